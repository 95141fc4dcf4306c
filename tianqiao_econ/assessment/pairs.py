"""The record of targets and their outturns: what the pooled gap distribution is learnt from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.outturns import KEY, announced
from tianqiao_econ.framework import Basis, Direction, Qualifier, Vintage

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from tianqiao_econ.datasets import DataPackage, View

#: Wordings whose number is a floor for growth.
FLOORS = (
    Qualifier.EXACT,
    Qualifier.AT_LEAST,
    Qualifier.ABOUT,
    Qualifier.RANGE,
    Qualifier.UNKNOWN,
)
#: An indicator with fewer announced pairs than this also takes outturns derived from levels.
FEW_ANNOUNCED = 10


def attainment_pairs(view: View) -> pd.DataFrame:
    """Growth targets of one year beside the outturn that was announced for them.

    Parameters
    ----------
    view
        What was known on a date; nothing later is used.

    Returns
    -------
    DataFrame
        One row a pair: ref_area, indicator, year, level, direction, target, outturn, gap
        (outturn minus target, percentage points; for a range from its lower bound, for a ceiling
        from the ceiling), basis, pool (theme of the indicator), cluster (parent area and year).

    Notes
    -----
    Outturns revised later are left out: the question is what a report will say. Outturns derived
    from levels enter only for indicators with fewer than `FEW_ANNOUNCED` announced pairs.
    """
    return _attainment_pairs(view.package, view.date).copy()


def growth_targets(view: View) -> pd.DataFrame:
    """Growth targets of one year in their newest wording: key, target, qualifier."""
    return _growth_targets(view.package, view.date).copy()


@lru_cache(maxsize=8)
def _attainment_pairs(package: DataPackage, day: date) -> pd.DataFrame:
    pairs = _growth_targets(package, day).merge(_outturns(package.as_of(day)), on=KEY, how="inner")
    announced = pairs.loc[pairs["basis"] != "derived", "indicator"].value_counts()
    many = pairs["indicator"].map(announced).fillna(0) >= FEW_ANNOUNCED
    pairs = pairs[~(many & (pairs["basis"] == "derived"))]
    pairs = pairs.assign(
        gap=(pairs["outturn"] - pairs["target"]).round(6), year=pairs["time_period"].astype(int)
    )
    return _with_areas(pairs, package).sort_values(KEY, ignore_index=True)


@lru_cache(maxsize=8)
def _growth_targets(package: DataPackage, day: date) -> pd.DataFrame:
    frame = package.as_of(day).targets
    annual = (frame["aggregation"] == "annual") & (frame["period_end"] == "")
    frame = frame[annual & (frame["transformation"] == "growth")]
    newest = frame.sort_values("as_of", kind="stable").drop_duplicates(KEY, keep="last")
    better_low = newest["indicator"].isin(_better_low(package))
    ceiling = newest["qualifier"] == Qualifier.AT_MOST
    lower, upper = newest["lower"], newest["upper"]
    number = lower.fillna(upper).mask(better_low, upper.fillna(lower))
    worded = newest["qualifier"].isin(FLOORS) | (better_low & ceiling)
    found = newest.assign(target=number)[worded & number.notna()]
    return found[[*KEY, "target", "qualifier"]]


def _better_low(package: DataPackage) -> list[str]:
    """Indicators whose targets are ceilings; a ceiling on another one has no record to join."""
    frame = package.indicators
    return list(frame.loc[frame["direction"] == Direction.LOWER, "indicator"])


def _outturns(view: View) -> pd.DataFrame:
    frame = announced(view)
    usable = (frame["vintage"] == Vintage.FIRST) | (frame["basis"] == Basis.DERIVED)
    return frame.loc[usable, [*KEY, "obs_value", "basis"]].rename(columns={"obs_value": "outturn"})


def _with_areas(pairs: pd.DataFrame, package: DataPackage) -> pd.DataFrame:
    areas = package.areas.set_index("ref_area")
    indicators = package.indicators.set_index("indicator")
    parent = pairs["ref_area"].map(areas["parent"])
    return pairs.assign(
        level=pairs["ref_area"].map(areas["level"]),
        direction=pairs["indicator"].map(indicators["direction"]),
        pool=pairs["indicator"].map(indicators["theme"]),
        cluster=parent.where(parent != "", pairs["ref_area"]) + "-" + pairs["time_period"],
    )
