"""`backtest` from a shell, on a data package of areas, targets and annual outturns."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from tianqiao_econ.cli import main

AREAS = ("370102", "370103", "370104", "370112", "370113", "370114")
YEARS = range(2001, 2006)


TARGETS = """\
ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of,as_of_basis
"""
OUTTURNS = """\
ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,obs_status,as_of,as_of_basis
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six districts that overshoot in even years; every date is assumed."""
    folder = tmp_path_factory.mktemp("districts")
    areas = "ref_area,name_zh,name_en,level,parent\n"
    areas += "".join(f"{code},区{code[-2:]},District,county,370100\n" for code in AREAS)
    targets, outturns = TARGETS, OUTTURNS
    for year in YEARS:
        for number, code in enumerate(AREAS):
            goal = 8 + 0.5 * number
            came = goal + (1 if year % 2 == 0 else -0.5) + 0.1 * number
            targets += f"{code},gdp,{year},growth,exact,{goal},,PERCENT,{year}-01-31,assumed\n"
            outturns += f"{code},gdp,A,{year},growth,{came:.1f},PERCENT,real,A,"
            outturns += f"{year + 1}-02-28,assumed\n"
    for name, text in (("areas", areas), ("targets", targets), ("observations", outturns)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def run(folder):
    def call(*arguments):
        options = ["backtest", "--data", str(folder), *map(str, arguments)]
        return CliRunner().invoke(main, options)

    return call


def test_a_table_tells_scores_skill_years_and_reliability(run):
    result = run("--from", 2002, "--to", 2005)
    assert result.exit_code == 0, result.output
    assert "24 targets of 4 years, forecast on 03-31" in result.stdout
    for words in ("base_rate", "last_value", "The pool by year", "Reliability", "lower is better"):
        assert words in result.stdout
    assert "NaN" not in result.stdout


def test_what_cannot_be_told_is_told_with_its_reason(run):
    result = run("--from", 2004, "--to", 2007)
    assert "no rows: every target or its outturn has an assumed date" in result.stdout
    assert "note: 2007: the data hold no growth target" in result.stderr
    alone = run("--from", 2004, "--to", 2004)
    assert "an interval by year needs 2 years" in alone.stdout


def test_one_year_alone_shows_counts_said_and_met_and_that_its_bands_tell_little(run):
    alone, several = run("--from", 2004, "--to", 2004), run("--from", 2003, "--to", 2004)
    told = alone.stdout.split("Reliability of the pool")[1].split("Without assumed")[0]
    rows = [line.split() for line in told.splitlines()[2:] if line]
    assert sum(int(row[2]) for row in rows[: rows.index(_head(rows))]) == 6
    assert "calibration_error" in told
    assert "One year alone" in told
    assert "One year alone" not in several.stdout


def _head(rows):
    return next(row for row in rows if row[0] == "n")


def test_csv_has_one_row_a_forecast(run):
    result = run("--from", 2003, "--to", 2004, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    pool = [row for row in rows if row["model"] == "pool"]
    assert len(pool) == 12
    assert {row["year"] for row in pool} == {"2003", "2004"}
    assert all(0 <= float(row["probability"]) <= 1 for row in rows)
    assert {row["as_of"] for row in pool} == {"2003-03-31", "2004-03-31"}


def test_json_has_every_table_and_the_rows(run):
    told = json.loads(run("--from", 2003, "--to", 2005, "--format", "json").stdout)
    assert told["years"] == [2003, 2004, 2005]
    assert {row["model"] for row in told["means"]} >= {"pool", "base_rate", "last_value"}
    assert told["skills"][0]["reference"] == "base_rate"
    assert told["without_assumed_dates"]["means"] == []
    assert "assumed" in told["without_assumed_dates"]["reason"]
    assert told["without_crisis_years"]["means"] == told["means"]
    assert len({row["row"] for row in told["rows"]}) == 18


def test_the_same_call_gives_the_same_figures(run):
    call = ("--from", 2004, "--to", 2005, "--format", "csv")
    assert run(*call).stdout == run(*call).stdout


def test_the_day_of_the_forecast_can_be_chosen(run):
    result = run("--from", 2003, "--to", 2003, "--as-of-day", "02-15", "--format", "csv")
    assert ",2003-02-15," in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", 2005, "--to", 2003), "not from 2005 to 2003"),
        (("--from", 3, "--to", 5), "not from 3 to 5"),
        (("--from", 2030, "--to", 2040), "no target of 2030 to 2040 can be judged"),
        (("--from", 2003, "--to", 2004, "--as-of-day", "31.3."), "like 03-31"),
        (("--from", 2003, "--to", 2004, "--as-of-day", ""), "'--as-of-day' is empty"),
        (("--from", 2003), "Missing option '--to'"),
        (("--from", "spring", "--to", 2004), "not a valid integer"),
    ],
)
def test_wrong_use_exits_2_with_one_sentence(run, arguments, sentence):
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
