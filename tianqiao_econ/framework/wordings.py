"""From the wording of a target to its numbers: 增长7%左右, 5%–6%, 与经济增长同步, 7000万美元."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tianqiao_econ.framework.codes import Direction, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.indicators import Indicator

PERCENT = "PERCENT"

UNITS = {
    "%": PERCENT,
    "亿美元": "USD_100M",
    "万美元": "USD_10K",
    "亿元": "CNY_100M",
    "万元": "CNY_10K",
    "元": "CNY",
    "万人": "PERSONS_10K",
}
"""Units as they are written after a number."""

STRICTLY_ABOVE = 0.1
"""Margin in points of 高于 without a number: the next growth rate that can be published."""

DOUBLE_DIGITS = 10.0
"""What 两位数增长 starts at."""

_PLAIN = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = rf"(?<![0-9.%])[-+−]?{_PLAIN}"
_UNIT = "|".join(UNITS)
_AMOUNT = re.compile(rf"({_NUMBER})({_UNIT})")
_RANGE = re.compile(rf"({_NUMBER})({_UNIT}|[万亿])?[-–—~至到]+({_PLAIN})({_UNIT})")
_NOT_WORDING = re.compile(r"\s|[。;,.]+$|(?:规模|規模|限额|限額)以[上下]")
_DOWN = re.compile("下降|减少|降低|负增长|降幅")
_UP = re.compile("增长|增加|提高|增速")
_REACHING = re.compile("[到至达]|控制在|稳定在|保持在")
_DOWN_TO = re.compile("(?:下降|减少|降低)[到至]")
_FALL = re.compile("(?:下降|减少|降低)(?![到至])|稳中有降")
_NO_FALL = re.compile("[不未]|避免|防止|扭转|遏制|止住|收窄|[增降涨]幅|增速|百分点|[0-9]")
_YEARS = re.compile("[0-9]{4}年")
_POINTS = re.compile(r"([0-9]+(?:\.[0-9]+)?)个百分点")
_OUTPUT = re.compile("经济|GDP|生产总值")
_WHOLE_AREA = re.compile("(全[国省市区县州])")
_NAMED_AREA = re.compile("(?:[于与]|超过)([^于与]{2,6}?[省市州县区])(?=平均|水平|增速|持平|同步|$)")
_CLAUSES = re.compile("[、;且并]|同时|(?<![0-9]),|,(?![0-9]{3})|(?=力争|争取|确保)")
_ENSURED = re.compile("确保")
_HOPED = re.compile("力争|争取|奋力|努力")
_ELSEWHERE = "(?:全[国省市区县州]|经济|GDP|生产总值)"
_BESIDE = re.compile(
    rf"(?:[高快好低慢差]于|超过|高出){_ELSEWHERE}|与{_ELSEWHERE}.*(?:同步|持平|相当)"
)
_SAME = re.compile("同步|持平|相当")
_ABOVE = re.compile("(?<!不)(?:高于|快于|好于|超过|高出)")
_NOT_BELOW = re.compile("不(?:低|慢|差)于")
_POSITIVE = re.compile("正增长|(?:稳步|平稳|稳定|持续|较快|快速|小幅)增长|稳中有[升增]")
_WORDS_ALONE = re.compile("稳定|稳中|提质|较快|平稳")
_QUALIFIERS = (
    (Qualifier.ABOUT, re.compile("左右|上下|约")),
    (Qualifier.AT_LEAST, re.compile("不[低少小]于|至少|以上|突破|(?<!不)(?:超过?|[高大]于)|≥|>")),
    (Qualifier.AT_MOST, re.compile("不(?:超过?|[高大多]于)|以[内下]|至多|[低少小]于|控制在|≤|<")),
)
_OPPOSITE = {Qualifier.AT_LEAST: Qualifier.AT_MOST, Qualifier.AT_MOST: Qualifier.AT_LEAST}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wording says.

    Parameters
    ----------
    qualifier, lower, upper
        The wording as a code and its numbers: a ceiling stands in `upper`, any other single
        number in `lower`; positive growth is `qualitative` with lower 0, a fall with upper 0.
    transformation, unit_measure
        Growth in PERCENT, or a level in its unit.
    reference_area_word, reference_indicator, margin
        What a relative target is held against, as worded (全市); the indicator that an aligned
        one keeps pace with; and by how many points the outturn is to exceed it.

    """

    qualifier: Qualifier
    lower: float | None = None
    upper: float | None = None
    transformation: Transformation = Transformation.GROWTH
    unit_measure: str = PERCENT
    reference_area_word: str | None = None
    reference_indicator: str | None = None
    margin: float = 0.0


