"""What drives each probability: from where the engine starts to the chance of this target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    EDGE,
    FAINT,
    INK,
    MUTED,
    NORMAL,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
    balanced,
    line_height,
    wrapped,
)
from tianqiao_econ.showing.drivers import FACTORS, drivers_of, path_sentence
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.rows import rows_of
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import signed
from tianqiao_econ.showing.wording.chances import shown_percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.showing.drivers import Drivers
    from tianqiao_econ.showing.rows import Row

_NAMES, _START, _FACTOR, _CHANCE = 1.12, 0.42, 0.44, 0.5
_LEAST_ROW, _BAR, _ZERO = 0.5, 0.11, 0.18
_NUMBER, _LINE = -0.1, 0.09
"""Inches under the middle of a row: its numbers, and the line on which its bars lie."""
_LEAST_SCALE = 10.0
"""Points that the longest bar stands for at least: small pushes look small."""


def drivers(table: pd.DataFrame, outlook: Outlook, lang: str = "zh") -> Chart:
    """Draw what raises and lowers the chance of every target, a row each, all in one scale.

    A row begins with the chance that the engine gives without these factors, has a bar for each
    factor (to the right what raises the chance, to the left what lowers it) and ends with the
    chance.

    Parameters
    ----------
    table
        Points of probability by target and factor, as `tianqiao_econ.drivers` gives them.
    outlook
        The assessment.
    lang
        'zh' or 'en'.

    """
    found = drivers_of(table)
    rows = rows_of(outlook, lang)
    names = [balanced(row.name, _NAMES, NORMAL) for row in rows]
    heights = [max(_LEAST_ROW, len(lines) * line_height(NORMAL) + 0.14) for lines in names]
    title = text("chart.drivers.title", lang)
    with figure_style(lang):
        heading = Heading.fitted(title, text("chart.drivers.note", lang))
        top = heading.height + 2 * line_height(SMALL) + 0.16
        height = top + sum(heights) + EDGE
        chart = Chart(WIDTH, height, title=title, description=alt_drivers(table, outlook, lang))
        heading.draw(chart)
        axes = chart.sheet()
        _draw_heads(axes, lang, top - 0.06)
        scale = _FACTOR / 2 / max(_LEAST_SCALE, *(one.largest for one in found.values()), 0.0)
        for row, lines, tall in zip(rows, names, heights, strict=True):
            axes.plot([EDGE, WIDTH - EDGE], [top, top], color=FAINT, lw=0.5)
            middle = top + tall / 2
            chart.write(
                EDGE, middle - len(lines) * line_height(NORMAL) / 2, "\n".join(lines), NORMAL, INK
            )
            _Place(axes, middle, scale).draw(row, found.get(row.column))
            top += tall
    return chart


def alt_drivers(table: pd.DataFrame, outlook: Outlook, lang: str = "zh") -> str:
    """Say in words what drives each probability, a sentence a target."""
    found = drivers_of(table)
    told = [
        text("named", lang, name=row.name, sentence=path_sentence(found.get(row.column), lang))
        for row in rows_of(outlook, lang)
    ]
    return text("sentence.space", lang).join([text("alt.drivers", lang), *told])


def _centres() -> list[float]:
    """Middles of the columns in inches: the start, the factors, the chance."""
    first = EDGE + _NAMES + _START
    factors = [first + (number + 0.5) * _FACTOR for number in range(len(FACTORS))]
    return [first - _START / 2, *factors, first + len(FACTORS) * _FACTOR + _CHANCE / 2]


def _draw_heads(axes: Axes, lang: str, bottom: float) -> None:
    for centre, name in zip(_centres(), ("start", *FACTORS, "chance"), strict=True):
        words = text(f"chart.drivers.{name}", lang).replace(" ", "\n")
        axes.text(
            centre, bottom, words, size=SMALL, color=MUTED, ha="center", va="bottom", linespacing=1
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row is drawn: axes in inches, its middle, inches a point."""

    axes: Axes
    middle: float
    scale: float

    def draw(self, row: Row, drivers: Drivers | None) -> None:
        """Draw the start, the bars and the chance; why there are no bars, if none."""
        first, *centres, last = _centres()
        if row.probability is not None:
            self._write(last, 0, f"{shown_percent(row.probability)}%", INK, NORMAL)
        if drivers is None:
            words = wrapped(text("driver.unexplained", row.lang), 5 * _FACTOR, SMALL)
            self._write(centres[2], 0, words, MUTED, SMALL)
            return
        self._write(first, 0, f"{shown_percent(drivers.start)}%", MUTED, NORMAL)
        for centre, points in zip(centres, drivers.points, strict=True):
            self._draw_bar(centre, points)

    def _draw_bar(self, centre: float, points: float) -> None:
        """Draw a bar from its zero line, with the points over it."""
        colour = BLUE if points > 0 else TARGET
        shown = signed(points, 0)
        self._write(centre, _NUMBER, shown, MUTED if shown == "0" else colour, SMALL)
        at = self.middle + _LINE
        self.axes.barh(at, self.scale * points, _BAR, left=centre, color=colour, lw=0)
        self.axes.plot([centre] * 2, [at - _ZERO / 2, at + _ZERO / 2], color=MUTED, lw=0.6)

    def _write(self, across: float, under: float, words: str, colour: str, size: float) -> None:
        at = self.middle + under
        self.axes.text(
            across, at, words, size=size, color=colour, ha="center", va="center", linespacing=1.1
        )
