"""Where the figures come from: numbers for the marks, and the numbered list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.showing.rows import row_of
from tianqiao_econ.showing.tables.html import SOURCE_ID, Html, render, source_marks
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import MISSING, date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.datasets import DataPackage
    from tianqiao_econ.framework import Origin

_HEADS = ("number", "producer", "title", "date", "grade")


def source_numbers(*frames: pd.DataFrame) -> dict[str, int]:
    """Number the sources of some tables in the order in which a reader meets them.

    Parameters
    ----------
    *frames
        Tables whose columns of sources end in `origin_id`, row by row.

    Returns
    -------
    dict
        Origin -> 1, 2, 3 ...

    """
    numbers: dict[str, int] = {}
    for frame in frames:
        columns = [name for name in frame.columns if str(name).endswith("origin_id")]
        for value in frame[columns].to_numpy().ravel():
            if isinstance(value, str) and value:
                numbers.setdefault(value, len(numbers) + 1)
    return numbers


def chart_sources(
    outlook: Outlook,
    column: str,
    lang: str = "zh",
    *,
    history: pd.DataFrame | None = None,
    numbers: Mapping[str, int],
) -> Html:
    """Return the numbers of the sources whose figures the fan of a target draws, if there are any.

    Parameters
    ----------
    outlook, column, lang, history
        As in `charts.fan`.
    numbers
        Source numbers of the page.

    """
    from tianqiao_econ.showing.charts.fans import drawn_history

    row = row_of(outlook, column, lang)
    drawn = drawn_history(outlook, row, history)
    ids = [] if drawn.empty or row.reference else list(drawn["origin_id"])
    marks = sorted(source_marks([*ids, str(row.data["target_origin_id"])], numbers))
    if not marks:
        return Html("")
    words = text("sources.of_chart", lang)
    return render("marks.html.j2", lang, words=words, sources=marks, source_id=SOURCE_ID)


def sources_table(package: DataPackage, numbers: Mapping[str, int], lang: str = "zh") -> Html:
    """Return the numbered list of sources; only web addresses are links.

    Parameters
    ----------
    package
        Where the sources are described.
    numbers
        Origin -> number, see `source_numbers`.
    lang
        'zh' or 'en'.

    """
    ordered = sorted(numbers.items(), key=lambda item: item[1])
    known = set(package.origins["origin_id"])
    sources = [
        _source(package.origin(name), number, lang) if name in known else _unknown(name, number)
        for name, number in ordered
    ]
    return render(
        "sources.html.j2",
        lang,
        caption=text("sources.caption", lang),
        heads=[text(f"sources.{head}", lang) for head in _HEADS],
        sources=sources,
        notes=[text("sources.note", lang)] if sources else [text("sources.none", lang)],
        source_id=SOURCE_ID,
    )


def grade_name(grade: str, lang: str) -> str:
    """Return what a grade of sources means."""
    key = f"grade.{grade}"
    return text(key, lang) if has_text(key, lang) else str(grade)


def _source(origin: Origin, number: int, lang: str) -> dict[str, object]:
    published = origin.date_published
    return {
        "number": number,
        "producer": origin.producer,
        "title": origin.title,
        "url": origin.url,
        "linked": origin.url.lower().startswith(("http://", "https://")),
        "date": date_text(published, lang) if published is not None else MISSING,
        "grade": grade_name(origin.grade, lang),
    }


def _unknown(name: str, number: int) -> dict[str, object]:
    """Give a source that the data name but do not describe."""
    empty = dict.fromkeys(("producer", "date", "grade"), MISSING)
    return {"number": number, "title": name, "url": "", "linked": False, **empty}
