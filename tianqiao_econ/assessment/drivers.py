"""Drivers: from the engine's starting chance to the chance of a target, factor by factor.

The start is what the engine says when it knows only indicator and level of government. It is no
count: how many such targets were met in the record stands beside it.

Each factor is something the engine knows. Forgetting it gives another forecast, on the same shocks;
what a factor adds is averaged over all orders in which the five can be learnt (Shapley), so that
nothing is counted twice and nothing is left over.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.engine import Pool, alternative_draws, pooled, shocks_again
from tianqiao_econ.assessment.evidence import Evidence
from tianqiao_econ.assessment.pairs import attainment_pairs
from tianqiao_econ.forecasting import Said, implied_growth, met, shapley
from tianqiao_econ.framework import Direction, Transformation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.knowledge import Knowledge
    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.forecasting import Shocks
    from tianqiao_econ.framework import Event, Target

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Factors in the order of the table.
FACTORS = ("stretch", "base_effect", "year", "record", "parents")
#: Columns of `drivers`.
COLUMNS = (
    "column",
    "indicator",
    "factor",
    "points",
    "start",
    "probability",
    "centre_points",
    "spread_points",
    "met_share",
    "met_n",
    "met_level",
)
#: Pairs at the target's level of government from which their share met is told; else of all levels.
ENOUGH = 10
#: Model of the predictions that have drivers.
POOL = "pool"
#: A year so many years ahead remembers nothing of the recent ones.
FAR = 1000
#: Stands for no memory of earlier deviations.
FORGOTTEN = (1e-9, 1e-9, 1e-9)
#: Member that is left where parents are forgotten.
ANCHOR = "anchored"


def drivers(outlook: Outlook) -> pd.DataFrame:
    """What moves each target's chance away from where the engine starts, in probability points.

    Parameters
    ----------
    outlook
        From `assess`.

    Returns
    -------
    DataFrame
        One row a target and factor: column, indicator, factor; points (of probability, -100 to
        100); start and probability, the same in all rows of a target, between 0 and 1; and what
        the factor does to the forecast itself: centre_points (of growth, added to the expected
        outturn) and spread_points (added to its standard deviation). Beside them the record:
        met_share, the plain share of such targets that were met, between 0 and 1; met_n, how many
        they are; met_level, their level of government, empty for all levels.
        ``start + points.sum() / 100 == probability``. Targets whose prediction is not the pool's
        have no rows: see `unexplained`.

    Raises
    ------
    EconError
        For an outlook that was not made by `assess`, whose shocks cannot be drawn again.

    Notes
    -----
    ``start`` is the chance with all five forgotten: the target plus the gap that such targets
    leave in the long run (indicator and level of government), spread as far as they spread where
    nothing more is known. It differs from ``met_share``, the targets of the indicator with a known
    outturn of earlier years: few of these are of one kind, most are of a few years and places, and
    outturns that reports leave unnamed are missing; the engine leans the gap towards zero and each
    year counts once. Then, and what forgetting each means:

    stretch (目标高低)
        How far the target lies from recent outturns, against its peers' of the year. Forgotten:
        an area without known outturns; neither centre nor the narrower spread that knowing brings.
    base_effect (基数)
        That recent outturns are those of two years, a jump counting only so far, and years that a
        listed event distorts are left out. Forgotten: the last known outturn is taken at its face
        value, in the stretch and in the own deviation. So after a rebound from a low base the
        stretch seems to help and the base effect takes that back.
    year (年度)
        What is left of the gaps of recent years (weak years follow weak ones, a crisis fades).
        Forgotten: a year far ahead, with the wider spread of one.
    record (自身记录)
        The area's own past gaps, the wording, and its own deviation from its peers or parents that
        is expected again. Forgotten: an area like any other, with the doubt about one.
    parents (上级与趋势)
        What the members of the pool beside the anchored one say: the trend (of peers, parents or
        the own series) and the parent's own target. Forgotten: the anchored member alone.

    A parent's own stretch, record and wording count under those factors, as far as its target is
    used. A what-if number moves the threshold of every one of these forecasts, as in `assess`.
    """
    left_out, rows = unexplained(outlook), []
    if len(left_out) < len(outlook.columns):
        evidence = Evidence.of(outlook.view, area=outlook.area.code, year=outlook.year)
        shocks = shocks_again(evidence.knowledge, outlook)
        announced = outlook.view.targets_of(outlook.area.code, outlook.year)
        asked = [
            (column, event, target)
            for column, event, target in zip(
                outlook.columns, outlook.events, announced, strict=True
            )
            if column not in left_out and event is not None
        ]
        record = attainment_pairs(outlook.view)
        record = record[record["year"] < outlook.year]
        questions = _questions(evidence, [target for _, _, target in asked])
        for (column, event, target), question in zip(asked, questions, strict=True):
            told = met_record(record, target.indicator, evidence.level)
            rows += [row | told for row in _rows(column, event, question, shocks)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def met_record(pairs: pd.DataFrame, indicator: str, level: str) -> dict[str, Any]:
    """Plain share of an indicator's targets that were met, with their number and level.

    Parameters
    ----------
    pairs
        From `attainment_pairs`.
    indicator, level
        Codes; where fewer than `ENOUGH` pairs are of the level, those of all levels are counted.
    """
    every = (pairs["indicator"] == indicator).to_numpy()
    here = every & (pairs["level"] == level).to_numpy()
    counted, named = (here, level) if here.sum() >= ENOUGH else (every, "")
    ceiling, gap = (pairs["direction"] == Direction.LOWER).to_numpy(), pairs["gap"].to_numpy()
    met_ones = (np.where(ceiling, -gap, gap) >= 0)[counted]
    share = float(met_ones.mean()) if met_ones.size else float("nan")
    return {"met_share": share, "met_n": met_ones.size, "met_level": str(named)}


def unexplained(outlook: Outlook) -> dict[str, str]:
    """Targets without drivers: column -> the model of its prediction, empty without one."""
    models = zip(outlook.columns, outlook.table["model"], strict=True)
    return {column: model for column, model in models if model != POOL}


@dataclass(frozen=True, slots=True)
class _Question:
    """One target's pool, an entry a coalition of factors; ``level`` is what grows, if one does."""

    indicator: str
    knowledge: Knowledge
    pool: Pool
    level: float | None


