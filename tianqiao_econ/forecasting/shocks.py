"""Shocks that the targets of a year share: one set of draws for all areas, members and targets.

Every draw of every target is ``centre + year_sd * year shock + own_sd * own shock``; the shocks
are common to the members of the pool, so that mixing members keeps what targets share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.gap_residuals import ERROR_TAIL
from tianqiao_econ.forecasting.year_effects import YearNoise

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tianqiao_econ.forecasting.year_effects import YearForecast

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


#: Smallest part that is left for the members.
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Said:
    """What members say of k targets.

    Attributes
    ----------
    centre, year_sd, own_sd, weight
        Shape (members, k); a member without a centre has weight zero, weights of a target sum
        to one, or to zero where nobody has a centre.
    exact
        Part of outturns that are published as just the target, shape (members, k); the largest of
        the members with a weight counts.
    target
        The targets' numbers, shape (k,).
    """

    centre: Floats
    year_sd: Floats
    own_sd: Floats
    weight: Floats
    exact: Floats
    target: Floats


@dataclass(frozen=True, slots=True)
class Noise:
    """What shocks are made of; one source gives the same whatever is known of the year.

    Attributes
    ----------
    year
        Of the year's mean gaps.
    member
        Shape (n, k), between 0 and 1: which member of the pool a draw of an indicator follows.
        Apart for each indicator: members that disagree would else seem to tie targets together.
    seed
        Number that all areas' own shocks start from.
    """

    year: YearNoise
    member: Floats
    seed: int

    @classmethod
    def of(cls, n: int, entries: int, indicators: int, rng: np.random.Generator) -> Noise:
        """Draw it for so many entries of the year's forecast."""
        year = YearNoise.of(n, entries, indicators, rng)
        return cls(year, rng.random((n, indicators)), int(rng.integers(2**62)))


