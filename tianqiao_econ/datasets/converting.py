"""From checked text frames to typed ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tianqiao_econ.datasets.schema import Kind, Table

DATE_TYPE = "datetime64[s]"
"""Whole seconds, so that 9999-12-31 fits."""


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the columns in standard order and type; extra columns follow as text.

    Numbers are float64 (empty: NaN), whole numbers and the years of counts and aims int64,
    dates datetime64 (empty: NaT), everything else text (empty: "").
    """
    described = [column.name for column in table.columns]
    extra = [name for name in frame.columns if name not in described]
    ordered = frame[[*described, *extra]].reset_index(drop=True)
    for column in table.columns:
        ordered[column.name] = _converted(ordered[column.name], column.kind, column.name)
    return ordered


def empty_frame(table: Table) -> pd.DataFrame:
    """Return the table without a row."""
    names = [column.name for column in table.columns]
    return typed(pd.DataFrame(columns=names, dtype=str), table)


def _converted(cells: pd.Series, kind: Kind, name: str) -> pd.Series:
    texts = cells.tolist()
    if kind is Kind.NUMBER:
        values = np.array([float(text) if text else np.nan for text in texts], np.float64)
    elif kind is Kind.INTEGER or name == "year":
        values = np.array([int(text) for text in texts], np.int64)
    elif kind is Kind.DATE:
        values = np.array([text or "NaT" for text in texts], DATE_TYPE)
    else:
        return cells
    return pd.Series(values, index=cells.index, name=name)
