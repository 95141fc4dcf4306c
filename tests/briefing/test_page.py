from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tianqiao_econ.briefing import page
from tianqiao_econ.briefing.outline import read_outline
from tianqiao_econ.framework import EconError

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def shown(v4, frame):
    """Return the page of some cells: text is Markdown, a dict is a result of a code cell."""

    def show(*cells, tags=(), **outputs):
        made = []
        for cell in cells:
            if isinstance(cell, str):
                made.append(v4.new_markdown_cell(cell, metadata={"tags": list(tags)}))
            else:
                output = v4.new_output("display_data", data=cell, **outputs)
                made.append(v4.new_code_cell("secret = 1", outputs=[output]))
        return page.render(v4.new_notebook(cells=made), frame)

    return show


class Seen(HTMLParser):
    """The elements of a page by name, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def test_a_page_holds_prose_and_results_and_no_code(shown):
    text = shown("平稳 **增长**", {"text/html": "<p>表</p>"}, {"text/markdown": "*en*"})
    assert "<p>平稳 <strong>增长</strong></p>" in text
    assert "<p>表</p>" in text
    assert "<em>en</em>" in text
    assert "secret" not in text


def test_a_page_can_fetch_nothing_and_run_nothing(shown):
    seen = Seen(shown("a", {"text/html": "<p>b</p>"}))
    policy = next(meta["content"] for meta in seen.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert not seen.all("script")
    assert not seen.all("link")


def test_html_in_markdown_is_shown_as_text_for_it_may_come_from_data(shown):
    for text in (shown(f"看 {HOSTILE}"), shown({"text/markdown": f"看 {HOSTILE}"})):
        assert "&lt;script&gt;" in text
        assert not Seen(text).all("script")
        assert not Seen(text).all("img")


def test_a_markdown_link_cannot_run_anything(shown):
    assert "javascript:" not in shown("[看](javascript:alert(1))")


def test_words_around_the_text_are_escaped(v4):
    hostile = page.Frame("zh", HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    cells = [v4.new_markdown_cell(f"## {HOSTILE}"), v4.new_markdown_cell("## two")]
    seen = Seen(page.render(v4.new_notebook(cells=cells), hostile))
    assert not seen.all("script")
    assert not seen.all("img")


def test_plain_output_is_escaped(shown):
    assert "&lt;script&gt;" in shown({"text/plain": HOSTILE})


DRAWN = (
    '<g><defs><path id="b" d="M0 1.5L-2 0" transform="scale(0.1 -0.1)"/><g id="c"></g></defs>'
    '<g style="fill: none; stroke: #fff" clip-path="url(#b)"><use href="#b" x="5.5"/></g></g>'
)


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<script>1</script>", "<script>"),
        ("<link rel=stylesheet href=x.css>", "<link>"),
        ("<iframe src='data:text/html,x'></iframe>", "<iframe>"),
        ("<p onclick='x()'>", "onclick on <p>"),
        ("<img alt='' src='https://example.org/x.png'>", "'https://example.org/x.png' on <img>"),
        ("<svg><use href='other.svg#a'/></svg>", "'other.svg#a' on <use>"),
        (f'<svg>{DRAWN}<use href="other.svg#a" x="1"/></svg>', "'other.svg#a' on <use>"),
        (f'<svg>{DRAWN}<g style="fill: url(x.svg)"/></svg>', "an address in the style of <g>"),
        (f'<svg>{DRAWN}<g id="a" onclick="x()"></g></svg>', "onclick on <g>"),
        (f'<p title="{DRAWN}<img src="x.png">">', "'x.png' on <img>"),
        ("<p style='background: url(x.png)'>", "an address in the style of <p>"),
        ("<style>@import 'x.css';</style>", "an address in a style sheet"),
        ("<style>p { background: url(//x/y.png) }</style>", "an address in a style sheet"),
        ("<a href='javascript:x()'>", "'javascript:x()' on <a>"),
        ("<meta http-equiv='refresh' content='0'>", "<meta>"),
    ],
)
def test_an_output_that_would_fetch_or_run_something_is_refused_by_name(shown, html, named):
    with pytest.raises(EconError, match="would not stand alone") as refused:
        shown({"text/html": html})
    assert named in str(refused.value)


def test_what_stays_inside_the_page_is_allowed(shown):
    inside = (
        "<a href='https://example.org'>来源</a><a href='#x'>x</a><img alt='' src='data:image/png,'>"
        "<svg><defs><g id='g'/></defs><use href='#g'/><path style='clip-path: url(#g)'/></svg>"
        "<style>p { background: url('data:image/png,') }</style>"
    )
    assert inside in shown({"text/html": inside})


def test_what_is_only_drawn_is_stepped_over_with_its_anchors():
    read = read_outline(f'<p id="a"></p><svg>{DRAWN}</svg><h2 id="e">标题</h2><p id="f"></p>')
    assert read.ids == ["a", "b", "c", "e", "f"]
    assert [heading.text for heading in read.headings] == ["标题"]
    assert read.loads == []


def test_contents_link_to_each_heading_chinese_or_not(shown):
    text = shown(
        "# 题\n\n## 一、判断（概率）", {"text/html": "<h2 class='x'>At &amp; risk</h2>"}, "### 三级"
    )
    outline = read_outline(text)
    assert [(h.anchor, h.text) for h in outline.headings] == [
        ("一-判断-概率", "一、判断（概率）"),
        ("at-risk", "At & risk"),
    ]
    links = [link["href"] for link in Seen(text).all("a")]
    assert links == ["#text", "#一-判断-概率", "#at-risk"]
    assert "<h2 id=\"at-risk\" class='x'>" in text


def test_headings_of_the_same_words_get_anchors_of_their_own(shown):
    text = shown("## 表", "## 表", {"text/html": "<h2 id='own'>表</h2><p id='表-2'></p>"})
    anchors = [heading.anchor for heading in read_outline(text).headings]
    assert anchors == ["表", "表-3", "own"]
    assert len(set(read_outline(text).ids)) == len(read_outline(text).ids)


def test_a_heading_of_signs_alone_gets_an_anchor_too(shown):
    assert [h.anchor for h in read_outline(shown("## ……", "## x")).headings] == ["section", "x"]


def test_the_page_has_one_title_its_own_or_the_notebooks(shown, frame):
    assert shown("a").count("<h1") == 1
    with_own = shown({"text/html": "<h1>自己的</h1>"})
    assert re.findall("<h1[^>]*>(.*?)</h1>", with_own) == ["自己的"]
    assert f"<title>{frame.title}</title>" in with_own


def test_landmarks_and_language_are_there(shown):
    seen = Seen(shown("## a", "## b"))
    assert seen.all("html")[0]["lang"] == "zh-CN"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(seen.all(landmark)) == 1
    assert seen.all("a")[0] == {"class": "skip", "href": "#text"}
    assert seen.all("meta")[2]["content"] == "width=device-width, initial-scale=1"


@pytest.mark.parametrize("tag", sorted(page.NOT_SHOWN))
def test_cells_that_belong_to_the_notebook_alone_are_left_out(shown, tag):
    assert "only here" not in shown("only here", tags=[tag])


def test_warnings_are_told_and_not_printed_on_the_page(v4, frame, caplog):
    streams = [
        v4.new_output("stream", name="stderr", text="a warning from /some/place"),
        v4.new_output("stream", name="stdout", text="<b>counted</b>"),
    ]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("1", outputs=streams)])
    text = page.render(notebook, frame)
    assert "a warning" not in text
    assert "&lt;b&gt;counted" in text
    assert "a warning from /some/place" in caplog.text


def test_what_is_handed_over_is_read_and_not_shown(v4, frame):
    data = {page.HANDED_OVER: {"title": "题"}, "text/plain": "8 rows"}
    cell = v4.new_code_cell("1", outputs=[v4.new_output("display_data", data=data)])
    notebook = v4.new_notebook(cells=[cell])
    assert page.handed_over(notebook) == {"title": "题"}
    assert "8 rows" not in page.render(notebook, frame)
    assert page.handed_over(v4.new_notebook(cells=[v4.new_markdown_cell("x")])) == {}


def test_counters_timings_and_identities_do_not_reach_the_page(v4, frame):
    def made(number):
        output = v4.new_output("execute_result", data={"text/plain": "7"}, execution_count=number)
        cell = v4.new_code_cell("x", outputs=[output], execution_count=number, id=f"id{number}")
        cell.metadata["papermill"] = {"start_time": f"2024-01-0{number}"}
        return page.render(v4.new_notebook(cells=[cell], metadata={"at": number}), frame)

    assert made(1) == made(2)


def test_a_picture_keeps_its_words(shown, caplog):
    text = shown({"image/png": "QUJD\n"}, metadata={"image/png": {"alt": '"甲" & 乙'}})
    assert Seen(text).all("img") == [{"src": "data:image/png;base64,QUJD", "alt": '"甲" & 乙'}]
    assert "without alternative text" not in caplog.text
    shown({"image/svg+xml": "<svg/>"})
    assert "1 picture(s) without alternative text" in caplog.text
