"""What the gaps of one year share: a Gaussian process over years with heavy-tailed shocks.

The mean gap of a cell (indicator k, level of government l, year t), in usual gaps of its
indicator, is read as::

    mu_k + a_kl + p_kt + u_t + w_kt

with ``mu`` and ``a`` the record's lasting parts, ``p`` a part that fades by ``persistence`` a
year, ``u`` a shock that all indicators share (a crisis) and ``w`` an indicator's own. Shocks are
Student t by reweighting, so that a crisis year is told as a shock and not carried forward.
Indicators lean on each other by ``kinship``.

Source: Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, chapter 2; for the
weights Lange, Little and Taylor (1989), JASA 84, 881-896.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Degrees of freedom of a year's shocks.
SHOCK_TAIL = 4.0
#: Rounds of reweighting; more of them change the third digit.
ROUNDS = 12
#: Smaller variances are none.
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class YearVariances:
    """Variances of the parts of a year's mean gap, in squared usual gaps.

    Attributes
    ----------
    mean, level
        Lasting parts: of an indicator, and of a level of government within it.
    persistent, persistence
        Part that fades, and the share of it that is left a year later.
    crisis, own
        Shock that all indicators share, and that of one indicator.
    """

    mean: float
    level: float
    persistent: float
    persistence: float
    crisis: float
    own: float


@dataclass(frozen=True, slots=True)
class Cells:
    """Mean gaps by indicator, level and year; one entry a cell in every field.

    Attributes
    ----------
    mean, noise
        Mean gap and its sampling variance, in points.
    indicator, level, year
        Numbers of the indicator and of the level, and the year.
    """

    mean: Floats
    noise: Floats
    indicator: Ints
    level: Ints
    year: Ints


@dataclass(frozen=True, slots=True)
class YearNoise:
    """What a year's draws are made of, whatever is known of the year.

    Attributes
    ----------
    lasting
        Standard normal, shape (n, m): a column an entry of the year's forecast.
    shared, own
        Student t of variance one, shapes (n,) and (n, k): of the crisis and of each indicator.
    """

    lasting: Floats
    shared: Floats
    own: Floats

    @classmethod
    def of(cls, n: int, entries: int, indicators: int, rng: np.random.Generator) -> YearNoise:
        """Draw it."""
        lasting = rng.standard_normal((n, entries))
        return cls(lasting, _unit_t(n, rng), _unit_t((n, indicators), rng))


@dataclass(frozen=True, slots=True)
class YearForecast:
    """A new year's mean gaps, for every pair of an indicator and a level that was asked for.

    Attributes
    ----------
    mean, covariance
        Lasting and fading parts, shapes (m,) and (m, m), in points.
    long_run
        Mean of the lasting parts alone, shape (m,): what a year without a memory would bring.
    crisis, own
        Standard deviations of the shocks, shape (m,), in points.
    indicator
        Number of each entry's indicator.
    """

    mean: Floats
    covariance: Floats
    long_run: Floats
    crisis: Floats
    own: Floats
    indicator: Ints

    @property
    def sd(self) -> Floats:
        """Standard deviation of the mean gaps, all parts together."""
        lasting = np.maximum(np.diag(self.covariance), 0.0)
        return np.asarray(np.sqrt(lasting + self.crisis**2 + self.own**2))

    def widened(self, factor: Floats) -> YearForecast:
        """Wider forecast of the same mean; ``factor`` on the standard deviations, shape (m,)."""
        return replace(
            self,
            covariance=self.covariance * factor[:, None] * factor,
            crisis=self.crisis * factor,
            own=self.own * factor,
        )

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Joint draws of the mean gaps around their mean, shape (n, m), in points."""
        entries, indicators = self.indicator.size, np.unique(self.indicator).size
        return self.drawn(YearNoise.of(n, entries, indicators, rng), np.arange(entries))

    def drawn(self, noise: YearNoise, chosen: Ints) -> Floats:
        """Joint draws of some of the mean gaps, made of noise, shape (n, chosen)."""
        size = np.sqrt(np.maximum(np.diag(self.covariance), TINY))
        unit = self.covariance / size[:, None] / size + 1e-9 * np.eye(size.size)
        _, place = np.unique(self.indicator, return_inverse=True)
        draws = noise.lasting @ np.linalg.cholesky(unit).T[:, chosen]
        draws *= size[chosen]
        draws += noise.shared[:, None] * self.crisis[chosen]
        draws += noise.own[:, place[chosen]] * self.own[chosen]
        return np.asarray(draws)


