"""Countable aims and last year's figures beside them, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.reports.conftest import TASKS, TITLE
from tianqiao_econ.reports import read_report


def aims(sentence):
    """Return verb, object, number and unit of the aims of a sentence among the tasks."""
    frame = read_report(TASKS + sentence).aims
    return [tuple(row) for row in frame[["verb", "object", "number", "unit"]].to_numpy().tolist()]


def pairs(last, now):
    """Return object, last year's number and comparability of this year's aims."""
    text = f"{TITLE}一、2023年工作回顾\n{last}\n二、2024年工作安排\n{now}"
    frame = read_report(text).aims
    return [
        (row.object, None if row.comparability == "none" else row.last_number, row.comparability)
        for row in frame.itertuples()
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("城镇化率提高0.9个百分点，工期缩短3个月，办理时限压减2个工作日。", []),
        ("①补充农村学校电脑300台。", [("", "补充农村学校电脑", 300, "台")]),
        (
            "⑤改造老旧小区12个；⑥新建公厕9座。",
            [("改造", "老旧小区", 12, "个"), ("新建", "公厕", 9, "座")],
        ),
        (
            "（一）新建学校4所。（二）改造公路30公里。",
            [("新建", "学校", 4, "所"), ("改造", "公路", 30, "公里")],
        ),
        (
            "1.新建学校4所；2.改造公路30公里。",
            [("新建", "学校", 4, "所"), ("改造", "公路", 30, "公里")],
        ),
        (
            "一是新建学校4所，二是改造公路30公里。",
            [("新建", "学校", 4, "所"), ("改造", "公路", 30, "公里")],
        ),
        (
            "城乡低保标准提高到每月不低于740元/月和485元/月，孤儿补贴标准提高到1200元/月和1700元/月。",
            [("", "城乡低保标准", 740, "元/月"), ("", "孤儿补贴标准", 1200, "元/月")],
        ),
        ("残疾人补贴标准提高到每人100元/月。", [("", "残疾人补贴标准", 100, "元/月")]),
        ("粮食播种面积稳定在71万亩以上。", [("", "粮食播种面积", 71, "万亩")]),
        ("新建、改扩建幼儿园6所。", [("新建", "幼儿园", 6, "所")]),
        ("建设改造燃气管网70公里。", [("建设", "燃气管网", 70, "公里")]),
        ("新增建设和改造提升高标准农田3万亩。", [("新增", "高标准农田", 3, "万亩")]),
        (
            "新增高新技术企业20家、专精特新企业9家。",
            [("新增", "高新技术企业", 20, "家"), ("新增", "专精特新企业", 9, "家")],
        ),
        ("中央补助比上年增加60亿元。", []),
        ("每千人拥有托位4.5个。", [("", "每千人拥有托位", 4.5, "个")]),
        ("构建以1个总体规划为核心、20个专项规划为支撑的体系。", []),
        ("推进12项重大改革事项落地见效。", [("推进", "重大改革事项", 12, "项")]),
        ("建设雷达产业园2个。", [("建设", "雷达产业园", 2, "个")]),
        (
            "推进总投资90亿元的12个文旅项目建设。",
            [("推进", "文旅项目总投资", 90, "亿元"), ("推进", "文旅项目", 12, "个")],
        ),
        ("建设项目库2个。", [("建设", "项目库", 2, "个")]),
    ],
)
def test_an_aim_has_its_own_verb_object_and_unit(sentence, expected):
    assert aims(sentence) == expected


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        ("新建公园7处。", "新建公园4处。", [("公园", 7, "same")]),
        ("实施市级重点项目29个。", "实施省级重点项目10个。", [("省级重点项目", None, "none")]),
        (
            "实施交通枢纽项目29个。",
            "实施省级交通枢纽项目10个。",
            [("省级交通枢纽项目", 29, "differs")],
        ),
        ("推进储备产业园20个。", "推进续建产业园16个。", [("续建产业园", None, "none")]),
        ("培训企业从业人员7000人。", "培训城镇失业人员200人。", [("城镇失业人员", None, "none")]),
        ("设施农业种植面积达2.4万亩。", "新增设施农业2000亩。", [("设施农业", None, "none")]),
        ("新增国家级5个。", "建好国家级2个。", [("国家级", None, "none")]),
        ("实现再就业900人。", "城镇新增就业4000人。", [("就业", None, "none")]),
        (
            "推进46项重点工作、166个重点项目。全面推进总投资87亿元的216个重点项目建设。",
            "全面抓好总投资95亿元的133个重点项目建设。",
            [("重点项目总投资", 87, "similar"), ("重点项目", 216, "similar")],
        ),
    ],
)
def test_only_things_of_one_kind_are_paired(last, now, expected):
    assert pairs(last, now) == expected
