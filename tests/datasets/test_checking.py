from __future__ import annotations

import pytest

from tianqiao_econ.datasets import check, open_data
from tianqiao_econ.datasets.checking import CHECKS
from tianqiao_econ.framework import DataProblems

OBSERVATION = (
    "370105,gdp,A,2021,period,growth,7.7,exact,PERCENT,real,as_published,A,2022-02-28,,press,\n"
)
TARGET = "370105,gdp,2023,growth,exact,6,,PERCENT,2023-01-31,press,\n"
LEVEL = "370105,fdi,A,{},period,level,9000,exact,{},nominal,as_published,A,2022-02-28,,press,\n"


def observation(**changes):
    names = (
        "ref_area indicator freq time_period accumulation transformation obs_value bound"
        " unit_measure price_basis basis obs_status as_of as_of_basis origin_id comment"
    )
    cells = dict(zip(names.split(), OBSERVATION.strip().split(","), strict=True)) | changes
    return ",".join(cells.values()) + "\n"


def target(**changes):
    names = (
        "ref_area indicator time_period transformation qualifier lower upper unit_measure"
        " as_of origin_id wording"
    )
    cells = dict(zip(names.split(), TARGET.strip().split(","), strict=True)) | changes
    return ",".join(cells.values()) + "\n"


@pytest.fixture
def problems(make_package, small_files):
    """Check the small package with lines added to its files."""

    def problems(**added):
        files = {f"{name}.csv": small_files[f"{name}.csv"] + text for name, text in added.items()}
        return check(make_package(files))

    return problems


def test_a_sound_package_has_no_problem(make_package):
    assert check(make_package()) == ()


@pytest.mark.parametrize("added", [{"observations": OBSERVATION}, {"targets": TARGET}])
def test_the_lines_that_these_tests_spoil_are_sound(problems, added):
    assert problems(**added) == ()


@pytest.mark.parametrize(
    ("changes", "column", "what"),
    [
        ({"obs_value": "7.7%"}, "obs_value", "the number has a percent sign"),
        ({"obs_value": "\uff17.7"}, "obs_value", "the digits are full-width"),
        ({"obs_value": "NaN"}, "obs_value", "this is not a number"),
        ({"obs_value": "inf"}, "obs_value", "the number is infinite"),
        ({"obs_value": ""}, "obs_value", "the cell is empty"),
        ({"obs_value": "-100"}, "obs_value", "nothing can fall by all or more"),
        ({"obs_value": "6500"}, "obs_value", "growth above 1000 per cent"),
        ({"price_basis": "nominal"}, "price_basis", "the indicator's growth is in constant prices"),
        ({"accumulation": "ytd"}, "accumulation", "a whole year is not a year to date"),
        ({"as_of": "2022/2/28"}, "as_of", "a spreadsheet has changed the date"),
        ({"as_of": "44620"}, "as_of", "a spreadsheet has changed the date"),
        ({"as_of": "Feb-22"}, "as_of", "a spreadsheet has changed the date, and the day is lost"),
        ({"as_of": "2/28/2022"}, "as_of", "a spreadsheet has changed the date"),
        ({"as_of": "2020-12-31"}, "as_of", "the outturn is dated before its period began"),
        ({"time_period": "2021年"}, "time_period", "the period is not in standard form"),
        ({"time_period": "2021-Q2"}, "freq", "the frequency is not that of the period"),
        ({"freq": "Y"}, "freq", "this is not a code of freq"),
        ({"indicator": "gpd"}, "indicator", "unknown indicator"),
        ({"ref_area": "370199"}, "ref_area", "unknown area"),
        ({"ref_area": "天桥"}, "ref_area", "unknown area"),
        ({"unit_measure": "PERSONS"}, "unit_measure", "growth is not in per cent"),
        ({"origin_id": "nowhere"}, "origin_id", "unknown source"),
        ({"origin_id": ""}, "origin_id", "no source is named"),
        ({"obs_status": "Z"}, "obs_status", "this is not a code of obs_status"),
    ],
)
def test_a_bad_cell_of_an_outturn_is_found(problems, changes, column, what):
    (problem,) = problems(observations=observation(**changes))
    found = (problem.file, problem.row, problem.column, problem.what)
    assert found == ("observations.csv", 8, column, what)
    assert problem.todo


