"""What moves each chance away from the usual one, as values and as a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.drivers import FACTORS
from tianqiao_econ.showing.wording import joined, text
from tianqiao_econ.showing.wording.amounts import signed
from tianqiao_econ.showing.wording.chances import chance_text, shown_percent

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FACTORS", "Drivers", "drivers_of", "path_sentence"]


@dataclass(frozen=True, slots=True)
class Drivers:
    """From the usual chance of such a target to that of this one.

    Parameters
    ----------
    start, probability
        Usual chance and chance, between 0 and 1.
    points
        Points of probability that each of `FACTORS` adds.

    """

    start: float
    probability: float
    points: tuple[float, ...]

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
    found = {}
    for column, rows in table.groupby("column", sort=False):
        points = rows.set_index("factor")["points"]
        found[str(column)] = Drivers(
            start=float(rows["start"].iloc[0]),
            probability=float(rows["probability"].iloc[0]),
            points=tuple(float(points[factor]) for factor in FACTORS),
        )
    return found


def path_sentence(drivers: Drivers | None, lang: str) -> str:
    """Say from which usual chance the factors led to that of a target."""
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
