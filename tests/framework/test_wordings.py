from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.framework import (
    Direction,
    EconError,
    Indicator,
    PriceBasis,
    Qualifier,
    Reading,
    Transformation,
    read_wording,
)
from tianqiao_econ.framework.wordings import UNITS

FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.%-"}
PHRASES = {
    Qualifier.EXACT: ("增长{}%", "{}%", "预期增长 {}%。"),
    Qualifier.ABOUT: ("增长{}%左右", "{}%左右", "约{}%"),
    Qualifier.AT_LEAST: ("增长{}%以上", "不低于{}%", "增速达到{}%及以上", "至少{}%", "超过{}%"),
    Qualifier.AT_MOST: ("控制在{}%以内", "不超过{}%", "不高于{}%", "涨幅控制在{}%"),
}
RATES = st.integers(0, 999).map(lambda tenths: f"{tenths / 10:g}")


def indicator(direction, targeted, unit):
    basis = PriceBasis.NOMINAL
    return Indicator("x", "x", "x", unit, 0, basis, direction, targeted, *[""] * 6, display_order=1)


CPI = indicator(Direction.LOWER, Transformation.GROWTH, "INDEX")
UNEMPLOYMENT = indicator(Direction.LOWER, Transformation.LEVEL, "PERCENT")
INVESTMENT = indicator(Direction.HIGHER, Transformation.LEVEL, "USD_10K")


def numbers(reading):
    return reading.qualifier, reading.lower, reading.upper


@pytest.mark.parametrize("qualifier", PHRASES)
@given(rate=RATES, data=st.data())
def test_a_written_growth_target_reads_back_as_itself(qualifier, rate, data):
    phrase = data.draw(st.sampled_from(PHRASES[qualifier]))
    reading = read_wording(phrase.format(rate))
    value = float(rate)
    bounds = (None, value) if qualifier is Qualifier.AT_MOST else (value, None)
    assert reading == Reading(qualifier, *bounds)


@given(st.integers(0, 500), st.integers(1, 100), st.sampled_from("-–—~至到"), st.booleans())
def test_a_written_range_reads_back_as_itself(low, width, dash, twice):
    lower, upper = f"{low / 10:g}", f"{(low + width) / 10:g}"
    reading = read_wording(f"增长{lower}{'%' if twice else ''}{dash}{upper}%左右")
    assert numbers(reading) == (Qualifier.RANGE, float(lower), float(upper))


@given(st.integers(1, 10**7), st.sampled_from(sorted(set(UNITS) - {"%"})))
def test_a_written_level_reads_back_with_its_unit(amount, unit):
    for written in (f"{amount}{unit}", f"达到{amount:,}{unit}"):
        reading = read_wording(written)
        assert (reading.lower, reading.unit_measure) == (float(amount), UNITS[unit])
        assert reading.transformation is Transformation.LEVEL


@given(rate=RATES, data=st.data())
def test_full_width_digits_and_signs_say_the_same(rate, data):
    phrase = data.draw(st.sampled_from([p for phrases in PHRASES.values() for p in phrases]))
    written = phrase.format(rate)
    assert read_wording(written.translate(FULL_WIDTH)) == read_wording(written)


@given(RATES)
def test_a_fall_is_growth_of_the_opposite_sign(rate):
    assert numbers(read_wording(f"下降{rate}%")) == (Qualifier.AT_MOST, None, -float(rate))


def test_a_fall_of_what_should_grow_is_the_worst_that_is_aimed_at():
    reading = read_wording("下降3%左右", indicator=INVESTMENT)
    assert numbers(reading) == (Qualifier.ABOUT, -3.0, None)


@pytest.mark.parametrize("wording", ["下降", "有所下降", "2024年下降", "稳中有降"])
def test_a_fall_without_a_number_is_growth_below_zero(wording):
    assert numbers(read_wording(wording)) == (Qualifier.QUALITATIVE, None, 0.0)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("确保正增长、力争5%", (Qualifier.QUALITATIVE, 0.0, None)),
        ("力争增长7%，确保6%", (Qualifier.AT_LEAST, 6.0, None)),
        ("确保增长6%左右力争7%", (Qualifier.ABOUT, 6.0, None)),
        ("确保3%以内、力争2%", (Qualifier.AT_MOST, None, 3.0)),
        ("GDP确保增长7%", (Qualifier.EXACT, 7.0, None)),
    ],
)
def test_what_is_ensured_binds_and_what_is_hoped_for_does_not(wording, expected):
    assert numbers(read_wording(wording)) == expected


