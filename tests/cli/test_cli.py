"""The verbs from a shell: exit codes, streams, formats."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tianqiao_econ import __version__
from tianqiao_econ.assessment import COLUMNS
from tianqiao_econ.cli import main


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def test_assess_prints_eight_rows_with_the_columns_of_the_contract(run):
    result = run(
        "assess", "--area", "370105", "--year", "2024", "--as-of", "2024-01-16", "--format", "csv"
    )
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 8
    assert tuple(rows[0]) == COLUMNS
    fdi = next(row for row in rows if row["indicator"] == "fdi")
    assert float(fdi["event_lower"]) == 7000
    assert float(fdi["event_implied_growth"]) == -13.5


def test_assess_without_options_takes_what_the_package_declares(run):
    rows = json.loads(run("assess", "--format", "json").stdout)
    assert {(row["ref_area"], row["year"], row["as_of"]) for row in rows} == {
        ("370105", 2024, "2024-01-16")
    }


def test_assess_as_a_table_fits_the_eye(run):
    result = run("assess")
    assert result.exit_code == 0
    assert "probability" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("assess", "--as-of", "2023-12-31"), "2024-01-16"),
        (("assess", "--area", "37010"), "did you mean"),
        (("assess", "--year", "2031"), "it has targets for"),
        (("assess", "--as-of", "16/1/2024"), "2024-01-16"),
        (("show", "gpd"), "did you mean gdp"),
        (("brief", "--area", "999999"), "unknown area"),
        (("brief", "--as-of", "2023-12-31"), "no target"),
        (("export", "--area", "天桥", "--to", "never.xlsx"), "370105"),
        (("assess", "--data", "no-such-folder"), "no-such-folder is not there"),
        (("check", "no-such-folder"), "no-such-folder is not there"),
        (("check", "--data", __file__), "is no folder"),
        (("assess", "--area", ""), "'--area' is empty"),
        (("assess", "--as-of", " "), "'--as-of' is empty"),
        (("assess", "--data", ""), "'--data' is empty"),
        (("brief", "--out", ""), "'--out' is empty"),
        (("brief", "--previous", ""), "'--previous' is empty"),
        (("export", "--to", ""), "'--to' is empty"),
        (("show", ""), "'INDICATOR' is empty"),
        (("check", ""), "'[FOLDER]' is empty"),
        (("score", "--ledger", ""), "'--ledger' is empty"),
        (("score", "--ledger", "no-such-folder"), "there is no ledger in no-such-folder"),
        (("assess", "--ledger", "forecasts"), "add --record"),
    ],
)
def test_wrong_use_exits_2_with_one_sentence(run, arguments, sentence):
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_show_prints_the_source_and_date_of_every_figure(run):
    result = run("show", "gdp", "--area", "370105", "--as-of", "2024-01-16", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["time_period"], float(row["obs_value"])) for row in rows] == [
        ("2022", 0.3),
        ("2023", 6.5),
    ]
    assert all(row["origin_id"] and row["as_of"] for row in rows)


def test_show_knows_year_to_date_figures(run):
    result = run("show", "fiscal_revenue", "--freq", "Q", "--format", "json")
    assert json.loads(result.stdout)[0]["obs_value"] == 73.67


def test_check_of_the_packaged_data_finds_nothing(run):
    result = run("check")
    assert result.exit_code == 0
    assert "no problems" in result.stdout


def test_check_of_a_bad_folder_prints_a_table_and_exits_1(run, tmp_path):
    (tmp_path / "areas.csv").write_text(
        "ref_area,name_zh,name_en,level,parent\n999998,某区,,county,CN\n", "utf-8"
    )
    (tmp_path / "targets.csv").write_text(
        "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of\n"
        "999998,gdp,2024,growth,exact,6.5%,,PERCENT,2024-01-10\n",
        "utf-8",
    )
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert "targets.csv" in result.stdout
    assert "6.5%" in result.stdout
    found = json.loads(run("check", str(tmp_path), "--format", "json").stdout)
    assert found[0]["row"] == 2
    again = run("assess", "--data", str(tmp_path))
    assert again.exit_code == 1


def test_a_home_folder_may_be_written_with_a_tilde(run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "district").mkdir()
    assert "district" in run("check", "--data=~/district").stdout


def test_the_package_runs_as_a_module():
    command = [sys.executable, "-m", "tianqiao_econ.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"tianqiao-econ, version {__version__}\n"


def test_help_names_every_verb(run):
    text = run("--help").stdout
    for verb in ("assess", "brief", "check", "doctor", "export", "lab", "score", "show"):
        assert verb in text
