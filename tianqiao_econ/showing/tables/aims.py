"""A report's countable aims beside last year's figures; no probability, for there is no record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from tianqiao_econ.showing.rows import records
from tianqiao_econ.showing.tables.html import Cell, Column, Html, Table, source_marks, table_html
from tianqiao_econ.showing.tables.sources import source_numbers
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import MISSING, number, present, quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tianqiao_econ.assessment.outlook import Outlook

_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_UNITS = {
    "平方公里": "SQUARE_KILOMETRE", "平方千米": "SQUARE_KILOMETRE", "平方米": "SQUARE_METRE",
    "立方米": "CUBIC_METRE", "公里": "KILOMETRE", "千米": "KILOMETRE", "公顷": "HECTARE",
    "米": "METRE", "亩": "MU", "吨": "TONNE", "千瓦": "KILOWATT", "千伏安": "KILOVOLT_AMPERE",
    "斤": "JIN", "美元": "USD", "元": "CNY", "小时": "HOUR", "人次": "VISIT", "人": "PERSON",
    "户": "HOUSEHOLD", "%": "PERCENT",
}  # fmt: skip
"""Units of measure; all other words (套, 家, 条) only count."""

_COMPARED = ("same", "similar")
"""Comparabilities for which a ratio says something."""


def aims_of(outlook: Outlook) -> pd.DataFrame:
    """Return the countable aims of an outlook's area and year, those with last year's figure first.

    Columns as in aims.csv, and `ratio`: the aim as a share of last year's figure, NaN where there
    is none or the two do not compare. An aim whose source was published later is left out.
    """
    package = outlook.view.package
    frame = package.aims
    frame = frame[(frame["ref_area"] == outlook.area.code) & (frame["year"] == outlook.year)]
    published = package.origins.set_index("origin_id")["date_published"]
    later = frame["origin_id"].map(published) > pd.Timestamp(outlook.view.date)
    ratios = [_ratio(line) for line in records(frame)]
    frame = frame.assign(ratio=pd.Series(ratios, index=frame.index, dtype="float64"))[~later]
    first = frame["last_number"].isna()
    return frame.assign(_first=first).sort_values("_first", kind="stable").drop(columns="_first")


def aims_table(
    outlook: Outlook, lang: str = "zh", *, numbers: Mapping[str, int] | None = None
) -> Html:
    """Return the aims with last year's figure, their ratio and a word on comparability.

    Aims without such a figure stand in a short table of their own.

    Parameters
    ----------
    outlook
        The assessment whose area and year the aims are of.
    lang
        'zh' or 'en'; the aim itself stays in the report's words.
    numbers
        Source numbers of the page; by default those of the table itself.

    """
    frame = aims_of(outlook)
    numbers = source_numbers(frame) if numbers is None else numbers
    lines = records(frame)
    paired = [line for line in lines if present(line["last_number"])]
    alone = [line for line in lines if not present(line["last_number"])]
    shown = [
        _table(part, heads, outlook.year, lang, numbers)
        for part, heads in ((paired, _PAIRED), (alone, _ALONE))
        if part
    ]
    return Html("\n".join(str(one) for one in shown))


_PAIRED = ("number", "last", "ratio", "comparability")
_ALONE = ("number",)


def _table(
    lines: Sequence[Mapping[Any, Any]],
    heads: Sequence[str],
    year: int,
    lang: str,
    numbers: Mapping[str, int],
) -> Html:
    paired = heads is _PAIRED
    columns = [
        Column(text("aims.head.aim", lang), wide=True),
        *(
            Column(text(f"aims.head.{head}", lang, year=year), numeric=head == "ratio")
            for head in heads
        ),
    ]
    cells = [_cells(line, lang, numbers)[: 1 + len(heads)] for line in lines]
    caption = text(f"aims.caption.{'paired' if paired else 'alone'}", lang, year=year, n=len(lines))
    notes = [text("aims.note", lang)] if paired else []
    return table_html(Table(caption, columns, cells, notes), lang)


def aim_words(line: Mapping[Any, Any]) -> str:
    """Return an aim in the report's words: verb and object, each once."""
    verb, thing = str(line["verb"]), str(line["object"])
    return thing if thing.startswith(verb) else verb + thing


def _cells(line: Mapping[Any, Any], lang: str, numbers: Mapping[str, int]) -> list[Cell]:
    sources = source_marks([str(line["origin_id"])], numbers)
    figure = _figure(line["number"], line["unit"], lang)
    ratio = MISSING
    if present(line["ratio"]):
        ratio = text("percent", lang, number=number(100 * line["ratio"], 0))
    words = aim_words(line)
    key = f"aims.{line['comparability']}"
    return [
        Cell(words) if lang == "zh" else Cell("", original=words),
        Cell(text(f"aims.{line['bound']}", lang, figure=figure), sources=sources),
        Cell(_figure(line["last_number"], line["last_unit"], lang)),
        Cell(ratio),
        Cell(text(key, lang) if has_text(key, lang) else str(line["comparability"]) or MISSING),
    ]


def _figure(value: float, unit: str, lang: str) -> str:
    """Write 4000套 as it stands, in English as a number with its unit of measure if it has one."""
    if not present(value):
        return MISSING
    if lang == "zh":
        return f"{quantity(value)}{unit}"
    size, base = _parts(unit)
    shown = _in_words(value * size, lang)
    key = f"aims.unit.{_UNITS.get(base, '')}"
    return f"{shown} {text(key, lang)}" if has_text(key, lang) else shown


def _in_words(value: float, lang: str) -> str:
    """Write a large number as millions or billions."""
    for name, size in (("billion", 1e9), ("million", 1e6)):
        if value >= size:
            return text(f"aims.{name}", lang, number=quantity(value / size, grouped=True))
    return quantity(value, grouped=True)


def _ratio(line: Mapping[Any, Any]) -> float:
    """Return aim over last year's figure; NaN where they do not compare."""
    if line["comparability"] not in _COMPARED or not present(line["last_number"]):
        return float("nan")
    (size, base), (last_size, last_base) = _parts(line["unit"]), _parts(line["last_unit"])
    last = line["last_number"] * last_size
    return line["number"] * size / last if base == last_base and last > 0 else float("nan")


def _parts(unit: str) -> tuple[float, str]:
    """Split 万平方米 into 10,000 and 平方米."""
    found = next(
        (base for base in sorted(_UNITS, key=len, reverse=True) if unit.endswith(base)), ""
    )
    scale = unit.removesuffix(found) if found else "".join(c for c in unit if c in _SCALES)
    if any(char not in _SCALES for char in scale):
        return 1.0, unit
    size = 1.0
    for char in scale:
        size *= _SCALES[char]
    return size, found or unit.lstrip("".join(_SCALES))
