"""The place of a target among others, and what each level of government adds."""

from __future__ import annotations

import numpy as np
import pytest

from tianqiao_econ.assessment import ambition, amplification
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework import NotKnown, UnknownName

TARGETS = "ref_area,indicator,time_period,transformation,qualifier,lower,upper,unit_measure,as_of"
OBSERVATIONS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of"
)
#: Seven counties of 甲市 with their growth targets and last outturns; two zones beside them.
GROWTH = {"01": (5, 4), "02": (6, 6), "03": (6, 5), "04": (7, 9), "05": (8, 5), "06": (9, 8)}


def place(value, others):
    """Share of the others that are lower, half of those that are equal, counted one by one."""
    below = sum(other < value for other in others)
    return 100 * (below + sum(other == value for other in others) / 2) / len(others)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    areas = ["ref_area,name_zh,name_en,level,parent", "990000,甲省,Jia,province,CN"]
    areas.append("990100,甲市,Jia City,prefecture,990000")
    targets = [TARGETS, "990100,gdp,2030,growth,about,6.5,,PERCENT,2030-01-20"]
    targets.append("CN,gdp,2030,growth,about,5,,PERCENT,2030-03-05")
    targets += [
        f"{code},cpi,2030,growth,at_most,,{number},PERCENT,2030-01-10"
        for code, number in (("990100", 2), ("990101", 2.5), ("CN", 3))
    ]
    targets += [f"99010{n},cpi,2030,growth,at_most,,3,PERCENT,2030-01-10" for n in (2, 3, 4, 5)]
    targets.append("990107,gdp,2030,level,exact,500,,CNY_100M,2030-01-10")
    targets += [f"{c},fdi,2030,growth,exact,5,,PERCENT,2030-01-10" for c in ("990101", "990102")]
    outturns = [OBSERVATIONS]
    areas += [f"99010{n},县{n},County {n},county,990100" for n in range(1, 8)]
    for end, (target, last) in GROWTH.items():
        targets.append(f"9901{end},gdp,2030,growth,exact,{target},,PERCENT,2030-01-10")
        outturns.append(f"9901{end},gdp,A,2029,growth,{last},PERCENT,real,A,2030-01-10")
    for name, lines in (("areas", areas), ("targets", targets), ("observations", outturns)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return open_data(folder).latest()


def test_a_target_has_its_place_among_the_others_of_its_level(city):
    table = ambition(city, year=2030, indicator="gdp").set_index("ref_area")
    numbers = {f"9901{end}": target for end, (target, _) in GROWTH.items()}
    for code, number in numbers.items():
        others = [other for name, other in numbers.items() if name != code]
        assert table.loc[code, "percentile"] == pytest.approx(place(number, others))
        assert table.loc[code, ["peers", "n_peers"]].tolist() == ["county", 5]


def test_the_stretch_over_the_last_outturn_has_a_place_of_its_own(city):
    table = ambition(city, year=2030, indicator="gdp").set_index("ref_area")
    assert table.loc["990105", ["last_outturn", "stretch", "stretch_percentile"]].tolist() == [
        5,
        3,
        100,
    ]
    assert table.loc["990104", "stretch_percentile"] == 0


def test_with_few_of_its_level_a_target_is_held_against_all_levels(city):
    row = ambition(city, year=2030, area="990100", indicator="gdp").iloc[0]
    assert row[["peers", "n_peers"]].tolist() == ["all", 7]
    others = [target for target, _ in GROWTH.values()] + [5]
    assert row["percentile"] == pytest.approx(place(6.5, others))


def test_too_few_altogether_have_no_place_but_a_number(city):
    table = ambition(city, year=2030, indicator="fdi")
    assert table["percentile"].isna().all()
    assert table["n_peers"].tolist() == [1, 1]
    assert ambition(city, year=2030, area="990100")["stretch_percentile"].isna().all()


def test_the_lowest_ceiling_asks_for_most(city):
    table = ambition(city, year=2030, indicator="cpi").set_index("ref_area")
    assert table["percentile"].idxmax() == "990100"
    assert table.loc["990101", "percentile"] > table.loc["990102", "percentile"]


def test_a_level_has_no_place_among_growth_targets(city):
    assert "990107" not in set(ambition(city, year=2030)["ref_area"])


def test_places_in_the_packaged_facts_are_counted_one_by_one(package):
    table = ambition(package.latest(), year=2023, indicator="gdp")
    for (name, level), rows in table.groupby(["peers", "level"]):
        peers = rows if name == level else table
        for at, row in rows.iterrows():
            others = peers.drop(index=at)["target"]
            assert row["percentile"] == pytest.approx(place(row["target"], list(others)))
            assert row["n_peers"] == len(others)


def test_ambition_sees_nothing_after_the_date_of_the_view(report_day):
    table = ambition(report_day, year=2024, area="370105")
    assert len(table) == 7
    assert table["n_peers"].max() == 0
    assert table["percentile"].isna().all()


def test_what_is_not_there_is_refused_in_a_sentence(city):
    with pytest.raises(UnknownName, match="370105"):
        ambition(city, year=2030, area="370106")
    with pytest.raises(UnknownName, match="gdp"):
        ambition(city, year=2030, indicator="gdpp")
    with pytest.raises(NotKnown, match="2031"):
        ambition(city, year=2031)
    with pytest.raises(NotKnown, match="990106 nor its parents"):
        amplification(city, area="990106", year=2031)


def chain(view, area, year, indicator):
    table = amplification(view, area=area, year=year)
    return table[table["indicator"] == indicator].set_index("ref_area")


def test_the_chain_of_the_district_goes_from_the_nation_down(package):
    gdp = chain(package.latest(), "370105", 2024, "gdp")
    assert list(gdp.index) == ["CN", "370000", "370100", "370105"]
    assert gdp["target"].tolist() == [5, 5, 5.5, 6.5]
    assert gdp["added"].tolist()[1:] == [0, 0.5, 1]
    assert np.isnan(gdp.loc["CN", "added"])
    assert (gdp["origin_id"] != "").all()
    assert (gdp["missing"] == "").all()


def test_a_missing_link_stays_missing_and_breaks_the_step(city):
    gdp = chain(city, "990105", 2030, "gdp")
    assert gdp.loc["990000", "missing"] == "no_target"
    assert np.isnan(gdp.loc["990100", "added"])
    assert gdp.loc["990105", "added"] == 1.5


def test_a_level_in_the_chain_is_named_and_not_counted(city):
    gdp = chain(city, "990107", 2030, "gdp")
    assert gdp.loc["990107", "missing"] == "no_growth_number"
    assert np.isnan(gdp.loc["990107", "target"])


def test_a_step_has_its_place_among_the_other_steps_of_the_year(city):
    steps = [target - 6.5 for target, _ in GROWTH.values()]
    row = chain(city, "990105", 2030, "gdp").loc["990105"]
    assert row["n"] == 5
    assert row["percentile"] == pytest.approx(place(1.5, [step for step in steps if step != 1.5]))


def test_steps_of_all_years_are_counted_too(package):
    row = chain(package.latest(), "370105", 2024, "gdp").loc["370105"]
    assert row["n_all_years"] > row["n"] > 5
    assert 0 < row["percentile_all_years"] < 100


def test_indicators_that_only_a_parent_targets_are_in_the_chain(package):
    table = amplification(package.latest(), area="370105", year=2024)
    cpi = table[table["indicator"] == "cpi"].set_index("ref_area")
    assert cpi.loc["CN", "target"] == 3
    assert cpi.loc["370105", "missing"] == "no_target"


def test_before_the_parents_reported_their_links_are_missing(report_day):
    gdp = chain(report_day, "370105", 2024, "gdp")
    assert gdp["missing"].tolist() == ["no_target", "no_target", "no_target", ""]
    assert gdp["added"].isna().all()
