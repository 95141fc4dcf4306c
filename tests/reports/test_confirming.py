"""A reading that a person went through: the CSV of read-report, edited and given back."""

from __future__ import annotations

import pandas as pd
import pytest

import tianqiao_econ as te
from tianqiao_econ.datasets import check
from tianqiao_econ.framework import DataProblems, EconError
from tianqiao_econ.reports.confirming import Decision, decided
from tianqiao_econ.reports.storing import RECORD

AREA = "379901"
TEXT = (
    "2024年1月10日在青禾区第三届人民代表大会上\n一、2023年工作回顾\n"
    "地区生产总值增长6.2%。新建公园5处。全年地区生产总值增长6.4%。\n"
    "二、2024年工作安排\n今年的主要预期目标是：地区生产总值增长6%左右，固定资产投资增长5%以上。\n"
    "三、重点工作\n新建公园4处，新增停车位800个。\n"
)


@pytest.fixture(scope="module")
def report():
    return te.read_report(TEXT)


@pytest.fixture
def edited(report, tmp_path):
    """Write the reading as read-report prints it, after a change; return its path."""

    def write(change=lambda frame: frame, encoding="utf-8"):
        path = tmp_path / "reading.csv"
        change(report.rows).to_csv(path, index=False, encoding=encoding)
        return path

    return write


def changed(where, column, value):
    def change(frame):
        frame = frame.astype(object)
        frame.loc[frame.eval(where), column] = value
        return frame

    return change


def decisions(report, path):
    taken, rejected = decided(report, path)
    kinds = [(one.row.indicator, str(one.row.value), one.decision) for one in taken]
    return [kind for kind in kinds if kind[2] is not Decision.AS_READ], rejected


def stored(report, folder, path):
    te.store_report(report, folder, area=AREA, confirmed=path)
    frames = {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("observations", "targets", "aims")
    }
    record = pd.read_csv(folder / RECORD, dtype=str, keep_default_na=False)
    assert check(folder) == ()
    return frames, record


def test_a_reading_given_back_as_it_was_changes_nothing(report, edited):
    assert decisions(report, edited()) == ([], [])
    assert decisions(report, edited(encoding="utf-8-sig")) == ([], [])
    assert decisions(report, edited(encoding="gb18030")) == ([], [])


def test_what_is_in_doubt_is_written_only_when_confirmed(report, edited, tmp_path):
    notes = te.store_report(report, tmp_path / "a", area=AREA)
    assert any("outturn of gdp 2023" in note and "stands before" in note for note in notes)
    assert "--confirmed" in notes[-1]

    def second(frame):
        return changed("status == 'unsure'", "status", "ok")(frame.query("value != 6.2"))

    frames, record = stored(report, tmp_path / "b", edited(second))
    assert frames["observations"]["obs_value"].tolist() == ["6.4"]
    found = record.set_index("phrase")["decision"]
    assert found["地区生产总值增长6.2%"] == "rejected"
    assert found["地区生产总值增长6.4%"] == "confirmed"


def test_two_figures_for_one_thing_are_both_left_out(report, edited, tmp_path):
    path = edited(changed("status == 'unsure'", "status", "ok"))
    notes = te.store_report(report, tmp_path / "new", area=AREA, confirmed=path)
    (told,) = [note for note in notes if "more than one figure" in note]
    assert told.count("more than one figure") == 2
    assert not (tmp_path / "new/observations.csv").exists()


def test_a_mended_number_is_taken_and_recorded(report, edited, tmp_path):
    path = edited(changed("indicator == 'fixed_investment'", "value", "5.5"))
    frames, record = stored(report, tmp_path / "new", path)
    line = frames["targets"].query("indicator == 'fixed_investment'").iloc[0]
    assert line[["qualifier", "lower", "wording"]].tolist() == ["at_least", "5.5", ""]
    assert line["comment"] == "by hand, the report reads value 5"
    mine = record.query("indicator == 'fixed_investment'").iloc[0]
    assert mine[["decision", "value", "as_read"]].tolist() == ["own", "5.5", "value 5"]


def test_a_number_of_ones_own_is_told_and_never_passes_for_the_reports(report, edited, tmp_path):
    path = edited(changed("indicator == 'fixed_investment'", "value", "5.5"))
    notes = te.store_report(report, tmp_path / "new", area=AREA, confirmed=path)
    (told,) = [note for note in notes if "your own number" in note]
    assert "fixed_investment 2024 (固定资产投资增长5%以上): the report reads value 5" in told


