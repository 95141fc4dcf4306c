"""Forks of the warm process: alike, used once, and nothing leaks from one into the next."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
from functools import partial
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from tianqiao_econ.briefing import brief, webfont
from tianqiao_econ.briefing.batch import pool as pool_module
from tianqiao_econ.briefing.batch import template, worker
from tianqiao_econ.briefing.batch.pool import CAN_FORK, Pool, Running
from tianqiao_econ.briefing.batch.rehearsing import WORTH_IT
from tianqiao_econ.briefing.jobs import job_for
from tianqiao_econ.briefing.locating import brief_notebook
from tianqiao_econ.framework import EconError

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system")

LOOK = """\
import builtins, json, locale, logging, os, random, sys, threading, warnings
import matplotlib as mpl
import numpy as np
import pandas as pd
import tianqiao_econ as te
state = {
    "sum": sum([1, 2]),
    "json": json.dumps([1]),
    "sqrt": float(np.sqrt(4.0)),
    "pandas": pd.options.display.max_rows,
    "font": mpl.rcParams["font.size"],
    "environment": sorted(set(os.environ) - {"JPY_PARENT_PID", "TMPDIR"}),
    "umask": os.umask(0o22),
    "filters": len(warnings.filters),
    "path": [part for part in sys.path if "te-" not in part],
    "argv": len(sys.argv),
    "threads": sorted(thread.name for thread in threading.enumerate()),
    "level": logging.getLogger().level,
    "error": np.geterr()["divide"],
    "targets": len(te.open_data().targets),
    "recursion": sys.getrecursionlimit(),
    "names": sorted(name for name in globals() if name.startswith("trap")),
    "hash": hash("天桥"),
    "open": sum(  # files: a client's sockets come and go when they will
        os.path.exists(os.path.realpath(f"/proc/self/fd/{number}"))
        for number in (os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ())
    ),
    "here": os.listdir("."),
}
print("state", json.dumps(state, sort_keys=True))
print("folder", os.getcwd(), "random", random.random(), np.random.random())
"""

TRAP = """\
trap = [open(os.devnull) for _ in range(20)]
builtins.sum = lambda *_: 99
json.dumps = lambda *_, **__: 'trap'
np.sqrt = lambda _: -1.0
pd.options.display.max_rows = 1
mpl.rcParams["font.size"] = 99
os.environ["TRAP"] = "1"
os.umask(0o77)
warnings.simplefilter("error")
sys.path.insert(0, "/trap")
sys.argv.append("trap")
threading.Thread(target=threading.Event().wait, name="trap", daemon=True).start()
logging.getLogger().setLevel(1)
np.seterr(divide="raise")
te.open_data()._tables["targets"].drop(te.open_data()._tables["targets"].index, inplace=True)
sys.setrecursionlimit(5000)
open("trap.txt", "w").close()
sys.modules["tianqiao_econ.showing.wording"].text = lambda *_, **__: "trap"
os.chdir("/")
"""


@pytest.fixture(scope="module")
def made(make_notebook, package, tmp_path_factory):
    """The same notebook in a process of its own, then forked before and after the trap."""
    from tianqiao_econ.briefing.importing import import_nbformat

    folder = tmp_path_factory.mktemp("trap")
    jobs = {}
    for name, sources in {"look": (LOOK,), "trap": (LOOK, TRAP)}.items():
        import_nbformat().write(make_notebook(*sources), folder / f"{name}.ipynb")
        jobs[name] = job_for(package, notebook=folder / f"{name}.ipynb")
    jobs["real"] = job_for(package)
    cold = brief(notebook=folder / "look.ipynb", out=folder / "cold").html.read_text("utf-8")
    found = {"cold": cold}
    with Pool() as pool:
        for key, name in (
            ("before", "look"),
            ("trap", "trap"),
            ("after", "look"),
            ("real", "real"),
        ):
            pool.start(jobs[name])
            while not (ended := pool.wait(60)):
                pass
            result = ended[0].result()
            assert key == "trap" or "html" in result, result
            found[key] = result.get("html", "")  # a trap may catch the one who sets it
    return found


def state(html):
    return json.loads(re.search(r"state ({.*?})\n", unescape(html)).group(1))


def rest(html):
    found = re.search(r"folder (\S+) random (\S+) ([0-9.e-]+)", html)
    return found.groups()


def test_a_fork_is_like_a_kernel_started_afresh(made):
    cold, warm = state(made["cold"]), state(made["before"])
    for name in ("filters", "open"):  # imports add filters in another order; a log less is open
        cold.pop(name), warm.pop(name)
    assert warm == cold


def test_a_trap_is_sprung_for_nobody_else(made):
    assert state(made["after"]) == state(made["before"])


def test_each_kernel_has_a_folder_and_random_numbers_of_its_own(made):
    seen = [rest(made[key]) for key in ("cold", "before", "after")]
    for values in zip(*seen, strict=True):
        assert len(set(values)) == 3


def test_the_real_brief_is_the_same_to_the_byte(made, real_briefs):
    assert made["real"] == real_briefs["zh"].html.read_text("utf-8")


def test_a_template_that_nobody_waits_for_any_more_imports_no_further(monkeypatch, tmp_path):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        waited_for = SimpleNamespace(line=theirs, folder=tmp_path, begin=lambda _: None)
        waited_for.leave_if_alone = partial(template._Template.leave_if_alone, waited_for)
        with ours:
            waited_for.leave_if_alone()
            ours.send(b"{}")
            waited_for.leave_if_alone()
        theirs.recv(9)
        monkeypatch.setattr(template.importlib, "import_module", pytest.fail)
        with pytest.raises(SystemExit):
            template._get_ready(waited_for, "", brief_notebook())


def test_a_template_that_cannot_begin_is_told_with_its_reason(package, monkeypatch):
    monkeypatch.setattr(pool_module, "TEMPLATE", "tianqiao_econ.nowhere")
    with (
        pytest.raises(EconError, match=r"has ended: .*No module named tianqiao_econ\.nowhere"),
        Pool() as pool,
    ):
        pool.prepare([job_for(package)])
    assert pool._restarts == 0


def test_a_result_that_cannot_be_written_is_said_to_the_run(package, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    job = job_for(package)
    (tmp_path / worker.JOB).write_text(json.dumps(job.as_plain()), "utf-8")
    monkeypatch.setattr(worker, "_take_temporary_folder", lambda _: tmp_path)
    monkeypatch.setattr(worker, "result_of", lambda *_: {"html": "x"})
    monkeypatch.setattr("tianqiao_econ.briefing.publishing.write_new", full)
    pid = os.fork()
    if pid == 0:  # as the warm process has it done
        mute = SimpleNamespace(fileno=lambda: os.open(os.devnull, os.O_RDONLY))
        pipes = SimpleNamespace(line=mute, wake_reading=mute.fileno(), wake_writing=mute.fileno())
        template._Template._become(pipes, partial(worker.work, tmp_path), os.getppid())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    told = Running(job, tmp_path, pid=pid, code=code).result()["failed"]
    assert f"could not write its result to {tmp_path.parent}: is that disk full?" in told


def test_what_a_brief_says_is_cut_for_many(real_briefs, tmp_path, monkeypatch):
    monkeypatch.setattr(template.os, "nice", lambda _: None)  # this process goes on
    template._cut_font(tmp_path / "font.otf", "")
    cut, whole = (
        webfont._characters_of(file) for file in (tmp_path / "font.otf", webfont.font_file())
    )
    for lang in ("zh", "en"):
        said = webfont.characters(real_briefs[lang].html.read_text("utf-8"))
        assert said & whole <= cut
    assert len(cut) < len(whole) / 10


def test_a_template_that_nobody_waited_for_is_ended_where_it_stands():
    with Pool() as pool:
        pass
    assert pool._template.returncode == -signal.SIGKILL


@pytest.mark.parametrize("prepared", [True, False])
def test_a_template_that_was_killed_before_a_brief_is_started_again(package, small_brief, prepared):
    job = job_for(package, notebook=small_brief)
    with Pool() as pool:
        if prepared:  # else it is killed while it imports
            pool.prepare([job])
        pool._template.kill()
        pool._template.wait()
        pool.start(job)
        while not (ended := pool.wait(60)):
            pass
        assert "html" in ended[0].result()


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP])
def test_what_had_not_begun_is_made_when_a_rehearsal_ends_or_hangs_the_template(
    package, small_brief, monkeypatch, fault
):
    monkeypatch.setattr(pool_module, "ANSWER_SECONDS", 2)
    real, small = job_for(package), job_for(package, notebook=small_brief)
    with Pool() as pool:
        pool.prepare([real] * WORTH_IT)
        asked = [pool.start(real), pool.start(small)]  # the first is rehearsed
        first = pool._template
        first.send_signal(fault)
        ended = []
        while len(ended) < len(asked):
            ended += pool.wait(60)
        assert all("html" in running.result() for running in ended)
        assert pool._template is not first
        assert pool._restarts == 0  # what has made a brief since may be started again as often


def test_a_brief_that_has_not_begun_is_not_over_its_time(package):
    running = Running(job_for(package), Path(), started=-1e6)
    assert not running.overdue
    running.pid = 1
    assert running.overdue


def test_a_brief_is_begun_once_however_often_the_template_has_to_be_started(package, small_brief):
    job = job_for(package, notebook=small_brief)
    with Pool() as pool:
        start, receive, told = pool._await_template, pool._receive, []

        def start_and_end():
            start()
            if pool._restarts == 1:  # gone again before it is asked
                pool._template.kill()
                pool._template.wait()

        def note(seconds):
            told.append(receive(seconds) or {})
            return told[-1]

        running = pool.start(job)
        pool._template.send_signal(signal.SIGSTOP)  # asked, and never begun
        pool._await_template, pool._receive = start_and_end, note
        pool._restart()
        while not (ended := pool.wait(60)):
            pass
        assert ended == [running]
        assert "html" in running.result()
        assert sum("started" in message for message in told) == 1
