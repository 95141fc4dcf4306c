"""Every series of a view, worked out at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Self

import pandas as pd

from tianqiao_econ.datasets.series import newest_vintage, with_derived
from tianqiao_econ.framework.codes import PriceBasis, Transformation

KEY = ("ref_area", "indicator", "transformation", "freq", "accumulation")
"""Columns of the observations that tell series apart."""


@dataclass(frozen=True, slots=True)
class EverySeries:
    """Series one after the other.

    Parameters
    ----------
    rows
        Rows of all series, indexed by time_period.
    places
        Where the rows of a series begin and end, by its `KEY`.

    """

    rows: pd.DataFrame
    places: Mapping[tuple[str, ...], slice]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Self:
        """Tell the series of a frame apart that is indexed by `KEY` and time_period, in order."""
        index = rows.index
        keys = zip(*(index.get_level_values(name).tolist() for name in KEY), strict=True)
        places, end = {}, 0
        for key, same in groupby(keys):
            start, end = end, end + sum(1 for _ in same)
            places[key] = slice(start, end)
        return cls(rows.set_axis(index.get_level_values("time_period")), places)

    def series(self, *key: str) -> pd.DataFrame:
        """Return one series as a frame of one's own; without rows if there is none."""
        return self.rows.iloc[self.places.get(key, slice(0))].copy()


def published_series(rows: pd.DataFrame, bases: Mapping[str, str]) -> EverySeries:
    """Return all series of some observations, see `tianqiao_econ.datasets.series.newest_vintage`.

    Parameters
    ----------
    rows
        The visible observations.
    bases
        Indicator -> whether its growth is counted in current or in constant prices.

    """
    growth = rows["transformation"] == Transformation.GROWTH
    nominal = growth & (rows["indicator"].map(bases) == PriceBasis.NOMINAL)
    return EverySeries.of(newest_vintage(rows, by=KEY, nominal=nominal))


def derived_series(rows: pd.DataFrame, bases: Mapping[str, str]) -> EverySeries:
    """Return all series of growth, with growth from levels where none was published.

    Growth of an indicator in constant prices comes from levels in constant prices alone. See
    `published_series`, and `tianqiao_econ.datasets.series.with_derived`.
    """
    basis = rows["indicator"].map(bases)
    growth = rows["transformation"] == Transformation.GROWTH
    nominal = basis == PriceBasis.NOMINAL
    published = newest_vintage(rows[growth], by=KEY, nominal=nominal[growth])
    level = rows["transformation"] == Transformation.LEVEL
    comparable = (basis != PriceBasis.REAL) | (rows["price_basis"] == PriceBasis.REAL)
    levels = rows[level & comparable].assign(transformation=str(Transformation.GROWTH))
    current = published.index.get_level_values("indicator").map(bases) == PriceBasis.NOMINAL
    return EverySeries.of(with_derived(published, levels, by=KEY, nominal=current))
