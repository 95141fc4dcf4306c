"""A work report as read: the text with highlights beside the table, one page that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from tianqiao_econ.briefing.page import FONT_MARK, LANG_TAGS, template
from tianqiao_econ.briefing.webfont import embedded
from tianqiao_econ.datasets import open_data, packaged_data
from tianqiao_econ.showing.reading import lines_of, pieces_of
from tianqiao_econ.showing.style import STYLE
from tianqiao_econ.showing.wording import text

if TYPE_CHECKING:
    from tianqiao_econ.reports import Report

_HEADS = ("what", "figure", "wording", "state")
_WORDS = ("how", "confirm", "text", "table", "none")


def report_page(report: Report, *, lang: str = "zh") -> str:
    """Return the page on which a person confirms what was read, complete with its font.

    Parameters
    ----------
    report
        The report as read.
    lang
        zh or en; the report's own text stays as it is.

    """
    indicators = open_data(packaged_data()).indicators
    names = dict(zip(indicators["indicator"], indicators[f"name_{lang}"], strict=True))
    page = template("report.html.j2").render(
        lang=lang,
        lang_tag=LANG_TAGS[lang],
        title=_title(report, lang),
        subtitle=_subtitle(report, lang),
        heads=[text(f"reading.column.{head}", lang) for head in _HEADS],
        words={
            **{word: text(f"reading.{word}", lang) for word in _WORDS},
            **{role: text(f"reading.role.{role}", lang) for role in ("outturn", "target", "aim")},
            "unsure": text("reading.status.unsure", lang),
        },
        lines=lines_of(report, lang, names),
        pieces=pieces_of(report),
        font_mark=FONT_MARK,
        style=Markup(STYLE),  # noqa: S704 - our own style sheet
    )
    return embedded(page)[0]


def _title(report: Report, lang: str) -> str:
    if report.area is None or report.year is None:
        return text("reading.title.plain", lang)
    return text("reading.title", lang, area=report.area, year=report.year)


def _subtitle(report: Report, lang: str) -> str:
    sure = [row.role for row in report.found if row.status == "ok"]
    return text(
        "reading.subtitle",
        lang,
        outturns=sure.count("outturn"),
        targets=sure.count("target"),
        aims=sure.count("aim"),
        unsure=len(report.found) - len(sure),
    )
