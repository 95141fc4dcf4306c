from __future__ import annotations

import json
import multiprocessing

import pytest

from tianqiao_econ.briefing.archive import archive, publish_index
from tianqiao_econ.briefing.archive.contents import Link
from tianqiao_econ.briefing.lock import Busy, locked
from tianqiao_econ.framework import EconError, UnknownName


@pytest.fixture
def several(shelve, fail):
    """Two areas, two years, three dates, both languages, a failure."""
    shelve()
    shelve("2024-03-31")
    shelve("2024-03-31", lang="en")
    shelve("2023-03-31", year=2023)
    shelve(area="370100")
    fail("2024-04-30")


def contents(folder, pattern="**/*.html"):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.glob(pattern)}


@pytest.mark.usefixtures("several")
def test_every_link_leads_somewhere_and_every_brief_can_be_reached(folder, walked):
    archive(folder)
    reached, broken = walked()
    assert broken == []
    assert reached == set(contents(folder))


@pytest.mark.usefixtures("several")
def test_the_stable_address_leads_to_the_newest_brief_of_the_newest_year(folder, parsed):
    archive(folder)
    found = {
        file.relative_to(folder).as_posix(): set(parsed(file).links)
        for file in folder.glob("*/latest.*.html")
    }
    assert found == {
        "370100/latest.zh.html": {"2024/2024-01-16.zh.html"},
        "370105/latest.en.html": {"2024/2024-03-31.en.html"},
        "370105/latest.zh.html": {"2024/2024-03-31.zh.html"},
    }


@pytest.mark.usefixtures("several")
def test_equal_manifests_give_equal_bytes_and_a_second_call_writes_nothing(folder):
    archive(folder)
    first, written = contents(folder), (folder / "index.zh.html").stat().st_ino
    archive(folder)
    assert (folder / "index.zh.html").stat().st_ino == written
    for file in [*folder.glob("index*.html"), *folder.glob("*/latest.*.html")]:
        file.unlink()
    archive(folder)
    assert contents(folder) == first


