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
from tianqiao_econ.briefing.limits import Guard, Limits, Meter
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbformat import NotebookNode

    from tianqiao_econ.briefing.batch.forked import SpareKernel

Progress = Callable[[int, int], None]
"""Told how many cells are done, of how many."""

START_SECONDS = 60
ERROR_LINES, ERROR_LENGTH = 3, 300
"""How many lines of an error are told, and how many characters of a line."""
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
    limits: Limits
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
            before = self.notebook.cells[:cell_index]
            self.progress(len(_authors(before)), len(_authors(self.notebook.cells)))
        if self.overdue():
            raise TimeoutError

    def seconds_left(self, _cell: NotebookNode | None = None) -> int:
        """Return how long a cell may take: its own limit, or what the whole run has left."""
        left = self.started + self.limits.seconds - time.monotonic()
        return max(1, math.ceil(min(self.limits.cell_seconds, left)))

    def overdue(self) -> bool:
        """Whether the whole run's time is up."""
        return time.monotonic() >= self.started + self.limits.seconds


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
    limits: Limits | None = None,
    spare: SpareKernel | None = None,
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
    limits
        How long one cell and the whole run may take, how much memory and output.
    spare
        A process that waits to become the kernel; an ordinary kernel is started without one.

    Raises
    ------
    NotebookFailed
        A cell raised, something went over its limit, or the kernel died.

    """
    watch = _Watch(progress, limits or Limits())
    work = copy.deepcopy(notebook)
    with (
        _private_folder() as folder,
        Guard(folder, watch.limits, lambda: watch.notebook, spare.kept if spare else 0) as guard,
        _failures_named(name, watch, guard),
    ):
        return _run(work, dict(parameters), folder, watch, guard, spare)


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder of this run alone; what a dying kernel still writes into it is let go."""
    with tempfile.TemporaryDirectory(prefix="te-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _run(
    notebook: NotebookNode,
    parameters: dict[str, object],
    folder: Path,
    watch: _Watch,
    guard: Guard,
    spare: SpareKernel | None,
) -> NotebookNode:
    with without(SLOW_OPTIONAL):
        import papermill
        from traitlets.config import Config

        from tianqiao_econ.briefing.kernel import PrivateKernel, connection

    meter = Meter(guard)
    try:
        return papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=START_SECONDS,
            kernel_manager_class=PrivateKernel.of(spare),
            config=Config({"PrivateKernel": connection(folder)}),
            on_notebook_start=watch.start,
            on_cell_start=watch.cell,
            on_cell_executed=guard.check,
            timeout_func=watch.seconds_left,
            coalesce_streams=True,  # how a stream is cut depends on timing
            stdout_file=meter,
            stderr_file=meter,
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
def _failures_named(name: str, watch: _Watch, guard: Guard) -> Iterator[None]:
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
        seconds = watch.limits.seconds if watch.overdue() else watch.limits.cell_seconds
        reason = guard.reason or f"{limit} took longer than {seconds:g} seconds"
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error
    except (DeadKernelError, RuntimeError) as error:
        told = _first_lines(type(error).__name__, str(error))
        reason = guard.reason or f"the kernel stopped ({told})"
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error
    except EconError:
        raise
    except Exception as error:  # what a notebook has done to its kernel can end in any error here
        told = _first_lines(type(error).__name__, str(error))
        reason = guard.reason or f"the kernel's answer cannot be understood ({told})"
        raise NotebookFailed(f"{_place(name, watch)}: {reason}", watch.notebook) from error


def _first_lines(error_name: str, text: str) -> str:
    lines = [_readable(line) for line in text.strip().splitlines() if line.strip()]
    kept = " / ".join(lines[:ERROR_LINES])
    return f"{error_name}: {kept}" if kept else error_name


def _readable(line: str) -> str:
    """A line short enough for a table, with nothing in it that a terminal would obey."""
    shown = "".join(
        sign if sign.isprintable() else " " for sign in line[: 2 * ERROR_LENGTH]
    ).strip()
    return shown if len(shown) <= ERROR_LENGTH else f"{shown[:ERROR_LENGTH]}…"


def _place(name: str, watch: _Watch) -> str:
    """Where the run stopped, counted as the author sees the notebook."""
    if watch.notebook is None:
        return f"{name}: no kernel"
    cells = _authors(watch.notebook.cells)
    number = next((n for n, cell in enumerate(cells, start=1) if cell is watch.at), len(cells))
    headings = [heading for cell in cells[:number] if (heading := _heading(cell))]
    under = f' under "{headings[-1]}"' if headings else ""
    return f"{name} stopped in cell {number} of {len(cells)}{under}"


def _authors(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The cells without papermill's, as the author counts them."""
    return [cell for cell in cells if not _is_added(cell)]


def _is_added(cell: NotebookNode) -> bool:
    """Whether papermill, not the author, put the cell there."""
    return not ADDED_TAGS.isdisjoint(cell.metadata.get("tags", ()))


def _heading(cell: NotebookNode) -> str:
    """The last heading of a Markdown cell, without its marks."""
    if cell.cell_type != "markdown":
        return ""
    headings = [line for line in cell.source.splitlines() if line.startswith("#")]
    return headings[-1].lstrip("#").strip() if headings else ""
