"""A reading that a person went through: the CSV of read-report, edited and given back.

A row whose status the person set to `ok` is confirmed, one whose cells differ is changed, one
that is missing is rejected, one of another place is added. Without such a file every row stands
as it was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets.reading import read_table
from tianqiao_econ.datasets.schema import Column, Table
from tianqiao_econ.framework.codes import Qualifier, Transformation
from tianqiao_econ.framework.errors import DataProblems, EconError, Problem
from tianqiao_econ.framework.periods import Period
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.rows import COLUMNS, Row


class Decision(StrEnum):
    """What became of a row of a report."""

    AS_READ = "as read"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row as it is to be taken, what was decided on it, and the row as it was read, if any."""

    row: Row
    decision: Decision = Decision.AS_READ
    read: Row | None = None


_TABLE = Table("reading", tuple(Column(name, empty=True) for name in COLUMNS), key=())
_NUMBERS = ("value", "lower", "upper")
_CODES: Mapping[str, tuple[str, ...]] = {
    "role": ("outturn", "target", "aim"),
    "status": ("ok", "unsure"),
    "transformation": tuple(Transformation),
    "qualifier": tuple(Qualifier),
}
_SAID = (
    "indicator", "role", "time_period", "transformation", "value", "lower", "upper",
    "unit_measure", "qualifier", "basis", "scope",
)  # fmt: skip
"""What a row says; the rest tells where it stands and how sure it is."""


def decided(report: Report, confirmed: Path | None) -> tuple[list[Decided], list[Row]]:
    """Return what to take of a report, and the rows that a person rejected.

    Parameters
    ----------
    report
        The report as read.
    confirmed
        The CSV that a person went through, with the columns of `read-report --format csv`.

    Raises
    ------
    DataProblems
        If the file cannot be read or does not belong to this report: every problem, by row.

    """
    if confirmed is None:
        return [Decided(row, read=row) for row in report.found], []
    left = list(report.found)
    taken = []
    for row in _rows(confirmed, report):
        read = _nearest(row, left)
        if read is not None:
            left.remove(read)
        taken.append(_compared(row, read))
    return taken, left


def _compared(row: Row, read: Row | None) -> Decided:
    if read is None:
        return Decided(row, Decision.ADDED)
    if not _same(row, read):
        return Decided(row, Decision.CHANGED, read)
    confirmed = read.status != row.status == "ok"
    standing = replace(read, status=row.status)
    return Decided(standing, Decision.CONFIRMED if confirmed else Decision.AS_READ, read)


def _nearest(row: Row, left: list[Row]) -> Row | None:
    """Return the row as read that stands at the same place and says most nearly the same."""
    here = [one for one in left if (one.start, one.end) == (row.start, row.end)]
    alike = {id(one): sum(_cell(one, c) == _cell(row, c) for c in _SAID) for one in here}
    return max(here, key=lambda one: alike[id(one)], default=None)


def _same(row: Row, read: Row) -> bool:
    return all(_cell(row, column) == _cell(read, column) for column in _SAID)


def _cell(row: Row, column: str) -> object:
    value = getattr(row, column)
    return round(value, 9) if isinstance(value, float) else value


def _rows(path: Path, report: Report) -> list[Row]:
    reading = read_table(path, _TABLE) if path.exists() else None
    if reading is None:
        raise EconError(f"{path} is not there: give back the CSV that read-report printed")
    if reading.frame is None:
        raise DataProblems(reading.problems)
    missing = [name for name in COLUMNS if name not in reading.frame]
    if missing:
        todo = "give back the CSV that read-report printed, with all its columns"
        what = f"the column is missing: {', '.join(missing)}"
        raise DataProblems([Problem(path.name, 1, "", "", what, todo)])
    problems = list(_problems(path.name, reading.frame, report))
    if problems:
        raise DataProblems(problems)
    return [_row(cells) for cells in reading.frame.to_dict("records")]


def _problems(file: str, frame: pd.DataFrame, report: Report) -> Iterator[Problem]:
    for number, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        for column, what, todo in _wrong(cells, report):
            yield Problem(file, int(number), column, str(cells[column]), what, todo)


def _wrong(cells: Mapping[object, str], report: Report) -> Iterator[tuple[str, str, str]]:
    for column, codes in _CODES.items():
        if cells[column] not in codes:
            yield column, "this is no code of the column", f"write one of {', '.join(codes)}"
    for column in (*_NUMBERS, "start", "end"):
        if not _is_number(cells[column], whole=column not in _NUMBERS):
            yield column, "this is not a number", "write it like 6.5, or leave the cell empty"
    if cells["status"] == "ok" and not _is_period(cells["time_period"]):
        yield "time_period", "this is not a period", "write 2023, 2023-Q2 or 2023-06"
    start, end = cells["start"], cells["end"]
    if start.isdecimal() and end.isdecimal() and cells["phrase"]:
        stands = report.text[int(start) : int(end)]
        if "".join(stands.split()) != "".join(cells["phrase"].split()):
            todo = "give back the CSV that was read from this very report"
            yield "phrase", "the report has other words at this place", todo


def _row(cells: Mapping[object, str]) -> Row:
    numbers = {name: _number(cells[name]) for name in _NUMBERS}
    if numbers["value"] is not None and cells["role"] == "target":
        at_most = cells["qualifier"] == Qualifier.AT_MOST
        numbers["lower"], numbers["upper"] = (
            (None, numbers["value"]) if at_most else (numbers["value"], None)
        )
    texts = {name: cells[name] for name in COLUMNS if name not in (*_NUMBERS, "start", "end")}
    places = {name: int(cells[name] or 0) for name in ("start", "end")}
    return Row(**{**texts, **numbers, **places})  # type: ignore[arg-type]


def _number(cell: str) -> float | None:
    return float(cell.replace(",", "")) if cell else None


def _is_number(cell: str, *, whole: bool) -> bool:
    if not cell:
        return True
    try:
        return math.isfinite(float(cell.replace(",", ""))) and (not whole or cell.isdecimal())
    except ValueError:
        return False


def _is_period(cell: str) -> bool:
    try:
        Period.parse(cell)
    except EconError:
        return False
    return True
