"""Members of the engine: each says where an outturn is expected and how far it may fall.

A member is a function of what is known (`Knowledge`) and of targets by number; it answers NaN
where it has nothing to say. `MEMBERS` is the registry; the pool (`engine`) knows none by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting import carried, t_sd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.knowledge import Knowledge

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Years back to which a trend's last figure may lie.
LATEST_YEARS = 2
#: A deviation from the parent counts no further than this many usual gaps from the middle one of
#: three years: a collapse is not carried forward, a lasting distance is.
FARTHEST = 2.0
#: Areas from which the mean deviation of a level from its parents is believed half.
USUAL_DEVIATION = 4.0


@dataclass(frozen=True, slots=True)
class MemberForecast:
    """What a member says of some targets; one entry a target.

    Attributes
    ----------
    centre
        Expected outturn, growth in per cent; NaN where the member has nothing to say.
    year_sd, own_sd
        Standard deviation of what targets of one year share, and of the area's own part, points.
    exact
        Part of outturns that are published as just the target.
    """

    centre: Floats
    year_sd: Floats
    own_sd: Floats
    exact: Floats


Member = Callable[["Knowledge", "Ints", "Ints"], MemberForecast]


def anchored(knowledge: Knowledge, indicator: Ints, area: Ints) -> MemberForecast:
    """Target plus pooled gap."""
    panel, at = knowledge.panel, knowledge.panel.place(knowledge.year)
    centres = knowledge.centres(indicator, area)
    target = panel.target[indicator, area, at]
    return MemberForecast(
        target + centres.mean, centres.year_sd, centres.own_sd, knowledge.exact[indicator]
    )


def trend(knowledge: Knowledge, indicator: Ints, area: Ints) -> MemberForecast:
    """The past alone: the reference's forecast plus part of the area's own deviation from it.

    A trend whose last figure is older than `LATEST_YEARS` is shown to readers, but not pooled.
    """
    oldest = str(knowledge.year - LATEST_YEARS)
    centre, year_sd, own_sd = (np.full(area.size, np.nan) for _ in range(3))
    for at, mean in _alike(knowledge, indicator, area):
        one = knowledge.trend(int(indicator[at[0]]), int(area[at[0]]))
        centre[at] = mean if one.last_period >= oldest else np.nan
        year_sd[at], own_sd[at] = one.year_sd, one.own_sd
    return MemberForecast(centre, year_sd, own_sd, np.zeros(area.size))


def _alike(knowledge: Knowledge, indicator: Ints, area: Ints) -> Iterator[tuple[Ints, Floats]]:
    """Targets whose trends differ in the mean alone, with these: on the same peers, else one."""
    level = knowledge.panel.level[area]
    for k, here in sorted(set(zip(indicator.tolist(), level.tolist(), strict=True))):
        at = np.flatnonzero((indicator == k) & (level == here))
        peers = knowledge.peers(k, here)
        if peers is not None:
            told = peers.known[area[at]] > 0
            on, at = at[told], at[~told]
            if on.size:
                yield on, peers.forecast.mean + peers.expected[area[on]]
        for one in at[:, None]:
            yield one, np.array([knowledge.trend(k, int(area[one[0]])).mean])


def parent(knowledge: Knowledge, indicator: Ints, area: Ints) -> MemberForecast:
    """The parent's own target and its usual gap, plus the area's deviation from its parent."""
    panel, at = knowledge.panel, knowledge.panel.place(knowledge.year)
    above = panel.parent[area]
    target = panel.target[indicator, above, at]
    asked = (above >= 0) & ~np.isnan(target)
    centre = np.full(area.size, np.nan)
    year_sd, own_sd = np.zeros(area.size), np.zeros(area.size)
    if asked.any():
        k, a, p = indicator[asked], area[asked], above[asked]
        centres = knowledge.centres(k, p)
        offset, spread = _deviation(knowledge, k, a)
        centre[asked] = target[asked] + centres.mean + offset
        year_sd[asked] = centres.year_sd
        own_sd[asked] = np.hypot(centres.own_sd, spread)
    return MemberForecast(centre, year_sd, own_sd, np.zeros(area.size))


MEMBERS: dict[str, Member] = {"anchored": anchored, "trend": trend, "parent": parent}

#: Who speaks for a member that has nothing to say: targets lean on targets.
HEIRS = {"parent": "anchored"}


def _deviation(knowledge: Knowledge, indicator: Ints, area: Ints) -> tuple[Floats, Floats]:
    """Deviation from the parent that is expected again, and the spread around it."""
    found, spread = np.zeros(area.size), np.zeros(area.size)
    for k in np.unique(indicator):
        for level in np.unique(knowledge.panel.level[area]):
            here = (indicator == k) & (knowledge.panel.level[area] == level)
            if here.any():
                expected, spread[here] = _of_level(knowledge, int(k), int(level))
                found[here] = expected[area[here]]
    return found, spread


@lru_cache(maxsize=1024)
def _of_level(knowledge: Knowledge, k: int, level: int) -> tuple[Floats, float]:
    """Deviation of every area of a level, and their spread: the same for all its targets."""
    panel, end = knowledge.panel, knowledge.panel.place(knowledge.year)
    peers = np.flatnonzero((panel.level == level) & (panel.parent >= 0))
    apart = panel.outturn[k][:, :end]
    apart = apart[peers] - apart[panel.parent[peers]]
    every = apart[~np.isnan(apart)]
    usual = (
        float(np.median(every)) * every.size / (every.size + USUAL_DEVIATION) if every.size else 0.0
    )
    limit = FARTHEST * knowledge.anchoring.scale[k]
    own = np.full((len(panel.areas), end + 1), np.nan)
    own[peers, :end] = _steadied(apart - usual, limit)
    expected = carried(own, knowledge.priors.memory)
    error = (own - expected)[:, 3:end]
    error = error[~np.isnan(error)]
    prior = np.sqrt(knowledge.priors.error) * knowledge.anchoring.scale[k]
    sd = t_sd(error / prior, np.ones(error.size), 1.0, knowledge.priors.weight) * prior
    return usual + expected[:, end], sd


def _steadied(deviation: Floats, limit: float) -> Floats:
    """Deviations, shape (a, t), each near the middle of its own and the two before."""
    three = [deviation]
    for lag in (1, 2):
        earlier = np.full(deviation.shape, np.nan)
        earlier[:, lag:] = deviation[:, : max(deviation.shape[1] - lag, 0)]
        three.append(np.where(np.isnan(earlier), deviation, earlier))
    middle = sum(three) - np.maximum.reduce(three) - np.minimum.reduce(three)
    return np.asarray(np.clip(deviation, middle - limit, middle + limit))
