"""Which figures are marked as 预计, on the packaged facts."""

import pytest

from tianqiao_econ.datasets import open_data
from tianqiao_econ.showing import tables
from tianqiao_econ.showing.estimates import estimates


@pytest.fixture(scope="module")
def package():
    return open_data()


def test_figures_of_the_district_s_report_are_estimates(package):
    assert ("gdp", "growth", "2023", "tianqiao-report-2024") in estimates(package)


def test_preliminary_figures_of_bulletins_are_not(package):
    frame = package.observations
    bulletins = frame[(frame["obs_status"] == "P") & frame["origin_id"].str.contains("bulletin")]
    assert len(bulletins)
    assert not [key for key in estimates(package) if "bulletin" in key[-1]]


def test_figures_whose_remark_says_so_are_estimates(package):
    frame = package.observations
    said = frame[(frame["obs_status"] == "P") & frame["comment"].str.contains("预计")]
    found = {key[-1] for key in estimates(package)}
    assert set(said["origin_id"]) <= found


def test_a_page_marks_them_and_no_others(package):
    shown = str(tables.figures_table(package.latest(), area="370105"))
    assert "6.5%（预计）" in shown
    assert "765.6亿元（预计）" not in shown
    nation = str(tables.figures_table(package.as_of("2023-06-01"), area="CN"))
    assert "（预计）" not in nation
