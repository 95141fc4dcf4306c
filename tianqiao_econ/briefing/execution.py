"""Executing a notebook object: papermill's machinery, unmodified, in a private place.

Nothing is written where a reader could find it: papermill is given no output path, the kernel
lives in a temporary folder, and only the executed notebook comes back. papermill itself changes
global state, so one process executes one notebook at a time.
"""

from __future__ import annotations

import copy
import logging
import math
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.importing import SLOW_OPTIONAL, import_nbformat, without
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbformat import NotebookNode

Progress = Callable[[int, int], None]
"""Told how many cells are done, of how many."""

CELL_SECONDS = 180
DEADLINE_SECONDS = 900
START_SECONDS = 60
ERROR_LINES = 3
ADDED_TAGS = frozenset({"injected-parameters", "papermill-error-cell-tag"})

log = logging.getLogger(__name__)
logging.getLogger("papermill").addHandler(logging.NullHandler())  # its warnings end in our errors


class NotebookFailed(EconError):  # noqa: N818 - the name is the sentence
    """A notebook that stopped, or whose results make no page of its own.

    Parameters
    ----------
    message
        What went wrong: the cell and the first lines of its error, or what the page would need.
    notebook
        A stopped notebook as far as it came, None where not even the kernel started.

    """

    exit_code = 1  # a finding, not a wrong use

    def __init__(self, message: str, notebook: NotebookNode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.notebook = notebook

    def __reduce__(self) -> tuple[type[NotebookFailed], tuple[str, NotebookNode | None]]:
        return type(self), (self.message, self.notebook)


@dataclass
class _Watch:
    """What is seen of a run from outside: the notebook in work, its progress, its clock."""

    progress: Progress | None
    cell_seconds: float
    deadline: float
    started: float = field(default_factory=time.monotonic)
    notebook: NotebookNode | None = None
    at: NotebookNode | None = None

    def start(self, notebook: NotebookNode) -> None:
        """Take hold of the notebook that papermill works on (a copy of the one it was given)."""
        self.notebook = notebook

    def cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Note the cell that comes now, and tell the progress; no further when time is up."""
        self.at = cell
        if self.progress and self.notebook:
            self.progress(cell_index, len(self.notebook.cells))
        if self.overdue():
            raise TimeoutError

    def seconds_left(self, _cell: NotebookNode | None = None) -> int:
        """Return how long a cell may take: its own limit, or what the whole run has left."""
        left = self.started + self.deadline - time.monotonic()
        return max(1, math.ceil(min(self.cell_seconds, left)))

    def overdue(self) -> bool:
        """Whether the whole run's time is up."""
        return time.monotonic() >= self.started + self.deadline


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook at `path`; EconError in one sentence where there is none to read."""
    nbformat = import_nbformat()
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        raise EconError(f"{path} is not a notebook that can be read: {error}") from error


def execute(
    notebook: NotebookNode,
    parameters: Mapping[str, object],
    *,
    name: str = "notebook",
    progress: Progress | None = None,
    cell_seconds: float = CELL_SECONDS,
    deadline: float = DEADLINE_SECONDS,
) -> NotebookNode:
    """Return `notebook` executed with `parameters`; the one given stays as it is.

    Parameters
    ----------
    notebook
        A notebook object with a cell tagged `parameters`.
    parameters
        Plain values by name (see `parameters.checked`).
    name
        What the notebook is called in errors.
    progress
        Called before each cell with the number of cells done and of all.
    cell_seconds, deadline
        How long one cell and the whole run may take, in seconds.

    Raises
    ------
    NotebookFailed
        A cell raised, took too long, or the kernel died.

    """
    watch = _Watch(progress, cell_seconds, deadline)
    with _failures_named(name, watch), tempfile.TemporaryDirectory(prefix="te-") as folder:
        return _run(copy.deepcopy(notebook), dict(parameters), Path(folder), watch)


def _run(
    notebook: NotebookNode, parameters: dict[str, object], folder: Path, watch: _Watch
) -> NotebookNode:
    with without(SLOW_OPTIONAL):
        import papermill
        from traitlets.config import Config

        from tianqiao_econ.briefing.kernel import PrivateKernel, connection

    try:
        return papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=START_SECONDS,
            kernel_manager_class=PrivateKernel,
            config=Config({"PrivateKernel": connection(folder)}),
            on_notebook_start=watch.start,
            on_cell_start=watch.cell,
            timeout_func=watch.seconds_left,
            coalesce_streams=True,  # how a stream is cut depends on timing
            shutdown_kernel="immediate",
        )
    finally:
        _tell_kernel_log(folder)


def _tell_kernel_log(folder: Path) -> None:
    """Pass on what the kernel wrote to its own standard error, to those who asked for detail."""
    kernel_log = folder / "kernel.log"
    if kernel_log.exists() and (text := kernel_log.read_text("utf-8", "replace").strip()):
        log.debug("the kernel's own messages:\n%s", text)


@contextmanager
def _failures_named(name: str, watch: _Watch) -> Iterator[None]:
    """Turn the ways in which a run stops into one error that names notebook, cell and reason."""
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        yield
    except PapermillExecutionError as error:
        reason = _first_lines(error.ename, error.evalue)
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error
    except TimeoutError as error:
        limit = "the whole run" if watch.overdue() else "the cell"
        seconds = watch.deadline if watch.overdue() else watch.cell_seconds
        reason = f"{limit} took longer than {seconds:g} seconds"
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error
    except (DeadKernelError, RuntimeError) as error:
        reason = f"the kernel stopped ({_first_lines(type(error).__name__, str(error))})"
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error


def _first_lines(error_name: str, text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    kept = " / ".join(lines[:ERROR_LINES])
    return f"{error_name}: {kept}" if kept else error_name


def _place(name: str, watch: _Watch) -> str:
    """Where the run stopped, counted as the author sees the notebook."""
    if watch.notebook is None:
        return f"{name}: no kernel"
    cells = [cell for cell in watch.notebook.cells if not _is_added(cell)]
    number = next((n for n, cell in enumerate(cells, start=1) if cell is watch.at), len(cells))
    headings = [heading for cell in cells[:number] if (heading := _heading(cell))]
    under = f' under "{headings[-1]}"' if headings else ""
    return f"{name} stopped in cell {number} of {len(cells)}{under}"


def _is_added(cell: NotebookNode) -> bool:
    """Whether papermill, not the author, put the cell there."""
    return not ADDED_TAGS.isdisjoint(cell.metadata.get("tags", ()))


def _heading(cell: NotebookNode) -> str:
    """The last heading of a Markdown cell, without its marks."""
    if cell.cell_type != "markdown":
        return ""
    headings = [line for line in cell.source.splitlines() if line.startswith("#")]
    return headings[-1].lstrip("#").strip() if headings else ""
