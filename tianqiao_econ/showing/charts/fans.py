"""History and forecast of one target: own and parents' outturns, fan and target line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.framework import NotKnown
from tianqiao_econ.showing.charts.axes import (
    RoundNumbers,
    axis_title,
    bare,
    bare_goal,
    label_ticks,
    leave_unnamed,
)
from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    EDGE,
    FAINT,
    INK,
    MIDDLE_BLUE,
    MUTED,
    PALE_BLUE,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
    ems,
    inches,
    line_height,
    spread_apart,
    wrapped,
)
from tianqiao_econ.showing.charts.descriptions import alt_fan
from tianqiao_econ.showing.charts.lines import (
    Line,
    draw_history,
    draw_stroke,
    history_lines,
    recent,
)
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.rows import Row, draws_of, row_of
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import amount, axis_number, period_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook

_BOTTOM, _TALL, _ABOVE = 0.32, 1.68, 0.3
_LEFT, _GAP, _FAN, _RIGHT = 0.52, 0.16, 0.5, 0.88
_WIDE = WIDTH - _LEFT - _GAP - _FAN - _RIGHT
_SAMPLE, _YEAR = 0.24, 0.5
_NAME_EMS = 10
_BANDS = (
    (0.025, 0.975, 0.46, PALE_BLUE),
    (0.1, 0.9, 0.34, MIDDLE_BLUE),
    (0.25, 0.75, 0.22, BLUE),
)
"""Lower and upper quantile, half width and colour, widest first."""


def fan(
    outlook: Outlook, indicator: str, lang: str = "zh", *, history: pd.DataFrame | None = None
) -> Chart:
    """Draw the history of one indicator, its forecast for the year and the target.

    Parameters
    ----------
    outlook
        The assessment.
    indicator
        Indicator or column of a target.
    lang
        'zh' or 'en'.
    history
        Yearly growth of the area and its parents, as `tianqiao_econ.history` gives it; by default
        what the outlook's view holds. A level target has the area's own levels from the view.

    Raises
    ------
    UnknownName
        If the area has no such target.

    """
    row = row_of(outlook, indicator, lang)
    lines = history_lines(outlook, row, drawn_history(outlook, row, history))
    title = text("chart.fan.title", lang, name=row.name, year=outlook.year)
    with figure_style(lang):
        heading = Heading.fitted(title, text("chart.fan.note", lang))
        key = _Key(tuple(lines), tuple(_line_label(row, line) for line in lines))
        height = heading.height + key.height + _ABOVE + _TALL + _BOTTOM
        description = alt_fan(outlook, indicator, lang)
        chart = Chart(WIDTH, height, title=title, description=description)
        heading.draw(chart)
        key.draw(chart, height - heading.height)
        _draw(chart, outlook, row, lines)
    return chart


def drawn_history(outlook: Outlook, row: Row, given: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the figures that the fan of a target draws: its own levels, else yearly growth."""
    from tianqiao_econ.assessment.compare import history

    if row.is_level:
        return recent(_levels(outlook, row), outlook.year)
    if given is None and row.reference:
        return pd.DataFrame()
    if given is None:
        given = history(outlook.view, row.target.indicator, area=outlook.area.code)
    return recent(given, outlook.year)


def _levels(outlook: Outlook, row: Row) -> pd.DataFrame:
    """Yearly levels of the area itself."""
    area = outlook.area.code
    try:
        frame = outlook.view.series(row.target.indicator, area=area, transformation="level")
    except NotKnown:
        return pd.DataFrame()
    return frame.assign(ref_area=area, year=frame.index.astype(int)).reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class _Key:
    """Names and last figures of the lines over the picture, two beside each other if they fit."""

    lines: tuple[Line, ...]
    labels: tuple[str, ...]

    @property
    def columns(self) -> int:
        """How many stand beside each other."""
        longest = max((inches(label, SMALL) for label in self.labels), default=0.0)
        return 2 if _SAMPLE + 0.1 + longest < WIDTH / 2 - EDGE else 1

    @property
    def height(self) -> float:
        """Inches that they take."""
        rows = math.ceil(len(self.lines) / self.columns)
        return rows * line_height(SMALL) + 0.06 if rows else 0.0

    def draw(self, chart: Chart, top: float) -> None:
        """Draw them under a height in inches from the lower edge."""
        for number, (line, label) in enumerate(zip(self.lines, self.labels, strict=True)):
            down, across = divmod(number, self.columns)
            left = EDGE + across * WIDTH / self.columns
            middle = top - 0.06 - (down + 0.5) * line_height(SMALL)
            draw_stroke(chart, (left, left + _SAMPLE), (middle, middle), line.style)
            chart.label(left + _SAMPLE + 0.06, middle, label, INK if line.own else MUTED)


def _draw(chart: Chart, outlook: Outlook, row: Row, lines: list[Line]) -> None:
    draws = draws_of(outlook, row)
    limits = _limits(row, lines, draws)
    past = chart.panel(_LEFT, _BOTTOM, _WIDE, _TALL)
    ahead = chart.panel(_LEFT + _WIDE + _GAP, _BOTTOM, _FAN, _TALL)
    leave_unnamed(past, ahead)
    for axes in (past, ahead):
        axes.set_ylim(*limits)
        axes.axhline(0, color=FAINT, lw=0.6, zorder=0)
    _draw_past(past, outlook, row, lines)
    _draw_ahead(ahead, row, draws)
    _label_ahead(chart, row, draws, limits)


