from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tianqiao_econ.framework import Direction, EconError, Qualifier, Target, Transformation

ONE_SIDED = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.UNKNOWN)
RATES = st.integers(-300, 600).map(lambda tenths: tenths / 10)
FINE_RATES = st.floats(-50, 80, allow_nan=False)


def growth(qualifier, lower=None, upper=None, **more):
    kind = Transformation.GROWTH
    return Target("370105", "gdp", "2024", kind, qualifier, lower, upper, "PERCENT", **more)


def level(qualifier, lower, unit="USD_10K"):
    kind = Transformation.LEVEL
    return Target("370105", "fdi", "2024", kind, qualifier, lower, None, unit)


@given(RATES, st.sampled_from(ONE_SIDED))
def test_an_outturn_printed_exactly_at_the_target_meets_it(rate, qualifier):
    event = growth(qualifier, rate).event()
    assert event.happened(rate)
    assert not event.happened(round(rate - 0.1, 1))


@given(RATES, FINE_RATES, FINE_RATES, st.sampled_from(ONE_SIDED))
def test_a_better_outturn_never_turns_a_met_target_into_a_missed_one(rate, one, other, qualifier):
    event = growth(qualifier, rate).event()
    assert event.happened(max(one, other)) >= event.happened(min(one, other))


@given(RATES, FINE_RATES, FINE_RATES)
def test_a_higher_outturn_never_turns_a_broken_ceiling_into_a_kept_one(rate, one, other):
    event = growth(Qualifier.AT_MOST, upper=rate).event()
    assert event.happened(max(one, other)) <= event.happened(min(one, other))


@given(RATES, FINE_RATES)
def test_a_ceiling_has_the_opposite_sign(rate, outturn):
    ceiling = growth(Qualifier.ABOUT, rate, direction=Direction.LOWER).event()
    mirrored = growth(Qualifier.ABOUT, -rate).event()
    # exactly half a step away a figure is published upwards, on either side
    assume(not math.isclose(outturn, ceiling.latent_upper, abs_tol=1e-9))
    assert ceiling.happened(outturn) == mirrored.happened(-outturn)


@given(RATES, FINE_RATES, st.floats(0, 2), st.floats(0, 2))
def test_more_tolerance_never_turns_a_met_target_into_a_missed_one(rate, outturn, one, other):
    target = growth(Qualifier.ABOUT, rate)
    wide, narrow = target.event(max(one, other)), target.event(min(one, other))
    assert wide.happened(outturn) >= narrow.happened(outturn)


@given(RATES, st.sampled_from([q for q in ONE_SIDED if q is not Qualifier.ABOUT]))
def test_only_about_has_a_tolerance(rate, qualifier):
    assert growth(qualifier, rate).event(0.5) == growth(qualifier, rate).event()


@given(RATES, FINE_RATES)
def test_an_unrounded_figure_is_judged_as_it_will_be_published(rate, latent):
    event = growth(Qualifier.EXACT, rate).event()
    published = round(math.floor(latent * 10 + 0.5) / 10, 1)
    assume(abs(latent - event.latent_lower) > 1e-9)
    assert event.happened(published) == (latent >= event.latent_lower)


@pytest.mark.parametrize(
    ("target", "missed", "met"),
    [
        (growth(Qualifier.EXACT, 6.5), [6.4, 6.45, 6.46, 6.499], [6.5, 6.50, 6.51]),
        (level(Qualifier.EXACT, 58.0, "CNY_100M"), [57, 57.5, 57.99], [58, 58.02]),
        (growth(Qualifier.AT_MOST, upper=3.0), [3.01, 3.04, 3.1], [3.0, 2.99]),
        (growth(Qualifier.QUALITATIVE, 0.0), [-0.04, 0.0], [0.04, 0.1]),
    ],
)
def test_a_printed_decimal_is_not_forgiven(target, missed, met):
    event = target.event()
    assert [event.happened(x) for x in missed] == [False] * len(missed)
    assert [event.happened(x) for x in met] == [True] * len(met)


def test_a_tolerance_reaches_as_far_as_it_says():
    event = growth(Qualifier.ABOUT, 6.5).event(0.25)
    assert [event.happened(x) for x in (6.2, 6.24, 6.25, 6.3)] == [False, False, True, True]


def test_a_fall_as_the_goal_starts_at_the_first_published_step_below_zero():
    event = growth(Qualifier.QUALITATIVE, upper=0.0).event()
    assert [event.happened(x) for x in (-0.1, 0.0, 0.1)] == [True, False, False]
    assert (event.lower, event.upper, event.latent_upper) == (None, 0.0, -0.05)
    assert event.formula() == "growth < 0 PERCENT (< -0.05 unrounded)"


def test_a_deflated_difference_is_judged_at_the_published_step():
    event = growth(Qualifier.ALIGNED).event()
    assert event.happened(5.56, reference=5.6)
    assert not event.happened(5.54, reference=5.6)


