"""New rows beside those of a data package: what stands already, what is new, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import Grade
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.recording import FIGURES, SIZES

Tables = Mapping[str, pd.DataFrame]

NOT_GIVEN = "source-not-given"
"""Source of the rows of a folder that named none, once the folder names sources."""

_NOT_GIVEN = {"origin_id": NOT_GIVEN, "title": "来源未注明", "grade": str(Grade.SECONDARY)}
_VINTAGE = "as_of"
_REVISED = ("observations",)
"""Tables in which a report of another year may print another figure: a vintage of its own."""


class Contradiction(EconError):  # noqa: N818 - the name is the sentence
    """A report says something else than the data package: a finding, for a person to settle."""

    exit_code = 1


def added_to(tables: Tables, new: Tables) -> dict[str, pd.DataFrame]:
    """Return the rows to add to each table, none for what stands there already.

    An outturn that a report of another year prints otherwise is a revision, a row with its own
    `as_of`; any other difference is for a person to settle.

    Raises
    ------
    Contradiction
        If a row stands there with another figure: file, row and both numbers, for all such rows.

    """
    conflicts: list[str] = []
    fresh = {}
    for name, frame in new.items():
        standing = _by_key(name, tables[name]) if name in tables else {}
        kept = []
        for row in frame.to_dict("records"):
            there = standing.get(_key(name, row), [])
            told = list(_contradictions(name, there, row))
            conflicts += told
            if not told and not any(_covers(name, one, row) for _, one in there):
                kept.append(row)
        fresh[name] = pd.DataFrame(kept, columns=frame.columns, dtype=str)
    if conflicts:
        raise Contradiction("\n".join([*conflicts, "correct one of the two; nothing was written"]))
    return fresh


def still_there(tables: Tables, unwanted: Tables) -> Iterator[str]:
    """Say where a package holds rows that it should not: file and row."""
    for name, frame in unwanted.items():
        standing = _by_key(name, tables[name]) if name in tables else {}
        for row in frame.to_dict("records"):
            for number, one in standing.get(_key(name, row), []):
                if _covers(name, one, row):
                    yield f"{TABLES[name].file}, row {number}"


def together(tables: Tables, fresh: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables with the fresh rows behind their own; every row then names a source."""
    joined = dict(tables)
    if "origins" not in tables and "origins" in fresh:
        joined = {name: _with_source(frame) for name, frame in tables.items()}
        named = [frame["origin_id"] for frame in joined.values() if "origin_id" in frame]
        if any((cells == NOT_GIVEN).any() for cells in named):
            joined["origins"] = pd.DataFrame([_NOT_GIVEN], dtype=str)
    for name, frame in fresh.items():
        if len(frame):
            parts = [joined[name], frame] if name in joined else [frame]
            joined[name] = pd.concat(parts, ignore_index=True).fillna("")
    return joined


def _with_source(frame: pd.DataFrame) -> pd.DataFrame:
    if "origin_id" not in frame:
        return frame
    return frame.assign(origin_id=frame["origin_id"].replace("", NOT_GIVEN))


def _by_key(name: str, frame: pd.DataFrame) -> dict[tuple[str, ...], list[tuple[int, Any]]]:
    """Rows by their key without the vintage, each with its number in a spreadsheet."""
    found: dict[tuple[str, ...], list[tuple[int, Any]]] = {}
    for number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        found.setdefault(_key(name, row), []).append((int(number), row))
    return found


def _key(name: str, row: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(_plain(row.get(one, "")) for one in TABLES[name].key if one != _VINTAGE)


def _contradictions(
    name: str, there: list[tuple[int, Any]], row: Mapping[Any, Any]
) -> Iterator[str]:
    """Say of each row that stands there with another figure of the same year's report."""
    for number, one in there:
        if name in _REVISED and one[_VINTAGE][:4] != row[_VINTAGE][:4]:
            continue
        for column in FIGURES[name]:
            if not _agree(one, row, column):
                which = " ".join(part for part in _key(name, row)[1:] if part)
                yield (
                    f"{TABLES[name].file}, row {number}: {which} has {column}"
                    f" {_told(one, column)}, the report says {_told(row, column)}"
                )
                break


def _told(row: Mapping[Any, Any], column: str) -> str:
    value = str(row.get(column, "")) or "empty"
    numeric = column in ("lower", "upper", "obs_value") and value != "empty"
    return f"{value} {row['unit_measure']}" if numeric else value


def _covers(name: str, one: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    """Tell whether a row that stands there says the same, and as early."""
    if not all(_agree(one, row, column) for column in FIGURES[name]):
        return False
    return name not in _REVISED or one[_VINTAGE] <= row[_VINTAGE]


def _agree(one: Mapping[Any, Any], row: Mapping[Any, Any], column: str) -> bool:
    first, second = str(one.get(column, "") or ""), str(row.get(column, "") or "")
    try:
        sizes = [SIZES.get(str(each.get("unit_measure", "")), 1.0) for each in (one, row)]
        values = [float(cell) * size for cell, size in zip((first, second), sizes, strict=True)]
    except ValueError:
        return (first or "0") == (second or "0")
    return abs(values[0] - values[1]) <= 1e-9 * max(map(abs, values), default=0.0)


def _plain(cell: object) -> str:
    """Write a cell of a key as text; 4 and 4.0 are one number."""
    try:
        return f"{float(str(cell)):.10g}"
    except ValueError:
        return str(cell)
