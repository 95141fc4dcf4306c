"""The goals: what was measured, its interval over years, reached or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from calibration_scores import EVERY_RATE, KEY, LAST_VALUE, LEVEL_RATE

from tianqiao_econ.assessment.backtest import Backtest
from tianqiao_econ.assessment.backtest_tables import calibration, reliability
from tianqiao_econ.forecasting import (
    YearInterval,
    by_year_interval,
    ratio_interval,
    share_of_years_better,
)
from tianqiao_econ.forecasting.resampling import LEAST_YEARS

POOL = "pool"
RIVALS = ("AutoETS", "AutoARIMA", "Theta", "RandomWalkWithDrift", "HistoricAverage")
BASE_RATES = (LEVEL_RATE, EVERY_RATE)
CRPS_OF_RIVAL, CRPS_OF_LAST, BRIER_OF_BASE = 0.62, 0.85, 0.88
COVERAGE = (0.74, 0.86)
LEAST_P = 0.1
"""The calibration error is within what nine of ten honest forecasters would show."""


@dataclass(frozen=True)
class Finding:
    """One goal on one set of rows.

    Attributes
    ----------
    goal
        In words, with its limit.
    measured
        In words; why it could not be measured where it could not.
    reached
        None where it could not be measured.
    n_years
        Years behind it.
    """

    goal: str
    measured: str
    reached: bool | None
    n_years: int

    @property
    def verdict(self) -> str:
        """One word."""
        return {None: "not measured", True: "reached", False: "not reached"}[self.reached]


def means(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Mean scores by model, each year counting the same; `n` rows and `years` behind them."""
    scores = ["brier", "crps", "covered_80"]
    keys = [*by, "model"]
    yearly = rows.groupby([*dict.fromkeys([*keys, "year"])])[scores].mean()
    told = rows.groupby(keys).agg(n=("year", "size"), years=("year", "nunique"))
    return told.join(yearly.groupby(keys).mean()).reset_index()


def common(rows: pd.DataFrame, models: Sequence[str], score: str) -> pd.DataFrame:
    """Rows of some models on the targets that all of them speak of."""
    own = rows[rows["model"].isin(models)].dropna(subset=[score])
    said = own.groupby(KEY)["model"].transform("nunique")
    return own[said == len(set(models))]


def shared_error(past: Backtest) -> float:
    """Part of the squared error of the pool's medians that the targets of a year have in common."""
    rows = past.of(POOL)
    error = rows["outturn"] - rows["median"]
    yearly = pd.DataFrame({"year": rows["year"], "error": error, "square": error**2})
    means_of_year = yearly.groupby("year").mean()
    return float((means_of_year["error"] ** 2).mean() / means_of_year["square"].mean())


def best(rows: pd.DataFrame, models: Sequence[str], score: str) -> str | None:
    """Model of the lowest mean score; None where none of them has one."""
    found = means(rows[rows["model"].isin(models)]).set_index("model")[score].dropna()
    return None if found.empty else str(found.idxmin())


def against(rows: pd.DataFrame, reference: str, score: str, model: str = POOL) -> pd.DataFrame:
    """Scores of a model and of a reference on the rows that both speak of: year, own, other."""
    own, other = (
        rows[rows["model"] == name][[*KEY, score]].dropna() for name in (model, reference)
    )
    both = own.merge(other, on=KEY, suffixes=("_own", "_other"))
    return both.rename(columns={f"{score}_own": "own", f"{score}_other": "other"})


def ratio(pairs: pd.DataFrame) -> YearInterval:
    """Mean score divided by the reference's, each year counting the same; NaN ends for one year."""
    if pairs["year"].nunique() >= LEAST_YEARS:
        return ratio_interval(pairs["own"], pairs["other"], pairs["year"])
    return YearInterval(float(pairs["own"].mean() / pairs["other"].mean()), np.nan, np.nan, 1)


