"""A new area's data package out of its reports, with the facts of the areas above it."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import tianqiao_econ as te
from tianqiao_econ.datasets import check, open_data
from tianqiao_econ.framework import EconError, Level
from tianqiao_econ.reports.places import level_of

EARLIER = """青禾区2023年政府工作报告
2023年1月10日在青禾区第三届人民代表大会第三次会议上
一、2022年工作回顾
一年来，全区地区生产总值增长3.1%，固定资产投资增速达到6.5%，一般公共预算收入下降1.8%。
二、2023年工作安排
今年经济社会发展的主要目标是：地区生产总值增长6.5%左右，固定资产投资增长8%以上。
"""
PROVINCE = """青山省2024年政府工作报告
2024年1月20日在青山省第十四届人民代表大会第二次会议上
一、2023年工作回顾
全省生产总值增长5.1%，城镇居民人均可支配收入增长4.8%。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长5.5%左右，城镇居民人均可支配收入增长5%。
"""
TIANQIAO = {"area": "370105", "name": "天桥区", "parent": "370100"}
QINGHE = {"area": "379901", "name": "青禾区", "parent": "370100"}


@pytest.fixture(scope="module")
def founded(qinghe, tmp_path_factory):
    folder = tmp_path_factory.mktemp("founded") / "qinghe"
    notes = te.init_area(
        folder, **QINGHE, report=[qinghe, te.read_report(EARLIER)], name_en="Qinghe"
    )
    return folder, notes


def test_the_package_is_sound_and_about_the_area(founded):
    folder, _ = founded
    assert check(folder) == ()
    package = open_data(folder)
    assert (package.default_area, package.default_year) == ("379901", 2024)
    area = package.area("379901")
    assert (area.name_zh, area.name_en, area.level) == ("青禾区", "Qinghe", Level.COUNTY)
    assert [one.code for one in package.parents("379901")] == ["370100", "370000", "CN"]
    listed = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    assert all((folder / one["path"]).exists() for one in listed)


def test_other_peoples_tools_find_the_package_valid_too(founded):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(founded[0] / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "note"])


def test_reports_of_several_years_make_a_series(founded):
    view = open_data(founded[0]).as_of("2024-01-18")
    assert view.series("gdp", area="379901")["obs_value"].tolist() == [3.1, 6.2]
    assert view.series("fiscal_revenue", area="379901")["obs_value"].tolist() == [-1.8, 7.1]
    years = view.targets.query("ref_area == '379901'")["time_period"]
    assert sorted(years.unique()) == ["2023", "2024"]


def test_the_facts_of_the_areas_above_are_ours_with_their_sources(founded):
    package, ours = open_data(founded[0]), open_data()
    assert not [note for note in package.notes if "set aside" in note]
    for name in ("observations", "targets"):
        tables = [each.table(name) for each in (package, ours)]
        parents = ["370100", "370000", "CN"]
        one, other = (table[table["ref_area"].isin(parents)] for table in tables)
        assert len(one) == len(other) > 50
        pd.testing.assert_frame_equal(
            one.sort_values(list(one)).reset_index(drop=True),
            other.sort_values(list(other)).reset_index(drop=True),
        )
    own = pd.read_csv(founded[0] / "origins.csv", dtype=str)["origin_id"]
    copied = pd.read_csv(founded[0] / "observations.csv", dtype=str)["origin_id"]
    assert set(copied) <= set(own)


def test_every_target_is_assessed_with_a_probability_or_a_reason(founded):
    view = open_data(founded[0]).as_of("2024-01-18")
    table = te.assess(view, area="379901", year=2024).table
    assert len(table) == 9
    told = table["probability"].notna() | (table["note"] != "")
    assert told.all()
    assert table["probability"].notna().sum() >= 7
    gdp = table.set_index("indicator").loc["gdp"]
    assert (gdp["last_period"], gdp["last_outturn"]) == ("2023", 6.2)


def test_the_aims_stand_beside_last_years_figures(founded):
    aims = open_data(founded[0]).aims.query("ref_area == '379901'").set_index("object")
    assert len(aims) == 20
    assert aims.loc["安置房", ["number", "last_number"]].tolist() == [3000, 2860]
    assert aims.loc["公共停车位", "comparability"] == "none"


def test_what_was_written_is_told(founded):
    copied, first, second, *rest = founded[1]
    assert "facts of the areas above were copied: 370100 济南市, 370000 山东省, CN 全国" in copied
    assert first.startswith("the report: rows added")
    assert second.startswith("qinghe-2024.txt: rows added")
    assert rest == ["figures of other areas were left out: 青禾经济开发区"]


@pytest.mark.parametrize(
    ("code", "name", "parent", "level"),
    [
        ("990000", "青山省", "CN", "province"),
        ("379900", "青山市", "370000", "prefecture"),
        ("370105Z9", "青山园区", "370105", "zone"),
        ("379901", "青山县", "370000", "county"),
    ],
)
def test_areas_of_any_level(tmp_path, code, name, parent, level):
    text = PROVINCE.replace("青山省", name)
    te.init_area(tmp_path / "new", area=code, name=name, parent=parent, report=text)
    package = open_data(tmp_path / "new")
    assert package.area(code).level == level
    assert package.parents(code)[0].code == parent
    assert len(package.annual_targets(code, 2024)) == 2


def test_an_empty_folder_is_filled(tmp_path):
    text = PROVINCE.replace("青山省", "青禾区")
    te.init_area(tmp_path, **QINGHE, report=text)
    assert check(tmp_path) == ()


def test_what_the_data_know_of_the_area_itself_goes_along(tmp_path):
    text = PROVINCE.replace("青山省", "天桥区")
    notes = te.init_area(tmp_path / "new", **TIANQIAO, report=text)
    package, ours = open_data(tmp_path / "new"), open_data()
    assert package.area("370105").name_en == "Tianqiao District, Jinan"
    assert "so were the 78 that the data have on 370105 天桥区 itself" in notes[0]
    assert not [note for note in package.notes if "set aside" in note]
    for name in ("observations", "aims"):
        rows = [each.table(name).query("ref_area == '370105'") for each in (ours, package)]
        kept = rows[0].merge(rows[1], on=list(rows[0]))
        assert len(kept) == len(rows[0]) > 10
    assert set(package.observations["origin_id"]) <= set(package.origins["origin_id"])


def test_the_package_is_about_the_year_of_its_newest_report(tmp_path):
    text = (
        PROVINCE.replace("青山省", "天桥区").replace("2024年", "2022年").replace("2023年", "2021年")
    )
    te.init_area(tmp_path / "new", **TIANQIAO, report=text)
    assert open_data(tmp_path / "new").default_year == 2022
    later = te.read_report(PROVINCE.replace("青山省", "天桥区"))
    te.store_report(later, tmp_path / "new", area="370105")
    assert open_data(tmp_path / "new").default_year == 2024
    te.store_report(te.read_report(text), tmp_path / "new", area="370105")
    assert open_data(tmp_path / "new").default_year == 2024


def test_targets_whose_day_was_assumed_have_the_day_of_their_report(tmp_path):
    report = """涞水县2021年政府工作报告
