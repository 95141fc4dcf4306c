"""Speed of the engine: against AutoETS, in seconds and memory, and by the number of areas.

    python benchmarks/engine.py [--rounds 3] [--json FILE]

* Counties: forecasts of growth one year ahead from the past alone, for every county of the United
  States with known outturns, at ten origins, from arrays to centre and spread. AutoETS of
  statsforecast does a sample of the same forecasts in the same round, one thread each. Reading the
  files counts for neither. Left out without the panel (`--panels`), and its rival without an
  environment of its own (`statsforecast/README.md`).
* Areas: made-up areas with eight targets and ten years of outturns each; from arrays to the
  probability of every target, with joint draws. Seconds, peak memory, and the cost of an area.
* Shell: `tianqiao-econ assess --area all` on a made-up data package, from start to end.

Every measurement is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from made_up import LEVELS, package, panel
from panels import PANELS, build

from tianqiao_econ.assessment.engine import draws_of, pooled, shocks_of
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.panel import panel_of
from tianqiao_econ.assessment.priors import packaged_priors
from tianqiao_econ.datasets import open_data
from tianqiao_econ.forecasting import local_level

HERE = Path(__file__).resolve()
RIVAL = HERE.parent / "statsforecast"
RIVAL_PYTHON = RIVAL / ".venv/bin/python"
ORIGINS = range(2012, 2022)
SAMPLE = 300
"""Forecasts that AutoETS does in a round."""

DRAWS = 2_000
INDICATORS = 8
YEARS = range(2007, 2018)
AREAS = (1_000, 3_000, 10_000)
SHELL = ((300, 1), (300, 8), (3_000, 1))
TODAY = date(2026, 1, 1)
GOALS = {"ratio": 300.0, "seconds": 10.0, "megabytes": 2000.0, "shell": 10.0}

Told = dict[str, Any]


def main() -> None:
    """Measure, and print a table and a line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--panels", type=Path, default=PANELS, help="folder of the panels")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="file for the figures; else they are printed")
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--given", type=json.loads, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(CHILDREN[options.child](**options.given)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "counties": against_rival(options.panels, Path(folder), options.rounds),
            "areas": [measured("areas", count=count) for count in AREAS],
            "shell": [shell(Path(folder), *size) for size in SHELL],
        }
    print("\n".join(lines(found)))
    text = json.dumps(found)
    if options.json:
        options.json.write_text(text + "\n", "utf-8")
    else:
        print(text)


def measured(child: str, threads: int | None = None, **given: object) -> Told:
    """Run one measurement in a fresh process."""
    command = [sys.executable, str(HERE), "--child", child, "--given", json.dumps(given)]
    return json.loads(ran(command, threads))


