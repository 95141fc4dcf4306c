"""Goals that are no figure of the year: those of a year that is over, or set from above."""

from __future__ import annotations

import re

from tianqiao_econ.reports.attaching import Figure
from tianqiao_econ.reports.sections import Part, Sentence

_PAST_GOAL = re.compile(
    "年初(?:预期|预计|计划|安排|确定)(?:全[省市区县州旗])?$|(?:年度|年初|预期|既定|全年)(?:计划|目标|任务)[^，。;]{0,6}$"
)
_WAS_GOAL = re.compile("(?:目标|计划)(?:值|数)?(?:增[长速幅])?(?:为|是|定为|设定为)?$")
_GOAL_BEHIND = re.compile("的(?:增长|预期|年度|年初|既定)*(?:目标|任务|计划)")
_GOAL_BEHIND_LIST = re.compile(
    "(?:及?以上|左右)?(?:、|和|与|及|以及|等)(?:(?!高于|低于|[快慢好优]于|超|完成|实现|达到)[^，。;\n]){0,120}?(?<=[的等])"
    "(?:增长|预期|年度|年初|既定|全年|主要|各项)*(?:目标|任务|计划)"
)
_SET_BEFORE = re.compile(
    "(?:年初|年度|预先|原来?)(?:确定|制定|下达|提出|确立|设定|预定)的(?:(?!目标|;).)*$"
)
_GOAL_LATER = re.compile("[^;。\n]{0,120}?[的等](?:预期|年度|既定)?(?:目标|任务|计划)")
_CAME = re.compile("实际|[仅只](?:有|为|完成|实现|达|增)")
_EXPECTED = re.compile(
    "(?:预期|计划)(?:目标)?(?:为|是)?(?:增[长幅速]|下降|完成|实现)(?:(?!实际|[仅只]).)*$"
)
_MAY_BE_GOAL = "预期 beside an outturn may be the goal or an estimate"
_SET_ABOVE = re.compile(
    "(?:(?:[国省市州]|上级|[省市州]委|[省市州]政府)下达|[省市州]里?(?:定|给我[省市区县州旗])的?(?:预期)?目标"
    "|(?:[省市州]里?|上级|[省市州]委|[省市州]政府)(?:要求|规定)(?![^。;]{0,40}[，:]))"
    "(?:(?!我们|我[省市区县州旗](?:自|按|拟|确定|的目标|安排)|自[定加主]|目标是|[。;]).)*$"
)
_FROM_ABOVE = "a goal set by the government above"
_ABOVE = 120

REACH = 600
"""Characters of a sentence within which 预计 or a goal's words govern a figure."""


def is_goal_of_the_past(text: str, sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a number was a goal of the year that is over: 年初增长7%的目标."""
    place = figure.mention.start
    before = _PAST_GOAL.search(text, max(sentence.start, place - 14), place)
    if figure.quantity:
        end = figure.quantity.end
        if _GOAL_BEHIND_LIST.match(text, end, sentence.end):
            return True
        window = text[max(sentence.start, place - REACH) : place]
        if _SET_BEFORE.search(window) and _GOAL_LATER.match(text, end, sentence.end):
            return True
    if _CAME.search(figure.lead):
        return False
    return bool(before or _WAS_GOAL.search(figure.lead) or _GOAL_BEHIND.match(figure.tail))


def whose_goal(text: str, sentence: Sentence, figure: Figure, part: Part) -> str:
    """Tell why a number may be no figure of the area's: a goal set from above, or a mere 预期."""
    start = figure.mention.start
    if part is Part.REVIEW:
        return _MAY_BE_GOAL if _EXPECTED.search(figure.lead) else ""
    set_above = _SET_ABOVE.search(text[max(sentence.start, start - _ABOVE) : start])
    return _FROM_ABOVE if set_above else ""
