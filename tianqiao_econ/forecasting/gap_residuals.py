"""Taking gaps apart: stretch, wording, an area's own record, a year's mean, and what is left.

Slopes are robust (Huber 1964, Annals of Mathematical Statistics 35, 73-101) and shrunk to a prior;
so are spreads, Student t scales by indicator and level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.year_effects import Cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tianqiao_econ.forecasting.priors import Priors

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Degrees of freedom of an area's own error.
ERROR_TAIL = 4.0
#: A stretch farther from its peers' than this many usual gaps counts no further.
FARTHEST_STRETCH = 2.0
#: Residuals beyond this many robust standard deviations lose weight.
HUBER = 1.5
#: A gap larger than this many medians counts no further in an indicator's usual gap, a stretch
#: larger than this many usual gaps no further among its peers'.
OUTLYING = 5.0
#: Slopes of the stretch that are believed: asking for more neither raises an outturn beyond what
#: is asked nor lowers it.
SLOPES = (-1.0, 0.0)
#: Peers that the expected stretch of a cell is worth.
STRETCH_PEERS = 4.0
#: Logarithms of variances that differ by less are one.
CLOSE = 1e-9
#: Rounds of reweighting of slopes and spreads.
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """Targets as arrays; one entry a target in every field.

    Attributes
    ----------
    stretch
        Target minus the area's recent outturns, points; NaN where none is known.
    wording
        Shape (n, q): 1 where the target has a wording, else 0.
    indicator, level, area, cluster, year
        Numbers: of the indicator, the level of government, the area, what shares a local year
        (the parent area) and the year.
    """

    stretch: Floats
    wording: Floats
    indicator: Ints
    level: Ints
    area: Ints
    cluster: Ints
    year: Ints

    @property
    def size(self) -> int:
        """Number of targets."""
        return int(self.indicator.size)


@dataclass(frozen=True, slots=True)
class GapResiduals:
    """What is left of gaps, and the estimates on the way; see `Anchoring` for the shared names.

    Attributes
    ----------
    own
        Gap less its cell's mean, stretch and wording, shape (n,), points.
    cell, peers
        Number of each pair's cell, and how many pairs the cell has.
    cells
        Mean gaps of the cells.
    """

    own: Floats
    cell: Ints
    peers: Ints
    cells: Cells
    scale: Floats
    slope: Floats
    wording: Floats
    spread: Floats
    area: Floats
    area_doubt: Floats
    usual_stretch: Floats
    usual_wording: Floats
    stretch_sd: Floats
    indicator: Ints

    @property
    def error(self) -> float:
        """Variance of own errors in squared usual gaps: a Student t fitted to all."""
        told = self.peers > 1
        unbiased = self.unit[told] * np.sqrt(self.peers[told] / (self.peers[told] - 1))
        return t_sd(unbiased, np.ones(unbiased.size), 1.0, 1.0) ** 2

    @property
    def unit(self) -> Floats:
        """Own errors in usual gaps."""
        return np.asarray(self.own / self.scale[self.indicator])


def take_apart(
    gap: Floats,
    rows: Rows,
    priors: Priors,
    usual: tuple[Floats, Floats],
    levels: Floats,
    *,
    areas: int,
    fresh: Floats | None = None,
) -> GapResiduals:
    """Take the gaps of past targets apart.

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
    levels
        Factor on the prior spread at each level of government, shape (l,).
    areas
        How many areas there are.
    fresh
        Weight of each gap in the spreads, shape (n,); all alike by default.
    """
    fresh = np.ones(rows.size) if fresh is None else fresh
    scale = _usual_gaps(gap, rows, usual[0], priors.weight)
    sizes = scale[rows.indicator]
    usual_stretch = _usual_stretch(rows, scale, levels.size)
    apart = np.nan_to_num(apart_from_peers(rows, usual_stretch, scale)) / sizes
    apart = np.clip(apart, -FARTHEST_STRETCH, FARTHEST_STRETCH)
    usual_wording = rows.wording.mean(axis=0) if rows.size else np.zeros(rows.wording.shape[1])
    each = rows.indicator[:, None] == np.arange(scale.size)
    features = np.column_stack([apart[:, None] * each, rows.wording - usual_wording])
    cell = _cells_of(rows)
    peers = _counts(cell)[cell]
    slopes = _slopes(gap / sizes, features, cell, usual[1], priors)
    rest = gap - sizes * (features @ slopes)
    own = rest - _means(rest, cell, np.ones_like(rest))[cell]
    area, doubt = _records(own / sizes, cell, rows.area, areas, priors)
    lasting = sizes * area[rows.area]
    spread = _spreads(own - lasting * (peers > 1), rows, cell, fresh, scale, levels, priors)
    return GapResiduals(
        own=own,
        cell=cell,
        peers=peers,
        cells=_year_cells(rest - lasting, rows, cell, spread, priors),
        scale=scale,
        slope=slopes[: scale.size],
        wording=slopes[scale.size :],
        spread=spread,
        area=area,
        area_doubt=doubt,
        usual_stretch=usual_stretch,
        usual_wording=usual_wording,
        stretch_sd=scale * float(np.sqrt(np.mean(apart**2))) if rows.size else scale,
        indicator=rows.indicator,
    )


def _usual_gaps(gap: Floats, rows: Rows, prior: Floats, weight: float) -> Floats:
    """Mean absolute gap by indicator, large ones cut, shrunk to the prior.

    A year counts once: the gaps of one year are large or small together. Not on the logarithm's
    scale, where one gap near zero would count for many.
    """
    found = prior.astype(np.float64)
    for number in np.unique(rows.indicator):
        mine = rows.indicator == number
        size, years = np.abs(gap[mine]), np.unique(rows.year[mine]).size
        limit = OUTLYING * max(float(np.median(size)), 0.1)
        own = max(float(np.minimum(size, limit).mean()), 0.1)
        found[number] = (years * own + weight * found[number]) / (years + weight)
    return np.asarray(found)


def _usual_stretch(rows: Rows, scale: Floats, levels: int) -> Floats:
    """Mean stretch by indicator and level, shrunk to zero: targets near recent outturns."""
    known = ~np.isnan(rows.stretch)
    entry = (rows.indicator * levels + rows.level)[known]
    size = scale.size * levels
    total = np.bincount(entry, _believable(rows, scale)[known], size)
    count = np.bincount(entry, minlength=size)
    return np.asarray((total / (count + STRETCH_PEERS)).reshape(scale.size, levels))


def _believable(rows: Rows, scale: Floats) -> Floats:
    """Stretch as far as it counts for others, zero where unknown."""
    limit = OUTLYING * scale[rows.indicator]
    return np.asarray(np.clip(np.nan_to_num(rows.stretch), -limit, limit))


def apart_from_peers(
    rows: Rows, usual: Floats, scale: Floats, borrowed: Floats | None = None
) -> Floats:
    """Stretch against the peers' of the year, points; NaN if unknown.

    ``borrowed`` are stretches against the outturns of others, where none of the own is known; they
    are no peers of anyone.

    Peers are the targets of the indicator at the same level in that year; where they are few they
    lean on those at other levels, and these on the usual stretch: after a collapse all targets
    are far from the last outturns.
    """
    known, stretch = ~np.isnan(rows.stretch), _believable(rows, scale)
    centre = usual[rows.indicator, rows.level]
    for label in (_labels(rows.indicator, rows.year), _cells_of(rows)):
        size = label.max(initial=-1) + 1
        total = np.bincount(label, stretch, size)[label]
        count = np.bincount(label, known, size)[label]
        centre = (total + STRETCH_PEERS * centre) / (count + STRETCH_PEERS)
    told = rows.stretch if borrowed is None else np.where(known, rows.stretch, borrowed)
    return np.asarray(told - centre)


def _cells_of(rows: Rows) -> Ints:
    """Number of each row's cell: indicator, level and year."""
    many_levels = 100
    return _labels(rows.indicator * many_levels + rows.level, rows.year)


