"""Nothing that a file may hold makes reading hang or crash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.reports import read_report
from tianqiao_econ.reports.plain import plain_text

_WORDS = st.sampled_from(
    [
        "地区生产总值",
        "规上工业增加值",
        "固定资产投资",
        "城乡居民人均可支配收入",
        "进出口总额",
        "与经济增长同步",
        "分别",
        "均",
        "增长",
        "下降",
        "力争",
        "不低于",
        "预期目标是：",
        "6.5%",
        "7",
        "—",
        "-3%",
        "8000万美元",
        "100亿元",
        "两位数",
        "持平",
        "左右",
        "以上",
        "（",
        "）",
        "(",
        ")",
        "，",
        "、",
        "。",
        "；",
        "\n",
        "\r\n",
        "\u3000",
        "[1]",
        "％",
        "年均",
        "2023年",
        "上半年",
        "全国",
        "河湾园区",
        "新建安置房",
        "4000套",
        "和",
        "由",
        "增加到",
        "占",
        "的",
        "百分之六点五",
        "—",
        "3",
        "—",
        "一、2023年工作回顾",
        "由负转正",
        "突破千亿元",
        "103",
        "城镇居民",
        "其中",
        "比2018年",
        "五年来",
        "前11个月",
        "基础上",
        "全省",
        "项目",
        "规上工业、服务业增加值",
        "两成三",
        "连续三年",
        "3 215",
        "增速—2.1%",
        "（+8.4%）",
        "2024年主要预期目标",
        "合同外资",
        "①",
        "元/月",
    ]
)
_REPORTS = st.lists(st.one_of(_WORDS, st.text(max_size=4)), max_size=60).map("".join)


@given(_REPORTS)
def test_any_text_gives_rows_whose_phrases_stand_where_they_say(text):
    text = "2024年政府工作报告\n" + text
    for row in read_report(text).found:
        assert text[row.start : row.end] == row.phrase
        assert row.status in {"ok", "unsure"}
        assert row.status == "ok" or row.reason


@given(st.text(max_size=200))
def test_every_place_of_the_plain_text_has_its_original(text):
    plain = plain_text(text)
    places = [plain.origin(place) for place in range(len(plain.text))]
    assert places == sorted(places)
    assert all(0 <= place < max(len(text), 1) for place in places)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        f"地区生产总值增长{'9' * 100_000}%",
        f"{'(' * 100_000}地区生产总值增长6%{')' * 100_000}",
        "（" * 100_000,
        "地区生产总值" * 50_000,
        "6%、" * 100_000,
        "地区生产总值分别" + "6%、" * 50_000,
        "由" * 200_000 + "6%",
        "增长" * 200_000 + "6%",
        "，" * 500_000,
        " \n" * 200_000,
        "扣除" * 100_000,
        "城镇居民和农村居民" * 30_000,
        "2023年1-" * 50_000,
        "地区生产总值增长6.5%，\n" * 10_000,
        "地区生产总值（含飞地）增长6.5%（同口径增长7%），" * 5_000,
        "新建安置房4000套、" * 20_000,
        "地区生产总值增长6%" * 10_000,
        "固定资产投资由增长5%降到" * 10_000,
        "突破千亿元，" * 20_000,
        "其中城镇居民" * 30_000,
        "规上工业、" * 40_000,
        "3 215 " * 40_000,
        "今年目标" * 50_000,
        "进出口、" * 50_000 + "稳定增长",
        "新建、改建" * 40_000 + "学校3所",
        "超一二三四五六七八九" * 20_000,
    ],
    ids=lambda text: f"{len(text)} of {text[:8]!r}",
)
def test_odd_texts_are_read_to_their_end(text):
    """Quadratic time would be felt: minutes, where this takes a second each."""
    report = read_report(f"2024年政府工作报告\n一、2023年工作回顾\n{text}")
    assert report.year == 2024


def test_an_empty_file_has_no_rows(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert read_report(path).rows.empty
