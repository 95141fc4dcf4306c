"""Rolling origin: what the engine would have said of earlier years, held against what came.

Each origin sees a view of its own day and nothing later; a target is judged by the outturn first
announced for it. `backtest_tables` holds what can be read off the result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.backtest_origins import (
    POOL,
    REFERENCES,
    Origin,
    Outturns,
    Settings,
    origin,
)
from tianqiao_econ.assessment.members import MEMBERS
from tianqiao_econ.assessment.pairs import growth_targets
from tianqiao_econ.framework import EconError, Level, NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from tianqiao_econ.datasets import DataPackage
    from tianqiao_econ.forecasting import Priors

#: Draws of every target: enough for scores to two digits, few enough for hundreds of areas.
DRAWS = 2000
#: Day of each year on which it is forecast: local targets and last year's outturns are out.
DAY = "03-31"
#: Years that a back-test may be asked for; the first has no 29 February.
EARLIEST, LATEST = 1900, 2100
#: Years in which growth fell or leapt everywhere: the financial crisis, the pandemic.
CRISIS_YEARS = (2008, 2009, 2020, 2021, 2022)


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts of past years with their scores.

    Attributes
    ----------
    first, last, day
        Years that were asked for, and the day of each on which it was forecast.
    table : DataFrame
        One row a target, origin and model: ``row`` (number of the target, one for all models),
        ``ref_area, indicator, level, year, as_of, target, qualifier, outturn`` (growth in per
        cent), ``met``, ``as_of_assumed`` (the date of the target or of its outturn is assumed),
        ``n_pool, n_pool_level, n_pool_clusters`` (pairs of the indicator behind the gaps, of them
        at this level, clusters), ``model``, ``probability, brier, log_score, crps, pit,
        covered_50, covered_80, covered_95, p10, median, p90``. The base rate has a probability
        alone; a model that has nothing to say of a target has no row.
    simulated
        Shape (draws, targets), bool: events by the pool's own joint draws, column ``row``. Rows
        of one year share its draws, different years are independent of each other.
    models
        Names of the models: the pool, its members each alone, the references.
    skipped
        Year -> why none of its targets is judged.
    notes
        What a reader has to know, in English.
    reason
        Why there are no rows; empty where there are some.
    """

    first: int
    last: int
    day: str
    table: pd.DataFrame
    simulated: NDArray[np.bool_]
    models: tuple[str, ...]
    skipped: Mapping[int, str]
    notes: tuple[str, ...]
    reason: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """Years with judged targets."""
        return tuple(sorted(self.table["year"].unique().tolist()))

    @property
    def targets(self) -> pd.DataFrame:
        """One row a judged target, without scores."""
        facts = self.table.loc[:, :"n_pool_clusters"]
        return facts.drop_duplicates("row").sort_values("row", ignore_index=True)

    def of(self, model: str) -> pd.DataFrame:
        """Rows of one model, in the order of the targets.

        Raises
        ------
        UnknownName
            For a model that was not asked.
        """
        if model not in self.models:
            raise UnknownName.among("model", model, dict.fromkeys(self.models, ()))
        rows = self.table[self.table["model"] == model]
        return rows.sort_values("row", ignore_index=True)

    def where(self, chosen: pd.Series, otherwise: str) -> Backtest:
        """Return the back-test of some rows of the table; ``otherwise`` says why there are none."""
        table = self.table[chosen].reset_index(drop=True)
        return replace(self, table=table, reason=otherwise if table.empty else "")

    def without_assumed(self) -> Backtest:
        """Return the back-test of targets whose date and whose outturn's date are both stated."""
        return self.where(
            ~self.table["as_of_assumed"].astype(bool),
            "every target or its outturn has an assumed date",
        )

    def without_years(self, years: Collection[int] = CRISIS_YEARS) -> Backtest:
        """Return the back-test of the other years, by default of all but crisis years."""
        listed = ", ".join(map(str, sorted(years)))
        return self.where(~self.table["year"].isin(list(years)), f"no year other than {listed}")


