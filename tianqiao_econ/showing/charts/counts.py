"""How many of the targets are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    INK,
    MUTED,
    PALE_BLUE,
    SMALL,
    WIDTH,
    Chart,
    Heading,
)
from tianqiao_econ.showing.charts.descriptions import alt_number_met, count_range, expected_number
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from tianqiao_econ.assessment.outlook import Outlook

_BARS, _BELOW = 1.15, 0.62
_LEAST_SHOWN = 0.005


def number_met(outlook: Outlook, lang: str = "zh") -> Chart:
    """Draw the distribution of the number of targets met, its mean and its 80 % range.

    Parameters
    ----------
    outlook
        The assessment.
    lang
        'zh' or 'en'.

    """
    chances = outlook.number_met()
    title = text("chart.counts.title", lang, total=len(chances) - 1)
    with figure_style(lang):
        heading = Heading.fitted(title, text("chart.counts.note", lang))
        height = heading.height + _BARS + _BELOW + 0.12
        chart = Chart(WIDTH, height, title=title, description=alt_number_met(outlook, lang))
        heading.draw(chart)
        axes = chart.panel(0.15, _BELOW, WIDTH - 0.3, _BARS)
        _draw_bars(axes, chances)
        _draw_range(axes, chances, lang)
    return chart


def _draw_bars(axes: Axes, chances: pd.Series) -> None:
    low, high = count_range(chances)
    inside = (chances.index >= low) & (chances.index <= high)
    axes.bar(
        chances.index,
        chances.to_numpy(),
        width=0.72,
        color=np.where(inside, BLUE, PALE_BLUE),
        edgecolor=BLUE,
        lw=0.6,
    )
    for count, chance in chances.items():
        words = text("percent", "zh", number=number(100 * chance, 0))
        if chance < _LEAST_SHOWN:
            words = "<1%" if chance > 0 else ""
        axes.annotate(
            words,
            (count, chance),
            (0, 2),
            textcoords="offset points",
            size=SMALL,
            color=MUTED,
            ha="center",
            va="bottom",
        )
    axes.set(xlim=(-0.6, len(chances) - 0.4), ylim=(0, max(chances.max(), 0.01) * 1.18))
    axes.set_xticks(list(chances.index))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)


def _draw_range(axes: Axes, chances: pd.Series, lang: str) -> None:
    """Mark the mean and the range under the axis, and say them in words."""
    low, high = count_range(chances)
    under = axes.get_xaxis_transform()
    axes.plot(
        [low - 0.36, high + 0.36],
        [-0.25, -0.25],
        color=BLUE,
        lw=3.5,
        transform=under,
        clip_on=False,
        solid_capstyle="butt",
    )
    axes.plot(
        expected_number(chances),
        -0.25,
        "o",
        ms=7,
        mfc="white",
        mec=BLUE,
        mew=1.8,
        transform=under,
        clip_on=False,
        zorder=4,
    )
    words = text(
        "chart.counts.range", lang, expected=number(expected_number(chances)), low=low, high=high
    )
    axes.text(
        0.5, -0.36, words, size=SMALL, color=INK, ha="center", va="top", transform=axes.transAxes
    )
