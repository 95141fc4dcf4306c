"""The names that a folder's rows may refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.merging import carried
from tianqiao_econ.datasets.package import DataPackage

IDENTITY = ("producer", "title", "url")
"""Columns of origins.csv that tell whether two sources are the same."""

_NAMES = ("name_zh", "name_en")
_TRAITS = ("unit_measure", "price_basis", "direction")


@dataclass(frozen=True, slots=True)
class Traits:
    """What an indicator's figures must agree with, as its row says it."""

    unit_measure: str
    price_basis: str
    direction: str


@dataclass(frozen=True, slots=True)
class Known:
    """The folder's own names before the packaged ones.

    `areas` and `indicators` map a code to its names, `parents` and `levels` an area to its
    parent and its level of government, `traits` an indicator to what its figures agree with,
    `packaged_units` an indicator to the unit of its packaged levels; `lent` are the packaged
    sources of packaged rows in use: producer, title and address.
    """

    areas: Mapping[str, Sequence[str]]
    indicators: Mapping[str, Sequence[str]]
    origins: frozenset[str]
    parents: Mapping[str, str]
    levels: Mapping[str, str]
    traits: Mapping[str, Traits]
    packaged_units: Mapping[str, str]
    lent: Mapping[str, Sequence[str]]


def known_names(draft: Draft, packaged: DataPackage | None) -> Known:
    """Gather the names of a folder and of the packaged facts beneath it."""
    places = _described(draft, packaged, "areas", "ref_area", ("parent", "level"))
    traits = _described(draft, packaged, "indicators", "indicator", _TRAITS)
    units = [] if packaged is None else _by_code(packaged.indicators, "indicator", _TRAITS[:1])
    return Known(
        areas=_described(draft, packaged, "areas", "ref_area", _NAMES),
        indicators=_described(draft, packaged, "indicators", "indicator", _NAMES),
        origins=frozenset(_described(draft, packaged, "origins", "origin_id", ())),
        parents={area: parent for area, (parent, _level) in places.items()},
        levels={area: level for area, (_parent, level) in places.items()},
        traits={code: Traits(*cells) for code, cells in traits.items()},
        packaged_units={code: unit for code, (unit,) in units},
        lent={} if packaged is None else _lent(draft, packaged),
    )


def _described(
    draft: Draft, packaged: DataPackage | None, name: str, code: str, columns: Sequence[str]
) -> dict[str, Sequence[str]]:
    """Cells of `columns` by code: the packaged ones, then the folder's own over them."""
    frames = [] if packaged is None else [packaged.table(name)]
    if name in draft.tables:
        frames.append(draft.tables[name])
    return {key: cells for frame in frames for key, cells in _by_code(frame, code, columns)}


def _by_code(
    frame: pd.DataFrame, code: str, columns: Sequence[str]
) -> list[tuple[str, Sequence[str]]]:
    """Pairs of a row's code and its cells; columns that are not there are empty."""
    texts = frame.reindex(columns=[code, *columns], fill_value="")
    return [(row[0], row[1:]) for row in texts.itertuples(index=False, name=None)]


def _lent(draft: Draft, packaged: DataPackage) -> dict[str, Sequence[str]]:
    """Sources of the packaged rows that are used beside the folder's own."""
    used: set[str] = set()
    for name in ("observations", "targets", "aims"):
        own = draft.tables.get(name)
        if own is None or "ref_area" in own:
            used.update(carried(name, own, packaged.table(name))["origin_id"])
    described = _by_code(packaged.origins, "origin_id", IDENTITY)
    return {name: cells for name, cells in described if name in used}
