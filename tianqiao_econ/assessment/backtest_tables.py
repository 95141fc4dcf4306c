"""What a back-test says: means, intervals over years, skill, reliability; all as tidy tables.

Rows of one year share its shock, so each year counts the same in every mean and a year is one
observation in every interval (`forecasting.resampling`). A back-test without rows gives tables
without rows; its ``reason`` says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.backtest_origins import BASE_RATE, INTERVALS, POOL, REFERENCES, SCORES
from tianqiao_econ.forecasting import (
    YearInterval,
    brier_decomposition,
    by_year_interval,
    calibration_curve,
    calibration_test,
    ratio_interval,
    reliability_band,
    share_of_years_better,
)
from tianqiao_econ.forecasting.reliability import BINS
from tianqiao_econ.forecasting.resampling import LEAST_YEARS

if TYPE_CHECKING:
    from tianqiao_econ.assessment.backtest import Backtest

#: Scores whose ratio to a reference's is a skill: zero is perfect.
LOSSES = ("brier", "log_score", "crps")
#: Coverage of intervals over years.
LEVEL = 0.9
ONE_YEAR = f"an interval by year needs {LEAST_YEARS} years"
PERFECT = "a mean score of zero cannot be compared as a ratio"

#: Scope of means over all targets.
ALL = "all"

_RECORDED = ["brier", "brier_base", "crps", "covered_80"]
_RECORD = (
    *("scope", "model", "n", "years", "first_year", "last_year"),
    *("brier", "brier_base", "crps", "coverage_80"),
)
_SUMMARY = ("model", "score", "n", "n_years", "mean_of_rows", "mean", "lower", "upper", "note")
_COVERAGE = ("model", "nominal", "n", "n_years", "covered", "lower", "upper", "note")
_SKILLS = ("reference", "score", "n", "n_years", "skill", "lower", "upper", "years_better", "note")
_RELIABILITY = ("bin_low", "bin_high", "n", "forecast", "observed", "band_low", "band_high")
_CALIBRATION = (
    "n",
    "n_years",
    "calibration_error",
    "p_value",
    "miscalibration",
    "discrimination",
    "uncertainty",
)


def means(past: Backtest, *by: str) -> pd.DataFrame:
    """Mean scores by model.

    Parameters
    ----------
    past
        The back-test.
    *by
        Further columns to tell apart: ``year``, ``indicator``, ``level``.

    Returns
    -------
    DataFrame
        The columns of ``by``, ``model, n`` (targets), ``n_years, first_year, last_year``, and
        means over years, each counting the same: ``met`` (share), ``probability`` and the scores.
        A model that has nothing to say of some targets has fewer: see `skills`.
    """
    table = past.table.assign(met=past.table["met"].astype(float))
    return _means(past, table, list(by), ["met", "probability", *SCORES])


def record(past: Backtest) -> pd.DataFrame:
    """Mean scores by scope and model, as ``record.csv`` of a data package holds them.

    Returns
    -------
    DataFrame
        ``scope`` (all, an indicator's code, a level of government), ``model, n, years, first_year,
        last_year``, and means over years: ``brier, brier_base`` (of the base rate, on the same
        targets), ``crps, coverage_80``.
    """
    base = past.of(BASE_RATE).set_index("row")["brier"]
    table = past.table.assign(brier_base=past.table["row"].map(base), scope=ALL)
    scopes = [table, *(table.assign(scope=table[column]) for column in ("indicator", "level"))]
    found = pd.concat([_means(past, part, ["scope"], _RECORDED) for part in scopes])
    found = found.rename(columns={"n_years": "years", "covered_80": "coverage_80"})
    return found[list(_RECORD)].reset_index(drop=True)


def summary(past: Backtest, level: float = LEVEL) -> pd.DataFrame:
    """Mean of every score with its interval over years, one row a model and score.

    Parameters
    ----------
    past
        The back-test.
    level
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        ``model, score, n`` (targets), ``n_years, mean_of_rows, mean`` (each year counts the
        same), ``lower, upper`` of that mean and ``note``, which says why an interval is missing.
    """
    rows = []
    for model in past.models:
        table = past.of(model)
        for score in SCORES:
            values = table[["year", score]].dropna()
            if len(values):
                rows.append({"model": model, "score": score, **_mean(values, score, level)})
    return pd.DataFrame(rows, columns=list(_SUMMARY))


def coverage(past: Backtest, level: float = LEVEL) -> pd.DataFrame:
    """Share of outturns within central intervals, beside the share that these promise.

    Returns
    -------
    DataFrame
        ``model, nominal, n, n_years, covered, lower, upper, note``; see `summary`.
    """
    found = summary(past, level)
    nominal = {f"covered_{percent}": percent / 100 for percent in INTERVALS}
    found = found.assign(nominal=found["score"].map(nominal).astype(float))
    found = found[found["nominal"].notna()].rename(columns={"mean": "covered"})
    found[["lower", "upper"]] = found[["lower", "upper"]].clip(0.0, 1.0)
    return found[list(_COVERAGE)].reset_index(drop=True)


def skills(past: Backtest, model: str = POOL, level: float = LEVEL) -> pd.DataFrame:
    """Part of each other model's score that one saves, on the targets that both speak of.

    Parameters
    ----------
    past
        The back-test.
    model
        Whose skill.
    level
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        ``reference, score, n, n_years, skill`` (above zero: better than the reference),
        ``lower, upper, years_better`` (share of years) and ``note``, which says why a skill or an
        interval is missing.
    """
    own, rows = past.of(model), []
    for reference in sorted(past.models, key=lambda name: name not in REFERENCES):
        both = own.merge(past.of(reference), on="row", suffixes=("", "_reference"))
        for score in LOSSES if reference != model else ():
            pairs = both[["year", score, f"{score}_reference"]].dropna()
            if len(pairs):
                rows.append({"reference": reference, "score": score, **_skill(pairs, level)})
    return pd.DataFrame(rows, columns=list(_SKILLS))


def reliability(past: Backtest, bins: int = BINS, level: float = LEVEL) -> pd.DataFrame:
    """How often events came, by what the pool said of them; bins without a target are left out.

    Parameters
    ----------
    past
        The back-test.
    bins
        Number of bins between 0 and 1.
    level
        Chance that an honest pool's share lies within the band, for each bin on its own.

    Returns
    -------
    DataFrame
        ``bin_low, bin_high, n``, mean probability (``forecast``), share met (``observed``), and
        the ends ``band_low, band_high`` of the band, by the pool's own joint draws.
    """
    rows = past.of(POOL)
    if rows.empty:
        return pd.DataFrame(columns=list(_RELIABILITY))
    probability = rows["probability"].to_numpy()
    curve = calibration_curve(probability, rows["met"], bins)
    lower, upper = reliability_band(probability, past.simulated[:, rows["row"]], bins, level)
    edges = np.arange(bins + 1) / bins
    columns = (edges[:-1], edges[1:], curve.count, curve.probability, curve.happened, lower, upper)
    found = pd.DataFrame(dict(zip(_RELIABILITY, columns, strict=True)))
    return found[found["n"] > 0].reset_index(drop=True)


def calibration(past: Backtest) -> pd.DataFrame:
    """How far the pool's probabilities are from what came, in one row.

    Returns
    -------
    DataFrame
        ``n, n_years, calibration_error, p_value`` (share of an honest pool's errors that are as
        large) and the parts of the mean Brier score over rows, ``miscalibration - discrimination +
        uncertainty``.
    """
    rows = past.of(POOL)
    if rows.empty:
        return pd.DataFrame(columns=list(_CALIBRATION))
    probability, met = rows["probability"].to_numpy(), rows["met"].to_numpy()
    test = calibration_test(probability, met, past.simulated[:, rows["row"]])
    parts = brier_decomposition(probability, met)
    values = (
        len(rows),
        len(past.years),
        *test,
        parts.miscalibration,
        parts.discrimination,
        parts.uncertainty,
    )
    return pd.DataFrame([values], columns=list(_CALIBRATION))


def tables(past: Backtest) -> dict[str, pd.DataFrame]:
    """Every table of a back-test by its name."""
    return {
        "means": means(past),
        "summary": summary(past),
        "skills": skills(past),
        "coverage": coverage(past),
        "by_year": means(past, "year"),
        "by_indicator": means(past, "indicator"),
        "by_level": means(past, "level"),
        "record": record(past),
        "reliability": reliability(past),
        "calibration": calibration(past),
    }


def _means(past: Backtest, table: pd.DataFrame, by: list[str], columns: list[str]) -> pd.DataFrame:
    """Means over years of some columns, by some others and model."""
    keys = [*by, "model"]
    grouped = table.groupby(keys)
    found = grouped.agg(
        n=("row", "size"),
        n_years=("year", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    yearly = table.groupby(list(dict.fromkeys([*keys, "year"])))[columns].mean()
    found = found.join(yearly.groupby(keys).mean()).reset_index()
    rank = {model: place for place, model in enumerate(past.models)}
    found = found.assign(_rank=found["model"].map(rank)).sort_values([*by, "_rank"])
    return found.drop(columns="_rank").reset_index(drop=True)


def _mean(values: pd.DataFrame, score: str, level: float) -> dict[str, Any]:
    """Mean of a score with its interval; columns year and the score."""
    numbers, years = values[score].to_numpy(), values["year"].to_numpy()
    interval = YearInterval(float(numbers.mean()), np.nan, np.nan, 1)
    told = len(np.unique(years)) >= LEAST_YEARS
    if told:
        interval = by_year_interval(numbers, years, level=level)
    return {
        "n": len(values),
        "n_years": interval.n_years,
        "mean_of_rows": float(numbers.mean()),
        "mean": interval.estimate,
        "lower": interval.lower,
        "upper": interval.upper,
        "note": "" if told else ONE_YEAR,
    }


def _skill(pairs: pd.DataFrame, level: float) -> dict[str, Any]:
    """Skill with its interval; columns year, own score, the reference's."""
    years, own, other = (pairs[column].to_numpy() for column in pairs.columns)
    yearly = pairs.groupby("year").mean()
    mean, reference = yearly.mean()
    found = {
        "n": len(pairs),
        "n_years": len(yearly),
        "skill": 1 - mean / reference if reference > 0 else np.nan,
        "lower": np.nan,
        "upper": np.nan,
        "years_better": share_of_years_better(own, other, years),
    }
    if len(yearly) < LEAST_YEARS:
        return {**found, "note": ONE_YEAR if reference > 0 else PERFECT}
    if (yearly > 0).sum().min() < LEAST_YEARS:
        return {**found, "note": PERFECT}
    ratio = ratio_interval(own, other, years, level=level)
    return {**found, "lower": 1 - ratio.upper, "upper": 1 - ratio.lower, "note": ""}
