"""The packaged facts, opened once; the outlook of 天桥 on the day of its report; own folders."""

from __future__ import annotations

import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.datasets import open_data

AREAS = "ref_area,name_zh,name_en,level,parent\n370102,历下区,Lixia District,county,370100\n"
TARGETS = (
    "ref_area,indicator,time_period,transformation,wording,qualifier,lower,upper,unit_measure,as_of"
)
OBSERVATIONS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of,bound"
)


@pytest.fixture(scope="session")
def package():
    return open_data()


@pytest.fixture(scope="session")
def report_day(package):
    return package.as_of("2024-01-16")


@pytest.fixture(scope="session")
def outlook(report_day):
    return assess(report_day, area="370105", year=2024)


@pytest.fixture
def own_outlook(tmp_path):
    """Assess 历下区 2024 from a folder of targets and observations; lines without the area."""

    def build(rows, observations=(), /, **options):
        for name, head, lines in (
            ("targets", TARGETS, rows),
            ("observations", OBSERVATIONS, observations),
        ):
            if lines:
                body = "".join(f"370102,{line}\n" for line in lines)
                (tmp_path / f"{name}.csv").write_text(f"{head}\n{body}", "utf-8")
        (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
        view = open_data(tmp_path).latest()
        return assess(view, area="370102", year=2024, **options)

    return build
