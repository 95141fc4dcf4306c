"""Shocks that the targets of a year share: one set of draws for all areas, members and targets.

Every draw of every target is ``centre + year_sd * year shock + own_sd * own shock``; the shocks
are common to the members of the pool, so that mixing members keeps what targets share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.gap_residuals import ERROR_TAIL

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
class Shocks:
    """Draws of shocks of mean 0 and variance 1; `own` adds an area's.

    Attributes
    ----------
    year
        Shape (n, m): what areas share, one column an entry of the year's forecast.
    member
        Shape (n, k), between 0 and 1: which member of the pool a draw of an indicator follows.
        Apart for each indicator: members that disagree would else seem to tie targets together.
    root
        Cholesky root of the correlation of own errors between indicators, shape (k, k).
    cluster
        Part of the own errors' variance that areas of one parent share.
    seed
        Number that all areas' own shocks start from.
    """

    year: Floats
    member: Floats
    root: Floats
    cluster: float
    seed: int
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
        year = forecast.draw(n, rng) / np.where(forecast.sd > 0, forecast.sd, 1.0)
        root: Floats = np.asarray(
            np.linalg.cholesky(correlation + 1e-9 * np.eye(len(correlation))), dtype=np.float64
        )
        return cls(year, rng.random((n, len(root))), root, cluster, int(rng.integers(2**62)))

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
        return np.random.default_rng([self.seed, *name.encode()])


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
    exact = np.max(said.exact * (said.weight > 0), axis=0, initial=0.0) * ~np.isnan(said.target)
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
