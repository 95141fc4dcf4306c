"""The targets taken together: the chance that all are met, and what one says of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tianqiao_econ.assessment.dependence import given
from tianqiao_econ.showing.rows import rows_of
from tianqiao_econ.showing.tables.html import Html, render
from tianqiao_econ.showing.tables.sections import section
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.chances import chance_text, shown_percent

if TYPE_CHECKING:
    from tianqiao_econ.assessment.outlook import Outlook

LEAST_TARGETS = 2
"""Targets with a probability that can be taken together."""


def is_joint(outlook: Outlook) -> bool:
    """Tell whether there are targets to be taken together."""
    return outlook.met.shape[1] >= LEAST_TARGETS


def joint_section(outlook: Outlook, lang: str = "zh") -> Html:
    """Return the heading of the joint forecast, with the chance that every target is met.

    With fewer than two targets that have a probability it says that there is nothing to join.
    """
    if not is_joint(outlook):
        return section("joint_few", outlook, lang, judged=outlook.met.shape[1])
    every, unrelated = (
        outlook.probability_all(),
        outlook.met.mean().to_numpy(dtype=np.float64).prod(),
    )
    return section(
        "joint",
        outlook,
        lang,
        judged=outlook.met.shape[1],
        all=chance_text(every, lang),
        unrelated=shown_percent(float(unrelated)),
    )


def conditions(outlook: Outlook, lang: str = "zh") -> Html:
    """Return one or two plain sentences: what missing one target says of another."""
    return render("paragraph.html.j2", lang, sentences=condition_sentences(outlook, lang))


def condition_sentences(outlook: Outlook, lang: str = "zh") -> list[str]:
    """Say which miss tells most about the first target, and which tells most about any other.

    Only changes that are seen after rounding are told; where there are none, that is said.
    """
    names = {row.column: row.name for row in rows_of(outlook, lang)}
    pairs = _conditions(outlook)
    about_first = pairs["column"] == outlook.met.columns[0]
    first = pairs[about_first].head(1)
    other = pairs[~about_first & ~pairs["missed"].isin(first["missed"])].head(1)
    told = [
        text(
            "given.lower" if pair["difference"] < 0 else "given.higher",
            lang,
            missed=names[pair["missed"]],
            name=names[pair["column"]],
            before=shown_percent(pair["probability"]),
            after=shown_percent(pair["given"]),
        )
        for pair in pd.concat([first, other]).to_dict("records")
    ]
    return told or [text("given.none", lang)]


def _conditions(outlook: Outlook) -> pd.DataFrame:
    """Chances of targets if another is missed that differ in print, the largest change first."""
    found = [given(outlook, column).assign(missed=column) for column in outlook.met.columns]
    pairs = pd.concat(found, ignore_index=True).dropna(subset="given")
    shown = pairs[["probability", "given"]].map(shown_percent)
    pairs = pairs[shown["probability"] != shown["given"]]
    return pairs.sort_values("difference", key=lambda change: -change.abs(), kind="stable")
