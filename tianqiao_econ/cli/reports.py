"""Verbs on work reports: read-report."""

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
@shared.data
def read_report(
    file: Path,
    area: str | None,
    year: int | None,
    form: str,
    lang: str,
    into: Path | None,
    folder: Path | None,
) -> None:
    """Read a work report: outturns, targets and aims, each with its place in the text."""
    from tianqiao_econ.framework import EconError
    from tianqiao_econ.reports import read_report as read

    if into and not area:
        raise EconError("--into needs the area's code: add --area 370105")
    report = read(file, year=year)
    if into and area:
        from tianqiao_econ.reports.storing import store

        facts = shared.open_package(folder)
        shared.tell(store(report, into, area=area, known=facts))
    if form == "html":
        from tianqiao_econ.briefing.report_page import report_page

        click.echo(report_page(report, lang=lang), nl=False)
        return
    short = ["role", "indicator", "time_period", "value", "unit_measure", "qualifier", "status"]
    shared.print_frame(report.rows, form, short=[*short, "scope", "phrase"])
