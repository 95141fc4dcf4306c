"""A probability as twenty dots, each an equally likely outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.showing.charts.axes import axis_title, label_ticks
from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    EDGE,
    MUTED,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
)
from tianqiao_econ.showing.charts.descriptions import DOTS, alt_dotplot, dots_sentence, filled_dots
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.rows import draws_of, row_of
from tianqiao_econ.showing.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.showing.rows import Row

_DIAMETER = 0.2
_SIDE = 0.15
_SHOWN = WIDTH - 2 * _SIDE
_WIDE, _WIDEST = 11, 20
_BELOW, _ABOVE = 0.5, 0.28


@dataclass(frozen=True, slots=True)
class Dots:
    """Places of the dots: columns of one dot's width that begin at the threshold.

    Attributes
    ----------
    column, level
        Column (0 is the first at or above the threshold) and height in it, shape (20,).
    filled
        Which dots meet the target, shape (20,).
    width
        Width of a column in the unit of the target.

    """

    column: NDArray[np.int64]
    level: NDArray[np.int64]
    filled: NDArray[np.bool_]
    width: float


def dotplot(outlook: Outlook, indicator: str, lang: str = "zh") -> Chart:
    """Draw the forecast as twenty equally likely outcomes; those that meet the target are filled.

    Parameters
    ----------
    outlook
        The assessment.
    indicator
        Indicator or column of a target.
    lang
        'zh' or 'en'.

    Raises
    ------
    UnknownName
        If the area has no such target.

    """
    row = row_of(outlook, indicator, lang)
    draws = draws_of(outlook, row)
    description = alt_dotplot(outlook, indicator, lang)
    title = text("chart.dots.title", lang, name=row.name)
    with figure_style(lang):
        if not draws.size or row.latent is None or row.probability is None:
            return _without_probability(row, title, description)
        dots = place_dots(draws, row.latent, row.probability, ceiling=row.is_ceiling)
        pile = (int(dots.level.max()) + 1) * _DIAMETER
        heading = Heading.fitted(
            dots_sentence(row), text("chart.dots.note", lang, percent=100 // DOTS)
        )
        height = _BELOW + pile + _ABOVE + heading.height
        chart = Chart(WIDTH, height, title=title, description=description)
        heading.draw(chart)
        _draw(chart.panel(_SIDE, _BELOW, _SHOWN, pile + 0.1), row, dots, pile)
    return chart


def place_dots(
    draws: NDArray[np.float64], threshold: float, probability: float, *, ceiling: bool
) -> Dots:
    """Place twenty quantiles of the draws in columns that begin at the threshold.

    Parameters
    ----------
    draws
        Shape (n,).
    threshold
        Unrounded bound of the event.
    probability
        Chance that the event happens; it decides how many dots are filled.
    ceiling
        Whether it is met below the threshold.

    """
    middles = (np.arange(DOTS) + 0.5) / DOTS
    values = np.quantile(draws, middles)
    filled_count = filled_dots(probability)
    order = np.arange(DOTS)
    filled = order < filled_count if ceiling else order >= DOTS - filled_count
    above = ~filled if ceiling else filled
    width = _column_width(values, threshold)
    column = np.floor((values - threshold) / width).astype(np.int64)
    column = np.where(above, np.maximum(column, 0), np.minimum(column, -1))
    level = np.array([int((column[:index] == column[index]).sum()) for index in order])
    return Dots(column, level, filled, width)


def _column_width(values: NDArray[np.float64], threshold: float) -> float:
    spread = float(values[-1] - values[0])
    with_threshold = float(max(values[-1], threshold) - min(values[0], threshold))
    return max(spread / _WIDE, with_threshold / _WIDEST) or 1.0


def _draw(axes: Axes, row: Row, dots: Dots, pile: float) -> None:
    """Draw the dots as circles in inches, so that they are round, over an axis in units."""
    threshold = float(row.latent or 0.0)
    low, high = int(min(dots.column.min(), -1)), int(max(dots.column.max(), 0)) + 1
    spare = (_SHOWN / _DIAMETER - (high - low)) / 2
    axes.set_xlim(threshold + (low - spare) * dots.width, threshold + (high + spare) * dots.width)
    axes.set_ylim(0, (pile + 0.1) / _DIAMETER)
    at = threshold + (dots.column + 0.5) * dots.width
    size = (_DIAMETER * 0.86 * 72) ** 2
    colours = [BLUE if full else "white" for full in dots.filled]
    edges = [BLUE if full else MUTED for full in dots.filled]
    axes.scatter(at, dots.level + 0.5, s=size, c=colours, edgecolors=edges, lw=0.9, zorder=3)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    shown = (threshold + low * dots.width, threshold + high * dots.width)
    label_ticks(axes.xaxis, row, most=6, within=shown)
    axes.set_xlabel(axis_title(row), size=SMALL, color=MUTED, labelpad=2)
    _draw_target(axes, row, threshold)


def _draw_target(axes: Axes, row: Row, threshold: float) -> None:
    axes.axvline(threshold, color=TARGET, lw=1.8, ymax=1.0, clip_on=False, zorder=2)
    goal = text("chart.target", row.lang, goal=row.goal())
    low, high = axes.get_xlim()
    share = (threshold - low) / (high - low)
    align = "left" if share < 0.3 else "right" if share > 0.7 else "center"  # noqa: PLR2004
    axes.annotate(
        goal,
        (share, 1.0),
        (0, 2),
        xycoords="axes fraction",
        textcoords="offset points",
        size=SMALL,
        color=TARGET,
        ha=align,
        va="bottom",
    )


def _without_probability(row: Row, title: str, description: str) -> Chart:
    heading = Heading.fitted(dots_sentence(row), row.note)
    chart = Chart(WIDTH, heading.height + EDGE, title=title, description=description)
    heading.draw(chart)
    return chart
