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

#: A year farther from its forecast than this many usual errors (of so many years before, and at
#: least so much of the series' spread) is a crisis: it is left out, so that it is not carried
#: forward.
CRISIS, ERROR_YEARS, LEAST_ERROR = 4.0, 10, 0.1
#: Years ahead for which a fitted model is asked at once: a trend asks for the year in question and
#: for years before it that are still unpublished.
AT_ONCE = 3
#: A crisis in the last year, or two the same way so close to each other, may be a shift of the
#: level: then they are half believed.
SHIFT_YEARS = 2


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
    return _local_levels(tuple(known), max(steps, AT_ONCE))[steps - 1]


@lru_cache(maxsize=4096)
def _local_levels(growths: tuple[float | None, ...], most: int) -> tuple[Forecast, ...]:
    """Forecasts for one year ahead, two, ... up to ``most``."""
    values = np.asarray(growths, dtype=np.float64)
    published = int(np.isfinite(values).sum())
    centre, scale = float(np.nanmean(values)), float(np.nanstd(values))
    if scale < CONSTANT:
        return (Forecast(mean=centre, sd=0.0, n=published),) * most
    unit = (values - centre) / scale
    fitted = _fitted(unit)
    crisis = _crises(fitted)
    ahead = _ahead(fitted, most)
    if crisis.any() and published - np.count_nonzero(crisis) >= LEAST_POINTS:
        part = 0.5 if _doubtful(crisis) else 1.0
        others = _ahead(_fitted(np.where(crisis != 0, np.nan, unit)), most)
        ahead = [_mixed(part, *pair) for pair in zip(others, ahead, strict=True)]
    return tuple(Forecast(centre + scale * mean, scale * sd, published) for mean, sd in ahead)


def _ahead(fitted: Any, most: int) -> list[tuple[float, float]]:
    """Mean and standard deviation one year ahead, two, ..."""
    ahead = fitted.get_forecast(most)
    means, sds = np.asarray(ahead.predicted_mean), np.asarray(ahead.se_mean)
    return list(zip(means.tolist(), sds.tolist(), strict=True))


def _mixed(
    part: float, one: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float]:
    """Mean and standard deviation where ``one`` holds with a chance of ``part``, else ``other``."""
    (mean, sd), (rest, spread) = one, other
    variance = part * sd**2 + (1 - part) * spread**2 + part * (1 - part) * (rest - mean) ** 2
    return part * mean + (1 - part) * rest, float(np.sqrt(variance))


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


def _crises(fitted: Any) -> NDArray[np.float64]:
    """-1 for a year that fell, +1 for one that rose out of all proportion, else 0.

    Out of proportion is a one-step forecast error beyond `CRISIS` usual errors.
    """
    error = np.asarray(fitted.forecasts_error[0], dtype=np.float64)
    error[: fitted.loglikelihood_burn + 1] = np.nan
    found = np.zeros(error.size)
    for year in range(error.size):
        before = np.abs(error[max(year - ERROR_YEARS, 0) : year])
        before = before[np.isfinite(before)]
        if before.size >= LEAST_POINTS - 1:
            usual = max(1.4826 * float(np.median(before)), LEAST_ERROR)  # of a series of sd one
            found[year] = np.sign(error[year]) * (np.abs(error[year]) > CRISIS * usual)
    return np.nan_to_num(found)


def _doubtful(crisis: NDArray[np.float64]) -> bool:
    """Whether the level may have shifted: a fall (rise) unanswered, or another of its kind."""
    unanswered = bool(crisis[-1] != 0 and crisis[-1] != -crisis[-2])
    return unanswered or any(
        bool(np.any((crisis[lag:] != 0) & (crisis[lag:] == crisis[:-lag])))
        for lag in range(1, SHIFT_YEARS + 1)
        if lag < crisis.size
    )


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
