"""The verb for many briefs: what it refuses, prints, logs, and with which exit code."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from tianqiao_econ.briefing.batch import running
from tianqiao_econ.cli import main


class Instant:
    """A shop in which every job has ended at once; Jinan's fails."""

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
        made = {"html": "<p>", "manifest": {"inputs": dict(job.inputs)}, "run": {}}
        result = {"failed": "stopped in cell 3"} if job.area == "370100" else made
        task = SimpleNamespace(job=job, started=0.0, overdue=False, result=lambda: result)
        self.running.append(task)

    def wait(self, _):
        ended, self.running = self.running, []
        return ended

    def forget(self, _):
        pass


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "Pool", Instant)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["briefs", *arguments])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--area", "37010"), "did you mean"),
        (("--area", ""), "'--area' is empty"),
        (("--area", "all", "--year", "1990"), "no area has targets for 1990"),
        (("--as-of", "soon"), "is not a date"),
        (("--jobs", "0"), "jobs is a whole number from 1"),
        (("--deadline", "never"), "deadline is a time"),
        (("--out", ""), "'--out' is empty"),
        (("--data", "no-such-folder"), "no-such-folder is not there"),
        (("no-such-file.toml",), "no-such-file.toml cannot be read"),
        (("--log-json", "no-such-folder/log"), "no-such-folder/log cannot be written"),
    ],
)
def test_wrong_use_exits_2_with_one_sentence(run, arguments, sentence, tmp_path):
    result = run(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert not (tmp_path / "briefs" / "run.json").exists()


def test_a_batch_that_came_out_ends_in_a_table_and_0(run):
    result = run("--area", "370105", "--area", "370000", "--year", "2024", "--log-json", "log")
    assert result.exit_code == 0
    assert "370105  2024  2024-01-16  zh  made" in result.stdout
    assert "2 made" in result.stdout
    assert result.stderr == ""


def test_a_batch_with_a_failure_says_why_and_exits_1(run, tmp_path):
    arguments = ("--area", "370105", "--area", "370100", "--year", "2024", "--log-json", "log")
    for _ in range(2):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "1 failed" in result.stdout
        assert "370100 2024 zh: stopped in cell 3" in result.stdout
    lines = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert [line["status"] for line in lines] == ["failed", "failed"]
    assert lines[0]["failures"][0]["error"] == "stopped in cell 3"


def test_options_stand_over_the_files_entries(run, tmp_path):
    (tmp_path / "jobs.toml").write_text(
        'areas = ["370100"]\nyears = [2024]\nlanguages = ["zh", "en"]\nout = "theirs"\n', "utf-8"
    )
    result = run("jobs.toml", "--area", "370105", "--out", "mine")
    assert result.exit_code == 0
    assert "2 made" in result.stdout
    assert (tmp_path / "mine" / "run.json").exists()
    assert not (tmp_path / "theirs").exists()
