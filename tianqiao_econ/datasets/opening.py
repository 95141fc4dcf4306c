"""Opening a data package: read, check, convert, lay over the packaged facts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import merging
from tianqiao_econ.datasets.checking import find_problems
from tianqiao_econ.datasets.checksums import folder_checksum, recorded_checksums
from tianqiao_econ.datasets.converting import typed
from tianqiao_econ.datasets.draft import Draft, read_folder
from tianqiao_econ.datasets.known import known_names
from tianqiao_econ.datasets.package import DataPackage
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import Aggregation
from tianqiao_econ.framework.errors import DataProblems, Problem
from tianqiao_econ.framework.locate import data_folder, is_packaged, packaged_data

_KEPT: dict[Path, DataPackage] = {}


def open_data(path: str | os.PathLike[str] | None = None) -> DataPackage:
    """Open a data package.

    Parameters
    ----------
    path
        A folder; without it the one that $TIANQIAO_ECON_DATA names, else the packaged copy.
        A folder of one's own is laid over the packaged facts by the rule of
        `tianqiao_econ.datasets.merging`; the package's `notes` say what was taken.

    Returns
    -------
    DataPackage

    Raises
    ------
    DataProblems
        If anything is wrong: all problems at once, as a table.

    """
    folder = data_folder(path)
    kept = _KEPT.get(folder.resolve())
    if kept is not None and kept.checksum == folder_checksum(folder, ""):
        return kept
    draft = read_folder(folder)
    packaged = None if _stands_alone(draft) else open_data(packaged_data())
    if packaged is None and not draft.has("indicators") and not is_packaged(folder):
        draft = _with_framework(draft)
    problems = (*find_problems(draft, known_names(draft, packaged)), *_damage(draft))
    if problems:
        raise DataProblems(problems)
    own = {name: typed(frame, TABLES[name]) for name, frame in draft.tables.items()}
    return _package(draft, own, packaged)


def keep_open(path: str | os.PathLike[str] | None = None) -> None:
    """Keep a data package that stands alone for the next `open_data` of the unchanged folder.

    For a process from which others are forked. A package is closed against change, so that it
    does not matter who opened it; one that lies over the packaged facts keeps those.
    """
    for folder in {data_folder(path), packaged_data()}:
        package = open_data(folder)
        if package.checksum == folder_checksum(folder, ""):
            _KEPT[folder.resolve()] = package


def check(path: str | os.PathLike[str] | None = None) -> tuple[Problem, ...]:
    """Return everything wrong with a data package, nothing if it is fine."""
    try:
        open_data(path)
    except DataProblems as found:
        return found.problems
    return ()


def _package(
    draft: Draft, own: Mapping[str, pd.DataFrame], packaged: DataPackage | None
) -> DataPackage:
    notes, tables, beneath = [*draft.notes, *_own_notes(draft)], merging.alone(own), ""
    if packaged is None and "indicators" not in draft.headers:
        beneath = folder_checksum(packaged_data(), "")  # the framework is lent
    if packaged is not None:
        facts = {name: packaged.table(name) for name in TABLES}
        notes += merging.merging_notes(own, facts)
        tables, beneath = merging.laid_over(own, facts), packaged.checksum
    area = draft.declared.get("default_area", _only_area(own))
    return DataPackage(
        folder=draft.folder,
        checksum=folder_checksum(draft.folder, beneath),
        notes=tuple(notes),
        default_area=area,
        default_year=draft.declared.get("default_year", _newest_year(tables["targets"], area)),
        _tables=tables,
    )


def _stands_alone(draft: Draft) -> bool:
    return draft.declared.get("complete") is True or is_packaged(draft.folder)


def _with_framework(draft: Draft) -> Draft:
    """Lend a folder that stands alone the packaged indicators: names and units, no facts."""
    lent = read_folder(packaged_data()).tables["indicators"]
    note = f"{TABLES['indicators'].file} is missing: the packaged one is used"
    return replace(draft, tables={**draft.tables, "indicators": lent}, notes=(*draft.notes, note))


def _damage(draft: Draft) -> tuple[Problem, ...]:
    """Where the packaged copy is not what it was; one's own folder needs no checksums."""
    if not is_packaged(draft.folder):
        return ()
    return tuple(recorded_checksums(draft.folder, draft.declared))


def _own_notes(draft: Draft) -> Iterator[str]:
    for name, header in draft.headers.items():
        described = {column.name for column in TABLES[name].columns}
        extra = [column for column in header if column not in described]
        if extra:
            yield f"{TABLES[name].file}: kept and not used: {', '.join(extra)}"
    if not draft.has("origins"):
        yield "sources are not given: there is no origins.csv"


def _only_area(own: Mapping[str, pd.DataFrame]) -> str | None:
    """Return the one area that the folder has targets, else outturns, for."""
    for name in ("targets", "observations"):
        areas = own[name]["ref_area"].unique().tolist() if name in own else []
        if len(areas) == 1:
            return str(areas[0])
    return None


def _newest_year(targets: pd.DataFrame, area: str | None) -> int | None:
    rows = targets[targets["aggregation"] == Aggregation.ANNUAL]
    years = rows.loc[rows["ref_area"] == area, "time_period"]
    return int(years.max()) if len(years) else None
