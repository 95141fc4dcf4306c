"""Target plus pooled gap: how far outturns fall from targets, learnt over areas and years.

A gap (outturn minus target, points) of indicator k, level l, area i and year t is read as::

    gap = c_klt + s_k * (b * x + d * q) + s_k * a_i + e

with ``c`` the year's mean gap (see `year_effects`), ``s`` the indicator's usual gap, ``x`` how much
farther the target is from the area's recent outturns than its peers' targets are from theirs, ``q``
the wording against the usual wording, ``a`` the area's own record and ``e`` a Student t error whose
spread is the indicator's and the level's own. Every part is shrunk to a prior.

Source: Gelman and Hill (2007), Data Analysis Using Regression and Multilevel Models, chapters 12
and 13; robust slopes by Huber (1964), Annals of Mathematical Statistics 35, 73-101.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.gap_residuals import (
    FARTHEST_STRETCH,
    OUTLYING,
    apart_from_peers,
    take_apart,
)
from tianqiao_econ.forecasting.year_effects import YearEffects, fit_years

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tianqiao_econ.forecasting.gap_residuals import Rows
    from tianqiao_econ.forecasting.priors import Priors
    from tianqiao_econ.forecasting.year_effects import YearForecast

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


#: Years that the prior spread of an indicator is worth, where the doubt about it is told. Each
#: of the five variances of a year is doubted by 0.7 in logs (`calibrating_years`); of their sum,
#: at its start, 0.39 is left, which is what thirteen years leave open.
DOUBT_YEARS = 13.0


@dataclass(frozen=True, slots=True)
class Centres:
    """Where outturns are expected and how far they may fall, one entry a target.

    Attributes
    ----------
    mean
        Expected gap, points.
    year_sd, own_sd
        Standard deviation of what the year's targets of one indicator share, and of the area's own
        part, points.
    parts
        Name of a driver -> its part of ``mean``, points; the rest is the long-run gap.
    """

    mean: Floats
    year_sd: Floats
    own_sd: Floats
    parts: dict[str, Floats]

    def taken(self, at: Ints) -> Centres:
        """Chosen targets by number."""
        parts = {name: part[at] for name, part in self.parts.items()}
        return Centres(self.mean[at], self.year_sd[at], self.own_sd[at], parts)


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Fitted gaps; `centres` tells the expected gaps of new targets.

    Attributes
    ----------
    years
        Year effects.
    scale
        Usual gap by indicator, shape (k,), points.
    slope, wording
        Of the stretch by indicator, shape (k,), and of each wording, shape (q,), in usual gaps.
    spread
        Standard deviation of an area's own error, shape (k, l), points.
    area, area_doubt
        Own record of each area and its variance, in usual gaps.
    usual_stretch, usual_wording
        Mean stretch by indicator and level (k, l), points, and mean of the wordings (q,).
    stretch_sd
        Standard deviation of the stretch among peers, shape (k,), points.
    doubt
        Factor on the spread of the years' mean gaps, shape (k,): few years tell it badly. It is in
        ``spread`` already.
    farthest
        Usual gaps from the peers' stretch beyond which no outturn follows its target.
    """

    years: YearEffects
    scale: Floats
    slope: Floats
    wording: Floats
    spread: Floats
    area: Floats
    area_doubt: Floats
    usual_stretch: Floats
    usual_wording: Floats
    stretch_sd: Floats
    doubt: Floats
    farthest: float = OUTLYING

    def shocks(self, levels: int, year: int) -> YearForecast:
        """Year's mean gaps of every indicator at every level: entry ``k * levels + l``."""
        size = self.scale.size
        indicator = np.repeat(np.arange(size), levels)
        told = self.years.forecast(indicator, np.tile(np.arange(levels), size), year)
        return told.widened(self.doubt[indicator])

    def centres(self, rows: Rows, shocks: YearForecast, borrowed: Floats | None = None) -> Centres:
        """Expected gaps of one year's targets.

        Parameters
        ----------
        rows
            All targets of the year that are known: a stretch is measured against its peers'.
        shocks
            From `shocks`.
        borrowed
            Stretches against the outturns of others, shape (n,), points: they stand for those that
            are unknown, with as much doubt as if there were none.
        """
        entry = rows.indicator * self.spread.shape[1] + rows.level
        scale = self.scale[rows.indicator]
        apart = apart_from_peers(rows, self.usual_stretch, self.scale, borrowed)
        parts = {
            "year": (shocks.mean - shocks.long_run)[entry],
            "stretch": np.nan_to_num(self._stretched(apart, rows.indicator)),
            "wording": scale * ((rows.wording - self.usual_wording) @ self.wording),
            "record": scale * self.area[rows.area],
        }
        unknown = np.isnan(rows.stretch) * (self.slope * self.stretch_sd)[rows.indicator] ** 2
        own = self.spread[rows.indicator, rows.level] ** 2
        own = own + scale**2 * self.area_doubt[rows.area] + unknown
        mean = shocks.long_run[entry] + sum(parts.values())
        return Centres(mean, shocks.sd[entry], np.sqrt(own), parts)

    def _stretched(self, apart: Floats, indicator: Ints) -> Floats:
        """Part of a gap that the stretch makes; no outturn follows a target out of all bounds."""
        near, far = FARTHEST_STRETCH * self.scale[indicator], self.farthest * self.scale[indicator]
        followed = np.clip(apart, -far, far)
        return np.asarray(self.slope[indicator] * np.clip(apart, -near, near) - apart + followed)


def fit_anchoring(
    gap: Floats,
    rows: Rows,
    priors: Priors,
    usual: tuple[Floats, Floats],
    kinship: Floats,
    *,
    levels: Floats,
    areas: int,
    now: int,
) -> Anchoring:
    """Fit the gaps of past targets.

    Parameters
    ----------
    gap
        Outturn minus target, shape (n,), points; n may be zero.
    rows
        The targets.
    priors
        What larger panels taught.
    usual
        Prior usual gap, points, and prior slope of the stretch, by indicator, shape (k,) each.
    kinship
        Correlations between indicators, shape (k, k).
    levels
        Factor on the prior spread at each level of government, shape (l,).
    areas
        How many areas there are.
    now
        The year to be forecast: older years weigh less in the spreads.
    """
    fresh = 0.5 ** ((now - 1 - rows.year) / priors.half_life)
    left = take_apart(gap, rows, priors, usual, levels, areas=areas, fresh=fresh)
    doubt = _doubt(rows, left.scale.size)
    return Anchoring(
        years=fit_years(left.cells, left.scale, kinship, priors.year_variances),
        scale=left.scale,
        slope=left.slope,
        wording=left.wording,
        spread=left.spread * doubt[:, None],
        area=left.area,
        area_doubt=left.area_doubt,
        usual_stretch=left.usual_stretch,
        usual_wording=left.usual_wording,
        stretch_sd=left.stretch_sd,
        doubt=doubt,
    )


def _doubt(rows: Rows, indicators: int) -> Floats:
    """Standard deviation of a Student t whose spread so many years told, against a normal's."""
    years = np.zeros(indicators)
    told, count = np.unique(
        np.unique(np.column_stack([rows.indicator, rows.year]), axis=0)[:, 0], return_counts=True
    )
    years[told] = count
    freedom = years + DOUBT_YEARS
    return np.asarray(np.sqrt(freedom / (freedom - 2)))
