"""Rows of the typed frames as values of the framework."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from tianqiao_econ.framework import codes
from tianqiao_econ.framework.areas import Area
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.provenance import Origin
from tianqiao_econ.framework.targets import Target

Row = Mapping[Hashable, Any]


def area_of(row: Row) -> Area:
    """Return a row of areas.csv as an Area."""
    return Area(
        code=row["ref_area"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        level=codes.Level(row["level"]),
        parent=row["parent"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        comment=row["comment"],
    )


def indicator_of(row: Row) -> Indicator:
    """Return a row of indicators.csv as an Indicator."""
    return Indicator(
        code=row["indicator"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        unit_measure=row["unit_measure"],
        unit_mult=int(row["unit_mult"]),
        price_basis=codes.PriceBasis(row["price_basis"]),
        direction=codes.Direction(row["direction"]),
        targeted=codes.Transformation(row["targeted"]),
        theme=row["theme"],
        authority=row["authority"],
        definition_zh=row["definition_zh"],
        definition_en=row["definition_en"],
        caveat_zh=row["caveat_zh"],
        caveat_en=row["caveat_en"],
        display_order=int(row["display_order"]),
    )


def origin_of(row: Row) -> Origin:
    """Return a row of origins.csv as an Origin."""
    return Origin(
        origin_id=row["origin_id"],
        producer=row["producer"],
        title=row["title"],
        url=row["url"],
        date_published=_day(row["date_published"]),
        date_accessed=_day(row["date_accessed"]),
        grade=codes.Grade(row["grade"]),
        comment=row["comment"],
    )


def target_of(row: Row, direction: codes.Direction) -> Target:
    """Return a row of targets.csv as a Target; the direction is that of its indicator."""
    return Target(
        ref_area=row["ref_area"],
        indicator=row["indicator"],
        time_period=row["time_period"],
        transformation=codes.Transformation(row["transformation"]),
        qualifier=codes.Qualifier(row["qualifier"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        unit_measure=row["unit_measure"],
        wording=row["wording"],
        direction=direction,
        period_end=row["period_end"] or None,
        aggregation=codes.Aggregation(row["aggregation"]),
        reference_area=row["reference_area"] or None,
        reference_indicator=row["reference_indicator"] or None,
        margin=float(row["margin"]),
        as_of=_day(row["as_of"]),
        as_of_basis=codes.AsOfBasis(row["as_of_basis"]),
        origin_id=row["origin_id"] or None,
    )


def _day(moment: object) -> date | None:
    return moment.date() if isinstance(moment, pd.Timestamp) else None


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
