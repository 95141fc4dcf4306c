"""One row of an assessment: the contract of ``assess --format csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.outturns import last_outturn
from tianqiao_econ.forecasting import implied_growth, met
from tianqiao_econ.framework import EconError, PriceBasis, Transformation

if TYPE_CHECKING:
    from tianqiao_econ.assessment.evidence import Evidence
    from tianqiao_econ.assessment.predicting import Prediction
    from tianqiao_econ.assessment.trending import Trend
    from tianqiao_econ.assessment.verdicts import Verdict
    from tianqiao_econ.framework import Event, Target

#: Points by which a target with 左右 may be missed in the sensitivity column.
ABOUT_TOLERANCE = 0.5
#: Columns of the assessment; later ones are only ever added at the end.
COLUMNS = (
    "ref_area",
    "indicator",
    "year",
    "as_of",
    "transformation",
    "unit_measure",
    "wording",
    "qualifier",
    "event_lower",
    "event_upper",
    "event_text",
    "event_implied_growth",
    "last_period",
    "last_outturn",
    "trend",
    "median",
    "p10",
    "p90",
    "probability",
    "target_minus_trend",
    "n_own",
    "n_pool",
    "n_pool_clusters",
    "model",
    "target_origin_id",
    "outturn_origin_id",
    "note",
    "outturn",
    "outturn_as_of",
    "met",
    "probability_tolerant",
    "last_status",
    "last_as_of",
    "last_as_of_basis",
    "target_as_of",
    "target_as_of_basis",
    "trend_basis",
    "trend_areas",
    "trend_last",
    "trend_p10",
    "trend_p90",
    "outturn_as_of_basis",
    "verdict_origin_id",
    "data_note",
    "trend_used",
)


def event_or_none(target: Target, tolerance: float) -> Event | None:
    """Event of a target; None for a wording that names no number and no reference."""
    try:
        return target.event(tolerance)
    except EconError:
        return None


def assessment_row(
    evidence: Evidence,
    target: Target,
    event: Event | None,
    prediction: Prediction,
    trend: Trend,
    known: Verdict | None,
) -> dict[str, Any]:
    """One row of the assessment, keys as `COLUMNS`."""
    last = _last_outturn(evidence, target)
    implied = _implied_growth(evidence, target, event)
    low, middle, high = _trend_in_unit(evidence, target, trend)
    threshold = _threshold(event)
    used = _trend_used(evidence, target, prediction, trend)
    return {
        "ref_area": target.ref_area,
        "indicator": target.indicator,
        "year": evidence.year,
        "as_of": evidence.view.date.isoformat(),
        "transformation": str(target.transformation),
        "unit_measure": target.unit_measure,
        "wording": target.wording,
        "qualifier": str(target.qualifier),
        "event_lower": np.nan if event is None or event.lower is None else event.lower,
        "event_upper": np.nan if event is None or event.upper is None else event.upper,
        "event_text": "" if event is None else event.formula(),
        "event_implied_growth": implied,
        **last,
        "trend": middle,
        **_read_off(prediction, event),
        "target_minus_trend": threshold - middle,
        "n_own": trend.n_own,
        "n_pool": prediction.n_pool,
        "n_pool_clusters": prediction.n_pool_clusters,
        "model": prediction.model,
        "target_origin_id": target.origin_id or "",
        "note": _note(evidence, prediction, known, None if used else trend),
        "outturn": np.nan if known is None else known.outturn,
        "outturn_as_of": "" if known is None else known.as_of.isoformat(),
        "met": None if known is None else known.met,
        "probability_tolerant": _tolerant(prediction, target),
        "target_as_of": "" if target.as_of is None else target.as_of.isoformat(),
        "target_as_of_basis": str(target.as_of_basis),
        "trend_basis": str(trend.basis),
        "trend_areas": trend.source_areas,
        "trend_last": trend.last_period,
        "trend_p10": low,
        "trend_p90": high,
        "outturn_as_of_basis": "" if known is None else known.as_of_basis,
        "verdict_origin_id": "" if known is None else known.origin_id,
        "data_note": "; ".join(evidence.view.package.notes),
        "trend_used": used,
    }


def _threshold(event: Event | None) -> float:
    """Number to be reached; NaN for an event on a reference, which has none of its own."""
    if event is None or event.reference is not None:
        return float("nan")
    found = event.upper if event.lower is None else event.lower
    return float("nan") if found is None else found


def _read_off(prediction: Prediction, event: Event | None) -> dict[str, float]:
    names = ("p10", "median", "p90", "probability")
    if prediction.draws is None or event is None:
        return dict.fromkeys(names, float("nan"))
    low, middle, high = np.quantile(prediction.draws, (0.1, 0.5, 0.9))
    chance = met(prediction.draws, event.latent_lower, event.latent_upper).mean()
    return dict(zip(names, (float(low), float(middle), float(high), float(chance)), strict=True))


def _tolerant(prediction: Prediction, target: Target) -> float:
    """Chance with half a point of tolerance; NaN unless the target is worded 左右."""
    growth = target.transformation is Transformation.GROWTH
    event = event_or_none(target, ABOUT_TOLERANCE) if growth else None
    if prediction.draws is None or event is None or event.tolerance == 0:
        return float("nan")
    return float(met(prediction.draws, event.latent_lower, event.latent_upper).mean())


def _last_outturn(evidence: Evidence, target: Target) -> dict[str, Any]:
    """Last outturn before the year in the target's own transformation."""
    empty = {
        "last_period": "",
        "last_outturn": float("nan"),
        "last_status": "",
        "last_as_of": "",
        "last_as_of_basis": "",
        "outturn_origin_id": "",
    }
    row = last_outturn(evidence.view, target, evidence.year)
    if row is None:
        return empty
    return {
        "last_period": row["time_period"],
        "last_outturn": float(row["obs_value"]),
        "last_status": str(row["obs_status"]),
        "last_as_of": row["as_of"].date().isoformat(),
        "last_as_of_basis": str(row["as_of_basis"]),
        "outturn_origin_id": str(row["origin_id"]),
    }


