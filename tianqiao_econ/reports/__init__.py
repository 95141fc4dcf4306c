"""Floor 3, reports: a work report's text → outturns, targets and aims, each with its place."""

from __future__ import annotations

from tianqiao_econ.reports.founding import init_area
from tianqiao_econ.reports.reading import Report, read_report
from tianqiao_econ.reports.rows import COLUMNS, Row
from tianqiao_econ.reports.storing import store_report

__all__ = ["COLUMNS", "Report", "Row", "init_area", "read_report", "store_report"]
