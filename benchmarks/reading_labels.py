"""Figures of reports: as labelled by hand and as read, brought to one form to be compared."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tianqiao_econ.framework.codes import Qualifier, Transformation
from tianqiao_econ.framework.wordings import UNITS

OWN = Path(__file__).parent / "reading/labels.csv"
REQUIRED = ("file", "indicator", "year", "role", "value", "unit", "qualifier")
ROLES = ("target", "outturn")
PASSAGES = "passages/"
"""What lies there is short and labelled completely."""
ANNUAL = "annual"
WORDS_ALONE = (Qualifier.ALIGNED, Qualifier.RELATIVE, Qualifier.QUALITATIVE)
"""Qualifiers of a wording whose numbers, if any, are not the figure."""

_VALUE = re.compile(r"([-+]?[0-9.]+)(?:-([0-9.]+))?")
_CODE = re.compile(r"([A-Z]+)(?:_([0-9]+)([KM]))?")
_PREFIXES = {None: 1.0, "K": 1e3, "M": 1e6}


@dataclass(frozen=True)
class Figure:
    """An outturn or target, labelled or read.

    Attributes
    ----------
    file, indicator, role, transformation
        Whose figure it is; `file` relative to the folder of the reports.
    year
        Four digits; anything else where a reader gives another period.
    unit, amounts
        Unit without its multiplier (CNY), and the number or the two ends of a range in it; no
        amount where the wording alone counts (`aligned`, `relative`, `qualitative`).
    qualifier
        As a code; `aligned_above` and `relative_national` count as `aligned` and `relative`.
    scope
        Empty for the area itself; else the sub-area or part that it belongs to.
    period
        `annual`; `ytd`, `average` and `total` (over years) are not to be taken for it.
    certain
        False for a label that can be read either way, and for a row that the reader is unsure of.
    phrase, start
        Where it stands; empty and -1 if the label does not say.
    note
        The reader's reason.
    """

    file: str
    indicator: str
    year: str
    role: str
    transformation: str
    unit: str
    amounts: tuple[float, ...]
    qualifier: str
    scope: str = ""
    period: str = ANNUAL
    certain: bool = True
    phrase: str = ""
    start: int = -1
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What is told of, without the number."""
        return (self.file, self.indicator, self.year, self.role, self.transformation)

    @property
    def of_the_area(self) -> bool:
        """Whether it is the area's own figure for one year."""
        return not self.scope and self.period == ANNUAL

    def equals(self, other: Figure) -> bool:
        """Tell whether the numbers are the same."""
        if self.unit != other.unit and self.amounts + other.amounts:
            return False
        if len(self.amounts) != len(other.amounts):
            return False
        pairs = zip(self.amounts, other.amounts, strict=True)
        return all(abs(one - two) <= 1e-6 * max(abs(one), 1) for one, two in pairs)


def read_labels(paths: Sequence[Path]) -> tuple[list[Figure], set[str]]:
    """Read labels; where two files tell of the same figure, the first one stands.

    Parameters
    ----------
    paths
        Tables with `REQUIRED`, and whatever they have of `transformation`, `period`, `scope`,
        `standing` (`open` for what can be read either way), `complete` (`yes` for a report of
        which everything is labelled), `start` and `phrase`.

    Returns
    -------
    tuple
        The figures, and the files that are labelled completely.
    """
    figures: list[Figure] = []
    complete: set[str] = set()
    seen: set[tuple[object, ...]] = set()
    for path in paths:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        missing = [name for name in REQUIRED if name not in table.columns]
        if missing:
            raise SystemExit(f"{path}: no column {', '.join(missing)}")
        for line, row in enumerate(table.to_dict("records"), start=2):
            figure = _labelled(row, f"{path}, line {line}")
            told = (*figure.key, figure.amounts, figure.scope, figure.period)
            if told not in seen:
                seen.add(told)
                figures.append(figure)
            if row.get("complete") == "yes" or figure.file.startswith(PASSAGES):
                complete.add(figure.file)
    return figures, complete


