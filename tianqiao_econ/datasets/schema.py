"""The contract of a data package: its files, their columns, and what may stand in each.

Column names are SDMX concepts in lower case. Reading, checking and conversion are all driven
by these tables, so that a column is described in one place only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tianqiao_econ.framework import codes

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    PERIOD = "period"
    YEAR = "year"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name, kind
        Name in the header and what its cells hold.
    codes
        The code list, empty if the cells are free.
    required
        Whether the file must have the column.
    default
        What an empty cell means, and every cell where the column is missing.
    empty
        Whether a cell may be empty, `default` being empty too.

    """

    name: str
    kind: Kind = Kind.TEXT
    codes: tuple[str, ...] = ()
    required: bool = True
    default: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its columns in standard order and the columns that tell its rows apart."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def file(self) -> str:
        """File name."""
        return f"{self.name}.csv"

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """Names of the columns whose cells hold one of `kinds`."""
        return tuple(column.name for column in self.columns if column.kind in kinds)


def _text(name: str) -> Column:
    """Build a column that may be empty, but not missing."""
    return Column(name, empty=True)


def _optional(name: str, kind: Kind = Kind.TEXT, default: str = "") -> Column:
    return Column(name, kind, required=False, default=default, empty=not default)


def _coded(name: str, codes_of: type[StrEnum], default: str | None = None) -> Column:
    values = tuple(codes_of)
    if default is None:
        return Column(name, codes=values)
    return Column(name, codes=values, required=False, default=default)


AREAS = Table(
    "areas",
    (
        Column("ref_area", Kind.AREA),
        Column("name_zh"),
        _text("name_en"),
        _coded("level", codes.Level),
        Column("parent", Kind.AREA, empty=True),
        _optional("valid_from", Kind.DATE),
        _optional("valid_to", Kind.DATE),
        _optional("comment"),
    ),
    key=("ref_area",),
)

INDICATORS = Table(
    "indicators",
    (
        Column("indicator"),
        Column("name_zh"),
        Column("name_en"),
        Column("unit_measure"),
        Column("unit_mult", Kind.INTEGER),
        _coded("price_basis", codes.PriceBasis),
        _coded("direction", codes.Direction),
        _coded("targeted", codes.Transformation, default=codes.Transformation.GROWTH),
        _text("theme"),
        _text("authority"),
        _text("definition_zh"),
        _text("definition_en"),
        _text("caveat_zh"),
        _text("caveat_en"),
        Column("display_order", Kind.INTEGER),
    ),
    key=("indicator",),
)

OBSERVATIONS = Table(
    "observations",
    (
        Column("ref_area", Kind.AREA),
        Column("indicator"),
        _coded("freq", codes.Freq),
        Column("time_period", Kind.PERIOD),
        _coded("accumulation", codes.Accumulation, default=codes.Accumulation.PERIOD),
        _coded("transformation", codes.Transformation),
        Column("obs_value", Kind.NUMBER),
        _coded("bound", codes.Bound, default=codes.Bound.EXACT),
        Column("unit_measure"),
        _coded("price_basis", codes.PriceBasis),
        _coded("basis", codes.Basis, default=codes.Basis.AS_PUBLISHED),
        _coded("obs_status", codes.ObsStatus),
        Column("as_of", Kind.DATE),
        _coded("as_of_basis", codes.AsOfBasis, default=codes.AsOfBasis.STATED),
        _optional("origin_id"),
        _optional("comment"),
        _coded("vintage", codes.Vintage, default=codes.Vintage.FIRST),
    ),
    key=(
        "ref_area",
        "indicator",
        "freq",
        "time_period",
        "accumulation",
        "transformation",
        "basis",
        "as_of",
    ),
)

