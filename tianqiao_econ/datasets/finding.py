"""Turning cells that are wrong into problems: where they are, and how many of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from tianqiao_econ.datasets.explaining import Advice
from tianqiao_econ.datasets.reading import MOST_LISTED
from tianqiao_econ.datasets.schema import Table
from tianqiao_econ.framework.errors import Problem

LONGEST_VALUE = 40
"""Characters of a cell that a problem shows."""

Advise = Callable[[str], Advice]


def cells_not(
    table: Table, cells: pd.Series, accepted: Callable[[str], bool], advise: Advise
) -> Iterator[Problem]:
    """Yield a problem for each cell with content that is not accepted."""
    bad = [value for value in cells.unique() if value and not accepted(value)]
    if bad:
        yield from cells_where(table, cells, cells.isin(bad), advise)


def cells_where(
    table: Table, cells: pd.Series, wrong: pd.Series, advise: Advise
) -> Iterator[Problem]:
    """Yield a problem for each cell where `wrong`: the first ones singly, the rest counted."""
    found = cells[wrong]
    name = str(cells.name)
    for row, value in found.iloc[:MOST_LISTED].items():
        yield Problem(table.file, int(str(row)), name, _shown(value), *advise(value))
    left = len(found) - MOST_LISTED
    if left > 0:
        what, todo = advise(found.iloc[MOST_LISTED])
        yield Problem(table.file, None, name, "", f"and {left} more like these: {what}", todo)


def always(what: str, todo: str) -> Advise:
    """Return an advice that does not depend on the cell."""
    return lambda _value: (what, todo)


def numbers(cells: pd.Series) -> pd.Series:
    """Return cells as numbers; what is none, or not finite, is NaN and another check's finding."""
    values = pd.to_numeric(cells, errors="coerce").astype(np.float64)
    return values.where(np.isfinite(values))


def _shown(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
