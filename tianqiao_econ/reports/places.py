"""Whose report it is: level and parent by an area's code, and whether its head says so too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tianqiao_econ.datasets import DataPackage
from tianqiao_econ.framework.areas import NATION, Area, is_area_code
from tianqiao_econ.framework.codes import Level
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.reading import Report
from tianqiao_econ.reports.titles import core_of, of_level, own_name, parted, same_place

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


def checked_title(report: Report, place: Place, package: DataPackage) -> Iterator[str]:
    """Refuse a report that says it is another area's; tell if it does not say whose it is.

    Raises
    ------
    EconError
        If the head of the report names another area, or one above (济南市 for 天桥区); where it
        names none, if the text never names the area but another of its level.

    """
    name, area = report.name or "the report", place.area
    called = report.area or own_name(report.text)
    if called is not None:
        if not _is_of(called, place):
            raise EconError(
                f"{name} says it is of {called}, not of {area.code} {area.name_zh}: give the"
                " report of this area, or its proper code and name; nothing was written"
            )
        return
    silent = f"{name} does not say in its head whose report it is"
    count = report.text.count(core_of(area.name_zh))
    other, times = ("", 0) if count else _most_named(report.text, area, package)
    if times >= _OFTEN:
        raise EconError(
            f"{silent}, and names {other} {times} times, {area.code} {area.name_zh} never: give the"
            " report of this area, or write its name above the text; nothing was written"
        )
    yield f"{silent}; it was taken for {area.code} {area.name_zh}, which it names {count} times"


def _is_of(called: str, place: Place) -> bool:
    """Tell whether a report's own name is that of an area, and not that of one above it."""
    area, one = place.area, parted(called)
    if area.level is Level.NATION:
        return called in (area.name_zh, "国务院")
    if called == area.name_zh:
        return True
    above = (parted(each.name_zh) for each in place.above)
    if any((one.core, one.kind) == (each.core, each.kind) for each in above):
        return False
    return of_level(called, area.level) and same_place(called, area.name_zh)


def _most_named(text: str, area: Area, package: DataPackage) -> tuple[str, int]:
    """Return the area of the same level that a text names most often, and how often."""
    areas = package.areas
    alike = areas.loc[areas["level"] == str(area.level), "name_zh"]
    counts = {name: text.count(core_of(name)) for name in alike}
    most = max(counts, key=lambda name: counts[name], default="")
    return most, counts.get(most, 0)


_OFTEN = 3
"""Times that a text names an area which may be its own."""


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
