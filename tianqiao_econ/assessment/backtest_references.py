"""What a forecast has to beat: the base rate of the record, and the last value with its spread."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.framework import Qualifier, Target, Transformation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.knowledge import Knowledge
    from tianqiao_econ.framework import Event

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Pseudo-targets, half of them met, that a base rate starts from.
PSEUDO_TARGETS = 1.0


@lru_cache(maxsize=4096)
def growth_event(number: float, *, ceiling: bool) -> Event:
    """Event of a growth target that names one number, per cent."""
    return Target(
        ref_area="",
        indicator="",
        time_period="",
        transformation=Transformation.GROWTH,
        qualifier=Qualifier.AT_MOST if ceiling else Qualifier.EXACT,
        lower=number,
        upper=number,
        unit_measure="PERCENT",
    ).event()


def base_rate(knowledge: Knowledge, indicator: Ints) -> Floats:
    """Share of earlier targets that were met, of the same indicator at all levels.

    Parameters
    ----------
    knowledge
        What is known; the pairs of target and outturn before its year count.
    indicator
        Numbers of the targets' indicators, shape (m,).

    Returns
    -------
    Shape (m,), between 0 and 1, both excluded; of all indicators where this one has no pair, and
    a half where none has.
    """
    panel = knowledge.panel
    k, a, at = panel.pairs(knowledge.year)
    outcomes = zip(k, panel.target[k, a, at], panel.paired[k, a, at], strict=True)
    met = np.array(
        [
            growth_event(float(number), ceiling=not panel.floor[which]).happened(float(outturn))
            for which, number, outturn in outcomes
        ],
        dtype=bool,
    )
    rates = {
        which: _smoothed(met[k == which] if (k == which).any() else met)
        for which in np.unique(indicator).tolist()
    }
    return np.array([rates[which] for which in indicator.tolist()])


def last_value(knowledge: Knowledge, indicator: Ints, area: Ints, n: int) -> Floats:
    """Draws around each area's last outturn, spread as wide as last values missed before.

    Parameters
    ----------
    knowledge
        What is known; only outturns before its year are looked at.
    indicator, area
        Numbers of the targets, shape (m,).
    n
        Number of draws.

    Returns
    -------
    Shape (n, m), growth in per cent: evenly spread quantiles of a normal distribution; NaN where
    the area has no outturn yet, or nothing tells how far last values miss.
    """
    from scipy.special import ndtri

    grid = ndtri((np.arange(n) + 0.5) / n)
    draws = np.empty((n, indicator.size))
    for which in np.unique(indicator):
        mine = indicator == which
        last, spread = _last_values(knowledge, int(which))
        draws[:, mine] = last[area[mine]] + spread * grid[:, None]
    return draws


def _last_values(knowledge: Knowledge, k: int) -> tuple[Floats, float]:
    """Last outturn of every area, and the root mean square of what earlier ones missed."""
    panel = knowledge.panel
    outturn = panel.outturn[k, :, : panel.place(knowledge.year)]
    last, missed = np.full(len(panel.areas), np.nan), []
    for now in outturn.T:
        error = now - last
        missed.append(error[~np.isnan(error)])
        last = np.where(np.isnan(now), last, now)
    errors = np.concatenate(missed) if missed else np.zeros(0)
    # about zero: what is forecast is the last value itself
    return last, float(np.sqrt(np.mean(errors**2))) if errors.size else np.nan


def _smoothed(met: NDArray[np.bool_]) -> float:
    return float((met.sum() + PSEUDO_TARGETS / 2) / (met.size + PSEUDO_TARGETS))
