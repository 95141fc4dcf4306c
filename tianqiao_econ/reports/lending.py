"""Facts of a data package that go along into a new one: its rows as they stand in a file."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.reports.adding import NOT_GIVEN, SOURCE_NOT_GIVEN, Tables
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.recording import frame_of

FACTS = ("observations", "targets", "aims")


def facts_on(
    package: DataPackage, codes: Collection[str], names: Collection[str] = FACTS
) -> dict[str, pd.DataFrame]:
    """Return the rows of a package on some areas, with the sources that they name."""
    tables = {}
    for name in names:
        facts = package.table(name)
        rows = _text(name, facts[facts["ref_area"].isin(codes)])
        tables[name] = rows.assign(origin_id=rows["origin_id"].replace("", NOT_GIVEN))
    cited = {one for frame in tables.values() for one in frame["origin_id"]}
    origins = package.origins
    found = _text("origins", origins[origins["origin_id"].isin(cited)])
    if NOT_GIVEN in cited - set(found["origin_id"]):
        found = pd.concat([found, frame_of("origins", [SOURCE_NOT_GIVEN])], ignore_index=True)
    return tables | {"origins": found}


def lent_to(
    tables: Tables, package: DataPackage, code: str, reports: Collection[Report]
) -> dict[str, pd.DataFrame]:
    """Return what a package knows of an area and a folder does not hold yet.

    An area belongs wholly to one folder, file by file: its first row in a file there would set
    aside all that stands beneath. So these rows go along with it. Targets whose day was
    assumed have the day that a report of their year states.
    """
    names = [
        name for name in FACTS if name not in tables or code not in set(tables[name]["ref_area"])
    ]
    facts = facts_on(package, [code], names)
    if "targets" in facts:
        for report in reports:
            facts["targets"] = _on_the_day_of(report, facts["targets"])
    return {name: rows for name, rows in facts.items() if len(rows)}


def _on_the_day_of(report: Report, targets: pd.DataFrame) -> pd.DataFrame:
    if report.published is None:
        return targets
    announced = targets["time_period"].eq(str(report.year)) & targets["as_of_basis"].eq("assumed")
    stated = targets.assign(as_of=report.published.isoformat(), as_of_basis="stated")
    return targets.mask(announced, stated)


def known_in(tables: Tables, lent: Tables, beneath: DataPackage, code: str) -> Tables:
    """Return the facts on an area that are lent, or went along into these tables before."""
    facts = facts_on(beneath, [code], [name for name in FACTS if name in tables])
    stand = {
        name: rows.merge(tables[name].reindex(columns=rows.columns).fillna(""), on=list(rows))
        for name, rows in facts.items()
        if name in FACTS
    }
    return stand | {name: rows for name, rows in lent.items() if name in FACTS}


def _text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = [column.name for column in TABLES[name].columns]
    cells = [[_cell(value) for value in row] for row in frame[columns].to_numpy(dtype=object)]
    return pd.DataFrame(cells, columns=columns, dtype=str)


def _cell(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