@pytest.mark.parametrize(
    ("target", "threshold"),
    [
        (growth(Qualifier.EXACT, 6.5), 6.45),
        (growth(Qualifier.EXACT, 7.0), 6.95),
        (growth(Qualifier.EXACT, 8.25), 8.245),
        (level(Qualifier.EXACT, 7000.0), 6999.5),
        (level(Qualifier.AT_LEAST, 52.38, "CNY_100M"), 52.375),
        (growth(Qualifier.RANGE, 5.0, 6.0), 4.95),
        (growth(Qualifier.QUALITATIVE, 0.0), 0.05),
    ],
)
def test_the_threshold_is_where_publishing_rounds_to_it(target, threshold):
    assert target.event().latent_lower == threshold
    assert target.event().latent_upper == math.inf


def test_half_a_point_of_tolerance_is_a_sensitivity():
    event = growth(Qualifier.ABOUT, 6.5).event(0.5)
    assert (event.lower, event.tolerance, event.latent_lower) == (6.5, 0.5, 5.95)


def test_a_range_is_met_from_its_lower_bound_and_has_no_upper():
    event = growth(Qualifier.RANGE, 5.0, 6.0).event()
    assert [event.happened(x) for x in (4.9, 5.0, 5.5, 9.0)] == [False, True, True, True]


@pytest.mark.parametrize("placed", [{"lower": 3.0}, {"upper": 3.0}])
@pytest.mark.parametrize("wording", [Qualifier.ABOUT, Qualifier.AT_MOST, Qualifier.EXACT])
def test_consumer_prices_have_a_ceiling_wherever_the_number_stands(placed, wording):
    event = growth(wording, **placed, direction=Direction.LOWER).event()
    assert (event.lower, event.upper, event.latent_upper) == (None, 3.0, 3.05)
    assert [event.happened(x) for x in (0.2, 3.0, 3.1)] == [True, True, False]


def test_positive_growth_starts_at_the_first_published_step_above_zero():
    event = growth(Qualifier.QUALITATIVE, 0.0).event()
    assert [event.happened(x) for x in (-0.1, 0.0, 0.1)] == [False, False, True]


def test_keeping_pace_is_held_against_output_of_the_same_area():
    event = growth(Qualifier.ALIGNED).event()
    assert event.reference == ("370105", "gdp")
    assert event.happened(5.6, reference=5.6)
    assert not event.happened(5.5, reference=5.6)


def test_a_relative_target_is_held_against_the_same_indicator_elsewhere():
    target = growth(Qualifier.RELATIVE, reference_area="370100", margin=1.0)
    event = target.event()
    assert (event.reference, event.margin) == (("370100", "gdp"), 1.0)
    assert event.happened(6.1, reference=5.1)
    assert not event.happened(6.0, reference=5.1)


def test_an_event_on_a_reference_needs_its_outturn():
    with pytest.raises(EconError, match="give its outturn as well"):
        growth(Qualifier.ALIGNED).event().happened(5.0)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (growth(Qualifier.QUALITATIVE), "names no number"),
        (growth(Qualifier.EXACT), "names no number"),
        (growth(Qualifier.RANGE, upper=6.0), "names no number"),
        (growth(Qualifier.RELATIVE), "names no reference_area"),
    ],
)
def test_a_target_without_what_decides_it_is_no_event(target, sentence):
    with pytest.raises(EconError, match=sentence):
        target.event()


@pytest.mark.parametrize("tolerance", [-0.1, math.nan, math.inf])
def test_a_tolerance_is_a_number_of_points(tolerance):
    with pytest.raises(EconError, match="number of points"):
        growth(Qualifier.ABOUT, 7.0).event(tolerance)


@pytest.mark.parametrize("outturn", [math.nan, math.inf, -math.inf])
def test_an_outturn_is_a_finite_number(outturn):
    with pytest.raises(EconError, match="finite"):
        growth(Qualifier.EXACT, 7.0).event().happened(outturn)


@pytest.mark.parametrize(
    ("event", "formula"),
    [
        (growth(Qualifier.EXACT, 6.5).event(), "growth >= 6.5 PERCENT (>= 6.45 unrounded)"),
        (growth(Qualifier.ABOUT, 6.5).event(0.5), "growth >= 6 PERCENT (>= 5.95 unrounded)"),
        (level(Qualifier.EXACT, 7000).event(), "level >= 7000 USD_10K (>= 6999.5 unrounded)"),
        (growth(Qualifier.AT_MOST, upper=3).event(), "growth <= 3 PERCENT (< 3.05 unrounded)"),
        (growth(Qualifier.QUALITATIVE, 0).event(), "growth > 0 PERCENT (>= 0.05 unrounded)"),
        (
            growth(Qualifier.ALIGNED).event(),
            "growth - growth of 370105:gdp >= 0 PERCENT (>= -0.05 unrounded)",
        ),
    ],
)
def test_an_event_is_written_in_signs(event, formula):
    assert event.formula() == formula


def test_targets_and_events_are_values():
    target = growth(Qualifier.EXACT, 7.0)
    assert hash(target) == hash(growth(Qualifier.EXACT, 7.0))
    assert target.event() == growth(Qualifier.EXACT, 7.0).event()
    with pytest.raises(dataclasses.FrozenInstanceError):
        target.lower = 8.0
