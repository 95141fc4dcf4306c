from __future__ import annotations

import datetime as dt
import errno
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tianqiao_econ.briefing import brief, publishing
from tianqiao_econ.briefing.batch import outcomes, running
from tianqiao_econ.framework import EconError
from tianqiao_econ.framework.locate import packaged_data

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
    assert told[1:] == [(1, 3), (2, 3), (3, 3)]

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
    index = (out / "index.zh.html").read_text("utf-8")
    assert 'href="370105/2024/' in index
    assert "370100" in index  # what failed stands there too

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


class Instant:
    """A shop that needs no process: every job has ended when it is asked for."""

    most = 1

    def __init__(self, **_):
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def prepare(self, _):
        pass

    def start(self, job):
        failed = {"failed": "nothing for this one"}
        made = {"html": f"<p>{job.stem}", "manifest": {"inputs": dict(job.inputs)}, "run": {}}
        result = failed if job.area == "370100" else made
        task = SimpleNamespace(job=job, started=0.0, overdue=False, result=lambda: result)
        task.place = lambda: "small.ipynb stopped in cell 1 of 3"
        self.running.append(task)

    def wait(self, _):
        ended, self.running = self.running, []
        return ended

    def end(self, task):
        self.running.remove(task)

    def forget(self, _):
        pass


class Idle(Instant):
    """A shop in which nothing ever ends."""

    most = 2

    def wait(self, _):
        return []


@pytest.fixture
def instant(monkeypatch):
    monkeypatch.setattr(running, "Pool", Instant)


@pytest.mark.usefixtures("instant")
def test_a_failure_can_end_the_batch(batch, statuses):
    result = batch(areas=["370100", "370105", "370000"], on_failure="stop")
    assert statuses(result) == {
        ("370100", "zh"): "failed", ("370105", "zh"): "not made", ("370000", "zh"): "not made",
    }  # fmt: skip
    assert result.reasons == {"another brief failed": 2}
    assert result.as_text().endswith("\n2 not made: another brief failed")
    assert result.as_line()["not_made"] == {"another brief failed": 2}


def test_the_batch_has_a_deadline_and_says_where_each_one_was(batch, monkeypatch):
    monkeypatch.setattr(running, "Pool", Idle)
    result = batch(areas=AREAS, deadline=0.5)
    assert sorted(one.status for one in result.outcomes) == ["failed", "failed", "not made"]
    sentence = "small.ipynb stopped in cell 1 of 3: the whole batch took longer than 0.5 seconds"
    assert [one.error for one in result.failed] == [sentence] * 2
    assert all(one.seconds > 0 for one in result.failed)


@pytest.mark.usefixtures("instant")
def test_a_full_disk_leaves_the_earlier_brief_and_ends_the_run(
    batch, tmp_path, monkeypatch, statuses
):
    (earlier,) = [Path(one.html) for one in batch().outcomes]
    before = earlier.read_bytes()

    def full(_stream):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publishing.os, "fsync", full)
    result = batch(areas=AREAS, force=True)
    assert [one.status for one in result.outcomes] == ["not made", "not made", "failed"]
    assert statuses(result)["370105", "zh"] == "failed"
    assert "cannot write" in result.failed[0].error
    assert "No space left" in result.failed[0].error
    assert earlier.read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.usefixtures("instant")
def test_a_folder_that_vanished_is_not_made_again(batch, tmp_path, monkeypatch):
    publish_brief = running.publish_brief

    def vanish(place, job, result):
        shutil.rmtree(tmp_path / "briefs")
        publish_brief(place, job, result)

    monkeypatch.setattr(running, "publish_brief", vanish)
    result = batch()
    assert "is no longer the folder that it was" in result.failed[0].error
    assert not (tmp_path / "briefs").exists()


@pytest.mark.usefixtures("instant")
def test_a_clock_that_jumps_ends_nothing(batch, monkeypatch):
    class Jumping(dt.datetime):
        days = iter((2024, 1970, 2999) * 20)

        @classmethod
        def now(cls, tz=None):
            return dt.datetime(next(cls.days), 1, 1, tzinfo=tz)

    for module in (running, outcomes):
        monkeypatch.setattr(module.dt, "datetime", Jumping)
    assert batch(deadline=120).ok


