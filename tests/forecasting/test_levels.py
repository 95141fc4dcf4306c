"""Draws from the volatility of growth itself."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.forecasting import growth_spread
from tianqiao_econ.forecasting.levels import DEFAULT_WIDENING, WIDENING_RANGE

STEADY = [0.01, 0.03, 0.02, 0.05, 0.04]


def test_small_areas_that_swing_twice_as_much_double_the_spread_the_more_the_surer() -> None:
    few, many = (growth_spread(STEADY, [2 * rate for rate in STEADY] * n) for n in (1, 40))
    assert few.measured
    assert many.widening < few.widening < DEFAULT_WIDENING
    assert many.widening == pytest.approx(2, rel=0.12)
    assert many.sd == pytest.approx(many.widening * np.std(STEADY, ddof=1))


def test_with_three_local_rates_the_widening_is_the_assumed_one() -> None:
    spread = growth_spread(STEADY, [0.5, -0.4, 0.1])
    assert not spread.measured
    assert spread.widening == DEFAULT_WIDENING


def test_a_wild_ratio_is_not_believed() -> None:
    wild = growth_spread(STEADY, [3.0, -3.0, 2.0, -2.0] * 100).widening
    assert DEFAULT_WIDENING < wild <= WIDENING_RANGE[1]


def _unit(n: int = 100_000) -> np.ndarray:
    """Heavy-tailed shocks of variance one."""
    return np.sqrt(0.5) * np.random.default_rng(5).standard_t(4, n)


def test_draws_have_the_stated_centre_and_spread() -> None:
    spread = growth_spread(STEADY, [0.1, -0.1, 0.2, 0.0], centre=0.0)
    draws = spread.scaled(_unit())
    assert np.median(draws) == pytest.approx(0.0, abs=spread.sd / 50)
    assert draws.std() == pytest.approx(spread.sd, rel=0.1)


def test_two_rates_are_too_few() -> None:
    with pytest.raises(ValueError, match="three rates"):
        growth_spread([0.1, 0.2])


def test_two_years_double_the_centre_and_widen_by_the_root_of_two() -> None:
    spread = growth_spread(STEADY, [0.1, -0.1, 0.2, 0.0], centre=0.03)
    one, two = (spread.scaled(_unit(), years=years) for years in (1, 2))
    assert np.median(two) == pytest.approx(2 * np.median(one), abs=0.005)
    assert two.std() == pytest.approx(np.sqrt(2) * one.std(), rel=0.01)


def test_the_same_shock_moves_the_draws_of_two_indicators_together() -> None:
    unit = _unit(1000)
    first = growth_spread(STEADY).scaled(unit)
    second = growth_spread(STEADY, centre=-0.1, least=0.3).scaled(unit)
    np.testing.assert_array_equal(np.argsort(first), np.argsort(second))


def test_the_spread_never_falls_below_the_least() -> None:
    assert growth_spread(STEADY, least=0.5).sd == 0.5


def test_no_draw_lies_farther_out_than_five_standard_deviations() -> None:
    spread = growth_spread(STEADY, centre=0.0)
    draws = spread.scaled(_unit())
    assert np.abs(draws).max() == pytest.approx(5 * spread.sd)
    assert np.isfinite(np.exp(spread.scaled(np.array([1e6, -1e6])))).all()


def test_rates_that_never_vary_have_no_spread_but_the_least() -> None:
    spread = growth_spread([0.05] * 8, [0.05] * 8, least=0.01)
    assert not spread.measured
    assert spread.sd == 0.01