def _questions(evidence: Evidence, targets: Sequence[Target]) -> list[_Question]:
    """One question a target; those whose number is the announced one are pooled together."""
    places = [evidence.place(target.indicator) for target in targets]
    numbers = [_growth_and_level(evidence, target) for target in targets]
    known = [
        evidence.knowledge.with_target(*place, growth)
        for place, (growth, _) in zip(places, numbers, strict=True)
    ]
    usual = [place for place, one in zip(places, known, strict=True) if one is evidence.knowledge]
    pools = iter(_pools(_usual_coalitions(evidence.knowledge), usual))
    return [
        _Question(
            target.indicator,
            one,
            next(pools) if one is evidence.knowledge else next(_pools(_coalitions(one), [place])),
            level,
        )
        for target, place, one, (_, level) in zip(targets, places, known, numbers, strict=True)
    ]


def _growth_and_level(evidence: Evidence, target: Target) -> tuple[float, float | None]:
    """Growth that a target asks for, and the level that it asks to grow, if it does."""
    number = _bound(target.event())
    last = evidence.last_level(target) if target.transformation is Transformation.LEVEL else None
    return (number, None) if last is None else (implied_growth(number, last[1]), last[1])


def _pools(known: Sequence[Knowledge], places: Sequence[tuple[int, int]]) -> Iterator[Pool]:
    """Each target's pool, an entry for each knowledge; targets by indicator and area."""
    if not places:
        return
    k, a = np.array(places, dtype=np.intp).T
    told = [pooled(one, k, a) for one in known]
    names = [field.name for field in fields(Pool)]
    every = [np.stack([getattr(pool, name) for pool in told], axis=-1) for name in names]
    for at in range(len(places)):
        yield Pool(*(entries[..., at, :] for entries in every))


def _bound(event: Event) -> float:
    bound = event.upper if event.lower is None else event.lower
    return float("nan") if bound is None else bound