@dataclass(frozen=True, slots=True)
class YearEffects:
    """Fitted year effects; `forecast` looks one or more years ahead.

    Attributes
    ----------
    cells
        What they were fitted to.
    scale
        Usual gap by indicator, points.
    kinship
        How far indicators lean on each other: correlations, shape (k, k).
    variances
        Of the parts.
    solved
        Inverse of the cells' covariance times their means.
    inverse
        Inverse of the cells' covariance.
    """

    cells: Cells
    scale: Floats
    kinship: Floats
    variances: YearVariances
    solved: Floats
    inverse: Floats

    def forecast(self, indicator: Ints, level: Ints, year: int) -> YearForecast:
        """Mean gaps of a year for pairs of indicator and level."""
        size = len(indicator)
        asked = Cells(
            np.zeros(size), np.zeros(size), indicator, level, np.full(size, year, dtype=np.intp)
        )
        across = _covariance(asked, self.cells, self.scale, self.kinship, self.variances)
        prior = _covariance(asked, asked, self.scale, self.kinship, self.variances)
        still = replace(self.variances, persistent=0.0)
        lasting = _covariance(asked, self.cells, self.scale, self.kinship, still)
        return YearForecast(
            mean=across @ self.solved,
            covariance=prior - across @ self.inverse @ across.T,
            long_run=lasting @ self.solved,
            crisis=np.sqrt(self.variances.crisis) * self.scale[indicator],
            own=np.sqrt(self.variances.own) * self.scale[indicator],
            indicator=indicator,
        )


def fit_years(
    cells: Cells, scale: Floats, kinship: Floats, variances: YearVariances
) -> YearEffects:
    """Fit the year effects.

    Parameters
    ----------
    cells
        Mean gaps; none is allowed, then the forecast is the prior.
    scale
        Usual gap by indicator, shape (k,), points.
    kinship
        Correlations between indicators, shape (k, k).
    variances
        Of the parts, in squared usual gaps.
    """
    base = _covariance(cells, cells, scale, kinship, variances)
    size = scale[cells.indicator]
    narrow = (SHOCK_TAIL - 2) / SHOCK_TAIL  # from variance to squared scale of a Student t
    shared = _Shock.of(cells.year, size, narrow * variances.crisis)
    own = _Shock.of(_by_indicator(cells), size, narrow * variances.own)
    for _ in range(ROUNDS if cells.mean.size else 1):
        total = base + shared.covariance() + own.covariance() + np.diag(cells.noise)
        inverse = np.asarray(np.linalg.inv(total), dtype=np.float64)
        solved = inverse @ cells.mean
        shared, own = shared.reweighted(inverse, solved), own.reweighted(inverse, solved)
    return YearEffects(cells, scale, kinship, variances, solved, inverse)


def log_likelihood(cells: Cells, scale: Floats, kinship: Floats, variances: YearVariances) -> float:
    """Gaussian log likelihood of the cells, shocks at their usual variance."""
    total = _covariance(cells, cells, scale, kinship, variances) + np.diag(cells.noise)
    for label, variance in ((cells.year, variances.crisis), (_by_indicator(cells), variances.own)):
        total += _Shock.of(label, scale[cells.indicator], variance).covariance()
    root = np.linalg.cholesky(total)
    unit = np.linalg.solve(root, cells.mean)
    size = cells.mean.size
    log_volume = float(np.log(np.diag(root)).sum())
    return float(-0.5 * unit @ unit - log_volume - 0.5 * size * np.log(2 * np.pi))


def _by_indicator(cells: Cells) -> Ints:
    """Label that tells an indicator's year from another's."""
    many_years = 100_000
    return np.asarray(cells.indicator * many_years + cells.year)


def _covariance(
    one: Cells, other: Cells, scale: Floats, kinship: Floats, variances: YearVariances
) -> Floats:
    """Covariance of the lasting and fading parts of two sets of cells."""
    apart = np.abs(one.year[:, None] - other.year[None, :])
    same_level = one.level[:, None] == other.level[None, :]
    parts = (
        variances.mean
        + variances.level * same_level
        + variances.persistent * variances.persistence**apart
    )
    size = scale[one.indicator][:, None] * scale[other.indicator][None, :]
    return np.asarray(parts * size * kinship[np.ix_(one.indicator, other.indicator)])


@dataclass(frozen=True, slots=True)
class _Shock:
    """One kind of shock: a value a label, on the cells by their size; squared scale a weight."""

    label: Ints
    size: Floats
    square: float
    weight: Floats

    @classmethod
    def of(cls, names: Ints, size: Floats, square: float) -> _Shock:
        _, label = np.unique(names, return_inverse=True)
        return cls(label, size, square, np.ones(label.max(initial=-1) + 1))

    def covariance(self) -> Floats:
        spread = self.square / self.weight[self.label]
        same = self.label[:, None] == self.label[None, :]
        return np.asarray(same * spread[:, None] * self.size[:, None] * self.size[None, :])

    def reweighted(self, inverse: Floats, solved: Floats) -> _Shock:
        """Weights given the expected squares of the shocks."""
        prior = self.square / self.weight
        on = (self.label[None, :] == np.arange(self.weight.size)[:, None]) * self.size
        mean = prior * (on @ solved)
        left = prior - prior**2 * ((on @ inverse) * on).sum(axis=1)
        expected = (mean**2 + np.maximum(left, 0.0)) / max(self.square, TINY)
        return replace(self, weight=(SHOCK_TAIL + 1) / (SHOCK_TAIL + expected))


def _unit_t(shape: int | tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Student t of variance one."""
    return np.asarray(np.sqrt((SHOCK_TAIL - 2) / SHOCK_TAIL) * rng.standard_t(SHOCK_TAIL, shape))
