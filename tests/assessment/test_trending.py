"""Trends: what the past alone says."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import TrendBasis, compare, comparison, history, trend
from tianqiao_econ.assessment.trending import growth_series


def test_two_own_points_lean_on_the_parents_with_half_of_the_mean_deviation(report_day):
    found = trend(report_day, "gdp", area="370105", year=2024)
    assert found.basis is TrendBasis.PARENT_OFFSET
    assert found.n_own == 2
    assert found.source_areas.startswith("370100")
    parents_2022 = 3.1
    bare = found.mean - found.offset
    assert -3 < found.offset < 0.5 * (0.3 - parents_2022 + 6.5 - 2) / 2 + 1
    assert 3 < bare < 6


def test_one_own_point_gives_the_parents_trend_without_an_offset(report_day):
    found = trend(report_day, "fiscal_revenue", area="370105", year=2024)
    assert found.basis is TrendBasis.PARENT
    assert found.n_own == 1
    assert found.offset == 0


def test_a_trend_looks_at_neither_the_target_nor_the_year_itself(package):
    before = trend(package.as_of("2023-12-31"), "gdp", area="370000", year=2023)
    after = trend(package.latest(), "gdp", area="370000", year=2023)
    assert before == after
    assert after.last_period == "2022"


def test_the_nation_stands_on_its_own_series(report_day):
    found = trend(report_day, "gdp", area="CN", year=2024)
    assert found.basis is TrendBasis.OWN
    assert found.p10 < found.mean < found.p90


def test_an_indicator_nobody_publishes_has_no_trend(report_day):
    found = trend(report_day, "industrial_investment", area="370105Z1", year=2024)
    assert found.basis is TrendBasis.NONE
    assert np.isnan(found.mean)


def test_the_parents_interval_widens_by_what_a_single_area_deviates(report_day):
    narrow = trend(report_day, "gdp", area="370105", year=2024)
    wide = trend(report_day, "gdp", area="370105", year=2024, deviation=3.0)
    assert wide.sd == pytest.approx(np.hypot(narrow.sd, 3.0))


def test_growth_is_never_computed_across_a_break(package):
    """Jinan grew by a whole city (莱芜) between 2018 and 2019."""
    growth = growth_series(package.latest(), "fiscal_revenue", "370100")
    assert growth.loc[2019] == pytest.approx(7.2)


def test_no_current_price_growth_stands_in_for_real_growth(package):
    for area in ("370105", "370100", "370000", "CN"):
        growth = growth_series(package.latest(), "gdp", area).dropna()
        assert growth.max() < 17


def test_the_comparison_spells_out_the_low_base_and_the_tax_refunds(outlook):
    table = comparison(outlook).set_index("indicator")
    assert table.loc["gdp", "base_effect"] == "low_base"
    assert table.loc["gdp", "base_growth"] == 0.3
    assert table.loc["gdp", "two_year_average"] == pytest.approx(3.35, abs=0.01)
    assert table.loc["fiscal_revenue", "base_effect"] == "tax_refund"
    assert table.loc["retail_sales", "base_effect"] == "none"


def test_parents_stand_beside_the_district_nearest_first(outlook):
    gdp = comparison(outlook).set_index("indicator").loc["gdp"]
    assert [gdp[f"parent_{k}_area"] for k in (1, 2, 3)] == ["370100", "370000", "CN"]
    assert gdp["parent_1_last_growth"] == 3.1
    assert np.isnan(gdp["parent_3_target"])


def test_parents_targets_appear_once_they_are_out(package):
    gdp = compare(package.as_of("2024-03-31"), area="370105", year=2024).set_index("indicator")
    assert gdp.loc["gdp", "parent_3_target"] == 5.0
    assert gdp.loc["gdp", "parent_2_target"] == 5.0


def test_the_level_target_is_compared_by_the_growth_it_implies(outlook):
    fdi = comparison(outlook).set_index("indicator").loc["fdi"]
    assert fdi["implied_growth"] == -13.5
    assert fdi["target_minus_trend"] == pytest.approx(-13.5 - fdi["trend_growth"])


def test_history_holds_the_district_and_its_parents_with_their_origins(report_day):
    frame = history(report_day, "gdp", area="370105")
    assert list(frame["ref_area"].unique()) == ["370105", "370100", "370000", "CN"]
    assert (frame["origin_id"] != "").all()
    assert frame.loc[frame["ref_area"] == "370105", "obs_value"].tolist() == [0.3, 6.5]
