"""A report's rows in a data package: added once, never over another figure, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

import tianqiao_econ as te
from tianqiao_econ.datasets import check, open_data, packaged_data
from tianqiao_econ.framework import DataProblems, EconError
from tianqiao_econ.reports import storing
from tianqiao_econ.reports.adding import NOT_GIVEN, Contradiction

AREA = "379901"
AREAS = f"ref_area,name_zh,name_en,level,parent\n{AREA},青禾区,,county,370100\n"
TARGETS = (
    "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of\n"
    f"{AREA},gdp,2024,growth,about,6,,PERCENT,2024-01-18\n"
)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(folder, name, area=AREA):
    frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return frame[frame["ref_area"] == area]


@pytest.fixture(scope="module")
def report(qinghe):
    return te.read_report(qinghe)


@pytest.fixture(scope="module")
def stored(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "district"
    return folder, te.store_report(report, folder, area=AREA)


@pytest.fixture
def package(stored, tmp_path):
    """Return a package of one's own with the report's rows in it."""
    return Path(shutil.copytree(stored[0], tmp_path / "district"))


def test_a_new_package_is_sound_and_holds_the_report_with_its_origin(stored):
    folder, notes = stored
    assert check(folder) == ()
    targets = rows(folder, "targets").set_index("indicator")
    assert len(targets) == 9
    assert targets.loc["gdp", ["qualifier", "lower"]].tolist() == ["about", "6"]
    assert targets.loc["retail_sales", ["lower", "upper"]].tolist() == ["6", "6.5"]
    assert targets.loc["cpi", ["qualifier", "lower", "upper"]].tolist() == ["at_most", "", "3"]
    assert targets.loc["disposable_income", "reference_indicator"] == "gdp"
    origins = pd.read_csv(folder / "origins.csv", dtype=str, keep_default_na=False)
    assert origins[["origin_id", "title", "date_published"]].to_numpy().tolist() == [
        [f"report-{AREA}-2024", "青禾区2024年政府工作报告", "2024-01-18"]
    ]
    assert set(targets["origin_id"]) == set(rows(folder, "aims")["origin_id"])
    assert notes[0] == (
        "qinghe-2024.txt: rows added: areas.csv 1, origins.csv 1, observations.csv 13,"
        " targets.csv 9, aims.csv 20"
    )


def test_the_zones_figure_is_not_the_districts(stored):
    folder, notes = stored
    industry = rows(folder, "observations").query("indicator == 'industrial_va'")
    assert industry["obs_value"].tolist() == ["7.9"]
    assert "figures of other areas were left out: 青禾经济开发区" in notes


def test_what_the_report_estimates_is_marked_so(stored):
    gdp = rows(stored[0], "observations").query("indicator == 'gdp'")
    assert set(gdp["obs_status"]) == {"P"}
    assert gdp["comment"].str.startswith("预计").all()


def test_an_area_without_a_description_gets_one_from_code_and_report(stored):
    assert rows(stored[0], "areas")[["name_zh", "level", "parent"]].to_numpy().tolist() == [
        ["青禾区", "county", "370000"]
    ]


def test_the_record_says_where_each_figure_stands(stored, report):
    record = pd.read_csv(stored[0] / storing.RECORD, dtype=str, keep_default_na=False)
    assert set(record["decision"]) == {"as read"}
    assert record["role"].value_counts().to_dict() == {"aim": 20, "outturn": 13, "target": 9}
    assert len(set(record["text_sha256"])) == 1
    for line in record.to_dict("records"):
        assert report.text[int(line["start"]) : int(line["end"])] == line["phrase"]


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("分别增长6.5%、7%左右", "增长6.5%左右", "增长7%左右"),
        ("分别增长6.5%和7%以上", "增长6.5%以上", "增长7%以上"),
        ("分别增长6.5%以上、7%左右", "增长6.5%以上", "增长7%左右"),
        ("增速分别不低于6.5%、7%", "不低于6.5%", "不低于7%"),
        ("分别增长6.5%、7%", "增长6.5%", "增长7%"),
        ("分别增长5%-6%、7%-8%左右", "增长5%-6%", "增长7%-8%左右"),
    ],
)
def test_of_a_shared_phrase_each_target_keeps_its_own_words(words, first, second, tmp_path):
    text = (
        "2024年1月15日在青禾区第三届人民代表大会第四次会议上\n二、2024年工作安排\n"
        f"今年的主要预期目标是：规上工业增加值、固定资产投资{words}。"
    )
    te.store_report(te.read_report(text), tmp_path / "district", area=AREA)
    targets = rows(tmp_path / "district", "targets").set_index("indicator")
    wordings = targets.loc[["industrial_va", "fixed_investment"], "wording"].tolist()
    assert wordings == [first, second]


def test_a_second_time_adds_nothing(package, report):
    before = contents(package)
    assert te.store_report(report, package, area=AREA)[0] == "qinghe-2024.txt: nothing is new"
    assert contents(package) == before


def test_a_differing_figure_is_refused_with_file_row_and_both_numbers(package, qinghe):
    text = qinghe.read_text("utf-8").replace("增长7.5%；社会", "增长7.8%；社会")
    text = text.replace("外资3150万美元", "外资3250万美元")
    before = contents(package)
    with pytest.raises(Contradiction) as refused:
        te.store_report(te.read_report(text), package, area=AREA)
    told = str(refused.value).splitlines()
    outturn = "fdi A 2023 period level as_published has obs_value 3150 USD_10K"
    target = "industrial_va 2024 annual growth has lower 7.5 PERCENT"
    assert told == [
        f"observations.csv, row 12: {outturn}, the report says 3250 USD_10K",
        f"targets.csv, row 5: {target}, the report says 7.8 PERCENT",
        "correct one of the two; nothing was written",
    ]
    assert contents(package) == before


def test_another_wording_is_a_difference_too(package, qinghe):
    text = qinghe.read_text("utf-8").replace("增长5%以上；", "增长5%左右；")
    with pytest.raises(Contradiction, match="qualifier at_least, the report says about"):
        te.store_report(te.read_report(text), package, area=AREA)


def test_one_amount_in_two_units_is_no_difference(package, qinghe):
    text = qinghe.read_text("utf-8").replace("外资3150万美元", "外资0.315亿美元")
    assert te.store_report(te.read_report(text), package, area=AREA)[0].endswith("nothing is new")


def test_a_later_report_adds_its_year_and_a_revised_outturn_as_a_row_of_its_own(package):
    text = (
        "2025年1月15日在青禾区第三届人民代表大会第五次会议上\n一、2024年工作回顾\n"
        "2024年，地区生产总值增长5.8%。2023年，地区生产总值增长6.3%。\n"
        "二、2025年工作安排\n今年的主要预期目标是：地区生产总值增长5.5%左右。"
    )
    te.store_report(te.read_report(text), package, area=AREA)
    gdp = rows(package, "observations").query("indicator == 'gdp' and transformation == 'growth'")
    assert gdp[["time_period", "obs_value", "as_of"]].to_numpy().tolist() == [
        ["2023", "6.2", "2024-01-18"],
        ["2024", "5.8", "2025-01-15"],
        ["2023", "6.3", "2025-01-15"],
    ]
    view = open_data(package).as_of("2024-06-01")
    assert view.series("gdp", area=AREA)["obs_value"].tolist() == [6.2]


def test_a_folder_made_by_hand_is_extended_and_its_rows_keep_their_cells(tmp_path, report):
    (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
    (tmp_path / "targets.csv").write_text("\ufeff" + TARGETS, "utf-8")
    te.store_report(report, tmp_path, area=AREA)
    assert check(tmp_path) == ()
    assert (tmp_path / "targets.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    targets = pd.read_csv(tmp_path / "targets.csv", dtype=str, encoding="utf-8-sig")
    assert targets["indicator"].tolist().count("gdp") == 1
    assert targets["origin_id"].tolist() == [NOT_GIVEN, *[f"report-{AREA}-2024"] * 8]
    assert (tmp_path / "areas.csv").read_text("utf-8") == AREAS


def test_a_package_with_problems_is_not_written_to(package, report):
    path = package / "targets.csv"
    path.write_text(path.read_text("utf-8").replace("PERCENT", "PER_CENT"), "utf-8")
    before = contents(package)
    with pytest.raises(DataProblems):
        te.store_report(report, package, area=AREA)
    assert contents(package) == before


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("地区生产总值增长6%。", {}, "does not say its year"),
        ("2024年1月10日在红岩县第一届人民代表大会上\n增长6%。", {}, "says it is of 红岩县"),
        ("2024年政府工作报告\n今年的工作。", {"area": "379902"}, "does not name its area"),
        ("2024年政府工作报告\n今年的工作。", {"area": "3799"}, "is not an area code"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(package, text, options, sentence):
    before = contents(package)
    with pytest.raises(EconError, match=sentence):
        te.store_report(te.read_report(text), package, **{"area": AREA, **options})
    assert contents(package) == before


def test_the_packaged_facts_are_not_written_to(report):
    with pytest.raises(EconError, match="packaged facts"):
        te.store_report(report, packaged_data(), area=AREA)


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path, report):
    (tmp_path / "file").write_text("")
    with pytest.raises(EconError, match="is a file"):
        te.store_report(report, tmp_path / "file", area=AREA)


def test_a_full_disk_leaves_a_package_as_it_was(package, qinghe, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = contents(package)
    text = qinghe.read_text("utf-8").replace("2024年", "2025年").replace("2023年", "2024年")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EconError, match="nothing was changed"):
        te.store_report(te.read_report(text), package, area=AREA)
    assert contents(package) == before


def test_a_full_disk_leaves_no_new_folder(tmp_path, report, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EconError, match="nothing was changed"):
        te.store_report(report, tmp_path / "new", area=AREA)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_said(package, qinghe):
    package.chmod(0o500)
    text = qinghe.read_text("utf-8").replace("2024年", "2025年").replace("2023年", "2024年")
    with pytest.raises(EconError, match="cannot write"):
        te.store_report(te.read_report(text), package, area=AREA)
    package.chmod(0o700)


def test_a_run_that_is_cut_off_leaves_a_sound_package_that_the_next_run_completes(
    tmp_path, report, monkeypatch
):
    replaced, replace = [], os.replace

    def twice(source, target):
        if len(replaced) == 2:
            raise KeyboardInterrupt
        replaced.append(target)
        replace(source, target)

    folder = tmp_path / "district"
    folder.mkdir()
    (folder / "areas.csv").write_text(AREAS, "utf-8")
    (folder / "targets.csv").write_text(TARGETS, "utf-8")
    monkeypatch.setattr(os, "replace", twice)
    with pytest.raises(KeyboardInterrupt):
        te.store_report(report, folder, area=AREA)
    monkeypatch.setattr(os, "replace", replace)
    assert len(replaced) == 2
    te.store_report(report, folder, area=AREA)
    assert check(folder) == ()
    assert len(rows(folder, "targets")) == 9
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
