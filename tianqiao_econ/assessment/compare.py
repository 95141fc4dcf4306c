"""Targets against trends: the past of each target's indicator, and the parents beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.assess import assess
from tianqiao_econ.assessment.trending import growth_series
from tianqiao_econ.forecasting import two_year_average
from tianqiao_econ.framework import NotKnown, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.datasets import View
    from tianqiao_econ.framework import Area, Target

#: Parents shown beside an area, nearest first.
MOST_PARENTS = 3
#: Points by which the last outturn has to exceed the two-year average to be called low-base.
LOW_BASE_POINTS = 2.0
#: Columns of `history`.
HISTORY_COLUMNS = ("ref_area", "year", "obs_value", "basis", "obs_status", "origin_id")


def compare(view: View, *, area: str, year: int) -> pd.DataFrame:
    """Targets of an area and year beside what the past and the parents say.

    Returns
    -------
    DataFrame
        See `comparison`.
    """
    return comparison(assess(view, area=area, year=year, n_draws=1))


def comparison(outlook: Outlook) -> pd.DataFrame:
    """Targets of an outlook beside what the past and the parents say.

    Returns
    -------
    DataFrame
        One row a target. ``last_period, last_outturn`` and ``target`` in the target's own
        transformation; ``last_growth, two_year_average, trend_growth, trend_p10, trend_p90`` as
        growth in per cent; ``trend_basis`` own, parent_offset, parent or none, with
        whose series it is in ``trend_areas`` (codes joined by ``+``); for each parent k
        ``parent_k_area, parent_k_last_period, parent_k_last_growth, parent_k_target,
        parent_k_target_qualifier, parent_k_origin_id``; ``base_effect`` none, low_base or the code
        of an event of ``base_effects.csv``, with the growth of the year before in
        ``base_growth``.
    """
    rows = [
        _row(outlook, column, target)
        for column, target in zip(outlook.columns, outlook.targets, strict=True)
    ]
    return pd.DataFrame(rows)


def history(view: View, indicator: str, *, area: str) -> pd.DataFrame:
    """Yearly growth of an area and its parents, for a chart.

    Returns
    -------
    DataFrame
        ref_area, year, obs_value (per cent), basis, obs_status, origin_id; the area's own rows
        first, then each parent's, nearest first.
    """
    chain = [area, *(parent.code for parent in view.package.parents(area))]
    frames = [view.known_series(indicator, area=code, derive=True) for code in chain]
    frame = pd.concat(frames)
    areas = np.repeat(chain, [len(one) for one in frames])
    frame = frame.assign(ref_area=areas.astype(object), year=frame.index.astype(int))
    return frame[list(HISTORY_COLUMNS)].reset_index(drop=True)


def histories(outlook: Outlook) -> dict[str, pd.DataFrame]:
    """History of each target's indicator under the name of its column, see `history`."""
    return {
        column: history(outlook.view, target.indicator, area=outlook.area.code)
        for column, target in outlook.by_column
    }


def _row(outlook: Outlook, column: str, target: Target) -> dict[str, Any]:
    view, year = outlook.view, outlook.year
    line = outlook.table.iloc[outlook.columns.index(column)].to_dict()
    trend = outlook.trends[column]
    own = growth_series(view, target.indicator, target.ref_area).loc[: year - 1].dropna()
    return {
        "column": column,
        "ref_area": target.ref_area,
        "indicator": target.indicator,
        "transformation": str(target.transformation),
        "unit_measure": target.unit_measure,
        "wording": target.wording,
        "qualifier": str(target.qualifier),
        "target": _number(line),
        "implied_growth": line["event_implied_growth"],
        "last_period": line["last_period"],
        "last_outturn": line["last_outturn"],
        "last_status": line["last_status"],
        **_recent(own),
        "trend_growth": trend.mean,
        "trend_p10": trend.p10,
        "trend_p90": trend.p90,
        "trend_first": trend.first_period,
        "trend_last": trend.last_period,
        "trend_basis": str(trend.basis),
        "trend_areas": trend.source_areas,
        "trend_offset": trend.offset,
        "trend_used": line["trend_used"],
        "model": line["model"],
        "n_own": trend.n_own,
        "n_trend": trend.n_source,
        "target_minus_trend": _growth_asked(line) - trend.mean,
        **_base_effect(view, target, own),
        **_parents(view, target, year),
        "outturn": line["outturn"],
        "met": line["met"],
        "target_origin_id": line["target_origin_id"],
        "outturn_origin_id": line["outturn_origin_id"],
    }


