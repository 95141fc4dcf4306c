"""Rises and falls: each number of a list with the direction that is told before it."""

from __future__ import annotations

import pytest

from tests.reports.conftest import GOALS


def told(rows, status="ok"):
    return [
        (row.indicator, row.value) for row in rows if row.status == status and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("分别增长7.4%、下降2.6%", [7.4, -2.6]),
        ("分别下降2.6%、增长7.4%", [-2.6, 7.4]),
        ("分别为下降2.6%和增长7.4%", [-2.6, 7.4]),
        ("一升一降，分别增长7.4%、下降2.6%", [7.4, -2.6]),
        ("增长7.4%、下降2.6%", [7.4, -2.6]),
    ],
)
def test_each_number_of_a_list_takes_the_direction_before_it(rows_of, words, numbers):
    found = told(rows_of(f"外贸进出口、固定资产投资{words}。"))
    assert found == list(zip(("trade", "fixed_investment"), numbers, strict=True))


def test_a_number_without_a_direction_takes_that_of_the_one_before(rows_of):
    rows = rows_of("外贸进出口、固定资产投资、社会消费品零售总额分别下降2.6%、4%和增长7.4%。")
    assert [value for _, value in told(rows)] == [-2.6, -4, 7.4]


def test_a_goal_that_is_hoped_for_belongs_to_its_place_in_the_list(rows_of):
    rows = rows_of("外贸进出口、固定资产投资分别增长7%、力争11%。", GOALS)
    assert told(rows) == [("trade", 7), ("fixed_investment", 11)]


@pytest.mark.parametrize("words", ["一升一降，分别为7.4%、2.6%", "分别增长7.4%、断崖式跌去2.6%"])
def test_a_list_whose_directions_are_not_told_is_in_doubt(rows_of, words):
    rows = rows_of(f"外贸进出口、固定资产投资{words}。")
    assert not told(rows)
    assert {name for name, _ in told(rows, "unsure")} == {"trade", "fixed_investment"}


@pytest.mark.parametrize("fall", ["下滑", "萎缩", "缩减", "跌幅", "减收"])
def test_every_word_of_a_fall_gives_a_negative_number(rows_of, fall):
    assert told(rows_of(f"一般公共预算收入{fall}3.5%。")) == [("fiscal_revenue", -3.5)]
