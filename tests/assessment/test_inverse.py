"""The number that would have a given chance: safe, most demanding, and what a what-if says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.assessment import assess, target_for, targets_for
from tianqiao_econ.framework import EconError, NotKnown, UnknownName

CHANCES = (0.05, 0.5, 0.8, 0.95)
CEILING = "cpi,2024,growth,居民消费价格涨幅3%左右,at_most,,3,PERCENT,2024-01-10"
GDP = "gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"


def floor_chance(draws, number, half_step):
    return float((draws >= number - half_step).mean())


@pytest.mark.parametrize("chance", CHANCES)
def test_the_number_has_the_chance_and_a_step_more_has_not(outlook, chance):
    for column in outlook.draws:
        draws = outlook.draws[column].to_numpy()
        step = 1.0 if column == "fdi" else 0.1
        number = target_for(outlook, column, chance)
        assert number == pytest.approx(round(number / step) * step, abs=1e-9)
        assert floor_chance(draws, number, step / 2 + 1e-9) >= chance
        assert floor_chance(draws, number + step, step / 2 - 1e-9) < chance


@given(chance=st.floats(0.001, 0.999))
def test_a_table_has_the_chance_asked_for_whatever_it_is(outlook, chance):
    assert (targets_for(outlook, chance)["number_probability"] >= chance).all()


def test_a_higher_chance_never_asks_for_more(outlook):
    numbers = [target_for(outlook, "gdp", chance) for chance in np.linspace(0.02, 0.98, 25)]
    assert numbers == sorted(numbers, reverse=True)


def test_a_what_if_with_the_number_says_the_same_chance(report_day, outlook):
    table = targets_for(outlook, 0.8).set_index("column")
    what_if = assess(report_day, area="370105", year=2024, targets=table["number"].to_dict())
    for column, row in table.iterrows():
        assert what_if.probability(column) == row["number_probability"] >= 0.8


def test_the_table_holds_the_target_and_its_chance_beside_the_number(outlook):
    table = targets_for(outlook, 0.8).set_index("column")
    assert list(table.index) == list(outlook.draws.columns)
    assert table.loc["gdp", "target"] == 6.5
    assert table.loc["fdi", "target"] == 7000
    assert table.loc["gdp", "probability"] == outlook.probability("gdp")
    found = table["number"] - table["target"]
    pd.testing.assert_series_equal(table["difference"], found, check_names=False)


def test_a_ceiling_is_turned_round_the_number_is_the_lowest_that_is_safe(own_outlook):
    outlook = own_outlook([CEILING])
    draws = outlook.draws["cpi"].to_numpy()
    numbers = [target_for(outlook, "cpi", chance) for chance in CHANCES]
    assert numbers == sorted(numbers)
    for number, chance in zip(numbers, CHANCES, strict=True):
        assert (draws < number + 0.05 + 1e-9).mean() >= chance
        assert (draws < number - 0.05 - 1e-9).mean() < chance


def test_a_tolerance_lets_the_number_ask_for_more(own_outlook):
    about = "gdp,2024,growth,增长6%左右,about,6,,PERCENT,2024-01-10"
    strict, kind = own_outlook([about]), own_outlook([about], tolerance=0.5)
    easier = target_for(kind, "gdp") - target_for(strict, "gdp")
    assert easier == pytest.approx(0.5)


def test_a_target_held_against_another_gets_the_points_over_it(own_outlook):
    income = "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"
    outlook = own_outlook([GDP, income])
    over = outlook.draws["disposable_income"].to_numpy()
    number = target_for(outlook, "disposable_income", 0.8)
    assert floor_chance(over, number, 0.05 + 1e-9) >= 0.8
    assert targets_for(outlook)["target"].tolist() == [6.0, 0.0]


def test_a_wording_without_a_number_gets_one_that_growth_has_to_pass(own_outlook):
    outlook = own_outlook(["gdp,2024,growth,保持正增长,qualitative,0,,PERCENT,2024-01-10"])
    number = target_for(outlook, "gdp", 0.8)
    draws = outlook.draws["gdp"].to_numpy()
    assert (draws >= number + 0.05 - 1e-9).mean() >= 0.8
    assert (draws >= number + 0.15 + 1e-9).mean() < 0.8


@pytest.mark.parametrize("chance", [0.0, 1.0, -0.2, 80, float("nan")])
def test_an_impossible_chance_is_refused_in_a_sentence(outlook, chance):
    with pytest.raises(EconError, match="above 0 and below 1"):
        target_for(outlook, "gdp", chance)


def test_a_target_that_does_not_exist_or_has_no_prediction_is_told_apart(own_outlook):
    outlook = own_outlook(["gdp,2024,growth,6%以内,at_most,,6,PERCENT,2024-01-10"])
    with pytest.raises(UnknownName, match="gdp"):
        target_for(outlook, "gpd")
    with pytest.raises(NotKnown, match="no prediction for gdp"):
        target_for(outlook, "gdp")
    assert targets_for(outlook).empty
