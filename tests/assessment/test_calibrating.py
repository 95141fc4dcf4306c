"""Hyper-parameters learnt from panels whose truth was planted."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment.calibrating import calibrate
from tianqiao_econ.assessment.priors import COLUMNS, START, from_table, priors_of, to_values
from tianqiao_econ.datasets import check
from tianqiao_econ.framework import EconError, NotKnown

PROVINCES = ("110000", "120000")
CITIES = tuple(f"{11 + n % 2}{n // 2 + 1:02d}00" for n in range(24))
YEARS = range(2002, 2017)
USUAL = 9.0
TODAY = date(2030, 1, 1)


@pytest.fixture(scope="session")
def planted(frames, opened):
    """Open a package in which cities (and provinces) have these figures, years x areas each."""

    def build(*indicators, **tables):
        codes = [*PROVINCES, *CITIES]
        targets, outturns = [], []
        for indicator, target, outturn in indicators:
            key = [(code, indicator, year) for year, code in itertools.product(YEARS, codes)]
            targets += [
                (*at, number) for at, number in zip(key, target.ravel().round(2), strict=True)
            ]
            outturns += [
                (*at, number) for at, number in zip(key, outturn.ravel().round(2), strict=True)
            ]
        made = {
            "areas": frames.areas(codes).assign(
                parent=lambda rows: rows["parent"].replace("CN", "")
            ),
            "targets": frames.targets(targets).dropna(subset=["lower"]),
            "observations": frames.outturns(outturns).dropna(subset=["obs_value"]),
        }
        return opened(made | tables)

    return build


def noise(seed, scale=1.0):
    shape = (len(YEARS), len(PROVINCES) + len(CITIES))
    return np.random.default_rng(seed).normal(0, scale, shape)


def by_year(seed, scale=1.0):
    return np.random.default_rng(seed).normal(0, scale, (len(YEARS), 1))


def learnt_quickly(*packages):
    """Figures of packages; the pool's weights, which take long, from one year alone."""
    named = [(f"made up {number}", package) for number, package in enumerate(packages, start=1)]
    return calibrate(named, first=YEARS[-1])


def values(table):
    return table.set_index(["parameter", "scope"])["value"]


def stretched(slope, seed=1):
    """Targets that lie anywhere; gaps that follow their distance from the last outturns."""
    target, error = USUAL + noise(seed, 1.5), noise(seed + 1, 0.5)
    outturn = np.empty_like(target)
    outturn[:2] = USUAL + noise(seed + 2)[:2]
    for at in range(2, len(YEARS)):
        recent = 0.75 * outturn[at - 1] + 0.25 * outturn[at - 2]
        stretch = target[at] - recent
        outturn[at] = target[at] + slope * (stretch - stretch.mean()) + error[at]
    return "gdp", target, outturn


def test_the_slope_of_gaps_on_the_stretch_is_found(planted):
    found = {slope: learnt_quickly(planted(stretched(slope))) for slope in (-0.8, 0.0)}
    for slope, table in found.items():
        assert values(table)["stretch", "gdp"] == pytest.approx(slope, abs=0.12)


def test_gaps_that_last_are_told_from_gaps_that_turn(planted):
    lasting = np.repeat([1.5, -1.5], [7, 8])[:, None]
    turning = np.where(np.arange(len(YEARS)) % 2, 1.5, -1.5)[:, None]
    learnt = {}
    for name, years in (("lasting", lasting), ("turning", turning)):
        target = USUAL + noise(3, 0.5)
        table = learnt_quickly(planted(("gdp", target, target + years + noise(4, 0.5))))
        learnt[name] = values(table)["year_variances"]
    kept = {name: year["persistent"] * year["persistence"] for name, year in learnt.items()}
    assert kept["lasting"] > 1.5 * kept["turning"]
    assert learnt["turning"]["own"] > learnt["lasting"]["own"]


