"""Checks of targets: their numbers, years, references and wording."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.explaining import ISO_DATE
from tianqiao_econ.datasets.finding import always, cells_where, numbers
from tianqiao_econ.datasets.known import Known, Traits
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import (
    Aggregation,
    Direction,
    PriceBasis,
    Qualifier,
    Transformation,
)
from tianqiao_econ.framework.errors import EconError, Problem
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.wordings import Reading, read_wording

_TABLE = TABLES["targets"]
_ON_A_REFERENCE = (Qualifier.ALIGNED, Qualifier.RELATIVE)


def target_numbers(draft: Draft, _known: Known) -> Iterator[Problem]:
    """A target has the numbers and references that its qualifier needs."""
    frame = draft.tables.get("targets")
    if frame is None or not {"qualifier", "lower", "upper"} <= set(frame):
        return
    table, qualifier = _TABLE, frame["qualifier"]
    no_lower, no_upper = frame["lower"] == "", frame["upper"] == ""
    numbered = ["exact", "at_least", "about", "at_most", "unknown"]
    absent = qualifier.isin(numbered) & no_lower & no_upper
    advise = always("the target has no number", "write it into lower (a ceiling into upper)")
    yield from cells_where(table, qualifier, absent, advise)
    half = (qualifier == "range") & (no_lower | no_upper)
    yield from cells_where(table, qualifier, half, always("a range needs two numbers", "fill in"))
    crossed = numbers(frame["lower"]) > numbers(frame["upper"])
    advise = always("lower is greater than upper", "swap the two numbers")
    yield from cells_where(table, frame["lower"], crossed, advise)
    alone = (qualifier == "relative") & (frame["reference_area"] == "")
    advise = always("a relative target names no reference_area", "name the area it is held against")
    yield from cells_where(table, qualifier, alone, advise)


def target_years(draft: Draft, _known: Known) -> Iterator[Problem]:
    """A target over several years says so, and ends after it begins."""
    frame = draft.tables.get("targets")
    if frame is None or "time_period" not in frame:
        return
    table, end = _TABLE, frame["period_end"]
    early = (end != "") & (end < frame["time_period"])
    advise = always("the target ends before it begins", "write the last year of the target")
    yield from cells_where(table, end, early, advise)
    several = (end > frame["time_period"]) & (frame["aggregation"] == Aggregation.ANNUAL)
    advise = always(
        "an annual target has a later period_end", "write average or cumulative, or leave it empty"
    )
    yield from cells_where(table, frame["aggregation"], several, advise)
    endless = (frame["aggregation"] != "annual") & (end == "")
    advise = always("a target over several years has no period_end", "write its last year")
    yield from cells_where(table, frame["aggregation"], endless, advise)


def set_in_time(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No target became known after its last year had ended."""
    frame = draft.tables.get("targets")
    if frame is None or not {"time_period", "as_of"} <= set(frame):
        return
    last = frame["period_end"].where(frame["period_end"] != "", frame["time_period"])
    iso = frame["as_of"].map(lambda text: ISO_DATE.fullmatch(text) is not None).astype(bool)
    late = iso & last.str.fullmatch("[0-9]{4}") & (frame["as_of"].str[:4] > last)
    advise = always("the target is dated after its year", "write the day on which it was set")
    yield from cells_where(_TABLE, frame["as_of"], late, advise)


