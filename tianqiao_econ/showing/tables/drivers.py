"""What drives each probability: the points of every factor, and a sentence a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.showing.drivers import FACTORS, drivers_of, met_sentence, path_sentence
from tianqiao_econ.showing.rows import localized, records, rows_of
from tianqiao_econ.showing.tables.html import Cell, Column, Html, Table, render, table_html
from tianqiao_econ.showing.tables.trends import driver_sentences
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import MISSING, signed
from tianqiao_econ.showing.wording.chances import shown_percent

if TYPE_CHECKING:
    import pandas as pd

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.datasets import DataPackage
    from tianqiao_econ.showing.drivers import Drivers
    from tianqiao_econ.showing.rows import Row


def drivers_table(drivers: pd.DataFrame, outlook: Outlook, lang: str = "zh") -> Html:
    """Return the points by which each factor moves the chance of every target.

    Parameters
    ----------
    drivers
        Points of probability by target and factor, as `tianqiao_econ.drivers` gives them.
    outlook
        The assessment.
    lang
        'zh' or 'en'.

    """
    found = drivers_of(drivers)
    heads = ("met_share", "start", *FACTORS, "probability")
    names = [text(f"column.{head}", lang) for head in heads]
    columns = [Column(text("column.indicator", lang)), *(Column(n, numeric=True) for n in names)]
    rows = [_cells(row, found.get(row.column)) for row in rows_of(outlook, lang)]
    notes = [text("drivers.note", lang), *(text(f"drivers.{factor}", lang) for factor in FACTORS)]
    table = Table(text("drivers.caption", lang), columns, rows, notes, on_desk_only=True)
    return table_html(table, lang)


def drivers(
    comparison: pd.DataFrame,
    package: DataPackage,
    lang: str = "zh",
    *,
    drivers: pd.DataFrame | None = None,
) -> Html:
    """Return, for each target, what drives its chance: factors, stretch, base, the parents' goals.

    Parameters
    ----------
    comparison
        One row a target, as `tianqiao_econ.compare` gives it.
    package
        Where the names of indicators and areas stand.
    lang
        'zh' or 'en'.
    drivers
        As in `drivers_table`; without them only what is known beside the forecast is told.

    """
    found = {} if drivers is None else drivers_of(drivers)
    entries = []
    for line in records(comparison):
        one = found.get(str(line["column"]))
        told = [] if drivers is None else [path_sentence(one, lang), met_sentence(one, lang)]
        said = [sentence for sentence in told if sentence]
        name = localized(package.indicator(line["indicator"]), lang)
        entries.append((name, said + driver_sentences(line, package, lang)))
    return render("list.html.j2", lang, entries=entries)


def _cells(row: Row, drivers: Drivers | None) -> list[Cell]:
    chance = text("chance.none", row.lang) if row.probability is None else row.chance()
    if drivers is None:
        return [Cell(row.name), *[Cell(MISSING)] * (2 + len(FACTORS)), Cell(chance)]
    met = drivers.met
    counted = Cell(MISSING) if met is None else Cell(met.shown(row.lang), (met.of(row.lang),))
    start = text("start", row.lang, number=shown_percent(drivers.start))
    points = [Cell(signed(one)) for one in drivers.points]
    return [Cell(row.name), counted, Cell(start), *points, Cell(chance)]
