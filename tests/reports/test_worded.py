"""The words of a target in targets.csv: the report's own, or said from what was read of them."""

from __future__ import annotations

import pytest

import tianqiao_econ as te
from tests.reports.conftest import GOALS
from tianqiao_econ.datasets import open_data
from tianqiao_econ.reports.worded import wording_of


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("固定资产投资、社会消费品零售总额分别增长5%、7%左右。", ["增长5%左右", "增长7%左右"]),
        ("城镇和农村居民人均可支配收入分别增长5.4%和7.2%。", ["增长5.4%", "增长7.2%"]),
        ("进出口、固定资产投资分别下降2%、增长3%。", ["下降2%", "增长3%"]),
        ("规上工业增加值、固定资产投资增速分别不低于6.5%、7%。", ["不低于6.5%", "不低于7%"]),
        ("规上工业增加值、固定资产投资分别增长5%-6%、7%-8%。", ["增长5%-6%", "增长7%-8%"]),
        ("居民消费价格涨幅在保持供应充足和市场稳定的前提下控制在3%左右。", ["控制在3%左右"]),
        ("规模以上工业增加值在去年较高基数之上再增长6%—6.5%。", ["增长6—6.5%"]),
        ("一般公共预算收入扣除一次性因素和留抵退税影响后增长5%以上。", ["增长5%以上"]),
        ("地区生产总值增长6%左右。", ["地区生产总值增长6%左右"]),
        ("居民人均可支配收入增长与经济增长同步。", ["居民人均可支配收入增长与经济增长同步"]),
    ],
)
def test_every_target_has_words(sentence, words):
    package = open_data()
    rows = [row for row in te.read_report(GOALS + sentence).found if row.role == "target"]
    assert [wording_of(row, package.indicator(row.indicator)) for row in rows] == words
