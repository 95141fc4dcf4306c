from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tianqiao_econ.briefing import publishing
from tianqiao_econ.briefing.publishing import beside, publish, remove_parts
from tianqiao_econ.framework import EconError


def test_files_are_written_with_their_folders(tmp_path, files_in):
    publish({tmp_path / "a" / "b" / "x.html": b"1", tmp_path / "a" / "x.json": b"2"})
    assert files_in(tmp_path) == ["a/b/x.html", "a/x.json"]
    assert (tmp_path / "a" / "x.json").read_bytes() == b"2"


def test_what_was_there_is_replaced(tmp_path, files_in):
    publish({tmp_path / "x": b"old and long"})
    publish({tmp_path / "x": b"new"})
    assert (tmp_path / "x").read_bytes() == b"new"
    assert files_in(tmp_path) == ["x"]


def test_a_file_that_cannot_be_written_leaves_all_the_others_as_they_were(tmp_path, files_in):
    publish({tmp_path / "x.html": b"old"})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EconError, match="cannot write"):
        publish({tmp_path / "x.html": b"new", tmp_path / "file" / "x.json": b"new"})
    assert (tmp_path / "x.html").read_bytes() == b"old"
    assert files_in(tmp_path) == ["file", "x.html"]


def test_an_interruption_leaves_no_litter(tmp_path, files_in, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish({tmp_path / "x.html": b"new"})
    assert files_in(tmp_path) == []


def test_nobody_meets_a_file_before_all_are_complete(tmp_path, monkeypatch):
    seen = []
    replace = Path.replace

    def looking(part, target):
        seen.append(sorted(path.read_bytes() for path in tmp_path.iterdir()))
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", looking)
    publish({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert seen == [[b"1", b"2"], [b"1", b"2"]]


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind here")
def test_a_published_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    publish({tmp_path / "x": b""})
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_in_the_place_of_one_file_leaves_all_the_others_as_they_were(tmp_path):
    page, manifest = tmp_path / "a.html", tmp_path / "a.json"
    page.write_text("old", "utf-8")
    manifest.mkdir()
    with pytest.raises(EconError, match=r"a\.json: there is a folder"):
        publish({page: b"new", manifest: b"{}"})
    assert page.read_text("utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == [page, manifest]


def test_a_temporary_name_cannot_be_known_beforehand(tmp_path):
    first, second = (beside(tmp_path / "x.html") for _ in range(2))
    assert first != second
    assert f".{os.getpid()}." in first.name


def test_a_link_in_the_place_of_a_temporary_file_is_not_written_through(tmp_path, monkeypatch):
    precious, planted = tmp_path / "precious", tmp_path / ".x.html.part"
    precious.write_bytes(b"mine")
    planted.symlink_to(precious)
    monkeypatch.setattr(publishing, "beside", lambda _: planted)
    with pytest.raises(EconError, match="cannot write"):
        publish({tmp_path / "x.html": b"new"})
    assert precious.read_bytes() == b"mine"


def test_what_a_killed_process_left_is_removed_and_what_one_at_work_writes_stays(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine = beside(tmp_path / "x.html")
    theirs = mine.with_name(mine.name.replace(str(os.getpid()), str(ended.pid)))
    for part in (mine, theirs):
        part.write_bytes(b"")
    remove_parts(tmp_path)
    assert list(tmp_path.iterdir()) == [mine]
