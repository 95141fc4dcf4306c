"""Aims of the year beside what the same report says was done last year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tianqiao_econ.reports.aims import Aim
from tianqiao_econ.reports.sections import Part

_PLAIN = re.compile(
    "建设|竣工|交付|完成|顺利|总投资|项目|企业|任务|工作|总体|市级以上|省级|国家级|加快|快速|推进|级|[的等]|、"
)
_SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}

_VAGUE = frozenset({"项目", "投资", "总投资", "计划总投资", "企业", "资金", "人员", "活动", "面积"})
"""Objects that say too little to be compared."""

LIKE = 0.6
"""Share of two characters in common from which two objects are alike."""


def paired(aim: Aim, done: Sequence[Aim]) -> tuple[Aim, str] | None:
    """Return last year's count of an aim's object and how far the two compare.

    `same` where verb, object and unit are the same, `similar` where the objects only share
    their core, `differs` where one of them is narrower (省级, 续建).
    """
    alike = [(likeness(aim.thing, one.thing), one) for one in done if _base(one) == _base(aim)]
    near = [(like, one) for like, one in alike if like >= LIKE and _tells(one)]
    if not near or not _tells(aim):
        return None
    _, one = max(near, key=lambda pair: (pair[0], pair[1].sized == aim.sized, -pair[1].start))
    if _kinds(one.thing) != _kinds(aim.thing):
        return one, "differs"
    return one, "same" if _what(one) == _what(aim) else "similar"


def likeness(first: str, second: str) -> float:
    """Return the share of pairs of neighbouring characters that two objects have in common."""
    one, two = _pairs(first), _pairs(second)
    smaller, larger = sorted((len(one), len(two)))
    if smaller < _SHORTEST:
        return float(first == second)
    common = len(one & two)
    kinds, others = _kinds(first), _kinds(second)
    if (kinds and others and kinds != others) or common < _CORE * larger:
        return 0.0
    return 1.0 if one == two else min(0.95, common / smaller)


_SHORTEST = 2
"""Pairs of characters below which only equal objects are alike."""

_CORE = 0.45
"""Share of the longer object that two must have in common: 中央财政 alone is no core."""


def _kinds(words: str) -> set[str]:
    """Return what makes things of one name things of another kind: 省级, 市级; 续建, 储备."""
    return set(_KIND.findall(words))


_KIND = re.compile(
    "国家(?=级|重点|重大)|[省市区县](?=级|重点|重大|、[省市])|续建|储备|在建|签约|竣工|完工|前期|产业|工业"
)


def _tells(aim: Aim) -> bool:
    """Tell whether an object says enough to be compared."""
    return aim.thing not in _VAGUE and _PLAIN.sub("", aim.thing) != ""


def aims_of(counts: Sequence[Aim]) -> tuple[list[Aim], list[Aim]]:
    """Part counts into this year's aims and what was done last year."""
    done = [one for one in counts if one.part is Part.REVIEW]
    return [one for one in counts if one.part is not Part.REVIEW], done


def _pairs(words: str) -> set[str]:
    plain = _PLAIN.sub("", words) or words
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def _what(aim: Aim) -> tuple[str, str, str]:
    return aim.verb, aim.thing, aim.unit


def _base(aim: Aim) -> str:
    return aim.unit.lstrip("".join(_SCALE))
