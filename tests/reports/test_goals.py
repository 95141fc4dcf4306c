"""Targets as reports of many years and places word them; sentences of our own."""

from __future__ import annotations

import pytest

from tianqiao_econ.reports import read_report

TITLE = "2024年政府工作报告\n2024年1月10日在青河市第三届人民代表大会第四次会议上\n"
FIVE_YEARS = (
    f"{TITLE}一、过去五年工作回顾\n过去五年，地区生产总值年均增长6.5%，达到500亿元。\n"
    "2023年，全市地区生产总值增长6%。固定资产投资增长7%。\n二、今后五年奋斗目标和2024年工作\n"
    "今后五年的主要目标是：地区生产总值年均增长7%左右，到2028年突破800亿元。\n"
    "2024年是新一届政府的开局之年。主要预期目标是：地区生产总值增长6.5%左右。"
)


def worded(rows):
    """Return indicator, number or range, and qualifier of the sure targets."""
    return [
        (
            row.indicator,
            row.value if row.value is not None else (row.lower, row.upper),
            row.qualifier,
        )
        for row in rows
        if row.status == "ok" and row.role == "target"
    ]


WORDS_ALONE = (None, None)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "地区生产总值增速确保6%、力争6.5%，固定资产投资增长7%，奋斗目标8%。",
            [("gdp", 6, "at_least"), ("fixed_investment", 7, "exact")],
        ),
        (
            "地区生产总值增长6.5%左右，在实际工作中力争更好结果；规上工业增加值增速不低于8%。",
            [("gdp", 6.5, "about"), ("industrial_va", 8, "at_least")],
        ),
        (
            "规上工业增加值增长6%～7%，固定资产投资增长5%至6%，进出口增长3-5%，社零总额增长7—8%左右。",
            [
                *(("industrial_va", (6, 7), "range"), ("fixed_investment", (5, 6), "range")),
                *(("trade", (3, 5), "range"), ("retail_sales", (7, 8), "range")),
            ],
        ),
        (
            "地区生产总值达到500亿元、增长7%；一般公共预算收入同口径增长3%。",
            [("gdp", 500, "exact"), ("gdp", 7, "exact"), ("fiscal_revenue", 3, "exact")],
        ),
        (
            "固定资产投资增长与全市同步、社零总额增长6%、进出口增速高于全省平均水平。",
            [
                *(("fixed_investment", WORDS_ALONE, "relative"), ("retail_sales", 6, "exact")),
                ("trade", WORDS_ALONE, "relative"),
            ],
        ),
        (
            "居民人均可支配收入实际增长与经济增长同步，一般公共预算收入增长与GDP增长基本同步。",
            [
                ("disposable_income", WORDS_ALONE, "aligned"),
                ("fiscal_revenue", WORDS_ALONE, "aligned"),
            ],
        ),
        (
            "居民收入增速高于经济增速，居民消费价格涨幅与全国一致。",
            [("disposable_income", WORDS_ALONE, "aligned"), ("cpi", WORDS_ALONE, "relative")],
        ),
        (
            "生产总值、规上工业增加值和固定资产投资均增长8%左右。",
            [("gdp", 8, "about"), ("industrial_va", 8, "about"), ("fixed_investment", 8, "about")],
        ),
        ("居民消费价格指数控制在103左右。", [("cpi", 3, "about")]),
        ("居民消费价格总水平涨幅控制在3%以内，人口自然增长率6‰以内。", [("cpi", 3, "at_most")]),
        (
            "\n——地区生产总值增长6%左右；\n——固定资产投资增长8%以上；\n——居民收入稳步增长。",
            [
                *(("gdp", 6, "about"), ("fixed_investment", 8, "at_least")),
                ("disposable_income", (0, None), "qualitative"),
            ],
        ),
        (
            "\n1.地区生产总值增长6%左右。\n2.城镇新增就业3万人。\n3.居民消费价格涨幅3%左右。",
            [("gdp", 6, "about"), ("cpi", 3, "about")],
        ),
        (
            "固定资产投资保持正增长，实际使用外资突破1亿美元，进出口总额与上年基本持平。",
            [
                *(("fixed_investment", (0, None), "qualitative"), ("fdi", 1, "at_least")),
                ("trade", 0, "about"),
            ],
        ),
        (
            "地区生产总值增长百分之六左右，规上工业增加值增长两位数以上。",
            [("gdp", 6, "about"), ("industrial_va", 10, "at_least")],
        ),
        ("三次产业增加值分别增长3%、6%、7%，技改投资增长20%，税收收入增长9%。", []),
        ("农民人均纯收入增加800元以上，财政支出增长5%。", []),
    ],
)
def test_targets_are_read_in_their_own_words(rows_of, sentence, expected):
    rows = rows_of(f"今年经济社会发展的主要预期目标是：{sentence}", f"{TITLE}二、2024年工作安排\n")
    assert worded(rows) == expected
    assert {row.section for row in rows if row.role == "target"} <= {"预期目标"}


