"""A process that ends with the one that forked it."""

from __future__ import annotations

import os
import signal
import sys

PDEATHSIG = 1
"""Linux's prctl: be sent a signal when the parent ends, however it ends."""


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, even if that is killed."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
