"""Whose report it is: the name in its head against the area that was asked for."""

from __future__ import annotations

import pytest

import tianqiao_econ as te
from tianqiao_econ.framework import EconError
from tianqiao_econ.reports.titles import own_name, same_place

GOALS = "\n二、2024年工作安排\n今年的主要预期目标是：地区生产总值增长6%左右。"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("天桥区", "济南市天桥区", True),
        ("徐水县", "保定市徐水区", True),
        ("湖南省", "湖南省", True),
        ("天桥区", "济南市历下区", False),
        ("易县", "保定市易县", True),
        ("易县", "保定市涞水县", False),
        ("济南市", "济南市天桥区", False),
        ("吉林市", "吉林省", False),
        ("吉林省吉林市", "吉林市", True),
        ("河北省", "天津市河北区", False),
        ("枣庄市市中区", "济南市市中区", False),
        ("市中区", "济南市市中区", True),
        ("荆州市沙市区", "沙市区", True),
        ("恩施州", "恩施土家族苗族自治州", True),
        ("新疆", "新疆维吾尔自治区", True),
        ("内蒙古自治区", "内蒙古自治区", True),
        ("天津市", "天津市", True),
        ("简阳县", "成都市简阳市", True),
    ],
)
def test_two_names_of_one_place(first, second, same):
    assert same_place(first, second) is same
    assert same_place(second, first) is same


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("保定市清苑区2020年政府工作报告\n2020年1月9日", "保定市清苑区"),
        ("工作报告保定市清苑区2020年政府工作报告时间：2023-03-30", "保定市清苑区"),
        ("天 桥 区 2024 年政府工作报告", "天桥区"),
        ("阜平县十七届人大五次会议文件", "阜平县"),
        ("青禾区人民政府区长　林　远", "青禾区"),
        ("政府工作报告\n各位代表：现在，我代表县人民政府向大会作工作报告", None),
        ("", None),
    ],
)
def test_the_name_that_a_head_gives(head, name):
    assert own_name(head) == name


@pytest.mark.parametrize(
    ("title", "area", "said"),
    [
        ("保定市满城区2024年政府工作报告", "130608", "says it is of 保定市满城区, not of 130608"),
        ("济南市2024年政府工作报告", "370105", "says it is of 济南市, not of 370105"),
        ("2024年1月10日在济南市第十八届人民代表大会上", "370105", "says it is of 济南市"),
        ("2024年天桥区政府工作报告", "370100", "says it is of 天桥区, not of 370100"),
        ("2024年吉林省政府工作报告", "220200", "says it is of 吉林省"),
    ],
)
def test_the_report_of_another_area_is_refused_and_nothing_written(tmp_path, title, area, said):
    if area == "220200":
        (tmp_path / "areas.csv").write_text(
            "ref_area,name_zh,name_en,level,parent\n220200,吉林市,,prefecture,220000\n", "utf-8"
        )
        (tmp_path / "targets.csv").write_text(
            "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of"
            "\n220200,gdp,2023,growth,about,6,,PERCENT,2023-01-18\n",
            "utf-8",
        )
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(EconError, match=said):
        te.store_report(te.read_report(title + GOALS), tmp_path, area=area)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("title", ["青河区2024年政府工作报告", "2024年青禾市政府工作报告"])
def test_init_area_wants_the_report_of_its_own_name(tmp_path, title):
    area = {"area": "370100", "name": "济南市", "parent": "370000"}
    if "青河" in title:
        area = {"area": "379901", "name": "青禾区", "parent": "370100"}
    with pytest.raises(EconError, match="says it is of 青"):
        te.init_area(tmp_path / "new", **area, report=title + GOALS)
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_does_not_say_whose_it_is_is_taken_with_a_note(tmp_path):
    text = "2024年政府工作报告\n各位代表：" + GOALS + "满城经济平稳。" * 3
    notes = te.store_report(te.read_report(text), tmp_path / "new", area="130607")
    assert (
        "the report does not say in its head whose report it is; it was taken for 130607"
        " 保定市满城区, which it names 3 times" in notes
    )


def test_a_report_that_names_another_area_throughout_is_refused(tmp_path):
    text = "2024年政府工作报告\n各位代表：" + GOALS + "满城经济平稳。" * 3
    with pytest.raises(EconError, match="names 保定市满城区 3 times, 130608 保定市清苑区 never"):
        te.store_report(te.read_report(text), tmp_path / "new", area="130608")
    assert list(tmp_path.iterdir()) == []
    named = te.read_report(f"清苑区\n{text}")
    assert te.store_report(named, tmp_path / "new", area="130608")