@pytest.mark.parametrize(
    ("changes", "column", "what"),
    [
        ({"lower": ""}, "qualifier", "the target has no number"),
        ({"qualifier": "range"}, "qualifier", "a range needs two numbers"),
        ({"qualifier": "range", "upper": "5"}, "lower", "lower is greater than upper"),
        ({"qualifier": "relative"}, "qualifier", "a relative target names no reference_area"),
        ({"qualifier": "左右"}, "qualifier", "this is not a code of qualifier"),
        ({"lower": "-100"}, "lower", "nothing can fall by all or more"),
        ({"lower": "", "upper": "6000"}, "upper", "growth above 1000 per cent"),
        ({"qualifier": "aligned", "lower": ""}, "qualifier", "the target is held against itself"),
        ({"as_of": "2024-01-01"}, "as_of", "the target is dated after its year"),
        (
            {"wording": "增长6.5%"},
            "wording",
            "the wording says 6.5 PERCENT, not the number recorded",
        ),
        (
            {"wording": "6%—7%"},
            "wording",
            "the wording says 6 to 7 PERCENT, not the number recorded",
        ),
        ({"wording": "6亿元"}, "wording", "the wording says 6 CNY_100M, not the number recorded"),
        ({"time_period": "2023-Q1"}, "time_period", "this is not a year"),
        ({"time_period": "2023年"}, "time_period", "this is not a year"),
    ],
)
def test_a_bad_cell_of_a_target_is_found(problems, changes, column, what):
    (problem,) = problems(targets=target(**changes))
    found = (problem.file, problem.row, problem.column, problem.what)
    assert found == ("targets.csv", 6, column, what)
    assert problem.todo


def test_a_slip_in_a_code_is_answered_with_the_nearest(problems):
    added = observation(indicator="gpd") + observation(ref_area="天桥", as_of="2022-03-01")
    (indicator, area) = problems(observations=added)
    assert indicator.todo.startswith("did you mean gdp 地区生产总值?")
    assert area.todo.startswith("did you mean 370105 济南市天桥区?")


def test_a_duplicate_key_names_the_row_that_has_it_already(problems):
    (problem,) = problems(observations=OBSERVATION + observation(obs_value="7.8"))
    assert problem.row == 9
    assert problem.what.startswith("the row has the key of row 8: ref_area, indicator, freq")


def test_a_revision_with_a_later_date_is_no_duplicate(problems):
    assert problems(observations=OBSERVATION + observation(as_of="2022-09-01")) == ()


def test_a_level_is_in_the_unit_of_its_indicator(problems):
    (problem,) = problems(observations=LEVEL.format(2021, "USD_100M"))
    assert (problem.row, problem.column, problem.value) == (8, "unit_measure", "USD_100M")
    assert problem.what == "levels of this indicator are in USD_10K"
    assert "write USD_10K" in problem.todo


@pytest.mark.parametrize("value", ["0", "-8092"])
def test_an_amount_is_above_zero(problems, value):
    line = LEVEL.format(2021, "USD_10K").replace("9000", value)
    target_line = target(indicator="fdi", transformation="level", unit_measure="USD_10K", lower="0")
    outturn, goal = problems(observations=line, targets=target_line)
    assert (outturn.column, outturn.what) == ("obs_value", "an amount is zero or below")
    assert (goal.column, goal.what) == ("lower", "an amount is zero or below")


REFERENCES = (
    "ref_area,indicator,time_period,period_end,aggregation,transformation,qualifier,lower,upper,"
    "unit_measure,reference_area,reference_indicator,as_of,origin_id\n"
)


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("fdi,2024,,,growth,aligned,,,PERCENT,,fdi", "qualifier", "held against itself"),
        ("gdp,2024,,,growth,relative,,,PERCENT,370105,", "qualifier", "held against itself"),
        ("fdi,2024,,,level,aligned,,,USD_10K,,", "transformation", "a level cannot keep pace"),
        ("fdi,2024,,,level,relative,,,USD_10K,370100,", "transformation", "a level cannot keep"),
        ("gdp,2024,2026,annual,growth,exact,6,,PERCENT,,", "aggregation", "a later period_end"),
    ],
)
def test_a_target_that_contradicts_itself_is_found(make_package, line, column, what):
    text = f"{REFERENCES}370105,{line},2024-01-16,report\n"
    (problem,) = check(make_package({"targets.csv": text}))
    assert (problem.row, problem.column) == (2, column)
    assert what in problem.what


