"""Laying a user's folder over the packaged facts.

The rule, in one sentence: **in each file an area belongs wholly to one folder.** Where the
user's observations.csv has rows on an area, all observations of that area are the user's and
the packaged ones are set aside; on all other areas the packaged rows are used. The same holds
for targets.csv and aims.csv. So no series ever mixes two folders, and nothing has to be
reconciled row by row. Areas, indicators and sources are taken together by their code, the
user's description standing before the packaged one; attainment_counts.csv and base_effects.csv are
the user's whole or the packaged whole. Every step is told in a note.

A folder whose datapackage.json says `"complete": true` takes nothing from the packaged facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from tianqiao_econ.datasets.converting import empty_frame
from tianqiao_econ.datasets.schema import TABLES

Tables = Mapping[str, pd.DataFrame]

_BY_AREA = ("observations", "targets", "aims")
_BY_CODE = {"areas": "ref_area", "indicators": "indicator", "origins": "origin_id"}
_UNTOLD = ("origins", "priors", "record", "reliability")  # they come with rows, or the method
_MOST_NAMED = 5


def alone(own: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables of a folder that takes nothing from elsewhere."""
    return {name: own.get(name, empty_frame(table)) for name, table in TABLES.items()}


def laid_over(own: Tables, packaged: Tables) -> dict[str, pd.DataFrame]:
    """Return the user's tables with the packaged rows that they leave room for."""
    return {name: _together(name, own.get(name), packaged[name]) for name in TABLES}


def carried(name: str, own: pd.DataFrame | None, packaged: pd.DataFrame) -> pd.DataFrame:
    """Return the packaged rows of a table that are used beside the user's."""
    if own is None:
        return packaged
    column = "ref_area" if name in _BY_AREA else _BY_CODE.get(name)
    if column is None:
        return packaged.iloc[:0]
    return packaged[~packaged[column].isin(own[column].unique())]


def merging_notes(own: Tables, packaged: Tables) -> Iterator[str]:
    """Yield one sentence on what comes from the packaged facts, one on what is set aside."""
    taken = [told for name in TABLES if (told := _taken(name, own.get(name), packaged[name]))]
    if taken:
        yield f"from the packaged data: {', '.join(taken)}"
    aside = [told for name in _BY_AREA if name in own and (told := _aside(name, own, packaged))]
    if aside:
        yield f"packaged rows are set aside for the folder's own: {', '.join(aside)}"


def _taken(name: str, own: pd.DataFrame | None, packaged: pd.DataFrame) -> str:
    """Say what of a table is the packaged one's: the file, targets (142 areas), 12 areas."""
    used = carried(name, own, packaged)
    if name in _UNTOLD or used.empty:
        return ""
    if own is None:
        return TABLES[name].file
    if name not in _BY_AREA:
        return f"{len(used)} {name}"
    areas = used["ref_area"].nunique()
    return f"{name} ({areas} area{'s' if areas > 1 else ''})"


def _aside(name: str, own: Tables, packaged: Tables) -> str:
    """Say which packaged rows of a table give way: 15 observations on 370105."""
    mine, theirs = own[name], packaged[name]
    rows = _not_repeated(theirs[theirs["ref_area"].isin(mine["ref_area"].unique())], mine, name)
    codes = sorted(rows["ref_area"].unique())
    named = ", ".join(codes[:_MOST_NAMED]) + (" …" if len(codes) > _MOST_NAMED else "")
    return f"{len(rows)} {name} on {named}" if codes else ""


def _not_repeated(rows: pd.DataFrame, own: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows that the user's table does not hold in just the same words."""
    columns = [column.name for column in TABLES[name].columns]
    found = rows.merge(own[columns].drop_duplicates(), how="left", on=columns, indicator="where")
    return found[found["where"] == "left_only"]


def _together(name: str, own: pd.DataFrame | None, packaged: pd.DataFrame) -> pd.DataFrame:
    rest = carried(name, own, packaged)
    if own is None or own.empty:
        return rest.reset_index(drop=True)
    if rest.empty:
        return own
    joined = pd.concat([own, rest], ignore_index=True)
    described = {column.name for column in TABLES[name].columns}
    extra = [column for column in joined if column not in described]
    return joined.fillna(dict.fromkeys(extra, "")) if extra else joined
