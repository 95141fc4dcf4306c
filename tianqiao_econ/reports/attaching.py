"""Which number belongs to which name: the small grammar of a report's sentences.

Names and numbers alternate. A number belongs to the names before it where nothing but verbs and
the like stands between; 分别 hands a list of numbers to a list of names; a new clause goes on
with the same name only where it has no subject of its own (同比增长8%).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tianqiao_econ.reports.names import Mention, mentions_in
from tianqiao_econ.reports.quantities import Quantity, quantities_in

_MEMBER = re.compile("[^;]+")
_BRACKET = re.compile(r"\([^()]{0,80}\)")
_CLAUSE_MARKS = "，,;:：。(（)）\n"
_CLAUSE = re.compile("[，:：()]")
_JOIN = re.compile("、|和|与|及|以及|，")
_JOIN_OVER = re.compile("、(?P<other>[^，。；、0-9]{1,12})(?:、|和|与|及|以及)")
_LIST_GAP = re.compile("、?(?:和|与|及|以及)?|、")
_LOOSE_GAP = re.compile("[、，]?(?:和|与|及|以及)?")
_SEPARATOR = re.compile("、|和|与|以及|及")
_NEUTRAL = re.compile(
    "比(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)|较(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)|按?(?:照)?可比(?:价格?|口径)?(?:计算)?"
    "|按?(?:照)?不变价(?:格)?(?:计算)?|按?(?:照)?(?:同|自然|可比)口径(?:可比)?(?:计算)?|按?(?:人民币|美元)计(?:价|算)?|以(?:人民币|美元)计价?"
    "|(?:剔除|扣除)[^，。；]{1,20}?(?:因素|影响)(?:影响)?(?:后)?|(?:剔除|扣除)[^，。；0-9]{1,16}?后"
    "|初步(?:核算|统计|预计|测算)|预计|预期|预测|全年|(?:19|20)[0-9]{2}年|[0-9]{1,2}月(?:份|末|底)?|今年|年均|年度|年末|年底"
    "|上半年|前三季度|[一二三四]季度|同比|环比|同期|实际|名义|自然|累计|总量|总额|总值|总计|总规模|规模|数额|额度?"
    "|净|增长|增加|增幅|增速|增|提高|提升|上升|上涨|涨幅|涨|下降|下跌|减少|回落|降低|降幅|负增长|降|实现|完成|达到|达|突破|跨越|迈上|迈过|跃上|站上"
    "|首次|首破|成功|超过|超|为|至|到|是|约|近|左右|保持在?|稳定在?|控制在?|维持在?|运行在|不低于|不少于|不高于|高于|低于|力争|争取|确保|努力|奋力|力保"
    "|可达|可|将|有望|分别|均|都|双双|也|已|又|再|了|则|仍|还|继续|持续|恢复性?|微|略|有所|明显|显著|强劲|由负转正|由降转[升增]|止跌|止降|稳步|平稳|较快|快速|大幅|小幅|逆势|速度|幅度|率|指数|水平|目标|建议|安排|人民币|折合|由|从|在|以|的|"
    "“十[一二三四五六]五”末|“?十[一二三四五六]五”?末|台阶|大关|比上年同期|指标|任务|基本|总体|元|个?、|[和与及]|[，:：“”（）\\s]"
)
_PLAN = re.compile(
    "占|比重|比例|份额|(?:计划|目标|任务|预算|进度)(?:数|额|任务|目标)?的|完成(?:年度?|全年|年初)?(?:计划|预算)|(?:计划|预算)$"
)
_OTHERS = re.compile(
    "项目|企业|能耗|电量|税收|占比|贡献|拉动|其中|中的|中$|用地|面积|贷款|存款|数量|结构|缺口|差距|倍差|质量|相对|之比|覆盖"
    "|园区?|户|家|质效|比$|比重|弹性|位[居列]|排名?"
)
_FROM = re.compile("[由从]")
_STARTED = re.compile(
    "[由从](?:去年|上年|(?:19|20)[0-9]{2}年|年初|上半年|[一二三]季度|最低|原来|“)[^，]*$"
)
_ONWARD = re.compile(
    "(?:，)?(?:快速|逐[月季步年]|稳步|大幅|一路)?(?:增加|增长|提高|上升|扩大|跃升|提升|发展|跃增|下降|减少|降低|回落|回升|反弹|收窄|转|变|攀升|跃)(?:到|至|为)"
    "|(?:到|至)"
)
_BASE = re.compile("的?(?:较?高|低|大)?(?:基础|基数){1,2}(?:之)?上")
_OF_ANOTHER = re.compile(
    "(?:及?以上|左右)?的(?!目标|增长|增速|增幅|速度|幅度|较快|高速|快速|水平|任务)|(?:以上)?[县市区镇乡村户家企园街](?!均|域)"
    r"|(?:\([^()]{0,12}\))?作为|[^，。；、%0-9]{0,16}(?:标准|红线|门槛)"
)
_HOPED = re.compile("力争|争取|努力|奋斗|奋力|冲刺|挑战")
_REFERRED = re.compile("(?:[高低快好慢差多少]于|占|超过|跑赢|快过|同于|优于|对|按照?|相当于|挂钩)$")
_PACE = re.compile(
    "(?:总量)?(?:速度|增速|增长|增幅|率)?(?:保持|大体|基本|总体)?(?:基本)?(?:同步|相当|匹配|一致|相适应|相协调|协调)"
)

LONGEST_LEAD = 80
"""Characters between a name and its number above which they are no longer read together."""

LONGEST_UNKNOWN = 8
"""Characters of unknown words between a name and its number that are still overlooked."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A name with its number, as the sentence has them.

    Parameters
    ----------
    name
        Key of the name table (`tianqiao_econ.reports.names`).
    mention, quantity
        Where the name stands, and the number; None where it could not be told which.
    lead
        The words between name, or the clause, and number: verb, basis, wording.
    mention_text, tail
        The name as it is written, and the next words behind the number.
    reason
        Why the number may not be the name's; empty where it is.

    """

    name: str
    mention: Mention
    quantity: Quantity | None
    lead: str
    mention_text: str
    tail: str
    reason: str = ""


@dataclass(slots=True)
class _Subject:
    """The names that numbers belong to as a member of a sentence is walked through."""

    group: list[Mention]
    taken: bool = False
    barred: bool = False
    numbered: bool = False
    listed: Sequence[tuple[str, Mention] | None] = ()
    before: list[tuple[str, Mention]] = field(default_factory=list)


def figures_in(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of a sentence of the plain text, in order."""
    for member in _MEMBER.finditer(text, start, end):
        yield from _figures_of_member(text, *member.span())


