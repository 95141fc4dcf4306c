"""What larger panels taught: the figures that a small record leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tianqiao_econ.forecasting.year_effects import YearVariances

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Priors:
    """Hyper-parameters of the engine; variances in squared usual gaps of an indicator.

    Attributes
    ----------
    usual_gap
        Indicator -> mean absolute gap, points; ``""`` for any other.
    stretch
        Indicator -> slope of a gap on the distance of the target from the area's recent outturns;
        ``""`` for any other.
    stretch_pairs
        Pairs that a slope of the stretch is worth.
    recent
        Weight of the last outturn in recent outturns; the rest is the one before.
    error, area
        Variance of an area's own error, and of its lasting part.
    level_error
        Level of government -> factor on the standard deviation of own errors where its pairs do
        not tell; 1 for any other. What happens to the nation is mostly the year itself.
    cluster
        Part of the own error's variance that areas of one parent share in a year.
    year_variances
        Of the year effects.
    memory
        Part of an area's deviation from its reference that is expected again, one, two and three
        years later.
    correlation
        Two indicators -> correlation of their own errors in one place and year.
    related
        Correlation of the lasting and fading parts of two indicators of one theme, and of two of
        different themes.
    silence
        Usual gaps by which outturns that a report leaves unnamed fall short of those it names.
    exact
        Indicator -> part of outturns that are published as just the target, beyond those that fall
        there by chance; ``""`` for any other.
    weights
        Member -> weight in the pool.
    spread
        Factor on the own errors of pooled members.
    half_life
        Years after which a gap counts half in spreads.
    weight
        Pseudo-observations that a prior is worth.
    """

    usual_gap: Mapping[str, float]
    stretch: Mapping[str, float]
    stretch_pairs: float
    recent: float
    error: float
    area: float
    level_error: Mapping[str, float]
    cluster: float
    year_variances: YearVariances
    memory: tuple[float, float, float]
    correlation: Mapping[tuple[str, str], float]
    related: tuple[float, float]
    silence: float
    exact: Mapping[str, float]
    weights: Mapping[str, float]
    spread: float
    half_life: float
    weight: float

    def gap_of(self, indicator: str) -> float:
        """Usual gap of an indicator, points."""
        return self.usual_gap.get(indicator, self.usual_gap[""])

    def stretch_of(self, indicator: str) -> float:
        """Slope of the stretch of an indicator."""
        return self.stretch.get(indicator, self.stretch[""])

    def exact_of(self, indicator: str) -> float:
        """Part of an indicator's outturns that are published as just the target."""
        return self.exact.get(indicator, self.exact[""])
