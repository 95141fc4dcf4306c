"""Floor 3, reports: a work report's text → outturns, targets and aims, each with its place."""

from __future__ import annotations

from tianqiao_econ.reports.reading import Report, read_report
from tianqiao_econ.reports.rows import COLUMNS, Row

__all__ = ["COLUMNS", "Report", "Row", "read_report"]
