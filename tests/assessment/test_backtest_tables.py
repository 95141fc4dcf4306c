"""What is read off a back-test, on rows made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment.backtest import Backtest
from tianqiao_econ.assessment.backtest_origins import COLUMNS
from tianqiao_econ.assessment.backtest_tables import (
    ONE_YEAR,
    PERFECT,
    calibration,
    coverage,
    means,
    record,
    reliability,
    skills,
    summary,
    tables,
)
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.forecasting import by_year_interval, ratio_interval
from tianqiao_econ.framework import UnknownName

MODELS = ("pool", "trend", "base_rate")


def rows_of(model, years, probability, met, **columns):
    """Rows of one model; scores other than the Brier score are made up."""
    probability, met = np.asarray(probability, dtype=float), np.asarray(met, dtype=bool)
    count = len(years)
    frame = pd.DataFrame(
        {
            "row": np.arange(count),
            "ref_area": [f"3701{n:02d}" for n in range(count)],
            "indicator": ["gdp", "trade"] * (count // 2),
            "level": "county",
            "year": years,
            "met": met,
            "as_of_assumed": False,
            "model": model,
            "probability": probability,
            "brier": (probability - met) ** 2,
            "log_score": np.abs(probability - met),
            "crps": np.arange(1.0, count + 1),
            "covered_50": 0.0,
            "covered_80": 1.0,
            "covered_95": 1.0,
            "pit": 0.5,
        }
    ).assign(**columns)
    return frame.reindex(columns=list(COLUMNS))


def back_test(*frames):
    table = pd.concat(frames, ignore_index=True)
    rows = int(table["row"].max()) + 1
    simulated = np.random.default_rng(1).random((500, rows)) < 0.5
    return Backtest(2010, 2012, "03-31", table, simulated, MODELS, {}, ())


@pytest.fixture
def past():
    years, met = [2010, 2010, 2010, 2010, 2011, 2012], [1, 1, 0, 1, 0, 0]
    spoken = [2010, 2010, 2011, 2012]
    base = rows_of("base_rate", years, [0.5] * 6, met, crps=np.nan, covered_50=np.nan)
    return back_test(
        rows_of("pool", years, [0.9, 0.8, 0.3, 0.7, 0.4, 0.2], met),
        rows_of("trend", spoken, [0.6, 0.6, 0.6, 0.6], [1, 1, 0, 0], row=[0, 1, 4, 5]),
        base.assign(covered_80=np.nan, covered_95=np.nan, pit=np.nan),
    )


def test_each_year_counts_the_same_in_a_mean(past):
    pool = means(past).set_index("model").loc["pool"]
    by_year = [np.mean([0.01, 0.04, 0.09, 0.09]), 0.16, 0.04]
    assert pool["brier"] == pytest.approx(np.mean(by_year))
    assert pool["met"] == pytest.approx(0.75 / 3)
    assert (pool["n"], pool["n_years"]) == (6, 3)


def test_models_keep_their_order(past):
    assert tuple(means(past)["model"]) == MODELS
    assert means(past, "year")["model"].tolist()[:3] == list(MODELS)


def test_means_can_be_told_apart_by_a_column(past):
    found = means(past, "indicator").set_index(["indicator", "model"])
    assert found.loc[("gdp", "pool"), "n"] == 3
    yearly = means(past, "year").set_index(["year", "model"])
    assert yearly.loc[(2011, "pool"), "brier"] == pytest.approx(0.16)


def test_the_record_has_the_columns_of_the_data_package(past):
    found = record(past)
    assert list(found.columns) == [column.name for column in TABLES["record"].columns]
    assert list(reliability(past).columns) == [c.name for c in TABLES["reliability"].columns]
    assert found["scope"].drop_duplicates().tolist() == ["all", "gdp", "trade", "county"]


def test_the_record_holds_the_base_rate_of_the_same_targets_beside_each_model(past):
    found = record(past).set_index(["scope", "model"])
    assert found.loc[("all", "pool"), "brier_base"] == pytest.approx(0.25)
    trend = found.loc[("all", "trend")]
    assert (trend["n"], trend["years"], trend["first_year"], trend["last_year"]) == (
        *(4, 3),
        *(2010, 2012),
    )
    assert found.loc[("gdp", "pool"), "brier"] == pytest.approx(np.mean([0.05, 0.16]))


def test_a_summary_gives_the_interval_by_year_of_every_score(past):
    found = summary(past).set_index(["model", "score"])
    rows = past.of("pool")
    expected = by_year_interval(rows["brier"], rows["year"])
    told = found.loc[("pool", "brier"), ["mean", "lower", "upper"]]
    assert told.tolist() == pytest.approx([expected.estimate, expected.lower, expected.upper])
    assert found.loc[("pool", "brier"), "mean_of_rows"] == pytest.approx(rows["brier"].mean())
    assert ("base_rate", "crps") not in found.index


def test_skill_is_taken_on_the_targets_that_both_speak_of(past):
    found = skills(past).set_index(["reference", "score"])
    both = past.of("pool").set_index("row").loc[[0, 1, 4, 5]]
    trend = past.of("trend")
    expected = ratio_interval(both["brier"], trend["brier"], trend["year"])
    told = found.loc[("trend", "brier")]
    assert told["n"] == 4
    assert told["skill"] == pytest.approx(1 - expected.estimate)
    assert told["lower"] == pytest.approx(1 - expected.upper)
    assert told["upper"] == pytest.approx(1 - expected.lower)
    assert told["years_better"] == 1.0
    assert ("base_rate", "crps") not in found.index
    assert ("pool", "brier") not in found.index


def test_any_model_can_be_held_against_the_others(past):
    found = skills(past, "trend").set_index(["reference", "score"])
    assert found.loc[("pool", "brier"), "skill"] < 0


def test_one_year_has_no_interval_and_says_so(past):
    alone = past.where(past.table["year"] == 2010, "nothing")
    told = summary(alone)
    assert told["lower"].isna().all()
    assert set(told["note"]) == {ONE_YEAR}
    assert set(skills(alone)["note"]) == {ONE_YEAR}
    assert skills(alone)["skill"].notna().all()


def test_a_perfect_reference_leaves_no_skill_and_says_so():
    years, met = [2010, 2011], [1, 0]
    perfect = rows_of("base_rate", years, met, met)
    past = back_test(rows_of("pool", years, [0.9, 0.1], met), perfect)
    brier = skills(past).query("score == 'brier'").iloc[0]
    assert np.isnan(brier["skill"])
    assert brier["note"] == PERFECT


def test_a_perfect_forecast_has_all_the_skill_and_no_interval():
    years, met = [2010, 2011], [1, 0]
    past = back_test(rows_of("pool", years, met, met), rows_of("base_rate", years, [0.5, 0.5], met))
    brier = skills(past).query("score == 'brier'").iloc[0]
    assert brier["skill"] == 1.0
    assert np.isnan(brier["lower"])
    assert brier["note"] == PERFECT


def test_coverage_stands_beside_what_intervals_promise(past):
    found = coverage(past).set_index(["model", "nominal"])
    assert found.loc[("pool", 0.8), "covered"] == 1.0
    assert found.loc[("pool", 0.5), "covered"] == 0.0
    assert (found[["lower", "upper"]].to_numpy() >= 0).all()
    assert (found[["lower", "upper"]].to_numpy() <= 1).all()
    assert "base_rate" not in found.index.get_level_values("model")


def test_reliability_counts_every_row_once_and_leaves_empty_bins_out(past):
    found = reliability(past)
    assert found["n"].sum() == 6
    assert (found["n"] > 0).all()
    assert not found.isna().to_numpy().any()
    inside = found["forecast"].between(found["bin_low"], found["bin_high"])
    assert inside.all()


def test_the_band_is_that_of_the_rows_that_are_left(past):
    part = past.where(past.table["row"].isin([4, 5]), "nothing")
    swapped = part.simulated.copy()
    swapped[:, :4] = True
    assert reliability(part).equals(
        reliability(Backtest(2010, 2012, "", part.table, swapped, MODELS, {}, ()))
    )
    assert set(reliability(part)["n"]) == {1}


def test_the_band_holds_an_honest_pool_and_not_a_dishonest_one():
    rng = np.random.default_rng(4)
    n, years = 400, np.repeat(np.arange(2001, 2021), 20)
    said = rng.uniform(0.05, 0.95, n)
    simulated = rng.random((1000, n)) < said
    honest, liar = rng.random(n) < said, rng.random(n) < said**3
    for met, held in ((honest, True), (liar, False)):
        rows = rows_of("pool", years, said, met)
        past = Backtest(2001, 2020, "", rows, simulated, ("pool",), {}, ())
        found = reliability(past)
        inside = found["observed"].between(found["band_low"], found["band_high"])
        assert (inside.mean() > 0.75) == held
        assert (calibration(past)["p_value"].iloc[0] > 0.05) == held


def test_the_parts_of_the_brier_score_add_up(past):
    parts = calibration(past).iloc[0]
    total = parts["miscalibration"] - parts["discrimination"] + parts["uncertainty"]
    assert total == pytest.approx(past.of("pool")["brier"].mean())


def test_without_rows_every_table_is_empty_and_keeps_its_columns(past):
    nothing = past.where(past.table["year"] == 1999, "no such year")
    assert nothing.reason == "no such year"
    full = tables(past)
    for name, frame in tables(nothing).items():
        assert frame.empty, name
        assert list(frame.columns) == list(full[name].columns), name


def test_a_model_that_was_not_asked_is_named_with_its_neighbours(past):
    with pytest.raises(UnknownName, match="base_rate"):
        past.of("base_rates")
