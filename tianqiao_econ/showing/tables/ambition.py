"""How much a target asks for: the number with a chance of 80 %, its peers, the levels above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from tianqiao_econ.assessment.ambition import ALL_LEVELS, ambition, amplification
from tianqiao_econ.assessment.inverse import targets_for
from tianqiao_econ.framework import NotKnown
from tianqiao_econ.showing.rows import localized, records, rows_of
from tianqiao_econ.showing.tables.html import (
    Cell,
    Column,
    Html,
    Table,
    kept,
    source_marks,
    table_html,
)
from tianqiao_econ.showing.tables.sources import source_numbers
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import (
    MISSING,
    date_text,
    number,
    points,
    present,
    threshold_amount,
)
from tianqiao_econ.showing.wording.phrases import own_place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.showing.rows import Row

WANTED = 0.8
"""Chance for which the number is told."""

_GROWTH = ("growth", "PERCENT")
_DATED = ("percentile", "chain")
"""Columns that may be empty because of the date."""
_HINTED = ("wanted", "announced", "percentile")


def ambition_table(
    outlook: Outlook, lang: str = "zh", *, numbers: Mapping[str, int] | None = None
) -> Html:
    """Return how much each target asks for.

    Beside the target stand the most demanding number that has a chance of 80 % under the forecast
    as it is, the most demanding one that would have it if it were announced as the target, the
    share of other areas' targets of the year that ask for less, and the targets of the levels
    above. A column of which nothing was known on the date is left out, and the table says so.

    Parameters
    ----------
    outlook
        The assessment.
    lang
        'zh' or 'en'.
    numbers
        Source numbers of the page; by default those of the levels above.

    """
    rows = rows_of(outlook, lang)
    asked = {line["column"]: line for line in records(targets_for(outlook, WANTED))}
    found = {
        "target": [_target_cell(row) for row in rows],
        "wanted": _cells_of(_wanted_cell, rows, asked),
        "announced": _cells_of(_announced_cell, rows, asked),
        "percentile": _place_cells(outlook, rows),
        "chain": _chain_cells(outlook, rows, numbers),
    }
    absent = [head for head, cells in found.items() if all(cell.main == MISSING for cell in cells)]
    found = {head: cells for head, cells in found.items() if head not in absent}
    values = {"date": date_text(outlook.as_of, lang), "year": outlook.year}
    lines = zip(*found.values(), strict=True)
    table = Table(
        text("ambition.caption", lang),
        [Column(text("column.indicator", lang)), *(_column(head, lang) for head in found)],
        [[Cell(row.name), *cells] for row, cells in zip(rows, lines, strict=True)],
        [text(f"ambition.absent.{head}", lang, **values) for head in absent if head in _DATED],
    )
    return table_html(table, lang)


def _column(head: str, lang: str) -> Column:
    hint = text(f"ambition.hint.{head}", lang) if head in _HINTED else ""
    chain = head == "chain"
    return Column(text(f"ambition.head.{head}", lang), hint=hint, numeric=not chain, wide=chain)


def _target_cell(row: Row) -> Cell:
    return Cell(row.goal(), () if row.probability is None else (row.chance(),))


def _known(ask: Callable[..., pd.DataFrame], outlook: Outlook) -> pd.DataFrame:
    """Ask about the outlook's area and year; a frame without rows where nothing is known."""
    try:
        return ask(outlook.view, area=outlook.area.code, year=outlook.year)
    except NotKnown:
        return pd.DataFrame()


def _cells_of(
    cell: Callable[[Row, Mapping[Any, Any]], Cell],
    rows: Sequence[Row],
    asked: Mapping[Any, Mapping[Any, Any]],
) -> list[Cell]:
    return [cell(row, asked[row.column]) if row.column in asked else Cell(MISSING) for row in rows]


