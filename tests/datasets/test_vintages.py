from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.datasets import open_data
from tianqiao_econ.datasets.series import newest_vintage, with_derived
from tianqiao_econ.framework import EconError, NotKnown, Qualifier, UnknownName
from tianqiao_econ.framework.locate import packaged_data


@given(day=st.dates(date(2023, 1, 1), date(2024, 6, 30)))
def test_nothing_published_later_is_seen(small, day):
    view = small.as_of(day)
    for seen, whole in ((view.observations, small.observations), (view.targets, small.targets)):
        assert (seen["as_of"].dt.date <= day).all()
        assert len(seen) == (whole["as_of"].dt.date <= day).sum()


@given(days=st.lists(st.dates(date(2023, 3, 1), date(2024, 6, 30)), min_size=2, max_size=2))
def test_later_views_see_at_least_what_earlier_ones_saw(small, days):
    early, late = (small.as_of(day).series("gdp", area="370105") for day in sorted(days))
    assert set(early.index) <= set(late.index)
    assert (late["as_of"].reindex(early.index) >= early["as_of"]).all()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-31", {"2022": 0.3}),
        ("2024-01-16", {"2022": 0.3, "2023": 6.5}),
        ("2024-03-31", {"2022": 0.3, "2023": 6.4}),
    ],
)
def test_a_series_has_the_newest_value_that_was_out(small, day, expected):
    series = small.as_of(day).series("gdp", area="370105")
    assert series["obs_value"].to_dict() == expected


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 1, 16),
        "2024-01-16",
        datetime(2024, 1, 16, 9, tzinfo=UTC),
        pd.Timestamp("2024-01-16"),
    ],
)
def test_a_date_may_be_a_date_or_iso_text(small, day):
    view = small.as_of(day)
    assert (type(view.date), view.date) == (date, date(2024, 1, 16))


@pytest.mark.parametrize(
    "day", ["2024/1/16", "20240116", "16 January", "", "2024-02-30", 45307, None]
)
def test_any_other_date_is_refused_with_what_to_write(small, day):
    with pytest.raises(EconError, match="as_of is a date like 20"):
        small.as_of(day)


def test_the_latest_view_sees_everything(small):
    view = small.latest()
    assert view.date == date(2024, 3, 5)
    assert len(view.observations) == len(small.observations)
    assert len(view.targets) == len(small.targets)


def test_targets_come_in_display_order_with_their_direction(small):
    targets = small.as_of("2024-01-16").targets_of("370105", 2024)
    assert [t.indicator for t in targets] == ["gdp", "cpi", "fdi"]
    assert [t.direction for t in targets] == ["higher", "lower", "higher"]
    assert [t.as_of for t in targets] == [date(2024, 1, 16)] * 3


def test_a_target_is_a_value_with_its_wording(small):
    target = small.as_of("2024-01-16").target("gdp", area="370105", year=2024)
    assert (target.qualifier, target.lower, target.upper) == (Qualifier.EXACT, 6.5, None)
    assert (target.wording, target.origin_id) == ("增长6.5%", "report")


def test_before_its_report_a_target_is_not_known_and_the_date_is_told(small):
    view = small.as_of("2023-12-31")
    told = "no target of 370105 for 2024 was known on 2023-12-31; the first came out on 2024-01-16"
    with pytest.raises(NotKnown, match=told):
        view.targets_of("370105", 2024)
    with pytest.raises(NotKnown, match="the first came out on 2024-01-16"):
        view.target("gdp", area="370105", year=2024)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda v: v.target("fdi", area="CN", year=2024), "CN has no target for fdi in 2024"),
        (
            lambda v: v.target("fdi", area="370105", year=2024, transformation="growth"),
            "no target for fdi as a growth in 2024",
        ),
        (lambda v: v.targets_of("370100", 2024), "the data hold no target of 370100"),
        (lambda v: v.series("cpi", area="370105"), "the data hold no growth of cpi"),
        (lambda v: v.series("gdp", area="370105", freq="Q"), "the data hold no growth of gdp"),
    ],
)
def test_what_the_data_do_not_hold_is_said(small, ask, sentence):
    with pytest.raises(NotKnown, match=sentence):
        ask(small.latest())


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda v: v.series("gpd", area="370105"), "gdp"),
        (lambda v: v.series("gdp", area="天桥"), "370105"),
        (lambda v: v.series("gdp", area="370105", transformation="grwth"), "growth"),
        (lambda v: v.series("gdp", area="370105", accumulation="y2d"), "ytd"),
        (lambda v: v.target("fdl", area="370105", year=2024), "fdi"),
        (lambda v: v.targets_of("37010", 2024), "370105"),
    ],
)
def test_a_slip_in_a_name_is_answered_with_the_nearest(small, ask, nearest):
    with pytest.raises(UnknownName) as caught:
        ask(small.latest())
    assert nearest in caught.value.suggestions


