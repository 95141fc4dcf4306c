"""Pooled gaps: planted truths, shrinkage, outliers, and records of next to nothing."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from tianqiao_econ.forecasting import (
    Anchoring,
    Centres,
    Priors,
    Rows,
    YearVariances,
    fit_anchoring,
    t_sd,
    take_apart,
)
from tianqiao_econ.forecasting.gap_residuals import STRETCH_PEERS, apart_from_peers

YEARS, NOW = range(2004, 2016), 2016
LEVELS, AREAS = 3, 40
USUAL = (np.array([1.5, 4.0]), np.array([-0.5, -0.5]))
KINSHIP = np.array([[1.0, 0.3], [0.3, 1.0]])

_USED = {
    "stretch_pairs": 8.0,
    "error": 0.7,
    "area": 0.05,
    "cluster": 0.3,
    "year_variances": YearVariances(0.1, 0.1, 0.5, 0.75, 0.1, 0.25),
    "half_life": 8.0,
    "weight": 8.0,
}
# what the gap regression does not look at is left out
PRIORS = Priors(**(dict.fromkeys((field.name for field in fields(Priors)), None) | _USED))


def rows_of(year, area, *, indicator=0, level=1, stretch=0.0, wording=(0.0, 0.0), cluster=None):
    """Rows of targets; whatever is a single number holds for all of them."""
    year, area = np.broadcast_arrays(np.atleast_1d(year), np.atleast_1d(area))
    size = year.size

    def every(value):
        return np.broadcast_to(np.asarray(value), size).astype(np.intp)

    return Rows(
        stretch=np.broadcast_to(np.asarray(stretch, dtype=float), size).copy(),
        wording=np.broadcast_to(np.asarray(wording, dtype=float), (size, 2)).copy(),
        indicator=every(indicator),
        level=every(level),
        area=every(area),
        cluster=every(area if cluster is None else cluster),
        year=every(year),
    )


def panel(**columns) -> Rows:
    """Every area in every year."""
    year, area = (axis.ravel() for axis in np.meshgrid(list(YEARS), np.arange(AREAS)))
    return rows_of(year, area, **columns)


def fitted(gap, rows: Rows, priors: Priors = PRIORS, usual=USUAL) -> Anchoring:
    return fit_anchoring(
        np.asarray(gap, dtype=float),
        rows,
        priors,
        usual,
        KINSHIP,
        levels=np.ones(LEVELS),
        areas=AREAS,
        now=NOW,
    )


def expected(model: Anchoring, rows: Rows) -> Centres:
    return model.centres(rows, model.shocks(LEVELS, NOW))


@pytest.fixture
def rng():
    return np.random.default_rng(11)


@pytest.fixture
def noise(rng):
    """Errors of every area in every year, points."""
    return rng.normal(0, 1.0, AREAS * len(YEARS))


def test_a_planted_slope_is_recovered_against_the_prior(rng, noise):
    stretch = rng.normal(1, 1.0, noise.size)
    for slope in (-0.85, -0.2):
        found = fitted(slope * stretch + noise, panel(stretch=stretch)).slope[0]
        assert found == pytest.approx(slope, abs=0.12)


@pytest.mark.parametrize(("planted", "bound"), [(-3.0, -1.0), (2.0, 0.0)])
def test_an_outturn_neither_falls_with_its_target_nor_outruns_it(rng, noise, planted, bound):
    stretch = rng.normal(0, 1.0, noise.size)
    slope = fitted(planted * stretch + noise, panel(stretch=stretch)).slope[0]
    assert slope == pytest.approx(bound, abs=0.1)
    assert -1 <= slope <= 0


def test_the_slope_of_an_indicator_without_pairs_is_the_prior_s(rng, noise):
    stretch = rng.normal(0, 1.0, noise.size)
    assert fitted(-0.9 * stretch + noise, panel(stretch=stretch)).slope[1] == -0.5


def test_one_wild_year_of_one_area_does_not_turn_the_slope(rng, noise):
    stretch = rng.normal(0, 1.0, noise.size)
    gap = -0.3 * stretch + noise
    gap[7], stretch[7] = 60.0, 3.0
    assert fitted(gap, panel(stretch=stretch)).slope[0] == pytest.approx(-0.3, abs=0.12)


def test_a_stretch_that_all_peers_share_moves_no_gap_but_the_year_s(rng, noise):
    stretch = rng.normal(0, 1.0, noise.size)
    rows = panel(stretch=stretch)
    model = fitted(-0.5 * stretch + noise, rows)
    places = rows_of(NOW, np.arange(AREAS), stretch=stretch[:AREAS])
    shifted = replace(places, stretch=places.stretch + 3.0)
    one, other = (expected(model, some).parts["stretch"] for some in (places, shifted))
    alone_it_would_move = 0.5 * 3.0
    assert np.abs(other - one).max() < 0.2 * alone_it_would_move


def test_a_stretch_against_the_peers_is_that_of_a_slow_loop(rng):
    stretch = np.where(rng.random(60) < 0.2, np.nan, rng.normal(0, 1, 60))
    rows = rows_of(
        rng.integers(2010, 2013, 60),
        rng.integers(0, AREAS, 60),
        level=rng.integers(0, LEVELS, 60),
        indicator=rng.integers(0, 2, 60),
        stretch=stretch,
    )
    usual = rng.normal(0, 0.5, (2, LEVELS))

    def towards(centre, chosen):
        some = stretch[chosen & ~np.isnan(stretch)]
        return (some.sum() + STRETCH_PEERS * centre) / (some.size + STRETCH_PEERS)

    found = apart_from_peers(rows, usual, USUAL[0])
    for i in range(60):
        year = (rows.indicator == rows.indicator[i]) & (rows.year == rows.year[i])
        centre = towards(usual[rows.indicator[i], rows.level[i]], year)
        # everyone's own level, so the first mean is of each row's own usual stretch
        centre = towards(centre, year & (rows.level == rows.level[i]))
        assert found[i] == pytest.approx(stretch[i] - centre, nan_ok=True)


def test_an_unknown_stretch_says_nothing_and_widens(rng, noise):
    stretch = rng.normal(0, 1.5, noise.size)
    model = fitted(-0.8 * stretch + noise, panel(stretch=stretch))
    known, unknown = (
        expected(model, rows_of(NOW, np.arange(5), stretch=some)) for some in (0.0, np.nan)
    )
    assert (unknown.parts["stretch"] == 0).all()
    assert (unknown.own_sd > known.own_sd).all()


@pytest.mark.parametrize("stretch", [-300.0, -20.0, 20.0, 300.0])
def test_no_outturn_follows_a_target_out_of_all_bounds(rng, noise, stretch):
    usual = rng.normal(0, 1.0, noise.size)
    model = fitted(-0.5 * usual + noise, panel(stretch=usual))
    far = expected(model, rows_of(NOW, np.arange(AREAS), stretch=[stretch, *[0.0] * (AREAS - 1)]))
    outturn_against_recent_ones = stretch + far.mean[0]
    assert abs(outturn_against_recent_ones) < 10 * model.scale[0]
    assert np.abs(far.parts["stretch"][1:]).max() < 0.5


def test_a_planted_effect_of_wording_is_recovered(rng, noise):
    about = (rng.random(noise.size) < 0.4).astype(float)
    wording = np.column_stack([np.zeros(noise.size), about])
    model = fitted(noise - 1.2 * about, panel(wording=wording))
    with_it, without = (
        expected(model, rows_of(NOW, [3], wording=some)).mean for some in ((0, 1), (0, 0))
    )
    assert with_it - without == pytest.approx(-1.2, abs=0.4)


def test_levels_of_government_keep_their_own_offset(rng):
    rows = panel(level=np.arange(AREAS * len(YEARS)) % 2)
    gap = np.where(rows.level == 0, 1.0, -2.0) + rng.normal(0, 1.0, rows.size)
    model = fitted(gap, rows)
    here = [expected(model, rows_of(NOW, [0], level=level)).mean[0] for level in range(LEVELS)]
    assert here[0] > here[1] + 1.5
    assert here[1] < here[2] < here[0]


def test_a_record_of_missing_is_believed_in_part_and_the_more_the_longer(noise):
    rows = panel()
    gap = noise - 3.0 * (rows.area == 5)
    short = rows.year >= 2014
    few = replace(rows, **{name: getattr(rows, name)[short] for name in Rows.__slots__})
    long_record, short_record = fitted(gap, rows), fitted(gap[short], few)
    assert -2.0 < long_record.area[5] < short_record.area[5] < 0
    assert long_record.area_doubt[5] < short_record.area_doubt[5] < PRIORS.area
    part = expected(long_record, rows_of(NOW, [5, 6])).parts["record"]
    assert part[0] < part[1] - 0.5


def test_a_spread_is_recovered_under_outliers(rng):
    values = rng.normal(0, 2.0, 600)
    clean = t_sd(values, np.ones(600), 1.0, 8.0)
    values[:30] *= 25
    found = t_sd(values, np.ones(600), 1.0, 8.0)
    assert clean == pytest.approx(2.0, rel=0.3)
    assert found == pytest.approx(2.0, rel=0.4)
    assert values.std() > 8


def test_a_student_t_spread_is_its_standard_deviation(rng):
    values = np.sqrt(0.5) * 3.0 * rng.standard_t(4, 20_000)
    assert t_sd(values, np.ones(values.size), 1.0, 8.0) == pytest.approx(3.0, rel=0.05)


def test_without_values_the_spread_is_the_prior_s():
    assert t_sd(np.zeros(0), np.zeros(0), 1.7, 8.0) == pytest.approx(1.7)


def test_a_level_that_swings_more_is_wider(rng):
    rows = panel(level=np.arange(AREAS * len(YEARS)) % 2)
    gap = rng.normal(0, 1.0, rows.size) * np.where(rows.level == 0, 3.0, 1.0)
    spread = fitted(gap, rows).spread[0]
    assert spread[0] == pytest.approx(3.0, rel=0.35)
    assert spread[1] == pytest.approx(1.0, rel=0.35)
    assert spread[1] < spread[2] < spread[0]


def test_old_years_count_less_in_the_spread(noise):
    rows = panel()
    turned = replace(rows, year=YEARS[0] + YEARS[-1] - rows.year)
    calming = np.where(rows.year < 2010, 3.0, 1.0) * noise
    lately_calm, lately_wild = (fitted(calming, some).spread[0, 1] for some in (rows, turned))
    assert lately_calm < 0.9 * lately_wild


def test_the_usual_gap_is_learnt_and_large_gaps_do_not_blow_it_up(noise):
    rows = panel()
    plain = fitted(5 * noise, rows).scale[0]
    assert plain > 1.5 * USUAL[0][0]
    wild = 5 * noise
    wild[::50] = 900.0
    assert fitted(wild, rows).scale[0] < 1.5 * plain
    assert fitted(5 * noise, rows).scale[1] == pytest.approx(USUAL[0][1])


def test_a_year_of_many_areas_under_one_parent_tells_less_of_the_year(noise):
    rows = panel()
    one_parent = replace(rows, cluster=np.zeros(rows.size, dtype=np.intp))
    apart, together = (
        take_apart(noise, some, PRIORS, USUAL, np.ones(LEVELS), areas=AREAS).cells.noise
        for some in (rows, one_parent)
    )
    assert (together > 3 * apart).all()


def test_the_parts_and_the_long_run_make_the_whole(rng, noise):
    stretch = rng.normal(0, 1.0, noise.size)
    model = fitted(-0.5 * stretch + noise - 1.0, panel(stretch=stretch))
    rows = rows_of(NOW, np.arange(10), stretch=stretch[:10], wording=(1, 0))
    shocks = model.shocks(LEVELS, NOW)
    found = model.centres(rows, shocks)
    long_run = found.mean - sum(found.parts.values())
    np.testing.assert_allclose(long_run, shocks.long_run[1])
    assert set(found.parts) == {"year", "stretch", "wording", "record"}
    taken = found.taken(np.array([3, 1]))
    np.testing.assert_array_equal(taken.mean, found.mean[[3, 1]])
    np.testing.assert_array_equal(taken.parts["stretch"], found.parts["stretch"][[3, 1]])


def test_a_crisis_year_is_not_carried_forward(noise):
    rows = panel()
    deep, calm = (
        expected(fitted(noise + shift * (rows.year == 2015), rows), rows_of(NOW, [0])).mean[0]
        for shift in (-12.0, 0.0)
    )
    assert abs(deep - calm) < 1.0


def test_a_run_of_bad_years_is(noise):
    rows = panel()
    falling, calm = (
        expected(fitted(noise + shift * (rows.year > 2011), rows), rows_of(NOW, [0])).mean[0]
        for shift in (-3.0, 0.0)
    )
    assert falling < calm - 1.2


def test_the_order_of_pairs_does_not_matter(rng, noise):
    rows = panel(stretch=rng.normal(0, 1, noise.size), level=np.arange(noise.size) % 2)
    mixed = rng.permutation(noise.size)
    shuffled = Rows(*(getattr(rows, name)[mixed] for name in Rows.__slots__))
    ask = rows_of(NOW, np.arange(4), stretch=1.0)
    one, other = (
        expected(fitted(gap, some), ask) for gap, some in ((noise, rows), (noise[mixed], shuffled))
    )
    np.testing.assert_allclose(one.mean, other.mean)
    np.testing.assert_allclose(one.own_sd, other.own_sd)


RECORDS = {
    "none": [],
    "one pair": [(2015, 0, -2.0)],
    "two areas in one year": [(2015, 0, 0.0), (2015, 1, 0.0)],
    "one area for years": [(year, 0, 0.5) for year in YEARS],
    "all gaps zero": [(year, area, 0.0) for year in YEARS for area in range(6)],
    "all gaps equal": [(year, area, -3.0) for year in YEARS for area in range(6)],
    "one gap out of this world": [(2014, 0, 0.1), (2015, 0, 0.1), (2015, 1, -995.0)],
}


@pytest.mark.parametrize("stretch", [np.nan, 0.0, 5.0])
@pytest.mark.parametrize("record", RECORDS)
def test_next_to_no_record_gives_finite_answers_and_positive_spreads(record, stretch):
    year, area, gap = zip(*RECORDS[record], strict=True) if RECORDS[record] else ((), (), ())
    past = rows_of(np.array(year, dtype=int), np.array(area, dtype=int), stretch=stretch)
    model = fitted(gap, past)
    some = rows_of(NOW, np.arange(4), stretch=[0.0, np.nan, 3.0, -1.0], indicator=[0, 0, 1, 1])
    found = expected(model, some)
    assert np.isfinite(found.mean).all()
    assert np.abs(found.mean).max() < 60
    assert (found.own_sd > 0).all()
    assert (found.year_sd > 0).all()
    shocks = model.shocks(LEVELS, NOW)
    assert np.isfinite(shocks.draw(50, np.random.default_rng(1))).all()


def test_gaps_that_are_all_equal_are_expected_again_with_a_smaller_spread():
    rows = panel()
    model, nothing = fitted(np.full(rows.size, -3.0), rows), fitted([], rows_of([], []))
    ask = rows_of(NOW, [0])
    assert expected(model, ask).mean[0] == pytest.approx(-3.0, abs=1.0)
    assert expected(model, ask).own_sd[0] < expected(nothing, ask).own_sd[0]
