"""Lists without numbers, words in brackets behind a number, and where one clause ends."""

from __future__ import annotations

import pytest

from tests.reports.conftest import GOALS


def told(rows):
    return [
        (row.indicator, row.value, row.qualifier if row.role == "target" else row.basis)
        for row in rows
        if row.status == "ok" and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "进出口总额、实际使用外资保持稳定增长。",
            [("trade", None, "qualitative"), ("fdi", None, "qualitative")],
        ),
        (
            "固定资产投资和工业投资均实现正增长。",
            [
                ("fixed_investment", None, "qualitative"),
                ("industrial_investment", None, "qualitative"),
            ],
        ),
        (
            "规上工业增加值、固定资产投资增速均高于全省平均水平。",
            [("industrial_va", None, "relative"), ("fixed_investment", None, "relative")],
        ),
        ("居民消费价格涨幅与全国、全省保持一致。", [("cpi", None, "relative")]),
        ("社会消费品零售总额恢复性增长。", [("retail_sales", None, "qualitative")]),
    ],
)
def test_a_list_of_names_shares_words_as_it_shares_numbers(rows_of, sentence, expected):
    assert told(rows_of(sentence, GOALS)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("一般公共预算收入增长5%（同口径）。", [("fiscal_revenue", 5, "comparable")]),
        ("一般公共预算收入增长5%（按可比口径）。", [("fiscal_revenue", 5, "comparable")]),
        ("居民人均可支配收入增长5%（扣除价格因素）。", [("disposable_income", 5, "real")]),
        (
            "一般公共预算收入增长5%（同口径增长7%）。",
            [("fiscal_revenue", 5, "as_published"), ("fiscal_revenue", 7, "comparable")],
        ),
    ],
)
def test_the_basis_may_stand_in_brackets_behind_the_number(rows_of, sentence, expected):
    assert told(rows_of(sentence)) == expected


def test_a_share_of_the_plan_ends_with_its_clause(rows_of):
    rows = rows_of("生产总值增长11.5%，为年度目标的102%；财政一般预算收入增长21%；进出口增长3%。")
    assert [(row.indicator, row.value) for row in rows] == [
        ("gdp", 11.5),
        ("fiscal_revenue", 21),
        ("trade", 3),
    ]


def test_imports_have_their_place_in_a_list(rows_of):
    rows = rows_of("进出口89亿元，其中出口66亿元，进口23亿元，分别增长8.9%、12.6%和下降1.2%。")
    growth = [(row.indicator, row.value) for row in rows if row.transformation == "growth"]
    assert growth == [("trade", 8.9), ("exports", 12.6)]
    assert {row.status for row in rows} == {"ok"}
