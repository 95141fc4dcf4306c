import datetime as dt

import numpy as np
import pytest

from tianqiao_econ.framework import EconError
from tianqiao_econ.showing.wording.amounts import (
    amount,
    axis_number,
    date_text,
    estimate,
    number,
    period_text,
    points,
    present,
    printed_unit,
    signed,
    span,
    threshold_amount,
    unit_name,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(6.5, "6.5"), (-0.3, "−0.3"), (-0.04, "0.0"), (7, "7.0"), (float("nan"), "–"), (None, "–")],
)
def test_growth_has_one_decimal_and_a_true_minus(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, "+0.5"), (-1.25, "−1.2"), (0.0, "0.0"), (float("nan"), "–")]
)
def test_differences_carry_their_sign(value, shown):
    assert signed(value) == shown


def test_numbers_of_numpy_and_python_are_present_and_texts_are_not():
    assert all(present(value) for value in (1, 1.5, np.float64(2), np.int64(3)))
    assert not any(present(value) for value in (None, "", "3", float("nan"), float("inf")))


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (8092.0, "USD_10K", "8092万美元", "US$80.92 million"),
        (765.6, "CNY_100M", "765.6亿元", "76.56 billion yuan"),
        (390544.0, "CNY_10K", "390,544万元", "3,905.44 million yuan"),
        (72.94, "PERSONS_10K", "72.94万人", "729.4 thousand people"),
        (-1410.0, "USD_10K", "−1410万美元", "−US$14.1 million"),
        (12.0, "HECTARES", "12 HECTARES", "12 HECTARES"),
    ],
)
def test_levels_are_said_in_the_units_of_each_language(value, unit, zh, en):
    assert amount(value, "level", unit, "zh") == zh
    assert amount(value, "level", unit, "en") == en


def test_targets_keep_the_decimals_they_have():
    assert threshold_amount(7, "growth", "PERCENT", "zh") == "7%"
    assert threshold_amount(6.45, "growth", "PERCENT", "zh") == "6.45%"
    assert threshold_amount(7000, "level", "USD_10K", "en") == "US$70 million"


def test_forecasts_of_levels_keep_three_figures():
    assert estimate(7431.87, "level", "USD_10K", "zh") == "7430万美元"
    assert estimate(5.894, "growth", "PERCENT", "zh") == "5.9%"


def test_intervals_are_said_with_a_word_and_not_a_dash():
    assert span(-1.2, 8.8, "growth", "PERCENT", "zh") == "−1.2%至8.8%"
    assert span(-1.2, 8.8, "growth", "PERCENT", "en") == "−1.2% to 8.8%"
    assert span(float("nan"), 8.8, "growth", "PERCENT", "en") == "–"


def test_points_and_units_have_their_names():
    assert points(0.5, "zh") == "+0.5个百分点"
    assert unit_name("growth", "PERCENT", "en") == "%"
    assert unit_name("level", "USD_10K", "en") == "US$ million"
    assert printed_unit("level", "USD_10K", "en") == "US$10,000"
    assert unit_name("level", "HECTARES", "zh") == "HECTARES"


def test_an_axis_counts_in_the_unit_that_it_names():
    assert axis_number(7000, "level", "USD_10K", "zh") == "7000"
    assert axis_number(7000, "level", "USD_10K", "en") == "70"
    assert axis_number(12000, "level", "USD_10K", "zh") == "12,000"
    assert axis_number(-2.5, "growth", "PERCENT", "en") == "−2.5"


def test_dates_and_periods_are_written_out():
    assert date_text(dt.date(2024, 1, 16), "zh") == "2024年1月16日"
    assert date_text(dt.date(2024, 1, 16), "en") == "16 January 2024"
    assert period_text("2023", "zh") == "2023年"
    assert period_text("2023-Q2", "zh") == "2023年第二季度"
    assert period_text("2023-06", "en") == "June 2023"
    assert period_text("", "en") == "–"


def test_a_bad_period_is_refused():
    with pytest.raises(EconError, match="2023年"):
        period_text("2023年", "zh")
