"""What came of a target: the published outturn and whether its event happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.outturns import announced_row
from tianqiao_econ.assessment.references import comparable_outturns, yearly_outturns
from tianqiao_econ.framework import Transformation

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from tianqiao_econ.datasets import View
    from tianqiao_econ.framework import Event, Target


@dataclass(frozen=True, slots=True)
class Verdict:
    """Published outturn of a year that is over.

    Attributes
    ----------
    outturn
        In the target's own transformation and unit; for an event on a reference in the price
        basis of the reference.
    as_of, as_of_basis, origin_id
        When it was first published, how that is known, and where.
    met
        Whether the event happened; None where its reference was not published.
    """

    outturn: float
    as_of: date
    as_of_basis: str
    origin_id: str
    met: bool | None


def verdict(view: View, target: Target, event: Event) -> Verdict | None:
    """Outturn of a target as first published, or None while it is not out.

    Parameters
    ----------
    view
        Usually everything known (``package.latest()``).
    target, event
        The target and its reading.

    Notes
    -----
    The first announced figure judges the target; a revised one only where no other is known.
    """
    row = announced_row(view, target)
    if row is None:
        return None
    outturn, met = float(row["obs_value"]), None
    if event.reference is None:
        met = event.happened(outturn)
    else:
        outturn, met = _against_reference(view, target, event, outturn)
    day, basis = row["as_of"].date(), str(row["as_of_basis"])
    return Verdict(outturn, day, basis, str(row["origin_id"]), met)


def _against_reference(
    view: View, target: Target, event: Event, outturn: float
) -> tuple[float, bool | None]:
    if event.reference is None or target.transformation is not Transformation.GROWTH:
        return outturn, None
    area, indicator = event.reference
    own = _at(comparable_outturns(view, target.indicator, indicator), target.ref_area, target)
    reference = _at(yearly_outturns(view, indicator), area, target)
    if own is None or reference is None:
        return outturn, None
    return own, event.happened(own, reference)


def _at(frame: pd.DataFrame, area: str, target: Target) -> float | None:
    found = frame[(frame["ref_area"] == area) & (frame["time_period"] == target.time_period)]
    return None if found.empty else float(found["value"].iloc[0])
