"""Predictive draws of each target's outturn: one method a kind of target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.references import differences
from tianqiao_econ.forecasting import growth_spread
from tianqiao_econ.framework import Transformation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.evidence import Evidence
    from tianqiao_econ.forecasting import GapModel, GrowthSpread
    from tianqiao_econ.framework import Event, Target

#: Least area-years from which the difference of two outturns is estimated.
LEAST_DIFFERENCES = 8
#: Least yearly rates from which the spread of growth is estimated.
LEAST_REFERENCE_RATES = 8


@dataclass(frozen=True, slots=True)
class Prediction:
    """Draws of one outturn, with what stands behind them.

    Attributes
    ----------
    draws
        Shape (n,), in the target's own transformation; for an event on a reference, the outturn
        minus the reference; None where nothing honest can be said, with the reason in ``note``.
    model
        Name of the method, empty without draws.
    n_pool, n_pool_clusters
        Pairs (or yearly rates) behind the spread, and the nearly independent clusters of them.
    note
        What a reader has to know, in English.
    """

    draws: NDArray[np.float64] | None
    model: str
    n_pool: int
    n_pool_clusters: int
    note: str


def predict(
    evidence: Evidence,
    questions: Sequence[tuple[Target, Event]],
    n: int,
    rng: np.random.Generator,
) -> tuple[Prediction, ...]:
    """Joint predictions of an area's targets, in the order of the questions.

    Parameters
    ----------
    evidence
        What is known.
    questions
        Announced targets with their events.
    n
        Number of draws.
    rng
        Source of randomness; a target's draws do not depend on which others are asked for.
    """
    shared, own = rng.spawn(2)
    gaps = evidence.gaps(n, shared)
    codes = sorted(evidence.view.package.indicators["indicator"])
    streams = dict(zip(codes, own.spawn(len(codes)), strict=True))

    def one(target: Target, event: Event) -> Prediction:
        stream = streams[target.indicator]
        if event.reference is not None:
            return _on_reference(evidence, target, event, n, stream)
        if target.transformation is Transformation.GROWTH and target.indicator in gaps:
            return _anchored(evidence, target, event, gaps[target.indicator])
        return _spread(evidence, target, n, stream)

    return tuple(one(target, event) for target, event in questions)


def _anchored(
    evidence: Evidence, target: Target, event: Event, gaps: NDArray[np.float64]
) -> Prediction:
    """Target plus the pooled gap."""
    model: GapModel | None = evidence.model_for(target.indicator)
    anchor = event.upper if event.lower is None else event.lower
    if model is None or anchor is None:
        return nothing("the target names no number")
    sample, pool = model.sample, evidence.pool(target.indicator)
    here = sample.count(pool, evidence.level)
    there = sample.count(pool) - here
    note = (
        f"gaps of {here} pairs of {pool} at {evidence.level} level"
        f" and {there} at other levels, shrunk"
    )
    if not here:
        note += "; no pair at this level, so the width leans on the other levels"
    clusters = sample.clusters(pool)
    return Prediction(anchor + gaps, "anchored", here + there, clusters, note)


def _spread(evidence: Evidence, target: Target, n: int, rng: np.random.Generator) -> Prediction:
    """Growth, or the last level grown, by the volatility of growth itself."""
    source, reference = evidence.reference_rates(target.indicator)
    local = evidence.small_area_rates(target.indicator)
    if len(reference) < LEAST_REFERENCE_RATES:
        return nothing(
            f"no record of targets and only {len(reference)} yearly rates of {target.indicator}"
            f" in this area and its parents ({LEAST_REFERENCE_RATES} are needed)"
        )
    spread = growth_spread(reference, local)
    note = (
        f"no record of targets: spread of log growth {spread.sd:.2f} from {len(reference)} rates"
        f" of {source}, widened {spread.widening:.1f} times"
        f" ({_widening_reason(spread)}), centre {spread.centre:+.3f}"
    )
    n_pool = len(reference) + len(local)
    if target.transformation is Transformation.GROWTH:
        growth = 100 * np.expm1(spread.draw(n, rng))
        return Prediction(growth, "growth_spread", n_pool, len(reference), note)
    last = evidence.last_level(target.indicator)
    if last is None:
        return nothing(f"no published level of {target.indicator} to start from")
    draws = _levels_after(last, evidence.year, spread, n, rng)
    return Prediction(draws, "growth_spread", n_pool, len(reference), note)


def _widening_reason(spread: GrowthSpread) -> str:
    if spread.measured:
        return f"the spread of {spread.n_local} rates published by smaller areas"
    return "assumed: smaller areas publish too few rates"


def _levels_after(
    last: tuple[int, float], year: int, spread: GrowthSpread, n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    log_growth = sum(spread.draw(n, rng) for _ in range(year - last[0]))
    return np.asarray(last[1] * np.exp(log_growth), dtype=np.float64)


def _on_reference(
    evidence: Evidence, target: Target, event: Event, n: int, rng: np.random.Generator
) -> Prediction:
    """Difference of the outturn from its reference, from all area-years that published both."""
    known = differences(evidence, target, event)
    if len(known) < LEAST_DIFFERENCES:
        return nothing(
            f"only {len(known)} area-years published both {target.indicator} and its reference"
            f" ({LEAST_DIFFERENCES} are needed)"
        )
    sd = float(known["difference"].std(ddof=1)) * np.sqrt(1 + 1 / len(known))
    draws = known["difference"].mean() + sd * rng.standard_normal(n)
    note = (
        f"difference of {len(known)} area-years; median, p10 and p90 are points over the reference"
    )
    return Prediction(draws, "difference", len(known), known["time_period"].nunique(), note)


def nothing(reason: str) -> Prediction:
    """Prediction that says why there is none."""
    return Prediction(None, "", 0, 0, reason)