def as_figures(file: str, rows: pd.DataFrame) -> list[Figure]:
    """Turn the rows of one report as read into figures, without aims."""
    rows = rows[rows["role"].isin(ROLES)]
    return [_read(file, row) for row in rows.to_dict("records")]


def unique(figures: Iterable[Figure]) -> list[Figure]:
    """Return each figure once, however often a report repeats it."""
    first: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        first.setdefault((*figure.key, figure.unit, figure.amounts, figure.certain), figure)
    return list(first.values())


def base_of(unit: str) -> tuple[str, float]:
    """Split a unit, printed (万亿元) or as a code (CNY_100M), into its base and its multiplier."""
    times = 1.0
    if unit not in UNITS and unit.startswith("万"):
        unit, times = unit[1:], 1e4
    found = _CODE.fullmatch(UNITS.get(unit, unit))
    if found is None:
        raise ValueError(f"unknown unit {unit!r}; known are {', '.join(UNITS)}")
    base, number, prefix = found.groups()
    return base, times * float(number or 1) * _PREFIXES[prefix]


def _labelled(row: dict[Hashable, Any], where: str) -> Figure:
    """Return the figure of one line of labels."""
    growth = row["unit"] in ("", "%")
    try:
        unit, times = base_of(row["unit"] or "%")
        amounts = _numbers(row["value"], times)
    except ValueError as error:
        raise SystemExit(f"{where}: {error}") from error
    return Figure(
        file=row["file"],
        indicator=row["indicator"],
        year=row["year"],
        role=row["role"],
        transformation=row.get("transformation")
        or (Transformation.GROWTH if growth else Transformation.LEVEL),
        unit=unit,
        amounts=amounts,
        qualifier=_qualifier(row["qualifier"]),
        scope=row.get("scope", ""),
        period=row.get("period") or ANNUAL,
        certain=row.get("standing") != "open",
        phrase=row.get("phrase", ""),
        start=int(row.get("start") or -1),
    )


def _read(file: str, row: dict[Hashable, Any]) -> Figure:
    """Return the figure of one row of a reader."""
    unit, times = base_of(_text(row["unit_measure"]) or "%")
    qualifier = _qualifier(_text(row["qualifier"]))
    year = _text(row["time_period"])
    amounts = () if qualifier in WORDS_ALONE else _amounts(row)
    return Figure(
        file=file,
        indicator=_text(row["indicator"]),
        year=year,
        role=_text(row["role"]),
        transformation=_text(row["transformation"]),
        unit=unit,
        amounts=tuple(amount * times for amount in amounts),
        qualifier=qualifier,
        scope=_text(row["scope"]),
        period=ANNUAL if re.fullmatch("[0-9]{4}", year) else year,
        certain=_text(row["status"]) != "unsure",
        phrase=_text(row["phrase"]),
        start=int(row["start"]),
        note=_text(row["reason"]),
    )


def _amounts(row: dict[Hashable, Any]) -> tuple[float, ...]:
    """Return both ends of a range, or the one number there is."""
    cells = (row["value"], row["lower"], row["upper"])
    value, lower, upper = (None if pd.isna(cell) else float(cell) for cell in cells)
    if lower is not None and upper is not None and lower != upper:
        return (lower, upper)
    return next(((number,) for number in (value, lower, upper) if number is not None), ())


def _numbers(value: str, times: float) -> tuple[float, ...]:
    if not value:
        return ()
    found = _VALUE.fullmatch(value)
    if found is None:
        raise ValueError(f"{value!r} is neither a number nor a range such as 5-5.5")
    return tuple(float(number) * times for number in found.groups() if number)


def _qualifier(code: str) -> str:
    """Return the code without what it is held against."""
    stems = (stem for stem in (Qualifier.ALIGNED, Qualifier.RELATIVE) if code.startswith(stem))
    return str(next(stems, code))


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)
