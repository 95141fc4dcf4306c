"""A report's sure rows in a data package: written or added, never over a figure that differs."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import DataPackage, check
from tianqiao_econ.datasets.draft import with_defaults
from tianqiao_econ.datasets.reading import read_table
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.areas import is_area_code
from tianqiao_econ.framework.errors import DataProblems, EconError
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.recording import Records, records_of

RECORD = "readings.csv"
"""The record of what was taken from which report, and where it stands there."""

_FIGURES = {
    "targets": ("qualifier", "lower", "upper", "margin"),
    "observations": ("obs_value", "bound"),
    "aims": ("bound", "last_number"),
    "origins": ("title",),
    "areas": (),
}
"""Columns in which two rows of the same key must agree, by table."""

_VINTAGE = ("as_of",)


def store(
    report: Report, folder: Path, *, area: str, known: DataPackage | None = None
) -> tuple[str, ...]:
    """Write a report's sure rows of the area itself into a data package.

    Parameters
    ----------
    report
        The report as read.
    folder
        The data package; it is made if it is not there.
    area
        Code of the report's area.
    known
        Facts that say what is known of areas and indicators.

    Returns
    -------
    tuple of str
        What was written and what was left out, as sentences.

    Raises
    ------
    EconError
        If the package holds a differing figure: nothing is written then.
    DataProblems
        If what would come out is no sound data package: nothing is written either.

    """
    if not is_area_code(area):
        raise EconError(f"{area!r} is not an area code: write CN or six digits")
    if report.year is None:
        raise EconError("the report does not say its year: add --year")
    made = records_of(report, area, known)
    tables, added = _extended(folder, made.tables)
    record = _recorded(folder, report, made)
    _publish(folder, tables, record)
    return (*(f"{name}.csv: {n} rows added" for name, n in added.items()), *made.left_out)


def _extended(
    folder: Path, new: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Return the tables with what is new in them, and how much that is."""
    tables: dict[str, pd.DataFrame] = {}
    added: dict[str, int] = {}
    for name, frame in new.items():
        path = folder / TABLES[name].file
        old = None
        if path.exists():
            reading = read_table(path, TABLES[name])
            if reading.frame is None:
                raise DataProblems(reading.problems)
            old = reading.frame
        fresh = frame if old is None else _fresh(name, old, frame)
        tables[name] = fresh if old is None else pd.concat([old, fresh]).fillna("")
        added[name] = len(fresh)
    return tables, added


def _fresh(name: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not there yet; one that is there with another figure is refused."""
    filled = with_defaults(old, TABLES[name])
    columns = [one for one in TABLES[name].key if one not in _VINTAGE and one in filled]
    here = {tuple(row[one] for one in columns): row for row in filled.to_dict("records")}
    kept = []
    for place, row in enumerate(new.to_dict("records")):
        standing = here.get(tuple(row[one] for one in columns))
        if standing is None:
            kept.append(place)
            continue
        for column in _FIGURES[name]:
            if column in standing and not _agree(standing[column], row[column]):
                which = " ".join(str(row[one]) for one in columns if row[one] != "")
                raise EconError(
                    f"{TABLES[name].file} already holds {which} with {column}"
                    f" {standing[column] or 'empty'}, the report says {row[column] or 'empty'}:"
                    " correct one of them; nothing was written"
                )
    return new.iloc[kept]


def _agree(first: object, second: object) -> bool:
    try:
        return float(str(first)) == float(str(second))
    except ValueError:
        return (first or "0") == (second or "0")


def _recorded(folder: Path, report: Report, made: Records) -> pd.DataFrame:
    """Return the record of what was taken, after what it held before."""
    digest = hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest()
    lines = made.taken.assign(file=report.name, text_sha256=digest)
    path = folder / RECORD
    if not path.exists():
        return lines
    before = pd.read_csv(path, dtype=str, keep_default_na=False)
    return pd.concat([before, lines.astype(str)]).drop_duplicates(ignore_index=True)


def _publish(folder: Path, tables: Mapping[str, pd.DataFrame], record: pd.DataFrame) -> None:
    """Check the whole package beside its place, then move its files there one by one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".reading-") as name:
            trial = Path(name)
            for path in folder.iterdir():
                if path.is_file():
                    shutil.copy2(path, trial / path.name)
            files = {TABLES[name].file: frame for name, frame in tables.items() if len(frame)}
            for file, frame in {**files, RECORD: record}.items():
                frame.to_csv(trial / file, index=False, lineterminator="\n")
            problems = check(trial)
            if problems:
                raise DataProblems(problems)
            for file in (*files, RECORD):
                os.replace(trial / file, folder / file)  # noqa: PTH105 - atomic, on any system
    except OSError as error:
        raise EconError(f"{folder} cannot be written: {error.strerror}") from error
