"""The record of targets and outturns."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import attainment_pairs, gap_model
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


def test_ceilings_never_enter_the_pool_of_the_others(package):
    pairs = attainment_pairs(package.latest())
    floors = gap_model(pairs, Direction.HIGHER)
    ceilings = gap_model(pairs, Direction.LOWER)
    assert "prices" not in floors.pools
    assert ceilings.pools == ("prices",)


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
