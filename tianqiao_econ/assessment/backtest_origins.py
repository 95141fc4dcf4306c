"""One origin of a back-test: the targets of a year, what each model says of them, the scores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.backtest_references import base_rate, growth_event, last_value
from tianqiao_econ.assessment.engine import draws_of, pooled, shocks_of
from tianqiao_econ.assessment.knowledge import Knowledge
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.outturns import KEY, announced
from tianqiao_econ.assessment.pairs import growth_targets
from tianqiao_econ.assessment.panel import panel_of
from tianqiao_econ.forecasting import brier, crps, log_score, pit
from tianqiao_econ.framework import AsOfBasis, Transformation
from tianqiao_econ.framework.targets import published_rounding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.engine import Pool
    from tianqiao_econ.assessment.panel import Panel
    from tianqiao_econ.datasets import View
    from tianqiao_econ.forecasting import Priors

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Names of models: the pool of all members, and what it has to beat.
POOL, BASE_RATE, LAST_VALUE = "pool", "base_rate", "last_value"
REFERENCES = (BASE_RATE, LAST_VALUE)
#: Central intervals whose coverage is told, per cent.
INTERVALS = (50, 80, 95)
FACTS = (
    "row",
    "ref_area",
    "indicator",
    "level",
    "year",
    "as_of",
    "target",
    "qualifier",
    "outturn",
    "met",
    "as_of_assumed",
    "n_pool",
    "n_pool_level",
    "n_pool_clusters",
)
SCORES = ("brier", "log_score", "crps", *(f"covered_{level}" for level in INTERVALS))
QUANTILES = {"p10": 0.1, "median": 0.5, "p90": 0.9}
COLUMNS = (*FACTS, "model", "probability", *SCORES, "pit", *QUANTILES)


@dataclass(frozen=True, slots=True)
class Settings:
    """What all origins of a back-test share; fields as in `backtest.backtest`."""

    priors: Priors | None
    members: tuple[str, ...]
    n_draws: int
    indicators: Collection[str] | None
    levels: Collection[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Outturns:
    """What came of every target, as first announced.

    Attributes
    ----------
    panel
        Everything that is known.
    dates
        Whether the date of an announced outturn is ``assumed``, one row a key.
    """

    panel: Panel
    dates: pd.DataFrame

    @classmethod
    def of(cls, view: View, last: int) -> Outturns:
        """Take the outturns that a view knows, up to a year."""
        return cls(panel_of(view, last), _dated(announced(view)))

    def at(self, indicator: Ints, area: Ints, year: int) -> Floats:
        """Outturns that judge some targets of a year, per cent; NaN where none was announced."""
        return np.asarray(self.panel.paired[indicator, area, self.panel.place(year)])


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Targets of a year that have an outturn by now; one entry a target in every array.

    Attributes
    ----------
    indicator, area
        Numbers in the panel.
    lower, upper
        Thresholds of the events before rounding, per cent.
    outturn, met
        What came, per cent, and whether the event happened.
    """

    indicator: Ints
    area: Ints
    lower: Floats
    upper: Floats
    outturn: Floats
    met: NDArray[np.bool_]

    @classmethod
    def of(cls, panel: Panel, year: int, indicator: Ints, area: Ints, outturn: Floats) -> Judged:
        """Hold the targets of a year against their outturns."""
        number = panel.target[indicator, area, panel.place(year)]
        events = [
            growth_event(float(named), ceiling=not floor)
            for named, floor in zip(number, panel.floor[indicator], strict=True)
        ]
        came = zip(events, outturn.tolist(), strict=True)
        return cls(
            indicator,
            area,
            lower=np.array([event.latent_lower for event in events]),
            upper=np.array([event.latent_upper for event in events]),
            outturn=outturn,
            met=np.array([event.happened(figure) for event, figure in came], dtype=bool),
        )

    def events(self, draws: Floats) -> NDArray[np.bool_]:
        """Which draws meet the targets, shape (n, m)."""
        return np.asarray((draws >= self.lower) & (draws < self.upper))

    def taken(self, chosen: NDArray[np.bool_]) -> Judged:
        """Chosen targets."""
        return Judged(
            self.indicator[chosen],
            self.area[chosen],
            lower=self.lower[chosen],
            upper=self.upper[chosen],
            outturn=self.outturn[chosen],
            met=self.met[chosen],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """One year of a back-test.

    Attributes
    ----------
    table
        Columns `COLUMNS`; ``row`` counts from zero.
    simulated
        Events by the pool's draws, shape (draws, targets).
    notes
        What a reader has to know.
    """

    table: pd.DataFrame
    simulated: NDArray[np.bool_]
    notes: tuple[str, ...]


def origin(
    view: View, year: int, outturns: Outturns, settings: Settings, rng: np.random.Generator
) -> Origin | str:
    """Forecast and score the targets of a year; the reason where none can be judged."""
    knowledge = Knowledge.of(view, year, settings.priors)
    indicator, area = _asked(knowledge, settings)
    if not indicator.size:
        return f"{year}: no growth target was known on {view.date}"
    outturn = outturns.at(indicator, area, year)
    known = ~np.isnan(outturn)
    if not known.any():
        return f"{year}: none of {known.size} targets has an announced outturn"
    judged = Judged.of(knowledge.panel, year, indicator[known], area[known], outturn[known])
    said = model_draws(knowledge, judged, settings, rng)
    scores = {model: draw_scores(draws, judged, rng) for model, draws in said.items()}
    scores[BASE_RATE] = event_scores(base_rate(knowledge, judged.indicator), judged)
    facts = _facts(knowledge, judged, outturns)
    table = pd.concat(
        [facts.join(frame.assign(model=model), how="inner") for model, frame in scores.items()]
    )
    return Origin(
        table=table.reindex(columns=list(COLUMNS)),
        simulated=judged.events(said[POOL]),
        notes=tuple(_notes(knowledge, known)),
    )


def model_draws(
    knowledge: Knowledge, judged: Judged, settings: Settings, rng: np.random.Generator
) -> dict[str, Floats]:
    """Draws of the pool, of each member alone and of the last value, shape (n, m).

    NaN where a model has nothing to say. The pool and its members share their shocks: they differ
    by what they say alone.
    """
    asked = pooled(knowledge, judged.indicator, judged.area, settings.members)
    weights = {POOL: asked.weight}
    for at, name in enumerate(MEMBERS):
        if name in settings.members:
            weights[name] = np.where(np.isnan(asked.centre), 0.0, np.eye(len(MEMBERS))[at][:, None])
    every = _repeated(asked, list(weights.values()))
    shocks = shocks_of(knowledge, settings.n_draws, rng)
    draws = np.empty((every.area.size, settings.n_draws)).T  # a target's draws side by side
    for area in np.unique(asked.area):
        draws[:, every.area == area] = draws_of(knowledge, every.of(int(area)), shocks)
    found = dict(zip(weights, np.split(draws, len(weights), axis=1), strict=True))
    found[LAST_VALUE] = last_value(knowledge, judged.indicator, judged.area, settings.n_draws)
    return found


def draw_scores(draws: Floats, judged: Judged, rng: np.random.Generator) -> pd.DataFrame:
    """Scores of draws, indexed by the targets that they say something of."""
    said = np.asarray(~np.isnan(draws).any(axis=0))
    draws, judged = draws[:, said], judged.taken(said)
    scores = event_scores(judged.events(draws).mean(axis=0), judged)
    reach = np.array(INTERVALS) / 200
    low, high = np.quantile(draws, 0.5 + np.array([-reach, reach]), axis=0)
    covered = ((low <= judged.outturn) & (judged.outturn <= high)).astype(np.float64)
    scores = scores.assign(
        crps=crps(draws, judged.outturn),
        pit=_pit(draws, judged.outturn, rng),
        **{f"covered_{level}": inside for level, inside in zip(INTERVALS, covered, strict=True)},
        **dict(zip(QUANTILES, np.quantile(draws, list(QUANTILES.values()), axis=0), strict=True)),
    )
    return scores.set_axis(np.flatnonzero(said), axis=0)


def event_scores(probability: Floats, judged: Judged) -> pd.DataFrame:
    """Scores of probabilities, one row a target."""
    return pd.DataFrame(
        {
            "probability": probability,
            "brier": brier(probability, judged.met),
            "log_score": log_score(probability, judged.met),
        }
    )


def _asked(knowledge: Knowledge, settings: Settings) -> tuple[Ints, Ints]:
    """Targets of the year, of the chosen indicators and levels."""
    panel = knowledge.panel
    indicator, area = panel.asked(knowledge.year)
    chosen = [
        (settings.indicators is None or panel.indicators[k] in settings.indicators)
        and (settings.levels is None or knowledge.level_name(a) in settings.levels)
        for k, a in zip(indicator.tolist(), area.tolist(), strict=True)
    ]
    return indicator[chosen], area[chosen]


def _repeated(pool: Pool, weights: list[Floats]) -> Pool:
    """Repeat the targets of a pool once for each of some weights."""
    times = np.tile(np.arange(pool.area.size), len(weights))
    return replace(pool.taken(times), weight=np.hstack(weights))


def _pit(draws: Floats, outturn: Floats, rng: np.random.Generator) -> Floats:
    """Probability integral transform, each outturn rounded as it was published."""
    step = np.array([published_rounding(y, Transformation.GROWTH) for y in outturn.tolist()])
    found = np.empty(outturn.shape)
    for rounding in np.unique(step):
        mine = step == rounding
        found[mine] = pit(draws[:, mine], outturn[mine], rng, rounding=float(rounding))
    return found


def _facts(knowledge: Knowledge, judged: Judged, outturns: Outturns) -> pd.DataFrame:
    """What is known of the targets without any model, one row each."""
    view, panel = knowledge.view, knowledge.panel
    at = panel.place(knowledge.year)
    facts = pd.DataFrame(
        {
            "row": np.arange(judged.area.size),
            "ref_area": [panel.areas[a] for a in judged.area],
            "indicator": [panel.indicators[k] for k in judged.indicator],
            "level": [knowledge.level_name(int(a)) for a in judged.area],
            "time_period": str(knowledge.year),
            "year": knowledge.year,
            "as_of": str(view.date),
            "target": panel.target[judged.indicator, judged.area, at],
            "outturn": judged.outturn,
            "met": judged.met,
            "as_of_assumed": False,
        }
    )
    # its rows keep the labels that they have among all targets
    targets = growth_targets(view).join(view.targets["as_of_basis"])
    facts = facts.merge(targets[[*KEY, "qualifier"]], on=KEY, how="left")
    for dates in (_dated(targets), outturns.dates):
        facts["as_of_assumed"] |= facts[KEY].merge(dates, on=KEY, how="left")["assumed"]
    return facts.join(_records(knowledge, judged))


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Whether the date of each row is assumed: key, assumed."""
    return frame[KEY].assign(assumed=frame["as_of_basis"] == AsOfBasis.ASSUMED)


def _records(knowledge: Knowledge, judged: Judged) -> pd.DataFrame:
    """Pairs behind each target's gaps."""
    level = knowledge.panel.level[judged.area]
    kind = judged.indicator * knowledge.panel.levels + level
    _, first, which = np.unique(kind, return_index=True, return_inverse=True)
    records = [knowledge.record(int(judged.indicator[at]), int(judged.area[at])) for at in first]
    counts = np.array([[one.pairs, one.here, one.clusters] for one in records])
    return pd.DataFrame(counts[which], columns=list(FACTS[-counts.shape[1] :]))


def _notes(knowledge: Knowledge, known: NDArray[np.bool_]) -> Iterator[str]:
    year, silent = knowledge.year, int((~known).sum())
    if silent:
        yield (
            f"{year}: {silent} of {known.size} targets have no announced outturn and are not judged"
        )
    if not knowledge.panel.pairs(year)[0].size:
        yield f"{year}: no earlier pair of target and outturn, so the base rate is 0.5"