def read_wording(text: str, *, indicator: Indicator | None = None) -> Reading:
    """Read the wording of a target.

    Parameters
    ----------
    text
        The government's phrase; full-width digits and signs are understood.
    indicator
        Whose target it is: where less is better (consumer prices) every single number is a
        ceiling, `at_most`, whatever its wording; where a level in per cent is targeted
        (unemployment) a percentage is that level.

    Returns
    -------
    Reading

    Notes
    -----
    Of 确保A、力争B it is A that binds: a floor, `at_least` where it says nothing else. Any other
    wording with two conditions is refused, so that neither is lost. A fall (下降3%, 下降) is a
    ceiling; of an indicator where more is better, 下降3% is the worst that is aimed at.

    Raises
    ------
    EconError
        If it cannot be read, or names two conditions; the sentence says what to write.

    Examples
    --------
    >>> read_wording("增长7%左右").qualifier
    <Qualifier.ABOUT: 'about'>
    >>> read_wording("7000万美元").lower
    7000.0

    """
    whole = _NOT_WORDING.sub("", unicodedata.normalize("NFKC", text))
    plain = _binding(whole)
    bounds = _bounds(plain)
    if bounds is None:
        return _without_amount(plain)
    low, high, unit = bounds
    if unit == PERCENT and _DOWN_TO.search(plain) and not _is_share(indicator):
        raise _unreadable(plain, "it names what a percentage falls to, not a growth rate")
    qualifier = _qualifier(plain, is_range=high is not None)
    if qualifier is Qualifier.EXACT and plain != whole:
        qualifier = Qualifier.AT_LEAST
    if _DOWN.search(plain) and not _DOWN_TO.search(plain):
        low, high = _negative(low, high)
        qualifier = _of_a_fall(qualifier, indicator)
    return _numbered(qualifier, low, high, unit, indicator)


def _binding(plain: str) -> str:
    """Return the wording, or of 确保A、力争B the A; any other two conditions are refused."""
    conditions = [clause for clause in _CLAUSES.split(plain) if _is_condition(clause)]
    ensured = [clause for clause in conditions if _ENSURED.search(clause)]
    hoped = [clause for clause in conditions if _HOPED.search(clause)]
    if len(ensured) == 1 and len(conditions) == 1 + len(hoped) > 1:
        return ensured[0]
    if len(conditions) > 1 or (_AMOUNT.search(plain) and _BESIDE.search(plain)):
        raise _unreadable(plain, "it names two conditions, and a target has one (or 确保A、力争B)")
    return plain


def _is_condition(clause: str) -> bool:
    """Tell whether an outturn can be held against a part of a wording."""
    if _AMOUNT.search(clause) or _POSITIVE.search(clause) or _is_fall(clause):
        return True
    return bool(re.search("两位数|持平", clause)) or _on_a_reference(clause) is not None


def _is_fall(plain: str) -> bool:
    """Tell whether a fall is the goal (下降), rather than what is to be avoided (不下降)."""
    text = _YEARS.sub("", plain)
    return _FALL.search(text) is not None and _NO_FALL.search(text) is None


def _of_a_fall(qualifier: Qualifier, indicator: Indicator | None) -> Qualifier:
    """Turn a wording round: 下降3% is at most -3, unless more of the indicator is better."""
    if indicator is None and qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        return Qualifier.AT_MOST
    return _OPPOSITE.get(qualifier, qualifier)


