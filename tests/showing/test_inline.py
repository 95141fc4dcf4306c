import re
from xml.etree import ElementTree as ET

import pytest

from tianqiao_econ.showing import charts

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(outlook):
    return charts.scorecard(outlook)


@pytest.fixture(scope="module")
def markup(drawn):
    return charts.svg(drawn, "标题 <1> & 2", "说明")


def ids(markup):
    return re.findall(r'\bid="([^"]+)"', markup)


def test_it_is_well_formed_and_described(markup):
    root = ET.fromstring(markup)  # noqa: S314 - our own text
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "标题 <1> & 2"
    assert root.find(f"{SVG}desc").text == "说明"
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert set(root.get("aria-labelledby").split()) == named


def test_the_same_figure_gives_the_same_bytes(outlook, markup):
    assert charts.svg(charts.scorecard(outlook), "标题 <1> & 2", "说明") == markup


def test_every_reference_leads_somewhere_and_every_id_is_used(markup):
    found = ids(markup)
    assert len(found) == len(set(found))
    referred = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', markup))
    named = {one or other for one, other in referred} | {name for name in found if "-t" in name}
    assert {one or other for one, other in referred} <= set(found)
    assert len(found) == len(named) + 1  # and the description


def test_several_figures_share_a_page(outlook, history):
    figures = [charts.scorecard(outlook), charts.number_met(outlook)]
    for column in outlook.columns:
        figures.append(charts.fan(outlook, column, history=history))
        figures.append(charts.dotplot(outlook, column))
    page = "".join(figure._repr_html_() for figure in figures)
    found = ids(page)
    assert len(found) == len(set(found))


def test_it_scales_and_names_no_clock_and_no_other_host(markup):
    assert 'width="100%"' in markup
    assert "viewBox" in markup
    assert "<style" not in markup
    assert "metadata" not in markup
    assert re.findall(r"https?://[^\"]+", markup) == ["http://www.w3.org/2000/svg"]


def test_text_is_drawn_as_paths(markup):
    assert "<text" not in markup
    assert "font-family" not in markup


def test_a_figure_shows_itself_with_its_own_words(outlook):
    figure = charts.number_met(outlook)
    assert figure._repr_html_() == charts.svg(figure, figure.title, figure.description)
    assert figure.description == charts.alt_number_met(outlook)


def test_figures_stay_small(outlook, history):
    assert len(charts.scorecard(outlook)._repr_html_()) < 120_000
    assert len(charts.fan(outlook, "gdp", history=history)._repr_html_()) < 60_000
    assert len(charts.dotplot(outlook, "gdp")._repr_html_()) < 35_000
