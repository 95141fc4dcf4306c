"""kill -9 at random moments: what is published is whole, and a rerun makes the rest."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import time
from functools import partial

import psutil
import pytest

from tianqiao_econ.briefing import briefs
from tianqiao_econ.briefing.batch.pool import CAN_FORK

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system")

AREAS = ["370105", "370100", "370000", "110000", "310000", "500000", "130000", "320000"]
ROUNDS = int(os.environ.get("TIANQIAO_ECON_KILLS", "20"))
"""More of them than a test run has time for: see docs/benchmarks.md."""

LONGEST = 9.0


def run(entries):
    """Fork a run, so that it has imported what this process has; return its number."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        for descriptor in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        code = 0 if briefs(**entries).ok else 3
    finally:
        os._exit(code)


def broken(out):
    """Names of published files that are not whole, or are not what their manifest says."""
    pages = list(out.rglob("*.html"))
    found = [str(page) for page in pages if not page.read_bytes().endswith(b"</html>\n")]
    for file in out.rglob("*.json"):
        try:
            content = json.loads(file.read_text("utf-8"))
        except ValueError:
            found.append(str(file))
            continue
        page = file.with_suffix(".html")
        if "html_sha256" in content and page.exists():
            same = hashlib.sha256(page.read_bytes()).hexdigest() == content["html_sha256"]
            found += [] if same else [f"{page} is another page than its manifest's"]
    return found


def family(pid):
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def all_over(processes):
    return not any(one.is_running() and one.status() != "zombie" for one in processes)


def ended(pid):
    """The exit code of a run, None while it runs."""
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def strike(pid, rng):
    """Kill a process of a run: the run itself in half of the cases, else one that it started."""
    others = family(pid)
    victim = pid if not others or rng.random() < 0.5 else rng.choice(others).pid
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return pid
    return victim


def test_twenty_kills_leave_whole_files_and_a_rerun_makes_the_rest(small_brief, tmp_path, until):
    rng = random.Random(20240116)  # noqa: S311 - moments, not secrets
    out = tmp_path / "briefs"
    entries = {"areas": AREAS, "years": [2024], "notebook": small_brief, "out": out, "jobs": 2}
    pid, forced, codes = run(entries), False, []
    for _ in range(ROUNDS):
        time.sleep(rng.uniform(0.2, LONGEST) if not family(pid) else rng.uniform(0.05, 1.5))
        before = family(pid)
        victim = strike(pid, rng)
        if victim == pid:
            os.waitpid(pid, 0)
            until(partial(all_over, before))
        elif (code := ended(pid)) is None:
            continue
        else:
            codes.append(code)
            forced = True
        assert broken(out) == []
        pid = run({**entries, "force": forced})
    while ended(pid) is None:
        time.sleep(0.05)
    last = briefs(**entries)
    assert last.ok, last.as_text()
    assert broken(out) == []
    assert len(list(out.glob("*/*/*.html"))) == len(AREAS)
    assert not list(out.rglob("*.part"))


def test_a_real_batch_that_is_killed_is_finished_by_a_rerun(tmp_path, until, real_briefs):
    out = tmp_path / "briefs"
    entries = {"areas": ["370105", "370100"], "years": [2024], "out": out, "jobs": 1}
    pid = run(entries)
    until(lambda: list(out.glob("*/*/*.html")), 120)  # the first is there, the second is in work
    before = family(pid)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    until(partial(all_over, before))
    assert broken(out) == []
    last = briefs(**entries)
    assert sorted(one.status for one in last.outcomes) == ["made", "up to date"]
    assert broken(out) == []
    page = out / "370105" / "2024" / real_briefs["zh"].html.name
    assert page.read_bytes() == real_briefs["zh"].html.read_bytes()
