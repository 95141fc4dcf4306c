"""What a place that makes briefs can do: a pool of processes, or a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from tianqiao_econ.briefing.jobs import Job


class Task(Protocol):
    """A job in work."""

    job: Job
    started: float

    @property
    def overdue(self) -> bool:
        """Whether it should have ended by itself long ago."""

    def result(self) -> dict[str, Any]:
        """Return html, manifest and run; or the sentence of the failure, under `failed`."""

    def place(self) -> str:
        """Return how far it came."""


class Shop(Protocol):
    """Where jobs are done: entering it takes no time; leaving it ends those that are not."""

    running: Any

    @property
    def most(self) -> int:
        """How many jobs are worth having at a time."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def prepare(self, jobs: Iterable[Job]) -> None:
        """Be ready for what is to be done; EconError where that cannot be."""

    def start(self, job: Job) -> Any:
        """Begin a job."""

    def wait(self, seconds: float) -> list[Any]:
        """Return those that have ended, waiting for the first one no longer than `seconds`."""

    def end(self, task: Any) -> None:
        """End a job before its time."""

    def forget(self, task: Any) -> None:
        """Remove what a finished job left."""
