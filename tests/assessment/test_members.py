"""What every member of the engine has to keep, whichever it is; and what each is there for."""

from __future__ import annotations

import socket

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS

YEAR, DAY = 2016, "2016-03-31"
PARTS = ["centre", "year_sd", "own_sd"]


def without_outturns(tables):
    return tables | {"observations": tables["observations"].iloc[:0]}


def with_one_area(tables):
    one = {name: frame[frame["ref_area"] == "110100"] for name, frame in tables.items()}
    one["areas"] = one["areas"].assign(parent="")
    outturns = one["observations"]
    recent = (outturns["time_period"] >= YEAR - 2) & (outturns["indicator"] == "gdp")
    return one | {"observations": outturns[recent]}


def with_one_pair(tables):
    targets = tables["targets"]
    pair = (targets["ref_area"] == "110100") & (targets["time_period"] == YEAR - 1)
    return tables | {"targets": targets[(targets["time_period"] == YEAR) | pair]}


def without_parents(tables):
    return tables | {"areas": tables["areas"].assign(parent="")}


def with_a_gap_of_years(tables):
    inside = {
        name: tables[name][~tables[name]["time_period"].between(2009, 2013)]
        for name in ("targets", "observations")
    }
    return tables | inside


def ended_early(tables):
    outturns = tables["observations"]
    return tables | {"observations": outturns[outturns["time_period"] <= YEAR - 7]}


def without_growth(tables):
    flat = tables["targets"].assign(lower=0.0), tables["observations"].assign(obs_value=0.0)
    return tables | dict(zip(("targets", "observations"), flat, strict=True))


def always_met_exactly(tables):
    key = ["ref_area", "indicator", "time_period"]
    numbers = tables["observations"].set_index(key)["obs_value"].rename("lower").reset_index()
    return tables | {"targets": tables["targets"].drop(columns="lower").merge(numbers, on=key)}


def as_made(tables):
    return tables


WORLDS = {
    function.__name__.replace("_", " "): function
    for function in (
        as_made,
        without_outturns,
        with_one_area,
        with_one_pair,
        without_parents,
        with_a_gap_of_years,
        ended_early,
        without_growth,
        always_met_exactly,
    )
}


def asked_of(name, package, day=DAY, year=YEAR, only=slice(None)):
    """Answers of a member to all targets of a year, by indicator and area."""
    known = Knowledge.of(package.as_of(day), year)
    return answers(name, known, *(axis[only] for axis in known.panel.asked(year)))


def answers(name, known, indicator, area):
    said = MEMBERS[name](known, indicator, area)
    codes = ([known.panel.indicators[k] for k in indicator], [known.panel.areas[a] for a in area])
    index = pd.MultiIndex.from_arrays(codes)
    return pd.DataFrame({part: getattr(said, part) for part in PARTS}, index=index).sort_index()


@pytest.fixture(scope="module")
def tables(made_up_panel):
    return made_up_panel()


@pytest.fixture(scope="module")
def worlds(tables, opened):
    """Knowledge of each world, worked out when first asked for."""
    known = {}

    def of(world):
        if world not in known:
            package = opened(WORLDS[world](tables))
            known[world] = Knowledge.of(package.as_of(DAY), YEAR)
        return known[world]

    return of


@pytest.fixture(params=sorted(MEMBERS))
def member(request):
    return request.param


@pytest.fixture
def usual(member, panel_package):
    return asked_of(member, panel_package)


@pytest.mark.parametrize("world", sorted(WORLDS))
def test_spreads_are_finite_and_positive_where_there_is_a_centre(member, world, worlds):
    known = worlds(world)
    indicator, area = known.panel.asked(YEAR)
    said = MEMBERS[member](known, indicator, area)
    for part in PARTS:
        assert getattr(said, part).shape == indicator.shape
    spreads = np.stack([said.year_sd, said.own_sd])
    assert (spreads >= 0).all()
    assert np.isfinite(spreads).all()
    told = np.isfinite(said.centre)
    assert (np.hypot(*spreads)[told] > 0).all()
    assert np.isnan(said.centre[~told]).all()
    assert np.abs(said.centre[told]).max(initial=0) < 100


@pytest.mark.parametrize("world", sorted(WORLDS))
def test_no_target_is_no_question(member, world, worlds):
    none = np.zeros(0, dtype=np.intp)
    said = MEMBERS[member](worlds(world), none, none)
    assert all(getattr(said, part).shape == (0,) for part in PARTS)


def test_there_is_something_to_say_of_a_full_panel(usual):
    assert usual.notna().all(axis=1).mean() > 0.9
    assert usual["centre"].std() > 0


def test_a_target_alone_gets_the_answer_that_it_gets_among_others(member, usual, panel_package):
    some = asked_of(member, panel_package, only=slice(3, None, 7))
    pd.testing.assert_frame_equal(some, usual.loc[some.index])


def test_the_same_input_gives_the_same_answer(member, usual, panel_package):
    pd.testing.assert_frame_equal(asked_of(member, panel_package), usual, check_exact=True)


def test_the_order_of_areas_and_rows_does_not_matter(member, usual, tables, opened):
    shuffled = {
        name: frame.sample(frac=1.0, random_state=2) if name != "areas" else frame.iloc[::-1]
        for name, frame in tables.items()
    }
    pd.testing.assert_frame_equal(asked_of(member, opened(shuffled)), usual, rtol=1e-6)


