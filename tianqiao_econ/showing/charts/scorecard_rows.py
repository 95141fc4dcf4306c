"""One row of the scorecard: its scale and its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tianqiao_econ.showing.charts.axes import bare
from tianqiao_econ.showing.charts.canvas import (
    BAND,
    BLUE,
    FAINT,
    INK,
    MUTED,
    SMALL,
    TARGET,
    inches,
    spread_apart,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tianqiao_econ.assessment.trending import Trend
    from tianqiao_econ.showing.rows import Row

END = 1.0
"""The scale of a row goes from -1 to 1, with the target in the middle."""

REACH = 1.16
"""Where the row ends; there is room for numbers beside the scale."""

BARS = 1.76
"""Width of all this in inches."""

_INCHES = BARS / (2 * REACH)
_POINTS: dict[str, dict[str, Any]] = {
    "last_outturn": {"marker": "D", "ms": 5, "mfc": "white"},
    "outturn": {"marker": "s", "ms": 5.5, "mfc": INK},
}

_FILLED = 0.72
"""How far the interval reaches on the scale of its row."""

OLD_TREND: dict[str, Any] = {"fc": "none", "ec": MUTED, "lw": 0.7, "ls": (0, (2, 1.5))}
"""A trend that is shown, but too old to be used: an empty band."""

_LINE, _ABOVE, _BELOW = 0.02, 0.2, -0.185
"""Heights in inches from the middle of a row: the forecast, outturns over it, numbers under it."""

_APART = 0.05
"""How far two outturns move up and down in inches where they would lie over each other."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Places on a row: the target in the middle, `half` units of the row to either side."""

    centre: float
    half: float

    def place(self, value: float) -> float:
        """Place of a value, cut off at the ends."""
        return float(np.clip((value - self.centre) / self.half, -END, END))

    def outside(self, value: float) -> int:
        """Tell on which side of the scale a value lies: -1, 0 or 1."""
        distance = (value - self.centre) / self.half
        return int(np.sign(distance)) if abs(distance) > END else 0


def scale_of(row: Row) -> Scale:
    """Return the scale of a row; its interval takes up most of it."""
    ends = [row.figure(name) for name in ("p10", "p90")]
    known = [end for end in ends if end is not None]
    centre = row.threshold
    if centre is None:
        centre = float(np.mean(known)) if known else 0.0
    reach = max((abs(end - centre) for end in known), default=0.0)
    if not reach:
        last = row.figure("last_outturn")
        reach = abs(last - centre) if last is not None else 0.0
    return Scale(centre, reach / _FILLED or END)


def draw_marks(axes: Axes, row: Row, trend: Trend | None, middle: float) -> None:
    """Draw one row around a height in inches, into axes that go from -REACH to REACH."""
    marks = _Marks(axes, row, scale_of(row), middle)
    marks.draw_trend(trend_ends(row, trend), old=bool(row.old_trend))
    marks.draw_target()
    marks.draw_forecast()
    marks.draw_outturns()
    marks.draw_numbers()