def _bounds(plain: str) -> tuple[float, float | None, str] | None:
    """Find the one amount (low, None, unit) or range (low, high, unit) of a wording."""
    found = _RANGE.search(plain)
    if found:
        low, first_unit, high, unit = found.groups()
        if not unit.startswith(first_unit or "") or _float(low) >= _float(high):
            raise _unreadable(plain, "the two ends of its range do not fit together")
        return _float(low), _float(high), UNITS[unit]
    amounts = _AMOUNT.findall(plain)
    if len(amounts) > 1:
        raise _unreadable(plain, "it names more than one number")
    if not amounts:
        return None
    number, unit = amounts[0]
    if unit != "%" and (_UP.search(plain) or _DOWN.search(plain)) and not _REACHING.search(plain):
        raise _unreadable(plain, "it names a rise or fall by an amount")
    return _float(number), None, UNITS[unit]


def _qualifier(plain: str, *, is_range: bool) -> Qualifier:
    if is_range:
        return Qualifier.RANGE
    named = (qualifier for qualifier, words in _QUALIFIERS if words.search(plain))
    return next(named, Qualifier.EXACT)


def _numbered(
    qualifier: Qualifier, low: float, high: float | None, unit: str, indicator: Indicator | None
) -> Reading:
    """Put the numbers where they belong, for the indicator if there is one."""
    ceiling = indicator is not None and indicator.direction is Direction.LOWER
    growth = unit == PERCENT and not _is_share(indicator)
    transformation = Transformation.GROWTH if growth else Transformation.LEVEL
    if high is None and ceiling:
        return Reading(Qualifier.AT_MOST, None, low, transformation, unit)
    if qualifier is Qualifier.AT_MOST:
        return Reading(qualifier, None, low, transformation, unit)
    return Reading(qualifier, low, high, transformation, unit)


def _is_share(indicator: Indicator | None) -> bool:
    """Tell whether the indicator's own level is in per cent."""
    return indicator is not None and indicator.unit_measure == PERCENT


def _without_amount(plain: str) -> Reading:
    """Read a wording whose only number, if any, is of percentage points."""
    reference = _on_a_reference(plain)
    if reference is not None:
        return reference
    if "两位数" in plain:
        return Reading(Qualifier.AT_LEAST, DOUBLE_DIGITS)
    if "持平" in plain:
        return Reading(Qualifier.EXACT, 0.0)
    if _is_fall(plain):
        return Reading(Qualifier.QUALITATIVE, None, 0.0)
    if _POSITIVE.search(plain):
        return Reading(Qualifier.QUALITATIVE, 0.0)
    if _WORDS_ALONE.search(plain):
        return Reading(Qualifier.QUALITATIVE)
    raise _unreadable(plain, "it names neither a number with its unit nor a known phrase")


def _on_a_reference(plain: str) -> Reading | None:
    """Read 与经济增长同步, 高于全市平均: held against another outturn."""
    if not any(words.search(plain) for words in (_SAME, _ABOVE, _NOT_BELOW)):
        return None
    points = _POINTS.search(plain)
    above = STRICTLY_ABOVE if _ABOVE.search(plain) else 0.0
    margin = float(points[1]) if points else above
    area = _WHOLE_AREA.search(plain) or _NAMED_AREA.search(plain)
    if area:
        return Reading(Qualifier.RELATIVE, reference_area_word=area[1], margin=margin)
    if _OUTPUT.search(plain) or "同步" in plain:
        return Reading(Qualifier.ALIGNED, reference_indicator="gdp", margin=margin)
    return None


def _negative(low: float, high: float | None) -> tuple[float, float | None]:
    return (-low, None) if high is None else (-high, -low)


def _float(number: str) -> float:
    return float(number.replace(",", "").replace("−", "-"))


def _unreadable(plain: str, why: str) -> EconError:
    return EconError(
        f"cannot read {plain!r} as a target: {why}; write, say, 增长7%左右 or 7000万美元"
    )
