"""Predictive draws of each target's outturn: one method a kind of target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.engine import draws_of, pooled
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.references import differences
from tianqiao_econ.forecasting import growth_spread, implied_growth
from tianqiao_econ.framework import Direction, PriceBasis, Qualifier, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.engine import Pool
    from tianqiao_econ.assessment.evidence import Evidence
    from tianqiao_econ.assessment.knowledge import Record
    from tianqiao_econ.forecasting import GrowthSpread, Shocks
    from tianqiao_econ.framework import Event, Target

#: Least area-years from which the difference of two outturns is estimated.
LEAST_DIFFERENCES = 8
#: Usual slope of a difference on its reference: half of a surprise is shared.
USUAL_SLOPE = -0.5
#: Least yearly rates from which the spread of growth is estimated.
LEAST_REFERENCE_RATES = 8
#: Pairs of an indicator's theme from which its gaps are pooled.
LEAST_PAIRS = 4
#: Part of a level's variance that is the year's, shared with the other targets.
YEAR_SHARE = 0.3
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
    shocks: Shocks,
) -> tuple[Prediction, ...]:
    """Joint predictions of an area's targets, in the order of the questions.

    Parameters
    ----------
    evidence
        What is known.
    questions
        Announced targets with their events.
    shocks
        Shocks of the year; a target's draws do not depend on which others are asked for, but
        for one held against another of them (同步), which is drawn on the other's draws.
    """
    beside = {
        target.indicator: (target, event)
        for target, event in questions
        if event.reference is None and target.transformation is Transformation.GROWTH
    }
    return tuple(_predict(_Question(evidence, t, event, shocks, beside)) for t, event in questions)


@dataclass(frozen=True, slots=True)
class _Question:
    """One target with all that its prediction may use; ``beside`` it are the growth targets."""

    evidence: Evidence
    target: Target
    event: Event
    shocks: Shocks
    beside: Mapping[str, tuple[Target, Event]]

    @property
    def number(self) -> float:
        """Number that the event names: the floor, or the ceiling."""
        bound = self.event.upper if self.event.lower is None else self.event.lower
        return float("nan") if bound is None else bound

    def unit(self) -> NDArray[np.float64]:
        """Shocks of variance one, with the year's part and the area's own, shape (n,)."""
        knowledge = self.evidence.knowledge
        k, a = self.evidence.place(self.target.indicator)
        year = self.shocks.year(int(knowledge.panel.level[a]))[:, k]
        own = self.shocks.own(self.target.ref_area, _parent(self.evidence))[:, k]
        return np.asarray(np.sqrt(YEAR_SHARE) * year + np.sqrt(1 - YEAR_SHARE) * own)


def _parent(evidence: Evidence) -> str:
    return evidence.view.package.area(evidence.area).parent or ""


def _predict(question: _Question) -> Prediction:
    """Choose the method that fits the target."""
    target = question.target
    if question.event.reference is not None:
        return _on_reference(question)
    if target.transformation is Transformation.LEVEL:
        return _level(question)
    if target.qualifier is Qualifier.QUALITATIVE:
        return _from_trend(question)
    if _has_record(question.evidence, target.indicator):
        return _pooled(question, question.number)
    return _spread(question, None)


def _has_record(evidence: Evidence, indicator: str) -> bool:
    """Whether targets of the indicator's theme have a record to learn from."""
    knowledge, (k, a) = evidence.knowledge, evidence.place(indicator)
    themes = knowledge.panel.theme
    related = (j for j, theme in enumerate(themes) if theme == themes[k])
    return sum(knowledge.record(j, a).pairs for j in related) >= LEAST_PAIRS


def _pooled(question: _Question, growth: float) -> Prediction:
    """Growth that is asked for, the trend and the parent's target, pooled."""
    evidence, target = question.evidence, question.target
    ceiling = question.event.lower is None
    if ceiling != (target.direction is Direction.LOWER):
        return nothing(f"no record of such targets for {target.indicator}")
    k, a = evidence.place(target.indicator)
    knowledge = evidence.knowledge.with_target(k, a, growth)
    pool = pooled(knowledge, np.array([k]), np.array([a]))
    draws = draws_of(knowledge, pool, question.shocks)[:, 0]
    record = knowledge.record(k, a)
    note = _pool_note(pool, record)
    if not (knowledge.measured(k, a) or pool.weight[1:].any()):
        note += "; no recent outturn here or above, so the chance hardly depends on the number"
    return Prediction(draws, "pool", record.pairs, record.clusters, note)