def _implied_growth(evidence: Evidence, target: Target, event: Event | None) -> float:
    """Growth a level target asks for over last year's level, in per cent; NaN for the others."""
    if target.transformation is Transformation.GROWTH or event is None:
        return float("nan")
    last = evidence.last_level(target)
    if last is None or last[0] != evidence.year - 1:
        return float("nan")
    return round(implied_growth(_threshold(event), last[1]), 1)


def _trend_in_unit(evidence: Evidence, target: Target, trend: Trend) -> tuple[float, float, float]:
    """p10, mean and p90 of the trend in the target's own transformation.

    Growth in constant prices says nothing of a level in current ones.
    """
    nan = float("nan")
    if target.transformation is Transformation.GROWTH:
        return trend.p10, trend.mean, trend.p90
    last = evidence.last_level(target)
    basis = evidence.view.package.indicator(target.indicator).price_basis
    if last is None or basis is PriceBasis.REAL:
        return nan, nan, nan
    mean, low, high = trend.level(last[1], evidence.year - last[0])
    return low, mean, high


def _trend_used(
    evidence: Evidence, target: Target, prediction: Prediction, trend: Trend
) -> bool | None:
    """Whether the trend that is shown entered the prediction; None without either.

    The pool leaves out a trend whose last figure is old; a difference needs none.
    """
    if prediction.draws is None or not np.isfinite(trend.mean):
        return None
    if prediction.model != "pool":
        return prediction.model != "difference"
    k, a = evidence.place(target.indicator)
    said = MEMBERS["trend"](evidence.knowledge, np.array([k]), np.array([a]))
    return bool(np.isfinite(said.centre[0]))


def _note(
    evidence: Evidence, prediction: Prediction, known: Verdict | None, unused: Trend | None
) -> str:
    """What a reader has to know of a row."""
    note = prediction.note
    if prediction.model == "pool" and unused is not None and unused.last_period:
        note += f"; the trend ends in {unused.last_period}: shown, but too old to be used"
    if known is not None and known.as_of <= evidence.view.date:
        note += "; the outturn was already out on this date and is not used"
    return note
