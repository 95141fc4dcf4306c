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