def test_another_number_of_the_same_words_is_a_change_with_both_kept(tmp_path):
    text = TEXT.replace("投资增长5%以上", "投资增长5%以上、力争达到6.5%")
    report = te.read_report(text)
    rows = report.rows.astype(object)
    rows.loc[rows["indicator"] == "fixed_investment", "qualifier"] = "about"
    rows.to_csv(tmp_path / "reading.csv", index=False)
    _, record = stored(report, tmp_path / "new", tmp_path / "reading.csv")
    mine = record.query("indicator == 'fixed_investment'").iloc[0]
    assert mine[["decision", "as_read"]].tolist() == ["changed", "qualifier at_least"]


def test_the_words_are_the_reports_even_where_a_person_emptied_their_cell(report, edited, tmp_path):
    def change(frame):
        return changed("value == 5.5", "phrase", "")(
            changed("indicator == 'fixed_investment'", "value", 5.5)(frame)
        )

    _, record = stored(report, tmp_path / "new", edited(change))
    mine = record.query("indicator == 'fixed_investment'").iloc[0]
    assert mine[["decision", "phrase"]].tolist() == ["own", "固定资产投资增长5%以上"]


def test_a_bound_that_was_changed_beside_an_old_value_is_refused(report, edited):
    path = edited(changed("indicator == 'fixed_investment'", "lower", "5.5"))
    with pytest.raises(DataProblems, match="value still says 5") as told:
        decided(report, path)
    assert [(one.column, one.value) for one in told.value.problems] == [("lower", "5.5")]


def test_a_record_of_an_earlier_version_is_gone_on_with(report, edited, tmp_path):
    stored(report, tmp_path / "new", edited())
    path = tmp_path / "new" / RECORD
    before = pd.read_csv(path, dtype=str, keep_default_na=False)
    before.drop(columns="as_read").to_csv(path, index=False)
    _, record = stored(report, tmp_path / "new", edited())
    pd.testing.assert_frame_equal(record, before)


def test_an_aim_that_is_deleted_or_mended_is_so_in_the_package(report, edited, tmp_path):
    def change(frame):
        return changed("indicator == '公园'", "value", "6")(frame.query("indicator != '停车位'"))

    frames, record = stored(report, tmp_path / "new", edited(change))
    aims = frames["aims"][["verb", "object", "number", "last_number", "comparability"]]
    assert aims.to_numpy().tolist() == [["新建", "公园", "6", "5", "same"]]
    assert record.query("role == 'aim'")["decision"].tolist() == ["own", "rejected"]
    assert record.query("role == 'aim'")["as_read"].tolist() == ["value 4", ""]


def test_a_rejected_figure_that_was_written_before_is_pointed_at(report, edited, tmp_path):
    te.store_report(report, tmp_path / "new", area=AREA)
    path = edited(lambda frame: frame.query("indicator not in ['fixed_investment', '停车位']"))
    notes = te.store_report(report, tmp_path / "new", area=AREA, confirmed=path)
    assert "2 rows of the reading were rejected" in notes
    assert "targets.csv, row 3 still holds a rejected figure: delete the line there" in notes
    assert "aims.csv, row 3 still holds a rejected figure: delete the line there" in notes
    assert check(tmp_path / "new") == ()


def test_a_row_of_ones_own_is_added(report, edited, tmp_path):
    def change(frame):
        own = frame[frame["indicator"] == "fixed_investment"].assign(
            indicator="retail_sales", start=0, end=0, phrase=""
        )
        return pd.concat([frame, own])

    frames, record = stored(report, tmp_path / "new", edited(change))
    assert "retail_sales" in frames["targets"]["indicator"].tolist()
    assert record.query("indicator == 'retail_sales'")["decision"].tolist() == ["added"]


def test_everything_wrong_with_the_file_is_told_by_row(report, edited):
    def change(frame):
        frame = frame.astype(object)
        frame.loc[0, "value"] = "six"
        frame.loc[1, "status"] = "sure"
        frame.loc[2, "time_period"] = "FY24"
        return frame

    with pytest.raises(DataProblems) as told:
        decided(report, edited(change))
    found = [(one.file, one.row, one.column, one.value) for one in told.value.problems]
    assert found == [
        ("reading.csv", 2, "value", "six"),
        ("reading.csv", 3, "status", "sure"),
        ("reading.csv", 4, "time_period", "FY24"),
    ]


def test_the_reading_of_another_report_is_refused(edited):
    other = te.read_report(TEXT.replace("青禾区", "青禾新区"))
    with pytest.raises(DataProblems, match="other words at this place"):
        decided(other, edited())


def test_a_file_that_is_not_there_or_lacks_columns_is_said(report, edited, tmp_path):
    with pytest.raises(EconError, match="is not there"):
        decided(report, tmp_path / "none.csv")
    with pytest.raises(DataProblems, match="the column is missing: qualifier"):
        decided(report, edited(lambda frame: frame.drop(columns="qualifier")))
