"""Names that share a head, names that are wider or something else, and numbers in every dress."""

from __future__ import annotations

import pytest

from tests.reports.conftest import GOALS


def told(rows, status="ok"):
    """Return indicator and number, with its unit where it is no plain growth."""
    return [
        (row.indicator, row.value) + ((row.unit_measure,) if row.transformation == "level" else ())
        for row in rows
        if row.status == status and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("规上工业、服务业增加值分别增长6%、5.5%。", [("industrial_va", 6)]),
        ("规模以上工业和建筑业增加值分别增长6%和4%。", [("industrial_va", 6)]),
        ("农业、规上工业、服务业增加值分别增长3%、6%、5%。", [("industrial_va", 6)]),
        (
            "地区生产总值和规上工业、服务业增加值分别增长5%、6%、5.5%。",
            [("gdp", 5), ("industrial_va", 6)],
        ),
        ("规上工业、服务业营业收入分别增长6%、5.5%。", [("services_revenue", 5.5)]),
        (
            "规模以上企业增加值增长6%，规上企业工业增加值80亿元。",
            [
                ("industrial_va", 6),
                ("industrial_va", 80, "CNY_100M"),
            ],
        ),
        (
            "社会消费品零售和外贸进出口总额分别增长6%、9%。",
            [("retail_sales", 6), ("trade", 9)],
        ),
        ("地区生产总值增长5%，一、二、三产业增加值分别增长3%、6%、7%。", [("gdp", 5)]),
        ("第二、三产业增加值分别增长6%、7%。", []),
        ("实现规上工业和限上商贸业增加值80亿元，增长9%。", []),
        ("规上工业和限上商贸业增加值均增长9%。", [("industrial_va", 9)]),
        (
            "规上工业、限上商贸业、金融业增加值分别为8亿元、5亿元、3亿元。",
            [("industrial_va", 8, "CNY_100M")],
        ),
    ],
)
def test_names_that_share_a_head_take_each_its_number(rows_of, sentence, expected):
    assert told(rows_of(sentence)) == expected


@pytest.mark.parametrize(
    "name", ["工业增加值", "全部工业增加值", "全口径工业增加值", "工业实现增加值"]
)
@pytest.mark.parametrize("part", ["", GOALS])
def test_industry_without_a_size_is_wider_than_the_indicator(rows_of, name, part):
    rows = rows_of(f"{name}增长6%。", part or "2024年政府工作报告\n一、2023年工作回顾\n")
    assert told(rows) == []
    assert told(rows, "unsure") == [("industrial_va", 6)]
    assert "规模以上" in rows[0].reason


@pytest.mark.parametrize(
    "name",
    [
        *("合同利用外资", "合同外资", "合同外资金额", "协议利用外资", "合同使用外资额", "签约外资"),
        *("利用外资合同金额", "利用外资协议额", "外资合同额", "利用外资项目合同金额", "认缴外资"),
    ],
)
def test_foreign_capital_that_is_promised_is_none_that_came(rows_of, name):
    rows = rows_of(f"{name}5000万美元，增长30%，实际使用外资3000万美元，增长9%。")
    assert told(rows) == [("fdi", 3000, "USD_10K"), ("fdi", 9)]
    assert told(rows, "unsure") == []


@pytest.mark.parametrize(
    "name",
    ["实际使用外资", "实际利用外资", "到位外资", "实际到账外资", "外资到位", "外资实际到账"],
)
def test_foreign_capital_that_came(rows_of, name):
    assert told(rows_of(f"{name}3000万美元。")) == [("fdi", 3000, "USD_10K")]