def backtest(  # noqa: PLR0913 - a keyword for each thing that may be varied
    package: DataPackage,
    first: int,
    last: int,
    *,
    rng: np.random.Generator,
    day: str = DAY,
    priors: Priors | None = None,
    members: Iterable[str] | None = None,
    n_draws: int = DRAWS,
    indicators: Collection[str] | None = None,
    levels: Collection[str] | None = None,
) -> Backtest:
    """Forecast every growth target of some past years as if on a day of its year, and score it.

    Parameters
    ----------
    package
        Any data package; areas, targets and annual outturns are enough.
    first, last
        First and last year of the targets.
    rng
        Source of randomness. A year's draws depend on it and on the year alone, not on which
        other years are asked for.
    day
        Day of the year, 03-31; see `DAY`.
    priors
        What larger panels taught; the package's own where None.
    members
        Members of the pool (`members.MEMBERS`); all where None.
    n_draws
        Number of joint draws.
    indicators, levels
        Codes of the indicators and levels of government whose targets are judged; all where None.
        All are learnt from in any case.

    Returns
    -------
    Backtest

    Raises
    ------
    UnknownName
        For an indicator, level or member that does not exist.
    NotKnown
        When no target of these years can be judged.
    EconError
        For years, a day or a number of draws that cannot be.

    Examples
    --------
    >>> import numpy as np
    >>> import tianqiao_econ as te
    >>> past = backtest(te.open_data(), 2023, 2024, rng=np.random.default_rng(1))
    >>> past.models
    ('pool', 'anchored', 'trend', 'parent', 'base_rate', 'last_value')
    """
    _refuse_impossible(first, last, day, n_draws)
    settings = Settings(
        priors=priors,
        members=_known("member", members, MEMBERS) or tuple(MEMBERS),
        n_draws=n_draws,
        indicators=_known("indicator", indicators, package.indicators["indicator"]),
        levels=_known("level", levels, map(str, Level)),
    )
    everything = package.latest()
    outturns = Outturns.of(everything, last)
    targeted = sorted(growth_targets(everything)["time_period"].astype(int).unique())
    seed = int(rng.integers(2**62))
    origins: list[Origin] = []
    skipped: dict[int, str] = {}
    for year in range(first, last + 1):
        if year not in targeted:
            skipped[year] = f"{year}: the data hold no growth target"
            continue
        view, stream = package.as_of(f"{year}-{day}"), np.random.default_rng([seed, year])
        found = origin(view, year, outturns, settings, stream)
        if isinstance(found, Origin):
            origins.append(found)
        else:
            skipped[year] = found
    if not origins:
        raise NotKnown(_nothing(first, last, targeted, skipped))
    return Backtest(
        first=first,
        last=last,
        day=day,
        table=_joined(origins),
        simulated=np.hstack([found.simulated for found in origins]),
        models=(POOL, *settings.members, *REFERENCES),
        skipped=skipped,
        notes=tuple(note for found in origins for note in found.notes),
    )


def _joined(origins: Sequence[Origin]) -> pd.DataFrame:
    """Tables of all origins, their targets numbered on."""
    starts = np.cumsum([0, *(found.simulated.shape[1] for found in origins)])
    tables = [
        found.table.assign(row=found.table["row"] + start)
        for found, start in zip(origins, starts, strict=False)
    ]
    return pd.concat(tables, ignore_index=True)


def _refuse_impossible(first: int, last: int, day: str, n_draws: int) -> None:
    if not EARLIEST <= first <= last <= LATEST:
        raise EconError(
            "a back-test goes from a year to the same or a later one, such as 2010 to 2016,"
            f" not from {first} to {last}"
        )
    try:
        date.fromisoformat(f"{EARLIEST}-{day}")
    except ValueError:
        raise EconError(
            f"the day of a back-test is a month and a day like {DAY}, not {day!r}"
        ) from None
    if n_draws < 1:
        raise EconError(f"the number of draws is one or more, not {n_draws}")


def _known(kind: str, names: Iterable[str] | None, valid: Iterable[str]) -> tuple[str, ...] | None:
    """Names that were asked for, in the order of the valid ones; None where none was."""
    if names is None:
        return None
    known, asked = tuple(valid), tuple(names)
    for name in asked:
        if name not in known:
            raise UnknownName.among(kind, name, dict.fromkeys(known, ()))
    if not asked:
        raise EconError(f"name at least one {kind}, or leave them out for all: {', '.join(known)}")
    return tuple(name for name in known if name in asked)


def _nothing(first: int, last: int, targeted: Sequence[int], skipped: Mapping[int, str]) -> str:
    """Sentence for a back-test without any target."""
    reasons = [skipped[year] for year in targeted if year in skipped]
    if not reasons:
        span = f"{targeted[0]} to {targeted[-1]}" if targeted else "no year"
        reasons = [f"the data hold growth targets of {span}"]
    return f"no target of {first} to {last} can be judged: {'; '.join(reasons)}"
