"""Checks of single cells, driven by the column contracts of `schema`."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Sequence

from tianqiao_econ.datasets import explaining
from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.explaining import Advice
from tianqiao_econ.datasets.finding import Advise, always, cells_not, cells_where
from tianqiao_econ.datasets.known import Known
from tianqiao_econ.datasets.schema import TABLES, Column, Kind, Table
from tianqiao_econ.framework.areas import is_area_code
from tianqiao_econ.framework.errors import EconError, Problem
from tianqiao_econ.framework.periods import Period


def missing_columns(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Every required column is there."""
    for name, header in draft.headers.items():
        table = TABLES[name]
        for column in table.columns:
            if column.required and column.name not in header:
                todo = _column_todo(column.name, header, table)
                yield Problem(table.file, 1, column.name, "", "the column is missing", todo)


def empty_cells(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No cell is empty that needs content."""
    advise = always("the cell is empty", "fill it in, or leave out the row")
    for table, column in _columns(draft):
        if not column.empty:
            cells = draft.tables[table.name][column.name]
            yield from cells_where(table, cells, cells == "", advise)


def cell_forms(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Numbers, dates, periods and years are in standard form."""
    for table, column in _columns(draft):
        form = _FORMS.get(column.kind)
        if form is not None:
            yield from cells_not(table, draft.tables[table.name][column.name], *form)


def coded_cells(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Coded columns hold codes of their list."""
    for table, column in _columns(draft):
        if column.codes:
            cells = draft.tables[table.name][column.name]
            yield from cells_not(table, cells, column.codes.__contains__, _code_advice(column))


def area_codes(draft: Draft, _known: Known) -> Iterator[Problem]:
    """areas.csv gives every area a code of the right form."""
    frame = draft.tables.get("areas")
    if frame is not None and "ref_area" in frame:
        what = "this is not an area code"
        advise = always(what, "write CN, six digits, or six digits with Z and a number")
        yield from cells_not(TABLES["areas"], frame["ref_area"], is_area_code, advise)


def _columns(draft: Draft) -> Iterator[tuple[Table, Column]]:
    """Every described column that is there."""
    for name, frame in draft.tables.items():
        for column in TABLES[name].columns:
            if column.name in frame:
                yield TABLES[name], column


def _column_todo(name: str, header: Sequence[str], table: Table) -> str:
    described = {column.name for column in table.columns}
    spare = {text.casefold().strip(): text for text in header if text not in described}
    near = difflib.get_close_matches(name, spare, n=1, cutoff=0.7)
    return f"rename {spare[near[0]]!r} to {name!r}" if near else f"add a column {name!r}"


def _code_advice(column: Column) -> Advise:
    def advise(value: str) -> Advice:
        near = difflib.get_close_matches(value.casefold(), column.codes, n=1)
        todo = f"write {near[0]}" if near else f"write one of {', '.join(column.codes)}"
        return f"this is not a code of {column.name}", todo

    return advise


def _is_number(text: str) -> bool:
    return explaining.NUMBER.fullmatch(text) is not None and math.isfinite(float(text))


def _is_integer(text: str) -> bool:
    return explaining.INTEGER.fullmatch(text) is not None and len(text) <= _MOST_DIGITS


def _is_date(text: str) -> bool:
    return explaining.ISO_DATE.fullmatch(text) is not None and bool(explaining.read_day(text))


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except EconError:
        return False
    return True


def _is_year(text: str) -> bool:
    return _is_period(text) and text.isdigit()


_MOST_DIGITS = 15
_FORMS = {
    Kind.NUMBER: (_is_number, explaining.number_advice),
    Kind.INTEGER: (_is_integer, explaining.integer_advice),
    Kind.DATE: (_is_date, explaining.date_advice),
    Kind.PERIOD: (_is_period, explaining.period_advice),
    Kind.YEAR: (_is_year, explaining.year_advice),
}
