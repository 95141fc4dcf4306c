"""Learning the engine's hyper-parameters from a panel: what ``tianqiao-econ calibrate`` does.

Every figure is a plain moment, a slope or a likelihood's maximum, shrunk to `priors.START`; the
pool's weights are those of the best past CRPS, one year ahead, shrunk to equal.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.calibrating_pool import pool_weights
from tianqiao_econ.assessment.calibrating_years import Estimate, year_variances
from tianqiao_econ.assessment.knowledge import level_errors, usual_of
from tianqiao_econ.assessment.panel import Panel, panel_of
from tianqiao_econ.assessment.priors import COLUMNS, START, from_values, to_values
from tianqiao_econ.assessment.trending import LEAST_PEERS
from tianqiao_econ.forecasting import (
    GapResiduals,
    Priors,
    exact_share,
    take_apart,
)
from tianqiao_econ.framework import NotKnown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from tianqiao_econ.datasets import DataPackage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

#: Years of origins that equal weights, and a spread of one, are worth.
EQUAL_YEARS = 20.0
#: Pairs that the usual correlation of two indicators is worth.
USUAL_PAIRS = 15.0
#: Usual correlations of own errors: within one theme, between two.
USUAL_CORRELATION = START.related
#: Residuals count no further than this many standard deviations in correlations.
CUT = 3.0


def calibrate(
    packages: Sequence[tuple[str, DataPackage]],
    *,
    as_of: date | None = None,
    first: int | None = None,
    day: str = "03-31",
) -> pd.DataFrame:
    """Learn the hyper-parameters from data packages.

    Parameters
    ----------
    packages
        Name of the source and the package; figures of several are averaged by their numbers, and
        the years' variances are those of one likelihood of all.
    as_of
        Nothing published later is seen; by default the newest date of the packages.
    first
        First year forecast; by default the fifth year with pairs.
    day
        Day of the year on which forecasts are made.

    Returns
    -------
    DataFrame
        The columns of ``priors.csv``: one vintage of it, dated ``as_of``.

    Raises
    ------
    NotKnown
        Where no package has a pair of a target and its outturn.
    """
    known = max(package.latest().date for _, package in packages) if as_of is None else as_of
    panels = [
        (name, package, panel_of(package.as_of(known), known.year)) for name, package in packages
    ]
    told = [(name, panel) for name, _, panel in panels if _years(panel).size]
    if not told:
        raise NotKnown(
            f"no target in these data had an outturn by {known}: there is nothing to learn from"
        )
    periods = {name: f"{_years(panel).min()}-{_years(panel).max()}" for name, panel in told}
    apart = {name: _taken_apart(panel) for name, panel in told}
    found = [(name, one) for name, panel in told for one in _estimates(panel, apart[name])]
    found += year_variances([(name, panel, apart[name]) for name, panel in told])
    priors = _shrunk(START, found)
    for name, package, panel in panels:
        if _years(panel).size:
            found += [(name, one) for one in _pooling(package, panel, priors, first, day)]
    return _table(_shrunk(START, found), found, periods, known)


def _years(panel: Panel) -> Ints:
    return np.unique(panel.pairs(_end(panel))[2] + panel.first_year)


def _end(panel: Panel) -> int:
    return panel.first_year + int(panel.target.shape[2]) - 1


def _taken_apart(panel: Panel) -> GapResiduals:
    """Gaps of a panel, hardly held by any prior."""
    indicator, area, at = panel.pairs(_end(panel))
    usual = usual_of(panel, START)
    weak = replace(START, weight=1.0, stretch_pairs=1.0, half_life=1e6)
    gap = (panel.paired - panel.target)[indicator, area, at]
    rows = panel.rows(indicator, area, at, START.recent, usual[0])
    return take_apart(gap, rows, weak, usual, level_errors(START), areas=len(panel.areas))


def _estimates(panel: Panel, left: GapResiduals) -> list[Estimate]:
    """Everything that one panel tells without a forecast."""
    indicator, area, at = panel.pairs(_end(panel))
    rows = panel.rows(indicator, area, at, START.recent, usual_of(panel, START)[0])
    found = [
        Estimate(
            "usual_gap",
            panel.indicators[k],
            left.scale[k],
            int((indicator == k).sum()),
            "mean absolute gap, large ones cut",
        )
        for k in np.unique(indicator)
    ]
    found += _exact(panel, indicator, area, at)
    unit = left.own / left.scale[indicator]
    inside = left.peers > 1
    n = int(inside.sum())
    if n:
        found += [
            *_stretches(panel, left.slope, indicator[inside & ~np.isnan(rows.stretch)]),
            Estimate("error", "", left.error, n, "variance of gaps within cells, Student t"),
            *_lasting(unit[inside], area[inside], left.error),
            *_clustered(unit[inside], rows.cluster[inside], left.cell[inside], left.error),
        ]
    found += _correlations(panel, unit[inside], indicator[inside], area[inside], at[inside])
    return found + _memory(panel)


def _stretches(panel: Panel, slope: Floats, indicator: Ints) -> list[Estimate]:
    """Slope of the stretch of every indicator, and of all by their pairs."""
    count = np.bincount(indicator, minlength=slope.size)
    how = "robust slope of gaps on stretch within indicator, level and year"
    other = count * np.array([code != "gdp" for code in panel.indicators])
    found = [
        Estimate("stretch", panel.indicators[k], float(slope[k]), int(count[k]), how)
        for k in np.flatnonzero(count)
    ]
    if other.sum():
        value = float(slope @ other / other.sum())
        found.append(Estimate("stretch", "", value, int(other.sum()), how + ", all but gdp"))
    return found


def _exact(panel: Panel, indicator: Ints, area: Ints, at: Ints) -> list[Estimate]:
    """Part of outturns that are just the target, of every indicator and of all by their pairs."""
    gap = (panel.paired - panel.target)[indicator, area, at]
    how = "share of gaps of zero above that of their neighbours, mean of years"
    found = [
        Estimate(
            "exact",
            panel.indicators[k],
            exact_share(gap[indicator == k], at[indicator == k], 0.0, 0.0),
            int((indicator == k).sum()),
            how,
        )
        for k in np.unique(indicator)
    ]
    n = sum(one.n for one in found)
    return [*found, Estimate("exact", "", sum(one.n * one.value for one in found) / n, n, how)]


def _lasting(unit: Floats, area: Ints, error: float) -> list[Estimate]:
    """Variance of areas' lasting parts: variance of their means less what errors make."""
    count = np.bincount(area)
    several = np.flatnonzero(count >= 3)  # noqa: PLR2004 - a mean of two tells little
    if several.size < LEAST_PEERS:
        return []
    mean = (np.bincount(area, unit)[several]) / count[several]
    value = float(np.var(mean) - error * np.mean(1 / count[several]))
    how = "variance of areas' mean gaps less that of their errors"
    return [Estimate("area", "", max(value, 0.01), int(several.size), how)]


