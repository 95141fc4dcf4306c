"""Scores against scoringrules, against slow obvious versions, and what makes them proper."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import kstest

from tianqiao_econ.forecasting import (
    brier,
    crps,
    interval_covered,
    interval_score,
    log_score,
    pit,
    skill,
)

chance = st.floats(0, 1)
figure = st.floats(-100, 100)
some = arrays(np.float64, st.integers(1, 30), elements=figure)


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(11)
    return rng.normal(6, 2, (50, 12)), rng.normal(6, 2, 12).round(1)


@pytest.fixture(scope="module")
def events():
    rng = np.random.default_rng(12)
    return rng.random(200), rng.random(200) < 0.4


def slow_crps(draws, outturn):
    """Squared distance of the two distribution functions, summed between their steps."""
    steps = np.sort(np.append(draws, outturn))
    heights = [((draws <= x).mean() - (outturn <= x)) ** 2 for x in steps[:-1]]
    return float(np.sum(np.array(heights) * np.diff(steps)))


def slow_interval_score(draws, outturn, level):
    lower, upper = np.quantile(draws, (1 - level) / 2), np.quantile(draws, (1 + level) / 2)
    missed = lower - outturn if outturn < lower else max(outturn - upper, 0)
    return upper - lower + 2 / (1 - level) * missed


def test_brier_score_is_that_of_scoringrules(events):
    probability, happened = events
    theirs = scoringrules.brier_score(happened.astype(float), probability, backend="numpy")
    np.testing.assert_allclose(brier(probability, happened), theirs, rtol=1e-12)


def test_log_score_is_that_of_scoringrules_where_no_floor_is_reached(events):
    probability, happened = events
    theirs = scoringrules.log_score(happened.astype(float), probability, backend="numpy")
    ours = log_score(probability, happened, least=1e-12)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


@pytest.mark.parametrize("estimator", ["nrg", "qd", "int"])
def test_crps_is_that_of_scoringrules(rows, estimator):
    draws, outturn = rows
    theirs = scoringrules.crps_ensemble(
        outturn, draws, m_axis=0, estimator=estimator, backend="numpy"
    )
    np.testing.assert_allclose(crps(draws, outturn), theirs, rtol=1e-9)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_interval_score_is_that_of_scoringrules(rows, level):
    draws, outturn = rows
    lower, upper = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    theirs = scoringrules.interval_score(outturn, lower, upper, 1 - level, backend="numpy")
    np.testing.assert_allclose(interval_score(draws, outturn, level), theirs, rtol=1e-9)


@given(some, figure)
def test_crps_is_the_area_between_the_distribution_functions(draws, outturn):
    assert crps(draws, outturn) == pytest.approx(slow_crps(draws, outturn), abs=1e-9)


@given(some, figure, st.sampled_from([0.5, 0.8, 0.9]))
def test_interval_score_is_width_and_penalty(draws, outturn, level):
    slow = slow_interval_score(draws, outturn, level)
    assert interval_score(draws, outturn, level) == pytest.approx(slow, rel=1e-9, abs=1e-9)


def test_a_block_is_scored_column_by_column(rows):
    draws, outturn = rows
    rng = np.random.default_rng(0)
    for score in (
        crps,
        lambda x, y: interval_score(x, y, 0.8),
        lambda x, y: interval_covered(x, y, 0.8),
        lambda x, y: pit(x, y, rng) > 0.5,
    ):
        alone = [score(draws[:, i], outturn[i]) for i in range(len(outturn))]
        whole = score(draws, outturn)
        assert whole.shape == outturn.shape
        if score is crps:
            np.testing.assert_allclose(whole, alone)


@given(chance, chance)
def test_no_probability_expects_a_better_brier_score_than_the_true_one(true, stated):
    expected = [true * brier(p, 1) + (1 - true) * brier(p, 0) for p in (true, stated)]
    assert expected[0] <= expected[1] + 1e-12


@given(chance, chance)
def test_no_probability_expects_a_better_log_score_than_the_true_one(true, stated):
    expected = [true * log_score(p, 1) + (1 - true) * log_score(p, 0) for p in (true, stated)]
    assert expected[0] <= expected[1] + 1e-12


@given(some, some)
def test_no_draws_expect_a_better_crps_than_those_the_outturn_comes_from(true, stated):
    own, other = (np.mean([crps(draws, outturn) for outturn in true]) for draws in (true, stated))
    assert own <= other + 1e-9


@given(figure, figure, st.integers(1, 40))
def test_crps_of_a_point_mass_is_the_absolute_error(point, outturn, n):
    assert crps(np.full(n, point), outturn) == pytest.approx(abs(point - outturn), abs=1e-9)


@given(some, figure, figure)
def test_a_shift_of_draws_and_outturn_leaves_the_scores(draws, outturn, shift):
    moved = draws + shift, outturn + shift
    assert crps(*moved) == pytest.approx(crps(draws, outturn), abs=1e-9)
    assert interval_score(*moved, 0.8) == pytest.approx(
        interval_score(draws, outturn, 0.8), abs=1e-9
    )


@given(some, figure, st.floats(-10, 10))
def test_a_change_of_unit_changes_the_scores_with_it(draws, outturn, factor):
    scaled = factor * draws, factor * outturn
    assert crps(*scaled) == pytest.approx(abs(factor) * crps(draws, outturn), abs=1e-8)
    assert interval_score(*scaled, 0.8) == pytest.approx(
        abs(factor) * interval_score(draws, outturn, 0.8), abs=1e-7
    )


def test_crps_leaves_the_draws_as_they_were(rows):
    draws, outturn = rows
    before = draws.copy()
    crps(draws, outturn)
    np.testing.assert_array_equal(draws, before)


@pytest.mark.parametrize(("stated", "came"), [(0.0, True), (1.0, False)])
def test_a_certainty_that_fails_costs_no_more_than_the_floor(stated, came):
    assert log_score(stated, came) == pytest.approx(-np.log(0.005))
    assert log_score(stated, came, least=0.1) == pytest.approx(-np.log(0.1))


def test_ends_of_an_interval_count_as_covered():
    draws = np.arange(11.0)
    got = [bool(interval_covered(draws, outturn, 0.5)) for outturn in (2.4, 2.5, 7.5, 7.6)]
    assert got == [False, True, True, False]


def test_intervals_of_honest_draws_cover_their_level():
    rng = np.random.default_rng(3)
    draws, outturn = rng.normal(size=(1000, 5000)), rng.normal(size=5000)
    assert interval_covered(draws, outturn, 0.8).mean() == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("n", [4, 9, 400])
def test_pit_of_a_rounded_outturn_is_uniform_for_any_number_of_honest_draws(n):
    rng = np.random.default_rng(4)
    centre = rng.normal(6, 1, 5000)
    draws = centre + 0.15 * rng.standard_t(4, (n, 5000))
    outturn = (centre + 0.15 * rng.standard_t(4, 5000)).round(1)
    assert kstest(pit(draws, outturn, rng, rounding=0.1), "uniform").pvalue > 0.01


def test_pit_shows_draws_that_are_too_narrow():
    rng = np.random.default_rng(5)
    values = pit(rng.normal(0, 0.5, (200, 2000)), rng.normal(size=2000).round(1), rng, rounding=0.1)
    assert ((values < 0.05) | (values > 0.95)).mean() > 0.3


def test_pit_lies_between_the_shares_of_draws_below_and_above_the_rounded_outturn():
    rng = np.random.default_rng(6)
    draws = np.array([6.90, 6.94, 6.96, 7.01, 7.04, 7.06, 7.20, 7.30, 7.40])
    values = [float(pit(draws, 7.0, rng, rounding=0.1)) for _ in range(500)]
    assert 0.2 < min(values) < 0.22
    assert 0.58 < max(values) < 0.6


def test_pit_is_spread_evenly_over_ties():
    rng = np.random.default_rng(7)
    values = pit(np.zeros((9, 5000)), np.zeros(5000), rng)
    assert kstest(values, "uniform").pvalue > 0.01


def test_skill_is_the_part_of_the_reference_that_is_saved():
    assert skill([0.1, 0.2], [0.2, 0.4]) == pytest.approx(0.5)
    assert skill([0.2, 0.4], [0.2, 0.4]) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: brier([0.2, 0.3], [True]), r"got shapes \(2,\) and \(1,\)"),
        (lambda: brier([62.0], [True]), "shares, not per cent"),
        (lambda: brier([np.nan], [True]), "no NaN"),
        (lambda: brier([0.5], [np.nan]), "whose outturn is not known"),
        (lambda: log_score([0.5], [True], least=0.0), "least lies between"),
        (lambda: crps(np.zeros((5, 2)), np.zeros(3)), r"got shapes \(5, 2\) and \(3,\)"),
        (lambda: crps(np.zeros((0, 2)), np.zeros(2)), "draws run along axis 0"),
        (lambda: crps(3.0, 3.0), "draws run along axis 0"),
        (lambda: crps(np.zeros(5), np.nan), "without an outturn"),
        (lambda: crps([np.inf, 1.0], 2.0), "finite"),
        (lambda: interval_covered(np.zeros(5), 0.0, 80), "a level lies between 0 and 1, got 80"),
        (lambda: interval_score(np.zeros(5), 0.0, 1), "a level lies between"),
        (
            lambda: pit(np.zeros(5), 0.0, np.random.default_rng(0), rounding=-0.1),
            "zero or more, got -0.1",
        ),
        (lambda: skill([0.1], [0.1, 0.2]), "the same rows"),
        (lambda: skill([], []), "the same rows"),
        (lambda: skill([0.1], [0.0]), "above zero"),
    ],
)
def test_input_that_does_not_fit_is_refused_with_the_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()
