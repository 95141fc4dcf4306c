"""Doing once, in the process that others are forked from, what their briefs have in common.

What is known on a date, the year's shocks, shapes of characters and compiled templates are the same
for every district. They are kept where they are worked out, by what they depend on, so that a fork
finds them; nothing else of a rehearsal is left.
"""

from __future__ import annotations

import io
import signal
import sys
from collections import Counter
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.limits import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from tianqiao_econ.briefing.jobs import Job
    from tianqiao_econ.briefing.limits import Limits

WORTH_IT = 3
"""How many briefs of one kind are worth a rehearsal, which costs more than it saves two."""

LONGEST = 60
"""Seconds after which a rehearsal is given up: all others wait for it."""


def kind_of(job: Job) -> tuple[Any, ...]:
    """Return what briefs that have much in common share: data, date, year and language."""
    return (job.data, job.as_of, job.year, job.lang, job.notebook)


class Rehearsals:
    """Tells which briefs are worth a rehearsal: the first of a kind of which enough are to come.

    Parameters
    ----------
    jobs
        What is to be made, as far as it is known; as many of a kind as were made are taken to come.
    never
        Whether there is to be none.

    """

    def __init__(self, jobs: Iterable[Job] = (), *, never: bool = False) -> None:
        self._coming = Counter(map(kind_of, jobs))
        self._made: Counter[tuple[Any, ...]] = Counter()
        self._done: set[tuple[Any, ...]] = set()
        self._never = never

    def due(self, job: Job) -> bool:
        """Whether this brief, which is made now, should be rehearsed before."""
        kind = kind_of(job)
        self._made[kind] += 1
        coming, self._coming[kind] = self._coming[kind], max(0, self._coming[kind] - 1)
        if job.notebook or self._never or kind in self._done:  # a notebook of somebody's own: no
            return False
        if max(coming, self._made[kind]) < WORTH_IT:
            return False
        self._done.add(kind)
        return True


def rehearse(job: Job) -> str:
    """Run the package's notebook here and throw away what it shows; return why it stopped, or ''.

    Nothing depends on it but the time: the brief of the same district follows in a fork, and says
    in its own words what is wrong with it.
    """
    from tianqiao_econ.briefing.execution import read_notebook
    from tianqiao_econ.briefing.jobs import parameter_values
    from tianqiao_econ.briefing.page import NOT_SHOWN

    names = {**parameter_values(job), "display": _shown}
    try:
        with _within(job.limits), redirect_stdout(io.StringIO()):
            for cell in read_notebook(job.source).cells:
                if cell.cell_type == "code" and NOT_SHOWN.isdisjoint(cell.metadata.get("tags", ())):
                    exec(compile(cell.source, job.source.name, "exec"), names)  # noqa: S102 - ours
    except (_TooLong, Exception) as error:  # noqa: BLE001 - told; it must not end all others
        return f"the rehearsal of {job.stem} stopped: {type(error).__name__.strip('_')}: {error}"
    return ""


class _TooLong(BaseException):
    """No `Exception`: nothing that is rehearsed takes it for an error of its own."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong("others wait for it")


@contextmanager
def _within(limits: Limits) -> Iterator[None]:
    """Hold what is rehearsed to the limits of a brief, in the process that all others come from."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + int(limits.memory_mb * MEGABYTE)
    told = signal.signal(signal.SIGALRM, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, min(limits.seconds, LONGEST))
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also where the time was up just then
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGALRM, told)


def _shown(one: Any) -> None:
    """Draw what a kernel would draw."""
    draw = getattr(one, "_repr_html_", None)
    if draw:
        draw()
