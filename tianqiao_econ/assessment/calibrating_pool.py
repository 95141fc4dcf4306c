"""Learning how far each member of the engine is believed: weights of least past CRPS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.engine import pooled
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.panel import Panel
    from tianqiao_econ.datasets import DataPackage
    from tianqiao_econ.forecasting import Priors

    Floats = NDArray[np.float64]

#: Factors on the spread that are tried.
SPREADS = (0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1)
#: Tenths in which weights are tried.
STEPS = 10
#: Quantiles that stand for a member's distribution in CRPS.
_LEVELS = (np.arange(60) + 0.5) / 60
#: Degrees of freedom of a year's and an area's shocks together.
_TAIL = 5.0


def pool_weights(
    package: DataPackage, panel: Panel, origins: Sequence[int], priors: Priors, day: str
) -> tuple[dict[str, float], float, int]:
    """Weights of the members and factor on the spread of least CRPS, one year ahead.

    Parameters
    ----------
    package
        What is seen on ``day`` of every year.
    panel
        Everything that is known by now.
    origins
        Years that are forecast.
    priors
        For the members.
    day
        Month and day, '03-31'.

    Returns
    -------
    Member -> weight, the factor, and how many of the years had outturns to judge by.
    """
    found = (_said(package, panel, year, priors, day) for year in origins)
    said = [one for one in found if one is not None]
    if not said:
        return {}, 1.0, 0
    weights = _best_weights(said)
    spread = min(SPREADS, key=lambda factor: _loss(said, weights, factor))
    return dict(zip(MEMBERS, weights.tolist(), strict=True)), spread, len(said)


@dataclass(frozen=True, slots=True)
class _Said:
    """Members' forecasts of a year's targets and what came of them; see `engine.Pool`."""

    centre: Floats
    year_sd: Floats
    own_sd: Floats
    outturn: Floats
    scale: Floats


def _said(package: DataPackage, panel: Panel, year: int, priors: Priors, day: str) -> _Said | None:
    knowledge = Knowledge.of(package.as_of(f"{year}-{day}"), year, replace(priors, spread=1.0))
    indicator, area = knowledge.panel.asked(year)
    outturn = panel.paired[indicator, area, panel.place(year)]
    told = ~np.isnan(outturn)
    if not told.any():
        return None
    pool = pooled(knowledge, indicator[told], area[told])
    scale = knowledge.anchoring.scale[indicator[told]]
    return _Said(pool.centre, pool.year_sd, pool.own_sd, outturn[told], scale)


def _best_weights(said: Sequence[_Said]) -> Floats:
    size = len(MEMBERS)
    grid = [
        np.diff([-1, *bars, STEPS + size - 1]) - 1
        for bars in combinations(range(STEPS + size - 1), size - 1)
    ]
    return np.asarray(min(grid, key=lambda parts: _loss(said, parts / STEPS, 1.0)) / STEPS)


def _loss(said: Sequence[_Said], weights: Floats, spread: float) -> float:
    """Mean over years of the pool's CRPS in usual gaps."""
    from scipy.special import stdtrit

    unit = stdtrit(_TAIL, _LEVELS) * np.sqrt((_TAIL - 2) / _TAIL)
    return float(np.mean([_year_loss(one, weights, spread, unit) for one in said]))


def _year_loss(said: _Said, weights: Floats, spread: float, unit: Floats) -> float:
    weight = np.asarray(weights)[:, None] * ~np.isnan(said.centre)
    weight = weight + 1e-9 * ~np.isnan(said.centre)
    weight = weight / weight.sum(axis=0)
    sd = np.hypot(said.year_sd, spread * said.own_sd)
    points = np.nan_to_num(said.centre)[:, :, None] + sd[:, :, None] * unit
    mass = np.broadcast_to(weight[:, :, None] / unit.size, points.shape)
    points = np.moveaxis(points, 1, 0).reshape(len(said.outturn), -1)
    mass = np.moveaxis(mass, 1, 0).reshape(len(said.outturn), -1)
    order = np.argsort(points, axis=1)
    points, mass = np.take_along_axis(points, order, 1), np.take_along_axis(mass, order, 1)
    below = np.cumsum(mass, axis=1) - mass / 2
    crps = (mass * np.abs(points - said.outturn[:, None])).sum(axis=1)
    crps = crps - ((2 * below - 1) * mass * points).sum(axis=1)
    return float(np.mean(crps / said.scale))
