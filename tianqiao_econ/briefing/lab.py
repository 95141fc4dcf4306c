"""JupyterLab on the notebooks."""

from __future__ import annotations

import logging
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.locating import CARRIED, notebooks_folder
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OWN_COPY = "tianqiao-notebooks"

log = logging.getLogger(__name__)


def open_lab(arguments: Sequence[str] = (), tell: Callable[[str], object] = log.info) -> int:
    """Open JupyterLab on the notebooks and return its exit code.

    Parameters
    ----------
    arguments
        Handed on to JupyterLab.
    tell
        Is told where the notebooks are.

    Raises
    ------
    EconError
        JupyterLab is not installed, or there is no place for a copy of the notebooks.

    """
    if find_spec("jupyterlab") is None:
        raise EconError("JupyterLab is not installed: pip install 'tianqiao-econ[lab]'")
    folder = working_folder()
    copied = folder.name == OWN_COPY
    own = " (your copies; one that you delete comes back as it was)" if copied else ""
    tell(f"notebooks: {folder}{own}")
    return _run([sys.executable, "-m", "jupyterlab", str(folder), *arguments])


def working_folder(beside: Path | None = None) -> Path:
    """Return a folder of notebooks to work in: the repository's, or a copy of the carried ones.

    What is installed is not for editing, and may be write-protected. Of the copies, those that
    are there already are kept as they are.
    """
    folder = notebooks_folder()
    if folder != CARRIED:
        return folder
    copy = (beside or Path.cwd()) / OWN_COPY
    try:
        copy.mkdir(exist_ok=True)
        for notebook in folder.glob("*.ipynb"):
            own = copy / notebook.name
            if not own.exists():
                own.write_bytes(notebook.read_bytes())  # without the original's permissions
    except OSError as error:
        raise EconError(
            f"the notebooks cannot be copied to {copy}: {error.strerror};"
            " start from a folder that can be written"
        ) from error
    return copy


def _run(command: Sequence[str]) -> int:
    """Run a program to its end; Ctrl-C is for the program to answer, not for us."""
    with subprocess.Popen(command) as running:  # noqa: S603 - the user's own arguments
        try:
            while True:
                with suppress(KeyboardInterrupt):
                    return running.wait()
        finally:
            running.terminate()
