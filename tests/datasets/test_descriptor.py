from __future__ import annotations

import json
import subprocess
import sys

from tianqiao_econ.datasets import check
from tianqiao_econ.datasets.descriptor import write_descriptor


def recorded(folder):
    resources = [{"path": "targets.csv", "title": "目标"}, {"path": "areas.csv"}]
    text = json.dumps({"name": "x", "resources": resources}, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    write_descriptor(folder)
    return json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]


def test_bytes_and_checksums_are_recorded_and_nothing_else_changes(packaged):
    targets, areas = recorded(packaged)
    assert targets["title"] == "目标"
    assert areas["bytes"] == (packaged / "areas.csv").stat().st_size
    assert areas["hash"].startswith("sha256:")
    assert check(packaged) == ()


def test_recording_twice_writes_the_same_bytes(packaged):
    recorded(packaged)
    before = (packaged / "datapackage.json").read_bytes()
    write_descriptor(packaged)
    assert (packaged / "datapackage.json").read_bytes() == before


def test_a_packaged_copy_that_was_edited_is_found(packaged):
    recorded(packaged)
    path = packaged / "targets.csv"
    path.write_text(path.read_text("utf-8").replace("6.5", "6.6"), "utf-8")
    (problem,) = check(packaged)
    assert problem.file == "targets.csv"
    assert "not the one that datapackage.json records" in problem.what
    assert "install the package again" in problem.todo


def test_the_same_edit_in_ones_own_folder_is_fine(make_package, small_files):
    resources = [{"path": "targets.csv", "hash": "sha256:0"}]
    assert check(make_package(small_files, resources=resources)) == ()


def test_checksums_are_recorded_from_the_shell(packaged):
    recorded(packaged)
    path = packaged / "targets.csv"
    path.write_text(path.read_text("utf-8").replace("6.5", "6.6"), "utf-8")
    command = [sys.executable, "-m", "tianqiao_econ.datasets.descriptor", str(packaged)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "Warning" not in run.stderr
    assert check(packaged) == ()
