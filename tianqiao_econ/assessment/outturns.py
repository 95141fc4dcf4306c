"""Outturns as first announced: what a target is judged by, and what the record is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.framework import Accumulation, Basis, Bound, Freq, Transformation, Vintage

if TYPE_CHECKING:
    import pandas as pd

    from tianqiao_econ.datasets import View

KEY = ["ref_area", "indicator", "time_period"]
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
    frame = view.observations
    chosen = (
        (frame["freq"] == Freq.ANNUAL)
        & (frame["accumulation"] == Accumulation.PERIOD)
        & (frame["transformation"] == transformation)
    )
    if indicator is not None:
        chosen &= frame["indicator"] == indicator
    frame = frame[chosen]
    ranked = frame.assign(
        _revised=frame["vintage"] == Vintage.REVISED,
        _basis=frame["basis"].map(_BASIS),
        _bound=frame["bound"] != Bound.EXACT,
    ).sort_values(["_revised", "_basis", "_bound", "as_of"], kind="stable")
    return ranked.drop_duplicates(KEY).drop(columns=["_revised", "_basis", "_bound"])
