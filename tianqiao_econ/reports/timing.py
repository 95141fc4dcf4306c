"""Which period a figure of a report is of: last year, half a year, a later or several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tianqiao_econ.reports.names import NAMES

_FEW = "0-9一二两三四五六七八九十几"
_PERIOD = re.compile(
    "(?=[一二两三四五六七八九十0-9平年月日季前截上去过全今本未后翻“累连近当单接此往用明])(?:(?P<run>连续(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})个?(?:年|季度|月))"
    "|(?P<average>[一二两三四五]年(?:来|间)?(?:年均|平均)|年均|平均每年|平均增[长速幅]|[月日季]均)"
    "|(?P<year>(?:19|20)[0-9]{2})年?(?:[-—~至到](?P<until>(?:19|20)[0-9]{2})年)"
    "|(?P<dated>(?:19|20)[0-9]{2})年(?![代内前后]|[0-9]{1,2}月[0-9]{1,2}日)(?P<late>[末底])?"
    "|(?P<half>上半年|[1一][-—~至到][6六]月份?)|(?P<three>前三季度|三季度末|[1一][-—~至到][9九]月份?)|(?P<one>[一1]季度)"
    "|(?:[1一][-—~至到]|前|截[至止](?:(?:19|20)[0-9]{2}年)?)(?P<month>[0-9]{1,2})个?月[份底末]?"
    "|(?P<single>[1一][0-2一二]?|[2-9二三四五六七八九十])(?P<of>月份?(?![底末0-9])|季度)"
    "|(?P<same>[上去]年同期)|(?P<last>去年|上年(?!同期)|上一年|过去一年|过去的一年)|(?P<whole>全年)|(?P<since>今年以来)|(?P<next>明年)|(?P<now>今年|本年|年内)"
    "|(?P<alone>(?:当|单)[月季](?!度?[末底]))"
    f"|(?P<several>(?:今后|未来|接下来|此后|往后)的?(?!五年)[{_FEW}]{{1,3}}年|(?<![0-9〇○零一二三四五六七八九十])[两三四五六七八九十几]年前(?![0-9一三])|用[{_FEW}]{{1,3}}年(?:左右)?的?时间|[三五两]年(?:时间)?内|“?十[一二三四五六]五”?(?:期间|时期|以来|末|规划|收官)|[三五两]年(?:来|间|里|期间|累计)|近[三五两]年|(?<![〇○零一二三四五六七八九十])[三五两]年(?=增[长加]|[共总]|下降|翻)|过去五年|[今未]?[后来]?五年"
    "|翻[一两]?番|翻番|本届政府|(?<!全年)(?<!去年)(?<!上年)累计(?=完成|实现|利用|使用|到位|达|突破|超)))"
)
_BASE = re.compile("(?:比|较|与|同|超过?|高于|是|在|[由从]|[由从]“?)$")


@dataclass(frozen=True, slots=True)
class Time:
    """Period of a figure (2023, 2023-Q2, 2023-11), or what keeps it from having one."""

    period: str
    doubt: str = ""


class Years(NamedTuple):
    """What a report means: the year its part is about, 去年, 今年 and 明年."""

    usual: int | None
    last: int | None
    now: int | None
    next: int | None = None


def period_of(
    text: str,
    sentence: tuple[int, int],
    figure: tuple[int, int],
    years: Years,
    *,
    several: bool,
) -> Time:
    """Return the period of a figure.

    Parameters
    ----------
    text
        The plain text.
    sentence, figure
        Where the sentence starts and ends; where the name starts and the number ends.
    years
        The years that the report speaks of.
    several
        Whether the part is about several years.

    """
    year, part, doubt, dated = years.usual, "", _OVER_YEARS if several else "", False
    start = max(sentence[0], figure[0] - _REACH)
    clause = max(text.rfind(mark, start, figure[1]) for mark in "，;")
    for found in _periods(text, start, figure):
        if _is_base(text, start, found) and not _is_own(text, found, figure[1]):
            doubt = _OVER_YEARS if _is_far(text, found, years.last, clause) else doubt
        elif found["run"] or found["average"] or found["same"]:
            doubt = _of_other_years(found, figure, clause) or doubt
        elif found["several"] or found["until"] or _is_since(found, years.last):
            doubt = _OVER_YEARS
        elif found["dated"]:
            year, dated, part, doubt = int(found["dated"]), True, "", ""
        elif found["last"] or found["now"] or found["since"] or found["next"]:
            (year, doubt), part = _told_from_today(found, years), ""
        elif found["whole"]:
            year, part, doubt = (year if dated else years.usual), "", ""
        else:
            part = _part(found)
    if year is None:
        return Time("", "the year of the report is not known")
    if part == "?":
        return Time(str(year), "a single month or quarter")
    return Time(f"{year}{part}", doubt)


def _of_other_years(found: re.Match[str], figure: tuple[int, int], clause: int) -> str:
    """Tell why a figure is not the year's: an average before its number, a run, the year before."""
    if found["same"]:
        return _YEAR_BEFORE if _OPENS.match(found.string, found.end()) else ""
    if found["average"]:
        return _OVER_YEARS if found.start() >= figure[0] else ""
    return _IN_A_ROW if found.start() > clause else ""