2021年2月5日在涞水县第十七届人民代表大会第一次会议上
一、2020年工作回顾
全年完成地区生产总值91.8亿元，增长4.1%。
二、2021年工作安排
今年经济社会发展的主要预期目标是：居民人均可支配收入增长9%左右。
"""
    laishui = {"area": "130623", "name": "涞水县", "parent": "130600"}
    te.init_area(tmp_path / "new", **laishui, report=te.read_report(report))
    package = open_data(tmp_path / "new")
    own = package.targets[package.targets["ref_area"] == "130623"].astype({"as_of": str})
    days = own.groupby("time_period")[["as_of", "as_of_basis"]].agg(set)
    assert days.loc["2021"].to_list() == [{"2021-02-05"}, {"stated"}]
    assert days.loc["2022"].to_list() == [{"2022-01-31"}, {"assumed"}]
    amounts = package.observations.query(
        "ref_area == '130623' and time_period == '2020' and transformation == 'level'"
    )
    assert set(amounts["price_basis"]) == {"nominal"}
    assert "gdp" in set(amounts["indicator"])


def test_where_report_and_data_differ_the_earlier_fact_stands_and_is_told(tmp_path):
    ours = open_data().annual_targets("370105", 2024).set_index("indicator")
    text = PROVINCE.replace("青山省", "天桥区")
    notes = te.init_area(tmp_path / "new", **TIANQIAO, report=text)
    package = open_data(tmp_path / "new")
    mine = package.annual_targets("370105", 2024).set_index("indicator")
    gdp = mine.loc[["gdp"]]
    assert gdp[["lower", "origin_id"]].equals(ours.loc[["gdp"], ["lower", "origin_id"]])
    assert mine.loc["urban_income", "origin_id"] == "report-370105-2024"
    (told,) = [note for note in notes if note.startswith("left out: ")]
    assert (
        "target of gdp 2024 (地区生产总值增长5.5%左右): qualifier exact, lower 6.5 PERCENT of"
        in told
    )


def test_an_earlier_figure_of_the_report_stands_beside_a_later_one_of_the_data(tmp_path):
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "areas.csv").write_text(
        "ref_area,name_zh,name_en,level,parent\n379901,青禾区,,county,370100\n", "utf-8"
    )
    (facts / "observations.csv").write_text(
        "ref_area,indicator,freq,time_period,accumulation,transformation,obs_value,unit_measure,"
        "price_basis,obs_status,as_of,origin_id\n"
        "379901,gdp,A,2022,period,growth,3.4,PERCENT,real,A,2023-03-01,\n",
        "utf-8",
    )
    notes = te.init_area(tmp_path / "new", **QINGHE, report=EARLIER, data=facts)
    rows = pd.read_csv(tmp_path / "new/observations.csv", dtype=str)
    gdp = rows.query("ref_area == '379901' and indicator == 'gdp'").sort_values("as_of")
    assert gdp["obs_value"].tolist() == ["3.1", "3.4"]
    assert any(
        "gdp 2022: the report says 3.1 PERCENT; obs_value 3.4 PERCENT of 2023-03-01" in n
        for n in notes
    )


def test_a_report_put_into_a_new_folder_takes_the_areas_own_facts_along(tmp_path):
    report = te.read_report(PROVINCE.replace("青山省", "天桥区"))
    notes = te.store_report(report, tmp_path / "new", area="370105")
    package, ours = open_data(tmp_path / "new"), open_data()
    found = [each.rows_on("370105", "gdp")["obs_value"].tolist() for each in (package, ours)]
    assert set(found[1]) <= set(found[0])
    assert notes[-1] == "78 facts that the data have on 370105 went along, with their sources"
    assert te.store_report(report, tmp_path / "new", area="370105")[0].endswith("nothing is new")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"area": "37010"}, "'37010' is not an area code"),
        ({"area": "CN"}, "CN is the nation"),
        ({"name": " "}, "has no name"),
        ({"parent": "379900"}, "do not describe the parent '379900'.*such as 370000 山东省"),
        ({"parent": "379901"}, "do not describe the parent"),
        ({"parent": "370105"}, "370105 济南市天桥区 is no area above 379901"),
        ({"area": "370102"}, "370102 is 济南市历下区, not 青禾区"),
        ({"area": "370105", "name": "天桥区", "parent": "370000"}, "belongs to 370100 济南市"),
        ({"name": "红岩县"}, "says it is of 青禾区, not of 379901 红岩县"),
        ({"report": []}, "there is no report"),
        ({"report": [EARLIER, EARLIER]}, "two reports are of 2023"),
        ({"report": "地区生产总值增长6%。"}, "does not say its year"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path, changes, sentence):
    with pytest.raises(EconError, match=sentence):
        te.init_area(tmp_path / "new", **{**QINGHE, "report": EARLIER, **changes})
    assert list(tmp_path.iterdir()) == []


def test_a_report_without_targets_is_a_finding_and_writes_nothing(tmp_path):
    text = EARLIER[: EARLIER.index("今年经济")]
    with pytest.raises(EconError, match="no target of 青禾区 for 2023 was read") as refused:
        te.init_area(tmp_path / "new", **QINGHE, report=text)
    assert refused.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, founded):
    (tmp_path / "letter.txt").write_text("…", "utf-8")
    with pytest.raises(EconError, match="is not empty: name a new folder"):
        te.init_area(tmp_path, **QINGHE, report=EARLIER)
    with pytest.raises(EconError, match=r"a data package already.*--area 379901 --into"):
        te.init_area(founded[0], **QINGHE, report=EARLIER)
    with pytest.raises(EconError, match="is a file"):
        te.init_area(tmp_path / "letter.txt", **QINGHE, report=EARLIER)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_equal_inputs_give_equal_bytes(tmp_path, qinghe):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        te.init_area(folder, **QINGHE, report=qinghe)
    one, two = ({path.name: path.read_bytes() for path in each.iterdir()} for each in folders)
    assert one == two


@pytest.mark.parametrize(
    ("code", "level"),
    [("CN", "nation"), ("370000", "province"), ("370100", "prefecture"), ("370105", "county")],
)
def test_a_code_tells_its_level(code, level):
    assert level_of(code) == level


def test_a_provincial_report_leads_to_an_assessment(given_reports, tmp_path):
    file = given_reports / "provincial" / "2025_湖南省.txt"
    te.init_area(tmp_path / "new", area="430000", name="湖南省", parent="CN", report=file)
    package = open_data(tmp_path / "new")
    outlook = te.assess(package.latest(), area="430000", year=2025)
    assert len(outlook.table) >= 6
    targets = package.annual_targets("430000", 2025).set_index("indicator")
    assert targets.loc["gdp", ["qualifier", "lower"]].tolist() == ["about", 5.5]
