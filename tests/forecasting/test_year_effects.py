"""Year effects against plain Gaussian-process formulas and planted truths."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.forecasting import year_effects
from tianqiao_econ.forecasting.year_effects import (
    Cells,
    YearEffects,
    YearForecast,
    YearVariances,
    fit_years,
    log_likelihood,
)

VARIANCES = YearVariances(mean=0.2, level=0.1, persistent=0.5, persistence=0.7, crisis=0.3, own=0.2)
YEARS = range(2008, 2020)
KINSHIP = np.array([[1.0, 0.5], [0.5, 1.0]])
SCALE = np.array([1.5, 4.0])


def cells(rows: list[tuple[float, int, int, int]], noise: float = 0.05) -> Cells:
    """Cells from mean gap, indicator, level and year."""
    mean, indicator, level, year = zip(*rows, strict=True) if rows else ((), (), (), ())
    whole = (np.array(part, dtype=np.intp) for part in (indicator, level, year))
    return Cells(np.array(mean, dtype=float), np.full(len(rows), noise), *whole)


def numbers(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.intp)


def one_indicator(means: dict[int, float]) -> Cells:
    return cells([(mean, 0, 0, year) for year, mean in means.items()])


def fitted(some: Cells, variances: YearVariances = VARIANCES) -> YearEffects:
    return fit_years(some, SCALE, KINSHIP, variances)


def next_year(some: Cells, variances: YearVariances = VARIANCES, year: int = 2021) -> YearForecast:
    """Forecast of the first indicator at the first level."""
    return fitted(some, variances).forecast(numbers(0), numbers(0), year)


@pytest.fixture(scope="module")
def usual() -> Cells:
    """Two indicators at two levels over twelve years, a few cells missing."""
    rng = np.random.default_rng(3)
    rows = [(SCALE[k] * rng.normal(), k, x, t) for k in (0, 1) for x in (0, 2) for t in YEARS]
    return cells(rows[::2] + rows[1::6])


def slow_covariance(one: tuple[int, int, int], other: tuple[int, int, int], *, lasting: bool):
    (k, level, year), (k2, level2, year2) = one, other
    v = VARIANCES
    part = v.mean + (v.level if level == level2 else 0.0)
    if not lasting:
        part += v.persistent * v.persistence ** abs(year - year2)
    return SCALE[k] * SCALE[k2] * KINSHIP[k, k2] * part


def slow_total(some: Cells) -> np.ndarray:
    """Covariance of the cells with their shocks at the usual variance and their noise."""
    keys = list(zip(some.indicator, some.level, some.year, strict=True))
    total = np.diag(some.noise)
    for i, one in enumerate(keys):
        for j, other in enumerate(keys):
            size = SCALE[one[0]] * SCALE[other[0]]
            same_year = one[2] == other[2]
            total[i, j] += slow_covariance(one, other, lasting=False)
            total[i, j] += VARIANCES.crisis * size * same_year
            total[i, j] += VARIANCES.own * size * (same_year and one[0] == other[0])
    return total


def test_with_normal_shocks_the_forecast_is_that_of_a_dense_gaussian_process(usual, monkeypatch):
    monkeypatch.setattr(year_effects, "SHOCK_TAIL", 1e9)
    asked = [(0, 0, 2020), (0, 1, 2020), (1, 2, 2020)]
    keys = list(zip(usual.indicator, usual.level, usual.year, strict=True))
    cross = np.array([[slow_covariance(a, c, lasting=False) for c in keys] for a in asked])
    prior = np.array([[slow_covariance(a, b, lasting=False) for b in asked] for a in asked])
    still = np.array([[slow_covariance(a, c, lasting=True) for c in keys] for a in asked])
    solve = np.linalg.solve
    total = slow_total(usual)

    found = fitted(usual).forecast(numbers(0, 0, 1), numbers(0, 1, 2), 2020)
    np.testing.assert_allclose(found.mean, cross @ solve(total, usual.mean), rtol=1e-5)
    np.testing.assert_allclose(found.long_run, still @ solve(total, usual.mean), rtol=1e-5)
    np.testing.assert_allclose(found.covariance, prior - cross @ solve(total, cross.T), rtol=1e-5)


def test_the_likelihood_is_that_of_the_multivariate_normal_distribution(usual):
    from scipy.stats import multivariate_normal

    expected = multivariate_normal(cov=slow_total(usual)).logpdf(usual.mean)
    assert log_likelihood(usual, SCALE, KINSHIP, VARIANCES) == pytest.approx(expected)


def test_the_likelihood_prefers_the_variance_that_was_planted():
    rng = np.random.default_rng(5)
    some = cells([(SCALE[0] * rng.normal(0, 1.5), 0, 0, year) for year in range(1900, 2000)])
    chances = [
        log_likelihood(some, SCALE, KINSHIP, YearVariances(0.01, 0.01, 0.01, 0.5, 0.01, own))
        for own in (0.3, 2.2, 15.0)
    ]
    assert chances[1] == max(chances)


def test_a_lasting_effect_of_the_last_years_is_carried_on_and_fades():
    means = {year: 0.2 * (-1) ** year for year in YEARS} | dict.fromkeys(range(2016, 2021), -3.0)
    model = fitted(one_indicator(means))
    ahead = [model.forecast(numbers(0), numbers(0), year) for year in (2021, 2023, 2040)]
    found = [one.mean[0] for one in ahead]
    assert -3.0 < found[0] < -1.2
    assert found == sorted(found)
    assert found[2] == pytest.approx(ahead[0].long_run[0], abs=0.02)
    assert ahead[2].sd > ahead[0].sd


def test_a_crisis_of_all_indicators_is_told_as_a_shock_and_not_carried_into_the_next_year():
    def years(crisis: float) -> Cells:
        shape = [(0.2 * (-1) ** t, t) for t in YEARS]
        return cells(
            [(s * m, k, 0, t) for k, s in enumerate(SCALE) for m, t in [*shape, (crisis, 2020)]]
        )

    calm, mild, deep = (next_year(years(crisis)).mean[0] for crisis in (0.0, -1.0, -8.0))
    carried_by_a_normal_shock = 8 * (calm - mild)
    assert calm - deep < 0.35 * carried_by_a_normal_shock
    assert abs(calm - deep) < 0.5 * SCALE[0]


def test_a_jump_of_one_indicator_alone_is_told_as_its_own_shock():
    rows = [(SCALE[k] * 0.2 * (-1) ** t, k, 0, t) for k in (0, 1) for t in YEARS]
    jump = cells([*rows, (-8 * SCALE[0], 0, 0, 2020), (0.0, 1, 0, 2020)])
    ahead = fitted(jump).forecast(numbers(0, 1), numbers(0, 0), 2021)
    assert abs(ahead.mean[0]) < 0.5 * SCALE[0]
    assert abs(ahead.mean[1]) < 0.2 * SCALE[1]


def test_levels_keep_their_own_offset_and_an_unseen_one_stands_between():
    wide = YearVariances(mean=0.5, level=1.0, persistent=0.1, persistence=0.5, crisis=0.1, own=0.1)
    rows = [(offset, 0, x, t) for x, offset in ((0, -2.0), (1, 1.0)) for t in YEARS]
    ahead = fit_years(cells(rows), SCALE, KINSHIP, wide).forecast(
        numbers(0, 0, 0), numbers(0, 1, 4), 2020
    )
    assert ahead.mean[0] == pytest.approx(-2.0, abs=0.4)
    assert ahead.mean[1] == pytest.approx(1.0, abs=0.4)
    assert -1.5 < ahead.mean[2] < 0.5
    assert ahead.sd[2] > ahead.sd[0]


@pytest.mark.parametrize(("leaning", "least", "most"), [(0.0, 0.0, 1e-12), (0.8, 0.3, 2.5)])
def test_an_indicator_without_cells_leans_on_its_kin(leaning, least, most):
    kinship = np.array([[1.0, leaning], [leaning, 1.0]])
    known = cells([(3.0, 0, 0, year) for year in YEARS])
    ahead = fit_years(known, np.ones(2), kinship, VARIANCES).forecast(numbers(1), numbers(0), 2020)
    assert least <= ahead.mean[0] <= most


def test_without_any_cell_the_forecast_is_the_prior():
    ahead = next_year(cells([]))
    v, square = VARIANCES, SCALE[0] ** 2
    assert ahead.mean[0] == ahead.long_run[0] == 0.0
    assert ahead.covariance[0, 0] == pytest.approx((v.mean + v.level + v.persistent) * square)
    assert ahead.sd[0] ** 2 == pytest.approx(
        (v.mean + v.level + v.persistent + v.crisis + v.own) * square
    )


@pytest.mark.parametrize("means", [{2020: -2.0}, dict.fromkeys(YEARS, 0.0), {1950: 3.0, 2020: 3.0}])
def test_one_cell_or_none_but_zeros_give_finite_answers(means):
    ahead = next_year(one_indicator(means))
    assert np.isfinite(ahead.mean).all()
    assert 0 < ahead.sd[0] < 2 * next_year(cells([])).sd[0]


def test_more_years_narrow_what_is_known_of_the_mean_and_not_the_shocks():
    few, many = (one_indicator(dict.fromkeys(range(2020 - n, 2021), 1.0)) for n in (2, 15))
    short, long = next_year(few), next_year(many)
    assert long.covariance[0, 0] < short.covariance[0, 0]
    assert long.crisis == short.crisis
    assert long.sd[0] > np.hypot(long.crisis[0], long.own[0])


def test_the_order_of_the_cells_does_not_matter(usual):
    mixed = np.random.default_rng(1).permutation(usual.mean.size)
    shuffled = Cells(
        usual.mean[mixed],
        usual.noise[mixed],
        usual.indicator[mixed],
        usual.level[mixed],
        usual.year[mixed],
    )
    assert next_year(shuffled).mean == pytest.approx(next_year(usual).mean)


def test_other_units_give_the_same_forecast_in_those_units(usual):
    times = 100.0
    scaled = Cells(
        times * usual.mean, times**2 * usual.noise, usual.indicator, usual.level, usual.year
    )
    model = fit_years(scaled, times * SCALE, KINSHIP, VARIANCES)
    ahead = model.forecast(numbers(0), numbers(0), 2021)
    assert ahead.mean == pytest.approx(times * next_year(usual).mean)
    assert ahead.sd == pytest.approx(times * next_year(usual).sd)


def test_draws_have_the_stated_spread_and_share_their_shocks(usual):
    asked = fitted(usual).forecast(numbers(0, 0, 1), numbers(0, 2, 0), 2020)
    draws = asked.draw(200_000, np.random.default_rng(2))
    assert draws.shape == (200_000, 3)
    np.testing.assert_allclose(draws.mean(axis=0), 0.0, atol=0.02 * asked.sd.max())
    np.testing.assert_allclose(draws.std(axis=0), asked.sd, rtol=0.05)
    shared = asked.covariance + np.outer(asked.crisis, asked.crisis)
    shared += np.outer(asked.own, asked.own) * [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    correlation = shared / np.outer(asked.sd, asked.sd)
    np.testing.assert_allclose(np.corrcoef(draws.T), correlation, atol=0.03)


def test_shocks_are_heavy_tailed():
    shocks = YearVariances(mean=0.0, level=0.0, persistent=0.0, persistence=0.5, crisis=1, own=0)
    ahead = next_year(cells([]), shocks)
    draws = ahead.draw(200_000, np.random.default_rng(2))[:, 0] / ahead.sd[0]
    beyond_four_if_normal = 6e-5
    assert np.mean(np.abs(draws) > 4) > 20 * beyond_four_if_normal


@pytest.mark.parametrize("part", ["mean", "level", "persistent", "crisis", "own"])
def test_any_variance_may_be_zero(usual, part):
    parts = {name: getattr(VARIANCES, name) for name in YearVariances.__slots__}
    ahead = next_year(usual, YearVariances(**(parts | {part: 0.0})))
    assert np.isfinite(ahead.mean).all()
    assert np.isfinite(ahead.draw(10, np.random.default_rng(1))).all()


@pytest.mark.parametrize("size", [1e-3, 1e6])
def test_tiny_and_huge_usual_gaps_are_drawn_too(size):
    flat = YearVariances(mean=0.1, level=0.0, persistent=0.5, persistence=0.7, crisis=0.1, own=0.1)
    known = cells([(size * 0.1 * (t % 3), 0, 0, t) for t in YEARS], noise=0.1 * size**2)
    model = fit_years(known, np.array([size, 1.0]), np.eye(2), flat)
    ahead = model.forecast(numbers(0, 0, 0, 1), numbers(0, 1, 2, 0), 2020)
    draws = ahead.draw(20_000, np.random.default_rng(1))
    np.testing.assert_allclose(draws.std(axis=0), ahead.sd, rtol=0.1)
