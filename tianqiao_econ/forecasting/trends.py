"""What the past alone says: local level of a growth series, and an area's offset from a parent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Least number of published rates from which a local level is estimated.
LEAST_POINTS = 5

#: Part of an area's mean deviation from its parent that is carried forward. Learnt from 285
#: Chinese cities against their provinces, real GDP growth 2000-2016: next year's deviation
#: regressed on the mean of the last 2, 3, 5 has slopes of 0.50, 0.56, 0.50.
OFFSET_WEIGHT = 0.5


#: A series that varies less than this, in points, is constant: nothing to estimate.
CONSTANT = 1e-6


@dataclass(frozen=True, slots=True)
class Forecast:
    """Normal predictive distribution of one growth rate.

    Attributes
    ----------
    mean, sd
        In per cent and percentage points.
    n
        Number of published rates behind it.
    """

    mean: float
    sd: float
    n: int

    def quantile(self, probability: float) -> float:
        """Quantile of the forecast, in per cent."""
        from scipy.special import ndtri

        return self.mean + self.sd * float(ndtri(probability))


def local_level(growths: Sequence[float], steps: int = 1) -> Forecast:
    """Forecast of a growth series by a Gaussian local level model.

    Parameters
    ----------
    growths
        One rate a year in per cent, oldest first; NaN where a year was not published.
    steps
        Years ahead of the last entry.

    Returns
    -------
    Forecast
        With the spread of a new year, not only of the level.

    Raises
    ------
    ValueError
        With fewer than `LEAST_POINTS` published rates.

    Notes
    -----
    ``statsmodels.tsa.statespace.structural.UnobservedComponents``, maximum likelihood; Durbin and
    Koopman (2012), Time Series Analysis by State Space Methods, chapter 2.
    """
    published = sum(1 for rate in growths if np.isfinite(rate))
    if published < LEAST_POINTS:
        msg = f"a trend needs {LEAST_POINTS} published rates, got {published}"
        raise ValueError(msg)
    return _local_level(tuple(float(rate) for rate in growths), steps)


@lru_cache(maxsize=4096)
def _local_level(growths: tuple[float, ...], steps: int) -> Forecast:
    from statsmodels.tsa.statespace.structural import (
        UnobservedComponents,
    )

    values = np.asarray(growths, dtype=np.float64)
    published = int(np.isfinite(values).sum())
    centre, scale = float(np.nanmean(values)), float(np.nanstd(values))
    if scale < CONSTANT:
        return Forecast(mean=centre, sd=0.0, n=published)
    model = UnobservedComponents((values - centre) / scale, level="local level")
    quick = {"disp": 0, "cov_type": "none", "warn_convergence": False}
    fitted = model.fit(**quick)
    if not fitted.mle_retvals["converged"]:
        fitted = model.fit(fitted.params, method="nm", maxiter=2000, **quick)
    ahead = fitted.get_forecast(steps)
    mean = centre + scale * float(ahead.predicted_mean[-1])
    return Forecast(mean=mean, sd=scale * float(ahead.se_mean[-1]), n=published)


def shrunken_offset(deviations: Sequence[float], weight: float = OFFSET_WEIGHT) -> float:
    """Part of an area's mean deviation from its parent that is expected to stay.

    Parameters
    ----------
    deviations
        Own growth minus the parent's growth in the same years, percentage points; at least one.
    weight
        Share that is carried forward, between 0 and 1.
    """
    return weight * float(np.mean(np.asarray(deviations, dtype=np.float64)))
