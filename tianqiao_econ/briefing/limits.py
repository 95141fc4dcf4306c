"""What one brief may use, and the watch that ends a kernel which uses more."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from nbformat import NotebookNode

PID_FILE = "kernel.pid"
"""Where a kernel's process id stands, in its private folder."""

MEGABYTE = 2**20
LOOK_EVERY = 0.05
"""Seconds. A process fills about a hundred megabytes between two looks."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one brief may use.

    Parameters
    ----------
    cell_seconds, seconds
        How long one cell and the whole run may take.
    memory_mb
        How much memory the kernel may hold.
    output_mb
        How much a notebook may print and show.

    """

    cell_seconds: float = 180
    seconds: float = 900
    memory_mb: float = 2048
    output_mb: float = 64

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise EconError(f"{name} is a number above 0, not {value!r}")


class Guard:
    """Ends the kernel of a private folder when it goes over a limit, and says why.

    The kernel alone is ended, so that the notebook as far as it came is not lost. `in_work` returns
    the notebook that is being executed, None before there is one. `kept` bytes of what the kernel
    holds are not counted.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        in_work: Callable[[], NotebookNode | None],
        kept: int = 0,
    ) -> None:
        self.limits = limits
        self._kept = kept
        self.reason = ""
        self._in_work = in_work
        self._pid_file = folder / PID_FILE
        self._over = Event()
        self._thread = Thread(target=self._look, name="memory watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def end_kernel(self, reason: str) -> None:
        """End the kernel at once; the first reason is the one that is told."""
        self.reason = self.reason or reason
        pid = self._pid()
        if pid is None:
            return
        try:
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        except ProcessLookupError:
            return

    def check(self, **_told: object) -> None:
        """Refuse a notebook that shows more than its limit; called after each cell."""
        if self._shows_too_much():
            self.reason = _too_much(self.limits)
            raise RuntimeError(self.reason)

    def _shows_too_much(self) -> bool:
        notebook = self._in_work()
        cells = notebook.cells if notebook else ()
        outputs = [output for cell in cells for output in [*cell.get("outputs", ())]]
        shown = sum(len(str(part)) for each in outputs for part in each.get("data", {}).values())
        return shown > self.limits.output_mb * MEGABYTE

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            if self._memory() - self._kept > self.limits.memory_mb * MEGABYTE:
                limit = f"{self.limits.memory_mb:g} MB of memory"
                self.end_kernel(f"the kernel was ended: it took more than {limit}")
                return
            if self._shows_too_much():
                self.end_kernel(_too_much(self.limits))
                return

    def _pid(self) -> int | None:
        try:
            return int(self._pid_file.read_text("ascii"))
        except (OSError, ValueError):  # not started yet
            return None

    def _memory(self) -> int:
        """Bytes that the kernel holds; 0 where there is none."""
        pid = self._pid()
        return held_bytes(pid) if pid else 0


def held_bytes(pid: int | None = None) -> int:
    """Return the memory that a process holds, shared or not (this one's without a number)."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:  # it has ended
        return 0


class Meter:
    """A stream that keeps nothing: it counts what a notebook prints."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._written = 0

    def write(self, text: str) -> int:
        """Count; over the limit the kernel is ended."""
        self._written += len(text)
        if self._written > self._guard.limits.output_mb * MEGABYTE:
            self._guard.end_kernel(_too_much(self._guard.limits))
        return len(text)

    def flush(self) -> None:
        """Do nothing: nothing is kept."""


def _too_much(limits: Limits) -> str:
    return f"it printed or showed more than {limits.output_mb:g} MB"
