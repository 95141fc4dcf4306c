"""Where the notebooks are: carried in an installed package, or beside it in the repository."""

from __future__ import annotations

from pathlib import Path

from tianqiao_econ.framework.errors import EconError

_PACKAGE = Path(__file__).resolve().parents[1]
CARRIED = _PACKAGE / "_notebooks"


def notebooks_folder() -> Path:
    """Return the folder of the notebooks."""
    for folder in (CARRIED, _PACKAGE.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise EconError(f"the notebooks are not there (no {CARRIED}): install the package again")


def brief_notebook() -> Path:
    """Return the path of the notebook that briefs are made from."""
    return notebooks_folder() / "district_brief.ipynb"
