"""A line of JSON on a run, however it ends."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tianqiao_econ.briefing import brief, briefs, making
from tianqiao_econ.briefing.execution import NotebookFailed
from tianqiao_econ.briefing.lock import Busy, locked
from tianqiao_econ.cli import main
from tianqiao_econ.framework import EconError


@pytest.fixture
def lines(tmp_path):
    return lambda: [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]


@pytest.fixture
def made(small_brief, tmp_path):
    given = {"notebook": small_brief, "out": tmp_path / "briefs", "log_json": tmp_path / "log"}
    return lambda **more: brief(**{**given, **more})


def test_a_brief_that_was_made_is_told_with_what_it_is_about(made, lines):
    made()
    (line,) = lines()
    assert line["status"] == "done"
    assert line["counts"] == {"made": 1, "up to date": 0, "failed": 0, "not made": 0}
    (told,) = line["briefs"]
    assert (told["area"], told["year"], told["as_of"]) == ("370105", 2024, "2024-01-16")
    assert told["seconds"] > 0
    assert "error" not in line


def test_a_brief_that_failed_is_told_with_the_reason(made, write_notebook, lines):
    with pytest.raises(NotebookFailed):
        made(notebook=write_notebook("raise ValueError(area)", name="broken.ipynb"))
    (line,) = lines()
    assert line["status"] == "failed"
    assert "broken.ipynb stopped in cell 2 of 2: ValueError: 370105" in line["error"]
    assert line["failures"][0]["as_of"] == "2024-01-16"


@pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit(143)])
def test_a_brief_that_was_interrupted_is_told(made, lines, monkeypatch, end):
    def interrupted(*_, **__):
        raise end

    monkeypatch.setattr(making, "execute", interrupted)
    with pytest.raises(type(end)):
        made()
    (line,) = lines()
    assert line["status"] == "failed"
    assert line["error"] == "the run was interrupted"
    assert line["briefs"][0]["status"] == "not made"


def test_wrong_use_is_told_as_it_was_asked(made, lines):
    for _ in range(2):
        with pytest.raises(EconError):
            made(area="370999", as_of="soon")
    told, _ = (line["briefs"][0] for line in lines())
    assert (told["area"], told["as_of"], told["status"]) == ("370999", "soon", "failed")


def test_a_log_that_cannot_be_written_is_found_before_anything_is_begun(made, monkeypatch):
    monkeypatch.setattr(making, "execute", lambda *_, **__: pytest.fail("a kernel was started"))
    with pytest.raises(EconError, match="no-such-folder/log cannot be written"):
        made(log_json="no-such-folder/log")


def test_a_batch_that_was_refused_is_told_too(tmp_path, lines):
    with locked(tmp_path / "briefs"), pytest.raises(Busy):
        briefs(areas=["370105"], years=[2024], out=tmp_path / "briefs", log_json=tmp_path / "log")
    (line,) = lines()
    assert line["status"] == "failed"
    assert "another run writes to" in line["error"]


def test_half_a_character_is_told_in_json(made, lines):
    with pytest.raises(EconError):
        made(area="37\udcff")
    (line,) = lines()
    assert line["briefs"][0]["area"] == "37\udcff"


def test_the_verb_hands_its_log_on(lines, tmp_path):
    asked = ["brief", "--area", "370999", "--log-json", str(tmp_path / "log")]
    assert CliRunner().invoke(main, asked).exit_code == 2
    (line,) = lines()
    assert "370999" in line["error"]
