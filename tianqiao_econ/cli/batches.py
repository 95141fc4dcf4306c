"""Verb on many briefs: briefs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from tianqiao_econ.cli import shared


@click.command()
@click.argument("jobs_file", metavar="[JOBS.toml]", type=shared.PATH, required=False)
@click.option("--area", "areas", type=shared.TEXT, multiple=True, help="Code, or all; repeatable.")
@click.option("--year", "years", type=int, multiple=True, help="Year of the targets; repeatable.")
@click.option("--lang", "languages", type=click.Choice(["zh", "en"]), multiple=True)
@shared.as_of
@shared.data
@click.option("--out", type=shared.TEXT, help="Folder or address.  [default: briefs]")
@click.option("--jobs", type=int, help="How many at a time.  [default: one more than cores]")
@click.option("--deadline", type=shared.TEXT, help="For all together: 90, 30min, 2h.")
@click.option("--on-failure", type=click.Choice(["continue", "stop"]))
@click.option("--previous", type=click.Choice(["none", "latest"]), help="What to compare with.")
@click.option("--dask", type=shared.TEXT, help="Scheduler whose workers make them.")
@click.option("--force", is_flag=True, help="Make up-to-date briefs again.")
@shared.log_json
def briefs(
    jobs_file: Path | None,
    *,
    dask: str | None,
    force: bool,
    log_json: Path | None,
    **options: Any,
) -> None:
    """Write many offline HTML briefs, as a file or the options ask; what is up to date is left."""
    from tianqiao_econ.briefing import briefs as make_briefs
    from tianqiao_econ.briefing.progress import progress_bar

    entries = _entries(options)
    try:
        with progress_bar("briefs", unit="brief") as progress:
            result = make_briefs(
                jobs_file,
                dask=dask,
                force=force,
                log_json=log_json,
                progress=progress,
                ended=shared.terminated,
                **entries,
            )
    except (KeyboardInterrupt, SystemExit) as end:
        shared.leave(end, "interrupted; run again for the rest")
    shared.tell(result.notes)
    click.echo(result.as_text())
    sys.exit(0 if result.ok else shared.FINDING)


def _entries(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, as entries of a batch."""
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if folder := given.pop("folder", None):
        given["data"] = str(folder)
    return given
