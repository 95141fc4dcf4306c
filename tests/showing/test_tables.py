import re
from types import SimpleNamespace

import pandas as pd
import pytest

from tianqiao_econ.assessment import assess, comparison
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import UnknownName
from tianqiao_econ.showing import tables
from tianqiao_econ.showing.style import STYLE, STYLE_TAG
from tianqiao_econ.showing.tables.html import Cell, Column, Table, source_marks, table_html
from tianqiao_econ.showing.tables.sections import COMPARED_FIGURES
from tianqiao_econ.showing.tables.trends import base_sentence, basis_phrase


@pytest.fixture(scope="module")
def package():
    return open_data()


@pytest.fixture(scope="module")
def real(package):
    """The district's own outlook from the packaged data."""
    return assess(package.as_of("2024-01-16"), area="370105", year=2024, n_draws=2000)


@pytest.fixture(scope="module")
def compared(real):
    return comparison(real)


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


def cells(html):
    """Texts of the cells, a list a row."""
    rows = re.findall(r"<tr role=.row.*?</tr>", str(html), flags=re.DOTALL)
    return [
        [text_of(cell).split() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, flags=re.DOTALL)]
        for row in rows
    ]


# --- html ---


def test_everything_from_data_is_escaped():
    evil = "<script>alert(1)</script>"
    table = Table(evil, [Column(evil, evil)] * 2, [[Cell(evil), Cell(evil, (evil,), evil)]], [evil])
    shown = str(table_html(table, "zh"))
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") == 12


def test_a_quote_in_a_head_does_not_end_its_label():
    table = Table("", [Column("a"), Column('b" onclick="x')], [[Cell("1"), Cell("2")]])
    assert 'onclick="x"' not in str(table_html(table, "en"))


def test_a_notebook_gets_the_style_and_a_page_may_leave_it_out(outlook):
    shown = tables.headline(outlook)
    assert shown._repr_html_() == STYLE_TAG + shown.content
    assert "<style" not in str(shown)


def test_the_style_stays_small_and_within_its_own_classes():
    assert len(STYLE) < 4000
    outside = re.sub(r"@media[^{]+{", "", STYLE).replace("}}", "}")
    selectors = [part for rule in re.findall(r"([^{}]+){", outside) for part in rule.split(",")]
    assert all(selector.strip().startswith(".te-") for selector in selectors)


def test_heads_have_scopes_and_cells_have_labels(outlook):
    shown = str(tables.targets_table(outlook))
    assert shown.count('scope="col"') == 6
    assert shown.count('scope="row"') == 8
    assert shown.count("data-label=") == 8 * 5
    assert 'data-label="目标减趋势（个百分点）"' in shown
    assert "<caption>" in shown


# --- the judgement ---


def test_the_headline_says_how_many_are_met_the_safest_and_the_most_at_risk(outlook):
    sentence = tables.headline_sentences(outlook)[0]
    assert sentence.startswith("天桥区2024年8项目标预计完成")
    assert outlook.met.mean().idxmin() == "gdp"
    assert "风险最大的是地区生产总值" in sentence
    assert "80%区间" in sentence


def test_the_headline_names_what_has_no_probability(make_outlook, case):
    cases = [case("gdp", 6.5, 6.5, 6.0), case("fdi", 7000, 8092, level=True, probability=False)]
    first, second = tables.headline_sentences(make_outlook(cases))
    assert "2项目标中，可给概率的只有地区生产总值" in first
    assert "实际使用外资不给概率" in second


def test_the_headline_of_a_year_that_is_over_begins_with_the_outcome(make_outlook, case):
    cases = [case("gdp", 6.5, 6.5, 6.0, outturn=5.3), case("trade", 5, 4, 6, outturn=8.0)]
    first = tables.headline_sentences(make_outlook(cases))[0]
    assert "2项完成了1项" in first
    assert "地区生产总值" in first


def test_without_any_probability_the_headline_still_speaks(make_outlook, case):
    outlook = make_outlook([case("gdp", 6.5, 6.5, probability=False)])
    assert tables.headline_sentences(outlook, "en") == [
        "No probability is given for: Gross domestic (regional) product. The table says why."
    ]


# --- the targets ---


def test_a_row_has_outturn_target_trend_forecast_and_chance(outlook):
    row = cells(tables.targets_table(outlook))[1]
    assert row[0] == ["地区生产总值"]
    assert row[1] == ["6.5%（预计）", "[2]", "2023年"]
    assert row[2][:2] == ["增长6.5%", "[1]"]
    assert row[2][2].startswith("公布的增速不低于6.5%")
    assert row[3] == ["+1.4"]
    assert row[5][0] == "约30%"
    assert row[5][1] == "较不可能"


