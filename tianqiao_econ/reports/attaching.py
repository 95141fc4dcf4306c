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

from tianqiao_econ.reports.leads import (
    CLAUSE,
    LONGEST_LEAD,
    doubt,
    is_goal_missed,
    is_neutral,
    is_of_a_plan,
    is_of_another,
    is_passed_over,
    without_move,
)
from tianqiao_econ.reports.names import Mention, mentions_in
from tianqiao_econ.reports.quantities import Quantity, quantities_in

_MEMBER = re.compile("[^;]+")
_BRACKET = re.compile(r"\([^()]{0,80}\)")
_CLAUSE_MARKS = "，,;:：。(（)）\n"
_JOIN = re.compile("、|和|与|及|以及|，")
_JOIN_OVER = re.compile("、(?P<other>[^，。;、0-9]{1,12})(?:、|和|与|及|以及)")
_LIST_GAP = re.compile("、?(?:和|与|及|以及)?|、")
_LOOSE_GAP = re.compile("[、，]?(?:和|与|及|以及)?")
_DIRECTED_GAP = re.compile(
    "[、，]?(?:和|与|及|以及)?(?P<words>(?:同比|实际|大幅|小幅|略|微|则|力争|预计|为|达到?|约|超过?|近)*"
    "(?P<way>负增长|增长|增加|提高|提升|上升|上涨|下降|下跌|下滑|减少|回落|降低|萎缩|缩减|增|涨|降)?(?:了|约|近|超过?)?)"
)
_SEPARATOR = re.compile("、|和|与|以及|及")
_PLACE = re.compile(
    "[、，(]?(?P<place>全[国省市区县州旗]|[我本][省市区县州旗])(?!平均|第|前|首|最)"
)
_REFERRED = re.compile(
    "(?:[高低快好慢差多少]于|占|超过|跑赢|快过|同于|优于|对|按照?|相当于|挂钩)(?:全[国省市区县州]|[我本][省市区县]|同期|地区)?$"
)
_PACE = re.compile(
    "(?:总量)?(?:速度|增速|增长|增幅|率)?(?:保持|大体|基本|总体)?(?:基本)?(?:同步|相当|匹配|一致|相适应|相协调|协调)"
)


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
    place
        Whose it is where that is said between name and number: 全国增长5%、全市增长6%.

    """

    name: str
    mention: Mention
    quantity: Quantity | None
    lead: str
    mention_text: str
    tail: str
    reason: str = ""
    place: str = ""


@dataclass(slots=True)
class _Subject:
    """The names that numbers belong to as a member of a sentence is walked through."""

    group: list[Mention]
    taken: bool = False
    barred: bool = False
    numbered: bool = False
    listed: Sequence[tuple[str, Mention] | None] = ()
    before: list[tuple[str, Mention]] = field(default_factory=list)
    place: str = ""
    risen: str = ""


def figures_in(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of a sentence of the plain text, in order."""
    subject = _Subject([])
    for member in _MEMBER.finditer(text, start, end):
        subject = _Subject(subject.group, taken=True, numbered=True)
        yield from _figures_of_member(text, *member.span(), subject)


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
    before = text[max(0, mention.start - 8) : mention.start]
    if _REFERRED.search(before):
        return True
    return before.endswith(("与", "和", "同", "跟")) and _PACE.match(text, mention.end) is not None


def _figures_of_member(text: str, start: int, end: int, subject: _Subject) -> Iterator[Figure]:
    """Yield the figures of a stretch between semicolons.

    The subject before goes on only where there is no other word: 2022年增长3%；2023年增长5%.
    """
    quantities = [one for one in quantities_in(text, start, end) if not one.is_points]
    if not quantities:
        subject.group = []
        return
    tokens: list[Mention | Quantity] = [*named_in(text, start, end), *quantities]
    tokens.sort(key=lambda token: token.start)
    asides = _asides(text, start, end)
    after, place = start, 0
    if not is_neutral(text[start : tokens[0].start][:LONGEST_LEAD]):
        subject.group = []
    while place < len(tokens):
        token = tokens[place]
        if isinstance(token, Mention):
            _name(subject, token, text[after : token.start][-LONGEST_LEAD:])
            after, place = token.end, place + 1
            continue
        lead = without_move(_without(asides, text, after, token.start))
        listed = "分别" in lead or len(subject.listed) > 1
        several = len(subject.group) > 1 and CLAUSE.search(lead) is None
        run = _run(tokens, place, text, _LOOSE_GAP if listed else _LIST_GAP, listed or several)
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
    subject.taken, subject.barred, subject.numbered = False, False, False
    subject.listed, subject.place, subject.risen = (), "", ""


