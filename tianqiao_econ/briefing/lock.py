"""One run at a time writes to a folder of briefs (`tianqiao_econ.framework.locking`).

A batch holds the folder from beginning to end. A single brief holds it while its three files take
their names, so that several can be made at once; where a batch holds it, the brief is refused.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from tianqiao_econ.framework import locking
from tianqiao_econ.framework.locking import Busy, Held, NoLocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["NAME", "Busy", "Held", "locked", "publishing", "refuse_held"]

NAME = ".briefs.lock"
MOMENT = 2.0
"""Seconds to wait for a single brief that takes its place."""
PATIENCE = 20.0
"""Seconds that a brief, once it is made, waits for an index that is being written."""


def locked(folder: Path) -> AbstractContextManager[Held]:
    """Hold a folder of briefs for oneself; it is made if it is not there.

    Raises
    ------
    Busy
        Another run holds it: its process, machine and user are told.
    EconError
        It cannot be written.

    """
    return locking.locked(folder, NAME, wait=MOMENT)


@contextmanager
def publishing(folder: Path) -> Iterator[None]:
    """Hold a folder for the moment in which one brief is published; no lock file is left.

    Where there are no locks nobody can hold the folder, and nobody is in the way.

    Raises
    ------
    Busy
        A batch holds it.
    EconError
        It cannot be written.

    """
    with ExitStack() as stack:
        with suppress(NoLocks):
            stack.enter_context(locking.locked(folder, NAME, wait=PATIENCE, leave=False))
        yield


def refuse_held(folder: Path) -> None:
    """Find that a batch holds a folder before any work is done for it.

    Raises
    ------
    Busy
        A batch holds it.

    """
    if (folder / NAME).exists():
        with suppress(NoLocks), locking.locked(folder, NAME, wait=MOMENT):
            pass
