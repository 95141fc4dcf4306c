"""Where a figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tianqiao_econ.framework.codes import Grade


@dataclass(frozen=True, slots=True)
class Origin:
    """A source: who wrote it, what it is called, where and when, and how near the authority."""

    origin_id: str
    producer: str
    title: str
    url: str
    date_published: date | None
    date_accessed: date | None
    grade: Grade
    comment: str = ""
