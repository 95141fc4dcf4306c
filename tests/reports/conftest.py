from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tianqiao_econ.reports import Row, read_report

TITLE = "2024年政府工作报告\n2024年1月10日在青河区第三届人民代表大会第四次会议上\n"
REVIEW = f"{TITLE}一、2023年工作回顾\n"
GOALS = f"{TITLE}二、2024年工作安排\n今年经济社会发展的主要预期目标是："
TASKS = f"{TITLE}一、2023年工作回顾\n社会平安稳定。\n二、2024年工作安排\n"


@pytest.fixture
def rows_of() -> Callable[[str], list[Row]]:
    """Rows of a sentence that stands in the part of a report called for."""

    def read(sentence: str, part: str = REVIEW) -> list[Row]:
        return list(read_report(part + sentence).found)

    return read


@pytest.fixture(scope="session")
def given_reports() -> Path:
    folder = Path(__file__).parents[3] / "shared/reports"
    if not (folder / "labels.csv").exists():
        pytest.skip("the reports handed over are not beside the repository")
    return folder
