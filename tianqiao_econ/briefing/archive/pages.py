"""The pages of the archive: the index in both languages, and pages that lead to another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from tianqiao_econ.briefing.archive import standing
from tianqiao_econ.briefing.archive.contents import years_of
from tianqiao_econ.briefing.archive.editions import Names, latest
from tianqiao_econ.briefing.page import FONT_MARK, LANG_TAGS, template
from tianqiao_econ.briefing.parameters import LANGUAGES
from tianqiao_econ.briefing.webfont import embedded
from tianqiao_econ.showing.wording import text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tianqiao_econ.briefing.archive.shelf import Shelf

OURS = '<meta name="generator" content="tianqiao-econ archive">'
"""Stands in every page that the archive writes, and lets it be told from somebody else's."""

_WORDS = ("title", "skip", "contents", "other_language", "how", "attention", "latest", "foot")
_COLUMNS = ("area", "expected", "status")


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of an archive by their names in its folder.

    Parameters
    ----------
    pages
        Name -> page.
    stable
        Stable address -> the brief that it leads to.

    """

    pages: Mapping[str, str]
    stable: Mapping[str, str]


def site(shelf: Shelf, lang: str = "", *, taken: Collection[str] = ()) -> Site:
    """Return the pages of an archive: equal shelves give equal bytes.

    Parameters
    ----------
    shelf
        What there is.
    lang
        Of the index that index.html leads to; Chinese where there are Chinese briefs, if not
        given.
    taken
        Stable addresses that are somebody else's page: left out, and not linked to.

    """
    first = lang or _first_language(shelf)
    stable = {
        f"{area}/latest.{of}.html": f"{one.place}.html"
        for (area, of), one in latest(shelf.briefs).items()
        if f"{area}/latest.{of}.html" not in taken
    }
    pages = {f"index.{of}.html": index(shelf, of, stable) for of in LANGUAGES}
    title = text("archive.forward.index.title", first)
    pages["index.html"] = forward(f"index.{first}.html", title, first)
    for address, page in stable.items():
        area, of = address.split("/")[0], page.split(".")[-2]
        title = text("archive.forward.title", of, name=Names(shelf.briefs, of).area(area))
        pages[address] = forward(page.removeprefix(f"{area}/"), title, of)
    return Site(pages, stable)


def index(shelf: Shelf, lang: str, stable: Mapping[str, str]) -> str:
    """Return the index in one language, complete with its font."""
    years = years_of(shelf, lang, stable)
    page = template("archive.html.j2").render(
        lang_tag=LANG_TAGS[lang],
        other=next(of for of in LANGUAGES if of != lang),
        other_tag=next(tag for of, tag in LANG_TAGS.items() if of != lang),
        words={word: text(f"archive.{word}", lang) for word in _WORDS},
        heads={name: text(f"archive.column.{name}", lang) for name in _COLUMNS},
        say=lambda key, **values: text(f"archive.{key}", lang, **values),
        subtitle=standing.subtitle(shelf, lang),
        last_run=standing.last_run(shelf, lang),
        attention=standing.attention(shelf, lang),
        years=years,
        ours=Markup(OURS),  # noqa: S704 - our own constant
        font_mark=FONT_MARK,
    )
    return embedded(page)[0]


def forward(address: str, title: str, lang: str) -> str:
    """Return a page that leads to another one without a script."""
    return template("forward.html.j2").render(
        lang_tag=LANG_TAGS[lang],
        title=title,
        address=address,
        words=text("archive.forward", lang),
        ours=Markup(OURS),  # noqa: S704 - our own constant
    )


def _first_language(shelf: Shelf) -> str:
    found = {one.lang for one in shelf.briefs if one.readable}
    return next((lang for lang in LANGUAGES if lang in found), LANGUAGES[0])
