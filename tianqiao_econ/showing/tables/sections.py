"""Headings and prose of a page, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from tianqiao_econ.framework import Transformation
from tianqiao_econ.showing.rows import localized, row_of
from tianqiao_econ.showing.tables.html import Html, render
from tianqiao_econ.showing.tables.trust import changes_table, is_seen
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import date_text
from tianqiao_econ.showing.wording.phrases import own_place

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from tianqiao_econ.assessment import Outlook

COMPARED_FIGURES = ("last_outturn", "median", "probability", "outturn")
"""Figures of an assessment that are compared with an earlier brief."""


class ChangesLike(Protocol):
    """What differs from an earlier brief, as the briefing floor gives it."""

    table: pd.DataFrame


def section(
    key: str, outlook: Outlook, lang: str = "zh", *, depth: int = 2, **values: object
) -> Html:
    """Return the heading of a section with its prose.

    Parameters
    ----------
    key
        'targets': the texts are `section.targets` and `section.targets.text`.
    outlook
        What the page is about; its date fills in `{date}`, its area `{own}`.
    lang
        'zh' or 'en'.
    depth
        Rank of the heading.
    **values
        Other placeholders of the prose.

    """
    values |= {"date": date_text(outlook.as_of, lang), "own": own_place(outlook.area, lang)}
    prose = text(f"section.{key}.text", lang, **values)
    title = text(f"section.{key}", lang)
    return heading(title, *[prose] if prose else [], lang=lang, depth=depth)


def heading(title: str, *paragraphs: str, lang: str = "zh", depth: int = 2) -> Html:
    """Return a heading with paragraphs under it; all text is escaped."""
    return render("section.html.j2", lang, title=title, paragraphs=paragraphs, depth=depth)


def target_heading(outlook: Outlook, column: str, lang: str = "zh") -> Html:
    """Return the heading of one target: its indicator, and the target in its own words."""
    row = row_of(outlook, column, lang)
    return heading(row.name, row.wording(), lang=lang, depth=3)


def prose(key: str, lang: str = "zh", **values: object) -> Html:
    """Return one text as a paragraph."""
    return render("paragraph.html.j2", lang, sentences=[text(key, lang, **values)])


def titles(outlook: Outlook, lang: str = "zh") -> dict[str, str]:
    """Return title and subtitle of a brief."""
    key = "brief.subtitle.over" if outlook.verdicts else "brief.subtitle"
    return {
        "title": text("brief.title", lang, area=localized(outlook.area, lang), year=outlook.year),
        "subtitle": text(key, lang, date=date_text(outlook.as_of, lang)),
    }


def changes_section(changes: ChangesLike | None, outlook: Outlook, lang: str = "zh") -> Html:
    """Return what changed since an earlier brief, or that none was named.

    Parameters
    ----------
    changes
        As `tianqiao_econ.changes` gives it: `as_of` of the earlier brief, and `table` with
        `<figure>_before` and `<figure>_after`, one row a target.
    outlook
        The present assessment.
    lang
        'zh' or 'en'.

    """
    if changes is None:
        return prose("section.changes.none", lang)
    lines = [
        line
        for row in changes.table.to_dict("records")
        for line in _changed_figures(row, outlook, lang)
    ]
    columns = ["name", "quantity", "before", "after", "transformation", "unit_measure"]
    return changes_table(pd.DataFrame(lines, columns=columns), lang)


def _changed_figures(
    row: Mapping[Hashable, Any], outlook: Outlook, lang: str
) -> Iterator[dict[Hashable, Any]]:
    indicator = outlook.view.package.indicator(row["indicator"])
    level = row["transformation"] == Transformation.LEVEL
    unit = indicator.unit_measure if level else "PERCENT"
    for figure in COMPARED_FIGURES:
        line: dict[Hashable, Any] = {
            "name": localized(indicator, lang),
            "quantity": figure,
            "before": row[f"{figure}_before"],
            "after": row[f"{figure}_after"],
            "transformation": row["transformation"],
            "unit_measure": unit,
        }
        if is_seen(line, lang):
            yield line
