"""The language of many provinces, cities and counties, in sentences of our own."""

from __future__ import annotations

import pytest

LEVEL = "level"


def told(rows):
    """Return indicator, number and, where they are no plain growth, unit and sub-area."""
    return [
        (row.indicator, row.value)
        + ((row.unit_measure,) if row.transformation == LEVEL else ())
        + ((row.scope,) if row.scope else ())
        for row in rows
        if row.status == "ok" and row.role != "aim"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "按自然口径，一般公共预算收入85600万元，按同口径增长5%。",
            [("fiscal_revenue", 85600, "CNY_10K"), ("fiscal_revenue", 5)],
        ),
        (
            "完成全部财政收入12亿元，公共财政预算收入7亿元，同比分别增长12%和10%。",
            [("fiscal_revenue", 7, "CNY_100M"), ("fiscal_revenue", 10)],
        ),
        ("税收收入、地方财政收入分别增长12%和10%。", [("fiscal_revenue", 10)]),
        ("一般公共预算收入减收2亿元、下降8%。", [("fiscal_revenue", -8)]),
        (
            "固定资产投资（不含农户）增长7.1%，民间投资增长15%，制造业投资增长18%。",
            [("fixed_investment", 7.1)],
        ),
        ("强力推动固定资产投资增长10%，固投项目300个。", [("fixed_investment", 10)]),
        ("固定资产投资中，工业投资占比35%；三次产业投资分别增长5%、20%、3%。", []),
        (
            "规模以上工业企业实现增加值120亿元，增长9.5%，利润50亿元，增长30%。",
            [("industrial_va", 120, "CNY_100M"), ("industrial_va", 9.5)],
        ),
        ("规上工业增加值率25%，规上工业增加值电子行业增长20%。", []),
        ("高新技术产业增加值占规上工业增加值比重达45.6%、增长15%。", []),
        (
            "规上服务业企业营业收入增长12%，其中规上其他营利性服务业营业收入增长20%。",
            [("services_revenue", 12)],
        ),
        (
            "社零总额增长8%，限额以上零售额增长12%；社会消费品零售总额（限上）增长10%。",
            [("retail_sales", 8)],
        ),
        (
            "对东盟进出口增长20%，农产品出口增长8%，“新三样”出口增长30%，一般贸易进出口增长9%。",
            [],
        ),
        ("生猪出栏增长10%，出口蔬菜20万吨、增长5%。", []),
        (
            "外贸进出口、出口、进口分别增长10%、12%、5%。",
            [("trade", 10), ("exports", 12)],
        ),
        (
            "实际到位外资1.2亿美元，增长10%；合同外资3亿美元，增长30%。",
            [("fdi", 1.2, "USD_100M"), ("fdi", 10)],
        ),
        (
            "居民人均可支配收入增长6.5%，其中城镇、农村居民分别增长5.8%、7.5%，支出增长5%。",
            [("disposable_income", 6.5), ("urban_income", 5.8), ("rural_income", 7.5)],
        ),
        (
            "全体居民、城镇居民、农村居民人均可支配收入分别增长6%、5%、7%。",
            [("disposable_income", 6), ("urban_income", 5), ("rural_income", 7)],
        ),
        (
            "城镇居民人均可支配收入3.5万元、农村居民人均可支配收入1.9万元，同比分别增长4.8%、6.9%。",
            [
                *(("urban_income", 3.5, "CNY_10K"), ("urban_income", 4.8)),
                *(("rural_income", 1.9, "CNY_10K"), ("rural_income", 6.9)),
            ],
        ),
        (
            "农民人均纯收入8600元，净增900元，增长11.7%，城乡居民收入比缩小至2.1:1。",
            [("rural_income", 8600, "CNY"), ("rural_income", 11.7)],
        ),
        ("脱贫人口人均纯收入增长12%，居民储蓄存款增长12%，人均消费支出增长7%。", []),
        ("居民消费价格总指数累计上涨1.9%，核心CPI上涨0.7%。", [("cpi", 1.9)]),
        ("居民消费价格指数为102.1%，商品零售价格指数101%。", [("cpi", 2.1)]),
        (
            "经济总量突破万亿元，增长6.1%；消费拉动经济增长3%；数字经济总量突破千亿元。",
            [("gdp", 10000, "CNY_100M"), ("gdp", 6.1)],
        ),
        (
            "农村居民人均可支配收入突破2万元大关、达20150元，增长7.5%。",
            [("rural_income", 20150, "CNY"), ("rural_income", 7.5)],
        ),
        (
            "一般公共预算收入45.2亿元，完成预算102.3%、增长5%，数字经济占全市生产总值的45%。",
            [("fiscal_revenue", 45.2, "CNY_100M"), ("fiscal_revenue", 5)],
        ),
        (
            "一般公共预算收入迈上百亿元台阶，达到103亿元，税比提高3个百分点。",
            [("fiscal_revenue", 103, "CNY_100M")],
        ),
        ("民营经济增加值增长9%，社会融资规模增长12%，税收收入增长8%，服务业增加值增长7%。", []),
        ("单位GDP能耗下降3%，研发投入占GDP比重2.5%，人均GDP突破10万元。", []),
        (
            "规上工业增加值、战略性新兴产业产值分别增长7%、15%。",
            [("industrial_va", 7)],
        ),
        (
            "地区生产总值增长6.2%、规上工业增加值增长7.3%，城乡居民收入分别增长5.1%和7.2%。",
            [("gdp", 6.2), ("industrial_va", 7.3), ("urban_income", 5.1), ("rural_income", 7.2)],
        ),
        (
            "地区生产总值、规上工业增加值两项指标增速居全市前列，分别增长8%、12%。",
            [("gdp", 8), ("industrial_va", 12)],
        ),
        ("新引进固定资产投资5亿元以上项目30个，地区生产总值超百亿元乡镇2个。", []),
    ],
)
def test_outturns_are_told_in_many_ways(rows_of, sentence, expected):
    rows = told(rows_of(sentence))
    assert (set(rows), len(rows)) == (set(expected), len(expected))


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("社会消费品零售总额增长由负转正、达到5.6%。", 5.6),
        ("社会消费品零售总额止跌回升、增长3%。", 3),
        ("社会消费品零售总额扭转下滑态势增长3.1%。", 3.1),
        ("社会消费品零售总额由增转降，下降2%。", -2),
        ("社会消费品零售总额增速回落至2.1%。", 2.1),
        ("社会消费品零售总额增速由8%提高到9%。", 9),
        ("社会消费品零售总额降幅收窄至1.2%。", -1.2),
        ("社会消费品零售总额降幅比上半年收窄到1.2%以内。", -1.2),
        ("社会消费品零售总额降幅由8.3%收窄到1.2%。", -1.2),
        ("社会消费品零售总额由一季度下降5%转为全年增长3%。", 3),
        ("社会消费品零售总额增长-1.5%。", -1.5),
        ("社会消费品零售总额增速﹣1.5％。", -1.5),
        ("社会消费品零售总额同比微增0.5%。", 0.5),
        ("社会消费品零售总额同比减少20%。", -20),
        ("社会消费品零售总额在上年下降8.3%的基础上增长6%。", 6),
        ("社会消费品零售总额在去年增长8.3%的高基数上下降1%。", -1),
        ("社会消费品零售总额降低3%左右。", -3),
        ("社会消费品零售总额与上年持平。", 0),
        ("社会消费品零售总额增长4%，增速与上年持平。", 4),
    ],
)
def test_growth_and_fall_are_never_mixed_up(rows_of, sentence, value):
    (row,) = rows_of(sentence)
    assert (row.value, row.status) == (value, "ok")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("居民消费价格涨幅回落到2.6%。", 2.6),
        ("CPI涨幅由5.4%下降到2.6%。", 2.6),
        ("CPI由上涨0.4%转为下降0.6%。", -0.6),
        ("居民消费价格同比下降0.3%。", -0.3),
    ],
)
def test_a_rise_of_prices_that_slows_is_still_a_rise(rows_of, sentence, value):
    (row,) = rows_of(sentence)
    assert (row.value, row.status) == (value, "ok")


