"""The targets taken together: correlations, and what one says of another."""

import re

import pytest

from tianqiao_econ.assessment import dependence, given
from tianqiao_econ.showing import charts, tables


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


def test_one_target_is_not_taken_together(make_outlook, case, outlook):
    assert not tables.is_joint(make_outlook([case("gdp", 6.5, 6.5, 6.0)]))
    alone = [case("gdp", 6.5, 6.5, 6.0), case("trade", 5, 4, probability=False)]
    assert not tables.is_joint(make_outlook(alone))
    assert tables.is_joint(outlook)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_fewer_than_two_judged_targets_are_told_so_under_the_same_heading(make_outlook, case, lang):
    few = tables.joint_section(make_outlook([case("gdp", 6.5, 6.5, 6.0)]), lang)
    head = {"zh": "合在一起看", "en": "Taken together"}[lang]
    assert head in text_of(few)
    assert {"zh": "只有1项", "en": "probability: 1"}[lang] in text_of(few)
    none = [case("fdi", 7000, 8092, level=True, probability=False)]
    assert "0" in text_of(tables.joint_section(make_outlook(none), lang))


def test_the_chance_of_all_stands_beside_that_of_unrelated_targets(make_outlook, case):
    cases = [case("gdp", 5.0, 5.0, 6.0), case("trade", 5.0, 4.0, 6.0)]
    shown = text_of(tables.joint_section(make_outlook(cases, joint=0.9)))
    assert "给出概率的2项全部完成，概率约65%（较可能）；假如互不相关，约为50%。" in shown


def test_a_miss_lowers_the_chance_of_its_companions(make_outlook, case):
    cases = [case("gdp", 5.0, 5.0, 5.6), case("trade", 5.0, 4.0, 5.6)]
    outlook = make_outlook(cases, joint=0.8)
    after = given(outlook, "trade").set_index("column").loc["gdp", "given"]
    first, second = tables.condition_sentences(outlook)
    assert (
        first
        == f"若货物进出口总额未完成，地区生产总值完成的概率由约65%降到约{5 * round(20 * after)}%。"
    )
    assert second.startswith("若地区生产总值未完成，货物进出口总额")
    assert "falls from about 65%" in tables.condition_sentences(outlook, "en")[0]


def test_targets_that_go_against_each_other_are_said_to(make_outlook, case):
    cases = [case("gdp", 5.0, 5.0, 5.6), case("trade", 5.0, 4.0, 5.6)]
    assert "升到约" in tables.condition_sentences(make_outlook(cases, joint=-0.8))[0]


def test_changes_that_rounding_hides_are_not_told(make_outlook, case):
    cases = [case("gdp", 5.0, 5.0, 5.6), case("trade", 5.0, 4.0, 5.6)]
    told = tables.condition_sentences(make_outlook(cases, joint=0.0))
    assert told == ["知道其中一项没有完成，其余各项的概率变化都不足5个百分点。"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [2, 8, 13])
def test_the_staircase_is_legible(make_outlook, case, names, lang, count, legible):
    cases = [case(name, 5 + k, 4.0 + k, 5 + k, 2, 4) for k, name in enumerate(names)]
    assert legible(charts.together(make_outlook(cases[:count]), lang))


def test_the_staircase_shows_every_pair_once(outlook, drawn_texts):
    shown = sorted(t[0] for t in drawn_texts(charts.together(outlook)) if re.match(r"−?0\.", t[0]))
    pairs = dependence(outlook)["spearman"]
    assert shown == sorted(f"{value:.2f}".replace("-", "−") for value in pairs)


def test_a_target_that_never_varies_has_no_correlation(make_outlook, case, legible):
    outlook = make_outlook([case("gdp", 5.0, 5.0, 6.0), case("trade", 5.0, 4.0, 6.0, 0.0)])
    assert legible(charts.together(outlook))
    assert charts.alt_together(outlook) == "没有可以比较的两项目标。"


def test_the_alternative_text_names_the_ends(outlook):
    pairs = dependence(outlook)["spearman"]
    words = charts.alt_together(outlook)
    assert f"（{pairs.max():.2f}）" in words
    assert f"（{pairs.min():.2f}）" in words
