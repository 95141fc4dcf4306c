from __future__ import annotations

import dataclasses
import pickle
from datetime import date

import numpy as np
import pytest

from tianqiao_econ.datasets import open_data, packaged_data
from tianqiao_econ.datasets.schema import TABLES, Kind
from tianqiao_econ.framework import EconError, Level, NotKnown, UnknownName, locate
from tianqiao_econ.framework.locate import data_folder


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_that_is_spoilt_by_its_reader_leaves_the_package_whole(small, name):
    before = small.table(name)
    spoilt = small.table(name)
    for column in spoilt:
        spoilt[column] = None
    spoilt = small.table(name)
    if len(spoilt):
        spoilt.iloc[0, 0] = "spoilt"
    assert small.table(name).equals(before)


@pytest.mark.parametrize(
    "take",
    [
        lambda view: view.observations,
        lambda view: view.targets,
        lambda view: view.series("gdp", area="370105"),
    ],
)
def test_a_frame_taken_through_a_view_is_ones_own_too(small, take):
    view = small.latest()
    before = take(view)
    spoilt = take(view)
    spoilt.iloc[:, 0] = spoilt.iloc[-1, 0]
    spoilt["as_of"] = None
    assert take(view).equals(before)


def test_a_package_cannot_be_changed(small):
    with pytest.raises(dataclasses.FrozenInstanceError):
        small.notes = ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        small.latest().date = date(2030, 1, 1)


def test_columns_have_the_type_of_their_kind(small):
    for name, table in TABLES.items():
        frame = small.table(name)
        assert list(frame.columns) == [column.name for column in table.columns]
        for column in table.columns:
            values = frame[column.name]
            if column.kind is Kind.NUMBER:
                assert values.dtype == np.float64
            elif column.kind is Kind.INTEGER:
                assert values.dtype == np.int64
            elif column.kind is Kind.DATE:
                assert values.dtype.kind == "M"
            elif column.name != "year":
                assert all(isinstance(value, str) for value in values)


def test_the_properties_are_the_tables(small):
    for name in TABLES:
        assert getattr(small, name).equals(small.table(name))


def test_whoever_changes_what_was_handed_out_changes_nothing_here(small):
    for row in small.annual_records("370105", 2024):
        row["lower"] = 99.0
    table = small.targets
    table["lower"] = 99.0
    assert all(row["lower"] != 99.0 for row in small.annual_records("370105", 2024))
    assert not (small.targets["lower"] == 99.0).any()


def test_an_area_is_a_value_with_its_parents_nearest_first(small):
    area = small.area("370105")
    assert (area.name_zh, area.level, area.parent) == ("济南市天桥区", Level.COUNTY, "370100")
    assert [parent.code for parent in small.parents("370105")] == ["370100", "370000", "CN"]
    assert small.parents("CN") == ()


def test_a_source_is_a_value(small):
    origin = small.origin("report")
    assert (origin.date_published, origin.date_accessed) == (date(2024, 1, 16), None)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda p: p.area("天桥"), "did you mean 370105 济南市天桥区?"),
        (lambda p: p.indicator("gpd"), "did you mean gdp 地区生产总值?"),
        (lambda p: p.origin("reports"), "did you mean report Work report of 2024"),
        (lambda p: p.table("observation"), "did you mean observations?"),
        (lambda p: p.target_date("370150", 2024), "did you mean 370105"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(small, ask, sentence):
    with pytest.raises(UnknownName) as caught:
        ask(small)
    assert sentence in str(caught.value)


def test_the_date_of_the_newest_target_is_asked_for(small):
    assert small.target_date("370105", 2024) == date(2024, 1, 16)
    with pytest.raises(NotKnown, match="has no target for 2022: it has targets for 2024"):
        small.target_date("370105", 2022)
    with pytest.raises(NotKnown, match="it has none at all"):
        small.target_date("370100", 2024)


def test_a_package_survives_a_process_boundary(small):
    copy = pickle.loads(pickle.dumps(small))  # noqa: S301
    assert copy.checksum == small.checksum
    assert copy.observations.equals(small.observations)
    assert (
        copy.latest()
        .series("gdp", area="370105")
        .equals(small.latest().series("gdp", area="370105"))
    )


def test_a_package_without_a_date_has_no_latest_view(make_package, small_files):
    headers = {
        name: small_files[name].splitlines()[0] for name in ("observations.csv", "targets.csv")
    }
    package = open_data(make_package(headers))
    with pytest.raises(NotKnown, match="neither an outturn nor a target"):
        package.latest()


def test_the_defaults_are_those_that_are_declared(make_package):
    package = open_data(make_package(default_area="CN", default_year=2023))
    assert (package.default_area, package.default_year) == ("CN", 2023)


def test_several_areas_without_a_declared_one_leave_the_default_open(small):
    assert (small.default_area, small.default_year) == (None, None)


def test_a_folder_asked_for_stands_before_the_environment(monkeypatch, tmp_path, packaged):
    assert data_folder() == packaged_data() == packaged.resolve()
    monkeypatch.setenv(locate.VARIABLE, str(tmp_path / "env"))
    assert data_folder() == tmp_path / "env"
    assert data_folder(tmp_path / "asked") == tmp_path / "asked"


def test_a_package_without_its_data_says_to_install_again(monkeypatch):
    monkeypatch.delenv(locate.VARIABLE, raising=False)
    monkeypatch.setattr(locate, "_CANDIDATES", (locate._PACKAGE / "nowhere",))
    with pytest.raises(EconError, match="install the package again"):
        open_data()


def test_equal_files_have_equal_checksums_and_an_edit_changes_them(make_package, small_files):
    one = open_data(make_package(name="one")).checksum
    assert open_data(make_package(name="two")).checksum == one
    edited = small_files["targets.csv"].replace("6.5", "6.6")
    assert open_data(make_package({"targets.csv": edited}, name="three")).checksum != one
