"""The data that travel with the package."""

from __future__ import annotations

import json

import pytest

from tianqiao_econ.datasets import check, open_data, packaged_data
from tianqiao_econ.datasets.checksums import recorded_checksums
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES
from tianqiao_econ.framework import NotKnown, read_wording

BOUNDS = ("lower", "upper")
EIGHT = {
    "gdp": ("growth", 6.5),
    "fiscal_revenue": ("growth", 7.0),
    "fixed_investment": ("growth", 5.5),
    "industrial_va": ("growth", 9.5),
    "retail_sales": ("growth", 5.5),
    "trade": ("growth", 5.0),
    "fdi": ("level", 7000.0),
    "disposable_income": ("growth", 5.5),
}


@pytest.fixture(scope="module")
def package():
    return open_data(packaged_data())


@pytest.fixture(scope="module")
def declared():
    return json.loads((packaged_data() / DESCRIPTOR).read_text("utf-8"))


def test_the_packaged_data_have_no_problem():
    assert check(packaged_data()) == ()


def test_the_recorded_checksums_are_those_of_the_files(declared):
    assert list(recorded_checksums(packaged_data(), declared)) == []
    assert all(resource["hash"] and resource["bytes"] for resource in declared["resources"])


def test_the_descriptor_describes_every_file_as_the_schema_does(declared):
    described = {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in declared["resources"]
    }
    for table in TABLES.values():
        header = (packaged_data() / table.file).read_text("utf-8").split("\n", 1)[0].split(",")
        assert described[table.file] == header
        assert {column.name for column in table.columns if column.required} <= set(header)


def test_the_keys_of_the_descriptor_are_those_that_are_checked(declared):
    keys = {r["path"]: tuple(r["schema"].get("primaryKey", ())) for r in declared["resources"]}
    assert keys == {table.file: table.key for table in TABLES.values()}


def test_the_eight_targets_of_2024_came_out_with_the_report(package):
    assert (package.default_area, package.default_year) == ("370105", 2024)
    with pytest.raises(NotKnown, match="the first came out on 2024-01-16"):
        package.as_of("2023-12-31").targets_of("370105", 2024)
    targets = package.as_of("2024-01-16").targets_of("370105", 2024)
    assert {t.indicator: (t.transformation, t.lower) for t in targets} == EIGHT


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        ("2023-12-31", {"370105": False, "370100": False, "370000": False, "CN": False}),
        ("2024-01-16", {"370105": True, "370100": False, "370000": False, "CN": False}),
        ("2024-03-31", {"370105": True, "370100": True, "370000": True, "CN": True}),
    ],
)
def test_outturns_of_2023_are_seen_from_the_day_they_came_out(package, day, seen):
    view = package.as_of(day)
    found = {area: "2023" in view.series("gdp", area=area).index for area in seen}
    # the nation's came out on 17 January, the province's and the city's with their reports
    assert found == seen


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2023-12-31", {"370105": 0, "CN": 0}),
        ("2024-01-16", {"370105": 8, "CN": 0}),
        ("2024-03-04", {"370105": 8, "CN": 0}),
        ("2024-03-31", {"370105": 8, "CN": 1}),
    ],
)
def test_targets_for_2024_are_seen_from_the_day_they_came_out(package, day, known):
    targets = package.as_of(day).targets
    for area, n in known.items():
        rows = targets[(targets["ref_area"] == area) & (targets["time_period"] == "2024")]
        assert len(rows) >= n
        assert bool(len(rows)) == bool(n)


def test_the_districts_outturns_of_2023_are_the_reports_own_estimates(package):
    view = package.as_of("2024-01-16")
    assert view.series("gdp", area="370105").loc["2023", "obs_value"] == 6.5
    fdi = view.series("fdi", area="370105", transformation="level").loc["2023"]
    assert (fdi["obs_value"], fdi["unit_measure"]) == (8092.0, "USD_10K")


def test_the_tax_refunds_of_2022_are_a_base_effect_of_revenue(package):
    effects = package.as_of("2024-01-16").base_effects
    found = effects[(effects["indicator"] == "fiscal_revenue") & (effects["code"] == "tax_refund")]
    assert found["time_period"].tolist() == ["2022"]
    assert package.as_of("2021-12-31").base_effects.empty


def test_every_figure_names_a_source_that_is_described(package):
    for name in ("observations", "targets", "attainment_counts", "base_effects", "aims"):
        ids = set(package.table(name)["origin_id"])
        assert "" not in ids
        assert ids <= set(package.origins["origin_id"])


def test_every_target_with_a_number_is_an_event(package):
    view, rows = package.latest(), package.targets
    annual = rows.loc[rows["aggregation"] == "annual", ["ref_area", "time_period"]]
    for area, year in annual.drop_duplicates().itertuples(index=False):
        targets = view.targets_of(area, int(year))
        numbered = [t for t in targets if t.lower is not None or t.upper is not None]
        assert all(t.event().formula() for t in numbered)


def test_every_wording_reads_as_what_was_recorded(package):
    rows = package.targets[package.targets["wording"] != ""]
    assert len(rows) > 700
    for row in rows[rows["qualifier"] != "unknown"].to_dict("records"):
        reading = read_wording(row["wording"], indicator=package.indicator(row["indicator"]))
        recorded = [None if row[bound] != row[bound] else row[bound] for bound in BOUNDS]
        assert reading.qualifier == row["qualifier"], row["wording"]
        assert [reading.lower, reading.upper] == recorded, row["wording"]
        assert reading.transformation == row["transformation"], row["wording"]
        assert reading.unit_measure == row["unit_measure"], row["wording"]


def test_real_income_growth_is_not_taken_for_nominal(package):
    view = package.latest()
    income = view.series("disposable_income", area="CN", derive=True)
    assert income.loc["2017", "obs_value"] == pytest.approx(9.04, abs=0.005)
    assert income.loc[["2017", "2018", "2021"], "price_basis"].tolist() == ["nominal"] * 3
    assert income.loc["2023", "price_basis"] == "real"


def test_industry_above_designated_size_stands_before_all_industry(package):
    assert package.latest().series("industrial_va", area="CN").loc["2018", "obs_value"] == 6.2


def test_no_growth_is_computed_into_a_break(package):
    view, rows = package.latest(), package.observations
    breaks = rows[(rows["obs_status"] == "B") & (rows["freq"] == "A")]
    for area, indicator, period in breaks[["ref_area", "indicator", "time_period"]].to_numpy():
        try:
            growth = view.series(indicator, area=area, derive=True)
        except NotKnown:
            continue
        newest = view.series(indicator, area=area, transformation="level").loc[period]
        if newest["obs_status"] == "B" and period in growth.index:
            assert not growth.loc[period, "comment"].startswith("from "), (area, indicator, period)
