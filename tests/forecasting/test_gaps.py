"""The pooled gap model: what it recovers, how it shrinks, what its draws share."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.forecasting import GapModel, GapSample, fit_gaps

YEARS = tuple(range(2005, 2024))


def _sample(rows: list[tuple[float, str, str, int, str]]) -> GapSample:
    gap, pool, level, year, area = zip(*rows, strict=True)
    places = tuple(zip(area, year, strict=True))
    return GapSample(np.array(gap), pool, level, year, places, places)


def _planted(rng: np.random.Generator, mean: float, year_sd: float = 1.0) -> GapSample:
    """Thirty counties, two indicators, a year effect that both share."""
    effect = {year: rng.normal(0, year_sd) for year in YEARS}
    rows = [
        (mean + effect[year] + rng.standard_t(4), name, "county", year, f"area{area}")
        for year in YEARS
        for area in range(15)
        for name in ("gdp", "retail_sales")
    ]
    return _sample(rows)


def _drawn(model: GapModel, level: str = "county") -> np.ndarray:
    return model.draw({"gdp": "gdp"}, level, 20_000, np.random.default_rng(1)).by_indicator["gdp"]


@pytest.fixture(scope="module")
def planted() -> GapModel:
    return fit_gaps(_planted(np.random.default_rng(0), mean=2.0))


def test_a_planted_mean_is_recovered(planted: GapModel) -> None:
    draws = _drawn(planted)
    assert np.median(draws) == pytest.approx(2.0, abs=0.6)


def test_a_planted_interval_is_recovered(planted: GapModel) -> None:
    draws = _drawn(planted)
    truth_rng = np.random.default_rng(2)
    truth = 2.0 + truth_rng.normal(0, 1, 20_000) + truth_rng.standard_t(4, 20_000)
    width = np.subtract(*np.quantile(draws, [0.9, 0.1]))
    assert width == pytest.approx(np.subtract(*np.quantile(truth, [0.9, 0.1])), rel=0.15)


def test_targets_of_one_year_move_together_where_years_do() -> None:
    shared = fit_gaps(_planted(np.random.default_rng(0), mean=0.0, year_sd=2.0))
    apart = fit_gaps(_planted(np.random.default_rng(0), mean=0.0, year_sd=0.01))
    assert _correlation(shared) > _correlation(apart) + 0.3


def _correlation(model: GapModel) -> float:
    pools = {"gdp": "gdp", "retail_sales": "retail_sales"}
    drawn = model.draw(pools, "county", 20_000, np.random.default_rng(1))
    draws = np.column_stack(list(drawn.by_indicator.values()))
    inside = np.abs(draws).max(axis=1) < 15
    return float(np.corrcoef(draws[inside].T)[0, 1])


def test_a_level_with_one_pair_stays_near_the_other_levels(planted: GapModel) -> None:
    sample = planted.sample
    lone = _sample([(-20.0, "gdp", "prefecture", 2023, "x")])
    both = GapSample(
        np.append(sample.gap, lone.gap),
        *(
            getattr(sample, name) + getattr(lone, name)
            for name in ("pool", "level", "year", "place", "cluster")
        ),
    )
    draws = _drawn(fit_gaps(both), "prefecture")
    assert 0.5 < np.median(draws) < 2.5


def test_a_level_never_seen_is_wider_than_one_with_many_pairs(planted: GapModel) -> None:
    seen, unseen = (_drawn(planted, level).std() for level in ("county", "nation"))
    assert unseen > seen * 0.9
    assert ("level", ("gdp", "nation")) not in planted.columns


def test_one_outlier_moves_the_centre_little() -> None:
    rows = [(0.1 * (k % 5), "gdp", "county", 2015 + k % 8, f"a{k}") for k in range(40)]
    outlying = [*rows, (30.0, "gdp", "county", 2016, "b")]
    medians = [np.median(_drawn(fit_gaps(_sample(some)))) for some in (rows, outlying)]
    assert abs(medians[1] - medians[0]) < 0.3


def test_indicators_of_one_pool_share_all_but_a_part_of_the_error(planted: GapModel) -> None:
    pools = {"urban": "gdp", "rural": "gdp"}
    drawn = planted.draw(pools, "county", 20_000, np.random.default_rng(3)).by_indicator
    assert not np.array_equal(drawn["urban"], drawn["rural"])
    assert np.median(drawn["urban"]) == pytest.approx(np.median(drawn["rural"]), abs=0.1)
    together = np.mean((drawn["urban"] > 2) == (drawn["rural"] > 2))
    assert together > 0.8


def test_the_shared_shock_is_a_unit_and_part_of_every_gap(planted: GapModel) -> None:
    gaps = planted.draw({"gdp": "gdp"}, "county", 50_000, np.random.default_rng(3))
    assert gaps.shared.mean() == pytest.approx(0, abs=0.03)
    assert gaps.shared.var() == pytest.approx(1, rel=0.15)
    assert 0 < gaps.share < 1
    assert np.corrcoef(gaps.shared, gaps.by_indicator["gdp"])[0, 1] > 0.2


def test_the_same_seed_gives_the_same_draws(planted: GapModel) -> None:
    np.testing.assert_array_equal(_drawn(planted), _drawn(planted))


def test_the_order_of_pairs_does_not_matter() -> None:
    rows = [(float(k % 7 - 3), "gdp", "county", 2015 + k % 8, f"a{k}") for k in range(40)]
    forwards, backwards = fit_gaps(_sample(rows)), fit_gaps(_sample(rows[::-1]))
    assert forwards.variance == pytest.approx(backwards.variance)


def test_counts_tell_pairs_and_clusters(planted: GapModel) -> None:
    assert planted.sample.count("gdp") == 15 * len(YEARS)
    assert planted.sample.count("gdp", "nation") == 0
    assert planted.sample.clusters("gdp", "county") == 15 * len(YEARS)


def test_an_empty_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        fit_gaps(GapSample(np.array([]), (), (), (), (), ()))


def test_a_gap_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite gaps"):
        _sample([(float("nan"), "gdp", "county", 2020, "a")])
