"""Rows of a report as rows of a data package: codes, units of the series, source and date."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
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
from tianqiao_econ.reports.confirming import Decided
from tianqiao_econ.reports.places import Place
from tianqiao_econ.reports.reading import ESTIMATED, Report
from tianqiao_econ.reports.rows import Row

SIZES = {"CNY_100M": 1e8, "CNY_10K": 1e4, "CNY": 1.0, "USD_100M": 1e8, "USD_10K": 1e4, "USD": 1.0}
"""Units of amounts of money -> how many yuan or dollars they are."""

_LONGEST_WORDING = 20
_WHOLE = {"全国": Level.NATION, "全省": Level.PROVINCE, "全市": Level.PREFECTURE}
_ESTIMATE = "预计: estimate of the report"


@dataclass(frozen=True, slots=True)
class Records:
    """New rows by table, what of the report they came from, and what was left out and why."""

    tables: Mapping[str, pd.DataFrame]
    taken: Sequence[Decided]
    left_out: Sequence[tuple[Row, str]]


def records_of(
    report: Report, year: int, decided: Iterable[Decided], place: Place, package: DataPackage
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

    """
    origin = _origin(report, year, place.area)
    dated = _dated(report, year, place.area) | {"origin_id": origin["origin_id"]}
    made: dict[str, list[tuple[Decided, dict[str, object]]]] = {}
    left: list[tuple[Row, str]] = []
    for one in decided:
        try:
            name, record = _record(one.row, place, package)
        except EconError as error:
            left.append((one.row, str(error)))
            continue
        made.setdefault(name, []).append((one, {"ref_area": place.area.code, **record, **dated}))
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


def _record(row: Row, place: Place, package: DataPackage) -> tuple[str, dict[str, object]]:
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
        return "targets", what | _target(row, indicator, place)
    return "observations", what | _outturn(row, indicator)


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
        "price_basis": row.basis if row.basis in ("real", "nominal") else indicator.price_basis,
        "basis": "comparable" if row.basis == "comparable" else "as_published",
        "obs_status": "P" if estimated else "A",
        "comment": comment or (_ESTIMATE if estimated else ""),
    }


def _target(row: Row, indicator: Indicator, place: Place) -> dict[str, object]:
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
        "wording": _wording(row, indicator, ends) if unit == row.unit_measure else "",
        "qualifier": str(Qualifier.AT_MOST) if capped else row.qualifier,
        "lower": lower,
        "upper": upper,
        "unit_measure": unit,
        "aggregation": "annual",
        "comment": comment,
        **_reference(row, place),
    }


def _wording(row: Row, indicator: Indicator, ends: Sequence[float | None]) -> str:
    """Return the report's own words where they are short and say no more than this number."""
    words = "".join(row.phrase.split())
    if "分别" in words:
        words = _own_words(words, row)
    if len(words) > _LONGEST_WORDING:
        return ""
    numbers = [end for end in ends if end is not None]
    try:
        said = read_wording(words, indicator=indicator)
    except EconError:
        return "" if numbers else words
    read = [end for end in (said.lower, said.upper) if end is not None]
    alike = read == numbers and said.transformation == row.transformation
    return words if alike and ("分别" not in row.phrase or said.qualifier == row.qualifier) else ""


def _own_words(words: str, row: Row) -> str:
    """Return of a list handed out by 分别 the words of one number: verb, number, shared 左右."""
    told = _LISTED.search(words.rpartition("分别")[2][-_LONGEST_LIST:])
    if told is None:
        return ""
    shared = _SHARED.get(row.qualifier, "")
    bound = "不低于" in told["verb"] or told["number"].endswith(tuple(_SHARED.values()))
    return (told["own"] or told["verb"]) + told["number"] + ("" if bound else shared)


_LISTED = re.compile(
    r"^(?P<verb>[^0-9]*)(?:.*[0-9%元人](?:左右|以上)?[、，和与及]+)?(?P<own>[^0-9、，和与及]*)(?P<number>[0-9][^、，]*)$"
)
_LONGEST_LIST = 200
_SHARED = {str(Qualifier.ABOUT): "左右", str(Qualifier.AT_LEAST): "以上"}
"""What is said once behind a list, for all its numbers."""


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
