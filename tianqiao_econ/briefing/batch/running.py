"""Making many briefs: what is up to date is left, each of the others gets a process of its own."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.batch.asked import Asked, NotMade, jobs_of, read_asked, with_entries
from tianqiao_econ.briefing.batch.cluster import Cluster
from tianqiao_econ.briefing.batch.outcomes import INTERRUPTED, RUN, BatchResult, Outcome
from tianqiao_econ.briefing.batch.places import (
    is_up_to_date,
    opened,
    publish_brief,
    publish_failure,
    settle_failure,
)
from tianqiao_econ.briefing.batch.pool import OutOfTime, Pool
from tianqiao_econ.briefing.manifest import as_bytes
from tianqiao_econ.briefing.runlog import logged
from tianqiao_econ.framework.errors import EconError, without_home
from tianqiao_econ.framework.locate import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tianqiao_econ.briefing.batch.places import Place
    from tianqiao_econ.briefing.batch.shops import Shop, Task
    from tianqiao_econ.briefing.execution import Progress
    from tianqiao_econ.briefing.jobs import Job

LOOK_SECONDS = 1.0
"""How often the clock is looked at while nothing ends."""

log = logging.getLogger(__name__)


def briefs(
    jobs_file: str | Path | None = None,
    *,
    force: bool = False,
    warm: bool = True,
    dask: str | None = None,
    log_json: str | Path | None = None,
    progress: Progress | None = None,
    ended: Callable[[], bool] | None = None,
    **entries: Any,
) -> BatchResult:
    """Make many briefs, each in a process of its own; those that are up to date are left.

    Parameters
    ----------
    jobs_file
        A TOML file of entries.
    force
        Make up-to-date briefs again.
    warm
        Fork the processes from one that has imported everything, where that can be done.
    dask
        Address of a Dask scheduler: make them on its workers instead.
    log_json
        A file that gets one more line of JSON on the run, however it ends.
    progress
        Called with the number of briefs done and of all.
    ended
        Asked about once a second; the run is interrupted as soon as it says so.
    entries
        areas, years, languages, as_of, data, notebook, out, jobs, deadline, on_failure, previous,
        cell_seconds, seconds, memory_mb, output_mb: instead of, or on top of, the file's; see
        `tianqiao_econ.briefing.batch.asked.Asked`.

    Returns
    -------
    BatchResult
        How each brief went. One that fails keeps no other from being made, and leaves the earlier
        brief as it was.

    Raises
    ------
    EconError
        Wrong use, or a folder that cannot be written: found before a kernel starts.

    """
    started, result = time.monotonic(), BatchResult()
    with logged(log_json, result), ExitStack() as held:
        asked = with_entries(read_asked(jobs_file) if jobs_file else Asked(), entries)
        until = inf if asked.deadline is None else started + asked.deadline
        with Cluster(dask) if dask else _pool(asked, until, warm=warm) as shop:
            jobs, not_made = _jobs(asked)
            place = held.enter_context(opened(asked.out))
            batch = _Batch(asked, place, result, until, progress, ended, started=started)
            held.callback(batch.end)  # when the processes have ended, before the place is let go
            batch.begin(jobs, not_made, force=force)
            if batch.waiting:
                batch.work(shop)
    return result


def _pool(asked: Asked, until: float, *, warm: bool) -> Pool:
    """Return the processes of this machine."""
    data = str(data_folder(asked.data or None).resolve())  # processes start elsewhere
    notebook = str(Path(asked.notebook).resolve()) if asked.notebook else ""
    return Pool(warm=warm, data=data, notebook=notebook, until=until)


def _jobs(asked: Asked) -> tuple[list[Job], list[NotMade]]:
    """Read the data, and tell what can be made of what is asked for."""
    from tianqiao_econ.datasets import open_data

    return jobs_of(asked, open_data(asked.data or None))


@dataclass
class _Batch:
    """One run over many jobs."""

    asked: Asked
    place: Place
    result: BatchResult
    until: float
    """When the time of all is up, as `time.monotonic` tells it."""
    progress: Progress | None = None
    ended: Callable[[], bool] | None = None
    waiting: deque[Job] = field(default_factory=deque)
    started: float = field(default_factory=time.monotonic)
    stopped: str = ""
    total: int = 0

    def begin(self, jobs: list[Job], not_made: list[NotMade], *, force: bool) -> None:
        """Sort out what there is to do."""
        self.total = len(jobs) + len(not_made)
        for one in not_made:
            self.result.add(Outcome(one.area, one.year, "", one.lang, "failed", error=one.reason))
        for job in jobs:
            if force or not is_up_to_date(self.place, job):
                self.waiting.append(job)
            else:
                with suppress(EconError):  # the brief is there, whatever its run file says
                    settle_failure(self.place, job)
                self._note(job, "up to date")
        self._tell()

    def work(self, shop: Shop) -> None:
        """Keep as many processes at work as were asked for, until nothing is left."""
        self.place.ready()
        try:
            shop.prepare(self.waiting)
            self._work(shop)
        except OutOfTime:
            self.stopped = self._too_long
        except EconError as error:  # of the shop; what ails a single brief is that brief's
            self.stopped = str(error)
            raise

    def _work(self, pool: Shop) -> None:
        try:
            while self.waiting or pool.running:
                self._turn(pool)
        finally:
            for task in pool.running:
                self._note(task.job, "not made", error=self.stopped or INTERRUPTED)

    def _turn(self, pool: Shop) -> None:
        """Begin what there is room for, and take in what has ended."""
        if self.ended and self.ended():
            raise KeyboardInterrupt
        while self.waiting and len(pool.running) < (self.asked.jobs or pool.most):
            pool.start(self.waiting.popleft())
        for task in pool.wait(self._patience()):
            self._finish(task)
            pool.forget(task)
        self._end_overdue(pool)
        if self.stopped:
            self._skip_waiting()

    def end(self) -> None:
        """Say how the run went, also where it was interrupted."""
        self.stopped = self.stopped or INTERRUPTED
        self._skip_waiting()
        self.result.close(dt.datetime.now(dt.UTC), time.monotonic() - self.started)
        try:
            self.place.write({RUN: as_bytes(self.result.as_plain())})
            self.place.index()
        except EconError as error:
            self.result.notes.append(f"index and run.json may not be up to date: {error}")

    @property
    def _too_long(self) -> str:
        return f"the whole batch took longer than {self.asked.deadline:g} seconds"

    def _patience(self) -> float:
        return max(0.0, min(LOOK_SECONDS, self.until - time.monotonic()))

    def _finish(self, running: Task) -> None:
        """Publish what a process left, or note why it left nothing."""
        job, result = running.job, running.result()
        if "failed" not in result:
            try:
                publish_brief(self.place, job, result)
            except EconError as error:
                self.stopped = "the briefs cannot be written"
                result = {"failed": str(error)}
        seconds = time.monotonic() - running.started
        if "failed" in result:
            self._fail(job, result, seconds)
        else:
            self._note(job, "made", seconds=seconds)

    def _fail(self, job: Job, result: Mapping[str, Any], seconds: float = 0.0) -> None:
        if result.get("trace"):
            log.info("%s", result["trace"])
        error = str(result["failed"])
        run = {
            "status": "failed",
            "ended": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "key": job.key,
            "error": without_home(error),
        }
        try:
            publish_failure(self.place, job, run)
        except EconError as problem:
            log.info("%s", problem)
        self._note(job, "failed", error=error, seconds=seconds)
        if self.asked.on_failure == "stop":
            self.stopped = self.stopped or "another brief failed"

    def _end_overdue(self, pool: Shop) -> None:
        """End what is over its time: one process, or all when the whole batch is."""
        over = time.monotonic() >= self.until
        for running in list(pool.running):
            if over or running.overdue:
                own = f"it took longer than {running.job.limits.seconds:g} seconds"
                told = self._too_long if over else own
                pool.end(running)
                seconds = time.monotonic() - running.started
                self._fail(running.job, {"failed": f"{running.place()}: {told}"}, seconds)
        if over:
            self.stopped = self._too_long

    def _skip_waiting(self) -> None:
        while self.waiting:
            self._note(self.waiting.popleft(), "not made", error=self.stopped)

    def _note(self, job: Job, status: str, *, error: str = "", seconds: float = 0.0) -> None:
        html = self.place.where(f"{job.stem}.html")
        about = (job.area, job.year, job.as_of, job.lang)
        self.result.add(Outcome(*about, status, html=html, error=error, seconds=seconds))
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress(len(self.result.outcomes), self.total)
