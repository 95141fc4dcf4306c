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


def _run(notebook, folder, *parameters):
    out = folder / "out.ipynb"
    command = [sys.executable, "-m", "papermill", NOTEBOOKS / f"{notebook}.ipynb", out]
    return subprocess.run(
        [*command, "--no-progress-bar", *parameters],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def _papermill(notebook, folder, *parameters):
    done = _run(notebook, folder, *parameters)
    assert done.returncode == 0, done.stderr[-2000:]
    return nbformat.read(folder / "out.ipynb", as_version=4)


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


def test_a_notebook_runs_in_english_for_another_area_and_date_all_given_as_text(tmp_path):
    parameters = ("-r", "area", "CN", "-r", "year", "2023", "-r", "lang", "en")
    shown = _html(
        _papermill("targets_and_trends", tmp_path, *parameters, "-r", "as_of", "2023-03-05")
    )
    assert "Gross domestic" in shown


@pytest.mark.parametrize(
    ("notebook", "parameter", "says"),
    [
        ("target_outlook", ("-r", "year", "spring"), "'spring' is not a year: write it as 2024"),
        ("target_outlook", ("-r", "as_of", "spring"), "'spring' is not a date: write it as"),
        ("target_outlook", ("-r", "area", "37010"), "unknown area '37010'"),
        ("backtest", ("-r", "seed", "one"), "seed is a whole number, for example 2024, not 'one'"),
    ],
)
def test_text_that_cannot_be_is_one_clear_sentence(tmp_path, notebook, parameter, says):
    done = _run(notebook, tmp_path, *parameter)
    assert done.returncode == 1
    assert says in done.stderr


def test_the_backtest_runs_on_the_packaged_facts_and_shows_where_the_method_fails(tmp_path):
    notebook = _papermill("backtest", tmp_path, "-r", "first", "2020", "-p", "lang", "en")
    assert _html(notebook).count('class="te-chart"') == 4
    shown = notebook.cells[-1].outputs[-1]["data"]["text/plain"]
    planted = pd.read_csv(io.StringIO(shown), sep=r"\s+").set_index("model")
    assert planted.loc["base_rate", "brier"] < planted.loc["pool", "brier"]
    assert planted.loc["pool", "probability"] < planted.loc["pool", "met"] - 0.1
