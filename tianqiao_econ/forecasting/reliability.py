"""Whether events come as often as said, judged by what an honest forecaster would have seen.

Events of one year share that year's shock, so even honest probabilities look wrong after a 2014.
The yardstick is therefore events simulated from the forecaster's own joint draws, in which rows
of one year share a shock as well. Draws of different years have to be independent of each other:
one seed for all years would tie their shocks together and widen every band.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.forecasting.scores import as_events, brier

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

#: Bins of ten points.
BINS = 10
#: Two statistics nearer to each other than this are one: sums differ in their last bits.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """How often events came, by what was said of them; one entry a group of rows in every field.

    Attributes
    ----------
    probability
        Mean probability of the group's rows, NaN where it has none.
    happened
        Share of them that happened, NaN where it has none.
    count
        Number of rows.
    """

    probability: Floats
    happened: Floats
    count: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BrierDecomposition:
    """Mean Brier score in three parts, each zero or above.

    Attributes
    ----------
    miscalibration
        What the best rising relabelling of the probabilities would save: less is better.
    discrimination
        What the relabelled probabilities save against the base rate: more is better.
    uncertainty
        Score of the base rate, known afterwards.
    """

    miscalibration: float
    discrimination: float
    uncertainty: float

    @property
    def score(self) -> float:
        """Mean Brier score: miscalibration - discrimination + uncertainty."""
        return self.miscalibration - self.discrimination + self.uncertainty


def calibration_curve(
    probability: ArrayLike, happened: ArrayLike, bins: int = BINS
) -> CalibrationCurve:
    """Calibration curve over bins of equal width.

    Parameters
    ----------
    probability, happened : shape (k,)
        As in `scores.brier`, at least one row.
    bins
        Number of bins between 0 and 1. A probability on an edge belongs to the bin above it, 1 to
        the last.

    Returns
    -------
    CalibrationCurve
        One entry a bin.

    Raises
    ------
    ValueError
        As in `scores.brier`, or without rows or bins.
    """
    stated, event = _rows(probability, happened)
    which = _bin_of(stated, bins)
    said, share = _share_by_bin(which, np.stack([stated, event]), bins)
    return CalibrationCurve(said, share, np.bincount(which, minlength=bins))


def corp_curve(probability: ArrayLike, happened: ArrayLike) -> CalibrationCurve:
    """Calibration curve that needs no bins: the rising curve nearest to the events.

    Parameters
    ----------
    probability, happened
        As in `calibration_curve`.

    Returns
    -------
    CalibrationCurve
        One entry a distinct probability, in rising order; ``happened`` never falls.

    Notes
    -----
    Isotonic regression by pooling adjacent violators. Source: Dimitriadis, Gneiting and Jordan
    (2021), Stable reliability diagrams for probabilistic classifiers, PNAS 118, e2016191118.
    """
    from scipy.optimize import isotonic_regression

    stated, event = _rows(probability, happened)
    distinct, which, count = np.unique(stated, return_inverse=True, return_counts=True)
    share = np.bincount(which, weights=event) / count
    rising = isotonic_regression(share, weights=count).x
    return CalibrationCurve(distinct, np.asarray(rising, dtype=np.float64), count)


def brier_decomposition(probability: ArrayLike, happened: ArrayLike) -> BrierDecomposition:
    """Mean Brier score as miscalibration - discrimination + uncertainty.

    Parameters
    ----------
    probability, happened
        As in `calibration_curve`.

    Notes
    -----
    Source as in `corp_curve`. The rising curve is fitted to the same rows, so with few of them
    honest probabilities show some miscalibration too: judge it beside events simulated from them.
    """
    curve = corp_curve(probability, happened)
    # in each stretch of the curve its height is the mean of the events there
    recalibrated = float(np.average(curve.happened * (1 - curve.happened), weights=curve.count))
    base = float(np.average(curve.happened, weights=curve.count))
    uncertainty = base * (1 - base)
    miscalibration = float(brier(probability, happened).mean()) - recalibrated
    return BrierDecomposition(miscalibration, uncertainty - recalibrated, uncertainty)


def reliability_band(
    probability: ArrayLike, simulated: ArrayLike, bins: int = BINS, level: float = 0.9
) -> tuple[Floats, Floats]:
    """Shares between which an honest forecaster's events come in each bin.

    Parameters
    ----------
    probability : shape (k,)
        As in `calibration_curve`.
    simulated : shape (n, k)
        Events by the forecaster's own joint draws, bool: one draw a line.
    bins
        As in `calibration_curve`.
    level
        Chance that an honest forecaster's share lies within the ends, for each bin on its own.

    Returns
    -------
    lower, upper : shape (bins,)
        Ends of the band, both within it; NaN for a bin without rows.

    Raises
    ------
    ValueError
        As in `calibration_curve`, when ``simulated`` has another shape, or with a level that is
        not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, got {level}")
    stated, events = _simulated_rows(probability, simulated)
    share = _share_by_bin(_bin_of(stated, bins), events, bins)
    ends = [(1 - level) / 2, (1 + level) / 2]
    # shares are steps: these quantiles are steps as well, and hold at least the level
    lower, upper = np.quantile(share, ends, axis=0, method="inverted_cdf")
    return lower, upper


