"""What reports are misread by, each with a sentence of our own."""

from __future__ import annotations

import pytest

from tianqiao_econ.reports import Row, read_report
from tianqiao_econ.reports.reading import ESTIMATED

TITLE = "2024年政府工作报告\n2024年1月10日在青河区第三届人民代表大会第四次会议上\n"
REVIEW = f"{TITLE}一、2023年工作回顾\n"
GOALS = f"{TITLE}二、2024年工作安排\n今年经济社会发展的主要预期目标是："
TASKS = f"{TITLE}一、2023年工作回顾\n社会平安稳定。\n二、2024年工作安排\n"


def sure(text: str) -> list[Row]:
    return [row for row in read_report(text).found if row.status == "ok"]


def short(rows: list[Row]) -> list[tuple[str, float | None, str]]:
    return [(row.indicator, row.value, row.qualifier) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "规模以上工业增加值、固定资产投资分别增长6.5%、7%左右。",
            [("industrial_va", 6.5, "about"), ("fixed_investment", 7, "about")],
            id="one 左右 for a list",
        ),
        pytest.param(
            "城乡居民人均可支配收入分别增长6%左右、8%以上。",
            [("urban_income", 6, "about"), ("rural_income", 8, "at_least")],
            id="a word for each of a list",
        ),
        pytest.param(
            "地区生产总值、规上工业增加值、固定资产投资均增长8%以上。",
            [(name, 8, "at_least") for name in ("gdp", "industrial_va", "fixed_investment")],
            id="均增长",
        ),
        pytest.param(
            "城镇居民和农村居民人均可支配收入增长7%。",
            [("urban_income", 7, "exact"), ("rural_income", 7, "exact")],
            id="two indicators and one number",
        ),
        pytest.param(
            "城乡居民人均可支配收入增长7%。",
            [("disposable_income", 7, "exact")],
            id="all residents as one",
        ),
        pytest.param(
            "地区生产总值增长7%以上、力争达到8%，一般公共预算收入增长6%左右，力争7%。",
            [("gdp", 7, "at_least"), ("fiscal_revenue", 6, "about")],
            id="what is hoped for beside what binds",
        ),
        pytest.param(
            "地区生产总值增长６．５％左右，一般公共预算收入增长７﹪。",
            [("gdp", 6.5, "about"), ("fiscal_revenue", 7, "exact")],
            id="full-width figures",
        ),
        pytest.param("经济增长6%左右。", [("gdp", 6, "about")], id="经济增长 for GDP"),
        pytest.param(
            "数字经济增长20%，固定资产投资增长5%，经济增长点不少于30%。",
            [("fixed_investment", 5, "exact")],
            id="not every 经济增长 is GDP",
        ),
        pytest.param(
            "社会消费品零售总额增长两位数以上，实际利用外资不低于5000万美元。",
            [("retail_sales", 10, "at_least"), ("fdi", 5000, "at_least")],
            id="两位数 and 不低于",
        ),
        pytest.param(
            "居民收入增长与经济增长同步，居民消费价格涨幅控制在3%左右，单位地区生产总值能耗下降3%。",
            [("disposable_income", None, "aligned"), ("cpi", 3, "about")],
            id="同步 and a ceiling; energy per GDP is no GDP",
        ),
        pytest.param(
            "固定资产投资增速高于全市平均水平，进出口总额正增长。",
            [("fixed_investment", None, "relative"), ("trade", None, "qualitative")],
            id="高于全市 and 正增长",
        ),
        pytest.param(
            "地区生产总值6.5%左右，固定资产投资8%以上。",
            [("gdp", 6.5, "about"), ("fixed_investment", 8, "at_least")],
            id="targets without a verb",
        ),
    ],
)
def test_targets_are_read_as_worded(sentence, expected):
    rows = sure(GOALS + sentence)
    assert short(rows) == expected
    assert {(row.role, row.time_period, row.section) for row in rows} == {
        ("target", "2024", "预期目标")
    }


