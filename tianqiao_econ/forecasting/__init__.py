"""Floor 1: growth arithmetic, trends and predictive distributions; arrays in, arrays out."""

from __future__ import annotations

from tianqiao_econ.forecasting.events import met, met_probability
from tianqiao_econ.forecasting.gap_fit import fit_gaps
from tianqiao_econ.forecasting.gaps import GapModel, Gaps, GapSample
from tianqiao_econ.forecasting.growth import (
    average_growth,
    growth_between,
    implied_growth,
    level_after,
    two_year_average,
)
from tianqiao_econ.forecasting.levels import GrowthSpread, growth_spread
from tianqiao_econ.forecasting.trends import Forecast, local_level, shrunken_offset

__all__ = [
    "Forecast",
    "GapModel",
    "GapSample",
    "Gaps",
    "GrowthSpread",
    "average_growth",
    "fit_gaps",
    "growth_between",
    "growth_spread",
    "implied_growth",
    "level_after",
    "local_level",
    "met",
    "met_probability",
    "shrunken_offset",
    "two_year_average",
]
