"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def publish(files: Mapping[Path, bytes]) -> None:
    """Write the files, all of them complete before the first one takes its name.

    Each is written beside its place under another name, forced to the disk, and renamed. A run
    that fails before leaves what was there and no litter; a reader never meets half a file.

    Raises
    ------
    EconError
        A folder or file that cannot be written.

    """
    try:
        with _parts(files) as parts:
            _refuse_folders(files)
            for part, file in parts.items():
                part.replace(file)
        for folder in {file.parent for file in files}:
            _sync_folder(folder)
    except OSError as error:
        place = error.filename or next(iter(files)).parent
        raise EconError(f"cannot write {place}: {error.strerror or error}") from error


def _refuse_folders(files: Iterable[Path]) -> None:
    """Find a name that is taken by a folder before the first file takes its own."""
    for file in files:
        if file.is_dir():
            raise EconError(f"cannot write {file}: there is a folder of that name")


@contextmanager
def _parts(files: Mapping[Path, bytes]) -> Iterator[dict[Path, Path]]:
    """The complete files under their temporary names; what is left of them is removed."""
    parts: dict[Path, Path] = {}
    try:
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            part = beside(file)
            parts[part] = file
            write_new(part, content)
        yield parts
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def beside(file: Path) -> Path:
    """Return a temporary name beside a file that nobody can have put a link under."""
    return file.with_name(f".{file.name}.{secrets.token_hex(8)}.{os.getpid()}.part")


def write_new(file: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file where there is none, not even a link; forced to the disk if it is `lasting`."""
    with file.open("xb") as stream:
        stream.write(content)
        if lasting:
            stream.flush()
            os.fsync(stream.fileno())


def remove_parts(folder: Path) -> None:
    """Remove what processes that were killed while they wrote have left."""
    for part in folder.rglob(".*.part"):
        pid = part.name.split(".")[-2]
        if pid.isdecimal() and not _is_alive(int(pid)):
            part.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid)


def _sync_folder(folder: Path) -> None:
    """Force the renaming to the disk too, where folders can be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