def test_a_level_target_says_the_growth_that_it_implies(outlook):
    shown = text_of(tables.targets_table(outlook))
    assert "相当于比上年下降13.5%" in shown
    assert "−1300万美元" in shown


def test_a_missing_outturn_is_said_to_be_missing(outlook):
    row = cells(tables.targets_table(outlook))[6]
    assert row[0] == ["货物进出口总额"]
    assert row[1] == ["未公布"]


def test_no_probability_comes_with_its_reason(make_outlook, case):
    outlook = make_outlook([case("fdi", 7000, 8092, level=True, probability=False)])
    assert cells(tables.targets_table(outlook))[1][5] == [
        "不给概率",
        "only",
        "3",
        "yearly",
        "rates",
    ]


def test_the_english_table_keeps_the_chinese_original(outlook):
    shown = str(tables.targets_table(outlook, "en"))
    assert '<span class="te-small" lang="zh-CN">增长6.5%</span>' in shown


def test_a_year_that_is_over_has_outturn_and_verdict(make_outlook, case):
    cases = [case("gdp", 6.5, 6.5, 6.0, outturn=5.3), case("trade", 5, 4, 6)]
    table = cells(tables.targets_table(make_outlook(cases)))
    assert table[0][-1] == ["2024年实绩"]
    assert table[1][-1] == ["5.3%", "未完成", "2025年1月15日公布"]
    assert table[2][-1] == ["尚未公布"]


# --- sources ---


def test_sources_are_numbered_in_the_order_of_reading():
    frame = pd.DataFrame(
        {"a_origin_id": ["x", "", "x"], "b": ["n"] * 3, "origin_id": ["y", None, "z"]}
    )
    more = pd.DataFrame({"origin_id": ["z", "w"]})
    assert tables.source_numbers(frame, more) == {"x": 1, "y": 2, "z": 3, "w": 4}


def test_marks_are_unique_and_leave_out_the_unknown():
    assert source_marks(["b", "a", "b", ""], {"a": 1, "b": 2}) == (2, 1)


def test_only_web_addresses_become_links(outlook):
    package = outlook.view.package
    shown = str(tables.sources_table(package, {"report-2024": 1, "odd": 2, "gone": 3}))
    assert 'href="https://example.org/2024"' in shown
    assert 'href="javascript' not in shown
    assert "javascript:alert(1)" in shown
    assert "&lt;b&gt;某网&lt;/b&gt;" in shown
    assert 'id="te-source-3"' in shown
    assert "2024年1月16日" in shown


def test_marks_lead_to_the_list(outlook):
    numbers = tables.source_numbers(outlook.table)
    marks = re.findall(r'href="#([^"]+)"', str(tables.targets_table(outlook, numbers=numbers)))
    listed = str(tables.sources_table(outlook.view.package, numbers))
    assert marks
    assert all(f'id="{mark}"' in listed for mark in marks)


# --- trends, trust, changes ---


def test_trends_stand_beside_the_parents(compared, package):
    table = cells(tables.trends_table(compared, package))
    assert table[0][-3:] == [
        ["济南市", "上期增速；自身目标"],
        ["山东省", "上期增速；自身目标"],
        ["全国", "上期增速；自身目标"],
    ]
    assert table[1][0] == ["地区生产总值"]
    assert table[1][1][0] == "6.5%（预计）"
    assert table[1][2] == ["3.4%", "2022–2023"]


def test_base_effects_are_spelled_out(compared, package):
    shown = text_of(tables.trends_table(compared, package))
    assert "2022年仅为0.3%，基数低，2023年的6.5%不代表趋势；两年平均3.4%。" in shown
    assert "2022年大规模留抵退税压低了基数，2023年的35.3%不代表趋势" in shown
    shown = text_of(tables.trends_table(compared, package, "en"))
    assert "Large VAT refunds lowered the base in 2022, so the 35.3% of 2023 is no trend." in shown


def test_an_unnamed_base_effect_is_shown_by_its_code():
    line = {
        "base_effect": "flood",
        "base_period": "2022",
        "base_growth": -3.0,
        "last_growth": 9.0,
        "two_year_average": float("nan"),
    }
    assert base_sentence(line, "zh") == "2022年基数异常（flood），2023年的9.0%不代表趋势。"


def test_a_trend_says_what_it_rests_on(compared, package):
    lines = {line["indicator"]: line for line in compared.to_dict("records")}
    assert basis_phrase(lines["gdp"], package, "zh").startswith("依据济南市")
    assert "自身偏差" in basis_phrase(lines["gdp"], package, "zh")
    assert "未作自身调整" in basis_phrase(lines["fdi"], package, "zh")


