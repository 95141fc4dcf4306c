"""Checks of figures: their unit, their prices, their size, the year to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.finding import Advise, always, cells_where, numbers
from tianqiao_econ.datasets.known import Known
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.framework.codes import Accumulation, Freq, PriceBasis, Transformation
from tianqiao_econ.framework.errors import Problem

AMOUNTS = ("CNY", "USD", "PERSONS")
"""What units of amounts begin with: such a level is above zero."""

LEAST_GROWTH, MOST_GROWTH = -100.0, 1000.0
"""Growth in per cent outside these, the lower included, is a slip of the pen."""

_FIGURES = {"observations": ("obs_value",), "targets": ("lower", "upper")}


def units_of_levels(draft: Draft, known: Known) -> Iterator[Problem]:
    """Every level is in the unit of its indicator, and so the levels of a series are in one."""
    right = {code: traits.unit_measure for code, traits in known.traits.items()}
    for name, levels in _of_kind(draft, Transformation.LEVEL, "indicator"):
        expected = _looked_up(levels["indicator"], right)
        wrong = (levels["unit_measure"] != expected) & (levels["unit_measure"] != "")
        for unit in expected[wrong & (expected != "")].unique():
            rows = wrong & (expected == unit)
            yield from cells_where(TABLES[name], levels["unit_measure"], rows, _unit_advice(unit))


def units_of_indicators(draft: Draft, known: Known) -> Iterator[Problem]:
    """No packaged indicator is given another unit, for its packaged levels would be misread."""
    frame = draft.tables.get("indicators")
    if frame is None or not {"indicator", "unit_measure"} <= set(frame):
        return
    packaged = _looked_up(frame["indicator"], known.packaged_units)
    wrong = (packaged != "") & (frame["unit_measure"] != packaged) & (frame["unit_measure"] != "")
    for unit in packaged[wrong].unique():
        what = f"the packaged levels of this indicator are in {unit}"
        advise = always(what, f"write {unit}, or give your indicator a code of its own")
        rows = wrong & (packaged == unit)
        yield from cells_where(TABLES["indicators"], frame["unit_measure"], rows, advise)


def growth_in_percent(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Growth is in per cent."""
    advise = always("growth is not in per cent", "write PERCENT, or level as the transformation")
    for name, growth in _of_kind(draft, Transformation.GROWTH):
        units = growth["unit_measure"]
        yield from cells_where(TABLES[name], units, ~units.isin(["PERCENT", ""]), advise)


def growth_in_its_prices(draft: Draft, known: Known) -> Iterator[Problem]:
    """No growth in current prices stands for an indicator that is counted in constant ones."""
    real = [code for code, traits in known.traits.items() if traits.price_basis == PriceBasis.REAL]
    todo = "write the growth in constant prices (可比价) and real, or leave out the row"
    advise = always("the indicator's growth is in constant prices", todo)
    for name, growth in _of_kind(draft, Transformation.GROWTH, "indicator"):
        if "price_basis" in growth:
            nominal = growth["price_basis"] == PriceBasis.NOMINAL
            wrong = nominal & growth["indicator"].isin(real)
            yield from cells_where(TABLES[name], growth["price_basis"], wrong, advise)


def positive_amounts(draft: Draft, _known: Known) -> Iterator[Problem]:
    """An amount of money or of people is above zero."""
    todo = "write the amount, or leave out the row where it is not known"
    advise = always("an amount is zero or below", todo)
    for name, levels in _of_kind(draft, Transformation.LEVEL):
        amounts = levels[levels["unit_measure"].str.startswith(AMOUNTS)]
        for column in set(_FIGURES[name]) & set(amounts):
            yield from cells_where(
                TABLES[name], amounts[column], numbers(amounts[column]) <= 0, advise
            )


def likely_growth(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Growth lies above -100 and, unless a decimal point is missing, not above 1000."""
    low = always("nothing can fall by all or more", "write the growth in per cent, like -6.5")
    todo = "a decimal point may be missing: write the growth in per cent, like 6.5"
    high = always(f"growth above {MOST_GROWTH:g} per cent", todo)
    for name, growth in _of_kind(draft, Transformation.GROWTH):
        for column in set(_FIGURES[name]) & set(growth):
            cells, values = growth[column], numbers(growth[column])
            yield from cells_where(TABLES[name], cells, values <= LEAST_GROWTH, low)
            yield from cells_where(TABLES[name], cells, values > MOST_GROWTH, high)


def whole_years(draft: Draft, _known: Known) -> Iterator[Problem]:
    """A whole year is not a year to date."""
    frame = draft.tables.get("observations")
    if frame is None or "freq" not in frame:
        return
    wrong = (frame["freq"] == Freq.ANNUAL) & (frame["accumulation"] == Accumulation.YTD)
    todo = "write period for the whole year, or the month or quarter that it runs to"
    advise = always("a whole year is not a year to date", todo)
    yield from cells_where(TABLES["observations"], frame["accumulation"], wrong, advise)


def _of_kind(
    draft: Draft, kind: Transformation, *needed: str
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Growth or level rows of outturns and targets, with the columns that are needed."""
    for name in _FIGURES:
        frame = draft.tables.get(name)
        if frame is not None and {"transformation", "unit_measure", *needed} <= set(frame):
            yield name, frame[frame["transformation"] == kind]


def _looked_up(codes: pd.Series, texts: Mapping[str, str]) -> pd.Series:
    """Return the text of each code, empty where there is none."""
    return pd.Series([texts.get(code, "") for code in codes], index=codes.index, dtype=object)


def _unit_advice(unit: str) -> Advise:
    todo = f"convert the value and write {unit}; keep the printed one in the comment"
    return always(f"levels of this indicator are in {unit}", todo)
