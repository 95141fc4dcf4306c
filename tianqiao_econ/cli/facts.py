"""Verbs on the data: check, show."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tianqiao_econ.cli import shared
from tianqiao_econ.framework import DataProblems

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("folder", required=False, type=shared.FOLDER)
@click.option("--data", type=shared.FOLDER, help="The same as FOLDER.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def check(folder: Path | None, data: Path | None, form: str) -> None:
    """Show every problem of a data package, as a table."""
    from dataclasses import asdict
    from json import dumps

    from tianqiao_econ import datasets

    chosen = folder or data
    problems = datasets.check(chosen)
    if form == "json":
        click.echo(dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    elif problems:
        click.echo(str(DataProblems(problems)))
    else:
        package = datasets.open_data(chosen)
        for note in package.notes:
            click.echo(f"note: {note}")
        click.echo(f"no problems in {package.folder}")
    sys.exit(shared.FINDING if problems else 0)


@click.command()
@click.argument("indicator", type=shared.TEXT)
@shared.area
@shared.as_of
@click.option("--transformation", type=click.Choice(["growth", "level"]), default="growth")
@click.option("--freq", type=click.Choice(["A", "Q", "M"]), default="A")
@shared.form
@shared.data
def show(
    indicator: str,
    area: str | None,
    as_of: str | None,
    transformation: str,
    freq: str,
    form: str,
    folder: Path | None,
) -> None:
    """Show one series with the source and date of every figure."""
    package = shared.open_package(folder, form)
    view = package.as_of(as_of) if as_of else package.latest()
    frame = view.series(
        indicator,
        area=area or shared.declared_area(package),
        transformation=transformation,
        freq=freq,
        accumulation="period" if freq == "A" else "ytd",
    )
    shared.print_frame(frame.reset_index(), form)
