"""A report's sure rows in a data package: written or added, never over a figure that differs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import DataPackage, open_data
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.locate import is_packaged, packaged_data
from tianqiao_econ.reports.adding import (
    Tables,
    added_to,
    both_kept,
    standing_in,
    still_there,
    together,
)
from tianqiao_econ.reports.confirming import Decided, Decision, decided
from tianqiao_econ.reports.lending import FACTS, known_in, lent_to
from tianqiao_econ.reports.places import Place, checked_code, checked_title, place_of
from tianqiao_econ.reports.publishing import (
    ORDER,
    RECORD,
    RECORDED,
    Holding,
    later_descriptor,
    publish,
    read_holding,
    writing,
)
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.recording import Records, records_of
from tianqiao_econ.reports.rows import COLUMNS, Row

__all__ = ["RECORD", "store_report", "with_report"]

_MOST_TOLD, _MOST_ALIKE = 6, 2


class NothingRead(EconError):  # noqa: N818 - the name is the sentence
    """A report of which nothing can be written into a new package: a finding."""

    exit_code = 1


def store_report(
    report: Report,
    folder: str | os.PathLike[str],
    *,
    area: str,
    confirmed: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> tuple[str, ...]:
    """Write a report's sure rows on its own area into a data package.

    Parameters
    ----------
    report
        The report as read.
    folder
        The data package; it is made if it is not there.
    area
        Code of the report's area.
    confirmed
        The CSV of `read-report --format csv` after a person went through it; without it what is
        in doubt is left out.
    data
        Facts that describe areas and indicators, where the folder does not; the packaged ones by
        default.

    Returns
    -------
    tuple of str
        What was added and what was left out, as sentences.

    Raises
    ------
    EconError
        If the report is another area's or does not say its year, if nothing sure was read for a
        new folder, or if the package holds a differing figure: nothing is written then.
    DataProblems
        If what would come out is no sound data package: nothing is written either.

    """
    place = Path(folder).expanduser()
    _refuse_place(place)
    code = checked_code(area)
    given = Path(confirmed).expanduser() if confirmed else None
    with writing(place):
        full = _is_package(place)
        package = open_data(place if full else data)
        of = place_of(package, code, report)
        held = read_holding(place)
        lent = lent_to(held.tables, package, code, [report])
        beneath = open_data(packaged_data()) if full else package
        known = known_in(held.tables, lent, beneath, code)
        changed = frozenset() if full else frozenset(lent)
        held = replace(held, lent=lent, known=known, changed=changed)
        holding, notes = with_report(held, report, of, package, given)
        if not full:
            _refuse_nothing(holding, report)
        publish(place, holding, descriptor=later_descriptor(place, code, report.year or 0))
    return (*notes, *_gone_along(holding, code))


def with_report(
    holding: Holding,
    report: Report,
    place: Place,
    package: DataPackage,
    confirmed: Path | None = None,
) -> tuple[Holding, tuple[str, ...]]:
    """Return a data package with the rows of a report, and what is to be told of it."""
    name = report.name or "the report"
    if report.year is None:
        raise EconError(f"{name} does not say its year: give it (--year 2024)")
    told = tuple(checked_title(report, place, package))
    chosen, rejected = decided(report, confirmed)
    stands = standing_in(holding.known)
    records = records_of(report, report.year, chosen, place, package, stands)
    new = dict(records.tables)
    if place.area.code in set(package.areas["ref_area"]):
        del new["areas"]
    fresh = added_to(holding.tables, new, holding.known)
    record = _recorded(holding.record, report, place, records, rejected)
    tables = together(holding.tables, fresh)
    changed = {one for one, frame in tables.items() if frame is not holding.tables.get(one)}
    return (
        replace(holding, tables=tables, record=record, changed=holding.changed | changed),
        (
            *_added(name, new, fresh),
            *told,
            *both_kept(fresh, holding.known),
            *_left_out(records.left_out),
            *_by_hand(records.taken),
            *_rejected(holding.tables, report, rejected, place, package),
        ),
    )


def _refuse_nothing(holding: Holding, report: Report) -> None:
    if not holding.changed & {"observations", "targets"}:
        raise NothingRead(
            f"{report.name or 'the report'} has no outturn and no target that is sure: look at it"
            " with tianqiao-econ read-report FILE --format html; nothing was written"
        )


def _gone_along(holding: Holding, code: str) -> Iterator[str]:
    """Say how many facts from beneath went along with the first rows on an area."""
    rows = sum(
        len(holding.lent[name])
        for name in FACTS
        if name in holding.lent and name in holding.changed
    )
    if rows:
        yield f"{rows} facts that the data have on {code} went along, with their sources"


def _refuse_place(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise EconError(f"{folder} is a file: name the folder of a data package, or a new one")
    if is_packaged(folder):
        raise EconError(f"{folder} holds the packaged facts: name a folder of your own")


def _is_package(folder: Path) -> bool:
    return any((folder / TABLES[name].file).exists() for name in ("targets", "observations"))


def _recorded(
    before: pd.DataFrame, report: Report, place: Place, records: Records, rejected: Sequence[Row]
) -> pd.DataFrame:
    """Return the record with what was taken or rejected now; a line stands there once."""
    digest = hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest()
    stamp = {"file": report.name, "text_sha256": digest, "ref_area": place.area.code}
    settled = [*records.taken, *(Decided(row, Decision.REJECTED, row) for row in rejected)]
    lines = [
        {
            **stamp,
            "decision": str(one.decision),
            **{name: _cell(one.row, name) for name in COLUMNS},
            "as_read": one.as_read,
        }
        for one in settled
    ]
    now = pd.DataFrame(lines, columns=list(RECORDED), dtype=str)
    if before.empty:
        return now
    return pd.concat([before, now]).fillna("").drop_duplicates(ignore_index=True)


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else " ".join(str(value).split())


def _added(name: str, new: Tables, fresh: Tables) -> Iterator[str]:
    told = [f"{TABLES[one].file} {len(fresh[one])}" for one in ORDER if len(fresh.get(one, ()))]
    stood = sum(len(new[one]) - len(fresh[one]) for one in FACTS)
    if not told:
        yield f"{name}: nothing is new"
        return
    beside = f"; {stood} stood there already" if stood else ""
    yield f"{name}: rows added: {', '.join(told)}{beside}"


def _left_out(left: Sequence[tuple[Row, str]]) -> Iterator[str]:
    """Say what was not taken: the sub-areas' figures in one sentence, all else in another."""
    scopes = sorted({row.scope for row, _ in left if row.scope})
    if scopes:
        yield f"figures of other areas were left out: {', '.join(scopes)}"
    doubtful = [(row, why) for row, why in left if not row.scope]
    if doubtful:
        yield f"left out: {_several(list(_by_reason(doubtful)))}"
    if any(row.status != "ok" for row, _ in doubtful):
        yield (
            "to take what is in doubt: set its status to ok in the CSV that read-report prints,"
            " and give that back with --confirmed"
        )


