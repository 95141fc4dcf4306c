"""What the past alone says: local level of a growth series, and an area's offset from a parent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Least number of published rates from which a local level is estimated.
LEAST_POINTS = 5

#: A series that varies less than this, in points, is constant: nothing to estimate.
CONSTANT = 1e-6

#: A year farther from its forecast than this many usual errors is a crisis: it is left out, so
#: that it is not carried forward.
CRISIS = 4.0


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
    known = (None if np.isnan(rate) else float(rate) for rate in growths)  # NaN is no key
    return _local_level(tuple(known), steps)


@lru_cache(maxsize=4096)
def _local_level(growths: tuple[float | None, ...], steps: int) -> Forecast:
    values = np.asarray(growths, dtype=np.float64)
    published = int(np.isfinite(values).sum())
    centre, scale = float(np.nanmean(values)), float(np.nanstd(values))
    if scale < CONSTANT:
        return Forecast(mean=centre, sd=0.0, n=published)
    unit = (values - centre) / scale
    fitted = _fitted(unit)
    outlying = _outlying(fitted) & np.isfinite(unit)
    if outlying.any() and published - outlying.sum() >= LEAST_POINTS:
        fitted = _fitted(np.where(outlying, np.nan, unit))
    ahead = fitted.get_forecast(steps)
    mean = centre + scale * float(ahead.predicted_mean[-1])
    return Forecast(mean=mean, sd=scale * float(ahead.se_mean[-1]), n=published)


def _fitted(values: NDArray[np.float64]) -> Any:
    from statsmodels.tsa.statespace.structural import (
        UnobservedComponents,
    )

    model = UnobservedComponents(values, level="local level")
    quick = {"disp": 0, "cov_type": "none", "warn_convergence": False}
    fitted = model.fit(**quick)
    if not fitted.mle_retvals["converged"]:
        fitted = model.fit(fitted.params, method="nm", maxiter=2000, **quick)
    return fitted


def _outlying(fitted: Any) -> NDArray[np.bool_]:
    """Years whose one-step forecast error is beyond `CRISIS` robust standard deviations."""
    errors = np.asarray(fitted.forecasts_error[0], dtype=np.float64)
    errors[: fitted.loglikelihood_burn + 1] = np.nan
    usual = 1.4826 * float(np.nanmedian(np.abs(errors)))
    return np.asarray(np.abs(errors) > CRISIS * max(usual, CONSTANT))


def carried(deviation: NDArray[np.float64], memory: tuple[float, ...]) -> NDArray[np.float64]:
    """Part of earlier deviations that is expected in each year.

    Parameters
    ----------
    deviation
        Shape (a, t), points; NaN where unknown.
    memory
        Part that is expected again after one, two, ... years where all are known. With some
        unknown the others stand in for them in part.

    Returns
    -------
    Shape (a, t); zero where nothing is known.
    """
    total, part = np.zeros(deviation.shape), np.zeros(deviation.shape)
    for lag, weight in enumerate(memory, 1):
        if lag >= deviation.shape[1]:
            break
        earlier = np.full(deviation.shape, np.nan)
        earlier[:, lag:] = deviation[:, :-lag]
        known = ~np.isnan(earlier)
        total += weight * np.where(known, earlier, 0.0)
        part += weight * known
    share = part / (sum(memory) or 1.0)
    return np.asarray(total / np.sqrt(np.where(share > 0, share, 1.0)))
