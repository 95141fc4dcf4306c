"""Scores of forecasts against outturns: lower is better, and honesty is rewarded.

Every score here is proper: nobody expects a better one by stating what he does not believe.
Scores come row by row; what to average them over is the caller's choice (see `resampling`).

Source: Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation,
JASA 102, 359-378.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

#: Probabilities nearer to 0 or 1 than this are scored as if they stood here.
LEAST_PROBABILITY = 0.005


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Squared difference of probability and event: 0 is perfect, a flat 50 % earns 0.25.

    Parameters
    ----------
    probability
        Probabilities between 0 and 1, of any shape.
    happened
        Whether the event happened, of the same shape; bool, or 0 and 1.

    Returns
    -------
    Scores of the same shape.

    Raises
    ------
    ValueError
        When shapes differ, a probability is none or ``happened`` holds more than 0 and 1.

    Notes
    -----
    Brier (1950), Monthly Weather Review 78, 1-3.

    Examples
    --------
    >>> brier([0.8, 0.8], [True, False]).round(2)
    array([0.04, 0.64])
    """
    stated, event = as_events(probability, happened)
    return np.asarray((stated - event) ** 2)


def log_score(
    probability: ArrayLike, happened: ArrayLike, *, least: float = LEAST_PROBABILITY
) -> Floats:
    """Negative logarithm of the probability of what came, in nats; a flat 50 % earns 0.69.

    Parameters
    ----------
    probability, happened
        As in `brier`.
    least
        A probability below ``least`` is scored as ``least``, one above ``1 - least`` as that; so
        no score is above ``-log(least)``, 5.3 nats unless told otherwise. Between 0 and 0.5,
        both excluded.

    Returns
    -------
    Scores of the same shape, all finite.

    Raises
    ------
    ValueError
        As in `brier`, and when ``least`` is out of its range.

    Notes
    -----
    Good (1952), Rational decisions, JRSS B 14, 107-114. With the floor the score is still proper,
    but two probabilities below ``least`` earn the same.
    """
    if not 0 < least < 0.5:  # noqa: PLR2004 - beyond it the floor would be a ceiling
        raise ValueError(f"least lies between 0 and 0.5, got {least}")
    stated, event = as_events(probability, happened)
    of_what_came = np.where(event > 0, stated, 1 - stated)
    return np.asarray(-np.log(np.clip(of_what_came, least, 1 - least)))


def crps(draws: ArrayLike, outturn: ArrayLike) -> Floats:
    """Continuous ranked probability score of draws, in the unit of the outturn.

    Parameters
    ----------
    draws : shape (n, ...)
        Draws along axis 0.
    outturn : shape (...)
        One outturn for each column of draws; a number where draws have shape (n,).

    Returns
    -------
    Scores of the shape of ``outturn``; with a single draw the absolute error.

    Raises
    ------
    ValueError
        When shapes do not fit or a value is not finite.

    Notes
    -----
    Mean ``|x - y|`` minus half the mean ``|x - x'|`` over all pairs of draws, itself included.
    With the draws in order the second mean is a weighted sum of them: O(n log n), and one copy of
    the block. The score of the draws, not of what they were drawn from, which is better by the
    half mean difference divided by n: compare engines at the same number of draws.

    Source: Jordan, Krüger and Lerch (2019), Evaluating probabilistic forecasts with scoringRules,
    Journal of Statistical Software 90 (12), section 3.

    Examples
    --------
    >>> float(crps([4.0, 6.0], 5.0))
    0.5
    """
    block, truth = as_ensemble(draws, outturn)
    n = len(block)
    error = np.sort(block, axis=0)
    error -= truth
    weight = (2 * np.arange(1, n + 1) - n - 1) / n**2
    half_difference = np.tensordot(weight, error, axes=1)
    return np.asarray(np.abs(error, out=error).mean(axis=0) - half_difference)


def interval_covered(draws: ArrayLike, outturn: ArrayLike, level: float) -> NDArray[np.bool_]:
    """Whether an outturn lies within the central interval of its draws, ends included.

    Parameters
    ----------
    draws, outturn
        As in `crps`.
    level
        Share of the draws that the interval holds, between 0 and 1, both excluded.

    Returns
    -------
    bool array of the shape of ``outturn``.

    Raises
    ------
    ValueError
        As in `crps`, and when ``level`` is out of its range.
    """
    lower, upper, truth = _central_interval(draws, outturn, level)
    return np.asarray((lower <= truth) & (truth <= upper))


