from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tianqiao_econ.briefing.importing import import_papermill
from tianqiao_econ.briefing.parameters import (
    Parameter,
    WrongValue,
    checked,
    choose,
    plain,
    read_parameters,
    whole_numbers,
)
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import EconError, NotKnown, UnknownName

KNOWN = (
    Parameter("area", "str", "370105", "code"),
    Parameter("year", "int", 2024, ""),
    Parameter("share", "float", 0.5, ""),
    Parameter("draft", "bool", default=False, help=""),
)

KERNELSPEC = {"name": "python3", "display_name": "Python 3"}
TARGETS = """\
ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of
370105,gdp,2024,growth,exact,6.5,,PERCENT,2024-01-16
"""


def test_the_parameter_cell_is_read_with_types_and_explanations(write_notebook):
    found = read_parameters(write_notebook())
    assert [parameter.name for parameter in found] == [
        "area", "year", "as_of", "lang", "data", "previous",
    ]  # fmt: skip
    assert found[1] == Parameter("year", "int", 2024, "year of the targets")


def test_papermill_reads_the_same_names_types_and_explanations(write_notebook):
    path = write_notebook(kernelspec=KERNELSPEC, language_info={"name": "python"})
    seen = import_papermill().inspect_notebook(path, None)
    for parameter in read_parameters(path):
        theirs = seen[parameter.name]
        assert theirs["inferred_type_name"] == parameter.annotation
        assert theirs["help"].strip() == parameter.help


def test_a_misspelt_name_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownName, match=r"yeer.*did you mean year") as refused:
        checked(KNOWN, {"yeer": 2024})
    assert refused.value.suggestions == ("year",)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("area", 370105, "area is text, for example '370105', not 370105"),
        ("year", "2024", "year is a whole number"),
        ("year", 2024.0, "year is a whole number"),
        ("year", True, "year is a whole number"),
        ("draft", 1, "draft is true or false"),
        ("share", "half", "share is a number"),
    ],
)
def test_a_value_of_another_type_is_refused_in_one_sentence(name, value, says):
    with pytest.raises(WrongValue) as refused:
        checked(KNOWN, {name: value})
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_values_become_plain_python_before_papermill_sees_them():
    given = {"area": Path("x"), "year": np.int64(2024), "share": np.float64(0.25), "draft": False}
    values = checked(KNOWN, given)
    assert values == {"area": "x", "year": 2024, "share": 0.25, "draft": False}
    assert [type(value) for value in values.values()] == [str, int, float, bool]


def test_a_whole_number_is_a_number():
    assert checked(KNOWN, {"share": 1}) == {"share": 1.0}


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2024, 1, 16),
        dt.datetime(2024, 1, 16, 9, 30, tzinfo=dt.UTC),
        np.datetime64("2024-01-16"),
    ],
)
def test_dates_become_text(day):
    assert plain(day) == "2024-01-16"


@pytest.mark.parametrize(
    "cell", ["area = '370105'", "import os", "area: str = os.environ", "area: str = ("]
)
def test_a_line_that_is_no_typed_parameter_is_named(write_notebook, cell):
    path = write_notebook(parameters=cell)
    with pytest.raises(EconError, match=r"the parameter cell of small\.ipynb cannot be read"):
        read_parameters(path)


def test_reading_never_runs_the_cell(write_notebook, tmp_path):
    mark = tmp_path / "ran"
    path = write_notebook(parameters=f"area: str = open({str(mark)!r}, 'w').name")
    with pytest.raises(EconError):
        read_parameters(path)
    assert not mark.exists()


def test_no_notebook_and_no_parameter_cell_are_said(tmp_path, write_notebook):
    with pytest.raises(EconError, match="is not a notebook that can be read"):
        read_parameters(tmp_path / "none.ipynb")
    (tmp_path / "text.ipynb").write_text("no JSON", "utf-8")
    with pytest.raises(EconError, match="is not a notebook that can be read"):
        read_parameters(tmp_path / "text.ipynb")
    path = write_notebook()
    path.write_text(path.read_text("utf-8").replace('"parameters"', '"other"'), "utf-8")
    with pytest.raises(EconError, match="no cell tagged 'parameters'"):
        read_parameters(path)


def test_nothing_given_means_what_the_data_package_declares(package):
    choice = choose(package)
    assert (choice.area, choice.year, choice.lang) == ("370105", 2024, "zh")
    assert choice.as_of == package.target_date("370105", 2024)


def test_an_unknown_area_is_refused_with_the_nearest(package):
    with pytest.raises(UnknownName, match="370105"):
        choose(package, area="37010")


def test_an_unknown_language_is_refused(package):
    with pytest.raises(UnknownName, match="unknown language 'fr'"):
        choose(package, lang="fr")


def test_a_year_without_targets_names_the_years_that_have_some(package):
    with pytest.raises(NotKnown, match="2024"):
        choose(package, year=1990)


def test_a_date_before_any_target_is_refused_with_the_first_date(package):
    with pytest.raises(NotKnown, match=r"no target of 370105 for 2024 was known on 2023-12-31"):
        choose(package, as_of="2023-12-31")


def test_a_text_that_is_no_date_is_refused(package):
    with pytest.raises(WrongValue, match="'16/1/2024' is not a date: write it as 2024-01-16"):
        choose(package, as_of="16/1/2024")


def test_an_area_without_any_figure_is_refused(package, tmp_path):
    from tianqiao_econ.datasets import open_data

    row = package.areas.iloc[[0]].assign(ref_area="999999", name_zh="无名区", name_en="Nowhere")
    row.assign(parent="CN", level="province", valid_from="", valid_to="").to_csv(
        tmp_path / "areas.csv", index=False
    )
    (tmp_path / "targets.csv").write_text(TARGETS, "utf-8")
    with pytest.raises(NotKnown, match="there are no figures for 999999 无名区"):
        choose(open_data(tmp_path), area="999999", year=2024)


def test_a_package_that_declares_no_area_asks_for_one(package):
    with pytest.raises(NotKnown, match="say which area: the data package declares none"):
        choose(replace(package, default_area=None))


@pytest.mark.parametrize("year", [2024.7, "abc", float("nan"), float("inf"), [2024], True])
def test_a_year_that_is_no_whole_number_is_refused_in_a_sentence(year):
    with pytest.raises(WrongValue, match="is not a year"):
        choose(open_data(), area="370105", year=year)


def test_text_from_a_schedulers_form_is_as_good_as_numbers(package):
    assert choose(package, area="370105", year="2024", as_of="2024-03-01") == choose(
        package, area=370105, year=2024, as_of=dt.date(2024, 3, 1)
    )
    assert whole_numbers(first="2013", last=2023, seed=np.int64(1)) == (2013, 2023, 1)


@pytest.mark.parametrize("value", ["", "spring", "2013.0", "-1", "２０１３", True, None, 2013.0])
def test_what_is_no_whole_number_is_told_by_its_name(value):
    with pytest.raises(WrongValue, match=r"^first is a whole number, for example 2024, not "):
        whole_numbers(last=2023, first=value)


def test_a_date_without_quotes_that_python_worked_out_is_told_how_to_be_written(package):
    with pytest.raises(WrongValue, match=r"'1998' is not a date: .* \"2024-01-16\" in quotes"):
        choose(package, as_of=2024 - 10 - 16)
