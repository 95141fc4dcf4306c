"""Targets and outturns as arrays: every figure in its place, none of later years."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import attainment_pairs
from tianqiao_econ.assessment.panel import WORDINGS, panel_of

YEAR = 2016
CODES = ["CN", "110000", "110100", "110200"]


@pytest.fixture
def panel_from(frames, opened):
    """Panel of a small made-up package on a day."""

    def build(targets, outturns=(), day="2016-03-31", year=YEAR, **others):
        tables = {
            "areas": frames.areas(CODES),
            "targets": frames.together(*targets),
            "observations": frames.together(frames.outturns([]), *outturns),
        }
        return panel_of(opened(tables | others).as_of(day), year)

    return build


@pytest.fixture(scope="module")
def packaged(package):
    return panel_of(package.latest(), 2024)


def at(panel, indicator, area, year):
    return panel.indicators.index(indicator), panel.areas.index(area), panel.place(year)


def test_every_pair_of_the_record_is_a_pair_of_the_panel_with_the_same_gap(package, packaged):
    record = attainment_pairs(package.latest())
    record = record[record["year"] < 2024]
    found = packaged.pairs(2024)
    assert found[0].size == len(record)
    for row in record.iloc[::17].itertuples():
        place = at(packaged, row.indicator, row.ref_area, row.year)
        assert packaged.paired[place] - packaged.target[place] == pytest.approx(row.gap)


def test_levels_parents_and_directions_are_those_of_the_package(package, packaged):
    for number, code in enumerate(packaged.areas):
        area = package.area(code)
        above = packaged.parent[number]
        assert (packaged.areas[above] if above >= 0 else None) == area.parent
    cpi, gdp = (packaged.indicators.index(code) for code in ("cpi", "gdp"))
    assert (packaged.floor[cpi], packaged.floor[gdp]) == (False, True)
    assert packaged.theme[cpi] == "prices"


def test_what_is_asked_in_a_year_are_its_targets_and_no_others(packaged):
    indicator, area = packaged.asked(2020)
    asked = packaged.target[indicator, area, packaged.place(2020)]
    assert np.isfinite(asked).all()
    assert asked.size == np.isfinite(packaged.target[:, :, packaged.place(2020)]).sum()


def test_the_newest_wording_of_a_target_counts_and_its_lower_number(panel_from, frames):
    first = frames.targets([("110100", "gdp", YEAR, 7.0), ("110200", "gdp", YEAR, 8.0)])
    newest = frames.targets(
        [("110100", "gdp", YEAR, 6.0)], qualifier="range", upper=6.5, as_of="2016-03-01"
    )
    panel = panel_from([first, newest])
    assert panel.target[at(panel, "gdp", "110100", YEAR)] == 6.0
    assert panel.target[at(panel, "gdp", "110200", YEAR)] == 8.0


@pytest.mark.parametrize(
    ("qualifier", "flags"), [("at_least", [1, 0]), ("about", [0, 1]), ("exact", [0, 0])]
)
def test_a_wording_is_flagged(panel_from, frames, qualifier, flags):
    panel = panel_from([frames.targets([("110100", "gdp", YEAR, 7.0)], qualifier=qualifier)])
    assert [str(name) for name in WORDINGS] == ["at_least", "about"]
    assert panel.wording[at(panel, "gdp", "110100", YEAR)].tolist() == flags


def test_levels_of_several_years_and_ceilings_of_floors_are_no_targets_of_growth(
    panel_from, frames
):
    one = [("110100", "gdp", YEAR, 7.0)]
    panel = panel_from(
        [
            frames.targets(
                [("110100", "fdi", YEAR, 7000)], transformation="level", unit_measure="USD_10K"
            ),
            frames.targets(one, aggregation="average", period_end="2020"),
            frames.targets(one, qualifier="at_most", as_of="2016-02-01"),
        ]
    )
    assert np.isnan(panel.target).all()


def test_the_ceiling_of_prices_is_a_target(panel_from, frames):
    ceiling = frames.targets([("CN", "cpi", YEAR, None)], qualifier="at_most", upper=3.0)
    panel = panel_from([ceiling])
    assert panel.target[at(panel, "cpi", "CN", YEAR)] == 3.0


def test_the_first_announced_outturn_judges_and_a_revised_one_is_no_pair(panel_from, frames):
    targets = frames.targets(
        [
            ("110100", "gdp", YEAR - 1, 7.0),
            ("110200", "gdp", YEAR - 1, 7.0),
            ("CN", "gdp", YEAR, 6.5),
        ]
    )
    first = frames.outturns([("110100", "gdp", YEAR - 1, 7.3)], as_of="2016-01-20")
    later = frames.outturns([("110100", "gdp", YEAR - 1, 6.9)], as_of="2016-02-28")
    revised = frames.outturns([("110200", "gdp", YEAR - 1, 6.4)], vintage="revised")
    panel = panel_from(
        [targets], [first.assign(vintage="first"), later.assign(vintage="first"), revised]
    )
    known, only_revised = (at(panel, "gdp", code, YEAR - 1) for code in ("110100", "110200"))
    assert panel.paired[known] == panel.outturn[known] == 7.3
    assert np.isnan(panel.paired[only_revised])
    assert panel.outturn[only_revised] == 6.4


def test_nothing_of_years_after_the_year_in_question_is_in_a_panel(panel_from, frames):
    """A target that is no growth target, in a year before all targets and outturns of growth."""
    later = [frames.targets([("110100", "gdp", YEAR + 1, 9.0)])]
    panel = panel_from(later, [frames.outturns([("110100", "gdp", YEAR + 1, 8.0)])], "2018-12-31")
    assert panel.place(YEAR) >= 0
    assert np.isnan(panel.target).all()
    assert np.isnan(panel.outturn).all()
    assert panel.asked(YEAR)[0].size == 0


def outturns(years):
    return [("110100", "gdp", year, value) for year, value in years.items()]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2014: 8.0, 2015: 7.0}, 7.25),
        ({2015: 7.0}, 7.0),
        ({2014: 8.0}, 8.0),
        ({2013: 9.0}, np.nan),
        ({2014: 8.0, 2015: -4.0}, 8.0 - 1.5 * 1.6),  # a collapse: a rebound is due
        ({2014: -4.0, 2015: 8.0}, 2.0 + 1.6),  # a rebound: about the two-year average
        ({2014: 8.0, 2015: 7.0, 2016: 99.0}, 7.25),
    ],
)
def test_recent_outturns_are_the_last_two(panel_from, frames, years, expected):
    targets = frames.targets([("110100", "gdp", YEAR, 7.0)])
    panel = panel_from([targets], [frames.outturns(outturns(years))], "2017-12-31")
    k, a, t = (np.array([part]) for part in at(panel, "gdp", "110100", YEAR))
    usual = np.full(len(panel.indicators), 1.6)
    found = panel.recent(k, a, t, 0.75, usual)
    np.testing.assert_allclose(found, [expected])
    np.testing.assert_allclose(panel.rows(k, a, t, 0.75, usual).stretch, [7.0 - expected])


def test_a_year_that_an_event_distorts_and_the_next_are_no_recent_outturns(panel_from, frames):
    import pandas as pd

    event = {
        "code": ["census"],
        "indicator": ["gdp"],
        "time_period": [2013],
        "as_of": ["2014-01-01"],
    }
    known = frames.outturns(outturns({2013: 20.0, 2014: 1.0, 2015: 7.0}))
    targets = frames.targets([("110100", "gdp", YEAR, 7.0)])
    panel = panel_from([targets], [known], base_effects=pd.DataFrame(event))
    k, a, t = (np.array([part]) for part in at(panel, "gdp", "110100", YEAR))
    lags = [panel.lagged(k, a, t, lag)[0] for lag in (1, 2, 3)]
    np.testing.assert_array_equal(lags, [7.0, np.nan, np.nan])


def test_areas_without_a_parent_are_clusters_of_their_own(panel_from, frames):
    targets = frames.targets([(code, "gdp", YEAR, 7.0) for code in CODES])
    panel = panel_from([targets])
    rows = panel.rows(*panel.asked(YEAR), panel.place(YEAR), 0.75, np.ones(len(panel.indicators)))
    cluster = dict(zip((panel.areas[a] for a in rows.area), rows.cluster, strict=True))
    assert cluster["110100"] == cluster["110200"] != cluster["110000"] != cluster["CN"]
    assert np.isnan(rows.stretch).all()
    assert rows.size == len(CODES)
