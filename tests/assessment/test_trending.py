"""Trends: what the past alone says."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import TrendBasis, compare, comparison, history, trend
from tianqiao_econ.assessment.trending import growth_series


def test_two_own_points_lean_on_the_parents_with_part_of_the_own_deviation(report_day):
    found = trend(report_day, "gdp", area="370105", year=2024)
    assert found.basis is TrendBasis.PARENT_OFFSET
    assert found.n_own == 2
    assert found.source_areas.startswith("370100")
    behind_the_city_in_2022 = 0.3 - 3.1
    assert behind_the_city_in_2022 < found.offset < 2
    assert 3 < found.mean - found.offset < 6.5


def test_a_year_that_a_listed_event_distorts_is_not_carried_forward(report_day):
    """Revenue of 2023 rebounds from the tax refunds of 2022."""
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


def test_a_single_area_is_less_certain_than_the_parents_that_it_leans_on(report_day):
    county, nation = (trend(report_day, "gdp", area=code, year=2024) for code in ("370105", "CN"))
    assert county.sd > nation.sd
    assert county.sd == pytest.approx(np.hypot(county.year_sd, county.own_sd))
    normal_p90 = 1.2815515655
    assert county.p90 - county.p10 == pytest.approx(2 * normal_p90 * county.sd)


def test_where_many_of_a_level_publish_their_mean_is_the_reference(panel_package):
    view = panel_package.as_of("2016-03-31")
    found = trend(view, "gdp", area="110100", year=2016)
    assert found.basis is TrendBasis.PEERS
    assert found.source_areas == "prefecture"
    assert (found.first_period, found.last_period) == ("2004", "2015")
    assert found.n_own == 12
    assert trend(view, "gdp", area="110000", year=2016).basis is not TrendBasis.PEERS


def test_two_areas_of_one_level_differ_by_their_own_deviation_alone(panel_package):
    view = panel_package.as_of("2016-03-31")
    one, other = (trend(view, "gdp", area=code, year=2016) for code in ("110100", "120500"))
    assert one.mean - one.offset == pytest.approx(other.mean - other.offset)
    assert one.sd == other.sd


def test_a_series_that_ended_long_ago_gives_way(made_up_panel, opened):
    tables = made_up_panel(first=1999, prefectures=2)
    outturns = tables["observations"]
    early = outturns[outturns["time_period"] <= 2009]
    only_own = early[early["ref_area"] == "110100"]
    view = opened(tables | {"observations": only_own}).as_of("2016-03-31")
    assert trend(view, "gdp", area="110100", year=2011).basis is TrendBasis.OWN
    assert trend(view, "gdp", area="110100", year=2016).basis is TrendBasis.NONE


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
