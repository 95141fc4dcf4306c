"""read-report and init-area from a shell: exit codes, streams, two commands to a brief."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from tianqiao_econ.cli import main
from tianqiao_econ.reports import COLUMNS


@pytest.fixture(scope="module")
def run():
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments])


QINGHE = ("--area", "379901", "--name", "青禾区", "--parent", "370100")


@pytest.fixture(scope="module")
def founded(run, qinghe, tmp_path_factory):
    folder = tmp_path_factory.mktemp("founded") / "qinghe"
    return folder, run("init-area", folder, *QINGHE, "--report", qinghe)


def test_init_area_prints_the_folder_and_tells_the_rest_beside_it(founded):
    folder, result = founded
    assert result.exit_code == 0
    assert result.stdout == f"{folder}\n"
    assert "note: qinghe-2024.txt: rows added" in result.stderr


def test_from_a_report_to_a_brief_in_two_commands(run, founded, tmp_path):
    folder, _ = founded
    assert run("check", folder).exit_code == 0
    result = run("brief", "--data", folder, "--out", tmp_path)
    assert result.exit_code == 0
    page = (tmp_path / "379901/2024/2024-01-18.zh.html").read_text("utf-8")
    for words in ("青禾区2024年目标完成展望", "有上年数的任务", "新建安置房", "3000套以上", "105%"):
        assert words in page
    manifest = json.loads((tmp_path / "379901/2024/2024-01-18.zh.json").read_text("utf-8"))
    assert len(manifest["assessment"]) == 9


def test_a_brief_without_aims_has_no_section_for_them(run, founded, tmp_path):
    folder = shutil.copytree(founded[0], tmp_path / "plain")
    (folder / "aims.csv").unlink()
    descriptor = folder / "datapackage.json"
    descriptor.unlink()
    result = run("brief", "--data", folder, "--area", "379901", "--year", 2024, "--out", tmp_path)
    assert result.exit_code == 0
    assert "任务数" not in (tmp_path / "379901/2024/2024-01-18.zh.html").read_text("utf-8")


def test_a_file_without_a_figure_is_told_beside_the_empty_table(run, tmp_path):
    file = tmp_path / "blank.txt"
    file.write_text("\n", "utf-8")
    result = run("read-report", file, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [",".join(COLUMNS)]
    assert "names no figure that could be read" in result.stderr


def test_of_a_table_it_is_said_what_is_read(run, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(
        "2024年青禾区政府工作报告\n| 地区生产总值 | 6.1 |\n地区生产总值增长6%。", "utf-8"
    )
    assert "has a table: only what a cell says in words" in run("read-report", file).stderr


def test_read_report_prints_the_contract_as_csv_and_as_json(run, qinghe):
    rows = list(csv.DictReader(io.StringIO(run("read-report", qinghe).stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert len(json.loads(run("read-report", qinghe, "--format", "json").stdout)) == len(rows)


def test_read_report_as_a_page(run, qinghe):
    result = run("read-report", qinghe, "--format", "html", "--lang", "en")
    assert result.stdout.startswith("<!doctype html>")
    assert "What was read" in result.stdout


def test_a_differing_figure_exits_1_with_both_numbers(run, founded, qinghe, tmp_path):
    folder = shutil.copytree(founded[0], tmp_path / "district")
    report = tmp_path / "report.txt"
    report.write_text(
        qinghe.read_text("utf-8").replace("增长7.5%；社会", "增长7.8%；社会"), "utf-8"
    )
    result = run("read-report", report, "--area", "379901", "--into", folder)
    assert result.exit_code == 1
    assert "targets.csv, row" in result.stderr
    assert "lower 7.5 PERCENT, the report says 7.8 PERCENT" in result.stderr
    assert result.stdout == ""


def test_what_a_person_confirmed_is_given_back(run, qinghe, tmp_path):
    text = qinghe.read_text("utf-8").replace("固定资产投资增长8.3%", "五年来固定资产投资增长8.3%")
    report, reading = tmp_path / "report.txt", tmp_path / "reading.csv"
    report.write_text(text, "utf-8")
    printed = run("read-report", report).stdout
    assert ",unsure," in printed
    reading.write_text(printed.replace(",unsure,", ",ok,"), "utf-8")
    into = ("--area", "379901", "--into", tmp_path / "new")
    result = run("read-report", report, *into, "--confirmed", reading)
    assert result.exit_code == 0
    assert "fixed_investment" in (tmp_path / "new/observations.csv").read_text("utf-8")
    assert ",confirmed," in (tmp_path / "new/readings.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("read-report", "{report}", "--into", "{new}"), "--into needs the area's code"),
        (("read-report", "{report}", "--confirmed", "x.csv"), "add --into DIR"),
        (("read-report", "none.txt"), "none.txt cannot be read"),
        (("init-area", "{new}", *QINGHE[:-1], "379900", "--report", "{report}"), "the parent"),
        (
            ("init-area", "{new}", "--area", "3799", *QINGHE[2:], "--report", "{report}"),
            "area code",
        ),
        (("init-area", "{full}", *QINGHE, "--report", "{report}"), "is not empty"),
        (("init-area", "{new}", *QINGHE, "--report", "none.txt"), "none.txt cannot be read"),
        (("init-area", "", *QINGHE, "--report", "{report}"), "'DIR' is empty"),
    ],
)
def test_wrong_use_exits_2_with_one_sentence(run, qinghe, tmp_path, arguments, sentence):
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("")
    places = {"report": qinghe, "new": tmp_path / "new", "full": full}
    result = run(*(str(one).format(**places) for one in arguments))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert not (tmp_path / "new").exists()


def test_a_report_without_targets_is_a_finding(run, tmp_path):
    report = tmp_path / "2024.txt"
    report.write_text("青禾区2024年政府工作报告\n一、2023年工作回顾\n地区生产总值增长6%。", "utf-8")
    result = run("init-area", tmp_path / "new", *QINGHE, "--report", report)
    assert result.exit_code == 1
    assert "no target of 青禾区 for 2024 was read in 2024.txt" in result.stderr
