"""What the past alone says of a year's growth, without looking at the target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.forecasting import Forecast, level_after, local_level, shrunken_offset
from tianqiao_econ.forecasting.trends import LEAST_POINTS
from tianqiao_econ.framework import NotKnown

if TYPE_CHECKING:
    from tianqiao_econ.datasets import View

#: An own series that ended longer ago than this gives way to the parents'.
STALE_YEARS = 5
#: Own points from which an area's offset from its parent is estimated.
LEAST_OFFSET_POINTS = 2


class TrendBasis(StrEnum):
    """What a trend rests on."""

    OWN = "own"
    PARENT_OFFSET = "parent_offset"
    PARENT = "parent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Trend:
    """Growth that the past alone suggests for a year.

    Attributes
    ----------
    mean, sd, p10, p90
        Growth in per cent; NaN where there is no trend.
    first_period, last_period
        Span of the series it rests on, empty where there is none.
    basis, source_areas
        Own series, the parents' with the area's offset, or the parents' alone; and whose series,
        codes joined by ``+``, nearest first.
    n_own, n_source
        Published rates of the area itself, and of the series it rests on.
    offset
        Points added to the parents' trend.
    """

    mean: float
    sd: float
    p10: float
    p90: float
    first_period: str
    last_period: str
    basis: TrendBasis
    source_areas: str
    n_own: int
    n_source: int
    offset: float = 0.0

    def level(self, last_level: float, years: int) -> tuple[float, float, float]:
        """Mean, p10 and p90 of the level ``years`` after ``last_level``, in its unit."""
        return tuple(  # type: ignore[return-value]
            _compounded(last_level, growth, years) for growth in (self.mean, self.p10, self.p90)
        )


def _compounded(level: float, growth: float, years: int) -> float:
    for _ in range(years):
        level = level_after(level, growth)
    return level


def growth_series(view: View, indicator: str, area: str) -> pd.Series:
    """Yearly growth of an area in per cent, indexed by year (int), gaps as NaN; empty if unknown.

    Published growth, else growth between two levels of one source without a break between them.
    """
    try:
        frame = view.series(indicator, area=area, derive=True)
    except NotKnown:
        return pd.Series(dtype="float64")
    years = frame.index.astype(int)
    series = pd.Series(frame["obs_value"].to_numpy(dtype=np.float64), index=years)
    return series.reindex(range(min(years), max(years) + 1))


def trend(
    view: View,
    indicator: str,
    *,
    area: str,
    year: int,
    deviation: float = 0.0,
) -> Trend:
    """Trend of one indicator for one year.

    Parameters
    ----------
    view
        What was known on a date.
    indicator, area, year
        What, whose, and for which year.
    deviation
        Spread of a single area around its expected growth, percentage points; widens the
        interval where the trend is the parents'.

    Returns
    -------
    Trend
        On the area's own series with at least five published rates, the last of them recent; else
        on the parents', each year's rate from the nearest parent that published one, plus half of
        the area's mean deviation from it where two own years overlap.
    """
    own = growth_series(view, indicator, area).loc[: year - 1]
    n_own = int(own.notna().sum())
    if _long(own) and _last_year(own) >= year - STALE_YEARS:
        return _trend(_forecast(own, year), own, TrendBasis.OWN, area, n_own)
    source, series = _of_parents(view, indicator, area, year)
    if not _long(series):
        return _no_trend(n_own)
    forecast = _forecast(series, year)
    offset = _offset(own, series)
    basis = TrendBasis.PARENT if offset is None else TrendBasis.PARENT_OFFSET
    sd = float(np.hypot(forecast.sd, deviation))
    shifted = Forecast(forecast.mean + (offset or 0.0), sd, forecast.n)
    return _trend(shifted, series, basis, source, n_own, offset or 0.0)


def _long(series: pd.Series) -> bool:
    return bool(series.notna().sum() >= LEAST_POINTS)


def _last_year(series: pd.Series) -> int:
    return int(series.dropna().index[-1])


def _forecast(series: pd.Series, year: int) -> Forecast:
    last = _last_year(series)
    return local_level(series.loc[:last].tolist(), steps=year - last)


def _of_parents(view: View, indicator: str, area: str, year: int) -> tuple[str, pd.Series]:
    """Each year's growth from the nearest parent that published one, and whose it is."""
    joined = pd.Series(dtype="float64")
    used = []
    for parent in view.package.parents(area):
        series = growth_series(view, indicator, parent.code).loc[: year - 1].dropna()
        if not series.index.isin(joined.index).all():
            used.append(parent.code)
            joined = series if joined.empty else joined.combine_first(series)
    if joined.empty:
        return "", joined
    return "+".join(used), joined.reindex(range(joined.index.min(), joined.index.max() + 1))


def _offset(own: pd.Series, parents: pd.Series) -> float | None:
    """Part of the own deviation that is carried forward; None with too few own years.

    A year that the parents have not published yet is held against what is expected of them.
    """
    years = own.dropna().index
    last = _last_year(parents)
    expected = parents.reindex(years)
    for year in years[years > last]:
        expected.loc[year] = _forecast(parents, int(year)).mean
    deviations = (own.loc[years] - expected).dropna()
    if len(deviations) < LEAST_OFFSET_POINTS:
        return None
    return shrunken_offset(deviations.tolist())


def _trend(
    forecast: Forecast,
    series: pd.Series,
    basis: TrendBasis,
    source: str,
    n_own: int,
    offset: float = 0.0,
) -> Trend:
    return Trend(
        mean=forecast.mean,
        sd=forecast.sd,
        p10=forecast.quantile(0.1),
        p90=forecast.quantile(0.9),
        first_period=str(series.first_valid_index()),
        last_period=str(series.last_valid_index()),
        basis=basis,
        source_areas=source,
        n_own=n_own,
        n_source=forecast.n,
        offset=offset,
    )


def _no_trend(n_own: int) -> Trend:
    nan = float("nan")
    return Trend(nan, nan, nan, nan, "", "", TrendBasis.NONE, "", n_own, 0)
