"""Series out of the observations: one row a period, the newest and best visible vintage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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


def newest_vintage(
    rows: pd.DataFrame, *, by: Sequence[str] = (), nominal: bool | pd.Series = False
) -> pd.DataFrame:
    """Return one row a period: the preferred one.

    A figure of another definition (obs_status D) stands behind all others; of the rest the order
    is as published, comparable, derived, and then the newest.

    Parameters
    ----------
    rows
        The visible observations of one series, or of several.
    by
        Columns that tell several series apart.
    nominal
        Whether the series is of growth in current prices, for all rows or for each: then growth
        in constant prices comes last of all.

    Returns
    -------
    DataFrame
        Indexed by time_period, after `by`, with the columns `COLUMNS`.

    """
    key = [*by, "time_period"]
    return preferred(rows, key, nominal=nominal).set_index(key)[list(COLUMNS)]


def with_derived(
    growth: pd.DataFrame,
    levels: pd.DataFrame,
    *,
    by: Sequence[str] = (),
    nominal: bool | NDArray[np.bool_] = False,
) -> pd.DataFrame:
    """Return published growth, with growth from `levels` for the periods that lack it.

    A period lacks it too where the series is of growth in current prices (`nominal`, for all rows
    of `growth` or for each) and only growth in constant prices is published.
    """
    derived = derived_growth(levels, by=by)
    lacking = (growth["price_basis"] == PriceBasis.REAL) & nominal
    kept = growth[~(lacking & growth.index.isin(derived.index))]
    missing = derived[~derived.index.isin(kept.index)]
    if missing.empty:
        return kept
    return missing if kept.empty else pd.concat([kept, missing]).sort_index()


def derived_growth(levels: pd.DataFrame, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the growth that levels a year apart imply, in per cent, as one series or more.

    Only levels of one source are compared, where both are printed plainly and the later is
    not marked as a break (obs_status B). The growth is known when the later of the two is,
    provisional if either is, and in the prices of the levels: nominal unless they say real.
    """
    plain = levels[(levels["bound"] == Bound.EXACT) & (levels["obs_value"] > 0)]
    series = [*by, "origin_id"]
    later = preferred(plain, [*series, "time_period"])
    if later.empty:
        return newest_vintage(later, by=by)
    periods = later["time_period"].tolist()
    sources = list(zip(*(later[name].tolist() for name in series), strict=True))
    at = {key: row for row, key in enumerate(zip(sources, periods, strict=True))}
    before = map(_year_before, periods)
    base = [at.get(key, -1) for key in zip(sources, before, strict=True)]
    breaks = (later["obs_status"] == ObsStatus.BREAK).tolist()
    rows = [row for row, of in enumerate(base) if of >= 0 and not breaks[row]]
    grown = _grown(later.iloc[rows], later.iloc[[base[row] for row in rows]])
    return newest_vintage(grown, by=by)


@lru_cache(maxsize=1024)
def _year_before(period: str) -> str:
    return str(Period.parse(period).year_before())


def preferred(
    rows: pd.DataFrame, key: list[str], *, nominal: bool | pd.Series = False
) -> pd.DataFrame:
    """Return the row for each key that `newest_vintage` prefers, ordered by the key.

    Parameters
    ----------
    rows
        Visible observations.
    key
        Columns that tell what is one period of one series.
    nominal
        Whether the series is of growth in current prices, for all rows or for each.

    """
    keys = list(zip(*(rows[name].tolist() for name in key), strict=True))
    ranks = zip(
        (~((rows["price_basis"] == PriceBasis.REAL) & nominal)).tolist(),
        (rows["obs_status"] != ObsStatus.DIFFERS).tolist(),
        [PREFERENCE[basis] for basis in rows["basis"].tolist()],
        rows["as_of"].tolist(),
        strict=True,
    )
    rank = list(ranks)
    best = {keys[row]: row for row in sorted(range(len(keys)), key=lambda row: rank[row])}
    return rows.iloc[[best[one] for one in sorted(best)]]


def _grown(later: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """Turn levels and those of the year before, row by row, into rows of growth."""
    later, base = later.reset_index(drop=True), base.reset_index(drop=True)
    level, before = later["obs_value"], base["obs_value"]
    real = later["price_basis"] == PriceBasis.REAL
    return later.assign(
        obs_value=(level / before - 1) * 100,
        unit_measure="PERCENT",
        price_basis=np.where(real, str(PriceBasis.REAL), str(PriceBasis.NOMINAL)),
        basis=str(Basis.DERIVED),
        obs_status=_either(later, base, "obs_status", ObsStatus.PROVISIONAL),
        vintage=_either(later, base, "vintage", Vintage.REVISED),
        as_of=later["as_of"].where(later["as_of"] >= base["as_of"], base["as_of"]),
        as_of_basis=_either(later, base, "as_of_basis", AsOfBasis.ASSUMED),
        comment=[f"from {a:g} and {b:g}" for a, b in zip(before, level, strict=True)],
    )


def _either(later: pd.DataFrame, base: pd.DataFrame, column: str, code: str) -> pd.Series:
    """Take the later row's code, or `code` if that is the base's."""
    return later[column].mask(base[column] == code, str(code))
