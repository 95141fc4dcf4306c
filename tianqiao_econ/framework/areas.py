"""Areas: the nation, provinces, cities, counties and zones, by their codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tianqiao_econ.framework.codes import Level

NATION = "CN"
"""Code of the nation; all other areas have their GB/T 2260 code."""

AREA_CODE_PATTERN = r"CN|[0-9]{6}(?:Z[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Area:
    """An area: GB/T 2260 code, names, level of government and the area it belongs to."""

    code: str
    name_zh: str
    name_en: str
    level: Level
    parent: str | None
    valid_from: date | None = None
    valid_to: date | None = None
    comment: str = ""


def is_area_code(text: str) -> bool:
    """Tell whether `text` is CN, six digits, or six digits, Z and a number (a zone: 370105Z1)."""
    return re.fullmatch(AREA_CODE_PATTERN, text) is not None
