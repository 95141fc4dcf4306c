"""Floor 1: growth arithmetic, trends and predictive distributions; arrays in, arrays out."""

from __future__ import annotations

from tianqiao_econ.forecasting.anchoring import Anchoring, Centres, fit_anchoring
from tianqiao_econ.forecasting.bunching import exact_share
from tianqiao_econ.forecasting.events import met, met_probability
from tianqiao_econ.forecasting.gap_residuals import GapResiduals, Rows, t_sd, take_apart
from tianqiao_econ.forecasting.growth import (
    average_growth,
    growth_between,
    implied_growth,
    level_after,
    two_year_average,
)
from tianqiao_econ.forecasting.levels import GrowthSpread, growth_spread
from tianqiao_econ.forecasting.priors import Priors
from tianqiao_econ.forecasting.reliability import (
    BrierDecomposition,
    CalibrationCurve,
    brier_decomposition,
    calibration_curve,
    calibration_error,
    calibration_test,
    corp_curve,
    reliability_band,
)
from tianqiao_econ.forecasting.resampling import (
    YearInterval,
    by_year_interval,
    ratio_interval,
    share_of_years_better,
)
from tianqiao_econ.forecasting.scores import (
    brier,
    crps,
    interval_covered,
    interval_score,
    log_score,
    pit,
    skill,
)
from tianqiao_econ.forecasting.shapley import shapley
from tianqiao_econ.forecasting.shocks import Noise, Said, Shocks, alternatives, mixed
from tianqiao_econ.forecasting.trends import Forecast, carried, local_level
from tianqiao_econ.forecasting.year_effects import (
    Cells,
    YearForecast,
    YearVariances,
    log_likelihood,
)

__all__ = [
    "Anchoring",
    "BrierDecomposition",
    "CalibrationCurve",
    "Cells",
    "Centres",
    "Forecast",
    "GapResiduals",
    "GrowthSpread",
    "Noise",
    "Priors",
    "Rows",
    "Said",
    "Shocks",
    "YearForecast",
    "YearInterval",
    "YearVariances",
    "alternatives",
    "average_growth",
    "brier",
    "brier_decomposition",
    "by_year_interval",
    "calibration_curve",
    "calibration_error",
    "calibration_test",
    "carried",
    "corp_curve",
    "crps",
    "exact_share",
    "fit_anchoring",
    "growth_between",
    "growth_spread",
    "implied_growth",
    "interval_covered",
    "interval_score",
    "level_after",
    "local_level",
    "log_likelihood",
    "log_score",
    "met",
    "met_probability",
    "mixed",
    "pit",
    "ratio_interval",
    "reliability_band",
    "shapley",
    "share_of_years_better",
    "skill",
    "t_sd",
    "take_apart",
    "two_year_average",
]
