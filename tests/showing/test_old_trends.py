"""A trend that ended years ago is shown as not used wherever it is shown, and only it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tianqiao_econ.assessment import comparison
from tianqiao_econ.showing import charts, tables
from tianqiao_econ.showing.rows import rows_of


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


@pytest.fixture
def aged(outlook):
    """The outlook with one trend that ended in 2020 and is not used; the others are used."""
    old = outlook.table["indicator"] == "retail_sales"
    told = {"trend_used": [not one for one in old], "trend_last": "2020", "model": "pool"}
    return replace(outlook, table=outlook.table.assign(**told))


def test_a_row_knows_the_last_year_of_a_trend_that_is_not_used(aged, outlook):
    assert {row.column: row.old_trend for row in rows_of(aged, "zh") if row.old_trend} == {
        "retail_sales": "2020"
    }
    assert not any(row.old_trend for row in rows_of(outlook, "zh"))


def test_the_table_marks_it_beside_the_distance_and_explains(aged, outlook):
    shown = text_of(tables.targets_table(aged))
    assert shown.count("数据止于2020年，未采用") == 1
    assert "完成概率没有用到它" in shown
    english = text_of(tables.targets_table(aged, "en"))
    assert "figures to 2020, not used" in english
    assert "未采用" not in text_of(tables.targets_table(outlook))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_has_an_empty_band_and_a_legend_for_it(aged, outlook, lang, legible):
    figure = charts.scorecard(aged, lang)
    assert legible(figure)
    (legend,) = figure.legends
    words = {"zh": "旧趋势（未采用）", "en": "old trend, not used"}[lang]
    assert words in [told.get_text() for told in legend.get_texts()]
    (plain,) = charts.scorecard(outlook, lang).legends
    assert words not in [told.get_text() for told in plain.get_texts()]


@pytest.fixture(scope="module")
def winter():
    from tianqiao_econ.assessment import assess
    from tianqiao_econ.datasets import open_data

    return assess(open_data().as_of("2024-01-16"), area="370105", year=2024, n_draws=500)


def test_on_the_packaged_facts_the_trend_of_trade_is_shown_and_not_used(winter):
    table = winter.table.set_index("indicator")
    assert table["trend_used"].to_dict()["trade"] is False
    assert table["trend_used"].to_dict()["gdp"] is True
    assert table.loc["trade", "note"].endswith(
        "the trend ends in 2020: shown, but too old to be used"
    )
    assert "trend" in table.loc["gdp", "note"].split(";")[0]
    said = text_of(tables.trust_table(winter))
    assert "趋势止于2020年，太旧，只列出而未采用" in said


def test_its_sentence_and_its_line_beside_the_parents_say_so_too(winter):
    package, compared = winter.view.package, comparison(winter)
    assert "数据止于2020年，未采用" in text_of(tables.trends_table(compared, package))
    sentences = text_of(tables.drivers(compared, package, "en"))
    assert "figures to 2020, not used" in sentences
