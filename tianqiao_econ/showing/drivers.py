"""What moves each chance away from the engine's start, as values and as plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tianqiao_econ.assessment.drivers import FACTORS
from tianqiao_econ.showing.rows import records
from tianqiao_econ.showing.wording import joined, text
from tianqiao_econ.showing.wording.amounts import number, signed
from tianqiao_econ.showing.wording.chances import chance_text, shown_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["FACTORS", "Drivers", "Met", "drivers_of", "met_sentence", "path_sentence"]


@dataclass(frozen=True, slots=True)
class Met:
    """Share of such targets that were met in the record, their number, their level if one."""

    share: float
    n: int
    level: str

    def shown(self, lang: str) -> str:
        """Share in whole per cent; nothing is rounded to steps, it is a count."""
        return text("percent", lang, number=number(100 * self.share, 0))

    def of(self, lang: str) -> str:
        """Say of which targets."""
        if not self.level:
            return text("driver.met.of_all", lang, n=self.n)
        return text("driver.met.of", lang, n=self.n, level=text(f"level.{self.level}", lang))


@dataclass(frozen=True, slots=True)
class Drivers:
    """From the engine's start, knowing none of the factors, to the chance of this target.

    Parameters
    ----------
    start, probability
        Chances between 0 and 1.
    points
        Points of probability that each of `FACTORS` adds.
    met
        What the record counts; None where it has no such target.

    """

    start: float
    probability: float
    points: tuple[float, ...]
    met: Met | None = None

    @property
    def largest(self) -> float:
        """Points of the strongest factor, without their sign."""
        return max(abs(points) for points in self.points)

    def pushing(self, sign: int) -> list[tuple[str, float]]:
        """Factors that lower (-1) or raise (1) the chance by a point or more, strongest first."""
        named = zip(FACTORS, self.points, strict=True)
        found = [(name, points) for name, points in named if round(sign * points) >= 1]
        return sorted(found, key=lambda pair: -abs(pair[1]))


def drivers_of(table: pd.DataFrame) -> dict[str, Drivers]:
    """Return the drivers by column, from the rows that `tianqiao_econ.drivers` gives."""
    lines: dict[str, dict[str, dict[Any, Any]]] = {}
    for line in records(table):
        lines.setdefault(str(line["column"]), {})[line["factor"]] = line
    return {column: _of_factors(factors) for column, factors in lines.items()}


def _of_factors(factors: Mapping[str, Mapping[Any, Any]]) -> Drivers:
    one = next(iter(factors.values()))
    return Drivers(
        start=float(one["start"]),
        probability=float(one["probability"]),
        points=tuple(float(factors[factor]["points"]) for factor in FACTORS),
        met=_met(one),
    )


def _met(row: Mapping[Any, Any]) -> Met | None:
    if not row.get("met_n"):
        return None
    return Met(float(row["met_share"]), int(row["met_n"]), str(row["met_level"]))


def met_sentence(drivers: Drivers | None, lang: str) -> str:
    """Say how many such targets were met in the record; empty where there are none."""
    if drivers is None or drivers.met is None:
        return ""
    met = drivers.met
    return text("driver.met", lang, share=met.shown(lang), of=met.of(lang))


def path_sentence(drivers: Drivers | None, lang: str) -> str:
    """Say from which start the factors led to the chance of a target."""
    if drivers is None:
        return text("driver.unexplained.sentence", lang)
    moves = [
        text(f"driver.{way}", lang, factors=joined([_told(*one, lang) for one in pushing], lang))
        for way, pushing in (("lowered", drivers.pushing(-1)), ("raised", drivers.pushing(1)))
        if pushing
    ]
    return text(
        "driver.path",
        lang,
        start=shown_percent(drivers.start),
        moves=text("phrase.separator", lang).join(moves) or text("driver.unmoved", lang),
        chance=chance_text(drivers.probability, lang),
    )


def _told(factor: str, points: float, lang: str) -> str:
    name = text(f"factor.{factor}", lang)
    return text("driver.factor", lang, factor=name, points=signed(points, 0))