def trend_ends(row: Row, trend: Trend | None) -> tuple[float, float] | None:
    """Return the 80 % interval of the trend in the unit of the target, None without one."""
    if trend is None or row.figure("trend") is None or row.reference:
        return None
    if not row.is_level:
        return trend.p10, trend.p90
    last, period = row.figure("last_outturn"), str(row.data["last_period"])
    if last is None:
        return None
    _, low, high = trend.level(last, int(row.data["year"]) - int(period))
    return low, high


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where a row is drawn; each method draws one of its marks."""

    axes: Axes
    row: Row
    scale: Scale
    middle: float

    def draw_trend(self, ends: tuple[float, float] | None, *, old: bool) -> None:
        """Draw a band, empty where it is not used; an end beyond the scale has an open tip."""
        if ends is None:
            return
        low, high = (self.scale.place(end) for end in ends)
        at = self.middle + _LINE
        style = OLD_TREND if old else {"color": BAND, "lw": 0}
        self.axes.fill_between([low, high], at - 0.1, at + 0.1, zorder=0, **style)
        for side in {self.scale.outside(end) for end in ends} - {0}:
            tip = "<" if side < 0 else ">"
            self.axes.plot(side * (END + 0.035), at, tip, ms=4, color=FAINT, mew=0)

    def draw_target(self) -> None:
        """Draw the line that every row shares."""
        if self.row.threshold is not None:
            ends = [self.middle - 0.11, self.middle + 0.28]
            self.axes.plot([0, 0], ends, color=TARGET, lw=2.2, solid_capstyle="butt", zorder=2)

    def draw_forecast(self) -> None:
        """Draw the interval, thick on the side that meets the target, and the median."""
        low, middle, high = (self.row.figure(name) for name in ("p10", "median", "p90"))
        if low is None or middle is None or high is None:
            return
        ends = (self.scale.place(low), self.scale.place(high))
        self._draw_bar(ends, 1.2)
        if self.row.threshold is not None:
            side = (-END, 0.0) if self.row.is_ceiling else (0.0, END)
            self._draw_bar((max(ends[0], side[0]), min(ends[1], side[1])), 5)
        self.axes.plot(
            self.scale.place(middle),
            self.middle + _LINE,
            "o",
            ms=7,
            mfc="white",
            mec=BLUE,
            mew=1.8,
            zorder=4,
        )

    def draw_outturns(self) -> None:
        """Draw the outturns above the line; one off the scale is an arrow with its number."""
        if self.row.reference:
            return
        known = [name for name in _POINTS if self.row.figure(name) is not None]
        spans = [self._span(name) for name in known]
        touching = len(spans) > 1 and min(map(max, spans)) > max(map(min, spans))
        moves = (_APART, -1.3 * _APART) if touching else (0.0, 0.0)
        for name, move in zip(known, moves, strict=False):
            self._draw_outturn(name, _ABOVE + move)

    def _span(self, column: str) -> tuple[float, float]:
        """Places between which an outturn is drawn, its number included."""
        value = self.row.data[column]
        side = self.scale.outside(value)
        if side:
            wide = 0.23 + inches(self.row.amount(column), SMALL) / _INCHES
            return side * REACH, side * (REACH - wide)
        half = _POINTS[column]["ms"] / 72 / _INCHES / 2
        return self.scale.place(value) - 1.2 * half, self.scale.place(value) + 1.2 * half

    def _draw_outturn(self, column: str, above: float) -> None:
        value = self.row.data[column]
        side = self.scale.outside(value)
        if side:
            self._draw_arrow(self.row.amount(column), side, above)
            return
        at = self.middle + above
        style = {"color": INK, "mec": INK, "mew": 1.1, "zorder": 5, **_POINTS[column]}
        self.axes.plot(self.scale.place(value), at, **style)

    def draw_numbers(self) -> None:
        """Write the ends and the median under the line, moved apart where they would touch."""
        values = [self.row.figure(name) for name in ("p10", "median", "p90")]
        known = [value for value in values if value is not None]
        if not known:
            return
        words = [bare(self.row, value) for value in known]
        wide = max(inches(word, SMALL) for word in words) / _INCHES
        end = REACH - 0.4 * wide  # no number reaches the next column
        places = spread_apart([self.scale.place(value) for value in known], 1.12 * wide, -end, end)
        for place, word, colour in zip(places, words, (MUTED, BLUE, MUTED), strict=True):
            self._write(place, _BELOW, word, colour)

    def _draw_bar(self, ends: tuple[float, float], width: float) -> None:
        if ends[0] < ends[1]:
            at = [self.middle + _LINE] * 2
            self.axes.plot(ends, at, color=BLUE, lw=width, zorder=3, solid_capstyle="butt")

    def _draw_arrow(self, words: str, side: int, above: float) -> None:
        tip, at = side * REACH, self.middle + above
        style = {"arrowstyle": "-|>", "color": INK, "lw": 1, "mutation_scale": 7}
        self.axes.annotate("", (tip, at), (tip - side * 0.2, at), arrowprops=style)
        self._write(tip - side * (0.23 + inches(words, SMALL) / _INCHES / 2), above, words, INK)

    def _write(self, place: float, above: float, words: str, colour: str) -> None:
        self.axes.text(
            place, self.middle + above, words, size=SMALL, color=colour, ha="center", va="center"
        )
