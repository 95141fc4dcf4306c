"""Processes that make one brief each: forks of a warm one, or started afresh."""

from __future__ import annotations

import json
import logging
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.batch.rehearsing import LONGEST, Rehearsals
from tianqiao_econ.briefing.batch.worker import CELL, JOB, RESULT, UNWRITTEN
from tianqiao_econ.briefing.surroundings import environment, known_variables
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

    from tianqiao_econ.briefing.jobs import Job

CAN_FORK = sys.platform == "linux"
"""macOS can fork too, but its own libraries do not survive it."""

TEMPLATE = "tianqiao_econ.briefing.batch.template"
WORKER = "tianqiao_econ.briefing.batch.worker"
TEMPLATE_LOG, WORKER_LOG = "template.log", "worker.log"
MESSAGE_BYTES = 65536
START_SECONDS = 120
END_SECONDS = 3
MOST_RESTARTS = 3  # without a brief in between that was made
LOST = 9
"""The signal with which a fork ends when the process that it was forked from is killed."""

ANSWER_SECONDS = 2 * LONGEST
"""How long a warm process that is asked for a kernel may rehearse before it is taken to hang."""

LOOK_SECONDS = 1.0
"""How long to listen before looking whether the warm process still answers."""

GRACE_SECONDS = 20
"""How long beyond its own deadline a brief's process may take to say so itself."""

log = logging.getLogger(__name__)


class OutOfTime(EconError):  # noqa: N818 - the name is the sentence
    """The time of all together was up before the processes were ready."""


