"""The record in pictures: legible, with words behind them, and sober where nothing is known."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from tianqiao_econ.showing.charts.record import (
    brier_by_year,
    crps_by_model,
    model_label,
    pit_histogram,
)
from tianqiao_econ.showing.wording.backtest_en import BACKTEST_EN
from tianqiao_econ.showing.wording.backtest_zh import BACKTEST_ZH
from tianqiao_econ.showing.wording.notes import PATTERNS, note_phrase

NAN = float("nan")
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


def by_year_of(years):
    rng = np.random.default_rng(1)
    rows = [
        {"year": year, "model": model, "n": 28, "brier": rng.uniform(0.05, 0.6)}
        for year in years
        for model in ("pool", "trend", "base_rate")
    ]
    return pd.DataFrame(rows, columns=["year", "model", "n", "brier"])


def summary_of(models):
    rows = [
        {
            "model": model,
            "score": score,
            "n": 100 * (place + 1),
            "mean": 0.8 + 0.1 * place,
            "lower": 0.6,
            "upper": 1.0 + 0.2 * place,
        }
        for place, model in enumerate(models)
        for score in ("brier", "crps")
    ]
    return pd.DataFrame(rows, columns=["model", "score", "n", "mean", "lower", "upper"])


def pits(n):
    return pd.DataFrame({"pit": np.random.default_rng(2).beta(2, 2, n)})


class Listening(RendererAgg):
    """Notes the box of every text that is drawn, in pixels."""

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self.boxes = []

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):  # noqa: FBT002 - matplotlib's own
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        self.boxes.append((x, y - height + descent, x + width, y + descent))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def legible(figure):
    """Whether every text lies on the sheet and on no other; a missing glyph is an error."""
    figure.set_dpi(100)
    FigureCanvasAgg(figure)
    width, height = figure.get_size_inches() * 100
    renderer = Listening(width, height, 100)
    figure.draw(renderer)
    boxes = renderer.boxes
    inside = all(
        b[0] >= -1 and b[1] >= -1 and b[2] <= width + 1 and b[3] <= height + 1 for b in boxes
    )
    apart = not any(
        min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
        for a, b in combinations(boxes, 2)
    )
    return bool(boxes) and inside and apart


@LANGUAGES
@pytest.mark.parametrize("years", [[2014], range(2005, 2015), range(1995, 2024)])
def test_brier_scores_are_legible_for_one_year_or_thirty(lang, years):
    assert legible(brier_by_year(by_year_of(years), lang))


@LANGUAGES
@pytest.mark.parametrize(
    "models", [["pool"], ["pool", "anchored", "trend", "parent", "last_value", "naïve"]]
)
def test_errors_by_model_are_legible_for_one_model_or_many(lang, models):
    assert legible(crps_by_model(summary_of(models), lang))


@LANGUAGES
@pytest.mark.parametrize("n", [1, 30, 5000])
def test_a_pit_histogram_is_legible(lang, n):
    assert legible(pit_histogram(pits(n), lang))


@LANGUAGES
def test_without_rows_a_chart_says_that_there_is_nothing(lang):
    nothing = {"zh": "没有可以显示的内容。", "en": "There is nothing to show."}[lang]
    for figure in (
        brier_by_year(by_year_of([]), lang),
        crps_by_model(summary_of([]), lang),
        pit_histogram(pits(0), lang),
    ):
        assert figure.description == nothing
        assert not figure.axes
        assert legible(figure)


def test_an_interval_that_is_not_known_is_not_drawn():
    one_year = summary_of(["pool", "trend"]).assign(lower=NAN, upper=NAN)
    figure = crps_by_model(one_year)
    assert legible(figure)
    assert figure.axes[0].get_xlim()[1] < 2


def test_scores_of_each_year_stand_beside_the_base_rates():
    frame = pd.DataFrame(
        {
            "year": [2013, 2013, 2014, 2014, 2015],
            "model": ["pool", "base_rate", "pool", "base_rate", "pool"],
            "brier": [0.2, 0.4, 0.1, 0.05, 0.3],
        }
    )
    figure = brier_by_year(frame)
    assert "2013年0.20对0.40" in figure.description
    assert "2014年0.10对0.05" in figure.description
    assert "2015" not in figure.description  # no base rate to stand beside
    heights = [line.get_ydata().tolist() for line in figure.axes[0].lines]
    assert heights == [[0.4, 0.05], [0.2, 0.1]]


def test_the_words_behind_errors_by_model_name_each_with_its_targets():
    words = crps_by_model(summary_of(["pool", "last_value"]), "en").description
    assert "pooled forecast (100) 0.80" in words
    assert "last outturn again (200) 0.90" in words


def test_outturns_are_counted_in_tenths_of_their_draws():
    rows = pd.DataFrame({"pit": [0.05, 0.05, 0.05, 0.95, NAN]})
    figure = pit_histogram(rows, "en")
    assert [bar.get_height() for bar in figure.axes[0].patches] == [75, *[0] * 8, 25]
    assert "75%; 0%;" in figure.description
    assert figure.description.endswith("25%.")


def test_a_model_without_a_name_is_told_by_its_code():
    assert model_label("naïve", "zh") == "naïve"
    assert model_label("pool", "en") == "pooled forecast"


def test_both_languages_have_the_same_texts():
    assert set(BACKTEST_ZH) == set(BACKTEST_EN)


@pytest.mark.parametrize(
    "note",
    [
        "2012: the data hold no growth target",
        "2012: no growth target was known on 2012-03-31",
        "2012: none of 48 targets has an announced outturn",
        "2012: 24 of 48 targets have no announced outturn and are not judged",
        "2012: no earlier pair of target and outturn, so the base rate is 0.5",
        "every target or its outturn has an assumed date",
        "no year other than 2008, 2009",
        "an interval by year needs 2 years",
        "a mean score of zero cannot be compared as a ratio",
    ],
)
def test_remarks_of_a_back_test_are_said_in_chinese(note):
    said = note_phrase(note, "zh", lambda _, code: code)
    assert not any("a" <= sign <= "z" for sign in said), said


def test_every_remark_of_a_back_test_has_a_pattern():
    told = {key for key in BACKTEST_ZH if key.startswith("note.")}
    assert told == {f"note.{key}" for key in PATTERNS if key.startswith("backtest_")}