def _clustered(unit: Floats, cluster: Ints, cell: Ints, error: float) -> list[Estimate]:
    """Part of the errors that areas of one parent share in a year: mean product of two."""
    unit = np.clip(unit / np.sqrt(error), -CUT, CUT)
    frame = pd.DataFrame({"unit": unit, "square": unit**2, "cell": cell, "cluster": cluster})
    sums = frame.groupby(["cell", "cluster"])[["unit", "square"]].sum()
    sums["n"] = frame.groupby(["cell", "cluster"]).size()
    pairs = float((sums["n"] * (sums["n"] - 1)).sum() / 2)
    if pairs < LEAST_PEERS or len(sums) == sums.index.get_level_values("cell").nunique():
        return []
    value = float((sums["unit"] ** 2 - sums["square"]).sum() / 2 / pairs)
    how = "mean product of two errors under one parent in a year"
    return [Estimate("cluster", "", float(np.clip(value, 0.0, 0.8)), len(sums), how)]


def _correlations(
    panel: Panel, unit: Floats, indicator: Ints, area: Ints, at: Ints
) -> Iterable[Estimate]:
    """Correlation of two indicators' errors in one place and year, cut at three deviations."""
    wide = np.full((len(panel.indicators), *panel.target.shape[1:]), np.nan)
    wide[indicator, area, at] = np.clip(unit, -CUT, CUT)
    found = []
    for one, other in combinations(range(len(panel.indicators)), 2):
        both = ~np.isnan(wide[one]) & ~np.isnan(wide[other])
        x, y = wide[one][both], wide[other][both]
        size = float(np.sqrt((x @ x) * (y @ y)))
        if both.sum() >= 4 and size > 0:  # noqa: PLR2004 - fewer tell nothing
            names = f"{panel.indicators[one]}+{panel.indicators[other]}"
            how = "correlation of gaps' errors in one place and year"
            found.append(Estimate("correlation", names, float(x @ y) / size, int(both.sum()), how))
    return found


