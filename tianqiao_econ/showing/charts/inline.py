"""A figure as SVG inside a page: small, the same bytes each time, readable by a screen reader."""

from __future__ import annotations

import hashlib
import io
import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import matplotlib as mpl

from tianqiao_econ.showing.fonts import SETTINGS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_PIXELS = 520
"""Widest a figure is shown on a screen."""

_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_KEY, _KEY_LENGTH = "\0", 6
_BACKEND = "module://tianqiao_econ.showing.charts.typesetting"
_GLYPH = re.compile(r' d="([^"]*)" transform="scale\(0\.015625\)"')
_COARSER = 8
"""matplotlib draws glyphs 6,400 units high; 800 are finer than any screen or printer."""


def svg(figure: Figure, title: str, description: str) -> str:
    """Return a figure as inline SVG with a title and a description.

    Parameters
    ----------
    figure
        Any matplotlib figure.
    title, description
        What the picture is and what it shows, for those who do not see it.

    Returns
    -------
    str
        One `<svg role="img">`. Its ids begin with a key made of its contents, so that several
        figures fit on one page.

    """
    drawing = _with_short_ids(_drawing(figure))  # matplotlib's own have digits none can see
    digest = hashlib.sha256(f"{drawing.replace(_KEY, 'f')}\0{title}\0{description}".encode())
    key = f"f{digest.hexdigest()[:_KEY_LENGTH]}"
    width, height = (inch * 72 for inch in figure.get_size_inches())
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="te-chart" role="img"'
        f' aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {width:g} {height:g}" width="100%"'
        f' style="max-width:{MOST_PIXELS}px;height:auto;stroke-linejoin:round">'
    )
    words = (
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )
    return opening + words + drawing.replace(_KEY, key) + "</svg>"


def _drawing(figure: Figure) -> str:
    """Return what is inside the svg element, without what only fills space."""
    buffer = io.StringIO()
    with mpl.rc_context(SETTINGS):
        figure.savefig(buffer, format="svg", backend=_BACKEND, metadata=_NO_METADATA)
    markup = buffer.getvalue()
    inside = markup[markup.index(">", markup.index("<svg")) + 1 : markup.rindex("</svg>")]
    inside = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", inside, flags=re.DOTALL)
    inside = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", inside, flags=re.DOTALL)
    parts = _GLYPH.split(inside)  # most of the text are shapes of characters, which recur
    parts[::2] = map(_dense, parts[::2])
    parts[1::2] = map(_coarser, parts[1::2])
    return "".join(parts)


def _dense(markup: str) -> str:
    """Return markup without needless digits and spaces."""
    markup = re.sub(r"-?\d+\.\d{3,}", _shorter, markup)
    markup = re.sub(r' d="([^"]*)"', _denser_path, markup)
    markup = " ".join(filter(None, map(str.strip, markup.split("\n"))))
    return markup.replace("> <", "><").replace(" />", "/>")


@lru_cache(maxsize=4096)
def _coarser(path: str) -> str:
    """Return the shape of a character on a coarser grid."""
    path = re.sub(r"-?\d+(?:\.\d+)?", lambda n: str(round(float(n[0]) / _COARSER)), path)
    return f' d="{_denser(path)}" transform="scale({_COARSER / 64:g})"'


def _shorter(number: re.Match[str]) -> str:
    """Keep a hundredth of a point, and four decimals of a scale."""
    value = float(number[0])
    return f"{round(value, 2 if abs(value) >= 1 else 4):g}"


def _denser_path(found: re.Match[str]) -> str:
    return f' d="{_denser(found[1])}"'


def _denser(path: str) -> str:
    """Leave out spaces that a path does not need."""
    path = re.sub(r"\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+", "", path.strip())
    return path.replace(" -", "-")


def _with_short_ids(markup: str) -> str:
    """Keep the ids that something refers to, as a number behind what stands for a figure's key."""
    used = dict.fromkeys(re.findall(r'(?:href="|url\()#([^")]+)', markup))
    short = {name: f"{_KEY}-{number:x}" for number, name in enumerate(used)}
    markup = re.sub(
        r' id="([^"]+)"', lambda m: f' id="{short[m[1]]}"' if m[1] in short else "", markup
    )
    markup = re.sub(r'xlink:href="#([^"]+)"', lambda m: f'href="#{short[m[1]]}"', markup)
    markup = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{short[m[1]]})", markup)
    return re.sub(r'(<use [^>]*?) transform="translate\((\S+) 0\)"', r'\1 x="\2"', markup)
