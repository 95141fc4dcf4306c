"""What the past alone says of a year's growth, without looking at the target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.forecasting import Forecast, carried, level_after, local_level, t_sd
from tianqiao_econ.forecasting.trends import LEAST_POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.knowledge import Knowledge
    from tianqiao_econ.datasets import View

    Floats = NDArray[np.float64]

#: A series that ended longer ago than this gives way to the parents'.
STALE_YEARS = 5
#: Areas of one level that must have published a year for their mean to be a reference.
LEAST_PEERS = 12
#: Years back to which an area's deviation from its reference is carried forward.
MEMORY_YEARS = 3


class TrendBasis(StrEnum):
    """What a trend rests on."""

    OWN = "own"
    PEERS = "peers"
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
        Own series, the peers' mean or the parents', with the area's deviation or without; and
        whose series, codes joined by ``+``, nearest first (a level of government for peers).
    n_own, n_source
        Published rates of the area itself, and of the series it rests on.
    offset
        Points added to the reference's trend.
    year_sd, own_sd
        Parts of ``sd``: what areas share in a year, and the area's own.
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
    year_sd: float = 0.0
    own_sd: float = 0.0

    def level(self, last_level: float, years: int) -> tuple[float, float, float]:
        """Mean, p10 and p90 of the level ``years`` after ``last_level``, in its unit."""
        return tuple(  # type: ignore[return-value]
            _compounded(last_level, growth, years) for growth in (self.mean, self.p10, self.p90)
        )


def _compounded(level: float, growth: float, years: int) -> float:
    for _ in range(years):
        level = level_after(level, growth)
    return level


@dataclass(frozen=True, slots=True)
class Rates:
    """Yearly growth in per cent, a rate a year from ``first`` on; NaN where none was published."""

    first: int
    values: tuple[float, ...]

    @classmethod
    def of(cls, known: Mapping[int, float]) -> Rates:
        """Close the gaps between years."""
        if not known:
            return cls(0, ())
        years = range(min(known), max(known) + 1)
        return cls(years[0], tuple(known.get(year, np.nan) for year in years))

    @property
    def known(self) -> dict[int, float]:
        """Published rates by year, in order."""
        years = enumerate(self.values, self.first)
        return {year: rate for year, rate in years if not math.isnan(rate)}

    def before(self, year: int) -> Rates:
        """Rates of earlier years."""
        return Rates(self.first, self.values[: max(year - self.first, 0)])

    def until(self, last: int) -> tuple[float, ...]:
        """Rates up to a year."""
        return self.values[: last + 1 - self.first]

    def on(self, year: int) -> float:
        """Rate of a year; NaN where it is unknown."""
        at = year - self.first
        return self.values[at] if 0 <= at < len(self.values) else np.nan


@lru_cache(maxsize=512)
def yearly_growth(view: View, indicator: str, area: str) -> Rates:
    """Yearly growth of an area; empty if nothing is known.

    Published growth, else growth between two levels of one source without a break between them.
    """
    frame = view.known_series(indicator, area=area, derive=True)
    return Rates.of(dict(zip(map(int, frame.index), frame["obs_value"].tolist(), strict=True)))


def growth_series(view: View, indicator: str, area: str) -> pd.Series:
    """Return `yearly_growth` indexed by year (int)."""
    rates = yearly_growth(view, indicator, area)
    years = range(rates.first, rates.first + len(rates.values))
    return pd.Series(rates.values, index=years, dtype="float64")


@dataclass(frozen=True, slots=True)
class Peers:
    """Mean growth of the areas of one level, and what is expected of each against it.

    Attributes
    ----------
    path
        Mean growth by year, per cent.
    forecast
        Of the path, for the year in question.
    expected, known
        Deviation expected of every area of the panel, points, and its published rates.
    spread
        Standard deviation of deviations around what was expected, points.
    """

    path: Rates
    forecast: Forecast
    expected: Floats
    known: NDArray[np.intp]
    spread: float


def peers_of(knowledge: Knowledge, k: int, level: int) -> Peers | None:
    """Peers of a level of government; None where too few of them published."""
    panel, end = knowledge.panel, knowledge.panel.place(knowledge.year)
    mine = panel.level == level
    growth = np.where(mine[:, None], panel.outturn[k], np.nan)[:, :end]
    counts = np.sum(~np.isnan(growth), axis=0)
    told = np.flatnonzero(counts >= LEAST_PEERS)
    if told.size < LEAST_POINTS or told[-1] < end - MEMORY_YEARS:
        return None
    path = np.full(end, np.nan)
    path[told] = [np.nanmean(growth[:, at]) for at in told]
    rates = path[told[0] : told[-1] + 1].tolist()
    apart = np.full((len(panel.areas), end + 1), np.nan)
    apart[:, :end] = np.where(panel.plain[k][:end], growth - path, np.nan)
    expected = carried(apart, knowledge.priors.memory)
    error = (apart - expected)[mine, MEMORY_YEARS:end]
    prior = knowledge.own_prior(k)
    error = error[~np.isnan(error)] / prior
    return Peers(
        path=Rates(panel.first_year + int(told[0]), tuple(rates)),
        forecast=local_level(rates, steps=end - int(told[-1])),
        expected=expected[:, end],
        known=np.sum(~np.isnan(growth), axis=1),
        spread=t_sd(error, np.ones(error.size), 1.0, knowledge.priors.weight) * prior,
    )


def trend_on_peers(knowledge: Knowledge, k: int, a: int, peers: Peers) -> Trend:
    """Trend of an area from its level's mean and its own deviation from it."""
    forecast, offset = peers.forecast, float(peers.expected[a])
    return _trend(
        Forecast(forecast.mean + offset, forecast.sd, forecast.n),
        peers.path,
        TrendBasis.PEERS,
        knowledge.level_name(a),
        int(peers.known[a]),
        offset=offset,
        shock=knowledge.shock_sd(k, a),
        own_sd=peers.spread,
    )


