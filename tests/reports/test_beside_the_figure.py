"""Numbers that stand beside the figure meant: what a rate moved by, goals, other times."""

from __future__ import annotations

import pytest

from tests.reports.conftest import GOALS, REVIEW, TASKS


def told(rows):
    """Return what is claimed: indicator, role, period, number, qualifier or basis."""
    return [
        (row.indicator, row.value, row.qualifier if row.role == "target" else row.time_period)
        for row in rows
        if row.status == "ok" and row.role != "aim"
    ]


def claimed(rows):
    return [(row.indicator, row.value) for row in rows if row.status == "ok" and row.role != "aim"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("居民消费价格涨幅回落1.1个百分点，为1.8%。", 1.8),
        ("居民消费价格涨幅比上年回落0.6个百分点，控制在2.3%。", 2.3),
        ("规上工业增加值增速比上年回落2.4个百分点至5.1%。", 5.1),
        ("社会消费品零售总额增速提高约1.5个百分点，达到9.2%。", 9.2),
        ("地区生产总值增长放缓0.7个百分点至6.2%。", 6.2),
        ("固定资产投资降幅收窄4.3个百分点，为2.6%。", -2.6),
        ("固定资产投资降幅扩大1.3个百分点至6.6%。", -6.6),
        ("外贸进出口增速回落9个百分点，下降3.5%。", -3.5),
        ("外贸进出口增速由上年的下降5.6%回升至3.1%。", 3.1),
        ("外贸进出口增速由上年的下降5.6%回升至下降3.1%。", -3.1),
        ("一般公共预算收入仍保持2.1%的正增长。", 2.1),
    ],
)
def test_what_a_rate_moved_by_says_nothing_of_its_sign(rows_of, sentence, value):
    assert [number for _, number in claimed(rows_of(sentence))] == [value]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年地区生产总值预期增长7%，实际增长6.1%。", [("gdp", 6.1)]),
        ("年初预期地区生产总值增长7%，实际完成7.3%。", [("gdp", 7.3)]),
        (
            "年初计划固定资产投资增长11%，实际增长8.4%；外贸进出口计划增长5%，仅完成2.1%。",
            [("fixed_investment", 8.4), ("trade", 2.1)],
        ),
        ("规上工业增加值增长目标为8%，受市场需求不足影响，仅增长3.7%。", [("industrial_va", 3.7)]),
        ("地区生产总值目标增长7.5%左右，但实际只增长5.9%。", [("gdp", 5.9)]),
        ("地区生产总值预期目标6.5%左右，实际增长6.8%，超出预期。", [("gdp", 6.8)]),
        ("社会消费品零售总额预期目标增长9%，最终下降1.2%。", [("retail_sales", -1.2)]),
    ],
)
def test_of_a_goal_and_what_came_only_what_came_is_an_outturn(rows_of, sentence, expected):
    rows = rows_of(sentence)
    assert claimed(rows) == expected
    assert {row.role for row in rows if row.status == "ok"} <= {"outturn"}
    assert {row.basis for row in rows if row.status == "ok"} <= {"as_published"}


def test_an_expected_outturn_may_be_a_goal(rows_of):
    (row,) = rows_of("固定资产投资预期增长9%。")
    assert (row.status, row.value) == ("unsure", 9)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("地区生产总值由5.5%左右调高至6%左右。", 6),
        ("地区生产总值增长目标由6.5%左右调整为6%左右。", 6),
        ("地区生产总值增长目标从7%下调1个百分点至6%。", 6),
        ("地区生产总值增长目标原定7%以上，修订为6.5%以上。", 6.5),
    ],
)
def test_a_goal_that_was_changed_is_what_it_was_changed_to(rows_of, sentence, value):
    assert claimed(rows_of(sentence, GOALS)) == [("gdp", value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "省下达我区地区生产总值增长6%、固定资产投资增长8%的目标，我区自定目标分别为6.5%和10%。",
        "市政府下达的目标为地区生产总值增长6%，规上工业增加值增长9%。",
    ],
)
def test_a_goal_from_above_is_in_doubt(rows_of, sentence):
    assert claimed(rows_of(sentence, GOALS)) == []


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("12月当月，规上工业增加值增长9.1%，社会消费品零售总额增长10.4%。", REVIEW),
        ("12月份，全区规上工业增加值增长9.1%，社会消费品零售总额增长10.4%。", REVIEW),
        ("规上工业增加值当月增长9.1%。", REVIEW),
        ("今年1月，规上工业增加值增长12.5%，实现“开门红”。", REVIEW),
        ("今年1月份，社会消费品零售总额增长12.5%。", TASKS),
        ("未来三年，地区生产总值增长6%以上，规上工业增加值增长8%以上。", GOALS),
        ("今后几年，地区生产总值增长6%以上，规上工业增加值增长8%以上。", GOALS),
        ("三年内，固定资产投资增长30%以上。", GOALS),
        ("较2019年同期，社会消费品零售总额增长11.6%，地区生产总值增长13%。", REVIEW),
        ("与2019年同期相比，社会消费品零售总额增长11.6%，地区生产总值增长13%。", REVIEW),
        ("与五年前相比，地区生产总值增长40%。", REVIEW),
        ("比2018年底，固定资产投资增长31%，地区生产总值增长23%。", REVIEW),
    ],
)
def test_a_single_month_and_a_base_or_goal_long_away_are_in_doubt(rows_of, sentence, part):
    rows = [row for row in rows_of(sentence, part) if row.role != "aim"]
    assert rows
    assert {row.status for row in rows} == {"unsure"}