def _pool_note(pool: Pool, record: Record) -> str:
    """Which members were asked, and the pairs behind the gaps."""
    shares = zip(MEMBERS, pool.weight[:, 0], strict=True)
    told = " + ".join(f"{name} {share:.0%}" for name, share in shares if share > 0)
    note = (
        f"pool of {told}; gaps of {record.here} pairs of {record.indicator} at {record.level}"
        f" level and {record.pairs - record.here} at other levels, from {record.areas} areas,"
        f" {record.years} years and {record.clusters} clusters"
    )
    if not record.pairs:
        note += "; no pair in these data, so its usual gap is that of priors.csv alone"
    elif not record.here:
        note += "; no pair at this level, so the width leans on the other levels"
    return note


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
    if year == evidence.year - 1 and _has_record(evidence, target.indicator):
        found = _pooled(question, implied_growth(question.number, level))
        return (
            found if found.draws is None else replace(found, draws=level * (1 + found.draws / 100))
        )
    return _spread(question, last)


def _spread(question: _Question, last: tuple[int, float] | None) -> Prediction:
    """Growth, or the last level grown, by the volatility of growth itself."""
    evidence, target = question.evidence, question.target
    source, reference = evidence.reference_rates(target.indicator, LEAST_REFERENCE_RATES)
    if len(reference) < LEAST_REFERENCE_RATES:
        if last is None and target.indicator in evidence.knowledge.priors.usual_gap:
            return _pooled(question, question.number)
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
    growth = spread.scaled(question.unit(), years=years)
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
    note = f"the wording names no number to anchor on: trend from {trend.n_source} yearly rates"
    return Prediction(
        trend.mean + trend.sd * question.unit(), "trend", trend.n_source, trend.n_source, note
    )


def _on_reference(question: _Question) -> Prediction:
    """Difference of the outturn from its reference, from all area-years that published both."""
    known = differences(question.evidence, question.target, question.event)
    if len(known) < LEAST_DIFFERENCES:
        return nothing(
            f"only {len(known)} area-years published both {question.target.indicator} and its"
            f" reference ({LEAST_DIFFERENCES} are needed)"
        )
    note = (
        f"difference of {len(known)} area-years; median, p10 and p90 are points over the reference"
    )
    reference = _reference_draws(question)
    if reference is None:
        sd = float(known["difference"].std(ddof=1)) * np.sqrt(1 + 1 / len(known))
        draws = known["difference"].mean() + sd * question.unit()
    else:
        draws, slope = _beside_reference(question, known, reference)
        note += f"; drawn with the reference: {slope:+.1f} points for each point that it grows more"
    if known["deflated"].any():
        note += "; nominal figures deflated by consumer prices"
    return Prediction(draws, "difference", len(known), known["time_period"].nunique(), note)


def _reference_draws(question: _Question) -> NDArray[np.float64] | None:
    """Growth draws of the reference where it is another target of the area with a prediction."""
    area, indicator = question.event.reference or ("", "")
    if area != question.target.ref_area or indicator not in question.beside:
        return None
    target, event = question.beside[indicator]
    return _predict(replace(question, target=target, event=event)).draws


def _beside_reference(
    question: _Question, known: pd.DataFrame, reference: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Difference given the reference's surprise, by a regression on the record; and its slope.

    So reference plus difference is a draw of the own growth. Expected is the record's mean: years
    of low growth had no larger differences, only places with low growth in a year had. The rest
    has shocks of its own, as the slope already tells how far the two move together.
    """
    apart = known["reference"] - known["reference"].mean()
    n, weight = len(known), question.evidence.knowledge.priors.weight
    total = float((apart**2).sum())
    found = float((apart * known["difference"]).sum()) / total if total > 0 else USUAL_SLOPE
    slope = (n * found + weight * USUAL_SLOPE) / (n + weight)
    centre = float(known["difference"].mean())
    left = known["difference"] - centre - slope * apart
    sd = float(np.sqrt((left**2).sum() / (n - 2) * (1 + 1 / n)))
    k, _ = question.evidence.place(question.target.indicator)
    name = f"{question.target.ref_area} against {question.event.reference}"
    rest = question.shocks.own(name, "")[:, k]
    return centre + slope * (reference - reference.mean()) + sd * rest, slope


def nothing(reason: str) -> Prediction:
    """Prediction that says why there is none."""
    return Prediction(None, "", 0, 0, reason)