def _labels(name: Ints, year: Ints) -> Ints:
    """Number of each pair of a name and a year."""
    many_years = 100_000
    return np.asarray(np.unique(name * many_years + year, return_inverse=True)[1])


def _counts(label: Ints) -> Ints:
    return np.bincount(label)


def _means(values: Floats, label: Ints, weight: Floats) -> Floats:
    return np.asarray(np.bincount(label, weight * values) / np.bincount(label, weight))


def _slopes(gap: Floats, features: Floats, cell: Ints, slope: Floats, priors: Priors) -> Floats:
    """Huber slopes within cells, shrunk to the priors; everything in usual gaps."""
    prior = np.zeros(features.shape[1])
    prior[: slope.size] = slope
    if not gap.size:
        return prior
    one = np.ones_like(gap)
    y = gap - _means(gap, cell, one)[cell]
    x = features - np.column_stack([_means(f, cell, one)[cell] for f in features.T])
    slopes: Floats = prior.copy()
    pairs = np.where(np.arange(prior.size) < slope.size, priors.stretch_pairs, priors.weight)
    hold = priors.error * np.diag(pairs)
    for _ in range(ROUNDS):
        left = y - x @ slopes
        limit = HUBER * 1.4826 * max(float(np.median(np.abs(left))), 1e-3)
        weight = limit / np.maximum(np.abs(left), limit)
        weighted = (x * weight[:, None]).T
        solved = np.linalg.solve(weighted @ x + hold, weighted @ y + hold @ prior)
        slopes = np.asarray(solved, dtype=np.float64)
    slopes[: slope.size] = np.clip(slopes[: slope.size], *SLOPES)
    return slopes


