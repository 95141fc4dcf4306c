import re

import pytest

from tianqiao_econ.framework import Area, Level
from tianqiao_econ.showing.rows import row_of, rows_of
from tianqiao_econ.showing.wording.notes import PATTERNS, note_phrase
from tianqiao_econ.showing.wording.phrases import (
    change_phrase,
    gap_phrase,
    implied_phrase,
    own_place,
)


def row(make_outlook, case, lang="zh"):
    return rows_of(make_outlook([case]), lang)[0]


@pytest.mark.parametrize(
    ("options", "zh", "en"),
    [
        ({"goal": 6.5}, "增长6.5%", "+6.5%"),
        ({"goal": -3}, "下降3%", "−3%"),
        ({"goal": 0}, "持平", "no change"),
        ({"goal": 7, "qualifier": "about"}, "增长7%左右", "about +7%"),
        ({"goal": 8, "qualifier": "at_least"}, "增长8%以上", "+8% or more"),
        ({"goal": 5, "upper": 6, "qualifier": "range"}, "增长5%至6%", "+5% to +6%"),
        (
            {"goal": None, "upper": 3, "qualifier": "at_most", "direction": "lower"},
            "不超过3%",
            "no more than 3%",
        ),
        ({"goal": 0, "qualifier": "qualitative"}, "保持正增长", "positive growth"),
        (
            {"goal": 7000, "level": True, "unit": "USD_10K", "last": 8092.0},
            "7000万美元",
            "US$70 million",
        ),
    ],
)
def test_a_target_without_a_wording_is_said_from_its_numbers(make_outlook, case, options, zh, en):
    target = case("gdp", middle=5, **options)
    assert row(make_outlook, target).wording() == zh
    assert row(make_outlook, target, "en").wording() == en


def test_a_target_is_shown_in_its_own_words_without_the_name_in_front(make_outlook, case):
    target = case("gdp", 6.5, middle=5, wording="地区生产总值增长6.5%左右")
    assert row(make_outlook, target).wording() == "增长6.5%左右"


@pytest.mark.parametrize(
    ("options", "zh"),
    [
        ({"goal": 6.5}, "公布的增速不低于6.5%即为完成（修约前≥6.45%）"),
        (
            {"goal": None, "upper": 3, "qualifier": "at_most"},
            "公布的增速不高于3%即为完成（修约前<3.05%）",
        ),
        ({"goal": 0, "qualifier": "qualitative"}, "公布的增速高于0%即为完成（修约前≥0.05%）"),
        (
            {"goal": None, "qualifier": "aligned", "reference": "gdp"},
            "公布的增速不低于地区生产总值即为完成",
        ),
        ({"goal": None, "qualifier": "qualitative"}, "没有可检验的数字"),
    ],
)
def test_the_event_is_spelled_out(make_outlook, case, options, zh):
    target = case("disposable_income", middle=5, **options)
    assert row(make_outlook, target).event_text() == zh


def test_changes_and_gaps_are_said_in_words():
    assert change_phrase(-13.5, "zh") == "下降13.5%"
    assert implied_phrase(-13.495, "zh") == "相当于比上年下降13.5%"
    assert implied_phrase(float("nan"), "zh") == ""
    assert gap_phrase(0.52, "zh") == "高于趋势0.5个百分点"
    assert gap_phrase(-0.04, "en") == "at trend"


def test_a_last_outturn_carries_its_year_and_mark(outlook):
    assert row_of(outlook, "gdp", "zh").last() == "2023年6.5%（预计）"
    assert row_of(outlook, "trade", "zh").last() == "–"


def test_a_preliminary_figure_of_a_bulletin_is_no_estimate_but_preliminary(make_outlook, case):
    outlook = make_outlook([case("gdp", 6.5, 6.5, 5.4)], remark="preliminary")
    assert row_of(outlook, "gdp", "zh").last() == "2023年6.5%（初步）"


@pytest.mark.parametrize(
    ("name", "level", "zh", "en"),
    [
        ("中国", "nation", "全国", "the nation"),
        ("山东省", "province", "本省", "the province"),
        ("北京市", "province", "本市", "the city"),
        ("广西壮族自治区", "province", "本区", "the region"),
        ("济南市", "prefecture", "本市", "the city"),
        ("延边朝鲜族自治州", "prefecture", "本州", "the prefecture"),
        ("天桥区", "county", "本区", "the district"),
        ("商河县", "county", "本县", "the county"),
        ("新材料产业园区", "zone", "本园区", "the zone"),
        ("天桥", "county", "本地区", "the area"),
    ],
)
def test_an_area_speaks_of_itself_as_what_it_is(name, level, zh, en):
    area = Area("000000", name, "", Level(level), None)
    assert own_place(area, "zh") == zh
    assert own_place(area, "en") == en


@pytest.mark.parametrize("key", sorted(PATTERNS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_remark_is_recognised(key, lang):
    note = re.sub(r"{\w+}", "7", PATTERNS[key])
    said = note_phrase(note, lang, lambda kind, code: f"{kind} {code}")
    assert said != note or lang == "en"


def test_several_remarks_are_translated_one_by_one():
    note = (
        "pool of anchored 40% + trend 40% + parent 20%; gaps of 0 pairs of trade at county level"
        " and 13 at other levels, from 9 areas, 7 years and 11 clusters; no pair at this level, so"
        " the width leans on the other levels"
    )
    said = note_phrase(note, "zh", lambda kind, code: {("indicator", "trade"): "外贸"}[kind, code])
    assert "目标加历史差距40%、趋势40%和上级目标20%" in said
    assert "外贸" in said
    assert "区县级0对" in said
    assert "9个地区、7个年份、11个相互独立的组" in said
    assert not re.search("[a-z]", said)


def test_a_member_without_a_name_keeps_its_code():
    said = note_phrase("pool of astrology 100%", "zh", lambda kind, code: f"{kind}{code}")
    assert said == "由astrology 100%合成"


def test_an_unknown_remark_is_passed_on_as_it_is():
    assert note_phrase("something new", "zh", lambda kind, code: f"{kind}{code}") == "something new"