@pytest.mark.parametrize("wording", ["7000万–8000万美元", "7,000-8,000万美元", "7000–8000万美元"])
def test_both_ends_of_a_range_of_amounts_are_kept(wording):
    reading = read_wording(wording)
    assert numbers(reading) == (Qualifier.RANGE, 7000.0, 8000.0)
    assert reading.unit_measure == "USD_10K"


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("增长7%", (Qualifier.EXACT, 7.0, None)),
        ("7%左右", (Qualifier.ABOUT, 7.0, None)),
        ("7%以上", (Qualifier.AT_LEAST, 7.0, None)),
        ("不低于7%", (Qualifier.AT_LEAST, 7.0, None)),
        ("5%–6%", (Qualifier.RANGE, 5.0, 6.0)),
        ("保持正增长", (Qualifier.QUALITATIVE, 0.0, None)),
        ("稳步增长", (Qualifier.QUALITATIVE, 0.0, None)),
        ("促稳提质", (Qualifier.QUALITATIVE, None, None)),
        ("7000万美元", (Qualifier.EXACT, 7000.0, None)),
        ("持平", (Qualifier.EXACT, 0.0, None)),
        ("两位数增长", (Qualifier.AT_LEAST, 10.0, None)),
        ("增长-2%", (Qualifier.EXACT, -2.0, None)),
        ("下降3%以上", (Qualifier.AT_MOST, None, -3.0)),
        ("降幅控制在3%以内", (Qualifier.AT_LEAST, -3.0, None)),
        ("下降3%-5%", (Qualifier.RANGE, -5.0, -3.0)),
        ("下降到3000万元", (Qualifier.EXACT, 3000.0, None)),
        ("规模以上工业增加值增长9.5%", (Qualifier.EXACT, 9.5, None)),
        ("规模以上工业增加值增长9.5%以上", (Qualifier.AT_LEAST, 9.5, None)),
        ("限额以下企业增长5%左右", (Qualifier.ABOUT, 5.0, None)),
        ("2024年地区生产总值增长6.5%", (Qualifier.EXACT, 6.5, None)),
    ],
)
def test_the_wordings_of_reports_are_read(wording, expected):
    assert numbers(read_wording(wording)) == expected


@pytest.mark.parametrize(
    ("wording", "margin"),
    [("与经济增长同步", 0.0), ("与GDP增长基本同步", 0.0), ("快于经济增长", 0.1), ("同步增长", 0.0)],
)
def test_keeping_pace_with_the_economy_is_aligned_with_output(wording, margin):
    reading = read_wording(wording)
    assert numbers(reading) == (Qualifier.ALIGNED, None, None)
    assert (reading.reference_indicator, reading.margin) == ("gdp", margin)


@pytest.mark.parametrize(
    ("wording", "area", "margin"),
    [
        ("高于全市平均", "全市", 0.1),
        ("增速高于全市平均水平1个百分点以上", "全市", 1.0),
        ("不低于全省平均水平", "全省", 0.0),
        ("与全国持平", "全国", 0.0),
        ("快于全市0.5个百分点", "全市", 0.5),
        ("高于济南市平均水平", "济南市", 0.1),
        ("高于呼和浩特市", "呼和浩特市", 0.1),
    ],
)
def test_better_than_elsewhere_is_relative(wording, area, margin):
    reading = read_wording(wording)
    assert numbers(reading) == (Qualifier.RELATIVE, None, None)
    assert (reading.reference_area_word, reading.margin) == (area, margin)


def test_a_price_target_is_a_ceiling():
    assert numbers(read_wording("涨幅3%左右", indicator=CPI)) == (Qualifier.AT_MOST, None, 3.0)


def test_a_rate_that_is_no_growth_is_a_level():
    reading = read_wording("控制在5.5%以内", indicator=UNEMPLOYMENT)
    assert reading.transformation is Transformation.LEVEL
    assert numbers(reading) == (Qualifier.AT_MOST, None, 5.5)


def test_growth_of_what_is_usually_targeted_as_a_level_is_growth():
    reading = read_wording("实际利用外资增长5%", indicator=INVESTMENT)
    assert (reading.transformation, reading.unit_measure) == (Transformation.GROWTH, "PERCENT")


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        ("", "neither a number"),
        ("增长7", "neither a number with its unit"),
        ("翻一番", "neither a number"),
        ("分别增长6%和7%", "more than one number"),
        ("增长6%、力争7%", "two conditions"),
        ("增长6.5%以上且高于全市平均", "two conditions"),
        ("增长6%，与经济增长同步", "two conditions"),
        ("高于全市平均1%", "two conditions"),
        ("达到300亿元，增长6%", "two conditions"),
        ("7000亿-8000万美元", "do not fit together"),
        ("不下降", "neither a number"),
        ("增速下降", "neither a number"),
        ("下降3", "neither a number"),
        ("6%-5%", "do not fit together"),
        ("5亿元-6%", "do not fit together"),
        ("增长3000万元", "rise or fall by an amount"),
        ("下降到5%", "falls to"),
        ("高于1个百分点", "neither a number"),
    ],
)
def test_what_cannot_be_read_is_said(wording, why):
    with pytest.raises(EconError, match=why):
        read_wording(wording)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    with suppress(EconError):
        assert isinstance(read_wording(text), Reading)


@given(st.text(alphabet="增长下降7.,%–-至左右以上不低于高全市平均同步万美元亿 ", max_size=16))
def test_any_mixture_of_a_reports_words_is_read_or_refused(text):
    with suppress(EconError):
        assert isinstance(read_wording(text), Reading)