def _by_reason(left: Sequence[tuple[Row, str]]) -> Iterator[str]:
    """Say each row with its reason; of many with one reason how many, and the first."""
    rows: dict[str, list[Row]] = {}
    for row, why in left:
        rows.setdefault(why, []).append(row)
    for why, alike in rows.items():
        if len(alike) > _MOST_ALIKE:
            yield f"{len(alike)} rows, the first the {_named(alike[0])}: {why}"
        else:
            yield from (f"{_named(row)}: {why}" for row in alike)


def _by_hand(taken: Sequence[Decided]) -> Iterator[str]:
    """Say what a person wrote otherwise than it was read."""
    own = [one for one in taken if one.decision is Decision.OWN]
    changed = [one for one in taken if one.decision is Decision.CHANGED]
    told = [f"{_named(one.row)}: the report reads {one.as_read}" for one in own]
    if told:
        yield f"your own numbers, not the report's, and recorded as such: {_several(told)}"
    told = [f"{_named(one.row)}: read as {one.as_read}" for one in changed]
    if told:
        yield f"changed by hand, and recorded so: {_several(told)}"


def _named(row: Row) -> str:
    words = " ".join(row.phrase.split())
    return f"{row.role} of {row.indicator} {row.time_period}" + (f" ({words})" if words else "")


def _several(told: Sequence[str]) -> str:
    more = len(told) - _MOST_TOLD
    return "; ".join([*told[:_MOST_TOLD], *([f"and {more} more"] if more > 0 else [])])


def _rejected(
    tables: Tables, report: Report, rejected: Sequence[Row], place: Place, package: DataPackage
) -> Iterator[str]:
    """Say how many rows were rejected, and which of them an earlier run has written."""
    if not rejected:
        return
    yield f"{len(rejected)} rows of the reading were rejected"
    sure = [Decided(row, read=row) for row in rejected]
    made = records_of(report, report.year or 0, sure, place, package).tables
    figures = {name: made[name] for name in ("observations", "targets", "aims")}
    for where in still_there(tables, figures):
        yield f"{where} still holds a rejected figure: delete the line there"
