"""What is known on a date about one area and year: pairs, pooled gaps, trends, growth rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.pairs import attainment_pairs, gap_model
from tianqiao_econ.assessment.trending import Trend, growth_series, trend
from tianqiao_econ.framework import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tianqiao_econ.datasets import View
    from tianqiao_econ.forecasting import GapModel

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

    def gaps(self, n: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
        """Joint draws of the year's gaps of every indicator with a pool.

        Returns
        -------
        dict
            Indicator -> array of shape (n,), percentage points. All indicators are drawn, so
            that a target's draws do not depend on which others an area has set.
        """
        codes = sorted(self.view.package.indicators["indicator"])
        found: dict[str, NDArray[np.float64]] = {}
        for model, stream in zip(self.models.values(), rng.spawn(len(self.models)), strict=True):
            if model is not None:
                pool_of = {c: self.pool(c) for c in codes if self.model_for(c) is model}
                found |= model.draw(pool_of, self.level, n, stream)
        return found

    def trend(self, indicator: str) -> Trend:
        """Trend of the area's growth, widened by the spread of a single area's gaps."""
        model = self.model_for(indicator)
        spread = 0.0 if model is None else model.spread(self.pool(indicator), self.level)
        return trend(self.view, indicator, area=self.area, year=self.year, deviation=spread)

    def last_level(self, indicator: str) -> tuple[int, float] | None:
        """Year and value of the area's last published level before the year, or None."""
        frame = self._yearly(indicator, "level")
        frame = frame[frame["ref_area"] == self.area]
        if frame.empty:
            return None
        row = frame.sort_values(["year", "as_of"], kind="stable").iloc[-1]
        return int(row["year"]), float(row["obs_value"])

    def reference_rates(self, indicator: str) -> tuple[str, list[float]]:
        """Longest run of log growth among the area's parents, and whose it is."""
        parents = [parent.code for parent in self.view.package.parents(self.area)]
        runs = [(code, self._log_growth(indicator, code)) for code in (self.area, *parents)]
        return max(runs, key=lambda run: len(run[1]))

    def small_area_rates(self, indicator: str) -> list[float]:
        """Log growth published by prefectures, counties and zones, the area's own included."""
        frame = self._yearly(indicator, "growth")
        areas = self.view.package.areas.set_index("ref_area")["level"]
        small = frame[frame["ref_area"].map(areas).isin(SMALL_LEVELS)]
        newest = small.sort_values("as_of", kind="stable")
        newest = newest.drop_duplicates(["ref_area", "year"], keep="last")
        return [float(rate) for rate in np.log1p(newest["obs_value"] / 100)]

    def _log_growth(self, indicator: str, area: str) -> list[float]:
        rates = growth_series(self.view, indicator, area).loc[: self.year - 1].dropna()
        return [float(rate) for rate in np.log1p(rates / 100)]

    def _yearly(self, indicator: str, transformation: str) -> pd.DataFrame:
        frame = self.view.observations
        frame = frame[
            (frame["indicator"] == indicator)
            & (frame["freq"] == "A")
            & (frame["transformation"] == transformation)
        ]
        frame = frame.assign(year=frame["time_period"].astype(int))
        return frame[frame["year"] < self.year]
