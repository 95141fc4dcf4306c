"""New rows beside those of a data package: what stands already, what is new, what contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import Grade
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.recording import FIGURES, SIZES

Tables = Mapping[str, pd.DataFrame]

NOT_GIVEN = "source-not-given"
"""Source of the rows of a folder that named none, once the folder names sources."""

SOURCE_NOT_GIVEN = {"origin_id": NOT_GIVEN, "title": "来源未注明", "grade": str(Grade.SECONDARY)}
_VINTAGE = "as_of"
_REVISED = ("observations",)
"""Tables in which a report of another year may print another figure: a vintage of its own."""


class Contradiction(EconError):  # noqa: N818 - the name is the sentence
    """A report says something else than the data package: a finding, for a person to settle."""

    exit_code = 1


def added_to(tables: Tables, new: Tables, known: Tables) -> dict[str, pd.DataFrame]:
    """Return the rows to add to each table, none for what stands there or is known already.

    An outturn that a report of another year prints otherwise is a revision, a row with its own
    `as_of`; any other difference is for a person to settle. Beside the facts that came with the
    package (`known`) there is nothing to settle: `standing_in` has told of them.

    Raises
    ------
    Contradiction
        If a row stands there with another figure: file, row and both numbers, for all such rows.

    """
    conflicts: list[str] = []
    fresh = {}
    for name, frame in new.items():
        own, others = (_by_key(name, each.get(name)) for each in (tables, known))
        kept = []
        for row in frame.to_dict("records"):
            key = _key(name, row)
            came = others.get(key, [])
            there = [one for one in own.get(key, []) if not _is_among(name, one[1], came)]
            told = list(_contradictions(name, there, row))
            conflicts += told
            if not told and not any(_covers(name, one, row) for _, one in [*there, *came]):
                kept.append(row)
        fresh[name] = pd.DataFrame(kept, columns=frame.columns, dtype=str)
    if conflicts:
        raise Contradiction("\n".join([*conflicts, "correct one of the two; nothing was written"]))
    return fresh


def standing_in(known: Tables) -> Callable[[str, Mapping[str, Any]], str]:
    """Return what says of a row which known fact stands in its place, '' where none does.

    A fact that came with the package and is of the same or an earlier day stays; what the report
    says otherwise is told. Of aims a year has one list: two readings differ in their words.
    """
    found = {name: _by_key(name, frame) for name, frame in known.items()}
    listed = {(one["ref_area"], one["year"]) for one in _records(known.get("aims"))}

    def standing(name: str, row: Mapping[str, Any]) -> str:
        if name == "aims":
            there = (row["ref_area"], str(row["year"])) in listed
            return f"the data hold a list of the aims of {row['year']}" if there else ""
        facts = [one for _, one in found.get(name, {}).get(_key(name, row), [])]
        if any(_differing(name, one, row) is None for one in facts):
            return ""
        for one in facts:
            if name not in _REVISED or (_is_of_one_year(one, row) and _is_as_early(one, row)):
                return f"{_fact(name, one, row)} stands"
        return ""

    return standing


def both_kept(fresh: Tables, known: Tables) -> Iterator[str]:
    """Say where a report's outturn and a known one differ and both stand, each with its day."""
    for name in _REVISED:
        found = _by_key(name, known.get(name))
        for row in _records(fresh.get(name)):
            facts = [one for _, one in found.get(_key(name, row), [])]
            if facts and all(_differing(name, one, row) for one in facts):
                yield (
                    f"{row['indicator']} {row['time_period']}: the report says"
                    f" {_told(row, 'obs_value')}; {_fact(name, facts[-1], row)} stands beside it"
                )


def _fact(name: str, one: Mapping[Any, Any], row: Mapping[Any, Any]) -> str:
    """Name a fact by what it says otherwise: obs_value 4.6 PERCENT of 2024-02-28 (its source)."""
    differ = [column for column in FIGURES[name] if not _agree(one, row, column)]
    what = ", ".join(f"{column} {_told(one, column)}" for column in differ)
    return f"{what} of {one[_VINTAGE]} ({one['origin_id'] or 'no source'})"


def _is_among(
    name: str, row: Mapping[Any, Any], others: list[tuple[int, Mapping[Any, Any]]]
) -> bool:
    """Tell whether just this row, in every cell, is among others."""
    defaults = {column.name: column.default for column in TABLES[name].columns}
    cells = [row.get(column) or usual for column, usual in defaults.items()]
    return any(
        cells == [one.get(column) or usual for column, usual in defaults.items()]
        for _, one in others
    )


def still_there(tables: Tables, unwanted: Tables) -> Iterator[str]:
    """Say where a package holds rows that it should not: file and row."""
    for name, frame in unwanted.items():
        standing = _by_key(name, tables.get(name))
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
            joined["origins"] = pd.DataFrame([SOURCE_NOT_GIVEN], dtype=str)
    for name, frame in fresh.items():
        if len(frame):
            parts = [joined[name], frame] if name in joined else [frame]
            joined[name] = pd.concat(parts, ignore_index=True).fillna("")
    return joined


def _with_source(frame: pd.DataFrame) -> pd.DataFrame:
    if "origin_id" not in frame:
        return frame
    return frame.assign(origin_id=frame["origin_id"].replace("", NOT_GIVEN))


def _records(frame: pd.DataFrame | None) -> list[dict[Any, Any]]:
    return [] if frame is None else frame.to_dict("records")


def _by_key(name: str, frame: pd.DataFrame | None) -> dict[tuple[str, ...], list[tuple[int, Any]]]:
    """Rows by their key without the vintage, each with its number in a spreadsheet."""
    found: dict[tuple[str, ...], list[tuple[int, Any]]] = {}
    if frame is None:
        return found
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
        if name in _REVISED and not _is_of_one_year(one, row):
            continue
        column = _differing(name, one, row)
        if column:
            which = " ".join(part for part in _key(name, row)[1:] if part)
            yield (
                f"{TABLES[name].file}, row {number}: {which} has {column}"
                f" {_told(one, column)}, the report says {_told(row, column)}"
            )


def _differing(name: str, one: Mapping[Any, Any], row: Mapping[Any, Any]) -> str | None:
    """Return the first column in which two rows of one key say something else."""
    return next((column for column in FIGURES[name] if not _agree(one, row, column)), None)


def _is_of_one_year(one: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    return bool(one[_VINTAGE][:4] == row[_VINTAGE][:4])


def _is_as_early(one: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    return bool(one[_VINTAGE] <= row[_VINTAGE])


def _told(row: Mapping[Any, Any], column: str) -> str:
    value = str(row.get(column, "")) or "empty"
    numeric = column in ("lower", "upper", "obs_value") and value != "empty"
    return f"{value} {row['unit_measure']}" if numeric else value


def _covers(name: str, one: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    """Tell whether a row that stands there says the same, and as early."""
    if _differing(name, one, row):
        return False
    return name not in _REVISED or _is_as_early(one, row)


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