TARGETS = Table(
    "targets",
    (
        Column("ref_area", Kind.AREA),
        Column("indicator"),
        Column("time_period", Kind.YEAR),
        _optional("period_end", Kind.YEAR),
        _coded("aggregation", codes.Aggregation, default=codes.Aggregation.ANNUAL),
        _coded("transformation", codes.Transformation),
        _optional("wording"),
        _coded("qualifier", codes.Qualifier),
        Column("lower", Kind.NUMBER, empty=True),
        Column("upper", Kind.NUMBER, empty=True),
        Column("unit_measure"),
        _optional("reference_area", Kind.AREA),
        _optional("reference_indicator"),
        _optional("margin", Kind.NUMBER, default="0"),
        Column("as_of", Kind.DATE),
        _coded("as_of_basis", codes.AsOfBasis, default=codes.AsOfBasis.STATED),
        _optional("origin_id"),
        _optional("comment"),
    ),
    key=(
        "ref_area",
        "indicator",
        "time_period",
        "period_end",
        "aggregation",
        "transformation",
        "as_of",
    ),
)

ATTAINMENT_COUNTS = Table(
    "attainment_counts",
    (
        Column("year", Kind.YEAR),
        _coded("level", codes.Level),
        _text("scope"),
        _optional("ref_area", Kind.AREA),
        _text("indicator"),
        Column("n", Kind.INTEGER),
        Column("met", Kind.NUMBER, empty=True),
        _optional("note"),
        _optional("origin_id"),
    ),
    key=("year", "level", "scope", "indicator"),
)

BASE_EFFECTS = Table(
    "base_effects",
    (
        Column("code"),
        Column("indicator"),
        Column("time_period", Kind.YEAR),
        Column("as_of", Kind.DATE),
        _coded("as_of_basis", codes.AsOfBasis, default=codes.AsOfBasis.STATED),
        _optional("origin_id"),
        _optional("comment"),
    ),
    key=("indicator", "time_period", "code"),
)

AIMS = Table(
    "aims",
    (
        Column("ref_area", Kind.AREA),
        Column("year", Kind.YEAR),
        _text("verb"),
        Column("object"),
        Column("number", Kind.NUMBER),
        Column("unit"),
        _coded("bound", codes.Bound, default=codes.Bound.EXACT),
        Column("last_number", Kind.NUMBER, empty=True),
        _text("last_unit"),
        _text("comparability"),
        _text("place"),
        _optional("origin_id"),
        _optional("comment"),
    ),
    key=("ref_area", "year", "verb", "object", "number", "unit"),
)

PRIORS = Table(
    "priors",
    (
        _optional("as_of", Kind.DATE),
        Column("parameter"),
        _text("scope"),
        Column("value", Kind.NUMBER),
        Column("n", Kind.INTEGER),
        _text("period"),
        _text("source"),
        _text("how"),
    ),
    key=("as_of", "parameter", "scope"),
)

RECORD = Table(
    "record",
    (
        Column("scope"),
        Column("model"),
        Column("n", Kind.INTEGER),
        Column("years", Kind.INTEGER),
        Column("first_year", Kind.YEAR),
        Column("last_year", Kind.YEAR),
        Column("brier", Kind.NUMBER, empty=True),
        Column("brier_base", Kind.NUMBER, empty=True),
        Column("crps", Kind.NUMBER, empty=True),
        Column("coverage_80", Kind.NUMBER, empty=True),
    ),
    key=("scope", "model"),
)

RELIABILITY = Table(
    "reliability",
    (
        Column("bin_low", Kind.NUMBER),
        Column("bin_high", Kind.NUMBER),
        Column("n", Kind.INTEGER),
        Column("forecast", Kind.NUMBER, empty=True),
        Column("observed", Kind.NUMBER, empty=True),
        Column("band_low", Kind.NUMBER, empty=True),
        Column("band_high", Kind.NUMBER, empty=True),
    ),
    key=("bin_low", "bin_high"),
)

ORIGINS = Table(
    "origins",
    (
        Column("origin_id"),
        _text("producer"),
        Column("title"),
        _text("url"),
        Column("date_published", Kind.DATE, empty=True),
        Column("date_accessed", Kind.DATE, empty=True),
        _coded("grade", codes.Grade),
        _optional("comment"),
    ),
    key=("origin_id",),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        AREAS,
        INDICATORS,
        OBSERVATIONS,
        TARGETS,
        ATTAINMENT_COUNTS,
        BASE_EFFECTS,
        AIMS,
        PRIORS,
        RECORD,
        RELIABILITY,
        ORIGINS,
    )
}
"""Every file of a data package, in the order in which checksums are taken."""

DESCRIPTOR = "datapackage.json"
