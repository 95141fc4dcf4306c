"""Verb on the folder of briefs as a whole: archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tianqiao_econ.cli import shared


@click.command()
@click.argument("folder", type=shared.PATH, default=Path("briefs"))
@click.option("--keep", type=int, help="Remove all but the newest N of an area, year and language.")
@click.option(
    "--before", type=shared.TEXT, help="Remove those seen from before a date, 2024-01-16."
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed; write nothing.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Of the index that index.html leads to."
)
def archive(
    folder: Path, *, keep: int | None, before: str | None, dry_run: bool, lang: str | None
) -> None:
    """Write an index page and a stable address for each area's newest brief, all of it files.

    The newest brief of an area, year and language is never removed.
    """
    from tianqiao_econ.briefing.archive import archive as publish

    result = publish(folder, keep=keep, before=before, dry_run=dry_run, lang=lang or "")
    click.echo(result.as_text())
    sys.exit(0 if result.ok else shared.FINDING)
