"""Verbs that write for a reader: brief, export."""

from __future__ import annotations

from pathlib import Path

import click

from tianqiao_econ.cli import shared


@click.command()
@shared.area
@shared.year
@shared.as_of
@shared.lang
@click.option("--out", type=shared.PATH, default=Path("briefs"), show_default=True)
@click.option("--previous", type=shared.PATH, help="Manifest of an earlier brief.")
@shared.data
@shared.log_json
def brief(
    area: str | None,
    year: int | None,
    as_of: str | None,
    lang: str,
    out: Path,
    previous: Path | None,
    folder: Path | None,
    log_json: Path | None,
) -> None:
    """Write one offline HTML brief, with its manifest beside it."""
    from tianqiao_econ.briefing import brief as make_brief
    from tianqiao_econ.briefing.progress import progress_bar

    with progress_bar("brief") as progress:
        result = make_brief(
            area=area,
            year=year,
            as_of=as_of,
            lang=lang,
            out=out,
            previous=previous,
            data=folder,
            log_json=log_json,
            progress=progress,
        )
    shared.tell(result.manifest["notes"])
    click.echo(str(result.html))


@click.command()
@shared.area
@shared.year
@shared.as_of
@shared.lang
@click.option("--to", "path", type=shared.PATH, required=True, help="FILE.xlsx")
@shared.data
def export(
    area: str | None,
    year: int | None,
    as_of: str | None,
    lang: str,
    path: Path,
    folder: Path | None,
) -> None:
    """Write the tables of the brief, with sources, to a spreadsheet."""
    from tianqiao_econ.briefing.export import export as write

    outlook = shared.chosen_outlook(shared.open_package(folder), area, year, as_of)
    click.echo(str(write(outlook, path, lang=lang)))
