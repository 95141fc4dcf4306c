"""Questions: right within half of the last decimal asked for, else a hint."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.datasets import open_data
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
    hint = text(f"question.{three[place].key}.hint", lang, **three[place].values)
    assert hint[:12] in shown


def test_no_answer_asks_again(three):
    assert three[0].prompt("zh")[:8] in str(three[0].check(None, "zh"))


@pytest.mark.parametrize("answer", ["3.4%", True, [3.4]])
def test_what_is_no_number_is_told_so(three, answer):
    assert "不带百分号" in str(three[0].check(answer))


def test_numpy_numbers_are_numbers(three):
    assert "正确" in str(three[1].check(np.float64(-13.5)))


def test_the_questions_name_the_figures_of_the_assessment(three):
    assert "0.3%" in three[0].prompt("zh")
    assert "7000万美元" in three[1].prompt("zh")
    assert "6.5%" in three[2].prompt("zh")


AREAS = [
    ("CN", 2023, "2023-03-05"),
    ("370000", 2022, None),  # a province with many targets
    ("650000", 2021, None),  # a province with one target
    ("330411", 2022, None),  # a county with one target
    ("370105", 2017, None),
    ("370100", 2023, None),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("area", "year", "day"), AREAS)
def test_any_area_has_three_questions_of_its_own_that_their_answers_solve(
    package, area, year, day, lang
):
    day = day or package.target_date(area, year)
    outlook = assess(package.as_of(day), area=area, year=year, n_draws=10)
    asked = questions(outlook, lang)
    assert len({question.key for question in asked}) == 3
    for question in asked:
        assert np.isfinite(question.answer)
        prompt, shown = question.prompt(lang), str(question.check(question.answer + 50, lang))
        assert "{" not in prompt + shown
        assert question.right(round(question.answer, 2))
        assert area == "370105" or "7000万" not in prompt


def test_a_folder_without_any_figure_still_asks_three(tmp_path):
    (tmp_path / "areas.csv").write_text(
        "ref_area,name_zh,name_en,level,parent\n990100,某市,City,prefecture,\n", "utf-8"
    )
    (tmp_path / "targets.csv").write_text(
        "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of\n"
        "990100,disposable_income,2024,growth,aligned,,,PERCENT,2024-01-10\n",
        "utf-8",
    )
    (tmp_path / "datapackage.json").write_text('{"complete": true}', "utf-8")
    outlook = assess(open_data(tmp_path).latest(), area="990100", year=2024, n_draws=10)
    assert [one.key for one in questions(outlook)] == ["doubling", "recovery", "points"]
