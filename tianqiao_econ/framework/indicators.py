"""Indicators: what is counted, in which unit, by whom, and how it is misread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tianqiao_econ.framework.codes import Direction, PriceBasis, Transformation


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the indicator framework.

    `unit_measure` and `unit_mult` are the unit of the level and its power of ten;
    `price_basis` is that of the published growth; `targeted` tells whether governments
    set a growth rate or a level.
    """

    code: str
    name_zh: str
    name_en: str
    unit_measure: str
    unit_mult: int
    price_basis: PriceBasis
    direction: Direction
    targeted: Transformation
    theme: str
    authority: str
    definition_zh: str
    definition_en: str
    caveat_zh: str
    caveat_en: str
    display_order: int