def _memory(panel: Panel) -> list[Estimate]:
    """Slopes of an area's deviation from its level's mean on those of the three years before."""
    lags, deviations = 3, []
    for k in range(len(panel.indicators)):
        for level in np.unique(panel.level):
            growth = panel.outturn[k][panel.level == level][:, : panel.place(_end(panel))]
            told = np.sum(~np.isnan(growth), axis=0) >= LEAST_PEERS
            if told.sum() > lags:
                apart = growth - np.where(told, _column_means(growth), np.nan)
                usual = np.nanmean(np.abs(apart))
                deviations.append(np.clip(apart / max(usual, 0.1), -CUT, CUT))
    rows = [
        np.stack([apart[:, at - lag] for lag in range(lags + 1)], axis=1)
        for apart in deviations
        for at in range(lags, apart.shape[1])
    ]
    table = np.concatenate(rows) if rows else np.zeros((0, lags + 1))
    table = table[~np.isnan(table).any(axis=1)]
    if len(table) < LEAST_PEERS:
        return []
    slopes = np.linalg.lstsq(table[:, 1:], table[:, 0], rcond=None)[0]
    how = "slope of deviations from the level's mean on earlier ones"
    return [
        Estimate("memory", f"lag {lag}", float(max(slope, 0.0)), len(table), how)
        for lag, slope in enumerate(slopes, 1)
    ]


def _column_means(growth: Floats) -> Floats:
    count = np.sum(~np.isnan(growth), axis=0)
    return np.asarray(np.nansum(growth, axis=0) / np.maximum(count, 1))


def _pooling(
    package: DataPackage, panel: Panel, priors: Priors, first: int | None, day: str
) -> list[Estimate]:
    years = _years(panel)
    begin = years.min() + 4 if first is None else first
    origins = [int(year) for year in years if year >= begin]
    weights, spread, n = pool_weights(package, panel, origins, priors, day)
    how = f"least CRPS one year ahead over {n} years, mean of years"
    found = [Estimate("weights", name, weight, n, how) for name, weight in weights.items()]
    return [*found, Estimate("spread", "", spread, n, how)] if found else []


def _shrunk(start: Priors, found: Sequence[tuple[str, Estimate]]) -> Priors:
    """Estimates of all sources averaged by their numbers, and shrunk to the start."""
    values = to_values(start)
    groups: dict[tuple[str, str], list[Estimate]] = {}
    for _, one in found:
        groups.setdefault((one.parameter, one.scope), []).append(one)
    for key, estimates in groups.items():
        values[key] = _average(key, values.get(key), estimates)
    return from_values(values)


def _average(key: tuple[str, str], start: float | None, estimates: Sequence[Estimate]) -> float:
    n = np.array([one.n for one in estimates], dtype=np.float64)
    value = np.array([one.value for one in estimates])
    hold = _HELD.get(key[0], START.weight)
    begin = _begin(key) if start is None else start
    if key[0] in _ON_LOGS:
        logs = n @ np.log(np.maximum(value, 1e-6)) + hold * np.log(begin)
        return float(np.exp(logs / (n.sum() + hold)))
    return float((n @ value + hold * begin) / (n.sum() + hold))


_ON_LOGS = ("usual_gap", "error", "area", "spread")
_HELD = {
    "correlation": USUAL_PAIRS,
    "exact": 40.0,
    "stretch": 40.0,
    "weights": EQUAL_YEARS,
    "spread": EQUAL_YEARS,
    "year_variances": 0.0,  # the likelihood has been held near the start already
}


def _begin(key: tuple[str, str]) -> float:
    """What a figure is shrunk to that the start does not name."""
    parameter, scope = key
    if parameter == "correlation":
        return _usual_correlation(scope)
    return {"stretch": START.stretch_of, "exact": START.exact_of}.get(parameter, START.gap_of)(
        scope
    )


def _usual_correlation(scope: str) -> float:
    one, _, other = scope.partition("+")
    return USUAL_CORRELATION[0 if _RELATED.get(one, one) == _RELATED.get(other, other) else 1]


_RELATED = {"urban_income": "income", "rural_income": "income", "disposable_income": "income"}


def _table(
    priors: Priors,
    found: Sequence[tuple[str, Estimate]],
    periods: dict[str, str],
    as_of: date,
) -> pd.DataFrame:
    rows = []
    for (parameter, scope), value in to_values(priors).items():
        mine = [
            (name, one) for name, one in found if (one.parameter, one.scope) == (parameter, scope)
        ]
        names = [name for name, _ in mine]
        rows.append(
            {
                "as_of": as_of.isoformat(),
                "parameter": parameter,
                "scope": scope,
                "value": round(value, 4),
                "n": sum(one.n for _, one in mine),
                "period": "; ".join(dict.fromkeys(periods[name] for name in names)),
                "source": "; ".join(dict.fromkeys(names)) or "judgement",
                "how": mine[0][1].how
                if mine
                else "round figure, see docs/decisions/0013-the-engine.md",
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))