def _wanted_cell(row: Row, wanted: Mapping[Any, Any]) -> Cell:
    if row.reference:
        return Cell(points(wanted["number"], row.lang))
    gap, unit = wanted["difference"], (row.target.transformation, row.target.unit_measure)
    way = "same" if not gap else "higher" if gap > 0 else "lower"
    size = text("amount.POINTS", row.lang, number=number(abs(gap)))
    if row.is_level:
        size = threshold_amount(abs(gap), *unit, row.lang)
    shown = threshold_amount(wanted["number"], *unit, row.lang)
    return Cell(shown, (text(f"ambition.{way}", row.lang, gap=size),))


def _announced_cell(row: Row, asked: Mapping[Any, Any]) -> Cell:
    """Say which number would have the chance if announced; none, with the nearest one's chance."""
    shown = points(asked["announced"], row.lang)
    if not row.reference:
        unit = (row.target.transformation, row.target.unit_measure)
        shown = threshold_amount(asked["announced"], *unit, row.lang)
    if asked["announced_reached"]:
        return Cell(shown)
    chance = asked["announced_probability"]
    way = "short" if chance < asked["wanted_probability"] else "beyond"
    told = int(100 * chance)  # not rounded up: 79.6 % is short of 80 %
    return Cell(MISSING, (text(f"ambition.{way}", row.lang, number=shown, chance=told),))


def _place_cells(outlook: Outlook, rows: Sequence[Row]) -> list[Cell]:
    places = {line["indicator"]: line for line in records(_known(ambition, outlook))}
    return [
        Cell(MISSING) if row.is_level else _place_cell(row, places.get(row.target.indicator, {}))
        for row in rows
    ]


def _place_cell(row: Row, place: Mapping[Any, Any]) -> Cell:
    if not present(place.get("percentile")):
        return Cell(MISSING)
    peers, n = str(place["peers"]), int(place["n_peers"])
    level = text("ambition.all_levels" if peers == ALL_LEVELS else f"level.{peers}", row.lang)
    shown = text("percent", row.lang, number=number(place["percentile"], 0))
    return Cell(shown, (text("ambition.peers", row.lang, n=n, level=level),))


def _chain_cells(
    outlook: Outlook, rows: Sequence[Row], numbers: Mapping[str, int] | None
) -> list[Cell]:
    chain = _known(amplification, outlook)
    if chain.empty:
        return [Cell(MISSING)] * len(rows)
    numbers = source_numbers(chain) if numbers is None else numbers
    links: dict[str, list[dict[Any, Any]]] = {}
    for link in records(chain[chain["target"].notna()]):
        links.setdefault(link["indicator"], []).append(link)
    return [
        Cell(MISSING)
        if row.is_level
        else _chain_cell(outlook, row, links.get(row.target.indicator, []), numbers)
        for row in rows
    ]


def _chain_cell(
    outlook: Outlook, row: Row, links: Sequence[Mapping[Any, Any]], numbers: Mapping[str, int]
) -> Cell:
    """Targets of the levels above, nation first, and what the area adds to the last."""
    own = [link for link in links if link["ref_area"] == outlook.area.code]
    if len(own) == len(links):
        return Cell(MISSING)
    told = [_link(outlook, link, row.lang) for link in links]
    line = _added(own[0]["added"], row.lang) if own else ""
    sources = source_marks([link["origin_id"] for link in links], numbers)
    return Cell(text("ambition.arrow", row.lang).join(told), kept(line), sources=sources)


def _added(points: float, lang: str) -> str:
    """Say what an area adds to the level above; nothing where that has no number."""
    if not present(points):
        return ""
    way = "same" if not points else "higher" if points > 0 else "lower"
    return text(f"ambition.added.{way}", lang, points=number(abs(points)))


def _link(outlook: Outlook, link: Mapping[Any, Any], lang: str) -> str:
    area = outlook.view.package.area(str(link["ref_area"]))
    name = own_place(area, lang) if area.code == outlook.area.code else localized(area, lang)
    goal = threshold_amount(link["target"], *_GROWTH, lang)
    return text("driver.parent", lang, name=name, goal=goal)
