"""Forecasts of statsforecast on a data package: each area's growth one year ahead, by itself.

    python forecast.py DIR --origins 2005-2014 --out forecasts.csv
    python forecast.py DIR --speed --origins 2021 --models AutoETS AutoARIMA --sample 200

It runs in an environment of its own (README.md) and reads the package's CSV files alone. The
forecast of a year is made with what was known on 31 March of it, the last year's outturn among
that. Its normal distribution has the model's point forecast and the spread of its 80 % interval.

A year missing between two others is filled in by a straight line, over at most two years; before a
longer gap the series is cut off. A series that ends earlier is forecast more steps ahead. Where a
model fails or gives no spread, the average of the history takes its place; with fewer than two
outturns the row has no forecast. The row says each of these.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from statsforecast.models import (
    AutoARIMA,
    AutoETS,
    HistoricAverage,
    RandomWalkWithDrift,
    Theta,
)
from threadpoolctl import threadpool_limits

MODELS = {
    "AutoETS": AutoETS,
    "AutoARIMA": AutoARIMA,
    "Theta": Theta,
    "RandomWalkWithDrift": RandomWalkWithDrift,
    "HistoricAverage": HistoricAverage,
}
FALLBACK = "HistoricAverage"
LEVEL = 80
HALF_WIDTH = 1.2815515655446004  # of a normal's 80 % interval, in standard deviations
MOST_FILLED = 2
LEAST_OUTTURNS = 2
KNOWN_ON = "03-31"
SPANS = re.compile(r"\d{4}(-\d{4})?(,\d{4}(-\d{4})?)*")


@dataclass(frozen=True)
class Past:
    """What was known of one area: growth without gaps, and how that was had."""

    values: np.ndarray
    outturns: int
    filled: int
    cut: int
    steps: int


def main() -> None:
    """Forecast and write a table, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path, help="folder of a data package")
    parser.add_argument("--indicator", help="by default the only one, else gdp")
    parser.add_argument("--level", help="areas of this level of government only, as county")
    parser.add_argument("--origins", type=years, required=True, help="2005-2014 or 2012,2014-2016")
    parser.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
    parser.add_argument("--out", type=Path, help="CSV file; else it is printed")
    parser.add_argument("--speed", action="store_true", help="print seconds, a JSON line a model")
    parser.add_argument("--sample", type=int, help="measure on so many series, evenly drawn")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # the models' own, on short series
    rows = outturns(options.package, options.indicator, options.level)
    pasts = dict(known_pasts(rows, targets(options.package, rows), options.origins))
    with threadpool_limits(1):
        if options.speed:
            measure(list(pasts.values()), options.models, options.sample)
            return
        table = forecasts(pasts, options.models)
    text = table.to_csv(options.out, index=False, lineterminator="\n")
    print(text or f"{len(table):,} forecasts in {options.out}\n", end="")


def years(text: str) -> list[int]:
    """Return the years of `2012,2014-2016`."""
    if not SPANS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text}: write 2005-2014 or 2012,2014-2016")
    spans = [[int(year) for year in part.split("-")] for part in text.split(",")]
    return [year for span in spans for year in range(span[0], span[-1] + 1)]


def outturns(package: Path, indicator: str | None, level: str | None) -> pd.DataFrame:
    """Yearly growth of one indicator in the package, the oldest figures first."""
    rows, areas = read(package, "observations"), read(package, "areas")
    names = rows["indicator"].unique()
    wanted = indicator or (names[0] if len(names) == 1 else "gdp")
    rows = rows[(rows["indicator"] == wanted) & (rows["transformation"] == "growth")]
    if level:
        rows = rows[rows["ref_area"].isin(areas.loc[areas["level"] == level, "ref_area"])]
    if rows.empty:
        raise SystemExit(f"{package} has no growth of {wanted} at this level")
    rows = rows[rows["freq"] == "A"].sort_values("as_of", kind="stable")
    return rows.astype({"time_period": int, "obs_value": float})


def targets(package: Path, rows: pd.DataFrame) -> pd.DataFrame | None:
    """Targets of the areas and the indicator of these outturns; None in a package without any."""
    found = read(package, "targets")
    if found.empty:
        return None
    ours = found["ref_area"].isin(rows["ref_area"]) & found["indicator"].isin(rows["indicator"])
    return found[ours].astype({"time_period": int})