def test_a_trend_on_the_peers_names_their_level(compared, package):
    line = compared.iloc[0].to_dict() | {"trend_basis": "peers", "trend_areas": "prefecture"}
    assert basis_phrase(line, package, "zh").startswith("依据各地级市2003—2022年平均，自身偏差")
    assert basis_phrase(line, package, "en").startswith("mean of cities 2003–2022, own offset")


def test_drivers_name_stretch_and_base(compared, package):
    shown = text_of(tables.drivers(compared, package))
    assert "目标高于趋势" in shown
    assert "目标相当于比上年下降13.5%" in shown
    assert "基数" in shown


def test_no_remark_of_the_packaged_data_is_left_untranslated(real):
    words = [word for cell in cells(tables.trust_table(real)) for word in cell[-1]]
    assert not [word for word in words if re.search("[a-z]", word)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_of_the_packaged_data_can_be_made(real, compared, package, lang):
    numbers = tables.source_numbers(real.table, compared)
    made = [
        tables.headline(real, lang),
        tables.targets_table(real, lang, numbers=numbers),
        tables.trends_table(compared, package, lang, numbers=numbers),
        tables.drivers(compared, package, lang),
        tables.trust_table(real, lang),
        tables.joint_section(real, lang),
        tables.conditions(real, lang),
        tables.ambition_table(real, lang, numbers=numbers),
        tables.sources_table(package, numbers, lang),
    ]
    assert not [html for html in made if "nan" in text_of(html).lower().split()]


def test_changes_show_before_and_after():
    changes = pd.DataFrame(
        [
            ("地区生产总值", "probability", 0.31, 0.62, "growth", "PERCENT"),
            ("实际使用外资", "last_outturn", float("nan"), 8092.0, "level", "USD_10K"),
        ],
        columns=["name", "quantity", "before", "after", "transformation", "unit_measure"],
    )
    table = cells(tables.changes_table(changes))
    assert table[1] == [["地区生产总值"], ["完成概率"], ["约30%（较不可能）"], ["约60%（较可能）"]]
    assert table[2][2:] == [["–"], ["8092万美元"]]


def test_no_change_is_said():
    columns = ["name", "quantity", "before", "after", "transformation", "unit_measure"]
    assert "所列数字没有变化" in text_of(tables.changes_table(pd.DataFrame(columns=columns)))


def test_a_change_that_is_not_seen_once_it_is_rounded_is_no_line(outlook):
    table = pd.DataFrame({"indicator": ["gdp"], "transformation": ["growth"]})
    told = {"probability": (0.301, 0.304), "median": (5.51, 5.54), "outturn": (5.0, 5.2)}
    for figure in COMPARED_FIGURES:
        before, after = told.get(figure, (None, None))
        table = table.assign(**{f"{figure}_before": [before], f"{figure}_after": [after]})
    shown = text_of(
        tables.changes_section(SimpleNamespace(table=table, as_of="2024-01-01"), outlook)
    )
    assert "5.2%" in shown
    assert "约30%" not in shown
    assert "预测中位数" not in shown


def test_changes_without_a_column_are_refused():
    with pytest.raises(UnknownName, match="quantity"):
        tables.changes_table(pd.DataFrame({"name": ["x"]}))


# --- frames for a spreadsheet ---


def test_frames_have_heads_in_the_readers_language_and_unrounded_numbers(outlook):
    frame = tables.targets_frame(outlook)
    assert frame["完成概率"].to_numpy() == pytest.approx(outlook.table["probability"].to_numpy())
    assert list(frame["指标"])[:2] == ["地区生产总值", "一般公共预算收入"]
    assert frame["单位"].to_list()[6] == "万美元"
    assert tables.targets_frame(outlook, "en")["Unit"].to_list()[6] == "US$10,000"


def test_every_frame_has_unique_heads(real, compared, package, outlook):
    numbers = tables.source_numbers(real.table)
    for lang in ("zh", "en"):
        frames = [
            tables.targets_frame(real, lang),
            tables.trends_frame(compared, package, lang),
            tables.trust_frame(real, lang),
            tables.number_met_frame(real, lang),
            tables.sources_frame(package, numbers, lang),
        ]
        assert all(frame.columns.is_unique and len(frame) for frame in frames)
    assert tables.sources_frame(outlook.view.package, {}).empty


def test_sources_that_the_data_do_not_describe_are_left_out_of_the_frame():
    package = SimpleNamespace(origins=pd.DataFrame({"origin_id": []}))
    assert tables.sources_frame(package, {"x": 1}).empty