@pytest.mark.parametrize("sign", ["—", "-", "–", "~", "至", "到", "～"])
@pytest.mark.parametrize("first", ["5.0%", "5.0"])
def test_ranges_keep_both_ends(sign, first):
    (row,) = sure(f"{GOALS}地区生产总值增长{first}{sign}5.5%。")
    assert (row.value, row.lower, row.upper, row.qualifier) == (None, 5.0, 5.5, "range")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "进出口总额与上年持平，社会消费品零售总额基本持平。",
            [("trade", 0, "exact"), ("retail_sales", 0, "about")],
            id="持平",
        ),
        pytest.param(
            "全年一般公共预算收入20亿元，占年计划的41.8%，增长5.5%。",
            [("fiscal_revenue", 20, "exact"), ("fiscal_revenue", 5.5, "exact")],
            id="share of a plan",
        ),
        pytest.param(
            "地区生产总值增长6.1%，高于全国0.9个百分点；规上工业增加值增速高于全省2.3个百分点，增长8.2%。",
            [("gdp", 6.1, "exact"), ("industrial_va", 8.2, "exact")],
            id="points above the nation",
        ),
        pytest.param(
            "财政总收入完成50亿元，增长9.1%，其中地方财政收入30亿元，增长7.3%。",
            [("fiscal_revenue", 30, "exact"), ("fiscal_revenue", 7.3, "exact")],
            id="总收入 beside 地方收入",
        ),
        pytest.param(
            "进出口总额100亿元，增长5%，其中出口60亿元，下降2.1%。",
            [
                *(("trade", 100, "exact"), ("trade", 5, "exact")),
                *(("exports", 60, "exact"), ("exports", -2.1, "exact")),
            ],
            id="出口 beside 进出口",
        ),
        pytest.param(
            "固定资产投资增长8%，其中工业投资增长12%，产业投资增长20%，民间投资占比达到55%。",
            [("fixed_investment", 8, "exact"), ("industrial_investment", 12, "exact")],
            id="产业投资 and 工业投资 beside 固定资产投资",
        ),
        pytest.param("规模工业增加值增长7.1%。", [("industrial_va", 7.1, "exact")], id="规模工业"),
        pytest.param("规上工业增加值增长7.1%。", [("industrial_va", 7.1, "exact")], id="规上工业"),
        pytest.param(
            "规模以上工业企业利润增长20%，规模以上工业用电量增长8%，高新技术产业增加值增长9%。",
            [],
            id="other figures of industry",
        ),
        pytest.param(
            "固定资产投资增速由上年的增长5%转为下降3%，进出口降幅收窄至2.5%。",
            [("fixed_investment", -3, "exact"), ("trade", -2.5, "exact")],
            id="falls are negative",
        ),
        pytest.param(
            "一般公共预算收入突破50亿元，达到52.3亿元，增长8.1%。",
            [("fiscal_revenue", 52.3, "exact"), ("fiscal_revenue", 8.1, "exact")],
            id="a precise figure after a round one",
        ),
        pytest.param(
            "地区生产总值由2022年的300亿元增加到2023年的330亿元，增长6.5%。",
            [("gdp", 330, "exact"), ("gdp", 6.5, "exact")],
            id="what it rose from",
        ),
        pytest.param(
            "地区生产总值、粮食产量、固定资产投资分别增长6%、2%、3%。",
            [("gdp", 6, "exact"), ("fixed_investment", 3, "exact")],
            id="a list with a name that is not ours",
        ),
        pytest.param(
            "城镇居民人均可支配收入43210元，农村居民人均可支配收入21000元，分别增长5.1%和7%。",
            [
                *(("urban_income", 43210, "exact"), ("urban_income", 5.1, "exact")),
                *(("rural_income", 21000, "exact"), ("rural_income", 7, "exact")),
            ],
            id="a list of growth behind two levels",
        ),
        pytest.param(
            "人均地区生产总值达到8.5万元，增长6%。民营经济增加值占地区生产总值比重达到60%。",
            [],
            id="GDP per head, and a share of GDP",
        ),
        pytest.param(
            "生产总值超200亿元的镇达到3个，一般公共预算收入1%的资金用于教育。",
            [],
            id="a number that belongs to the next noun",
        ),
        pytest.param(
            "一般公共预算收入增长2.1亿元，常住人口城镇化率达到66%，一般公共预算支出增长9%。",
            [],
            id="a rise by an amount, a rate and spending",
        ),
        pytest.param(
            "全国经济增长5.2%，全省增长6%。",
            [("gdp", 5.2, "exact"), ("gdp", 6, "exact")],
            id="the parents' growth",
        ),
    ],
)
def test_outturns_are_told_from_their_neighbours(sentence, expected):
    rows = sure(REVIEW + sentence)
    assert sorted(short(rows)) == sorted(expected)
    assert {(row.role, row.time_period) for row in rows} <= {("outturn", "2023")}


def test_the_nations_growth_is_not_the_districts():
    (row,) = sure(f"{REVIEW}全国地区生产总值增长5.2%。")
    assert row.scope == "全国"


def test_a_parks_growth_is_kept_apart_from_the_districts():
    rows = sure(f"{REVIEW}河湾产业园区规上工业增加值增长20%。全区规上工业增加值增长8%。")
    assert [(row.value, row.scope) for row in rows] == [(20, "河湾产业园区"), (8, "")]


