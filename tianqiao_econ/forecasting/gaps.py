"""Pooled distribution of (outturn - target), shared by indicators, levels of government and years.

A gap of pool i (indicators of one theme), level of government l, in year t and place p is read as::

    gap / s_i = mu + m_i + a_il + b_t + d_it + q_pt + e

with ``s_i`` the usual size of that pool's gaps, ``mu`` a common mean, ``m`` and ``a`` the pool's
and the level's own part, ``b`` a year effect shared by all, ``d`` the pool's own part of it, ``q``
what one place's targets share in one year, and ``e`` a Student t error. Every part is a random
effect, so a cell with few pairs leans on its neighbours. Variances are estimated by expectation
maximisation with a few pseudo-observations behind each.

Source: Gelman and Hill (2007), Data Analysis Using Regression and Multilevel Models, chapter 13;
for Student t errors by reweighting, Lange, Little and Taylor (1989), JASA 84, 881-896.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    Draws = NDArray[np.float64]

#: Degrees of freedom of errors and of a new year's effect.
TAIL = 4.0
#: Part of the error's variance that indicators of one pool share in one place and year. Urban and
#: rural income, the only such pair with a record, correlate by 0.8 to 0.9 among counties.
WITHIN_POOL = 0.8


@dataclass(frozen=True, slots=True)
class Gaps:
    """Joint draws of a new year's gaps.

    Attributes
    ----------
    by_indicator
        Indicator -> array of shape (n,), percentage points.
    shared
        What all gaps of a draw share, shape (n,), mean 0 and variance 1.
    share
        Part of a gap's variance that ``shared`` makes up, between 0 and 1.
    """

    by_indicator: Mapping[str, Draws]
    shared: Draws
    share: float


@dataclass(frozen=True, slots=True)
class GapSample:
    """Pairs of target and outturn; one entry a pair in every field.

    Attributes
    ----------
    gap
        Outturn minus target, percentage points.
    pool, level, year, place
        Labels. ``pool`` gathers the indicators of one theme; ``place`` is what shares a local
        year: the area and the year.
    cluster
        Label of what is nearly one observation: the parent area and the year.
    """

    gap: NDArray[np.float64]
    pool: tuple[str, ...]
    level: tuple[str, ...]
    year: tuple[int, ...]
    place: tuple[Hashable, ...]
    cluster: tuple[Hashable, ...]

    def __post_init__(self) -> None:
        """Refuse fields of different lengths and gaps that are no numbers."""
        lengths = {len(getattr(self, name)) for name in self.__slots__}
        if len(lengths) != 1 or not np.isfinite(self.gap).all():
            msg = f"a gap sample needs finite gaps and fields of one length, got {sorted(lengths)}"
            raise ValueError(msg)

    def count(self, pool: str, level: str | None = None) -> int:
        """Pairs of a pool, at one level of government or at all."""
        return sum(self._chosen(pool, level))

    def clusters(self, pool: str, level: str | None = None) -> int:
        """Distinct clusters among the pairs of a pool."""
        chosen = self._chosen(pool, level)
        return len({label for label, keep in zip(self.cluster, chosen, strict=True) if keep})

    def _chosen(self, pool: str, level: str | None) -> list[bool]:
        pairs = zip(self.pool, self.level, strict=True)
        return [own == pool and level in {None, there} for own, there in pairs]


@dataclass(frozen=True, slots=True)
class GapModel:
    """Fitted effects; `draw` gives joint predictive gaps of a new year.

    Attributes
    ----------
    sample
        The pairs it was fitted to.
    scale
        Usual size of a pool's gaps, percentage points.
    variance
        Variance of each kind of effect, in squared units of that size.
    residual
        Scale of the Student t error by (pool, level), in units of that size.
    columns
        Place of each effect, (kind, label), in ``mean`` and ``covariance``.
    mean, covariance
        Posterior of the effects, in units of the usual size.
    """

    sample: GapSample
    scale: Mapping[str, float]
    variance: Mapping[str, float]
    residual: Mapping[tuple[str, str], float]
    columns: Mapping[tuple[str, Hashable], int]
    mean: Draws
    covariance: Draws

    @property
    def pools(self) -> tuple[str, ...]:
        """Pools with at least one pair, sorted."""
        return tuple(sorted(self.scale))

    def spread(self, pool: str, level: str) -> float:
        """Standard deviation of one area's own error, percentage points."""
        scale = self.residual.get((pool, level), 1.0) * self.scale[pool]
        return scale * float(np.sqrt(TAIL / (TAIL - 2)))

    def draw(
        self, pool_of: Mapping[str, str], level: str, n: int, rng: np.random.Generator
    ) -> Gaps:
        """Joint draws of a new year's gaps.

        Parameters
        ----------
        pool_of
            Indicator -> its pool (see `pools`); indicators of one pool share all but a part of
            the error.
        level
            Level of government of the area.
        n
            Number of draws.
        rng
            Source of randomness.
        """
        fixed = self._draw_means(level, n, rng)
        shared = _new_effect(self.variance["year"], n, rng)
        shared = shared + _new_effect(self.variance["place"], n, rng)
        own_year = {pool: _new_effect(self.variance["pool_year"], n, rng) for pool in self.pools}
        errors = {pool: rng.standard_t(TAIL, n) for pool in self.pools}
        drawn = {}
        for name, pool in pool_of.items():
            own = np.sqrt(1 - WITHIN_POOL) * rng.standard_t(TAIL, n)
            error = np.sqrt(WITHIN_POOL) * errors[pool] + own
            error = error * self.residual.get((pool, level), 1.0)
            drawn[name] = self.scale[pool] * (fixed[pool] + shared + own_year[pool] + error)
        common = self.variance["year"] + self.variance["place"]
        return Gaps(drawn, shared / np.sqrt(common), common / self._total_variance(level))

    def _total_variance(self, level: str) -> float:
        """Variance of a new gap at a level, mean over pools, in squared units of their size."""
        errors = [self.residual.get((pool, level), 1.0) ** 2 for pool in self.pools]
        effects = sum(self.variance[kind] for kind in ("year", "place", "pool_year"))
        return float(effects + np.mean(errors) * TAIL / (TAIL - 2))

    def _draw_means(self, level: str, n: int, rng: np.random.Generator) -> dict[str, Draws]:
        """Draws of mu + m_i + a_il of every pool, from their joint posterior."""
        weights = np.zeros((len(self.pools), self.mean.size))
        unseen = np.zeros(len(self.pools))
        for row, pool in enumerate(self.pools):
            weights[row, [self.columns["mean", ""], self.columns["pool", pool]]] = 1
            cell = self.columns.get(("level", (pool, level)))
            if cell is None:
                unseen[row] = self.variance["level"]
            else:
                weights[row, cell] = 1
        covariance = weights @ self.covariance @ weights.T + np.diag(unseen)
        root = np.linalg.cholesky(covariance + 1e-9 * np.eye(len(self.pools)))
        draws = weights @ self.mean + rng.standard_normal((n, len(self.pools))) @ root.T
        return dict(zip(self.pools, draws.T, strict=True))


def _new_effect(variance: float, n: int, rng: np.random.Generator) -> Draws:
    """Effect of a year not yet seen: Student t of the given variance."""
    scale = np.sqrt(variance * (TAIL - 2) / TAIL)
    return np.asarray(scale * rng.standard_t(TAIL, n), dtype=np.float64)
