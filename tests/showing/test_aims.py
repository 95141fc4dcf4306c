"""The second table of a brief: aims beside last year's figures."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import Level
from tianqiao_econ.showing import tables
from tianqiao_econ.showing.style import STYLE

COLUMNS = ["verb", "object", "number", "unit", "bound", "last_number", "last_unit", "comparability"]
NAN = float("nan")
AIMS = [
    ("新建", "停车位", 800, "个", "exact", NAN, "", "none"),
    ("新建", "安置房", 4000, "套", "at_least", 6764, "套", "similar"),
    ("实现", "成交额", 90, "亿元", "at_least", 0.124, "千亿元", "same"),
    ("", "拆迁", 300, "万平方米", "about", 0.5, "平方公里", "same"),
    ("推进", "<b>项目</b>", 82, "亿元", "exact", 2032, "亿元", "differs"),
]


def outlook_of(aims, *, published="2024-01-16", date="2024-01-16", year=2024):
    frame = pd.DataFrame(aims, columns=COLUMNS).assign(
        ref_area="370105", year=2024, place="任务", origin_id="report", comment=""
    )
    origins = pd.DataFrame(
        {"origin_id": ["report"], "date_published": [pd.Timestamp(published or "NaT")]}
    )
    view = SimpleNamespace(
        package=SimpleNamespace(aims=frame, origins=origins), date=dt.date.fromisoformat(date)
    )
    area = SimpleNamespace(code="370105", level=Level.COUNTY)
    return SimpleNamespace(view=view, area=area, year=year)


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


def rows(html):
    found = re.findall(r"<tr role=.row.*?</tr>", str(html), flags=re.DOTALL)
    cells = [re.findall(r"<t[dh].*?</t[dh]>", row, flags=re.DOTALL) for row in found]
    return [[" ".join(text_of(cell).split()) for cell in row] for row in cells]


def test_aims_with_last_years_figure_come_first_with_their_ratio():
    shown = rows(tables.aims_table(outlook_of(AIMS), numbers={"report": 3}))
    assert shown == [
        ["任务", "2024年任务数", "上年数", "任务数为上年的", "可比性"],
        ["新建安置房", "4000套以上 [3]", "6764套", "59%", "大体可比"],
        ["实现成交额", "90亿元以上 [3]", "0.124千亿元", "73%", "可比"],
        ["拆迁", "约300万平方米 [3]", "0.5平方公里", "–", "可比"],
        ["推进&lt;b&gt;项目&lt;/b&gt;", "82亿元 [3]", "2032亿元", "–", "不可比"],
        ["任务", "2024年任务数"],
        ["新建停车位", "800个 [3]"],
    ]


def test_in_english_numbers_are_in_english_and_the_aim_in_the_reports_words():
    html = tables.aims_table(outlook_of(AIMS), "en")
    numbers = [row[1] for row in rows(html)]
    assert numbers[1:5] == [
        "at least 4,000 [1]",
        "at least 9 billion yuan [1]",
        "about 3 million m² [1]",
        "8.2 billion yuan [1]",
    ]
    assert '<span lang="zh-CN">新建安置房</span>' in str(html)


def test_where_no_aim_has_a_figure_of_last_year_there_is_one_short_table():
    html = str(tables.aims_table(outlook_of(AIMS[:1])))
    assert html.count("<table") == 1
    assert "可比" not in html


def test_nothing_is_shown_of_another_year_or_of_a_report_that_was_not_out_yet():
    assert len(tables.aims_of(outlook_of(AIMS))) == 5
    assert tables.aims_of(outlook_of(AIMS, year=2023)).empty
    assert tables.aims_of(outlook_of(AIMS, published="2024-02-01")).empty
    assert len(tables.aims_of(outlook_of(AIMS, published=""))) == 5


def test_no_probability_is_invented():
    html = str(tables.aims_table(outlook_of(AIMS)))
    assert "概率" not in html
    assert "probability" not in tables.aims_of(outlook_of(AIMS))


@pytest.fixture(scope="module")
def packaged():
    view = open_data().as_of("2024-01-16")
    return SimpleNamespace(view=view, area=view.package.area("370105"), year=2024)


def test_the_districts_own_aims_at_least_thirty_and_a_dozen_with_last_years_figure(packaged):
    frame = tables.aims_of(packaged)
    assert len(frame) >= 30
    assert frame["last_number"].notna().sum() >= 12
    ratio = frame.set_index("object")["ratio"]
    assert ratio["技术合同成交额"] == pytest.approx(90 / 124)
    assert ratio["安置房"] == pytest.approx(4000 / 6764)


def test_the_districts_table_names_its_source(packaged):
    frame = tables.aims_of(packaged)
    html = str(tables.aims_table(packaged, numbers=tables.source_numbers(frame)))
    assert html.count('href="#te-source-1"') == len(frame)


@pytest.mark.browser
def test_a_long_object_fits_a_phone(chromium):
    name = "提高孤儿基本生活补贴标准的对象" * 5
    html = tables.aims_table(outlook_of([("惠及", name, 300, "人", "exact", 200, "人", "same")]))
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_content(f'<html lang="zh-CN"><style>{STYLE} th{{word-break:keep-all}}</style>{html}')
    blocks = page.locator(".te-block")
    assert blocks.evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)") == [0]
    context.close()
