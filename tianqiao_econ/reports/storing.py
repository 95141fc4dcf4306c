"""A report's sure rows in a data package: written or added, never over a figure that differs."""

from __future__ import annotations

import hashlib
import os
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import DataPackage, check, open_data
from tianqiao_econ.datasets.draft import read_folder
from tianqiao_econ.datasets.locate import is_packaged
from tianqiao_econ.datasets.reading import read_table
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES, Column, Table
from tianqiao_econ.framework.errors import DataProblems, EconError
from tianqiao_econ.reports.adding import Tables, added_to, still_there, together
from tianqiao_econ.reports.confirming import Decided, Decision, decided
from tianqiao_econ.reports.places import Place, checked_code, place_of, refuse_another
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.recording import Records, records_of
from tianqiao_econ.reports.rows import COLUMNS, Row

RECORD = "readings.csv"
"""The record of what was taken from which report, where it stands there, and who decided."""

_RECORD = Table(
    "readings",
    tuple(
        Column(name, empty=True)
        for name in ("file", "text_sha256", "ref_area", "decision", *COLUMNS)
    ),
    key=(),
)
_ORDER = ("areas", "origins", "observations", "targets", "aims")
"""In which files are published: what rows refer to stands before them at any moment."""

_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Holding:
    """A data package as text: its tables, the record of its readings, and what of it is new."""

    tables: Tables
    record: pd.DataFrame
    changed: frozenset[str] = frozenset()


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
        If the report is another area's or does not say its year, or if the package holds a
        differing figure: nothing is written then.
    DataProblems
        If what would come out is no sound data package: nothing is written either.

    """
    place = Path(folder).expanduser()
    _refuse_place(place)
    package = open_data(place if _is_package(place) else data)
    of = place_of(package, checked_code(area), report)
    given = Path(confirmed).expanduser() if confirmed else None
    holding, notes = with_report(_holding(place), report, of, package, given)
    publish(place, holding)
    return notes


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
    refuse_another(report, place)
    chosen, rejected = decided(report, confirmed)
    records = records_of(report, report.year, chosen, place, package)
    new = dict(records.tables)
    if place.area.code in set(package.areas["ref_area"]):
        del new["areas"]
    fresh = added_to(holding.tables, new)
    record = _recorded(holding.record, report, place, records, rejected)
    tables = together(holding.tables, fresh)
    changed = {one for one, frame in tables.items() if frame is not holding.tables.get(one)}
    return (
        Holding(tables, record, holding.changed | changed),
        (
            *_added(name, fresh),
            *_left_out(records.left_out),
            *_rejected(holding.tables, report, rejected, place, package),
        ),
    )


def publish(folder: Path, holding: Holding, *, descriptor: str = "") -> None:
    """Check the package in a folder of its own, then move its new files to their place.

    They take their names one by one, in an order in which the package is sound at any moment.
    """
    order = [name for name in _order(folder) if name in holding.changed]
    frames = {TABLES[name].file: holding.tables[name] for name in order} | {RECORD: holding.record}
    try:
        with _beside(folder) as trial:
            for path in folder.iterdir():
                if path.is_file():
                    (trial / path.name).write_bytes(path.read_bytes())
            changed = [file for file, frame in frames.items() if _rewritten(trial / file, frame)]
            if descriptor:
                _write(trial / DESCRIPTOR, descriptor.encode())
                changed.append(DESCRIPTOR)
            problems = check(trial)
            if problems:
                raise DataProblems(problems)
            for file in changed:
                os.replace(trial / file, folder / file)  # noqa: PTH105 - atomic, on any system
    except OSError as error:
        raise EconError(f"cannot write {folder} ({error.strerror}): nothing was changed") from error


def _order(folder: Path) -> Sequence[str]:
    """Return the order of publishing; a first list of sources waits for rows that name them."""
    if (folder / TABLES["origins"].file).exists():
        return _ORDER
    return (*(name for name in _ORDER if name != "origins"), "origins")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a folder on the same disk for files while they are written; no litter is left."""
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".reading-") as name:
            yield Path(name)
    finally:
        if fresh and not any(folder.iterdir()):
            folder.rmdir()


def _rewritten(file: Path, frame: pd.DataFrame) -> bool:
    """Write a table and tell whether it differs from what stood there; a BOM is kept."""
    before = file.read_bytes() if file.exists() else b""
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    content = mark + frame.to_csv(index=False, lineterminator="\n").encode()
    if frame.empty or content == before:
        return False
    _write(file, content)
    return True


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _refuse_place(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise EconError(f"{folder} is a file: name the folder of a data package, or a new one")
    if is_packaged(folder):
        raise EconError(f"{folder} holds the packaged facts: name a folder of your own")


def _is_package(folder: Path) -> bool:
    return any((folder / TABLES[name].file).exists() for name in ("targets", "observations"))


def _holding(folder: Path) -> Holding:
    """Read a folder as text; one that is not there yet has nothing."""
    if not folder.exists():
        return Holding({}, pd.DataFrame())
    draft = read_folder(folder)
    if draft.problems:
        raise DataProblems(draft.problems)
    path = folder / RECORD
    if not path.exists():
        return Holding(draft.tables, pd.DataFrame())
    reading = read_table(path, _RECORD)
    if reading.frame is None:
        raise DataProblems(reading.problems)
    return Holding(draft.tables, reading.frame)


def _recorded(
    before: pd.DataFrame, report: Report, place: Place, records: Records, rejected: Sequence[Row]
) -> pd.DataFrame:
    """Return the record with what was taken or rejected now; a line stands there once."""
    digest = hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest()
    stamp = {"file": report.name, "text_sha256": digest, "ref_area": place.area.code}
    settled = [*records.taken, *(Decided(row, Decision.REJECTED, row) for row in rejected)]
    lines = [
        {**stamp, "decision": str(one.decision), **{name: _cell(one.row, name) for name in COLUMNS}}
        for one in settled
    ]
    now = pd.DataFrame(lines, columns=[column.name for column in _RECORD.columns], dtype=str)
    return pd.concat([before, now]).drop_duplicates(ignore_index=True) if len(before) else now


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else " ".join(str(value).split())


def _added(name: str, fresh: Tables) -> Iterator[str]:
    told = [f"{TABLES[one].file} {len(fresh[one])}" for one in _ORDER if len(fresh.get(one, ()))]
    yield f"{name}: rows added: {', '.join(told)}" if told else f"{name}: nothing is new"


def _left_out(left: Sequence[tuple[Row, str]]) -> Iterator[str]:
    """Say what was not taken, the sub-areas' figures in one sentence."""
    scopes = sorted({row.scope for row, _ in left if row.scope})
    if scopes:
        yield f"figures of other areas were left out: {', '.join(scopes)}"
    doubtful = [(row, why) for row, why in left if not row.scope]
    for row, why in doubtful[:_MOST_TOLD]:
        words = " ".join(row.phrase.split())
        yield f"left out: {row.role} of {row.indicator} {row.time_period} ({words}): {why}"
    if len(doubtful) > _MOST_TOLD:
        yield f"and {len(doubtful) - _MOST_TOLD} more were left out"
    if any(row.status != "ok" for row, _ in doubtful):
        yield (
            "to take what is in doubt: set its status to ok in the CSV that read-report prints,"
            " and give that back with --confirmed"
        )


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
