"""The record of the method: sentences, table and the picture of reliability."""

import re

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.datasets import open_data
from tianqiao_econ.showing import charts, tables
from tianqiao_econ.showing.charts import canvas

NAN = float("nan")
COLUMNS = [
    "scope",
    "model",
    "n",
    "years",
    "first_year",
    "last_year",
    "brier",
    "brier_base",
    "crps",
    "coverage_80",
]


def record_of(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def pool(brier=0.221, base=0.246, coverage=0.78, scope="all"):
    return (scope, "pool", 345, 13, 2011, 2023, brier, base, 2.31, coverage)


def reliability_of(counts):
    wide = 1 / max(len(counts), 1)
    at = np.arange(len(counts)) * wide
    return pd.DataFrame(
        {
            "bin_low": at,
            "bin_high": at + wide,
            "n": counts,
            "forecast": at + 0.5 * wide,
            "observed": np.clip(at + 0.1, 0, 1),
            "band_low": np.clip(at - 0.1, 0, 1),
            "band_high": np.clip(at + 0.25, 0, 1),
        }
    )


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


def test_the_sentences_hold_the_numbers_of_the_pool_over_everything():
    frame = record_of(pool(0.3, scope="county"), ("all", "trend", *pool(0.4)[2:]), pool())
    scores, coverage, years = tables.record_sentences(frame)
    assert "2011—2023年345项目标" in scores
    assert "布赖尔得分0.22，只报以往完成比例为0.25，误差小10%" in scores
    assert coverage == "80%区间实际包含了78%的实绩，与名义相近。"
    assert "13次独立的检验" in years


@pytest.mark.parametrize(
    ("brier", "base", "zh", "en"),
    [
        (0.27, 0.25, "误差反而大8%", "8% more error"),
        (0.25, 0.25, "相当", "no better and no worse"),
        (0.25, NAN, "布赖尔得分0.25；", "Brier score of 0.25."),
    ],
)
def test_a_record_that_is_no_better_says_so(brier, base, zh, en):
    frame = record_of(pool(brier, base))
    assert zh in tables.record_sentences(frame)[0]
    assert en in tables.record_sentences(frame, "en")[0]


@pytest.mark.parametrize(("share", "word"), [(0.6, "偏窄"), (0.95, "偏宽"), (0.8, "相近")])
def test_coverage_is_judged(share, word):
    assert word in tables.record_sentences(record_of(pool(coverage=share)))[1]


def test_a_record_without_intervals_says_nothing_of_them():
    assert len(tables.record_sentences(record_of(pool(coverage=NAN)))) == 2


def test_without_a_record_that_is_said():
    none = "自带数据中没有回测成绩。"
    assert tables.record_sentences(record_of()) == [none]
    assert none in text_of(tables.record_table(record_of(), open_data()))
    assert charts.alt_reliability(reliability_of([0, 0])) == none


def test_the_table_names_scopes_and_models():
    frame = record_of(
        pool(),
        ("all", "base_rate", 345, 13, 2011, 2023, 0.246, 0.246, NAN, NAN),
        pool(scope="county"),
        pool(scope="gdp"),
        pool(scope="moon"),
    )
    shown = text_of(tables.record_table(frame, open_data()))
    for words in ("全部", "合成预测", "以往完成比例", "区县级", "地区生产总值", "moon", "0.221"):
        assert words in shown
    assert "nan" not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("counts", [[1, 6, 18, 42, 168, 280, 68, 42, 18, 6], [0, 3, 0, 9, 0]])
def test_the_picture_of_reliability_is_legible(lang, counts, legible):
    assert legible(charts.reliability(reliability_of(counts), lang))


def test_the_picture_of_the_same_record_is_drawn_once(monkeypatch):
    drawn = []
    canvas._drawn_once.cache_clear()
    monkeypatch.setattr(canvas, "svg", lambda *told: drawn.append(told) or f"{len(drawn)}")
    one, again, other = (reliability_of(counts) for counts in ([0, 7], [0, 7], [0, 8]))
    assert charts.reliability(one)._repr_html_() == charts.reliability(again)._repr_html_()
    assert len(drawn) == 1
    charts.reliability(other)._repr_html_()
    charts.reliability(one, "en")._repr_html_()
    with mpl.rc_context({"lines.linewidth": 7}):
        charts.reliability(one)._repr_html_()
    assert len(drawn) == 4
    canvas._drawn_once.cache_clear()


def test_a_picture_that_was_changed_is_drawn_as_it_is():
    record = reliability_of([0, 3, 0, 9, 0])
    plain = charts.reliability(record)._repr_html_()
    changed = charts.reliability(record)
    changed.axes[0].lines[0].set_color("red")
    assert "#ff0000" in changed._repr_html_()
    changed.axes[0].lines[0].set_color("lime")
    assert "#00ff00" in changed._repr_html_()
    assert charts.reliability(record)._repr_html_() == plain


def test_bins_without_a_target_are_left_out(drawn_texts):
    shown = [t[0] for t in drawn_texts(charts.reliability(reliability_of([0, 3, 0, 9, 0])))]
    assert "3" in shown
    assert "9" in shown
    assert "0" not in shown


def test_an_empty_record_still_has_its_heading(legible):
    assert legible(charts.reliability(reliability_of([]).astype({"n": int})))


def test_the_alternative_text_counts_the_targets():
    words = charts.alt_reliability(reliability_of([0, 3, 0, 9, 0]), "en")
    assert words == (
        "Share met by the probability given: 3 targets given 30% on average, 30% met; 9 targets "
        "given 70% on average, 70% met."
    )
