"""A new area's data package: its reports' figures, and the facts of the areas above it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import DataPackage, open_data
from tianqiao_econ.datasets.schema import TABLES, Kind
from tianqiao_econ.framework.areas import NATION
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.lending import facts_on, lent_to
from tianqiao_econ.reports.places import Place, checked_code, described, names_of
from tianqiao_econ.reports.publishing import Holding, is_empty, publish, writing
from tianqiao_econ.reports.reading import Report, read_report
from tianqiao_econ.reports.recording import area_record, frame_of
from tianqiao_econ.reports.storing import with_report

_COPIED = ("observations", "targets")


class NoTargets(EconError):  # noqa: N818 - the name is the sentence
    """A report in which no target of its area was read: a finding."""

    exit_code = 1


def init_area(
    folder: str | os.PathLike[str],
    *,
    area: str,
    name: str,
    parent: str,
    report: str | os.PathLike[str] | Report | Iterable[str | os.PathLike[str] | Report],
    name_en: str = "",
    data: str | os.PathLike[str] | None = None,
) -> tuple[str, ...]:
    """Make a data package for an area out of its work report.

    Parameters
    ----------
    folder
        A new or empty folder.
    area, name, name_en
        Code of the area (370102, or 370102Z1 for a zone) and its names.
    parent
        Code of the area that it belongs to: CN for a province, the city for a district.
    report
        Its work report, or several of different years: files, texts, or reports as read.
    data
        The facts of the areas above; the packaged ones by default.

    Returns
    -------
    tuple of str
        What was written and what was left out, as sentences.

    Raises
    ------
    EconError
        If code, name, parent or folder cannot be, or a report is another area's.
    NoTargets
        If the newest report sets no target that could be read.

    """
    place = Path(folder).expanduser()
    code = checked_code(area)
    _refuse_nation(code)
    _refuse_full(place, code)
    package = open_data(data)
    of = described(package, code, _named(name), parent, name_en=name_en)
    reports = _read(report)
    holding = _beginning(package, of, reports)
    notes: tuple[str, ...] = tuple(_told(of, holding))
    for one in reports:
        holding, told = with_report(holding, one, of, package)
        notes = (*notes, *told)
    _refuse_aimless(holding, of, reports[-1])
    with writing(place):
        _refuse_full(place, code)  # another run may have filled it meanwhile
        publish(place, holding, descriptor=_descriptor(holding, of, reports[-1]))
    return notes


def _named(name: str) -> str:
    if not name.strip():
        raise EconError("the area has no name: give it as its report does, such as 历下区")
    return "".join(name.split())


def _refuse_nation(code: str) -> None:
    if code == NATION:
        raise EconError(f"{NATION} is the nation, whose facts are packaged: name an area within it")


def _refuse_full(folder: Path, code: str) -> None:
    """Refuse a folder with something in it; a data package is extended by another verb."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise EconError(f"{folder} is a file: name a new folder")
    if is_empty(folder):
        return
    if any((folder / TABLES[name].file).exists() for name in ("areas", *_COPIED)):
        raise EconError(
            f"{folder} is a data package already: add a report to it with"
            f" tianqiao-econ read-report FILE --area {code} --into {folder}"
        )
    raise EconError(f"{folder} is not empty: name a new folder")


def _read(given: object) -> list[Report]:
    """Return the reports in the order of their years, one of each year."""
    several = isinstance(given, Iterable) and not isinstance(given, str | Report)
    sources: Sequence[object] = list(given) if several else [given]  # type: ignore[call-overload]
    reports = [one if isinstance(one, Report) else read_report(one) for one in sources]  # type: ignore[arg-type]
    if not reports:
        raise EconError("there is no report: name at least one file")
    for one in reports:
        if one.year is None:
            raise EconError(
                f"{one.name or 'the report'} does not say its year: put it into the file's name,"
                " 2024.txt, or read it with a year first (te.read_report)"
            )
    years = [one.year for one in reports]
    twice = sorted({str(year) for year in years if years.count(year) > 1})
    if twice:
        raise EconError(f"two reports are of {', '.join(twice)}: give one of each year")
    return sorted(reports, key=lambda one: one.year or 0)


def _beginning(package: DataPackage, place: Place, reports: Sequence[Report]) -> Holding:
    """Return a package with the area described, and the facts of the areas above it."""
    areas = [area_record(area) for area in (place.area, *place.above)]
    above = facts_on(package, [area.code for area in place.above], _COPIED)
    tables = {"areas": frame_of("areas", areas), **above}
    lent = lent_to(tables, package, place.area.code, reports)
    return Holding(tables, pd.DataFrame(), frozenset({*tables, *lent}), lent, lent)


def _told(place: Place, holding: Holding) -> Iterator[str]:
    rows = sum(len(holding.tables[name]) for name in _COPIED)
    above = f"{rows} facts of the areas above were copied: {names_of(place.above)}"
    own = sum(len(rows) for name, rows in holding.lent.items() if name != "origins")
    if own:
        above += f"; so were the {own} that the data have on {names_of([place.area])} itself"
    yield above


def _refuse_aimless(holding: Holding, place: Place, report: Report) -> None:
    rows = holding.whole["targets"]
    own = rows[(rows["ref_area"] == place.area.code) & (rows["time_period"] == str(report.year))]
    if own.empty:
        raise NoTargets(
            f"no target of {place.area.name_zh} for {report.year} was read in"
            f" {report.name or 'the report'}: look at it with tianqiao-econ read-report FILE"
            " --format html; nothing was written"
        )


def _descriptor(holding: Holding, place: Place, newest: Report) -> str:
    """Return the datapackage.json: what the package is about, and its files."""
    tables = holding.whole
    files = [name for name in TABLES if name in tables and len(tables[name])]
    said = {
        "profile": "tabular-data-package",
        "name": f"area-{place.area.code.lower()}",
        "title": f"{place.area.name_zh}: targets and outturns, read from its work reports",
        "default_area": place.area.code,
        "default_year": newest.year,
        "resources": [_resource(name) for name in files],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str) -> dict[str, object]:
    table = TABLES[name]
    fields = [{"name": one.name, "type": _TYPES.get(one.kind, "string")} for one in table.columns]
    schema = {"fields": fields, "primaryKey": list(table.key)}
    return {"name": name, "path": table.file, "profile": "tabular-data-resource", "schema": schema}


_TYPES = {Kind.NUMBER: "number", Kind.INTEGER: "integer", Kind.DATE: "date"}
"""What the cells of a column are in the words of Frictionless; all else is text."""
