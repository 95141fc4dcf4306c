"""Fitting the pooled gap model of `gaps` by expectation maximisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.gaps import TAIL, GapModel, GapSample

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

#: Pseudo-observations that hold a variance, a residual scale or a size near its prior value.
PRIOR_WEIGHT = 8.0
#: Prior variances of the effects, in squared units of a pool's usual gap.
PRIOR_VARIANCE = {
    "mean": 0.2,
    "pool": 0.2,
    "level": 0.1,
    "year": 0.5,
    "pool_year": 0.3,
    "place": 0.2,
}
#: Prior squared scale of the error, in the same units.
PRIOR_ERROR = 0.8
#: A gap larger than this many medians counts no further in a pool's usual size.
OUTLYING = 5.0
#: Rounds at most, and the relative change of every variance below which rounds end.
ITERATIONS, SETTLED = 60, 1e-3


def fit_gaps(sample: GapSample) -> GapModel:
    """Fit the pooled gap model.

    Parameters
    ----------
    sample
        At least one pair; the fewer, the more the result rests on the prior variances.

    Raises
    ------
    ValueError
        When the sample is empty.
    """
    if sample.gap.size == 0:
        msg = "the gap model needs at least one pair of target and outturn"
        raise ValueError(msg)
    scale = usual_size(sample)
    y = sample.gap / np.array([scale[name] for name in sample.pool])
    design = _Design.of(sample)
    cells = tuple(zip(sample.pool, sample.level, strict=True))
    state = _State.start(design, cells)
    for _ in range(ITERATIONS):
        before, state = state, state.step(y, design, cells)
        if state.settled(before):
            break
    return GapModel(
        sample=sample,
        scale=scale,
        variance=state.variance,
        residual={cell: float(np.sqrt(error)) for cell, error in state.error.items()},
        columns=design.columns,
        mean=state.mean,
        covariance=state.covariance,
    )


def usual_size(sample: GapSample) -> dict[str, float]:
    """Mean absolute gap by pool, shrunk towards their geometric mean where pairs are few."""
    names = np.array(sample.pool)
    size = np.abs(sample.gap)
    groups = {name: size[names == name] for name in sorted(set(sample.pool))}
    logs = {name: np.log(_winsorised_mean(group)) for name, group in groups.items()}
    middle = float(np.mean(list(logs.values())))
    return {name: float(np.exp(_shrunk(logs[name], len(groups[name]), middle))) for name in groups}


def _winsorised_mean(sizes: NDArray[np.float64]) -> float:
    limit = OUTLYING * max(float(np.median(sizes)), 0.1)
    return max(float(np.minimum(sizes, limit).mean()), 0.1)


def _shrunk(own: float, n: int, middle: float) -> float:
    return (n * own + PRIOR_WEIGHT * middle) / (n + PRIOR_WEIGHT)


@dataclass(frozen=True, slots=True)
class _Design:
    """Which effects stand behind each pair: positions, one of each kind, with all kinds."""

    positions: NDArray[np.intp]
    columns: dict[tuple[str, Hashable], int]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, sample: GapSample) -> _Design:
        labels: dict[str, Sequence[Hashable]] = {
            "mean": [""] * sample.gap.size,
            "pool": sample.pool,
            "level": list(zip(sample.pool, sample.level, strict=True)),
            "year": sample.year,
            "pool_year": list(zip(sample.pool, sample.year, strict=True)),
            "place": sample.place,
        }
        keys = [(kind, label) for kind, column in labels.items() for label in _ordered(column)]
        columns = {key: position for position, key in enumerate(keys)}
        positions = [[columns[kind, label] for label in column] for kind, column in labels.items()]
        return cls(np.array(positions).T, columns, tuple(kind for kind, _ in keys))

    def crossed(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weighted cross products of the effects: Z' W Z of the 0/1 matrix Z of the design."""
        size = len(self.kinds)
        product = np.zeros((size, size))
        rows, columns = self.positions[:, :, None], self.positions[:, None, :]
        np.add.at(product, (rows, columns), weight[:, None, None])
        return product

    def summed(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of values by effect: Z' v."""
        total = np.zeros(len(self.kinds))
        np.add.at(total, self.positions, values[:, None])
        return total


def _ordered(labels: Sequence[Hashable]) -> list[Hashable]:
    """Distinct labels in a stable order."""
    return sorted(set(labels), key=repr)


@dataclass(frozen=True, slots=True)
class _State:
    variance: dict[str, float]
    error: dict[tuple[str, str], float]
    weight: NDArray[np.float64]
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @classmethod
    def start(cls, design: _Design, cells: Sequence[tuple[str, str]]) -> _State:
        size = len(design.kinds)
        return cls(
            variance=dict(PRIOR_VARIANCE),
            error=dict.fromkeys(sorted(set(cells)), PRIOR_ERROR),
            weight=np.ones(len(cells)),
            mean=np.zeros(size),
            covariance=np.zeros((size, size)),
        )

    def step(
        self, y: NDArray[np.float64], design: _Design, cells: Sequence[tuple[str, str]]
    ) -> _State:
        """One round: effects given variances, then variances and weights given effects."""
        error = np.array([self.error[cell] for cell in cells])
        precision = self.weight / error
        prior = np.array([1 / self.variance[kind] for kind in design.kinds])
        covariance = _inverse(design.crossed(precision) + np.diag(prior))
        mean = covariance @ design.summed(precision * y)
        at = design.positions
        doubt = covariance[at[:, :, None], at[:, None, :]].sum(axis=(1, 2))
        squared = (y - mean[at].sum(axis=1)) ** 2 + doubt
        return _State(
            variance=self._variances(mean, covariance, design.kinds),
            error=_errors(self.weight * squared, cells),
            weight=(TAIL + 1) / (TAIL + squared / error),
            mean=mean,
            covariance=covariance,
        )

    def settled(self, before: _State) -> bool:
        """Tell whether no variance moved any more."""
        pairs = zip(self.variance.values(), before.variance.values(), strict=True)
        return all(abs(now / then - 1) < SETTLED for now, then in pairs)

    @staticmethod
    def _variances(
        mean: NDArray[np.float64], covariance: NDArray[np.float64], kinds: Sequence[str]
    ) -> dict[str, float]:
        squared = mean**2 + np.diag(covariance)
        kind = np.array(kinds)
        return {
            name: float(
                (squared[kind == name].sum() + PRIOR_WEIGHT * prior)
                / ((kind == name).sum() + PRIOR_WEIGHT)
            )
            for name, prior in PRIOR_VARIANCE.items()
        }


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _errors(
    squared: NDArray[np.float64], cells: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """Squared error scale by cell, shrunk to its pool's, and that to all pairs'."""
    names = np.array([name for name, _ in cells])
    every = _pooled(squared, PRIOR_ERROR)
    by_name = {name: _pooled(squared[names == name], every) for name in set(names.tolist())}
    found: dict[tuple[str, str], float] = {}
    for cell in sorted(set(cells)):
        chosen = np.array([other == cell for other in cells])
        found[cell] = _pooled(squared[chosen], by_name[cell[0]])
    return found


def _pooled(squared: NDArray[np.float64], prior: float) -> float:
    return float((squared.sum() + PRIOR_WEIGHT * prior) / (squared.size + PRIOR_WEIGHT))
