"""Targets and the events that decide whether they are met.

A target is the government's goal in its own wording; its event is the explicit, changeable
reading of that wording against the figure that the authority will publish.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tianqiao_econ.framework.codes import (
    Aggregation,
    AsOfBasis,
    Direction,
    Qualifier,
    Transformation,
)
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from datetime import date

GROWTH_STEP = Decimal("0.1")
"""Growth rates are published with one decimal."""

LEVEL_STEP = Decimal(1)
MOST_DECIMALS = 6

_ON_A_REFERENCE = (Qualifier.ALIGNED, Qualifier.RELATIVE)


@dataclass(frozen=True, slots=True)
class Target:
    """A government's goal for one indicator of one area.

    Parameters
    ----------
    ref_area, indicator, time_period
        Whose, what, and for which year (text, '2024').
    transformation, unit_measure
        Growth in PERCENT, or a level in its unit.
    qualifier, lower, upper
        The wording as a code and its numbers; a single number may stand in either, but of a
        `qualitative` target lower 0 is positive growth and upper 0 a fall (下降).
    wording
        The government's own phrase, empty if it is not known.
    direction
        `lower` makes every number a ceiling.
    period_end, aggregation
        Last year of a target over several years, and how it counts them.
    reference_area, reference_indicator, margin
        For `relative` and `aligned`: what the outturn is held against, and by how many
        points it is to exceed it.
    as_of, as_of_basis, origin_id
        When the target became known, how that is known, and its source.

    """

    ref_area: str
    indicator: str
    time_period: str
    transformation: Transformation
    qualifier: Qualifier
    lower: float | None
    upper: float | None
    unit_measure: str
    wording: str = ""
    direction: Direction = Direction.HIGHER
    period_end: str | None = None
    aggregation: Aggregation = Aggregation.ANNUAL
    reference_area: str | None = None
    reference_indicator: str | None = None
    margin: float = 0.0
    as_of: date | None = None
    as_of_basis: AsOfBasis = AsOfBasis.STATED
    origin_id: str | None = None

    def event(self, tolerance: float = 0.0) -> Event:
        """Return the event that meets this target.

        Parameters
        ----------
        tolerance
            Points by which an `about` (左右) may be missed; other wordings have none.

        Raises
        ------
        EconError
            If the target names no number and no reference, or the tolerance is negative.

        """
        if not (math.isfinite(tolerance) and tolerance >= 0):
            raise EconError(
                f"the tolerance must be a number of points, zero or more, not {tolerance}"
            )
        if self.qualifier in _ON_A_REFERENCE:
            return self._event(self.margin, reference=self._reference())
        return self._event(
            self._threshold(),
            tolerance=tolerance if self.qualifier is Qualifier.ABOUT else 0.0,
            strict=self.qualifier is Qualifier.QUALITATIVE,
        )

    def _event(
        self,
        threshold: float,
        *,
        tolerance: float = 0.0,
        strict: bool = False,
        reference: tuple[str, str] | None = None,
    ) -> Event:
        ceiling = self._is_ceiling()
        return Event(
            lower=None if ceiling else threshold,
            upper=threshold if ceiling else None,
            transformation=self.transformation,
            unit_measure=self.unit_measure,
            rounding=published_rounding(threshold, self.transformation),
            tolerance=tolerance,
            strict=strict,
            reference=reference,
            margin=self.margin,
        )

    def _is_ceiling(self) -> bool:
        falls = self.qualifier is Qualifier.QUALITATIVE and self.lower is None
        return falls or self.qualifier is Qualifier.AT_MOST or self.direction is Direction.LOWER

    def _threshold(self) -> float:
        """Take the bound that decides: the upper of a ceiling, else the lower."""
        first, second = (self.upper, self.lower) if self._is_ceiling() else (self.lower, self.upper)
        if first is not None:
            return first
        if second is not None and self.qualifier is not Qualifier.RANGE:
            return second
        raise EconError(
            f"the {self.time_period} target of {self.ref_area} for {self.indicator}"
            f" ({self.wording or self.qualifier}) names no number, so it is no event"
        )

    def _reference(self) -> tuple[str, str]:
        """Area and indicator that an `aligned` or `relative` outturn is held against."""
        if self.qualifier is Qualifier.ALIGNED:
            return self.reference_area or self.ref_area, self.reference_indicator or "gdp"
        if self.reference_area is None:
            raise EconError(
                f"the {self.time_period} target of {self.ref_area} for {self.indicator}"
                " is relative but names no reference_area, so it is no event"
            )
        return self.reference_area, self.reference_indicator or self.indicator


@dataclass(frozen=True, slots=True)
class Event:
    """What the published outturn has to do for a target to be met.

    With a `reference` (area, indicator) all thresholds are on the difference outturn minus
    reference, else on the outturn itself.

    Parameters
    ----------
    lower, upper
        Published thresholds; None where there is no bound.
    transformation, unit_measure
        What the thresholds are.
    rounding
        Step at which the outturn is published.
    tolerance
        Points by which a threshold may be missed.
    strict
        Whether the outturn has to pass the threshold by a published step.
    reference, margin
        What the outturn is held against, and by how many points it is to exceed it.

    """

    lower: float | None
    upper: float | None
    transformation: Transformation
    unit_measure: str
    rounding: float
    tolerance: float = 0.0
    strict: bool = False
    reference: tuple[str, str] | None = None
    margin: float = 0.0

    @property
    def latent_lower(self) -> float:
        """Least unrounded figure that is published as meeting `lower`; -inf without one."""
        return -math.inf if self.lower is None else self._before_rounding(self.lower, -1)

    @property
    def latent_upper(self) -> float:
        """Least unrounded figure that is published above `upper`; inf without one."""
        return math.inf if self.upper is None else self._before_rounding(self.upper, 1)

    def happened(self, outturn: float, reference: float | None = None) -> bool:
        """Tell whether a published outturn meets the target.

        Nothing is forgiven that is printed: at the finer of the figure's and the threshold's
        decimals both are exact, so 57.5 or 57.99 do not meet 58, nor 6.46 a growth of 6.5.
        A difference from a reference may be computed (deflated); it is first rounded to the
        step at which the outturn is published.

        Raises
        ------
        EconError
            If the event is on a reference and none is given, or a figure is not finite.

        """
        if self.reference is not None and reference is None:
            raise EconError(f"the event is held against {self.reference}: give its outturn as well")
        figure = _difference(outturn, reference if self.reference is not None else 0.0)
        if not math.isfinite(figure):
            raise EconError(f"an outturn must be a finite number, not {outturn}")
        if self.reference is not None:
            return self.latent_lower <= figure < self.latent_upper
        return self._met_as_shown(Decimal(str(round(figure, MOST_DECIMALS))))

    def _met_as_shown(self, figure: Decimal) -> bool:
        tolerance = Decimal(str(self.tolerance))
        above = None if self.lower is None else figure - Decimal(str(self.lower)) + tolerance
        below = None if self.upper is None else Decimal(str(self.upper)) - figure + tolerance
        rooms = [room for room in (above, below) if room is not None]
        return all(room > 0 if self.strict else room >= 0 for room in rooms)

    def formula(self) -> str:
        """Return the event in signs: 'growth >= 6.5 PERCENT (>= 6.45 unrounded)'."""
        threshold = self.upper if self.lower is None else self.lower
        if threshold is None:
            return "no bound"
        up = self.lower is not None
        sign = (">" if up else "<") + ("" if self.strict else "=")
        latent = f">= {self.latent_lower:.10g}" if up else f"< {self.latent_upper:.10g}"
        allowed = _shifted(threshold, self.tolerance, -1 if up else 1)
        return f"{self._subject()} {sign} {allowed:.10g} {self.unit_measure} ({latent} unrounded)"

    def _subject(self) -> str:
        if self.reference is None:
            return str(self.transformation)
        return f"{self.transformation} - {self.transformation} of {':'.join(self.reference)}"

    def _before_rounding(self, threshold: float, outward: int) -> float:
        """Move a threshold out by tolerance and half a step; a strict one first in by a step."""
        half = Decimal(str(self.rounding)) / 2
        inward = 2 * half if self.strict else Decimal(0)
        return _shifted(threshold, float(Decimal(str(self.tolerance)) + half - inward), outward)


def published_rounding(threshold: float, transformation: Transformation) -> float:
    """Return the step at which the outturn is published that a threshold is compared with.

    Growth has one decimal, a level none, or as many as the threshold itself shows.
    """
    usual = GROWTH_STEP if transformation is Transformation.GROWTH else LEVEL_STEP
    shown = Decimal(str(round(threshold, MOST_DECIMALS))).normalize().as_tuple().exponent
    own = Decimal(1).scaleb(int(shown)) if isinstance(shown, int) else usual
    return float(min(usual, own))


def _shifted(threshold: float, by: float, outward: int) -> float:
    """Add in decimals, so that 6.5 - 0.05 is the float that 6.45 is."""
    return float(Decimal(str(threshold)) + outward * Decimal(str(by)))


def _difference(outturn: float, reference: float | None) -> float:
    if not reference:
        return outturn
    return float(Decimal(str(outturn)) - Decimal(str(reference)))