def _records(
    own: Floats, cell: Ints, area: Ints, areas: int, priors: Priors
) -> tuple[Floats, Floats]:
    """Own record of each area in usual gaps, and its variance, from gaps within cells."""
    told = (_counts(cell) > 1)[cell] if cell.size else np.zeros(0, dtype=bool)
    cut = np.clip(own[told], -2.0, 2.0)
    total = np.bincount(area[told], cut, areas)
    count = np.bincount(area[told], minlength=areas)
    hold = priors.error / priors.area
    doubt = priors.area * hold / (count + hold)
    return np.asarray(total / (count + hold)), np.asarray(doubt)


def _spreads(
    own: Floats,
    rows: Rows,
    cell: Ints,
    fresh: Floats,
    scale: Floats,
    levels: Floats,
    priors: Priors,
) -> Floats:
    """Standard deviation of own errors, shape (k, l), points: Student t scales, shrunk."""
    found: Floats = np.asarray(np.sqrt(priors.error) * scale[:, None] * levels)
    count = _counts(cell)[cell] if cell.size else np.zeros(0, dtype=np.intp)
    told = count > 1
    unbiased = own[told] * np.sqrt(count[told] / (count[told] - 1))
    indicator, level, part = rows.indicator[told], rows.level[told], fresh[told]
    every = np.sqrt(priors.error)
    for number in np.unique(indicator):
        mine = indicator == number
        middle = t_sd(unbiased[mine] / scale[number], part[mine], every, priors.weight)
        found[number] = middle * scale[number] * levels
        for at in np.unique(level[mine]):
            here = mine & (level == at)
            sd = t_sd(unbiased[here] / scale[number], part[here], middle, priors.weight)
            found[number, at] = sd * scale[number]
    return found


def t_sd(values: Floats, part: Floats, prior: float, weight: float) -> float:
    """Standard deviation of a Student t fitted to values, with pseudo-values at the prior.

    Parameters
    ----------
    values, part
        Values with mean zero, and the weight of each, shape (n,).
    prior, weight
        Standard deviation before any value is seen, and how many values it is worth.

    Notes
    -----
    Reweighting (EM), each two rounds followed by Aitken's step to where they lead: a third of the
    rounds that it takes alone.
    """
    narrow = (ERROR_TAIL - 2) / ERROR_TAIL
    start = prior**2 * narrow
    squares, total = values**2, float(part.sum()) + weight
    weighted = (ERROR_TAIL + 1) * part * squares

    def again(log: float) -> float:
        square = np.exp(log)
        told = float((weighted / (ERROR_TAIL + squares / square)).sum())
        return float(np.log((told + weight * start) / total))

    log = float(np.log(start))
    for _ in range(2 * ROUNDS):
        one = again(log)
        two = again(one)
        first, second = one - log, two - one
        log = two if abs(second - first) < CLOSE else log - first**2 / (second - first)
        if abs(second) < CLOSE:
            break
    return float(np.sqrt(np.exp(log) / narrow))


def _year_cells(rest: Floats, rows: Rows, cell: Ints, spread: Floats, priors: Priors) -> Cells:
    """Robust mean of every cell with its sampling variance."""
    if not rows.size:
        none = np.zeros(0, dtype=np.intp)
        return Cells(np.zeros(0), np.zeros(0), none, none, none)
    first = np.unique(cell, return_index=True)[1]
    sd = spread[rows.indicator, rows.level]
    mean = _means(rest, cell, np.ones_like(rest))
    for _ in range(ROUNDS):
        weight = (ERROR_TAIL + 1) / (ERROR_TAIL + ((rest - mean[cell]) / sd) ** 2)
        mean = _means(rest, cell, weight)
    clusters = np.bincount(cell[np.unique(_pairs(cell, rows.cluster), return_index=True)[1]])
    noise = sd[first] ** 2 * (priors.cluster / clusters + (1 - priors.cluster) / _counts(cell))
    return Cells(mean, noise, rows.indicator[first], rows.level[first], rows.year[first])


def _pairs(cell: Ints, cluster: Ints) -> Ints:
    many_clusters = 10_000_000
    return np.asarray(cell * many_clusters + cluster)
