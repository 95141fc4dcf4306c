"""Reading one CSV file as text: every cell a string, every row with its number.

Nothing is interpreted here. The index of a frame is the row as a spreadsheet shows it (the
header is row 1), so that every later problem can name it.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from tianqiao_econ.framework.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from tianqiao_econ.datasets.schema import Table

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read, in some ten seconds and 1 GB; a larger one is refused unopened."""

MAX_ROWS = 1_000_000
"""Most rows that are read, blank ones counted."""

MOST_LISTED = 20
"""Problems of one kind in one column that are listed singly; the rest are counted."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LEAVE_OUT = "keep the areas and years that are needed, leave out the rest"
_SAVE_AS_UTF8 = "save the table as 'CSV UTF-8 (comma delimited)'"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its text frame (None if it cannot be read), problems and notes."""

    frame: pd.DataFrame | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Grid:
    """Rows of cells with their numbers, and those that do not fit the header."""

    header: list[str]
    cells: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ragged: list[tuple[int, int]] = field(default_factory=list)


def read_table(path: Path, table: Table) -> Reading:
    """Read `path` as text, or say why it cannot be read; never raises for bad content."""
    if not path.is_file():
        return _refused(path, "this is a folder, not a file", "put the CSV file in its place")
    size = path.stat().st_size
    if size > MAX_BYTES:
        what = f"the file has {size / 2**20:.0f} MB; a file may have {MAX_BYTES / 2**20:.0f} MB"
        return _refused(path, what, _LEAVE_OUT)
    if size == 0:
        header = ",".join(column.name for column in table.columns if column.required)
        return _refused(path, "the file is empty (0 bytes)", f"write the header: {header}")
    try:
        text, notes, problem = _decoded(path)
    except OSError as error:
        return _refused(path, f"the file cannot be read: {error.strerror}", "see who may read it")
    if problem is not None:
        return Reading(problems=(problem,))
    return _parsed(path, text, notes)


def _refused(path: Path, what: str, todo: str, row: int | None = None) -> Reading:
    return Reading(problems=(Problem(path.name, row, "", "", what, todo),))


def _decoded(path: Path) -> tuple[str, tuple[str, ...], Problem | None]:
    """Return the text with notes, or the problem that keeps it from being text."""
    data = path.read_bytes()
    what = _not_text(data)
    if what:
        return "", (), Problem(path.name, None, "", "", what, _SAVE_AS_UTF8)
    try:
        return data.decode("utf-8-sig"), (), None
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
    try:
        text = "" if _is_broken_utf8(data) else data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text:
        what = "the file is neither UTF-8 nor GB18030 from this line on"
        return "", (), Problem(path.name, row, "", "", what, _SAVE_AS_UTF8)
    return text, (f"{path.name} is in GB18030 and was read so; UTF-8 is the standard",), None


def _is_broken_utf8(data: bytes) -> bool:
    """Whether a text says that it is UTF-8, or is but for halves of characters (surrogates)."""
    if data.startswith(BOM_UTF8):
        return True
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _not_text(data: bytes) -> str:
    if data.startswith(_UTF16):
        return "the file is in UTF-16"
    if data.startswith(_WORKBOOK):
        return "the file is a spreadsheet workbook, not a CSV file"
    return "the file holds NUL bytes, so it is no plain text" if b"\0" in data else ""


def _parsed(path: Path, text: str, notes: tuple[str, ...]) -> Reading:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    grid = _Grid([])
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if row > MAX_ROWS:
                return _refused(path, f"the file has more than {MAX_ROWS:,} rows", _LEAVE_OUT)
            _take(grid, row, cells)
    except csv.Error as error:
        todo = 'close every quotation mark, and write a mark inside a cell twice ("")'
        return _refused(path, f"the line cannot be split into cells: {error}", todo, row + 1)
    problems = (*_header_problems(path, grid), *_ragged_problems(path, grid))
    if problems:
        return Reading(problems=problems, notes=notes)
    return Reading(_frame(grid), notes=notes)


def _take(grid: _Grid, row: int, cells: list[str]) -> None:
    """Add a row; the first with content is the header, rows without content are skipped."""
    cells = [cell.strip() for cell in cells]
    if not any(cells):
        return
    if not grid.header:
        while not cells[-1]:
            cells.pop()
        grid.header = cells
        return
    width = len(grid.header)
    if len(cells) < width or any(cells[width:]):
        grid.ragged.append((row, len(cells)))
        return
    grid.cells.append(cells[:width])
    grid.numbers.append(row)


def _header_problems(path: Path, grid: _Grid) -> list[Problem]:
    header = grid.header
    if not header:
        return [Problem(path.name, None, "", "", "the file has no header", "name the columns")]
    twice = {name for name in header if name and header.count(name) > 1}
    problems = [
        Problem(path.name, 1, name, "", "two columns have this name", "leave one of them out")
        for name in sorted(twice)
    ]
    if "" in header:
        what = f"column {header.index('') + 1} has no name"
        problems.append(Problem(path.name, 1, "", "", what, "name it or leave it out"))
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        what = "the cells are not separated by commas"
        problems.append(Problem(path.name, 1, "", header[0], what, _SAVE_AS_UTF8))
    return problems


def _ragged_problems(path: Path, grid: _Grid) -> list[Problem]:
    width = len(grid.header)
    todo = "give every row one cell a column; put a cell that holds a comma in quotation marks"
    problems = [
        Problem(path.name, row, "", "", f"the row has {n} cells, the header {width}", todo)
        for row, n in grid.ragged[:MOST_LISTED]
    ]
    left = len(grid.ragged) - MOST_LISTED
    if left > 0:
        problems.append(Problem(path.name, None, "", "", f"and {left} more rows like these", todo))
    return problems


def _frame(grid: _Grid) -> pd.DataFrame:
    return pd.DataFrame(grid.cells, index=grid.numbers, columns=grid.header, dtype=str)
