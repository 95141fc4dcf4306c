"""What the targets of one area have in common: read off joint draws."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.framework import EconError, NotKnown, UnknownName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook

#: Draws that a conditional chance needs behind it.
LEAST_DRAWS = 200
#: Columns of `dependence` and of `given`.
PAIR_COLUMNS = ("column", "other", "spearman", "met")
GIVEN_COLUMNS = ("column", "probability", "given", "difference", "n")


@dataclass(frozen=True, slots=True)
class Joint:
    """How many of an area's targets are met together.

    Attributes
    ----------
    targets
        Number of targets with a prediction.
    expected
        Expected number met.
    low, high
        Range that holds the number met with at least the chance asked for.
    all, none
        Chance that every target is met, and that none is.
    at_least : Series
        Chance that k or more are met, indexed by k = 1 to ``targets``.
    """

    targets: int
    expected: float
    low: int
    high: int
    all: float
    none: float
    at_least: pd.Series


def joint(outlook: Outlook, level: float = 0.8) -> Joint:
    """Joint facts of an outlook's targets.

    Parameters
    ----------
    outlook
        From `assess`.
    level
        Chance that the range is to hold, half of what is left on either side.

    Raises
    ------
    EconError
        For a level that is not above 0 and below 1.
    NotKnown
        If no target has a prediction.
    """
    if not 0 < level < 1:
        raise EconError(f"the level of a range is above 0 and below 1, not {level}")
    if outlook.met.shape[1] == 0:
        raise NotKnown("no target has a prediction: see the notes in the table")
    number = outlook.met.to_numpy(dtype=bool).sum(axis=1)
    low, high = np.quantile(number, ((1 - level) / 2, (1 + level) / 2), method="inverted_cdf")
    ks = pd.RangeIndex(1, outlook.met.shape[1] + 1, name="number_met")
    chances = [float((number >= k).mean()) for k in ks]
    return Joint(
        targets=len(ks),
        expected=float(number.mean()),
        low=int(low),
        high=int(high),
        all=outlook.probability_all(),
        none=float((number == 0).mean()),
        at_least=pd.Series(chances, index=ks, name="probability"),
    )


def dependence(outlook: Outlook) -> pd.DataFrame:
    """How far each two targets move together.

    Returns
    -------
    DataFrame
        One row a pair of targets with predictions, in display order: column, other; spearman, the
        rank correlation of their draws; met, the correlation of being met (phi). NaN where one of
        them does not vary.
    """
    names = list(outlook.met.columns)
    drawn = _correlation(outlook.draws[names].rank().to_numpy())
    met = _correlation(outlook.met.to_numpy(dtype=np.float64))
    rows = [
        (names[i], names[j], drawn[i, j], met[i, j]) for i, j in combinations(range(len(names)), 2)
    ]
    return pd.DataFrame(rows, columns=list(PAIR_COLUMNS))


def given(outlook: Outlook, column: str, *, met: bool = False) -> pd.DataFrame:
    """Chance of every other target if one target is missed, or met.

    Parameters
    ----------
    outlook
        From `assess`.
    column
        Name of the target that is supposed to be missed (or met).
    met
        What is supposed of it.

    Returns
    -------
    DataFrame
        One row a target other than ``column``: column; probability, its chance; given, its chance
        in the draws where the supposition holds, NaN where fewer than `LEAST_DRAWS` do;
        difference, given less probability; n, the number of those draws.

    Raises
    ------
    UnknownName
        If there is no such target.
    NotKnown
        If it has no prediction.
    """
    if column not in outlook.columns:
        raise UnknownName.among("target", column, dict.fromkeys(outlook.columns, ()))
    if column not in outlook.met:
        raise NotKnown(f"there is no prediction for {column}: see its note in the table")
    others = outlook.met.columns.drop(column)
    hits = outlook.met.to_numpy(dtype=bool)
    held = hits[:, outlook.met.columns.get_loc(column)] == met
    hits = hits[:, outlook.met.columns != column]
    n = int(held.sum())
    chance = hits.mean(axis=0)
    now = hits[held].mean(axis=0) if n >= LEAST_DRAWS else np.nan * chance
    return pd.DataFrame(
        {
            "column": list(others),
            "probability": chance,
            "given": now,
            "difference": now - chance,
            "n": n,
        },
        columns=list(GIVEN_COLUMNS),
    )


def _correlation(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlations between columns; NaN for one that does not vary."""
    apart = values - values.mean(axis=0)
    size = np.sqrt((apart**2).sum(axis=0))
    size[size == 0] = np.nan
    return np.asarray(apart.T @ apart / size[:, None] / size[None, :])
