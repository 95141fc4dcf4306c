"""Recording forecasts once, and finding whatever was done to the record afterwards."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.assessment.ledger import (
    BrokenLedger,
    files,
    record,
    record_all,
    verify_ledger,
)
from tianqiao_econ.framework import EconError

COLUMNS = [
    "model_id",
    "reference_date",
    "ref_area",
    "indicator",
    "target_period",
    "output_type",
    "output_type_id",
    "value",
]
NEEDED = {0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975}
HEADER_ROWS = 1


@pytest.fixture(scope="module")
def later(package):
    """Outlook of the same targets on a later day."""
    return assess(package.as_of("2024-02-01"), area="370105", year=2024)


@pytest.fixture(scope="module")
def recorded(outlook, later, tmp_path_factory):
    """Folder of a ledger with two entries, not to be changed."""
    folder = tmp_path_factory.mktemp("recorded")
    record_all([outlook, later], folder)
    return folder


@pytest.fixture
def ledger(recorded, tmp_path):
    """Folder of such a ledger, to be changed at will."""
    return shutil.copytree(recorded, tmp_path / "forecasts")


def frame(folder):
    return pd.read_csv(folder / "ledger.csv", dtype={"ref_area": str, "target_period": str})


def entries(folder):
    text = (folder / "ledger.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def edited(folder, change, name="ledger.csv"):
    """Let `change` edit the list of the file's lines in place."""
    path = folder / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    change(lines)
    path.write_text("".join(lines), "utf-8", newline="")


# --- what is recorded


def test_lines_have_the_hubverse_columns_and_a_line_for_each_number(outlook, tmp_path):
    told = record(outlook, tmp_path)
    raw = (tmp_path / "ledger.csv").read_bytes()
    rows = list(csv.reader(raw.decode().splitlines()))
    assert rows[0] == COLUMNS
    assert len(rows) == HEADER_ROWS + told.lines
    assert raw.endswith(b"\n")
    assert b"\r" not in raw


def test_quantiles_are_those_of_the_outlook(outlook, recorded):
    own = frame(recorded)
    own = own[(own["reference_date"] == "2024-01-16") & (own["indicator"] == "gdp")]
    quantiles = own[own["output_type"] == "quantile"]
    levels = quantiles["output_type_id"].astype(float)
    assert set(levels) >= NEEDED
    expected = outlook.quantiles("gdp", levels.tolist())
    np.testing.assert_allclose(quantiles["value"], expected, atol=1e-6)


def test_event_probability_is_a_pmf_over_met_and_missed(outlook, recorded):
    own = frame(recorded)
    own = own[(own["reference_date"] == "2024-01-16") & (own["output_type"] == "pmf")]
    sums = own.groupby("indicator")["value"].sum()
    np.testing.assert_allclose(sums, 1, atol=1e-12)
    met = own[own["output_type_id"] == "met"].set_index("indicator")["value"]
    assert met["gdp"] == pytest.approx(outlook.probability("gdp"), abs=1e-6)


def test_a_level_is_told_from_a_growth_even_where_it_is_the_only_target(outlook, recorded):
    assert "fdi" in outlook.columns
    assert "fdi:level" in set(frame(recorded)["indicator"])
    assert "fdi" not in set(frame(recorded)["indicator"])


def test_a_difference_from_a_reference_is_told_from_a_growth(own_outlook, tmp_path):
    rows = ["disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"]
    history = [
        f"{code},A,{year},growth,{5 + (year % 3)},PERCENT,real,A,{year + 1}-02-01,"
        for code in ("gdp", "disposable_income")
        for year in range(2012, 2024)
    ]
    record(own_outlook(rows, history), tmp_path / "ledger")
    (name,) = set(frame(tmp_path / "ledger")["indicator"])
    assert name == "disposable_income:difference"
    (forecast,) = entries(tmp_path / "ledger")[0]["forecasts"]
    assert forecast["event"]["reference"] == ["370102", "gdp"]


def test_the_entry_keeps_the_event_and_what_the_numbers_were_made_from(outlook, recorded, package):
    first = entries(recorded)[0]
    assert first["inputs"]["data_sha256"] == package.checksum
    assert first["inputs"]["as_of"] == "2024-01-16"
    fdi = next(item for item in first["forecasts"] if item["name"] == "fdi:level")
    assert fdi["wording"] == outlook.targets[outlook.columns.index("fdi")].wording
    assert (fdi["event"]["lower"], fdi["event"]["transformation"]) == (7000, "level")
    assert {"upper", "unit_measure", "rounding", "reference"} <= set(fdi["event"])


def silenced(outlook, names):
    """The outlook with nothing honest to be said on some of its targets."""
    table = outlook.table.copy()
    table.loc[table["indicator"].isin(names), ["probability", "note"]] = [
        np.nan,
        "too little known",
    ]
    return replace(outlook, table=table)