@pytest.mark.parametrize("correlation", [0.8, -0.6])
def test_the_correlation_of_two_indicators_errors_is_found(planted, correlation):
    one, other = noise(5), noise(6)
    other = correlation * one + np.sqrt(1 - correlation**2) * other
    indicators = [
        (name, target := USUAL + noise(seed, 0.5), target + size * error)
        for name, seed, size, error in (("gdp", 7, 1.0, one), ("fiscal_revenue", 8, 4.0, other))
    ]
    found = values(learnt_quickly(planted(*indicators)))["correlation"]
    assert found["fiscal_revenue+gdp"] == pytest.approx(correlation, abs=0.12)


@pytest.mark.parametrize(("part", "low", "high"), [(0.8, 0.5, 1.0), (0.0, 0.0, 0.15)])
def test_the_part_of_a_deviation_that_comes_again_is_found(planted, part, low, high):
    deviation = noise(9)
    for at in range(1, len(YEARS)):
        deviation[at] += part * deviation[at - 1]
    world = ("gdp", USUAL + noise(10), USUAL + by_year(11) + deviation)
    memory = values(learnt_quickly(planted(world)))["memory"]
    assert low <= memory["lag 1"] <= high


def targets_know():
    """Growth that nobody could have guessed from the past, and targets that name it."""
    outturn = USUAL + by_year(12, 2.0) + noise(13, 2.0)
    return "gdp", outturn + noise(14, 0.2), outturn


def the_past_knows():
    """Places that keep their distance from a steady mean, and targets out of a hat."""
    lasting = np.random.default_rng(15).normal(0, 2.0, noise(0).shape[1])
    return "gdp", USUAL + noise(16, 4.0), USUAL + lasting + noise(17, 0.2)


def parents_know():
    """Provinces that name their growth; cities follow them and name anything."""
    outturn, target = USUAL + by_year(18, 3.0) + noise(19, 0.2), USUAL + noise(20, 4.0)
    target[:, : len(PROVINCES)] = outturn[:, : len(PROVINCES)]
    return "gdp", target, outturn


@pytest.mark.parametrize(
    ("world", "member"),
    [(targets_know, "anchored"), (the_past_knows, "trend"), (parents_know, "parent")],
)
def test_the_member_that_knows_weighs_most(planted, world, member):
    weights = values(calibrate([("made up", planted(world()))]))["weights"]
    assert weights.idxmax() == member
    assert weights.sum() == pytest.approx(1, abs=1e-3)
    assert weights[member] < 0.6  # ten years do not settle it


@pytest.fixture(scope="module")
def table(panel_package):
    return calibrate([("made up", panel_package)])


def test_every_hyper_parameter_is_told_with_what_it_rests_on(table):
    assert tuple(table.columns) == COLUMNS
    assert not table.duplicated(["parameter", "scope"]).any()
    assert set(zip(table["parameter"], table["scope"], strict=True)) >= set(to_values(START))
    learnt = table["n"] > 0
    assert set(table.loc[learnt, "source"]) == {"made up"}
    assert set(table.loc[learnt, "period"]) == {"2008-2016"}
    assert set(table.loc[~learnt, "source"]) == {"judgement"}
    assert (table["how"] != "").all()


def test_what_was_learnt_is_read_back_as_it_was(table):
    known = {(row.parameter, row.scope): row.value for row in table.itertuples()}
    assert to_values(from_table(table, TODAY)) == known


def test_a_data_package_may_carry_what_was_learnt(table, made_up_panel, opened):
    package = opened(made_up_panel() | {"priors": table})
    assert check(package.folder) == ()
    assert priors_of(package.latest(), 2030) == from_table(table, TODAY)


def test_figures_of_two_packages_are_averaged_by_their_numbers(planted):
    steep, flat = (planted(stretched(slope)) for slope in (-0.8, 0.0))
    both = learnt_quickly(steep, flat)
    line = both.set_index(["parameter", "scope"]).loc[("stretch", "gdp")]
    assert line["value"] == pytest.approx(-0.4, abs=0.12)
    assert line["source"] == "made up 1; made up 2"
    apart = [learnt_quickly(one).set_index(["parameter", "scope"]) for one in (steep, flat)]
    assert line["n"] == sum(one.loc[("stretch", "gdp"), "n"] for one in apart)


