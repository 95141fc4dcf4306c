"""How much the targets ask for, on the packaged facts."""

import re

import pytest

from tianqiao_econ.assessment import announced_for, assess
from tianqiao_econ.datasets import open_data
from tianqiao_econ.showing import tables


def cells(html):
    """Texts of the cells, a list a row; source numbers apart."""
    rows = re.findall(r"<tr role=.row.*?</tr>", str(html), flags=re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<t[dh].*?</t[dh]>", row, flags=re.DOTALL)
        ]
        for row in rows
    ]


@pytest.fixture(scope="module")
def outlook_of():
    package = open_data()

    def made(area, year, day):
        return assess(package.as_of(day), area=area, year=year, n_draws=2000)

    return made


@pytest.fixture(scope="module")
def in_april(outlook_of):
    """The district's targets when those of others were out too."""
    return outlook_of("370105", 2024, "2024-04-01")


def test_a_table_of_the_report_s_own_day_says_what_was_not_out_yet(outlook_of):
    shown = str(tables.ambition_table(outlook_of("370105", 2024, "2024-01-16")))
    assert len(cells(shown)[0]) == 4
    assert "截至2024年1月16日，其他地区2024年的同类目标公布得太少，不作排位。" in shown
    assert "没有可比的上级2024年目标" in shown


def test_the_number_with_a_chance_of_four_fifths_stands_beside_the_target(in_april):
    gdp = cells(tables.ambition_table(in_april))[1]
    assert gdp[0] == "地区生产总值"
    assert gdp[1].startswith("6.5%")
    number = float(re.match(r"−?[\d.]+", gdp[2])[0])
    assert number < 6.5
    assert f"比目标低{6.5 - number:.1f}个百分点" in gdp[2]


def test_the_number_that_would_have_the_chance_if_announced_stands_apart(in_april):
    head, gdp = cells(tables.ambition_table(in_april))[:2]
    assert head[2:4] == ["预测的八成线 预测照旧", "八成把握的目标 若改以此数为目标"]
    found = announced_for(in_april, "gdp", 0.8)
    assert found.reached
    assert gdp[3] == f"{found.number:g}%"


def test_a_chance_that_no_announced_number_reaches_is_told_with_the_nearest(outlook_of):
    winter = outlook_of("370105", 2024, "2024-01-16")
    retail = next(row for row in cells(tables.ambition_table(winter)) if "零售" in row[0])
    found = announced_for(winter, "retail_sales", 0.8)
    assert not found.reached
    assert retail[3].startswith("– 定为−")
    assert retail[3].endswith(f"也只有{int(100 * found.probability)}%")


def test_a_target_is_ranked_among_others_of_the_year(in_april):
    gdp = cells(tables.ambition_table(in_april))[1]
    assert re.match(r"\d+% 与\d+项各级目标相比", gdp[4])


def test_the_levels_above_lead_down_to_the_area_itself(in_april):
    gdp = cells(tables.ambition_table(in_april))[1]
    assert gdp[5].startswith("全国5%→山东省5%→济南市5.5%→本区6.5%")
    assert gdp[5].endswith("比上一级高1.0个百分点")
    english = cells(tables.ambition_table(in_april, "en"))[1]
    assert "the district 6.5%" in english[5]


def test_sources_of_the_levels_above_are_numbered(in_april):
    numbers = tables.source_numbers(in_april.table)
    shown = str(tables.ambition_table(in_april, numbers=numbers))
    assert 'href="#te-source-1"' in shown


def test_a_level_target_has_neither_rank_nor_chain(in_april):
    fdi = next(row for row in cells(tables.ambition_table(in_april)) if "实际使用外资" in row[0])
    assert fdi[4:] == ["–", "–"]


def test_the_nation_has_no_level_above(outlook_of):
    shown = cells(tables.ambition_table(outlook_of("CN", 2023, "2023-06-01")))
    assert "逐级目标" not in shown[0]


def test_a_ceiling_has_a_higher_number_and_a_city_is_no_district(outlook_of):
    rows = cells(tables.ambition_table(outlook_of("370100", 2023, "2023-06-01")))
    prices = next(row for row in rows if row[0] == "居民消费价格")
    assert prices[1].startswith("不超过3%")
    assert "比目标高" in prices[2]
    assert "本市3%" in prices[5]
    assert prices[5].endswith("与上一级相同")
