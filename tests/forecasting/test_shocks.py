"""Shocks: unit variance, planted correlations, what areas share; the pool's draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tianqiao_econ.forecasting import Said, Shocks, YearForecast, alternatives, mixed

N = 40_000
CORRELATION = np.array([[1.0, 0.7, 0.0], [0.7, 1.0, -0.3], [0.0, -0.3, 1.0]])


def forecast(crisis: float = 1.0, own: float = 1.0, lasting: float = 0.5) -> YearForecast:
    """Three indicators at one level."""
    return YearForecast(
        mean=np.zeros(3),
        covariance=lasting**2 * np.eye(3),
        long_run=np.zeros(3),
        crisis=np.full(3, crisis),
        own=np.full(3, own),
        indicator=np.arange(3),
    )


def drawn(cluster: float = 0.4, seed: int = 1, n: int = N) -> Shocks:
    return Shocks.of(forecast(), CORRELATION, cluster, n, np.random.default_rng(seed))


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


@pytest.fixture(scope="module")
def shocks() -> Shocks:
    return drawn()


def test_shocks_have_mean_zero_and_variance_one(shocks):
    for unit in (shocks.year(), shocks.own("370105", "370100")):
        assert unit.shape == (N, 3)
        np.testing.assert_allclose(unit.mean(axis=0), 0.0, atol=0.03)
        np.testing.assert_allclose(unit.var(axis=0), 1.0, rtol=0.1)


def test_a_year_that_is_certain_has_no_shock():
    still = forecast(crisis=0.0, own=0.0, lasting=0.0)
    shocks = Shocks.of(still, CORRELATION, 0.4, 100, np.random.default_rng(1))
    assert np.abs(shocks.year()).max() < 1e-3


def test_planted_correlations_of_own_errors_are_recovered(shocks):
    own = shocks.own("370105", "370100")
    np.testing.assert_allclose(np.corrcoef(own.T), CORRELATION, atol=0.05)


def test_a_crisis_is_felt_by_every_indicator(shocks):
    shared = 1.0 / (1.0 + 1.0 + 0.25)
    assert correlation(shocks.year()[:, 0], shocks.year()[:, 1]) == pytest.approx(shared, abs=0.1)


def test_areas_of_one_parent_share_the_cluster_s_part_and_others_nothing(shocks):
    one = shocks.own("370105", "370100")[:, 0]
    sibling, stranger = shocks.own("370102", "370100")[:, 0], shocks.own("110105", "110000")[:, 0]
    # the tails are each area's own: a common normal part of 0.4 shows a little weaker
    assert 0.25 < correlation(one, sibling) < 0.42
    assert abs(correlation(one, stranger)) < 0.03


def test_without_a_cluster_part_siblings_are_strangers():
    shocks = drawn(cluster=0.0)
    siblings = (shocks.own(code, "370100")[:, 0] for code in ("370105", "370102"))
    assert abs(correlation(*siblings)) < 0.03


def test_an_area_has_the_same_shocks_whichever_others_are_drawn(shocks):
    alone = drawn().own("370105", "370100")
    shocks.own("110105", "110000")
    np.testing.assert_array_equal(shocks.own("370105", "370100"), alone)


def test_an_area_without_a_parent_has_shocks_of_its_own(shocks):
    nation, province = shocks.own("CN", ""), shocks.own("370000", "")
    assert nation.var() == pytest.approx(1.0, rel=0.1)
    assert abs(correlation(nation[:, 0], province[:, 0])) < 0.03


def test_own_shocks_are_no_echo_of_the_year(shocks):
    own = shocks.own("370105", "370100")
    assert abs(correlation(own[:, 0], shocks.year()[:, 0])) < 0.03
    assert abs(correlation(own[:, 0], shocks.member[:, 0])) < 0.03


def test_own_shocks_are_heavy_tailed_and_a_bad_year_is_bad_for_all_indicators(shocks):
    own = np.abs(shocks.own("370105", "370100"))
    beyond_four_if_normal = 6e-5
    assert np.mean(own[:, 0] > 4) > 20 * beyond_four_if_normal
    far = own[:, 2] > np.quantile(own[:, 2], 0.99)
    assert own[far, 0].mean() > 1.2 * own[:, 0].mean()


def test_the_seed_alone_decides(shocks):
    np.testing.assert_array_equal(drawn().year(), shocks.year())
    other = drawn(seed=2)
    assert not np.allclose(other.year(), shocks.year())
    assert not np.allclose(other.own("370105", "370100"), shocks.own("370105", "370100"))


POOL = {
    "centre": np.array([[1.0, np.nan, 5.0], [2.0, 7.0, 6.0], [np.nan, np.nan, 8.0]]),
    "year_sd": np.array([[1.0, 0.0, 2.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    "own_sd": np.array([[0.3, 0.0, 1.0], [0.2, 2.0, 1.0], [0.0, 0.0, 3.0]]),
    "weight": np.array([[0.25, 0.0, 0.2], [0.75, 1.0, 0.3], [0.0, 0.0, 0.5]]),
    "target": np.array([4.0, 7.5, np.nan]),
    "exact": np.array([[0.1, 0.9, 0.3], [0.05, 0.0, 0.0], [0.9, 0.9, 0.0]]),
}


def of_pool(n: int, pool: dict[str, np.ndarray] = POOL) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(7)
    member, year, own = rng.random((n, 3)), rng.normal(size=(n, 3)), rng.normal(size=(n, 3))
    return mixed(Said(**pool), member=member, year=year, own=own), member, year, own


def test_the_pool_s_draws_are_those_of_a_slow_loop():
    draws, member, year, own = of_pool(200)
    for i in range(200):
        for k in range(3):
            exact = 0.1 if k == 0 else 0.0  # of members with a weight, on targets with a number
            if member[i, k] < exact:
                assert draws[i, k] == POOL["target"][k]
                continue
            left, m = (member[i, k] - exact) / (1 - exact), 0
            while left >= POOL["weight"][m, k]:
                left -= POOL["weight"][m, k]
                m += 1
            shocks = POOL["year_sd"][m, k] * year[i, k] + POOL["own_sd"][m, k] * own[i, k]
            assert draws[i, k] == pytest.approx(POOL["centre"][m, k] + shocks)


def test_members_are_followed_by_their_weights():
    draws = of_pool(50_000, POOL | {"year_sd": np.zeros((3, 3)), "own_sd": np.zeros((3, 3))})[0]
    np.testing.assert_allclose(draws.mean(axis=0), [0.1 * 4 + 0.9 * 1.75, 7.0, 6.8], atol=0.03)
    assert set(np.unique(draws[:, 0])) == {1.0, 2.0, 4.0}
    assert np.mean(draws[:, 2] == 8.0) == pytest.approx(0.5, abs=0.01)


def test_a_target_of_which_no_member_says_anything_has_no_draws():
    silent = POOL["weight"] * [1, 0, 1]
    draws = of_pool(50, POOL | {"weight": silent})[0]
    assert np.isnan(draws[:, 1]).all()
    assert np.isfinite(draws[:, [0, 2]]).all()


def test_disagreement_of_members_ties_no_targets_together():
    apart = POOL | {
        "centre": np.array([[0.0] * 3, [20.0] * 3, [40.0] * 3]),
        "weight": np.full((3, 3), 1 / 3),
    }
    draws = of_pool(20_000, apart)[0]
    assert abs(correlation(draws[:, 0], draws[:, 1])) < 0.03


def test_alternatives_are_the_pool_s_draws_in_the_order_of_the_member():
    again = {name: values[:, [0, 2, 0]] for name, values in POOL.items() if name != "target"}
    again |= {"target": POOL["target"][[0, 2, 0]], "centre": again["centre"] + [0.0, 0.0, 3.0]}
    n, rng = 2_000, np.random.default_rng(7)
    member, year, own = rng.random(n), rng.normal(size=n), rng.normal(size=n)
    alike = (np.repeat(one[:, None], 3, axis=1) for one in (member, year, own))
    expected = mixed(Said(**again), *alike)[np.argsort(member)]
    np.testing.assert_array_equal(alternatives(Said(**again), member, year, own), expected)


def test_alternatives_of_which_no_member_says_anything_have_no_draws():
    silent = Said(**POOL | {"weight": POOL["weight"] * [1, 0, 1]})
    draws = alternatives(silent, *np.random.default_rng(7).random((3, 50)))
    assert np.isnan(draws[:, 1]).all()
    assert np.isfinite(draws[:, [0, 2]]).all()


def test_levels_share_their_crisis_and_are_drawn_as_one():
    two = replace(
        forecast(),
        mean=np.zeros(6),
        covariance=0.25 * np.eye(6),
        long_run=np.zeros(6),
        crisis=np.ones(6),
        own=np.ones(6),
        indicator=np.repeat(np.arange(3), 2),
    )
    shocks = Shocks.of(two, CORRELATION, 0.4, N, np.random.default_rng(1))
    together = two.draw(N, np.random.default_rng(1)) / two.sd
    for level in (0, 1):
        np.testing.assert_allclose(shocks.year(level), together[:, level::2], atol=1e-12)
