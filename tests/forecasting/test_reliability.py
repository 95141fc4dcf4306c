"""Calibration curves, their decomposition, and the band of an honest forecaster."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from tianqiao_econ.forecasting import (
    brier,
    brier_decomposition,
    calibration_curve,
    calibration_error,
    calibration_test,
    corp_curve,
    reliability_band,
)

rows = st.lists(
    st.tuples(st.integers(0, 20).map(lambda i: i / 20), st.booleans()), min_size=1, max_size=40
).map(lambda pairs: tuple(np.array(part) for part in zip(*pairs, strict=True)))


def slow_isotonic(probability, happened):
    """Max-min formula: the highest over starts of the lowest mean over ends."""
    distinct = np.unique(probability)

    def mean(start, end):
        return happened[(probability >= start) & (probability <= end)].mean()

    def height(here):
        ends = distinct[distinct >= here]
        return max(min(mean(start, end) for end in ends) for start in distinct[distinct <= here])

    return np.array([height(here) for here in distinct])


def worlds(n, years, per_year, share, rng):
    """Probabilities of rows and n joint simulations of their events; a year shares its shock."""
    signal = rng.normal(size=years * per_year)
    shock = np.repeat(rng.normal(size=(n, years)), per_year, axis=1)
    own = rng.normal(size=(n, years * per_year))
    latent = np.sqrt(share) * shock + np.sqrt(1 - share) * own
    return ndtr(signal), signal + latent > 0


def test_a_curve_counts_and_averages_bin_by_bin():
    curve = calibration_curve([0.02, 0.04, 0.55, 0.57, 0.59], [False, True, True, True, False])
    assert curve.count.tolist() == [2, 0, 0, 0, 0, 3, 0, 0, 0, 0]
    np.testing.assert_allclose(curve.probability[[0, 5]], [0.03, 0.57])
    np.testing.assert_allclose(curve.happened[[0, 5]], [0.5, 2 / 3])
    assert np.isnan(curve.happened[1:5]).all()
    assert np.isnan(curve.probability[6:]).all()


def test_an_edge_belongs_to_the_bin_above_and_one_to_the_last():
    tenths = np.arange(11) / 10
    assert calibration_curve(tenths, tenths > 2).count.tolist() == [1] * 9 + [2]


@given(rows)
def test_the_corp_curve_is_the_best_that_never_falls(given_rows):
    curve = corp_curve(*given_rows)
    np.testing.assert_allclose(curve.happened, slow_isotonic(*given_rows), atol=1e-9)
    np.testing.assert_array_equal(curve.probability, np.unique(given_rows[0]))
    assert curve.count.sum() == len(given_rows[0])


@given(rows)
def test_the_parts_of_the_brier_score_add_up_and_none_is_negative(given_rows):
    parts = brier_decomposition(*given_rows)
    assert parts.score == pytest.approx(brier(*given_rows).mean())
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12


@given(rows)
def test_a_rising_relabelling_moves_miscalibration_alone(given_rows):
    probability, happened = given_rows
    before, after = brier_decomposition(*given_rows), brier_decomposition(probability**2, happened)
    assert after.discrimination == pytest.approx(before.discrimination)
    assert after.uncertainty == pytest.approx(before.uncertainty)


def test_timid_but_sorted_probabilities_are_all_miscalibration():
    parts = brier_decomposition([0.2, 0.2, 0.8, 0.8], [False, False, True, True])
    assert parts.miscalibration == pytest.approx(0.04)
    assert parts.discrimination == pytest.approx(0.25)
    assert parts.uncertainty == pytest.approx(0.25)


def test_the_base_rate_said_every_time_neither_errs_nor_discriminates():
    happened = np.array([True, True, True, False])
    parts = brier_decomposition(np.full(4, 0.75), happened)
    assert parts.miscalibration == pytest.approx(0)
    assert parts.discrimination == pytest.approx(0)
    assert calibration_error(np.full(4, 0.75), happened) == pytest.approx(0)


def test_calibration_error_is_the_mean_distance_by_rows():
    # bin of 10 %: said 0.1, came 1/2 of two; bin of 90 %: said 0.9, came 1 of one
    error = calibration_error([0.1, 0.1, 0.9], [True, False, True])
    assert error == pytest.approx((2 * 0.4 + 1 * 0.1) / 3)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_the_band_holds_its_level_of_the_simulations_in_every_bin(share):
    probability, simulated = worlds(2000, 5, 40, share, np.random.default_rng(1))
    lower, upper = reliability_band(probability, simulated, level=0.9)
    shares = np.stack([calibration_curve(probability, line).happened for line in simulated])
    inside = ((shares >= lower) & (shares <= upper)).mean(axis=0)
    assert (inside >= 0.9).all()
    assert inside.mean() < 0.95


def test_a_shock_that_a_year_shares_widens_the_band():
    rng = np.random.default_rng(2)
    widths = []
    for share in (0.0, 0.5):
        probability, simulated = worlds(2000, 5, 200, share, rng)
        lower, upper = reliability_band(probability, simulated)
        widths.append(np.mean(upper - lower))
    assert widths[1] > 2.5 * widths[0]


def test_a_bin_without_rows_has_no_band():
    lower, upper = reliability_band([0.55, 0.58], np.ones((10, 2), dtype=bool))
    assert np.isnan(np.delete(lower, 5)).all()
    assert (lower[5], upper[5]) == (1, 1)


def test_the_ends_of_a_band_are_shares_that_occur():
    simulated = np.array([[False, False]] + 8 * [[True, False]] + [[True, True]])
    lower, upper = reliability_band([0.55, 0.58], simulated, level=0.8)
    assert lower[5] == 0
    assert upper[5] in {0.5, 1}


def p_values(simulate_share, n_worlds=300, sharpen=1.0):
    """P-values where truth has a shared shock and simulations one of the share given."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(n_worlds):
        signal = rng.normal(size=120)
        latent = np.repeat(rng.normal(size=4), 30) * np.sqrt(0.5)
        happened = signal / sharpen + latent + np.sqrt(0.5) * rng.normal(size=120) > 0
        shock = np.repeat(rng.normal(size=(199, 4)), 30, axis=1) * np.sqrt(simulate_share)
        own = np.sqrt(1 - simulate_share) * rng.normal(size=(199, 120))
        found.append(calibration_test(ndtr(signal), happened, signal + shock + own > 0)[1])
    return np.array(found)


