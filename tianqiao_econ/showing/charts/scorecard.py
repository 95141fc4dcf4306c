"""All targets in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from tianqiao_econ.showing.charts.canvas import (
    BAND,
    BLUE,
    EDGE,
    FAINT,
    INK,
    LARGE,
    MUTED,
    NORMAL,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
    line_height,
    wrapped,
)
from tianqiao_econ.showing.charts.descriptions import alt_scorecard
from tianqiao_econ.showing.charts.scorecard_rows import BARS, OLD_TREND, REACH, draw_marks
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.rows import rows_of
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.chances import chance_word, shown_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.showing.rows import Row

_NAMES, _SIDE, _GAP = 1.38, 1.1, 0.06
_LEGEND, _LEAST_ROW = 2 * 0.19, 0.62


def scorecard(outlook: Outlook, lang: str = "zh") -> Chart:
    """Draw all targets in one picture, a row each.

    A row has its own scale with the target in the middle: the last outturn, the interval of the
    trend, the forecast's median and 80 % interval (thick where the target is met), and the
    probability with its word. Scales differ, so the numbers are written beside the marks.

    Parameters
    ----------
    outlook
        The assessment.
    lang
        'zh' or 'en'.

    """
    rows = rows_of(outlook, lang)
    names = [_name_lines(row) for row in rows]
    heights = [max(_LEAST_ROW, _block(lines)) for lines in names]
    title = text("chart.scorecard.title", lang, year=outlook.year)
    heading = Heading.fitted(title, text("chart.scorecard.note", lang))
    over = any(row.outcome is not None for row in rows)
    old = any(row.old_trend for row in rows)
    above = heading.height + _LEGEND + 0.2
    height = above + sum(heights) + EDGE
    with figure_style(lang):
        chart = Chart(WIDTH, height, title=title, description=alt_scorecard(outlook, lang))
        heading.draw(chart)
        _draw_legend(chart, lang, heading.height, over=over, old=old)
        if not over:
            head = text("chart.scorecard.chance", lang)
            chart.label(WIDTH - _SIDE + 0.04, height - above + 0.1, head, MUTED)
        axes = _bars_axes(chart, height - above)
        top = height - above
        for row, lines, tall in zip(rows, names, heights, strict=True):
            draw_marks(axes, row, outlook.trends.get(row.column), top - tall / 2)
            _draw_name(chart, lines, top - tall / 2)
            _draw_chance(chart, row, top - tall / 2)
            _draw_rule(chart, top)
            top -= tall
    return chart


def _name_lines(row: Row) -> tuple[list[str], list[str]]:
    """Lines of the name, and of the goal and last outturn under it."""
    name = wrapped(row.name, _NAMES, NORMAL).split("\n")
    goal = text("chart.scorecard.goal", row.lang, goal=row.phrase())
    return name, wrapped(goal, _NAMES, SMALL).split("\n") + wrapped(
        _last(row), _NAMES, SMALL
    ).split("\n")


def _last(row: Row) -> str:
    if row.figure("last_outturn") is None:
        return text("chart.scorecard.no_last", row.lang)
    return row.last()


def _block(lines: tuple[list[str], list[str]]) -> float:
    name, small = lines
    return len(name) * line_height(NORMAL) + len(small) * line_height(SMALL) + 0.14


def _bars_axes(chart: Chart, tall: float) -> Axes:
    """Axes of all rows at once: the scale of a row across, inches from the lower edge upwards."""
    axes = chart.panel(_NAMES + _GAP, 0, BARS, tall)
    axes.set(xlim=(-REACH, REACH), ylim=(0, tall))
    axes.axis("off")
    return axes


def _draw_name(chart: Chart, lines: tuple[list[str], list[str]], middle: float) -> None:
    name, small = lines
    top = chart.get_size_inches()[1] - middle - (_block(lines) - 0.14) / 2
    chart.write(EDGE, top, "\n".join(name), NORMAL, INK)
    chart.write(EDGE, top + len(name) * line_height(NORMAL), "\n".join(small), SMALL, MUTED)


def _draw_chance(chart: Chart, row: Row, middle: float) -> None:
    tall = chart.get_size_inches()[1]
    left = WIDTH - _SIDE + 0.04
    first, *told = _chance_lines(row)
    small = [line for one in told for line in wrapped(one, _SIDE - 0.1, SMALL).split("\n")]
    size = NORMAL if row.probability is None and row.outcome is None else LARGE
    top = tall - middle - (line_height(size) + len(small) * line_height(SMALL)) / 2
    chart.write(left, top, first, size, INK)
    chart.write(left, top + line_height(size), "\n".join(small), SMALL, MUTED)


def _chance_lines(row: Row) -> list[str]:
    """Probability and word; for a year that is over, outturn, verdict and what was forecast."""
    chance = row.probability
    if row.outcome is not None:
        verdict = text("verdict.met" if row.outcome else "verdict.missed", row.lang)
        lines = [row.amount("outturn"), verdict]
        if chance is not None:
            lines.append(text("chance.was", row.lang, percent=shown_percent(chance)))
        return lines
    if chance is None:
        return [text("chance.none", row.lang), text("chance.none_hint", row.lang)]
    percent = text("chance.about", row.lang, percent=shown_percent(chance))
    return [percent, chance_word(chance, row.lang)]


def _draw_rule(chart: Chart, at: float) -> None:
    _, tall = chart.get_size_inches()
    chart.add_artist(Line2D([0.01, 0.99], [at / tall, at / tall], color=FAINT, lw=0.5))


def _draw_legend(chart: Chart, lang: str, top: float, *, over: bool, old: bool) -> None:
    """Explain the marks under the heading."""
    interval = (
        Line2D([], [], color=BLUE, lw=3.5, solid_capstyle="butt"),
        Line2D([], [], color=BLUE, marker="o", ms=6, mfc="white", mew=1.6, lw=0),
    )
    marks: dict[str, Any] = {
        "target": Line2D([], [], color=TARGET, marker="|", ms=10, mew=2.2, lw=0),
        "forecast": interval,
        "trend": Patch(color=BAND),
        "last": Line2D([], [], color=INK, marker="D", ms=4.5, mfc="white", mew=1.1, lw=0),
    }
    if old:
        marks["old_trend"] = Patch(**OLD_TREND)
    if over:
        marks["outturn"] = Line2D([], [], color=INK, marker="s", ms=5, lw=0)
    _, tall = chart.get_size_inches()
    chart.legend(
        list(marks.values()),
        [text(f"legend.{name}", lang) for name in marks],
        handler_map={tuple: HandlerTuple(ndivide=1)},
        loc="upper left",
        bbox_to_anchor=(0.0, 1 - (top + 0.02) / tall),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
        labelcolor=MUTED,
        handlelength=1.4,
        columnspacing=0.8,
        handletextpad=0.5,
        borderaxespad=0,
    )
