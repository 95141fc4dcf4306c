from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.datasets.explaining import (
    date_advice,
    integer_advice,
    number_advice,
    period_advice,
    year_advice,
)

WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.%-"}


@pytest.mark.parametrize(
    ("cell", "what", "todo"),
    [
        ("6.5%", "percent sign", "write 6.5;"),
        ("6.5%".translate(WIDE), "percent sign", "write 6.5;"),
        ("6.5".translate(WIDE), "full-width", "write 6.5"),
        ("1,234.5", "separators", "write 1234.5"),
        ("140亿元", "more than a number", "write 140"),
        ("6.5左右", "more than a number", "write 6.5"),
        ("NaN", "not a number", "leave out the row"),
        ("#N/A", "not a number", "leave out the row"),
        ("—", "not a number", "leave out the row"),
        ("inf", "infinite", "finite"),
        ("-Infinity", "infinite", "finite"),
        ("1e999", "infinite or too large", "finite"),
        ("六点五", "not a number", "like 6.5"),
    ],
)
def test_a_cell_that_is_no_number_is_explained(cell, what, todo):
    assert what in number_advice(cell)[0]
    assert todo in number_advice(cell)[1]


@pytest.mark.parametrize(
    ("cell", "what", "todo"),
    [
        ("2024/1/16", "spreadsheet has changed", "write 2024-01-16"),
        ("2024-1-16", "spreadsheet has changed", "write 2024-01-16"),
        ("1/16/2024", "spreadsheet has changed", "write 2024-01-16"),
        ("16.1.2024", "spreadsheet has changed", "write 2024-01-16"),
        ("45307", "spreadsheet has changed", "write 2024-01-16"),
        ("45307.0", "spreadsheet has changed", "write 2024-01-16"),
        ("20240116", "spreadsheet has changed", "write 2024-01-16"),
        ("2024-01-16 00:00:00", "spreadsheet has changed", "write 2024-01-16"),
        ("2024年1月16日", "spreadsheet has changed", "write 2024-01-16"),
        ("2024-01-16".translate(WIDE), "full-width", "write 2024-01-16"),
        ("Jan-24", "the day is lost", "whole date"),
        ("16-Jan-24", "the day is lost", "whole date"),
        ("3/4/2024", "not a date", "like 2024-01-16"),
        ("2024-02-30", "no such day", "existing date"),
        ("soon", "not a date", "like 2024-01-16"),
    ],
)
def test_a_cell_that_is_no_date_is_explained(cell, what, todo):
    assert what in date_advice(cell)[0]
    assert todo in date_advice(cell)[1]


@pytest.mark.parametrize(
    ("cell", "todo"),
    [
        ("2023年", "write 2023"),
        ("2023.0", "write 2023"),
        ("2023".translate(WIDE), "write 2023"),
        ("2023Q2", "write 2023-Q2"),
        ("2020-M11", "write 2020-11"),
        ("2023/6", "write 2023-06"),
        ("2023年6月", "write 2023-06"),
        ("Jun-23", "write 2023-06"),
        ("23-Jun", "write 2023-06"),
        ("2023/6/1", "write 2023-06, or 2023 for the year"),
        ("last year", "write 2023, 2023-Q2 or 2023-06"),
        ("Foo-23", "write 2023, 2023-Q2 or 2023-06"),
    ],
)
def test_a_cell_that_is_no_period_is_explained(cell, todo):
    assert period_advice(cell)[1] == todo


@pytest.mark.parametrize(
    ("cell", "todo"), [("2024年", "write 2024"), ("24", "write a year like 2024")]
)
def test_a_cell_that_is_no_year_is_explained(cell, todo):
    assert year_advice(cell)[1] == todo


@pytest.mark.parametrize(
    ("cell", "todo"), [("3.0", "write 3"), ("3.5", "write a whole number like 3")]
)
def test_a_cell_that_is_no_whole_number_is_explained(cell, todo):
    assert integer_advice(cell)[1] == todo


@pytest.mark.parametrize(
    "advice", [number_advice, integer_advice, date_advice, period_advice, year_advice]
)
@given(cell=st.text() | st.text(alphabet="0123456789-/.年月日QM%,eE ", max_size=12))
def test_any_cell_is_explained_without_a_traceback(advice, cell):
    what, todo = advice(cell)
    assert what
    assert todo
