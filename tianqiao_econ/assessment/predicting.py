"""Predictive draws of each target's outturn: one method a kind of target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.references import differences
from tianqiao_econ.forecasting import growth_spread, implied_growth
from tianqiao_econ.framework import Direction, PriceBasis, Qualifier, Transformation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.evidence import Evidence
    from tianqiao_econ.forecasting import Gaps, GrowthSpread
    from tianqiao_econ.framework import Event, Target

#: Least area-years from which the difference of two outturns is estimated.
LEAST_DIFFERENCES = 8
#: Least yearly rates from which the spread of growth is estimated.
LEAST_REFERENCE_RATES = 8
#: A level is not carried forward over more years than this.
MOST_YEARS = 2


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
    return tuple(
        _predict(_Question(evidence, target, event, gaps, n, streams[target.indicator]))
        for target, event in questions
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """One target with all that its prediction may use."""

    evidence: Evidence
    target: Target
    event: Event
    gaps: Gaps
    n: int
    rng: np.random.Generator

    @property
    def number(self) -> float:
        """Number that the event names: the floor, or the ceiling."""
        bound = self.event.upper if self.event.lower is None else self.event.lower
        return float("nan") if bound is None else bound


def _predict(question: _Question) -> Prediction:
    """Choose the method that fits the target."""
    target = question.target
    if question.event.reference is not None:
        return _on_reference(question)
    if target.transformation is Transformation.LEVEL:
        return _level(question)
    if target.qualifier is Qualifier.QUALITATIVE:
        return _from_trend(question)
    if target.indicator in question.gaps.by_indicator:
        return _anchored(question, question.number)
    return _spread(question, None)


def _anchored(question: _Question, growth: float) -> Prediction:
    """Growth that is asked for, plus the pooled gap."""
    evidence, target = question.evidence, question.target
    model = evidence.model_for(target.indicator)
    ceiling = question.event.lower is None
    if model is None or ceiling != (target.direction is Direction.LOWER):
        return nothing(f"no record of such targets for {target.indicator}")
    sample, pool = model.sample, evidence.pool(target.indicator)
    here = sample.count(pool, evidence.level)
    there = sample.count(pool) - here
    note = (
        f"gaps of {here} pairs of {pool} at {evidence.level} level"
        f" and {there} at other levels, shrunk"
    )
    if not here:
        note += "; no pair at this level, so the width leans on the other levels"
    draws = growth + question.gaps.by_indicator[target.indicator]
    return Prediction(draws, "anchored", here + there, sample.clusters(pool), note)


def _level(question: _Question) -> Prediction:
    """Last level, grown as a growth target would be, or by the volatility of growth itself."""
    evidence, target = question.evidence, question.target
    if evidence.view.package.indicator(target.indicator).price_basis is PriceBasis.REAL:
        return nothing(
            f"growth of {target.indicator} is counted in constant prices and its level in current"
            " ones: no deflator to join them"
        )
    last = evidence.last_level(target)
    if last is None:
        return nothing(f"no published level of {target.indicator} to start from")
    year, level = last
    if evidence.year - year > MOST_YEARS:
        return nothing(f"the last published level of {target.indicator} is of {year}: too long ago")
    if year == evidence.year - 1 and target.indicator in question.gaps.by_indicator:
        found = _anchored(question, implied_growth(question.number, level))
        return (
            found if found.draws is None else replace(found, draws=level * (1 + found.draws / 100))
        )
    return _spread(question, last)


def _spread(question: _Question, last: tuple[int, float] | None) -> Prediction:
    """Growth, or the last level grown, by the volatility of growth itself."""
    evidence, target = question.evidence, question.target
    source, reference = evidence.reference_rates(target.indicator, LEAST_REFERENCE_RATES)
    if len(reference) < LEAST_REFERENCE_RATES:
        return nothing(
            f"no record of targets and only {len(reference)} yearly rates of {target.indicator}"
            f" in this area and its parents ({LEAST_REFERENCE_RATES} are needed)"
        )
    trend = evidence.trend(target.indicator)
    known = np.isfinite(trend.mean)
    spread = growth_spread(
        reference,
        evidence.small_area_rates(target.indicator),
        centre=float(np.log1p(trend.mean / 100)) if known else None,
        least=trend.sd / 100 if known else 0.0,
    )
    note = (
        f"no record of targets: spread of log growth {spread.sd:.2f} from {spread.n_reference}"
        f" rates of {source}, widened {spread.widening:.1f} times"
        f" ({_widening_reason(spread)}), centre {spread.centre:+.3f}"
    )
    years = 1 if last is None else evidence.year - last[0]
    gaps = question.gaps
    growth = spread.draw(
        question.n, question.rng, years=years, shared=gaps.shared, share=gaps.share
    )
    draws = 100 * np.expm1(growth) if last is None else last[1] * np.exp(growth)
    n_pool = spread.n_reference + spread.n_local
    return Prediction(draws, "growth_spread", n_pool, spread.n_reference, note)


def _widening_reason(spread: GrowthSpread) -> str:
    if spread.measured:
        return f"the spread of {spread.n_local} rates published by smaller areas"
    return "assumed: smaller areas publish too few rates"


def _from_trend(question: _Question) -> Prediction:
    """A wording without a number to anchor on: what the past alone says."""
    trend = question.evidence.trend(question.target.indicator)
    if not np.isfinite(trend.mean):
        return nothing(f"no trend of {question.target.indicator}, and the wording names no number")
    gaps = question.gaps
    unit = np.sqrt(gaps.share) * gaps.shared
    unit = unit + np.sqrt(1 - gaps.share) * question.rng.standard_normal(question.n)
    note = f"the wording names no number to anchor on: trend from {trend.n_source} yearly rates"
    return Prediction(trend.mean + trend.sd * unit, "trend", trend.n_source, trend.n_source, note)


def _on_reference(question: _Question) -> Prediction:
    """Difference of the outturn from its reference, from all area-years that published both."""
    known = differences(question.evidence, question.target, question.event)
    if len(known) < LEAST_DIFFERENCES:
        return nothing(
            f"only {len(known)} area-years published both {question.target.indicator} and its"
            f" reference ({LEAST_DIFFERENCES} are needed)"
        )
    sd = float(known["difference"].std(ddof=1)) * np.sqrt(1 + 1 / len(known))
    draws = known["difference"].mean() + sd * question.rng.standard_normal(question.n)
    note = (
        f"difference of {len(known)} area-years; median, p10 and p90 are points over the reference"
    )
    if known["deflated"].any():
        note += "; nominal figures deflated by consumer prices"
    return Prediction(draws, "difference", len(known), known["time_period"].nunique(), note)


def nothing(reason: str) -> Prediction:
    """Prediction that says why there is none."""
    return Prediction(None, "", 0, 0, reason)
