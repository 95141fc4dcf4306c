from __future__ import annotations

import time
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.briefing.export import export, sheets
from tianqiao_econ.framework import EconError


@pytest.fixture(scope="module")
def outlook(package):
    return assess(package.as_of("2024-01-16"), area="370105", year=2024, n_draws=200)


def test_the_workbook_holds_every_table_under_its_name(outlook, tmp_path):
    path = export(outlook, tmp_path / "x.xlsx", lang="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Targets",
        "Targets and trends",
        "Quantiles",
        "Number met",
        "Aims",
        "Sources",
    ]
    read = pd.read_excel(path, sheet_name="Targets")
    assert len(read) == len(outlook.table)


def test_numbers_are_numbers_and_codes_are_text(outlook, tmp_path):
    sheet = openpyxl.load_workbook(export(outlook, tmp_path / "x.xlsx"))["目标"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    place = list(outlook.table.columns).index("probability") + 1
    assert len(columns) == outlook.table.shape[1]
    assert sheet.cell(2, place).value == pytest.approx(outlook.table["probability"].iloc[0])
    assert sheet.cell(2, 1).value == "370105"


def test_a_row_without_a_probability_has_an_empty_cell(outlook, tmp_path):
    table = outlook.table.assign(probability=float("nan"))
    path = export(replace(outlook, table=table), tmp_path / "x.xlsx")
    place = list(table.columns).index("probability") + 1
    assert openpyxl.load_workbook(path)["目标"].cell(2, place).value is None


def test_the_aims_stand_there_with_their_ratio(outlook, tmp_path):
    read = pd.read_excel(export(outlook, tmp_path / "x.xlsx", lang="en"), sheet_name="Aims")
    line = read.set_index("Aim").loc["技术合同成交额"]
    assert line["Aim ÷ last year"] == pytest.approx(90 / 124)


def test_an_area_without_aims_has_no_sheet_for_them(outlook):
    assert "aims" not in sheets(replace(outlook, year=2023))


def test_every_source_that_is_named_is_listed(outlook):
    tables = sheets(outlook)
    listed = set(tables["sources"]["origin_id"])
    for name in ("target_origin_id", "outturn_origin_id"):
        assert set(outlook.table[name]) - {""} <= listed
    assert {"title", "url", "producer", "grade"} <= set(tables["sources"])


def test_the_same_outlook_gives_the_same_bytes(outlook, tmp_path):
    first = export(outlook, tmp_path / "a.xlsx").read_bytes()
    time.sleep(2.1)  # an archive's clock ticks every two seconds
    assert export(outlook, tmp_path / "b.xlsx").read_bytes() == first


def test_another_ending_and_a_place_that_is_none_are_refused(outlook, tmp_path, files_in):
    with pytest.raises(EconError, match=r"should end in \.xlsx"):
        export(outlook, tmp_path / "x.csv")
    (tmp_path / "file").write_text("")
    with pytest.raises(EconError, match="cannot write"):
        export(outlook, tmp_path / "file" / "x.xlsx")
    assert files_in(tmp_path) == ["file"]