def test_nothing_is_needed_but_the_package_and_the_date(
    member, usual, tables, opened, monkeypatch, tmp_path
):
    package = opened(tables)

    def refuse(*_arguments, **_options):
        raise AssertionError("a member went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("TIANQIAO_ECON_DATA", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    np.random.seed(5)  # noqa: NPY002 - the global state that must not matter
    pd.testing.assert_frame_equal(asked_of(member, package), usual, check_exact=True)


def test_nothing_that_became_known_after_the_date_moves_an_answer(
    member, usual, tables, planted, opened
):
    package = opened(planted(tables))
    pd.testing.assert_frame_equal(asked_of(member, package), usual, check_exact=True)
    moved = asked_of(member, package, day="2016-12-31")
    assert not np.allclose(moved, usual.reindex(moved.index))


def test_an_outturn_of_the_year_itself_is_never_used_though_it_is_out(
    member, tables, frames, opened
):
    late = f"{YEAR + 1}-12-31"
    plain = asked_of(member, opened(tables), day=late)
    old = tables["observations"]
    absurd = old.assign(obs_value=old["obs_value"].where(old["time_period"] < YEAR, 77.0))
    following = tables["targets"].query("time_period == @YEAR")
    following = following.assign(time_period=YEAR + 1, lower=55.0, as_of=f"{YEAR + 1}-01-31")
    changed = tables | {
        "observations": absurd,
        "targets": frames.together(tables["targets"], following),
    }
    pd.testing.assert_frame_equal(asked_of(member, opened(changed), day=late), plain)


def fewer_areas(tables):
    kept = tables["areas"]["ref_area"][::3].tolist()
    kept = ["CN", "110000", "120000", *(code for code in kept if not code.endswith("0000"))]
    return {name: frame[frame["ref_area"].isin(kept)] for name, frame in tables.items()}


def fewer_years(tables):
    recent = {
        name: tables[name][tables[name]["time_period"] >= YEAR - 4]
        for name in ("targets", "observations")
    }
    return tables | recent


@pytest.mark.parametrize("fewer", [fewer_areas, fewer_years, with_one_pair, without_outturns])
def test_with_fewer_data_the_spread_is_never_absurdly_sharper(member, usual, tables, opened, fewer):
    found = asked_of(member, opened(fewer(tables))).dropna()
    both = usual.loc[found.index]
    spread, before = (np.hypot(said["year_sd"], said["own_sd"]) for said in (found, both))
    assert (spread > 0.6 * before).all()
    assert spread.median() > 0.85 * before.median() if len(found) else True


def test_the_anchored_member_follows_its_target(tables, opened):
    higher = tables["targets"].copy()
    mine = (higher["ref_area"] == "110100") & (higher["time_period"] == YEAR)
    higher.loc[mine, "lower"] += 2.0
    before = asked_of("anchored", opened(tables))["centre"]
    after = asked_of("anchored", opened(tables | {"targets": higher}))["centre"]
    moved = (after - before).loc[("gdp", "110100")]
    # a farther stretch is met less: part of the two points, and its peers hardly move
    assert 0.2 < moved < 2.0
    assert abs((after - before).loc[("gdp", "110200")]) < 0.2


@pytest.mark.parametrize("name", sorted(set(MEMBERS) - {"anchored"}))
def test_the_other_members_do_not_look_at_the_target_of_a_place_without_children(
    name, tables, opened
):
    changed = tables["targets"].copy()
    mine = (changed["ref_area"] == "110100") & (changed["time_period"] == YEAR)
    changed.loc[mine, "lower"] += 5.0
    before, after = (
        asked_of(name, opened(tables | {"targets": targets})).loc[("gdp", "110100"), "centre"]
        for targets in (tables["targets"], changed)
    )
    # the anchored gaps of the parent may see it as a peer's stretch, no more
    assert after == pytest.approx(before, abs=0.15)


def test_the_trend_finds_the_path_and_the_deviation_that_were_planted(frames, opened):
    codes = [f"11{k:02d}00" for k in range(1, 21)]
    rng = np.random.default_rng(1)
    apart = dict(zip(codes, np.linspace(-4, 4, len(codes)), strict=True))
    rows = [
        (code, "gdp", year, round(9 + apart[code] + rng.normal(0, 0.3), 2))
        for code in codes
        for year in range(2004, YEAR)
    ]
    tables = {
        "areas": frames.areas(["CN", "110000", *codes]),
        "targets": frames.targets([(code, "gdp", YEAR, 9.0) for code in codes]),
        "observations": frames.outturns(rows),
    }
    found = asked_of("trend", opened(tables)).loc["gdp"]
    assert found.loc["111000":"111100", "centre"].mean() == pytest.approx(9.0, abs=0.5)
    deviation = found["centre"] - found["centre"].mean()
    slope = np.polyfit([apart[code] for code in found.index], deviation, 1)[0]
    assert 0.4 < slope <= 1.0
    assert (found["own_sd"] > 0.1).all()


def test_the_parent_s_target_is_followed_with_the_usual_distance_from_it(frames, opened):
    codes = [f"11{k:02d}00" for k in range(1, 13)]
    years = range(2008, YEAR)
    rng = np.random.default_rng(1)
    path = {year: 9 + rng.normal(0, 0.2) for year in years}
    tables = {
        "areas": frames.areas(["CN", "110000", *codes]),
        "targets": frames.targets(
            [
                ("110000", "gdp", year, round(path.get(year, 9.0), 1))
                for year in range(2008, YEAR + 1)
            ]
            + [(code, "gdp", YEAR, 11.0) for code in codes]
        ),
        "observations": frames.outturns(
            [("110000", "gdp", year, round(path[year], 1)) for year in years]
            + [
                (code, "gdp", year, round(path[year] + 2 + rng.normal(0, 0.3), 1))
                for year in years
                for code in codes
            ]
        ),
    }
    found = asked_of("parent", opened(tables)).loc["gdp"]
    assert found.loc[codes, "centre"].to_numpy() == pytest.approx(11.0, abs=0.7)
    assert np.isnan(found.loc["110000", "centre"])