def test_a_month_governs_until_the_whole_year_is_named(rows_of):
    sentence = "12月当月，规上工业增加值增长9.1%；全年地区生产总值增长6.3%。"
    assert told(rows_of(sentence)) == [("gdp", 6.3, "2023")]


def test_what_stays_steady_has_no_number(rows_of):
    (row,) = rows_of("进出口保持平稳。", GOALS)
    assert (row.qualifier, row.value, row.lower, row.phrase) == (
        "qualitative",
        None,
        None,
        "进出口保持平稳",
    )


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("上年同期地区生产总值增长4.8%。", REVIEW),
        ("地区生产总值按常住人口计算人均7.6万元，增长5.8%。", REVIEW),
        ("规上工业增加值(剔除电力)增长9.2%，全口径增长6.1%。", REVIEW),
        ("如果剔除烟草行业，规上工业增加值增长9.2%。", REVIEW),
        ("省定目标为地区生产总值增长5.5%，规上工业增加值增长6%。", GOALS),
        ("省里要求地区生产总值增长5.5%以上，我区按6%安排。", GOALS),
        ("明年地区生产总值增长7%以上。", GOALS),
        ("力争用三年时间，一般公共预算收入突破100亿元。", GOALS),
    ],
)
def test_another_year_whole_or_goal_is_no_figure_of_the_year(rows_of, sentence, part):
    assert claimed(rows_of(sentence, part)) == []


def test_a_goal_set_after_what_the_province_asks_is_the_area_s_own(rows_of):
    sentence = "按照省委要求，综合各方面因素，今年地区生产总值增长6%左右。"
    assert claimed(rows_of(sentence, GOALS)) == [("gdp", 6)]


@pytest.mark.parametrize(
    ("sentence", "value", "qualifier"),
    [
        ("地区生产总值增长力争6%、确保5.5%。", 5.5, "at_least"),
        ("地区生产总值增长底线6%、目标7%。", 6, "at_least"),
        ("地区生产总值增速目标设定在6%，新增就业5万人。", 6, "exact"),
    ],
)
def test_the_goal_that_binds_is_the_target(rows_of, sentence, value, qualifier):
    assert told(rows_of(sentence, GOALS)) == [("gdp", value, qualifier)]


def test_a_range_may_be_called_one(rows_of):
    (row, *_) = rows_of("地区生产总值增速目标设定在6%—6.5%区间。", GOALS)
    assert (row.status, row.lower, row.upper) == ("ok", 6, 6.5)


def test_a_name_goes_on_where_the_next_stretch_names_only_a_time(rows_of):
    sentence = "2021年，地区生产总值增长8.1%；2022年，增长3%；2023年，增长5.2%。"
    assert told(rows_of(sentence)) == [
        ("gdp", 8.1, "2021"),
        ("gdp", 3, "2022"),
        ("gdp", 5.2, "2023"),
    ]
    assert claimed(rows_of("地区生产总值增长8.1%；工业用电量增长3%，服务业增长5.2%。")) == [
        ("gdp", 8.1)
    ]
    half = "上半年，力争地区生产总值增长7%；全年增长6.5%以上。"
    assert claimed(rows_of(half, GOALS)) == [("gdp", 6.5)]


def test_last_year_s_growth_and_this_year_s_goal_share_a_name(rows_of):
    rows = rows_of("去年规上工业增加值仅增长2%，今年要确保增长6%以上。", TASKS)
    assert [(row.role, row.value) for row in rows if row.status == "ok"] == [
        ("outturn", 2),
        ("target", 6),
    ]


def test_the_growth_of_trade_in_dollars_is_in_dollars(rows_of):
    rows = rows_of("外贸进出口总额42.6亿美元，增长18.3%。")
    assert claimed(rows) == [("trade_usd", 42.6), ("trade_usd", 18.3)]
    rows = rows_of("外贸进出口总额300亿元(42.6亿美元)，增长18.3%。")
    assert ("trade", 18.3) in claimed(rows)


def test_next_year_is_the_report_s_own_where_it_is_read_out_before(rows_of):
    sentence = "明年地区生产总值增长7%以上。"
    early = GOALS.replace("2024年1月10日", "2023年12月20日")
    assert told(rows_of(sentence, early)) == [("gdp", 7, "at_least")]


def test_farmers_left_out_are_left_out_by_definition(rows_of):
    assert claimed(rows_of("固定资产投资(不含农户)增长7.3%。")) == [("fixed_investment", 7.3)]


def test_a_report_of_the_summer_looks_back_on_its_own_year(rows_of):
    summer = (
        "关于2023年上半年国民经济和社会发展计划执行情况的报告\n"
        "2023年7月28日在青河区第三届人大常委会第十二次会议上\n一、上半年主要指标完成情况\n"
    )
    rows = rows_of("上半年，地区生产总值486.2亿元，增长6.4%；规上工业增加值增长7.1%。", summer)
    assert {row.time_period for row in rows} == {"2023-Q2"}
    assert [value for _, value in claimed(rows)] == [486.2, 6.4, 7.1]
    (row,) = rows_of("固定资产投资增长4.2%。", summer)
    assert (row.status, row.role) == ("unsure", "outturn")
