import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.framework import EconError
from tianqiao_econ.showing.charts.descriptions import filled_dots
from tianqiao_econ.showing.wording.chances import (
    chance_scale,
    chance_text,
    chance_word,
    shown_percent,
)

PROBABILITY = st.floats(0, 1)


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0, 1),
        (0.004, 1),
        (0.012, 1),
        (0.02, 2),
        (0.0249, 2),
        (0.025, 5),
        (0.072, 5),
        (0.075, 10),
        (0.5, 50),
        (0.575, 60),
        (0.688, 70),
        (0.9749, 95),
        (0.976, 98),
        (0.986, 99),
        (0.998, 99),
        (1, 99),
    ],
)
def test_probabilities_are_rounded_to_five_and_never_reach_the_ends(probability, shown):
    assert shown_percent(probability) == shown


@given(PROBABILITY)
def test_a_shown_probability_lies_between_1_and_99(probability):
    assert 1 <= shown_percent(probability) <= 99


@given(PROBABILITY, PROBABILITY)
def test_a_higher_probability_is_never_shown_lower(first, second):
    low, high = sorted((first, second))
    assert shown_percent(low) <= shown_percent(high)


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(probability):
    with pytest.raises(EconError, match="between 0 and 1"):
        shown_percent(probability)


@pytest.mark.parametrize(
    ("percent", "zh", "en"),
    [
        (99, "几乎肯定", "almost certain"),
        (95, "几乎肯定", "almost certain"),
        (90, "很可能", "very likely"),
        (80, "很可能", "very likely"),
        (75, "较可能", "rather likely"),
        (60, "较可能", "rather likely"),
        (55, "难分上下", "about even"),
        (45, "难分上下", "about even"),
        (40, "较不可能", "rather unlikely"),
        (25, "较不可能", "rather unlikely"),
        (20, "很不可能", "very unlikely"),
        (10, "很不可能", "very unlikely"),
        (5, "几乎不可能", "almost impossible"),
        (1, "几乎不可能", "almost impossible"),
    ],
)
def test_each_shown_percentage_has_its_word(percent, zh, en):
    assert chance_word(percent / 100, "zh") == zh
    assert chance_word(percent / 100, "en") == en


OPPOSITES = {
    "almost certain": "almost impossible",
    "very likely": "very unlikely",
    "rather likely": "rather unlikely",
    "about even": "about even",
}


@pytest.mark.parametrize("percent", range(50, 101, 5))
def test_the_word_of_missing_is_the_opposite_of_the_word_of_meeting(percent):
    met, missed = (chance_word(p / 100, "en") for p in (percent, 100 - percent))
    assert OPPOSITES[met] == missed


def test_the_number_always_stands_beside_the_word():
    assert chance_text(0.688, "zh") == "约70%（较可能）"
    assert chance_text(0.688, "en") == "about 70% (rather likely)"


def test_the_scale_names_every_word():
    words = {chance_word(percent / 100, "zh") for percent in range(101)}
    assert all(word in chance_scale("zh") for word in words)


@given(PROBABILITY)
def test_filled_dots_are_the_probability_rounded_to_five_points(probability):
    filled = filled_dots(probability)
    assert 0 <= filled <= 20
    if 0 < filled < 20:
        assert 5 * filled == shown_percent(probability)
