"""The kernel that a brief runs in: the running interpreter's own, in a private folder, quiet."""

from __future__ import annotations

import math
import os
import sys
import time
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from tianqiao_econ.briefing.limits import PID_FILE
from tianqiao_econ.briefing.surroundings import environment, known_variables, settings_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.briefing.batch.forked import SpareKernel

SOCKET_PATH_LIMIT = 90
"""A Unix socket's path holds 104 bytes on macOS and 108 on Linux, ending and number included."""

LOG = "kernel.log"


class PromptClient(AsyncKernelClient):
    """A client that takes its kernel to be ready as soon as it has heard all of its answer.

    jupyter_client's own waits until a kernel has been silent for 0.2 seconds.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - theirs
        """Ask until both channels work; RuntimeError where the kernel dies or does not answer."""
        until = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._answered(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it was ready")
            if time.monotonic() > until:
                raise RuntimeError(f"the kernel was not ready after {timeout:g} seconds")

    async def _answered(self, question: str) -> bool:
        """Whether the answer has come and, the last that a kernel says to it, that it is idle."""
        try:
            while not _is_of(await self.get_shell_msg(timeout=1), question):
                continue  # an answer to an earlier question
            while not _is_end_of(await self.get_iopub_msg(timeout=0.2), question):
                continue
        except Empty:
            return False
        return True


def _is_of(message: Mapping[str, Any], question: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == question)


def _is_end_of(message: Mapping[str, Any], question: str) -> bool:
    return _is_of(message, question) and message["content"].get("execution_state") == "idle"


class PrivateKernel(AsyncKernelManager):
    """An ipykernel of the running interpreter that sees nothing of the user's settings.

    Nor of the user's secrets: of the environment it is given what `known_variables` lets through.
    Installed kernelspecs are not asked: one named `python3` may belong to another environment.
    Profile, history, log and sockets live in the folder of `connection_file`, which belongs to
    the caller; the kernel works in that folder, so that no stray module is imported from another.
    """

    spare: SpareKernel | None = None

    @default("client_factory")
    def _own_client(self) -> type[AsyncKernelClient]:
        return PromptClient

    @classmethod
    def of(cls, spare: SpareKernel | None) -> type[PrivateKernel]:
        """Return the kind of kernel that `spare` becomes; the ordinary one without it."""
        return type(cls.__name__, (cls,), {"spare": spare}) if spare else cls

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
        return self.folder / LOG

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override] # its own is async
        """Start the kernel in the private folder, its own messages kept out of the terminal."""
        settings_file(self.folder).touch()
        if self.spare:
            from tianqiao_econ.briefing.batch.forked import ForkedKernel

            self.provisioner = ForkedKernel(
                spare=self.spare, kernel_spec=self.kernel_spec, parent=self
            )
        kwargs["env"] = known_variables(os.environ)
        with self.log_file.open("wb") as log:
            await super().start_kernel(cwd=str(self.folder), stdout=log, stderr=log, **kwargs)
        (self.folder / PID_FILE).write_text(str(getattr(self.provisioner, "pid", "")), "ascii")


def connection(folder: Path) -> dict[str, str]:
    """Return the connection file and the transport for a kernel in `folder`.

    Sockets in the file system where there are some: a kernel on TCP ports warns in every log.
    """
    file = folder / "kernel.json"
    short = len(os.fsencode(folder)) < SOCKET_PATH_LIMIT
    transport = "ipc" if os.name == "posix" and short else "tcp"
    return {"connection_file": str(file), "transport": transport}
