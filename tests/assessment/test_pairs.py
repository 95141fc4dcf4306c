"""The record of targets and outturns."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import attainment_pairs
from tianqiao_econ.assessment.pairs import growth_targets
from tianqiao_econ.framework import Direction


def test_gaps_are_outturn_minus_target(package):
    pairs = attainment_pairs(package.latest())
    np.testing.assert_allclose(pairs["gap"], pairs["outturn"] - pairs["target"], atol=1e-9)


def test_there_is_one_pair_an_area_indicator_and_year(package):
    pairs = attainment_pairs(package.latest())
    assert not pairs.duplicated(["ref_area", "indicator", "year"]).any()


def test_county_pairs_are_as_many_as_were_counted_by_hand(package):
    """Growth targets beside announced outturns to 2023: gdp 30, retail 20, investment 20."""
    pairs = attainment_pairs(package.latest())
    county = pairs[(pairs["level"] == "county") & (pairs["year"] <= 2023)]
    counts = county["indicator"].value_counts()
    assert counts["gdp"] == 30
    assert counts["fixed_investment"] == 20
    assert counts["retail_sales"] == 20
    gdp = county[county["indicator"] == "gdp"]["gap"]
    assert gdp.mean() == pytest.approx(-1.35, abs=0.05)
    assert round(gdp.std(), 1) == 2.0


def test_the_gap_of_a_ceiling_is_counted_from_the_ceiling(package):
    pairs = attainment_pairs(package.latest())
    ceilings = pairs[pairs["direction"] == Direction.LOWER]
    assert set(ceilings["pool"]) == {"prices"}
    shandong = ceilings.set_index(["ref_area", "year"]).loc[("370000", 2023)]
    assert (shandong["target"], shandong["outturn"]) == (3.0, 0.1)


def test_revised_outturns_are_left_out_unless_derived_for_few(package):
    view = package.latest()
    pairs = attainment_pairs(view)
    announced = pairs[pairs["basis"] != "derived"]["indicator"].value_counts()
    derived = pairs[pairs["basis"] == "derived"]["indicator"].unique()
    assert all(announced.get(name, 0) < 10 for name in derived)


def test_on_an_earlier_date_there_are_fewer_pairs(package):
    early = attainment_pairs(package.as_of("2022-01-01"))
    late = attainment_pairs(package.latest())
    assert 0 < len(early) < len(late)
    assert early["year"].max() <= 2021


@pytest.fixture
def number_of(frames, opened):
    """Number that growth targets of one area are held against, NaN where there is none."""

    def read(*wordings):
        tables = {
            "areas": frames.areas(["CN", "110000", "110100"]),
            "targets": frames.together(*wordings),
            "observations": frames.outturns([]),
        }
        found = growth_targets(opened(tables).as_of("2016-12-31"))
        return found["target"].iloc[0] if len(found) else np.nan

    return read


@pytest.mark.parametrize(
    ("indicator", "qualifier", "lower", "upper", "number"),
    [
        ("gdp", "exact", 7.0, None, 7.0),
        ("gdp", "about", None, 7.0, 7.0),
        ("gdp", "range", 6.5, 7.0, 6.5),
        ("gdp", "at_most", None, 7.0, np.nan),
        ("gdp", "qualitative", 0.0, None, np.nan),
        ("gdp", "exact", 0.0, None, 0.0),
        ("gdp", "exact", -3.0, None, -3.0),
        ("cpi", "at_most", None, 3.0, 3.0),
        ("cpi", "about", 3.0, None, 3.0),
        ("cpi", "range", 2.0, 3.0, 3.0),
    ],
)
def test_the_number_is_that_of_the_event(
    number_of, frames, indicator, qualifier, lower, upper, number
):
    worded = frames.targets([("110100", indicator, 2016, lower)], qualifier=qualifier, upper=upper)
    assert number_of(worded) == pytest.approx(number, nan_ok=True)


def test_a_number_that_gave_way_to_a_wording_without_one_is_no_target(number_of, frames):
    january = frames.targets([("110100", "gdp", 2016, 7.0)])
    june = frames.targets(
        [("110100", "gdp", 2016, 0.0)], qualifier="qualitative", as_of="2016-06-01"
    )
    assert np.isnan(number_of(january, june))
    assert number_of(january) == 7.0
