"""What was read in a report, ready for a page: rows in words, and the text in marked pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tianqiao_econ.framework import EconError
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import period_text, threshold_amount

if TYPE_CHECKING:
    from tianqiao_econ.reports import Report, Row

REASONS: Mapping[str, str] = {
    "estimated": r"estimated \(预计\)",
    "several_years": "an average, sum or goal over several years",
    "another_year": "a goal for another year",
    "no_year": "the year of the report is not known",
    "single_period": "a single month or quarter",
    "unknown_words": "the words between name and number are not understood",
    "words_before": "the words before the name may make it something else",
    "one_amount": "several names and one amount",
    "counts": r"(?P<names>\d+) names and (?P<numbers>\d+) numbers",
    "another_figure": "another figure stands before: (?P<number>.+)",
    "no_growth": "a percentage without a word of growth",
    "falls_to": "what it falls to, not by",
    "index": "an index, not a rise",
    "too_large": "a growth rate of this size is not likely",
    "quality": "it speaks of quality, not of an amount",
    "reference": "what it is held against is not understood",
    "wider": "the report names the proper indicator elsewhere; this may be a wider one",
    "wider_name": "the name is wider than the indicator: 规模以上 is not said",
    "in_a_row": r"a run of years, quarters or months \(连续\)",
    "wording": "cannot read .+",
}
"""Key of a text under `reading.reason.` -> the reason as floor 3 writes it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a report in the reader's language; `number` counts from 1."""

    number: int
    role: str
    role_name: str
    what: str
    scope: str
    figure: str
    wording: str
    period: str
    status: str
    status_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with the rows that it belongs to, and those that begin with it."""

    words: str
    role: str
    status: str
    rows: tuple[int, ...]
    begins: tuple[int, ...]


def reason_text(reason: str, lang: str) -> str:
    """Say a reason in the reader's language; one that is not known is passed on as it is."""
    for key, pattern in REASONS.items():
        found = re.fullmatch(pattern, reason, re.DOTALL)
        if found:
            return text(f"reading.reason.{key}", lang, **found.groupdict())
    return reason


def lines_of(report: Report, lang: str, names: Mapping[str, str]) -> list[Line]:
    """Return the rows of a report in words; `names` are those of the indicators."""
    return [_line(number, row, lang, names) for number, row in enumerate(report.found, start=1)]


def pieces_of(report: Report) -> list[Piece]:
    """Return the text cut where a row begins or ends, each piece with its rows."""
    rows = report.found
    cuts = sorted({0, len(report.text), *(p for row in rows for p in (row.start, row.end))})
    begins: dict[int, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        begins.setdefault(row.start, []).append(number)
    pieces: list[Piece] = []
    open_rows: list[int] = []
    for start, end in pairwise(cuts):
        open_rows = [number for number in open_rows if rows[number - 1].end > start]
        open_rows += begins.get(start, [])
        here = [rows[number - 1] for number in open_rows]
        mark = min(here, key=lambda row: _RANK[row.role], default=None)
        doubtful = any(row.status != "ok" for row in here)
        pieces.append(
            Piece(
                report.text[start:end],
                mark.role if mark else "",
                "unsure" if doubtful else "ok",
                tuple(open_rows),
                tuple(begins.get(start, [])),
            )
        )
    return pieces


_RANK = {"target": 0, "outturn": 1, "aim": 2}


def _line(number: int, row: Row, lang: str, names: Mapping[str, str]) -> Line:
    basis = f"reading.basis.{row.basis}"
    wording = text(f"reading.qualifier.{row.qualifier}", lang)
    return Line(
        number=number,
        role=row.role,
        role_name=text(f"reading.role.{row.role}", lang),
        what=names.get(row.indicator, row.indicator),
        scope=row.scope,
        figure=_figure(row, lang),
        wording="，".join([wording, text(basis, lang)]) if has_text(basis, lang) else wording,
        period=_period(row.time_period, lang),
        status=row.status,
        status_name=text(f"reading.status.{row.status}", lang),
        reason=reason_text(row.reason, lang),
    )


def _figure(row: Row, lang: str) -> str:
    numbers: Sequence[float | None] = (row.value,)
    if row.value is None:
        numbers = (row.lower, row.upper) if row.qualifier == "range" else ()
    if row.role == "aim":
        return "–".join(f"{one:,.10g} {row.unit_measure}" for one in numbers if one is not None)
    shown = [
        threshold_amount(one, row.transformation, row.unit_measure, lang)
        for one in numbers
        if one is not None
    ]
    return "–".join(shown)


def _period(period: str, lang: str) -> str:
    try:
        return period_text(period, lang)
    except EconError:
        return period
