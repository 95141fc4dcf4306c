"""One run at a time writes to a folder; the lock says whose it is.

The lock is the system's hold on an open file. It dies with its process, however that ends, so a
lock file left behind is nobody's: what it says is told only while somebody holds it.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAUSE = 0.05
"""Seconds between two tries for a lock that somebody holds."""

FAR = 2**20
"""A place in the lock file beyond its text."""

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, FAR, os.SEEK_SET)  # it keeps others from reading what it holds
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(EconError):  # noqa: N818 - the name is the sentence
    """Another run writes to the folder."""

    exit_code = 1  # nobody's wrong use


class NoLocks(EconError):  # noqa: N818 - the name is the sentence
    """The folder is on a file system on which nothing can be held."""


class Held:
    """A folder that is one's own to write to."""

    def __init__(self, folder: Path, name: str, descriptor: int) -> None:
        self.folder = folder
        self._file = folder / name
        self._descriptor = descriptor

    def check(self) -> None:
        """Find that the folder is no longer the one that was locked: removed, or unmounted."""
        if not _is_same(self._file, self._descriptor):
            raise EconError(
                f"{self.folder} is no longer the folder that it was when the run began: "
                "nothing further is written; run again for the rest"
            )


@contextmanager
def locked(folder: Path, name: str, *, wait: float = 0.0, leave: bool = True) -> Iterator[Held]:
    """Hold a folder for oneself; it is made if it is not there.

    Parameters
    ----------
    folder, name
        The folder, and the name of the lock file in it.
    wait
        Seconds to wait for another run.
    leave
        Whether the lock file stays when the folder is given back.

    Raises
    ------
    Busy
        Another run holds it: its process, machine and user are told.
    EconError
        It cannot be written.

    """
    file = folder / name
    descriptor = _held(file, time.monotonic() + wait)
    try:
        _sign(descriptor, file)
        yield Held(folder, name, descriptor)
    finally:
        if not leave:
            with suppress(OSError):  # Windows keeps a file that is open; it is nobody's then
                file.unlink()
        os.close(descriptor)  # gives the lock back


def _held(file: Path, deadline: float) -> int:
    """Return the lock file, open and held, once it is the one that stands there."""
    while True:
        descriptor = _opened(file)
        try:
            free = _is_taken(descriptor, file)
        except BaseException:
            os.close(descriptor)
            raise
        if free and _is_same(file, descriptor):
            return descriptor
        os.close(descriptor)  # somebody's, or removed by the one who held it
        if time.monotonic() >= deadline and not free:
            raise Busy(
                f"another run writes to {file.parent} ({_owner(file)}): "
                "wait until it has finished, or name another folder"
            )
        time.sleep(PAUSE)


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # what a link in its place leads to is not written over


def _opened(file: Path) -> int:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o644)
    except OSError as error:
        raise EconError(f"cannot write {error.filename or file}: {error.strerror}") from error


def _is_taken(descriptor: int, file: Path) -> bool:
    """Try for the lock; False where somebody else holds it."""
    try:
        _try(descriptor)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise NoLocks(
            f"{file.parent} is on a file system without locks ({error.strerror}): "
            "write to a local folder and copy it"
        ) from error
    return True


def _is_same(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _sign(descriptor: int, file: Path) -> None:
    """Write into the lock file whose it is."""
    me = {"pid": os.getpid(), "host": platform.node(), "user": _user()}
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(me).encode(), 0) if hasattr(os, "pwrite") else None
    except OSError as error:
        raise EconError(f"cannot write {file}: {error.strerror}") from error


def _owner(file: Path) -> str:
    """Who holds a lock, as far as its file says."""
    try:
        owner = json.loads(file.read_text("utf-8"))
        return f"process {owner['pid']} of {owner['user']} on {owner['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it does not say who it is"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"
