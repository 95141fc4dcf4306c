"""What a forecast has to beat: the last value with a pooled spread, and an expanding base rate.

Pure functions, arrays in and arrays out. Nothing of a year or after it is ever looked at: what is
said of a year rests on the years before it, whose outturns are out by 31 March.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def last_value(growth: ArrayLike, column: int) -> tuple[Floats, Floats]:
    """Forecast a year's growth by the last outturn before it.

    Parameters
    ----------
    growth
        Areas x consecutive years, per cent; NaN where nothing was published.
    column
        The year that is forecast; it may be the first one after the last column.

    Returns
    -------
    last
        Areas; the last outturn before the year, NaN where there is none.
    errors
        What such forecasts missed by in all earlier years and areas, outturn minus forecast,
        pooled: `errors[:, None] + last` are draws of the empirical predictive distribution.
    """
    rates = np.asarray(growth, dtype=np.float64)
    before = _carried_forward(rates)
    errors = (rates - before[:, :-1])[:, :column].ravel()
    return before[:, column], errors[np.isfinite(errors)]


def pooled_spread(errors: ArrayLike) -> float:
    """Root mean square of the errors: about zero, since the forecast is the last value itself."""
    return float(np.sqrt(np.mean(np.square(np.asarray(errors, dtype=np.float64)))))


def base_rate(year: ArrayLike, met: ArrayLike) -> Floats:
    """Share of targets met in all earlier years, for every pair of target and outturn.

    Parameters
    ----------
    year, met
        Year of each pair, and whether its target was met.

    Returns
    -------
    Array of the pairs, NaN in the first year.
    """
    years, outcomes = np.asarray(year), np.asarray(met, dtype=np.float64)
    order = np.argsort(years, kind="stable")
    earlier = np.searchsorted(years[order], years, side="left")
    so_far = np.concatenate([[0.0], np.cumsum(outcomes[order])])
    with np.errstate(invalid="ignore"):
        rates: Floats = so_far[earlier] / earlier
    return rates


def normal_crps(mean: ArrayLike, sd: ArrayLike, outturn: ArrayLike) -> Floats:
    """Continuous ranked probability score of normal forecasts, in the outturn's unit.

    Gneiting and Raftery (2007), Strictly proper scoring rules, equation 21; the absolute error
    where the spread is zero.

    Examples
    --------
    >>> normal_crps(0.0, 1.0, 0.0).round(4)
    np.float64(0.2337)
    """
    from scipy.special import ndtr

    spread = np.asarray(sd, dtype=np.float64)
    error = np.asarray(outturn, dtype=np.float64) - np.asarray(mean, dtype=np.float64)
    z = error / np.where(spread > 0, spread, 1.0)
    density = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    score = spread * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / np.sqrt(np.pi))
    return np.where(spread > 0, score, np.abs(error))


def _carried_forward(rates: Floats) -> Floats:
    """Last finite rate before each year, areas x (years + 1)."""
    areas, years = rates.shape
    before = np.full((areas, years + 1), np.nan)
    for year in range(years):
        known = np.isfinite(rates[:, year])
        before[:, year + 1] = np.where(known, rates[:, year], before[:, year])
    return before
