"""Briefs put together: one edition for each area, year and date, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.manifest import changed_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tianqiao_econ.briefing.archive.shelf import Shelved

Target = tuple[str, str]
"""Indicator and transformation."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What an area's briefs of one date say, whatever their language."""

    as_of: str
    briefs: Mapping[str, Shelved]

    def shown(self, lang: str) -> Shelved | None:
        """Return the brief to read: in the reader's language, else in another one."""
        readable = {one.lang: one for one in self.briefs.values() if one.readable}
        return readable.get(lang) or next(iter(readable.values()), None)

    @property
    def rows(self) -> dict[Target, Mapping[str, Any]]:
        """The assessment by target, in its order; empty where nothing can be read."""
        shown = self.shown("zh")
        rows = shown.manifest["assessment"] if shown and shown.manifest else []
        return {
            (str(row["indicator"]), str(row["transformation"])): {**row, "probability": chance(row)}
            for row in rows
        }

    @property
    def status(self) -> str:
        """The worst of how its briefs stand: failed, damaged or made."""
        ones = self.briefs.values()
        if any(one.failed for one in ones):
            return "failed"
        return "damaged" if any(one.damaged for one in ones) else "made"


@dataclass(frozen=True, slots=True)
class Names:
    """What areas and indicators are called, as the newest manifest among some briefs tells it.

    Without a manifest that says so, a thing is called by its code.
    """

    briefs: Sequence[Shelved]
    lang: str

    def area(self, code: str) -> str:
        """Return an area's name."""
        named = (names.get("area") for area, names in self._told() if area == code)
        return self._first(named, code)

    def target(self, target: Target) -> str:
        """Return the name of a target's indicator."""
        known = (names.get("indicators") for _, names in self._told())
        named = (names.get(target[0]) for names in known if isinstance(names, dict))
        return self._first(named, target[0])

    def _told(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """What the manifests tell, the newest first."""
        for one in reversed(self.briefs):
            names = one.manifest.get("names") if one.manifest else None
            if isinstance(names, dict):
                yield one.area, names

    def _first(self, named: Iterable[Any], code: str) -> str:
        found = next((names for names in named if isinstance(names, dict)), {})
        return shortened(str(found.get(self.lang) or found.get("zh") or code))


def editions_of(briefs: Iterable[Shelved]) -> dict[tuple[str, int], list[Edition]]:
    """Return the editions of each area and year, the oldest first; the briefs come in order."""
    rows = groupby(briefs, key=lambda one: (one.area, one.year))
    return {
        key: [
            Edition(as_of, {one.lang: one for one in same_day})
            for as_of, same_day in groupby(row, key=lambda one: one.as_of)
        ]
        for key, row in rows
    }


def latest(briefs: Iterable[Shelved]) -> dict[tuple[str, str], Shelved]:
    """Return the newest brief of each area and language: of the last year, and there the last."""
    readable = [one for one in briefs if one.readable]
    ordered = sorted(readable, key=lambda one: (one.year, one.as_of))
    return {(one.area, one.lang): one for one in ordered}


def chance(row: Mapping[str, Any]) -> float | None:
    """Return a target's probability, None where there is none that can be one."""
    value = row.get("probability")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def changed(before: Edition, after: Edition) -> list[dict[str, Any]]:
    """Return what changed between two editions, a row for each target that did.

    See `Changes.table` in `tianqiao_econ.briefing.manifest`.
    """
    table = changed_rows(before.rows.values(), after.rows.values())
    plain = table.astype(object).where(table.notna(), None)
    return [
        {str(name): value for name, value in row.items()}
        for row in plain.to_dict("records")
        if row["change"] != "same"
    ]


def shortened(text: str, longest: int = 60) -> str:
    """Return a text that fits on a line of the index, whatever a data package calls things."""
    text = " ".join(text[: longest * 4].split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