@dataclass(frozen=True, slots=True)
class Shocks:
    """Draws of shocks of mean 0 and variance 1: `year` has what areas share, `own` adds an area's.

    Attributes
    ----------
    noise
        What they are made of.
    forecast
        The year's mean gaps, for each indicator at every level, the levels side by side.
    root
        Cholesky root of the correlation of own errors between indicators, shape (k, k).
    cluster
        Part of the own errors' variance that areas of one parent share.
    """

    noise: Noise
    forecast: YearForecast
    root: Floats
    cluster: float
    _kept: dict[str, tuple[str, Floats]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(
        cls,
        forecast: YearForecast,
        correlation: Floats,
        cluster: float,
        n: int,
        rng: np.random.Generator,
    ) -> Shocks:
        """Draw the shocks of a year.

        Parameters
        ----------
        forecast
            The year's mean gaps.
        correlation
            Of own errors between indicators, shape (k, k).
        cluster
            Part of the own errors' variance that areas of one parent share.
        n
            Number of draws.
        rng
            Source of randomness.
        """
        noise = Noise.of(n, forecast.indicator.size, len(correlation), rng)
        return cls.made_of(noise, forecast, correlation, cluster)

    @classmethod
    def made_of(
        cls, noise: Noise, forecast: YearForecast, correlation: Floats, cluster: float
    ) -> Shocks:
        """Shocks of noise that is drawn already."""
        root = np.linalg.cholesky(correlation + 1e-9 * np.eye(len(correlation)))
        return cls(noise, forecast, np.asarray(root, dtype=np.float64), cluster)

    @property
    def member(self) -> Floats:
        """Which member of the pool a draw of an indicator follows, shape (n, k)."""
        return self.noise.member

    def year(self, level: int = 0) -> Floats:
        """Shocks that the areas of a level of government share, shape (n, k)."""
        return self._once(f"level {level}", "", lambda: self._year(level))

    def _year(self, level: int) -> Floats:
        entries = self.forecast.indicator.size
        chosen = np.arange(level, entries, entries // len(self.root))
        sd = self.forecast.sd[chosen]
        draws = self.forecast.drawn(self.noise.year, chosen)
        draws /= np.where(sd > 0, sd, 1.0)
        return draws

    def own(self, area: str, parent: str) -> Floats:
        """Own shocks of an area to every indicator, shape (n, k).

        The same area has the same shocks whichever others are drawn.
        """
        return self._once("area", f"{area} {parent}", lambda: self._own(area, parent or area))

    def _own(self, area: str, parent: str) -> Floats:
        shared = self._once("parent", parent, lambda: self._normal(f"parent {parent}"))
        apart = np.sqrt(1 - self.cluster) * self._normal(area)
        local = apart + np.sqrt(self.cluster) * shared
        return np.asarray(local @ self.root.T * self._stretching(area)[:, None])

    def _once(self, kind: str, name: str, drawn: Callable[[], Floats]) -> Floats:
        """Draw for each target of an area, and each area of a parent, only once in a row."""
        last, found = self._kept.get(kind, ("", None))
        if found is None or last != name:
            found = drawn()
            found.flags.writeable = False
            self._kept[kind] = (name, found)
        return found

    def _normal(self, name: str) -> Floats:
        rng = self._stream(name)
        return rng.standard_normal(self.member.shape)

    def _stretching(self, name: str) -> Floats:
        """Scale of each draw that makes normal shocks Student t of variance one."""
        rng = self._stream(f"tail {name}")
        return np.sqrt((ERROR_TAIL - 2) / rng.chisquare(ERROR_TAIL, len(self.member)))

    def _stream(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.noise.seed, *name.encode()])


def mixed(
    said: Said,
    member: Floats,
    year: Floats,
    own: Floats,
) -> Floats:
    """Draws of the pool: each draw of a target is just the target or follows one member.

    Parameters
    ----------
    said
        What the members say of k targets.
    member, year, own
        Which member is followed, between 0 and 1, and shocks of variance one, shape (n, k).

    Returns
    -------
    Shape (n, k); NaN for a target of which no member says anything.
    """
    size = said.centre.shape[1]
    exact = _exact(said)
    left = (member - exact) / np.maximum(1.0 - exact, TINY)
    at = np.broadcast_to(np.arange(size), member.shape).copy()
    for edge in np.cumsum(said.weight, axis=0)[:-1]:
        at += size * (left >= edge)
    centre = np.where(said.weight > 0, said.centre, np.nan)
    drawn = said.own_sd.take(at)
    drawn *= own
    drawn += said.year_sd.take(at) * year
    drawn += centre.take(at)
    return np.where(left < 0, said.target, drawn)


def alternatives(said: Said, member: Floats, year: Floats, own: Floats) -> Floats:
    """Draws of one target as `mixed` makes them, for k things that members may say of it.

    They stand in the order of ``member``, so that those which follow one member lie side by side
    and need no picking: for what is counted over draws.

    Parameters
    ----------
    said
        What the members say, an entry an alternative.
    member, year, own
        As for `mixed`, of this target alone, shape (n,).

    Returns
    -------
    Shape (n, k).
    """
    order = np.argsort(member)
    member, year, own = member[order], year[order], own[order]
    exact, edges = _exact(said), np.cumsum(said.weight, axis=0)[:-1]
    centre = np.where(said.weight > 0, said.centre, np.nan)
    drawn = np.empty((exact.size, member.size))
    for k, draws in enumerate(drawn):
        left = (member - exact[k]) / max(1.0 - exact[k], TINY)
        cuts = np.searchsorted(left, [0.0, *edges[:, k]])
        draws[: cuts[0]] = said.target[k]
        for m, (first, end) in enumerate(pairwise([*cuts, member.size])):
            part = slice(first, end)
            draws[part] = said.own_sd[m, k] * own[part]
            draws[part] += said.year_sd[m, k] * year[part]
            draws[part] += centre[m, k]
    return drawn.T


def _exact(said: Said) -> Floats:
    """Part of each target's draws that are just the target."""
    largest = np.max(said.exact * (said.weight > 0), axis=0, initial=0.0)
    return np.asarray(largest * ~np.isnan(said.target))
