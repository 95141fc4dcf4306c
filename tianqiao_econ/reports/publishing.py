"""The files of a data package that reports are written into: read as text, published whole."""

from __future__ import annotations

import json
import os
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets import check
from tianqiao_econ.datasets.draft import read_folder
from tianqiao_econ.datasets.reading import read_table
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES, Column, Table
from tianqiao_econ.framework.errors import DataProblems, EconError
from tianqiao_econ.framework.locking import locked
from tianqiao_econ.reports.adding import Tables, together
from tianqiao_econ.reports.rows import COLUMNS

RECORD = "readings.csv"
"""The record of what was taken from which report, where it stands there, and who decided."""

RECORDED = ("file", "text_sha256", "ref_area", "decision", *COLUMNS, "as_read")
"""Columns of the record; `as_read` is what the text says where a person wrote something else."""

_RECORD = Table(
    "readings",
    tuple(Column(name, required=name != "as_read", empty=True) for name in RECORDED),
    key=(),
)
ORDER = ("areas", "origins", "observations", "targets", "aims")
"""In which files are published: what rows refer to stands before them at any moment."""

LOCK = ".readings.lock"
WAIT = 20.0
"""Seconds to wait for another run on the same folder; one takes a second or two."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A data package as text.

    Parameters
    ----------
    tables, record
        Its tables, and the record of its readings.
    changed
        Names of the tables that are new or have new rows.
    lent
        Facts on the area from the data beneath, which go along where its own rows enter a file.
    known
        These, and those that went along before.

    """

    tables: Tables
    record: pd.DataFrame
    changed: frozenset[str] = frozenset()
    lent: Tables = field(default_factory=dict)
    known: Tables = field(default_factory=dict)

    @property
    def whole(self) -> Tables:
        """The tables with what is lent to those that change."""
        lent = {name: rows for name, rows in self.lent.items() if name in self.changed}
        if "origins" in lent and "origins" in self.tables:
            known = lent["origins"]["origin_id"].isin(self.tables["origins"]["origin_id"])
            lent["origins"] = lent["origins"][~known]
        return together(self.tables, lent) if lent else self.tables


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold a data package from reading it until its files are published; no litter is left.

    Raises
    ------
    Busy
        Another run has held it for longer than `WAIT`: process, machine and user are told.

    """
    fresh = not folder.exists()
    try:
        with locked(folder, LOCK, wait=WAIT, leave=False):
            yield
    finally:
        if fresh:
            with suppress(OSError):  # it is full now, or another run's
                folder.rmdir()


def is_empty(folder: Path) -> bool:
    """Tell whether there is nothing in a folder but the lock of who writes to it."""
    return all(path.name == LOCK for path in folder.iterdir())


def read_holding(folder: Path) -> Holding:
    """Read a folder as text; one that is not there yet has nothing."""
    if not folder.exists() or is_empty(folder):
        return Holding({}, pd.DataFrame())
    draft = read_folder(folder)
    if draft.problems:
        raise DataProblems(draft.problems)
    path = folder / RECORD
    if not path.exists():
        return Holding(draft.tables, pd.DataFrame())
    reading = read_table(path, _RECORD)
    if reading.frame is None:
        raise DataProblems(reading.problems)
    return Holding(draft.tables, reading.frame)


def publish(folder: Path, holding: Holding, *, descriptor: str = "") -> None:
    """Check the package in a folder of its own, then move its new files to their place.

    They take their names one by one, in an order in which the package is sound at any moment.
    """
    tables = holding.whole
    order = [name for name in _order(folder) if name in holding.changed and name in tables]
    frames = {TABLES[name].file: tables[name] for name in order} | {RECORD: holding.record}
    try:
        with _beside(folder) as trial:
            for path in folder.iterdir():
                if path.is_file() and path.name != LOCK:
                    (trial / path.name).write_bytes(path.read_bytes())
            changed = [file for file, frame in frames.items() if _rewritten(trial / file, frame)]
            if descriptor:
                _write(trial / DESCRIPTOR, descriptor.encode())
                changed.append(DESCRIPTOR)
            problems = check(trial)
            if problems:
                raise DataProblems(problems)
            for file in changed:
                os.replace(trial / file, folder / file)  # noqa: PTH105 - atomic, on any system
    except OSError as error:
        raise EconError(f"cannot write {folder} ({error.strerror}): nothing was changed") from error


def later_descriptor(folder: Path, code: str, year: int) -> str:
    """Return the datapackage.json with a later year to be about; '' where it is to stay."""
    file = folder / DESCRIPTOR
    said = json.loads(file.read_text("utf-8-sig")) if file.exists() else {}
    if said.get("default_area") != code or int(said.get("default_year") or year) >= year:
        return ""
    return json.dumps(said | {"default_year": year}, ensure_ascii=False, indent=2) + "\n"


def _order(folder: Path) -> Sequence[str]:
    """Return the order of publishing; a first list of sources waits for rows that name them."""
    if (folder / TABLES["origins"].file).exists():
        return ORDER
    return (*(name for name in ORDER if name != "origins"), "origins")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a folder on the same disk for files while they are written; no litter is left."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".reading-") as name:
        yield Path(name)


def _rewritten(file: Path, frame: pd.DataFrame) -> bool:
    """Write a table and tell whether it differs from what stood there; a BOM is kept."""
    before = file.read_bytes() if file.exists() else b""
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    content = mark + frame.to_csv(index=False, lineterminator="\n").encode()
    if frame.empty or content == before:
        return False
    _write(file, content)
    return True


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
