"""The same batch on a Dask cluster: workers return whole briefs, the coordinator publishes them.

A job is small, says everything, and gives the same bytes wherever and however often it is made;
so Dask may run it again on another worker when one is lost. On each worker one warm process
starts a process for each brief, as on a single machine.
"""

from __future__ import annotations

import atexit
import re
import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.batch.pool import Pool
from tianqiao_econ.briefing.jobs import Job
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType
    from typing import Self

LOOK_SECONDS = 0.05
CONNECT_SECONDS = 20
AHEAD = 2
"""Jobs handed over for each core of the cluster: the next one is there when one ends."""


@dataclass(slots=True)
class Remote:
    """A job somewhere on the cluster."""

    job: Job
    future: Any
    started: float
    overdue: bool = False  # a worker ends what takes too long

    @property
    def ended(self) -> bool:
        """Whether there is an answer, or none will come."""
        return str(self.future.status) != "pending"

    def result(self) -> dict[str, Any]:
        """Return the worker's answer, or why there is none."""
        if self.future.status == "finished":
            return dict(self.future.result())
        error = self.future.exception() if self.future.status == "error" else None
        reason = f"{type(error).__name__}: {error}" if error else "the cluster gave it up"
        return {"failed": f"{self.place()}: {' '.join(reason.split())}"}

    def place(self) -> str:
        """Return where it is."""
        return f"{self.job.source.name} was not made on the cluster"


class Cluster:
    """Starts jobs on a Dask cluster; what `Pool` is on this machine.

    Parameters
    ----------
    address
        Of the scheduler, tcp://host:8786.

    Raises
    ------
    EconError
        No address of a scheduler, `dask.distributed` is not installed, or no scheduler answers.

    """

    def __init__(self, address: str) -> None:
        if not re.search(r":\d{1,5}$", address):
            raise EconError(f"a scheduler has an address like tcp://host:8786, not {address!r}")
        self.address = address
        self.running: list[Remote] = []
        self._client: Any = None
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.cancel([remote.future for remote in self.running])
            self._client.close(timeout=LOOK_SECONDS * 20)

    def prepare(self, _jobs: Iterable[Job]) -> None:
        """Connect; each worker finds out for itself what its jobs have in common."""
        try:
            from distributed import Client
        except ImportError as error:
            raise EconError("pip install 'tianqiao-econ[dask]' for briefs on a cluster") from error
        try:
            self._client = Client(
                self.address, timeout=CONNECT_SECONDS, set_as_default=False, name="briefs"
            )
        except (OSError, ValueError) as error:
            raise EconError(f"no Dask scheduler answers at {self.address}: {error}") from error

    @property
    def most(self) -> int:
        """How many jobs the cluster is given at a time; it may grow and shrink."""
        return max(1, AHEAD * sum(self._client.nthreads().values()))

    def start(self, job: Job) -> Remote:
        """Hand a job to the cluster."""
        self._number += 1
        future = self._client.submit(
            make_on_worker, job.as_plain(), key=f"{job.stem}-{job.key}-{self._number}", pure=False
        )
        remote = Remote(job, future, time.monotonic())
        self.running.append(remote)
        return remote

    def wait(self, seconds: float) -> list[Remote]:
        """Return those that have ended, waiting for the first one no longer than `seconds`."""
        until = time.monotonic() + seconds
        while True:
            ended = [remote for remote in self.running if remote.ended]
            if ended or time.monotonic() >= until:
                break
            time.sleep(LOOK_SECONDS)
        self.running = [remote for remote in self.running if remote not in ended]
        return ended

    def end(self, task: Remote) -> None:
        """Give a job up."""
        self._client.cancel([task.future])
        self.running.remove(task)

    def forget(self, task: Remote) -> None:
        """Let the cluster forget a job's result."""
        task.future.release()


def make_on_worker(content: Mapping[str, Any]) -> dict[str, Any]:
    """Make one brief on this worker, in a process of its own, and return it whole."""
    job = Job.from_plain(content)
    return _shop(job.data, job.notebook).make(job)


class _Shop:
    """The pool of a worker, shared by the threads in which Dask runs jobs."""

    def __init__(self, data: str, notebook: str) -> None:
        self._lock = Lock()
        self._pool = Pool(data=data, notebook=notebook).__enter__()
        atexit.register(self._pool.__exit__, None, None, None)

    def make(self, job: Job) -> dict[str, Any]:
        """Make one brief and return what its process left."""
        with self._lock:
            running = self._pool.start(job)
        while not running.ended and not running.overdue:
            with self._lock:
                self._pool.listen(LOOK_SECONDS)
        over = not running.ended
        with self._lock:
            self._pool.end(running)
        late = f"it took longer than {job.limits.seconds:g} seconds"
        result = {"failed": f"{running.place()}: {late}"} if over else running.result()
        self._pool.forget(running)
        return result


_SHOPS: dict[tuple[str, str], _Shop] = {}
_OPENING = Lock()


def _shop(data: str, notebook: str) -> _Shop:
    """The shop of this worker for jobs on one data package; opened when the first one comes."""
    with _OPENING:
        if (data, notebook) not in _SHOPS:
            _SHOPS[data, notebook] = _Shop(data, notebook)
        return _SHOPS[data, notebook]
