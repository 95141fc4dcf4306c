"""Where something beats the pool: every model, every part, every year, from the scores alone."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from calibration_goals import POOL, against, common, means, ratio
from calibration_studies import ALL, Study
from calibration_tables import FEW, Line, span

SCORES = {"crps": "CRPS", "brier": "Brier"}
FACTS_BY = ("year", "indicator", "level")


def panel_losses(study: Study) -> list[Line]:
    """Models that beat the pool over all origins, over a part of them or in a year.

    A figure is the pool's score over the model's on the targets of both, each year counting the
    same: above 1 the pool is worse.
    """
    parts = {name: years for name, years in study.parts.items() if years}
    rows = study.of({year for years in parts.values() for year in years}).rows
    lines = []
    for model, score, pairs in _rivals(rows):
        told = {name: _ratio(pairs, years) for name, years in parts.items()}
        years = [int(year) for year in worse(rows, model, score, "year")]
        if years or any(value > 1 for value in told.values()):
            shown = {name: _shown(value) for name, value in told.items()}
            lost = f"{span(years) or 'none'} ({len(years)} of {pairs['year'].nunique()})"
            lines.append((told[ALL], _line(model, score, shown | {"years lost": lost})))
    return _by_ratio(lines)


def facts_losses(study: Study) -> list[Line]:
    """The same for the facts: by year, indicator and level, of `FEW` targets and more."""
    lines = []
    for model, score, pairs in _rivals(study.rows):
        whole = _ratio(pairs, pairs["year"].unique())
        lost = {by: worse(study.rows, model, score, by, least=FEW) for by in FACTS_BY}
        if whole > 1 or any(lost.values()):
            named = {by: ", ".join(map(str, values)) or "none" for by, values in lost.items()}
            lines.append((whole, _line(model, score, {"all": _shown(whole)} | named)))
    return _by_ratio(lines)


def worse(
    rows: pd.DataFrame, model: str, score: str, by: str, *, least: int = 1
) -> Sequence[object]:
    """Years (indicators, levels) in which a model beat the pool on the targets of both."""
    found = means(common(rows, (POOL, model), score), by)
    found = found.pivot_table(index=by, columns="model", values=[score, "n"])
    lost = found[score][POOL] > found[score][model]
    return list(found.index[lost & (found["n"][POOL] >= least)])


def _rivals(rows: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Every other model and score with the pairs that both have."""
    models = [str(model) for model in rows["model"].unique() if model != POOL]
    found = [(model, score, against(rows, model, score)) for model in models for score in SCORES]
    return [one for one in found if len(one[2])]


def _ratio(pairs: pd.DataFrame, years: Sequence[int]) -> float:
    part = pairs[pairs["year"].isin(years)]
    return ratio(part).estimate if len(part) else float("nan")


def _shown(value: float) -> str:
    if value != value:  # noqa: PLR0124
        return "–"
    return f"**{value:.3f}**" if value > 1 else f"{value:.3f}"


def _line(model: str, score: str, told: Line) -> Line:
    return {"model": model, "score": SCORES[score], **told}


def _by_ratio(lines: list[tuple[float, Line]]) -> list[Line]:
    """The heaviest loss first."""
    return [line for _, line in sorted(lines, key=lambda one: -one[0])]
