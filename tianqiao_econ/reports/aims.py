"""Countable aims: verb, object, number, unit and bound (新建安置房不少于4000套).

A count stands behind its object (城市公园4处) or before it (完成14个积水点改造); what only
describes another object (总投资50亿元以上项目10个) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tianqiao_econ.framework.codes import Bound
from tianqiao_econ.reports.plain import Plain
from tianqiao_econ.reports.sections import Part, Sentence

_COUNTED = (
    "个|处|家|条|套|件|所|场|人次|人|项|座|台"
    "|辆|名|户|株|张|支|只|头|部|眼|艘|架|间|栋|幢|盏|次|宗|批|对|例|期"
)
_MEASURED = (
    "平方公里|平方千米|平方米|立方米|公里|千米|公顷|米|亩|吨|千瓦|千伏安|亿斤|斤|美元|元|小时"
)
_NO_THING = "百分点|月|季度|工作日|交易日|小时|方面|层面|字"
"""What is counted with 个 and is nothing done: 0.9个百分点, 3个月."""
_COUNT = re.compile(
    rf"(?P<number>(?<![0-9.\-])[0-9]{{1,9}}(?:,[0-9]{{3}}){{0,3}}(?:\.[0-9]{{1,4}})?|(?<![0-9一二三四五六七八九十几数上每])[千百])"
    rf"(?P<about>余|多)?(?P<unit>[百千万亿]{{0,2}}(?P<more>余|多)?(?:(?:{_MEASURED})(?:/[年月日人户亩次]){{0,2}}|(?:{_COUNTED})(?!{_NO_THING})))"
    "(?P<after>左右|及?以上|以内|以下)?"
)
_BEFORE = re.compile(
    "(?:不少于|不低于|至少|超过|突破|超|达到|达|约|近|控制在|到|为|力争|各|不超过|总数|总量|累计|分别)*$"
)
_AT_LEAST = re.compile("不少于|不低于|至少|超|突破|余|多|以上")
_ABOUT = re.compile("约|近|左右")
_MARKS = "，。;：:、（）()\n！？—●■◆★•①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_VERB = re.compile(
    "新开工建设|新开工|完工交付|新改扩建|改扩建|新改建|新建成?|新增加?|改造提升|提升改造|打造|引进|培育|建成|建设|改造|提升|(?<!已)启动|实施|推进|加快|抓好"
    "|开展|惠及|(?<!总)投资|争取|举办|筹集|发放|创建|实现|完成|强力推进|盘活|处置|清理|整治|修复|栽植|植树|招引|签约|储备|谋划|落地|开工|竣工|交付|投用|更新|修建"
    "|建好|铺设|安置(?![房区点])|培训|救助|新认定|认定|申报|入库|统筹做好|做好|统筹|布局|提交|筛选出|拆除|制定|办理|办好|组织|配备|建立|设立|选派|增加|扩建|投放|帮扶|引育|孵化|转化|出让|供应|化解|拆迁"
)
_OPENING = re.compile(
    r"^(?:\(?[0-9一二三四五六七八九十]{1,3}[).、]|[一二三四五六七八九十]{1,3}是|(?:19|20)[0-9]{2}年|其中|目前|共|已?累计|全[国省市区县州旗](?![域民覆])"
    "|全年|年内|今年|力争|争取|确保|计划|预计|年度|再(?!就业|生|次|贷)|还要|要|将|继续|全面|全力|高标准(?!农田)|大力|加大|突出|积极|稳步|扎实|和|并|以上)+"
)
_OBJECT_END = re.compile(
    "[，。;：:、（）()\n！？]|和(?=[0-9])|等(?=[，。])|(?:早日|尽快|如期|基本)|(?<=项目)建设(?=[，。;、\n]|$)|落地见效|落地生根|开工建设|投入使用|投产(?!业)|达产(?!业)|"
    "(?:建设)?进度|进程(?=[，。])|取得|顺利|提交|全部|超进度|加速|加快|有序|快速|(?:竣工)?交付"
)
_CHAIN = re.compile(
    "(?:[、和与及]{0,2}(?:新建|改建|改扩建|扩建|新改扩建|新改建|建设|改造提升|提升改造|更新改造|改造|建成|交付|投用|开工))+[、和与及]?(?=[^项工基任用])"
)
"""Further verbs behind the first: 新建、改扩建中小学, 建设改造管网."""
_REACHED = re.compile(
    "(?:发展|稳定|稳步|提高|提升|增加|保持|控制|扩大|已经|拟?安排)+[到至在为]?(?:每[人户亩年月]|人均)*$"
)
"""How a number was reached, behind the object: 标准提高到每人."""
_MEANS = re.compile("[^，。;、]{0,20}为(?:核心|支撑|载体|主体|重点|抓手|引领|依托|骨干|基础)")
"""What is a means and no end: 以1个规划为核心."""
_MEASURE = re.compile("(?:计划)?总?(?:投资|面积|里程|规模|金额|长度)$")
_OF_ANOTHER = re.compile("(?!和[0-9])(?:以上|以下|以内|左右)?(?:的)?[一-鿿]")
_NAMED = re.compile("“[^”\n]{0,40}”|《[^》\n]{0,60}》|第[0-9]+[次届批号轮]")

LONGEST = 40
"""Characters on either side of a number in which its object is looked for."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A counted thing: of last year in a review, of this year among goals and tasks.

    `start` and `end` are places in the plain text; `bound` is how the number is worded; `sized`
    tells that an amount of it stands right before (总投资50亿元的12个项目).
    """

    verb: str
    thing: str
    number: float
    unit: str
    bound: Bound
    part: Part
    start: int
    end: int
    sized: bool = False


def aims_in(plain: Plain, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Aim]:
    """Yield the counts of a sentence that are none of its indicators' figures."""
    text = plain.text
    if sentence.several_years:
        return
    names = [found.span() for found in _NAMED.finditer(text, sentence.start, sentence.end)]
    counts = [
        found
        for found in _COUNT.finditer(text, sentence.start, sentence.end)
        if not any(start <= found.start() < end for start, end in names[:_MOST] + taken[:_MOST])
    ]
    before: Aim | None = None
    for place, found in enumerate(counts):
        following = counts[place + 1] if place + 1 < len(counts) else None
        aim = _aim(text, sentence, found, following)
        if aim is None:
            continue
        if before is not None and not aim.verb and text[before.end : aim.start] in ("、", "的"):
            aim = replace(aim, verb=before.verb)  # 新增甲3家、乙5家; 建设总投资9亿元的5个项目
        before = aim
        yield aim


