"""What a brief was made from and what it says, as data beside it: equal inputs, equal bytes.

The notebook hands its figures over in its last cell (`hand_over`); the manifest carries them, and
a later brief reads them there to say what has changed (`changes`).
"""

from __future__ import annotations

import hashlib
import json
import math
import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.page import HANDED_OVER
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from nbformat import NotebookNode

    from tianqiao_econ.assessment import Outlook
    from tianqiao_econ.briefing.parameters import Choice

FORMAT = "tianqiao-econ brief 1"
KEY_LENGTH = 10
DIGITS = 6
"""Significant digits of a figure in a manifest: later ones differ between kinds of processor."""
SAME = 10.0 ** (1 - DIGITS)
AS_JSON = "backslashreplace"
"""How JSON says half a character (of a path that is no UTF-8): with its own escape."""

LIBRARIES = (
    "brotli",
    "fonttools",
    "ipykernel",
    "jinja2",
    "matplotlib",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pylopdf-fonts-zh-cn",
    "scipy",
    "statsmodels",
)
"""The libraries whose version can change a brief."""

HEADLINE = (
    "indicator",
    "transformation",
    "wording",
    "event_text",
    "last_period",
    "last_outturn",
    "trend",
    "p10",
    "median",
    "p90",
    "probability",
    "outturn",
    "met",
    "note",
    "target_origin_id",
    "outturn_origin_id",
)
"""The columns of an assessment that a manifest keeps."""

_KEY = ["indicator", "transformation"]
_COMPARED_INPUTS = {"area", "year", "as_of", "data_sha256"}
_COMPARED = ("probability", "median", "last_outturn", "wording", "outturn")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from an earlier brief.

    Attributes
    ----------
    as_of, key
        Of the earlier brief.
    data_changed
        Whether the data package differs, in any figure.
    table : DataFrame
        One row a target: indicator, transformation, change (same, changed, new, gone), then
        `<column>_before` and `<column>_after` of probability, median, last_outturn, wording and
        outturn, and `probability_change`.

    """

    as_of: str
    key: str
    data_changed: bool
    table: pd.DataFrame


def brief_inputs(
    choice: Choice,
    *,
    data_checksum: str,
    notebook: NotebookNode,
    previous: Path | None,
) -> dict[str, Any]:
    """Return everything that decides a brief's contents; no path, no clock, no host."""
    return {
        "area": choice.area,
        "year": choice.year,
        "as_of": choice.as_of.isoformat(),
        "lang": choice.lang,
        "data_sha256": data_checksum,
        "notebook_sha256": notebook_sha256(notebook),
        "previous_sha256": sha256(previous.read_bytes()) if previous else None,
        **made_by(),
    }


def made_by() -> dict[str, Any]:
    """Return the versions that can change a brief, as this process has them."""
    from tianqiao_econ import __version__

    return {
        "tianqiao_econ": __version__,
        "python": platform.python_version(),
        "libraries": _library_versions(),
    }


@cache
def _library_versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def short_key(inputs: Mapping[str, Any]) -> str:
    """Return the short name of a set of inputs, printed at the foot of the page."""
    return sha256(as_bytes(inputs))[:KEY_LENGTH]


