from __future__ import annotations

import pytest

from tianqiao_econ.datasets import check, open_data

AREAS = "ref_area,name_zh,name_en,level,parent\n370102,济南市历下区,Lixia,county,370100\n"
TARGETS = (
    "unit_measure,ref_area,indicator,time_period,transformation,qualifier,lower,upper,as_of\n"
    "PERCENT,370102,gdp,2024,growth,about,6,,2024-01-20\n"
)
OUTTURNS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of,my_column\n"
    "{},gdp,A,2023,growth,5.8,PERCENT,real,P,2024-01-20,seen\n"
)
ORIGINS = "origin_id,producer,title,url,date_published,date_accessed,grade\n{}\n"


@pytest.fixture
def own(own_folder):
    return own_folder({"areas.csv": AREAS, "targets.csv": TARGETS})


def test_targets_and_areas_are_enough_for_a_folder(own):
    package = open_data(own)
    assert package.default_area == "370102"
    assert package.default_year == 2024
    assert [a.code for a in package.parents("370102")] == ["370100", "370000", "CN"]
    assert len(package.observations) == 6


def test_what_comes_from_the_packaged_facts_is_told_in_one_sentence(own):
    told, sources = sorted(open_data(own).notes)
    assert told.startswith("from the packaged data: 4 areas, indicators.csv, observations.csv,")
    assert "targets (2 areas)" in told
    assert sources == "sources are not given: there is no origins.csv"


def test_the_packaged_copy_has_nothing_to_tell(packaged):
    assert open_data(packaged).notes == ()


def test_missing_optional_columns_take_their_plain_values(own):
    row = open_data(own).targets.iloc[0]
    assert (row["aggregation"], row["as_of_basis"], row["margin"]) == ("annual", "stated", 0.0)
    assert (row["period_end"], row["wording"], row["origin_id"]) == ("", "", "")


def test_in_each_file_an_area_belongs_wholly_to_one_folder(own_folder):
    folder = own_folder({"targets.csv": TARGETS.replace("370102", "370105")})
    (folder / "observations.csv").write_text(OUTTURNS.format("370105"))
    package = open_data(folder)
    frame = package.observations
    assert frame.loc[frame["ref_area"] == "370105", "obs_value"].tolist() == [5.8]
    assert (frame["ref_area"] == "370100").sum() == 1
    assert package.as_of("2024-01-31").target("gdp", area="370105", year=2024).lower == 6.0
    (told,) = [note for note in package.notes if "set aside" in note]
    assert told == (
        "packaged rows are set aside for the folder's own:"
        " 5 observations on 370105, 3 targets on 370105"
    )


def test_a_copy_of_the_packaged_rows_sets_nothing_aside(own_folder, small_files):
    package = open_data(own_folder(small_files))
    assert package.notes == ()


def test_extra_columns_are_kept_and_told(own_folder):
    package = open_data(own_folder({"observations.csv": OUTTURNS.format("370105")}))
    assert package.observations["my_column"].tolist() == ["seen", ""]
    assert "observations.csv: kept and not used: my_column" in package.notes


def test_areas_that_only_the_packaged_data_describe_may_be_named(own_folder):
    assert check(own_folder({"targets.csv": TARGETS.replace("370102", "370000")})) == ()


def test_an_area_that_nobody_describes_is_a_problem(own_folder):
    (problem,) = check(own_folder({"targets.csv": TARGETS}))
    assert (problem.value, problem.what) == ("370102", "unknown area")


def test_a_folder_without_targets_and_outturns_is_a_problem(own_folder):
    (problem,) = check(own_folder({"areas.csv": AREAS}))
    assert "neither targets.csv nor observations.csv" in problem.what