def other_references(draft: Draft, _known: Known) -> Iterator[Problem]:
    """A target on a reference is of growth, and not held against itself."""
    frame = draft.tables.get("targets")
    if frame is None or not {"ref_area", "indicator", "transformation", "qualifier"} <= set(frame):
        return
    rows = frame[frame["qualifier"].isin(_ON_A_REFERENCE)]
    usual = rows["indicator"].where(rows["qualifier"] == Qualifier.RELATIVE, "gdp")
    area, indicator = rows["reference_area"], rows["reference_indicator"]
    itself = (area.where(area != "", rows["ref_area"]) == rows["ref_area"]) & (
        indicator.where(indicator != "", usual) == rows["indicator"]
    )
    # without an area a relative target is another check's finding
    itself &= (rows["qualifier"] == Qualifier.ALIGNED) | (area != "")
    todo = "name another reference_area or reference_indicator, or write exact and the number"
    advise = always("the target is held against itself", todo)
    yield from cells_where(_TABLE, rows["qualifier"], itself, advise)
    level = rows["transformation"] == Transformation.LEVEL
    advise = always("a level cannot keep pace with growth", "write growth and PERCENT")
    yield from cells_where(_TABLE, rows["transformation"], level, advise)


def worded_numbers(draft: Draft, known: Known) -> Iterator[Problem]:
    """Where a wording can be read and names a number, it is the one recorded."""
    frame = draft.tables.get("targets")
    needed = {"indicator", "wording", "transformation", "unit_measure", "lower", "upper"}
    if frame is None or not needed <= set(frame):
        return
    worded = frame[frame["wording"] != ""]
    values = worded.assign(lower=numbers(worded["lower"]), upper=numbers(worded["upper"]))
    records = values.to_dict("records")
    said = [_reading(row["wording"], known.traits.get(row["indicator"])) for row in records]
    other = [
        one is not None and not _agrees(one, row) for one, row in zip(said, records, strict=True)
    ]
    told = {row["wording"]: _told(one) for one, row in zip(said, records, strict=True) if one}
    todo = "mend lower, upper, transformation or unit_measure, or the wording"
    wrong = pd.Series(other, index=worded.index, dtype=bool)
    yield from cells_where(
        _TABLE,
        worded["wording"],
        wrong,
        lambda wording: (f"the wording says {told[wording]}, not the number recorded", todo),
    )


def _reading(wording: str, traits: Traits | None) -> Reading | None:
    """Return what a wording says if it can be read and names a number of its own."""
    try:
        said = read_wording(wording, indicator=_indicator(traits))
    except EconError:
        return None
    return said if _said(said) and said.qualifier is not Qualifier.QUALITATIVE else None


def _indicator(traits: Traits | None) -> Indicator | None:
    """Build an indicator with no more than decides how a wording is read."""
    if traits is None or traits.direction not in set(Direction):
        return None
    unit, direction = traits.unit_measure, Direction(traits.direction)
    basis, kind = PriceBasis.UNKNOWN, Transformation.GROWTH
    return Indicator("", "", "", unit, 0, basis, direction, kind, "", "", "", "", "", "", 0)


def _agrees(said: Reading, cells: dict[Any, Any]) -> bool:
    """Tell whether a row has the numbers of its wording, in whichever columns and unit."""
    recorded = [cells[name] for name in ("lower", "upper") if not math.isnan(cells[name])]
    if said.transformation != cells["transformation"]:
        return False
    factor = _factor(said.unit_measure, cells["unit_measure"])
    if factor is None:  # yuan against dollars: no rate is known
        return True
    numbers_said = [number * factor for number in _said(said)]
    return len(recorded) == len(numbers_said) and all(
        math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
        for one, other in zip(recorded, numbers_said, strict=True)
    )


def _factor(unit: str, other: str) -> float | None:
    """Return how many of another unit a unit has; None if they count different things."""
    (kind, size), (other_kind, other_size) = _parts(unit), _parts(other)
    return size / other_size if kind == other_kind else None


def _parts(unit: str) -> tuple[str, float]:
    for ending, size in _SIZES.items():
        if unit.endswith(ending):
            return unit.removesuffix(ending), size
    return unit, 1.0


_SIZES = {"_10K": 1e4, "_100M": 1e8}


def _said(said: Reading) -> list[float]:
    return [number for number in (said.lower, said.upper) if number is not None]


def _told(said: Reading) -> str:
    told = " to ".join(f"{number:g}" for number in _said(said))
    return f"{told} {said.unit_measure}"