@pytest.mark.parametrize(
    ("words", "growth"),
    [
        ("，增收8.6亿元，增长9%", 9),
        ("，比上年增收8.6亿元、增长9%", 9),
        ("，短收2亿元，下降2.5%", -2.5),
        ("，仅增长1.5%", 1.5),
        ("，同比只增长1.5%", 1.5),
        ("，仅仅增长了1.5%", 1.5),
        ("（+8.4%）", 8.4),
        ("（-2.1%）", -2.1),
        ("、+8.4%", 8.4),
        ("（增长8.4%）", 8.4),
        ("（增速8.4%）", 8.4),
        ("，增速8.4%", 8.4),
        ("，增速为8.4%", 8.4),
        ("，增速达到8.4%", 8.4),
        ("，增幅—2.1%", -2.1),
        ("，增速达到—2.1%", -2.1),
        ("，增长－2.1％", -2.1),
        ("，增长两成三", 23),
        ("，下降一成半", -15),
        ("，增长百分之八点五", 8.5),
        ("，增长百分之二十三", 23),
        ("，增长百分之8.5", 8.5),
    ],
)
def test_a_growth_behind_a_level_is_read_however_it_is_written(rows_of, words, growth):
    rows = rows_of(f"一般公共预算收入104亿元{words}。")
    assert told(rows) == [("fiscal_revenue", 104, "CNY_100M"), ("fiscal_revenue", growth)]


def test_a_bare_percentage_in_brackets_stays_in_doubt(rows_of):
    rows = rows_of("地区生产总值512.3亿元（8.4%）。")
    assert told(rows, "unsure") == [("gdp", 8.4)]


@pytest.mark.parametrize("words", ["5%—6%", "5—6%", "5%——6%"])
def test_a_dash_between_two_numbers_is_no_minus(rows_of, words):
    (row,) = rows_of(f"固定资产投资增长{words}。")
    assert (row.lower, row.upper) == (5, 6)


@pytest.mark.parametrize(
    ("number", "value", "bound"),
    [
        ("3 215.6亿元", 3215.6, "exact"),
        ("达 3 215 亿元", 3215, "exact"),
        ("3,215.6亿元", 3215.6, "exact"),
        ("3，215.6亿元", 3215.6, "exact"),
        ("1 003 215万元", 1003215, "exact"),
        ("逾千亿元", 1000, "at_least"),
        ("逾1000亿元", 1000, "at_least"),
        ("超百亿元", 100, "at_least"),
        ("突破三千五百亿元", 3500, "at_least"),
        ("突破两万亿元", 20000, "at_least"),
        ("突破一万二千亿元", 12000, "at_least"),
        ("达到一百零五亿元", 105, "exact"),
    ],
)
def test_an_amount_is_read_however_it_is_written(rows_of, number, value, bound):
    (row,) = rows_of(f"地区生产总值{number}。")
    assert (row.value, row.qualifier, row.status) == (value, bound, "ok")


def test_more_than_a_round_number_is_a_floor_among_targets_too(rows_of):
    (row,) = rows_of("地区生产总值逾千亿元。", GOALS)
    assert (row.value, row.qualifier, row.status) == (1000, "at_least", "ok")


@pytest.mark.parametrize(
    "words",
    ["七成以上的企业满产", "技术改造已完成", "三成五的项目开工", "两成员单位共建", "占比超七成"],
)
def test_what_is_no_growth_in_tenths_is_not_read(rows_of, words):
    assert told(rows_of(f"固定资产投资增长8%，{words}。")) == [("fixed_investment", 8)]


@pytest.mark.parametrize(
    "words",
    [
        *("连续三年两位数增长", "连续三年增长8%以上", "连续八个季度增长8%以上"),
        *("增速连续12个月保持在8%以上", "连续5年保持两位数增长", "增速连续三年高于8%"),
    ],
)
def test_a_run_of_years_is_no_figure_of_one(rows_of, words):
    (row,) = rows_of(f"规上工业增加值{words}。")
    assert (row.status, "连续" in row.reason) == ("unsure", True)


def test_a_run_elsewhere_in_the_sentence_leaves_a_figure_alone(rows_of):
    rows = rows_of("地区生产总值增长6.1%，连续三年居全市第一，一般公共预算收入增长8%。")
    assert told(rows) == [("gdp", 6.1), ("fiscal_revenue", 8)]
    rows = rows_of("一般公共预算收入连续三年突破百亿元，达到120亿元，增长6%。")
    assert told(rows) == [("fiscal_revenue", 120, "CNY_100M"), ("fiscal_revenue", 6)]


@pytest.mark.parametrize("words", ["保持正增长", "实现正增长", "增速由负转正", "稳步增长"])
def test_an_outturn_without_a_number_is_no_figure(rows_of, words):
    """Nothing could be held against it; only a target may be in words."""
    assert rows_of(f"固定资产投资{words}。") == []
