"""The archive as a reader meets it: opened from the disk, in a browser without a network."""

from __future__ import annotations

import pytest

from tianqiao_econ.briefing import webfont
from tianqiao_econ.briefing.archive import archive

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FACES = "document.fonts.ready.then(() => [...document.fonts].map(f => [f.family, f.status]))"


@pytest.fixture
def site(folder, shelve, fail):
    """Return a folder of two areas, three months and a failure, published."""
    for month in (1, 3, 7):
        shelve(f"2024-{month:02}-16")
        shelve(f"2024-{month:02}-16", area="370100")
    shelve("2024-07-16", lang="en")
    shelve("2023-03-16", year=2023)
    fail("2024-08-16", error="a long sentence about " + "what-went-wrong" * 12)
    archive(folder)
    return folder


@pytest.fixture
def opened(chromium, site):
    """Return the index opened offline, and everything it complained of or asked for."""
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    told = []
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("requestfailed", lambda request: told.append(f"failed: {request.url[:80]}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:")) else told.append(request.url)
        ),
    )
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/index.zh.html")
    yield page, told
    context.close()


def test_every_link_opens_from_the_disk(opened, site):
    page, told = opened
    seen, waiting = set(), [page.url]
    while waiting:
        address = waiting.pop()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        seen.add(page.url.partition("#")[0])
        for link in page.evaluate("[...document.links].map(link => link.href)"):
            address = link.partition("#")[0]
            if address not in seen and address not in waiting:
                seen.add(address)
                waiting.append(address)
    assert seen >= {file.as_uri() for file in site.glob("*/*/*.html")}
    assert seen >= {file.as_uri() for file in site.glob("*/latest.*.html")}
    assert told == []


def test_the_stable_address_goes_to_the_newest_brief_without_a_click(opened, site):
    page, told = opened
    page.goto((site / "370105/latest.zh.html").as_uri())
    page.wait_for_url("**/370105/2024/2024-07-16.zh.html")
    assert "2024-07-16 zh" in page.inner_text("body")
    assert told == []


def test_the_embedded_font_is_loaded_and_every_picture_has_words(opened):
    page, _ = opened
    assert page.evaluate(FACES) == [[webfont.FAMILY, "loaded"]]
    assert page.locator("svg").count() >= 6
    assert page.locator("svg:not([aria-label])").count() == 0


@pytest.mark.parametrize("width", [390, 768, 1200])
def test_the_index_never_scrolls_sideways(opened, width):
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate(OVERFLOW) == 0


def test_it_prints(opened):
    page, _ = opened
    page.emulate_media(media="print")
    assert not page.locator("nav.years").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
