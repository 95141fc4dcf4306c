"""The record that the brief tells of the pooled gaps: worked out again, year by year."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import attainment_pairs, gap_model
from tianqiao_econ.framework import Direction
from tianqiao_econ.showing.wording import text

YEARS = range(2013, 2024)
HALF_STEP = 0.05


@pytest.fixture(scope="module")
def record(package):
    """Each past floor target, forecast with what was out on 31 January of its year."""
    known = attainment_pairs(package.latest())
    known = known[known["direction"] == Direction.HIGHER]
    return pd.concat([_one_year(package, known, year) for year in YEARS], ignore_index=True)


def _one_year(package, known, year):
    seen = attainment_pairs(package.as_of(f"{year}-01-31"))
    model = gap_model(seen[seen["year"] < year])
    now = known[(known["year"] == year) & known["pool"].isin(model.pools)]
    base = (known.loc[known["year"] < year, "gap"] >= -HALF_STEP).mean()
    rng = np.random.default_rng(1)
    pools = {pool: pool for pool in model.pools}
    levels = now["level"].unique()
    draws = {level: model.draw(pools, level, 4000, rng).by_indicator for level in levels}
    rows = [_scored(draws[row.level][row.pool], row.gap, base) for row in now.itertuples()]
    return pd.DataFrame(rows).assign(year=year)


def _scored(draws, gap, base):
    met = gap >= -HALF_STEP
    low, high = np.quantile(draws, [0.1, 0.9])
    return {
        "brier": ((draws >= -HALF_STEP).mean() - met) ** 2,
        "base": (base - met) ** 2,
        "covered": low <= gap <= high,
    }


def test_the_pooled_gaps_beat_the_expanding_base_rate_by_year(record):
    by_year = record.groupby("year")[["brier", "base"]].mean().mean()
    assert by_year["brier"] < by_year["base"]
    assert record["brier"].mean() < record["base"].mean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_brief_tells_the_record_as_it_is(record, lang):
    told = text("section.trust.text", lang, date="")
    assert str(len(record)) in told
    assert f"{record['brier'].mean():.2f}" in told
    assert f"{record['base'].mean():.2f}" in told
    assert f"{record['covered'].mean():.0%}" in told
    crisis = record[record["year"].isin([2020, 2022])]["covered"].mean()
    assert 0.4 < crisis < 0.6
