"""One run at a time writes to a folder of briefs; the lock says whose it is.

The lock is the system's hold on an open file. It dies with its process, however that ends, so a
lock file left behind is nobody's: what it says is told only while somebody holds it.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".briefs.lock"

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, FAR, os.SEEK_SET)  # it keeps others from reading what it holds
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


FAR = 2**20
"""A place in the lock file beyond its text."""


class Busy(EconError):  # noqa: N818 - the name is the sentence
    """Another run writes to the folder."""

    exit_code = 1  # nobody's wrong use


class Held:
    """A folder that is one's own to write to."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self.folder = folder
        self._descriptor = descriptor

    def check(self) -> None:
        """Find that the folder is no longer the one that was locked: removed, or unmounted."""
        try:
            same = os.path.samestat((self.folder / NAME).stat(), os.fstat(self._descriptor))
        except OSError:
            same = False
        if not same:
            raise EconError(
                f"{self.folder} is no longer the folder that it was when the run began: "
                "nothing further is written; run again for the rest"
            )


@contextmanager
def locked(folder: Path) -> Iterator[Held]:
    """Hold a folder of briefs for oneself; it is made if it is not there.

    Raises
    ------
    Busy
        Another run holds it: its process, machine and user are told.
    EconError
        It cannot be written.

    """
    file = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise EconError(f"cannot write {error.filename or file}: {error.strerror}") from error
    try:
        _take(descriptor, folder)
        yield Held(folder, descriptor)
    finally:
        os.close(descriptor)  # gives the lock back


def _take(descriptor: int, folder: Path) -> None:
    try:
        _try(descriptor)
    except (BlockingIOError, PermissionError):
        raise Busy(
            f"another run writes to {folder} ({_owner(folder / NAME)}): "
            "wait until it has finished, or name another folder"
        ) from None
    except OSError as error:
        raise EconError(
            f"{folder} is on a file system without locks ({error.strerror}): "
            "write to a local folder and copy the briefs"
        ) from error
    me = {"pid": os.getpid(), "host": platform.node(), "user": _user()}
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(me).encode(), 0) if hasattr(os, "pwrite") else None
    except OSError as error:
        raise EconError(f"cannot write {folder / NAME}: {error.strerror}") from error


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