_MOST = 200
"""Names and figures of one sentence beyond which no sentence goes."""


def _aim(
    text: str, sentence: Sentence, found: re.Match[str], following: re.Match[str] | None
) -> Aim | None:
    clause = _clause_before(text, sentence.start, found.start())
    if _MEANS.match(text, found.end(), sentence.end):
        return None
    head = _BEFORE.sub("", clause)
    words = clause[len(head) :] + "".join(filter(None, found.group("about", "more", "after")))
    behind = text[found.end() : min(sentence.end, found.end() + LONGEST)]
    verb, thing = _verb_and_object(head)
    start, end = found.start() - len(clause), found.end()
    if behind[:1] == "的" and following is not None and following.start() == found.end() + 1:
        rest = _object_behind(text[following.end() : min(sentence.end, following.end() + LONGEST)])
        measure = _MEASURE.search(head)
        thing = rest + (measure[0] if measure else "")
    elif _OF_ANOTHER.match(behind):
        counted = re.search(f"(?:{_COUNTED})$", found["unit"]) or behind[:1] == "的"
        if found["after"] or not counted:
            return None
        rest = _object_behind(behind.removeprefix("的"))
        end += behind.find(rest) + len(rest)
        verb, thing = verb or _verb_and_object(rest)[0], rest
    thing = _named(thing, verb)
    if len(thing) < 2:  # noqa: PLR2004 - one character names nothing
        return None
    unit = re.sub("[余多]", "", found["unit"])
    sized = _SIZED.search(text, max(sentence.start, found.start() - LONGEST), found.start())
    return Aim(
        verb, thing, _number(found), unit, _bound(words), sentence.part, start, end, bool(sized)
    )


def _named(thing: str, verb: str) -> str:
    """Return an object without what opens it or tells how its number was reached.

    Where there is none, the verb may stand for it: 新开工建设300万平方米.
    """
    bare = _OPENING.sub("", thing).lstrip("、和与及")
    bare = _REACHED.sub("", bare) or bare
    return bare or ("" if verb in _EMPTY else verb)


_EMPTY = frozenset({"增加", "实现", "完成", "提升", "加快", "推进", "争取"})
"""Verbs that name nothing where they stand alone: 比上年增加60亿元."""
_SIZED = re.compile("总?(?:投资|规模)[^，。;、0-9]{0,4}[0-9.]{1,9}[万亿]{0,2}元(?:以上|左右)?的$")


def _clause_before(text: str, start: int, place: int) -> str:
    """Return the words before a number, from the last mark on; a list (甲、乙) stays together."""
    window = text[max(start, place - LONGEST) : place]
    cut = max((window.rfind(mark) for mark in _MARKS if mark != "、"), default=-1)
    words = window[cut + 1 :]
    counted = [*_COUNT.finditer(words)]
    if counted and "、" in words[counted[-1].end() :]:
        words = words[words.index("、", counted[-1].end()) + 1 :]
    elif counted and words[counted[-1].end() : counted[-1].end() + 1] in ("和", "的"):
        words = words[counted[-1].end() + 1 :]
    return words


def _verb_and_object(words: str) -> tuple[str, str]:
    """Split 新建安置房 into verb and object; the first verb opens, the object is what is left."""
    plain = _OPENING.sub("", words)
    found = _VERB.search(plain)
    if found is None:
        return "", plain
    rest = plain[found.end() :]
    chain = _CHAIN.match(rest)
    return found[0], _OPENING.sub("", rest[chain.end() :] if chain else rest)


def _object_behind(words: str) -> str:
    found = _OBJECT_END.search(words)
    return words[: found.start()] if found else words


def _number(found: re.Match[str]) -> float:
    spoken = {"千": 1000.0, "百": 100.0}
    return spoken.get(found["number"]) or float(found["number"].replace(",", ""))


def _bound(words: str) -> Bound:
    if _AT_LEAST.search(words):
        return Bound.AT_LEAST
    return Bound.ABOUT if _ABOUT.search(words) else Bound.EXACT
