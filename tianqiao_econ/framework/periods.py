"""Periods: 2023, 2023-Q2, 2023-06; when they begin, end and become known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tianqiao_econ.framework.codes import Accumulation, Freq
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from typing import Self

PERIOD_PATTERN = r"(?P<year>[12][0-9]{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"

_PER_YEAR = {Freq.ANNUAL: 1, Freq.QUARTERLY: 4, Freq.MONTHLY: 12}
_YTD_DELAY = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a quarter or a month; `number` counts from 1 within the year."""

    year: int
    freq: Freq = Freq.ANNUAL
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2023, 2023-Q2 or 2023-06; anything else is an EconError."""
        found = re.fullmatch(PERIOD_PATTERN, text)
        if found is None:
            raise EconError(f"{text!r} is not a period: write 2023, 2023-Q2 or 2023-06")
        year = int(found["year"])
        if found["quarter"]:
            return cls(year, Freq.QUARTERLY, int(found["quarter"]))
        if found["month"]:
            return cls(year, Freq.MONTHLY, int(found["month"]))
        return cls(year)

    def __str__(self) -> str:
        if self.freq is Freq.QUARTERLY:
            return f"{self.year}-Q{self.number}"
        return f"{self.year}-{self.number:02d}" if self.freq is Freq.MONTHLY else str(self.year)

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, 1 + (self.number - 1) * 12 // _PER_YEAR[self.freq], 1)

    @property
    def end(self) -> date:
        """Last day."""
        following = self.shifted(1)
        return following.start - timedelta(days=1)

    def shifted(self, steps: int) -> Self:
        """Return the period `steps` later, or earlier if negative."""
        per_year = _PER_YEAR[self.freq]
        year, index = divmod(self.year * per_year + self.number - 1 + steps, per_year)
        return type(self)(year, self.freq, index + 1)

    def previous(self) -> Self:
        """Return the period before this one."""
        return self.shifted(-1)

    def year_before(self) -> Self:
        """Return the same period of the year before, the base of 同比."""
        return self.shifted(-_PER_YEAR[self.freq])


def assumed_publication(period: Period, accumulation: Accumulation = Accumulation.PERIOD) -> date:
    """Return the day by which an outturn is assumed to be known where none is stated.

    Annual outturns: 28 February of the next year. Everything within the year, whether a
    single period or the year to date: twenty days after the end of the period.
    """
    if period.freq is Freq.ANNUAL and accumulation is Accumulation.PERIOD:
        return date(period.year + 1, 2, 28)
    return period.end + _YTD_DELAY