@dataclass(slots=True)
class Running:
    """A process at work on one job."""

    job: Job
    folder: Path
    pid: int | None = None
    code: int | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0

    @property
    def ended(self) -> bool:
        """Whether the process is over."""
        if self.process is not None:
            self.code = self.process.poll()
        return self.code is not None

    @property
    def overdue(self) -> bool:
        """Whether it should have ended by itself long ago; it is not while it has not begun."""
        return (
            self.pid is not None
            and time.monotonic() > self.started + self.job.limits.seconds + GRACE_SECONDS
        )

    def kill(self) -> None:
        """End the process with all that it started."""
        if self.pid is None or self.code is not None:
            return
        for end in (os.killpg, os.kill) if hasattr(os, "killpg") else (os.kill,):
            with suppress(ProcessLookupError, PermissionError):
                end(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def result(self) -> dict[str, Any]:
        """Return what the process left, or how it ended where it left nothing."""
        try:
            return dict(json.loads((self.folder / RESULT).read_text("utf-8")))
        except FileNotFoundError:
            told = last_line(self.folder / WORKER_LOG)
            how = self._unwritten if self.code == UNWRITTEN else _how(self.code)
            return {"failed": f"{self.place()}: its process {how}{told}"}

    @property
    def _unwritten(self) -> str:
        return f"could not write its result to {self.folder.parent}: is that disk full?"

    def place(self) -> str:
        """Return how far it came."""
        try:
            cell = (self.folder / CELL).read_text("ascii")
        except OSError:
            return f"{self.job.source.name} stopped before its first cell"
        return f"{self.job.source.name} stopped in cell {cell}"


class Pool:
    """Starts a process for each job; leaving it ends all of them.

    Entering it takes no time: the warm process imports on another core until it is waited for.

    Parameters
    ----------
    warm
        Whether to fork from a process that has imported everything; where that cannot be done,
        each job gets a process started afresh.
    data, notebook
        Folder of the data package that the warm process reads ahead, and another notebook than
        the package's own: it tells what has to be imported.
    until
        When nothing further is waited for, as `time.monotonic` tells it.

    """

    def __init__(
        self,
        *,
        warm: bool = True,
        data: str = "",
        notebook: str = "",
        until: float = inf,
    ) -> None:
        self.data, self.notebook, self.until = data, notebook, until
        self.warm = warm and CAN_FORK
        self.running: list[Running] = []
        self._rehearsals = Rehearsals()
        self._line: socket.socket | None = None
        self._template: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._number = self._restarts = 0

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="te-batch-"))
        if self.warm:
            try:
                self._launch_template()
            except BaseException:
                self.__exit__(None, None, None)
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for running in self.running:
            running.kill()
        if self._line:
            self._line.close()  # tells the template that it is over
        if self._template and not self._ready:
            self._template.kill()  # it would go on importing; what it has started ends with it
        for process in (self._template, *(running.process for running in self.running)):
            if process:
                _end(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def prepare(self, jobs: Iterable[Job]) -> None:
        """Be ready for these; what many have in common is going to be worked out before."""
        self._rehearsals = Rehearsals(jobs)
        self._await_template()

    def start(self, job: Job) -> Running:
        """Start a process for a job."""
        self._await_template()
        self._number += 1
        folder = self._folder / str(self._number)
        folder.mkdir()
        (folder / JOB).write_text(json.dumps(job.as_plain()), "utf-8")
        running = Running(job, folder, started=time.monotonic())
        self.running.append(running)
        if self._line:
            self._ask([running], rehearse=self._rehearsals.due(job))
        else:
            running.process = self._fresh(folder)
            running.pid = running.process.pid
        return running

    @property
    def most(self) -> int:
        """How many processes are worth having at a time: each waits now and then for another."""
        return available_cores() + 1

    def wait(self, seconds: float) -> list[Running]:
        """Return those that have ended, waiting for the first one no longer than `seconds`."""
        until = time.monotonic() + seconds
        while True:
            ended = [running for running in self.running if running.ended]
            left = until - time.monotonic()
            if ended or left <= 0:
                break
            self.listen(min(left, LOOK_SECONDS))
        self.running = [running for running in self.running if running not in ended]
        return ended

    def end(self, task: Running) -> None:
        """End a process before its time."""
        task.kill()
        if task.process:
            _end(task.process)
        self.running.remove(task)

    def forget(self, task: Running) -> None:
        """Remove what a finished job left."""
        shutil.rmtree(task.folder, ignore_errors=True)

    def listen(self, seconds: float) -> None:
        """Take in what the template tells; without one, look again soon."""
        if self._line is None:
            time.sleep(min(seconds, 0.05))
            return
        self._look_after_template()
        message = self._receive(seconds)
        if message is None:
            return
        if note := message.get("note"):
            log.info("%s", note)
        for running in self.running:
            if message.get("started") == str(running.folder):
                running.pid = message["pid"]
                running.started = time.monotonic()  # what was rehearsed before is not its own
            elif message.get("ended") is not None and message["ended"] == running.pid:
                running.code = message["code"]
                self._restarts = 0 if running.code == 0 else self._restarts  # it works

    def _receive(self, seconds: float) -> dict[str, Any] | None:
        """Return the template's next message, None where none came in time."""
        if self._line is None:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ)
            if not selector.select(seconds):
                return None
        try:
            content = self._line.recv(MESSAGE_BYTES)
        except ConnectionResetError:
            content = b""
        return dict(json.loads(content)) if content else self._restarted()

    def _ask(self, asked: list[Running], *, rehearse: bool = False) -> None:
        """Ask the template for processes; it may have been killed since it was last heard of."""
        try:
            for running in asked:
                running.started = time.monotonic()
                told = {"folder": str(running.folder), "rehearse": rehearse}
                self._socket.send(json.dumps(told).encode())
        except (BrokenPipeError, ConnectionResetError):
            self._restart()  # which asks for all of them again

    @property
    def _socket(self) -> socket.socket:
        if self._line is None:
            raise RuntimeError("the pool has no template")
        return self._line

    def _restarted(self) -> dict[str, Any]:
        """Start the warm process again after it ended, but not where it could not even begin."""
        if not self.running and not self._was_killed():
            raise self._gone()
        self._restart()
        return {}

    def _look_after_template(self) -> None:
        """Start the warm process again where it hangs."""
        late = time.monotonic() - ANSWER_SECONDS
        asked = [running for running in self.running if running.pid is None]
        if self._line and any(running.started < late for running in asked):
            log.info("the process that starts the kernels has not answered: it is started again")
            self._restart()

    def _restart(self) -> None:
        """Start it again; nothing is rehearsed there, which may be what it ended of."""
        if self._restarts >= MOST_RESTARTS:
            raise self._gone()
        self._restarts += 1
        self._rehearsals = Rehearsals(never=True)
        asked = [running for running in self.running if running.pid is None]
        for running in self.running:
            if running not in asked:  # it ended with the one that it was forked from
                running.kill()
                running.code = running.code if running.code is not None else -LOST
        if self._line:
            self._line.close()
        if self._template:
            self._template.kill()
            self._template.wait()
        self._launch_template()
        self._await_template()
        self._ask(asked)

    def _was_killed(self) -> bool:
        return self._template is not None and _end(self._template) < 0

    def _gone(self) -> EconError:
        told = last_line(self._folder / TEMPLATE_LOG)
        how = "was killed" if self._was_killed() else "has ended"
        return EconError(f"the process that starts the kernels {how}{told}")

    def _launch_template(self) -> None:
        """Start the warm process, which begins to import everything."""
        self._ready = False
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, (self._folder / TEMPLATE_LOG).open("wb") as told:
            self._template = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", TEMPLATE, str(theirs.fileno()), self.data, self.notebook],
                pass_fds=[theirs.fileno()],
                env=self._environment(),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,  # Ctrl-C is for the one who waits to answer
            )

    def _await_template(self) -> None:
        """Wait until the warm process, if there is one, has imported everything."""
        if self._ready or self._line is None:
            return
        left = max(0.0, min(START_SECONDS, self.until - time.monotonic()))
        if self._receive(left) is None:
            late = f"the kernels were not ready after {left:.0f} seconds"
            raise EconError(late) if left == START_SECONDS else OutOfTime(late)
        self._ready = True

    def _fresh(self, folder: Path) -> subprocess.Popen[bytes]:
        with (folder / WORKER_LOG).open("wb") as told:
            return subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", WORKER, str(folder)],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        """What a kernel may know."""
        return known_variables(os.environ) | environment(self._folder)


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def last_line(file: Path) -> str:
    """Return the last line of a log behind a colon, nothing where there is none."""
    try:
        lines = file.read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        return ""
    return f": {lines[-1]}" if lines else ""


def _end(process: subprocess.Popen[bytes]) -> int:
    """Wait a little for a process to end by itself, then end it; return its exit code."""
    try:
        return process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was ended by signal {-code} ({signal.Signals(-code).name})"
    return f"ended with code {code} and left nothing"