def _number(line: Mapping[Any, Any]) -> float:
    """Larger bound of a target's event; NaN without one."""
    return float(np.fmax(line["event_lower"], line["event_upper"]))


def _growth_asked(line: Mapping[Any, Any]) -> float:
    """Growth a target asks for, whether it says so or implies it, in per cent."""
    growth = line["transformation"] == Transformation.GROWTH
    return _number(line) if growth else float(line["event_implied_growth"])


def _recent(own: pd.Series) -> dict[str, Any]:
    """Last growth, and the average of the last two years where they are consecutive."""
    empty = {"last_growth": float("nan"), "two_year_average": float("nan"), "two_year_span": ""}
    if own.empty:
        return empty
    last = int(own.index[-1])
    found = empty | {"last_growth": float(own.loc[last])}
    if last - 1 not in own.index:
        return found
    average = two_year_average(float(own.loc[last - 1]), float(own.loc[last]))
    return found | {"two_year_average": average, "two_year_span": f"{last - 1}-{last}"}


def _base_effect(view: View, target: Target, own: pd.Series) -> dict[str, Any]:
    """Why the last growth flatters or hides: a listed event in its base year, or a low base."""
    none = {"base_effect": "none", "base_period": "", "base_growth": float("nan")}
    if own.empty:
        return none
    base = int(own.index[-1]) - 1
    growth = float(own.get(base, float("nan")))
    found = none | {"base_period": str(base), "base_growth": growth}
    recent = _recent(own)
    rebound = recent["last_growth"] - recent["two_year_average"]
    if rebound < LOW_BASE_POINTS:
        return none
    listed = _listed(view).get((target.indicator, str(base)))
    if listed is not None:
        return found | {"base_effect": listed}
    return found | {"base_effect": "low_base"} if rebound >= LOW_BASE_POINTS else none


@lru_cache(maxsize=8)
def _listed(view: View) -> dict[tuple[str, str], str]:
    """Events that distort a base year: indicator and year -> code of the first that is listed."""
    frame = view.base_effects.iloc[::-1]
    keys = zip(frame["indicator"], frame["time_period"], strict=True)
    return dict(zip(keys, frame["code"].astype(str), strict=True))


def _parents(view: View, target: Target, year: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, parent in enumerate(view.package.parents(target.ref_area)[:MOST_PARENTS], 1):
        values = {"area": parent.code} | _parent(view, target.indicator, parent, year)
        found |= {f"parent_{number}_{name}": value for name, value in values.items()}
    return found


def _parent(view: View, indicator: str, parent: Area, year: int) -> dict[str, Any]:
    frame = view.known_series(indicator, area=parent.code, derive=True)
    earlier = [at for at, period in enumerate(frame.index.tolist()) if int(period) < year]
    last = frame.iloc[earlier[-1]] if earlier else None
    return {
        "last_period": "" if last is None else str(int(str(last.name))),
        "last_growth": float("nan") if last is None else float(last["obs_value"]),
        "origin_id": "" if last is None else str(last["origin_id"]),
    } | _parent_target(view, indicator, parent, year)


def _parent_target(view: View, indicator: str, parent: Area, year: int) -> dict[str, Any]:
    """Parent's own growth target of the year, where it was already known."""
    none = {"target": float("nan"), "target_qualifier": "", "target_origin_id": ""}
    try:
        target = view.target(
            indicator, area=parent.code, year=year, transformation=Transformation.GROWTH
        )
    except NotKnown:
        return none
    number = target.upper if target.lower is None else target.lower
    return {
        "target": float("nan") if number is None else number,
        "target_qualifier": str(target.qualifier),
        "target_origin_id": target.origin_id or "",
    }
