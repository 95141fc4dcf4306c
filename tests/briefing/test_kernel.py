"""A kernel is ready when it has answered, on both channels, and ended as soon as it is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from queue import Empty

import pytest

from tianqiao_econ.briefing.batch.forked import SpareKernel
from tianqiao_econ.briefing.batch.pool import CAN_FORK
from tianqiao_econ.briefing.kernel import PrivateKernel, PromptClient
from tianqiao_econ.briefing.limits import MEGABYTE, PID_FILE, Guard, Limits, held_bytes


def said(question, **content):
    return {"parent_header": {"msg_id": question} if question else {}, "content": content}


class Channel:
    """What is heard on a channel; None where nothing comes in time."""

    def __init__(self, *messages):
        self.messages = list(messages)

    async def get(self, **_timeout):
        if not self.messages or (message := self.messages.pop(0)) is None:
            raise Empty
        return message


def client(shell, iopub, *, alive=True):
    """A client of a kernel that says what is given, asked q1, q2, …"""
    made, asked = PromptClient(), []

    def ask():
        asked.append(f"q{len(asked) + 1}")
        return asked[-1]

    async def lives():
        return alive

    made.kernel_info, made.is_alive = ask, lives
    made.get_shell_msg, made.get_iopub_msg = Channel(*shell).get, Channel(*iopub).get
    return made, asked


BUSY, IDLE = {"execution_state": "busy"}, {"execution_state": "idle"}


def test_a_kernel_is_ready_once_it_is_idle_again_after_the_answer():
    iopub = [said(""), said("q1", **BUSY), said("q1", **IDLE), said("later")]
    made, asked = client([said("q1")], iopub)
    asyncio.run(made.wait_for_ready(timeout=60))
    assert asked == ["q1"]


def test_a_kernel_that_was_heard_on_one_channel_only_is_asked_again():
    shell = [said("q1"), None, said("q2"), said("q3")]
    iopub = [None, said("q1", **IDLE), said("q2", **IDLE), said("q3", **BUSY), said("q3", **IDLE)]
    made, asked = client(shell, iopub)
    asyncio.run(made.wait_for_ready())
    assert asked == ["q1", "q2", "q3"]
    assert not made.get_iopub_msg.__self__.messages  # nothing is left for the first cell to hear


def test_a_kernel_that_has_died_or_never_answers_is_not_waited_for():
    with pytest.raises(RuntimeError, match="died before it was ready"):
        asyncio.run(client([], [], alive=False)[0].wait_for_ready(timeout=60))
    with pytest.raises(RuntimeError, match="not ready after 0 seconds"):
        asyncio.run(client([], [])[0].wait_for_ready(timeout=0))


def test_our_kernels_have_such_a_client():
    assert PrivateKernel().client_factory is PromptClient


@pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system")
def test_a_killed_kernel_has_ended_when_the_call_returns():
    spare = SpareKernel.fork()
    assert spare.poll() is None
    spare.kill()
    assert spare.poll() == -9
    spare.kill()  # no harm


@pytest.mark.parametrize(("kept", "ended"), [(0, True), (2**40, False)])
def test_what_a_fork_has_of_other_briefs_is_not_counted_as_its_memory(tmp_path, kept, ended):
    pipe = subprocess.PIPE
    kernel = subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"], stdin=pipe, stdout=pipe
    )
    try:
        kernel.stdout.readline()  # it is Python by now
        (tmp_path / PID_FILE).write_text(str(kernel.pid), "ascii")
        assert held_bytes(kernel.pid) > MEGABYTE
        with Guard(tmp_path, Limits(memory_mb=1), lambda: None, kept):
            if ended:
                kernel.wait(60)
            else:
                with pytest.raises(subprocess.TimeoutExpired):
                    kernel.wait(0.5)
    finally:
        kernel.kill()
        kernel.communicate()
    assert held_bytes(kernel.pid) == 0
