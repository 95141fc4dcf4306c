"""Rows of a report as rows of a data package: codes, units of the series, source and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import Direction, Level, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.wordings import read_wording
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.rows import Row

_IN = {"CNY_100M": 1e8, "CNY_10K": 1e4, "CNY": 1.0, "USD_100M": 1e8, "USD_10K": 1e4, "USD": 1.0}
_LONGEST_WORDING = 20
_LEVELS = {"省": Level.PROVINCE, "市": Level.PREFECTURE}
_WHOLE = {"全国": Level.NATION, "全省": Level.PROVINCE, "全市": Level.PREFECTURE}


@dataclass(frozen=True, slots=True)
class Records:
    """New rows by table, the rows of the report that they came from, and what was left out."""

    tables: Mapping[str, pd.DataFrame]
    taken: pd.DataFrame
    left_out: tuple[str, ...]


def records_of(report: Report, area: str, known: DataPackage | None) -> Records:
    """Turn a report's sure rows of the area itself into rows of a data package."""
    origin = f"report-{area}-{report.year}".lower()
    published = report.published or date(report.year or 1, 1, 31)
    basis = "stated" if report.published else "assumed"
    dated = {"as_of": published.isoformat(), "as_of_basis": basis, "origin_id": origin}
    rows: dict[str, list[dict[str, object]]] = {"targets": [], "observations": []}
    taken: list[Row] = []
    left: list[str] = []
    for row in report.found:
        if row.role == "aim":
            continue
        try:
            name, record = _record(row, area, known)
        except EconError as error:
            left.append(f"left out: {row.indicator} {row.time_period} ({row.phrase}): {error}")
            continue
        rows[name].append({"ref_area": area, **record, **dated})
        taken.append(row)
    frames = {name: _frame(name, records) for name, records in rows.items() if records}
    frames["aims"] = _frame("aims", _aims(report, area, origin))
    frames["origins"] = _frame("origins", [_origin(report, origin)])
    if known is None or area not in set(known.areas["ref_area"]):
        frames["areas"] = _frame("areas", [_area(report, area, known)])
    return Records(frames, pd.DataFrame([_kept(row) for row in taken]), tuple(left))


def _record(row: Row, area: str, known: DataPackage | None) -> tuple[str, dict[str, object]]:
    if row.status != "ok":
        raise EconError(row.reason)
    if row.scope:
        raise EconError(f"it is of {row.scope}, not of the area")
    indicator = known.indicator(row.indicator) if known else None
    what: dict[str, object] = {
        "indicator": row.indicator,
        "time_period": row.time_period,
        "transformation": row.transformation,
    }
    if row.role == "target":
        return "targets", what | _target(row, area, indicator, known)
    return "observations", what | _outturn(row, indicator)


def _outturn(row: Row, indicator: Indicator | None) -> dict[str, object]:
    if row.value is None or "-Q" in row.time_period[4:5]:
        raise EconError("it has no single number")
    value, unit, comment = _converted(row, row.value, indicator)
    usual = str(indicator.price_basis) if indicator else "unknown"
    quarterly = "-Q" in row.time_period
    within = "-" in row.time_period
    return {
        "freq": ("Q" if quarterly else "M") if within else "A",
        "accumulation": "ytd" if within else "period",
        "obs_value": f"{value:.10g}",
        "bound": row.qualifier if row.qualifier in ("at_least", "about") else "exact",
        "unit_measure": unit,
        "price_basis": row.basis if row.basis in ("real", "nominal") else usual,
        "basis": "comparable" if row.basis == "comparable" else "as_published",
        "obs_status": "P",
        "comment": comment,
    }


