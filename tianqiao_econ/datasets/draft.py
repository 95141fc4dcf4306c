"""A data folder as read, before anybody has judged it: text frames, problems met, notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tianqiao_econ.datasets.reading import read_table
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES, Table
from tianqiao_econ.framework.errors import Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """What a folder holds.

    `tables` has the text frame of every file that could be read, indexed by spreadsheet row,
    with default values filled in; `headers` its columns as they were found.
    """

    folder: Path
    tables: Mapping[str, pd.DataFrame]
    headers: Mapping[str, tuple[str, ...]]
    declared: Mapping[str, Any]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Tell whether the folder has a file of this table, readable or not."""
        return (self.folder / TABLES[name].file).exists()


def read_folder(folder: Path) -> Draft:
    """Read every file of a data package that is in `folder`."""
    if not folder.is_dir():
        what = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        todo = "name the folder that holds targets.csv"
        problem = Problem(str(folder), None, "", "", what, todo)
        return Draft(folder, {}, {}, {}, (problem,), ())
    declared, problems = _read_descriptor(folder)
    present = [table for table in TABLES.values() if (folder / table.file).exists()]
    readings = {table.name: read_table(folder / table.file, table) for table in present}
    frames = {name: r.frame for name, r in readings.items() if r.frame is not None}
    return Draft(
        folder,
        {name: with_defaults(frame, TABLES[name]) for name, frame in frames.items()},
        {name: tuple(frame.columns) for name, frame in frames.items()},
        declared,
        (*problems, *(p for reading in readings.values() for p in reading.problems)),
        tuple(note for reading in readings.values() for note in reading.notes),
    )


def with_defaults(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame with its optional columns, and the plain value in their empty cells."""
    filled = frame.copy()
    for column in table.columns:
        if column.required:
            continue
        if column.name not in filled:
            filled[column.name] = column.default
        elif column.default:
            cells = filled[column.name]
            filled[column.name] = cells.where(cells != "", column.default)
    return filled


def _read_descriptor(folder: Path) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    path = folder / DESCRIPTOR
    if not path.exists():
        return {}, ()
    todo = "mend it, or leave it out: it is optional in one's own folder"
    try:
        declared = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return {}, (Problem(DESCRIPTOR, None, "", "", f"this is not JSON: {error}", todo),)
    if not isinstance(declared, dict):
        return {}, (Problem(DESCRIPTOR, None, "", "", "this is not a JSON object", todo),)
    return declared, ()
