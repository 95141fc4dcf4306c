"""What a report says of itself and of its parts: titles, days, lines that name the targets."""

from __future__ import annotations

import pytest

from tests.reports.conftest import REVIEW, TITLE
from tianqiao_econ.reports import read_report


def told(text, status="ok"):
    return [
        (row.role, row.indicator, row.time_period, row.value, row.section)
        for row in read_report(text).found
        if row.status == status and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("head", "year", "day"),
    [
        ("关于青河区2024年政府工作的报告\n各位代表：\n", 2024, None),
        ("2024年工作报告\n", 2024, None),
        ("青河区二〇二四年政府工作报告\n", 2024, None),
        ("二○二四年政府工作报告\n", 2024, None),
        ("青河区政府工作报告\n发布时间：2024-01-18 来源：区政府办\n", 2024, "2024-01-18"),
        ("政府工作报告\n2024/1/18\n", 2024, "2024-01-18"),
        ("政府工作报告\n2024.01.18\n", 2024, "2024-01-18"),
        ("青河区2024年政府工作报告\n发布日期：2025-03-02\n", 2024, "2025-03-02"),
    ],
)
def test_a_title_without_a_meeting_still_tells_year_and_day(head, year, day):
    report = read_report(f"{head}过去一年，地区生产总值增长6%。")
    assert (report.year, report.published and str(report.published)) == (year, day)
    assert [(row.time_period, row.status) for row in report.found] == [("2023", "ok")]


@pytest.mark.parametrize(
    "heading",
    [
        *("2024年主要预期目标", "二、2024年主要预期目标", "（一）2024年主要预期目标"),
        *("2024年经济社会发展预期目标", "今年的主要目标", "二、2024年全区发展目标任务"),
    ],
)
@pytest.mark.parametrize("end", ["。\n", "\n", "，"])
def test_a_line_that_names_the_targets_begins_them(heading, end):
    text = f"{REVIEW}社会平安稳定。\n{heading}\n地区生产总值增长5.5%左右{end}固定资产投资增长7%。"
    assert told(text) == [
        ("target", "gdp", "2024", 5.5, "预期目标"),
        ("target", "fixed_investment", "2024", 7, "预期目标"),
    ]


def test_a_line_of_targets_for_years_is_kept_from_that_of_the_year():
    text = (
        f"{TITLE}二、今后五年奋斗目标\n地区生产总值增长6%左右。\n"
        "三、2024年主要目标\n地区生产总值增长5%左右。\n新建学校4所。"
    )
    assert told(text) == [("target", "gdp", "2024", 5, "预期目标")]
    assert [row[3] for row in told(text, "unsure")] == [6]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年GDP目标增长5.5%左右。",
        "2024年，GDP增长目标为5.5%左右。",
        "2024年地区生产总值预期增长5.5%左右。",
        "2024年地区生产总值预期目标5.5%左右。",
    ],
)
@pytest.mark.parametrize("head", ["", TITLE])
def test_a_target_told_by_the_way_is_no_outturn(sentence, head):
    assert told(head + sentence) == [("target", "gdp", "2024", 5.5, "预期目标")]


def test_a_target_of_the_past_stays_none():
    assert told(f"{REVIEW}2023年GDP增长目标6%，实际完成5%。") == [
        ("outturn", "gdp", "2023", 5, "回顾")
    ]


@pytest.mark.parametrize(
    ("sentence", "sure", "doubt"),
    [
        ("地区生产总值500亿元，五年来年均增长6%。", [500], [6]),
        ("地区生产总值500亿元，近五年年均增长6%。", [500], [6]),
        ("地区生产总值五年来年均增长6%，2023年增长6.1%。", [6.1], [6]),
        ("地区生产总值年均增长6%，其中2023年增长6.1%。", [6.1], [6]),
        ("地区生产总值500亿元（2023年增长6.1%），五年来年均增长6%。", [500, 6.1], [6]),
        ("五年来，地区生产总值年均增长6%。", [], [6]),
        ("地区生产总值500亿元，三年增长26%。", [500], [26]),
        ("地区生产总值近三年增长26%。", [], [26]),
        ("地区生产总值500亿元、五年来年均增长6%。固定资产投资增长8%。", [500, 8], [6]),
    ],
)
def test_an_average_over_years_beside_the_years_own_figure(sentence, sure, doubt):
    assert [row[3] for row in told(REVIEW + sentence)] == sure
    assert [row[3] for row in told(REVIEW + sentence, "unsure")] == doubt


def test_each_year_that_is_named_is_a_period_of_its_own():
    rows = told(f"{REVIEW}地区生产总值2021年增长8.1%，2022年增长3%，2023年增长6.1%。")
    assert [(row[2], row[3]) for row in rows] == [("2021", 8.1), ("2022", 3), ("2023", 6.1)]
