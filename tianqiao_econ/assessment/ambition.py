"""How much a target asks for beside others: among the areas of its year, and down the levels."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.outturns import KEY, announced
from tianqiao_econ.assessment.pairs import growth_targets
from tianqiao_econ.framework import Direction, NotKnown, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.framework import Target

#: Others that a percentile needs.
LEAST_OTHERS = 5
#: Peers where an area's own level has too few.
ALL_LEVELS = "all"
#: Why a link of the chain names no number: no target is known, or none for growth with a number.
NO_TARGET, NO_NUMBER = "no_target", "no_growth_number"
#: Columns of `ambition` and of `amplification`.
AMBITION_COLUMNS = (
    "ref_area",
    "indicator",
    "year",
    "level",
    "target",
    "qualifier",
    "percentile",
    "peers",
    "n_peers",
    "last_outturn",
    "stretch",
    "stretch_percentile",
    "stretch_peers",
    "stretch_n_peers",
)
AMPLIFICATION_COLUMNS = (
    "indicator",
    "step",
    "ref_area",
    "level",
    "target",
    "qualifier",
    "wording",
    "as_of",
    "origin_id",
    "missing",
    "added",
    "percentile",
    "n",
    "percentile_all_years",
    "n_all_years",
)
_DECIMALS = 6
#: Columns of a step where there is none.
_NO_STEP = {
    "added": np.nan,
    "percentile": np.nan,
    "n": 0,
    "percentile_all_years": np.nan,
    "n_all_years": 0,
}


def ambition(
    view: View, *, year: int, area: str | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Growth targets of a year, each with its place among the areas' targets of that year.

    Parameters
    ----------
    view
        What was known on a date.
    year
        Year of the targets.
    area, indicator
        One area, or one indicator, only.

    Returns
    -------
    DataFrame
        One row a target with a number: ref_area, indicator, year, level, target (per cent),
        qualifier; percentile (0 to 100: part of the others that ask for less, half of those that
        ask for the same), among which peers and how many (n_peers); last_outturn (of the year
        before) and stretch (target less last outturn, points), with stretch_percentile,
        stretch_peers and stretch_n_peers. Peers are the others of the same level of government, or
        of ``all`` levels where these are fewer than `LEAST_OTHERS`; the percentile is NaN where
        all are. Of a ceiling (consumer prices) the lower number asks for more.

    Raises
    ------
    UnknownName
        If the area or the indicator does not exist.
    NotKnown
        If no such target was known on the date.
    """
    frame = _ranked(view.package, view.date, year)
    if area is not None:
        frame = frame[frame["ref_area"] == view.package.area(area).code]
    if indicator is not None:
        frame = frame[frame["indicator"] == view.package.indicator(indicator).code]
    if frame.empty:
        asked = " ".join(part for part in (area, indicator) if part)
        raise NotKnown(f"no growth target for {year} known on {view.date} {asked}".rstrip())
    return frame.reset_index(drop=True)


@lru_cache(maxsize=8)
def _ranked(package: DataPackage, day: date, year: int) -> pd.DataFrame:
    view = package.as_of(day)
    frame = growth_targets(view)
    frame = frame[frame["time_period"] == str(year)].merge(
        _last_outturns(view, year), on=["ref_area", "indicator"], how="left"
    )
    areas = package.areas.set_index("ref_area")
    indicators = package.indicators.set_index("indicator")
    frame = frame.assign(
        year=year,
        level=frame["ref_area"].map(areas["level"]),
        stretch=(frame["target"] - frame["last_outturn"]).round(_DECIMALS),
    )
    groups = frame.groupby(["indicator", "level"]).ngroup(), frame.groupby("indicator").ngroup()
    up = np.where(frame["indicator"].map(indicators["direction"]) == Direction.LOWER, -1, 1)
    frame = frame.assign(
        **_places(frame["level"], groups, up * frame["target"], ""),
        **_places(frame["level"], groups, up * frame["stretch"], "stretch_"),
        order=frame["indicator"].map(indicators["display_order"]),
    )
    frame = frame.sort_values(["order", "indicator", "ref_area"], ignore_index=True)
    return frame[list(AMBITION_COLUMNS)]


def _last_outturns(view: View, year: int) -> pd.DataFrame:
    known = announced(view)
    known = known[known["time_period"] == str(year - 1)]
    known = known[["ref_area", "indicator", "obs_value"]]
    return known.rename(columns={"obs_value": "last_outturn"})


def _places(
    level: pd.Series, groups: tuple[pd.Series, pd.Series], value: pd.Series, prefix: str
) -> dict[str, pd.Series]:
    """Percentile among the own level's others, or all others where these are few."""
    (near, n_near), (far, n_far) = (_percentile(value, group) for group in groups)
    few = n_near < LEAST_OTHERS
    return {
        f"{prefix}percentile": near.where(~few, far),
        f"{prefix}peers": level.where(~few, ALL_LEVELS),
        f"{prefix}n_peers": n_near.where(~few, n_far),
    }


