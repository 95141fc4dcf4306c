"""The lines of the past: an area's own outturns and its parents'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from tianqiao_econ.framework import ObsStatus
from tianqiao_econ.showing.charts.canvas import INK, MUTED
from tianqiao_econ.showing.rows import localized

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.showing.charts.canvas import Chart
    from tianqiao_econ.showing.rows import Row

YEARS_SHOWN = 15
"""Longer histories of the parents say nothing about next year."""

_OWN: dict[str, Any] = {"color": INK, "lw": 1.8}
_PARENTS: tuple[dict[str, Any], ...] = (
    {"color": MUTED, "ls": "-", "lw": 1.0},
    {"color": MUTED, "ls": (0, (5, 1.6)), "lw": 1.0},
    {"color": MUTED, "ls": (0, (1.2, 1.4)), "lw": 1.2},
)


@dataclass(frozen=True, slots=True)
class Line:
    """Outturns of one area, a value a year; NaN where none was published.

    Attributes
    ----------
    name
        The area in the reader's language.
    own, style
        Whether it is the area of the outlook itself; how the line is drawn.
    years, figures, provisional
        Shape (n,) each, years without gaps.
    broken
        Years whose value may not be compared with the one before, shape (n,).

    """

    name: str
    own: bool
    style: Mapping[str, Any]
    years: NDArray[np.int64]
    figures: NDArray[np.float64]
    provisional: NDArray[np.bool_]
    broken: NDArray[np.bool_]

    @property
    def last(self) -> tuple[int, float]:
        """Last year with a value, and the value."""
        at = int(np.flatnonzero(np.isfinite(self.figures))[-1])
        return int(self.years[at]), float(self.figures[at])


def history_lines(outlook: Outlook, row: Row, history: pd.DataFrame) -> list[Line]:
    """Return the area's line, then its parents' nearest first, as far as there are figures.

    Levels of a district and of a nation do not fit one axis: a level target has its own line
    only. The history of an outturn says nothing about its distance from a reference: no lines.
    """
    if row.reference or history.empty:
        return []
    chain = [outlook.area.code]
    if not row.is_level:
        chain += [parent.code for parent in outlook.view.package.parents(outlook.area.code)]
    found = ((code, history[history["ref_area"] == code]) for code in chain)
    known = [(code, rows) for code, rows in found if rows["obs_value"].notna().any()]
    styles = dict(zip(chain, (_OWN, *_PARENTS), strict=False))
    return [
        _line(outlook, code, rows, row.lang, styles.get(code, _PARENTS[-1])) for code, rows in known
    ]


def recent(history: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the years before a year that are shown."""
    if history.empty:
        return history
    years = history["year"].astype(int)
    return history[(years < year) & (years >= year - YEARS_SHOWN)]


def draw_history(axes: Axes, lines: list[Line]) -> None:
    """Draw the lines; preliminary figures are hollow, breaks are gaps."""
    for line in lines:
        axes.plot(*_with_gaps(line), zorder=3 if line.own else 2, **line.style)
        if line.own:
            _dot_all(axes, line)
        else:
            _dot_lonely(axes, line)


def draw_stroke(
    chart: Chart, across: tuple[float, float], up: tuple[float, float], style: Mapping[str, Any]
) -> None:
    """Draw a straight line between places given in inches from the lower left corner."""
    whole, tall = chart.get_size_inches()
    chart.add_artist(Line2D([x / whole for x in across], [y / tall for y in up], **style))


def _line(
    outlook: Outlook, code: str, rows: pd.DataFrame, lang: str, style: Mapping[str, Any]
) -> Line:
    by_year = rows.assign(year=rows["year"].astype(int)).set_index("year").sort_index()
    years = np.arange(by_year.index.min(), by_year.index.max() + 1)
    by_year = by_year.reindex(years)
    return Line(
        style=style,
        name=localized(outlook.view.package.area(code), lang),
        own=code == outlook.area.code,
        years=years,
        figures=by_year["obs_value"].to_numpy(dtype=np.float64),
        provisional=(by_year["obs_status"] == ObsStatus.PROVISIONAL).to_numpy(dtype=bool),
        broken=(by_year["obs_status"] == ObsStatus.BREAK).to_numpy(dtype=bool),
    )


def _with_gaps(line: Line) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Put a gap before each break."""
    at = np.flatnonzero(line.broken)
    years = np.insert(line.years.astype(np.float64), at, line.years[at] - 0.5)
    return years, np.insert(line.figures, at, np.nan)


def _dot_all(axes: Axes, line: Line) -> None:
    """Mark every figure, preliminary ones hollow."""
    for hollow in (False, True):
        chosen = (line.provisional == hollow) & np.isfinite(line.figures)
        fill = "white" if hollow else INK
        axes.plot(
            line.years[chosen],
            line.figures[chosen],
            "o",
            ms=5,
            mec=INK,
            mew=1.3,
            mfc=fill,
            zorder=4,
            clip_on=False,
        )


def _dot_lonely(axes: Axes, line: Line) -> None:
    """Mark the years without a neighbour, which a line would not show."""
    padded = np.concatenate([[np.nan], line.figures, [np.nan]])
    lonely = np.isfinite(line.figures) & np.isnan(padded[:-2]) & np.isnan(padded[2:])
    axes.plot(line.years[lonely], line.figures[lonely], "o", ms=2.5, color=MUTED, zorder=2)
