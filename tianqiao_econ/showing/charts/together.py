"""Which targets move together: correlations as a staircase, names on its steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from tianqiao_econ.assessment.dependence import dependence
from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    EDGE,
    INK,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
    balanced,
    line_height,
)
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.rows import rows_of
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from tianqiao_econ.assessment.outlook import Outlook

_STAIRS, _WIDEST, _TALL = 2.7, 0.4, 0.3
_ROOM_FOR_TWO_DECIMALS = 0.28
_DARKEST = 0.8
"""Correlation that is drawn in the full colour."""
_WHITE_FROM = 0.55


def together(outlook: Outlook, lang: str = "zh") -> Chart:
    """Draw how far each two targets move together: rank correlations of their draws.

    Under the name of a target lie its correlations with those named further down.

    Parameters
    ----------
    outlook
        The assessment; only targets with a probability are drawn.
    lang
        'zh' or 'en'.

    """
    table = dependence(outlook)
    pairs = table.set_index(["column", "other"])["spearman"]
    columns = list(outlook.met.columns)
    step = min(_WIDEST, _STAIRS / max(len(columns) - 1, 1))
    names = _names(outlook, lang)
    steps = [balanced(names[c], WIDTH - 2 * EDGE - k * step, SMALL) for k, c in enumerate(columns)]
    heights = [max(_TALL, len(lines) * line_height(SMALL) + 0.06) for lines in steps]
    title = text("chart.together.title", lang)
    with figure_style(lang):
        heading = Heading.fitted(title, text("chart.together.note", lang))
        top = heading.height + 0.06
        height = top + sum(heights) + EDGE
        chart = Chart(WIDTH, height, title=title, description=_told(table, names, lang))
        heading.draw(chart)
        axes = chart.sheet()
        for row, (column, lines, tall) in enumerate(zip(columns, steps, heights, strict=True)):
            for place, other in enumerate(columns[:row]):
                _draw_cell(axes, (EDGE + place * step, top, step, tall), pairs[other, column])
            left, middle = EDGE + row * step + 0.05, top + tall / 2
            chart.write(
                left, middle - len(lines) * line_height(SMALL) / 2, "\n".join(lines), SMALL, INK
            )
            top += tall
    return chart


def alt_together(outlook: Outlook, lang: str = "zh") -> str:
    """Say in words which two targets move together most, and which least."""
    return _told(dependence(outlook), _names(outlook, lang), lang)


def _told(table: pd.DataFrame, names: dict[str, str], lang: str) -> str:
    pairs = table.dropna(subset="spearman").sort_values("spearman")
    if pairs.empty:
        return text("alt.together.none", lang)
    ends = {"least": pairs.iloc[0], "most": pairs.iloc[-1]}
    values: dict[str, str] = {}
    for end, pair in ends.items():
        values[end] = number(pair["spearman"], 2)
        values |= {f"{end}_{name}": names[pair[name]] for name in ("column", "other")}
    return text("alt.together", lang, **values)


def _names(outlook: Outlook, lang: str) -> dict[str, str]:
    return {row.column: row.name for row in rows_of(outlook, lang)}


def _draw_cell(axes: Axes, place: tuple[float, float, float, float], value: float) -> None:
    """Draw a tile (left, top, width, height) the darker the stronger, with its number."""
    left, top, wide, tall = place
    known = math.isfinite(value)
    strength = min(abs(value) / _DARKEST, 1.0) if known else 0.0
    full = to_rgb(TARGET if value < 0 else BLUE)
    colour = [1 - strength * (1 - part) for part in full]
    axes.add_artist(Rectangle((left, top), wide, tall, fc=colour, ec="white", lw=1.2))
    axes.text(
        left + wide / 2,
        top + tall / 2,
        number(value, 2 if wide >= _ROOM_FOR_TWO_DECIMALS else 1),
        size=SMALL,
        color="white" if strength > _WHITE_FROM else INK,
        ha="center",
        va="center",
    )
