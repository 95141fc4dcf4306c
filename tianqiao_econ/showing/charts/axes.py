"""Axes in the units of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import (
    axis_number,
    signed,
    threshold_amount,
    unit_name,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

    from tianqiao_econ.showing.rows import Row


class RoundNumbers(MaxNLocator):
    """Ticks at round numbers; those outside the axis are not made in vain."""

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """Return where ticks are, the ends included."""
        ticks = np.asarray(super().tick_values(vmin, vmax))
        slack = 1e-6 * abs(vmax - vmin)  # matplotlib decides which of them are within
        inside = (ticks >= min(vmin, vmax) - slack) & (ticks <= max(vmin, vmax) + slack)
        return ticks[inside]


def leave_unnamed(*axes: Axes) -> None:
    """Name a place for axis labels that are not there; it would be looked for beside the ticks."""
    for one in axes:
        one.xaxis.set_label_coords(0.5, -0.2)
        one.yaxis.set_label_coords(-0.2, 0.5)


def label_ticks(
    axis: Axis, row: Row, most: int = 6, within: tuple[float, float] | None = None
) -> None:
    """Number an axis in the unit of a target, with round numbers; only `within` if it is given."""
    kind, unit = row.target.transformation, row.target.unit_measure

    def shown(value: float, _: int | None) -> str:
        return axis_number(value, kind, unit, row.lang)

    locator = RoundNumbers(nbins=most, steps=[1, 2, 2.5, 5, 10])
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
