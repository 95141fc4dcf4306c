"""What the engine knows on a date about one year: the panel, what was learnt from it, trends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.panel import Panel, panel_of
from tianqiao_econ.assessment.priors import priors_of
from tianqiao_econ.assessment.trending import (
    Peers,
    Trend,
    peers_of,
    trend_on_parents,
    trend_on_peers,
)
from tianqiao_econ.forecasting import exact_share, fit_anchoring
from tianqiao_econ.framework import Level

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.forecasting import Anchoring, Centres, Priors, YearForecast

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Record:
    """Pairs of target and outturn behind an indicator's gaps.

    Attributes
    ----------
    indicator, level
        Whose, and the level of government in question.
    pairs, here
        Pairs at all levels, and at this one.
    areas, years, clusters
        Distinct areas, years, and parent areas in a year among all the pairs.
    """

    indicator: str
    level: str
    pairs: int
    here: int
    areas: int
    years: int
    clusters: int


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Everything that members draw on; nothing after the view's date, no outturn of the year.

    Attributes
    ----------
    view, year
        What was known, and the year that is forecast.
    priors
        What larger panels taught.
    panel
        Targets and outturns of all areas.
    anchoring, shocks
        Pooled gaps, and the year's mean gaps.
    exact
        Part of outturns that are published as just the target, by indicator, shape (k,).
    """

    view: View
    year: int
    priors: Priors
    panel: Panel
    anchoring: Anchoring
    shocks: YearForecast
    exact: Floats
    _peers: dict[tuple[int, int], Peers | None] = field(default_factory=dict, repr=False)
    _trends: dict[tuple[int, int], Trend] = field(default_factory=dict, repr=False)
    _borrowed: list[Floats] = field(default_factory=list, repr=False)
    _centres: list[Centres] = field(default_factory=list, repr=False)
    _records: dict[tuple[int, int], Record] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, view: View, year: int, priors: Priors | None = None) -> Knowledge:
        """Learn from everything that a view knows of earlier years."""
        priors = priors_of(view, year) if priors is None else priors
        return cls.learnt(view, year, priors, panel_of(view, year))

    @classmethod
    def learnt(cls, view: View, year: int, priors: Priors, panel: Panel) -> Knowledge:
        """Learn from a panel."""
        usual = usual_of(panel, priors)
        indicator, area, at = panel.pairs(year)
        gap = (panel.paired - panel.target)[indicator, area, at]
        unnamed = panel.unnamed_share(indicator, area, at)
        anchoring = fit_anchoring(
            gap - priors.silence * usual[0][indicator] * unnamed,
            panel.rows(indicator, area, at, priors.recent, usual[0]),
            priors,
            usual,
            kinship(panel, priors),
            levels=level_errors(priors),
            areas=len(panel.areas),
            now=year,
        )
        shocks = anchoring.shocks(panel.levels, year)
        return cls(view, year, priors, panel, anchoring, shocks, exact_of(panel, year, priors))

    def centres(self, indicator: Ints, area: Ints) -> Centres:
        """Expected gaps of targets of the year, each measured against all targets of the year."""
        if not self._centres:
            panel, now, recent = self.panel, self.panel.place(self.year), self.priors.recent
            k, a = panel.asked(self.year)
            gaps, _ = usual_of(panel, self.priors)
            stretch = panel.target[k, a, now] - self.borrowed[k, a]
            rows = panel.rows(k, a, now, recent, gaps)
            self._centres.append(self.anchoring.centres(rows, self.shocks, stretch))
        every, size = self._centres[0], len(self.panel.areas)
        asked = np.ravel_multi_index(
            self.panel.asked(self.year), (len(self.panel.indicators), size)
        )
        at = np.searchsorted(asked, indicator * size + area)
        return every.taken(at)

    def measured(self, k: int, a: int) -> bool:
        """Whether a recent outturn of the area or of one above is known."""
        return bool(np.isfinite(self.borrowed[k, a]))

    @property
    def borrowed(self) -> Floats:
        """Recent outturns of areas, or of the nearest above that has some, shape (k, a)."""
        if not self._borrowed:
            at, recent = self.panel.place(self.year), self.priors.recent
            gaps, _ = usual_of(self.panel, self.priors)
            self._borrowed.append(self.panel.borrowed(at, recent, gaps))
        return self._borrowed[0]

    def with_target(self, k: int, a: int, growth: float) -> Knowledge:
        """Return the same knowledge with another number (per cent) as an area's target."""
        at = self.panel.place(self.year)
        if self.panel.target[k, a, at] == growth:
            return self
        target = self.panel.target.copy()
        target[k, a, at] = growth
        return replace(self, panel=replace(self.panel, target=target), _centres=[])

    def record(self, k: int, a: int) -> Record:
        """Pairs behind an indicator's gaps."""
        level = int(self.panel.level[a])
        if (k, level) not in self._records:
            self._records[k, level] = self._record(k, level)
        return self._records[k, level]

    def _record(self, k: int, level: int) -> Record:
        panel = self.panel
        indicator, area, at = panel.pairs(self.year)
        area, at = area[indicator == k], at[indicator == k]
        parent = np.where(panel.parent[area] < 0, len(panel.areas) + area, panel.parent[area])
        return Record(
            indicator=panel.indicators[k],
            level=str(tuple(Level)[level]),
            pairs=area.size,
            here=int((panel.level[area] == level).sum()),
            areas=np.unique(area).size,
            years=np.unique(at).size,
            clusters=len(set(zip(parent.tolist(), at.tolist(), strict=True))),
        )

    def trend(self, k: int, a: int) -> Trend:
        """Trend of an indicator (by number) of an area (by number)."""
        if (k, a) not in self._trends:
            peers = self.peers(k, int(self.panel.level[a]))
            self._trends[k, a] = (
                trend_on_parents(self, k, a)
                if peers is None or not peers.known[a]
                else trend_on_peers(self, k, a, peers)
            )
        return self._trends[k, a]

    def peers(self, k: int, level: int) -> Peers | None:
        """Areas of one level, where enough of them publish the indicator."""
        if (k, level) not in self._peers:
            self._peers[k, level] = peers_of(self, k, level)
        return self._peers[k, level]

    def plain(self, k: int, year: int) -> bool:
        """Whether no listed event distorts the growth of a year."""
        plain, at = self.panel.plain, self.panel.place(year)
        return not 0 <= at < plain.shape[1] or bool(plain[k, at])

    def own_prior(self, k: int) -> float:
        """Usual spread of a single area, points."""
        return float(np.sqrt(self.priors.error) * self.anchoring.scale[k])

    def shock_sd(self, k: int, a: int) -> float:
        """Standard deviation of a year's shocks to an indicator, points."""
        entry = k * self.panel.levels + int(self.panel.level[a])
        return float(np.hypot(self.shocks.crisis[entry], self.shocks.own[entry]))

    def level_name(self, a: int) -> str:
        """Level of government of an area."""
        return str(tuple(Level)[int(self.panel.level[a])])


