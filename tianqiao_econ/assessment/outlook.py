"""The result of an assessment: one joint predictive distribution and everything read off it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.framework import NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tianqiao_econ.assessment.trending import Trend
    from tianqiao_econ.assessment.verdicts import Verdict
    from tianqiao_econ.datasets import View
    from tianqiao_econ.framework import Area, Event, Target


@dataclass(frozen=True, slots=True)
class Outlook:
    """Targets of one area and year, assessed with what was known on one date.

    Attributes
    ----------
    view
        What was known.
    area, year
        Whose targets, of which year.
    columns
        Name of each target in ``draws``: the indicator's code, with ``:level`` behind it where an
        area set both a growth and a level.
    targets, events
        The targets in display order, and what has to be published for each to be met.
    table : DataFrame
        One row a target, the columns of ``assess --format csv``.
    draws : DataFrame, shape (n, k)
        Joint draws of the outturns in each target's own transformation, unrounded; only targets
        with a prediction. Events on a reference: outturn minus reference, percentage points.
    met : DataFrame of bool, shape (n, k)
        Whether a draw meets the event.
    trends
        Column -> trend of the past alone.
    verdicts
        Column -> published outturn, for those already out in the whole package.
    rng
        Source of randomness as it was before the first draw, so that the same shocks can be drawn
        again; never drawn from itself. None where the draws are somebody else's.
    """

    view: View
    area: Area
    year: int
    columns: tuple[str, ...]
    targets: tuple[Target, ...]
    events: tuple[Event | None, ...]
    table: pd.DataFrame
    draws: pd.DataFrame
    met: pd.DataFrame
    trends: Mapping[str, Trend]
    verdicts: Mapping[str, Verdict]
    rng: np.random.Generator | None = None

    @property
    def as_of(self) -> date:
        """Date up to which anything was seen."""
        return self.view.date

    @property
    def by_column(self) -> tuple[tuple[str, Target], ...]:
        """Each target under the name of its column, in display order."""
        return tuple(zip(self.columns, self.targets, strict=True))

    def probability(self, column: str) -> float:
        """Chance that a target is met, between 0 and 1; NaN where none is given.

        Raises
        ------
        UnknownName
            If there is no such target.
        """
        self._known(column)
        return float(self.met[column].mean()) if column in self.met else float("nan")

    def probability_all(self) -> float:
        """Chance that every target with a prediction is met; NaN without any."""
        if self.met.shape[1] == 0:
            return float("nan")
        return float(self.met.to_numpy().all(axis=1).mean())

    def number_met(self) -> pd.Series:
        """Distribution of the number of targets met: index 0..k, values sum to 1."""
        size = self.met.shape[1]
        counts = np.bincount(self.met.to_numpy(dtype=bool).sum(axis=1), minlength=size + 1)
        index = pd.RangeIndex(size + 1, name="number_met")
        return pd.Series(counts / max(counts.sum(), 1), index=index, name="probability")

    def quantiles(self, column: str, probabilities: Sequence[float] = (0.1, 0.5, 0.9)) -> pd.Series:
        """Quantiles of a target's outturn, indexed by probability, in its own transformation.

        Raises
        ------
        UnknownName
            If there is no such target.
        NotKnown
            If it has no prediction.
        """
        self._known(column)
        if column not in self.draws:
            raise NotKnown(f"there is no prediction for {column}: see its note in the table")
        values = np.quantile(self.draws[column].to_numpy(), probabilities)
        return pd.Series(values, index=pd.Index(probabilities, name="probability"), name=column)

    def _known(self, column: str) -> None:
        if column not in self.columns:
            raise UnknownName.among("target", column, dict.fromkeys(self.columns, ()))
