"""Panels become data packages; the figures here are made up."""

from __future__ import annotations

import gzip

import pytest

from tianqiao_econ import open_data
from tianqiao_econ.datasets import check

NAMES = ["china", "cities", "provinces", "provinces_multi", "us_counties"]

TARGETS = """ref_area,area_name,time_period,target_growth,actual_growth_real
CN-{code},{name},2011,10.0,11.0
CN-{code},{name},2012,11.0,9.5
"""

CITY_GROWTH = """ref_area,area_name,time_period,obs_value
CN-130100,Shijiazhuang,2010,12.0
CN-130100,Shijiazhuang,2012,7.7
CN-469003,Danzhou,2012,8.0
"""

LEVELS = "ref_area,area_name,area_level,indicator,time_period,obs_value,unit,obs_flag,vintage\n"

RETAIL = """CN-130000,河北省,province,retail_sales,2010,100,100m CNY,,made up
CN-130000,河北省,province,retail_sales,2011,110,100m CNY,,made up
CN-130000,河北省,province,retail_sales,2012,300,100m CNY,break:new_basis,made up
CN-130000,河北省,province,retail_sales,2014,330,100m CNY,,made up
"""

COUNTIES = """US-00000,States,nation,gdp_nominal,{year},{level},1000 USD,,made up
US-01000,Alabama,state,gdp_nominal,{year},{level},1000 USD,,made up
US-01001,Autauga,county,gdp_nominal,{year},{level},1000 USD,,made up
US-91000,New England,state,gdp_nominal,{year},{level},1000 USD,,made up
"""


@pytest.fixture
def folder(tmp_path):
    """Made-up panels with the names and columns of the real ones."""
    counties = [COUNTIES.format(year=year, level=year - 1900) for year in (2001, 2002, 2003)]
    texts = {
        "cn_city_gdp_target_actual_2008_2016.csv": TARGETS.format(code=130100, name="石家庄"),
        "cn_city_gdp_growth_2000_2016.csv.gz": CITY_GROWTH,
        "cn_prov_gdp_target_actual_2000_2017.csv": TARGETS.format(code=130000, name="河北"),
        "cn_prov_annual_2000_2019.csv.gz": LEVELS + RETAIL,
        "us_county_gdp_bea_2001_2021.csv.gz": LEVELS + "".join(counties),
    }
    found = tmp_path / "panels"
    found.mkdir()
    for name, text in texts.items():
        data = text.encode()
        (found / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_package_has_nothing_wrong_and_borrows_nothing(name, panels, folder, tmp_path):
    package = panels.build(name, folder, tmp_path / "package")
    assert check(package) == ()
    assert open_data(package).notes == ()


def test_the_outturn_of_the_targets_file_stands_where_both_publish(panels, folder, tmp_path):
    data = open_data(panels.build("cities", folder, tmp_path / "package"))
    series = data.latest().series("gdp", area="130100")["obs_value"]
    assert series.to_dict() == {"2010": 12.0, "2011": 11.0, "2012": 9.5}


def test_a_target_is_known_in_january_and_its_outturn_in_february_after(panels, folder, tmp_path):
    data = open_data(panels.build("cities", folder, tmp_path / "package"))
    assert data.target_date("130100", 2012).isoformat() == "2012-01-31"
    seen = data.as_of("2013-02-27").series("gdp", area="130100")
    assert seen.index[-1] == "2011"
    assert data.areas_with_targets(2012) == ("130100",)


def test_areas_stand_below_their_province_and_the_nation(panels, folder, tmp_path):
    data = open_data(panels.build("cities", folder, tmp_path / "package"))
    assert [area.code for area in data.parents("130100")] == ["130000", "CN"]
    assert data.area("469003").level == "county"
    assert data.area("469003").name_zh == "Danzhou"


def test_nothing_after_the_last_year_is_written(panels, folder, tmp_path):
    data = open_data(panels.build("cities", folder, tmp_path / "package", to=2011))
    assert data.observations["time_period"].max() == "2011"
    assert data.targets["time_period"].max() == "2011"


def test_growth_is_computed_neither_into_a_break_nor_over_a_missing_year(panels, folder, tmp_path):
    data = open_data(panels.build("provinces_multi", folder, tmp_path / "package"))
    series = data.latest().series("retail_sales", area="130000")["obs_value"]
    assert series.to_dict() == {"2011": pytest.approx(10)}


def test_foreign_areas_have_codes_by_rank_and_no_regions_among_states(panels, folder, tmp_path):
    data = open_data(panels.build("us_counties", folder, tmp_path / "package"))
    names = dict(zip(data.areas["ref_area"], data.areas["name_en"], strict=True))
    assert names == {"900001": "States", "900002": "Alabama", "900003": "Autauga"}
    assert [area.code for area in data.parents("900003")] == ["900002", "900001"]


def test_the_nation_comes_from_the_packaged_facts(panels, folder, tmp_path):
    package = panels.build("provinces", folder, tmp_path / "package", nation=True)
    assert check(package) == ()
    view = open_data(package).as_of("2014-03-31")
    assert view.target("gdp", area="CN", year=2014).lower == 7.5
    assert "2013" in view.series("gdp", area="CN").index


def test_china_joins_cities_with_their_provinces_and_the_nation(panels, folder, tmp_path):
    data = open_data(panels.build("china", folder, tmp_path / "package"))
    assert [area.code for area in data.parents("130100")] == ["130000", "CN"]
    assert data.areas_with_targets(2012) == ("130000", "130100", "CN")
    view = data.as_of("2012-03-31")
    found = {area: view.series("gdp", area=area).index[-1] for area in ("130100", "130000", "CN")}
    assert set(found.values()) == {"2011"}


def test_of_two_panels_that_tell_of_the_same_the_first_one_stands(panels, folder, tmp_path):
    city = folder / "cn_city_gdp_target_actual_2008_2016.csv"
    text = city.read_text("utf-8")
    city.write_text(text + "CN-130000,河北,2011,99.0,99.0\n", "utf-8")
    view = open_data(panels.build("china", folder, tmp_path / "package")).latest()
    assert view.target("gdp", area="130000", year=2011).lower == 10.0
    assert view.series("gdp", area="130000").loc["2011", "obs_value"] == 11.0


def test_a_development_package_holds_each_panels_own_years_back(panels, folder, tmp_path):
    for name in (
        "cn_city_gdp_target_actual_2008_2016.csv",
        "cn_prov_gdp_target_actual_2000_2017.csv",
    ):
        code = "CN-130100,石家庄" if "city" in name else "CN-130000,河北"
        later = [f"{code},{year},8.0,8.5\n" for year in (2013, 2014, 2015)]
        with (folder / name).open("a", encoding="utf-8") as file:
            file.writelines(later)
    data = open_data(panels.build("china", folder, tmp_path / "package", development=True))
    for rows in (data.targets, data.observations):
        newest = rows.groupby("ref_area")["time_period"].max()
        assert newest["130100"] == "2012"
        assert newest["130000"] == newest["CN"] == "2014"


def test_a_folder_inside_the_repository_is_refused(panels, folder):
    out = panels.REPOSITORY / "panel"
    with pytest.raises(SystemExit, match="inside the repository"):
        panels.build("cities", folder, out)
    assert not out.exists()