@pytest.mark.usefixtures("several")
def test_the_pages_forbid_any_request_and_hold_no_script(folder, parsed):
    archive(folder)
    for file in [*folder.glob("index*.html"), *folder.glob("*/latest.*.html")]:
        policy = (
            "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
        )
        assert policy in file.read_text("utf-8")
        assert not {"script", "iframe", "img", "link", "object"} & set(parsed(file).tags)
        assert not [link for link in parsed(file).links if ":" in link or link.startswith("/")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_index_html_leads_to_the_language_asked_for(folder, shelve, parsed, lang):
    shelve(lang="zh")
    archive(folder, lang=lang)
    assert set(parsed(folder / "index.html").links) == {f"index.{lang}.html"}


def test_where_all_briefs_are_english_the_index_is(folder, shelve, parsed):
    shelve(lang="en")
    archive(folder)
    assert set(parsed(folder / "index.html").links) == {"index.en.html"}
    with pytest.raises(UnknownName, match="fr"):
        archive(folder, lang="fr")


def test_headlines_and_what_changed_are_told_in_both_languages(folder, shelve, row):
    shelve(rows=(row("gdp", 0.35), row("trade", 0.7), row("fdi", None)))
    after = (row("gdp", 0.5, outturn=6.1, met=True), row("trade", 0.7, wording="5%"))
    shelve("2024-07-31", rows=after)
    archive(folder)
    zh, en = ((folder / f"index.{lang}.html").read_text("utf-8") for lang in ("zh", "en"))
    assert "与上一期（2024年1月16日）相比：" in zh
    for told in (
        "地区生产总值实绩已公布",
        "地区生产总值 35%→50%",
        "进出口总值目标的措辞改变",
        "不再有目标fdi",
    ):
        assert told in zh
    for told in ("Gross domestic product 35%→50%", "no target any more for fdi", ">met<"):
        assert told in en
    assert "1.2 / 2" in en
    assert "地区生产总值完成概率：2024-01-16 35%、2024-07-31 50%" in zh


@pytest.mark.parametrize("place", ["/srv/li", "~", "D:/briefs"])
def test_a_failed_run_is_seen_and_no_link_leads_to_what_it_did_not_write(
    folder, shelve, fail, walked, place
):
    shelve()
    error = f"cell 4: no room (as far as it came: {place}/.cache/x/failed/370105-2024.ipynb)"
    fail("2024-02-16", error=error)
    archive(folder)
    page = (folder / "index.zh.html").read_text("utf-8")
    assert "中文：最近一次运行失败" in page
    assert "cell 4: no room (as far as it came: …/370105-2024.ipynb)" in page
    assert "/srv" not in page
    assert "2024-02-16.zh.html" not in page
    assert walked()[1] == []


def test_a_batch_and_what_it_could_not_begin_are_told(folder, shelve):
    shelve()
    failure = {"area": "999999", "year": 2024, "as_of": "", "lang": "zh", "error": "no targets"}
    counts = {"made": 1, "up to date": 0, "failed": 1, "not made": 0}
    run = {"format": "tianqiao-econ batch 1", "ended": "2024-02-01T06:00:00+00:00"}
    (folder / "run.json").write_text(json.dumps({**run, "counts": counts, "failures": [failure]}))
    archive(folder)
    page = (folder / "index.en.html").read_text("utf-8")
    assert "Last batch: 2024-02-01 06:00 (UTC), 1 made, 1 failed." in page
    assert "999999 · 2024 · Chinese: the last run failed" in page


def test_a_damaged_brief_is_not_linked_and_the_stable_address_takes_the_one_before(
    folder, shelve, parsed, walked
):
    shelve()
    shelve("2024-02-16").with_name("2024-02-16.zh.html").write_text("<p>half")
    result = archive(folder)
    assert not result.ok
    assert "damaged, left alone: 370105/2024/2024-02-16.zh" in result.as_text()
    assert (folder / "370105/2024/2024-02-16.zh.html").read_text() == "<p>half"
    links = parsed(folder / "370105/latest.zh.html").links
    assert set(links) == {"2024/2024-01-16.zh.html"}
    assert "370105/2024/2024-02-16.zh.html" not in walked()[0]


def test_names_from_data_are_shown_as_text_and_cut(folder, shelve, parsed, row):
    evil = "<script>alert(1)</script>{{7*7}}"
    names = {"area": {"zh": evil, "en": "x" * 10_000_000}, "indicators": {"gdp": {"zh": '"><b>'}}}
    shelve(names=names, rows=(row("gdp", 0.4, wording=evil),))
    archive(folder)
    for file in folder.glob("**/*.html"):
        assert "script" not in parsed(file).tags
        assert len(file.read_bytes()) < 500_000
    page = (folder / "index.zh.html").read_text("utf-8")
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" in page


@pytest.mark.parametrize(
    "row_of", [{"probability": "1"}, {"probability": 7}, {"probability": True}, {"met": "yes"}]
)
def test_a_manifest_with_figures_that_cannot_be_keeps_the_index_whole(
    folder, shelve, row, walked, row_of
):
    shelve()
    shelve("2024-02-16", rows=({**row("gdp", 0.4), **row_of},), names=[1])
    archive(folder)
    assert walked()[1] == []


@pytest.mark.usefixtures("several")
def test_what_a_rule_lets_go_is_removed_and_no_link_breaks(folder, walked):
    result = archive(folder, keep=1)
    assert result.removed == ("370105/2024/2024-01-16.zh",)
    assert not list(folder.glob("370105/2024/2024-01-16.*"))
    reached, broken = walked()
    assert broken == []
    assert "370105/2024/2024-03-31.zh.html" in reached


@pytest.mark.usefixtures("several")
def test_a_dry_run_tells_and_touches_nothing(folder, files_in):
    before = files_in(folder)
    result = archive(folder, keep=1, dry_run=True)
    assert "would remove 370105/2024/2024-01-16.zh" in result.as_text()
    assert files_in(folder) == before


def test_an_address_whose_last_brief_has_gone_goes_too(folder, shelve, walked):
    stem = shelve()
    shelve(area="370100")
    archive(folder)
    for file in stem.parent.iterdir():
        file.unlink()
    archive(folder)
    assert not (folder / "370105/latest.zh.html").exists()
    assert walked()[1] == []


def test_somebody_elses_index_is_never_written_over(folder, shelve):
    shelve()
    (folder / "index.html").write_text("my own site")
    with pytest.raises(EconError, match=r"index\.html is not a page of the archive: move it away"):
        archive(folder)
    assert (folder / "index.html").read_text() == "my own site"
    assert not (folder / "index.zh.html").exists()


def test_somebody_elses_page_at_a_stable_address_is_left_and_not_linked(folder, shelve, walked):
    shelve()
    taken = folder / "370105/latest.zh.html"
    taken.write_text("mine")
    assert archive(folder).foreign == ("370105/latest.zh.html",)
    assert taken.read_text() == "mine"
    assert walked() == (
        {"index.html", "index.zh.html", "index.en.html", "370105/2024/2024-01-16.zh.html"},
        [],
    )


def test_a_folder_without_briefs_is_refused(folder):
    (folder / "letter.txt").write_text("dear")
    with pytest.raises(EconError, match="there is no brief in"):
        archive(folder)
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_while_a_batch_writes_the_archive_waits_for_its_turn(folder, shelve):
    shelve()
    with locked(folder):
        with pytest.raises(Busy, match="another run writes to"):
            archive(folder)
        publish_index(folder)  # as the batch itself does
    assert (folder / "index.zh.html").is_file()


def _archive_or_busy(folder):
    try:
        archive(folder)
    except Busy:
        return "busy"
    return "done"


@pytest.mark.usefixtures("several")
def test_two_at_once_leave_a_whole_site(folder, walked):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        told = pool.map(_archive_or_busy, [folder] * 4)
    assert set(told) <= {"busy", "done"}
    assert "done" in told
    assert walked()[1] == []
    assert not list(folder.rglob("*.part"))


def test_a_link_without_an_address_is_words():
    assert Link("16").href == ""
