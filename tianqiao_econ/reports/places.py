"""Whose report it is: level and parent by an area's code, and whether two names are one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.framework.areas import NATION, Area, is_area_code
from tianqiao_econ.framework.codes import Level
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.reading import Report

_KIND = re.compile("(?:自治[区州县]|林区|特区|新区|地区|[省市区县州旗盟])$")
_ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class Place:
    """An area with the areas that it belongs to, the nearest first."""

    area: Area
    above: tuple[Area, ...]


def level_of(code: str) -> Level:
    """Return the level of government that a code of GB/T 2260 is of: 370105 is of a county."""
    if code == NATION:
        return Level.NATION
    if "Z" in code:
        return Level.ZONE
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def checked_code(code: str) -> str:
    """Return an area's code, or refuse one that is none."""
    if not is_area_code(code):
        raise EconError(
            f"{code!r} is not an area code: write six digits as in GB/T 2260 (370105),"
            " with Z and a number behind them for a zone (370105Z1)"
        )
    return code


def place_of(package: DataPackage, code: str, report: Report) -> Place:
    """Return the area of a report as the data describe it, else as its code and its text do."""
    if code in set(package.areas["ref_area"]):
        return Place(package.area(code), package.parents(code))
    if report.area is None:
        raise EconError(
            f"no areas.csv describes {code}, and the report does not name its area:"
            " start with tianqiao-econ init-area, which asks for name and parent"
        )
    return described(package, code, report.area, nearest_parent(package, code))


def described(
    package: DataPackage, code: str, name: str, parent: str, *, name_en: str = ""
) -> Place:
    """Return a new area under a parent that the data describe.

    Raises
    ------
    EconError
        If there is no such parent, or it is not of a higher level; if the data have another name
        or another parent under this code.

    """
    known = set(package.areas["ref_area"])
    if parent not in known:
        near = package.area(nearest_parent(package, code))
        raise EconError(
            f"the data do not describe the parent {parent!r}: name an area that they do,"
            f" such as {near.code} {near.name_zh}"
        )
    above = (package.area(parent), *package.parents(parent))
    if code in known:
        _refuse_other(package, code, name, parent)
        area = package.area(code)
        return Place(_renamed(area, name, name_en), above)
    level = level_of(code)
    below = _ORDER.index(above[0].level) >= _ORDER.index(level)
    if code == parent or (below and level != Level.ZONE):
        raise EconError(
            f"{parent} {above[0].name_zh} is no area above {code}: name the parent of a"
            f" {level} (the province of a city, the city of a district)"
        )
    return Place(Area(code, name, name_en, level, parent), above)


def nearest_parent(package: DataPackage, code: str) -> str:
    """Return the nearest area above a code that the data describe: its city, province, nation."""
    known = set(package.areas["ref_area"])
    district = code.split("Z", maxsplit=1)[0]
    for above in (district, f"{code[:4]}00", f"{code[:2]}0000"):
        if above != code and above in known:
            return above
    return NATION


def refuse_another(report: Report, place: Place) -> None:
    """Refuse a report that says it is another area's."""
    names = (place.area.name_zh, *([] if place.area.code != NATION else ["国务院"]))
    if report.area is not None and not any(same_place(report.area, name) for name in names):
        raise EconError(
            f"{report.name or 'the report'} says it is of {report.area}, not of {place.area.code}"
            f" {place.area.name_zh}: give the report of this area, or its proper code and name"
        )


def same_place(first: str, second: str) -> bool:
    """Tell whether two names mean one place: 天桥区 and 济南市天桥区, 徐水县 and 徐水区."""
    pairs = ((first, second), (_core(first), _core(second)))
    return any(one and two and (one in two or two in one) for one, two in pairs)


def _core(name: str) -> str:
    """Return a name without the kind of place that it is; empty where too little is left."""
    core = _KIND.sub("", "".join(name.split()))
    return core if len(core) > 1 else ""


def _refuse_other(package: DataPackage, code: str, name: str, parent: str) -> None:
    area = package.area(code)
    if not same_place(name, area.name_zh):
        raise EconError(f"{code} is {area.name_zh}, not {name}: mend the code or the name")
    if area.parent != parent:
        above = package.parents(code)
        should = f"{above[0].code} {above[0].name_zh}" if above else "nothing"
        raise EconError(f"{code} {area.name_zh} belongs to {should}, not to {parent}")


def _renamed(area: Area, name: str, name_en: str) -> Area:
    return replace(area, name_zh=name, name_en=name_en or area.name_en)


def names_of(above: Sequence[Area]) -> str:
    """List areas for a sentence: 370100 济南市, 370000 山东省."""
    return ", ".join(f"{area.code} {area.name_zh}" for area in above)
