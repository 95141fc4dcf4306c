"""What the index says of each area and year, in the reader's words, ready for the template."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.archive.editions import Names, changed, editions_of
from tianqiao_econ.showing.sparkline import sparkline
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import date_text
from tianqiao_econ.showing.wording.chances import shown_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.briefing.archive.editions import Edition, Target
    from tianqiao_econ.briefing.archive.shelf import Shelf, Shelved


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page; without `href` they lead nowhere."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """An edition in the table: the page in the reader's language, others, and how it stands."""

    day: Link
    others: tuple[Link, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Headline:
    """One target: its name, the picture of its probability, the number, how it came out."""

    name: str
    picture: str
    percent: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Line:
    """One area in one year."""

    code: str
    name: str
    anchor: str
    months: tuple[tuple[str, tuple[Cell, ...]], ...]
    status: str
    status_name: str
    expected: Mapping[str, Any] | None
    newest: tuple[Link, ...]
    date: str
    headlines: tuple[Headline, ...]
    changes: str


@dataclass(frozen=True, slots=True)
class Year:
    """The targets of one year."""

    year: int
    months: tuple[str, ...]
    lines: tuple[Line, ...]


def years_of(shelf: Shelf, lang: str, stable: Mapping[str, str]) -> list[Year]:
    """Return the years, the newest first.

    Parameters
    ----------
    shelf
        What there is.
    lang
        The reader's language.
    stable
        Stable address -> the page that it leads to, both relative to the folder.

    """
    rows = editions_of(shelf.briefs)
    years = []
    for year in sorted({year for _, year in rows}, reverse=True):
        of_year = {area: editions for (area, of), editions in rows.items() if of == year}
        months = sorted({one.as_of[:7] for editions in of_year.values() for one in editions})
        lines = tuple(
            _Area(area, year, editions, lang).line(months, stable)
            for area, editions in of_year.items()
        )
        years.append(Year(year, tuple(_month(month, lang) for month in months), lines))
    return years


@dataclass(frozen=True, slots=True)
class _Area:
    """The editions on one area and year, the oldest first, and the reader's language."""

    code: str
    year: int
    editions: list[Edition]
    lang: str

    @property
    def briefs(self) -> list[Shelved]:
        return [brief for one in self.editions for brief in one.briefs.values()]

    @property
    def readable(self) -> list[Edition]:
        return [one for one in self.editions if one.shown(self.lang)]

    @property
    def names(self) -> Names:
        return Names(self.briefs, self.lang)

    def line(self, months: list[str], stable: Mapping[str, str]) -> Line:
        status, readable = self.editions[-1].status, self.readable
        return Line(
            code=self.code,
            name=self.names.area(self.code),
            anchor=f"a{self.code}-{self.year}",
            months=tuple((_month(month, self.lang), self.cells(month)) for month in months),
            status=status,
            status_name=text(f"archive.status.{status}", self.lang),
            expected=_expected(readable[-1]) if readable else None,
            newest=self.newest({page: address for address, page in stable.items()}),
            date=_date(readable[-1].as_of, self.lang) if readable else "",
            headlines=tuple(self.headline(target) for target in readable[-1].rows)
            if readable
            else (),
            changes=self.changes(readable),
        )

    def cells(self, month: str) -> tuple[Cell, ...]:
        return tuple(_cell(one, self.lang) for one in self.editions if one.as_of.startswith(month))

    def newest(self, stable: Mapping[str, str]) -> tuple[Link, ...]:
        """The newest brief in each language, by its stable address where it has one."""
        pages = {one.lang: f"{one.place}.html" for one in self.briefs if one.readable}
        return tuple(
            Link(text(f"archive.language.{of}", self.lang), stable.get(pages[of], pages[of]))
            for of in sorted(pages, key=lambda of: of != self.lang)
        )

    def headline(self, target: Target) -> Headline:
        name, readable = self.names.target(target), self.readable
        row = readable[-1].rows[target]
        told = [(one.as_of, one.rows.get(target, {}).get("probability")) for one in readable]
        series = text("list.separator", self.lang).join(
            text("archive.point", self.lang, date=date, percent=_percent(value, self.lang))
            for date, value in told
        )
        points = [(dt.date.fromisoformat(date).toordinal(), value) for date, value in told]
        label = text("archive.spark", self.lang, name=name, series=series)
        outcome = {True: "archive.met", False: "archive.missed"}
        return Headline(
            name=name,
            picture=sparkline(points, label),
            percent=_percent(told[-1][1], self.lang),
            outcome=text(outcome[row["met"]], self.lang)
            if isinstance(row.get("met"), bool)
            else "",
        )

    def changes(self, readable: list[Edition]) -> str:
        """What changed from the edition before to the newest."""
        if not readable:
            return text("archive.none", self.lang)
        if len(readable) == 1:
            return text("archive.changes.first", self.lang)
        before, after = readable[-2:]
        told = [phrase for row in changed(before, after) for phrase in self.phrases(row)]
        changes = text("list.separator", self.lang).join(told)
        return text(
            "archive.changes",
            self.lang,
            date=_date(before.as_of, self.lang),
            changes=changes or text("archive.changes.same", self.lang),
        )

    def phrases(self, row: Mapping[str, Any]) -> list[str]:
        """What changed about one target; its evidence where nothing else did."""
        values = {"name": self.names.target((str(row["indicator"]), str(row["transformation"])))}
        if row["change"] in ("new", "gone"):
            return [text(f"archive.change.{row['change']}", self.lang, **values)]
        for side in ("before", "after"):
            values[side] = _percent(row[f"probability_{side}"], self.lang)
        kinds = {
            "wording": row["wording_before"] != row["wording_after"],
            "outturn": row["outturn_before"] is None and row["outturn_after"] is not None,
            "probability": values["before"] != values["after"],
        }
        found = [kind for kind, is_so in kinds.items() if is_so] or ["other"]
        return [text(f"archive.change.{kind}", self.lang, **values) for kind in found]


def _cell(edition: Edition, lang: str) -> Cell:
    shown, status = edition.shown(lang), edition.status
    day = text("archive.day", lang, day=int(edition.as_of[8:]))
    return Cell(
        day=Link(day, f"{shown.place}.html" if shown else ""),
        others=tuple(
            Link(text(f"archive.language.{one.lang}", lang), f"{one.place}.html")
            for one in edition.briefs.values()
            if one.readable and (one is not shown or one.lang != lang)
        ),
        mark="" if status == "made" else text(f"archive.status.{status}", lang),
    )


def _expected(edition: Edition) -> dict[str, Any] | None:
    """How many targets are expected to be met: the sum of their probabilities."""
    told = [row["probability"] for row in edition.rows.values()]
    known = [value for value in told if value is not None]
    return {"expected": f"{sum(known):.1f}", "count": len(known)} if known else None


def _percent(value: float | None, lang: str) -> str:
    if value is None:
        return text("archive.no_chance", lang)
    return text("percent", lang, number=shown_percent(value))


def _date(day: str, lang: str) -> str:
    return date_text(dt.date.fromisoformat(day), lang)


def _month(month: str, lang: str) -> str:
    words = text(f"month.{int(month[5:])}", lang)
    return text("archive.month", lang, year=month[:4], month=words)