def findings(rows: pd.DataFrame, past: Backtest, rivals: Sequence[str] = RIVALS) -> list[Finding]:
    """Return all goals on some rows.

    Parameters
    ----------
    rows
        Scores of all models.
    past
        Back-test behind the pool's rows, with its simulated events.
    rivals
        Models that the first goal is about.
    """
    base = best(rows, BASE_RATES, "brier")
    return [
        _crps(rows, best(rows, rivals, "crps"), CRPS_OF_RIVAL, "the best statsforecast model's"),
        _crps(rows, LAST_VALUE, CRPS_OF_LAST, "the last value's"),
        *_brier(rows, base),
        _covered(rows),
        _honest(past),
    ]


def _crps(rows: pd.DataFrame, reference: str | None, most: float, whose: str) -> Finding:
    goal = f"CRPS at most {most} of {whose}"
    if reference is None:
        return Finding(goal, "no such forecasts", None, 0)
    found = ratio(against(rows, reference, "crps"))
    chosen = "" if reference == LAST_VALUE else f" ({reference})"
    said = f"{interval_text(found)}{chosen}"
    return Finding(goal, said, found.estimate <= most, found.n_years)


def _brier(rows: pd.DataFrame, reference: str | None) -> list[Finding]:
    goals = (f"Brier at most {BRIER_OF_BASE} of the base rate's", "better Brier in most years")
    if reference is None:
        return [Finding(goal, "no base rate", None, 0) for goal in goals]
    pairs = against(rows, reference, "brier")
    found = ratio(pairs)
    share = share_of_years_better(pairs["own"], pairs["other"], pairs["year"])
    won = f"{round(share * found.n_years)} of {found.n_years} years"
    return [
        Finding(
            goals[0],
            f"{interval_text(found)} ({reference})",
            found.estimate <= BRIER_OF_BASE,
            found.n_years,
        ),
        Finding(goals[1], won, share > 1 / 2, found.n_years),
    ]


def _covered(rows: pd.DataFrame) -> Finding:
    goal = f"80 % intervals hold {COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}".replace("%", " %")
    found = coverage(rows)
    return Finding(
        goal.replace("  %", " %"),
        interval_text(found, percent=True),
        COVERAGE[0] <= found.estimate <= COVERAGE[1],
        found.n_years,
    )


def coverage(rows: pd.DataFrame, model: str = POOL) -> YearInterval:
    """Share of outturns within the 80 % interval, each year counting the same."""
    own = rows[rows["model"] == model].dropna(subset=["covered_80"])
    if own["year"].nunique() < LEAST_YEARS:
        return YearInterval(float(own["covered_80"].mean()), np.nan, np.nan, 1)
    found = by_year_interval(own["covered_80"], own["year"])
    ends = np.clip([found.lower, found.upper], 0, 1)
    return YearInterval(found.estimate, float(ends[0]), float(ends[1]), found.n_years)


def _honest(past: Backtest) -> Finding:
    goal = "reliability inside the band simulated with the engine's own year effects"
    test = calibration(past).iloc[0]
    bins = reliability(past)
    apart = (bins["observed"] < bins["band_low"]) | (bins["observed"] > bins["band_high"])
    said = (
        f"p = {test['p_value']:.2f}, error {test['calibration_error']:.3f};"
        f" {apart.sum()} of {len(bins)} bins outside"
    )
    if test["n_years"] < LEAST_YEARS:
        own = past.of(POOL)
        said = (
            f"said {100 * own['probability'].mean():.0f} %, met {100 * own['met'].mean():.0f} % of"
            f" {len(own)} (one year, one shock: its bands tell little); {said}"
        )
    return Finding(goal, said, bool(test["p_value"] >= LEAST_P), int(test["n_years"]))


def interval_text(found: YearInterval, *, percent: bool = False) -> str:
    """Return an estimate with its ends; the ends are left out where one year cannot give them."""
    shown = (lambda share: f"{100 * share:.0f} %") if percent else "{:.2f}".format
    if not np.isfinite(found.lower):
        return f"{shown(found.estimate)} (one year: no interval)"
    return f"{shown(found.estimate)} [{shown(found.lower)}, {shown(found.upper)}]"


def joined(parts: Mapping[str, Sequence[Finding]]) -> pd.DataFrame:
    """Findings on several sets of rows as one table: rows, goal, measured, verdict."""
    return pd.DataFrame(
        [
            {"rows": name, "goal": one.goal, "measured": one.measured, "verdict": one.verdict}
            for name, found in parts.items()
            for one in found
        ]
    )