def trend_on_parents(knowledge: Knowledge, k: int, a: int) -> Trend:
    """Trend of an area from the nearest parents that published, with its own deviation.

    Without parents' series it is the area's own, if there are at least five published rates, the
    last of them recent.
    """
    view, year = knowledge.view, knowledge.year
    indicator, area = knowledge.panel.indicators[k], knowledge.panel.areas[a]
    own = yearly_growth(view, indicator, area).before(year)
    source, rates = of_parents(view, indicator, view.package.area(area).parent or "", year)
    shock = knowledge.shock_sd(k, a)
    n_own = len(own.known)
    if not _usable(rates, year) and _usable(own, year):
        return _trend(_forecast(own, year), own, TrendBasis.OWN, area, n_own, shock=shock)
    if not _long(rates):
        return _no_trend(n_own)
    forecast = _forecast(rates, year)
    plain = {at: own.on(at) for at in range(year - MEMORY_YEARS, year) if knowledge.plain(k, at)}
    offset = _offset(plain, rates, year, knowledge.priors.memory)
    return _trend(
        Forecast(forecast.mean + offset, forecast.sd, forecast.n),
        rates,
        TrendBasis.PARENT_OFFSET if offset else TrendBasis.PARENT,
        source,
        n_own,
        offset=offset,
        shock=shock,
        own_sd=knowledge.own_prior(k),
    )


def _usable(rates: Rates, year: int) -> bool:
    return _long(rates) and max(rates.known) >= year - STALE_YEARS


def _long(rates: Rates) -> bool:
    return len(rates.known) >= LEAST_POINTS


def _forecast(rates: Rates, year: int) -> Forecast:
    last = max(rates.known)
    return local_level(rates.until(last), steps=year - last)


@lru_cache(maxsize=256)
def of_parents(view: View, indicator: str, nearest: str, year: int) -> tuple[str, Rates]:
    """Each earlier year's growth from the nearest parent that published one, and whose it is.

    The same for all children of the nearest parent.
    """
    joined: dict[int, float] = {}
    used = []
    package = view.package
    for parent in (package.area(nearest), *package.parents(nearest)) if nearest else ():
        known = yearly_growth(view, indicator, parent.code).before(year).known
        if known.keys() - joined.keys():
            used.append(parent.code)
            joined = known | joined
    return "+".join(used), Rates.of(joined)


def _offset(
    own: Mapping[int, float], parents: Rates, year: int, memory: tuple[float, ...]
) -> float:
    """Part of the own deviation that is expected again; zero without a recent own year.

    A year that the parents have not published yet is held against what is expected of them.
    """
    last = max(parents.known)
    apart = np.full((1, MEMORY_YEARS + 1), np.nan)
    for at, rate in own.items():
        if np.isfinite(rate):
            reference = parents.on(at) if at <= last else _forecast(parents, at).mean
            apart[0, at - year + MEMORY_YEARS] = rate - reference
    return float(carried(apart, memory)[0, -1])


def _trend(
    forecast: Forecast,
    rates: Rates,
    basis: TrendBasis,
    source: str,
    n_own: int,
    *,
    offset: float = 0.0,
    shock: float = 0.0,
    own_sd: float = 0.0,
) -> Trend:
    year_sd, years = max(forecast.sd, shock), list(rates.known)
    whole = Forecast(forecast.mean, float(np.hypot(year_sd, own_sd)), forecast.n)
    return Trend(
        mean=whole.mean,
        sd=whole.sd,
        p10=whole.quantile(0.1),
        p90=whole.quantile(0.9),
        first_period=str(years[0]),
        last_period=str(years[-1]),
        basis=basis,
        source_areas=source,
        n_own=n_own,
        n_source=forecast.n,
        offset=offset,
        year_sd=year_sd,
        own_sd=own_sd,
    )


def _no_trend(n_own: int) -> Trend:
    nan = float("nan")
    return Trend(nan, nan, nan, nan, "", "", TrendBasis.NONE, "", n_own, 0)