@pytest.mark.parametrize(
    "sentence",
    [
        "规上工业增加值12月当月增长10%。",
        "四季度规上工业增加值增长12%。",
        "12月规上工业增加值增长12%。",
        "与2018年相比，规上工业增加值增长40%。",
        "规上工业增加值比2018年增长40%。",
        "自2018年以来，规上工业增加值增长45%。",
        "“十三五”以来，规上工业增加值增长45%。",
        "规上工业增加值近三年平均增长9%。",
        "规上工业增加值月均增长8%。",
        "2019—2023年，规上工业增加值增长9%。",
        "规上工业增加值、固定资产投资、进出口总额分别增长9%、8%。",
        "规上工业增加值由年初的增长9%。",
        "规上工业增加值增长1200%。",
        "开发区改革提速，规上工业增加值增长9%。",
    ],
)
def test_what_is_not_plainly_the_years_growth_is_never_sure(rows_of, sentence):
    rows = rows_of(sentence)
    assert rows
    assert {row.status for row in rows} == {"unsure"}
    assert all(row.reason for row in rows)


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("2023年前11个月，规上工业增加值增长7%。", "2023-11"),
        ("1至10月份，规上工业增加值增长7%。", "2023-10"),
        ("1—12月，规上工业增加值增长7%。", "2023"),
        ("截至9月底，规上工业增加值增长7%。", "2023-09"),
        ("一季度，规上工业增加值增长7%。", "2023-Q1"),
        ("上半年规上工业增加值增长7%，", "2023-Q2"),
        ("面对复杂形势，2月以来规上工业增加值快速恢复，全年增长7%。", "2023"),
    ],
)
def test_a_part_of_the_year_is_told_by_its_period(rows_of, sentence, period):
    (row,) = rows_of(sentence)
    assert (row.time_period, row.status) == (period, "ok")


