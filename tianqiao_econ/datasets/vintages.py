"""What was known on a date: nothing later can be seen through a view."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

from tianqiao_econ.datasets.every import EverySeries, derived_series, published_series
from tianqiao_econ.datasets.explaining import ISO_DATE, read_day
from tianqiao_econ.datasets.records import target_of
from tianqiao_econ.framework.codes import Accumulation, Freq, Transformation
from tianqiao_econ.framework.errors import EconError, NotKnown, UnknownName
from tianqiao_econ.framework.targets import Target

if TYPE_CHECKING:
    from tianqiao_econ.datasets.package import DataPackage

Code = TypeVar("Code", bound=StrEnum)

_MOST_TOLD = 3
_KIND = ("transformation", "freq", "accumulation")


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """A data package as it stood at the end of a day.

    Parameters
    ----------
    package
        The data package that is looked at.
    date
        The day; rows with a later `as_of` do not exist for this view.

    """

    package: DataPackage
    date: date
    _targets: dict[tuple[str, int], tuple[Target, ...]] = field(
        default_factory=dict, init=False, repr=False
    )
    _series: dict[bool, EverySeries] = field(default_factory=dict, init=False, repr=False)

    @property
    def observations(self) -> pd.DataFrame:
        """Observations known on the date, all vintages, as a frame of one's own."""
        return self._seen(self.package.table("observations"))

    @property
    def targets(self) -> pd.DataFrame:
        """Targets known on the date, all vintages, as a frame of one's own."""
        return self._seen(self.package.table("targets"))

    @property
    def base_effects(self) -> pd.DataFrame:
        """What was known on the date to have distorted base years."""
        return self._seen(self.package.table("base_effects"))

    def series(
        self,
        indicator: str,
        *,
        area: str,
        transformation: str = Transformation.GROWTH,
        freq: str = Freq.ANNUAL,
        accumulation: str = Accumulation.PERIOD,
        derive: bool = False,
    ) -> pd.DataFrame:
        """Return one series, one row a period, as known on the date.

        Parameters
        ----------
        indicator, area
            Codes.
        transformation, freq, accumulation
            Growth (per cent on the year before) or level (in `unit_measure`); A, Q or M;
            single periods or the year to date (ytd).
        derive
            Whether growth is computed from levels for the periods that have none
            (see `tianqiao_econ.datasets.series.derived_growth`).

        Of several figures on a period the newest of the best kind is taken (see
        `tianqiao_econ.datasets.series.newest_vintage`); growth in constant prices of what is
        counted in current ones only where nothing else is known: `price_basis` tells.

        Returns
        -------
        DataFrame
            Index `time_period`, in order; columns `tianqiao_econ.datasets.series.COLUMNS`.

        Raises
        ------
        UnknownName
            If a code does not exist.
        NotKnown
            If nothing of the series was known on the date; the sentence names what else was.

        """
        found = self.known_series(
            indicator,
            area=area,
            transformation=transformation,
            freq=freq,
            accumulation=accumulation,
            derive=derive,
        )
        if found.empty:
            kind = Transformation(transformation)
            key = (area, indicator, kind, Freq(freq), Accumulation(accumulation))
            series = f"{kind} of {indicator} in {area} ({freq}, {accumulation})"
            told = _silence(series, self.date, self._rows(*key))
            raise NotKnown(told + self._instead(*key))
        return found

    def known_series(
        self,
        indicator: str,
        *,
        area: str,
        transformation: str = Transformation.GROWTH,
        freq: str = Freq.ANNUAL,
        accumulation: str = Accumulation.PERIOD,
        derive: bool = False,
    ) -> pd.DataFrame:
        """Return one series as `series` does, but without rows if nothing of it was known.

        Raises
        ------
        UnknownName
            If a code does not exist.

        """
        kind = _code(Transformation, transformation)
        rest = (kind, _code(Freq, freq), _code(Accumulation, accumulation))
        key = (self.package.area(area).code, self.package.indicator(indicator).code, *rest)
        derive = derive and kind is Transformation.GROWTH
        return self._every_series(derive=derive).series(*key)

    def _every_series(self, *, derive: bool) -> EverySeries:
        """All series at once: who asks for one asks for others, and all cost little more."""
        if derive not in self._series:
            catalogue = self.package.indicators
            basis = dict(zip(catalogue["indicator"], catalogue["price_basis"], strict=True))
            work = derived_series if derive else published_series
            self._series[derive] = work(self.observations, basis)
        return self._series[derive]

    def _instead(self, area: str, indicator: str, *asked: str) -> str:
        """Name the other series of an area's indicator that were known on the date."""
        seen = self._seen(self.package.rows_on(area, indicator))
        others = [
            tuple(
                f"{name} {cell}"
                for name, cell, own in zip(_KIND, row, asked, strict=True)
                if cell != own
            )
            for row in seen[list(_KIND)].drop_duplicates().itertuples(index=False, name=None)
        ]
        told = [" and ".join(other) for other in sorted(others, key=len) if other]
        return f"; ask for {', or for '.join(told[:_MOST_TOLD])}" if told else ""

    def _rows(
        self,
        area: str,
        indicator: str,
        kind: Transformation,
        freq: Freq,
        accumulation: Accumulation,
    ) -> pd.DataFrame:
        """All rows of a series, whatever the date."""
        rows = self.package.rows_on(area, indicator)
        return rows[
            (rows["freq"] == freq)
            & (rows["accumulation"] == accumulation)
            & (rows["transformation"] == kind)
        ]

    def target(
        self, indicator: str, *, area: str, year: int, transformation: str | None = None
    ) -> Target:
        """Return the target of a year, in its newest wording known on the date.

        Where growth and a level are both targeted and `transformation` is not given, it is the
        one that the indicator usually has.

        Raises
        ------
        UnknownName
            If a code does not exist.
        NotKnown
            If no such target was known on the date.

        """
        usual = self.package.indicator(indicator).targeted
        wanted = None if transformation is None else _code(Transformation, transformation)
        found = {
            target.transformation: target
            for target in self.targets_of(area, year)
            if target.indicator == indicator and wanted in (None, target.transformation)
        }
        if not found:
            kind = f" as a {wanted}" if wanted else ""
            raise NotKnown(
                f"{area} has no target for {indicator}{kind} in {year} known on {self.date}"
            )
        return found.get(usual) or next(iter(found.values()))

    def targets_of(self, area: str, year: int) -> tuple[Target, ...]:
        """Return the area's targets for one year, in display order, each in its newest wording.

        Raises
        ------
        UnknownName
            If the area does not exist.
        NotKnown
            If no target of that area and year was known on the date.

        """
        key = (area, int(year))
        if key not in self._targets:
            self._targets[key] = self._find_targets(*key)
        return self._targets[key]

    def _find_targets(self, area: str, year: int) -> tuple[Target, ...]:
        newest = {
            (row["indicator"], row["transformation"]): row  # a later wording replaces an earlier
            for row in self.package.annual_records(area, year)
            if row["as_of"].date() <= self.date
        }
        if not newest:
            rows = self.package.annual_targets(area, year)
            raise NotKnown(_silence(f"target of {area} for {year}", self.date, rows))
        targets = [
            target_of(row, self.package.indicator(row["indicator"]).direction)
            for row in newest.values()
        ]
        return tuple(sorted(targets, key=self._place))

    def _place(self, target: Target) -> tuple[int, str]:
        return self.package.indicator(target.indicator).display_order, target.transformation

    def _seen(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows known on the date, as a frame of one's own."""
        return rows[rows["as_of"] <= np.datetime64(self.date)].reset_index(drop=True)


def as_date(given: date | str) -> date:
    """Return a date from a date or ISO text.

    Raises
    ------
    EconError
        If it is anything else; the sentence says what to write.

    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    text = str(given)
    day = read_day(text)
    if day is not None and ISO_DATE.fullmatch(text):
        return day
    raise EconError(f"as_of is a date like {day or '2024-01-16'}, not {given!r}")


def _code(codes: type[Code], text: str) -> Code:
    try:
        return codes(text)
    except ValueError:
        labels = {str(code): () for code in codes}
        raise UnknownName.among(codes.__name__.lower(), str(text), labels) from None


def _silence(subject: str, day: date, rows: pd.DataFrame) -> str:
    """Say that nothing was known, and when something first was."""
    if rows.empty:
        return f"the data hold no {subject}"
    first = rows["as_of"].min().date()
    return f"no {subject} was known on {day}; the first came out on {first}"