def brief_manifest(
    inputs: Mapping[str, Any], page: bytes, figures: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the manifest of a brief: inputs, the page's checksum, the headline figures."""
    return {
        "format": FORMAT,
        "key": short_key(inputs),
        "inputs": dict(inputs),
        "html_sha256": sha256(page),
        "assessment": figures.get("assessment", []),
        "probability_all": figures.get("probability_all"),
        "names": figures.get("names", {}),
        "notes": figures.get("notes", []),
    }


def as_bytes(content: Mapping[str, Any]) -> bytes:
    """Return JSON in one order and one form, with a newline at its end."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return f"{text}\n".encode("utf-8", AS_JSON)


def sha256(content: bytes) -> str:
    """Return the checksum as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def notebook_sha256(notebook: NotebookNode) -> str:
    """Return the checksum of what a notebook does: its cells' kinds, sources and tags."""
    cells = [
        [cell.cell_type, cell.source, sorted(cell.metadata.get("tags", ()))]
        for cell in notebook.cells
    ]
    return sha256(as_bytes({"cells": cells}))


def headline(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of an assessment that a manifest keeps, as plain values."""
    columns = [name for name in HEADLINE if name in table]
    return [
        {name: _plain(row[name]) for name in columns} for row in table[columns].to_dict("records")
    ]


def hand_over(outlook: Outlook, *, title: str = "", subtitle: str = "") -> None:
    """Hand an outlook's figures, and the page's title, to the brief; the last cell of a notebook.

    In JupyterLab it shows one line; the page shows nothing of it.
    """
    from IPython.display import display

    figures = {
        "title": title,
        "subtitle": subtitle,
        "data_sha256": outlook.view.package.checksum,
        "assessment": headline(outlook.table),
        "probability_all": _plain(outlook.probability_all()),
        "names": _names(outlook),
        "notes": list(outlook.view.package.notes),
    }
    line = f"{len(figures['assessment'])} rows handed over to the brief's manifest"
    display({HANDED_OVER: figures, "text/plain": line}, raw=True)


def _names(outlook: Outlook) -> dict[str, Any]:
    """Names of the area and of its indicators, for those who list briefs without the data."""
    known = outlook.view.package.indicators.set_index("indicator")
    codes = dict.fromkeys(target.indicator for target in outlook.targets)
    return {
        "area": {"zh": outlook.area.name_zh, "en": outlook.area.name_en},
        "indicators": {
            code: {lang: str(known.loc[code, f"name_{lang}"]) for lang in ("zh", "en")}
            for code in codes
        },
    }


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest at `path`; EconError in one sentence where it is none."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise EconError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise EconError(f"{path} is not a brief's manifest: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise EconError(f"{path} is not a brief's manifest: it lacks format = {FORMAT!r}")
    lacking = _lacking(content)
    if lacking:
        raise EconError(f"{path} is a damaged manifest: it lacks {lacking}; name another one")
    return content


def _lacking(content: Mapping[str, Any]) -> str:
    """What a manifest ought to hold and does not; empty for a whole one."""
    inputs, rows = content.get("inputs"), content.get("assessment")
    parts = {
        "key": isinstance(content.get("key"), str),
        "inputs": isinstance(inputs, dict) and set(inputs) >= _COMPARED_INPUTS,
        "assessment": isinstance(rows, list)
        and all(isinstance(row, dict) and set(_KEY) <= set(row) for row in rows),
    }
    return ", ".join(name for name, whole in parts.items() if not whole)


def changes(previous: str | Path, outlook: Outlook) -> Changes | None:
    """Return what changed since the manifest `previous`; None where none is given."""
    if not previous:
        return None
    before = read_manifest(Path(previous))
    inputs = before["inputs"]
    return Changes(
        as_of=inputs["as_of"],
        key=before["key"],
        data_changed=inputs["data_sha256"] != outlook.view.package.checksum,
        table=changed_rows(before["assessment"], headline(outlook.table)),
    )


def changed_rows(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> pd.DataFrame:
    """Return one row a target of either side, in the order of `after`; see `Changes.table`."""
    import pandas as pd

    old, new = _by_target(before), _by_target(after)
    targets = [*new, *(target for target in old if target not in new)]
    rows = [_changed_row(target, old.get(target), new.get(target)) for target in targets]
    sides = [f"{name}_{side}" for name in _COMPARED for side in ("before", "after")]
    return pd.DataFrame(rows, columns=[*_KEY, "change", *sides, "probability_change"])


def _by_target(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(row["indicator"], row["transformation"]): row for row in rows}


def _changed_row(
    target: tuple[str, str], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_KEY, target, strict=True))
    row["change"] = _kind_of_change(old, new)
    for name in _COMPARED:
        row[f"{name}_before"] = (old or {}).get(name)
        row[f"{name}_after"] = (new or {}).get(name)
    chances = row["probability_before"], row["probability_after"]
    row["probability_change"] = None if None in chances else chances[1] - chances[0]
    return row


def _kind_of_change(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    if old is None or new is None:
        return "new" if old is None else "gone"
    same = all(_equal(old.get(name), new.get(name)) for name in _COMPARED)
    return "same" if same else "changed"


def _equal(old: Any, new: Any) -> bool:
    """Whether two values are the same but for the last digits, which differ between machines."""
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=SAME, abs_tol=SAME)
    return bool(old == new)


def _plain(value: Any) -> Any:
    """A value that JSON can carry: missing numbers as null, others to `DIGITS` digits."""
    value = value.item() if hasattr(value, "item") else value
    if not isinstance(value, float):
        return value
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
