"""The number that would have a given chance: safe, most demanding, and what a what-if says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.assessment import announced_for, assess, target_for, targets_for
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
def test_a_number_has_the_chance_asked_for_whatever_it_is(outlook, chance):
    number = target_for(outlook, "gdp", chance)
    assert floor_chance(outlook.draws["gdp"].to_numpy(), number, 0.05 + 1e-9) >= chance


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


YEAR, DAY, PLACE = 2016, "2016-03-31", "110100"


@pytest.fixture(scope="module")
def announcing(made_up_panel, opened):
    """Announce another GDP target in one place of a made-up panel, and assess it anew."""

    def build(number=None, **options):
        tables = made_up_panel()
        targets = tables["targets"]
        mine = (targets["ref_area"] == PLACE) & (targets["time_period"] == YEAR)
        mine &= targets["indicator"] == "gdp"
        if number is not None:
            targets = targets.assign(lower=targets["lower"].mask(mine, number))
        view = opened(tables | {"targets": targets}).as_of(DAY)
        return assess(view, area=PLACE, year=YEAR, **options)

    return build


@pytest.mark.parametrize("chance", [0.3, 0.5, 0.8])
def test_the_announced_number_once_announced_has_its_chance(announcing, chance):
    found = announced_for(announcing(), "gdp", chance)
    assert found.reached
    again = announcing(found.number)
    assert again.probability("gdp") == pytest.approx(found.probability, abs=0.001)
    other = announcing(found.number, rng=np.random.default_rng(99))
    error = 4 * np.sqrt(chance * (1 - chance) / 20_000)
    assert other.probability("gdp") == pytest.approx(found.probability, abs=error)
    assert found.probability >= chance > announcing(found.number + 0.1).probability("gdp")


def test_the_announced_number_lies_beyond_that_of_the_forecast_as_it_is(announcing):
    outlook = announcing()
    for chance in (0.6, 0.8):
        number = target_for(outlook, "gdp", chance)
        assert announced_for(outlook, "gdp", chance).number < number < outlook.targets[0].lower
        assert announcing(number).probability("gdp") < chance - 0.01


def test_the_chance_of_an_announced_number_falls_with_it(announcing):
    outlook = announcing(n_draws=4000)
    numbers = [announced_for(outlook, "gdp", chance).number for chance in np.linspace(0.1, 0.9, 17)]
    assert numbers == sorted(numbers, reverse=True)


def test_a_chance_that_no_announced_number_has_is_told_with_the_nearest(own_outlook):
    outlook = own_outlook(["trade,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"])
    found = announced_for(outlook, "trade", 0.99)
    assert not found.reached
    assert found.probability < 0.99
    assert found.number <= outlook.quantiles("trade", [0.005]).iloc[0] < 6
    (row,) = targets_for(outlook, 0.99).to_dict("records")
    assert (row["announced"], row["announced_reached"]) == (found.number, False)


def test_a_ceiling_that_is_announced_is_found_above(own_outlook):
    outlook = own_outlook([CEILING])
    low, high = (announced_for(outlook, "cpi", chance) for chance in (0.7, 0.95))
    assert low.number <= high.number
    assert low.probability <= high.probability
    assert low.probability >= 0.7


def test_what_no_number_moves_has_one_number(own_outlook):
    income = "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"
    table = targets_for(own_outlook([GDP, income])).set_index("column")
    row = table.loc["disposable_income"]
    assert (row["announced"], row["announced_probability"]) == (
        row["number"],
        row["number_probability"],
    )


def test_a_wording_without_a_number_is_asked_about_as_one_with_a_number(own_outlook):
    worded = own_outlook(["gdp,2024,growth,保持正增长,qualitative,0,,PERCENT,2024-01-10"])
    plain = own_outlook([GDP])
    one, other = (announced_for(outlook, "gdp", 0.5) for outlook in (worded, plain))
    assert one == other


def test_an_outlook_whose_draws_are_not_known_is_refused(outlook):
    with pytest.raises(EconError, match=r"take one from assess"):
        announced_for(replace(outlook, rng=None), "gdp")
