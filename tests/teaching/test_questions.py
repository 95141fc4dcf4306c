"""Questions: right within half of the last decimal asked for, else a hint."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import NotKnown
from tianqiao_econ.showing.wording import text
from tianqiao_econ.teaching import questions


@pytest.fixture(scope="module")
def package():
    return open_data()


@pytest.fixture(scope="module")
def three(package):
    return questions(assess(package.as_of("2024-01-16"), area="370105", year=2024, n_draws=10))


@pytest.mark.parametrize(("place", "answer"), [(0, 3.35), (0, 3.4), (1, -13.5), (2, 6.45)])
def test_the_worked_answers_are_right(three, place, answer):
    assert three[place].right(answer)
    assert "正确" in str(three[place].check(answer))


@pytest.mark.parametrize(("place", "answer"), [(0, 3.2), (1, 13.5), (2, 6.5)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_answer_gets_its_hint(three, place, answer, lang):
    shown = str(three[place].check(answer, lang))
    hint = text(f"question.{three[place].key}.hint", lang)
    assert hint[:12] in shown


def test_no_answer_asks_again(three):
    assert three[0].prompt("zh")[:8] in str(three[0].check(None, "zh"))


@pytest.mark.parametrize("answer", ["3.4%", True, [3.4]])
def test_what_is_no_number_is_told_so(three, answer):
    assert "不带百分号" in str(three[0].check(answer))


def test_numpy_numbers_are_numbers(three):
    assert "正确" in str(three[1].check(np.float64(-13.5)))


def test_an_area_without_the_figures_says_so(package):
    nation = assess(package.as_of("2023-03-05"), area="CN", year=2023, n_draws=10)
    with pytest.raises(NotKnown, match="no two years"):
        questions(nation)
