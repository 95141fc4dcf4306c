"""The brief that people get: the real notebook on the packaged data, in both languages."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.briefing import brief, changes
from tianqiao_econ.briefing.locating import brief_notebook
from tianqiao_econ.briefing.outline import read_outline
from tianqiao_econ.briefing.parameters import read_parameters

LANGUAGES = ("zh", "en")
CODE_WORDS = re.compile(r"\b(display|import|lambda|outlook|Traceback|NaN|nan|None|DataFrame)\b")


@pytest.fixture(scope="module", params=LANGUAGES)
def result(request, real_briefs):
    return real_briefs[request.param]


@pytest.fixture(scope="module")
def text(result):
    """Return what a reader reads, without pictures and marks."""
    page = result.html.read_text("utf-8")
    main = page[page.index("<main") :]
    return re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", main, flags=re.DOTALL))


def test_the_notebook_explains_each_of_its_parameters():
    found = {p.name: p for p in read_parameters(brief_notebook())}
    assert list(found) == ["area", "year", "as_of", "lang", "data", "previous"]
    assert all(parameter.help for parameter in found.values())


def test_eight_targets_each_with_a_probability_or_a_reason(result):
    rows = result.manifest["assessment"]
    assert len(rows) == 8
    without = [row for row in rows if row["probability"] is None]
    assert all(row["note"] for row in without)
    assert {row["indicator"] for row in without} <= {"fdi"}


def test_every_target_names_its_source(result):
    assert all(row["target_origin_id"] for row in result.manifest["assessment"])
    told = [row for row in result.manifest["assessment"] if row["last_outturn"] is not None]
    assert all(row["outturn_origin_id"] for row in told)


def test_every_number_of_a_source_leads_to_one(result):
    page = result.html.read_text("utf-8")
    cited = set(re.findall(r'href="#(te-source-\d+)"', page))
    assert cited
    assert cited <= set(read_outline(page).ids)


def test_the_sections_of_a_brief_are_there(result):
    assert len(read_outline(result.html.read_text("utf-8")).headings) >= 7


def test_no_code_and_no_missing_value_shows(text):
    assert CODE_WORDS.findall(text) == []


def test_a_brief_is_in_the_language_asked_for(real_briefs):
    for lang, other in (("zh", "en"), ("en", "zh")):
        page = real_briefs[lang].html.read_text("utf-8")
        headings = {heading.text for heading in read_outline(page).headings}
        others = read_outline(real_briefs[other].html.read_text("utf-8")).headings
        assert headings.isdisjoint(heading.text for heading in others)


def test_the_figures_are_those_of_the_assessment(package, result):
    outlook = assess(package.as_of(result.manifest["inputs"]["as_of"]), area="370105", year=2024)
    handed = pd.DataFrame(result.manifest["assessment"])
    assert handed["probability"].tolist() == outlook.table["probability"].tolist()


def test_the_same_inputs_give_the_same_bytes(result, tmp_path, monkeypatch):
    monkeypatch.setenv("TIANQIAO_ECON_CACHE", str(tmp_path / "empty"))
    again = brief(lang=result.manifest["inputs"]["lang"], out=tmp_path)
    assert again.html.read_bytes() == result.html.read_bytes()
    assert again.json.read_bytes() == result.json.read_bytes()


def test_no_place_of_this_machine_and_no_clock_is_in_it(result):
    from pathlib import Path

    both = result.html.read_text("utf-8") + result.json.read_text("utf-8")
    assert str(Path.home()) + "/" not in both
    assert str(brief_notebook().parents[1]) not in both
    started = json.loads(result.run.read_text("utf-8"))["started"]
    assert started[:10] not in both


def test_nothing_has_changed_since_the_same_brief(package, result):
    outlook = assess(package.as_of(result.manifest["inputs"]["as_of"]), area="370105", year=2024)
    found = changes(result.json, outlook)
    assert not found.data_changed
    assert set(found.table["change"]) == {"same"}
