"""The last outturn of a series, looked up among all: the row that the series itself ends in."""

from __future__ import annotations

import datetime as dt

import pytest

import tianqiao_econ as te
from tianqiao_econ.assessment.outturns import last_outturn
from tianqiao_econ.framework import NotKnown


@pytest.mark.parametrize(("day", "year"), [("2023-01-16", 2023), ("2024-03-31", 2022)])
def test_the_last_outturn_is_the_row_in_which_the_series_ends(day, year):
    view = te.open_data().as_of(day)
    wanted = view.package.targets.query("time_period == '2023' and aggregation == 'annual'")
    told = 0
    for area in wanted["ref_area"].unique()[::7]:
        for target in view.package.as_of(dt.date(2024, 12, 31)).targets_of(area, 2023):
            for kind in ("growth", "level"):
                found = last_outturn(view, target, year, kind, unit=False)
                try:
                    series = view.series(target.indicator, area=area, transformation=kind)
                    series = series[series.index.astype(int) < year]
                except NotKnown:
                    series = []
                assert (found is None) == (len(series) == 0)
                if found is not None:
                    told += 1
                    expected = {"time_period": series.index[-1], **series.iloc[-1].to_dict()}
                    assert {name: found[name] for name in expected} == expected
    assert told >= 20


def test_an_outturn_in_another_unit_is_passed_over():
    view = te.open_data().as_of("2024-03-31")
    (target,) = (one for one in view.targets_of("370105", 2024) if one.indicator == "gdp")
    assert last_outturn(view, target, 2024)["unit_measure"] == "PERCENT"
    assert last_outturn(view, target, 2024, "level") is None
    assert last_outturn(view, target, 2024, "level", unit=False)["unit_measure"] != "PERCENT"
