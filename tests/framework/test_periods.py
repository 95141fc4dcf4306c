from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.framework import Accumulation, EconError, Freq, Period, assumed_publication

PERIODS = st.one_of(
    st.integers(1900, 2200).map(Period),
    st.builds(Period, st.integers(1900, 2200), st.just(Freq.QUARTERLY), st.integers(1, 4)),
    st.builds(Period, st.integers(1900, 2200), st.just(Freq.MONTHLY), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("text", "freq", "start", "end"),
    [
        ("2023", Freq.ANNUAL, date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-Q2", Freq.QUARTERLY, date(2023, 4, 1), date(2023, 6, 30)),
        ("2024-02", Freq.MONTHLY, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", Freq.MONTHLY, date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_knows_its_frequency_and_days(text, freq, start, end):
    period = Period.parse(text)
    assert (period.freq, period.start, period.end) == (freq, start, end)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-Q5", "2023-6", "2023Q2", " 2023", "\uff12023"]
)
def test_anything_else_is_refused_with_what_to_write(text):
    with pytest.raises(EconError, match="write 2023, 2023-Q2 or 2023-06"):
        Period.parse(text)


@given(PERIODS)
def test_a_period_reads_back_as_it_is_written(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_a_period_begins_the_day_after_the_previous_one_ends(period):
    assert (period.start - period.previous().end).days == 1
    assert period.previous().shifted(1) == period


@given(PERIODS)
def test_the_year_before_differs_in_the_year_alone(period):
    before = period.year_before()
    assert (before.year, before.freq, before.number) == (
        period.year - 1,
        period.freq,
        period.number,
    )


@pytest.mark.parametrize(
    ("text", "accumulation", "day"),
    [
        ("2023", Accumulation.PERIOD, date(2024, 2, 28)),
        ("2023-Q2", Accumulation.YTD, date(2023, 7, 20)),
        ("2023-11", Accumulation.YTD, date(2023, 12, 20)),
        ("2023-Q4", Accumulation.YTD, date(2024, 1, 20)),
    ],
)
def test_publication_dates_are_assumed_by_rule(text, accumulation, day):
    assert assumed_publication(Period.parse(text), accumulation) == day
