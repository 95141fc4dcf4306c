"""From draws of an outturn to the chance that a target is met."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def met(
    draws: NDArray[np.float64], lower: float = -math.inf, upper: float = math.inf
) -> NDArray[np.bool_]:
    """Which draws meet an event ``lower <= outturn < upper``.

    Parameters
    ----------
    draws : shape (n,) or (n, k)
        Outturns before they are rounded for publication.
    lower, upper
        Thresholds before rounding (``Event.latent_lower`` and ``latent_upper``).

    Returns
    -------
    bool array of the shape of ``draws``.
    """
    return np.asarray((draws >= lower) & (draws < upper))


def met_probability(
    draws: NDArray[np.float64], lower: float = -math.inf, upper: float = math.inf
) -> float:
    """Share of draws that meet the event, between 0 and 1."""
    return float(met(draws, lower, upper).mean())
