"""One writer at a time: a lock that dies with the process that holds it.

The lock is the operating system's hold on an open file, not the file: a lock file that a killed
process left behind holds nobody up, and nothing has to be judged stale by its age.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tianqiao_econ.framework import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "ledger.lock"
#: Seconds to wait for another process; a recording takes well under one.
WAIT = 60.0
PAUSE = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int, *, shared: bool) -> None:  # noqa: ARG001 - there is one kind of lock
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int, *, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the ledger of a folder for oneself; the folder is made if it is not there.

    Raises
    ------
    EconError
        If another process holds it for longer than `WAIT`, or the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise EconError(f"cannot write a ledger in {folder}: {error.strerror}") from error
    with _held(descriptor, folder, shared=False):
        yield


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Keep writers out while reading; where nobody has written yet there is nobody to wait for."""
    try:
        descriptor = os.open(folder / NAME, os.O_RDONLY)
    except OSError:  # no lock file (a copy, say), or one that is not ours: read as it is
        yield
        return
    with _held(descriptor, folder, shared=True):
        yield


@contextmanager
def _held(descriptor: int, folder: Path, *, shared: bool) -> Iterator[None]:
    try:
        _wait(descriptor, folder, shared=shared)
        yield
    finally:
        os.close(descriptor)  # gives the lock back


def _wait(descriptor: int, folder: Path, *, shared: bool) -> None:
    deadline = time.monotonic() + WAIT
    while True:
        try:
            _try(descriptor, shared=shared)
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= deadline:
                raise EconError(
                    f"another process has held {folder / NAME} for {WAIT:.0f} seconds:"
                    " wait until it has finished, or end it"
                ) from None
            time.sleep(PAUSE)
        except OSError as error:
            raise EconError(
                f"{folder} is on a file system without locks ({error.strerror}):"
                " keep the ledger on a local disk"
            ) from error
        else:
            return
