"""The words of a target as they are kept: the report's own, else said from what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tianqiao_econ.framework.codes import Direction, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.wordings import PERCENT, UNITS, read_wording
from tianqiao_econ.reports.rows import Row

LONGEST = 20
"""Characters of a report's own words that are kept."""

_CLAUSE = re.compile("[，,、；;：:（(]")
_WRITTEN = {unit: written for written, unit in UNITS.items()}
_SUFFIX = {Qualifier.ABOUT: "左右", Qualifier.AT_LEAST: "以上", Qualifier.AT_MOST: "以内"}


def wording_of(row: Row, indicator: Indicator) -> str:
    """Return the words of a target; '' only where it has none.

    They are the report's where they are short and say this number and no other. Of a list that
    is handed out (A、B分别增长5%、7%左右) each target has the words of its own number.
    """
    words = "".join(row.phrase.split())
    pieces = _handed_out(words, row) if "分别" in words else _pieces(words)
    short = (piece for piece in pieces if len(piece) <= LONGEST)
    found = next((piece for piece in short if _says(piece, row, indicator)), "")
    if found or not words:
        return found
    said = _said(row, indicator)
    if said:
        return said if _says(said, row, indicator) else ""
    return words


def _pieces(words: str) -> Iterator[str]:
    """Yield the words, and what is left of them as clause after clause goes from the front."""
    yield words
    for mark in _CLAUSE.finditer(words):
        yield words[mark.end() :]


def _handed_out(words: str, row: Row) -> Iterator[str]:
    """Yield of a list that 分别 hands out the words of one number: verb, number, shared 左右."""
    told = _LISTED.search(words.rpartition("分别")[2][-_LONGEST_LIST:])
    if told is None:
        return
    own = (told["own"] or told["verb"]) + told["number"]
    bound = "不低于" in told["verb"] or told["number"].endswith(tuple(_SHARED.values()))
    shared = "" if bound else _SHARED.get(row.qualifier, "")
    if bound or shared or row.qualifier in (Qualifier.EXACT, Qualifier.RANGE):
        yield own + shared


_LISTED = re.compile(
    r"^(?P<verb>[^0-9]*)(?:.*[0-9%元人](?:左右|以上)?[、，和与及]+)?(?P<own>[^0-9、，和与及]*)"
    r"(?P<number>[0-9][^、，]*)$"
)
_LONGEST_LIST = 200
_SHARED = {str(Qualifier.ABOUT): "左右", str(Qualifier.AT_LEAST): "以上"}
"""What is said once behind a list, for all its numbers."""


def _says(words: str, row: Row, indicator: Indicator) -> bool:
    """Tell whether words are read as the row's number, unit and kind; as none if it has none."""
    try:
        said = read_wording(words, indicator=indicator)
    except EconError:
        return not _ends(row)
    read = [end for end in (said.lower, said.upper) if end is not None]
    if read != _ends(row) or said.transformation != row.transformation:
        return False
    return not read or said.unit_measure == row.unit_measure


def _ends(row: Row) -> Sequence[float]:
    if row.value is not None and row.qualifier != Qualifier.RANGE:
        return [row.value]
    return [end for end in (row.lower, row.upper) if end is not None]


def _said(row: Row, indicator: Indicator) -> str:
    """Say a number in a government's words: 增长7%左右, 下降2%, 达到3000万美元以上."""
    ends, unit = _ends(row), _WRITTEN.get(row.unit_measure, "")
    if not ends or not unit:
        return ""
    sizes = sorted(abs(end) for end in ends)
    number = "—".join(f"{size:.10g}" for size in sizes)
    suffix = _SUFFIX.get(Qualifier(row.qualifier), "")
    if indicator.direction is Direction.LOWER:
        return f"控制在{number}{unit}{suffix}"
    growth = row.transformation == Transformation.GROWTH and row.unit_measure == PERCENT
    verb = ("下降" if min(ends) < 0 else "增长") if growth else "达到"
    return f"{verb}{number}{unit}{suffix}"