def test_a_new_wording_replaces_the_old_from_its_day_on(make_package, small_files):
    cut = "370105,gdp,2024,growth,about,6,,PERCENT,2024-07-30,report,6%左右\n"
    package = open_data(make_package({"targets.csv": small_files["targets.csv"] + cut}))
    wordings = [
        package.as_of(day).target("gdp", area="370105", year=2024).wording
        for day in ("2024-07-29", "2024-07-30")
    ]
    assert wordings == ["增长6.5%", "6%左右"]
    assert package.target_date("370105", 2024) == date(2024, 7, 30)


def test_targets_over_several_years_are_no_annual_ones(make_package, small_files):
    header, *rows = small_files["targets.csv"].splitlines()
    rows = [f"{row},," for row in rows]
    plan = "370105,gdp,2024,growth,about,6,,PERCENT,2024-01-16,report,,2028,average"
    text = "\n".join([f"{header},period_end,aggregation", *rows, plan])
    view = open_data(make_package({"targets.csv": text})).latest()
    assert len(view.targets_of("370105", 2024)) == 3
    assert view.target("gdp", area="370105", year=2024).lower == 6.5


def test_a_growth_and_a_level_target_stand_side_by_side(make_package, small_files):
    both = "370105,fdi,2024,growth,exact,5,,PERCENT,2024-01-16,report,\n"
    package = open_data(make_package({"targets.csv": small_files["targets.csv"] + both}))
    view = package.latest()
    assert view.target("fdi", area="370105", year=2024).transformation == "level"
    growth = view.target("fdi", area="370105", year=2024, transformation="growth")
    assert growth.lower == 5.0
    assert len(view.targets_of("370105", 2024)) == 4


def test_a_silent_series_names_what_else_is_known(small):
    with pytest.raises(NotKnown, match=r"no growth of fdi .*; ask for transformation level$"):
        small.latest().series("fdi", area="370105")
    with pytest.raises(NotKnown, match=r"; ask for transformation growth and freq A$"):
        small.latest().series("gdp", area="370105", transformation="level", freq="Q")
    with pytest.raises(NotKnown, match=r"\(A, period\)$"):
        small.as_of("2023-01-01").series("fdi", area="370105")


def test_every_series_is_what_it_would_be_alone():
    package = open_data(packaged_data())
    view = package.as_of("2024-01-16")
    seen = view.observations
    seen = seen[seen["ref_area"].isin(["CN", "370000", "370100", "370105"])]
    for (area, indicator), rows in seen[seen["freq"] == "A"].groupby(["ref_area", "indicator"]):
        basis = package.indicator(indicator).price_basis
        nominal = basis == "nominal"
        growth = newest_vintage(rows[rows["transformation"] == "growth"], nominal=nominal)
        levels = rows[rows["transformation"] == "level"]
        comparable = levels[levels["price_basis"] == "real"] if basis == "real" else levels
        for alone, kind in (
            (growth, {}),
            (newest_vintage(levels), {"transformation": "level"}),
            (with_derived(growth, comparable, nominal=nominal), {"derive": True}),
        ):
            found = view.known_series(indicator, area=area, **kind)
            pd.testing.assert_frame_equal(found, alone)


def test_a_series_of_which_nothing_is_known_has_no_rows(small):
    assert small.latest().known_series("cpi", area="370105").empty
    with pytest.raises(UnknownName, match="370105"):
        small.latest().known_series("gdp", area="天桥")


def test_a_series_is_a_frame_of_ones_own(small):
    view = small.latest()
    own = view.series("gdp", area="370105")
    own["obs_value"] = 0.0
    assert (view.series("gdp", area="370105")["obs_value"] != 0).all()
