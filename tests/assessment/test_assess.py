"""Assessments of the packaged facts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import COLUMNS, assess
from tianqiao_econ.framework import NotKnown, UnknownName

EIGHT = [
    "gdp",
    "fiscal_revenue",
    "fixed_investment",
    "industrial_va",
    "retail_sales",
    "trade",
    "fdi",
    "disposable_income",
]
CONTRACT = [
    "ref_area",
    "indicator",
    "year",
    "as_of",
    "transformation",
    "unit_measure",
    "wording",
    "qualifier",
    "event_lower",
    "event_upper",
    "event_text",
    "event_implied_growth",
    "last_period",
    "last_outturn",
    "trend",
    "median",
    "p10",
    "p90",
    "probability",
    "target_minus_trend",
    "n_own",
    "n_pool",
    "n_pool_clusters",
    "model",
    "target_origin_id",
    "outturn_origin_id",
    "note",
]


def row(outlook, indicator):
    return outlook.table.set_index("indicator").loc[indicator]


def test_the_columns_of_the_contract_come_first_and_in_order(outlook):
    assert list(COLUMNS[: len(CONTRACT)]) == CONTRACT
    assert list(outlook.table.columns) == list(COLUMNS)


def test_the_eight_targets_of_2024_come_in_the_order_of_the_report(outlook):
    assert list(outlook.table["indicator"]) == EIGHT


def test_every_target_has_a_probability_an_event_an_origin_and_a_number_of_pairs(outlook):
    table = outlook.table
    assert table["probability"].between(0, 1).all()
    assert (table["event_text"] != "").all()
    assert (table["target_origin_id"] == "tianqiao-report-2024").all()
    assert (table["n_pool"] > 0).all()
    assert (table["n_pool_clusters"] > 0).all()
    assert (table["n_pool_clusters"] <= table["n_pool"]).all()


def test_pooled_rows_name_the_members_and_the_pairs_behind_them(outlook):
    table = outlook.table[outlook.table["model"] == "pool"]
    shape = (
        r"pool of \w+ \d+%( \+ \w+ \d+%)*; gaps of \d+ pairs of \w+ at county level"
        r" and \d+ at other levels, from \d+ areas, \d+ years and \d+ clusters"
    )
    assert len(table) >= 6
    assert table["note"].str.match(shape).all()
    here = table["note"].str.extract(r"gaps of (\d+) pairs")[0].astype(int)
    elsewhere = table["note"].str.extract(r"and (\d+) at other")[0].astype(int)
    assert (here + elsewhere).tolist() == table["n_pool"].tolist()
    assert (table["note"].str.contains("no pair at this level") == (here == 0)).all()


def test_the_fdi_target_is_an_event_on_the_level_and_asks_for_a_fall(outlook):
    fdi = row(outlook, "fdi")
    assert fdi["event_lower"] == 7000
    assert fdi["unit_measure"] == "USD_10K"
    assert fdi["event_implied_growth"] == -13.5
    assert fdi["p10"] < fdi["last_outturn"] < fdi["p90"]


def test_a_printed_6_5_meets_6_5(outlook):
    assert outlook.events[0].latent_lower == 6.45
    draws = outlook.draws["gdp"]
    assert outlook.probability("gdp") == pytest.approx((draws >= 6.45).mean())


def test_everything_is_read_off_the_same_draws(outlook):
    table = outlook.table.set_index("indicator")
    for column in outlook.columns:
        assert table.loc[column, "median"] == pytest.approx(outlook.draws[column].median())
        assert table.loc[column, "probability"] == outlook.met[column].mean()
    counts = outlook.number_met()
    assert counts.sum() == pytest.approx(1)
    assert counts.iloc[-1] == pytest.approx(outlook.probability_all())
    expected = table["probability"].sum()
    assert (counts * counts.index).sum() == pytest.approx(expected)


def test_the_targets_share_their_year(outlook):
    """The variance of the number met exceeds that of independent targets."""
    chances = outlook.met.mean()
    independent = (chances * (1 - chances)).sum()
    assert outlook.met.sum(axis=1).var() > 1.3 * independent


def test_the_same_call_gives_the_same_numbers(report_day, outlook):
    again = assess(report_day, area="370105", year=2024)
    pd.testing.assert_frame_equal(again.table, outlook.table)
    pd.testing.assert_frame_equal(again.draws, outlook.draws)


def test_another_seed_moves_probabilities_little(report_day, outlook):
    other = assess(report_day, area="370105", year=2024, rng=np.random.default_rng(1))
    assert not other.draws.equals(outlook.draws)
    difference = (other.table["probability"] - outlook.table["probability"]).abs()
    assert difference.max() < 0.02


def test_before_the_report_no_target_was_known(package):
    with pytest.raises(NotKnown, match="2023-12-31"):
        assess(package.as_of("2023-12-31"), area="370105", year=2024)


def test_on_a_later_day_more_is_seen(package, report_day):
    later = package.as_of("2025-12-31")
    moved, fixed = (assess(view, area="370105", year=2024) for view in (later, report_day))
    assert not np.allclose(moved.table["probability"], fixed.table["probability"])


VERDICT = ["outturn", "outturn_as_of", "outturn_as_of_basis", "met", "verdict_origin_id"]


@pytest.mark.parametrize("area", ["CN", "110000", "110100"])
def test_what_became_known_later_moves_nothing_but_the_verdict(
    made_up_panel, planted, opened, area
):
    """Outturns, revisions, other targets and an event, all dated after the day of the forecast."""
    tables = made_up_panel()
    plain, late = (
        assess(opened(some).as_of("2016-03-31"), area=area, year=2016)
        for some in (tables, planted(tables))
    )
    pd.testing.assert_frame_equal(late.draws, plain.draws, check_exact=True)
    one, other = (outlook.table.drop(columns=VERDICT) for outlook in (plain, late))
    pd.testing.assert_frame_equal(other, one, check_exact=True)
    assert (late.table["outturn"] == 77.0).all()


def test_the_year_s_own_outturn_moves_nothing_though_it_is_out(made_up_panel, opened):
    tables = made_up_panel()
    old = tables["observations"]
    absurd = old.assign(obs_value=old["obs_value"].where(old["time_period"] < 2016, 77.0))
    plain, late = (
        assess(opened(some).as_of("2017-12-31"), area="110100", year=2016)
        for some in (tables, tables | {"observations": absurd})
    )
    pd.testing.assert_frame_equal(late.draws, plain.draws)
    assert late.table["note"].str.endswith("was already out on this date and is not used").all()


def test_a_what_if_changes_what_has_to_be_reached_and_not_the_forecast(report_day, outlook):
    easier = assess(report_day, area="370105", year=2024, targets={"gdp": 6.0, "fdi": 8092})
    pd.testing.assert_frame_equal(easier.draws, outlook.draws)
    assert easier.probability("gdp") > outlook.probability("gdp")
    assert easier.probability("fdi") < outlook.probability("fdi")
    assert row(easier, "gdp")["event_lower"] == 6.0


def test_a_what_if_on_a_target_that_is_not_there_names_the_nearest(report_day):
    with pytest.raises(UnknownName, match="gdp") as caught:
        assess(report_day, area="370105", year=2024, targets={"gpd": 6.0})
    assert "gdp" in caught.value.suggestions


def test_a_year_that_is_over_tells_outturn_and_verdict(package):
    shandong = assess(package.as_of("2023-01-31"), area="370000", year=2023)
    gdp, cpi = row(shandong, "gdp"), row(shandong, "cpi")
    assert (gdp["outturn"], gdp["met"]) == (6.0, True)
    assert (cpi["event_upper"], cpi["outturn"], cpi["met"]) == (3.0, 0.1, True)
    assert gdp["outturn_as_of"] > "2023-12-31"


def test_a_verdict_does_not_move_the_forecast(package):
    """The outturn of 2023 is in the package, but not in the view of January 2023."""
    outlook = assess(package.as_of("2023-01-31"), area="370000", year=2023)
    assert row(outlook, "gdp")["last_period"] <= "2022"


def test_a_ceiling_is_met_from_below(package):
    nation = assess(package.as_of("2023-03-05"), area="CN", year=2023)
    draws = nation.draws["cpi"]
    assert nation.probability("cpi") == pytest.approx((draws < 3.05).mean())


def test_about_has_a_sensitivity_of_half_a_point(package):
    nation = assess(package.as_of("2023-03-05"), area="CN", year=2023)
    gdp = row(nation, "gdp")
    assert gdp["qualifier"] == "about"
    assert gdp["probability_tolerant"] > gdp["probability"]
    lenient = assess(package.as_of("2023-03-05"), area="CN", year=2023, tolerance=0.5)
    assert lenient.probability("gdp") == pytest.approx(gdp["probability_tolerant"])


def test_a_range_is_met_from_its_lower_bound(package):
    nation = assess(package.as_of("2019-03-05"), area="CN", year=2019)
    gdp = row(nation, "gdp")
    assert gdp["qualifier"] == "range"
    assert gdp["event_lower"] == 6.0
    assert np.isnan(gdp["event_upper"])


def test_every_area_with_targets_can_be_assessed_in_every_year(package):
    """No number without a model, no gap without a reason."""
    targets = package.targets
    annual = targets[targets["aggregation"] == "annual"]
    places = annual[["ref_area", "time_period"]].drop_duplicates()
    sample = places.iloc[:: max(len(places) // 25, 1)]
    for area, period in sample.itertuples(index=False):
        view = package.as_of(package.target_date(area, int(period)))
        table = assess(view, area=area, year=int(period), n_draws=500).table
        given = table["probability"].notna()
        assert (table.loc[given, "model"] != "").all()
        assert (table.loc[~given, "note"] != "").all()
        assert (table.loc[~given, "model"] == "").all()


def test_an_aligned_target_is_an_event_on_two_outturns(package):
    rows = package.targets
    aligned = rows[(rows["qualifier"] == "aligned") & (rows["aggregation"] == "annual")]
    newest = aligned.sort_values(["time_period", "ref_area"]).iloc[-1]
    area, year = newest["ref_area"], int(newest["time_period"])
    outlook = assess(package.as_of(package.target_date(area, year)), area=area, year=year)
    line = row(outlook, newest["indicator"])
    assert line["model"] == "difference"
    assert f"of {area}:gdp" in line["event_text"]
    assert 0 < line["probability"] < 1
