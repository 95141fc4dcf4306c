"""The warm process: it has imported everything and does nothing but fork.

It is started afresh (not forked from a caller that may have threads), has one thread, no event
loop, no zmq context, no open file of anybody's, and one BLAS thread. Each fork makes one brief
and ends; what a notebook does to modules, folders or settings ends with it.
"""

from __future__ import annotations

import gc
import importlib
import itertools
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tianqiao_econ.briefing.batch.parents import die_with_parent
from tianqiao_econ.briefing.batch.rehearsing import rehearse
from tianqiao_econ.briefing.importing import SLOW_OPTIONAL, without
from tianqiao_econ.briefing.limits import held_bytes
from tianqiao_econ.briefing.locating import brief_notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

OF_EVERY_BRIEF = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "encodings.utf_32_be",
    "fontTools.ttLib.tables.B_A_S_E_",
    "fontTools.ttLib.tables.O_S_2f_2",
    "fontTools.ttLib.tables._h_h_e_a",
    "fontTools.ttLib.tables._l_o_c_a",
    "fontTools.ttLib.tables._v_h_e_a",
    "fontTools.ttLib.woff2",
    "ipykernel.comm.manager",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "nbclient.client",
    "nbconvert.filters.markdown_mistune",
    "papermill",
    "psutil",
    "sqlite3",
    "tianqiao_econ.briefing.batch.forked",
    "tianqiao_econ.briefing.batch.worker",
    "tianqiao_econ.briefing.kernel",
    "tianqiao_econ.briefing.making",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.utils.garbage",
)
"""What any kernel and the making of any page need, with all that these import."""

OF_OUR_NOTEBOOKS = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "scipy.stats",
    "statsmodels.base.covtype",
    "statsmodels.tsa.statespace.structural",
)
"""What a notebook that uses this package needs besides."""

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
SPEAKING = ("framework", "showing", "briefing")
"""Where the words of a brief are; the others are in the data."""

FONT, CUTTER_NICE = "font.otf", 10
MESSAGE_BYTES = 65536


def main() -> None:
    """Serve forks until the other end of the socket is closed."""
    template = _Template(socket.socket(fileno=int(sys.argv[1])))
    data, notebook = sys.argv[2:]
    try:
        _get_ready(template, data, Path(notebook) if notebook else brief_notebook())
        template.serve()
    finally:
        template.end()


def _get_ready(template: _Template, data: str, notebook: Path) -> None:
    """Import and read all that a brief needs, as long as somebody waits for it."""
    font = template.folder / FONT
    template.begin(partial(_cut_font, font, data))
    with without(SLOW_OPTIONAL):
        for name in _needed(notebook):
            template.leave_if_alone()
            importlib.import_module(name)
        _reach(notebook)
    template.leave_if_alone()
    _read_ahead(data, font)
    _number_threads_afresh()
    _set_aside()


def _number_threads_afresh() -> None:
    """Name a kernel's threads as if nothing had been imported before: pydevd takes a number."""
    threading._counter = itertools.count(1).__next__  # type: ignore[attr-defined] # noqa: SLF001


def _set_aside() -> None:
    """Keep the collector from writing into pages that forks share."""
    gc.collect()
    gc.freeze()


def _needed(notebook: Path) -> tuple[str, ...]:
    return OF_EVERY_BRIEF + (OF_OUR_NOTEBOOKS if _is_ours(notebook) else ())


def _is_ours(notebook: Path) -> bool:
    """Whether a notebook uses this package."""
    return "tianqiao_econ" in notebook.read_text("utf-8")


def _reach(notebook: Path) -> None:
    """Import what a notebook may reach through `tianqiao_econ`."""
    import tianqiao_econ
    from tianqiao_econ.showing.fonts import chinese_family

    if not _is_ours(notebook):
        return
    text = notebook.read_text("utf-8")
    for name in tianqiao_econ.__all__:
        if name in text:
            getattr(tianqiao_econ, name)
    chinese_family()


def _read_ahead(data: str, font: Path) -> None:
    """Read what every brief of the batch would read, and that cannot be changed by one."""
    from tianqiao_econ.briefing import webfont
    from tianqiao_econ.briefing.making import warm_up
    from tianqiao_econ.datasets.opening import keep_open

    warm_up()
    webfont.expect(font)
    keep_open(data or None)