def test_one_own_indicator_joins_the_packaged_ones(own_folder, small_files):
    header, first, *_ = small_files["indicators.csv"].splitlines()
    own = first.replace("gdp,地区生产总值", "steel,钢产量").replace("GDP", "Steel")
    targets = TARGETS.replace(",gdp,", ",steel,")
    folder = own_folder(
        {"areas.csv": AREAS, "targets.csv": targets, "indicators.csv": f"{header}\n{own}\n"}
    )
    package = open_data(folder)
    assert package.indicator("steel").name_zh == "钢产量"
    assert package.indicator("gdp").name_zh == "地区生产总值"


def test_own_sources_stand_beside_the_packaged_ones(own_folder):
    targets = TARGETS.replace("as_of\n", "as_of,origin_id\n").replace("-20\n", "-20,mine\n")
    mine = ORIGINS.format("mine,历下区,Work report,,2024-01-20,,primary")
    package = open_data(
        own_folder({"areas.csv": AREAS, "targets.csv": targets, "origins.csv": mine})
    )
    assert package.origin("mine").title == "Work report"
    assert package.origin("report").producer == "天桥区人民政府"
    assert not any("sources are not given" in note for note in package.notes)


def test_an_own_source_cannot_take_the_name_of_another_that_is_needed(own_folder):
    targets = TARGETS.replace("as_of\n", "as_of,origin_id\n").replace("-20\n", "-20,report\n")
    mine = ORIGINS.format("report,历下区,Work report,,2024-01-20,,primary")
    (problem,) = check(
        own_folder({"areas.csv": AREAS, "targets.csv": targets, "origins.csv": mine})
    )
    assert (problem.column, problem.value) == ("origin_id", "report")
    assert problem.what == "the packaged data have another source of this name"


def test_a_package_that_says_it_is_complete_takes_nothing(make_package, monkeypatch):
    monkeypatch.setattr("tianqiao_econ.framework.locate._CANDIDATES", ())
    package = open_data(make_package())
    assert len(package.areas) == 4
    assert package.attainment_counts.empty


def test_a_package_that_is_complete_but_for_indicators_takes_their_names_alone(
    make_package, packaged
):
    package = open_data(make_package({"indicators.csv": None}))
    assert list(package.indicators["indicator"]) == list(
        open_data(packaged).indicators["indicator"]
    )
    assert "indicators.csv is missing: the packaged one is used" in package.notes
    path = packaged / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace("Gross", "Net"), "utf-8")
    assert open_data(package.folder).checksum != package.checksum


def test_the_checksum_covers_the_packaged_facts_beneath(own, packaged):
    before = open_data(own).checksum
    path = packaged / "observations.csv"
    path.write_text(path.read_text("utf-8").replace(",6.1,", ",6.2,"), "utf-8")
    assert open_data(own).checksum != before


def test_adding_a_line_to_ones_own_folder_needs_no_checksum(own_folder):
    folder = own_folder({"areas.csv": AREAS, "targets.csv": TARGETS})
    recorded = '{"resources": [{"path": "targets.csv", "hash": "sha256:0"}]}'
    (folder / "datapackage.json").write_text(recorded)
    assert check(folder) == ()


def test_a_level_is_in_the_unit_of_the_packaged_series_beside_it(own_folder):
    level = TARGETS.replace("370102,gdp,2024,growth", "370105,fdi,2024,level")
    (problem,) = check(own_folder({"targets.csv": level.replace("PERCENT", "USD_100M")}))
    assert (problem.file, problem.value) == ("targets.csv", "USD_100M")
    assert "write USD_10K" in problem.todo


def test_a_packaged_indicator_keeps_its_unit(own_folder, small_files):
    indicators = small_files["indicators.csv"].replace("USD_10K", "CNY_100M")
    folder = own_folder({"areas.csv": AREAS, "targets.csv": TARGETS, "indicators.csv": indicators})
    (problem,) = check(folder)
    assert (problem.file, problem.column, problem.value) == (
        "indicators.csv",
        "unit_measure",
        "CNY_100M",
    )
    assert "write USD_10K" in problem.todo