def knowledge_of(view: View, year: int) -> Knowledge:
    """Knowledge with the package's own priors, worked out once for each date and year."""
    return _knowledge(view.package, view.date, year)


@lru_cache(maxsize=8)
def _knowledge(package: DataPackage, day: date, year: int) -> Knowledge:
    return Knowledge.of(package.as_of(day), year)


def trend(view: View, indicator: str, *, area: str, year: int) -> Trend:
    """Trend of one indicator of an area for one year, from what the view knows.

    On the mean of the areas of its level, where enough of them publish, or on the nearest
    parents' growth, plus part of the area's own recent deviation.
    """
    knowledge = knowledge_of(view, year)
    panel = knowledge.panel
    return knowledge.trend(panel.indicators.index(indicator), panel.areas.index(area))


def usual_of(panel: Panel, priors: Priors) -> tuple[Floats, Floats]:
    """Prior usual gap, points, and slope of the stretch by indicator."""
    return (
        np.array([priors.gap_of(code) for code in panel.indicators]),
        np.array([priors.stretch_of(code) for code in panel.indicators]),
    )


def exact_of(panel: Panel, year: int, priors: Priors) -> Floats:
    """Part of outturns before a year that are just the target, by indicator, shape (k,)."""
    indicator, area, at = panel.pairs(year)
    gap = (panel.paired - panel.target)[indicator, area, at]
    usual = [priors.exact_of(code) for code in panel.indicators]
    mine = [indicator == k for k in range(len(panel.indicators))]
    return np.array(
        [
            exact_share(gap[here], at[here], prior, priors.weight)
            for here, prior in zip(mine, usual, strict=True)
        ]
    )


def level_errors(priors: Priors) -> Floats:
    """Factor on the prior spread at each level of government."""
    return np.array([priors.level_error.get(str(level), 1.0) for level in Level])


def kinship(panel: Panel, priors: Priors) -> Floats:
    """Correlations of the lasting and fading parts between indicators, shape (k, k)."""
    theme = np.array(panel.theme)
    same, other = priors.related
    found = np.where(theme[:, None] == theme[None, :], same, other)
    found = np.where(panel.floor[:, None] == panel.floor[None, :], found, 0.0)
    ceilings = ~panel.floor
    found[np.ix_(ceilings, ceilings)] = 0.0
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)