def _cut_font(font: Path, data: str) -> None:
    """Cut it to what the briefs say, on another core while this process imports what it needs.

    It gives way to others: where no core has time, pages are cut out of the whole font until then.
    """
    from tianqiao_econ.briefing.webfont import cut_for_many
    from tianqiao_econ.framework.locate import data_folder

    os.nice(CUTTER_NICE)
    own = (file for floor in SPEAKING for file in (PACKAGE_ROOT / floor).rglob("*.[pj]?"))
    cut_for_many(font, [*own, *data_folder(data or None).glob("*.csv")])


LONGEST_NOTE = 1000  # characters; a message has one packet


class _Template:
    """Takes folders from a socket, forks a worker for each, and tells how each one ended."""

    def __init__(self, line: socket.socket) -> None:
        self.line, self.folder = line, Path.cwd()
        self.children: set[int] = set()
        self.held = 0
        self.wake_reading, self.wake_writing = os.pipe()
        os.set_blocking(self.wake_writing, False)
        signal.signal(signal.SIGCHLD, _note)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.set_wakeup_fd(self.wake_writing, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Fork and reap until nobody listens."""
        selector = selectors.DefaultSelector()
        selector.register(self.line, selectors.EVENT_READ)
        selector.register(self.wake_reading, selectors.EVENT_READ)
        try:
            self.held = held_bytes()
            self._tell({"ready": os.getpid()})
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self.wake_reading in ready:
                    os.read(self.wake_reading, MESSAGE_BYTES)
                    self._reap()
                if self.line in ready and not self._answer():
                    return
        except (BrokenPipeError, ConnectionResetError):  # nobody listens any more
            return

    def leave_if_alone(self) -> None:
        """End this process where nobody listens any more."""
        with suppress(BlockingIOError):
            if not self.line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                sys.exit(0)

    def end(self) -> None:
        """Leave no child behind, and no file."""
        for pid in self.children:
            _end_group(pid)
        shutil.rmtree(self.folder, ignore_errors=True)  # its owner may have been killed

    def _answer(self) -> bool:
        """Fork for the next folder; False where the other end has gone."""
        message = self.line.recv(MESSAGE_BYTES)
        if not message:
            return False
        told = json.loads(message)
        folder = Path(told["folder"])
        if told["rehearse"]:
            self._rehearse(folder)
        pid = self.begin(partial(_work, folder, held_bytes() - self.held))
        self._tell({"started": str(folder), "pid": pid})
        return True

    def _rehearse(self, folder: Path) -> None:
        """Work out what this brief has in common with earlier and later ones."""
        from tianqiao_econ.briefing.batch.worker import job_of

        stopped = rehearse(job_of(folder))
        _set_aside()
        if stopped:
            self._tell({"note": stopped[:LONGEST_NOTE]})

    def begin(self, task: Callable[[], None]) -> int:
        """Fork for a task, in a process group of its own."""
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(task, parent)
        with suppress(PermissionError, ProcessLookupError):  # it has been quicker
            os.setpgid(pid, pid)
        self.children.add(pid)
        return pid

    def _reap(self) -> None:
        """End what is left of each ended worker's group before its number is given back."""
        while self.children:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _end_group(ended.si_pid)
            _, status = os.waitpid(ended.si_pid, 0)
            self.children.discard(ended.si_pid)
            self._tell({"ended": ended.si_pid, "code": os.waitstatus_to_exitcode(status)})

    def _tell(self, message: dict[str, object]) -> None:
        self.line.send(json.dumps(message).encode())

    def _become(self, task: Callable[[], None], parent: int) -> NoReturn:
        """Life of a fork: one task, and never back into the loop of the template."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            for descriptor in (self.line.fileno(), self.wake_reading, self.wake_writing):
                os.close(descriptor)
            os.setpgid(0, 0)
            die_with_parent(parent)
            task()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else code
        finally:
            sys.stderr.flush()
            os._exit(code)


def _work(folder: Path, kept: int) -> None:
    """Make one brief; the fork holds `kept` bytes of what was rehearsed."""
    from tianqiao_econ.briefing.batch.forked import SpareKernel
    from tianqiao_econ.briefing.batch.worker import work

    spare = SpareKernel.fork(max(0, kept))
    work(folder, spare)
    if spare.poll() is None:
        spare.kill()


def _note(_number: int, _frame: FrameType | None) -> None:
    """Have the signal wake the selector; what there is to do is done there."""


def _end_group(pid: int) -> None:
    """End a worker with all that it started."""
    with suppress(ProcessLookupError, PermissionError):  # nothing but the ended one is left of it
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
