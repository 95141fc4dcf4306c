from __future__ import annotations

import pandas as pd
import pytest

from tianqiao_econ.datasets.series import COLUMNS, derived_growth, newest_vintage, with_derived

PLAIN = {
    "unit_measure": "CNY_100M",
    "price_basis": "nominal",
    "basis": "as_published",
    "obs_status": "A",
    "bound": "exact",
    "vintage": "first",
    "as_of_basis": "stated",
    "origin_id": "nbs",
    "comment": "",
}


def rows(*cells):
    """Rows of (time_period, obs_value, as_of, {what differs from a plain level})."""
    table = [
        {**PLAIN, "time_period": period, "obs_value": float(value), "as_of": day, **other}
        for period, value, day, other in cells
    ]
    return pd.DataFrame(table).assign(as_of=lambda f: pd.to_datetime(f["as_of"]))


def test_the_newest_vintage_of_a_period_is_taken():
    series = newest_vintage(
        rows(
            ("2022", 3.0, "2023-02-28", {}),
            ("2021", 8.0, "2022-02-28", {}),
            ("2022", 3.1, "2024-01-31", {}),
        )
    )
    assert series["obs_value"].to_dict() == {"2021": 8.0, "2022": 3.1}
    assert tuple(series.columns) == COLUMNS
    assert series.index.name == "time_period"


def test_what_the_authority_printed_stands_before_newer_computed_figures():
    series = newest_vintage(
        rows(
            ("2022", 1.0, "2025-01-01", {"basis": "derived"}),
            ("2022", 2.0, "2024-01-01", {"basis": "comparable"}),
            ("2022", 3.0, "2023-01-01", {"basis": "as_published"}),
            ("2021", 4.0, "2023-01-01", {"basis": "derived"}),
            ("2021", 5.0, "2022-01-01", {"basis": "comparable"}),
        )
    )
    assert series["obs_value"].to_dict() == {"2021": 5.0, "2022": 3.0}


def test_levels_a_year_apart_give_growth_known_with_the_later():
    growth = derived_growth(rows(("2021", 200, "2022-03-01", {}), ("2022", 210, "2023-03-01", {})))
    assert growth.index.tolist() == ["2022"]
    row = growth.loc["2022"]
    assert row["obs_value"] == pytest.approx(5.0)
    assert (row["unit_measure"], row["basis"], row["price_basis"]) == (
        "PERCENT",
        "derived",
        "nominal",
    )
    assert (row["as_of"], row["comment"]) == (pd.Timestamp("2023-03-01"), "from 200 and 210")


def test_a_base_that_came_out_later_sets_the_date():
    growth = derived_growth(rows(("2021", 200, "2024-03-01", {}), ("2022", 210, "2023-03-01", {})))
    assert growth.loc["2022", "as_of"] == pd.Timestamp("2024-03-01")


@pytest.mark.parametrize(
    ("base", "later"),
    [
        ({}, {"obs_status": "B"}),
        ({}, {"origin_id": "other"}),
        ({"bound": "about"}, {}),
        ({}, {"bound": "at_least"}),
        ({"time_period": "2020"}, {}),
        ({"obs_value": 0.0}, {}),
    ],
)
def test_levels_that_may_not_be_compared_give_no_growth(base, later):
    growth = derived_growth(
        rows(("2021", 200, "2022-03-01", base), ("2022", 210, "2023-03-01", later))
    )
    assert growth.empty
    assert tuple(growth.columns) == COLUMNS


def test_a_break_in_the_base_alone_does_no_harm():
    levels = rows(("2021", 200, "2022-03-01", {"obs_status": "B"}), ("2022", 210, "2023-03-01", {}))
    assert derived_growth(levels).loc["2022", "obs_value"] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("column", "code"),
    [("obs_status", "P"), ("vintage", "revised"), ("as_of_basis", "assumed")],
)
@pytest.mark.parametrize("marked", [0, 1])
def test_a_doubt_about_either_level_is_a_doubt_about_the_growth(column, code, marked):
    marks = [{}, {}]
    marks[marked] = {column: code}
    levels = rows(("2021", 200, "2022-03-01", marks[0]), ("2022", 210, "2023-03-01", marks[1]))
    assert derived_growth(levels).loc["2022", column] == code


def test_quarters_are_compared_with_the_same_quarter_a_year_before():
    levels = rows(
        ("2022-Q2", 100, "2022-07-20", {}),
        ("2023-Q1", 60, "2023-04-20", {}),
        ("2023-Q2", 104, "2023-07-20", {}),
    )
    growth = derived_growth(levels)["obs_value"]
    assert growth.index.tolist() == ["2023-Q2"]
    assert growth.iloc[0] == pytest.approx(4.0)


def test_published_growth_is_never_replaced_by_derived():
    levels = rows(
        ("2021", 200, "2022-03-01", {}),
        ("2022", 210, "2023-03-01", {}),
        ("2023", 231, "2024-03-01", {}),
    )
    published = newest_vintage(
        rows(("2022", 6.0, "2023-03-01", {"unit_measure": "PERCENT", "price_basis": "real"}))
    )
    series = with_derived(published, levels)
    assert series["obs_value"].round(6).to_dict() == {"2022": 6.0, "2023": 10.0}
    assert series["basis"].tolist() == ["as_published", "derived"]


def test_derived_growth_obeys_the_view(small):
    with pytest.raises(Exception, match="first came out"):
        small.as_of("2022-12-31").series("fdi", area="370105", transformation="level")
    view = small.as_of("2024-01-16")
    growth = view.series("fdi", area="370105", derive=True)
    assert growth["obs_value"].round(2).to_dict() == {"2023": 1.15}
    assert growth.loc["2023", "obs_status"] == "P"


def test_a_figure_of_another_definition_stands_behind_the_others():
    series = newest_vintage(
        rows(
            ("2018", 6.2, "2019-01-21", {}),
            ("2018", 6.1, "2019-02-28", {"obs_status": "D"}),
            ("2019", 5.7, "2020-02-28", {"obs_status": "D"}),
        )
    )
    assert series["obs_value"].to_dict() == {"2018": 6.2, "2019": 5.7}


REAL_AND_NOMINAL = (
    ("2017", 7.3, "2018-03-05", {"price_basis": "real"}),
    ("2018", 6.5, "2019-03-05", {"price_basis": "real"}),
    ("2018", 8.7, "2019-01-21", {"basis": "derived"}),
    ("2019", 5.8, "2020-02-28", {"price_basis": "real"}),
)


def test_real_growth_comes_last_where_growth_is_counted_in_current_prices():
    found = newest_vintage(rows(*REAL_AND_NOMINAL), nominal=True)
    assert found["obs_value"].to_dict() == {"2017": 7.3, "2018": 8.7, "2019": 5.8}
    otherwise = newest_vintage(rows(*REAL_AND_NOMINAL))
    assert otherwise["obs_value"].to_dict() == {"2017": 7.3, "2018": 6.5, "2019": 5.8}


def test_derived_nominal_growth_stands_before_published_real_growth():
    levels = rows(("2016", 200, "2017-03-01", {}), ("2017", 218, "2018-03-01", {}))
    published = newest_vintage(rows(*REAL_AND_NOMINAL), nominal=True)
    series = with_derived(published, levels, nominal=True)
    assert series["obs_value"].round(6).to_dict() == {"2017": 9.0, "2018": 8.7, "2019": 5.8}
    assert with_derived(published, levels).loc["2017", "obs_value"] == 7.3
