from __future__ import annotations

from datetime import date

import pytest

import tianqiao_econ as te
from tianqiao_econ.reports import COLUMNS
from tianqiao_econ.reports.plain import plain_text
from tianqiao_econ.reports.sections import read_heading

CONTRACT = (
    "indicator role time_period transformation value lower upper unit_measure qualifier basis scope"
    " section status reason start end phrase"
)


def test_columns_are_the_contract():
    assert " ".join(COLUMNS) == CONTRACT
    assert tuple(te.read_report("没有数字。").rows.columns) == COLUMNS


@pytest.mark.parametrize(
    ("text", "area", "year", "published"),
    [
        (
            "政府工作报告\n——2024年1月16日在青河区第十九届人民代表大会上\n",
            "青河区",
            2024,
            date(2024, 1, 16),
        ),
        ("二○二四年一月十日在青河县第三届人民代表大会上\n", "青河县", 2024, date(2024, 1, 10)),
        ("2023年12月28日在青河市第三届人民代表大会上\n", "青河市", 2024, date(2023, 12, 28)),
        ("一、2019年工作回顾2019年，全县……二、2020年工作安排", None, 2020, None),
        ("我代表国务院，向大会报告政府工作。今年的工作", "全国", None, None),
        ("2025年青山省政府工作报告", "青山省", 2025, None),
    ],
)
def test_a_report_says_whose_it_is_and_of_when(text, area, year, published):
    report = te.read_report(text + "\n地区生产总值增长6%。")
    assert (report.area, report.year, report.published) == (area, year, published)


def test_without_a_year_nothing_is_sure():
    (row,) = te.read_report("地区生产总值增长6%。").found
    assert (row.status, row.reason) == ("unsure", "the year of the report is not known")


def test_a_year_that_is_given_wins():
    (row,) = te.read_report("地区生产总值增长6%。", year=2022).found
    assert (row.time_period, row.role, row.status) == ("2021", "outturn", "ok")


def test_headings_are_found_in_a_text_without_line_breaks():
    report = te.read_report(
        "2020年1月9日各位代表：一、2019年工作回顾2019年，地区生产总值增长7.5%。成绩来之不易。"
        "二、2020年工作安排2020年是决胜之年。主要预期目标是：地区生产总值增长7%。"
    )
    assert [(row.role, row.time_period, row.value) for row in report.found] == [
        ("outturn", "2019", 7.5),
        ("target", "2020", 7.0),
    ]


def test_a_look_back_before_the_targets_is_one():
    report = te.read_report(
        "2011年3月5日\n一、“十一五”回顾\n五年来，我们努力。\n二、“十二五”主要目标任务\n今后五年要努力。\n"
        "三、2011年的工作\n过去一年，成绩很大。\n地区生产总值增长10.3%。\n"
        "今年的主要预期目标是：地区生产总值增长8%左右。"
    )
    assert [(row.role, row.time_period, row.value) for row in report.found] == [
        ("outturn", "2010", 10.3),
        ("target", "2011", 8.0),
    ]


def test_what_was_fulfilled_last_year_is_no_sentence_of_targets():
    report = te.read_report(
        "2024年1月10日\n一、2023年工作回顾\n咬定预期目标，较好地完成了各项目标任务。\n地区生产总值增长6%。"
    )
    assert [row.role for row in report.found] == ["outturn"]


def test_a_repeated_figure_counts_once():
    report = te.read_report(
        "2024年1月10日\n一、2023年工作回顾\n地区生产总值增长6%。固定资产投资增长5%。地区生产总值增长6%。"
    )
    assert [row.indicator for row in report.found] == ["gdp", "fixed_investment"]


def test_a_plain_name_stands_for_its_indicator_where_no_other_is_used():
    (row,) = te.read_report("2010年3月5日\n一、2009年工作回顾\n财政收入增长11.7%。").found
    assert (row.indicator, row.status) == ("fiscal_revenue", "ok")
    rows = te.read_report(
        "2010年3月5日\n一、2009年工作回顾\n财政收入增长11.7%，一般公共预算收入增长9%。"
    ).found
    assert [(row.value, row.status) for row in rows] == [(11.7, "unsure"), (9.0, "ok")]


def test_explanations_of_words_at_the_end_are_no_part_of_the_report():
    report = te.read_report(
        "2023年1月5日\n一、2022年工作回顾\n地区生产总值增长5%。\n二、2023年工作安排\n"
        "主要预期目标是：地区生产总值增长6%。\n（名词解释附后）\n抓好项目，固定资产投资增长10%。\n"
        "名词解释\n1.规上工业：某年规上工业增加值增长20%。"
    )
    assert [(row.indicator, row.value) for row in report.found] == [
        ("gdp", 5.0),
        ("gdp", 6.0),
        ("fixed_investment", 10.0),
    ]


@pytest.mark.parametrize(
    ("text", "level", "scope"),
    [
        ("2024年1月10日在青河县第三届人民代表大会上\n全市", "县", "全市"),
        ("2024年1月10日在青河市第三届人民代表大会上\n全市", "市", ""),
        ("全县上下同心。全县稳中有进。全县平安。全市", "县", "全市"),
        ("全市上下同心。全市稳中有进。全市平安。全市", "市", ""),
        ("全市", None, ""),
    ],
)
def test_what_a_report_calls_itself_tells_its_own_figures_from_its_parents(text, level, scope):
    (row,) = te.read_report(f"{text}规上工业增加值增长9%。", year=2024).found
    assert (read_heading(plain_text(text).text).level, row.scope) == (level, scope)
