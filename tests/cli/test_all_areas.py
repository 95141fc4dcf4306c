"""`assess --area all` on folders of one's own: an answer or a reason a row, a silent stderr."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from tianqiao_econ.cli import main

AREAS = """\
ref_area,name_zh,name_en,level,parent
CN,全国,Nation,nation,
910000,某省,Province,province,CN
910100,某市,City,prefecture,910000
910200,另市,Another,prefecture,910000
"""
TARGETS = """\
ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of
910000,gdp,2016,growth,exact,7.5,,PERCENT,2016-01-31
910100,gdp,2016,growth,at_least,8,,PERCENT,2016-01-31
910200,gdp,2016,growth,about,9,,PERCENT,2016-01-31
910200,fdi,2016,level,exact,9000,,USD_10K,2016-01-31
"""
OUTTURNS = """\
ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,obs_status,as_of
910100,gdp,A,2015,growth,7.9,PERCENT,real,A,2016-02-28
"""
VERB = ("assess", "--area", "all", "--year", "2016", "--as-of", "2016-03-31")


@pytest.fixture
def folder(tmp_path):
    """Write targets alone, of areas that the packaged facts do not know."""

    def build(*, complete, observations=""):
        (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
        (tmp_path / "targets.csv").write_text(TARGETS, "utf-8")
        if observations:
            (tmp_path / "observations.csv").write_text(observations, "utf-8")
        if complete:
            (tmp_path / "datapackage.json").write_text(json.dumps({"complete": True}), "utf-8")
        return str(tmp_path)

    return build


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("observations", ["", OUTTURNS], ids=["targets alone", "one outturn"])
def test_every_row_has_a_probability_or_its_reason(folder, complete, observations):
    data = folder(complete=complete, observations=observations)
    result = run(*VERB, "--format", "csv", "--data", data)
    assert (result.exit_code, result.stderr) == (0, "")
    every = list(csv.DictReader(io.StringIO(result.stdout)))
    rows = [
        row for row in every if row["ref_area"].startswith("91")
    ]  # packaged areas may stand beside
    assert complete == (rows == every)
    assert [row["ref_area"] for row in rows] == ["910000", "910100", "910200", "910200"]
    for row in rows:
        assert row["note"]
        assert bool(row["probability"]) == bool(row["model"])
        assert not row["probability"] or 0 < float(row["probability"]) < 1
    assert rows[-1]["note"].startswith("no published level of fdi")


def test_what_the_folder_lacks_stands_in_a_column_and_beside_a_table(folder):
    data = folder(complete=True)
    lacking = "sources are not given: there is no origins.csv"
    records = json.loads(run(*VERB, "--format", "json", "--data", data).stdout)
    assert all(lacking in record["data_note"] for record in records)
    table = run(*VERB, "--data", data)
    assert f"note: {lacking}" in table.stderr
    assert "no published level of fdi" in table.stdout


def test_the_packaged_facts_lack_nothing():
    rows = json.loads(run("assess", "--format", "json").stdout)
    assert {row["data_note"] for row in rows} == {""}