def read(package: Path, table: str) -> pd.DataFrame:
    """Read a table of the package as text."""
    return pd.read_csv(package / f"{table}.csv", dtype=str, keep_default_na=False)


def known_pasts(
    rows: pd.DataFrame, targets: pd.DataFrame | None, origins: Iterable[int]
) -> Iterator[tuple[tuple[str, int], Past]]:
    """Yield area and year with the past known on 31 March, for every area with a target.

    In a package without targets, for every area of which anything was known.
    """
    for year in origins:
        day = f"{year}-{KNOWN_ON}"
        known = rows[(rows["as_of"] <= day) & (rows["time_period"] < year)]
        known = known.drop_duplicates(["ref_area", "time_period"], keep="last")
        growth = {
            area: dict(zip(own["time_period"], own["obs_value"], strict=True))
            for area, own in known.groupby("ref_area")
        }
        areas = list(growth)
        if targets is not None:
            due = (targets["time_period"] == year) & (targets["as_of"] <= day)
            areas = targets.loc[due, "ref_area"].unique()
        for area in sorted(areas):
            yield (area, year), past(growth.get(area, {}), year)


def past(growth: Mapping[int, float], year: int) -> Past:
    """Growth by year, made a series without gaps that can be forecast."""
    known = np.array(sorted(growth), dtype=int)
    if not len(known):
        return Past(np.array([]), 0, 0, 0, 0)
    long_gaps = np.flatnonzero(np.diff(known) > MOST_FILLED + 1)
    kept = known[long_gaps[-1] + 1 :] if len(long_gaps) else known
    span = np.arange(kept[0], kept[-1] + 1)
    values = np.interp(span, kept, [growth[one] for one in kept])
    return Past(
        values=values,
        outturns=len(kept),
        filled=len(span) - len(kept),
        cut=len(known) - len(kept),
        steps=year - int(kept[-1]),
    )


def forecasts(pasts: Mapping[tuple[str, int], Past], models: Iterable[str]) -> pd.DataFrame:
    """Forecast of every model for every area and year, one row each."""
    rows = []
    for (area, year), one in pasts.items():
        for model in models:
            mean, sd, note = forecast(model, one)
            rows.append(
                {
                    "ref_area": area,
                    "year": year,
                    "model": model,
                    "mean": mean,
                    "sd": sd,
                    "outturns": one.outturns,
                    "filled": one.filled,
                    "cut": one.cut,
                    "steps": one.steps,
                    "fallback": FALLBACK if note and np.isfinite(mean) else "",
                    "note": note,
                }
            )
    return pd.DataFrame(rows)


def forecast(model: str, known: Past) -> tuple[float, float, str]:
    """Return mean, standard deviation, and why it is not the model's own (empty if it is)."""
    if known.outturns < LEAST_OUTTURNS:
        return np.nan, np.nan, f"no forecast: {known.outturns} outturns"
    try:
        mean, sd = normal(model, known)
    except Exception as error:  # noqa: BLE001 - the library raises plain Exception
        return *normal(FALLBACK, known), f"failed: {error}"
    if not np.isfinite([mean, sd]).all() or (sd <= 0 and np.ptp(known.values) > 0):
        return *normal(FALLBACK, known), "gave no spread"
    return mean, sd, ""


def normal(model: str, known: Past) -> tuple[float, float]:
    """Return the model's point forecast and the spread that its interval tells."""
    found = MODELS[model]().forecast(known.values, h=known.steps, level=[LEVEL])
    mean, low, high = (
        float(np.asarray(found[key])[-1]) for key in ("mean", f"lo-{LEVEL}", f"hi-{LEVEL}")
    )
    return mean, (high - low) / (2 * HALF_WIDTH)


def measure(pasts: list[Past], models: Iterable[str], sample: int | None) -> None:
    """Print how long each model takes for all series, one after the other, in one thread."""
    if sample is not None and sample < len(pasts):
        pasts = [pasts[at] for at in np.linspace(0, len(pasts) - 1, sample).astype(int)]
    for model in models:
        forecast(model, pasts[0])  # what is done once is not counted
        start = time.perf_counter()
        notes = [forecast(model, one)[2] for one in pasts]
        seconds = time.perf_counter() - start
        told = {"model": model, "series": len(pasts), "seconds": round(seconds, 3)}
        print(json.dumps(told | {"failed": sum(map(bool, notes))}), flush=True)


if __name__ == "__main__":
    main()
