"""How far to trust it, and what changed since the last brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tianqiao_econ.framework import UnknownName
from tianqiao_econ.showing.rows import Row, rows_of
from tianqiao_econ.showing.tables.html import Cell, Column, Html, Table, table_html
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import MISSING, amount, estimate, number, present
from tianqiao_econ.showing.wording.chances import chance_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tianqiao_econ.assessment.outlook import Outlook

CHANGE_COLUMNS = ("name", "quantity", "before", "after", "transformation", "unit_measure")
"""Columns that a table of changes needs."""


def trust_table(outlook: Outlook, lang: str = "zh") -> Html:
    """Return what each probability rests on: method, own and pooled observations, remarks."""
    heads = ("indicator", "model", "n_own", "n_pool", "n_clusters", "note")
    columns = [
        Column(text(f"column.{head}", lang), numeric=head.startswith("n_"), wide=head == "note")
        for head in heads
    ]
    rows = [_trust_cells(row) for row in rows_of(outlook, lang)]
    return table_html(
        Table(text("trust.caption", lang), columns, rows, [text("trust.note", lang)]), lang
    )


def model_name(code: str, lang: str) -> str:
    """Return the name of a method; its code where it has none."""
    if not code:
        return MISSING
    key = f"model.{code}"
    return text(key, lang) if has_text(key, lang) else code


def changes_table(changes: pd.DataFrame, lang: str = "zh") -> Html:
    """Return what changed since an earlier brief.

    Parameters
    ----------
    changes
        One row a figure that changed: name (of the indicator, in the reader's language),
        quantity (target, last_outturn, trend, median, probability, outturn), before, after
        (NaN where there was or is none), transformation, unit_measure.
    lang
        'zh' or 'en'.

    Raises
    ------
    UnknownName
        If a column is missing.

    """
    for name in CHANGE_COLUMNS:
        if name not in changes:
            raise UnknownName.among("column", name, {str(column): () for column in changes})
    heads = ("indicator", "quantity", "before", "after")
    columns = [
        Column(text(f"column.{head}", lang), numeric=head in ("before", "after")) for head in heads
    ]
    rows = [_change_cells(line, lang) for line in changes.to_dict("records")]
    notes = [] if rows else [text("changes.none", lang)]
    return table_html(Table(text("changes.caption", lang), columns, rows, notes), lang)


def _trust_cells(row: Row) -> list[Cell]:
    counts = [row.figure(name) for name in ("n_own", "n_pool", "n_pool_clusters")]
    shown = [Cell(number(count, 0)) for count in counts]
    return [
        Cell(row.name),
        Cell(model_name(str(row.data["model"]), row.lang)),
        *shown,
        Cell(row.note),
    ]


def is_seen(line: Mapping[Any, object], lang: str) -> bool:
    """Tell whether a change is seen in the figures as they are shown."""
    return _figure(line["before"], line, lang) != _figure(line["after"], line, lang)


def _change_cells(line: Mapping[Any, object], lang: str) -> list[Cell]:
    quantity = str(line["quantity"])
    return [
        Cell(str(line["name"])),
        Cell(text(f"quantity.{quantity}", lang)),
        Cell(_figure(line["before"], line, lang)),
        Cell(_figure(line["after"], line, lang)),
    ]


def _figure(value: object, line: Mapping[Any, object], lang: str) -> str:
    if not present(value):
        return MISSING
    if line["quantity"] == "probability":
        return chance_text(value, lang)
    shown = amount if line["quantity"] in ("target", "last_outturn", "outturn") else estimate
    return shown(value, str(line["transformation"]), str(line["unit_measure"]), lang)
