"""Drivers: five shares that lead from the engine's start to the chance of a target."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import FACTORS, assess, attainment_pairs, drivers, unexplained
from tianqiao_econ.assessment.drivers import _coalitions, met_record
from tianqiao_econ.assessment.engine import SEED, shocks_again, shocks_of
from tianqiao_econ.assessment.knowledge import knowledge_of
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import EconError

COUNTIES = [f"9901{number:02d}" for number in range(1, 15)]
AREAS = "ref_area,name_zh,name_en,level,parent"
TARGETS = "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of"
OBSERVATIONS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of"
)


def made_up(folder, *, target=7.0, city_target=7.0, last=None):
    """A city of fourteen counties whose growth does not care for its targets; 2024 is asked."""
    rng = np.random.default_rng(7)
    years = range(2010, 2024)
    city = 7 + np.cumsum(rng.normal(0, 0.4, len(years)))
    areas = [AREAS, "990100,甲市,Jia,prefecture,CN"]
    targets = [TARGETS, f"990100,gdp,2024,growth,exact,{city_target},,PERCENT,2024-01-05"]
    outturns = [OBSERVATIONS]
    series = {"990100": city}
    for code in COUNTIES:
        areas.append(f"{code},县{code[-2:]},County {code[-2:]},county,990100")
        series[code] = city + rng.normal(0, 0.5) + rng.normal(0, 0.8, len(years))
        asked = target if code == COUNTIES[0] else series[code][-1] + 0.5
        targets.append(f"{code},gdp,2024,growth,exact,{asked:.1f},,PERCENT,2024-01-05")
    if last is not None:
        series[COUNTIES[0]][-2:] = last
    for code, growth in series.items():
        for year, rate in zip(years, growth, strict=True):
            asked = rate - rng.normal(0.3, 1.5)
            targets.append(f"{code},gdp,{year},growth,exact,{asked:.1f},,PERCENT,{year}-01-05")
            outturns.append(
                f"{code},gdp,A,{year},growth,{rate:.1f},PERCENT,real,A,{year + 1}-01-02"
            )
    folder.mkdir(exist_ok=True)
    for name, lines in (("areas", areas), ("targets", targets), ("observations", outturns)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return assess(open_data(folder).as_of("2024-01-10"), area=COUNTIES[0], year=2024)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    return made_up(tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="module")
def table(outlook):
    return drivers(outlook)


def of(outlook, column="gdp"):
    """Rows of a target by factor."""
    frame = drivers(outlook)
    return frame[frame["column"] == column].set_index("factor")


def assert_adds_up(frame):
    for _, rows in frame.groupby("column"):
        total = rows["start"].iloc[0] + rows["points"].sum() / 100
        assert total == pytest.approx(rows["probability"].iloc[0], abs=1e-12)


def test_the_shares_lead_from_the_start_to_the_probability_of_the_report(table):
    assert_adds_up(table)


def test_the_shares_add_up_on_a_made_up_panel(county):
    assert_adds_up(drivers(county))


def test_the_end_is_the_probability_of_the_outlook_itself(outlook, table):
    for column, rows in table.groupby("column"):
        assert (rows["probability"] == outlook.probability(column)).all()


def test_every_explained_target_has_the_five_factors_in_order(outlook, table):
    explained = [column for column in outlook.columns if column not in unexplained(outlook)]
    assert list(table["column"].unique()) == explained
    assert all(tuple(rows["factor"]) == FACTORS for _, rows in table.groupby("column"))


def test_a_target_without_the_pool_has_no_rows_and_its_model_is_named(outlook, table):
    assert unexplained(outlook) == {"fdi": "growth_spread"}
    assert "fdi" not in set(table["column"])


def test_the_start_is_the_long_run_gap_with_all_the_doubt_of_knowing_nothing_more(county):
    """The anchored draws by hand: target, long-run gap, spread without a record or a stretch."""
    known = knowledge_of(county.view, 2024)
    k, a = known.panel.indicators.index("gdp"), known.panel.areas.index(COUNTIES[0])
    level = int(known.panel.level[a])
    entry = k * known.panel.levels + level
    told, far = known.anchoring, known.anchoring.shocks(known.panel.levels, 9999)
    unknown = told.spread[k, level] ** 2 + (told.slope[k] * told.stretch_sd[k]) ** 2
    own_sd = np.sqrt(unknown + told.scale[k] ** 2 * known.priors.area) * known.priors.spread
    shocks = shocks_of(known, len(county.draws), np.random.default_rng(SEED))
    own = shocks.own(COUNTIES[0], "990100")[:, k]
    year = shocks.year(level)[:, k]
    draws = known.shocks.long_run[entry] + far.sd[entry] * year + own_sd * own
    met = (7.0 + draws >= county.events[0].latent_lower) | (shocks.member[:, k] < known.exact[k])
    start = met.mean()
    assert of(county)["start"].iloc[0] == pytest.approx(start, abs=1e-9)


def test_the_usual_shocks_are_drawn_once_and_others_again(county):
    known = knowledge_of(county.view, 2024)
    assert shocks_again(known, county) is shocks_again(known, county)
    other = assess(county.view, area=COUNTIES[0], year=2024, rng=np.random.default_rng(5))
    assert shocks_again(known, other) is not shocks_again(known, county)
    with pytest.raises(EconError, match="cannot be made again"):
        shocks_again(known, replace(county, rng=None))


def test_another_source_of_randomness_is_drawn_again_just_the_same(report_day):
    rng = np.random.default_rng(5)
    rng.random(3)
    outlook = assess(report_day, area="370105", year=2024, n_draws=3000, rng=rng)
    frame = drivers(outlook)
    for column, rows in frame.groupby("column"):
        assert (rows["probability"] == outlook.probability(column)).all()
    assert drivers(outlook).equals(frame)


@pytest.mark.parametrize("column", ["trade", "disposable_income"])
def test_without_a_known_outturn_neither_stretch_nor_base_effect_count(table, column):
    rows = table[table["column"] == column].set_index("factor")
    assert rows.loc[["stretch", "base_effect"], "points"].abs().max() < 1e-9


def test_a_rebound_that_is_left_out_seems_to_help_and_is_taken_back(table):
    """天桥's revenue rose by 35.3 % in 2023, after refunds of the year before."""
    rows = table[table["column"] == "fiscal_revenue"].set_index("factor")
    assert rows.loc["base_effect", "centre_points"] < 0


