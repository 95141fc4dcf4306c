"""Verbs on work reports: read-report, init-area."""

from __future__ import annotations

from pathlib import Path

import click

from tianqiao_econ.cli import shared


@click.command("read-report")
@click.argument("file", type=shared.PATH)
@shared.area
@click.option("--year", type=int, help="Year of the report, if it does not say so.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "html", "table"]),
    default="csv",
    show_default=True,
    help="html: the text with highlights beside the table.",
)
@shared.lang
@click.option("--into", type=shared.PATH, help="Write what is sure into this data package.")
@click.option(
    "--confirmed",
    type=shared.PATH,
    help="With --into: the CSV of this verb after a person went through it.",
)
@shared.data
def read_report(
    file: Path,
    area: str | None,
    year: int | None,
    form: str,
    lang: str,
    into: Path | None,
    confirmed: Path | None,
    folder: Path | None,
) -> None:
    """Read a work report: outturns, targets and aims, each with its place in the text."""
    from tianqiao_econ.framework import EconError
    from tianqiao_econ.reports import read_report as read
    from tianqiao_econ.reports import store_report
    from tianqiao_econ.reports.tabular import has_numbers

    if into and not area:
        raise EconError("--into needs the area's code: add --area 370105")
    if confirmed and not into:
        raise EconError("--confirmed says what to write: add --into DIR")
    report = read(file, year=year)
    if report.rows.empty:
        shared.tell(
            [f"{file} names no figure that could be read: is it a report with a text layer?"]
        )
    if has_numbers(report.text):
        shared.tell([f"{file} has a table: only what a cell says in words by itself is read of it"])
    if into and area:
        shared.tell(store_report(report, into, area=area, confirmed=confirmed, data=folder))
    if form == "html":
        from tianqiao_econ.briefing.report_page import report_page

        click.echo(report_page(report, lang=lang), nl=False)
        return
    short = ["role", "indicator", "time_period", "value", "unit_measure", "qualifier", "status"]
    shared.print_frame(report.rows, form, short=[*short, "scope", "phrase"])


@click.command("init-area")
@click.argument("directory", metavar="DIR", type=shared.PATH)
@click.option("--area", type=shared.TEXT, required=True, help="Code of the area, 370102.")
@click.option("--name", type=shared.TEXT, required=True, help="Its name, 历下区.")
@click.option("--name-en", type=shared.TEXT, help="Its English name, for an English brief.")
@click.option("--parent", type=shared.TEXT, required=True, help="Code of the area above it.")
@click.option(
    "--report",
    "files",
    type=shared.PATH,
    required=True,
    multiple=True,
    help="Its work report; again for those of earlier years.",
)
@shared.data
def init_area(
    directory: Path,
    area: str,
    name: str,
    name_en: str | None,
    parent: str,
    files: tuple[Path, ...],
    folder: Path | None,
) -> None:
    """Make a data package for an area out of its work report, ready for a brief."""
    from tianqiao_econ.reports import init_area as start

    notes = start(
        directory,
        area=area,
        name=name,
        name_en=name_en or "",
        parent=parent,
        report=files,
        data=folder,
    )
    shared.tell(notes)
    click.echo(str(directory))
