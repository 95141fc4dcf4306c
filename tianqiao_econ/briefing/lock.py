"""One run at a time writes to a folder of briefs (`tianqiao_econ.framework.locking`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.framework import locking
from tianqiao_econ.framework.locking import Busy, Held

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["NAME", "Busy", "Held", "locked"]

NAME = ".briefs.lock"


def locked(folder: Path) -> AbstractContextManager[Held]:
    """Hold a folder of briefs for oneself; it is made if it is not there, and nobody waits.

    Raises
    ------
    Busy
        Another run holds it: its process, machine and user are told.
    EconError
        It cannot be written.

    """
    return locking.locked(folder, NAME)
