"""Outturns that are just the target: what lies there beyond chance."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.forecasting import exact_share

YEARS = np.repeat(np.arange(2001, 2011), 200)


def published(exact, seed=1):
    """Gaps to a tenth of a point, a planted part of them zero."""
    rng = np.random.default_rng(seed)
    gap = rng.normal(0, 1.5, YEARS.size).round(1)
    return np.where(rng.random(YEARS.size) < exact, 0.0, gap)


@pytest.mark.parametrize("planted", [0.0, 0.05, 0.3])
def test_a_planted_part_is_found(planted):
    assert exact_share(published(planted), YEARS, 0.5, 0.0) == pytest.approx(planted, abs=0.025)


def test_without_any_gap_the_prior_speaks():
    assert exact_share(np.zeros(0), np.zeros(0, dtype=int), 0.04, 8.0) == pytest.approx(0.04)


def test_a_year_counts_once_however_many_areas_it_has():
    many, one = np.zeros(1000), np.full(2, 3.0)
    gap, year = np.concatenate([many, one]), np.repeat([2001, 2002], [1000, 2])
    assert exact_share(gap, year, 0.0, 0.0) == pytest.approx(0.5)


def test_fewer_than_fall_there_by_chance_are_none():
    rng = np.random.default_rng(2)
    gap = np.where(rng.random(400) < 0.5, 0.1, -0.1)
    assert exact_share(gap, np.repeat([1, 2], 200), 0.0, 1.0) == 0.0