def ran(command: list[str], threads: int | None = None) -> str:
    """Output of a program, which fails loudly."""
    limit = {} if threads is None else {"OPENBLAS_NUM_THREADS": str(threads)}
    done = subprocess.run(
        command, env=os.environ | limit, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def against_rival(panels: Path, folder: Path, rounds: int) -> Told | None:
    """Microseconds a forecast, the engine and AutoETS taking turns; None without the panel."""
    if not panels.is_dir():
        return None
    built = build("us_counties", panels, folder / "us_counties")
    found: list[Told] = []
    for _ in range(rounds):
        ours = measured("counties", threads=1, folder=str(built))
        found.append(ours | {"rival": rival(built) if RIVAL_PYTHON.exists() else None})
    usual = {"forecasts": found[0]["forecasts"], "counties": found[0]["counties"]}
    usual["microseconds"] = statistics.median(one["microseconds"] for one in found)
    if found[0]["rival"] is not None:
        usual["rival"] = statistics.median(one["rival"] for one in found)
        usual["ratio"] = statistics.median(one["rival"] / one["microseconds"] for one in found)
    return usual


def rival(folder: Path) -> float:
    """Microseconds that AutoETS takes for a forecast, over a sample of all origins."""
    command = [str(RIVAL_PYTHON), str(RIVAL / "forecast.py"), str(folder), "--level", "county"]
    origins = f"{ORIGINS[0]}-{ORIGINS[-1]}"
    told = json.loads(
        ran(
            [
                *(*command, "--origins", origins, "--speed"),
                *("--models", "AutoETS", "--sample", str(SAMPLE)),
            ]
        )
    )
    return 1e6 * told["seconds"] / told["series"]


def counties(folder: str) -> Told:
    """Forecast every county's growth at every origin."""
    data, priors = open_data(Path(folder)), packaged_priors(TODAY)
    local_level([1.0, 3.0, 2.0, 4.0, 3.0, 5.0])  # what is done once is not counted
    seconds, forecasts, areas = 0.0, 0, set()
    for year in ORIGINS:
        view = data.as_of(f"{year}-03-31")
        arrays = panel_of(view, year)
        known = ~np.isnan(arrays.outturn[0]).all(axis=1)
        asked = np.flatnonzero(known & (arrays.level == LEVELS.index("county")))
        start = time.perf_counter()
        knowledge = Knowledge.learnt(view, year, priors, arrays)
        said = MEMBERS["trend"](knowledge, np.zeros_like(asked), asked)
        seconds += time.perf_counter() - start
        if not np.isfinite([said.centre, said.year_sd, said.own_sd]).all():
            raise SystemExit(f"a county has no forecast for {year}")
        forecasts += asked.size
        areas |= set(asked.tolist())
    return {
        "forecasts": forecasts,
        "counties": len(areas),
        "microseconds": 1e6 * seconds / forecasts,
    }


def areas(count: int) -> Told:
    """Probability of every target of made-up areas."""
    made, priors = panel(count, INDICATORS, YEARS), packaged_priors(TODAY)
    local_level([1.0, 3.0, 2.0, 4.0, 3.0, 5.0])  # what is done once is not counted
    start = time.perf_counter()
    # no view: every level has enough peers, so that nobody needs a series of its own
    knowledge = Knowledge.learnt(None, YEARS[-1], priors, made)
    learnt = time.perf_counter()
    pool = pooled(knowledge, *made.asked(YEARS[-1]))
    target = made.target[pool.indicator, pool.area, -1]
    shocks = shocks_of(knowledge, DRAWS, np.random.default_rng(1))
    drawing = time.perf_counter()
    chance = np.full(target.size, np.nan)
    for area in np.unique(pool.area):
        at = np.flatnonzero(pool.area == area)
        draws = draws_of(knowledge, pool.of(int(area)), shocks)
        chance[at] = (draws >= target[at] - 0.05).mean(axis=0)
    end = time.perf_counter()
    if not ((chance >= 0) & (chance <= 1)).all() or chance.std() == 0:
        raise SystemExit("the probabilities are none")
    return {
        "areas": count,
        "targets": chance.size,
        "seconds": end - start,
        "learning": learnt - start,
        "pooling": drawing - learnt,
        "drawing": end - drawing,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def shell(folder: Path, count: int, indicators: int) -> Told:
    """Assess all areas of a made-up data package from the shell."""
    data = package(panel(count, indicators, YEARS), folder / f"{count}-{indicators}")
    command = [sys.executable, "-m", "tianqiao_econ.cli", "assess", "--data", str(data)]
    year = str(YEARS[-1])
    asked = ["--area", "all", "--year", year, "--as-of", f"{year}-03-31", "--format", "csv"]
    start = time.perf_counter()
    rows = ran([*command, *asked]).count("\n") - 1
    return {
        "areas": count,
        "indicators": indicators,
        "rows": rows,
        "seconds": time.perf_counter() - start,
    }


def lines(found: Told) -> list[str]:
    """Table for a reader."""
    return [
        *_counties_lines(found["counties"]),
        "",
        f"{'areas':>7}{'targets':>9}{'seconds':>9}{'MB':>7}{'ms an area':>12}{'ratio':>7}",
        *_area_lines(found["areas"]),
        (
            f"goal at {AREAS[1]:,}: {GOALS['seconds']:.0f} s and {GOALS['megabytes']:,.0f} MB;"
            " the ratio is the cost of an area against that of the first row"
        ),
        "",
        f"{'from the shell':>18}{'rows':>8}{'seconds':>9}",
        *(
            f"{one['areas']:>14,} x {one['indicators']}{one['rows']:>8,}{one['seconds']:>9.1f}"
            for one in found["shell"]
        ),
        f"goal for the first row: {GOALS['shell']:.0f} s",
    ]


def _counties_lines(found: Told | None) -> list[str]:
    if found is None:
        return ["counties: left out, the panels are not there (--panels)"]
    told = f"{found['forecasts']:,} forecasts of {found['counties']:,} counties"
    ours = f"{told}: {found['microseconds']:.1f} microseconds each"
    if "rival" not in found:
        return [ours, f"AutoETS: left out, it has no environment ({RIVAL.name}/README.md)"]
    against = f"AutoETS: {found['rival']:,.0f} microseconds each, {found['ratio']:,.0f} times"
    return [ours, f"{against} as much (goal {GOALS['ratio']:.0f})"]


def _area_lines(found: list[Told]) -> list[str]:
    first = found[0]["seconds"] / found[0]["areas"]
    return [
        f"{one['areas']:>7,}{one['targets']:>9,}{one['seconds']:>9.2f}{one['megabytes']:>7.0f}"
        f"{1000 * one['seconds'] / one['areas']:>12.2f}"
        f"{one['seconds'] / one['areas'] / first:>7.2f}"
        for one in found
    ]


CHILDREN = {"counties": counties, "areas": areas}

if __name__ == "__main__":
    main()