def _told_from_today(found: re.Match[str], years: Years) -> tuple[int | None, str]:
    """Return the year of 去年, 今年 or 今年以来, and the doubt.

    Of a report read out in January, 今年以来 may still mean the year that is over.
    """
    if found["since"]:
        over = years.now == years.usual == years.last
        return years.usual, "" if over else _SINCE
    if found["next"]:
        return years.next, ""
    return (years.last if found["last"] else years.now), ""


def _periods(text: str, start: int, figure: tuple[int, int]) -> Iterator[re.Match[str]]:
    """Yield the periods named before a number; a bare month (12月) only right at a name."""
    for found in _PERIOD.finditer(text, start, figure[1]):
        if found["of"] != "月" or found.end() >= figure[0] or _OPENS.match(text, found.end()):
            yield found


_OPENS = re.compile(f"，?(?:[全我][省市区县州旗])?(?:{NAMES.pattern})")
"""What follows a month that governs all that its sentence tells: 12月，规上工业增加值增长9%."""


def _is_since(found: re.Match[str], last: int | None) -> bool:
    """Tell whether a growth is one since a year long past: 2018年以来."""
    since = found["dated"] and found.string.startswith("以来", found.end())
    return bool(since and last and int(found["dated"]) < last)


def _is_base(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether a period is only what a figure is held against: 比2019年增长."""
    before = text[max(start, found.start() - 3) : found.start()]
    return not found["whole"] and _BASE.search(before) is not None


def _is_own(text: str, found: re.Match[str], end: int) -> bool:
    """Tell whether the number itself is that of the base: 由一季度的2.1%."""
    number = _NUMBER.match(text, found.end())
    before = found.string[max(0, found.start() - 2) : found.start()]
    return number is not None and number.end() >= end and re.search("[由从]“?$", before) is not None


_NUMBER = re.compile("的?[-+]?[0-9.]{1,12}(?:%|[万亿]?元)?(?:左右|以上)?")


def _is_far(text: str, found: re.Match[str], last: int | None, clause: int) -> bool:
    """Tell whether the base of a growth lies more than a year back: 比2018年增长40%."""
    governs = found.start() > clause or _GOVERNS.match(text, found.end())
    if found[0].endswith("年前"):
        return bool(governs)
    return bool(found["dated"] and last and int(found["dated"]) < last - 1 and governs)


_GOVERNS = re.compile(
    "(?:全年|同期|年?[底末]|的?水平)*(?:相比|(?<=[年期末底平])，(?:[全我][省市区县州旗])?(?="
    + NAMES.pattern
    + "))"
)
"""What makes a base that of all that follows: 较2019年同期，社会消费品零售总额增长11%."""
_OVER_YEARS = "an average, sum or goal over several years"
_YEAR_BEFORE = "what the year before had"
_IN_A_ROW = "a run of years, quarters or months (连续)"
_SINCE = "今年以来 in a report of the year's beginning may be either year"
_REACH = 200


def _part(found: re.Match[str]) -> str:
    if found["half"]:
        return "-Q2"
    if found["three"]:
        return "-Q3"
    if found["one"]:
        return "-Q1"
    if found["month"] and 1 < int(found["month"]) <= 12:  # noqa: PLR2004 - months of a year
        return f"-{int(found['month']):02d}" if int(found["month"]) < 12 else ""  # noqa: PLR2004
    return "?"
