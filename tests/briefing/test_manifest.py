from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from tianqiao_econ.briefing import manifest
from tianqiao_econ.briefing.parameters import Choice
from tianqiao_econ.framework import EconError

CHOICE = Choice("370105", 2024, dt.date(2024, 1, 16), "zh")


@pytest.fixture
def inputs(make_notebook):
    def make(choice=CHOICE, data="d", notebook=None, previous=None):
        return manifest.brief_inputs(
            choice,
            data_checksum=data,
            notebook=notebook or make_notebook("1"),
            previous=previous,
        )

    return make


def test_inputs_name_everything_that_decides_the_contents(inputs):
    found = inputs()
    assert found["as_of"] == "2024-01-16"
    assert found["data_sha256"] == "d"
    assert found["libraries"]["pandas"] == pd.__version__
    assert found["previous_sha256"] is None
    assert len(found["notebook_sha256"]) == 64


def test_any_other_input_gives_another_key(inputs, make_notebook, tmp_path):
    (tmp_path / "p.json").write_text("{}")
    others = [
        inputs(),
        inputs(Choice("370105", 2024, dt.date(2024, 1, 16), "en")),
        inputs(Choice("370105", 2024, dt.date(2024, 3, 31), "zh")),
        inputs(data="e"),
        inputs(notebook=make_notebook("2")),
        inputs(previous=tmp_path / "p.json"),
    ]
    assert len({manifest.short_key(found) for found in others}) == len(others)
    assert manifest.short_key(inputs()) == manifest.short_key(inputs())


def test_saving_a_notebook_with_its_outputs_changes_no_key(make_notebook):
    plain, saved = make_notebook("1"), make_notebook("1", language_info={"name": "python"})
    saved.cells[1].execution_count = 7
    assert manifest.notebook_sha256(plain) == manifest.notebook_sha256(saved)


def test_a_manifest_is_written_in_one_form(inputs):
    found = manifest.brief_manifest(inputs(), b"page", {})
    text = manifest.as_bytes(found).decode()
    assert text.endswith("}\n")
    assert json.loads(text) == found
    assert list(json.loads(text)) == sorted(found)
    assert manifest.as_bytes({"名": 1}) == '{\n  "名": 1\n}\n'.encode()


def test_missing_numbers_are_null_and_nothing_else_is_dropped():
    table = pd.DataFrame(
        {
            "indicator": ["gdp", "fdi"],
            "transformation": ["growth", "level"],
            "probability": [0.351, float("nan")],
            "met": [True, None],
            "n_pool": [30, 0],
        }
    )
    assert manifest.headline(table) == [
        {"indicator": "gdp", "transformation": "growth", "probability": 0.351, "met": True},
        {"indicator": "fdi", "transformation": "level", "probability": None, "met": None},
    ]


def test_a_file_that_is_no_manifest_is_said(tmp_path):
    for content in ("{", "[]", '{"format": "other"}'):
        (tmp_path / "x.json").write_text(content)
        with pytest.raises(EconError, match=r"x\.json is not a brief's manifest"):
            manifest.read_manifest(tmp_path / "x.json")
    with pytest.raises(EconError, match=r"none\.json cannot be read: No such file"):
        manifest.read_manifest(tmp_path / "none.json")


def row(indicator, probability, last=6.5):
    return {
        "indicator": indicator,
        "transformation": "growth",
        "probability": probability,
        "last_outturn": last,
    }


def test_what_changed_is_told_target_by_target():
    before = [row("gdp", 0.35), row("cpi", 0.9 + 1e-15), row("trade", 0.5), row("fdi", None)]
    after = [row("gdp", 0.45), row("cpi", 0.9), row("fdi", None, last=7000.0), row("population", 1)]
    table = manifest.changed_rows(before, after).set_index("indicator")
    assert table["change"].to_dict() == {
        "gdp": "changed",
        "cpi": "same",
        "fdi": "changed",
        "population": "new",
        "trade": "gone",
    }
    assert table.loc["gdp", "probability_change"] == pytest.approx(0.1)
    assert pd.isna(table.loc["fdi", "probability_change"])
    assert table.loc["fdi", ["last_outturn_before", "last_outturn_after"]].tolist() == [6.5, 7000]


def test_nothing_given_to_compare_with_means_no_changes():
    assert manifest.changes("", None) is None


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ({"inputs": None}, "inputs"),
        ({"inputs": {"as_of": "2024-01-16"}}, "inputs"),
        ({"assessment": [{"indicator": "gdp"}]}, "assessment"),
        ({"key": 5}, "key"),
    ],
)
def test_a_damaged_manifest_is_refused_in_words(tmp_path, damage, part):
    inputs = {"area": "370105", "year": 2024, "as_of": "2024-01-16", "data_sha256": "0"}
    whole = {"format": manifest.FORMAT, "key": "0", "inputs": inputs, "assessment": []}
    path = tmp_path / "earlier.json"
    path.write_text(json.dumps(whole | damage), "utf-8")
    with pytest.raises(EconError, match=f"damaged manifest: it lacks {part}"):
        manifest.read_manifest(path)


def test_figures_are_kept_to_the_digits_that_all_processors_share():
    first, second = (
        manifest.headline(pd.DataFrame({"indicator": ["gdp"], "trend": [value]}))
        for value in (4.731234567, 4.731234999)
    )
    assert first == second == [{"indicator": "gdp", "trend": 4.73123}]
