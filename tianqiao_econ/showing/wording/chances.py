"""Probabilities: rounded to what the model can carry, and one fixed scale of words."""

from __future__ import annotations

import math

from tianqiao_econ.framework import EconError
from tianqiao_econ.showing.wording import text

STEP = 5
"""Probabilities are shown in steps of five per cent."""

_CERTAIN = 100
_WORDS = (
    (95, "almost_certain"),
    (80, "very_likely"),
    (60, "rather_likely"),
    (41, "about_even"),
    (21, "rather_unlikely"),
    (6, "very_unlikely"),
    (0, "almost_impossible"),
)
"""Least shown percentage of each word; a word and its opposite have mirrored edges."""


def shown_percent(probability: float) -> int:
    """Round a probability to five points, and to whole points near the ends; never 0 or 100.

    Parameters
    ----------
    probability
        Between 0 and 1.

    Returns
    -------
    1, 2, 3, 4, 5, 10, 15, ... 90, 95, 96, 97, 98 or 99.

    Raises
    ------
    EconError
        If it is no probability.

    """
    if not 0 <= probability <= 1:
        msg = f"a probability lies between 0 and 1, not {probability}"
        raise EconError(msg)
    percent = round(probability * _CERTAIN, 9)  # 0.575 is 57.49999999999999
    rounded = STEP * _half_up(percent / STEP)
    if rounded == 0:
        return min(STEP - 1, max(1, _half_up(percent)))
    if rounded == _CERTAIN:
        return max(_CERTAIN - STEP + 1, min(_CERTAIN - 1, _half_up(percent)))
    return rounded


def chance_word(probability: float, lang: str) -> str:
    """Return the word of the scale for the percentage that is shown beside it."""
    percent = shown_percent(probability)
    word = next(word for least, word in _WORDS if percent >= least)
    return text(f"chance.{word}", lang)


def chance_text(probability: float, lang: str) -> str:
    """Return number and word: '约70%（较可能）'."""
    percent, word = shown_percent(probability), chance_word(probability, lang)
    return text("chance.text", lang, percent=percent, word=word)


def chance_scale(lang: str) -> str:
    """Return the whole scale as one sentence, for the notes."""
    return text("chance.scale", lang)


def _half_up(value: float) -> int:
    return math.floor(value + 0.5)
