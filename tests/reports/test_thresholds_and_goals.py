"""What is no plain outturn: goals of the past, thresholds, parts of a year, figures of zones."""

from __future__ import annotations

import pytest

from tests.reports.conftest import REVIEW, TASKS
from tianqiao_econ.reports import read_report


def figures(rows):
    return [row for row in rows if row.role != "aim"]


@pytest.mark.parametrize(
    "sentence",
    [
        "年初确定的地区生产总值增长7.5%、固定资产投资增长12%的目标未能实现。",
        "年初提出的地区生产总值增长7.5%，固定资产投资增长12%的目标未能达到。",
        "外贸进出口增长4%、社会消费品零售总额增长9%等目标未能完成。",
        "顺利完成了地区生产总值增长7.5%、固定资产投资增长12%的年度目标任务。",
    ],
)
def test_a_list_of_goals_of_the_past_holds_no_outturns(rows_of, sentence):
    assert not figures(rows_of(sentence))


def test_outturns_stay_where_a_goal_is_only_mentioned_behind_them(rows_of):
    rows = rows_of("地区生产总值增长7.1%、高于年初7%的目标，固定资产投资增长9%，完成年度目标。")
    assert [row.value for row in figures(rows)] == [7.1, 9]


@pytest.mark.parametrize("part", [REVIEW, TASKS])
def test_since_this_year_in_january_leaves_the_year_in_doubt(rows_of, part):
    (row,) = figures(rows_of("今年以来，外贸进出口增长7%。", part))
    assert (row.status, row.value) == ("unsure", 7)


def test_foreign_capital_behind_a_zone_is_in_doubt(rows_of):
    (row,) = figures(rows_of("经开区招商有力，实际利用外资2600万美元。"))
    assert row.status == "unsure"


def test_parts_of_a_year_keep_their_own_periods(rows_of):
    rows = rows_of(
        "地区生产总值增速逐季加快，由一季度的1.9%、上半年的3.4%、前三季度的4.8%，提升至全年的5.7%。"
    )
    assert [(row.time_period, row.value) for row in figures(rows) if row.status == "ok"] == [
        ("2023-Q1", 1.9),
        ("2023-Q2", 3.4),
        ("2023-Q3", 4.8),
        ("2023", 5.7),
    ]


@pytest.mark.parametrize(
    "words", ["跨过2000亿元台阶", "跨入2000亿元行列", "跨上两千亿元大关", "站上2000亿元"]
)
def test_a_threshold_is_a_floor_and_gives_way_to_the_figure(rows_of, words):
    (alone,) = figures(rows_of(f"地区生产总值{words}。"))
    assert (alone.value, alone.qualifier) == (2000, "at_least")
    (exact,) = figures(rows_of(f"地区生产总值{words}，达到2087亿元。"))
    assert (exact.value, exact.qualifier, exact.status) == (2087, "exact", "ok")


def test_a_sum_over_one_year_is_that_years_figure(rows_of):
    (row,) = figures(rows_of("全年累计完成固定资产投资270亿元。"))
    assert (row.value, row.status) == (270, "ok")
    (row,) = figures(rows_of("五年累计完成固定资产投资1270亿元。"))
    assert row.status == "unsure"


def test_prices_kept_within_a_number_are_at_most_that(rows_of):
    (row,) = figures(rows_of("居民消费价格涨幅控制在2.5%以内。"))
    assert (row.value, row.qualifier) == (2.5, "at_most")


def test_radicals_of_a_pdf_are_read_as_characters_in_their_place():
    plain = f"{REVIEW}居民消费价格上涨1.5%，一般公共预算收入增长6%。"
    shown = f"{REVIEW}居⺠消费价格上涨1.5%，⼀般公共预算收⼊增⻓6%。"
    expected, found = read_report(plain).found, read_report(shown).found
    assert [(row.indicator, row.value, row.start, row.end) for row in found] == [
        (row.indicator, row.value, row.start, row.end) for row in expected
    ]
    assert len(found) == 2
    assert found[1].phrase == shown[found[1].start : found[1].end]
