from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

GROWTH = np.array([[1.0, 3.0, np.nan, 6.0], [2.0, 2.0, 5.0, 9.0]])


def test_last_value_passes_over_a_year_that_was_not_published(references):
    last, _ = references.last_value(GROWTH, 3)
    assert last.tolist() == [3.0, 5.0]


def test_errors_are_pooled_over_areas_and_earlier_years_alone(references):
    _, errors = references.last_value(GROWTH, 3)
    assert sorted(errors) == [0.0, 2.0, 3.0]
    changed = GROWTH.copy()
    changed[:, 3] = 99.0
    _, same = references.last_value(changed, 3)
    assert same.tolist() == errors.tolist()


def test_the_year_after_the_last_column_can_be_forecast(references):
    last, errors = references.last_value(GROWTH, 4)
    assert last.tolist() == [6.0, 9.0]
    assert sorted(errors) == [0.0, 2.0, 3.0, 3.0, 4.0]


def test_spread_is_about_zero(references):
    assert references.pooled_spread([3.0, 3.0, 3.0]) == pytest.approx(3.0)


def test_base_rate_counts_earlier_years_and_never_the_own(references):
    rates = references.base_rate([2012, 2010, 2011, 2010, 2011], [False, True, False, True, True])
    assert rates == pytest.approx([0.75, np.nan, 1.0, np.nan, 1.0], nan_ok=True)


def test_normal_score_is_the_integral_of_the_squared_distance(references):
    grid = np.linspace(-60.0, 60.0, 400_001)
    for mean, sd, outturn in [(0.0, 1.0, 0.0), (6.0, 2.0, 3.5), (-1.0, 0.3, 4.0)]:
        distance = (ndtr((grid - mean) / sd) - (grid >= outturn)) ** 2
        integral = distance.sum() * (grid[1] - grid[0])
        assert references.normal_crps(mean, sd, outturn) == pytest.approx(integral, abs=1e-3)


def test_normal_score_without_spread_is_the_absolute_error(references):
    assert references.normal_crps([5.0, 5.0], [0.0, 1.0], [7.0, 5.0]) == pytest.approx(
        [2, 0.2337], 1e-3
    )