@pytest.mark.parametrize(
    "lead",
    [
        "综合考虑，建议2024年全市经济社会发展主要预期目标安排如下：",
        "2024年，全市经济社会发展的主要目标是：",
        "今年经济社会发展主要预期目标建议为:",
        "今年的奋斗目标：",
        "全市经济社会发展的预期目标是，",
        "今年工作的总体要求是：稳中求进。具体预期目标为：",
        "我们将今年增长目标定为：",
    ],
)
def test_the_sentence_of_targets_has_many_openings(lead):
    report = read_report(f"{TITLE}二、2024年工作安排\n{lead}地区生产总值增长6%左右。")
    assert worded(report.found) == [("gdp", 6, "about")]


def test_five_years_and_one_are_kept_apart():
    rows = [row for row in read_report(FIVE_YEARS).found if row.role != "aim"]
    sure = [
        (row.role, row.indicator, row.time_period, row.value) for row in rows if row.status == "ok"
    ]
    assert sure == [
        ("outturn", "gdp", "2023", 6),
        ("outturn", "fixed_investment", "2023", 7),
        ("target", "gdp", "2024", 6.5),
    ]
    assert {row.value for row in rows if row.status == "unsure"} == {6.5, 500, 7, 800}


@pytest.mark.parametrize(
    "sentence",
    [
        "引进固定资产投资5亿元以上项目30个，培育外贸进出口额超亿元企业10家。",
        "民生支出占一般公共预算支出80%以上，争取上级资金50亿元，政府性基金收入80亿元。",
        "研发投入占GDP比重3%，工业投资占固定资产投资比重达40%。",
        "新能源汽车产值突破500亿元，装备制造业增加值增长12%，民间投资增长10%。",
        "实现服务贸易进出口额50亿元，跨境电商进出口额20亿元，招商到位资金500亿元。",
        "旅游总收入增长15%，金融业增加值增长8%，社会融资规模突破5000亿元。",
        "常住人口城镇化率达到70%，户籍人口增加2万人。",
    ],
)
def test_tasks_that_only_sound_like_targets_are_none(rows_of, sentence):
    rows = rows_of(sentence, f"{TITLE}一、2023年工作回顾\n平安。\n二、2024年工作安排\n")
    assert [row for row in rows if row.role != "aim"] == []


def test_what_the_last_year_brought_is_no_target_where_tasks_name_it(rows_of):
    rows = rows_of("去年固定资产投资增长9%，今年力争增长10%。", f"{TITLE}二、2024年工作安排\n")
    assert [(row.role, row.time_period, row.value) for row in rows] == [
        ("outturn", "2023", 9),
        ("target", "2024", 10),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("地区生产总值達到１，２３４．５億元。", 1234.5),
        ("地区生产总值1,234.5亿元,", 1234.5),
        ("地区生产总值123 4.5亿元。", None),
        ("地区生产总值 1234. 5 亿元。", 1234.5),
        ("地区生产总值1234·5亿元。", 1234.5),
        ("地区生产总值【1】达到1234.5亿元。", 1234.5),
        ("地区生产\n总值12\n34.5亿\n元。", 1234.5),
        ("地区生产总值（亿元）  500   1234.5亿元。", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(rows_of, text, value):
    rows = [row for row in rows_of(text) if row.status == "ok"]
    assert [row.value for row in rows] == ([] if value is None else [value])


def test_what_this_year_is_aimed_at_in_a_look_back_is_a_target():
    rows = read_report(f"{TITLE}一、2023年工作回顾\n今年要确保规上工业增加值增长9%以上。").found
    assert [(row.role, row.time_period, row.value) for row in rows] == [("target", "2024", 9)]
