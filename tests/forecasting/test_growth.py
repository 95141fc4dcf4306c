"""Identities of growth arithmetic."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.forecasting import (
    average_growth,
    growth_between,
    implied_growth,
    level_after,
    two_year_average,
)

rates = st.floats(-50, 200)
levels = st.floats(1, 1e6)


def test_the_fdi_target_of_2024_asks_for_a_fall() -> None:
    assert round(implied_growth(7000, 8092), 1) == -13.5


def test_two_year_average_of_0_3_and_6_5() -> None:
    assert two_year_average(0.3, 6.5) == pytest.approx(3.3535, abs=1e-4)


@given(rates, rates)
def test_two_years_at_the_average_end_where_the_two_rates_end(first: float, second: float) -> None:
    """Two-year average: sqrt((1 + g_t)(1 + g_t-1)) - 1."""
    average = two_year_average(first, second)
    there = level_after(level_after(100, first), second)
    assert level_after(level_after(100, average), average) == pytest.approx(there, rel=1e-9)


@given(levels, rates)
def test_growth_undoes_the_level_after_it(base: float, rate: float) -> None:
    assert growth_between(base, level_after(base, rate)) == pytest.approx(rate, abs=1e-6)


@given(st.lists(rates, min_size=1, max_size=8))
def test_the_average_lies_between_the_least_and_the_greatest(growths: list[float]) -> None:
    average = average_growth(growths)
    assert min(growths) - 1e-9 <= average <= max(growths) + 1e-9


@pytest.mark.parametrize("growths", [[], [5.0, -100.0]])
def test_an_average_of_nothing_or_of_a_total_loss_is_refused(growths: list[float]) -> None:
    with pytest.raises(ValueError, match="above -100"):
        average_growth(growths)


@pytest.mark.parametrize("base", [0.0, -1.0, math.nan])
def test_growth_from_a_base_that_is_not_above_zero_is_refused(base: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        growth_between(base, 1.0)