def _limits(row: Row, lines: list[Line], draws: NDArray[np.float64]) -> tuple[float, float]:
    """Range of everything drawn, with a little room."""
    values = [line.figures for line in lines]
    values.append(np.quantile(draws, (_BANDS[0][0], _BANDS[0][1])) if draws.size else draws)
    singles = (row.threshold, row.figure("outturn"), row.figure("last_outturn"))
    values.append(np.array([value for value in singles if value is not None]))
    everything = np.concatenate(values)
    if not np.isfinite(everything).any():
        return 0.0, 1.0
    low, high = float(np.nanmin(everything)), float(np.nanmax(everything))
    room = 0.06 * (high - low) or 0.5 * abs(high) or 1.0
    return low - room, high + room


def _draw_past(axes: Axes, outlook: Outlook, row: Row, lines: list[Line]) -> None:
    draw_history(axes, lines)
    first = min((int(line.years[0]) for line in lines), default=outlook.year - 5)
    axes.set_xlim(min(first, outlook.year - 5) - 0.4, outlook.year - 0.6)
    axes.xaxis.set_major_locator(RoundNumbers(nbins=int(_WIDE / _YEAR) - 1, integer=True))
    axes.xaxis.set_major_formatter("{x:.0f}")
    label_ticks(axes.yaxis, row)
    axes.set_title(axis_title(row), size=SMALL, color=MUTED, loc="left", pad=4, x=-0.02)
    if not lines:
        key = "chart.fan.difference" if row.reference else "chart.fan.no_history"
        words = text(key, row.lang, reference=row.reference)
        axes.text(
            0.5,
            0.5,
            wrapped(words, 2.2, SMALL),
            size=SMALL,
            color=MUTED,
            ha="center",
            va="center",
            transform=axes.transAxes,
        )


def _draw_ahead(axes: Axes, row: Row, draws: NDArray[np.float64]) -> None:
    """Draw the forecast as nested bars, the target across them, the outturn if it is known."""
    axes.set_xlim(-0.5, 0.5)
    axes.set_xticks([0], [period_text(str(row.data["year"]), row.lang)])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines["left"].set_visible(False)
    if draws.size:
        for low, high, half, colour in _BANDS:
            ends = np.quantile(draws, (low, high))
            axes.fill_between([-half, half], *ends, color=colour, lw=0, zorder=1)
        axes.plot([-0.34, 0.34], [np.median(draws)] * 2, color="white", lw=1.6, zorder=2)
    else:
        low, high = axes.get_ylim()
        at = 0.8 if (row.threshold or low) < (low + high) / 2 else 0.2
        words = text("chart.fan.no_forecast", row.lang)
        axes.text(0.5, at, words, size=SMALL, color=MUTED, ha="center", transform=axes.transAxes)
    if row.threshold is not None:
        axes.axhline(row.threshold, color=TARGET, lw=1.8, zorder=3)
    outturn = row.figure("outturn")
    if outturn is not None:
        axes.plot(0, outturn, "s", ms=6, color=INK, mec="white", zorder=4)


def _line_label(row: Row, line: Line) -> str:
    """Name and last figure; the year too where it is not the last one before the target's."""
    kind, unit = row.target.transformation, row.target.unit_measure
    year, value = line.last
    key = "chart.fan.line" if year == int(row.data["year"]) - 1 else "chart.fan.old_line"
    say = axis_number if row.is_level else amount
    name = _short(line.name.split(", ")[0])  # "Tianqiao District, Jinan": Jinan is named below
    return text(key, row.lang, name=name, year=year, figure=say(value, kind, unit, row.lang))


def _short(name: str) -> str:
    """Name cut to the room that labels have beside the lines; the page gives it in full."""
    if ems(name) <= _NAME_EMS:
        return name
    kept = name[: 2 * _NAME_EMS]
    while ems(kept) >= _NAME_EMS:
        kept = kept[:-1]
    return f"{kept}…"


def _label_ahead(
    chart: Chart, row: Row, draws: NDArray[np.float64], limits: tuple[float, float]
) -> None:
    """Write target, outturn, median and interval beside the bars, moved apart."""
    labels = _labels_ahead(row, draws)
    low, high = limits
    places = spread_apart(
        [(value - low) / (high - low) * _TALL for value, _, _ in labels],
        line_height(SMALL),
        0.06,
        _TALL - 0.06,
    )
    for (_, words, colour), place in zip(labels, places, strict=True):
        chart.label(WIDTH - _RIGHT + 0.06, _BOTTOM + place, words, colour)


def _labels_ahead(row: Row, draws: NDArray[np.float64]) -> list[tuple[float, str, str]]:
    """Value, words and colour of each label beside the bars."""
    labels = []
    if row.threshold is not None:
        labels.append((row.threshold, text("chart.target", row.lang, goal=bare_goal(row)), TARGET))
    outturn = row.figure("outturn")
    if outturn is not None:
        words = text("chart.outturn", row.lang, figure=bare(row, outturn))
        labels.append((outturn, words, INK))
    if draws.size:
        low, middle, high = np.quantile(draws, (0.1, 0.5, 0.9))
        words = text("chart.median", row.lang, figure=bare(row, middle))
        labels += [
            (high, bare(row, high), MUTED),
            (middle, words, BLUE),
            (low, bare(row, low), MUTED),
        ]
    return labels
