"""The measured part of docs/reading.md; `python benchmarks/reading.py --write FILE` renews it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import reading_speed
from reading_labels import OWN, ROLES, Figure, read_labels
from reading_scores import FOUND, LABELLED, MISSED, QUALIFIER, TRUE, UNSURE, Verdict, measures

START, END = "<!-- measured -->\n", "<!-- /measured -->\n"
LONGEST = 20
"""Characters of a report that are quoted."""


def write(path: Path, verdicts: Sequence[Verdict], seconds: str, given: Path) -> None:
    """Put what was measured between the marks of a page."""
    page = path.read_text(encoding="utf-8")
    if START not in page or END not in page:
        raise SystemExit(f"{path}: the lines {START.strip()} and {END.strip()} are missing")
    before, after = page.split(START)[0], page.split(END)[1]
    path.write_text(before + START + _measured(verdicts, seconds, given) + END + after, "utf-8")


def _measured(verdicts: Sequence[Verdict], seconds: str, given: Path) -> str:
    wrong = [verdict for verdict in verdicts if verdict.kind in (MISSED, QUALIFIER, UNSURE)]
    labelled = [verdict for verdict in wrong if verdict.label]
    claims = [v for v in verdicts if v.judged and v.kind != TRUE]
    speed = reading_speed.table().drop(columns=["rows"])
    return "\n".join(
        [
            "### The goals\n\n```",
            *measures(verdicts),
            f"{'seconds a report':32}{seconds}",
            "```\n\n### Recall by kind\n",
            _table(_by_kind(verdicts)),
            "\n### Every label that was not found\n",
            *([_line(verdict) for verdict in labelled] or ["none"]),
            "\n### Every wrong claim on the completely labelled reports\n",
            *([_line(verdict) for verdict in claims] or ["none"]),
            "\n### Where our labels disagree with those handed over\n",
            *(_disagreements(given) or ["none"]),
            "\n### Made-up and odd texts\n",
            _table(speed),
            "",
        ]
    )


def _by_kind(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return labels and found ones by indicator and role."""
    judged = [v for v in verdicts if v.label and v.kind in LABELLED]
    rows = []
    for indicator in sorted({v.figure.indicator for v in judged}):
        cells: list[object] = [indicator]
        for role in ROLES:
            some = [v for v in judged if (v.figure.indicator, v.figure.role) == (indicator, role)]
            found = [v for v in some if v.kind in (FOUND, QUALIFIER)]
            cells += [f"{len(found)} of {len(some)}" if some else ""]
        rows.append(cells)
    return pd.DataFrame(rows, columns=["indicator", *(f"{role}s" for role in ROLES)])


def _line(verdict: Verdict) -> str:
    figure, source = verdict.figure, verdict.source
    amounts = "-".join(f"{amount:.10g}" for amount in figure.amounts) or figure.qualifier
    what = f"{figure.indicator} {figure.year} {figure.role} {amounts}"
    place = f", at {source.start}: {source.phrase[:LONGEST]}" if source.phrase else ""
    return f"* {verdict.kind}: `{figure.file}`, {what}{place} {_why(verdict)}".rstrip()


def _why(verdict: Verdict) -> str:
    return f"({verdict.note})" if verdict.note else ""


def _disagreements(given: Path) -> list[str]:
    """Return a line for each label of ours that says another thing than the one handed over."""
    if not given.exists():
        return []
    theirs = {label.key: label for label in read_labels([given])[0]}
    ours = [label for label in read_labels([OWN])[0] if label.of_the_area and label.certain]
    return [
        f"* `{mine.file}`, {mine.indicator} {mine.year} {mine.role}, at {mine.start}: "
        f"{_told(theirs[mine.key])} there, {_told(mine)} here ({mine.phrase[:LONGEST]})"
        for mine in ours
        if mine.key in theirs and _told(theirs[mine.key]) != _told(mine)
    ]


def _told(label: Figure) -> str:
    numbers = "-".join(f"{amount:.10g}" for amount in label.amounts)
    return f"{numbers} {label.qualifier}".strip()


def _table(frame: pd.DataFrame) -> str:
    head = "| " + " | ".join(frame.columns) + " |\n" + "|---" * len(frame.columns) + "|"
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in frame.itertuples(index=False)]
    return re.sub(r"\bnan\b", "", "\n".join([head, *lines]))
