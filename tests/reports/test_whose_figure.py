"""Figures of a part of the area: a county named before, a zone promoted, what projects invested."""

from __future__ import annotations

import pytest

from tests.reports.conftest import REVIEW, TASKS
from tianqiao_econ.reports import read_report

CITY = (
    "2024年政府工作报告\n2024年1月10日在清原市第三届人民代表大会第四次会议上\n一、2023年工作回顾\n"
)


def claimed(rows):
    return [
        (row.indicator, row.value, row.scope)
        for row in rows
        if row.status == "ok" and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "各县区中，柳河县规上工业增加值增长11.3%，固定资产投资增长18.2%。",
            [("industrial_va", 11.3, "柳河县"), ("fixed_investment", 18.2, "柳河县")],
        ),
        (
            "柳河县规上工业增加值增长11.3%；社会消费品零售总额增长8.1%。",
            [("industrial_va", 11.3, "柳河县"), ("retail_sales", 8.1, "柳河县")],
        ),
        (
            "柳河县规上工业增加值增长11.3%，全市固定资产投资增长8.2%、进出口增长5%。",
            [
                ("industrial_va", 11.3, "柳河县"),
                ("fixed_investment", 8.2, ""),
                ("trade", 5, ""),
            ],
        ),
        (
            "全市地区生产总值增长6%，柳河县规上工业增加值增长11.3%，固定资产投资增长18.2%。",
            [("gdp", 6, ""), ("industrial_va", 11.3, "柳河县")],
        ),
    ],
)
def test_a_county_goes_on_as_the_subject_of_its_sentence(sentence, expected):
    assert claimed(read_report(CITY + sentence).found) == expected


@pytest.mark.parametrize("part", [REVIEW, TASKS])
@pytest.mark.parametrize(
    "sentence",
    [
        "支持高新区做大做强，力争规上工业增加值增长15%、进出口增长20%。",
        "推动柳河县加快发展，社会消费品零售总额增长9%、进出口增长20%。",
    ],
)
def test_what_a_promoted_zone_is_to_reach_is_in_doubt(rows_of, sentence, part):
    assert claimed(rows_of(sentence, part)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "房地产完成固定资产投资48亿元，下降15%。",
        "全区116个重点项目完成固定资产投资286亿元。",
        "第三产业累计完成固定资产投资120亿元。",
        "完成外贸出口交货值56亿元，增长11%。",
    ],
)
def test_what_a_part_invests_or_delivers_is_another_statistic(rows_of, sentence):
    assert claimed(rows_of(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "完成固定资产投资98亿元，规上工业增加值增长15.2%，分别占全市的31%和42%。",
            [],
        ),
        (
            "进出口完成12亿元，增长9%，占全市的四成；完成固定资产投资98亿元，占全市总量的31%。",
            [12, 9],
        ),
        ("进出口完成12亿元，增长9%，占全省的3%。", [12, 9]),
        ("规上工业增加值完成98亿元，占全市生产总值的31%。", [98]),
    ],
)
def test_a_share_of_the_whole_tells_that_a_figure_is_a_part_s(sentence, values):
    assert [value for _, value, _ in claimed(read_report(CITY + sentence).found)] == values


@pytest.mark.parametrize(
    "sentence",
    [
        "柳河县深入实施工业强县战略，地区生产总值增长9%，一般公共预算收入增长12%。",
        "发挥园区主战场作用，规上工业增加值占比达到75%，固定资产投资增长18%。",
        "外资企业规上工业增加值下降3.1%。",
        "新材料产业规上工业增加值增长22.1%。",
        "“三大产业园”完成固定资产投资86亿元，增长21%。",
    ],
)
def test_a_place_or_kind_named_first_keeps_a_figure_in_doubt(sentence):
    assert claimed(read_report(CITY + sentence).found) == []


def test_the_area_itself_and_the_whole_end_the_doubt():
    own = "清原市深入实施工业强市战略，地区生产总值增长9%。"
    assert claimed(read_report(CITY + own).found) == [("gdp", 9, "")]
    whole = "柳河县深入实施强县战略，带动全市地区生产总值增长9%。"
    assert claimed(read_report(CITY + whole).found) == [("gdp", 9, "")]
