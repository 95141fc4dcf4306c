"""matplotlib's SVG backend, but for remembering how wide texts are and where their characters go.

The same titles, legends and percentages stand in figure after figure; matplotlib sets each of them
twice for each figure, once to measure it and once to draw it. Fonts themselves cannot be kept: a
fork has to open them again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TextIO

import matplotlib as mpl
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.font_manager import findfont, get_font
from matplotlib.textpath import TextToPath

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

_MOST = 4096
"""How many texts are remembered; a brief of ten targets has 400."""


class Typesetter(TextToPath):
    """Measures a text, and places its characters, once for each font.

    Where a font lacks a character others take turns for it, and nothing is remembered.
    """

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Return the size of a text."""
        ask = super().get_text_width_height_descent
        font = findfont(prop)
        if ismath or not _characters(font).issuperset(s):
            return ask(s, prop, ismath)
        key = ("size", font, prop.get_size_in_points(), s, mpl.rcParams["text.kerning_factor"])
        return _once(key, lambda: ask(s, prop, ismath))

    def get_glyphs_with_font(
        self,
        font: FT2Font,
        s: str,
        glyph_map: dict[str, Any] | None = None,
        return_new_glyphs_only: bool = False,  # noqa: FBT001, FBT002 - matplotlib's own
        **options: Any,
    ) -> tuple[Any, dict[str, Any], Any]:
        """Return characters with their places, their shapes, and lines under or over them."""
        ask = super().get_glyphs_with_font
        if not _characters(font.fname).issuperset(s):
            return ask(font, s, glyph_map, return_new_glyphs_only, **options)
        key = ("places", font.fname, font.postscript_name, s, *options.items())
        key = (*key, mpl.rcParams["text.kerning_factor"])
        placed, shapes, lines = _once(key, lambda: ask(font, s, **options))
        new = {name: shape for name, shape in shapes.items() if name not in (glyph_map or {})}
        if return_new_glyphs_only or glyph_map is None:
            return placed, new, lines
        glyph_map.update(new)
        return placed, glyph_map, lines


_kept: dict[Hashable, Any] = {}


def _once(key: Hashable, work_out: Callable[[], Any]) -> Any:
    if key not in _kept:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = work_out()
    return _kept[key]


@lru_cache(maxsize=8)
def _characters(font: str) -> frozenset[str]:
    """Characters that a font file has."""
    return frozenset(map(chr, get_font(font).get_charmap()))


class _Renderer(RendererSVG):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._text2path = Typesetter()


class FigureCanvas(FigureCanvasSVG):
    """What `figure.savefig(..., backend="module://...")` looks for in a module."""

    def print_svg(
        self,
        filename: TextIO,
        *,
        bbox_inches_restore: Any = None,
        metadata: dict[str, Any] | None = None,
        **_of_other_formats: Any,
    ) -> None:
        """Write a figure into an open file as matplotlib would."""
        dots, self.figure.dpi = self.figure.dpi, 72
        wide, tall = self.figure.get_size_inches()
        writing = _Renderer(72 * wide, 72 * tall, filename, image_dpi=dots, metadata=metadata)
        renderer = MixedModeRenderer(
            self.figure, wide, tall, dots, writing, bbox_inches_restore=bbox_inches_restore
        )
        self.figure.draw(renderer)  # type: ignore[arg-type]
        renderer.finalize()
