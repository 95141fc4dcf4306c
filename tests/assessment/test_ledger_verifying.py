"""Finding whatever was done to a record of forecasts afterwards."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.assessment.ledger import (
    record_all,
    verify_ledger,
)
from tianqiao_econ.framework import NotKnown

COLUMNS = [
    "model_id",
    "reference_date",
    "ref_area",
    "indicator",
    "target_period",
    "output_type",
    "output_type_id",
    "value",
]
NEEDED = {0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975}
HEADER_ROWS = 1


@pytest.fixture(scope="module")
def later(package):
    """Outlook of the same targets on a later day."""
    return assess(package.as_of("2024-02-01"), area="370105", year=2024)


@pytest.fixture(scope="module")
def recorded(outlook, later, tmp_path_factory):
    """Folder of a ledger with two entries, not to be changed."""
    folder = tmp_path_factory.mktemp("recorded")
    record_all([outlook, later], folder)
    return folder


@pytest.fixture
def ledger(recorded, tmp_path):
    """Folder of such a ledger, to be changed at will."""
    return shutil.copytree(recorded, tmp_path / "forecasts")


def frame(folder):
    return pd.read_csv(folder / "ledger.csv", dtype={"ref_area": str, "target_period": str})


def entries(folder):
    text = (folder / "ledger.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def edited(folder, change, name="ledger.csv"):
    """Let `change` edit the list of the file's lines in place."""
    path = folder / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    change(lines)
    path.write_text("".join(lines), "utf-8", newline="")


def test_a_ledger_as_recorded_has_no_problem(ledger):
    assert verify_ledger(ledger) == ()


def test_no_ledger_is_said_to_be_none(tmp_path):
    with pytest.raises(NotKnown, match="there is no ledger"):
        verify_ledger(tmp_path)


def test_a_changed_value_is_found_in_its_row_and_column(ledger):
    def change(lines):
        lines[41] = lines[41].rpartition(",")[0] + ",0.99\n"

    edited(ledger, change)
    (problem,) = verify_ledger(ledger)
    assert (problem.file, problem.row, problem.column) == ("ledger.csv", 42, "value")
    assert problem.value == "0.99"
    assert "not the one that was recorded (entry 1, 370105 2024" in problem.what
    assert "backup" in problem.todo


def test_a_changed_cell_other_than_the_value_is_found(ledger):
    def change(lines):
        lines[41] = lines[41].replace("370105", "370102")

    edited(ledger, change)
    rows = [problem.row for problem in verify_ledger(ledger)]
    assert rows
    assert set(rows) == {42}


def test_a_deleted_line_is_found(ledger):
    edited(ledger, lambda lines: lines.pop(20))
    (problem,) = verify_ledger(ledger)
    assert problem.row == 21
    assert "1 recorded line is missing here" in problem.what


def test_an_inserted_line_is_found(ledger):
    line = "tianqiao_econ-pool,2024-01-16,370105,gdp,2024,quantile,0.99,12.0\n"
    edited(ledger, lambda lines: lines.insert(20, line))
    (problem,) = verify_ledger(ledger)
    assert problem.row == 21
    assert "never recorded" in problem.what


def test_an_appended_line_is_found(ledger):
    with (ledger / "ledger.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("tianqiao_econ-pool,2024-03-01,370105,gdp,2024,pmf,met,0.9\n")
    (problem,) = verify_ledger(ledger)
    assert "never recorded" in problem.what


def test_swapped_lines_are_found(ledger):
    def change(lines):
        lines[10], lines[30] = lines[30], lines[10]

    edited(ledger, change)
    problems = verify_ledger(ledger)
    assert {problem.row for problem in problems} <= {11, 31}
    assert problems
    assert all("moved: it was recorded in row" in problem.what for problem in problems)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_file_cut_off_between_lines_is_found(ledger, kept):
    def change(lines):
        del lines[int(len(lines) * kept) :]

    n = len((ledger / "ledger.csv").read_text("utf-8").splitlines())
    edited(ledger, change)
    (problem,) = verify_ledger(ledger)
    assert problem.row == int(n * kept) + 1
    assert f"{n - int(n * kept)} recorded lines are missing at the end" in problem.what


def test_a_file_cut_off_within_a_line_is_found(ledger):
    path = ledger / "ledger.csv"
    path.write_bytes(path.read_bytes()[:-3])
    (problem,) = verify_ledger(ledger)
    assert "ends in the middle of a line" in problem.what
    assert problem.row == len(path.read_text("utf-8").splitlines())


def test_every_single_byte_counts(ledger):
    path = ledger / "ledger.csv"
    whole = path.read_bytes()
    for place in np.random.default_rng(5).integers(0, len(whole), 40):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(bytes(changed))
        assert verify_ledger(ledger)
        path.write_bytes(whole[:place])
        assert verify_ledger(ledger)


@pytest.mark.parametrize("name", ["ledger.csv", "ledger.jsonl"])
def test_a_missing_file_is_found(ledger, name):
    (ledger / name).unlink()
    (problem,) = verify_ledger(ledger)
    assert problem.file == name
    assert "missing" in problem.what


def test_a_file_saved_by_a_spreadsheet_program_is_recognised(ledger):
    path = ledger / "ledger.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    (problem,) = verify_ledger(ledger)
    assert "another program has saved the file" in problem.what


@pytest.mark.parametrize(
    ("change", "row", "sentence"),
    [
        (lambda lines: lines.pop(0), 1, "does not follow"),
        (lambda lines: lines.reverse(), 1, "does not follow"),
        (lambda lines: lines.insert(1, lines[0]), 2, "does not follow"),
        (lambda lines: lines.insert(1, "{}\n"), 2, "not an entry"),
        (lambda lines: lines.insert(1, "oops\n"), 2, "not an entry"),
        (
            lambda lines: lines.insert(0, lines.pop(0).replace('"lower": 6.5', '"lower": 5.5')),
            1,
            "the entry was changed",
        ),
        (lambda lines: lines.append(lines.pop()[:-40]), 2, "middle of a line"),
        (lambda lines: lines.append(lines.pop().rstrip("\n")), 2, "middle of a line"),
    ],
)
def test_a_changed_chain_is_found(ledger, change, row, sentence):
    edited(ledger, change, "ledger.jsonl")
    (problem,) = verify_ledger(ledger)
    assert (problem.file, problem.row) == ("ledger.jsonl", row)
    assert sentence in problem.what


def test_an_entry_taken_off_the_end_of_the_chain_leaves_lines_that_were_never_recorded(ledger):
    edited(ledger, lambda lines: lines.pop(), "ledger.jsonl")
    problems = verify_ledger(ledger)
    assert {problem.what for problem in problems} == {"the line was never recorded"}


def test_an_end_cut_off_both_files_is_found_by_a_noted_head(ledger):
    first, second = entries(ledger)
    edited(ledger, lambda lines: lines.pop(), "ledger.jsonl")
    edited(ledger, lambda lines: lines.__delitem__(slice(HEADER_ROWS + first["lines"], None)))
    assert verify_ledger(ledger) == ()
    assert verify_ledger(ledger, head=first["hash"][:10]) == ()
    (problem,) = verify_ledger(ledger, head=second["hash"])
    assert "entries were removed" in problem.what
