"""Trends against a slow, obvious local level filter and known limits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tianqiao_econ.forecasting import local_level, shrunken_offset


def _filtered_mean(values: list[float], ratio: float) -> float:
    """Mean of a local level, by the textbook recursion with a diffuse start."""
    mean, spread = values[0], 1.0
    for value in values[1:]:
        spread += ratio
        gain = spread / (spread + 1)
        mean += gain * (value - mean)
        spread *= 1 - gain
    return mean


def test_the_forecast_is_that_of_the_textbook_recursion_at_some_signal_to_noise_ratio() -> None:
    values = list(np.random.default_rng(1).normal(6, 1, 12).cumsum() / 12 + 5)
    forecast = local_level(values)
    reached = [_filtered_mean(values, ratio) for ratio in np.geomspace(1e-6, 1e6, 4001)]
    assert min(abs(forecast.mean - mean) for mean in reached) < 0.01


def test_a_constant_series_is_forecast_to_stay() -> None:
    assert local_level([6.0] * 8).mean == pytest.approx(6.0)


def test_the_interval_widens_with_the_years_ahead_and_never_narrows() -> None:
    values = [8.0, 9.0, 7.5, 6.0, 6.5, 5.0, 4.0]
    spreads = [local_level(values, steps).sd for steps in (1, 2, 4)]
    assert spreads == sorted(spreads)


def test_shifting_a_series_shifts_its_forecast() -> None:
    values = [8.0, 9.0, 7.5, 6.0, 6.5, 5.0]
    moved = local_level([value + 10 for value in values])
    assert moved.mean == pytest.approx(local_level(values).mean + 10, abs=1e-4)


def test_an_unpublished_year_is_bridged_and_not_counted() -> None:
    forecast = local_level([8.0, math.nan, 7.5, 6.0, 6.5, 5.0])
    assert forecast.n == 5
    assert 4 < forecast.mean < 9


def test_four_published_rates_are_too_few() -> None:
    with pytest.raises(ValueError, match="needs 5 published rates, got 4"):
        local_level([1.0, 2.0, math.nan, 3.0, 4.0])


def test_quantiles_are_those_of_the_normal_distribution() -> None:
    forecast = local_level([8.0, 9.0, 7.5, 6.0, 6.5, 5.0])
    low, middle, high = (forecast.quantile(p) for p in (0.1, 0.5, 0.9))
    assert middle == pytest.approx(forecast.mean)
    assert high - low == pytest.approx(2 * 1.2815515655 * forecast.sd)


def test_half_of_the_mean_deviation_from_the_parent_is_carried_forward() -> None:
    assert shrunken_offset([-3.0, 0.0]) == pytest.approx(-0.75)
