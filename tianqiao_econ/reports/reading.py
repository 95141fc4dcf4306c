"""A work report's text read into rows of outturns, targets and aims."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from tianqiao_econ.framework.codes import Basis, Qualifier, Transformation
from tianqiao_econ.framework.wordings import PERCENT
from tianqiao_econ.reports.aims import Aim, aims_in
from tianqiao_econ.reports.attaching import Figure, figures_in, named_in
from tianqiao_econ.reports.goals import REACH, is_goal_of_the_past, whose_goal
from tianqiao_econ.reports.loading import load_text
from tianqiao_econ.reports.names import STRICT, ZONED, Mention
from tianqiao_econ.reports.pairing import aims_of, paired
from tianqiao_econ.reports.plain import Plain, plain_text
from tianqiao_econ.reports.references import YARDSTICK, numberless
from tianqiao_econ.reports.rows import COLUMNS, Row, Said, is_less_a_part, said
from tianqiao_econ.reports.scopes import (
    LEADER,
    Whose,
    is_of_a_kind,
    is_share,
    leader_of,
    promoted_before,
    scope_of,
    words_before,
    zone_before,
)
from tianqiao_econ.reports.sections import (
    Heading,
    Part,
    Sentence,
    read_heading,
    sentences_of,
)
from tianqiao_econ.reports.settling import settled
from tianqiao_econ.reports.timing import Time, Years, period_of

_ESTIMATED = re.compile("预计|初步(?:核算|统计|预计|测算)|预期可|有望")
ESTIMATED = "estimated (预计)"
"""What `reason` says of an outturn that the report calls an estimate."""


@dataclass(frozen=True, eq=False)
class Report:
    """A report as read.

    Parameters
    ----------
    area, year, published
        Whose report it is, of which year, and its day; None where it does not say.
    text
        The text that `start` and `end` of the rows count in.
    name
        Name of the file, '' for a text as such.
    found
        The rows.
    counts
        Everything counted that is no indicator: last year's and the aims.

    """

    area: str | None
    year: int | None
    published: date | None
    text: str
    name: str
    found: tuple[Row, ...]
    counts: tuple[Aim, ...] = ()

    @property
    def aims(self) -> pd.DataFrame:
        """The countable aims, each beside last year's count of the same object if there is one.

        Columns as in a data package's aims.csv, without area and origin.
        """
        aims, done = aims_of(self.counts)
        records = [_beside_last_year(aim, paired(aim, done), self.year) for aim in aims]
        return pd.DataFrame.from_records(records, columns=list(_AIM_COLUMNS))

    @property
    def rows(self) -> pd.DataFrame:
        """The rows as a frame with the columns of the contract."""
        records = [tuple(getattr(row, name) for name in COLUMNS) for row in self.found]
        frame = pd.DataFrame.from_records(records, columns=list(COLUMNS))
        numbers = dict.fromkeys(("value", "lower", "upper"), "float64")
        return frame.astype(numbers | {"start": "int64", "end": "int64"})


_AIM_COLUMNS = (
    "year", "verb", "object", "number", "unit", "bound", "last_number", "last_unit",
    "comparability", "place",
)  # fmt: skip


def _beside_last_year(
    aim: Aim, last: tuple[Aim, str] | None, year: int | None
) -> tuple[object, ...]:
    what = (year, aim.verb, aim.thing, aim.number, aim.unit, str(aim.bound))
    if last is None:
        return (*what, None, "", "none", str(aim.part))
    one, comparability = last
    return (*what, one.number, one.unit, comparability, str(aim.part))


def read_report(source: str | os.PathLike[str], *, year: int | None = None) -> Report:
    r"""Read a work report.

    Parameters
    ----------
    source
        A file (txt, html, docx, pdf with a text layer), or the text itself.
    year
        Year of the report, if it does not say so or says it wrongly.

    Returns
    -------
    Report
        Its `rows` have the columns `COLUMNS`; a fall is a negative value; what is ambiguous has
        status `unsure` and its reason.

    Raises
    ------
    EconError
        If the file cannot be read.

    Examples
    --------
    >>> text = "2024年政府工作报告\n今年的主要预期目标是：地区生产总值增长6.5%左右。"
    >>> read_report(text).rows[["indicator", "value", "qualifier"]].to_numpy().tolist()
    [['gdp', 6.5, 'about']]

    """
    text, name = load_text(source)
    plain = plain_text(text)
    heading = read_heading(plain.text, name)
    if year is not None:
        heading = replace(heading, year=year)
    sentences = list(sentences_of(plain.text, heading.year))
    rows = list(_rows(plain, heading, sentences))
    counts = tuple(_counts(plain, sentences, rows))
    found = [*settled(rows), *(_aim_row(aim, heading) for aim in aims_of(counts)[0])]
    placed = tuple(_placed(found, plain, text))
    return Report(heading.area, heading.year, heading.published, text, name, placed, counts)


def _rows(plain: Plain, heading: Heading, sentences: Iterable[Sentence]) -> Iterator[Row]:
    """Yield every figure of a report as a row, with its place in the plain text."""
    for sentence in sentences:
        seen: set[int] = set()
        whose = Whose()
        for figure in figures_in(plain.text, sentence.start, sentence.end):
            seen.add(figure.mention.start)
            yield from _row(plain, heading, sentence, figure, whose)
        if sentence.part is not Part.REVIEW:
            yield from _without_number(plain, heading, sentence, seen)


def _counts(plain: Plain, sentences: Iterable[Sentence], rows: Iterable[Row]) -> Iterator[Aim]:
    """Yield what is counted and is no figure of an indicator."""
    taken = sorted({(row.start, row.end) for row in rows})
    for sentence in sentences:
        first = bisect_left(taken, (sentence.start, 0))
        last = bisect_left(taken, (sentence.end, 0))
        yield from aims_in(plain, sentence, taken[first:last])


def _aim_row(aim: Aim, heading: Heading) -> Row:
    doubt = "" if heading.year is not None else "the year of the report is not known"
    return Row(
        indicator=aim.thing,
        role="aim",
        time_period=str(heading.year or ""),
        transformation=str(Transformation.LEVEL),
        value=aim.number,
        lower=aim.number,
        upper=None,
        unit_measure=aim.unit,
        qualifier=str(aim.bound),
        basis=str(Basis.AS_PUBLISHED),
        scope="",
        section=str(aim.part),
        status="unsure" if doubt else "ok",
        reason=doubt,
        start=aim.start,
        end=aim.end,
        phrase="",
    )


def _row(
    plain: Plain, heading: Heading, sentence: Sentence, figure: Figure, whose: Whose
) -> Iterator[Row]:
    text, mention = plain.text, figure.mention
    end = figure.quantity.end if figure.quantity else mention.end
    time = _time(text, heading, sentence, mention.start, end)
    role, part = _role(sentence.part, time, heading.year)
    facts = said(figure, figure.quantity, part) if figure.quantity else _unread()
    if facts is None:
        return
    scope, alone = _scope(plain, heading, sentence, mention)
    if figure.place:
        scope, alone = scope_of(figure.place, "", heading.area, heading.level)
        either = ""
    else:
        scope, either = whose.of(scope, text, mention.start, heading.area)
    if part is Part.REVIEW and is_goal_of_the_past(text, sentence, figure):
        return
    doubt = figure.reason or facts.doubt or time.doubt or either
    before = text[max(sentence.start, mention.start - _KIND_REACH) : mention.start]
    if not doubt and (
        (not alone and _is_strict(figure.name, figure.mention_text)) or is_of_a_kind(before)
    ):
        doubt = "the words before the name may make it something else"
    if not (doubt or scope or figure.place):
        doubt = _of_a_part(text, heading, sentence, figure, end)
    doubt = doubt or whose_goal(text, sentence, figure, part)
    if not doubt and role == "target" and time.period != str(heading.year):
        doubt = "a goal for another year"
    note = ESTIMATED if role == "outturn" and _is_estimate(text, sentence, end) else ""
    yield _made(
        _indicator(figure, facts, text),
        role,
        time,
        facts,
        scope,
        sentence.part,
        doubt,
        note,
        (mention.start, end),
    )


_KIND_REACH = 8


def _of_a_part(text: str, heading: Heading, sentence: Sentence, figure: Figure, end: int) -> str:
    """Tell why a figure may be that of a part of the area: a zone before it, a share behind it."""
    if is_share(text, end, heading.level):
        return "its share of the whole is told: it is the figure of a part"
    if is_less_a_part(text, sentence.start, figure):
        return "a part is left out of it (剔除)"
    if sentence.part is Part.GOALS:
        return ""
    before = text[max(sentence.start, figure.mention.start - 200) : figure.mention.start]
    if leader_of(
        text[max(sentence.start, figure.mention.start - LEADER) : figure.mention.start],
        heading.area,
    ):
        return "another place opens its sentence"
    zone = promoted_before(before) or (figure.name in ZONED and zone_before(before))
    return "a zone is named before it" if zone else ""


def _made(  # noqa: PLR0913, PLR0917 - a row has many parts
    indicator: str,
    role: str,
    time: Time,
    facts: Said,
    scope: str,
    part: Part,
    doubt: str,
    note: str,
    place: tuple[int, int],
) -> Row:
    return Row(
        indicator,
        role,
        time.period,
        str(facts.transformation),
        facts.value,
        facts.lower,
        facts.upper,
        facts.unit_measure,
        str(facts.qualifier),
        facts.basis,
        scope,
        str(part),
        "unsure" if doubt else "ok",
        doubt or note,
        *place,
        "",
    )


def _unread() -> Said:
    return Said(
        Transformation.GROWTH, None, None, None, PERCENT, Qualifier.UNKNOWN, str(Basis.AS_PUBLISHED)
    )


def _time(text: str, heading: Heading, sentence: Sentence, start: int, end: int) -> Time:
    year, day, review = heading.year, heading.published, sentence.part is Part.REVIEW
    last = None if year is None else year - 1
    early = year is not None and day is not None and day.year < year  # read out before its year
    coming = year if early or year is None else year + 1
    within = review and day is not None and day.year == year and day.month >= _SUMMER
    usual = last if review and not within else year
    years = Years(usual, last, last if review and early else year, coming)
    where = (sentence.start, sentence.end), (start, end)
    time = period_of(text, *where, years, several=sentence.several_years)
    untold = within and not time.doubt and time.period == str(year)
    return replace(time, doubt="of what part of its year is not told") if untold else time


_SUMMER = 7
"""Month from which a report looks back on a part of its own year."""


def _role(part: Part, time: Time, year: int | None) -> tuple[str, Part]:
    """Tell outturn from target: by the part, and by a year that is over."""
    past = year is not None and time.period[:4] < str(year)
    ahead = time.period == str(year) and not time.doubt
    if past and part is not Part.GOALS:
        return "outturn", Part.REVIEW
    if part is Part.REVIEW:
        return ("target", Part.TASKS) if ahead else ("outturn", part)
    return "target", part


def _scope(
    plain: Plain, heading: Heading, sentence: Sentence, mention: Mention
) -> tuple[str, bool]:
    before = words_before(plain.text, sentence.start, mention.start, plain.joints)
    return scope_of(
        before,
        plain.text[max(sentence.start, mention.start - 200) : mention.start],
        heading.area,
        heading.level,
    )


def _is_strict(name: str, written: str) -> bool:
    return name in STRICT and not re.search(
        "生产总值|GDP|居民消费价格|常住人口|人均可支配|CPI", written
    )


def _is_estimate(text: str, sentence: Sentence, end: int) -> bool:
    behind = text.startswith("(预计", end)
    return behind or _ESTIMATED.search(text, max(sentence.start, end - REACH), end) is not None


def _indicator(figure: Figure, facts: Said, text: str) -> str:
    """Name a figure's indicator; trade in dollars, and its growth, is one of its own."""
    in_dollars = facts.unit_measure.startswith("USD")
    if figure.name == "trade" and figure.quantity and not in_dollars:
        words = text[figure.mention.end : figure.quantity.start]
        in_dollars = "美元" in words and not _IN_YUAN.search(words)
    return "trade_usd" if figure.name == "trade" and in_dollars else figure.name


_IN_YUAN = re.compile("[万亿]元|人民币")


def _without_number(
    plain: Plain, heading: Heading, sentence: Sentence, taken: set[int]
) -> Iterator[Row]:
    """Yield the targets that name no number: 与经济增长同步, 高于全国平均."""
    text = plain.text
    if sentence.part is Part.TASKS and not YARDSTICK.search(text, sentence.start, sentence.end):
        return
    for mention, name, facts, end in numberless(
        text, sentence, named_in(text, sentence.start, sentence.end), taken
    ):
        time = _time(text, heading, sentence, mention.start, end)
        role, _ = _role(sentence.part, time, heading.year)
        scope, _ = _scope(plain, heading, sentence, mention)
        if role == "target":
            doubt = facts.doubt or time.doubt
            yield _made(
                name, role, time, facts, scope, sentence.part, doubt, "", (mention.start, end)
            )


def _placed(rows: Iterable[Row], plain: Plain, text: str) -> Iterator[Row]:
    """Give rows their place in the original, in its order."""
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        start, end = plain.span(row.start, row.end)
        yield replace(row, start=start, end=end, phrase=text[start:end])
