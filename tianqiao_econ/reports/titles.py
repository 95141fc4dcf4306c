"""Names of places: the one that a report's head gives it, and whether two mean one place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tianqiao_econ.framework.codes import Level
from tianqiao_econ.reports.plain import plain_text

_HEAD = 1500
"""Characters in which a report names itself."""

_KINDS = "自治[区州县旗]|特别行政区|林区|特区|新区|地区|开发区|园区|[省市区县州旗盟]"
_NAME = rf"([\u4e00-\u9fff]{{2,16}}?(?:{_KINDS}))"
_TITLES = (
    re.compile(rf"{_NAME}(?:19|20)[0-9]{{2}}年(?:度)?(?:人民)?政府工作报告"),
    re.compile(rf"{_NAME}人民政府(?:代)?(?:理)?[省市区县州旗盟]长"),
    re.compile(rf"(?:在|——|\n|^){_NAME}(?:第?[一二三四五六七八九十]{{1,3}}届)"),
)
_BEFORE_NAME = re.compile("^.*(?:工作报告|会议|大会|代表|同志|在|的)")
_PART = re.compile("[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|地区|盟)(?=[\u4e00-\u9fff]{2})")
_KIND = re.compile(f"(?:{_KINDS})$")
_PEOPLE = re.compile("族|维吾尔")

_LEVELS = {
    "省": (Level.PROVINCE,),
    "市": (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY),
    "自治区": (Level.PROVINCE,),
    "自治州": (Level.PREFECTURE,),
    "州": (Level.PREFECTURE,),
    "地区": (Level.PREFECTURE,),
    "盟": (Level.PREFECTURE,),
    "县": (Level.COUNTY,),
    "旗": (Level.COUNTY,),
    "区": (Level.COUNTY, Level.ZONE),
}
"""Kinds of places -> levels of government that they may be; any other kind may be any."""


@dataclass(frozen=True, slots=True)
class Name:
    """A place's name taken apart: 保定市徐水区 is 徐水, a 区, of 保定市."""

    core: str
    kind: str
    above: tuple[str, ...]


def own_name(text: str) -> str | None:
    """Return the name that a report's head gives its area in a title or a line of its own."""
    head = plain_text(text[:_HEAD]).text
    for title in _TITLES:
        found = title.search(head)
        name = _BEFORE_NAME.sub("", found[1]) if found else ""
        if len(name) > 1 and not _KIND.fullmatch(name):
            return name
    return None


def parted(name: str) -> Name:
    """Take a name apart."""
    rest, above = "".join(name.split()), []
    while found := _PART.match(rest):
        above.append(found[0])
        rest = rest[found.end() :]
    kind = _KIND.search(rest)
    core = rest[: kind.start()] if kind else rest
    if kind and len(core) < 2:  # noqa: PLR2004 - of 易县 the kind is a part
        core = rest
    return Name(core, kind[0] if kind else "", tuple(above))


def same_place(first: str, second: str) -> bool:
    """Tell whether two names mean one place: 天桥区 and 济南市天桥区, 徐水县 and 徐水区.

    A county may have become a district, so that kinds of one level are alike. Where both say
    what they belong to (枣庄市市中区, 济南市市中区), it has to be the same.
    """
    one, two = parted(first), parted(second)
    levels = _levels(one.kind) & _levels(two.kind)
    if one.kind and two.kind and one.kind != two.kind:
        levels -= {Level.PROVINCE}  # 吉林市 is not 吉林省
    if not levels or not _alike(one.core, two.core):
        return False
    return not (one.above and two.above) or same_place(one.above[-1], two.above[-1])


def of_level(name: str, level: Level) -> bool:
    """Tell whether a place of this name may be of a level of government."""
    return level in _levels(parted(name).kind)


def core_of(name: str) -> str:
    """Return what is a name's own: 徐水 of 保定市徐水区."""
    return parted(name).core


def _levels(kind: str) -> frozenset[Level]:
    usual = kind if kind in _LEVELS else kind[-1:] if kind.startswith("自治") else ""
    return frozenset(_LEVELS.get(usual, tuple(Level)))


def _alike(one: str, two: str) -> bool:
    """Tell whether two cores are one, be it with its peoples: 恩施, 恩施土家族苗族."""
    short, long = sorted((one, two), key=len)
    return one == two or (_PEOPLE.search(long) is not None and long.startswith(short))
