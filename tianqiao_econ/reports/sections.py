"""What a report says of itself: area, date, year; and where it looks back, aims and plans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tianqiao_econ.reports.names import NAMES


class Part(StrEnum):
    """Part of a report: what was done, the targets, the year's tasks."""

    REVIEW = "回顾"
    GOALS = "预期目标"
    TASKS = "任务"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report says of itself; None where it does not.

    `level` is what it calls itself after 全: 省, 市, 区, 县.
    """

    area: str | None
    year: int | None
    published: date | None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the plain text up to a full stop or a line break, in its part.

    `several_years` tells that what it names is about more years than one.
    """

    start: int
    end: int
    part: Part
    several_years: bool = False


NATION = "全国"

_HEAD = 1500
"""Characters in which a report names itself."""

_NUMBERED = r"(?:\(?[0-9一二三四五六七八九十]{1,3}[)、.]{1,2})"
_SENTENCE = re.compile(r"[^。！？\n]+")
_YEAR = "((?:19|20)[0-9]{2})年"
_REVIEW = re.compile(
    "[一二]、[^。，;\n]{0,24}(?:回顾|总结)|(?:工作|情况)回顾|过去(?:的)?[一五]年|刚刚过去的|[一五]年来(?=[，:])|(?:(?<=[。！\n])|(?<=[一二]、))(?:这|近)?[一五]年来"
)
_REVIEW_HEADING = re.compile("[一二]、[^。，;\n]{0,24}(?:回顾|总结)")
_TASKS = re.compile(
    "[二三四]、[^。，;\n]{0,24}(?:安排|任务|要求|思路|目标|重点|打算|建议|部署|工作)"
    f"|(?:今年|{_YEAR}|新一年)(?:的)?(?:全[国省市区县])?(?:政府|经济|经济社会发展|各项)?(?:的)?(?:工作|任务)?(?:的)?"
    "(?:总体要求|总体思路|指导思想|主要任务|重点任务|工作安排|总要求)"
    f"|(?:今后|未来)[三五]年(?:的)?(?:奋斗|主要|发展|总体|工作)|(?:做好|扎实做好)(?:今年|{_YEAR}|新一年)"
)
_GOAL = re.compile(
    "(?:预期|奋斗|主要|发展|总体|调控|具体|增长|控制)(?:性)?(?:预期)?(?:目标|指标)(?:任务)?(?:和任务)?(?:的)?"
    "(?:建议|初步|安排|设定|确定|考虑|计划|预期){0,2}(?:是|为(?!引领)|如下|：|:|建议)"
    "|目标(?:是|为(?!引领|导向)|如下|:|：)|预期目标[^，。;:]{0,8}(?:左右|以上)"
)
_GOAL_TITLE = re.compile(
    rf"{_NUMBERED}?(?:{_YEAR}|今年|新一年|[今未][后来][三五]年)的?(?:全[国省市区县州旗]|我[省市区县州旗])?(?:国民)?(?:经济)?(?:和|与)?(?:社会)?发?展?的?"
    f"(?:工作)?(?:主要|总体)?(?:预期|奋斗|发展|工作)?(?:性)?目标(?:任务|指标)?(?:和任务)?(?:$|(?=\n|{NAMES.pattern}))"
)
"""A line that only names the targets, at the start of what may have become one sentence with it."""
_PLAIN_GOAL = re.compile(
    f"(?:今年|{_YEAR})[^。;\n]{{0,24}}?(?:(?:预期|增长|奋斗)?目标(?:增[长速幅]|确?定)*|预期增[长速幅])(?:为|是|在)?[0-9]"
)
"""A target told by the way: 2024年GDP目标增长5.5%左右."""