def _target(
    row: Row, area: str, indicator: Indicator | None, known: DataPackage | None
) -> dict[str, object]:
    ceiling = indicator is not None and indicator.direction is Direction.LOWER
    numbers = [
        "" if one is None else f"{_converted(row, one, indicator)[0]:.10g}"
        for one in (row.lower, row.upper)
    ]
    if ceiling and row.value is not None:
        numbers = ["", f"{row.value:.10g}"]
    _, unit, comment = _converted(row, row.value or 0.0, indicator)
    single = row.phrase.count("%") + row.phrase.count("％") < 2 and "分别" not in row.phrase  # noqa: PLR2004
    wording = row.phrase if single and len(row.phrase) <= _LONGEST_WORDING else ""
    return {
        "wording": "".join(wording.split()) if unit == row.unit_measure else "",
        "qualifier": "at_most" if ceiling and row.value is not None else row.qualifier,
        "lower": numbers[0],
        "upper": numbers[1],
        "unit_measure": unit,
        "aggregation": "annual",
        "comment": comment,
        **_reference(row, area, known),
    }


def _reference(row: Row, area: str, known: DataPackage | None) -> dict[str, object]:
    """Name what a relative target is held against by its code, where that is known."""
    if row.qualifier not in (Qualifier.ALIGNED, Qualifier.RELATIVE):
        return {}
    reading = read_wording(row.phrase.replace("一致", "同步"))
    found: dict[str, object] = {"margin": f"{reading.margin:.10g}"}
    if row.qualifier == Qualifier.ALIGNED:
        return found | {"reference_indicator": reading.reference_indicator or "gdp"}
    level = _WHOLE.get(reading.reference_area_word or "")
    above = known.parents(area) if known else ()
    code = next((one.code for one in above if one.level == level), None)
    if code is None:
        raise EconError(f"which area {reading.reference_area_word} is, is not known")
    return found | {"reference_area": code}


def _converted(row: Row, value: float, indicator: Indicator | None) -> tuple[float, str, str]:
    """Return a number in the unit of its series, that unit, and how it was printed if otherwise."""
    if row.transformation == Transformation.GROWTH or indicator is None:
        return value, row.unit_measure, ""
    unit = indicator.unit_measure
    if unit == row.unit_measure:
        return value, unit, ""
    if row.unit_measure not in _IN or unit not in _IN or unit[:3] != row.unit_measure[:3]:
        raise EconError(f"{row.unit_measure} is not the unit of the series, {unit}")
    printed = f"printed {value:.10g} {row.unit_measure}"
    return round(value * _IN[row.unit_measure] / _IN[unit], 6), unit, printed


def _origin(report: Report, origin: str) -> dict[str, object]:
    published = report.published.isoformat() if report.published else ""
    title = f"{report.area or ''}{report.year}年政府工作报告"
    return {"origin_id": origin, "title": title, "date_published": published, "grade": "primary"}


def _aims(report: Report, area: str, origin: str) -> list[dict[str, object]]:
    aims = report.aims.drop_duplicates(["verb", "object", "number", "unit"])
    records = aims.astype(object).where(aims.notna(), "").to_dict("records")
    return [{"ref_area": area, "origin_id": origin, **_plain(record)} for record in records]


def _plain(record: Mapping[object, object]) -> dict[str, object]:
    return {
        str(name): f"{cell:.10g}" if isinstance(cell, float) else cell
        for name, cell in record.items()
    }


def _area(report: Report, area: str, known: DataPackage | None) -> dict[str, object]:
    name = report.area or area
    above = f"{area[:4]}00"
    parents = set(known.areas["ref_area"]) if known else set()
    return {
        "ref_area": area,
        "name_zh": name,
        "level": str(_LEVELS.get(name[-1], Level.COUNTY)),
        "parent": above if above in parents and above != area else "",
    }


def _kept(row: Row) -> dict[str, object]:
    names = ("indicator", "role", "time_period", "transformation", "value", "lower", "upper")
    more = ("unit_measure", "qualifier", "basis", "section", "start", "end", "phrase")
    return {name: getattr(row, name) for name in (*names, *more)}


def _frame(name: str, records: list[dict[str, object]]) -> pd.DataFrame:
    columns = [column.name for column in TABLES[name].columns]
    frame = pd.DataFrame(records, columns=columns)
    defaults = {column.name: column.default for column in TABLES[name].columns}
    return frame.fillna(value=defaults).fillna("").astype(str)
