"""Targets and outturns of all areas as arrays: what the members of the engine learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.outturns import announced
from tianqiao_econ.assessment.pairs import attainment_pairs, growth_targets
from tianqiao_econ.forecasting import Rows
from tianqiao_econ.framework import Direction, Level, Qualifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.datasets import View

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Wordings that may shift a gap, in the order of `Panel.wording`'s last axis.
WORDINGS = (Qualifier.AT_LEAST, Qualifier.ABOUT)
#: Usual gaps by which a fall lowers recent outturns at most.
MOST_FALL = 1.5
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Growth targets and outturns known on a date; arrays are indicators x areas x years.

    Attributes
    ----------
    indicators, areas
        Codes, in the order of the first two axes.
    first_year
        Year of the first place on the third axis.
    level, parent
        Number of each area's level of government and of its parent (-1 without one).
    theme, floor
        Theme of each indicator, and whether its targets are floors (higher is better).
    target
        Number that the target names, per cent; NaN without one.
    wording
        Shape (k, a, t, q): whether the target has one of `WORDINGS`.
    paired
        First announced outturn that judges the target, per cent.
    outturn
        First announced outturn, revised ones where no other is known, per cent.
    plain
        Shape (k, t): whether no listed event distorts the growth of a year.
    """

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    first_year: int
    level: Ints
    parent: Ints
    theme: tuple[str, ...]
    floor: NDArray[np.bool_]
    target: Floats
    wording: NDArray[np.bool_]
    paired: Floats
    outturn: Floats
    plain: NDArray[np.bool_]

    @property
    def levels(self) -> int:
        """Number of levels of government."""
        return len(_LEVELS)

    def place(self, year: int) -> int:
        """Place of a year on the third axis."""
        return year - self.first_year

    def asked(self, year: int) -> tuple[Ints, Ints]:
        """Numbers of the indicator and the area of every target of a year."""
        known = ~np.isnan(self.target[:, :, self.place(year)])
        return tuple(axis.astype(np.intp) for axis in np.nonzero(known))  # type: ignore[return-value]

    def pairs(self, before: int) -> tuple[Ints, Ints, Ints]:
        """Indicator, area and place of the year of every target with an outturn before a year."""
        gap = self.paired[:, :, : self.place(before)] - self.target[:, :, : self.place(before)]
        return tuple(axis.astype(np.intp) for axis in np.nonzero(~np.isnan(gap)))  # type: ignore[return-value]

    def rows(
        self, indicator: Ints, area: Ints, at: Ints | int, recent: float, usual: Floats
    ) -> Rows:
        """Targets as rows for the gap model; ``at`` are places on the third axis."""
        at = np.broadcast_to(np.asarray(at, dtype=np.intp), indicator.shape)
        parent = self.parent[area]
        return Rows(
            stretch=self.target[indicator, area, at]
            - self.recent(indicator, area, at, recent, usual),
            wording=self.wording[indicator, area, at].astype(np.float64),
            indicator=indicator,
            level=self.level[area],
            area=area,
            cluster=np.where(parent < 0, len(self.areas) + area, parent),
            year=np.asarray(at + self.first_year),
        )

    def recent(self, indicator: Ints, area: Ints, at: Ints, weight: float, usual: Floats) -> Floats:
        """Recent outturns: the last two, the last one weighing more unless they are far apart.

        After a rise of many usual gaps it is the two-year average that a target is held against
        (the rise was a rebound), after a fall the outturn before it less `MOST_FALL` usual gaps
        (a rebound is due).
        """
        last, before = (self.lagged(indicator, area, at, lag) for lag in (1, 2))
        limit = usual[indicator]
        risen = (last + before) / 2 + np.minimum((weight - 0.5) * (last - before), limit)
        fallen = before + np.maximum(weight * (last - before), -MOST_FALL * limit)
        both = np.where(last < before, fallen, risen)
        return np.where(np.isnan(both), np.where(np.isnan(last), before, last), both)

    def borrowed(self, at: int, recent: float, usual: Floats) -> Floats:
        """Recent outturns of every area, or of its nearest parent that has some, shape (k, a)."""
        k, a = np.indices((len(self.indicators), len(self.areas)))
        told = self.recent(k.ravel(), a.ravel(), np.full(k.size, at), recent, usual)
        told = told.reshape(k.shape)
        for _ in range(self.levels):
            inherited = np.where(self.parent < 0, np.nan, told[:, self.parent])
            told = np.where(np.isnan(told), inherited, told)
        return np.asarray(told)

    def unnamed_share(self, indicator: Ints, area: Ints, at: Ints) -> Floats:
        """Share of targets whose outturn was left unnamed, at the same level in the same year.

        Unnamed is a target without an outturn in an area that did announce others of that year.
        """
        named = ~np.isnan(self.paired)
        silent = ~np.isnan(self.target) & ~named & named.any(axis=0)
        pairs = ~np.isnan(self.target) & named
        share = np.zeros((len(self.indicators), self.levels, self.target.shape[2]))
        for level in np.unique(self.level):
            here = self.level == level
            unnamed, told = silent[:, here].sum(axis=1), pairs[:, here].sum(axis=1)
            share[:, level] = unnamed / np.maximum(unnamed + told, 1)
        return np.asarray(share[indicator, self.level[area], at])

    def lagged(self, indicator: Ints, area: Ints, at: Ints, lag: int) -> Floats:
        """Outturns some years earlier; NaN where unknown or distorted by a listed event."""
        earlier = at - lag
        inside = earlier >= 0
        earlier = np.where(inside, earlier, 0)
        known = inside & self.plain[indicator, earlier]
        return np.where(known, self.outturn[indicator, area, earlier], np.nan)


