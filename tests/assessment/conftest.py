"""The packaged facts, opened once, and the outlook of 天桥 on the day of its report."""

from __future__ import annotations

import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.datasets import open_data


@pytest.fixture(scope="session")
def package():
    return open_data()


@pytest.fixture(scope="session")
def report_day(package):
    return package.as_of("2024-01-16")


@pytest.fixture(scope="session")
def outlook(report_day):
    return assess(report_day, area="370105", year=2024)
