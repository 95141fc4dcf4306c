"""Axes in the units of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import (
    axis_number,
    signed,
    threshold_amount,
    unit_name,
)

if TYPE_CHECKING:
    from matplotlib.axis import Axis

    from tianqiao_econ.showing.rows import Row


def label_ticks(
    axis: Axis, row: Row, most: int = 6, within: tuple[float, float] | None = None
) -> None:
    """Number an axis in the unit of a target, with round numbers; only `within` if it is given."""
    kind, unit = row.target.transformation, row.target.unit_measure

    def shown(value: float, _: int | None) -> str:
        return axis_number(value, kind, unit, row.lang)

    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    axis.set_major_locator(locator)
    if within is not None:
        ticks = locator.tick_values(*within)
        axis.set_ticks([tick for tick in ticks if within[0] <= tick <= within[1]])
    axis.set_major_formatter(FuncFormatter(shown))


def bare(row: Row, value: float) -> str:
    """Return a forecast as short as a label can be: growth with %, all else without its unit."""
    if row.reference:
        return signed(value)
    if not row.is_level:
        return row.estimate(value)
    kind, unit = row.target.transformation, row.target.unit_measure
    return axis_number(float(f"{value:.3g}"), kind, unit, row.lang)


def bare_goal(row: Row) -> str:
    """Return a target as short as a label can be, without the unit of a level."""
    if row.threshold is None:
        return row.goal()
    kind, unit = row.target.transformation, row.target.unit_measure
    if row.reference:
        shown = signed(row.threshold)
    elif row.is_level:
        shown = axis_number(row.threshold, kind, unit, row.lang)
    else:
        shown = threshold_amount(row.threshold, kind, unit, row.lang)
    return f"≤{shown}" if row.is_ceiling else shown


def axis_title(row: Row) -> str:
    """Return what an axis counts: the unit, or the difference from the reference."""
    if row.reference:
        return text("chart.axis.difference", row.lang, reference=row.reference)
    kind = row.target.transformation
    return text(
        f"chart.axis.{kind}", row.lang, unit=unit_name(kind, row.target.unit_measure, row.lang)
    )
