"""`assess --record` and `score` from a shell: streams, formats, exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from tianqiao_econ.cli import main

AREAS = """\
ref_area,name_zh,name_en,level,parent
370102,历下区,Lixia District,county,370100
370103,市中区,Shizhong District,county,370100
"""
TARGETS = """\
ref_area,indicator,time_period,transformation,wording,qualifier,lower,upper,unit_measure,as_of
370102,gdp,2026,growth,增长6%,exact,6,,PERCENT,2026-01-10
370102,trade,2026,growth,增长5%,exact,5,,PERCENT,2026-01-10
370103,gdp,2026,growth,增长5%,exact,5,,PERCENT,2026-01-12
"""
OBSERVATIONS = """\
ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,obs_status,as_of
370102,gdp,A,2026,growth,6.1,PERCENT,real,P,2027-01-20
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Data of two districts before and after an outturn, and the ledger recorded before it."""
    base = tmp_path_factory.mktemp("folders")
    for name in ("before", "after"):
        (base / name).mkdir()
        (base / name / "areas.csv").write_text(AREAS, "utf-8")
        (base / name / "targets.csv").write_text(TARGETS, "utf-8")
    (base / "after" / "observations.csv").write_text(OBSERVATIONS, "utf-8")
    return base


@pytest.fixture(scope="module")
def first(folders):
    """Call of `assess --area all --record` on the data before the outturn."""
    return CliRunner().invoke(main, assess_all(folders, folders / "forecasts"))


@pytest.fixture
def ledger(first, folders, tmp_path):
    assert first.exit_code == 0
    return shutil.copytree(folders / "forecasts", tmp_path / "forecasts")


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def assess_all(folders, ledger):
    options = ["--year", "2026", "--format", "csv", "--record", "--ledger", str(ledger)]
    return ["assess", "--area", "all", *options, "--data", str(folders / "before")]


def test_all_areas_are_recorded_as_an_entry_each_and_the_table_is_printed_as_ever(
    first, run, folders
):
    plain = run("assess", "--area=all", "--year=2026", "--format=csv", "--data", folders / "before")
    assert first.stdout == plain.stdout
    chain = (folders / "forecasts" / "ledger.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["inputs"]["area"] for line in chain] == ["370102", "370103"]
    assert "370102 2026 as of 2026-01-10: recorded as entry 1" in first.stderr
    assert "370103 2026 as of 2026-01-12: recorded as entry 2" in first.stderr


def test_recording_again_says_that_it_is_there(run, folders, ledger):
    before = (ledger / "ledger.csv").read_bytes()
    again = run(*assess_all(folders, ledger))
    assert again.exit_code == 0
    assert "370103 2026 as of 2026-01-12: already recorded as entry 2" in again.stderr
    assert (ledger / "ledger.csv").read_bytes() == before


def test_the_ledger_is_in_forecasts_unless_told_otherwise(run, folders, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("assess", "--area=370103", "--year=2026", "--record", "--data", folders / "before")
    assert done.exit_code == 0
    assert (tmp_path / "forecasts" / "ledger.csv").is_file()
    assert run("score").exit_code == 0


def test_without_an_outturn_score_says_so_and_is_done(run, folders, ledger):
    done = run("score", "--ledger", ledger, "--data", folders / "before")
    assert done.exit_code == 0
    assert "2 entries, 3 forecasts, none of them with an outturn yet" in done.stdout


def test_score_prints_the_rows_the_means_and_what_they_are(run, folders, ledger):
    done = run("score", "--ledger", ledger, "--data", folders / "after")
    assert done.exit_code == 0
    assert "growth >= 6 PERCENT" in done.stdout
    assert "tianqiao_econ-pool" in done.stdout
    assert "crps_approx: twice the average pinball loss" in done.stdout
    assert "2 entries, 3 forecasts, 1 with an outturn by now" in done.stdout
    short = run("score", "--summary", "--ledger", ledger, "--data", folders / "after").stdout
    assert "growth >= 6 PERCENT" not in short
    assert "tianqiao_econ-pool" in short


def test_score_as_csv_is_one_table(run, folders, ledger):
    options = ("--ledger", ledger, "--data", folders / "after", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(run("score", *options).stdout))
    assert (row["ref_area"], row["met"], row["outturn"]) == ("370102", "True", "6.1")
    assert 0 < float(row["brier"]) < 1
    summary = list(csv.DictReader(io.StringIO(run("score", "--summary", *options).stdout)))
    assert [line["target_period"] for line in summary] == ["2026", "all"]


def test_score_as_json_is_one_object(run, folders, ledger):
    told = json.loads(
        run("score", "--ledger", ledger, "--data", folders / "after", "--format", "json").stdout
    )
    assert (told["entries"], told["forecasts"]) == (2, 3)
    assert told["scores"][0]["met"] is True
    assert told["summary"][0]["forecasts"] == 1
    last = json.loads((ledger / "ledger.jsonl").read_text("utf-8").splitlines()[-1])
    assert told["head"] == last["hash"]


def test_a_broken_ledger_is_a_finding_and_stops_everything(run, folders, ledger):
    path = ledger / "ledger.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:5], *lines[6:]]), "utf-8", newline="")
    before = path.read_bytes()
    scored = run("score", "--ledger", ledger, "--data", folders / "after")
    recorded = run(*assess_all(folders, ledger))
    for done in (scored, recorded):
        assert done.exit_code == 1
        assert done.stdout == ""
        assert "1 recorded line is missing here" in done.stderr
    assert path.read_bytes() == before


def test_a_noted_head_has_to_be_there(run, folders, ledger):
    options = ("--ledger", ledger, "--data", folders / "after")
    head = json.loads((ledger / "ledger.jsonl").read_text("utf-8").splitlines()[0])["hash"]
    assert run("score", "--head", head[:10], *options).exit_code == 0
    refused = run("score", "--head", "0123456789", *options)
    assert refused.exit_code == 1
    assert "entries were removed" in refused.stderr
