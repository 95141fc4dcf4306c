"""The question turned round: which number would have a given chance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.forecasting import met_probability
from tianqiao_econ.framework import EconError, NotKnown, Transformation, UnknownName
from tianqiao_econ.framework.targets import GROWTH_STEP, LEVEL_STEP, MOST_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.framework import Event, Target

#: Columns of `targets_for`.
COLUMNS = (
    "column",
    "indicator",
    "transformation",
    "unit_measure",
    "target",
    "probability",
    "wanted_probability",
    "number",
    "number_probability",
    "difference",
)


def target_for(outlook: Outlook, column: str, probability: float = 0.8) -> float:
    """Most demanding number that would have at least a given chance under an outlook's draws.

    Parameters
    ----------
    outlook
        From `assess`. As with a what-if number, the outturn that is expected stays as it is.
    column
        Name of the target.
    probability
        Chance that the number is to have, above 0 and below 1.

    Returns
    -------
    float
        On the grid of the published figure: growth with one decimal, a level in the target's unit.
        For a ceiling it is the lowest, for all others the highest such number; for an event on a
        reference the points by which the reference would have to be exceeded.

    Raises
    ------
    EconError
        For a probability that is not above 0 and below 1.
    UnknownName
        If there is no such target.
    NotKnown
        If it has no prediction.

    Examples
    --------
    >>> import tianqiao_econ as te
    >>> view = te.open_data().as_of("2024-01-16")
    >>> outlook = te.assess(view, area="370105", year=2024)
    >>> number = target_for(outlook, "gdp", 0.8)
    >>> what_if = te.assess(view, area="370105", year=2024, targets={"gdp": number})
    >>> bool(what_if.probability("gdp") >= 0.8)
    True
    """
    if not 0 < probability < 1:
        raise EconError(f"a probability is above 0 and below 1, not {probability}")
    target, event = _asked(outlook, column)
    draws = outlook.draws[column].to_numpy()
    return next(
        number
        for number in _candidates(draws, target, event, probability)
        if _chance_of(number, draws, target, event) >= probability
    )


def targets_for(outlook: Outlook, probability: float = 0.8) -> pd.DataFrame:
    """Each target beside the number that would have a given chance.

    Returns
    -------
    DataFrame
        One row a target with a prediction: column, indicator, transformation, unit_measure; target
        and probability as they are; wanted_probability; number and number_probability, the most
        demanding number with that chance and the chance it has; difference, the number less the
        target.

    Raises
    ------
    EconError
        For a probability that is not above 0 and below 1.
    """
    rows = [_row(outlook, column, probability) for column in outlook.draws.columns]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(outlook: Outlook, column: str, probability: float) -> dict[str, object]:
    target, event = _asked(outlook, column)
    number = target_for(outlook, column, probability)
    bound = event.upper if event.lower is None else event.lower
    now = float("nan") if bound is None else bound
    return {
        "column": column,
        "indicator": target.indicator,
        "transformation": str(target.transformation),
        "unit_measure": target.unit_measure,
        "target": now,
        "probability": outlook.probability(column),
        "wanted_probability": probability,
        "number": number,
        "number_probability": _chance_of(number, outlook.draws[column].to_numpy(), target, event),
        "difference": round(number - now, MOST_DECIMALS),
    }


def _asked(outlook: Outlook, column: str) -> tuple[Target, Event]:
    if column not in outlook.columns:
        raise UnknownName.among("target", column, dict.fromkeys(outlook.columns, ()))
    at = outlook.columns.index(column)
    event = outlook.events[at]
    if column not in outlook.draws or event is None:
        raise NotKnown(f"there is no prediction for {column}: see its note in the table")
    return outlook.targets[at], event


def _candidates(
    draws: NDArray[np.float64], target: Target, event: Event, probability: float
) -> Iterator[float]:
    """Numbers of the published grid, from one that asks too much to ever easier ones."""
    growth = target.transformation is Transformation.GROWTH
    step = GROWTH_STEP if growth else Decimal(str(event.rounding))
    ceiling = event.lower is None
    easier = 1 if ceiling else -1
    edge = (
        np.quantile(draws, probability, method="lower")
        if ceiling
        else np.quantile(draws, 1 - probability, method="higher")
    )
    room = event.tolerance + float(LEVEL_STEP)  # no rounding and no tolerance reach farther
    first = round((edge - easier * room) / float(step)) - easier
    return (float(step * place) for place in count(first, easier))


def _with_number(target: Target, event: Event, number: float) -> Target:
    """Return the target with another bound; of a difference with another margin."""
    if event.reference is not None:
        return replace(target, margin=number)
    ceiling = event.lower is None
    return replace(
        target,
        lower=None if ceiling else number,
        upper=number if ceiling else None,
        wording="",
    )


def _chance_of(number: float, draws: NDArray[np.float64], target: Target, event: Event) -> float:
    changed = _with_number(target, event, number).event(event.tolerance)
    return met_probability(draws, changed.latent_lower, changed.latent_upper)