def test_a_park_that_is_the_subject_of_the_sentence_owns_its_figures():
    rows = sure(
        f"{REVIEW}河湾高新区扩区获批，面积扩展至14平方公里；工业投资、规上工业增加值分别增长35%、20%。"
    )
    assert [(row.indicator, row.value, row.scope) for row in rows] == [
        ("industrial_investment", 35, "河湾高新区"),
        ("industrial_va", 20, "河湾高新区"),
    ]


def test_a_level_and_a_growth_in_one_clause_are_two_rows():
    level, growth = sure(f"{REVIEW}全年实现地区生产总值320.5亿元、增长6.2%。")
    assert (level.transformation, level.value, level.unit_measure) == ("level", 320.5, "CNY_100M")
    assert (growth.transformation, growth.value, growth.unit_measure) == ("growth", 6.2, "PERCENT")


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("上半年，地区生产总值增长5.8%。", "2023-Q2"),
        ("前三季度地区生产总值增长5.8%。", "2023-Q3"),
        ("2023年1-11月，规模以上服务业营业收入增长5.8%。", "2023-11"),
        ("2022年地区生产总值增长5.8%。", "2022"),
    ],
)
def test_other_periods_are_not_taken_for_the_year(sentence, period):
    (row,) = sure(REVIEW + sentence)
    assert (row.time_period, row.value) == (period, 5.8)


def test_averages_and_sums_over_years_are_never_annual_figures():
    rows = read_report(
        f"{REVIEW}五年来，地区生产总值年均增长7.2%，一般公共预算收入累计完成120亿元。"
        "2023年，地区生产总值增长6.1%。"
    ).found
    assert [(row.value, row.status) for row in rows] == [
        (7.2, "unsure"),
        (120, "unsure"),
        (6.1, "ok"),
    ]
    assert "several years" in rows[0].reason


def test_a_goal_for_a_later_year_is_not_this_years():
    rows = read_report(f"{GOALS}地区生产总值增长6%，到2025年达到400亿元。").found
    assert [(row.time_period, row.status) for row in rows] == [("2024", "ok"), ("2025", "unsure")]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("一般公共预算收入增长2.1%（同口径增长6.3%）。", (2.1, 6.3)),
        ("一般公共预算收入下降3.5%，剔除留抵退税因素后增长4.2%。", (-3.5, 4.2)),
    ],
)
def test_growth_on_a_comparable_basis_is_a_row_of_its_own(sentence, values):
    rows = sure(REVIEW + sentence)
    assert tuple(row.value for row in rows) == values
    assert [row.basis for row in rows] == ["as_published", "comparable"]


def test_the_basis_of_prices_is_told_where_it_is_said():
    real, nominal = sure(f"{REVIEW}地区生产总值按可比价计算增长6%，居民人均可支配收入名义增长5%。")
    assert (real.basis, nominal.basis) == ("real", "nominal")


def test_an_estimate_is_called_one():
    estimated, plain = sure(f"{REVIEW}预计全年地区生产总值增长6%。固定资产投资增长5%。")
    assert (estimated.reason, plain.reason) == (ESTIMATED, "")


def test_targets_that_stand_only_among_the_tasks_are_found():
    rows = sure(f"{TASKS}抓好项目建设，固定资产投资增长9%以上，实际使用外资6000万美元。")
    assert [(row.role, row.section, row.value) for row in rows] == [
        ("target", "任务", 9),
        ("target", "任务", 6000),
    ]


def test_the_sentence_of_targets_goes_before_the_tasks():
    rows = read_report(f"{GOALS}固定资产投资增长8%。\n抓好项目，固定资产投资增长10%。").found
    assert [(row.value, row.status) for row in rows] == [(8, "ok"), (10, "unsure")]


def test_more_names_than_numbers_are_never_shared_out():
    rows = read_report(
        f"{REVIEW}规上工业增加值、固定资产投资、社会消费品零售总额分别增长6%、2%。"
    ).found
    assert {(row.status, row.reason, row.value) for row in rows} == {
        ("unsure", "3 names and 2 numbers", None)
    }


def test_traditional_characters_are_read():
    rows = sure(
        "2024年政府工作報告\n一、2023年工作回顧\n預計地區生產總值增長6.5％，實際利用外資8000萬美元。"
    )
    assert [(row.indicator, row.value) for row in rows] == [("gdp", 6.5), ("fdi", 8000)]
    assert rows[0].phrase == "地區生產總值增長6.5％"


def test_line_breaks_inside_words_and_spaces_in_numbers_are_read_over():
    text = (
        f"{REVIEW}地区生产总值增\n长6.5%，规模以上工业增\n加值增长 8. 2 %，"
        "固定资\n产投资增长 1\n2.5%。"
    )
    report = read_report(text)
    assert [row.value for row in report.found] == [6.5, 8.2, 12.5]
    assert all(text[row.start : row.end] == row.phrase for row in report.found)
