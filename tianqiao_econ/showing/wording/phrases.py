"""Phrases about targets: their wording, their event, what they are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.framework import Level, Qualifier, Transformation
from tianqiao_econ.framework.wordings import STRICTLY_ABOVE
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number, plain, present, threshold_amount

if TYPE_CHECKING:
    from tianqiao_econ.framework import Area, Event, Target

_KINDS = {
    "省": "province",
    "市": "city",
    "区": "district",
    "县": "county",
    "旗": "banner",
    "州": "prefecture",
    "盟": "league",
}
"""What an area is, by the last character of its Chinese name."""


def own_place(area: Area, lang: str) -> str:
    """Return how an area speaks of itself: 本区, 本市, 本省, 全国; 'the district', 'the city'."""
    kind = _KINDS.get(area.name_zh[-1:], "other")
    if area.level in (Level.NATION, Level.ZONE):
        kind = str(area.level)
    elif area.level is Level.PROVINCE and kind == "district":
        kind = "region"
    return text(f"here.{kind}", lang)


def own_wording(target: Target, name_zh: str) -> str:
    """Return the government's phrase without the indicator's name in front; may be empty."""
    return target.wording.strip().removeprefix(name_zh).strip()


def target_phrase(target: Target, lang: str, reference: str = "") -> str:
    """Say a target in the reader's language, from its code and numbers.

    Parameters
    ----------
    target
        The target.
    lang
        'zh' or 'en'.
    reference
        Name of what an `aligned` or `relative` target is held against.

    """
    low, high = _bounds(target)
    values = {
        "goal": _goal(low, target, lang),
        "upper": _upper(high, target, lang),
        "cap": _number(high, target, lang),
        "reference": reference,
        "margin": plain(target.margin),
    }
    key = str(target.qualifier)
    if target.qualifier in (Qualifier.ALIGNED, Qualifier.RELATIVE):
        key = _beside_reference(target.margin)
    if target.qualifier is Qualifier.QUALITATIVE and low == 0:
        key = "positive"
    return text(f"target.{key}", lang, **values)


def event_phrase(event: Event, lang: str, reference: str = "") -> str:
    """Spell out what a published figure has to do to count as meeting the target."""
    what = text(f"event.subject.{event.transformation}", lang)
    bound = event.lower if event.upper is None else event.upper
    if bound is None:
        return text("event.none", lang)
    side = "lower" if event.upper is None else "upper"
    if event.reference is not None:
        key = f"event.reference.{side}" if bound else f"event.reference.{side}_plain"
        return text(key, lang, what=what, reference=reference, margin=plain(abs(bound)))
    phrase = text(
        f"event.{side}{'_strict' if event.strict else ''}",
        lang,
        what=what,
        threshold=threshold_amount(bound, event.transformation, event.unit_measure, lang),
    )
    return phrase + _remarks(event, lang)


def change_phrase(growth: float, lang: str) -> str:
    """Say a rate of change as governments do: '增长6.5%', '下降13.5%', '持平'."""
    if not round(growth, 6):
        return text("change.none", lang)
    key = "change.up" if growth > 0 else "change.down"
    return text(key, lang, number=plain(abs(growth)))


def implied_phrase(growth: float | None, lang: str) -> str:
    """Say which growth a level target implies; empty where none is known."""
    if not present(growth):
        return ""
    return text("target.implied", lang, change=change_phrase(round(growth, 1), lang))


def gap_phrase(gap: float, lang: str) -> str:
    """Say a target minus a trend: '高于趋势0.5个百分点'."""
    if not round(gap, 1):
        return text("gap.none", lang)
    key = "gap.above" if gap > 0 else "gap.below"
    return text(key, lang, number=number(abs(gap)))


def _beside_reference(margin: float) -> str:
    """Name the text for a target on a reference: in step with it, above it, or above by points."""
    if not margin:
        return "aligned"
    return "relative" if margin == STRICTLY_ABOVE else "relative_by"


def _bounds(target: Target) -> tuple[float | None, float | None]:
    """Lower and upper number; a single one stands in both."""
    low = target.lower if target.lower is not None else target.upper
    return low, target.upper if target.upper is not None else low


def _goal(value: float | None, target: Target, lang: str) -> str:
    if value is None:
        return ""
    if target.transformation is Transformation.GROWTH:
        return change_phrase(value, lang)
    return _number(value, target, lang)


def _upper(value: float | None, target: Target, lang: str) -> str:
    """Upper end of a range, with a plus sign where the lower end has one."""
    growth = target.transformation is Transformation.GROWTH
    plus = "+" if lang == "en" and growth and value is not None and value > 0 else ""
    return plus + _number(value, target, lang)


def _number(value: float | None, target: Target, lang: str) -> str:
    if value is None:
        return ""
    return threshold_amount(value, target.transformation, target.unit_measure, lang)


def _remarks(event: Event, lang: str) -> str:
    """Tolerance and the threshold before rounding, in brackets behind a growth event."""
    remarks = []
    if event.tolerance:
        remarks.append(text("event.tolerance", lang, tolerance=plain(event.tolerance)))
    if event.transformation is Transformation.GROWTH:
        latent = event.latent_lower if event.upper is None else event.latent_upper
        side = "lower" if event.upper is None else "upper"
        remarks.append(text(f"event.latent.{side}", lang, latent=plain(latent)))
    if not remarks:
        return ""
    return text("brackets", lang, inside=text("clause.separator", lang).join(remarks))
