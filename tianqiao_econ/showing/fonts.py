"""Chinese characters in charts without any step by hand."""

from __future__ import annotations

import importlib.util
import logging
import warnings
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGED_FAMILY = "Noto Sans SC"
"""The font that comes from PyPI as a dependency (OFL)."""

SYSTEM_FAMILIES = (
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Fonts that readers' machines often have, best first."""

LATIN_FAMILY = "DejaVu Sans"
"""Comes with matplotlib; stands behind the Chinese font for the odd sign."""

_log = logging.getLogger(__name__)


class NoChineseFontWarning(UserWarning):
    """Chinese characters will be shown as boxes."""


def packaged_font() -> Path | None:
    """Return the file of the Chinese font that is installed as a dependency, or None."""
    if importlib.util.find_spec("pylopdf_fonts_zh_cn") is None:
        return None
    from pylopdf_fonts_zh_cn import sans_path

    return sans_path()


@lru_cache(maxsize=1)
def chinese_family() -> str | None:
    """Register the packaged font with matplotlib, else find a system font; None without one."""
    path = packaged_font()
    if path is not None:
        font_manager.fontManager.addfont(path)
        return PACKAGED_FAMILY
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((family for family in SYSTEM_FAMILIES if family in installed), None)


def families(lang: str) -> list[str]:
    """Return the font families for a language, best first; warn if Chinese has none."""
    chinese = chinese_family()
    if chinese is not None:
        return [chinese, LATIN_FAMILY]
    if lang == "zh":
        warnings.warn(
            "no Chinese font: install pylopdf-fonts-zh-cn, or the characters will be boxes",
            NoChineseFontWarning,
            stacklevel=3,
        )
    return [LATIN_FAMILY]


@contextmanager
def figure_style(lang: str) -> Iterator[None]:
    """Set everything a chart needs, and put it back afterwards.

    Parameters
    ----------
    lang
        'zh' or 'en'.

    """
    with mpl.rc_context(SETTINGS | {"font.family": families(lang)}):
        yield


SETTINGS: dict[Any, Any] = {
    "axes.edgecolor": "#8a939b",
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titley": 1.0,  # no chart has a title of this kind, whose place would be looked for
    "axes.unicode_minus": True,
    "figure.facecolor": "white",
    "font.size": 9,
    "hatch.linewidth": 0.6,
    "savefig.dpi": 160,
    "svg.fonttype": "path",
    "svg.hashsalt": "tianqiao-econ",
    "text.color": "#1a2027",
    "xtick.color": "#5b6570",
    "xtick.labelsize": 8,
    "ytick.color": "#5b6570",
    "ytick.labelsize": 8,
}
"""Settings of all charts but for the font."""
