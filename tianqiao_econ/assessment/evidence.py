"""What is known on a date about one area: the engine's knowledge, its levels, growth rates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.knowledge import Knowledge, knowledge_of
from tianqiao_econ.assessment.outturns import announced, last_outturn
from tianqiao_econ.assessment.trending import Trend, yearly_growth
from tianqiao_econ.forecasting.growth import TOTAL_LOSS
from tianqiao_econ.framework import Transformation

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from tianqiao_econ.datasets import View
    from tianqiao_econ.framework import Target

#: Levels of government whose published growth tells how much wider a small area swings.
SMALL_LEVELS = ("prefecture", "county", "zone")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that predictions of one area and year draw on; nothing after the view's date.

    Attributes
    ----------
    knowledge
        What the engine knows of the year.
    area, level
        Whose prediction, at which level of government.
    """

    knowledge: Knowledge
    area: str
    level: str

    @classmethod
    def of(cls, view: View, *, area: str, year: int) -> Evidence:
        """Take what is known of an area and year."""
        return cls(knowledge_of(view, year), area, view.package.area(area).level)

    @property
    def view(self) -> View:
        """What was known."""
        return self.knowledge.view

    @property
    def year(self) -> int:
        """Year that is forecast."""
        return self.knowledge.year

    def place(self, indicator: str) -> tuple[int, int]:
        """Numbers of an indicator and of the area in the panel."""
        panel = self.knowledge.panel
        return panel.indicators.index(indicator), panel.areas.index(self.area)

    def trend(self, indicator: str) -> Trend:
        """Trend of the area's growth."""
        return self.knowledge.trend(*self.place(indicator))

    def last_level(self, target: Target) -> tuple[int, float] | None:
        """Year and value of the area's last level before the year, in the target's unit.

        None where none was published, or the last is not above zero or in another unit.
        """
        last = last_outturn(self.view, target, self.year, Transformation.LEVEL, unit=False)
        if last is None or last["unit_measure"] != target.unit_measure or not last["obs_value"] > 0:
            return None
        return int(last["time_period"]), float(last["obs_value"])

    def reference_rates(self, indicator: str, least: int) -> tuple[str, list[float]]:
        """Log growth of the area itself where there are enough, else of the longest parent."""
        parents = [parent.code for parent in self.view.package.parents(self.area)]
        runs = [(code, self._log_growth(indicator, code)) for code in (self.area, *parents)]
        return runs[0] if len(runs[0][1]) >= least else max(runs, key=lambda run: len(run[1]))

    def small_area_rates(self, indicator: str) -> list[float]:
        """Log growth announced by prefectures, counties and zones, the area's own included."""
        return _small_area_rates(self.view, indicator, self.year)

    def _log_growth(self, indicator: str, area: str) -> list[float]:
        return _log_rates(yearly_growth(self.view, indicator, area).before(self.year).values)


@lru_cache(maxsize=32)
def _small_area_rates(view: View, indicator: str, year: int) -> list[float]:
    frame = announced(view, indicator=indicator)
    areas = view.package.areas.set_index("ref_area")["level"]
    small = frame["ref_area"].map(areas).isin(SMALL_LEVELS)
    past = frame["time_period"].astype(int) < year
    return _log_rates(frame.loc[small & past, "obs_value"])


def _log_rates(growth: ArrayLike) -> list[float]:
    """Log growth of published rates; a total loss has none."""
    rates = np.asarray(growth, dtype=np.float64)
    return [float(rate) for rate in np.log1p(rates[rates > TOTAL_LOSS] / 100)]
