"""The page on which a person confirms a reading: alone, linked both ways, everything escaped."""

from __future__ import annotations

import re

import pytest

import tianqiao_econ as te
from tianqiao_econ.briefing.outline import read_outline
from tianqiao_econ.briefing.report_page import report_page

EVIL = (
    "2024年1月10日在青禾区<script>alert(1)</script>第三届人民代表大会上\n一、2023年工作回顾\n"
    '地区生产总值增长6%"><img src=x onerror=alert(2)>，五年来固定资产投资增长5%。&lt;\n'
)


@pytest.fixture(scope="module")
def report(qinghe):
    return te.read_report(qinghe)


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request, report):
    return report_page(report, lang=request.param)


def test_every_row_leads_to_its_place_and_back(page, report):
    ids = read_outline(page).ids
    for number in range(1, len(report.found) + 1):
        assert ids.count(f"r{number}") == ids.count(f"p{number}") == 1
        assert page.count(f'href="#r{number}"') == page.count(f'href="#p{number}"') == 1


def test_the_text_stands_there_whole(page, report):
    body = page[page.index('<div class="report"') :].split("</div>")[0]
    shown = re.sub(r'<a class="number".*?</a>|<[^>]+>', "", body)
    assert shown == report.text


def test_each_marked_place_holds_the_words_of_its_row(report):
    page = report_page(report)
    for number, row in enumerate(report.found, start=1):
        after = page[page.index(f'id="p{number}"') :]
        words = re.sub(r'<a class="number".*?</a>|<[^>]+>', "", after[after.index("</a>") :])
        assert words.startswith(row.phrase)


def test_nothing_is_loaded_and_a_policy_forbids_it(page):
    outline = read_outline(page)
    assert outline.loads == ["<meta>"]  # the policy itself
    assert "default-src 'none'" in page
    assert "data:font/woff2" in page


def test_what_the_report_holds_is_text_and_nothing_else():
    page = report_page(te.read_report(EVIL))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&amp;lt;" in page


def test_what_is_in_doubt_is_marked_with_its_reason():
    page = report_page(te.read_report(EVIL))
    assert 'class="unsure"' in page
    assert 'class="outturn unsure"' in page
    assert "多年的平均、累计或目标" in page
    assert "--confirmed" in page


def test_the_page_is_in_the_readers_language(report):
    chinese, english = (report_page(report, lang=lang) for lang in ("zh", "en"))
    assert '<html lang="zh-CN">' in chinese
    assert "识读结果" in chinese
    assert "What was read" in english
    assert "识读结果" not in english


def test_a_report_without_figures_says_so():
    page = report_page(te.read_report("2024年政府工作报告\n没有数字。"))
    assert "没有读出指标数字" in page


@pytest.mark.browser
def test_a_long_name_leaves_the_reason_in_sight(chromium, tmp_path):
    aim = "建成以数字平台为载体的国土空间总体规划成果体系和部门事项清单制度体系1个。"
    text = f"{EVIL}二、2024年重点工作\n{aim}"
    file = tmp_path / "reading.html"
    file.write_text(report_page(te.read_report(text)), "utf-8")
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    assert "清单制度体系" in page.locator("tbody").inner_text()
    blocks = page.locator(".te-block")
    assert blocks.evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)") == [0]
    context.close()


@pytest.mark.browser
def test_in_a_browser_a_number_leads_to_its_place_and_nothing_is_requested(
    chromium, report, tmp_path
):
    file = tmp_path / "reading.html"
    file.write_text(report_page(report), "utf-8")
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url))
    page.goto(file.as_uri())
    last = len(report.found)
    page.click(f'#r{last} a[href="#p{last}"]')
    assert page.locator(f"#p{last}").evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )
    page.click(f"#p{last}")
    assert page.url.endswith(f"#r{last}")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(overflow) == 0
    sides = page.locator(".reading > section")
    assert sides.evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)") == [0, 0]
    assert [one for one in told if not one.startswith(("file:", "data:"))] == []
    context.close()
