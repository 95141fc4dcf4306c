"""Floor 2, the data: opening and checking a data package, vintages, one series out of a table."""

from __future__ import annotations

from tianqiao_econ.datasets.opening import check, open_data
from tianqiao_econ.datasets.package import DataPackage
from tianqiao_econ.datasets.vintages import View
from tianqiao_econ.framework.locate import is_packaged, packaged_data

__all__ = ["DataPackage", "View", "check", "is_packaged", "open_data", "packaged_data"]
