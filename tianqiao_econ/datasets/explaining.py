"""What is wrong with a cell and what to write instead.

Each function takes a cell that is not valid and returns (what is wrong, what to do).
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

Advice = tuple[str, str]

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"[+-]?[0-9]+")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(20000, 80000)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABSENT = {"nan", "na", "n/a", "null", "none", "#n/a", "-", "--", "—", "…", "."}
_INFINITE = {"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞"}
_DATE_WORDS = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?")
_DAY_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_NAME = re.compile(
    r"([0-9]{1,2}-)?([A-Za-z]{3})[a-z]*-([0-9]{2,4})|([0-9]{2,4})-([A-Za-z]{3})"
)


def number_advice(text: str) -> Advice:
    """Explain a cell that is no number."""
    plain = _half_width(text)
    if plain.casefold() in _ABSENT:
        return "this is not a number", "leave out the row, or the cell where it may be empty"
    if plain.casefold() in _INFINITE or NUMBER.fullmatch(plain.replace(",", "")) is None:
        return _unit_advice(plain)
    if "," in plain:
        return "the number has separators", f"write {plain.replace(',', '')}"
    if plain != text:
        return "the digits are full-width", f"write {plain}"
    return "the number is infinite or too large", "write a finite number"


def _unit_advice(plain: str) -> Advice:
    if plain.casefold() in _INFINITE:
        return "the number is infinite", "write a finite number"
    found = re.match(NUMBER, plain.replace(",", "").replace("−", "-"))
    if found is None:
        return "this is not a number", "write a plain number like 6.5"
    if "%" in plain:
        return "the number has a percent sign", f"write {found[0]}; the unit is in unit_measure"
    return "there is more than a number", f"write {found[0]} if that is the number meant"


def integer_advice(text: str) -> Advice:
    """Explain a cell that is no whole number."""
    plain = _half_width(text)
    whole = re.fullmatch(r"([+-]?[0-9]+)(?:\.0*)?", plain)
    if whole is None:
        return "this is not a whole number", "write a whole number like 3"
    return "this is not a plain whole number", f"write {whole[1]}"


def date_advice(text: str) -> Advice:
    """Explain a cell that is no ISO date."""
    plain = _half_width(text)
    day = read_day(plain)
    if ISO_DATE.fullmatch(plain) and day is None:
        return "there is no such day", "write an existing date like 2024-01-16"
    if day is not None and plain == text:
        return "a spreadsheet has changed the date", f"write {day}"
    if day is not None:
        return "the digits are full-width", f"write {day}"
    if _MONTH_NAME.fullmatch(plain):
        what = "a spreadsheet has changed the date, and the day is lost"
        return what, "write the whole date like 2024-01-16"
    return "this is not a date", "write a date like 2024-01-16"


def period_advice(text: str) -> Advice:
    """Explain a cell that is no period."""
    plain = _half_width(text)
    written = _read_period(plain)
    if written is not None:
        return "the period is not in standard form", f"write {written}"
    day = read_day(plain)
    if day is not None:
        what = "a spreadsheet has changed the period into a date"
        return what, f"write {day:%Y-%m}, or {day.year} for the year"
    return "this is not a period", "write 2023, 2023-Q2 or 2023-06"


def year_advice(text: str) -> Advice:
    """Explain a cell that is no year."""
    found = re.match(r"[12][0-9]{3}(?![0-9])", _half_width(text))
    todo = f"write {found[0]}" if found else "write a year like 2024"
    return "this is not a year", todo


def read_day(text: str) -> date | None:
    """Return the day that a spreadsheet's way of writing a date means, if there is only one."""
    if re.fullmatch(r"[0-9]{5}(?:\.0*)?", text) and int(float(text)) in _EXCEL_SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    found = _DATE_WORDS.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(*map(int, found.groups()))
    found = _DAY_LAST.fullmatch(text)
    if found is None:
        return None
    first, second, year = map(int, found.groups())
    days = {_day(year, first, second), _day(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


def _read_period(plain: str) -> str | None:
    quarter = re.fullmatch(r"([12][0-9]{3})[-年/ ]?[Qq]([1-4])", plain)
    if quarter:
        return f"{quarter[1]}-Q{quarter[2]}"
    month = re.fullmatch(r"([12][0-9]{3})[-/.年][Mm]?(0?[1-9]|1[0-2])月?", plain)
    if month:
        return f"{month[1]}-{int(month[2]):02d}"
    named = _MONTH_NAME.fullmatch(plain)
    if named and not named[1]:
        return _named_month(named[2] or named[5], named[3] or named[4])
    year = re.fullmatch(r"([12][0-9]{3})(?:\.0*|年)?", plain)
    return year[1] if year else None


def _named_month(name: str, year: str) -> str | None:
    if name.casefold() not in _MONTHS:
        return None
    full = int(year) if len(year) == len("2024") else 2000 + int(year)
    return f"{full}-{_MONTHS.index(name.casefold()) + 1:02d}"


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
