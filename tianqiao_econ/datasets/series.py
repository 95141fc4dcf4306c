"""One series out of the observations: one row a period, the newest and best visible vintage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tianqiao_econ.framework.codes import AsOfBasis, Basis, Bound, ObsStatus, PriceBasis, Vintage
from tianqiao_econ.framework.periods import Period

COLUMNS = (
    "obs_value",
    "unit_measure",
    "price_basis",
    "basis",
    "obs_status",
    "bound",
    "vintage",
    "as_of",
    "as_of_basis",
    "origin_id",
    "comment",
)
"""Columns of a series; its index is time_period."""

PREFERENCE = {Basis.DERIVED: 0, Basis.COMPARABLE: 1, Basis.AS_PUBLISHED: 2}
"""Among rows on one period the higher is preferred, whatever its date."""


def newest_vintage(rows: pd.DataFrame, *, nominal: bool = False) -> pd.DataFrame:
    """Return one row a period: the preferred one.

    A figure of another definition (obs_status D) stands behind all others; of the rest the order
    is as published, comparable, derived, and then the newest.

    Parameters
    ----------
    rows
        The visible observations of one series.
    nominal
        Whether the series is of growth in current prices: then growth in constant prices comes
        last of all.

    Returns
    -------
    DataFrame
        Indexed by time_period, with the columns `COLUMNS`.

    """
    return _best(rows, ["time_period"], nominal=nominal).set_index("time_period")[list(COLUMNS)]


def with_derived(
    growth: pd.DataFrame, levels: pd.DataFrame, *, nominal: bool = False
) -> pd.DataFrame:
    """Return published growth, with growth from `levels` for the periods that lack it.

    A period lacks it too where the series is of growth in current prices (`nominal`) and only
    growth in constant prices is published.
    """
    derived = derived_growth(levels)
    lacking = (growth["price_basis"] == PriceBasis.REAL) & nominal
    kept = growth[~(lacking & growth.index.isin(derived.index))]
    missing = derived[~derived.index.isin(kept.index)]
    if missing.empty:
        return kept
    return missing if kept.empty else pd.concat([kept, missing]).sort_index()


def derived_growth(levels: pd.DataFrame) -> pd.DataFrame:
    """Return the growth that levels a year apart imply, in per cent, as a series.

    Only levels of one source are compared, where both are printed plainly and the later is
    not marked as a break (obs_status B). The growth is known when the later of the two is,
    provisional if either is, and in the prices of the levels: nominal unless they say real.
    """
    plain = levels[(levels["bound"] == Bound.EXACT) & (levels["obs_value"] > 0)]
    later = _best(plain, ["origin_id", "time_period"])
    if later.empty:
        return newest_vintage(later)
    before = [str(Period.parse(period).year_before()) for period in later["time_period"]]
    pairs = later.assign(before=before).merge(
        later,
        left_on=["origin_id", "before"],
        right_on=["origin_id", "time_period"],
        suffixes=("", "_base"),
    )
    return newest_vintage(_grown(pairs[pairs["obs_status"] != ObsStatus.BREAK]))


def _best(rows: pd.DataFrame, key: list[str], *, nominal: bool = False) -> pd.DataFrame:
    """Return the preferred row for each key, ordered by it."""
    ranked = rows.assign(
        _prices=~((rows["price_basis"] == PriceBasis.REAL) & nominal),
        _same=rows["obs_status"] != ObsStatus.DIFFERS,
        _basis=rows["basis"].map(PREFERENCE),
    )
    ranks = ["_prices", "_same", "_basis"]
    ordered = ranked.sort_values([*key, *ranks, "as_of"], kind="stable")
    return ordered.drop_duplicates(key, keep="last").drop(columns=ranks)


def _grown(pairs: pd.DataFrame) -> pd.DataFrame:
    """Turn pairs of levels, the base's columns ending in _base, into rows of growth."""
    level, base = pairs["obs_value"], pairs["obs_value_base"]
    real = pairs["price_basis"] == PriceBasis.REAL
    return pairs.assign(
        obs_value=(level / base - 1) * 100,
        unit_measure="PERCENT",
        price_basis=np.where(real, str(PriceBasis.REAL), str(PriceBasis.NOMINAL)),
        basis=str(Basis.DERIVED),
        obs_status=_either(pairs, "obs_status", ObsStatus.PROVISIONAL),
        vintage=_either(pairs, "vintage", Vintage.REVISED),
        as_of=pairs[["as_of", "as_of_base"]].max(axis=1),
        as_of_basis=_either(pairs, "as_of_basis", AsOfBasis.ASSUMED),
        comment=[f"from {a:g} and {b:g}" for a, b in zip(base, level, strict=True)],
    )


def _either(pairs: pd.DataFrame, column: str, code: str) -> pd.Series:
    """Take the later row's code, or `code` if that is the base's."""
    return pairs[column].mask(pairs[f"{column}_base"] == code, str(code))
