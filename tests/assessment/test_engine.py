"""The pool: weights, joint draws, what they share, and that nothing later moves them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tianqiao_econ.assessment.engine import correlation, draws_of, pooled, shocks_of
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.priors import START

YEAR, DAY, N = 2016, "2016-03-31", 20_000


@pytest.fixture(scope="module")
def known(panel_package):
    return Knowledge.of(panel_package.as_of(DAY), YEAR)


@pytest.fixture(scope="module")
def pool(known):
    return pooled(known, *known.panel.asked(YEAR))


@pytest.fixture(scope="module")
def shocks(known):
    return shocks_of(known, N, np.random.default_rng(1))


def with_priors(known, **changes):
    return Knowledge.of(known.view, YEAR, replace(known.priors, **changes))


def number(known, area):
    return known.panel.areas.index(area)


def test_weights_of_a_target_sum_to_one_and_the_silent_have_none(pool):
    assert pool.weight.shape == (len(MEMBERS), pool.area.size)
    np.testing.assert_allclose(pool.weight.sum(axis=0), 1.0)
    assert (pool.weight >= 0).all()
    assert (pool.weight[np.isnan(pool.centre)] == 0).all()


def test_the_weight_of_a_silent_parent_falls_to_its_heir_the_anchored_member(known):
    weights = {"anchored": 0.2, "trend": 0.3, "parent": 0.5}
    changed = with_priors(known, weights=weights)
    nation = np.array([number(changed, "CN")])
    gdp = np.array([changed.panel.indicators.index("gdp")])
    names = list(MEMBERS)
    found = dict(zip(names, pooled(changed, gdp, nation).weight[:, 0], strict=True))
    assert found["parent"] == 0.0
    assert found["trend"] == pytest.approx(0.3)
    assert found["anchored"] == pytest.approx(0.7)
    trend = pooled(changed, gdp, nation, ["trend", "parent"])
    assert trend.weight[names.index("trend"), 0] == pytest.approx(1.0)


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_one_member_may_be_asked_alone(known, pool, name):
    alone = pooled(known, pool.indicator, pool.area, [name])
    at = list(MEMBERS).index(name)
    told = ~np.isnan(alone.centre[at])
    assert (alone.weight[at, told] == 1.0).all()
    assert (np.delete(alone.weight, at, axis=0) == 0.0).all()
    assert (alone.weight[:, ~told] == 0.0).all()


def test_the_spread_is_a_factor_on_own_errors_alone(known, pool):
    wider = with_priors(known, spread=2 * known.priors.spread)
    found = pooled(wider, pool.indicator, pool.area)
    np.testing.assert_allclose(found.own_sd, 2 * pool.own_sd)
    np.testing.assert_allclose(found.year_sd, pool.year_sd)
    np.testing.assert_allclose(found.centre, pool.centre)


def test_draws_have_the_mean_and_spread_of_the_mixture(known, pool, shocks):
    mine = pool.of(number(known, "110100"))
    draws = draws_of(known, mine, shocks)
    assert draws.shape == (N, mine.area.size)
    centre = np.nan_to_num(mine.centre)
    mean = (mine.weight * centre).sum(axis=0)
    between = (mine.weight * (centre - mean) ** 2).sum(axis=0)
    within = (mine.weight * (mine.year_sd**2 + mine.own_sd**2)).sum(axis=0)
    np.testing.assert_allclose(draws.mean(axis=0), mean, atol=0.1 * np.sqrt(within.max()))
    np.testing.assert_allclose(draws.std(axis=0), np.sqrt(between + within), rtol=0.15)


def test_an_area_is_drawn_alike_alone_and_among_others(known, pool, shocks):
    a = number(known, "110100")
    gdp = np.array([known.panel.indicators.index("gdp")])
    alone = draws_of(known, pooled(known, gdp, np.array([a])), shocks)
    among = draws_of(known, pool.of(a), shocks)
    np.testing.assert_array_equal(alone[:, 0], among[:, pool.of(a).indicator == gdp[0]][:, 0])


def test_targets_of_a_year_move_together_within_an_area_and_between_areas(known, pool, shocks):
    one, sibling = (
        draws_of(known, pool.of(number(known, code)), shocks) for code in ("110100", "110200")
    )
    assert np.corrcoef(one.T)[0, 1] > 0.05
    assert np.corrcoef(one[:, 1], sibling[:, 1])[0, 1] > 0.05
    assert np.corrcoef(one[:, 1], sibling[:, 1])[0, 1] < 0.95


def test_the_same_seed_gives_the_same_draws_and_another_other_ones(known, pool, shocks):
    mine = pool.of(number(known, "110100"))
    first = draws_of(known, mine, shocks)
    again = draws_of(known, mine, shocks_of(known, N, np.random.default_rng(1)))
    other = draws_of(known, mine, shocks_of(known, N, np.random.default_rng(2)))
    np.testing.assert_array_equal(first, again)
    assert np.abs(np.quantile(other, 0.5, axis=0) - np.quantile(first, 0.5, axis=0)).max() < 0.2
    assert not np.array_equal(first, other)


def test_nothing_later_moves_a_draw(known, pool, shocks, made_up_panel, planted, opened):
    later = Knowledge.of(opened(planted(made_up_panel())).as_of(DAY), YEAR)
    a = number(later, "110100")
    changed = pooled(later, *later.panel.asked(YEAR)).of(a)
    drawn = draws_of(later, changed, shocks_of(later, N, np.random.default_rng(1)))
    np.testing.assert_array_equal(drawn, draws_of(known, pool.of(a), shocks))


def test_the_order_of_areas_moves_no_draw(known, pool, shocks, made_up_panel, opened):
    tables = made_up_panel()
    turned = opened(tables | {"areas": tables["areas"].iloc[::-1]})
    other = Knowledge.of(turned.as_of(DAY), YEAR)
    a = number(other, "110100")
    drawn = draws_of(
        other,
        pooled(other, *other.panel.asked(YEAR)).of(a),
        shocks_of(other, N, np.random.default_rng(1)),
    )
    expected = draws_of(known, pool.of(number(known, "110100")), shocks)
    np.testing.assert_allclose(drawn, expected, atol=1e-3)


@pytest.mark.parametrize("impossible", [0.999, -0.999])
def test_correlations_that_cannot_be_true_together_are_made_possible(known, impossible):
    pairs = {("gdp", "fdi"): 0.9, ("gdp", "trade"): 0.9, ("fdi", "trade"): impossible}
    found = correlation(with_priors(known, correlation=pairs | {("gdp", "no such"): 1.0}))
    np.testing.assert_allclose(np.diag(found), 1.0)
    np.testing.assert_allclose(found, found.T)
    assert np.linalg.eigvalsh(found).min() > 0.01


def test_what_is_known_to_be_correlated_is_drawn_so(known):
    pairs = {("gdp", "fiscal_revenue"): 0.8}
    linked, apart = (
        with_priors(known, correlation=some, weights={"anchored": 1.0}) for some in (pairs, {})
    )
    found = []
    for one in (linked, apart):
        mine = pooled(one, *one.panel.asked(YEAR)).of(number(one, "110100"))
        draws = draws_of(one, mine, shocks_of(one, N, np.random.default_rng(1)))
        found.append(np.corrcoef(draws.T)[0, 1])
    assert found[0] > found[1] + 0.2


def test_another_number_as_target_is_a_copy_and_moves_its_own_anchor(known):
    k, a = known.panel.indicators.index("gdp"), number(known, "110100")
    place = known.panel.place(YEAR)
    before = known.panel.target[k, a, place]
    changed = known.with_target(k, a, before + 1)
    assert known.panel.target[k, a, place] == before
    assert known.with_target(k, a, before) is known
    one, other = (
        pooled(some, np.array([k]), np.array([a]), ["anchored"]) for some in (known, changed)
    )
    assert 0 < (other.centre - one.centre)[list(MEMBERS).index("anchored"), 0] < 1


def test_a_record_counts_the_pairs_before_the_year(known):
    k, a = known.panel.indicators.index("gdp"), number(known, "110100")
    record = known.record(k, a)
    assert (record.indicator, record.level) == ("gdp", "prefecture")
    assert (record.pairs, record.here) == (27 * 8, 24 * 8)
    assert (record.areas, record.years) == (27, 8)
    above = 4  # the nation alone, provinces under it, prefectures under two provinces
    assert record.clusters == above * 8


def test_the_start_of_calibration_can_be_used_as_it_is(known):
    found = pooled(Knowledge.of(known.view, YEAR, START), *known.panel.asked(YEAR))
    assert np.isfinite(found.weight).all()
    assert (found.weight.sum(axis=0) > 0).all()
