"""Draws from the volatility of growth itself."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.forecasting import growth_spread
from tianqiao_econ.forecasting.levels import DEFAULT_WIDENING, WIDENING_RANGE

STEADY = [0.01, 0.03, 0.02, 0.05, 0.04]


def test_small_areas_that_swing_twice_as_much_double_the_spread() -> None:
    local = [2 * rate for rate in STEADY]
    spread = growth_spread(STEADY, local)
    assert spread.measured
    assert spread.widening == pytest.approx(2)
    assert spread.sd == pytest.approx(2 * np.std(STEADY, ddof=1))


def test_with_three_local_rates_the_widening_is_the_assumed_one() -> None:
    spread = growth_spread(STEADY, [0.5, -0.4, 0.1])
    assert not spread.measured
    assert spread.widening == DEFAULT_WIDENING


def test_a_wild_ratio_is_not_believed() -> None:
    assert growth_spread(STEADY, [3.0, -3.0, 2.0, -2.0]).widening == WIDENING_RANGE[1]


def test_draws_have_the_stated_centre_and_spread() -> None:
    spread = growth_spread(STEADY, [0.1, -0.1, 0.2, 0.0], centre=0.0)
    draws = spread.draw(200_000, np.random.default_rng(5))
    assert np.median(draws) == pytest.approx(0.0, abs=spread.sd / 50)
    assert draws.std() == pytest.approx(spread.sd, rel=0.1)


def test_two_rates_are_too_few() -> None:
    with pytest.raises(ValueError, match="three rates"):
        growth_spread([0.1, 0.2])


def test_two_years_double_the_centre_and_widen_by_the_root_of_two() -> None:
    spread = growth_spread(STEADY, [0.1, -0.1, 0.2, 0.0], centre=0.03)
    one, two = (spread.draw(100_000, np.random.default_rng(5), years=k) for k in (1, 2))
    assert np.median(two) == pytest.approx(2 * np.median(one), abs=0.005)
    assert two.std() == pytest.approx(np.sqrt(2) * one.std(), rel=0.01)


def test_a_shared_shock_makes_draws_correlate_by_its_share() -> None:
    spread = growth_spread(STEADY)
    rng = np.random.default_rng(5)
    shock = rng.standard_normal(100_000)
    first, second = (spread.draw(100_000, rng, shared=shock, share=0.5) for _ in range(2))
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.5, abs=0.03)


def test_the_spread_never_falls_below_the_least() -> None:
    assert growth_spread(STEADY, least=0.5).sd == 0.5


def test_no_draw_lies_farther_out_than_five_standard_deviations() -> None:
    spread = growth_spread(STEADY, centre=0.0)
    draws = spread.draw(200_000, np.random.default_rng(5))
    assert np.abs(draws).max() <= 5 * spread.sd + 1e-12
