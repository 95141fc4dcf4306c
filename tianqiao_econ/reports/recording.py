"""Rows of a report as rows of a data package: codes, units of the series, source and date."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.areas import Area
from tianqiao_econ.framework.codes import Direction, Grade, Level, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.periods import Period
from tianqiao_econ.framework.wordings import read_wording
from tianqiao_econ.reports.confirming import Decided, Decision
from tianqiao_econ.reports.places import Place
from tianqiao_econ.reports.reading import ESTIMATED, Report
from tianqiao_econ.reports.rows import Row
from tianqiao_econ.reports.worded import wording_of

SIZES = {"CNY_100M": 1e8, "CNY_10K": 1e4, "CNY": 1.0, "USD_100M": 1e8, "USD_10K": 1e4, "USD": 1.0}
"""Units of amounts of money -> how many yuan or dollars they are."""

_WHOLE = {"全国": Level.NATION, "全省": Level.PROVINCE, "全市": Level.PREFECTURE}
_ESTIMATE = "预计: estimate of the report"


@dataclass(frozen=True, slots=True)
class Records:
    """New rows by table, what of the report they came from, and what was left out and why."""

    tables: Mapping[str, pd.DataFrame]
    taken: Sequence[Decided]
    left_out: Sequence[tuple[Row, str]]


def records_of(
    report: Report,
    year: int,
    decided: Iterable[Decided],
    place: Place,
    package: DataPackage,
    standing: Callable[[str, Mapping[str, object]], str] = lambda _name, _record: "",
) -> Records:
    """Turn the sure rows of a report on the area itself into rows of a data package.

    Parameters
    ----------
    report
        Whose date and aims are taken.
    year
        Year of the report.
    decided
        Its rows, as read or as a person confirmed them.
    place
        Whose report it is.
    package
        Where the indicators and their units are described.
    standing
        Says of a row (table, cells) what stands in its place already, '' where nothing does.

    """
    origin = _origin(report, year, place.area)
    dated = _dated(report, year, place.area) | {"origin_id": origin["origin_id"]}
    made: dict[str, list[tuple[Decided, dict[str, object]]]] = {}
    left: list[tuple[Row, str]] = []
    for one in decided:
        try:
            name, record = _record(one, place, package)
        except EconError as error:
            left.append((one.row, str(error)))
            continue
        record = {"ref_area": place.area.code, "year": year, **record, **dated}
        why = standing(name, record)
        if why:
            left.append((one.row, why))
        else:
            made.setdefault(name, []).append((one, record))
    frames, taken = {}, []
    for name in ("observations", "targets"):
        kept, twofold = _single(name, made.get(name, []))
        frames[name] = frame_of(name, [record for _, record in kept])
        taken += [one for one, _ in kept]
        left += twofold
    aims = [one for one, _ in made.get("aims", [])]
    frames["aims"] = frame_of("aims", _aims(report, year, aims, origin["origin_id"], place))
    frames["origins"] = frame_of("origins", [origin])
    frames["areas"] = frame_of("areas", [area_record(place.area)])
    return Records(frames, [*taken, *aims], left)


def area_record(area: Area) -> dict[str, object]:
    """Return an area as a row of areas.csv."""
    return {
        "ref_area": area.code,
        "name_zh": area.name_zh,
        "name_en": area.name_en,
        "level": str(area.level),
        "parent": area.parent or "",
        "valid_from": area.valid_from or "",
        "valid_to": area.valid_to or "",
        "comment": area.comment,
    }


def _record(one: Decided, place: Place, package: DataPackage) -> tuple[str, dict[str, object]]:
    row = one.row
    if row.status != "ok":
        raise EconError(row.reason)
    if row.scope:
        raise EconError(f"it is of {row.scope}, not of the area itself")
    if row.role == "aim":
        return "aims", {}
    indicator = package.indicator(row.indicator)
    what: dict[str, object] = {
        "indicator": row.indicator,
        "time_period": row.time_period,
        "transformation": row.transformation,
    }
    if row.role == "target":
        return "targets", _commented(what | _target(one, indicator, place), one)
    return "observations", _commented(what | _outturn(row, indicator), one)


def _commented(record: dict[str, object], one: Decided) -> dict[str, object]:
    """Let a fact say itself where a person wrote it otherwise than the report was read."""
    told = [str(text) for text in (record.get("comment"), one.comment) if text]
    return record | {"comment": "; ".join(told)}


def _outturn(row: Row, indicator: Indicator) -> dict[str, object]:
    if row.value is None:
        raise EconError("an outturn has one number")
    period = Period.parse(row.time_period)
    value, unit, comment = _converted(row, row.value, indicator)
    estimated = row.reason == ESTIMATED
    within = period.freq != "A"
    return {
        "freq": str(period.freq),
        "accumulation": "ytd" if within else "period",
        "obs_value": _text(value),
        "bound": row.qualifier if row.qualifier in ("at_least", "about") else "exact",
        "unit_measure": unit,
        "price_basis": _price_basis(row, indicator),
        "basis": "comparable" if row.basis == "comparable" else "as_published",
        "obs_status": "P" if estimated else "A",
        "comment": comment or (_ESTIMATE if estimated else ""),
    }


def _price_basis(row: Row, indicator: Indicator) -> str:
    """Prices of a figure: an amount is in those of its year, whatever its growth is counted in."""
    if row.transformation == Transformation.LEVEL and indicator.price_basis != "unknown":
        return "nominal"
    return row.basis if row.basis in ("real", "nominal") else str(indicator.price_basis)


def _target(one: Decided, indicator: Indicator, place: Place) -> dict[str, object]:
    row = one.row
    ends = [row.lower, row.upper]
    if row.value is not None and row.qualifier != Qualifier.RANGE:
        ceiling = row.qualifier == Qualifier.AT_MOST or indicator.direction is Direction.LOWER
        ends = [None, row.value] if ceiling else [row.value, None]
    lower, upper = [
        "" if end is None else _text(_converted(row, end, indicator)[0]) for end in ends
    ]
    _, unit, comment = _converted(
        row, next((end for end in ends if end is not None), 0.0), indicator
    )
    capped = indicator.direction is Direction.LOWER and not lower and upper
    return {
        "wording": "" if one.decision is Decision.OWN else wording_of(row, indicator),
        "qualifier": str(Qualifier.AT_MOST) if capped else row.qualifier,
        "lower": lower,
        "upper": upper,
        "unit_measure": unit,
        "aggregation": "annual",
        "comment": comment,
        **_reference(row, place),
    }


def _reference(row: Row, place: Place) -> dict[str, object]:
    """Name what a relative target is held against by its code, where that is known."""
    if row.qualifier not in (Qualifier.ALIGNED, Qualifier.RELATIVE):
        return {}
    reading = read_wording(row.phrase.replace("一致", "同步"))
    found: dict[str, object] = {"margin": _text(reading.margin)}
    if row.qualifier == Qualifier.ALIGNED:
        return found | {"reference_indicator": reading.reference_indicator or "gdp"}
    level = _WHOLE.get(reading.reference_area_word or "")
    code = next((one.code for one in place.above if one.level == level), None)
    if code is None:
        raise EconError(f"which area {reading.reference_area_word} is, is not known")
    return found | {"reference_area": code}


def _converted(row: Row, value: float, indicator: Indicator) -> tuple[float, str, str]:
    """Return a number in the unit of its series, that unit, and how it was printed if otherwise."""
    unit = indicator.unit_measure
    if row.transformation == Transformation.GROWTH or unit == row.unit_measure:
        return value, row.unit_measure, ""
    if row.unit_measure not in SIZES or unit not in SIZES or unit[:3] != row.unit_measure[:3]:
        raise EconError(f"{row.unit_measure} is not the unit of the series, {unit}")
    printed = f"printed {_text(value)} {row.unit_measure}"
    return round(value * SIZES[row.unit_measure] / SIZES[unit], 6), unit, printed


def _single(
    name: str, made: Sequence[tuple[Decided, dict[str, object]]]
) -> tuple[list[tuple[Decided, dict[str, object]]], list[tuple[Row, str]]]:
    """Keep each figure once; where a report gives two for one thing, neither is taken."""
    figures = FIGURES[name]
    seen: dict[tuple[object, ...], list[tuple[Decided, dict[str, object]]]] = {}
    for one in made:
        seen.setdefault(tuple(one[1].get(column) for column in TABLES[name].key), []).append(one)
    kept, left = [], []
    for same in seen.values():
        if len({tuple(record.get(column) for column in figures) for _, record in same}) == 1:
            kept.append(same[0])
        else:
            left += [(one.row, "the report gives more than one figure for it") for one, _ in same]
    return kept, left


FIGURES = {
    "targets": ("qualifier", "lower", "upper", "margin", "reference_area", "reference_indicator"),
    "observations": ("obs_value", "bound"),
    "aims": (),
    "origins": (),
    "areas": (),
}
"""Columns in which two rows of the same key must agree, by table."""


def _dated(report: Report, year: int, area: Area) -> dict[str, object]:
    """Say when the report was made; a day that it does not state is assumed by rule."""
    usual = date(year, 3, 5) if area.level is Level.NATION else date(year, 1, 31)
    basis = "stated" if report.published else "assumed"
    return {"as_of": (report.published or usual).isoformat(), "as_of_basis": basis}


def _origin(report: Report, year: int, area: Area) -> dict[str, object]:
    nation = area.level is Level.NATION
    return {
        "origin_id": f"report-{area.code}-{year}".lower(),
        "producer": "国务院" if nation else f"{area.name_zh}人民政府",
        "title": f"{'国务院' if nation else area.name_zh}{year}年政府工作报告",
        "date_published": report.published.isoformat() if report.published else "",
        "grade": str(Grade.PRIMARY),
        "comment": f"read from {report.name}" if report.name else "read from its text",
    }


def _aims(
    report: Report, year: int, decided: Sequence[Decided], origin: object, place: Place
) -> list[dict[str, object]]:
    """Return the aims that stand after a person's look, each beside last year's count."""
    frame = report.aims.astype(object).where(report.aims.notna(), "")
    found = {(row["object"], row["number"], row["unit"]): row for row in frame.to_dict("records")}
    records: dict[tuple[object, ...], dict[str, object]] = {}
    for one in decided:
        row, as_read = one.row, one.read or one.row
        beside = found.get((as_read.indicator, as_read.value, as_read.unit_measure), {})
        record: dict[str, object] = {
            **{str(name): _plain(cell) for name, cell in beside.items()},
            "ref_area": place.area.code,
            "year": year,
            "object": row.indicator,
            "number": "" if row.value is None else _text(row.value),
            "unit": row.unit_measure,
            "bound": row.qualifier,
            "origin_id": origin,
            "comment": one.comment,
        }
        records.setdefault(tuple(record.get(column, "") for column in TABLES["aims"].key), record)
    return list(records.values())


def _plain(cell: object) -> object:
    return _text(cell) if isinstance(cell, float) else cell


def _text(number: float) -> str:
    return "" if math.isnan(number) else f"{number:.10g}"


def frame_of(name: str, records: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return records as text, with the plain value where they say nothing."""
    columns = TABLES[name].columns
    lines = [{c.name: str(one.get(c.name, "") or c.default) for c in columns} for one in records]
    return pd.DataFrame(lines, columns=[column.name for column in columns], dtype=str)
