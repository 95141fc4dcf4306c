"""A ledger among processes: several at once, and some that are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from tianqiao_econ.assessment.ledger import BrokenLedger, locking, verify_ledger
from tianqiao_econ.framework import EconError

AT_ONCE = 8

# As much of an outlook as the ledger reads, so that no process has to assess anything.
STAND_IN = """
import sys, time
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Some

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.ledger import record, verify_ledger
from tianqiao_econ.framework import Qualifier, Target, Transformation


def outlook(area):
    kind = (Transformation.GROWTH, Qualifier.EXACT)
    target = Target(area, "gdp", "2024", *kind, 6.0, None, "PERCENT")
    return Some(
        area=Some(code=area),
        year=2024,
        as_of=date(2024, 1, 16),
        columns=("gdp",),
        targets=(target,),
        events=(target.event(),),
        table=pd.DataFrame([{"probability": 0.6, "note": "", "model": "stand-in"}]),
        draws=pd.DataFrame({"gdp": [5.0, 6.0, 7.0]}),
        quantiles=lambda column, levels: np.quantile([5.0, 6.0, 7.0], levels),
        view=Some(package=Some(checksum="0" * 64), targets_of=lambda area, year: (target,)),
    )
"""

AT_THE_GATE = f"""
{STAND_IN}
folder, area, gate = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
own, common = outlook(area), outlook("370000")
gate.with_name(f"ready-{{area}}").touch()
while not gate.exists():
    time.sleep(0.001)
record(own, folder)
record(common, folder)
"""

KILLED_EVERYWHERE = f"""
{STAND_IN}
import itertools, os, shutil, signal


def killed_at(n):
    '''Die at the n-th call that touches the disk; of a write, after its first half.'''
    calls = itertools.count(1)

    def dying(real):
        def call(first, *rest):
            if next(calls) == n:
                if real is write:
                    real(first, rest[0][: len(rest[0]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(first, *rest)

        return call

    write = os.write
    os.write, os.fsync, os.replace = dying(os.write), dying(os.fsync), dying(os.replace)
    os.unlink = dying(os.unlink)


def entries(folder):
    chain = folder / "ledger.jsonl"
    return chain.read_text("utf-8").count("\\n") if chain.exists() else 0


before, folder = Path(sys.argv[1]), Path(sys.argv[2])
if sys.argv[3] == "old":
    record(outlook("370100"), before)
for n in itertools.count(1):
    shutil.copytree(before, folder)
    child = os.fork()
    if child == 0:
        killed_at(n)
        record(outlook("370105"), folder)
        os._exit(0)
    survived = os.waitpid(child, 0)[1] == 0
    whole = not (folder / "ledger.csv").exists() or verify_ledger(folder) == ()
    assert whole, (n, verify_ledger(folder))
    assert record(outlook("370102"), folder).new
    again = record(outlook("370105"), folder)
    assert verify_ledger(folder) == ()
    assert entries(folder) == entries(before) + 2, n
    for name in ("ledger.csv", "ledger.jsonl"):
        old = (before / name).read_bytes() if (before / name).exists() else b""
        assert (folder / name).read_bytes().startswith(old), (n, name)
    assert sorted(path.name for path in folder.iterdir()) == [
        "ledger.csv", "ledger.jsonl", "ledger.lock"
    ], n
    print(n, "recorded" if not again.new else "lost before it was promised", flush=True)
    if survived:
        break
    shutil.rmtree(folder)
"""

HOLDING = """
import sys, time
from pathlib import Path
from tianqiao_econ.assessment.ledger.locking import writing

with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def started(script, *arguments, **options):
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, text=True, **options)


@pytest.fixture
def holder(tmp_path):
    """A process that holds the ledger."""
    process = started(HOLDING, tmp_path, stdout=subprocess.PIPE)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_processes_that_record_at_once_lose_nothing(tmp_path):
    gate, folder = tmp_path / "gate", tmp_path / "forecasts"
    areas = [f"3701{n:02d}" for n in range(1, AT_ONCE + 1)]
    processes = [started(AT_THE_GATE, folder, area, gate) for area in areas]
    while len(list(tmp_path.glob("ready-*"))) < AT_ONCE:
        assert not any(process.poll() for process in processes)
        time.sleep(0.01)
    gate.touch()
    assert [process.wait() for process in processes] == [0] * AT_ONCE
    assert verify_ledger(folder) == ()
    chain = (folder / "ledger.jsonl").read_text("utf-8").splitlines()
    recorded = Counter(json.loads(line)["inputs"]["area"] for line in chain)
    assert recorded == Counter([*areas, "370000"])
    lines = (folder / "ledger.csv").read_text("utf-8").splitlines()
    per_area = Counter(line.split(",")[2] for line in lines[1:])
    assert set(per_area) == set(recorded)
    assert len(set(per_area.values())) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in the midst of its calls")
@pytest.mark.parametrize("ledger", ["old", "new"])
def test_a_process_killed_anywhere_leaves_a_whole_entry_or_none(tmp_path, ledger):
    before = tmp_path / "before"
    before.mkdir()
    process = started(
        KILLED_EVERYWHERE,
        before,
        tmp_path / "after",
        ledger,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    told, errors = process.communicate()
    assert process.returncode == 0, errors
    ends = [line.split(" ", 1)[1] for line in told.splitlines()]
    assert len(ends) > 8
    lost = ends.count("lost before it was promised")
    assert 0 < lost < len(ends)
    assert ends == ["lost before it was promised"] * lost + ["recorded"] * (len(ends) - lost)


def test_who_waits_too_long_is_told_what_for(holder, tmp_path, monkeypatch):
    monkeypatch.setattr(locking, "WAIT", 0.05)
    assert holder.poll() is None
    with pytest.raises(EconError, match="another process has held"), locking.writing(tmp_path):
        pass
    with pytest.raises(EconError, match="another process has held"), locking.reading(tmp_path):
        pass


def test_the_lock_of_a_killed_process_holds_nobody_up(holder, tmp_path, monkeypatch):
    holder.kill()
    holder.wait()
    monkeypatch.setattr(locking, "WAIT", 5.0)
    assert (tmp_path / "ledger.lock").exists()
    with locking.writing(tmp_path):
        pass


@pytest.mark.parametrize("content", ["{}", "[]", "oops", '{"ledger.csv": {"after": 0}}'])
def test_a_foreign_pending_file_is_no_recording(tmp_path, content):
    (tmp_path / "ledger.csv").write_text("", "utf-8")
    (tmp_path / "ledger.pending.json").write_text(content, "utf-8")
    (problem,) = verify_ledger(tmp_path)
    assert problem.file == "ledger.pending.json"


def test_a_file_changed_after_an_interrupted_recording_is_not_continued(tmp_path):
    (tmp_path / "ledger.csv").write_text("another beginning\n", "utf-8")
    pending = {
        "ledger.csv": {"after": 0, "append": "model_id"},
        "ledger.jsonl": {"after": 0, "append": "{"},
    }
    (tmp_path / "ledger.pending.json").write_text(json.dumps(pending), "utf-8")
    (problem,) = verify_ledger(tmp_path)
    assert problem.file == "ledger.csv"
    assert "changed after a recording was interrupted" in problem.what
    assert isinstance(BrokenLedger([problem]), EconError)
