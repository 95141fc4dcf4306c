"""Targets that are held against another outturn: with the economy (同步), above the city (高于)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from tianqiao_econ.assessment.outturns import announced
from tianqiao_econ.framework import Vintage

if TYPE_CHECKING:
    from tianqiao_econ.assessment.evidence import Evidence
    from tianqiao_econ.datasets import View
    from tianqiao_econ.framework import Event, Target

_KEY = ["ref_area", "time_period"]


def yearly_outturns(view: View, indicator: str) -> pd.DataFrame:
    """First announced growth of every area and year: ref_area, time_period, value, price_basis."""
    frame = announced(view, indicator=indicator)
    frame = frame[frame["vintage"] == Vintage.FIRST]
    return frame[[*_KEY, "obs_value", "price_basis"]].rename(columns={"obs_value": "value"})


def comparable_outturns(view: View, indicator: str, reference: str) -> pd.DataFrame:
    """Outturns in the price basis of the reference indicator: nominal ones deflated by prices.

    Consumer prices are those of the area itself, else of the nation; rows without either are
    left out.
    """
    frame = yearly_outturns(view, indicator)
    bases = view.package.indicators.set_index("indicator")["price_basis"]
    if bases[indicator] == bases[reference]:
        return frame.assign(deflated=False)
    prices = yearly_outturns(view, "cpi")
    own = prices.set_index(_KEY)["value"]
    nation = prices[prices["ref_area"] == "CN"].set_index("time_period")["value"]
    inflation = pd.Series(
        [
            own.get((area, period), nation.get(period))
            for area, period in zip(frame["ref_area"], frame["time_period"], strict=True)
        ],
        index=frame.index,
        dtype="float64",
    )
    deflate = frame["price_basis"] != "real"
    value = frame["value"] - inflation.where(deflate, 0.0)
    return frame.assign(value=value, deflated=deflate).dropna(subset=["value"])


def differences(evidence: Evidence, target: Target, event: Event) -> pd.DataFrame:
    """Outturn minus reference in all area-years before the year that published both.

    Returns
    -------
    DataFrame
        ref_area, time_period, difference (percentage points), reference (its growth, per cent),
        deflated (by consumer prices).
    """
    if event.reference is None:
        msg = "differences need an event on a reference"
        raise ValueError(msg)
    area, indicator = event.reference
    view = evidence.view
    own = comparable_outturns(view, target.indicator, indicator)
    other = yearly_outturns(view, indicator)[[*_KEY, "value"]]
    if area == target.ref_area:
        pairs = own.merge(other, on=_KEY, suffixes=("", "_reference"))
    else:
        parents = view.package.areas.set_index("ref_area")["parent"]
        other = other.rename(columns={"ref_area": "parent"})
        own = own.assign(parent=own["ref_area"].map(parents))
        pairs = own.merge(other, on=["parent", "time_period"], suffixes=("", "_reference"))
    pairs = pairs[pairs["time_period"].astype(int) < evidence.year]
    pairs = pairs.assign(difference=pairs["value"] - pairs["value_reference"])
    pairs = pairs.rename(columns={"value_reference": "reference"})
    return pairs[[*_KEY, "difference", "reference", "deflated"]]
