from __future__ import annotations

import contextlib
import stat
import sys

import pytest

from tianqiao_econ.briefing import doctor, lab, locating
from tianqiao_econ.framework import EconError


def test_jupyterlab_opens_on_the_notebooks_of_the_repository(monkeypatch):
    started, told = [], []
    monkeypatch.setattr(lab, "find_spec", lambda _: True)
    monkeypatch.setattr(lab, "_run", lambda command: started.append(command) or 0)
    assert lab.open_lab(["--no-browser"], tell=told.append) == 0
    (command,) = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert command[3:] == [str(locating.notebooks_folder()), "--no-browser"]
    assert told == [f"notebooks: {locating.notebooks_folder()}"]


def test_ctrl_c_is_left_to_jupyterlab_which_asks_before_it_stops(monkeypatch):
    class Running(contextlib.nullcontext):
        answers = iter([KeyboardInterrupt, 3])
        __enter__ = terminate = lambda self: self

        def wait(self):
            answer = next(self.answers)
            if answer is KeyboardInterrupt:
                raise KeyboardInterrupt
            return answer

    monkeypatch.setattr(lab.subprocess, "Popen", Running)
    assert lab._run(["jupyter"]) == 3


def test_without_jupyterlab_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(lab, "find_spec", lambda _: None)
    with pytest.raises(EconError, match="pip install"):
        lab.open_lab()


@pytest.fixture
def carried(monkeypatch, tmp_path):
    """Return notebooks as in an installed package: write-protected."""
    folder = tmp_path / "package" / "_notebooks"
    folder.mkdir(parents=True)
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_text("new")
        (folder / name).chmod(0o444)
    folder.chmod(0o555)
    for module in (lab, locating):
        monkeypatch.setattr(module, "CARRIED", folder)
    yield folder
    folder.chmod(0o755)


@pytest.mark.usefixtures("carried")
def test_carried_notebooks_are_copied_to_be_written_and_the_copies_are_kept(tmp_path):
    folder = lab.working_folder(tmp_path)
    assert folder == tmp_path / "tianqiao-notebooks"
    assert all(path.stat().st_mode & stat.S_IWUSR for path in (folder, *folder.iterdir()))
    (folder / "a.ipynb").write_text("worked on")
    (folder / "b.ipynb").unlink()
    assert lab.working_folder(tmp_path) == folder
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "a.ipynb": "worked on",
        "b.ipynb": "new",
    }


@pytest.mark.usefixtures("carried")
def test_it_says_where_the_copies_are(monkeypatch, tmp_path):
    told = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab, "find_spec", lambda _: True)
    monkeypatch.setattr(lab, "_run", lambda _: 0)
    lab.open_lab(tell=told.append)
    assert told[0].startswith(f"notebooks: {tmp_path / 'tianqiao-notebooks'} (your copies")


@pytest.mark.usefixtures("carried")
def test_a_folder_that_takes_no_copies_is_said(tmp_path):
    (tmp_path / "tianqiao-notebooks").write_text("a file in the way")
    with pytest.raises(EconError, match=r"cannot be copied to .*tianqiao-notebooks: File exists"):
        lab.working_folder(tmp_path)


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
