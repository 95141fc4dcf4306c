"""What a kernel knows of its surroundings: the same for every user of one environment, no secret.

Nothing heavy is imported here: the warm process is started with it before anything else is.
"""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE_ROOT = Path(__file__).resolve().parents[2]

KNOWN_VARIABLES = frozenset(
    {
        "APPDATA",
        "COMSPEC",
        "CONDA_PREFIX",
        "DYLD_LIBRARY_PATH",
        "HOME",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_COLLATE",
        "LC_CTYPE",
        "LC_MESSAGES",
        "LC_MONETARY",
        "LC_NUMERIC",
        "LC_TIME",
        "LD_LIBRARY_PATH",
        "LOCALAPPDATA",
        "LOGNAME",
        "NUMBER_OF_PROCESSORS",
        "PATH",
        "PATHEXT",
        "PROGRAMDATA",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONPYCACHEPREFIX",
        "PYTHONUSERBASE",
        "SHELL",
        "SYSTEMDRIVE",
        "SYSTEMROOT",
        "TEMP",
        "TERM",
        "TIANQIAO_ECON_CACHE",
        "TIANQIAO_ECON_DATA",
        "TMP",
        "TMPDIR",
        "TZ",
        "USER",
        "USERNAME",
        "USERPROFILE",
        "VIRTUAL_ENV",
        "WINDIR",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
    }
)
"""What a kernel may know of its surroundings: where things lie, which language, which zone."""


def settings_file(folder: Path) -> Path:
    """Return matplotlib's settings of a kernel; an empty file, made when the kernel starts."""
    return folder / "matplotlibrc"


def known_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what a kernel may know of an environment: no password, no token, no proxy."""
    return {name: value for name, value in variables.items() if name.upper() in KNOWN_VARIABLES}


def environment(folder: Path) -> dict[str, str]:
    """Return the variables that make a run the same for every user of one environment."""
    return {
        "IPYTHONDIR": str(folder / "ipython"),  # no profile, start-up file or history
        "MATPLOTLIBRC": str(settings_file(folder)),  # empty: matplotlib's own defaults
        "MPLBACKEND": "agg",
        "OMP_NUM_THREADS": "1",  # sums in one order, whatever the number of cores
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no word about frozen modules
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": _python_path(),
        "PYTHONSTARTUP": "",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
    }


def _python_path() -> str:
    """The caller's path, with this package's folder in front where it is not an installed one."""
    given = os.environ.get("PYTHONPATH", "")
    if given.split(os.pathsep)[0] == str(PACKAGE_ROOT):
        return given
    if PACKAGE_ROOT in {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}:
        return given
    return os.pathsep.join(part for part in (str(PACKAGE_ROOT), given) if part)
