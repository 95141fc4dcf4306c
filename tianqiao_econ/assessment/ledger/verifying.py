"""Is a ledger still what was recorded? If not: what, where, and what to do."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.ledger.entries import (
    BEGINNING,
    FORMAT,
    HEADER,
    Entry,
    entry_of,
    mark,
    seal,
    text_of,
)
from tianqiao_econ.assessment.ledger.files import CHAIN, LINES, BrokenLedger, Contents, read
from tianqiao_econ.assessment.ledger.locking import reading
from tianqiao_econ.framework import NotKnown, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

_BACKUP = "put the file back from a backup or from version control"
_NEVER = f"{_BACKUP}; a forecast is never changed, a new one is recorded beside it"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger that is what was recorded.

    Attributes
    ----------
    entries
        In the order of recording.
    values
        For each entry the values of its lines, in order.
    """

    entries: tuple[Entry, ...]
    values: tuple[tuple[float, ...], ...]

    @property
    def head(self) -> str:
        """Hash of the newest entry; see `verify_ledger` for what it is good for."""
        return self.entries[-1].hash if self.entries else BEGINNING


def verify_ledger(
    ledger: str | PathLike[str] = "forecasts", *, head: str | None = None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a ledger, nothing if it is what was recorded.

    Parameters
    ----------
    ledger
        Folder of the ledger.
    head
        Hash of any entry, noted when it was the newest (or its beginning). The chain alone cannot
        show that its end was cut off, or that all of it was written anew.

    Raises
    ------
    NotKnown
        If there is no ledger.
    EconError
        If it cannot be read.

    """
    try:
        opened(Path(ledger), head=head)
    except BrokenLedger as broken:
        return broken.problems
    return ()


def opened(folder: Path, *, head: str | None = None) -> Ledger:
    """Return the ledger in a folder; see `verify_ledger`.

    Raises
    ------
    NotKnown
        If there is none.
    BrokenLedger
        If it is not what was recorded.

    """
    with reading(folder):
        contents = read(folder)
    if contents.lines is None and contents.chain is None:
        raise NotKnown(
            f"there is no ledger in {folder} (no {LINES}):"
            " name its folder, or record a forecast with assess --record"
        )
    found = sound(contents)
    if head is not None and not any(entry.hash.startswith(head) for entry in found.entries):
        what = "no entry has the hash that was noted: entries were removed, or all written anew"
        raise BrokenLedger([Problem(CHAIN, None, "hash", head, what, _BACKUP)])
    return found


def sound(contents: Contents) -> Ledger:
    """Return the ledger that the contents are.

    Raises
    ------
    BrokenLedger
        If they are not what was recorded.

    """
    if contents.lines is None and contents.chain is None:
        return Ledger((), ())
    entries = _entries(_there(CHAIN, contents.chain, LINES))
    lines = _lines(_there(LINES, contents.lines, CHAIN))
    problems = tuple(_differences(entries, lines))
    if problems:
        raise BrokenLedger(problems)
    numbers = iter(float(line.rpartition(",")[2]) for line in lines[1:])
    return Ledger(entries, tuple(tuple(next(numbers) for _ in e.marks) for e in entries))


def _there(name: str, content: bytes | None, other: str) -> bytes:
    if content is not None:
        return content
    what = f"the file is missing, and without it nothing proves what {other} says"
    todo = f"{_BACKUP}; or move {other} away, too, and begin a new ledger"
    raise BrokenLedger([Problem(name, None, "", "", what, todo)])


def _entries(content: bytes) -> tuple[Entry, ...]:
    """Return the entries of the chain, each one sealed and following the one before."""
    text, end = _text(CHAIN, content)
    entries: list[Entry] = []
    for row, line in enumerate(text, start=1):
        previous = entries[-1].hash if entries else BEGINNING
        found, what = _entry(line, previous)
        if found is None or what:
            raise BrokenLedger([Problem(CHAIN, row, "", "", what, _NEVER)])
        entries.append(found)
    if end:
        what = "the file ends in the middle of a line"
        raise BrokenLedger([Problem(CHAIN, len(text) + 1, "", "", what, _BACKUP)])
    return tuple(entries)


def _entry(line: str, previous: str) -> tuple[Entry | None, str]:
    """An entry and what is wrong with it."""
    try:
        content = json.loads(line)
        body = {name: value for name, value in content.items() if name != "hash"}
        if content["hash"] != seal(body):
            return None, "the entry was changed: its hash is not that of what it says"
        if content["format"] != FORMAT:
            return None, f"the entry is of another format, {content['format']}"
        if content["previous"] != previous:
            return None, "the entry does not follow the one before: entries are missing or moved"
        return entry_of(content), ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, "this is not an entry of a ledger"


def _lines(content: bytes) -> list[str]:
    """Return the lines of the file without their ends, the header first."""
    if b"\r" in content or content.startswith(b"\xef\xbb\xbf"):
        what = "the line ends or the encoding were changed: another program has saved the file"
        todo = f"{_BACKUP}; open a copy, the ledger itself is only appended to"
        raise BrokenLedger([Problem(LINES, None, "", "", what, todo)])
    lines, end = _text(LINES, content)
    if not lines or f"{lines[0]}\n" != HEADER:
        what = "the first line is not the header of a ledger"
        raise BrokenLedger([Problem(LINES, 1, "", (lines or [end])[0][:40], what, _BACKUP)])
    if end:
        row, what = len(lines) + 1, "the file ends in the middle of a line"
        raise BrokenLedger([Problem(LINES, row, "", end[:40], what, _BACKUP)])
    return lines


def _text(name: str, content: bytes) -> tuple[list[str], str]:
    """Whole lines, and what stands after the last line's end."""
    try:
        *lines, end = content.decode().split("\n")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        what = "the file is not UTF-8 text"
        raise BrokenLedger([Problem(name, row, "", "", what, _BACKUP)]) from error
    return lines, end


@dataclass(frozen=True, slots=True)
class _Line:
    """A recorded line: its row in a spreadsheet, all of it but the value, and its entry."""

    row: int
    task: str
    mark: str
    title: str


def _differences(entries: Sequence[Entry], lines: Sequence[str]) -> Iterator[Problem]:
    """Where the lines are not those of the entries; the first line is the header."""
    tasks = ((task, entry) for entry in entries for task in entry.tasks())
    marks = (digits for entry in entries for digits in entry.marks)
    recorded = [
        _Line(row, task, digits, entry.title)
        for row, ((task, entry), digits) in enumerate(zip(tasks, marks, strict=True), start=2)
    ]
    found = [(row, line, mark(line)) for row, line in enumerate(lines[1:], start=2)]
    if [line.mark for line in recorded] != [digits for _, _, digits in found]:
        yield from _explained(recorded, found)
        return
    rest = iter(lines[1:])
    for entry in entries:
        own = text_of([next(rest) for _ in entry.marks])
        if hashlib.sha256(own.encode()).hexdigest() != entry.lines_sha256:
            what = f"the lines of {entry.title} do not have the recorded hash"
            yield Problem(LINES, None, "", "", what, _BACKUP)


def _explained(
    recorded: Sequence[_Line], found: Sequence[tuple[int, str, str]]
) -> Iterator[Problem]:
    """One problem for each changed, moved or foreign line and for each run of missing ones."""
    known, seen = [line.mark for line in recorded], [digits for _, _, digits in found]
    matcher = SequenceMatcher(None, known, seen, autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    away = Counter(digits for _, i, j, _, _ in blocks for digits in known[i:j])
    here = Counter(digits for _, _, _, k, m in blocks for digits in seen[k:m])
    leaving, arriving = away & here, away & here
    home = {line.mark: line for line in recorded}
    for _, i, j, k, m in blocks:
        missing = [line for line in recorded[i:j] if not _taken(leaving, line.mark)]
        for row, text, digits in found[k:m]:
            if _taken(arriving, digits):
                yield _moved(row, home[digits])
                continue
            task, _, value = text.rpartition(",")
            changed = next((line for line in missing if line.task == task), None)
            if changed is None:
                what = "the line was never recorded"
                yield Problem(LINES, row, "", text[:60], what, _NEVER)
            else:
                missing.remove(changed)
                what = f"the value is not the one that was recorded ({changed.title})"
                yield Problem(LINES, row, "value", value, what, _NEVER)
        if missing:
            yield _gone(missing, last=j == len(recorded))


def _taken(counts: Counter[str], digits: str) -> bool:
    """Take one off a count, if there is one."""
    counts[digits] -= 1
    return counts[digits] >= 0


def _moved(row: int, home: _Line) -> Problem:
    what = f"the line was moved: it was recorded in row {home.row} ({home.title})"
    return Problem(LINES, row, "", "", what, _BACKUP)


def _gone(missing: Sequence[_Line], *, last: bool) -> Problem:
    first, n = missing[0], len(missing)
    lines = "1 recorded line is" if n == 1 else f"{n} recorded lines are"
    where = "at the end of the file" if last else "here"
    what = f"{lines} missing {where}, from {first.task.split(',', 3)[3]} on ({first.title})"
    return Problem(LINES, first.row, "", "", what, _BACKUP)