def test_a_jump_after_a_collapse_is_not_taken_at_its_face_value(tmp_path):
    jump = of(made_up(tmp_path / "jump", last=[-1.0, 13.0]))
    steady = of(made_up(tmp_path / "steady", last=[7.0, 7.0]))
    assert abs(steady.loc["base_effect", "centre_points"]) < 0.05
    assert jump.loc["base_effect", "centre_points"] < -0.1


def test_a_higher_target_is_more_of_a_stretch(tmp_path):
    """Outturns that do not care for targets: what is asked for more is missed by more."""
    modest = of(made_up(tmp_path / "modest", target=6.0))
    bold = of(made_up(tmp_path / "bold", target=9.0))
    assert bold.loc["stretch", "points"] < 0 < modest.loc["stretch", "points"]
    assert bold["probability"].iloc[0] < modest["probability"].iloc[0]


def test_a_higher_target_of_the_parent_counts_under_parents(tmp_path):
    low = of(made_up(tmp_path / "low", city_target=5.0))
    high = of(made_up(tmp_path / "high", city_target=9.0))
    assert high.loc["parents", "points"] > low.loc["parents", "points"]
    assert high["start"].iloc[0] == low["start"].iloc[0]


def test_a_higher_what_if_number_can_raise_neither_start_nor_probability(report_day):
    last = {"start": 1.0, "probability": 1.0}
    for number in (4.0, 5.5, 6.5, 8.0):
        what_if = assess(report_day, area="370105", year=2024, targets={"gdp": number})
        rows = of(what_if)
        assert_adds_up(rows.reset_index())
        for name, before in last.items():
            assert rows[name].iloc[0] <= before
        last = {name: rows[name].iloc[0] for name in last}


