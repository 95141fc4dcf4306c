"""One row a figure: what a report repeats counts once, what it contradicts is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tianqiao_econ.reports.rows import Row
from tianqiao_econ.reports.sections import Part

_RANK = {Part.GOALS: 0, Part.REVIEW: 1, Part.TASKS: 2}
_SCALE = {"CNY_100M": 1e8, "CNY_10K": 1e4, "CNY": 1.0, "USD_100M": 1e8, "USD_10K": 1e4, "USD": 1.0}
_KEY = ("indicator", "role", "time_period", "transformation", "scope", "basis")
_PROPER = {"plain_revenue": "fiscal_revenue", "all_industry_va": "industrial_va"}
_WIDER = {"all_industry_va"}
"""Plain names that mean more than their indicator wherever they stand."""


def settled(rows: Iterable[Row]) -> list[Row]:
    """Return the rows without repetitions.

    The sentence of targets comes before the tasks, the first place before later ones. A plain
    name (财政收入) stands for its indicator only in a report that nowhere uses the proper one;
    a wider one (工业增加值) is always in doubt.
    """
    found = list(rows)
    names = {row.indicator for row in found}
    ordered = sorted(
        (_properly_named(row, names) for row in found),
        key=lambda row: (row.status != "ok", _RANK[Part(row.section)], row.start),
    )
    kept: dict[tuple[str, ...], Row] = {}
    loose: list[Row] = []
    for row in ordered:
        key = tuple(str(getattr(row, name)) for name in _KEY)
        first = kept.get(key)
        if first is None or (row.status == "ok" and _sharper(first, row)):
            kept[key] = row
        elif not _same(first, row):
            doubt = f"another figure stands before: {_number(first)}"
            loose.append(replace(row, status="unsure", reason=doubt) if row.status == "ok" else row)
    return [*kept.values(), *loose]


def _properly_named(row: Row, named: set[str]) -> Row:
    if row.indicator not in _PROPER:
        return row
    indicator = _PROPER[row.indicator]
    if indicator in named:
        reason = "the report names the proper indicator elsewhere; this may be a wider one"
    elif row.indicator in _WIDER:
        reason = "the name is wider than the indicator: 规模以上 is not said"
    else:
        return replace(row, indicator=indicator)
    return replace(row, indicator=indicator, status="unsure", reason=row.reason or reason)


def _sharper(first: Row, second: Row) -> bool:
    """Tell whether a second number makes a first one precise: 突破50亿元，达到52.3亿元."""
    if first.start != second.start or first.value is None or second.value is None:
        return False
    if first.role == "target" and first.transformation == "growth":
        return False  # 底线6%、目标7%: the one that binds stays
    one = first.value * _SCALE.get(first.unit_measure, 1.0)
    two = second.value * _SCALE.get(second.unit_measure, 1.0)
    return first.qualifier == "at_least" and second.qualifier == "exact" and two >= one


def _same(first: Row, second: Row) -> bool:
    """Tell whether two rows give one number, be it in different units."""
    return _in_ones(first) == _in_ones(second)


def _in_ones(row: Row) -> tuple[float | None, ...]:
    scale = _SCALE.get(row.unit_measure, 1.0)
    numbers = (
        row.value,
        row.lower if row.value is None else None,
        row.upper if row.value is None else None,
    )
    return tuple(None if one is None else round(one * scale, 6) for one in numbers)


def _number(row: Row) -> str:
    return f"{row.value:.10g}" if row.value is not None else row.qualifier
