"""Learning how far years differ: variances of the parts of a year's mean gap, of all panels."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.knowledge import kinship
from tianqiao_econ.assessment.priors import START
from tianqiao_econ.forecasting import Cells, YearVariances, log_likelihood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.panel import Panel
    from tianqiao_econ.forecasting import GapResiduals

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Usual gaps beyond which a year's mean counts no further in that likelihood.
FARTHEST_YEAR = 2.0
#: Standard deviation of a variance's logarithm around its start, in the likelihood of the years.
DOUBT = 0.7


@dataclass(frozen=True, slots=True)
class Estimate:
    """One hyper-parameter as a panel tells it, before it is shrunk.

    Attributes
    ----------
    parameter, scope
        As in ``priors.csv``.
    value, n
        Estimate, and how many pairs, years or origins it rests on.
    how
        In words.
    """

    parameter: str
    scope: str
    value: float
    n: int
    how: str


def year_variances(
    told: Sequence[tuple[str, Panel, GapResiduals]],
) -> list[tuple[str, Estimate]]:
    """Variances of the years' parts: largest likelihood of all panels, held near the start.

    One likelihood, since a panel of one indicator cannot tell a shock that all indicators share
    from one of its own; only their sum.
    """
    from scipy.optimize import minimize

    start = np.array(astuple(START.year_variances))
    names = [field.name for field in fields(YearVariances)]
    fading = names.index("persistence")
    origin = np.where(
        np.arange(start.size) == fading, np.log(start / (1 - start + 1e-12)), np.log(start)
    )
    related = [(_cut(left), left.scale, kinship(panel, START)) for _, panel, left in told]

    def read(point: Floats) -> YearVariances:
        values = np.exp(point)
        values[fading] = values[fading] / (1 + values[fading])
        return YearVariances(*values)

    def loss(point: Floats) -> float:
        doubt = float(np.sum(((point - origin) / DOUBT) ** 2) / 2)
        likely = (log_likelihood(*one, read(point)) for one in related)
        return doubt - sum(likely)

    best = minimize(loss, origin, method="Nelder-Mead", options={"maxiter": 800, "xatol": 1e-2})
    how = "largest likelihood of the years' mean gaps, held near the start"
    values = zip(names, astuple(read(best.x)), strict=True)
    return [
        (source, Estimate("year_variances", name, float(value), _count(left.cells.year), how))
        for name, value in values
        for source, _, left in told
    ]


def _cut(left: GapResiduals) -> Cells:
    """Cells whose means count no further than `FARTHEST_YEAR`: a likelihood of normal shocks."""
    limit = FARTHEST_YEAR * left.scale[left.cells.indicator]
    return replace(left.cells, mean=np.clip(left.cells.mean, -limit, limit))


def _count(years: Ints) -> int:
    return int(np.unique(years).size)
