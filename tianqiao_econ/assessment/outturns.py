"""Outturns as first announced: what a target is judged by, and what the record is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from tianqiao_econ.datasets.series import preferred
from tianqiao_econ.framework import (
    Accumulation,
    Basis,
    Bound,
    Freq,
    PriceBasis,
    Transformation,
    Vintage,
)

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.framework import Target

    Row = dict[Hashable, Any]

KEY = ["ref_area", "indicator", "time_period"]
_SERIES = ["ref_area", "indicator", "transformation"]
_BASIS = {Basis.AS_PUBLISHED: 0, Basis.COMPARABLE: 1, Basis.DERIVED: 2}


def announced(
    view: View, transformation: str = Transformation.GROWTH, indicator: str | None = None
) -> pd.DataFrame:
    """First announced outturn of every area, indicator and year.

    Parameters
    ----------
    view
        What was known on a date.
    transformation
        Growth in per cent, or the level in its unit.
    indicator
        One indicator only.

    Returns
    -------
    DataFrame
        The observations' own columns, one row for each area, indicator and year. An announced
        figure stands before a revised one; as published before comparable basis, that before
        derived from levels; a plain figure before 左右 and 以上; then the earliest.
    """
    frame = _announced(view.package, view.date, transformation)
    return frame.copy() if indicator is None else frame[frame["indicator"] == indicator]


def announced_row(view: View, target: Target) -> Row | None:
    """First announced outturn of a target, as a row of `announced`; None in another unit too."""
    rows = _announced_rows(view.package, view.date, target.transformation, target.time_period)
    row = rows.get((target.ref_area, target.indicator))
    return row if row and row["unit_measure"] == target.unit_measure else None


def last_outturn(
    view: View, target: Target, year: int, transformation: str | None = None, *, unit: bool = True
) -> Row | None:
    """Last outturn before a year of a target's area and indicator, in its newest vintage.

    Parameters
    ----------
    view
        What was known on a date.
    target
        Whose outturn.
    year
        The outturn is of an earlier one.
    transformation
        The target's own by default.
    unit
        Whether outturns in another unit than the target's are passed over.

    Returns
    -------
    dict
        The row of ``view.series(...)`` with its ``time_period``; None where there is none.
    """
    key = (target.ref_area, target.indicator, transformation or target.transformation)
    rows, places = _last_rows(view.package, view.date, year)
    place = places.get((*key, target.unit_measure) if unit else key)
    return None if place is None else rows.iloc[place].to_dict()


@lru_cache(maxsize=8)
def _announced(package: DataPackage, day: date, transformation: str) -> pd.DataFrame:
    frame = _yearly(package, day)
    frame = frame[frame["transformation"] == transformation]
    ranked = frame.assign(
        _revised=frame["vintage"] == Vintage.REVISED,
        _basis=frame["basis"].map(_BASIS),
        _bound=frame["bound"] != Bound.EXACT,
    ).sort_values(["_revised", "_basis", "_bound", "as_of"], kind="stable")
    return ranked.drop_duplicates(KEY).drop(columns=["_revised", "_basis", "_bound"])


@lru_cache(maxsize=8)
def _announced_rows(
    package: DataPackage, day: date, transformation: str, year: str
) -> dict[tuple[str, str], Row]:
    """Rows of `announced` of one year by area and indicator."""
    frame = _announced(package, day, transformation)
    rows = frame[frame["time_period"] == year].to_dict("records")
    return {(row["ref_area"], row["indicator"]): row for row in rows}


@lru_cache(maxsize=8)
def _last_rows(
    package: DataPackage, day: date, year: int
) -> tuple[pd.DataFrame, dict[tuple[str, ...], int]]:
    """Rows of all series before a year, and the place of each one's last.

    Places by area, indicator and transformation; with the unit as a fourth part of the key that of
    the last one in this unit.
    """
    frame = _yearly(package, day)
    frame = frame[frame["time_period"].astype(int) < year]
    bases = package.indicators.set_index("indicator")["price_basis"]
    nominal = (frame["indicator"].map(bases) == PriceBasis.NOMINAL) & (
        frame["transformation"] == Transformation.GROWTH
    )
    rows = preferred(frame, [*_SERIES, "time_period"], nominal=nominal)
    keys = zip(*(rows[name].tolist() for name in (*_SERIES, "unit_measure")), strict=True)
    places: dict[tuple[str, ...], int] = {}
    for place, key in enumerate(keys):  # later years replace earlier ones
        places[key] = places[key[:-1]] = place
    return rows, places


@lru_cache(maxsize=8)
def _yearly(package: DataPackage, day: date) -> pd.DataFrame:
    """Observations of whole years known on a day, as kept."""
    frame = package.as_of(day).observations
    annual = (frame["freq"] == Freq.ANNUAL) & (frame["accumulation"] == Accumulation.PERIOD)
    return frame[annual]
