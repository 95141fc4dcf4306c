"""Two runs on one data package at a time: one after the other, and no row is lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest

import tianqiao_econ as te
from tianqiao_econ.datasets import check
from tianqiao_econ.framework.locking import Busy, locked
from tianqiao_econ.reports import publishing

SLOW = """
import sys, time
import tianqiao_econ as te
from tianqiao_econ.reports import storing

publish = storing.publish

def slowly(*given, **named):
    time.sleep(1)
    publish(*given, **named)

storing.publish = slowly
te.store_report(te.read_report(sys.argv[1]), sys.argv[2], area="379901")
"""
TEXT = (
    "{year}年1月10日在青禾区第三届人民代表大会上\n二、{year}年工作安排\n"
    "今年的主要预期目标是：地区生产总值增长6%左右，固定资产投资增长5%以上。\n"
)


def reports(tmp_path, years):
    for year in years:
        path = tmp_path / f"{year}.txt"
        path.write_text(TEXT.format(year=year), "utf-8")
        yield path


def test_the_second_waits_and_no_row_is_lost(tmp_path):
    years = ("2023", "2024")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SLOW, str(report), str(tmp_path / "new")], stderr=subprocess.PIPE
        )
        for report in reports(tmp_path, years)
    ]
    told = [run.communicate(timeout=120)[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    targets = pd.read_csv(tmp_path / "new/targets.csv", dtype=str)
    assert sorted(targets["time_period"]) == ["2023", "2023", "2024", "2024"]
    assert len(pd.read_csv(tmp_path / "new/readings.csv")) == 4
    assert check(tmp_path / "new") == ()
    assert not [path for path in (tmp_path / "new").iterdir() if path.name.startswith(".")]


def test_who_waits_for_too_long_is_told_whose_the_folder_is(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "WAIT", 0.1)
    report = te.read_report(TEXT.format(year=2024))
    with locked(tmp_path, publishing.LOCK), pytest.raises(Busy) as told:
        te.store_report(report, tmp_path, area="379901")
    assert f"another run writes to {tmp_path} (process {os.getpid()} of " in str(told.value)
    assert told.value.exit_code == 1
    te.store_report(report, tmp_path, area="379901")  # what is left of a lock is nobody's
    assert not (tmp_path / publishing.LOCK).exists()


def test_a_lock_that_its_holder_removed_is_taken_anew(tmp_path):
    with locked(tmp_path, ".lock", leave=False) as first:
        first.check()
    assert list(tmp_path.iterdir()) == []
    with locked(tmp_path, ".lock", leave=False) as second:
        second.check()
        (tmp_path / ".lock").unlink()
        with pytest.raises(Exception, match="no longer the folder"):
            second.check()