def named_in(text: str, start: int, end: int) -> list[Mention]:
    """Return the names of a stretch of text that are its subjects, not its yardsticks."""
    void = _asides(text, start, end)
    return [
        mention
        for mention in mentions_in(text, start, end)
        if not _inside(mention.start, void) and not _is_reference(text, mention)
    ]


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the brackets that hold no number with a unit: other names, footnotes, conditions."""
    spans = (found.span() for found in _BRACKET.finditer(text, start, end))
    return [span for span in spans if not quantities_in(text, *span)]


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, _FAR)) - 1
    return at >= 0 and place < spans[at][1]


_FAR = 1 << 62


def _is_reference(text: str, mention: Mention) -> bool:
    """Tell whether something else is held against the name: 与经济增长同步, 占生产总值."""
    before = text[max(0, mention.start - 6) : mention.start]
    if _REFERRED.search(before):
        return True
    return before.endswith(("与", "和", "同", "跟")) and _PACE.match(text, mention.end) is not None


def _figures_of_member(text: str, start: int, end: int) -> Iterator[Figure]:
    quantities = [one for one in quantities_in(text, start, end) if not one.is_points]
    if not quantities:
        return
    tokens: list[Mention | Quantity] = [*named_in(text, start, end), *quantities]
    tokens.sort(key=lambda token: token.start)
    asides = _asides(text, start, end)
    subject, after, place = _Subject([]), start, 0
    while place < len(tokens):
        token = tokens[place]
        if isinstance(token, Mention):
            _name(subject, token, text[after : token.start][-LONGEST_LEAD:])
            after, place = token.end, place + 1
            continue
        lead = _without(asides, text, after, token.start)
        run = _run(tokens, place, text, "分别" in lead or len(subject.listed) > 1)
        yield from _attached(subject, lead, run, text, start)
        subject.numbered = True
        after, place = run[-1].end, place + len(run)


def _without(asides: Sequence[tuple[int, int]], text: str, start: int, end: int) -> str:
    """Return a stretch of text without the brackets that hold no number."""
    pieces, place = [], start
    for at in range(bisect_left(asides, (start, 0)), len(asides)):
        first, last = asides[at]
        if first >= end:
            break
        if last <= end:
            pieces.append(text[place:first])
            place = last
    return "".join(pieces) + text[place:end]


def _name(subject: _Subject, mention: Mention, gap: str) -> None:
    """Take up a name: beside the names before it, or in their stead."""
    over = _JOIN_OVER.fullmatch(gap)
    if subject.group and not subject.numbered and (over or _JOIN.fullmatch(gap)):
        between = [Mention(mention.start, mention.start, ("other",))] if over else []
        subject.group += [*between, mention]
    else:
        if subject.taken and len(subject.group) == 1 == len(subject.group[0].names):
            subject.before.append((subject.group[0].names[0], subject.group[0]))
        else:
            subject.before = []
        subject.group = [mention]
    subject.taken, subject.barred, subject.numbered, subject.listed = False, False, False, ()


def _run(
    tokens: Sequence[Mention | Quantity],
    place: int,
    text: str,
    listed: bool,  # noqa: FBT001
) -> list[Quantity]:
    """Return the numbers that follow one another as a list from a place on."""
    run: list[Quantity] = []
    gap = _LOOSE_GAP if listed else _LIST_GAP
    for token in tokens[place:]:
        if not isinstance(token, Quantity):
            break
        if run and not gap.fullmatch(text[run[-1].end : token.start][:6]):
            break
        if run and token.start - run[-1].end > len("、以及"):
            break
        run.append(token)
    return run


def _attached(
    subject: _Subject, lead: str, run: Sequence[Quantity], text: str, start: int
) -> Iterator[Figure]:
    """Yield the numbers of a run as those of the subject, if they are; else the subject ends."""
    if not subject.group or _is_passed_over(subject, lead, run, text):
        return
    more = _MORE.match(lead) if len(run) > 1 and not subject.taken else None
    if more:
        subject.group += [_NAMELESS] * len(_SEPARATOR.findall(more[0]))
        lead = lead[more.end() :]
    reason = _doubt(_CLAUSE.split(lead), taken=subject.taken)
    others = _OF_ANOTHER.match(text, run[-1].end) is not None
    if reason is None or others or len(lead) > LONGEST_LEAD:
        subject.group = []
        return
    for name, mention, quantity, why in _handed_out(subject, lead, run, text, start):
        if name != "other":
            end = quantity.end if quantity else mention.end
            words = text[mention.start : mention.end], text[end : end + _TAIL]
            yield Figure(name, mention, quantity, lead, *words, why or reason)
    subject.taken = True


_TAIL = 8
_MORE = re.compile("(?:(?:、|和|与|及|以及)[^，、和与及0-9]{2,16}){1,4}?(?=分别)")
_NAMELESS = Mention(0, 0, ("other",))


def _is_passed_over(subject: _Subject, lead: str, run: Sequence[Quantity], text: str) -> bool:
    """Tell whether a number is about the subject, but is no figure of it.

    A share of a plan, what it rose from, or the 力争 behind a number that binds.
    """
    clauses = _CLAUSE.split(lead[-LONGEST_LEAD:])
    subject.barred = _PLAN.search(clauses[-1]) is not None or (subject.barred and len(clauses) == 1)
    came_from = _FROM.search(lead[-LONGEST_LEAD:]) and _ONWARD.match(text, run[-1].end)
    hoped = subject.taken and _HOPED.search(clauses[-1])
    base = _BASE.match(text, run[-1].end)
    return bool(subject.barred or came_from or hoped or base)


def _doubt(clauses: Sequence[str], *, taken: bool) -> str | None:
    """Return why a number may not be the subject's: '' if it is, None if it is another's."""
    unknown = _NEUTRAL.sub("", clauses[-1])
    if len(clauses) > 1 and clauses[-1] != "":
        return "" if not unknown else None
    own = clauses[0]
    if not taken and _OTHERS.search(own):
        return None
    if taken and unknown:
        return None
    if _STARTED.search(own):
        return "it may be what the figure came from"
    if len(unknown) > LONGEST_UNKNOWN:
        return "the words between name and number are not understood"
    return ""


def _handed_out(
    subject: _Subject, lead: str, run: Sequence[Quantity], text: str, start: int
) -> Iterator[tuple[str, Mention, Quantity | None, str]]:
    """Yield (name, mention, number, doubt): a list of numbers over a list of names."""
    run = _with_shared_suffix(run)
    listed = _items(subject, lead, len(run), text, start)
    named = [item for item in listed if item is not None]
    if len(listed) == len(run):
        subject.listed = listed
        for item, quantity in zip(listed, run, strict=True):
            if item is not None:
                yield *item, quantity, ""
    elif len(run) == 1:
        each = run[0].unit == "PERCENT" or re.search("均|都|双双", lead) is not None
        why = "" if each else "several names and one amount"
        for item in named:
            yield *item, run[0], why
    else:
        why = f"{len(listed)} names and {len(run)} numbers"
        for item in named:
            yield *item, run[0] if len(named) == 1 and "分别" not in lead else None, why


def _items(
    subject: _Subject, lead: str, numbers: int, text: str, start: int
) -> Sequence[tuple[str, Mention] | None]:
    """Return the list that numbers are handed to; None stands for a name that is not ours."""
    if subject.taken and len(subject.listed) == numbers and numbers > 1:
        return subject.listed
    items: list[tuple[str, Mention] | None] = []
    if "分别" in lead:
        items += [None] * _unnamed_before(text, start, subject.group[0].start)
    for mention in subject.group:
        for name in mention.names:
            items += [(one, mention) for one in _both(name, numbers, lead)]
    earlier = numbers - len(items)
    if subject.taken and 0 < earlier <= len(subject.before):
        return [*subject.before[-earlier:], *items]
    return items


def _both(name: str, numbers: int, lead: str) -> tuple[str, ...]:
    """Read 城乡居民收入: two indicators with 分别 or 均, else that of all residents."""
    if name != "both":
        return (name,)
    apart = numbers > 1 or re.search("分别|均|都|双双", lead)
    return ("urban_income", "rural_income") if apart else ("disposable_income",)


def _unnamed_before(text: str, start: int, end: int) -> int:
    """Count the unknown names of a list that stand before the first known one."""
    before = text[max(start, end - LONGEST_LEAD) : end]
    clause = re.split(f"[{_CLAUSE_MARKS}]|[0-9][%万亿美元]*(?:左右|以上)?、?", before)[-1]
    return len(_SEPARATOR.findall(clause)) if _SEPARATOR.search(clause[-2:]) else 0


def _with_shared_suffix(run: Sequence[Quantity]) -> Sequence[Quantity]:
    """Give 左右 or 以上 behind the last number of a list to all, where it stands there alone."""
    last = run[-1].suffix
    if last and not any(one.suffix for one in run[:-1]):
        return [replace(one, suffix=last) for one in run]
    return run
