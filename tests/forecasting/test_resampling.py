"""Intervals over years: a planted truth, and how often they hold it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tianqiao_econ.forecasting import by_year_interval, ratio_interval, share_of_years_better

WORLDS = 1500


def planted_years(n_years, rng):
    """Years of 2 to 60 rows, and their number."""
    per_year = rng.integers(2, 61, n_years)
    return np.repeat(np.arange(2000, 2000 + n_years), per_year), per_year


def planted_scores(n_years, rng):
    """Scores of mean 1 whose years differ by a shock that all their rows share."""
    years, per_year = planted_years(n_years, rng)
    shock = np.repeat(rng.normal(0, 0.3, n_years), per_year)
    return 1 + shock + rng.normal(0, 0.3, years.size), years


def planted_pair(n_years, rng):
    """Scores of mean 0.8 and a reference of mean 1 (times a constant), hard years hard for both."""
    years, per_year = planted_years(n_years, rng)
    hard = np.repeat(rng.lognormal(0, 0.4, n_years), per_year)
    own = np.repeat(rng.lognormal(0, 0.2, n_years), per_year)
    noise = rng.exponential(size=(2, years.size))
    return 0.8 * hard * own / np.exp(0.02) * noise[0], hard * noise[1], years


def bootstrap_by_year(values, years, rng):
    """Plain percentile interval from years drawn anew."""
    means = np.array([values[years == year].mean() for year in np.unique(years)])
    again = rng.choice(means, (300, means.size)).mean(axis=1)
    return np.quantile(again, [0.05, 0.95])


@pytest.mark.parametrize("n_years", [4, 13])
def test_nine_intervals_in_ten_hold_a_planted_mean(n_years):
    rng = np.random.default_rng(n_years)
    found = [by_year_interval(*planted_scores(n_years, rng)) for _ in range(WORLDS)]
    held = np.mean([one.lower <= 1 <= one.upper for one in found])
    assert held == pytest.approx(0.9, abs=0.025)


@pytest.mark.parametrize("n_years", [4, 13])
def test_nine_intervals_in_ten_hold_a_planted_ratio(n_years):
    rng = np.random.default_rng(n_years)
    found = [ratio_interval(*planted_pair(n_years, rng)) for _ in range(WORLDS)]
    held = np.mean([one.lower <= 0.8 <= one.upper for one in found])
    assert held == pytest.approx(0.9, abs=0.03)


def test_a_percentile_bootstrap_of_four_years_would_hold_it_far_less_often():
    rng = np.random.default_rng(4)
    held = []
    for _ in range(500):
        lower, upper = bootstrap_by_year(*planted_scores(4, rng), rng)
        held.append(lower <= 1 <= upper)
    assert np.mean(held) < 0.82


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_the_interval_of_a_mean_is_the_t_interval_of_the_year_means(level):
    values, years = planted_scores(6, np.random.default_rng(1))
    means = [values[years == year].mean() for year in np.unique(years)]
    theirs = stats.ttest_1samp(means, 0).confidence_interval(level)
    ours = by_year_interval(values, years, level=level)
    assert (ours.lower, ours.upper) == pytest.approx((theirs.low, theirs.high))
    assert ours.estimate == pytest.approx(np.mean(means))
    assert ours.n_years == 6


def test_a_year_counts_the_same_whatever_its_number_of_rows():
    values, years = planted_scores(5, np.random.default_rng(2))
    first = years == years[0]
    more = np.append(values, np.tile(values[first], 9)), np.append(years, np.tile(years[first], 9))
    one, other = by_year_interval(values, years), by_year_interval(*more)
    assert (other.estimate, other.lower) == pytest.approx((one.estimate, one.lower))


def test_the_order_of_rows_does_not_matter():
    values, years = planted_scores(5, np.random.default_rng(3))
    mixed = np.random.default_rng(4).permutation(values.size)
    one, other = by_year_interval(values, years), by_year_interval(values[mixed], years[mixed])
    assert (other.lower, other.upper) == pytest.approx((one.lower, one.upper))


def test_any_smooth_statistic_of_the_year_means_has_an_interval():
    score, reference, years = planted_pair(8, np.random.default_rng(5))
    both = np.stack([score, reference], axis=1)
    apart = by_year_interval(both, years, statistic=lambda m: float(np.diff(m.mean(axis=0))[0]))
    direct = by_year_interval(reference - score, years)
    assert (apart.lower, apart.upper) == pytest.approx((direct.lower, direct.upper))


def test_forecast_and_reference_can_change_places():
    score, reference, years = planted_pair(5, np.random.default_rng(6))
    one, other = ratio_interval(score, reference, years), ratio_interval(reference, score, years)
    assert (other.estimate, other.lower) == pytest.approx((1 / one.estimate, 1 / one.upper))
    assert one.lower > 0


def test_a_forecast_that_always_scores_half_has_no_doubt_about_it():
    _, reference, years = planted_pair(4, np.random.default_rng(7))
    found = ratio_interval(reference / 2, reference, years)
    assert (found.lower, found.estimate, found.upper) == pytest.approx((0.5, 0.5, 0.5))


def test_years_won_are_counted_by_their_mean_score_and_a_tie_is_not_won():
    score = [0.1, 0.5, 0.2, 0.2, 0.9]
    reference = [0.4, 0.4, 0.2, 0.2, 0.1]
    years = [2012, 2012, 2013, 2013, 2014]
    assert share_of_years_better(score, reference, years) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: by_year_interval([1.0, 2.0], [2014, 2014]), "2 years or more, got 1"),
        (lambda: by_year_interval([1.0, 2.0], [2014]), r"got shapes \(2,\) and \(1,\)"),
        (lambda: by_year_interval([], []), r"got shapes \(0,\) and \(0,\)"),
        (lambda: by_year_interval([1.0, np.nan], [2013, 2014]), "no score"),
        (lambda: by_year_interval([1.0, 2.0], [2013, 2014], level=90), "between 0 and 1, got 90"),
        (lambda: ratio_interval([1.0], [1.0, 2.0], [2013, 2014]), "the same rows"),
        (lambda: ratio_interval([0.0, 1.0], [1.0, 1.0], [2013, 2014]), "above zero"),
        (lambda: share_of_years_better([1.0], [1.0], [2013, 2014]), "one year for each row"),
    ],
)
def test_input_that_does_not_fit_is_refused_with_the_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()
