"""Where the data are: a folder asked for, the environment's, or the packaged copy."""

from __future__ import annotations

import os
from pathlib import Path

from tianqiao_econ.framework.errors import EconError

VARIABLE = "TIANQIAO_ECON_DATA"
"""Environment variable that names a data folder."""

_PACKAGE = Path(__file__).resolve().parents[1]
_CANDIDATES = (_PACKAGE / "_data", _PACKAGE.parent / "data")


def packaged_data() -> Path:
    """Return the packaged copy: inside an installed package, or beside it in the repository."""
    for folder in _CANDIDATES:
        if folder.is_dir():
            return folder
    raise EconError(
        f"the packaged data are not there ({_CANDIDATES[0]}): install the package again"
    )


def is_packaged(folder: Path) -> bool:
    """Tell whether a folder is the packaged copy."""
    return folder.resolve() in _CANDIDATES


def data_folder(path: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder to open: `path`, else $TIANQIAO_ECON_DATA, else the packaged copy."""
    if path is not None and not isinstance(path, str | os.PathLike):
        raise EconError(f"data is the folder of a data package, not {path!r}")
    chosen = path or os.environ.get(VARIABLE)
    return Path(chosen).expanduser() if chosen else packaged_data()
