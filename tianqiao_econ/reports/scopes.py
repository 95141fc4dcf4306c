"""Whose figure it is: the area's own, that of a park or town inside it, or that of a parent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tianqiao_econ.reports.names import LEVEL, NAMES, OWN, PARENT, PLACE, ZONE
from tianqiao_econ.reports.sections import NATION

_MARK = re.compile('[，,、;:：。()（）“”"《》—●■◆★•①-⑳]|[0-9][.．]')
_WORDS = re.compile(
    "(?:预计|预期|年初|计划|原定|其中|全年|今年|去年|上年|当年|同期|完成|实现|达到|达|推动|带动|促进|保持|确保|力争|争取|努力|使|是|和|与|及|以及|并|且|但|即|全社会|全口径"
    "|累计|主要|实际|新增|年均|年末|年底|末|地方|外贸|货物|规模|总量|要|将|可|力保|稳住|稳定|扩大|拉动|引导|支撑|年|月份?|[一二三四]?季度|左右|以上|第[一二三四五六七八九]|[一二三四五六七八九十]是"
    "|(?:比|较)(?:上年|去年)|同比|预计|国民|区域|宏观|人均|分别|按|依法|新|为|在|的|对|以|城乡|[0-9.%]|的目标|目标|经济社会发展|综合实力"
    "|一年来|五年来|过去一年|期间|“?十[一二三四五六]五”?)+$"
)
_LED = re.compile(
    "(?:推动|拉动|带动|促进|撬动|支撑|助推|牵引|确保|推进|扩大|稳住|引领|助力|促使|力促|做大|使得?)(?:全年|全社会|货物|外贸|地方)*$"
)
_BARE = re.compile(
    "(?:^|[，;、])(?P<name>(?:经济|产业|工业|高新)?(?:园区|开发区|高新区|经开区|新区|起步区|先行区))"
    "(?=全年|预计|累计|实现|完成|规上|规模|地区|生产|一般|财政|固定|社会|工业|进出口|外贸|实际|综合(?:排名|考评))"
)
_SUBJECT = re.compile(
    "(?:^|[，;、])(?P<name>[\u4e00-\u9fff0-9]{2,14}?(?:工业园区|产业园区|产业园|工业园|园区|开发区|高新区|经开区|新区|起步区|先行区|组团|片区|自贸试验区|自贸区|保税区|街道|(?<!城)镇))"
    "(?!的?(?:建设|发展|管理|管委会|工作|项目|企业))"
)
_VERBS = re.compile(
    "^(?:[推加建支实抓依围聚以在对把将让向为从到全坚大积强深持优完发突借充立打提做扩创统启新规编设引培促构形与和]"
    "|我们)"
)
_WHOLE = re.compile("全[省市区县州旗]|我[省市区县州旗]")

_ZONE_NAMED = re.compile(
    "(?:园区|(?:产业|工业|科技|物流|创业|创新|软件|化工|示范)园|开发区|高新区|经开区|新区|起步区|先行区|组团|片区|保税区|街道"
    "|(?<!城)[镇乡](?!村|居))[^;]*$"
)

_PROMOTED = re.compile(
    "(?:支持|推动|推进|加快|鼓励|引导|指导|促进|抓好|依托|聚焦|发挥|突出)[^，。;、0-9]{0,10}?"
    "(?:园区|开发区|高新区|经开区|新区|起步区|先行区|组团|片区|自贸区|保税区"
    "|(?<![城社景小库山灾牧林地片湖])[县区旗](?=做|加快|打造|建|提|争|创|率|高质|跨|全面|发|扛|挑|走|当|勇|充|更))[^;]*$"
)
_LEADER = re.compile(
    "(?:^|;)(?P<name>(?![全我各本整老新城]|其中)[\u4e00-\u9fff]{1,4}?[^城社景小库山灾牧林地片湖市县辖][县区市旗镇乡])"
    "(?=深入|坚持|坚定|大力|全力|聚焦|抢抓|持续|积极|加快|实施|充分|围绕|立足|扎实|着力|全面|主动|以|紧|抓|发挥|不断|奋力|强化"
    "|突出|依托|推进|推动|成功|获|入选|跻身|综合|发展|经济发展)"
)
_KIND = re.compile("(?:企业|产业|行业|制造业|领域|板块|集群|[链园])$")
_SHARE = re.compile(
    "(?:(?:(?!全[省市区县州旗])[^。;\n]){0,80}?，分别|(?:，[^，。;\n0-9]{0,8}[0-9.]{1,6}%)?，)约?占(?:到|了)?"
    "[全我](?P<whole>[省市区县州旗])的?(?:比重|份额|总[量额数])?(?:分别|的|为|达|到)*[0-9]"
)

REACH = 120
"""Characters before a name within which a park, the subject of the sentence, is looked for."""


LEADER = 300
"""Characters before a name within which the place that opens its sentence is looked for."""


def zone_before(sentence: str) -> bool:
    """Tell whether a zone or town is named in the words before a name, with no 全市 after it."""
    found = _ZONE_NAMED.search(sentence[-REACH:])
    return found is not None and not re.search(f"{_WHOLE.pattern}|全年|预计", found[0])


def promoted_before(sentence: str) -> bool:
    """Tell whether a goal may be a zone's or county's: 支持高新区做强，力争进出口增长20%."""
    found = _PROMOTED.search(sentence[-REACH:])
    return found is not None and not _WHOLE.search(found[0])


def leader_of(sentence: str, own: str | None) -> bool:
    """Tell whether another place's doings open a sentence: 临河县深入实施工业强县战略."""
    leaders = [*_LEADER.finditer(sentence[-LEADER:])]
    if not leaders or _WHOLE.search(sentence, max(0, len(sentence) - LEADER)):
        return False
    name = leaders[-1]["name"]
    return own is None or (name not in own and own not in name)


