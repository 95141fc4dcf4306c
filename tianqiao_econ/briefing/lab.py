"""JupyterLab on the notebooks."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.locating import CARRIED, notebooks_folder
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN_COPY = "tianqiao-notebooks"

log = logging.getLogger(__name__)


def open_lab(arguments: Sequence[str] = ()) -> int:
    """Open JupyterLab on the notebooks and return its exit code.

    Raises
    ------
    EconError
        JupyterLab is not installed.

    """
    if find_spec("jupyterlab") is None:
        raise EconError("JupyterLab is not installed: pip install 'tianqiao-econ[lab]'")
    command = [sys.executable, "-m", "jupyterlab", str(working_folder()), *arguments]
    return subprocess.call(command)  # noqa: S603 - the user's own arguments to their own program


def working_folder(beside: Path | None = None) -> Path:
    """Return a folder of notebooks to work in: the repository's, or a copy of the carried ones.

    What is installed is not for editing; a copy that is there already is kept as it is.
    """
    folder = notebooks_folder()
    if folder != CARRIED:
        return folder
    copy = (beside or Path.cwd()) / OWN_COPY
    if not copy.exists():
        shutil.copytree(folder, copy)
        log.info("the notebooks are copied to %s", copy)
    return copy
