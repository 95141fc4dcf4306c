"""Growth arithmetic. Growth is in per cent throughout, levels in any one unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Growth after which nothing is left, in per cent.
TOTAL_LOSS = -100.0


def growth_between(base: float, level: float) -> float:
    """Growth from one level to the next, in per cent.

    Parameters
    ----------
    base, level
        Two levels in the same unit and on the same basis; ``base`` above zero.

    Raises
    ------
    ValueError
        When ``base`` is not above zero.

    Examples
    --------
    >>> round(growth_between(8092, 7000), 1)
    -13.5
    """
    if not base > 0:
        msg = f"growth needs a base above zero, got {base}"
        raise ValueError(msg)
    return (level / base - 1) * 100


def implied_growth(target_level: float, last_level: float) -> float:
    """Growth that a level target asks for over the last level, in per cent."""
    return growth_between(last_level, target_level)


def level_after(base: float, growth: float) -> float:
    """Level that follows ``base`` after ``growth`` per cent, in the unit of ``base``."""
    return base * (1 + growth / 100)


def average_growth(growths: Sequence[float]) -> float:
    """Geometric mean of yearly growth rates, in per cent.

    Parameters
    ----------
    growths
        One rate a year, in per cent, each above -100; at least one.

    Raises
    ------
    ValueError
        When there is no rate, or one at or below -100 %.
    """
    if not growths or min(growths) <= TOTAL_LOSS:
        msg = f"average growth needs rates above -100 per cent, got {list(growths)}"
        raise ValueError(msg)
    logs = [math.log1p(rate / 100) for rate in growths]
    return math.expm1(math.fsum(logs) / len(logs)) * 100


def two_year_average(previous: float, last: float) -> float:
    """Two-year average growth (两年平均增速): sqrt((1 + g_t)(1 + g_t-1)) - 1, in per cent.

    Examples
    --------
    >>> round(two_year_average(0.3, 6.5), 2)
    3.35
    """
    return average_growth([previous, last])
