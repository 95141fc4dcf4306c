"""How the archive stands, in the reader's words: its extent, the last batch, what needs a look."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.archive.editions import Names, shortened
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import date_text

if TYPE_CHECKING:
    from tianqiao_econ.briefing.archive.shelf import Shelf

_PATH = re.compile(r"(?:~|[A-Za-z]:)?(?:[/\\][^\s/\\:;,()'\"]+)+[/\\]([^\s/\\:;,()'\"]+)")
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that went wrong: what and how, and the program's own sentence."""

    sentence: str
    error: str


def subtitle(shelf: Shelf, lang: str) -> str:
    """Say how many briefs there are, and up to when they look."""
    readable = [one for one in shelf.briefs if one.readable]
    if not readable:
        return text("archive.subtitle.none", lang)
    return text(
        "archive.subtitle",
        lang,
        areas=len({one.area for one in readable}),
        editions=len({(one.area, one.year, one.as_of) for one in readable}),
        date=date_text(dt.date.fromisoformat(max(one.as_of for one in readable)), lang),
    )


def last_run(shelf: Shelf, lang: str) -> str:
    """Say how the last batch went; empty where there was none."""
    if shelf.run is None:
        return ""
    counts = [
        text(f"archive.count.{status}", lang, number=shelf.run["counts"][status])
        for status in ("made", "up to date", "failed", "not made")
        if shelf.run["counts"].get(status)
    ]
    ended = shortened(str(shelf.run["ended"])[:16].replace("T", " "))
    return text("archive.run", lang, ended=ended, counts=text("list.separator", lang).join(counts))


def attention(shelf: Shelf, lang: str) -> list[Attention]:
    """Return what somebody should look at: failed runs, damaged files, what was never made."""
    found = []
    for one in shelf.briefs:
        what = _what(shelf, lang, one.area, one.year, one.as_of, one.lang)
        for kind, error in (("failed", one.failed), ("damaged", one.damaged)):
            if error:
                found.append(_attention(what, kind, error, lang))
    return found + _never_made(shelf, lang)


def _never_made(shelf: Shelf, lang: str) -> list[Attention]:
    """Failures of the last batch that left no file of their own."""
    known = {(one.area, one.year, one.as_of, one.lang) for one in shelf.briefs}
    names = ("area", "year", "as_of", "lang")
    failures = [] if shelf.run is None else shelf.run["failures"]
    return [
        _attention(
            _what(shelf, lang, *(one.get(name, "") for name in names)),
            "failed",
            str(one.get("error", "")),
            lang,
        )
        for one in failures
        if tuple(one.get(name) for name in names) not in known
    ]


def _attention(what: str, kind: str, error: str, lang: str) -> Attention:
    how = text(f"archive.attention.{kind}", lang)
    return Attention(text("named", lang, name=what, sentence=how), _told(error))


def _what(shelf: Shelf, lang: str, *about: object) -> str:
    area, year, as_of, of = (shortened(str(value)) for value in about)
    name = Names(shelf.briefs, lang).area(area)
    language = text(f"archive.language.{of}", lang) if of in ("zh", "en") else of
    parts = (area, name if name != area else "", year, as_of, language)
    return " · ".join(part for part in parts if part)


def _told(error: str) -> str:
    """An error's sentence for a page that others read: no path of this machine."""
    return shortened(_PATH.sub(r"…/\1", error[: 2 * _LONGEST_ERROR]), _LONGEST_ERROR)