@pytest.mark.parametrize(
    "line",
    [
        "fdi,2024,,,growth,aligned,,,PERCENT,,",
        "gdp,2024,,,growth,aligned,,,PERCENT,370100,",
        "gdp,2024,,,growth,relative,,,PERCENT,370100,",
        "gdp,2024,2026,average,growth,exact,6,,PERCENT,,",
    ],
)
def test_a_target_held_against_something_else_or_over_years_is_sound(make_package, line):
    text = f"{REFERENCES}370105,{line},2024-01-16,report\n"
    assert check(make_package({"targets.csv": text})) == ()


def test_a_level_target_is_in_the_unit_of_the_outturns(problems):
    added = target(indicator="fdi", transformation="level", unit_measure="USD_100M")
    (problem,) = problems(targets=added)
    assert (problem.file, problem.column, problem.value) == (
        "targets.csv",
        "unit_measure",
        "USD_100M",
    )


@pytest.mark.parametrize(
    ("wording", "unit"), [("0.6亿美元", "USD_10K"), ("6000万美元", "USD_10K"), ("4亿元", "USD_10K")]
)
def test_a_wording_in_another_unit_or_currency_is_no_problem(problems, wording, unit):
    level = {"indicator": "fdi", "transformation": "level", "unit_measure": unit}
    assert problems(targets=target(**level, lower="6000", wording=wording)) == ()


@pytest.mark.parametrize(
    "wording", ["增长6%左右", "6%", "高质量发展", "增长6%、力争7%", "保持正增长", "2023年增长6%"]
)
def test_a_wording_that_agrees_or_cannot_be_read_is_no_problem(problems, wording):
    assert problems(targets=target(wording=wording)) == ()


def test_a_year_to_date_is_known_while_its_last_quarter_runs(problems):
    added = observation(freq="Q", time_period="2021-Q4", accumulation="ytd", as_of="2021-03-01")
    assert problems(observations=added) == ()


@pytest.mark.parametrize(
    ("parents", "rows"),
    [({"370100": "370105"}, {4, 5}), ({"CN": "370105"}, {2, 3, 4, 5}), ({"CN": "CN"}, {2})],
)
def test_a_circle_of_parents_is_found_in_each_of_its_rows(make_package, small_files, parents, rows):
    lines = [line.split(",") for line in small_files["areas.csv"].splitlines()]
    text = "\n".join(",".join([*cells[:-1], parents.get(cells[0], cells[-1])]) for cells in lines)
    found = check(make_package({"areas.csv": text}))
    assert {p.row for p in found} == rows
    assert {(p.column, p.what) for p in found} == {
        ("parent", "the area is its own parent's parent")
    }


@pytest.mark.parametrize(
    ("area", "level", "parent", "wrong"),
    [
        ("380000", "province", "370105", True),
        ("370200", "prefecture", "370100", True),
        ("370106", "county", "370105", True),
        ("370106", "county", "370000", False),
        ("370105Z1", "zone", "370105", False),
    ],
)
def test_a_parent_is_of_a_higher_level(problems, area, level, parent, wrong):
    found = problems(areas=f"{area},某地,Some,{level},{parent}\n")
    assert [(p.row, p.column) for p in found] == [(6, "parent")] * wrong


def test_a_zone_may_be_within_a_zone(problems):
    inner = "370105Z1,某园,Some,zone,370105\n370105Z2,某园,Some,zone,370105Z1\n"
    assert problems(areas=inner) == ()


def test_a_parent_that_does_not_exist_is_found(problems):
    (problem,) = problems(areas="370199,某区,Some,county,379900\n")
    assert (problem.row, problem.column, problem.what) == (6, "parent", "unknown area")


@pytest.mark.parametrize("code", ["370", "天桥", "370105Z"])
def test_an_area_code_has_its_form(problems, code):
    (problem,) = problems(areas=f"{code},某区,Some,county,370100\n")
    assert (problem.column, problem.what) == ("ref_area", "this is not an area code")


def test_a_package_that_stands_alone_needs_targets_or_outturns(make_package):
    for name in ("targets", "observations"):
        assert check(make_package({f"{name}.csv": None}, name=f"without-{name}")) == ()
    neither = make_package({"targets.csv": None, "observations.csv": None})
    (problem,) = check(neither)
    assert "neither targets.csv nor observations.csv" in problem.what


def test_a_missing_file_is_told_with_its_columns(make_package):
    (missing,) = [p for p in check(make_package({"areas.csv": None})) if p.file == "areas.csv"]
    assert missing.todo == (
        "add it with the columns ref_area, name_zh, name_en, level, parent;"
        " data/README.md explains its rows"
    )