def test_a_second_run_with_an_earlier_clock_is_still_the_later_brief(batch, monkeypatch, tmp_path):
    for as_of, year in (("2024-03-01", 2024), ("2024-04-01", 1999)):

        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz=None, year=year):
                return dt.datetime(year, 1, 1, tzinfo=tz)

        for module in (running, outcomes):
            monkeypatch.setattr(module.dt, "datetime", Clock)
        assert batch(as_of=as_of, warm=False).ok
    out = tmp_path / "briefs"
    assert json.loads((out / "run.json").read_text("utf-8"))["ended"].startswith("1999")
    assert "url=2024/2024-04-01.zh.html" in (out / "370105/latest.zh.html").read_text("utf-8")
    index = (out / "index.zh.html").read_text("utf-8")
    assert index.index("2024-03-01.zh.html") < index.index("2024-04-01.zh.html")


def test_a_failure_is_taken_back_once_the_brief_is_what_was_asked_for(batch, tmp_path):
    (made,) = batch().outcomes
    run = Path(made.html.replace(".html", ".run.json"))
    run.write_text(json.dumps({"status": "failed", "error": "it rained"}), "utf-8")
    (again,) = batch().outcomes
    assert again.status == "up to date"
    assert json.loads(run.read_text("utf-8"))["status"] == "made"
    assert "it rained" not in (tmp_path / "briefs" / "index.zh.html").read_text("utf-8")


def test_data_of_the_environment_may_be_named_from_here(batch, monkeypatch, tmp_path):
    shutil.copytree(packaged_data(), tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIANQIAO_ECON_DATA", "mine")
    assert batch().ok


def test_somebody_elses_index_is_left_and_told(batch, tmp_path):
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "index.html").write_text("mine", "utf-8")
    result = batch()
    assert result.ok
    assert "index.html is not a page of the archive" in result.notes[0]
    assert (tmp_path / "briefs" / "index.html").read_text("utf-8") == "mine"


def test_a_run_that_is_told_to_end_ends(batch, monkeypatch, tmp_path):
    monkeypatch.setattr(running, "Pool", Idle)
    with pytest.raises(KeyboardInterrupt):
        batch(areas=AREAS, ended=lambda: True)
    told = json.loads((tmp_path / "briefs" / "run.json").read_text("utf-8"))
    assert told["counts"]["not made"] == len(AREAS)


def test_what_cannot_begin_leaves_every_brief_to_another_run(batch, monkeypatch, tmp_path):
    class Gone(Idle):
        def prepare(self, _):
            raise EconError("the process that starts the kernels has ended")

    monkeypatch.setattr(running, "Pool", Gone)
    with pytest.raises(EconError, match="has ended"):
        batch(areas=AREAS)
    told = json.loads((tmp_path / "briefs" / "run.json").read_text("utf-8"))
    assert told["counts"]["not made"] == len(AREAS)
    assert {one["error"] for one in told["briefs"]} == {
        "the process that starts the kernels has ended"
    }


def test_an_interrupted_run_says_what_is_not_made(batch, monkeypatch, tmp_path):
    class Interrupted(Idle):
        def wait(self, _):
            raise KeyboardInterrupt

    monkeypatch.setattr(running, "Pool", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        batch(areas=AREAS, log_json=tmp_path / "log")
    told = json.loads((tmp_path / "briefs" / "run.json").read_text("utf-8"))
    (line,) = (tmp_path / "log").read_text("utf-8").splitlines()
    assert json.loads(line)["counts"]["not made"] == len(AREAS)
    assert told["status"] == "failed"
    assert [one["error"] for one in told["briefs"]] == ["the run was interrupted"] * 3


@pytest.mark.parametrize("entries", [{"areas": ["999999"]}, {"out": __file__}, {"years": [1990]}])
def test_wrong_use_is_found_before_anything_is_made(batch, entries, monkeypatch):
    class Waited(Instant):
        def prepare(self, _):
            pytest.fail("kernels were waited for")

    monkeypatch.setattr(running, "Pool", Waited)
    if entries == {"years": [1990]}:
        assert not batch(**entries).ok
        return
    with pytest.raises(EconError):
        batch(**entries)