def test_forgetting_widens_the_anchored_forecast(county):
    """Bits of a coalition in the order of the factors; all but the parents can be forgotten."""
    knowledge = knowledge_of(county.view, 2024)
    place = np.array([knowledge.panel.indicators.index("gdp")])
    area = np.array([knowledge.panel.areas.index(COUNTIES[0])])
    known = [one.centres(place, area) for one in _coalitions(knowledge)]
    everything = len(known) - 1
    for factor, spread in (("stretch", "own_sd"), ("year", "year_sd"), ("record", "own_sd")):
        without = everything - (1 << FACTORS.index(factor))
        assert getattr(known[without], spread) > getattr(known[everything], spread)


def test_a_level_that_is_forecast_like_growth_is_taken_apart_too(own_outlook):
    outlook = own_outlook(
        ["fiscal_revenue,2024,level,一般公共预算收入105亿元,exact,105,,CNY_100M,2024-01-10"],
        ["fiscal_revenue,A,2023,level,100,CNY_100M,nominal,A,2024-01-05,exact"],
    )
    assert outlook.table["model"].tolist() == ["pool"]
    frame = drivers(outlook)
    assert_adds_up(frame)
    assert (frame["probability"] == outlook.probability("fiscal_revenue")).all()


def test_an_area_with_nothing_to_take_apart_gives_an_empty_table(own_outlook):
    outlook = own_outlook(["gdp,2024,growth,6%以内,at_most,,6,PERCENT,2024-01-10"])
    frame = drivers(outlook)
    assert frame.empty
    assert "points" in frame
    assert unexplained(outlook) == {"gdp": ""}


def test_draws_of_somebody_else_are_refused_in_a_sentence(outlook):
    with pytest.raises(EconError, match="take one from assess"):
        drivers(replace(outlook, rng=None))


PAIRS = pd.DataFrame(
    {
        "indicator": ["gdp"] * 13 + ["cpi"] * 4,
        "level": ["county"] * 10 + ["province"] * 3 + ["county"] * 4,
        "direction": ["higher"] * 13 + ["lower"] * 4,
        "gap": [0.0, 0.1, *[-0.1] * 8, *[1.0] * 3, -0.5, 0.0, 0.1, 2.0],
    }
)


def test_the_record_counts_targets_met_at_the_own_level_where_there_are_enough():
    assert met_record(PAIRS, "gdp", "county") == {
        "met_share": 0.2,
        "met_n": 10,
        "met_level": "county",
    }
    everywhere = met_record(PAIRS, "gdp", "province")
    assert (everywhere["met_n"], everywhere["met_level"]) == (13, "")
    assert everywhere["met_share"] == pytest.approx(5 / 13)


def test_the_record_counts_a_ceiling_met_from_below_and_may_be_empty():
    assert met_record(PAIRS, "cpi", "nation")["met_share"] == 0.5
    nothing = met_record(PAIRS, "trade", "county")
    assert (nothing["met_n"], np.isnan(nothing["met_share"])) == (0, True)


def test_the_record_beside_the_start_is_of_earlier_years_known_on_the_date(table, report_day):
    pairs = attainment_pairs(report_day).query("year < 2024 and indicator == 'fiscal_revenue'")
    here = pairs[pairs["level"] == "county"]
    row = table[table["indicator"] == "fiscal_revenue"].iloc[0]
    assert (row["met_n"], row["met_level"]) == (len(here), "county")
    assert row["met_share"] == (here["gap"] >= 0).mean()
