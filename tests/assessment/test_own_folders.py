"""Targets that the packaged district does not have, in folders of our own writing."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.framework import EconError, NotKnown, UnknownName

RETAIL = "retail_sales,A,2023,level,1000,CNY_100M,nominal,A,2024-01-10,"


def only(outlook):
    (line,) = outlook.table.to_dict("records")
    return line


def test_the_same_goal_as_growth_and_as_level_has_the_same_chance(own_outlook):
    outlook = own_outlook(
        [
            "retail_sales,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10",
            "retail_sales,2024,level,1060亿元,exact,1060,,CNY_100M,2024-01-10",
        ],
        [RETAIL],
    )
    growth, level = outlook.draws["retail_sales"], outlook.draws["retail_sales:level"]
    np.testing.assert_allclose(level, 10 * (100 + growth))
    chances = [outlook.probability(column) for column in outlook.columns]
    assert chances[0] == pytest.approx(chances[1], abs=0.01)


def test_an_old_level_is_not_carried_forward(own_outlook):
    line = only(
        own_outlook(
            ["retail_sales,2024,level,1060亿元,exact,1060,,CNY_100M,2024-01-10"],
            [RETAIL.replace("2023", "2019").replace("2024-01-10", "2020-02-01")],
        )
    )
    assert np.isnan(line["probability"])
    assert "is of 2019: too long ago" in line["note"]


def test_a_level_of_gdp_has_no_chance_for_want_of_a_deflator(own_outlook):
    line = only(
        own_outlook(
            ["gdp,2024,level,800亿元,exact,800,,CNY_100M,2024-01-10"],
            ["gdp,A,2023,level,765,CNY_100M,nominal,A,2024-01-10,"],
        )
    )
    assert np.isnan(line["probability"])
    assert np.isnan(line["trend"])
    assert "no deflator" in line["note"]


def test_staying_positive_is_no_anchor(own_outlook):
    line = only(own_outlook(["gdp,2024,growth,保持正增长,qualitative,0,,PERCENT,2024-01-10"]))
    assert line["model"] == "trend"
    assert line["median"] == pytest.approx(line["trend"], abs=0.2)
    assert line["probability"] > 0.8


def test_a_ceiling_on_growth_has_no_record(own_outlook):
    line = only(own_outlook(["gdp,2024,growth,6%以内,at_most,,6,PERCENT,2024-01-10"]))
    assert np.isnan(line["probability"])
    assert "no record of such targets" in line["note"]


def test_the_first_announced_outturn_judges_a_plain_one_before_a_rough_one(own_outlook):
    lines = [
        "gdp,A,2024,growth,6.4,PERCENT,real,P,2025-01-10,about",
        "gdp,A,2024,growth,6.0,PERCENT,real,P,2025-01-12,exact",
        "gdp,A,2024,growth,5.8,PERCENT,real,A,2025-03-01,exact",
    ]
    outlook = own_outlook(["gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"], lines)
    line = only(outlook)
    assert (line["outturn"], line["met"]) == (6.0, True)
    assert "already out" in line["note"]


def test_half_a_point_of_tolerance_is_for_growth_alone(own_outlook):
    outlook = own_outlook(
        ["retail_sales,2024,level,1060亿元左右,about,1060,,CNY_100M,2024-01-10"], [RETAIL]
    )
    assert np.isnan(only(outlook)["probability_tolerant"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"targets": {"gdp": float("nan")}}, "finite number"),
        ({"targets": {"disposable_income": 9.0}}, "held against another outturn"),
        ({"tolerance": -1}, "zero or more"),
        ({"tolerance": float("nan")}, "zero or more"),
        ({"n_draws": 0}, "one or more"),
        ({"rng": 5}, "numpy Generator"),
    ],
)
def test_impossible_options_are_refused_in_a_sentence(own_outlook, options, sentence):
    targets = [
        "gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10",
        "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10",
    ]
    with pytest.raises(EconError, match=sentence):
        own_outlook(targets, **options)


def test_a_column_that_is_not_there_is_named_and_the_nearest(outlook):
    for ask in (outlook.probability, outlook.quantiles):
        with pytest.raises(UnknownName, match="gdp"):
            ask("gpd")


def test_quantiles_without_a_prediction_say_so(own_outlook):
    outlook = own_outlook(["gdp,2024,growth,6%以内,at_most,,6,PERCENT,2024-01-10"])
    with pytest.raises(NotKnown, match="no prediction for gdp"):
        outlook.quantiles("gdp")


def test_income_held_against_growth_says_that_it_was_deflated(own_outlook):
    line = only(
        own_outlook(["disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"])
    )
    assert "deflated by consumer prices" in line["note"]


def test_foreign_investment_shares_the_year_with_the_others(outlook):
    ranks = outlook.draws.rank()
    assert ranks["fdi"].corr(ranks["gdp"]) > 0.05
