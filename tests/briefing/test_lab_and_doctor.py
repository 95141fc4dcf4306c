from __future__ import annotations

import sys

import pytest

from tianqiao_econ.briefing import doctor, lab, locating
from tianqiao_econ.framework import EconError


def test_jupyterlab_opens_on_the_notebooks_of_the_repository(monkeypatch):
    started = []
    monkeypatch.setattr(lab, "find_spec", lambda _: True)
    monkeypatch.setattr(lab.subprocess, "call", lambda command: started.append(command) or 0)
    assert lab.open_lab(["--no-browser"]) == 0
    (command,) = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert command[3:] == [str(locating.notebooks_folder()), "--no-browser"]


def test_without_jupyterlab_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(lab, "find_spec", lambda _: None)
    with pytest.raises(EconError, match="pip install"):
        lab.open_lab()


def test_carried_notebooks_are_copied_once_and_the_copy_is_kept(monkeypatch, tmp_path):
    carried = tmp_path / "package" / "_notebooks"
    carried.mkdir(parents=True)
    (carried / "a.ipynb").write_text("new")
    for module in (lab, locating):
        monkeypatch.setattr(module, "CARRIED", carried)
    folder = lab.working_folder(tmp_path)
    assert (folder / "a.ipynb").read_text() == "new"
    (folder / "a.ipynb").write_text("worked on")
    assert lab.working_folder(tmp_path) == folder
    assert (folder / "a.ipynb").read_text() == "worked on"


@pytest.fixture(scope="module")
def findings():
    return doctor.diagnose()


def test_the_doctor_finds_what_a_brief_needs(findings):
    assert all(finding.ok for finding in findings)
    names = [finding.name for finding in findings]
    assert {"python", "data", "notebooks", "font", "kernel", "briefs", "browser"} <= set(names)
    assert "370105" not in str(findings)


def test_data_that_cannot_be_opened_are_found_out(tmp_path):
    finding = doctor._data(tmp_path)
    assert not finding.ok
    assert "tianqiao-econ check" in finding.todo


def test_a_library_that_is_missing_is_named_with_what_to_do():
    finding = doctor._library("no-such-library")
    assert str(finding).startswith("MISSING")
    assert finding.todo == "pip install no-such-library"


def test_a_brief_can_do_without_a_browser_and_without_a_cache(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "BROWSERS", ("no-such-browser",))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIANQIAO_ECON_CACHE", str(tmp_path / "file" / "x"))
    for finding in (doctor._browser(), doctor._cache()):
        assert finding.todo
        assert finding.ok
        assert str(finding).startswith("without")


def test_a_kernel_that_does_not_start_is_found_out(monkeypatch):
    from tianqiao_econ.briefing import execution

    def failing(*_, **__):
        raise execution.NotebookFailed("no kernel")

    monkeypatch.setattr(execution, "execute", failing)
    assert not doctor._kernel().ok


def test_notebooks_that_are_not_there_are_found_out(monkeypatch, tmp_path):
    monkeypatch.setattr(locating, "CARRIED", tmp_path / "none")
    monkeypatch.setattr(locating, "_PACKAGE", tmp_path / "package")
    assert not doctor._notebooks().ok