def is_of_a_kind(before: str) -> bool:
    """Tell whether the words before a name say of what part it is: 外资企业规上工业增加值."""
    return _KIND.search(before) is not None


def is_share(text: str, end: int, level: str | None) -> bool:
    """Tell whether a figure that ends here is told as a share of the whole: 占全市的31%."""
    found = _SHARE.match(text, end)
    return found is not None and found["whole"] == level


@dataclass(slots=True)
class Whose:
    """Whose figures a sentence tells, as it is walked through from name to name."""

    named: str = ""
    seen: int = 0
    own: bool = False

    def of(self, scope: str, text: str, place: int, own: str | None) -> tuple[str, str]:
        """Return whose the figure of a name is, and why that may be otherwise.

        A county named before goes on as the subject until 全市 or the like is said; where the
        sentence began with the area's own figures, it may be either's.
        """
        before, self.seen = self.seen, place
        if scope:
            self.named = "" if LEVEL.fullmatch(scope) else scope
            return scope, ""
        if not self.named or place - before > REACH or _is_whole(text[before:place], own):
            self.named, self.own = "", True
            return "", ""
        unnamed = len(self.named) <= _NO_NAME
        return self.named, _EITHER if self.own or unnamed else ""


_NO_NAME = 2
"""Length of what names no place of its own: 乡镇, 城区."""
_EITHER = "the place named before it in its sentence, or the area itself"


def _is_whole(words: str, own: str | None) -> bool:
    return _WHOLE.search(words) is not None or (own is not None and own in words)


def words_before(text: str, start: int, place: int, joints: frozenset[int]) -> str:
    """Return the words between the last mark, joint or start of the sentence and a name."""
    first = max(start, place - 24)
    window = text[first:place]
    cut = max((found.end() for found in _MARK.finditer(window)), default=0)
    if cut == len(window) and window.endswith("”") and not _WORDS.search(window[:-1]):
        return window[window.rfind("“") + 1 : -1]
    ahead = NAMES.finditer(text, first + cut, place + 24)  # some names are told by what follows
    cut = max((found.end() - first for found in ahead if found.end() <= place), default=cut)
    joint = max((at for at in range(first, place + 1) if at in joints), default=0)
    return window[max(cut, joint - first) :]


def scope_of(
    before: str, sentence: str, own: str | None, level: str | None = None
) -> tuple[str, bool]:
    """Return (scope, plain): '' or the sub-area's name; and whether the name stands alone.

    Parameters
    ----------
    before
        The words right before the name (`words_before`).
    sentence
        What comes before the name in its sentence.
    own, level
        Name of the report's area, and what it is (省, 市, 区, 县).

    """
    bare = _WORDS.sub("", before)
    whole = OWN.search(bare)
    if whole:
        return (whole[0] if level and whole[0][-1] != level else ""), True
    if PARENT.search(bare):
        return ("" if own == NATION else NATION), True
    own_level = LEVEL.search(bare)
    if own_level:  # 区级 is how a district calls its own revenue; 市级 is less than the city's
        return (
            "" if own_level[0] in _DISTRICTS and own_level[0][0] == level else own_level[0]
        ), True
    if bare and own and (own.endswith(bare) or bare.endswith(own[-_OWN_NAME:])):
        return "", True
    if PLACE.search(bare) and not _WORDS.fullmatch(bare):
        return _named(bare), True
    return _zone(sentence), not bare or _LED.search(before) is not None


_DISTRICTS = ("区级", "县级", "旗级")
_SHORT = 3
_OWN_NAME = 3


def _named(bare: str) -> str:
    return _VERBS.sub("", bare) if len(bare) > _SHORT else bare


def _zone(sentence: str) -> str:
    """Return the park, town or zone that is the subject of a sentence, if there is one."""
    near = sentence[-REACH:]
    subjects = sorted([*_SUBJECT.finditer(near), *_BARE.finditer(near)], key=re.Match.start)
    if not subjects:
        return ""
    found = subjects[-1]
    if _VERBS.match(found["name"]) or _WHOLE.search(near, found.start()):
        return ""
    return (
        found["name"] if ZONE.search(found["name"]) or found["name"].endswith(("园", "镇")) else ""
    )
