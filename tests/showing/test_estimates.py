"""Which figures are marked as 预计, on the packaged facts."""

import pytest

from tianqiao_econ.datasets import open_data
from tianqiao_econ.showing import tables
from tianqiao_econ.showing.estimates import ESTIMATED, PRELIMINARY, provisional


@pytest.fixture(scope="module")
def package():
    return open_data()


def test_figures_of_the_district_s_report_are_estimates(package):
    key = ("370105", "gdp", "growth", "2023", "tianqiao-report-2024")
    assert provisional(package)[key] == ESTIMATED


def test_preliminary_figures_of_bulletins_are_not(package):
    frame = package.observations
    bulletins = frame[(frame["obs_status"] == "P") & frame["origin_id"].str.contains("bulletin")]
    assert len(bulletins)
    kinds = {kind for key, kind in provisional(package).items() if "bulletin" in key[-1]}
    assert kinds == {PRELIMINARY}


def test_figures_whose_remark_says_so_are_estimates(package):
    frame = package.observations
    said = frame[(frame["obs_status"] == "P") & frame["comment"].str.contains("预计")]
    found = {key[-1] for key, kind in provisional(package).items() if kind == ESTIMATED}
    assert set(said["origin_id"]) <= found


def test_a_page_marks_them_and_no_others(package):
    shown = str(tables.figures_table(package.latest(), area="370105"))
    assert "6.5%（预计）" in shown
    assert "765.6亿元（预计）" not in shown
    nation = str(tables.figures_table(package.as_of("2023-06-01"), area="CN"))
    assert "（预计）" not in nation
    assert "（初步）" in nation


def test_a_source_of_several_areas_marks_each_by_its_own_status(package):
    frame = package.observations
    rows = frame[(frame["origin_id"] == "provinces-press-2020") & (frame["indicator"] == "gdp")]
    marked = {key[0] for key in provisional(package) if key[-1] == "provinces-press-2020"}
    assert marked == set(rows.loc[rows["obs_status"] == "P", "ref_area"])
    assert set(rows["ref_area"]) - marked
