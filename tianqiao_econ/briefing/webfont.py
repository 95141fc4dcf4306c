"""The page's own Chinese font: a WOFF2 subset of just the characters that the page uses.

Noto Sans SC is under the SIL Open Font License; the subset keeps its name and licence records.
A cache in the user's folder spares the second or so that cutting takes; a page is the same, byte
for byte, with a cache and without.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import logging
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.page import FONT_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.ttLib import TTFont

FAMILY = "Noto Sans SC"
QUALITY = 5
"""Of brotli's compression, from 0 to 11; see docs/decisions/0012."""

FEATURES = ("ccmp", "halt", "kern", "locl", "mark", "mkmk")
"""What running text needs, with the half-width forms of Chinese punctuation."""

_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | {"\N{HYPHEN}"}  # a page number, a broken word

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Subset:
    """A cut font: its bytes, and the characters wanted that the font does not have."""

    woff2: bytes
    missing: frozenset[str]
    cached: bool


_for_many: Path | None = None


def embedded(page: str) -> tuple[str, Subset]:
    """Return the page with its font inside, and the font.

    Characters that the font lacks are left to the reader's own fonts, and told in the log.
    """
    subset = subset_for(characters(page))
    if subset.missing:
        log.warning("no glyph in %s for: %s", FAMILY, " ".join(sorted(subset.missing)))
    return page.replace(FONT_MARK, font_face(subset.woff2), 1), subset


def characters(page: str) -> frozenset[str]:
    """Return every character that the page may show, the printable ASCII ones always."""
    return _ALWAYS | {char for char in set(html.unescape(page)) if char.isprintable()}


def font_face(woff2: bytes) -> str:
    """Return the style sheet's rule for an embedded font."""
    data = base64.b64encode(woff2).decode("ascii")
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: 400; font-style: normal; '
        f'src: url(data:font/woff2;base64,{data}) format("woff2"); }}'
    )


def subset_for(wanted: Iterable[str], *, cache_folder: Path | None = None) -> Subset:
    """Return the font cut to the wanted characters, from the cache where it was cut before.

    Parameters
    ----------
    wanted
        Single characters, in any order.
    cache_folder
        Instead of the user's own; a folder that cannot be used costs time, nothing else.

    """
    have = font_characters()
    kept = sorted(set(wanted) & have)
    missing = frozenset(wanted) - have
    file = (cache_folder or user_cache()) / f"{_key(kept)}.woff2"
    if woff2 := _cached(file):
        return Subset(woff2, missing, cached=True)
    woff2 = cut(kept)
    _keep(file, woff2)
    return Subset(woff2, missing, cached=False)


def cut(wanted: Iterable[str]) -> bytes:
    """Return the font cut to the wanted characters as WOFF2, the same bytes every time."""
    text, many = "".join(wanted), _for_many
    if many and many.is_file() and _characters_of(many).issuperset(text):
        return _cut(many, text, again=True)
    return _cut(font_file(), text)


def ready() -> None:
    """Import and read ahead what every cut asks for."""
    import fontTools.subset  # noqa: F401

    font_characters()
    _versions()


def expect(file: Path) -> None:
    """Say where a font cut to what many pages need is going to be, see `cut_for_many`."""
    global _for_many  # noqa: PLW0603 - set once, in the process that others are forked from
    _for_many = file


def cut_for_many(file: Path, texts: Iterable[Path]) -> None:
    """Cut the font to all characters of some texts: a page of them takes a tenth of the time.

    Cutting twice gives the bytes of cutting once: a page is the same with it and without. A page
    with other characters is cut out of the whole font.
    """
    wanted = _ALWAYS.union(*(text.read_text("utf-8", "replace") for text in texts))
    font = _cut(font_file(), "".join(sorted(wanted & font_characters())), flavor=None)
    part = file.with_suffix(".part")
    part.write_bytes(font)
    part.replace(file)


@contextmanager
def _quick_compression() -> Iterator[None]:
    """Compress in a fraction of the time for a tenth more bytes; fontTools has no setting for it.

    At its highest quality brotli took most of the time of a cut, and more than a figure takes.
    """
    from fontTools.ttLib import woff2

    brotli = woff2.brotli
    quick = partial(brotli.compress, quality=QUALITY)
    woff2.brotli = SimpleNamespace(compress=quick, MODE_FONT=brotli.MODE_FONT)
    try:
        yield
    finally:
        woff2.brotli = brotli


def _cut(source: Path, text: str, *, flavor: str | None = "woff2", again: bool = False) -> bytes:
    from fontTools import subset

    options = subset.Options(
        flavor=flavor,
        recalc_timestamp=False,  # the font's own date, not today
        desubroutinize=True,
        hinting=again,  # no hint is left
        layout_features=list(FEATURES),
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
    )
    font = subset.load_font(source, options)
    if again:
        _spare_programs(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    buffer = io.BytesIO()
    with _quick_compression():
        subset.save_font(font, buffer, options)
    font.close()
    return buffer.getvalue()


def _spare_programs(font: TTFont) -> None:
    """Cut without looking for what an earlier cut has removed already.

    No subroutine and no unused name is left, and a font of this kind has no glyph that names others
    as its parts; to find that, each glyph's program would be run and each table searched.
    """
    table = font["CFF "]
    table.closure_glyphs = lambda _subsetter: None
    table.cff.desubroutinize = lambda: None
    font["name"].prune_post_subset = lambda _font, _options: True


def font_characters() -> frozenset[str]:
    """Return the characters that the whole font has."""
    return _characters_of(font_file())


@cache
def _characters_of(file: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def font_file() -> Path:
    """Return the path of Noto Sans SC, which comes as a dependency."""
    from pylopdf_fonts_zh_cn import sans_path

    return Path(sans_path())


def user_cache() -> Path:
    """Return the folder for what can be made again: TIANQIAO_ECON_CACHE, else the user's cache."""
    if given := os.environ.get("TIANQIAO_ECON_CACHE"):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(base) / "tianqiao-econ"


def _key(kept: Iterable[str]) -> str:
    """Names the bytes that `cut` would return: characters, font and the versions at work."""
    text = "\n".join(["".join(kept), *_versions(), *FEATURES, str(QUALITY)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _versions() -> tuple[str, ...]:
    names = ("fonttools", "brotli", "pylopdf-fonts-zh-cn")
    return tuple(f"{name} {version(name)}" for name in names)


def _cached(file: Path) -> bytes | None:
    """What the cache holds, if it is whole (a WOFF2 file says its own length)."""
    try:
        woff2 = file.read_bytes()
    except OSError:
        return None
    whole = woff2[:4] == b"wOF2" and int.from_bytes(woff2[8:12], "big") == len(woff2)
    return woff2 if whole else None


def _keep(file: Path, woff2: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
            part.write(woff2)
        Path(part.name).replace(file)
    except OSError as error:
        log.debug("the font is not kept in %s: %s", file.parent, error)
