"""Targets x trends x predictions -> one outlook."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.engine import SEED, shocks_of, usual_shocks
from tianqiao_econ.assessment.evidence import Evidence
from tianqiao_econ.assessment.outlook import Outlook
from tianqiao_econ.assessment.predicting import Prediction, nothing, predict
from tianqiao_econ.assessment.rows import COLUMNS, assessment_row, event_or_none
from tianqiao_econ.assessment.verdicts import verdict
from tianqiao_econ.forecasting import met
from tianqiao_econ.framework import EconError, Qualifier, Transformation, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.assessment.verdicts import Verdict
    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.forecasting import Shocks
    from tianqiao_econ.framework import Event, Target

DRAWS = 20_000


def assess(
    view: View,
    *,
    area: str,
    year: int,
    targets: Mapping[str, float] | None = None,
    tolerance: float = 0.0,
    n_draws: int = DRAWS,
    rng: np.random.Generator | None = None,
) -> Outlook:
    """Assess how likely an area's targets of a year are to be met.

    Parameters
    ----------
    view
        What was known on a date, ``data.as_of("2024-01-16")``; nothing later is used, but for the
        columns ``outturn`` and ``met``, which tell what came of a year that is over.
    area, year
        Code of the area and year of the targets.
    targets
        What if: indicator -> another number in the target's own transformation. It changes what
        has to be reached, not the outturn that is expected.
    tolerance
        Points by which a target worded 左右 may be missed.
    n_draws
        Number of joint draws.
    rng
        Source of randomness; by default a fixed seed.

    Returns
    -------
    Outlook

    Raises
    ------
    UnknownName
        For an area, or an indicator in ``targets``, that does not exist.
    NotKnown
        When no target of that area and year was known on that date.
    EconError
        For a tolerance, number of draws, source of randomness or what-if number that cannot be.

    Examples
    --------
    >>> import tianqiao_econ as te
    >>> view = te.open_data().as_of("2024-01-16")
    >>> outlook = te.assess(view, area="370105", year=2024)
    >>> len(outlook.table)
    8
    """
    area, year = str(area), int(year)
    _refuse_impossible(tolerance, n_draws, rng)
    announced = view.targets_of(area, year)
    asked = _changed(announced, targets or {})
    evidence = Evidence.of(view, area=area, year=year)
    source = np.random.default_rng(SEED) if rng is None else deepcopy(rng)
    shocks = (
        usual_shocks(evidence.knowledge, n_draws)
        if rng is None
        else shocks_of(evidence.knowledge, n_draws, rng)
    )
    columns = _names(asked)
    events = tuple(event_or_none(target, tolerance) for target in asked)
    predictions = _predictions(evidence, announced, shocks)
    trends = {column: evidence.trend(t.indicator) for column, t in zip(columns, asked, strict=True)}
    verdicts = _verdicts(view, columns, asked, events)
    draws = pd.DataFrame(
        {c: p.draws for c, p in zip(columns, predictions, strict=True) if p.draws is not None},
        index=pd.RangeIndex(n_draws, name="draw"),
    )
    hits = {
        column: met(draws[column].to_numpy(), event.latent_lower, event.latent_upper)
        for column, event in zip(columns, events, strict=True)
        if column in draws and event is not None
    }
    rows = [
        assessment_row(evidence, target, event, prediction, trends[column], verdicts.get(column))
        for column, target, event, prediction in zip(
            columns, asked, events, predictions, strict=True
        )
    ]
    return Outlook(
        view=view,
        area=view.package.area(area),
        year=year,
        columns=columns,
        targets=asked,
        events=events,
        table=pd.DataFrame(rows, columns=list(COLUMNS)),
        draws=draws,
        met=pd.DataFrame(hits, index=draws.index),
        trends=trends,
        verdicts=verdicts,
        rng=source,
    )


def _refuse_impossible(tolerance: float, n_draws: int, rng: object) -> None:
    if not (np.isfinite(tolerance) and tolerance >= 0):
        raise EconError(f"the tolerance is a number of points, zero or more, not {tolerance}")
    if n_draws < 1:
        raise EconError(f"the number of draws is one or more, not {n_draws}")
    if rng is not None and not isinstance(rng, np.random.Generator):
        raise EconError(f"rng is a numpy Generator (numpy.random.default_rng(1)), not {rng!r}")


def _changed(targets: tuple[Target, ...], numbers: Mapping[str, float]) -> tuple[Target, ...]:
    """Targets with what-if numbers in place of the announced ones."""
    known = {name: (name,) for name in _names(targets)}
    by_name = dict(zip(known, targets, strict=True))
    for name, number in numbers.items():
        if name not in known:
            raise UnknownName.among("target", name, known)
        if not np.isfinite(number):
            raise EconError(f"what if {name} is {number}: give a finite number")
        if by_name[name].qualifier in {Qualifier.ALIGNED, Qualifier.RELATIVE}:
            raise EconError(f"{name} is held against another outturn, there is no number to change")
    return tuple(
        _with_number(target, float(numbers[name])) if name in numbers else target
        for name, target in zip(known, targets, strict=True)
    )


def _with_number(target: Target, number: float) -> Target:
    """Target with another number, read as it was: a fall (下降) becomes a ceiling."""
    falls = target.qualifier is Qualifier.QUALITATIVE and target.lower is None
    qualifier = Qualifier.AT_MOST if falls else target.qualifier
    return replace(target, qualifier=qualifier, lower=number, upper=None, wording="")


def _names(targets: tuple[Target, ...]) -> tuple[str, ...]:
    """Column of each target: its indicator, with the transformation where there are two."""
    codes = [target.indicator for target in targets]
    return tuple(
        t.indicator
        if codes.count(t.indicator) == 1 or t.transformation is Transformation.GROWTH
        else f"{t.indicator}:{t.transformation}"
        for t in targets
    )


def _predictions(
    evidence: Evidence, targets: tuple[Target, ...], shocks: Shocks
) -> tuple[Prediction, ...]:
    events = [event_or_none(target, 0.0) for target in targets]
    questions = [(t, e) for t, e in zip(targets, events, strict=True) if e is not None]
    found = iter(predict(evidence, questions, shocks))
    reason = "the wording names no number and no reference, so there is no event"
    return tuple(nothing(reason) if event is None else next(found) for event in events)


def _verdicts(
    view: View,
    columns: tuple[str, ...],
    targets: tuple[Target, ...],
    events: tuple[Event | None, ...],
) -> dict[str, Verdict]:
    """Outturns already published in the whole package; the only look past the view's date."""
    everything = _everything(view.package)
    found = {
        column: verdict(everything, target, event)
        for column, target, event in zip(columns, targets, events, strict=True)
        if event is not None
    }
    return {column: known for column, known in found.items() if known is not None}


@lru_cache(maxsize=8)
def _everything(package: DataPackage) -> View:
    return package.latest()