def _run(
    tokens: Sequence[Mention | Quantity],
    place: int,
    text: str,
    gap: re.Pattern[str],
    directed: bool,  # noqa: FBT001
) -> list[Quantity]:
    """Return the numbers that follow one another as a list from a place on.

    In a list that is handed out, each may have a direction of its own (增长8%、下降3%).
    """
    run: list[Quantity] = []
    for at in range(place, len(tokens)):  # no slice: a sentence may be as long as its file
        token = tokens[at]
        if not isinstance(token, Quantity) or (run and token.signed and not directed):
            break
        if run and not gap.fullmatch(text, run[-1].end, token.start):
            alike = token.unit == run[-1].unit
            if not (directed and alike and _DIRECTED_GAP.fullmatch(text, run[-1].end, token.start)):
                break
        run.append(token)
    return run


def _attached(
    subject: _Subject, lead: str, run: Sequence[Quantity], text: str, start: int
) -> Iterator[Figure]:
    """Yield the numbers of a run as those of the subject, if they are; else the subject ends."""
    if not subject.group:
        return
    clauses = CLAUSE.split(lead[-LONGEST_LEAD:])
    subject.barred = is_of_a_plan(clauses[-1]) or (
        subject.barred and len(clauses) == 1 and not re.search("[增降]", lead)
    )
    first = subject.group[0].start
    set_before = text[max(start, first - _SET_BEFORE) : first] + lead
    if is_goal_missed(set_before, text, run[-1].end):
        subject.risen = set_before[-LONGEST_LEAD:]
        return
    if subject.barred or is_passed_over(lead, text, run[-1].end, taken=subject.taken):
        subject.risen = lead[-LONGEST_LEAD:]
        return
    more = _MORE.match(lead) if len(run) > 1 and not subject.taken else None
    if more:
        subject.group += [_NAMELESS] * len(_SEPARATOR.findall(more[0]))
        lead = lead[more.end() :]
    place = _PLACE.match(lead) if subject.taken else None
    if place:
        subject.place, lead = place["place"], lead[place.end() :]
    reason = doubt(CLAUSE.split(lead), taken=subject.taken)
    foreign = is_of_another(text, run[-1].end) or _is_per_head(subject, lead)
    if reason is None or foreign or len(lead) > LONGEST_LEAD:
        subject.group = []
        return
    leads, apart = _leads(lead, run, text), False
    for name, mention, quantity, why in _handed_out(subject, lead, run, text, start):
        apart = apart or ("分别" in lead and why != "")
        if name != "other":
            end = quantity.end if quantity else mention.end
            words = text[mention.start : mention.end], text[end : end + _TAIL]
            own = leads[quantity.start] if quantity else lead
            whole = subject.risen + own  # 涨幅由5%降到3%: what falls is told before the 5%
            yield Figure(name, mention, quantity, whole, *words, why or reason, subject.place)
    subject.taken, subject.risen = True, ""
    if apart:  # of a list that was not understood, no later number is anybody's
        subject.group = []


def _is_per_head(subject: _Subject, lead: str) -> bool:
    """Tell whether a number is one per head of what is none: 生产总值按常住人口计算人均7.6万元."""
    return "人均" in lead and not _OF_INCOME.intersection(subject.group[-1].names)


def _leads(lead: str, run: Sequence[Quantity], text: str) -> dict[int, str]:
    """Return the words before each number of a run; its direction is the last one told."""
    leads, way, before = {run[0].start: lead}, lead, run[0]
    for one in run[1:]:
        gap = _DIRECTED_GAP.fullmatch(text, before.end, one.start)
        words = gap["words"] if gap else ""
        leads[one.start] = f"{way}、{words}" if words else way
        way = f"{lead}、{gap['way']}" if gap and gap["way"] else way
        before = one
    return leads


_OF_INCOME = {"both", "disposable_income", "urban_income", "rural_income"}
_TAIL = 8
_SET_BEFORE = 8
"""Characters before a name in which a number may be called a goal: 年初预期地区生产总值增长6%."""
_MORE = re.compile("(?:(?:、|和|与|及|以及)[^，、和与及0-9]{2,16}){1,4}?(?=分别)")
_NAMELESS = Mention(0, 0, ("other",))


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
        told = re.search("均|都|双双", lead) is not None
        summed = any(len(one.names) > 1 and "other" in one.names for one in subject.group)
        each = told or (run[0].unit == "PERCENT" and not summed)
        why = "" if each else "several names and one amount"
        if "分别" in lead and len(listed) > 1 and not run[0].suffix.endswith("以上"):
            why = "several names and one number"
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