def test_a_package_without_pairs_adds_nothing_to_another(planted, panel_package, table):
    silent = planted(("gdp", np.full_like(noise(0), np.nan), USUAL + noise(21)))
    both = calibrate([("made up", panel_package), ("silent", silent)])
    pd.testing.assert_frame_equal(both, table)


def test_packages_without_pairs_are_refused_in_words(planted):
    silent = planted(("gdp", np.full_like(noise(0), np.nan), USUAL + noise(21)))
    with pytest.raises(NotKnown, match="no target in these data had an outturn by 20"):
        calibrate([("silent", silent)])


def test_years_before_the_first_pair_leave_nothing_to_learn_from(panel_package):
    with pytest.raises(NotKnown, match="nothing to learn from"):
        calibrate([("made up", panel_package)], as_of=date(2006, 3, 31))


def test_the_first_year_forecast_can_be_chosen(panel_package):
    lines = calibrate([("made up", panel_package)], first=2015)
    assert set(lines.loc[lines["parameter"] == "weights", "n"]) == {2}


def test_what_is_published_later_changes_nothing(made_up_panel, opened):
    tables, day = made_up_panel(), date(2014, 3, 31)
    outturns = tables["observations"]
    kept = outturns[outturns["time_period"] <= 2013]
    cut = opened(tables | {"observations": kept})
    learnt = [calibrate([("made up", one)], as_of=day) for one in (opened(tables), cut)]
    pd.testing.assert_frame_equal(*learnt)
    assert set(learnt[0]["as_of"]) == {"2014-03-31"}


def test_an_unknown_parameter_is_refused_by_its_name(table):
    wrong = table.assign(parameter=table["parameter"].replace("spread", "spraed"))
    with pytest.raises(EconError, match=r"unknown parameter spraed: known are .*spread"):
        from_table(wrong, TODAY)


def vintages(table):
    """Two vintages of a table, the later one with another half-life."""
    later = table.assign(
        as_of="2020-03-31", value=table["value"].where(table["parameter"] != "half_life", 3.0)
    )
    return pd.concat([table.assign(as_of="2018-03-31"), later])


@pytest.mark.parametrize(
    ("day", "half_life"), [(date(2018, 4, 1), 10.0), (date(2020, 3, 31), 3.0), (TODAY, 3.0)]
)
def test_the_newest_vintage_that_was_known_counts(table, day, half_life):
    assert from_table(vintages(table), day).half_life == half_life


def test_before_the_first_vintage_nothing_is_learnt(table):
    assert from_table(vintages(table), date(2018, 3, 30)) == START


def test_a_table_without_dates_counts_at_any_time(table):
    undated = table.assign(as_of=pd.NaT)
    assert from_table(undated, date(1999, 1, 1)) == from_table(table, TODAY)


def test_a_year_that_is_over_is_told_by_what_could_be_known_in_it(table, made_up_panel, opened):
    package = opened(made_up_panel() | {"priors": vintages(table)})
    assert priors_of(package.as_of("2025-01-01"), 2019).half_life == 10.0
    assert priors_of(package.as_of("2025-01-01"), 2020).half_life == 3.0


def test_a_panel_of_one_indicator_does_not_tell_a_crisis_from_a_shock_of_its_own(planted):
    """Two indicators that fall together are a crisis; with the one alone the sum is shared."""
    target, crisis = USUAL + noise(30, 0.3), by_year(31, 3.0)
    one, other = (target + crisis + noise(seed, 0.5) for seed in (32, 33))
    alone = values(learnt_quickly(planted(("gdp", target, one))))["year_variances"]
    both = values(learnt_quickly(planted(("gdp", target, one), ("fiscal_revenue", target, other))))[
        "year_variances"
    ]
    assert both["crisis"] / both["own"] > 1.5 * alone["crisis"] / alone["own"]


def test_a_folder_s_own_table_without_a_vintage_so_old_leaves_the_packaged_one(
    table, made_up_panel, opened
):
    package = opened(made_up_panel() | {"priors": vintages(table)})
    plain = opened(made_up_panel())
    day = "2016-03-31"
    assert priors_of(package.as_of(day), 2016) == priors_of(plain.as_of(day), 2016) != START