def interval_score(draws: ArrayLike, outturn: ArrayLike, level: float) -> Floats:
    """Width of the central interval, and ``2 / (1 - level)`` for each point outside it.

    Parameters
    ----------
    draws, outturn, level
        As in `interval_covered`.

    Returns
    -------
    Scores of the shape of ``outturn``, in its unit.

    Notes
    -----
    Gneiting and Raftery (2007), section 6.2; also called Winkler's score.
    """
    lower, upper, truth = _central_interval(draws, outturn, level)
    outside = np.maximum(lower - truth, 0) + np.maximum(truth - upper, 0)
    return np.asarray(upper - lower + 2 / (1 - level) * outside)


def pit(
    draws: ArrayLike, outturn: ArrayLike, rng: np.random.Generator, *, rounding: float = 0.0
) -> Floats:
    """Probability integral transform: where among its draws an outturn lies, from 0 to 1.

    Parameters
    ----------
    draws, outturn
        As in `crps`; draws not rounded.
    rng
        Source of randomness.
    rounding
        Step of publication, in the unit of the outturn: 0.1 where it is published to one decimal.

    Returns
    -------
    Values of the shape of ``outturn``, strictly between 0 and 1; uniform when the draws are honest.

    Raises
    ------
    ValueError
        As in `crps`, and when ``rounding`` is below zero.

    Notes
    -----
    A rounded outturn says only that the true one lies within half a step of it. So the value is
    drawn evenly between the shares of draws below and above that step, as between ties; the
    outturn counts as one draw more, which makes the values of honest draws uniform for any n.

    Source: Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics
    65, 1254-1261, section 2.1.
    """
    if not rounding >= 0:
        raise ValueError(f"rounding is a step of zero or more, got {rounding}")
    block, truth = as_ensemble(draws, outturn)
    below = np.count_nonzero(block < truth - rounding / 2, axis=0)
    up_to = np.count_nonzero(block <= truth + rounding / 2, axis=0)
    place = below + rng.uniform(size=truth.shape) * (up_to - below + 1)
    return np.asarray(place / (len(block) + 1))


def skill(score: ArrayLike, reference: ArrayLike) -> float:
    """Part of the reference's mean score that a forecast saves: 1 is perfect, 0 no better.

    Parameters
    ----------
    score, reference
        Scores of the forecast and of a reference on the same rows, of one shape, not empty.

    Raises
    ------
    ValueError
        When shapes differ, or the reference's mean score is not above zero.
    """
    own, other = np.asarray(score, dtype=np.float64), np.asarray(reference, dtype=np.float64)
    if own.shape != other.shape or not own.size:
        raise ValueError(f"skill compares the same rows, got shapes {own.shape} and {other.shape}")
    if not other.mean() > 0:
        raise ValueError(f"skill needs a reference that scores above zero, got {other.mean()}")
    return float(1 - own.mean() / other.mean())


def as_events(probability: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    """Probabilities and events (0 or 1) as floats, checked; see `brier`."""
    stated = np.asarray(probability, dtype=np.float64)
    event = np.asarray(happened, dtype=np.float64)
    if stated.shape != event.shape:
        raise ValueError(
            f"one probability for each event: got shapes {stated.shape} and {event.shape}"
        )
    if not ((stated >= 0) & (stated <= 1)).all():
        raise ValueError("a probability lies between 0 and 1: give shares, not per cent, no NaN")
    if not ((event == 0) | (event == 1)).all():
        raise ValueError("happened is true or false: leave out rows whose outturn is not known")
    return stated, event


def as_ensemble(draws: ArrayLike, outturn: ArrayLike) -> tuple[Floats, Floats]:
    """Draws along axis 0 and their outturns as floats, checked; see `crps`."""
    block = np.asarray(draws, dtype=np.float64)
    truth = np.asarray(outturn, dtype=np.float64)
    if not block.ndim or not len(block) or block.shape[1:] != truth.shape:
        raise ValueError(
            "draws run along axis 0, the other axes are the outturn's: "
            f"got shapes {block.shape} and {truth.shape}"
        )
    if not (np.isfinite(block).all() and np.isfinite(truth).all()):
        raise ValueError("draws and outturns are finite: leave out rows without an outturn")
    return block, truth


def _central_interval(
    draws: ArrayLike, outturn: ArrayLike, level: float
) -> tuple[Floats, Floats, Floats]:
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, got {level}")
    block, truth = as_ensemble(draws, outturn)
    lower, upper = np.quantile(block, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return lower, upper, truth
