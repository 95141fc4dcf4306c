"""The data package: checked, typed, and closed against change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

import pandas as pd

from tianqiao_econ.datasets.records import area_of, indicator_of, origin_of
from tianqiao_econ.datasets.schema import TABLES
from tianqiao_econ.datasets.vintages import View, as_date
from tianqiao_econ.framework.areas import Area
from tianqiao_econ.framework.codes import Aggregation
from tianqiao_econ.framework.errors import NotKnown, UnknownName
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.provenance import Origin


@dataclass(frozen=True, eq=False)
class DataPackage:
    """A data package as `open_data` gives it. Frames are handed out as copies.

    Parameters
    ----------
    folder
        Where it was read from.
    checksum
        SHA-256 over its files, and over the packaged facts that it stands on
        (`tianqiao_econ.datasets.checksums.folder_checksum`).
    notes
        Sentences on what was missing, set aside, taken from the packaged facts, or doubtful.
    default_area, default_year
        What it is about if nothing is asked for; None where the folder leaves that open.

    """

    folder: Path
    checksum: str
    notes: tuple[str, ...]
    default_area: str | None
    default_year: int | None
    _tables: Mapping[str, pd.DataFrame] = field(repr=False)
    _annual_records: dict[str, dict[str, list[dict[Any, Any]]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def observations(self) -> pd.DataFrame:
        """Outturns, one row a value and vintage."""
        return self.table("observations")

    @property
    def targets(self) -> pd.DataFrame:
        """Targets, one row a target and wording."""
        return self.table("targets")

    @property
    def areas(self) -> pd.DataFrame:
        """Areas."""
        return self.table("areas")

    @property
    def indicators(self) -> pd.DataFrame:
        """The indicator framework."""
        return self.table("indicators")

    @property
    def origins(self) -> pd.DataFrame:
        """Sources."""
        return self.table("origins")

    @property
    def attainment_counts(self) -> pd.DataFrame:
        """How many of how many areas met their target, as printed, by year."""
        return self.table("attainment_counts")

    @property
    def base_effects(self) -> pd.DataFrame:
        """What distorted the base year of later growth, nationwide: a code, by indicator."""
        return self.table("base_effects")

    @property
    def aims(self) -> pd.DataFrame:
        """Countable aims of work reports."""
        return self.table("aims")

    @property
    def priors(self) -> pd.DataFrame:
        """Hyper-parameters of the engine, with what they were learnt from."""
        return self.table("priors")

    @property
    def record(self) -> pd.DataFrame:
        """Record of the engine on these facts."""
        return self.table("record")

    @property
    def reliability(self) -> pd.DataFrame:
        """Reliability of the engine's probabilities on these facts."""
        return self.table("reliability")

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name (`observations`, `targets`, …), as a frame of one's own."""
        if name not in self._tables:
            raise UnknownName.among("table", name, dict.fromkeys(TABLES, ()))
        return self._tables[name].copy()

    def as_of(self, day: date | str) -> View:
        """Return the package as it stood at the end of a day: a date or '2024-01-16'."""
        return _view(self, as_date(day))

    def latest(self) -> View:
        """Return the package with everything that is known."""
        days = [self._tables[name]["as_of"].max() for name in ("observations", "targets")]
        known = [day for day in days if pd.notna(day)]
        if not known:
            raise NotKnown("the data hold neither an outturn nor a target")
        return self.as_of(max(known))

    def area(self, code: str) -> Area:
        """Return an area by its code; UnknownName with the nearest if there is none."""
        if code not in self._areas:
            names = {a.code: (a.name_zh, a.name_en) for a in self._areas.values()}
            raise UnknownName.among("area", str(code), names)
        return self._areas[code]

    def parents(self, code: str) -> tuple[Area, ...]:
        """Return the areas that an area belongs to, the nearest first."""
        above = self.area(code).parent
        return () if above is None else (self.area(above), *self.parents(above))

    def indicator(self, code: str) -> Indicator:
        """Return an indicator by its code; UnknownName with the nearest if there is none."""
        if code not in self._indicators:
            names = {i.code: (i.name_zh, i.name_en) for i in self._indicators.values()}
            raise UnknownName.among("indicator", str(code), names)
        return self._indicators[code]

    def origin(self, origin_id: str) -> Origin:
        """Return a source by its id; UnknownName with the nearest if there is none."""
        if origin_id not in self._origins:
            titles = {o.origin_id: (o.title,) for o in self._origins.values()}
            raise UnknownName.among("source", str(origin_id), titles)
        return self._origins[origin_id]

    def target_date(self, area: str, year: int) -> date:
        """Return the day on which the newest target of an area and year became known."""
        rows = self.annual_targets(area, year)
        if rows.empty:
            raise NotKnown(self._no_target(area, year))
        newest: date = rows["as_of"].max().date()
        return newest

    def rows_on(self, area: str, indicator: str) -> pd.DataFrame:
        """Return all observations of an area's indicator; UnknownName if a code is unknown."""
        self.area(area)
        self.indicator(indicator)
        positions = self._positions.get((area, indicator), [])
        return self._tables["observations"].take(positions)

    def annual_targets(self, area: str, year: int) -> pd.DataFrame:
        """Return the targets of an area for one year alone, in all their wordings."""
        self.area(area)
        positions = self._annual_positions.get((area, str(year)), [])
        return self._tables["targets"].take(positions)

    def annual_records(self, area: str, year: int) -> tuple[dict[Any, Any], ...]:
        """Return the rows of `annual_targets` as dictionaries, the latest announced last."""
        self.area(area)
        if str(year) not in self._annual_records:
            self._annual_records[str(year)] = self._records_of_year(str(year))
        return tuple(map(dict, self._annual_records[str(year)].get(area, ())))

    def areas_with_targets(
        self, year: int | None = None, day: date | str | None = None
    ) -> tuple[str, ...]:
        """Return the codes of all areas with a target for one year alone, in order.

        Parameters
        ----------
        year
            Year of the targets; the package's own where not given.
        day
            Only areas whose target was known on this date.

        """
        rows = self._tables["targets"] if day is None else self.as_of(day).targets
        wanted = rows["time_period"] == str(year or self.default_year)
        annual = rows[wanted & (rows["aggregation"] == Aggregation.ANNUAL)]
        if annual.empty:
            raise NotKnown(f"no area has a target for {year or self.default_year}")
        return tuple(sorted(annual["ref_area"].unique()))

    def _no_target(self, area: str, year: int) -> str:
        rows = self._tables["targets"]
        years = sorted(rows.loc[rows["ref_area"] == area, "time_period"].unique())
        has = f"it has targets for {', '.join(years)}" if years else "it has none at all"
        return f"{area} {self.area(area).name_zh} has no target for {year}: {has}"

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {row["ref_area"]: area_of(row) for row in self._records("areas")}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {row["indicator"]: indicator_of(row) for row in self._records("indicators")}

    @cached_property
    def _origins(self) -> dict[str, Origin]:
        return {row["origin_id"]: origin_of(row) for row in self._records("origins")}

    @cached_property
    def _positions(self) -> dict[tuple[str, str], Any]:
        """Positions of the observations by area and indicator."""
        groups = self._tables["observations"].groupby(["ref_area", "indicator"])
        return cast("dict[tuple[str, str], Any]", groups.indices)

    @cached_property
    def _annual_positions(self) -> dict[tuple[str, str], Any]:
        """Positions of the targets for one year alone by area and year."""
        targets = self._tables["targets"].reset_index(drop=True)
        annual = targets[targets["aggregation"] == Aggregation.ANNUAL]
        groups = annual.groupby(["ref_area", "time_period"]).groups
        return cast("dict[tuple[str, str], Any]", groups)

    def _records_of_year(self, year: str) -> dict[str, list[dict[Any, Any]]]:
        """Targets for one year alone by area, the latest announced last."""
        rows = self._tables["targets"]
        wanted = (rows["time_period"] == year) & (rows["aggregation"] == Aggregation.ANNUAL)
        found: dict[str, list[dict[Any, Any]]] = {}
        for row in rows[wanted].sort_values("as_of", kind="stable").to_dict("records"):
            found.setdefault(row["ref_area"], []).append(row)
        return found

    def _records(self, name: str) -> list[dict[Any, Any]]:
        return self._tables[name].to_dict("records")


@lru_cache(maxsize=8)
def _view(package: DataPackage, day: date) -> View:
    """One view of a day for all who ask: what it has worked out is worked out once."""
    return View(package, day)
