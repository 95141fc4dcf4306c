"""Outturns published as just the target: more than fall there by chance.

Published figures bunch at what was announced. The excess is what the share of gaps of zero has
above the mean share of its neighbours, a tenth of a point apart.

Source: the idea is that of Chetty, Friedman, Olsen and Pistaferri (2011), Quarterly Journal of
Economics 126, 749-804, with the plainest of counterfactuals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Neighbours of a gap of zero, points: five tenths on either side.
NEAR = 0.55
#: How many tenths those are.
TENTHS = 10
#: Gaps smaller than this are none.
NONE = 0.005


def exact_share(gap: Floats, year: Ints, prior: float, weight: float) -> float:
    """Part of outturns that are just the target beyond chance, shrunk; a year counts once.

    Parameters
    ----------
    gap
        Outturn minus target of one indicator, shape (n,), points; n may be zero.
    year
        Year of each gap, shape (n,).
    prior, weight
        What it is shrunk to, and how many years that is worth.

    Returns
    -------
    Between 0 and 1.

    Examples
    --------
    >>> exact_share(np.zeros(6), np.array([1, 1, 2, 2, 3, 3]), 0.0, 3.0)
    0.5
    """
    _, place = np.unique(year, return_inverse=True)
    count = np.bincount(place)
    exact, near = np.abs(gap) < NONE, np.abs(gap) < NEAR
    beside = np.bincount(place, near & ~exact, count.size) / TENTHS
    excess = (np.bincount(place, exact, count.size) - beside) / np.maximum(count, 1)
    share = (excess.sum() + weight * prior) / (count.size + weight)
    return float(np.clip(share, 0.0, 1.0))
