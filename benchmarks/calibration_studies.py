"""The parts of the proof: panels with targets, the packaged facts, growth without targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from calibration_goals import POOL, RIVALS, Finding, against, best, coverage, findings, ratio
from calibration_inputs import facts_package, panel_package, rivals
from calibration_scores import (
    FACTS,
    LAST_VALUE,
    TREND,
    engine_rows,
    normal_rows,
    reference_rows,
    trend_rows,
)
from panel_rows import GDP

from tianqiao_econ.assessment.backtest import Backtest, backtest
from tianqiao_econ.assessment.priors import START
from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.forecasting import Priors, YearInterval

SEED, DRAWS = 20240116, 8000
LEVEL_OF = {"provinces": "province", "cities": "prefecture"}
DEVELOPED = {"provinces": tuple(range(2005, 2015)), "cities": (2012,)}
HELD_OUT = {"provinces": (2015, 2016, 2017), "cities": (2014, 2015, 2016)}
EARLIER = {"provinces": (), "cities": (2010, 2011)}
"""Origins beside those of the goals, to see more than one year of the cities."""
ALL, DEVELOPMENT, HELD, MORE = "all origins", "development", "held out", "2010 to 2012"
UNTAUGHT = "pool, nothing learnt"
FACTS_YEARS = (2013, 2023)
GROWTH = {
    "provinces_multi": (2008, 2019),
    "eu_regions": (2009, 2014),
    "us_states": (2012, 2021),
}
"""Years of growth without targets; the provinces' end in 2014 until the held-out part is open."""
OPEN_UNTIL = 2014


@dataclass(frozen=True)
class Study:
    """Scores on one set of targets.

    Attributes
    ----------
    name
        Of the set.
    rows
        Scores of every model, columns `calibration_scores.COLUMNS`.
    past
        Back-test behind the pool's rows.
    parts
        Name of a part -> its years; no years where it is not open.
    stood_in
        Rival -> targets for which the average of the history stood in for it; None without rivals.
    """

    name: str
    rows: pd.DataFrame
    past: Backtest
    parts: Mapping[str, tuple[int, ...]]
    stood_in: Mapping[str, int] | None = None

    def of(self, years: Iterable[int]) -> Study:
        """Some years of it."""
        chosen = list(years)
        return replace(
            self,
            rows=self.rows[self.rows["year"].isin(chosen)],
            past=self.past.where(self.past.table["year"].isin(chosen), "no such year"),
        )

    def without_assumed(self) -> Study:
        """Only targets whose date and whose outturn's date are stated."""
        past = self.past.without_assumed()
        kept = past.table["row"].unique()
        key = ["ref_area", "indicator", "year"]
        chosen = self.past.targets.set_index("row").loc[kept, key]
        return replace(self, past=past, rows=self.rows.merge(chosen, on=key))

    def findings(self) -> list[Finding]:
        """All goals on its rows."""
        return findings(self.rows, self.past)


def panel_studies(
    panels: Path, work: Path, priors: Priors, *, development: bool
) -> dict[str, Study]:
    """Provinces and cities with targets of GDP, from one back-test of both."""
    package = panel_package("china", panels, work, development=development)
    last = max(DEVELOPED["provinces"] if development else HELD_OUT["provinces"])
    past, plain = (_backtest(package, last, taught) for taught in (priors, START))
    return {
        name: _panel_study(name, package, past, plain, work, development=development)
        for name in LEVEL_OF
    }


def _backtest(package: DataPackage, last: int, priors: Priors) -> Backtest:
    return backtest(
        package,
        min(DEVELOPED["provinces"]),
        last,
        rng=np.random.default_rng(SEED),
        priors=priors,
        n_draws=DRAWS,
        levels=[*LEVEL_OF.values()],
    )


