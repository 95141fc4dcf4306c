"""The document of the proof; every figure in it comes from what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill

import pandas as pd
from calibration_goals import (
    CRPS_OF_RIVAL,
    LEAST_P,
    POOL,
    RIVALS,
    against,
    best,
    interval_text,
    means,
    ratio,
    shared_error,
)
from calibration_inputs import MISSING
from calibration_losses import facts_losses, panel_losses
from calibration_prose import (
    AGAIN,
    ASKED,
    BARS,
    CRISIS,
    DATES,
    FACTS,
    GLOOMY,
    GROWTH_ALONE,
    HELD_BACK,
    LEFT,
    LIMITS,
    LOSSES,
    METHOD,
    OPENED,
    PLACES,
    SHUT,
    WHY,
)
from calibration_scores import EVERY_RATE
from calibration_studies import ALL, DRAWS, GROWTH, UNTAUGHT, Study
from calibration_tables import (
    FEW,
    goal_line,
    goal_lines,
    lost_growth,
    number,
    span,
    table,
    year_lines,
)

COMMAND, WIDTH = "python benchmarks/calibration.py", 100


@dataclass(frozen=True)
class Measured:
    """Everything the document tells of.

    Attributes
    ----------
    panels
        Provinces and cities.
    both
        The two together.
    facts
        The packaged facts.
    growth
        Trend member alone; see `calibration_studies.growth_table`.
    priors
        Hyper-parameters, the columns of ``priors.csv``.
    rivals
        Whether statsforecast was asked.
    opened
        Whether the held-out origins were.
    commit
        Where the configuration was fixed before.
    """

    panels: Mapping[str, Study]
    both: Study
    facts: Study
    growth: pd.DataFrame
    priors: pd.DataFrame
    rivals: bool
    opened: bool
    commit: str


def document(measured: Measured, pictures: Mapping[str, str]) -> str:
    """Return the document, Markdown."""
    shown = {name: f"![{what}](images/{name})" for name, what in pictures.items()}
    sections = [
        _head(measured),
        _section("What was asked", ASKED),
        _section("How it was measured", METHOD.format(draws=f"{DRAWS:,}"), _learnt(measured)),
        _section("The goals", *_goals(measured)),
        _section("Year by year", *_by_year(measured), shown["calibration-years.png"]),
        _section("Every model", *_models(measured)),
        _section("Said and come true", *_reliability(measured, shown)),
        _section("The packaged facts, and a crisis", *_facts(measured)),
        _section("Growth alone, without targets", *_growth(measured)),
        _section("Where it loses, and why", *_losses(measured), _why(measured)),
        _section("What was held back", HELD_BACK.format(commit=measured.commit)),
        _section("Limits", LIMITS),
        _section("Again", _again(measured)),
    ]
    return "\n\n".join(_filled("\n\n".join(sections))) + "\n"


def _filled(text: str) -> list[str]:
    """Blocks of a document, paragraphs filled to one width; lists, tables and code as they are."""
    kept = ("|", "* ", "![", "#", "```", "**")
    return [
        block if block.startswith(kept) else fill(block, WIDTH, break_on_hyphens=False)
        for block in text.split("\n\n")
        if block
    ]


def _section(title: str, *parts: str) -> str:
    return "\n\n".join([f"## {title}", *(part.strip() for part in parts if part)])


def _head(measured: Measured) -> str:
    verdicts = [
        (name, one)
        for name, study in measured.panels.items()
        for one in study.of(study.parts[ALL]).findings()
    ]
    said = [
        f"{name} {sum(one.reached is True for mine, one in verdicts if mine == name)}"
        f" of {sum(mine == name for mine, _ in verdicts)}"
        for name in measured.panels
    ]
    state = OPENED.format(commit=measured.commit) if measured.opened else SHUT
    return (
        "# Calibration: what the forecasts were worth\n\n"
        f"Written by `{COMMAND}`; nothing in it was typed in by hand but the words.\n\n"
        f"{state.strip()}\n\nGoals reached, over all origins that are open: {', '.join(said)}."
    )


def _learnt(measured: Measured) -> str:
    rows = measured.priors.set_index(["parameter", "scope"])
    names = [("weights", name) for name in ("anchored", "trend", "parent")]
    names += [("spread", ""), ("stretch", "gdp"), ("usual_gap", "gdp"), ("error", "")]
    names += [("cluster", ""), ("memory", "lag 1"), ("year_variances", "persistence")]
    lines = []
    for name in names:
        told = rows.loc[name]
        what = " ".join(filter(None, name))
        lines.append({"figure": what, "value": f"{told['value']:.2f}", "from": told["n"]})
    return (
        "The hyper-parameters behind every figure here were learnt from the development part alone"
        " (`tianqiao-econ calibrate`), of the facts only from the nation's GDP. The main ones,"
        f" and how many pairs, areas or years each rests on:\n\n{table(lines)}"
    )


def _goals(measured: Measured) -> list[str]:
    parts = [] if measured.rivals else [MISSING]
    for name, study in measured.panels.items():
        heading = f"**{name.capitalize()}**, origins {span(study.parts[ALL])}"
        parts.append(f"{heading}:\n\n{table(goal_lines(study))}")
    both = measured.both.findings()[-2:]
    lines = [goal_line(one, {}) for one in both]
    parts.append(f"**Both together**, over all rows of these origins:\n\n{table(lines)}")
    parts.append(DATES)
    return parts


def _by_year(measured: Measured) -> list[str]:
    return [
        f"**{name.capitalize()}** (CRPS in points; the lowest of a year in bold)\n\n"
        f"{table(year_lines(study))}"
        for name, study in measured.panels.items()
    ]


def _models(measured: Measured) -> list[str]:
    parts = []
    for name, study in measured.panels.items():
        found = means(study.of(study.parts[ALL]).rows).sort_values("crps", na_position="last")
        lines = [
            {
                "model": row["model"],
                "targets": row["n"],
                "CRPS": number(row["crps"]),
                "Brier": number(row["brier"]),
                "in 80 %": number(row["covered_80"], percent=True),
            }
            for row in found.to_dict("records")
        ]
        parts.append(f"**{name.capitalize()}**\n\n{table(lines)}\n\n{_stood_in(study)}")
    parts.append(
        f"*{UNTAUGHT}* is the same engine with the round figures it starts from"
        " (`assessment/priors.py`), so that nothing was learnt from any panel. *parent* speaks only"
        " where the area above has a target."
    )
    return parts


def _stood_in(study: Study) -> str:
    if not study.stood_in:
        return ""
    counts = ", ".join(f"{model} {n}" for model, n in study.stood_in.items())
    return f"Targets for which the average of the history stood in for a rival: {counts}."


def _reliability(measured: Measured, shown: Mapping[str, str]) -> list[str]:
    studies = [*measured.panels.values(), measured.facts]
    said = "; ".join(f"{one.name}: {one.findings()[-1].measured}" for one in studies)
    return [
        shown["calibration-reliability.png"],
        BARS.format(said=said, least=LEAST_P),
        shown["calibration-pit.png"],
        PLACES,
    ]


def _facts(measured: Measured) -> list[str]:
    study = measured.facts
    parts = {
        "all": study,
        "without assumed dates": study.without_assumed(),
        "without 2020 to 2022": study.of(y for y in study.past.years if y not in range(2020, 2023)),
    }
    told = {name: part.findings()[1:] for name, part in parts.items()}
    lines = [
        {"goal": one.goal, **{name: said[at].measured for name, said in told.items()}}
        for at, one in enumerate(told["all"])
    ]
    counts = [
        f"{name}: {len(part.past.targets)} targets of {len(part.past.years)} years"
        for name, part in parts.items()
    ]
    targets = study.past.targets
    intro = FACTS.format(
        indicators=targets["indicator"].nunique(),
        levels=targets["level"].nunique(),
        first=study.past.first,
        last=study.past.last,
        cut="" if measured.opened else " GDP of the held-back years is left out here as well.",
    )
    return [
        intro,
        "; ".join(counts) + ". Nearly all dates are assumed by the rules of `data/README.md`.",
        table(lines),
        table(year_lines(study)),
        CRISIS.format(**_crisis(study)),
        table(year_lines(study, "indicator")),
    ]


def _crisis(study: Study) -> dict[str, str]:
    rows = study.past.of(POOL)
    yearly = rows.groupby("year")[["probability", "met", "covered_80"]].mean()
    scores = means(study.rows, "year").set_index(["year", "model"])["brier"]
    gloomy = yearly.loc[2021, "probability"] < yearly.loc[2021, "met"]
    gloomy &= scores[2021, EVERY_RATE] < scores[2021, POOL]
    told = {"rebound": GLOOMY if gloomy else ""}
    return told | {
        f"{name}_{year}": f"{100 * yearly.loc[year, column]:.0f} %"
        for year in (2020, 2021, 2022)
        for name, column in (("said", "probability"), ("met", "met"), ("held", "covered_80"))
    }


def _growth(measured: Measured) -> list[str]:
    names = {
        "provinces_multi": "provinces of China",
        "eu_regions": "regions of the EU",
        "us_states": "states of the US",
    }
    lines = [
        {
            "panel": names[str(row["panel"])],
            "indicator": row["indicator"],
            "level": row["level"],
            "forecasts": row["n"],
            "years": row["years"],
            "CRPS": f"{row['crps']:.2f}",
            "of the best rival's": (
                f"{interval_text(row['ratio'])} ({row['rival']})" if row["ratio"] else "–"
            ),
            "of the last value's": interval_text(row["last_ratio"]),
            "in 80 %": interval_text(row["covered"], percent=True),
        }
        for row in measured.growth.to_dict("records")
    ]
    spans = "; ".join(f"{names[name]} {first} to {last}" for name, (first, last) in GROWTH.items())
    cut = "" if measured.opened else " (the provinces until 2014)"
    return [
        GROWTH_ALONE.format(spans=spans, cut=cut),
        "" if measured.rivals else MISSING,
        table(lines),
    ]


def _losses(measured: Measured) -> list[str]:
    parts = [LOSSES.format(few=FEW)]
    told = {name: panel_losses(study) for name, study in measured.panels.items()}
    told["facts"] = facts_losses(measured.facts)
    for name, lines in told.items():
        nobody = "nothing measured here was ahead of the pool anywhere."
        parts.append(f"**{name.capitalize()}**\n\n{table(lines) if lines else nobody}")
    items = [lost_growth(measured.growth)]
    items += [
        f"* {study.name}: {one.goal}: {one.measured}"
        for study in (*measured.panels.values(), measured.facts)
        for one in study.of(study.parts[ALL]).findings()[-2:]
        if one.reached is False
    ]
    return [*parts, "And besides:", "\n".join(items)]


def _why(measured: Measured) -> str:
    shared = {
        name: shared_error(one.of(one.parts[ALL]).past) for name, one in measured.panels.items()
    }
    shares = {name: f"{100 * share:.0f} %" for name, share in shared.items()}
    late = measured.facts.past.targets["year"].between(2021, 2023).mean()
    left = [one for name, study in measured.panels.items() if (one := _left(study, shared[name]))]
    return WHY.format(
        **shares,
        late=f"{100 * late:.0f} %",
        left=LEFT.format(most=CRPS_OF_RIVAL, parts="; ".join(left)) if left else "",
    )


def _left(study: Study, shared: float) -> str:
    """How much of the areas' own error the first goal would leave; empty where it is reached."""
    rows = study.of(study.parts[ALL]).rows
    rival = best(rows, RIVALS, "crps")
    now = ratio(against(rows, rival, "crps")).estimate if rival else 0.0
    if now <= CRPS_OF_RIVAL:
        return ""
    left = max((CRPS_OF_RIVAL / now) ** 2 - shared, 0) / (1 - shared)
    return f"{study.name} {100 * left:.0f} %"


def _again(measured: Measured) -> str:
    return AGAIN.format(command=f"{COMMAND} --all" if measured.opened else COMMAND)
