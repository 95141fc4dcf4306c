"""Rolling origins over a made-up panel whose truth is known."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import scoringrules

from tianqiao_econ.assessment import assess
from tianqiao_econ.assessment.backtest import backtest
from tianqiao_econ.assessment.backtest_origins import (
    COLUMNS,
    INTERVALS,
    Judged,
    Settings,
    draw_scores,
    model_draws,
)
from tianqiao_econ.assessment.backtest_references import base_rate, last_value
from tianqiao_econ.assessment.backtest_tables import coverage, skills
from tianqiao_econ.assessment.engine import pooled
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.priors import START
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import NotKnown

PROVINCES = ("110000", "120000", "130000", "140000")
CITIES = tuple(f"{int(PROVINCES[n % 4]) + 100 * (n // 4 + 1)}" for n in range(48))
YEARS = range(2001, 2017)
INDICATORS = (
    "indicator,name_zh,name_en,unit_measure,unit_mult,price_basis,direction,targeted,theme,"
    "authority,definition_zh,definition_en,caveat_zh,caveat_en,display_order\n"
    "gdp,地区生产总值,GDP,CNY_100M,8,real,higher,growth,national accounts,,,,,,1\n"
    "cpi,居民消费价格,Consumer prices,INDEX,0,nominal,lower,growth,prices,,,,,,2\n"
)


def made_up_truth():
    """Targets and outturns of gdp: year shocks, and targets that stretch fall short."""
    rng = np.random.default_rng(7)
    last, rows = rng.normal(9, 1.5, len(CITIES)), []
    for year in YEARS:
        target = (9 + 0.6 * (last - 9) + rng.normal(0, 1.5, len(CITIES))).round(1)
        stretch = target - last
        gap = rng.normal(0.3, 0.7) - 0.6 * (stretch - stretch.mean())
        last = (target + gap + rng.normal(0, 1.0, len(CITIES))).round(1)
        rows += zip(CITIES, [year] * len(CITIES), target, last, strict=True)
    return pd.DataFrame(rows, columns=["ref_area", "year", "target", "outturn"])


def targets_of(pairs, indicator="gdp", basis="stated"):
    year = pairs["year"].astype(str)
    return pd.DataFrame(
        {
            "ref_area": pairs["ref_area"],
            "indicator": indicator,
            "time_period": year,
            "transformation": "growth",
            "qualifier": "exact",
            "lower": pairs["target"],
            "upper": "",
            "unit_measure": "PERCENT",
            "as_of": year + "-01-31",
            "as_of_basis": basis,
        }
    )


def outturns_of(pairs, indicator="gdp", basis="stated"):
    return pd.DataFrame(
        {
            "ref_area": pairs["ref_area"],
            "indicator": indicator,
            "freq": "A",
            "time_period": pairs["year"].astype(str),
            "transformation": "growth",
            "obs_value": pairs["outturn"],
            "unit_measure": "PERCENT",
            "price_basis": "real" if indicator == "gdp" else "nominal",
            "obs_status": "A",
            "as_of": (pairs["year"] + 1).astype(str) + "-02-28",
            "as_of_basis": basis,
        }
    )


def opened(folder, targets, observations):
    """Write and open a data package that stands on nothing else."""
    folder.mkdir()
    parents = {code: f"{code[:2]}0000" for code in CITIES}
    lines = [f"{code},{code},{code},province," for code in PROVINCES]
    lines += [f"{code},{code},{code},prefecture,{parent}" for code, parent in parents.items()]
    head = "ref_area,name_zh,name_en,level,parent"
    (folder / "areas.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, "utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "made-up", "complete": True}))
    pd.concat(targets).to_csv(folder / "targets.csv", index=False)
    pd.concat(observations).to_csv(folder / "observations.csv", index=False)
    return open_data(folder)


@pytest.fixture(scope="module")
def truth():
    return made_up_truth()


@pytest.fixture(scope="module")
def package(truth, tmp_path_factory):
    folder = tmp_path_factory.mktemp("panels") / "whole"
    return opened(folder, [targets_of(truth)], [outturns_of(truth)])


@pytest.fixture(scope="module")
def run():
    def build(package, first, last, /, **options):
        rng = np.random.default_rng(5)
        return backtest(package, first, last, **{"rng": rng, "priors": START, **options})

    return build


@pytest.fixture(scope="module")
def past(package, run):
    return run(package, 2007, 2016)


def test_every_target_has_one_row_for_each_model_that_speaks_of_it(past):
    assert tuple(past.table.columns) == COLUMNS
    assert past.models == ("pool", *MEMBERS, "base_rate", "last_value")
    assert past.years == tuple(range(2007, 2017))
    counts = past.table["model"].value_counts()
    assert "parent" not in counts  # no province has a target
    assert set(counts) == {len(CITIES) * 10}
    assert not past.table.duplicated(["row", "model"]).any()
    assert list(past.targets["row"]) == list(range(len(CITIES) * 10))


def test_intervals_hold_as_much_of_the_made_up_truth_as_they_promise(past):
    found = coverage(past).set_index(["model", "nominal"])["covered"]
    assert found["pool", 0.5] == pytest.approx(0.5, abs=0.10)
    assert found["pool", 0.8] == pytest.approx(0.8, abs=0.10)
    assert 0.91 < found["pool", 0.95] <= 1


def test_the_pool_beats_both_references_where_the_stretch_tells(past):
    found = skills(past).set_index(["reference", "score"])
    assert found.loc[("base_rate", "brier"), "lower"] > 0
    assert found.loc[("last_value", "crps"), "lower"] > 0


def test_nothing_that_came_after_an_origin_changes_it(truth, past, run, tmp_path):
    shorter = truth[truth["year"] <= 2010]
    revised = truth[truth["year"].between(2003, 2009)].assign(outturn=-20.0)
    changed = truth[truth["year"] == 2010].assign(target=30.0)
    package = opened(
        tmp_path / "cut",
        [targets_of(shorter), targets_of(changed).assign(as_of="2010-04-01")],
        [outturns_of(shorter), outturns_of(revised).assign(as_of="2010-04-01")],
    )
    found = run(package, 2007, 2010).table
    before = past.table[past.table["year"] <= 2010].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, before)


def test_an_outturn_that_is_out_already_is_no_forecast(truth, run, tmp_path):
    before = truth[truth["year"] < 2012]
    early = outturns_of(truth[truth["year"] == 2012])
    tables = [
        run(
            opened(
                tmp_path / name,
                [targets_of(truth[truth["year"] <= 2012])],
                [outturns_of(before), early.assign(as_of=day)],
            ),
            *(2012, 2012),
            day="12-28",
        ).table
        for name, day in (("early", "2012-12-20"), ("late", "2013-01-20"))
    ]
    pd.testing.assert_frame_equal(*tables)


def test_a_year_is_the_same_whichever_others_are_asked_for(package, past, run):
    alone = run(package, 2012, 2012)
    within = past.table[past.table["year"] == 2012].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.table.drop(columns="row"), within.drop(columns="row"))
    assert (alone.simulated == past.simulated[:, within["row"].unique()]).all()


def test_an_area_is_forecast_as_an_assessment_of_it_would_be(package, run):
    past = run(package, 2011, 2011, priors=None).of("pool").set_index("ref_area")
    seed = int(np.random.default_rng(5).integers(2**62))
    for area in CITIES[:3]:
        table = assess(
            package.as_of("2011-03-31"),
            area=area,
            year=2011,
            n_draws=2000,
            rng=np.random.default_rng([seed, 2011]),
        ).table
        for column in ("probability", "p10", "median", "p90", "n_pool", "n_pool_clusters"):
            assert table[column].iloc[0] == pytest.approx(past.loc[area, column]), column


def test_events_are_those_of_the_draws_behind_the_probabilities(past):
    rows = past.of("pool")
    assert past.simulated.shape == (2000, len(rows))
    assert past.simulated.mean(axis=0) == pytest.approx(rows["probability"].to_numpy())


def test_a_member_alone_is_a_pool_of_one(package, past, run):
    alone = run(package, 2013, 2013, members=["trend"])
    assert alone.models == ("pool", "trend", "base_rate", "last_value")
    scores = ["probability", "crps", "median"]
    trend = past.of("trend").query("year == 2013")[scores].reset_index(drop=True)
    for model in ("pool", "trend"):
        pd.testing.assert_frame_equal(alone.of(model)[scores], trend)


def test_where_no_member_speaks_there_is_no_row(package, run):
    alone = run(package, 2013, 2013, members=["parent"])
    assert alone.of("pool").empty
    assert len(alone.of("base_rate")) == len(CITIES)


def test_scores_are_those_of_a_library_that_others_wrote(package):
    knowledge = Knowledge.of(package.as_of("2012-03-31"), 2012, START)
    indicator, area = knowledge.panel.asked(2012)
    outturn = np.linspace(4, 14, area.size).round(1)
    judged = Judged.of(knowledge.panel, 2012, indicator, area, outturn)
    settings = Settings(START, tuple(MEMBERS), 400, None, None)
    draws = model_draws(knowledge, judged, settings, np.random.default_rng(2))["pool"]
    found = draw_scores(draws, judged, np.random.default_rng(3))
    ours, theirs = found["crps"], scoringrules.crps_ensemble(outturn, draws.T, estimator="nrg")
    assert ours.to_numpy() == pytest.approx(theirs)
    met = judged.met.astype(float)
    assert found["brier"].to_numpy() == pytest.approx(
        scoringrules.brier_score(met, found["probability"].to_numpy())
    )
    for level in INTERVALS:
        ends = np.quantile(draws, [0.5 - level / 200, 0.5 + level / 200], axis=0)
        assert (found[f"covered_{level}"] == ((ends[0] <= outturn) & (outturn <= ends[1]))).all()
    assert found["pit"].between(0, 1, inclusive="neither").all()


def test_the_pool_that_is_scored_is_the_engines(package):
    knowledge = Knowledge.of(package.as_of("2012-03-31"), 2012, START)
    indicator, area = knowledge.panel.asked(2012)
    judged = Judged.of(knowledge.panel, 2012, indicator, area, np.full(area.size, 9.0))
    settings = Settings(START, tuple(MEMBERS), 4000, None, None)
    draws = model_draws(knowledge, judged, settings, np.random.default_rng(2))
    for name in ("anchored", "trend"):
        pool = pooled(knowledge, indicator, area, (name,))
        middle = np.nansum(pool.centre * pool.weight, axis=0)
        assert np.median(draws[name], axis=0) == pytest.approx(middle, abs=0.25)
    assert np.isnan(draws["parent"]).all()


def test_the_base_rate_counts_earlier_targets_alone(truth, past):
    for year in (2007, 2012):
        earlier = truth[truth["year"] < year]
        met = (earlier["outturn"] >= earlier["target"]).sum()
        rate = past.of("base_rate").query("year == @year")["probability"].unique()
        assert rate == pytest.approx([(met + 0.5) / (len(earlier) + 1)])


def test_a_base_rate_starts_from_a_half_and_says_so(package, run):
    first = run(package, 2001, 2002)
    rates = first.of("base_rate").groupby("year")["probability"].unique()
    assert rates[2001].tolist() == [0.5]
    assert rates[2002].tolist() != [0.5]
    assert first.notes == ("2001: no earlier pair of target and outturn, so the base rate is 0.5",)
    assert first.of("last_value").query("year == 2001").empty
    assert len(first.of("pool").query("year == 2001")) == len(CITIES)


def test_an_indicator_without_pairs_takes_the_base_rate_of_all(truth, tmp_path):
    prices = truth[truth["year"] == 2005].assign(target=3.0)
    package = opened(
        tmp_path / "prices", [targets_of(truth), targets_of(prices, "cpi")], [outturns_of(truth)]
    )
    knowledge = Knowledge.of(package.as_of("2005-03-31"), 2005, START)
    gdp, cpi = (knowledge.panel.indicators.index(code) for code in ("gdp", "cpi"))
    rates = base_rate(knowledge, np.array([gdp, cpi, gdp]))
    assert rates[0] == rates[1] == rates[2]
    assert 0 < rates[0] < 1


def test_the_last_value_is_spread_as_wide_as_it_missed_before(truth, past):
    wide = truth.pivot_table(index="ref_area", columns="year", values="outturn")
    missed = wide.diff(axis=1).loc[:, 2002:2011].to_numpy()
    spread = np.sqrt(np.mean(missed**2))
    found = past.of("last_value").query("year == 2012").set_index("ref_area")
    last = wide[2011].reindex(found.index)
    assert found["median"].to_numpy() == pytest.approx(last.to_numpy())
    theirs = scoringrules.crps_normal(found["outturn"].to_numpy(), last.to_numpy(), spread)
    assert found["crps"].to_numpy() == pytest.approx(theirs, abs=2e-3)
    assert (found["p90"] - found["p10"]).to_numpy() == pytest.approx(2 * 1.2816 * spread, abs=0.01)


def test_a_last_value_may_be_some_years_old(truth, tmp_path):
    gone = (truth["ref_area"] == CITIES[0]) & truth["year"].between(2009, 2011)
    package = opened(tmp_path / "gap", [targets_of(truth)], [outturns_of(truth[~gone])])
    knowledge = Knowledge.of(package.as_of("2012-03-31"), 2012, START)
    panel = knowledge.panel
    k, a = panel.indicators.index("gdp"), panel.areas.index(CITIES[0])
    draws = last_value(knowledge, np.array([k]), np.array([a]), 101)
    newest = truth.query("ref_area == @CITIES[0] and year == 2008")["outturn"].iloc[0]
    assert np.median(draws) == pytest.approx(newest)


def test_a_ceiling_is_met_from_below(truth, run, tmp_path):
    chosen = truth[truth["ref_area"].isin(CITIES[:12]) & (truth["year"] >= 2010)]
    prices = chosen.assign(target=3.0, outturn=np.where(chosen["year"] < 2014, 1.0, 5.0))
    package = opened(
        tmp_path / "cpi",
        [targets_of(chosen), targets_of(prices, "cpi")],
        [outturns_of(chosen), outturns_of(prices, "cpi")],
    )
    found = run(package, 2013, 2014, indicators=["cpi"]).of("pool")
    assert set(found["indicator"]) == {"cpi"}
    assert found.groupby("year")["met"].mean().to_dict() == {2013: 1.0, 2014: 0.0}
    assert (found["probability"] > 0.5).all()


def test_only_chosen_levels_are_judged_and_all_are_learnt_from(truth, run, tmp_path):
    above = truth[truth["ref_area"].isin(CITIES[:4])].assign(
        ref_area=lambda rows: rows["ref_area"].str[:2] + "0000"
    )
    both = pd.concat([truth, above])
    package = opened(tmp_path / "levels", [targets_of(both)], [outturns_of(both)])
    whole = run(package, 2012, 2012)
    chosen = run(package, 2012, 2012, levels=["prefecture"])
    assert set(whole.of("pool")["level"]) == {"province", "prefecture"}
    assert set(chosen.of("pool")["level"]) == {"prefecture"}
    assert len(whole.of("parent")) == len(CITIES)
    columns = ["ref_area", "probability", "crps"]
    pd.testing.assert_frame_equal(
        chosen.of("pool")[columns],
        whole.of("pool").query("level == 'prefecture'")[columns].reset_index(drop=True),
    )


def test_rows_with_an_assumed_date_are_told_apart(truth, run, tmp_path):
    by_target = truth["ref_area"] == CITIES[0]
    by_outturn = truth["ref_area"] == CITIES[1]
    package = opened(
        tmp_path / "dates",
        [targets_of(truth[~by_target]), targets_of(truth[by_target], basis="assumed")],
        [outturns_of(truth[~by_outturn]), outturns_of(truth[by_outturn], basis="assumed")],
    )
    found = run(package, 2013, 2014)
    assumed = found.table.loc[found.table["as_of_assumed"], "ref_area"]
    assert set(assumed) == set(CITIES[:2])
    stated = found.without_assumed()
    assert set(stated.table["ref_area"]) == set(CITIES[2:])
    assert not stated.reason


def test_a_back_test_of_assumed_dates_alone_is_empty_and_says_why(truth, run, tmp_path):
    package = opened(tmp_path / "all", [targets_of(truth, basis="assumed")], [outturns_of(truth)])
    stated = run(package, 2013, 2014).without_assumed()
    assert stated.table.empty
    assert stated.years == ()
    assert "assumed date" in stated.reason


def test_crisis_years_can_be_left_out(past):
    calm = past.without_years()
    assert calm.years == (2007, *range(2010, 2017))
    assert "2007" in past.without_years(range(2007, 2017)).reason


def test_years_that_cannot_be_judged_are_skipped_and_named(truth, run, tmp_path):
    targets = truth[truth["year"] != 2012]
    late = targets_of(targets).assign(
        as_of=lambda rows: rows["as_of"].where(rows["time_period"] != "2013", "2013-06-30")
    )
    known = truth[(truth["year"] != 2014) & ~((truth["year"] == 2011) & (truth.index % 2 == 0))]
    package = opened(tmp_path / "holes", [late], [outturns_of(known)])
    found = run(package, 2011, 2015)
    assert found.years == (2011, 2015)
    assert dict(found.skipped) == {
        2012: "2012: the data hold no growth target",
        2013: "2013: no growth target was known on 2013-03-31",
        2014: "2014: none of 48 targets has an announced outturn",
    }
    assert found.notes == ("2011: 24 of 48 targets have no announced outturn and are not judged",)


def test_a_later_day_sees_what_came_out_by_then(truth, run, tmp_path):
    late = targets_of(truth).assign(as_of=lambda rows: rows["time_period"] + "-06-30")
    package = opened(tmp_path / "late", [late], [outturns_of(truth)])
    assert run(package, 2013, 2013, day="07-31").years == (2013,)
    with pytest.raises(NotKnown, match="2013-03-31"):
        run(package, 2013, 2013)
