"""The files of a ledger, as bytes: appended to, never rewritten.

What is to be appended to the two files is first put whole beside them (`PENDING`, complete before
it takes its name), then appended to the lines, then to the chain, then taken away. Whatever a
crash leaves behind is a beginning of what is pending, so the next writer appends the rest, and a
reader reads as if it were there. Callers hold the lock (`locking`).
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tianqiao_econ.framework import EconError, Problem, problem_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LINES, CHAIN, PENDING = "ledger.csv", "ledger.jsonl", "ledger.pending.json"
_PART = ".ledger.pending.part"
_RESTORE = "put both files back from one backup, or move them away and begin a new ledger"


class BrokenLedger(EconError):  # noqa: N818 - the name is the sentence
    """A ledger that is not what was recorded; the text is a table of what, where and what to do."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        table = problem_table(self.problems).partition("\n")[2]
        super().__init__(f"the ledger is not what was recorded, so it is not used\n{table}")

    def __reduce__(self) -> tuple[type[BrokenLedger], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the two files hold, with what is pending; None for a file that is not there."""

    lines: bytes | None
    chain: bytes | None


def read(folder: Path) -> Contents:
    """Return the contents of a ledger.

    Raises
    ------
    BrokenLedger
        If something is pending that does not continue the files.
    EconError
        If a file cannot be read.

    """
    with _in_a_sentence(folder, "read"):
        pending, found = _pending(folder), Contents(*(_bytes(folder / n) for n in (LINES, CHAIN)))
    if pending is None:
        return found
    lines, chain = found.lines or b"", found.chain or b""
    return Contents(
        lines + _rest(LINES, lines, pending[LINES]), chain + _rest(CHAIN, chain, pending[CHAIN])
    )


def append(folder: Path, lines: bytes, chain: bytes) -> None:
    """Append to both files, all or nothing, whatever happens to the process.

    Raises
    ------
    EconError
        If it cannot be written. Then either nothing is recorded, or the next call of `finish`
        records the whole.

    """
    more = {LINES: lines, CHAIN: chain}
    with _in_a_sentence(folder, "write"):
        note = {
            name: {"after": len(_bytes(folder / name) or b""), "append": text.decode()}
            for name, text in more.items()
        }
        part = folder / _PART
        part.unlink(missing_ok=True)
        _append(part, json.dumps(note, ensure_ascii=False).encode(), os.O_EXCL)
        part.replace(folder / PENDING)
        _sync_folder(folder)
    finish(folder)


def finish(folder: Path) -> bool:
    """Append what is pending; tell whether there was anything."""
    with _in_a_sentence(folder, "write"):
        (folder / _PART).unlink(missing_ok=True)
        pending = _pending(folder)
        if pending is None:
            return False
        rests = {
            name: _rest(name, _bytes(folder / name) or b"", pending[name])
            for name in (LINES, CHAIN)
        }
        for name, rest in rests.items():
            _append(folder / name, rest)
        _sync_folder(folder)
        (folder / PENDING).unlink()
        _sync_folder(folder)
    return True


def _pending(folder: Path) -> dict[str, Any] | None:
    """What is pending, or None."""
    raw = _bytes(folder / PENDING)
    if raw is None:
        return None
    try:
        note = json.loads(raw)
        for name in (LINES, CHAIN):
            note[name]["append"].encode(), range(note[name]["after"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = "this is not what a recording leaves behind when it is interrupted"
        raise BrokenLedger([Problem(PENDING, None, "", "", what, _RESTORE)]) from error
    return dict(note)


def _rest(name: str, found: bytes, pending: dict[str, Any]) -> bytes:
    """What of the pending bytes is not in the file yet."""
    more: bytes = pending["append"].encode()
    begun = found[pending["after"] :]
    if len(found) < pending["after"] or not more.startswith(begun):
        what = "the file was changed after a recording was interrupted"
        todo = f"{_RESTORE}; remove {PENDING} as well"
        raise BrokenLedger([Problem(name, None, "", "", what, todo)])
    return more[len(begun) :]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _append(path: Path, content: bytes, only: int = 0) -> None:
    """Append and force to the disk; with O_EXCL to a new file only, not through a link."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags | only, 0o644)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Force new and removed names to the disk too, where folders can be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _in_a_sentence(folder: Path, verb: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        raise EconError(f"cannot {verb} {place}: {error.strerror or error}") from error
