"""A reading that a person went through: the CSV of read-report, edited and given back.

A row whose status the person set to `ok` is confirmed, one whose cells differ is changed, one
that is missing is rejected, one of another place is added. A number that does not stand in the
words of its row is the person's own, and never passes for the report's. Without such a file every
row stands as it was read.
"""

from __future__ import annotations

import math
import re
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
from tianqiao_econ.reports.plain import plain_text
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.rows import COLUMNS, Row


class Decision(StrEnum):
    """What became of a row of a report."""

    AS_READ = "as read"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    OWN = "own"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row as it is to be taken, what was decided on it, and the row as it was read, if any."""

    row: Row
    decision: Decision = Decision.AS_READ
    read: Row | None = None

    @property
    def as_read(self) -> str:
        """What the text reads where a person wrote something else: 'value 5; qualifier about'."""
        if self.read is None or self.decision not in (Decision.CHANGED, Decision.OWN):
            return ""
        return "; ".join(
            f"{column} {_shown(_cell(self.read, column))}"
            for column in _SAID
            if column in _plainly(self.row, self.read)
        )

    @property
    def comment(self) -> str:
        """What a fact says of itself where it is not as the report was read."""
        if self.decision is Decision.ADDED:
            return "added by hand"
        return f"by hand, the report reads {self.as_read}" if self.as_read else ""


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
    taken, problems = [], []
    for number, given in _rows(confirmed, report):
        row = _with_ends(given)
        read = _nearest(row, left)
        if read is not None:
            left.remove(read)
            problems += list(_halfway(confirmed.name, number, given, read))
        taken.append(_compared(row, read))
    if problems:
        raise DataProblems(problems)
    return taken, left


def _compared(row: Row, read: Row | None) -> Decided:
    if read is None:
        return Decided(row, Decision.ADDED)
    if not _same(row, read):
        row = replace(row, phrase=row.phrase or read.phrase)
        worded = _worded(row, read)
        return Decided(row, Decision.CHANGED if worded else Decision.OWN, read)
    confirmed = read.status != row.status == "ok"
    standing = replace(read, status=row.status)
    return Decided(standing, Decision.CONFIRMED if confirmed else Decision.AS_READ, read)


def _worded(row: Row, read: Row) -> bool:
    """Tell whether the numbers of a changed row stand in its words, in whichever unit."""
    words = plain_text(read.phrase).text
    printed = {float(number.replace(",", "")) for number in _PRINTED.findall(words)}
    printed |= {abs(number) for number in _numbers(read)}
    return all(
        any(
            math.isclose(abs(number), one * size, abs_tol=1e-9)
            for one in printed
            for size in _TIMES
        )
        for number in _numbers(row)
    )


_PRINTED = re.compile(r"[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,8})?")
_TIMES = (1.0, 1e4, 1e-4)
"""How many of a unit are one of the next: 亿 and 万."""


def _numbers(row: Row) -> list[float]:
    return [number for number in (row.value, row.lower, row.upper) if number is not None]


def _plainly(row: Row, read: Row) -> list[str]:
    """Return the columns in which two rows differ, the number's bounds only where it has none."""
    differ = [column for column in _SAID if _cell(row, column) != _cell(read, column)]
    if "value" in differ and row.value is not None:
        differ = [column for column in differ if column not in ("lower", "upper")]
    return differ


def _shown(cell: object) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell or "nothing")


def _halfway(file: str, number: int, row: Row, read: Row) -> Iterator[Problem]:
    """Find a bound that was changed while the value beside it still says what was read."""
    if row.value is None or _cell(row, "value") != _cell(read, "value"):
        return
    for column in ("lower", "upper"):
        if _cell(row, column) != _cell(read, column):
            what = f"value still says {row.value:.10g}"
            todo = "change the value too, or empty it and give both bounds of a range"
            yield Problem(file, number, column, _shown(_cell(row, column)), what, todo)


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


def _rows(path: Path, report: Report) -> list[tuple[int, Row]]:
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
    records = zip(reading.frame.index, reading.frame.to_dict("records"), strict=True)
    return [(int(number), _row(cells)) for number, cells in records]


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
    texts = {name: cells[name] for name in COLUMNS if name not in (*_NUMBERS, "start", "end")}
    places = {name: int(cells[name] or 0) for name in ("start", "end")}
    return Row(**{**texts, **numbers, **places})  # type: ignore[arg-type]


def _with_ends(row: Row) -> Row:
    """Give a target of one number its bound, whatever stood there before the number changed."""
    if row.value is None or row.role != "target":
        return row
    at_most = row.qualifier == Qualifier.AT_MOST
    lower, upper = (None, row.value) if at_most else (row.value, None)
    return replace(row, lower=lower, upper=upper)


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
