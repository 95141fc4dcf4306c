"""Tables and short lists of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from calibration_goals import BASE_RATES, POOL, RIVALS, Finding, best, common, means
from calibration_scores import LAST_VALUE
from calibration_studies import ALL, DEVELOPMENT, HELD, MORE, Study

FEW = 10
"""Targets below which an indicator's score is not held against it."""

Line = Mapping[str, object]


def table(lines: Iterable[Line]) -> str:
    """Return a Markdown table of lines with the same keys."""
    rows = [{key: str(value) for key, value in line.items()} for line in lines]
    heads = list(rows[0])
    cells = [heads, ["---"] * len(heads), *([row[head] for head in heads] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def goal_lines(study: Study) -> list[Line]:
    """Goals of a study, over all its origins and over each part of them."""
    others = [part for part in (DEVELOPMENT, HELD, MORE) if part in study.parts]
    columns = {part: _said(study, part) for part in others}
    whole = study.of(study.parts[ALL]).findings()
    return [
        goal_line(one, {part: said[at] for part, said in columns.items()})
        for at, one in enumerate(whole)
    ]


def goal_line(one: Finding, others: Mapping[str, str]) -> Line:
    """One goal with its verdict; ``others`` is what was measured on parts."""
    verdict = f"**{one.verdict}**" if one.reached else one.verdict
    return {"goal": one.goal, ALL: one.measured, "": verdict, **others}


def _said(study: Study, part: str) -> list[str]:
    years = study.parts[part]
    if not years:
        return ["not opened"] * len(study.findings())
    return [one.measured for one in study.of(years).findings()]


def year_lines(study: Study, by: str = "year") -> list[Line]:
    """Means by year or by indicator: the pool beside what it has to beat."""
    rival, base = best(study.rows, RIVALS, "crps"), best(study.rows, BASE_RATES, "brier")
    crps = [POOL, LAST_VALUE, *([rival] if rival else [])]
    brier = [POOL, *([base] if base else [])]
    apart = {
        score: means(common(study.rows, models, score), by).pivot_table(
            index=by, columns="model", values=score
        )
        for score, models in (("crps", crps), ("brier", brier))
    }
    facts = study.past.of(POOL).assign(met=lambda rows: rows["met"].astype(float))
    lines = []
    for value, own in facts.groupby(by):
        lines.append(
            {
                by: f"{value} {_mark(study, value)}".strip(),
                "targets": len(own),
                "met": f"{100 * own['met'].mean():.0f} %",
                "said": f"{100 * own['probability'].mean():.0f} %",
                **_lowest("CRPS", apart["crps"], value, crps),
                **_lowest("Brier", apart["brier"], value, brier),
                "in 80 %": f"{100 * own['covered_80'].mean():.0f} %",
            }
        )
    return lines


def _mark(study: Study, value: object) -> str:
    if value in study.parts.get(HELD, ()):
        return "held out"
    return "" if value in study.parts[ALL] or not isinstance(value, int) else "(no goal)"


def _lowest(
    called: str, scores: pd.DataFrame, value: object, models: Sequence[str]
) -> dict[str, str]:
    """Scores of some models as text, the lowest in bold; dashes where they share no target."""
    if value not in scores.index:
        return {f"{called} {model}": "–" for model in models}
    own = scores.loc[value, list(models)]
    least = own.min()
    return {
        f"{called} {model}": f"**{score:.2f}**" if score == least else f"{score:.2f}"
        for model, score in own.items()
    }


def number(value: float, *, percent: bool = False) -> str:
    """Figure of a table, a dash where there is none."""
    if value != value:  # noqa: PLR0124
        return "–"
    return f"{100 * value:.0f} %" if percent else f"{value:.3f}"


def lost_growth(growth: pd.DataFrame) -> str:
    """Growth without targets where the trend member was worse than a reference."""
    lost = [
        f"{row['panel']} {row['indicator']} {row['level']}"
        for row in growth.to_dict("records")
        if max(one.estimate for one in (row["ratio"], row["last_ratio"]) if one) > 1
    ]
    return f"* growth alone, CRPS: {', '.join(lost) or 'none'} ({len(lost)} of {len(growth)})"


def span(years: Sequence[int]) -> str:
    """Years as text, runs of them as from-to."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