def panel_of(view: View, last_year: int) -> Panel:
    """Panel of everything that a view knows, up to the targets of ``last_year``."""
    package = view.package
    catalogue = package.indicators.sort_values("indicator")
    places = package.areas
    indicators, areas = tuple(catalogue["indicator"]), tuple(places["ref_area"])
    targets, pairs, outturns = growth_targets(view), attainment_pairs(view), announced(view)
    starts = (int(frame["time_period"].min()) for frame in (targets, outturns) if len(frame))
    first = min([last_year, *starts])
    shape = (len(indicators), len(areas), last_year - first + 1)
    index = _Index(indicators, areas, first, shape)
    number = {code: at for at, code in enumerate(areas)}
    floor = (catalogue["direction"] == Direction.HIGHER).to_numpy()
    wording = np.zeros((*shape, len(WORDINGS)), dtype=bool)
    for at, name in enumerate(WORDINGS):
        wording[..., at] = index.filled(targets[targets["qualifier"] == name], "target") > -np.inf
    plain = np.ones((shape[0], shape[2]), dtype=bool)
    for row in view.base_effects.to_dict("records"):
        # the year itself is distorted, and the next by its base
        for year in (int(row["time_period"]), int(row["time_period"]) + 1):
            if row["indicator"] in indicators and first <= year <= last_year:
                plain[indicators.index(row["indicator"]), year - first] = False
    return Panel(
        indicators=indicators,
        areas=areas,
        first_year=first,
        level=np.array([_LEVELS.index(level) for level in places["level"]], dtype=np.intp),
        parent=np.array([number.get(code, -1) for code in places["parent"]], dtype=np.intp),
        theme=tuple(catalogue["theme"]),
        floor=floor,
        target=index.filled(targets, "target"),
        wording=wording,
        paired=index.filled(pairs, "outturn"),
        outturn=index.filled(outturns, "obs_value"),
        plain=plain,
    )


@dataclass(frozen=True, slots=True)
class _Index:
    """Where a row of a table stands in the arrays."""

    indicators: Sequence[str]
    areas: Sequence[str]
    first_year: int
    shape: tuple[int, int, int]

    def filled(self, frame: pd.DataFrame, column: str) -> Floats:
        """Array of a table's column, NaN where it has no row."""
        array = np.full(self.shape, np.nan)
        at = (
            pd.Index(self.indicators).get_indexer(pd.Index(frame["indicator"])),
            pd.Index(self.areas).get_indexer(pd.Index(frame["ref_area"])),
            frame["time_period"].astype(int).to_numpy() - self.first_year,
        )
        inside = (at[0] >= 0) & (at[1] >= 0) & (at[2] >= 0) & (at[2] < self.shape[2])
        array[tuple(axis[inside] for axis in at)] = frame.loc[inside, column].to_numpy()
        return array