def _panel_study(
    name: str,
    package: DataPackage,
    past: Backtest,
    plain: Backtest,
    work: Path,
    *,
    development: bool,
) -> Study:
    held = () if development else HELD_OUT[name]
    years = (*EARLIER[name], *DEVELOPED[name], *held)
    mine, untaught = (_of_level(one, LEVEL_OF[name], years) for one in (past, plain))
    facts, rows = mine.targets[FACTS], engine_rows(mine)
    parts = [rows[rows["model"] != LAST_VALUE], reference_rows(package, facts)]
    unlearnt = engine_rows(untaught)
    parts.append(unlearnt[unlearnt["model"] == POOL].assign(model=UNTAUGHT))
    theirs, stood_in = rivals(package, work, years, indicator=GDP, level=LEVEL_OF[name]), None
    if theirs is not None:
        parts.append(normal_rows(facts, theirs))
        stood_in = _stood_in(theirs.merge(facts, on=["ref_area", "year"]))
    opened = {ALL: (*DEVELOPED[name], *held), DEVELOPMENT: DEVELOPED[name], HELD: held}
    if EARLIER[name]:
        opened[MORE] = (*EARLIER[name], *DEVELOPED[name])
    return Study(name, pd.concat(parts, ignore_index=True), mine, opened, stood_in)


def _stood_in(theirs: pd.DataFrame) -> dict[str, int]:
    failed = theirs["fallback"].notna() & (theirs["model"] != theirs["fallback"])
    return {str(model): int(n) for model, n in theirs.loc[failed, "model"].value_counts().items()}


def _of_level(past: Backtest, level: str, years: Sequence[int]) -> Backtest:
    table = past.table
    return past.where((table["level"] == level) & table["year"].isin(years), "no such target")


def together(studies: Mapping[str, Study]) -> Study:
    """Both panels as one: their rows of one year share its shocks."""
    chosen = [study.of(study.parts[ALL]) for study in studies.values()]
    kept = pd.concat([study.past.table for study in chosen], ignore_index=True)
    past = replace(chosen[0].past, table=kept)
    rows = pd.concat([study.rows for study in chosen], ignore_index=True)
    return Study("both", rows, past, {ALL: tuple(sorted(kept["year"].unique()))})


def facts_study(work: Path, priors: Priors, *, development: bool) -> Study:
    """The packaged facts: many indicators, few areas, and the years of the pandemic."""
    package = facts_package(work, development=development)
    rng = np.random.default_rng(SEED)
    past = backtest(package, *FACTS_YEARS, rng=rng, priors=priors, n_draws=DRAWS)
    return Study("facts", engine_rows(past), past, {ALL: past.years})


def growth_table(
    panels: Path, work: Path, priors: Priors, *, development: bool
) -> tuple[pd.DataFrame, bool]:
    """Score the trend member alone on growth without targets; whether rivals were asked.

    Returns
    -------
    DataFrame
        panel, indicator, level, n, years, trend, rival, rival_crps, last_value (CRPS each),
        ratio, last_ratio (`YearInterval`), covered.
    """
    lines, asked = [], True
    for name, (first, last) in GROWTH.items():
        package = panel_package(name, panels, work, development=development)
        end = min(last, OPEN_UNTIL) if development and name == "provinces_multi" else last
        years = range(first, end + 1)
        for indicator in sorted(package.observations["indicator"].unique()):
            own = trend_rows(package, priors, years, indicator)
            if own.empty:  # its figures begin too late
                continue
            facts = own[FACTS]
            last_values = reference_rows(package, facts)
            theirs = rivals(package, work, years, indicator=indicator)
            asked &= theirs is not None
            others = [] if theirs is None else [normal_rows(facts, theirs)]
            rows = pd.concat([own, last_values[last_values["model"] == LAST_VALUE], *others])
            lines += [
                _growth_line(name, indicator, str(level), part)
                for level, part in rows.groupby("level")
                if len(set(part["ref_area"])) > 1
            ]
    return pd.DataFrame(lines), asked


def _growth_line(panel: str, indicator: str, level: str, rows: pd.DataFrame) -> dict[str, object]:
    own = rows[rows["model"] == TREND]
    rival = best(rows, RIVALS, "crps")
    last = against(rows, LAST_VALUE, "crps", TREND)
    beside: YearInterval | None = None
    if rival is not None:
        beside = ratio(against(rows, rival, "crps", TREND))
    return {
        "panel": panel,
        "indicator": indicator,
        "level": level,
        "n": len(own),
        "years": own["year"].nunique(),
        "crps": own.groupby("year")["crps"].mean().mean(),
        "rival": rival or "",
        "ratio": beside,
        "last_ratio": ratio(last),
        "covered": coverage(rows, TREND),
    }
