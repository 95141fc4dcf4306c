"""What is known on a date about one area and year: pairs, pooled gaps, trends, growth rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.outturns import announced
from tianqiao_econ.assessment.pairs import attainment_pairs, gap_model
from tianqiao_econ.assessment.trending import Trend, growth_series, trend
from tianqiao_econ.forecasting import Gaps
from tianqiao_econ.forecasting.growth import TOTAL_LOSS
from tianqiao_econ.framework import Direction, NotKnown, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.datasets import View
    from tianqiao_econ.forecasting import GapModel
    from tianqiao_econ.framework import Target

#: Levels of government whose published growth tells how much wider a small area swings.
SMALL_LEVELS = ("prefecture", "county", "zone")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that predictions of one area and year draw on; nothing after the view's date.

    Attributes
    ----------
    view, area, level, year
        What was known; whose prediction, at which level of government, for which year.
    pairs
        Targets beside outturns of earlier years, see `attainment_pairs`.
    models
        Pooled gaps of floors (higher is better) and of ceilings; None without pairs.
    """

    view: View
    area: str
    level: str
    year: int
    pairs: pd.DataFrame
    models: Mapping[Direction, GapModel | None]

    @classmethod
    def of(cls, view: View, *, area: str, year: int) -> Evidence:
        """Collect the pairs of earlier years and fit the pooled gaps."""
        pairs = attainment_pairs(view)
        pairs = pairs[pairs["year"] < year]
        models = {direction: gap_model(pairs, direction) for direction in Direction}
        return cls(view, area, view.package.area(area).level, year, pairs, models)

    def pool(self, indicator: str) -> str:
        """Theme of an indicator: indicators of one theme share the pool of gaps."""
        return self.view.package.indicator(indicator).theme

    def model_for(self, indicator: str) -> GapModel | None:
        """Gap model that covers an indicator, or None."""
        model = self.models[self.view.package.indicator(indicator).direction]
        return model if model is not None and self.pool(indicator) in model.pools else None

    def gaps(self, n: int, rng: np.random.Generator) -> Gaps:
        """Joint draws of the year's gaps of every indicator with a pool.

        All indicators are drawn, so that a target's draws do not depend on which others an area
        has set.
        """
        codes = sorted(self.view.package.indicators["indicator"])
        parts = [
            model.draw(
                {c: self.pool(c) for c in codes if self.model_for(c) is model},
                self.level,
                n,
                stream,
            )
            for model, stream in zip(self.models.values(), rng.spawn(len(self.models)), strict=True)
            if model is not None
        ]
        if not parts:
            return Gaps({}, np.zeros(n), 0.0)
        drawn = {name: gap for part in parts for name, gap in part.by_indicator.items()}
        return Gaps(drawn, parts[0].shared, parts[0].share)

    def trend(self, indicator: str) -> Trend:
        """Trend of the area's growth, widened by the spread of a single area's gaps."""
        model = self.model_for(indicator)
        spread = 0.0 if model is None else model.spread(self.pool(indicator), self.level)
        return trend(self.view, indicator, area=self.area, year=self.year, deviation=spread)

    def last_level(self, target: Target) -> tuple[int, float] | None:
        """Year and value of the area's last level before the year, in the target's unit.

        None where none was published, or the last is not above zero or in another unit.
        """
        try:
            frame = self.view.series(
                target.indicator, area=self.area, transformation=Transformation.LEVEL
            )
        except NotKnown:
            return None
        frame = frame[frame.index.astype(int) < self.year]
        if frame.empty:
            return None
        last = frame.iloc[-1]
        if last["unit_measure"] != target.unit_measure or not last["obs_value"] > 0:
            return None
        return int(frame.index[-1]), float(last["obs_value"])

    def reference_rates(self, indicator: str, least: int) -> tuple[str, list[float]]:
        """Log growth of the area itself where there are enough, else of the longest parent."""
        parents = [parent.code for parent in self.view.package.parents(self.area)]
        runs = [(code, self._log_growth(indicator, code)) for code in (self.area, *parents)]
        return runs[0] if len(runs[0][1]) >= least else max(runs, key=lambda run: len(run[1]))

    def small_area_rates(self, indicator: str) -> list[float]:
        """Log growth announced by prefectures, counties and zones, the area's own included."""
        frame = announced(self.view, indicator=indicator)
        areas = self.view.package.areas.set_index("ref_area")["level"]
        small = frame["ref_area"].map(areas).isin(SMALL_LEVELS)
        past = frame["time_period"].astype(int) < self.year
        return _log_rates(frame.loc[small & past, "obs_value"])

    def _log_growth(self, indicator: str, area: str) -> list[float]:
        return _log_rates(growth_series(self.view, indicator, area).loc[: self.year - 1])


def _log_rates(growth: pd.Series) -> list[float]:
    """Log growth of published rates; a total loss has none."""
    return [float(rate) for rate in np.log1p(growth[growth > TOTAL_LOSS] / 100)]
