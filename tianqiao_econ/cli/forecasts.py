"""Verbs on forecasts: assess, score."""

from __future__ import annotations

from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tianqiao_econ.cli import shared
from tianqiao_econ.framework import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from tianqiao_econ.assessment import Outlook
    from tianqiao_econ.assessment.ledger import Scores

_SHORT = [
    "ref_area",
    "indicator",
    "wording",
    "event_text",
    "last_outturn",
    "trend",
    "median",
    "p10",
    "p90",
    "probability",
    "n_pool",
    "outturn",
    "met",
]
_SHORT_SCORES = [
    "reference_date",
    "ref_area",
    "indicator",
    "target_period",
    "event_text",
    "probability",
    "median",
    "outturn",
    "met",
    "brier",
    "log_score",
    "crps_approx",
    "covered_80",
    "status",
]
_LEDGER = Path("forecasts")
_LEGEND = """\
brier, log_score, crps_approx: lower is better; a flat 50 % earns 0.25 and 0.69.
crps_approx: twice the average pinball loss of the quantiles; its mean is over per cent only.
status: only 'counted' enters the means; 'known' was announced by the reference date; 'again' has
an earlier entry of the same target and date. ahead: recorded before the outturn was announced."""


@click.command()
@shared.area
@shared.year
@shared.as_of
@shared.form
@click.option("--record", is_flag=True, help="Record the forecast in the ledger, once.")
@click.option(
    "--ledger",
    type=shared.PATH,
    help=f"Folder of the ledger, with --record.  [default: {_LEDGER}]",
)
@shared.data
def assess(
    area: str | None,
    year: int | None,
    as_of: str | None,
    form: str,
    record: bool,  # noqa: FBT001 - click hands options over by name
    ledger: Path | None,
    folder: Path | None,
) -> None:
    """Assess how likely each target is to be met; --area all for every area with a target."""
    import pandas as pd

    if ledger and not record:
        raise EconError("--ledger says where to record: add --record")
    package = shared.open_package(folder, form)
    areas = package.areas_with_targets(year, as_of) if area == "all" else (area,)
    tables: list[pd.DataFrame] = []

    def outlooks() -> Iterator[Outlook]:
        for code in areas:
            outlook = shared.chosen_outlook(package, code, year, as_of)
            tables.append(outlook.table)
            yield outlook

    made = outlooks()
    if record:
        _record(made, ledger or _LEDGER)
    for _ in made:  # one after the other: only the tables stay in memory
        pass
    table = pd.concat(tables, ignore_index=True)
    shared.print_frame(table, form, short=_SHORT)
    if form == "table":
        for line in table[table["probability"].isna()].to_dict("records"):
            click.echo(f"{line['ref_area']} {line['indicator']}: {line['note']}")


@click.command()
@click.option(
    "--ledger", type=shared.PATH, default=_LEDGER, show_default=True, help="Folder of the ledger."
)
@click.option("--head", type=shared.TEXT, help="Hash of an entry that was noted: it must be there.")
@click.option("--summary", is_flag=True, help="The means by model and year alone.")
@shared.form
@shared.data
def score(ledger: Path, head: str | None, summary: bool, form: str, folder: Path | None) -> None:  # noqa: FBT001
    """Score the recorded forecasts whose outturn is out, and show the record so far."""
    from tianqiao_econ.assessment.ledger import score as scored

    scores = scored(ledger, shared.open_package(folder, form), head=head)
    if form == "json":
        click.echo(dumps(_as_json(scores), ensure_ascii=False, indent=2))
        return
    if form == "csv":
        shared.print_frame(scores.summary if summary else scores.table, form)
    elif not scores.table.empty:
        if not summary:
            shared.print_frame(scores.table, form, short=_SHORT_SCORES)
            click.echo()
        shared.print_frame(scores.summary, form)
        click.echo(f"\n{_LEGEND}")
    click.echo(str(scores), err=form == "csv")


def _record(outlooks: Iterable[Outlook], ledger: Path) -> None:
    from tianqiao_econ.assessment.ledger import record_all

    shared.tell(str(done) for done in record_all(outlooks, ledger))


def _as_json(scores: Scores) -> dict[str, Any]:
    frames = {"scores": scores.table, "summary": scores.summary}
    rows = {name: loads(frame.to_json(orient="records")) for name, frame in frames.items()}
    told = {"entries": scores.entries, "forecasts": scores.forecasts, "head": scores.head}
    return {**told, **rows}
