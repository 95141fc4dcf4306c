"""Targets without a number of their own: 与经济增长同步, 高于全国平均, 保持合理水平."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tianqiao_econ.framework.codes import Basis, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.wordings import PERCENT, read_wording
from tianqiao_econ.reports.names import Mention
from tianqiao_econ.reports.rows import Said
from tianqiao_econ.reports.sections import Part, Sentence

YARDSTICK = re.compile("同步|持平|相当|一致|匹配|相适应|[高快好低慢]于|超过|平均")
"""Words without one of which nothing is held against another outturn."""

_CLAUSE = re.compile("(?:全[国省市区县州]、(?=全)|[^，、;。(（\n]){0,40}")
_HELD_AGAINST = re.compile(
    "^(?:的)?(?:年均|实际)?(?:增长|增速|增幅|涨幅|速度|水平|保持|均|都|双双)*(?:力争|争取|确保|努力|要)?(?:[与和同跟].{1,14}?(?:同步|持平|相当|一致|匹配|相适应)"
    "|(?:略|明显)?(?:高|快|好|不低|不慢|低)于.{2,14}|超过.{2,14}|(?:保持|稳定)?在?全[国省市区县]平均(?:水平)?以上)"
)
_LEVEL_KEPT = re.compile(
    "^(?:总体)?(?:涨幅|水平)?(?:继续)?(?:保持|维持|处于|运行|稳定|控制)在?.{0,4}?合理(?:水平|区间|范围)|^(?:保持)?(?:总体|基本)稳定|^(?:总体|基本)?保持(?:总体|基本)?平稳"
)
_GROWS = re.compile(
    "^(?:均|都|分别|双双|力争|争取|确保|努力|要|实现|保持)*(?:正增长|(?:稳步|平稳|稳定|持续|较快|快速|恢复性)增长)"
)
_QUALITY = re.compile(
    "^(?:要|实现|保持)*(?:[保促]稳提[质量]|稳[中量]提质|稳中[有向]?[升增好优进]|提质增效)"
)
_ABOVE_AVERAGE = re.compile("在?全[国省市区县]平均(?:水平)?以上")
_BOTH = {"both": ("disposable_income",)}


def numberless(
    text: str, sentence: Sentence, mentions: Sequence[Mention], taken: set[int]
) -> Iterator[tuple[Mention, str, Said, int]]:
    """Yield (mention, indicator, what is said, end) of the targets that name no number.

    Outside the sentence of targets only those count that are held against another outturn.
    """
    ends = _ends_of_lists(text, mentions)
    for at, mention in enumerate(mentions):
        clause = _CLAUSE.match(text, ends[at], sentence.end)
        if mention.start in taken or clause is None:
            continue
        words = clause[0]
        facts = _read(words, sentence.part)
        if facts is None:
            continue
        for name in mention.names:
            for one in _BOTH.get(name, (name,)):
                if one != "other":
                    yield mention, one, facts, clause.end()


def _ends_of_lists(text: str, mentions: Sequence[Mention]) -> list[int]:
    """Return for each name where the list it stands in ends: 进出口、实际使用外资稳定增长."""
    ends = [mention.end for mention in mentions]
    for at in range(len(mentions) - 2, -1, -1):
        if text[ends[at] : mentions[at + 1].start] in _JOINED:
            ends[at] = ends[at + 1]
    return ends


_JOINED = ("、", "和", "与", "及", "以及")


def _read(words: str, part: Part) -> Said | None:
    if _HELD_AGAINST.search(words):
        return _against(words)
    if part is not Part.GOALS:
        return None
    if _LEVEL_KEPT.search(words):
        return _plainly(Qualifier.QUALITATIVE, None)
    if _GROWS.search(words):
        return _plainly(Qualifier.QUALITATIVE, 0.0)
    if _QUALITY.search(words):
        return _plainly(Qualifier.QUALITATIVE, None, "it speaks of quality, not of an amount")
    return None


def _against(words: str) -> Said:
    if _ABOVE_AVERAGE.search(words):
        return _plainly(Qualifier.RELATIVE, None)
    plain = words.replace("一致", "同步").replace("相适应", "同步").replace("匹配", "同步")
    try:
        reading = read_wording(plain)
    except EconError as error:
        return _plainly(Qualifier.UNKNOWN, None, str(error))
    if reading.qualifier not in (Qualifier.ALIGNED, Qualifier.RELATIVE):
        return _plainly(reading.qualifier, None, "what it is held against is not understood")
    return _plainly(reading.qualifier, None)


def _plainly(qualifier: Qualifier, lower: float | None, doubt: str = "") -> Said:
    return Said(
        Transformation.GROWTH, None, lower, None, PERCENT, qualifier, str(Basis.AS_PUBLISHED), doubt
    )
