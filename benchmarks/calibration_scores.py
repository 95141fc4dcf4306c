"""Scores row by row, the same columns for the engine, for references and for rivals."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from references import base_rate, last_value, normal_crps, pooled_spread
from scipy.special import ndtr, ndtri

from tianqiao_econ.assessment.backtest import DAY, Backtest
from tianqiao_econ.assessment.backtest_references import growth_event
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.panel import Panel, panel_of
from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.forecasting import Priors
from tianqiao_econ.framework import Level

KEY = ["ref_area", "indicator", "year"]
FACTS = [*KEY, "level", "target", "outturn", "met"]
SCORES = ["probability", "brier", "crps", "covered_80"]
COLUMNS = ["model", *FACTS, *SCORES]
LAST_VALUE, TREND = "last value", "trend"
LEVEL_RATE, EVERY_RATE = "base rate of the level", "base rate of all levels"
REACH = float(ndtri(0.9))
"""Half width of a normal's 80 % interval, in standard deviations."""

LEVELS = tuple(map(str, Level))
Floats = NDArray[np.float64]


def engine_rows(past: Backtest) -> pd.DataFrame:
    """Pool, its members each alone, and the references of the back-test itself."""
    names = {"base_rate": EVERY_RATE, "last_value": LAST_VALUE}
    return past.table.assign(model=past.table["model"].replace(names))[COLUMNS]


def normal_rows(facts: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Score normal forecasts.

    Parameters
    ----------
    facts
        Columns `FACTS`, the target NaN where there is none.
    said
        model, mean, sd and those columns of `KEY` that tell the forecasts apart.

    Returns
    -------
    DataFrame
        `COLUMNS`; targets of which nothing is said are left out.
    """
    rows = facts.merge(said, on=[name for name in KEY if name in said])
    rows = rows.dropna(subset=["mean", "sd"])
    mean, sd, outturn = (rows[name].to_numpy() for name in ("mean", "sd", "outturn"))
    chance = ndtr((mean - _thresholds(rows["target"])) / np.maximum(sd, 1e-9))
    return rows.assign(
        probability=chance,
        brier=(chance - rows["met"].astype(float)) ** 2,
        crps=normal_crps(mean, sd, outturn),
        covered_80=(np.abs(outturn - mean) <= REACH * sd).astype(float),
    )[COLUMNS]


def _thresholds(targets: Iterable[float]) -> Floats:
    """Growth from which a target is met once it is rounded, per cent."""
    return np.array(
        [
            growth_event(float(number), ceiling=False).latent_lower if number == number else np.nan  # noqa: PLR0124
            for number in targets
        ]
    )


def reference_rows(package: DataPackage, facts: pd.DataFrame) -> pd.DataFrame:
    """Last value with the pooled spread, and the expanding base rate; each level by itself.

    Parameters
    ----------
    package
        What is said of a year rests on the outturns of the years before it alone.
    facts
        Columns `FACTS`.
    """
    panel = panel_of(package.latest(), int(facts["year"].max()))
    found = []
    for (indicator, level), rows in facts.groupby(["indicator", "level"]):
        k, mine = panel.indicators.index(indicator), panel.level == LEVELS.index(level)
        said = [_last_values(panel, k, mine, year) for year in rows["year"].unique()]
        found.append(normal_rows(rows, pd.concat(said)))
        rated = rows.merge(_rates(panel, k, mine), on="year").assign(model=LEVEL_RATE)
        found.append(rated.assign(brier=(rated["probability"] - rated["met"].astype(float)) ** 2))
    return pd.concat(found).reindex(columns=COLUMNS)


def _last_values(panel: Panel, k: int, mine: NDArray[np.bool_], year: int) -> pd.DataFrame:
    last, errors = last_value(panel.outturn[k][mine], panel.place(year))
    spread = pooled_spread(errors) if errors.size else np.nan
    areas = np.array(panel.areas)[mine]
    return pd.DataFrame(
        {"model": LAST_VALUE, "ref_area": areas, "year": year, "mean": last, "sd": spread}
    )


def _rates(panel: Panel, k: int, mine: NDArray[np.bool_]) -> pd.DataFrame:
    """Share of earlier targets met, by year."""
    pairs = ~np.isnan(panel.paired[k] - panel.target[k]) & mine[:, None]
    area, at = np.nonzero(pairs)
    met = panel.paired[k][area, at] >= _thresholds(panel.target[k][area, at])
    rates = pd.DataFrame({"year": at + panel.first_year, "probability": base_rate(at, met)})
    return rates.dropna().drop_duplicates("year")


def trend_rows(
    package: DataPackage, priors: Priors, origins: Iterable[int], indicator: str
) -> pd.DataFrame:
    """Score the trend member alone, on every area whose outturn came; there are no targets."""
    everything = panel_of(package.latest(), max(origins))
    found = []
    for year in origins:
        known = Knowledge.of(package.as_of(f"{year}-{DAY}"), year, priors)
        k = everything.indicators.index(indicator)
        outturn = everything.outturn[k, :, everything.place(year)]
        for a in np.flatnonzero(~np.isnan(outturn)).tolist():
            trend, level = known.trend(k, a), known.level_name(a)
            found.append((everything.areas[a], year, level, outturn[a], trend.mean, trend.sd))
    rows = pd.DataFrame(found, columns=["ref_area", "year", "level", "outturn", "mean", "sd"])
    rows = rows.assign(indicator=indicator, target=np.nan, met=False, model=TREND)
    return normal_rows(rows[FACTS], rows[["model", *KEY, "mean", "sd"]])
