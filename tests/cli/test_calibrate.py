"""`calibrate` from a shell: sources by their folders, and no file written over by accident."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from click.testing import CliRunner

from tianqiao_econ.assessment.priors import COLUMNS, from_table
from tianqiao_econ.cli import main
from tianqiao_econ.datasets import check, open_data

AREAS = tuple(f"3701{number:02d}" for number in range(2, 10))
YEARS = range(2001, 2008)
TODAY = date(2030, 1, 1)
HEADS = {
    "areas": "ref_area,name_zh,name_en,level,parent",
    "targets": (
        "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of"
    ),
    "observations": (
        "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
        "obs_status,as_of"
    ),
}


def write_districts(folder, outturns=YEARS):
    """Eight districts that overshoot in even years."""
    lines = {name: [head] for name, head in HEADS.items()}
    lines["areas"] += [f"{code},区{code[-2:]},District,county," for code in AREAS]
    for year in YEARS:
        for number, code in enumerate(AREAS):
            goal, over = 8 + 0.5 * number, 1.0 if year % 2 == 0 else -0.5
            lines["targets"].append(f"{code},gdp,{year},growth,exact,{goal},,PERCENT,{year}-01-31")
            if year in outturns:
                lines["observations"].append(
                    f"{code},gdp,A,{year},growth,{goal + over + 0.1 * number:.1f},PERCENT,real,A,"
                    f"{year + 1}-02-28"
                )
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text('{"complete": true}', "utf-8")
    (folder / "indicators.csv").write_bytes((open_data().folder / "indicators.csv").read_bytes())
    for name, table in lines.items():
        (folder / f"{name}.csv").write_text("\n".join(table) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def districts(tmp_path_factory):
    return write_districts(tmp_path_factory.mktemp("packages") / "districts")


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    return write_districts(tmp_path_factory.mktemp("packages") / "silent", outturns=())


@pytest.fixture(scope="module")
def run():
    return lambda *arguments: CliRunner().invoke(main, ["calibrate", *map(str, arguments)])


@pytest.fixture(scope="module")
def printed(run, districts):
    result = run("--data", districts)
    assert result.exit_code == 0, result.output
    return result.stdout


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_is_printed_with_folders_as_sources(printed):
    rows = rows_of(printed)
    assert tuple(rows[0]) == COLUMNS
    learnt = {row["source"] for row in rows if row["n"] != "0"}
    assert learnt == {"districts"}
    assert {row["period"] for row in rows if row["n"] != "0"} == {"2001-2007"}


def test_a_file_holds_what_would_be_printed(run, districts, printed, tmp_path):
    file = tmp_path / "new" / "priors.csv"
    result = run("--data", districts, "--out", file)
    assert result.exit_code == 0, result.output
    assert file.read_text("utf-8") == printed
    assert f"learnt, in {file}" in result.stdout
    assert [found.name for found in file.parent.iterdir()] == ["priors.csv"]


def test_a_package_takes_the_file_as_its_priors(run, districts, tmp_path):
    folder = write_districts(tmp_path / "district")
    assert run("--data", districts, "--out", folder / "priors.csv").exit_code == 0
    assert check(folder) == ()
    assert from_table(open_data(folder).priors, TODAY).weights.keys() == {
        "anchored",
        "trend",
        "parent",
    }


def test_another_file_is_written_over_only_when_told_to(run, districts, printed, tmp_path):
    file = tmp_path / "priors.csv"
    file.write_text("mine\n", "utf-8")
    refused = run("--data", districts, "--out", file)
    assert refused.exit_code == 2
    assert "is there and differs: name another file, or add --force" in refused.stderr
    assert file.read_text("utf-8") == "mine\n"
    assert run("--data", districts, "--out", file, "--force").exit_code == 0
    assert file.read_text("utf-8") == printed


def test_the_same_file_is_left_as_it_is(run, districts, printed, tmp_path):
    file = tmp_path / "priors.csv"
    file.write_text(printed, "utf-8")
    file.chmod(0o444)
    before = file.stat().st_mtime_ns
    assert run("--data", districts, "--out", file).exit_code == 0
    assert file.stat().st_mtime_ns == before


def test_a_date_leaves_later_pairs_out(run, districts):
    rows = rows_of(run("--data", districts, "--as-of", "2006-03-31").stdout)
    assert {row["period"] for row in rows if row["n"] != "0"} == {"2001-2005"}
    (gap,) = [row for row in rows if (row["parameter"], row["scope"]) == ("usual_gap", "gdp")]
    assert gap["n"] == str(5 * len(AREAS))


def test_a_source_without_pairs_is_no_source(run, districts, silent, printed):
    assert run("--data", districts, "--data", silent).stdout == printed


def test_wrong_use_exits_2_with_one_sentence(run, districts, silent, tmp_path):
    folder = tmp_path / "taken"
    folder.mkdir()
    for arguments, sentence in [
        (("--data", silent), "there is nothing to learn from"),
        (("--data", districts, "--as-of", "1990-01-01"), "there is nothing to learn from"),
        (("--data", districts, "--data", districts), "two data packages are called districts"),
        (("--data", "no-such-folder"), "no-such-folder is not there"),
        (("--data", districts, "--out", ""), "'--out' is empty"),
        (("--data", districts, "--out", folder), "there is a folder of that name"),
        ((), "Missing option '--data'"),
    ]:
        result = run(*arguments)
        assert result.exit_code == 2, sentence
        assert sentence in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stdout == ""
