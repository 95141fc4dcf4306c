"""The kernel that a brief runs in: the running interpreter's own, in a private folder, quiet."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

SOCKET_PATH_LIMIT = 90
"""A Unix socket's path holds 104 bytes on macOS and 108 on Linux, ending and number included."""

PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class PrivateKernel(AsyncKernelManager):
    """An ipykernel of the running interpreter that sees nothing of the user's settings.

    Installed kernelspecs are not asked: one named `python3` may belong to another environment.
    Profile, history, log and sockets live in the folder of `connection_file`, which belongs to
    the caller; the kernel works in that folder, so that no stray module is imported from another.
    """

    @property
    def kernel_spec(self) -> KernelSpec:
        """The command and the environment of this kernel."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=argv,
            env=environment(self.folder),
            display_name="tianqiao-econ",
            language="python",
        )

    @property
    def folder(self) -> Path:
        """The private folder."""
        return Path(self.connection_file).parent

    @property
    def log_file(self) -> Path:
        """Where the kernel's own standard output and error go."""
        return self.folder / "kernel.log"

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override] # its own is async
        """Start the kernel in the private folder, its own messages kept out of the terminal."""
        settings_file(self.folder).touch()
        with self.log_file.open("wb") as log:
            await super().start_kernel(cwd=str(self.folder), stdout=log, stderr=log, **kwargs)


def connection(folder: Path) -> dict[str, str]:
    """Return the connection file and the transport for a kernel in `folder`.

    Sockets in the file system where there are some: a kernel on TCP ports warns in every log.
    """
    file = folder / "kernel.json"
    short = len(os.fsencode(folder)) < SOCKET_PATH_LIMIT
    transport = "ipc" if os.name == "posix" and short else "tcp"
    return {"connection_file": str(file), "transport": transport}


def settings_file(folder: Path) -> Path:
    """Return matplotlib's settings of a kernel; an empty file, made when the kernel starts."""
    return folder / "matplotlibrc"


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
    if PACKAGE_ROOT in {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}:
        return given
    return os.pathsep.join(part for part in (str(PACKAGE_ROOT), given) if part)
