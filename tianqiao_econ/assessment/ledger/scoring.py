"""What became of recorded forecasts: scores against the outturns that are out by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.ledger.entries import DECIMALS, SHORT
from tianqiao_econ.assessment.ledger.verifying import opened
from tianqiao_econ.assessment.references import yearly_outturns
from tianqiao_econ.assessment.verdicts import verdict
from tianqiao_econ.forecasting.scores import brier, log_score
from tianqiao_econ.framework import Qualifier, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from tianqiao_econ.assessment.ledger.entries import Entry, Forecast
    from tianqiao_econ.assessment.ledger.verifying import Ledger
    from tianqiao_econ.assessment.verdicts import Verdict
    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.framework import Event

#: A row counts towards the summary, or why it does not.
COUNTED, KNOWN, AGAIN = "counted", "known", "again"
#: Central intervals whose coverage is told, and the quantiles at their ends.
INTERVALS = {50: (0.25, 0.75), 80: (0.1, 0.9), 95: (0.025, 0.975)}
SCORE_COLUMNS = (
    "entry",
    "key",
    "model_id",
    "version",
    "reference_date",
    "ref_area",
    "indicator",
    "target_period",
    "wording",
    "event_text",
    "unit_measure",
    "model",
    "probability",
    "median",
    "outturn",
    "met",
    "brier",
    "log_score",
    "crps_approx",
    *(f"covered_{level}" for level in INTERVALS),
    "status",
    "ahead",
    "recorded",
    "outturn_as_of",
    "outturn_as_of_basis",
    "outturn_origin_id",
)
SUMMARY_COLUMNS = (
    "model_id",
    "target_period",
    "forecasts",
    "targets",
    "ahead",
    "left_out",
    "probability",
    "met",
    "brier",
    "log_score",
    "crps_approx",
    *(f"covered_{level}" for level in INTERVALS),
)
ALL_YEARS = "all"
_MEANS = ["probability", "met", "brier", "log_score", *(f"covered_{n}" for n in INTERVALS)]
_TARGET = ["ref_area", "indicator", "target_period"]
_TASK = ["model_id", "reference_date", *_TARGET]


@dataclass(frozen=True, slots=True)
class Scores:
    """The record so far.

    Attributes
    ----------
    table : DataFrame
        One row for each recorded forecast whose outturn is out, columns `SCORE_COLUMNS`.
        ``outturn`` and ``median`` in the unit of the forecast; for an event on a reference both
        are differences. ``crps_approx`` is twice the average pinball loss over the recorded
        quantiles, which approximates the CRPS (`quantile_score`). ``status`` is
        ``counted``; or ``known``: the outturn was announced by the reference date, so it was no
        forecast; or ``again``: an earlier entry has the same target and reference date, and the
        first stands. ``ahead`` tells whether it was recorded before the outturn was announced.
    summary : DataFrame
        Means over the counted rows by model and year, and over all years; columns
        `SUMMARY_COLUMNS`: ``forecasts`` rows on ``targets`` different targets, of which ``ahead``
        were recorded before the outturn was announced; ``left_out`` rows are not counted;
        ``probability`` beside the share ``met``. ``crps_approx`` over forecasts in per cent only.
    entries, forecasts
        How many the ledger holds.
    head
        Hash of the newest entry.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    entries: int
    forecasts: int
    head: str

    def __str__(self) -> str:
        n = len(self.table)
        out = f"{n} with an outturn by now" if n else "none of them with an outturn yet"
        return (
            f"{_counted(self.entries, 'entry', 'entries')},"
            f" {_counted(self.forecasts, 'forecast', 'forecasts')}, {out};"
            f" head {self.head[:SHORT]}"
        )


def score(
    ledger: str | PathLike[str] = "forecasts",
    data: DataPackage | None = None,
    *,
    head: str | None = None,
) -> Scores:
    """Score what has an outturn by now.

    Parameters
    ----------
    ledger
        Folder of the ledger.
    data
        Where the outturns are taken from, all of them whatever their date; by default the
        packaged data. Events are taken from the ledger, as they were read when recorded.
    head
        Hash of an entry that has to be there; see `verify_ledger`.

    Raises
    ------
    NotKnown
        If there is no ledger.
    BrokenLedger
        If the ledger is not what was recorded.

    Examples
    --------
    >>> import tianqiao_econ as te
    >>> te.score("my-forecasts").summary  # doctest: +SKIP
    """
    from tianqiao_econ.datasets import open_data

    found = opened(Path(ledger), head=head)
    view = (data or open_data()).latest()
    table = pd.DataFrame(list(_rows(found, view)), columns=list(SCORE_COLUMNS))
    return Scores(
        table=table,
        summary=_summary(table),
        entries=len(found.entries),
        forecasts=sum(len(entry.forecasts) for entry in found.entries),
        head=found.head,
    )


def quantile_score(
    quantiles: Sequence[float], probabilities: Sequence[float], outturn: float
) -> float:
    """Twice the average pinball loss of quantiles, which approximates the CRPS; 0 is best.

    Parameters
    ----------
    quantiles, probabilities
        Of one length, probabilities in order.
    outturn
        What came.

    Returns
    -------
    Score in the unit of the outturn.

    Notes
    -----
    The CRPS is twice the integral of the pinball loss over all probabilities from 0 to 1. Here
    each quantile stands for those nearest to its own. A plain mean (the weighted interval score)
    would give the tails, where `QUANTILES` are dense, a third of the weight; for a normal forecast
    that is right it comes to 67 % of the CRPS, this to 97 %.

    Source: Gneiting and Ranjan (2011), Comparing density forecasts using threshold- and
    quantile-weighted scoring rules, JBES 29, 411-422.

    Examples
    --------
    >>> quantile_score([4.0, 5.0, 6.0], [0.25, 0.5, 0.75], 5.0)
    0.375
    """
    levels = np.asarray(probabilities, dtype=np.float64)
    error = outturn - np.asarray(quantiles, dtype=np.float64)
    pinball = np.maximum(levels * error, (levels - 1) * error)
    between = (levels[1:] + levels[:-1]) / 2
    return float(2 * pinball @ np.diff(between, prepend=0.0, append=1.0))