def test_two_years_average_does_not_touch_the_annual_figures_beside_it(rows_of):
    rows = rows_of("地区生产总值增长8.3%、两年平均增长6%；规上工业增加值增长9%、两年平均增长7%。")
    assert told(rows) == [("gdp", 8.3), ("industrial_va", 9)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全省规上工业增加值增长7%，全区规上工业增加值增长8%。",
            [("industrial_va", 7, "全省"), ("industrial_va", 8)],
        ),
        (
            "全国经济增长5.2%、全市增长6.0%、全区增长6.5%。",
            [("gdp", 5.2, "全国"), ("gdp", 6, "全市"), ("gdp", 6.5)],
        ),
        ("桥北街道一般公共预算收入增长8%。", [("fiscal_revenue", 8, "桥北街道")]),
        (
            "经济开发区实现规上工业增加值50亿元；完成固定资产投资30亿元，占全区40%。",
            [
                ("industrial_va", 50, "CNY_100M", "经济开发区"),
                ("fixed_investment", 30, "CNY_100M", "经济开发区"),
            ],
        ),
        ("高新区规上工业增加值占全区60%，一般公共预算收入增长18%。", [("fiscal_revenue", 18)]),
        ("三个开发区固定资产投资增长20%。", [("fixed_investment", 20, "三个开发区")]),
        ("市本级一般公共预算收入增长5%。", [("fiscal_revenue", 5, "市本级")]),
        ("完成区级一般公共预算收入45亿元。", [("fiscal_revenue", 45, "CNY_100M")]),
        ("新增城镇就业5万人，年末常住人口120万人。", [("population", 120, "PERSONS_10K")]),
    ],
)
def test_whose_figure_it_is_is_kept_apart(rows_of, sentence, expected):
    assert told(rows_of(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年初确定的地区生产总值增长7%的目标没有实现，实际增长5.5%。", [("gdp", 5.5)]),
        ("地区生产总值增长目标为7%，实际完成5.5%。", [("gdp", 5.5)]),
        (
            "固定资产投资增长9.1%（计划增长8%），规上工业增加值增长7.3%（目标7%）。",
            [("fixed_investment", 9.1), ("industrial_va", 7.3)],
        ),
        (
            "一般公共预算收入完成50亿元（年初目标48亿元），增长8.2%。",
            [("fiscal_revenue", 50, "CNY_100M"), ("fiscal_revenue", 8.2)],
        ),
    ],
)
def test_a_goal_that_is_past_is_no_outturn(rows_of, sentence, expected):
    assert told(rows_of(sentence)) == expected
