from __future__ import annotations

import json
from pathlib import Path

import pytest

from tianqiao_econ.briefing import brief
from tianqiao_econ.briefing.batch import places, running
from tianqiao_econ.framework import EconError

FAILS_FOR_JINAN = (
    "if area == '370100':\n    raise ValueError('nothing\\nfor this one')\nprint(area)"
)
AREAS = ["370105", "370100", "370000"]


def test_some_fail_the_others_are_made_and_a_second_run_makes_the_rest(
    batch, write_notebook, statuses, tmp_path
):
    told = []
    notebook = write_notebook("# 一", FAILS_FOR_JINAN)
    first = batch(areas=AREAS, notebook=notebook, progress=lambda *at: told.append(at))
    assert statuses(first) == {
        ("370105", "zh"): "made", ("370100", "zh"): "failed", ("370000", "zh"): "made",
    }  # fmt: skip
    assert not first.ok
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)

    (failed,) = first.failed
    assert 'cell 3 of 3 under "一": ValueError: nothing / for this one' in failed.error
    partial = Path(failed.error.split("as far as it came: ")[1].rstrip(")"))
    assert "370100" in partial.name
    assert "ValueError" in partial.read_text("utf-8")

    out = tmp_path / "briefs"
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["status"] == "failed"
    assert run["counts"] == {"made": 2, "up to date": 0, "failed": 1, "not made": 0}
    (own,) = out.glob("370100/2024/*.run.json")
    assert json.loads(own.read_text("utf-8"))["status"] == "failed"
    assert not list(out.glob("370100/2024/*.html"))

    second = batch(areas=AREAS, notebook=notebook)
    assert statuses(second) == {
        ("370105", "zh"): "up to date", ("370100", "zh"): "failed", ("370000", "zh"): "up to date",
    }  # fmt: skip


def test_what_is_damaged_or_forced_is_made_again(batch, tmp_path, monkeypatch):
    begun = []
    monkeypatch.setattr(
        running._Batch,
        "work",
        lambda self, _: begun.append([job.area for job in self.waiting]) or self.waiting.clear(),
    )
    made = brief(notebook=tmp_path / "small.ipynb", out=tmp_path / "briefs")
    assert batch().ok
    assert begun == []
    made.html.write_bytes(made.html.read_bytes()[:-100])
    batch()
    made.json.write_text("{", "utf-8")
    batch()
    made.json.unlink()
    batch()
    batch(force=True)
    assert begun == [["370105"]] * 4


def test_a_failure_can_end_the_batch(batch, write_notebook, statuses):
    result = batch(
        areas=["370100", "370105", "370000"],
        notebook=write_notebook(FAILS_FOR_JINAN),
        on_failure="stop",
        jobs=1,
        warm=False,
    )
    assert sorted(statuses(result).values()) == ["failed", "not made", "not made"]
    assert {one.error for one in result.outcomes if one.status == "not made"} == {
        "another brief failed"
    }


def test_the_batch_has_a_deadline_and_says_where_each_one_was(batch, write_notebook):
    result = batch(
        areas=AREAS,
        notebook=write_notebook("import time\ntime.sleep(60)"),
        deadline=8,
        jobs=2,
        warm=False,
    )
    assert sorted(one.status for one in result.outcomes) == ["failed", "failed", "not made"]
    assert all("the whole batch took longer than 8 seconds" in one.error for one in result.outcomes)
    assert any("stopped in cell" in one.error for one in result.failed)


def test_a_full_disk_leaves_the_earlier_brief_and_ends_the_run(
    batch, small_brief, tmp_path, monkeypatch, statuses
):
    earlier = brief(notebook=small_brief, out=tmp_path / "briefs").html.read_bytes()
    publish = places.publish

    def full(files):
        if any(file.suffix == ".html" for file in files):
            raise EconError("cannot write briefs: No space left on device")
        publish(files)

    monkeypatch.setattr(places, "publish", full)
    result = batch(areas=AREAS, force=True, warm=False, jobs=1)
    assert statuses(result)["370105", "zh"] == "failed"
    assert [one.status for one in result.outcomes].count("not made") == 2
    assert "No space left" in result.failed[0].error
    (page,) = (tmp_path / "briefs" / "370105").rglob("*.html")
    assert page.read_bytes() == earlier


def test_a_folder_that_vanished_is_not_made_again(batch, tmp_path, monkeypatch):
    import shutil

    result_of = running.publish_brief

    def vanish(place, job, result):
        shutil.rmtree(tmp_path / "briefs")
        result_of(place, job, result)

    monkeypatch.setattr(running, "publish_brief", vanish)
    result = batch(warm=False)
    assert "is no longer the folder that it was" in result.failed[0].error
    assert not (tmp_path / "briefs").exists()


def test_a_clock_that_jumps_ends_nothing(batch, monkeypatch):
    import time

    jumps = iter(range(0, 10**9, 10**6))
    monkeypatch.setattr(time, "time", lambda: float(next(jumps)))
    assert batch(warm=False, deadline=120).ok


@pytest.mark.parametrize("entries", [{"areas": ["999999"]}, {"out": __file__}, {"years": [1990]}])
def test_wrong_use_is_found_before_anything_is_made(batch, entries, monkeypatch):
    monkeypatch.setattr(running, "Pool", lambda **_: pytest.fail("a process was started"))
    if entries == {"years": [1990]}:
        assert not batch(**entries).ok
        return
    with pytest.raises(EconError):
        batch(**entries)