_DONE = re.compile(
    "完成了|超额|圆满|较好|顺利(?:完成|实现)|未(?:完成|达到|能)|低于预期|达到预期|好于预期"
)
_MISSED = re.compile(
    "实际(?:完成|达到|为)|仅(?:增长|完成|实现)|没有(?:实现|完成)|未(?:能|实现|完成)|[高低]于年初"
)
_MISSED_AT = re.compile("(?:[0-9.]{1,6}%(?:左右|以上)?)?，(?:但|而|却)?实际(?:只|仅)?增")
_SEVERAL = re.compile(
    "[三五十两]年(?:来|间|里|规划|计划|期间|目标|的)|[今未]?[后来]?五年|“?十[一二三四五六]五”?(?:期间|时期|以来|末|规划|目标)"
    "|“十[一二三四五六]五”|累计增长|翻[一两]番|本届政府"
)
_THIS_YEAR = re.compile(f"今年|本年|新一年|{_YEAR}")
_LAST_YEAR = re.compile("过去(?:的)?一年|刚刚过去的")
_ANNEX = re.compile(
    r"\n[^\n。，]{0,16}(?:名词|有关用语|名词术语)(?:解释|说明|注释)(?!附后|另附|见)"
)
_DATE = re.compile(f"{_YEAR}([0-9]{{1,2}})月([0-9]{{1,2}})日")
_PRINTED_DATE = re.compile(r"(?<![0-9])(20[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_SPOKEN_YEAR = "二[〇○零0OoＯ][〇○零一二三四五六七八九]{2}年"
_SPOKEN_DATE = re.compile(
    f"{_SPOKEN_YEAR}[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日"
)
_SPOKEN = {"〇": "0", "○": "0", "零": "0", "o": "0", "Ｏ": "0"} | {
    char: str(n) for n, char in enumerate("零一二三四五六七八九")
}
_YEAR_CLUES = (
    (
        re.compile(
            f"{_YEAR}(?:政府)?(?:的)?(?:主要)?工作(?:的)?(?:简要)?(?:回顾|总结|情况)|回顾{_YEAR}"
        ),
        1,
        3,
    ),
    (
        re.compile(
            f"{_YEAR}(?:的)?(?:全[省市区县])?(?:政府)?(?:经济社会发展)?(?:的)?(?:主要|重点)?(?:工作|任务|预期目标|目标)(?:的)?"
            "(?:安排|总体|主要|重点|任务|思路|打算|部署|建议|是|为|：|:)"
        ),
        0,
        3,
    ),
    (re.compile(f"{_YEAR}[^。，;\n|]{{0,20}}政府工作报告"), 0, 2),
    (re.compile(f"政府工作报告[^。，;|]{{0,12}}{_YEAR}"), 0, 2),
    (re.compile(rf"(?:^|\n)[^。，;\n|]{{0,20}}{_YEAR}[^。，;\n|]{{0,20}}工作的?报告"), 0, 2),
    (
        re.compile(f"{_YEAR}，?[^。，;\n]{{0,12}}(?:目标(?:增长|为|是|[0-9]|\n|$)|预期增[长速幅])"),
        0,
        1,
    ),
)
_AREA_CLUES = (
    re.compile(r"在([^，。;\s]{2,16}?[省市区县州旗盟])(?:第[^，。;\s]{1,8}届|人民代表大会)"),
    re.compile(r"([\u4e00-\u9fff]{2,14}?(?:自治[区州县]|[省市区县州旗盟]))人民政府(?!工作)"),
    re.compile(r"年([\u4e00-\u9fff]{2,14}?(?:自治[区州县]|[省市区县州旗盟]))(?:人民)?政府工作报告"),
    re.compile(
        r"(?:^|\n)([\u4e00-\u9fff]{2,14}?(?:自治[区州县]|[省市区县州旗盟]))(?:人民)?政府工作报告"
    ),
)
_NOT_NAME = re.compile(
    "^.*(?:会议|大会|召开的|日在|代表|同志|[0-9日]|报告|的|——)|^(?:我|县|区|市|省)$"
)
_OF_THE_NATION = re.compile("代表国务院|国务院总理|全国人民代表大会第")


def read_heading(text: str, name: str = "") -> Heading:
    """Read from a plain text (and a file's name) whose report it is, its day and its year."""
    published = _published(text[:_HEAD])
    area = _area(text[:_HEAD])
    return Heading(area, _year(text, name, published), published, _level(text, area))


def sentences_of(text: str, year: int | None = None) -> Iterator[Sentence]:
    """Yield the sentences of a plain text, a report of a year, with the part each belongs to."""
    cut = _ANNEX.search(text, len(text) // 2)
    found = [one.span() for one in _SENTENCE.finditer(text, 0, cut.start() if cut else len(text))]
    goals = {span: goal for span in found if (goal := _goal_of(text, *span))}
    parts = _parts(text, [end for _, end in goals], year)
    places = [place for place, _, _ in parts]
    listing = False
    for span in found:
        at = bisect_right(places, min(span[0] + _LEAD_IN, span[1] - 1)) - 1
        part, several = parts[at][1:] if at >= 0 else (Part.REVIEW, False)
        if span in goals:
            part, several = Part.GOALS, _over_years(text[span[0] : goals[span].end()], several)
        elif _is_plain_goal(text, span, year):
            part, several = Part.GOALS, False
        elif listing and part is Part.TASKS and _goes_on(text, *span):
            part = Part.GOALS
        listing = part is Part.GOALS
        yield Sentence(*span, part, several)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence goes on with the list of targets that stands before it."""
    mark = _LISTED.match(text, start, end)
    place = mark.end() if mark else start
    return (
        _OTHER_GOAL.match(text, place, end) is not None or NAMES.match(text, place, end) is not None
    )


_LISTED = re.compile(
    r"[-—·●■★•]{0,2}(?:\(?[0-9一二三四五六七八九十]{1,2}[).、])?(?:全[省市区县州旗]|预计|力争|确保|实现)*"
)
_OTHER_GOAL = re.compile("城镇|新增就业|粮食|单位|节能|空气|PM|万元|森林|常住人口")


def _over_years(words: str, usual: bool) -> bool:  # noqa: FBT001 - what the part is about
    """Tell whether targets are for several years, from the words before them."""
    return _SEVERAL.search(words) is not None or (usual and not _THIS_YEAR.search(words))


_LEAD_IN = 60
"""Characters into a sentence within which a heading may stand unparted before it."""


def _goal_of(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that make a sentence one of targets: 主要预期目标是."""
    goal = _GOAL_TITLE.match(text, start, end) or _GOAL.search(text, start, end)
    if (
        goal is None
        or _DONE.search(text, start, goal.end())
        or _MISSED.search(text, goal.end(), end)
        or _MISSED_AT.match(text, goal.end(), end)
    ):
        return None
    return goal


def _is_plain_goal(text: str, span: tuple[int, int], year: int | None) -> bool:
    """Tell whether a sentence names a target of the report's year by the way."""
    found = _PLAIN_GOAL.search(text, *span)
    if found is None or _MISSED.search(text, found.end(), span[1]):
        return False
    return found[1] is None or year is None or int(found[1]) >= year


def _parts(text: str, goals: Sequence[int], year: int | None) -> list[tuple[int, Part, bool]]:
    """Return where parts begin, and whether they are about several years.

    Behind the targets come the tasks; before them a passage on tasks may look back once more.
    """
    cues: list[tuple[int, Part | None, str]]
    cues = [(found.start(), Part.REVIEW, found[0]) for found in _REVIEW.finditer(text)]
    cues += [(found.start(), Part.TASKS, found[0]) for found in _TASKS.finditer(text)]
    cues += [(found.start(), None, found[0]) for found in _one_year(year).finditer(text)]
    cues += [(place, Part.TASKS, "") for place in goals]
    last = goals[-1] if goals else 0
    parts: list[tuple[int, Part, bool]] = []
    for place, part, words in sorted(cues, key=lambda cue: cue[0]):
        if part is None:
            parts += [(place, parts[-1][1], False)] if parts else []
            continue
        planned = bool(parts) and parts[-1][1] is Part.TASKS
        once_more = _LAST_YEAR.match(words) and place < last
        if part is Part.REVIEW and planned and not (_REVIEW_HEADING.match(words) or once_more):
            continue
        goes_on = not words and bool(parts) and parts[-1][2]
        parts.append(
            (place, part, goes_on or _SEVERAL.search(words) is not None or "五年" in words)
        )
    return parts


def _one_year(year: int | None) -> re.Pattern[str]:
    """Return what begins a passage on one year, be it in a part on several."""
    years = f"|(?:{year}|{year - 1})年" if year else ""
    return re.compile(f"(?<=[。！\n])(?:今年{years})(?=[，是])")


def _published(head: str) -> date | None:
    spoken = _SPOKEN_DATE.search(head)
    digits = _DATE.search(head)
    if digits and not (spoken and spoken.start() < digits.start()):
        return _day(*map(int, digits.groups()))
    if spoken:
        return _day(*_spoken_numbers(spoken[0]))
    printed = _PRINTED_DATE.search(head)
    return _day(*map(int, printed.groups())) if printed else None


def _spoken_numbers(words: str) -> tuple[int, int, int]:
    year, month, day = re.split("[年月日]", words)[:3]
    return int("".join(_SPOKEN.get(char, "0") for char in year)), _small(month), _small(day)


def _in_digits(found: re.Match[str]) -> str:
    """Write 二〇二四年 as 2024年."""
    return "".join(_SPOKEN.get(char, "0") for char in found[0][:-1]) + "年"


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (int(_SPOKEN.get(tens, "1")) * 10 if ten else 0) + int(_SPOKEN.get(ones, "0"))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str, name: str, published: date | None) -> int | None:
    """Weigh what a report says of its year: headings before date before file name."""
    votes: Counter[int] = Counter()
    text = re.sub(_SPOKEN_YEAR, _in_digits, text[:_HEAD]) + text[_HEAD:]
    for clue, later, weight in _YEAR_CLUES:
        found = clue.search(text)
        if found:
            votes[int(next(filter(None, found.groups()))) + later] += weight
    if published:
        votes[published.year + (published.month > _AUTUMN)] += 2
    named = re.search("(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", name)
    if named:
        votes[int(named[1])] += 1
    return votes.most_common(1)[0][0] if votes else None


_AUTUMN = 10
"""Month after which a report is on the coming year."""


def _level(text: str, area: str | None) -> str | None:
    """Tell what 全市 and the like are to a report: its name's end, or the lowest it often says."""
    said = Counter(_WHOLE.findall(text))
    most = max(said.values(), default=0)
    if area and area != NATION:
        return area[-1] if said[area[-1]] or most < _OFTEN else None
    often = [level for level in _LEVELS if said[level] >= max(_OFTEN, most / 2)]
    return often[0] if often else None


_WHOLE = re.compile("全([省市区县州旗盟])")
_LEVELS = "县旗区州盟市省"
_OFTEN = 3


def _area(head: str) -> str | None:
    if _OF_THE_NATION.search(head):
        return NATION
    for clue in _AREA_CLUES:
        found = clue.search(head)
        name = _NOT_NAME.sub("", found[1]) if found else ""
        if len(name) > 1:
            return name
    return None