def _percentile(value: pd.Series, group: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Place of each value among the others of its group, 0 to 100, and how many they are."""
    grouped = value.groupby(group)
    others = (grouped.transform("count") - value.notna()).astype(int)
    place = 100 * (grouped.rank() - 1) / others.where(others >= LEAST_OTHERS)
    return place, others


def amplification(view: View, *, area: str, year: int) -> pd.DataFrame:
    """Targets down the levels of government (层层加码): what each adds to the one above.

    Parameters
    ----------
    view
        What was known on a date.
    area
        Code of the last link; the first is the nation.
    year
        Year of the targets.

    Returns
    -------
    DataFrame
        One row a link for each indicator that any link has a target for, nation first: indicator,
        step (0 for the first link), ref_area, level, target (per cent), qualifier, wording, as_of,
        origin_id; missing, empty where there is a number, else ``no_target`` (none is known) or
        ``no_growth_number`` (a level, a wording, or held against another outturn); added, points
        over the link directly above, NaN where either has no number; percentile (0 to 100) of that
        step among the other pairs of child and parent of the indicator and year, and how many they
        are (n), and the same for all years known. NaN with fewer than `LEAST_OTHERS` others.

    Raises
    ------
    UnknownName
        If the area does not exist.
    NotKnown
        If no link has a target of that year.
    """
    package = view.package
    chain = [*reversed(package.parents(area)), package.area(area)]
    asked = {link.code: _asked(view, link.code, year) for link in chain}
    codes = {code for targets in asked.values() for code in targets}
    if not codes:
        raise NotKnown(f"neither {area} nor its parents have a target for {year} on {view.date}")
    steps = _steps_of(package, view.date, year)
    number = _numbers_of(package, view.date, year)
    ordered = package.indicators.sort_values("display_order")["indicator"]
    rows = [
        {"indicator": code, "step": step, "ref_area": link.code, "level": str(link.level)}
        | _link(asked[link.code].get(code), number.get((link.code, code)))
        | steps.get((link.code, code), _NO_STEP)
        for code in ordered[ordered.isin(codes)]
        for step, link in enumerate(chain)
    ]
    return pd.DataFrame(rows, columns=list(AMPLIFICATION_COLUMNS))


def _asked(view: View, area: str, year: int) -> Mapping[str, Target]:
    """Targets of an area by indicator, growth before a level."""
    try:
        targets = view.targets_of(area, year)
    except NotKnown:
        return {}
    growth_last = sorted(targets, key=lambda one: one.transformation is Transformation.GROWTH)
    return {target.indicator: target for target in growth_last}


def _link(target: Target | None, number: float | None) -> dict[str, Any]:
    if target is None:
        return {"target": np.nan, "qualifier": "", "wording": "", "as_of": "", "origin_id": ""} | {
            "missing": NO_TARGET
        }
    return {
        "target": np.nan if number is None else number,
        "qualifier": str(target.qualifier),
        "wording": target.wording,
        "as_of": "" if target.as_of is None else target.as_of.isoformat(),
        "origin_id": target.origin_id or "",
        "missing": NO_NUMBER if number is None else "",
    }


@lru_cache(maxsize=8)
def _steps_of(package: DataPackage, day: date, year: int) -> dict[tuple[str, str], dict[Any, Any]]:
    """Every step of a year, by area and indicator of the child."""
    steps = _steps(package, day)
    steps = steps[steps["time_period"] == str(year)]
    keys = zip(steps["ref_area"], steps["indicator"], strict=True)
    return dict(zip(keys, steps[list(_NO_STEP)].to_dict("records"), strict=True))


@lru_cache(maxsize=8)
def _numbers_of(package: DataPackage, day: date, year: int) -> dict[tuple[str, str], float]:
    """Numbers of the growth targets of a year, by area and indicator."""
    targets = growth_targets(package.as_of(day))
    targets = targets[targets["time_period"] == str(year)]
    keys = zip(targets["ref_area"], targets["indicator"], strict=True)
    return dict(zip(keys, targets["target"].tolist(), strict=True))


@lru_cache(maxsize=8)
def _steps(package: DataPackage, day: date) -> pd.DataFrame:
    """Every step from a parent's target to a child's, and how usual it is."""
    frame = growth_targets(package.as_of(day))[[*KEY, "target"]]
    parents = package.areas.set_index("ref_area")["parent"]
    above = frame.rename(columns={"ref_area": "parent", "target": "above"})
    frame = frame.assign(parent=frame["ref_area"].map(parents))
    frame = frame.merge(above, on=["parent", "indicator", "time_period"])
    added = (frame["target"] - frame["above"]).round(_DECIMALS)
    now, n = _percentile(added, frame.groupby(["indicator", "time_period"]).ngroup())
    ever, n_ever = _percentile(added, frame["indicator"])
    return frame.assign(
        added=added, percentile=now, n=n, percentile_all_years=ever, n_all_years=n_ever
    )