def _rows(column: str, event: Event, question: _Question, shocks: Shocks) -> list[dict[str, Any]]:
    chosen, back = _distinct(question.pool)
    draws = alternative_draws(question.knowledge, question.pool.taken(chosen), shocks)
    if question.level is not None:
        draws = question.level * (1 + draws / 100)
    chance = met(draws, event.latent_lower, event.latent_upper).mean(axis=0)[back]
    shares = shapley(np.column_stack([100 * chance, *_moments(question.pool)]))
    return [
        {
            "column": column,
            "indicator": question.indicator,
            "factor": factor,
            "points": points,
            "start": chance[0],
            "probability": chance[-1],
            "centre_points": centre,
            "spread_points": spread,
        }
        for factor, (points, centre, spread) in zip(FACTORS, shares, strict=True)
    ]


def _distinct(pool: Pool) -> tuple[Ints, list[int]]:
    """Entries of a pool that differ, and which of these each entry is: many factors do nothing."""
    said = np.vstack([getattr(pool, field.name) for field in fields(Said)])
    entries = [entry.tobytes() for entry in said.T]
    chosen = {entry: at for at, entry in reversed(list(enumerate(entries)))}
    order = {entry: number for number, entry in enumerate(chosen)}
    return np.array(list(chosen.values()), dtype=np.intp), [order[entry] for entry in entries]


def _moments(pool: Pool) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each entry of a pool, points of growth."""
    centre = np.nan_to_num(pool.centre)
    mean = (pool.weight * centre).sum(axis=0)
    square = (pool.weight * (centre**2 + pool.year_sd**2 + pool.own_sd**2)).sum(axis=0)
    return mean, np.sqrt(square - mean**2)


@lru_cache(maxsize=4)
def _usual_coalitions(knowledge: Knowledge) -> tuple[Knowledge, ...]:
    """Coalitions of what is known with the announced targets, the same for all areas of a year."""
    return _coalitions(knowledge)


def _coalitions(knowledge: Knowledge) -> tuple[Knowledge, ...]:
    """Knowledge with every set of factors forgotten: entry ``s`` knows those whose bits it has."""
    bits = {factor: 1 << number for number, factor in enumerate(FACTORS)}
    found = {sum(bits.values()): knowledge}
    for coalition in reversed(range(sum(bits.values()))):
        factor = [name for name in _FORGET if not coalition & bits[name]][-1]
        found[coalition] = _FORGET[factor](found[coalition | bits[factor]])
    return tuple(found[coalition] for coalition in sorted(found))


def _without_stretch(known: Knowledge) -> Knowledge:
    told = known.anchoring
    doubt = (told.slope * told.stretch_sd)[:, None]
    told = replace(
        told,
        slope=np.zeros_like(told.slope),
        spread=np.hypot(told.spread, doubt),
        farthest=np.inf,
    )
    return replace(known, anchoring=told, _centres=[])


def _without_base_effect(known: Knowledge) -> Knowledge:
    """Last outturns alone, whatever distorted them: no jump is too far to count."""
    panel = replace(known.panel, plain=np.ones_like(known.panel.plain))
    priors = replace(known.priors, recent=1.0, usual_gap={"": np.inf})
    kept: dict[str, Any] = {"_borrowed": [], "_centres": [], "_trends": {}, "_peers": {}}
    return replace(known, panel=panel, priors=priors, **kept)


def _without_year(known: Knowledge) -> Knowledge:
    shocks = known.anchoring.shocks(known.panel.levels, known.year + FAR)
    return replace(known, shocks=shocks, _centres=[])


def _without_record(known: Knowledge) -> Knowledge:
    told = known.anchoring
    told = replace(
        told,
        area=np.zeros_like(told.area),
        area_doubt=np.full_like(told.area_doubt, known.priors.area),
        wording=np.zeros_like(told.wording),
    )
    priors = replace(known.priors, memory=FORGOTTEN)
    return replace(known, anchoring=told, priors=priors, _centres=[], _trends={}, _peers={})


def _without_parents(known: Knowledge) -> Knowledge:
    return replace(known, priors=replace(known.priors, weights={ANCHOR: 1.0}))


#: Factor -> how it is forgotten; first those that trends rest on, so that the others share them.
_FORGET: dict[str, Callable[[Knowledge], Knowledge]] = {
    "base_effect": _without_base_effect,
    "record": _without_record,
    "year": _without_year,
    "stretch": _without_stretch,
    "parents": _without_parents,
}