def test_a_file_that_the_descriptor_lists_is_missing(make_package):
    (problem,) = check(make_package(resources=[{"path": "aims.csv"}, {"path": "areas.csv"}]))
    assert (problem.file, "datapackage.json lists" in problem.what) == ("aims.csv", True)


def test_a_file_with_nearly_the_right_name_is_found(make_package, small_files):
    changes = {"origins.csv": None, "origin.csv": small_files["origins.csv"]}
    (problem,) = check(make_package(changes))
    assert problem.todo.startswith("rename it to origins.csv")


def test_files_of_other_names_are_left_alone(make_package):
    assert check(make_package({"my-notes.csv": "a,b\n", "README.md": "hello"})) == ()


def test_a_missing_column_is_found_with_its_likely_namesake(make_package, small_files):
    header = small_files["targets.csv"].replace("as_of", "As_Of", 1)
    (problem,) = check(make_package({"targets.csv": header}))
    assert (problem.row, problem.column) == (1, "as_of")
    assert problem.todo == "rename 'As_Of' to 'as_of'"


def test_an_empty_file_is_found_and_a_header_alone_is_fine(make_package, small_files):
    header = small_files["observations.csv"].splitlines()[0]
    assert check(make_package({"observations.csv": header})) == ()
    (problem,) = check(make_package({"observations.csv": ""}, name="other"))
    assert problem.what == "the file is empty (0 bytes)"


@pytest.mark.parametrize("text", ["{", "[]", "\ufeffnull", b"\xff\xfe", "[" * 100_000])
def test_a_descriptor_that_is_no_json_object_is_found(make_package, text):
    found = check(make_package({"datapackage.json": text}))
    assert any(p.file == "datapackage.json" and "JSON" in p.what for p in found)


@pytest.mark.parametrize(
    ("declared", "column"),
    [
        ({"default_area": "379999"}, "default_area"),
        ({"default_area": ["370105"]}, "default_area"),
        ({"default_year": "2024"}, "default_year"),
        ({"default_year": True}, "default_year"),
    ],
)
def test_what_the_descriptor_declares_is_checked(make_package, declared, column):
    (problem,) = check(make_package(**declared))
    assert (problem.file, problem.column) == ("datapackage.json", column)


@pytest.mark.parametrize("resources", ["areas.csv", [1, {}, {"path": 3}], {"path": "x"}, None])
def test_a_strange_list_of_files_does_no_harm(make_package, resources):
    assert check(make_package(resources=resources)) == ()


def test_more_areas_cannot_meet_a_target_than_there_are(make_package):
    counts = "year,level,scope,indicator,n,met,origin_id\n2023,province,31,gdp,31,32,press\n"
    (problem,) = check(make_package({"attainment_counts.csv": counts}))
    assert (problem.column, problem.value) == ("met", "32")


@pytest.mark.parametrize("place", ["missing", "file"])
def test_a_folder_that_is_none_is_told(tmp_path, packaged, place):
    (tmp_path / "file").write_text("x")
    (problem,) = check(tmp_path / place)
    assert "folder" in problem.what
    assert packaged.is_dir()


def test_all_problems_are_reported_at_once(make_package, small_files):
    changes = {
        "observations.csv": small_files["observations.csv"]
        + observation(obs_value="7%", as_of="45000")
        + observation(ref_area="999999", as_of="2022-03-01"),
        "targets.csv": small_files["targets.csv"].replace("exact", "exactly"),
        "origins.csv": "",
    }
    with pytest.raises(DataProblems) as caught:
        open_data(make_package(changes))
    found = {(p.file, p.row, p.column) for p in caught.value.problems}
    assert {
        ("observations.csv", 8, "obs_value"),
        ("observations.csv", 8, "as_of"),
        ("observations.csv", 9, "ref_area"),
        ("targets.csv", 2, "qualifier"),
        ("targets.csv", 3, "qualifier"),
        ("origins.csv", None, ""),
    } <= found
    assert "999999" in str(caught.value)


def test_a_thousand_problems_of_one_kind_are_counted(problems):
    added = "".join(observation(obs_value=f"{i}%", as_of=f"{2023 + i}-01-01") for i in range(1000))
    found = problems(observations=added)
    assert len(found) == 21
    assert found[-1].what == "and 980 more like these: the number has a percent sign"


def test_a_long_cell_is_shown_short(problems):
    (problem,) = problems(observations=observation(obs_value="x" * 1000))
    assert len(problem.value) == 40


def test_every_check_says_what_it_holds_to():
    assert all(check.__doc__ for check in CHECKS)