def test_a_target_without_a_forecast_is_named_with_the_reason(outlook, tmp_path):
    record(silenced(outlook, ["trade"]), tmp_path)
    (entry,) = entries(tmp_path)
    assert entry["without"] == {"trade": "too little known"}
    assert "trade" not in {item["name"] for item in entry["forecasts"]}
    assert "trade" not in set(frame(tmp_path)["indicator"])


def test_without_any_forecast_nothing_is_recorded(outlook, tmp_path):
    told = record(silenced(outlook, outlook.table["indicator"]), tmp_path / "ledger")
    assert told.number is None
    assert "nothing to record" in str(told)
    assert not (tmp_path / "ledger" / "ledger.csv").exists()


def test_what_if_is_not_recorded(report_day, tmp_path):
    what_if = assess(report_day, area="370105", year=2024, targets={"gdp": 6.0}, n_draws=50)
    with pytest.raises(EconError, match="announced targets"):
        record(what_if, tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- once


def test_recording_twice_is_one_entry_whenever_it_happens(outlook, ledger):
    before = {path.name: path.read_bytes() for path in ledger.iterdir()}
    told = record(outlook, ledger, recorded=datetime(2031, 1, 1, tzinfo=UTC))
    assert (told.new, told.same, told.number) == (False, True, 1)
    assert {path.name: path.read_bytes() for path in ledger.iterdir()} == before


def test_time_of_recording_is_told_and_decides_nothing(outlook, tmp_path):
    keys = {
        record(outlook, tmp_path / str(year), recorded=datetime(year, 1, 1, tzinfo=UTC)).key
        for year in (2024, 2025)
    }
    assert len(keys) == 1
    assert entries(tmp_path / "2025")[0]["recorded"].startswith("2025-01-01")


def test_what_was_there_is_never_rewritten(outlook, later, tmp_path):
    record(outlook, tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in ("ledger.csv", "ledger.jsonl")}
    assert record(later, tmp_path).number == 2
    for name, content in before.items():
        assert (tmp_path / name).read_bytes().startswith(content)
        assert len((tmp_path / name).read_bytes()) > len(content)


def test_other_numbers_under_the_same_key_do_not_replace_the_first(report_day, ledger):
    before = (ledger / "ledger.csv").read_bytes()
    other = assess(report_day, area="370105", year=2024, rng=np.random.default_rng(1))
    told = record(other, ledger)
    assert (told.new, told.same) == (False, False)
    assert "which stand" in str(told)
    assert (ledger / "ledger.csv").read_bytes() == before


def test_other_data_are_another_entry(outlook, own_outlook, tmp_path):
    rows = ["gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"]
    first = own_outlook(rows)
    second = own_outlook([rows[0], "trade,2024,growth,增长5%,exact,5,,PERCENT,2024-01-10"])
    told = record_all([outlook, first, second, first], tmp_path / "ledger")
    assert [one.number for one in told] == [1, 2, 3, 2]
    assert len({one.key for one in told}) == 3


def test_several_outlooks_are_recorded_all_or_none(outlook, report_day, tmp_path):
    what_if = assess(report_day, area="370105", year=2024, targets={"gdp": 6.0}, n_draws=50)
    with pytest.raises(EconError):
        record_all([outlook, what_if], tmp_path / "ledger")
    assert not (tmp_path / "ledger").exists()


# --- faults


def test_nothing_is_recorded_in_a_broken_ledger(later, ledger):
    edited(ledger, lambda lines: lines.pop(20))
    before = {path.name: path.read_bytes() for path in ledger.iterdir()}
    with pytest.raises(BrokenLedger, match="missing here") as caught:
        record(later, ledger)
    assert caught.value.exit_code == 1
    assert {path.name: path.read_bytes() for path in ledger.iterdir()} == before


def test_a_folder_that_cannot_be_is_refused_in_a_sentence(outlook, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(EconError, match="cannot write a ledger"):
        record(outlook, tmp_path / "file")


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_full_disk_is_told_and_loses_nothing(outlook, later, tmp_path, monkeypatch, writes):
    record(outlook, tmp_path)
    write, left = os.write, iter(range(writes))

    def full(descriptor, content):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(EconError, match=r"cannot write .*: No space left on device"):
            record(later, tmp_path)
    assert verify_ledger(tmp_path) == ()
    assert record(later, tmp_path).number == 2
    assert verify_ledger(tmp_path) == ()


def test_finishing_an_interrupted_recording_is_told(outlook, later, tmp_path, monkeypatch, caplog):
    record(outlook, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(files, "finish", lambda folder: False)  # noqa: ARG005
        record(later, tmp_path)
    assert (tmp_path / "ledger.pending.json").exists()
    assert not record(later, tmp_path).new
    assert "an interrupted recording" in caplog.text
    assert not (tmp_path / "ledger.pending.json").exists()
