"""Questions whose answers follow from the data at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from numbers import Real
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.trending import growth_series
from tianqiao_econ.forecasting import two_year_average
from tianqiao_econ.framework import Transformation
from tianqiao_econ.showing.rows import localized, rows_of
from tianqiao_econ.showing.tables import Html, prose
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number

if TYPE_CHECKING:
    from tianqiao_econ.assessment import Outlook

#: Half of the last decimal of an answer with one decimal, and a little for a half rounded up.
ONE_DECIMAL = 0.06
#: Years in a row over which growth is compounded.
YEARS = 3
_COUNT = 3
_PLAIN = {"doubling": 7.18, "recovery": 25.0, "points": 25.0}
"""Questions that need no figure of the area, with their answers."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with one number for an answer.

    Parameters
    ----------
    key
        Its texts are `question.<key>` and `question.<key>.hint`.
    answer
        The right number.
    tolerance
        How far an answer may be off: half of the last decimal that is asked for.
    values
        What is filled into its texts, in the reader's language.

    """

    key: str
    answer: float
    tolerance: float
    values: Mapping[str, str]

    def prompt(self, lang: str = "zh") -> str:
        """Return the question itself."""
        return text(f"question.{self.key}", lang, **self.values)

    def right(self, given: float) -> bool:
        """Tell whether an answer is right within the tolerance."""
        return abs(given - self.answer) <= self.tolerance

    def check(self, given: object = None, lang: str = "zh") -> Html:
        """Return the verdict on an answer: right, or wrong with a hint; None asks again."""
        if given is None:
            return prose("question.open", lang, prompt=self.prompt(lang))
        if isinstance(given, bool) or not isinstance(given, Real):
            return prose("question.not_a_number", lang)
        if self.right(float(given)):
            return prose("question.right", lang, answer=f"{self.answer:.4g}")
        hint = text(f"question.{self.key}.hint", lang, **self.values)
        return prose("question.wrong", lang, given=f"{float(given):g}", hint=hint)


def questions(outlook: Outlook, lang: str = "zh") -> tuple[Question, ...]:
    """Return three questions on an area's targets, in the reader's language.

    A two-year average, of the area itself or of the nearest parent that published two years in a
    row; the growth that a level target implies; a rounding; growth over three years. What the
    figures at hand do not give is left out, and plain arithmetic stands in for it.
    """
    found: Iterator[Question] = (
        question for ask in _ASKED for question in islice(ask(outlook, lang), 1)
    )
    return tuple(islice(found, _COUNT))


def _two_year(outlook: Outlook, lang: str) -> Iterator[Question]:
    package = outlook.view.package
    for place in (outlook.area, *package.parents(outlook.area.code)):
        for code in dict.fromkeys(target.indicator for target in outlook.targets):
            growth = growth_series(outlook.view, code, place.code).loc[: outlook.year - 1].dropna()
            last = int(growth.index[-1]) if len(growth) else 0
            if last - 1 in growth.index:
                before, after = float(growth.loc[last - 1]), float(growth.loc[last])
                values = {
                    "area": localized(place, lang),
                    "indicator": localized(package.indicator(code), lang),
                    "first": str(last - 1),
                    "last": str(last),
                    "before": number(before),
                    "after": number(after),
                }
                answer = two_year_average(before, after)
                yield Question("two_year", answer, ONE_DECIMAL, values)


def _implied(outlook: Outlook, lang: str) -> Iterator[Question]:
    for row in rows_of(outlook, lang):
        implied = row.figure("event_implied_growth")
        if row.is_level and implied is not None:
            values = {"indicator": row.name, "goal": row.goal(), "last": row.amount("last_outturn")}
            yield Question("implied", implied, ONE_DECIMAL, values)


def _rounding(outlook: Outlook, lang: str) -> Iterator[Question]:
    for row in rows_of(outlook, lang):
        if row.event is None or row.latent is None or row.reference or row.is_level:
            continue
        printed = row.latent + row.event.rounding / 2 * (-1 if row.is_ceiling else 1)
        values = {"indicator": row.name, "goal": row.goal(), "printed": number(printed)}
        key = "rounding_ceiling" if row.is_ceiling else "rounding"
        yield Question(key, row.latent, 0.005, values)


def _compound(outlook: Outlook, lang: str) -> Iterator[Question]:
    for row in rows_of(outlook, lang):
        growth = row.threshold
        if growth and not row.reference and row.target.transformation is Transformation.GROWTH:
            answer = 100 * ((1 + growth / 100) ** YEARS - 1)
            values = {"indicator": row.name, "growth": f"{growth:g}", "years": str(YEARS)}
            yield Question("compound", answer, ONE_DECIMAL, values)


def _plain(name: str) -> Callable[[Outlook, str], Iterator[Question]]:
    return lambda _outlook, _lang: iter((Question(name, _PLAIN[name], ONE_DECIMAL, {}),))


_ASKED: tuple[Callable[[Outlook, str], Iterator[Question]], ...] = (
    _two_year,
    _implied,
    _rounding,
    _compound,
    *map(_plain, _PLAIN),
)
"""What is asked, in this order, as far as the figures go."""
