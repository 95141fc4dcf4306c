"""The sheet that every chart is drawn on: size, colours, and labels that keep apart."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import matplotlib as mpl
from matplotlib.figure import Figure

from tianqiao_econ.showing.charts.inline import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

WIDTH = 4.3
"""Inches. Narrow, so that type of nine points has ten pixels on a phone of 390 pixels."""

INK = "#1a2027"
MUTED = "#5b6570"
FAINT = "#c3cad0"
BAND = "#dfe4e8"
BLUE = "#1f5f99"
MIDDLE_BLUE = "#7ba7cc"
PALE_BLUE = "#c9dcec"
TARGET = "#a63c14"
"""Told apart by lightness as well as by hue: black and white print loses nothing."""

EDGE = 0.06
"""Margin in inches."""

SMALL, NORMAL, LARGE = 9, 10, 11.5
"""Type sizes in points; none is smaller."""

_LINE = 1.3
_OPENING, _CLOSING = "（“《", "）”》，。；：、"
_POINTS_PER_INCH = 72


class Chart(Figure):
    """A matplotlib figure that knows its title and says in words what it shows.

    In a notebook it shows itself as an inline SVG with that text behind it.

    Parameters
    ----------
    width, height
        Inches.
    title, description
        What the picture is, and what it shows.

    """

    def __init__(
        self, width: float, height: float, *, title: str = "", description: str = "", **options: Any
    ) -> None:
        super().__init__(figsize=(width, height), **options)
        self.title = title
        self.description = description
        self._shows = ""

    def keep(self, shows: str) -> Self:
        """Have the complete chart, and every one that shows the same, drawn once in a process.

        Whatever is changed of it afterwards makes it a chart of its own.
        """
        self._shows = f"{shows} {_settings()}"
        self.stale = False
        return self

    def _repr_html_(self) -> str:
        if self._shows and not self.stale:
            return _drawn_once(_Complete(f"{self._shows} {_settings()}", self))
        return svg(self, self.title, self.description)

    def panel(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add axes at a place given in inches from the lower left corner."""
        whole, tall = self.get_size_inches()
        return self.add_axes((left / whole, bottom / tall, width / whole, height / tall))

    def sheet(self) -> Axes:
        """Add bare axes over the whole figure, in inches from the upper left corner."""
        whole, tall = self.get_size_inches()
        axes = self.panel(0, 0, whole, tall)
        axes.set(xlim=(0, whole), ylim=(tall, 0))
        axes.axis("off")
        return axes

    def write(self, left: float, top: float, words: str, size: float, color: str) -> None:
        """Write at a place given in inches from the upper left corner, lines downwards."""
        whole, tall = self.get_size_inches()
        for number, line in enumerate(words.split("\n")):
            at = 1 - (top + number * line_height(size)) / tall
            self.text(left / whole, at, line, size=size, color=color, va="top")

    def label(self, left: float, middle: float, words: str, color: str) -> None:
        """Write one small line at a place given in inches from the lower left corner."""
        whole, tall = self.get_size_inches()
        self.text(left / whole, middle / tall, words, size=SMALL, color=color, va="center")


@dataclass(frozen=True, slots=True)
class _Complete:
    """A chart that is known by what it shows."""

    shows: str
    chart: Chart = field(compare=False)


@lru_cache(maxsize=8)
def _drawn_once(complete: _Complete) -> str:
    chart = complete.chart
    return svg(chart, chart.title, chart.description)


def _settings() -> str:
    """Return matplotlib's settings: a reader's own are seen in a chart."""
    return str([one for one in dict.items(mpl.rcParams) if one[0] != "backend"])


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and a remark under it, broken into lines that fit the sheet."""

    title: str
    remark: str

    @classmethod
    def fitted(cls, title: str, remark: str = "") -> Self:
        """Break both into lines."""
        room = WIDTH - 3 * EDGE
        return cls(wrapped(title, room, LARGE), wrapped(remark, room, SMALL) if remark else "")

    @property
    def height(self) -> float:
        """Inches from the upper edge to the end of the remark."""
        return self._title_height + len(self.remark.splitlines()) * line_height(SMALL)

    @property
    def _title_height(self) -> float:
        return EDGE + len(self.title.splitlines()) * line_height(LARGE) + 0.04

    def draw(self, chart: Chart) -> None:
        """Write both at the top left."""
        chart.write(EDGE, EDGE, self.title, LARGE, INK)
        chart.write(EDGE, self._title_height, self.remark, SMALL, MUTED)


def ems(words: str) -> float:
    """Width of a text in ems, roughly: a Chinese character is one, a letter half of one."""
    wide = (char == "%" or unicodedata.east_asian_width(char) in "WF" for char in words)
    return sum(1.0 if one else 0.55 for one in wide)


def inches(words: str, size: float) -> float:
    """Width of a text in inches, roughly."""
    return ems(words) * size / _POINTS_PER_INCH


def wrapped(words: str, width: float, size: float) -> str:
    """Break a text into lines no wider than `width` inches; a single long word stays whole."""
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and inches((lines[-1] + piece).rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.strip() for line in lines)


def balanced(words: str, width: float, size: float) -> list[str]:
    """Break a text into as few lines as fit `width` inches, all about as long as each other."""
    lines = wrapped(words, width, size).split("\n")
    while (width := width - size / _POINTS_PER_INCH / 2) > 0:
        narrower = wrapped(words, width, size).split("\n")
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def line_height(size: float) -> float:
    """Height of one line in inches."""
    return _LINE * size / _POINTS_PER_INCH


def spread_apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places as little as needed until neighbours are `gap` apart within [low, high].

    If there is no room for all, they are spaced evenly from `low` to `high`.
    """
    if not places:
        return []
    order = sorted(range(len(places)), key=places.__getitem__)
    room = (high - low) / max(len(places) - 1, 1)
    gap = min(gap, room)
    clusters: list[list[float]] = []
    for index in order:
        clusters.append([min(max(places[index], low), high)])
        while len(clusters) > 1 and _too_near(clusters[-2], clusters[-1], gap, low, high):
            last = clusters.pop()
            clusters[-1] = clusters[-1] + last
    moved = [place for cluster in clusters for place in _laid_out(cluster, gap, low, high)]
    return [moved[order.index(index)] for index in range(len(places))]


def _laid_out(cluster: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places of a cluster, `gap` apart around its mean, pushed inside [low, high]."""
    half = gap * (len(cluster) - 1) / 2
    centre = sum(cluster) / len(cluster)
    centre = min(max(centre, low + half), high - half)
    return [centre - half + gap * step for step in range(len(cluster))]


def _too_near(first: list[float], second: list[float], gap: float, low: float, high: float) -> bool:
    distance = _laid_out(second, gap, low, high)[0] - _laid_out(first, gap, low, high)[-1]
    return distance < gap - 1e-9


def _pieces(words: str) -> list[str]:
    """Cut a text where a line may break: after a space, and around a Chinese character.

    No line begins with a closing sign or ends with an opening one.
    """
    pieces = [""]
    for before, char in pairwise(f" {words}"):
        wide = unicodedata.east_asian_width(before) in "WF" and before not in _OPENING
        if before == " " or (wide and char not in _CLOSING):
            pieces.append("")
        pieces[-1] += char
    return [piece for piece in pieces if piece]
