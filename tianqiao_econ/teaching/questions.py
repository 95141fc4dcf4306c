"""Questions whose answers follow from the data at hand."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

from tianqiao_econ.assessment import Outlook, comparison
from tianqiao_econ.framework import NotKnown
from tianqiao_econ.showing.tables import Html, prose
from tianqiao_econ.showing.wording import text


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
    area
        Name of the area in the question.

    """

    key: str
    answer: float
    tolerance: float
    area: str

    def prompt(self, lang: str = "zh") -> str:
        """Return the question itself."""
        return text(f"question.{self.key}", lang, area=self.area)

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
        hint = text(f"question.{self.key}.hint", lang)
        return prose("question.wrong", lang, given=f"{float(given):g}", hint=hint)


def questions(outlook: Outlook, lang: str = "zh") -> tuple[Question, Question, Question]:
    """Return three questions on an area's targets: a two-year average, a level, a rounding.

    Raises
    ------
    NotKnown
        If the area has no two years of GDP growth, or no level target for foreign investment.

    """
    lines = {line["indicator"]: line for line in comparison(outlook).to_dict("records")}
    if not {"gdp", "fdi"} <= set(lines) or lines["gdp"]["two_year_span"] == "":
        raise NotKnown(
            f"{outlook.area.code} {outlook.year} has no two years of GDP growth, or no target for"
            " foreign investment, to ask about"
        )
    area = outlook.area.name_zh if lang == "zh" else outlook.area.name_en
    event = outlook.targets[outlook.columns.index("gdp")].event()
    return (
        Question("two_year", float(lines["gdp"]["two_year_average"]), 0.06, area),
        Question("implied", float(lines["fdi"]["implied_growth"]), 0.06, area),
        Question("rounding", event.latent_lower, 0.005, area),
    )
