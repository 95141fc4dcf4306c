"""A table of a report as text: a line for each row, its cells apart from one another.

Which number is whose in a table is told by where it stands, not by words. So no number is handed
to a name in another cell: a cell counts where it says all by itself, in the year of its column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

EDGE = "│"
"""Between two cells; it ends what is said as a full stop does (`tianqiao_econ.reports.plain`)."""

_YEAR = re.compile("(?:19|20)[0-9]{2}年|去年|上年|今年|本年")
_BARE_YEAR = re.compile("[^0-9]*((?:19|20)[0-9]{2})[^0-9年]*")
_SAYS = re.compile("[\u4e00-\u9fff]{4}[^0-9０-９]{0,40}[0-9０-９]")
_NUMBER = re.compile(r"^[ \t]{0,9}[│┃|｜][^\n]{0,2000}?[0-9]", re.MULTILINE)


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Return a table as lines; of one with a single column the cells as they are."""
    if max(map(len, rows), default=0) < 2:  # noqa: PLR2004 - a frame around text
        return "\n".join(cell for row in rows for cell in row)
    years = [_year(cell) for cell in rows[0]]
    lines = [rows[0], *(_dated(row, years) for row in rows[1:])]
    return "\n".join(f"{EDGE} {f' {EDGE} '.join(cells)} {EDGE}" for cells in lines)


def has_numbers(text: str) -> bool:
    """Tell whether a text holds a table with numbers."""
    return _NUMBER.search(text) is not None


def _year(header: str) -> str:
    """Return the year that a column's head names: 2023年完成, 2024, 上年实绩."""
    plain = "".join(unicodedata.normalize("NFKC", header).split())
    found = _YEAR.search(plain)
    if found:
        return found[0]
    bare = _BARE_YEAR.fullmatch(plain)
    return f"{bare[1]}年" if bare else ""


def _dated(row: Sequence[str], years: Sequence[str]) -> list[str]:
    """Put the year of its column before each cell that says something of its own and no year."""
    heads = [*years, *[""] * len(row)]
    return [
        f"{year}{cell}" if _SAYS.search(cell) and not _YEAR.search(cell) else cell
        for cell, year in zip(row, heads, strict=False)
    ]
