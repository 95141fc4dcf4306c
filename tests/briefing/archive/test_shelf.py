from __future__ import annotations

import json

import pytest

from tianqiao_econ.briefing.archive.shelf import read_shelf
from tianqiao_econ.framework import EconError


def test_briefs_come_by_area_year_date_and_language_the_nation_first(folder, shelve):
    for about in (
        {"area": "370105", "lang": "en"},
        {"area": "370105"},
        {"area": "110000", "as_of": "2023-05-01", "year": 2023},
        {"area": "CN"},
        {"area": "370105Z1"},
    ):
        shelve(**about)
    assert [one.place for one in read_shelf(folder).briefs] == [
        "CN/2024/2024-01-16.zh",
        "110000/2023/2023-05-01.zh",
        "370105/2024/2024-01-16.en",
        "370105/2024/2024-01-16.zh",
        "370105Z1/2024/2024-01-16.zh",
    ]


@pytest.mark.parametrize(
    ("ending", "content", "says"),
    [
        ("json", b"{", "is not a brief's manifest"),
        ("json", b"[]", "is not a brief's manifest"),
        ("json", b"[" * 100_000, "nested too deeply"),
        ("html", b"<p>half", "the page is not the one that the manifest means"),
        ("html", None, "the page cannot be read"),
        ("json", None, "a page without its manifest"),
        ("run.json", b"\xff", "its run file cannot be read"),
        ("run.json", b"{}", "does not say how it went"),
    ],
)
def test_a_damaged_file_is_told_and_left_as_it_is(folder, shelve, ending, content, says):
    stem = shelve()
    file = stem.with_name(f"{stem.name}.{ending}")
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    shelf = read_shelf(folder)
    (sentence,) = shelf.damaged
    assert says in sentence
    assert sentence.startswith("370105/2024/2024-01-16.zh: ")
    assert shelf.briefs[0].readable == (ending == "run.json")
    assert content is None or file.read_bytes() == content


def test_a_manifest_that_was_moved_is_not_believed(folder, shelve):
    stem = shelve()
    stem.parent.rename(folder / "370105" / "2023")
    assert "the manifest is of another brief" in read_shelf(folder).damaged[0]


def test_what_is_not_ours_is_told_and_never_looked_into(folder, shelve, tmp_path):
    shelve()
    (tmp_path / "elsewhere").mkdir()
    (folder / "110000").symlink_to(tmp_path / "elsewhere")
    (folder / "notes").mkdir()
    (folder / "notes" / "370105").mkdir()
    (folder / "370105" / "2024" / "2024-02-30.zh.html").write_text("no such day")
    (folder / "370105" / "2024" / "readme.txt").write_text("mine")
    (folder / "370105" / "old").mkdir()
    (folder / ".hidden").write_text("")
    shelf = read_shelf(folder)
    assert shelf.foreign == (
        "110000",
        "370105/2024/2024-02-30.zh.html",
        "370105/2024/readme.txt",
        "370105/old",
        "notes",
    )
    assert shelf.damaged == ()
    assert len(shelf.briefs) == 1


def test_a_failed_attempt_leaves_the_earlier_brief_readable(folder, shelve, fail):
    shelve()
    fail("2024-01-16", error="cell 3 fell")
    (one,) = read_shelf(folder).briefs
    assert (one.readable, one.failed) == (True, "cell 3 fell")


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"format": "tianqiao-econ batch 1"})])
def test_a_batch_file_that_cannot_be_read_is_told(folder, shelve, content):
    shelve()
    (folder / "run.json").write_text(content, "utf-8")
    shelf = read_shelf(folder)
    assert shelf.run is None
    assert shelf.damaged[0].startswith("run.json: it ")


def test_no_folder_is_said(folder):
    with pytest.raises(EconError, match="is no folder: name the one that holds the briefs"):
        read_shelf(folder / "none")
