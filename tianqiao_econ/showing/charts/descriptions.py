"""What each picture shows, in words: alternative texts and the sentences beside pictures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tianqiao_econ.showing.rows import Row, row_of, rows_of
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number
from tianqiao_econ.showing.wording.chances import chance_text

if TYPE_CHECKING:
    import pandas as pd

    from tianqiao_econ.assessment.outlook import Outlook

DOTS = 20
"""One dot is five per cent, the step to which probabilities are rounded."""

_LOW, _HIGH = 0.1, 0.9


def alt_scorecard(outlook: Outlook, lang: str = "zh") -> str:
    """Say in words what the scorecard shows, a sentence a target."""
    rows = rows_of(outlook, lang)
    opening = text(
        "alt.scorecard", lang, area=area_name(outlook, lang), year=outlook.year, total=len(rows)
    )
    return text("sentence.space", lang).join([opening, *(forecast_sentence(row) for row in rows)])


def alt_fan(outlook: Outlook, indicator: str, lang: str = "zh") -> str:
    """Say in words what the history and fan of one target show."""
    row = row_of(outlook, indicator, lang)
    opening = text("alt.fan", lang, name=row.name, year=outlook.year)
    return text("sentence.space", lang).join([opening, forecast_sentence(row)])


def alt_dotplot(outlook: Outlook, indicator: str, lang: str = "zh") -> str:
    """Say in words what the dotplot of one target shows."""
    row = row_of(outlook, indicator, lang)
    second = row.event_text() if row.probability is not None else row.note
    end = text("sentence.end", lang)
    return text("sentence.space", lang).join([dots_sentence(row) + end, second + end])


def alt_number_met(outlook: Outlook, lang: str = "zh") -> str:
    """Say in words how many targets are met, with the chance of each number."""
    chances = outlook.number_met()
    low, high = count_range(chances)
    opening = text(
        "alt.counts",
        lang,
        total=len(chances) - 1,
        expected=number(expected_number(chances)),
        low=low,
        high=high,
    )
    each = [
        text("alt.counts.one", lang, count=count, percent=number(100 * chance, 0))
        for count, chance in chances.items()
    ]
    return opening + text("clause.separator", lang).join(each) + text("sentence.end", lang)


def forecast_sentence(row: Row) -> str:
    """Say target, last outturn, forecast and probability of one target."""
    if row.outcome is not None:
        key = "sentence.outcome.met" if row.outcome else "sentence.outcome.missed"
        return text(key, row.lang, name=row.name, goal=row.goal(), outturn=row.amount("outturn"))
    if row.probability is None:
        return text(
            "sentence.no_forecast", row.lang, name=row.name, goal=row.goal(), last=row.last()
        )
    return text(
        "sentence.forecast",
        row.lang,
        name=row.name,
        goal=row.goal(),
        last=row.last(),
        median=row.estimate(row.figure("median")),
        interval=row.interval(),
        chance=chance_text(row.probability, row.lang),
    )


def dots_sentence(row: Row) -> str:
    """Say how many of twenty equally likely outcomes meet the target."""
    if row.probability is None:
        return text("chart.none", row.lang, name=row.name)
    filled = filled_dots(row.probability)
    key = {0: "dots.none", DOTS: "dots.all"}.get(filled, "dots.some")
    return text(key, row.lang, name=row.name, total=DOTS, filled=filled)


def filled_dots(probability: float) -> int:
    """Return how many of the twenty dots are filled: the probability rounded to five points."""
    return math.floor(round(probability * DOTS, 9) + 0.5)


def expected_number(chances: pd.Series) -> float:
    """Return the mean of a distribution over 0, 1, ... k."""
    return float((chances.index.to_numpy() * chances.to_numpy()).sum())


def count_range(chances: pd.Series) -> tuple[int, int]:
    """Return the least numbers that are not exceeded with 10 % and 90 % chance."""
    below = chances.cumsum().to_numpy() + 1e-12
    low = int((below < _LOW).sum())
    high = int((below < _HIGH).sum())
    last = len(chances) - 1
    return min(low, last), min(high, last)


def area_name(outlook: Outlook, lang: str) -> str:
    """Return the name of the area of an outlook."""
    return str(getattr(outlook.area, f"name_{lang}", "") or outlook.area.name_zh)
