"""A notebook's parameters: read from its cell, and checked before a kernel starts.

A notebook says what it takes in one cell tagged `parameters`, one line each, typed and
explained::

    area: str = "370105"  # six-digit code of the area

The cell is read as Python is (`ast`), never run.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import tokenize
from dataclasses import dataclass
from enum import Enum
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.framework.errors import EconError, NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tianqiao_econ.datasets.package import DataPackage

LANGUAGES = ("zh", "en")
FIGURES = ("observations", "targets")
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TYPE_WORDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}


class WrongValue(EconError):  # noqa: N818 - the name is the sentence
    """A parameter whose value cannot be: wrong type, wrong form, no such file."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of a parameter cell: name, annotation, default and the comment behind it."""

    name: str
    annotation: str
    default: Any
    help: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a brief is about, checked against the data: it can be made."""

    area: str
    year: int
    as_of: dt.date
    lang: str


def read_parameters(notebook: Path) -> tuple[Parameter, ...]:
    """Return the parameters of the notebook file, in their order.

    Raises
    ------
    EconError
        No notebook, no parameter cell, or a line that is not `name: type = value`.

    """
    cell = _parameter_cell(notebook)
    try:
        tree = ast.parse(cell)
        return tuple(_parameter(node, _comments(cell)) for node in tree.body)
    except (SyntaxError, ValueError) as error:
        raise EconError(f"the parameter cell of {notebook.name} cannot be read: {error}") from error


def checked(parameters: Sequence[Parameter], given: Mapping[str, object]) -> dict[str, Any]:
    """Return the given values as plain Python, each one known to the notebook and of its type.

    Raises
    ------
    UnknownName
        A name that the notebook does not take, with the nearest one that it takes.
    WrongValue
        A value of another type than the notebook's cell says.

    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise UnknownName.among("parameter", name, dict.fromkeys(known, ()))
    return {name: _typed(known[name], plain(value)) for name, value in given.items()}


def plain(value: object) -> Any:
    """Return numbers of numpy, dates, paths and codes as plain Python that JSON can carry."""
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        return plain(value.item())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return fspath(value) if isinstance(value, PathLike) else value


def choose(
    package: DataPackage,
    *,
    area: str | None = None,
    year: int | None = None,
    as_of: str | dt.date | None = None,
    lang: str = "zh",
) -> Choice:
    """Return what a brief will be about; nothing given means what the data package declares.

    Raises
    ------
    UnknownName
        An area or a language that does not exist.
    NotKnown
        An area without data, a year without targets, a date before any target was known.
    WrongValue
        A date that is none.

    """
    if lang not in LANGUAGES:
        raise UnknownName.among("language", str(lang), dict.fromkeys(LANGUAGES, ()))
    code = package.area(str(_given(area, package.default_area, "area"))).code
    chosen = _whole_year(_given(year, package.default_year, "year"))
    known = _target_dates(package, code, chosen)
    date = as_date(as_of) if as_of else known[-1]
    if date < known[0]:
        raise NotKnown(
            f"no target of {code} for {chosen} was known on {date}: "
            f"the first one became known on {known[0]}"
        )
    return Choice(code, chosen, date, lang)


def whole_numbers(**given: object) -> tuple[int, ...]:
    """Return the values as whole numbers, also where a scheduler's form handed them over as text.

    Raises
    ------
    WrongValue
        One that is none, by its name.

    """
    for name, value in given.items():
        if not _is_whole(value):
            raise WrongValue(f"{name} is a whole number, for example 2024, not {value!r}")
    return tuple(int(str(value)) for value in given.values())


def _whole_year(value: object) -> int:
    """A year as a whole number, WrongValue for anything else."""
    if not _is_whole(value):
        raise WrongValue(f"{value!r} is not a year: write it as 2024")
    return int(str(value))


def _is_whole(value: object) -> bool:
    shown = str(value)
    return not isinstance(value, bool) and shown.isascii() and shown.isdecimal()


def as_date(value: str | dt.date) -> dt.date:
    """Return a date, or WrongValue where the text is not one (2024-01-16)."""
    text = str(plain(value))
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        hint = "" if isinstance(plain(value), str) else ', as text: "2024-01-16" in quotes'
        raise WrongValue(f"{text!r} is not a date: write it as 2024-01-16{hint}") from error


def _given(value: object, default: object, name: str) -> Any:
    """A value, else what the data package declares; NotKnown where it declares nothing."""
    chosen = default if value in (None, "") else plain(value)
    if chosen is None:
        raise NotKnown(f"say which {name}: the data package declares none")
    return chosen


def _target_dates(package: DataPackage, area: str, year: int) -> list[dt.date]:
    """When targets of the area and year became known; NotKnown where there are none."""
    records = package.annual_records(area, year)
    if not records:
        _refuse_without_data(package, area)
        package.target_date(area, year)  # its error names the years that have targets
    return [row["as_of"].date() for row in records]  # in the order of their dates


def _refuse_without_data(package: DataPackage, area: str) -> None:
    if not any((package.table(name)["ref_area"] == area).any() for name in FIGURES):
        name = package.area(area).name_zh
        raise NotKnown(f"there are no figures for {area} {name}: add them to a data package")


def _parameter_cell(notebook: Path) -> str:
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EconError(f"{notebook} is not a notebook that can be read: {error}") from error
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", ()):
            return "".join(cell["source"])
    raise EconError(f"{notebook.name} has no cell tagged 'parameters'")


def _comments(source: str) -> dict[int, str]:
    """The comment of each line, by line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    found = (token for token in tokens if token.type == tokenize.COMMENT)
    return {token.start[0]: token.string.lstrip("#").strip() for token in found}


def _parameter(node: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    line = node.end_lineno or node.lineno
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
        raise ValueError(f"line {line} is not `name: type = value  # what it means`")  # noqa: TRY004
    default = ast.literal_eval(node.value) if node.value else None
    return Parameter(node.target.id, ast.unparse(node.annotation), default, comments.get(line, ""))


def _typed(parameter: Parameter, value: Any) -> Any:
    """Return a value of the type that the notebook says; a whole number may be any number."""
    wanted = TYPES.get(parameter.annotation)
    if wanted is float and type(value) is int:
        return float(value)
    if wanted is None or type(value) is wanted:
        return value
    word = TYPE_WORDS[parameter.annotation]
    raise WrongValue(
        f"{parameter.name} is {word}, for example {parameter.default!r}, not {value!r}"
    )
