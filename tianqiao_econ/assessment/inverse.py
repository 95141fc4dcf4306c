"""The question turned round: which number would have a given chance.

There are two such numbers. `target_for` leaves the forecast as it is and asks which number lies in
the right place of it, a quantile. `announced_for` lets the number be announced: the forecast leans
on the target, so it moves with the number, and the number is held against what it has become.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.engine import shocks_again
from tianqiao_econ.assessment.evidence import Evidence
from tianqiao_econ.assessment.predicting import predict
from tianqiao_econ.forecasting import met_probability
from tianqiao_econ.framework import EconError, NotKnown, Qualifier, Transformation, UnknownName
from tianqiao_econ.framework.targets import GROWTH_STEP, LEVEL_STEP, MOST_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.forecasting import Shocks
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
    "announced",
    "announced_probability",
    "announced_reached",
)
#: Numbers that are tried out as announced targets: those whose chance is between these under the
#: forecast as it is. What lies outside, nobody would announce.
WITHIN = (0.005, 0.995)


@dataclass(frozen=True, slots=True)
class Announced:
    """A number that is announced, and the chance it then has.

    Attributes
    ----------
    number
        On the grid of the published figure.
    probability
        Its chance, with the forecast as it would be.
    reached
        Whether that is the chance asked for; else no number `WITHIN` reach has it, and this one
        comes nearest.
    """

    number: float
    probability: float
    reached: bool


def target_for(outlook: Outlook, column: str, probability: float = 0.8) -> float:
    """Most demanding number that has at least a given chance under the forecast as it is.

    A quantile of the outlook's draws. Had it been announced, the forecast would be another, and
    its chance too: see `announced_for`.

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
    _refuse_impossible(probability)
    target, event = _asked(outlook, column)
    draws = outlook.draws[column].to_numpy()
    return next(
        number
        for number in _candidates(draws, target, event, probability)
        if _chance_of(number, draws, target, event) >= probability
    )


def announced_for(outlook: Outlook, column: str, probability: float = 0.8) -> Announced:
    """Most demanding number that, announced as the target, would have at least a given chance.

    Parameters
    ----------
    outlook
        From `assess`.
    column
        Name of the target.
    probability
        Chance that the number is to have, above 0 and below 1.

    Returns
    -------
    Announced
        A wording without a number is asked about as a plain one (增长5%).

    Raises
    ------
    EconError
        For a probability that is not above 0 and below 1, or an outlook that was not made by
        `assess`, whose shocks cannot be drawn again.
    UnknownName
        If there is no such target.
    NotKnown
        If it has no prediction.

    Notes
    -----
    Every number is forecast as if it had been announced in the place of the target, on the shocks
    of the outlook. The chance falls with the number: the anchored member follows it by no more
    than its size, the other members do not follow. So it is found by halving. It may never reach
    the chance: where the anchored member speaks alone and knows no outturns of the area, it
    follows every number by all its size.
    """
    _refuse_impossible(probability)
    return _announced(outlook, column, probability, _shocks(outlook))


def targets_for(outlook: Outlook, probability: float = 0.8) -> pd.DataFrame:
    """Each target beside the two numbers that would have a given chance.

    Returns
    -------
    DataFrame
        One row a target with a prediction: column, indicator, transformation, unit_measure; target
        and probability as they are; wanted_probability; number and number_probability, the most
        demanding number with that chance under the forecast as it is (`target_for`) and the chance
        it has; difference, the number less the target; announced, announced_probability and
        announced_reached, the same for a number that is announced as the target (`announced_for`).

    Raises
    ------
    EconError
        For a probability that is not above 0 and below 1.
    """
    _refuse_impossible(probability)
    shocks = _shocks(outlook) if len(outlook.draws.columns) else None
    rows = [
        _row(outlook, column, probability) | _announced_cells(outlook, column, probability, shocks)
        for column in outlook.draws.columns
    ]
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


def _announced_cells(
    outlook: Outlook, column: str, probability: float, shocks: Shocks | None
) -> dict[str, object]:
    if shocks is None:
        return {}
    found = _announced(outlook, column, probability, shocks)
    return {
        "announced": found.number,
        "announced_probability": found.probability,
        "announced_reached": found.reached,
    }


def _refuse_impossible(probability: float) -> None:
    if not 0 < probability < 1:
        raise EconError(f"a probability is above 0 and below 1, not {probability}")


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
    step = _step(target, event)
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


def _step(target: Target, event: Event) -> Decimal:
    growth = target.transformation is Transformation.GROWTH
    return GROWTH_STEP if growth else Decimal(str(event.rounding))


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


def _shocks(outlook: Outlook) -> Shocks:
    evidence = Evidence.of(outlook.view, area=outlook.area.code, year=outlook.year)
    return shocks_again(evidence.knowledge, outlook)


def _announced(outlook: Outlook, column: str, probability: float, shocks: Shocks) -> Announced:
    """Halve the reach until a number has the chance and the next more demanding one has not."""
    target, event = _asked(outlook, column)
    if event.reference is not None:  # the margin is no anchor: nothing moves with it
        number = target_for(outlook, column, probability)
        draws = outlook.draws[column].to_numpy()
        return Announced(number, _chance_of(number, draws, target, event), reached=True)
    evidence = Evidence.of(outlook.view, area=outlook.area.code, year=outlook.year)

    @cache
    def chance(place: int) -> float:
        asked = _as_announced(target, event, float(step * place))
        (found,) = predict(evidence, [(asked, asked.event())], shocks)
        if found.draws is None:
            return float("nan")
        held = asked.event(event.tolerance)
        return met_probability(found.draws, held.latent_lower, held.latent_upper)

    step = _step(target, event)
    easy, hard = _reach(outlook.draws[column].to_numpy(), event, float(step))
    if not chance(easy) >= probability:
        return Announced(float(step * easy), chance(easy), reached=False)
    if chance(hard) >= probability:
        return Announced(float(step * hard), chance(hard), reached=False)
    while abs(hard - easy) > 1:
        middle = (easy + hard) // 2
        easy, hard = (middle, hard) if chance(middle) >= probability else (easy, middle)
    return Announced(float(step * easy), chance(easy), reached=True)


def _as_announced(target: Target, event: Event, number: float) -> Target:
    """Return the target with another number; one without any becomes a plain one."""
    changed = _with_number(target, event, number)
    worded = target.qualifier is Qualifier.QUALITATIVE and event.upper is None
    return replace(changed, qualifier=Qualifier.EXACT) if worded else changed


def _reach(draws: NDArray[np.float64], event: Event, step: float) -> tuple[int, int]:
    """Places on the grid of the easiest and of the most demanding number that is tried out."""
    low, high = np.quantile(draws, [1 - WITHIN[1], 1 - WITHIN[0]])
    first, last = int(np.floor(low / step)), int(np.ceil(high / step))
    return (last, first) if event.lower is None else (first, last)