def _outturns(view: View) -> Callable[[Target, Event], tuple[Verdict, float] | None]:
    """Look up verdicts, each once, with the figure that the quantiles are about."""
    indicators = set(view.package.indicators["indicator"])

    @cache
    def found(target: Target, event: Event) -> tuple[Verdict, float] | None:
        asked = {target.indicator, (event.reference or (None, target.indicator))[1]}
        known = verdict(view, target, event) if asked <= indicators else None
        if known is None or known.met is None:
            return None
        if event.reference is None:
            return known, known.outturn
        area, indicator = event.reference
        frame = yearly_outturns(view, indicator)
        at = (frame["ref_area"] == area) & (frame["time_period"] == target.time_period)
        return known, round(known.outturn - float(frame.loc[at, "value"].iloc[0]), DECIMALS)

    return found


def _target(entry: Entry, forecast: Forecast) -> Target:
    """The target that a forecast was about, as far as its outturn depends on it."""
    return Target(
        ref_area=entry.inputs["area"],
        indicator=forecast.indicator,
        time_period=str(entry.inputs["year"]),
        transformation=forecast.event.transformation,
        qualifier=Qualifier(forecast.qualifier),
        lower=forecast.event.lower,
        upper=forecast.event.upper,
        unit_measure=forecast.event.unit_measure,
        wording=forecast.wording,
    )


def _rows(ledger: Ledger, view: View) -> Iterator[dict[str, Any]]:
    """One row for each forecast whose outturn is out, keys as `SCORE_COLUMNS`."""
    outturns, seen = _outturns(view), set[tuple[str, ...]]()
    for entry, values in zip(ledger.entries, ledger.values, strict=True):
        rest = iter(values)
        for forecast in entry.forecasts:
            quantiles = [next(rest) for _ in entry.quantiles]
            probability, _ = next(rest), next(rest)
            found = outturns(_target(entry, forecast), forecast.event)
            if found is None:
                continue
            known, outturn = found
            about = _about(entry, forecast)
            task = tuple(about[name] for name in _TASK)
            early = known.as_of <= date.fromisoformat(entry.inputs["as_of"])
            status = KNOWN if early else AGAIN if task in seen else COUNTED
            seen.add(task)
            yield {
                **about,
                "probability": probability,
                "outturn": outturn,
                "met": bool(known.met),
                **_scores(probability, entry.quantiles, quantiles, outturn, met=bool(known.met)),
                "status": status,
                "ahead": datetime.fromisoformat(entry.recorded).date() < known.as_of,
                "outturn_as_of": known.as_of.isoformat(),
                "outturn_as_of_basis": known.as_of_basis,
                "outturn_origin_id": known.origin_id,
            }


def _about(entry: Entry, forecast: Forecast) -> dict[str, Any]:
    return {
        "entry": entry.number,
        "key": entry.key[:SHORT],
        "model_id": entry.inputs["model_id"],
        "version": entry.inputs["tianqiao_econ"],
        "reference_date": entry.inputs["as_of"],
        "ref_area": entry.inputs["area"],
        "indicator": forecast.name,
        "target_period": str(entry.inputs["year"]),
        "wording": forecast.wording,
        "event_text": forecast.event.formula(),
        "unit_measure": forecast.event.unit_measure,
        "model": forecast.model,
        "recorded": entry.recorded,
    }


def _scores(
    probability: float,
    probabilities: Sequence[float],
    quantiles: Sequence[float],
    outturn: float,
    *,
    met: bool,
) -> dict[str, Any]:
    at = dict(zip(probabilities, quantiles, strict=True))
    covered = {
        f"covered_{level}": at[low] <= outturn <= at[high]
        for level, (low, high) in INTERVALS.items()
    }
    return {
        "median": at[0.5],
        "brier": float(brier(probability, met)),
        "log_score": float(log_score(probability, met)),
        "crps_approx": quantile_score(quantiles, probabilities, outturn),
        **covered,
    }


def _summary(table: pd.DataFrame) -> pd.DataFrame:
    """Means by model and year, then over all years of a model."""
    rows = []
    for model, own in table.groupby("model_id", sort=True):
        years = [*own.groupby("target_period", sort=True), (ALL_YEARS, own)]
        rows += [_mean_row(str(model), str(year), part) for year, part in years]
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))


def _mean_row(model: str, year: str, part: pd.DataFrame) -> dict[str, Any]:
    counted = part[part["status"] == COUNTED]
    in_per_cent = counted[counted["unit_measure"] == "PERCENT"]
    return {
        "model_id": model,
        "target_period": year,
        "forecasts": len(counted),
        "targets": len(counted.drop_duplicates(_TARGET)),
        "ahead": int(counted["ahead"].sum()),
        "left_out": len(part) - len(counted),
        **{name: counted[name].mean() for name in _MEANS},
        "crps_approx": in_per_cent["crps_approx"].mean(),
    }


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
