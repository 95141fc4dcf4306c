"""Chances read off draws."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tianqiao_econ.forecasting import met, met_probability

some = arrays(np.float64, st.integers(1, 50), elements=st.floats(-100, 100))


@given(some, st.floats(-100, 100))
def test_a_floor_and_the_ceiling_below_it_share_out_all_draws(
    draws: np.ndarray, threshold: float
) -> None:
    above = met_probability(draws, lower=threshold)
    below = met_probability(draws, upper=threshold)
    assert above + below == 1


@given(some, st.floats(-100, 100), st.floats(0, 10))
def test_a_higher_floor_is_never_easier(draws: np.ndarray, floor: float, more: float) -> None:
    assert met_probability(draws, lower=floor + more) <= met_probability(draws, lower=floor)


def test_without_a_bound_every_draw_meets_it() -> None:
    assert met(np.array([-1e9, 0, 1e9])).all()
