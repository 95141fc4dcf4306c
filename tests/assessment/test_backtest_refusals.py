"""What a back-test refuses, and the events that it judges by."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment.backtest import backtest
from tianqiao_econ.assessment.backtest_references import growth_event
from tianqiao_econ.framework import EconError, NotKnown, UnknownName


@pytest.fixture
def run():
    def build(package, first, last, /, **options):
        return backtest(package, first, last, rng=np.random.default_rng(5), **options)

    return build


def test_thresholds_are_those_of_the_framework():
    assert growth_event(6.5, ceiling=False).latent_lower == 6.45
    assert growth_event(6.25, ceiling=False).latent_lower == 6.245
    assert growth_event(3.0, ceiling=True).latent_upper == 3.05
    assert growth_event(3.0, ceiling=True).happened(3.0)
    assert not growth_event(6.25, ceiling=False).happened(6.2)


def test_years_without_any_target_are_refused_with_those_that_have_some(package, run):
    with pytest.raises(NotKnown, match="growth targets of 20"):
        run(package, 2030, 2040)


@pytest.mark.parametrize(
    ("years", "options", "sentence"),
    [
        ((2016, 2010), {}, "not from 2016 to 2010"),
        ((20, 30), {}, "not from 20 to 30"),
        ((2010, 20160), {}, "not from 2010 to 20160"),
        ((2010, 2011), {"day": "2010-03-31"}, "like 03-31"),
        ((2010, 2011), {"day": "02-30"}, "like 03-31"),
        ((2010, 2011), {"n_draws": 0}, "one or more"),
        ((2010, 2011), {"members": []}, "at least one member"),
        ((2010, 2011), {"indicators": []}, "at least one indicator"),
    ],
)
def test_what_cannot_be_is_refused(package, run, years, options, sentence):
    with pytest.raises(EconError, match=sentence):
        run(package, *years, **options)


@pytest.mark.parametrize(
    ("options", "near"),
    [
        ({"members": ["trends"]}, "trend"),
        ({"indicators": ["gpd"]}, "gdp"),
        ({"levels": ["provincial"]}, "province"),
    ],
)
def test_an_unknown_name_is_told_its_neighbours(package, run, options, near):
    with pytest.raises(UnknownName, match=near):
        run(package, 2010, 2011, **options)