def test_honest_probabilities_are_doubted_as_often_as_the_level_says():
    assert (p_values(0.5) <= 0.1).mean() == pytest.approx(0.1, abs=0.04)


def test_without_the_shared_shock_honest_probabilities_would_be_doubted_too_often():
    assert (p_values(0.0) <= 0.1).mean() > 0.4


def test_exaggerated_probabilities_are_doubted():
    assert (p_values(0.5, 100, sharpen=8.0) <= 0.1).mean() > 0.6


def test_the_test_tells_the_error_it_judges():
    probability, simulated = worlds(50, 2, 10, 0.5, np.random.default_rng(8))
    error, _ = calibration_test(probability, simulated[0], simulated)
    assert error == calibration_error(probability, simulated[0])


def test_events_as_every_simulation_has_them_have_a_p_value_of_one():
    probability, simulated = worlds(1, 2, 10, 0.5, np.random.default_rng(9))
    assert calibration_test(probability, simulated[0], np.tile(simulated, (19, 1)))[1] == 1


def test_a_p_value_is_never_zero():
    everything = np.ones((19, 3), dtype=bool)
    assert calibration_test([0.9, 0.9, 0.9], np.zeros(3), everything)[1] == pytest.approx(1 / 20)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: calibration_curve([], []), r"got shape \(0,\)"),
        (lambda: calibration_curve([[0.5]], [[True]]), r"got shape \(1, 1\)"),
        (lambda: calibration_curve([0.5], [True], bins=0), "at least one bin, got 0"),
        (lambda: corp_curve([0.5, 0.6], [True]), r"got shapes \(2,\) and \(1,\)"),
        (lambda: brier_decomposition([55.0], [True]), "not per cent"),
        (
            lambda: reliability_band([0.5, 0.6], np.ones((9, 3), dtype=bool)),
            r"\(simulations, 2\), got \(9, 3\)",
        ),
        (lambda: reliability_band([0.5], np.ones((9, 1))), "are bool, got float64"),
        (lambda: reliability_band([0.5], np.ones((0, 1), dtype=bool)), r"got \(0, 1\)"),
        (
            lambda: reliability_band([0.5], np.ones((9, 1), dtype=bool), level=90),
            "between 0 and 1, got 90",
        ),
        (lambda: calibration_test([0.5], [True], np.ones(9, dtype=bool)), r"got \(9,\)"),
    ],
)
def test_input_that_does_not_fit_is_refused_with_the_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()
