"""Remarks of an assessment, which are technical English, in the words of the reader."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tianqiao_econ.showing.wording import has_text, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATTERNS: Mapping[str, str] = {
    "backtest_assumed": "every target or its outturn has an assumed date",
    "backtest_no_outturn": "{year}: none of {n} targets has an announced outturn",
    "backtest_no_pair": ("{year}: no earlier pair of target and outturn, so the base rate is 0.5"),
    "backtest_no_target": "{year}: the data hold no growth target",
    "backtest_one_year": "an interval by year needs {n} years",
    "backtest_other_years": "no year other than {years}",
    "backtest_perfect": "a mean score of zero cannot be compared as a ratio",
    "backtest_some_outturns": (
        "{year}: {n} of {total} targets have no announced outturn and are not judged"
    ),
    "backtest_unknown_target": "{year}: no growth target was known on {date}",
    "blind": "no recent outturn here or above, so the chance hardly depends on the number",
    "priors_alone": "no pair in these data, so its usual gap is that of priors.csv alone",
    "difference": (
        "difference of {n} area-years; median, p10 and p90 are points over the reference"
    ),
    "few_differences": (
        "only {n} area-years published both {indicator} and its reference ({needed} are needed)"
    ),
    "few_rates": (
        "no record of targets and only {n} yearly rates of {indicator}"
        " in this area and its parents ({needed} are needed)"
    ),
    "elsewhere": "no pair at this level, so the width leans on the other levels",
    "gaps": (
        "gaps of {here} pairs of {indicator} at {level} level and {there} at other levels,"
        " from {areas} areas, {years} years and {clusters} clusters"
    ),
    "no_event": "the wording names no number and no reference, so there is no event",
    "deflated": "nominal figures deflated by consumer prices",
    "from_trend": ("the wording names no number to anchor on: trend from {n} yearly rates"),
    "known_outturn": "the outturn was already out on this date and is not used",
    "no_deflator": (
        "growth of {indicator} is counted in constant prices and its level in current ones:"
        " no deflator to join them"
    ),
    "no_level": "no published level of {indicator} to start from",
    "no_record": "no record of such targets for {indicator}",
    "no_trend": "no trend of {indicator}, and the wording names no number",
    "old_level": "the last published level of {indicator} is of {year}: too long ago",
    "pool": "pool of {members}",
    "old_trend": "the trend ends in {year}: shown, but too old to be used",
    "spread": (
        "no record of targets: spread of log growth {sd} from {n} rates of {area},"
        " widened {factor} times ({reason}), centre {centre}"
    ),
    "widening_assumed": "assumed: smaller areas publish too few rates",
    "widening_measured": "the spread of {n} rates published by smaller areas",
}
"""Key of a text under `note.` -> the remark as floor 3 writes it."""


def note_phrase(note: str, lang: str, name: Callable[[str, str], str]) -> str:
    """Say a remark in the reader's language; a sentence that is not known is passed on as it is.

    Parameters
    ----------
    note
        Remark of an assessment, or several with semicolons between them.
    lang
        'zh' or 'en'.
    name
        ('area' or 'indicator', code) -> its name in that language.

    """
    known = _said(note, lang, name)
    if known is not None:
        return known
    parts = [_said(part, lang, name) or part for part in note.split("; ")]
    return text("clause.separator", lang).join(parts)


def _said(note: str, lang: str, name: Callable[[str, str], str]) -> str | None:
    """Translate one remark; None if no pattern fits."""
    for key, pattern in PATTERNS.items():
        found = _compiled(pattern).fullmatch(note)
        if found:
            values = {slot: _value(slot, v, lang, name) for slot, v in found.groupdict().items()}
            return text(f"note.{key}", lang, **values)
    return None


def _value(slot: str, value: str, lang: str, name: Callable[[str, str], str]) -> str:
    if slot in ("area", "indicator"):
        return name(slot, value)
    if slot == "level" and has_text(f"level.{value}", lang):
        return text(f"level.{value}", lang)
    if slot == "members":
        return joined([_member(told, lang) for told in value.split(" + ")], lang)
    return (_said(value, lang, name) or value) if slot == "reason" else value


def _member(told: str, lang: str) -> str:
    """Say a member of the pool with its share, as floor 3 tells it: 'trend 40%'."""
    name, _, share = told.rpartition(" ")
    if not has_text(f"model.{name}", lang):
        return told
    return text("member.share", lang, member=text(f"model.{name}", lang), share=share)


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^;]+?)", escaped))
