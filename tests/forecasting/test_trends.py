"""Trends against a slow, obvious local level filter and known limits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tianqiao_econ.forecasting import carried, local_level


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


def test_a_crisis_year_and_its_rebound_are_not_carried_forward() -> None:
    calm = [6.9, 7.1, 7.0, 6.8, 6.9, 6.7, 6.8, 6.6, 6.5, 6.6, 6.4, 6.5]
    usual = local_level(calm)
    found = local_level([*calm, 0.3, 12.0])
    assert found.mean == pytest.approx(usual.mean, abs=0.3)
    assert found.sd < 2.5 * usual.sd


@pytest.mark.parametrize("fall", [[-6.0], [math.nan, -6.0]])
def test_a_fall_that_no_year_has_answered_is_half_believed(fall: list[float]) -> None:
    calm = [6.9, 7.1, 7.0, 6.8, 6.9, 6.7, 6.8, 6.6, 6.5, 6.6, 6.4, 6.5]
    found = local_level(calm + fall)
    assert -1 < found.mean < 4.5
    assert found.sd > 2


def test_a_lasting_fall_is_no_crisis() -> None:
    calm = [10.1, 9.9, 10.0, 10.2, 9.8, 10.0, 10.1, 9.9]
    assert local_level([*calm, 5.2, 4.9, 5.0, 5.1, 5.0, 4.9, 5.1]).mean == pytest.approx(5, abs=0.5)


def test_a_crisis_is_left_in_where_too_few_rates_would_remain() -> None:
    found = local_level([6.0, 6.1, 5.9, 6.0, -6.0])
    assert found.n == 5
    assert np.isfinite([found.mean, found.sd]).all()


@pytest.mark.parametrize("value", [0.0, -3.0, 1e6])
def test_a_series_without_any_variation_has_no_spread_of_its_own(value: float) -> None:
    found = local_level([value] * 5, steps=3)
    assert (found.mean, found.sd) == (value, 0.0)


def test_the_order_of_magnitude_does_not_matter() -> None:
    values = [8.0, 9.0, 7.5, 6.0, 6.5, 5.0, 5.5]
    small, large = local_level(values), local_level([1000 * value for value in values])
    assert large.mean == pytest.approx(1000 * small.mean, rel=1e-3)
    assert large.sd == pytest.approx(1000 * small.sd, rel=1e-2)


MEMORY = (0.4, 0.2, 0.1)


def _slowly_carried(deviation: np.ndarray, memory: tuple[float, ...]) -> np.ndarray:
    """Expected part of each year's deviation, one area and year after the other."""
    found = np.zeros(deviation.shape)
    for area, year in np.ndindex(deviation.shape):
        known = [
            (memory[lag - 1], deviation[area, year - lag])
            for lag in range(1, len(memory) + 1)
            if year - lag >= 0 and not math.isnan(deviation[area, year - lag])
        ]
        if known:
            share = sum(weight for weight, _ in known) / sum(memory)
            found[area, year] = sum(weight * value for weight, value in known) / math.sqrt(share)
    return found


def test_deviations_are_carried_as_by_a_slow_loop() -> None:
    rng = np.random.default_rng(4)
    deviation = np.where(rng.random((30, 9)) < 0.3, np.nan, rng.normal(0, 3, (30, 9)))
    np.testing.assert_allclose(carried(deviation, MEMORY), _slowly_carried(deviation, MEMORY))


def test_a_lasting_deviation_is_carried_by_the_whole_memory() -> None:
    assert carried(np.full((1, 5), -3.0), MEMORY)[0, -1] == pytest.approx(-3.0 * 0.7)


def test_nothing_is_carried_from_the_year_itself_or_later() -> None:
    deviation = np.random.default_rng(1).normal(size=(4, 8))
    later = deviation.copy()
    later[:, 5:] += 100
    np.testing.assert_array_equal(carried(later, MEMORY)[:, :6], carried(deviation, MEMORY)[:, :6])


@pytest.mark.parametrize("shape", [(0, 4), (2, 0), (2, 1), (1, 2), (3, 3)])
def test_with_nothing_known_nothing_is_carried(shape: tuple[int, int]) -> None:
    np.testing.assert_array_equal(carried(np.full(shape, np.nan), MEMORY), np.zeros(shape))


def test_without_a_memory_nothing_is_carried() -> None:
    np.testing.assert_array_equal(carried(np.ones((2, 4)), (0.0, 0.0, 0.0)), np.zeros((2, 4)))
