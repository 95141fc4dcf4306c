"""A brief as a reader meets it: opened from a file, in a browser without a network."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from tianqiao_econ.briefing import brief, webfont
from tianqiao_econ.briefing.importing import import_nbformat

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

SHOWN_TEXT = "document.documentElement.innerText + document.documentElement.textContent"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FACES = "document.fonts.ready.then(() => [...document.fonts].map(f => [f.family, f.status]))"
UNNAMED_PICTURES = """
[...document.querySelectorAll("main svg, main img")].filter(picture =>
    !picture.closest("[aria-hidden=true]") && !picture.closest("svg svg") &&
    !(picture.getAttribute("alt") || picture.getAttribute("aria-label")
      || picture.getAttribute("aria-labelledby") || picture.querySelector("title"))
).length
"""


@pytest.fixture(scope="module", params=["small", "zh", "en"])
def html(request, make_notebook, small_sources, tmp_path_factory):
    """Return a small brief, and the real one in both languages."""
    if request.param != "small":
        return request.getfixturevalue("real_briefs")[request.param].html
    folder = tmp_path_factory.mktemp("briefs")
    notebook = folder / "small.ipynb"
    import_nbformat().write(make_notebook(*small_sources), notebook)
    return brief(notebook=notebook, out=folder).html


@pytest.fixture(scope="module")
def opened(chromium, html):
    """Return the page opened offline, and everything it complained of."""
    context = chromium.new_context(offline=True, viewport=DESKTOP)
    page = context.new_page()
    told = []
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("requestfailed", lambda request: told.append(f"failed: {request.url[:80]}"))
    page.on("request", lambda request: told.append(f"request: {request.url[:80]}"))
    page.goto(html.as_uri())
    page.evaluate(FACES)
    page.wait_for_load_state("networkidle")
    yield page, [line for line in told if not line.startswith(("request: file:", "request: data:"))]
    context.close()


def test_nothing_is_requested_and_nothing_complained_of(opened):
    page, told = opened
    assert told == []
    assert page.title()


def test_the_embedded_font_is_loaded(opened):
    page, _ = opened
    assert page.evaluate(FACES) == [[webfont.FAMILY, "loaded"]]


def test_every_character_of_the_page_has_a_glyph_in_the_embedded_font(opened, html):
    page, _ = opened
    data = re.search(r"data:font/woff2;base64,([^)]+)\)", html.read_text("utf-8")).group(1)
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        has = set(map(chr, font.getBestCmap()))
    shown = {char for char in page.evaluate(SHOWN_TEXT) if char.isprintable()}
    assert shown - has == set()


def test_the_browser_takes_every_glyph_from_the_embedded_font(opened):
    page, _ = opened
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    wanted = {"nodeId": root, "selector": "body, body *:not(svg *), svg text"}
    every = session.send("DOM.querySelectorAll", wanted)["nodeIds"]
    used = set()
    for node in every:
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        used |= {(font["familyName"], font["isCustomFont"]) for font in fonts}
    session.detach()
    assert used == {(webfont.FAMILY, True)}


def test_every_picture_has_words_for_those_who_do_not_see_it(opened):
    page, _ = opened
    assert page.evaluate(UNNAMED_PICTURES) == 0


def test_every_entry_of_the_contents_leads_to_a_heading(opened):
    page, _ = opened
    links = page.locator("nav.contents a")
    assert links.count() >= 2
    for link in links.all():
        anchor = link.get_attribute("href").removeprefix("#")
        assert page.locator(f'[id="{anchor}"]').count() == 1


def test_no_anchor_is_used_twice(opened):
    page, _ = opened
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("width", [PHONE["width"], 768, DESKTOP["width"]])
def test_the_page_never_scrolls_sideways(opened, width):
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate(OVERFLOW) == 0


def test_the_text_is_large_enough_on_a_phone(opened):
    page, _ = opened
    page.set_viewport_size(PHONE)
    sizes = page.evaluate(
        "[...document.querySelectorAll('main p, main td')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12


def test_it_prints_on_paper_without_its_contents(opened):
    page, _ = opened
    page.emulate_media(media="print")
    assert not page.locator("nav.contents").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
    page.emulate_media(media="screen")
