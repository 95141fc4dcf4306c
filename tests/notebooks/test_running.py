"""The notebooks run top to bottom by plain papermill, with and without parameters."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def _papermill(notebook, folder, *parameters):
    out = folder / "out.ipynb"
    command = [sys.executable, "-m", "papermill", NOTEBOOKS / f"{notebook}.ipynb", out]
    done = subprocess.run(
        [*command, "--no-progress-bar", *parameters],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return nbformat.read(out, as_version=4)


def _html(notebook):
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return "".join(output.get("data", {}).get("text/html", "") for output in outputs)


@pytest.mark.parametrize(
    "name", ["indicator_framework", "target_outlook", "targets_and_trends", "district_brief"]
)
def test_a_notebook_runs_with_the_parameters_of_the_readme(name, tmp_path):
    shown = _html(_papermill(name, tmp_path, "-p", "area", "370105", "-p", "year", "2024"))
    assert "地区生产总值" in shown


@pytest.mark.parametrize(("area", "year"), [("650000", "2021"), ("330411", "2022")])
def test_the_framework_asks_its_questions_of_a_province_and_a_county_with_one_target(
    area, year, tmp_path
):
    parameters = ("-p", "area", area, "-p", "year", year)
    shown = _html(_papermill("indicator_framework", tmp_path, *parameters))
    assert shown.count("还没有作答") == 3
    assert "7000万美元" not in shown


def test_a_notebook_runs_in_english_for_another_area_and_date(tmp_path):
    parameters = ("-p", "area", "CN", "-p", "year", "2023", "-p", "lang", "en")
    shown = _html(
        _papermill("targets_and_trends", tmp_path, *parameters, "-p", "as_of", "2023-03-05")
    )
    assert "Gross domestic" in shown


def test_the_backtest_runs_on_the_packaged_facts_and_shows_where_the_method_fails(tmp_path):
    notebook = _papermill("backtest", tmp_path, "-p", "first", "2020", "-p", "lang", "en")
    assert _html(notebook).count('class="te-chart"') == 4
    shown = notebook.cells[-1].outputs[-1]["data"]["text/plain"]
    planted = pd.read_csv(io.StringIO(shown), sep=r"\s+").set_index("model")
    assert planted.loc["base_rate", "brier"] < planted.loc["pool", "brier"]
    assert planted.loc["pool", "probability"] < planted.loc["pool", "met"] - 0.1
