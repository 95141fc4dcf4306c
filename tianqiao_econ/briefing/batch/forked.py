"""A kernel that is ready before it is asked for: a fork that waits to be told what to become.

jupyter_client's seam for other ways to start a kernel is the provisioner; `ForkedKernel` is one,
so papermill, nbclient and the kernel itself run as they are.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Any as AnyTrait

from tianqiao_econ.briefing.batch.parents import die_with_parent
from tianqiao_econ.briefing.kernel import LOG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_client.connect import KernelConnectionInfo

TOLD_BY_IMPORTS = ("PYDEVD_USE_FRAME_EVAL",)
"""What importing a kernel's debugger puts into the environment."""

KILLED_MILLISECONDS = 500
"""How long a killed kernel may take to give its memory back before others wait for it."""


@dataclass(slots=True)
class SpareKernel:
    """A child of this process that waits to become the one kernel of one notebook.

    It holds `kept` bytes of what was worked out for earlier briefs, which is not its own.
    """

    pid: int
    pipe: int
    kept: int = 0
    status: int | None = None

    @classmethod
    def fork(cls, kept: int = 0) -> SpareKernel:
        """Fork one. To be called before this process has threads or zmq contexts."""
        reading, writing = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(writing)
            _wait_and_become(reading, parent)
        os.close(reading)
        return cls(pid, writing, kept)

    def become(self, order: Mapping[str, Any]) -> None:
        """Tell it what to become; see `_become_kernel`."""
        with os.fdopen(self.pipe, "wb") as pipe:
            pipe.write(json.dumps(order).encode())

    def poll(self) -> int | None:
        """Return its exit code, negative for a signal; None while it runs."""
        if self.status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if ended else None
        return self.status

    def wait(self) -> int:
        """Wait for its end."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def send_signal(self, number: int) -> None:
        """Send it a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it and wait until it has, which its driver would look for every tenth second."""
        self.send_signal(signal.SIGKILL)
        if self.status is None:
            end = os.pidfd_open(self.pid)  # readable when the process is over
            look = select.poll()
            look.register(end, select.POLLIN)
            look.poll(KILLED_MILLISECONDS)
            os.close(end)

    terminate = kill  # it has nothing to tidy: its folder is its driver's
    stdin = stdout = stderr = None


class ForkedKernel(LocalProvisioner):
    """Provisioner whose kernel is a fork that has imported everything, used once.

    `SpareKernel` has the methods of the `subprocess.Popen` that a `LocalProvisioner` drives.
    """

    spare: Any = AnyTrait(help="The process that becomes the kernel.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Let the spare process become the kernel of a connection file."""
        arguments = cmd[cmd.index("-f") :]
        log = Path(kwargs["cwd"]) / LOG
        order = {"arguments": arguments, "log": str(log), "env": kwargs["env"]}
        self.spare.become({**order, "cwd": str(kwargs["cwd"])})
        self.process, self.pid, self.cwd = self.spare, self.spare.pid, kwargs["cwd"]
        return self.connection_info


def _wait_and_become(reading: int, parent: int) -> NoReturn:
    """Life of a spare: whatever happens, this fork never returns into its parent's code."""
    code = 1
    try:
        die_with_parent(parent)
        with os.fdopen(reading, "rb") as pipe:
            order = pipe.read()
        if order:
            _become_kernel(**json.loads(order))
            code = 0
    finally:
        os._exit(code)


def _become_kernel(arguments: list[str], log: str, env: dict[str, str], cwd: str) -> None:
    """Take on the environment, the folder and the streams of a freshly started kernel; run it."""
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    told = {name: os.environ[name] for name in TOLD_BY_IMPORTS if name in os.environ}
    os.environ.clear()
    os.environ.update(env | told)
    os.chdir(cwd)
    _redirect(log)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    np.random.seed()  # noqa: NPY002 - the global one, which a fork would share
    sys.argv = ["ipykernel_launcher", *arguments]
    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _redirect(log: str) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(out)
