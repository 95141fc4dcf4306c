"""Texts of charts: remembered, and set just as matplotlib itself would."""

from __future__ import annotations

import io

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath

from tianqiao_econ.showing import charts
from tianqiao_econ.showing.charts import typesetting
from tianqiao_econ.showing.charts.typesetting import Typesetter
from tianqiao_econ.showing.fonts import SETTINGS, families


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """Nothing remembered from other tests."""
    monkeypatch.setattr(typesetting, "_kept", {})
    return typesetting._kept


@pytest.fixture
def prop():
    return FontProperties(family=families("zh"), size=9)


def drawing(figure, backend=None):
    file = io.StringIO()
    with mpl.rc_context(SETTINGS):
        figure.savefig(file, format="svg", backend=backend, metadata={"Date": None})
    return file.getvalue()


@pytest.mark.parametrize("words", ["增长5.5%以上", "Target 5%", "AVAT To", "$a^2$", "5%\n6%"])
def test_a_text_is_drawn_as_matplotlib_draws_it(words, kept):
    ours = "module://tianqiao_econ.showing.charts.typesetting"
    with mpl.rc_context({**SETTINGS, "font.family": families("zh")}):
        figure = Figure(figsize=(3, 1))
        figure.text(0.1, 0.5, words, size=9)
        first, again = (drawing(figure, ours) for _ in range(2))
        assert first == again == drawing(figure)
    remembered = all(any(line in key for key in kept) for line in words.split("\n"))
    assert remembered == ("$" not in words)


def test_a_text_is_measured_once_for_each_size(prop, kept):
    large = FontProperties(family=families("zh"), size=18)
    sizes = {
        one.get_size(): [
            Typesetter().get_text_width_height_descent("目标", one, ismath=False) for _ in range(2)
        ]
        for one in (prop, large)
    }
    assert len(kept) == 2
    for size, (first, again) in sizes.items():
        assert first == again
        assert first[0] == pytest.approx(sizes[9.0][0][0] * size / 9)


def test_shapes_that_a_figure_has_already_are_left_out(prop):
    font = get_font(findfont(prop))
    setter = Typesetter()
    _, every, _ = setter.get_glyphs_with_font(font, "目标")
    known = dict(list(every.items())[:1])
    placed, new, _ = setter.get_glyphs_with_font(
        font, "目标", glyph_map=known, return_new_glyphs_only=True
    )
    assert set(new) == set(every) - set(known)
    assert placed == TextToPath().get_glyphs_with_font(font, "目标")[0]


def test_a_text_with_a_character_that_the_font_lacks_is_not_remembered(prop, kept):
    private = "\U000f1234"
    with pytest.warns(UserWarning, match="missing from font"):
        Typesetter().get_text_width_height_descent(private, prop, ismath=False)
    Typesetter().get_glyphs_with_font(get_font(findfont(prop)), private)
    assert not kept


def test_no_more_is_remembered_than_has_room(prop, kept, monkeypatch):
    monkeypatch.setattr(typesetting, "_MOST", 3)
    for number in range(8):
        Typesetter().get_text_width_height_descent(f"{number}%", prop, ismath=False)
    assert 0 < len(kept) <= 3


def test_matplotlib_still_asks_it(outlook, kept):
    charts.number_met(outlook)._repr_html_()
    assert {key[0] for key in kept} == {"size", "places"}
