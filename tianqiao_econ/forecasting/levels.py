"""Outturns without a record of targets: draws from the volatility of growth itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Draws farther from the centre than this many standard deviations are drawn back to it.
FARTHEST = 5.0
#: How much wider a small area is than its reference where no published rates tell.
DEFAULT_WIDENING = 3.0
#: Widening is not believed outside this range.
WIDENING_RANGE = (1.0, 8.0)
#: Least number of published rates that a widening is read from, and how many rates the assumed
#: one is worth beside them.
LEAST_RATES, ASSUMED_RATES = 4, 4


@dataclass(frozen=True, slots=True)
class GrowthSpread:
    """Spread of yearly log growth, with where it came from.

    Attributes
    ----------
    centre, sd
        Of log growth (0.05 is 5 %); ``sd`` is already widened.
    n_reference, n_local
        Yearly rates of the reference area, and rates of small areas behind ``widening``.
    widening, measured
        Factor on the reference's standard deviation, and whether small areas' rates gave it.
    """

    centre: float
    sd: float
    n_reference: int
    n_local: int
    widening: float
    measured: bool

    def scaled(self, unit: NDArray[np.float64], *, years: int = 1) -> NDArray[np.float64]:
        """Draws of log growth over some years, shape (n,).

        Parameters
        ----------
        unit
            Shocks of mean 0 and variance 1, shape (n,), cut off at `FARTHEST`: the exponential of
            an uncut Student t has no mean.
        years
            Years ahead: the centre grows with them, the spread with their square root.
        """
        cut = np.clip(unit, -FARTHEST, FARTHEST)
        return np.asarray(years * self.centre + self.sd * np.sqrt(years) * cut, dtype=np.float64)


def growth_spread(
    reference: Sequence[float],
    local: Sequence[float] = (),
    *,
    centre: float | None = None,
    least: float = 0.0,
) -> GrowthSpread:
    """Spread of log growth of a small area from a long reference series.

    Parameters
    ----------
    reference
        Log growth of the reference area, one a year; at least three.
    local
        Log growth published by small areas; with at least `LEAST_RATES` of them the widening is
        their spread against the reference's, shrunk to `DEFAULT_WIDENING` on the log scale.
    centre
        Centre of the draws; the reference's mean where None.
    least
        The spread is never below this.

    Raises
    ------
    ValueError
        With fewer than three rates of the reference.
    """
    base = np.asarray(reference, dtype=np.float64)
    if base.size < 3:  # noqa: PLR2004 - a spread needs three points
        msg = f"a spread needs three rates of the reference, got {base.size}"
        raise ValueError(msg)
    sd = float(base.std(ddof=1))
    rates = np.asarray(local, dtype=np.float64)
    measured = rates.size >= LEAST_RATES and sd > 0
    widening = _ratio(rates, sd) if measured else DEFAULT_WIDENING
    middle = float(base.mean()) if centre is None else centre
    spread = max(sd * widening, least)
    return GrowthSpread(middle, spread, base.size, rates.size, widening, measured)


def _ratio(rates: NDArray[np.float64], reference_sd: float) -> float:
    ratio = np.clip(rates.std(ddof=1) / reference_sd, *WIDENING_RANGE)
    logs = rates.size * np.log(ratio) + ASSUMED_RATES * np.log(DEFAULT_WIDENING)
    return float(np.exp(logs / (rates.size + ASSUMED_RATES)))
