"""Labels against rows; the reports, their labels and what was read of them are made up."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
import reading  # the conftest puts the scripts on the path
import reading_labels
import reading_page
import reading_scores

from tianqiao_econ import open_data
from tianqiao_econ.framework.errors import EconError

REPORTS = Path(__file__).parents[3] / "shared/reports"
COLUMNS = (
    "indicator,role,time_period,transformation,value,lower,upper,unit_measure,qualifier,basis,"
    "scope,section,status,reason,start,end,phrase"
)
HEAD = "file,indicator,year,role,value,unit,qualifier,scope,period,standing,complete\n"


def row(indicator="gdp", value=6.5, *, year="2031", role="outturn", **others):
    cells = dict.fromkeys(COLUMNS.split(","), "")
    cells |= {"indicator": indicator, "role": role, "time_period": year, "value": value}
    cells |= {"transformation": "growth", "unit_measure": "PERCENT", "qualifier": "exact"}
    cells |= {"lower": None, "upper": None, "status": "ok", "start": 3, "end": 8}
    return cells | others


def level(indicator="gdp", value=650.0, unit="CNY_100M", **others):
    return row(indicator, value, transformation="level", unit_measure=unit, **others)


@pytest.fixture
def verdicts(tmp_path):
    """Judge rows of one report against lines of labels."""

    def judged(lines, *rows, complete=True):
        path = tmp_path / "labels.csv"
        mark = "yes" if complete else ""
        tails = [f"{line}{',' * (8 - line.count(','))},{mark}" for line in lines]
        path.write_text(HEAD + "\n".join(f"a.txt,{tail}" for tail in tails) + "\n")
        labels, whole = reading_labels.read_labels([path])
        figures = reading_labels.as_figures("a.txt", pd.DataFrame(list(rows) or [row(role="aim")]))
        return reading_scores.judge(labels, figures, whole)

    return judged


def kinds(verdicts):
    return [verdict.kind for verdict in verdicts]


GDP = "gdp,2031,outturn,6.5,%,exact"


def test_a_label_with_a_row_of_its_number_is_found(verdicts):
    assert kinds(verdicts([GDP], row())) == ["found", "true"]


@pytest.mark.parametrize(
    "other",
    [row(year="2032"), row(role="target"), row("trade"), row(scope="高新园"), level(value=6.5)],
    ids=["year", "role", "indicator", "sub-area", "transformation"],
)
def test_a_row_of_something_else_leaves_a_label_missed(verdicts, other):
    assert kinds(verdicts([GDP], other))[0] == "missed"


def test_a_level_is_the_same_in_every_unit_of_its_currency(verdicts):
    label = "gdp,2031,outturn,5.69,万亿元,exact"
    assert kinds(verdicts([label], level(value=56900.0))) == ["found", "true"]
    assert kinds(verdicts([label], level(value=56900.0, unit="USD_100M")))[0] == "missed"


def test_a_range_is_found_by_both_its_ends(verdicts):
    label = "gdp,2031,target,5-5.5,%,range"
    ends = {"role": "target", "value": None, "qualifier": "range"}
    assert kinds(verdicts([label], row(lower=5.0, upper=5.5, **ends))) == ["found", "true"]
    assert kinds(verdicts([label], row(lower=5.0, upper=6.0, **ends))) == ["missed", "false"]


def test_a_single_bound_stands_where_the_qualifier_puts_it(verdicts):
    ceiling = row("cpi", None, upper=3.0, role="target", qualifier="at_most")
    assert kinds(verdicts(["cpi,2031,target,3,%,at_most"], ceiling)) == ["found", "true"]


def test_a_wording_without_a_number_is_found_whatever_bound_it_carries(verdicts):
    aligned = row("disposable_income", None, lower=0.0, role="target", qualifier="aligned")
    label = "disposable_income,2031,target,,,aligned_above"
    assert kinds(verdicts([label], aligned)) == ["found", "true"]


def test_a_wrong_qualifier_is_told_apart_from_a_miss(verdicts):
    found = verdicts([GDP], row(qualifier="about"))
    assert kinds(found) == ["wrong qualifier", "true"]
    assert "100.0% (1 of 1)" in reading_scores.measures(found)[1]


@pytest.mark.parametrize(
    ("value", "kind"),
    [(-6.5, "wrong sign"), (65.0, "factor of ten"), (0.65, "factor of ten"), (6.4, "false")],
)
def test_a_slip_of_sign_or_decimal_point_is_named(verdicts, value, kind):
    assert kinds(verdicts([GDP], row(value=value))) == ["missed", kind]


def test_a_slip_counts_beside_the_right_row_and_in_incomplete_reports_too(verdicts):
    found = verdicts([GDP], row(), row(value=-6.5), complete=False)
    assert kinds(found) == ["found", "wrong sign"]
    assert reading_scores.measures(found)[-2].endswith("1   goal none: not reached")


def test_what_the_reader_is_unsure_of_is_neither_found_nor_false(verdicts):
    doubt = {"status": "unsure", "reason": "two years"}
    found = verdicts([GDP], row(**doubt), row(value=9.0, **doubt))
    assert kinds(found) == ["unsure", "unsure"]
    assert [verdict.note for verdict in found] == ["two years", "two years"]
    assert not any(verdict.judged for verdict in found)


def test_a_park_taken_for_the_area_is_false_and_the_park_is_named(verdicts):
    park = "industrial_va,2031,outturn,20,%,exact,高新园"
    (found,) = verdicts([park], row("industrial_va", 20.0))
    assert (found.kind, found.note) == ("false", "of 高新园")
    assert verdicts([park], row("industrial_va", 20.0, scope="高新园")) == []


def test_an_average_over_years_taken_for_a_year_is_false(verdicts):
    average = "gdp,2031,outturn,9,%,exact,,average"
    (found,) = verdicts([average], row(value=9.0))
    assert (found.kind, found.note) == ("false", "average over years")
    assert kinds(verdicts([average], row(value=9.0, year="2027/2031"))) == ["other period"]


def test_an_open_label_counts_on_neither_side(verdicts):
    (found,) = verdicts([f"{GDP},,,open"], row())
    assert (found.kind, found.judged) == ("open", False)
    assert verdicts([f"{GDP},,,open"]) == []


def test_rows_without_a_label_count_only_where_everything_is_labelled(verdicts):
    assert kinds(verdicts([GDP], row(), row("trade"))) == ["found", "true", "false"]
    assert kinds(verdicts([GDP], row(), row("trade"), complete=False)) == ["found"]
    beside = verdicts([GDP], row(), row(value=4.4), complete=False)
    assert kinds(beside) == ["found", "beside a label"]


def test_a_repeated_figure_counts_once(verdicts):
    assert kinds(verdicts([GDP], row(), row(start=90))) == ["found", "true"]


def test_the_first_of_two_labels_of_one_figure_stands(tmp_path):
    paths = [tmp_path / "ours.csv", tmp_path / "theirs.csv"]
    for path, qualifier in zip(paths, ["about", "exact"], strict=True):
        path.write_text(f"{HEAD}a.txt,gdp,2031,outturn,6.50,%,{qualifier},,,,\n")
    (label,), _ = reading_labels.read_labels(paths)
    assert label.qualifier == "about"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("a.txt,gdp,2031,outturn,6,斤,exact,,,,", "unknown unit"),
        ("a,gdp,2,x,~6,%,e,,,,", "neither"),
    ],
)
def test_a_label_that_cannot_be_read_is_named_with_its_line(tmp_path, line, sentence):
    path = tmp_path / "labels.csv"
    path.write_text(f"{HEAD}{line}\n")
    with pytest.raises(SystemExit, match=f"line 2: .*{sentence}"):
        reading_labels.read_labels([path])


@pytest.fixture
def folder(tmp_path):
    """Two made-up reports and their labels, one of them of a third report that is not there."""
    (tmp_path / "passages").mkdir()
    for name in ("passages/1.txt", "town.txt"):
        (tmp_path / name).write_text("全年地区生产总值增长6.5%。")
    lines = [f"{name},{GDP},,,," for name in ("passages/1.txt", "town.txt", "away.txt")]
    (tmp_path / "labels.csv").write_text(HEAD + "\n".join(lines) + "\n")
    return tmp_path


def made_up_reader(path):
    if path.name == "town.txt":
        raise EconError("nothing in it")
    return SimpleNamespace(rows=pd.DataFrame([row(), row("trade", phrase="进出口增长6.5%")]))


def test_the_table_tells_goals_misses_and_files_that_could_not_be_read(folder, capsys):
    reading.main([str(folder)], read=made_up_reader)
    printed = capsys.readouterr().out
    assert "outturns: recall                 50.0% (1 of 2)   goal 95%: not reached" in printed
    assert "outturns: precision              50.0% (1 of 2)" in printed
    assert "missed          town.txt | gdp 2031 outturn growth 6.5 PERCENT exact" in printed
    assert "false           passages/1.txt | trade" in printed
    assert "3: 进出口增长6.5%" in printed
    assert "not there: away.txt" in printed
    assert "could not be read: town.txt: nothing in it" in printed


def test_the_csv_has_a_line_for_each_verdict(folder, capsys):
    reading.main([str(folder), "--format", "csv"], read=made_up_reader)
    lines = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [line["verdict"] for line in lines] == ["found", "missed", "true", "false"]
    assert lines[3]["phrase"] == "进出口增长6.5%"


def test_the_rows_of_our_reader_can_be_judged(tmp_path, capsys):
    text = "2032年政府工作报告\n一、2031年工作回顾\n全年地区生产总值增长6.5%。\n"
    (tmp_path / "town.txt").write_text(text)
    (tmp_path / "labels.csv").write_text(f"{HEAD}town.txt,{GDP},,,,yes\n")
    reading.main([str(tmp_path)])
    printed = capsys.readouterr().out
    assert "outturns: recall                100.0% (1 of 1)" in printed
    assert "outturns: precision             100.0% (1 of 1)" in printed


def test_a_folder_without_labelled_reports_is_refused(folder):
    with pytest.raises(SystemExit, match="none of the labelled reports"):
        reading.main([str(folder / "passages"), "--labels", str(folder / "labels.csv")])


def test_our_labels_are_of_known_indicators_with_short_phrases():
    labels, complete = reading_labels.read_labels([reading_labels.OWN])
    assert {label.indicator for label in labels} <= set(open_data().indicators["indicator"])
    assert all(0 < len(label.phrase) <= 20 for label in labels)
    assert {"tianqiao-2024.txt"} < complete


def test_our_labels_stand_where_they_say():
    if not REPORTS.is_dir():
        pytest.skip("the reports lie outside the repository")
    for label in reading_labels.read_labels([reading_labels.OWN])[0]:
        text = (REPORTS / label.file).read_bytes().decode()
        assert text.startswith(label.phrase, label.start), label


def test_the_measured_part_of_a_page_is_written_anew_between_its_marks(tmp_path, monkeypatch):
    monkeypatch.setattr(
        reading_page.reading_speed, "table", lambda: pd.DataFrame({"rows": [2], "seconds": [1]})
    )
    page = tmp_path / "page.md"
    page.write_text(f"before\n{reading_page.START}old\n{reading_page.END}after\n")
    label = reading_labels.as_figures("a.txt", pd.DataFrame([row(phrase="长" * 30)]))[0]
    missed = reading_scores.Verdict(reading_scores.MISSED, label)
    for _ in range(2):
        reading_page.write(page, [missed], "0.1", tmp_path / "labels.csv")
    text = page.read_text()
    assert text.startswith("before\n<!-- measured -->\n### The goals")
    assert text.endswith("<!-- /measured -->\nafter\n")
    assert "| gdp |  | 0 of 1 |" in text
    assert f"* missed: `a.txt`, gdp 2031 outturn 6.5, at 3: {'长' * 20}\n" in text
    assert "old" not in text


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("text\n")
    with pytest.raises(SystemExit, match="are missing"):
        reading_page.write(page, [], "", tmp_path / "labels.csv")
    assert page.read_text() == "text\n"
