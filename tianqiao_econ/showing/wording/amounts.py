"""Numbers, units, dates and periods as a reader sees them."""

from __future__ import annotations

import math
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, TypeGuard

from tianqiao_econ.framework import Freq, Period, Transformation
from tianqiao_econ.showing.wording import has_text, text

if TYPE_CHECKING:
    from datetime import date

MISSING = "–"
"""Stands in a cell without a number."""

MINUS = "\u2212"
"""A minus sign as wide as a plus sign."""

_POWERS_IN_ENGLISH = {
    "CNY_100M": -1,
    "CNY_10K": -2,
    "USD_10K": -2,
    "USD_100M": -1,
    "PERSONS_10K": 1,
}
"""Powers of ten from 万 and 亿 to the thousands, millions and billions of English."""

_GROUPED_FROM = 10_000
_LEVEL_DECIMALS = {"zh": 2, "en": 4}


def number(value: float | None, decimals: int = 1) -> str:
    """Return a number with fixed decimals: '6.5', '−0.3', '–' where there is none."""
    if not present(value):
        return MISSING
    rounded = round(float(value), decimals) + 0.0  # no minus before a zero
    return f"{rounded:.{decimals}f}".replace("-", MINUS)


def signed(value: float | None, decimals: int = 1) -> str:
    """Return a number with its sign: '+0.5', '−0.3', '0.0'."""
    shown = number(value, decimals)
    plain = shown == MISSING or shown.startswith(MINUS) or not float(shown)
    return shown if plain else f"+{shown}"


def plain(value: float) -> str:
    """Return a number with the decimals that it has: '6.5', '7', '6.45'."""
    return f"{float(value):.10g}".replace("-", MINUS)


def quantity(value: float, *, grouped: bool = False) -> str:
    """Return a count or measure with the decimals that it has: '4000', '1.5', '20,000'."""
    return _grouped(Decimal(f"{float(value):.10g}"), "en" if grouped else "zh")


def points(value: float | None, lang: str) -> str:
    """Return a difference of two rates: '+0.5个百分点'."""
    return text("amount.POINTS", lang, number=signed(value))


def amount(value: float | None, transformation: str, unit: str, lang: str) -> str:
    """Return a published figure with its unit: '6.5%', '8092万美元', 'US$80.92 million'."""
    if not present(value):
        return MISSING
    if transformation == Transformation.GROWTH or unit == "PERCENT":
        return f"{number(value)}%"
    return _level(float(value), unit, lang)


def threshold_amount(value: float, transformation: str, unit: str, lang: str) -> str:
    """Return a target with its unit and no more decimals than it has: '7%', '6.45%'."""
    if transformation == Transformation.GROWTH or unit == "PERCENT":
        return f"{plain(value)}%"
    return _level(float(value), unit, lang)


def estimate(value: float | None, transformation: str, unit: str, lang: str) -> str:
    """Return a forecast with its unit; a level keeps three figures, more would be for show."""
    if not present(value):
        return MISSING
    if transformation == Transformation.GROWTH or unit == "PERCENT":
        return f"{number(value)}%"
    return _level(float(f"{value:.3g}"), unit, lang)


def span(low: float | None, high: float | None, transformation: str, unit: str, lang: str) -> str:
    """Return an interval of estimates: '4.2%至8.8%'; '–' if an end is missing."""
    if not (present(low) and present(high)):
        return MISSING
    first, last = (estimate(end, transformation, unit, lang) for end in (low, high))
    return text("span", lang, low=first, high=last)


def unit_name(transformation: str, unit: str, lang: str) -> str:
    """Return the unit for the head of a column: '%', '万美元', 'US$10,000'."""
    if transformation == Transformation.GROWTH:
        return "%"
    key = f"unit.{unit}"
    return text(key, lang) if has_text(key, lang) else unit


def printed_unit(transformation: str, unit: str, lang: str) -> str:
    """Return the unit of figures as the data hold them: '万美元', 'US$10,000'."""
    if transformation == Transformation.GROWTH:
        return "%"
    key = f"printed.{unit}"
    return text(key, lang) if has_text(key, lang) else unit


def date_text(day: date, lang: str) -> str:
    """Return a date: '2024年1月16日', '16 January 2024'."""
    month = text(f"month.{day.month}", lang)
    return text("date", lang, year=day.year, month=month, day=day.day)


def period_text(period: str, lang: str) -> str:
    """Return a period: '2023年', '2023年第二季度', '2023年6月'; '–' for an empty one."""
    if not period:
        return MISSING
    parsed = Period.parse(period)
    if parsed.freq is Freq.ANNUAL:
        return text("period.year", lang, year=parsed.year)
    if parsed.freq is Freq.QUARTERLY:
        quarter = text(f"quarter.{parsed.number}", lang)
        return text("period.quarter", lang, year=parsed.year, quarter=quarter)
    return text("period.month", lang, year=parsed.year, month=text(f"month.{parsed.number}", lang))


def present(value: object) -> TypeGuard[float]:
    """Tell whether there is a finite number."""
    return isinstance(value, Real) and math.isfinite(value)


def axis_number(value: float, transformation: str, unit: str, lang: str) -> str:
    """Return a tick of an axis, in the unit that `unit_name` gives."""
    if lang == "en" and transformation != Transformation.GROWTH:
        value *= 10.0 ** _POWERS_IN_ENGLISH.get(unit, 0)
    shown = round(value, 6)
    return _grouped(Decimal(f"{shown:.10g}"), lang).replace("-", MINUS)


def _level(value: float, unit: str, lang: str) -> str:
    """Return a level in the units of the language, a minus in front of everything."""
    figure = abs(Decimal(str(round(value, 6))))
    if lang == "en":
        figure = figure.scaleb(_POWERS_IN_ENGLISH.get(unit, 0))
    shown = _grouped(round(figure, _LEVEL_DECIMALS[lang]).normalize(), lang)
    key = f"amount.{unit}"
    words = text(key, lang, number=shown) if has_text(key, lang) else f"{shown} {unit}"
    return MINUS + words if value < 0 and figure else words


def _grouped(figure: Decimal, lang: str) -> str:
    """Write a number, in English and from 10,000 on with commas."""
    grouped = lang == "en" or abs(figure) >= _GROUPED_FROM
    return f"{figure:,f}" if grouped else f"{figure:f}"