def calibration_error(probability: ArrayLike, happened: ArrayLike, bins: int = BINS) -> float:
    """Distance of a calibration curve from the diagonal: mean over rows, between 0 and 1.

    Parameters
    ----------
    probability, happened, bins
        As in `calibration_curve`.

    Notes
    -----
    Mean of ``|share that happened - mean probability|`` over bins, weighted by their rows; called
    expected calibration error. Above zero for honest probabilities too: see `calibration_test`.
    """
    stated, event = _rows(probability, happened)
    return float(_errors(stated, event[np.newaxis], bins)[0])


def calibration_test(
    probability: ArrayLike, happened: ArrayLike, simulated: ArrayLike, bins: int = BINS
) -> tuple[float, float]:
    """Calibration error and how often an honest forecaster's is as large.

    Parameters
    ----------
    probability, happened, bins
        As in `calibration_curve`.
    simulated
        As in `reliability_band`.

    Returns
    -------
    error, p_value
        `calibration_error`, and the share of simulations whose error is at least that, the events
        as they came counted among them; a small share speaks against the probabilities.
    """
    stated, events = _simulated_rows(probability, simulated)
    error = calibration_error(probability, happened, bins)
    as_large = np.count_nonzero(_errors(stated, events, bins) >= error - SAME)
    return error, float((1 + as_large) / (1 + len(events)))


def _errors(stated: Floats, events: NDArray[np.generic], bins: int) -> Floats:
    """Calibration error of each line of events."""
    which = _bin_of(stated, bins)
    said = _share_by_bin(which, stated[np.newaxis], bins)
    filled = np.bincount(which, minlength=bins)
    apart = np.abs(_share_by_bin(which, events, bins) - said)
    return np.asarray(np.nansum(apart * filled, axis=1) / stated.size)


def _share_by_bin(which: NDArray[np.intp], lines: NDArray[np.generic], bins: int) -> Floats:
    """Mean of each line's entries by bin, shape (lines, bins), NaN without entries."""
    share = np.full((len(lines), bins), np.nan)
    for each in np.unique(which):
        share[:, each] = lines[:, which == each].mean(axis=1)
    return share


def _bin_of(stated: Floats, bins: int) -> NDArray[np.intp]:
    if not bins >= 1:
        raise ValueError(f"a calibration curve needs at least one bin, got {bins}")
    return np.digitize(stated, np.arange(1, bins) / bins)


def _rows(probability: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    stated, event = as_events(probability, happened)
    if stated.ndim != 1 or not stated.size:
        raise ValueError(f"calibration needs a list of probabilities, got shape {stated.shape}")
    return stated, event


def _simulated_rows(
    probability: ArrayLike, simulated: ArrayLike
) -> tuple[Floats, NDArray[np.bool_]]:
    events = np.asarray(simulated)
    stated, _ = _rows(probability, np.zeros(np.shape(probability)))
    if events.ndim != 2 or not len(events) or events.shape[1] != stated.size:  # noqa: PLR2004
        raise ValueError(
            f"simulated events have shape (simulations, {stated.size}), got {events.shape}"
        )
    if events.dtype != np.bool_:
        raise ValueError(f"simulated events are bool, got {events.dtype}")
    return stated, events
