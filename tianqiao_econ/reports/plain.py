"""A report's text made plain, with the way back: every place in it is a place in the original.

Full-width and traditional characters become plain ones, spaces, notes in brackets and line
breaks inside sentences go. Nothing else changes, so that a reader finds each phrase again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tianqiao_econ.reports.traditional import RADICALS, SIMPLIFIED

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("，"): "，",  # parts thousands only between bare digits: 1，234亿元
    ord("？"): "？",
    ord("！"): "！",
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\ufe63\u207b"), "-"),
    ord("–"): "-",
    ord("―"): "-",
    ord("─"): "-",
    ord("−"): "-",
    ord("﹪"): "%",
    ord("〔"): "[",
    ord("〕"): "]",
    ord("【"): "[",
    ord("】"): "]",
    ord("［"): "[",
    ord("］"): "]",
    ord("\r"): "\n",
    ord("\f"): "\n",
    ord("\u2028"): "\n",
}
_TABLE = _WIDE | {ord(old): new for old, new in SIMPLIFIED.items()} | RADICALS
_COMMA = re.compile(r",(?![0-9])|(?<![0-9]),")
_THOUSANDS = re.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_SPACED = re.compile(
    r"(?<![0-9.,，])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,4}"
    r"(?=(?:\.[0-9]{1,4})?[ \u00a0]?(?:万|亿|元|美元))"
)
"""Thousands parted by spaces: 3 215.6亿元."""

_POINT = re.compile("(?<=[0-9])[·•](?=[0-9])")
_PAGE = re.compile(
    r"(?<=\n)[ \t]{0,40}[-—]{1,3}[ \t]{0,9}[0-9]{1,3}[ \t]{0,9}[-—]{1,3}(?=[ \t]{0,40}\n)"
)
_NOTE = re.compile(r"\[注?[0-9]{1,3}\]")
_VOID = re.compile(r"[\s?\u200b-\u200f\ufeff\x00]+")
_ENDS = "。！？…"
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分|——"
    r"|(?:(?:19|20)[0-9]{2}年|今年)[^。，;:\n]{0,16}(?:目标|回顾|安排|任务|工作)[ \t]{0,9}\n"
)
_GOES_ON = re.compile(r"[，、。；;:：)%\]]|左右|以[上内下]|上下")

FULL_LINE = 20
"""Characters from which a line before an empty one may be a broken sentence, not a heading."""

LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text and the pieces of the original that it is made of.

    Parameters
    ----------
    text
        The plain text; a line break in it ends a paragraph.
    starts, origins
        Where each piece starts, here and in the original.
    joints
        Places at which two lines were joined.

    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    joints: frozenset[int]

    def origin(self, place: int) -> int:
        """Return where a character of the plain text stands in the original."""
        piece = bisect_right(self.starts, place) - 1
        return self.origins[piece] + place - self.starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in the original of a stretch of the plain text."""
        return self.origin(start), self.origin(end - 1) + 1


def plain_text(original: str) -> Plain:
    """Make a text plain; time and memory are linear in its length."""
    same = _COMMA.sub("，", original.translate(_TABLE))
    same = _POINT.sub(".", _THOUSANDS.sub(",", same))
    same = _SPACED.sub(lambda found: re.sub("[^0-9]", ",", found[0]), same)
    for noise in (_PAGE, _NOTE):
        same = noise.sub(lambda found: "\x00" * len(found[0]), same)
    kept: list[str] = []
    starts, origins, joints = [0], [0], set()
    place, line, length = 0, 0, 0
    for void in _VOID.finditer(same):
        piece = same[place : void.start()]
        kept.append(piece)
        length += len(piece)
        mark = _mark(same, void, line)
        if "\n" in void[0]:
            line = void.end()
            if mark != "\n":
                joints.add(length)
        kept.append(mark)
        length += len(mark)
        place = void.end()
        if mark:
            starts.append(length - len(mark))
            origins.append(void.start())
        starts.append(length)
        origins.append(place)
    kept.append(same[place:])
    return Plain("".join(kept), tuple(starts), tuple(origins), frozenset(joints))


def _mark(text: str, void: re.Match[str], line: int) -> str:
    """Return what stands for a void: a break, a space between two words, or nothing."""
    before, after = text[void.start() - 1 : void.start()], text[void.end() : void.end() + 1]
    if "\n" in void[0]:
        return "\n" if _is_break(text, void, line) else ""
    apart = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if apart and "\x00" not in void[0] else ""


def _is_break(text: str, void: re.Match[str], line: int) -> bool:
    """Tell whether a line break ends a paragraph, rather than standing inside a sentence."""
    start, end = void.span()
    before = text[start - 1 : start]
    if not before or before in _ENDS or _HEADING.match(text, end):
        return True
    if _GOES_ON.match(text, end):
        return False
    if before == "%" or (_HEADING.match(text, line) and start - line <= LONGEST_HEADING):
        return True
    empty = void[0].count("\n") > 1 and "\x00" not in void[0]
    return empty and start - line < FULL_LINE and before not in ":：，、"
