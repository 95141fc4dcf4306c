"""Verb on past years: backtest."""

from __future__ import annotations

from json import dumps, loads
from typing import TYPE_CHECKING, Any

import click

from tianqiao_econ.cli import shared

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from tianqiao_econ.assessment.backtest import Backtest

_SKILLS = ["reference", "score", "skill", "lower", "upper", "years_better", "n", "n_years", "note"]
_COVERED = ["covered_50", "covered_80", "covered_95"]
_MEANS = ["n", "met", "probability", "brier", "log_score", "crps", *_COVERED]
_ONE_YEAR = """\
One year alone: all its targets share one shock, so that even an honest pool may be far off; the
bands are as wide as that. Counts, said and met are what one year can show."""
_LEGEND = """\
brier, log_score, crps: lower is better; each year counts the same in a mean. Models that have
nothing to say of some targets have fewer: compare them by skill, which takes the targets of both.
skill: part of the reference's score that the pool saves; lower, upper: 90 % interval over years.
Reliability: of the n targets in a bin the pool said forecast on average and observed were met;
within band_low and band_high an honest pool's share lies with a chance of 90 %."""


@click.command()
@click.option("--from", "first", type=int, required=True, help="First year of the targets.")
@click.option("--to", "last", type=int, required=True, help="Last year of the targets.")
@click.option(
    "--as-of-day",
    "day",
    type=shared.TEXT,
    default="03-31",
    show_default=True,
    help="Day of each year on which it is forecast.",
)
@shared.form
@shared.data
def backtest(first: int, last: int, day: str, form: str, folder: Path | None) -> None:
    """Forecast past years as if on a day of each, and score that; csv has one row a forecast."""
    import numpy as np

    from tianqiao_econ.assessment.backtest import backtest as test
    from tianqiao_econ.assessment.engine import SEED

    package = shared.open_package(folder, form)
    past = test(package, first, last, day=day, rng=np.random.default_rng(SEED))
    if form != "json":  # there they stand beside the figures
        shared.tell([*past.skipped.values(), *past.notes])
    if form == "csv":
        shared.print_frame(past.table, form)
    elif form == "json":
        click.echo(dumps(_as_json(past), ensure_ascii=False, indent=2))
    else:
        _print_tables(past)


def _print_tables(past: Backtest) -> None:
    from tianqiao_econ.assessment import backtest_tables as tables

    click.echo(f"{len(past.targets)} targets of {len(past.years)} years, forecast on {past.day}\n")
    shared.print_frame(tables.means(past), "table", short=["model", "n_years", *_MEANS])
    click.echo("\nThe pool against each of the others")
    shared.print_frame(tables.skills(past), "table", short=_SKILLS)
    for column in ("year", "indicator", "level"):
        click.echo(f"\nThe pool by {column}")
        rows = tables.means(past, column).query("model == 'pool'")
        shared.print_frame(rows, "table", short=[column, *_MEANS])
    click.echo("\nReliability of the pool")
    shared.print_frame(tables.reliability(past), "table")
    click.echo()
    shared.print_frame(tables.calibration(past), "table")
    if len(past.years) == 1:
        click.echo(_ONE_YEAR)
    for name, part in _parts(past).items():
        click.echo(f"\n{name.replace('_', ' ').capitalize()}")
        if part.reason:
            click.echo(f"no rows: {part.reason}")
        else:
            shared.print_frame(tables.means(part), "table", short=["model", "n_years", *_MEANS])
    click.echo(f"\n{_LEGEND}")


def _parts(past: Backtest) -> dict[str, Backtest]:
    """Back-tests of some rows, to be told beside the whole."""
    return {
        "without_assumed_dates": past.without_assumed(),
        "without_crisis_years": past.without_years(),
    }


def _as_json(past: Backtest) -> dict[str, Any]:
    parts = {name: {"reason": part.reason, **_tables(part)} for name, part in _parts(past).items()}
    told = {"first": past.first, "last": past.last, "day": past.day, "years": past.years}
    remarks = {"skipped": list(past.skipped.values()), "notes": past.notes}
    return {**told, **remarks, **_tables(past), **parts, "rows": _records(past.table)}


def _tables(past: Backtest) -> dict[str, Any]:
    from tianqiao_econ.assessment.backtest_tables import tables

    return {name: _records(frame) for name, frame in tables(past).items()}


def _records(frame: pd.DataFrame) -> Any:
    return loads(frame.to_json(orient="records"))
