from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path

import pytest

from tianqiao_econ.briefing import execution
from tianqiao_econ.briefing.execution import NotebookFailed, execute, read_notebook
from tianqiao_econ.briefing.limits import Limits
from tianqiao_econ.framework import EconError

LOOK = """\
import json, os, sys
import matplotlib
print(json.dumps({
    "area": area,
    "executable": sys.executable,
    "folder": os.getcwd(),
    "backend": matplotlib.get_backend(),
    "font size": matplotlib.rcParams["font.size"],
    "history": get_ipython().history_manager.hist_file,
    "started": "leaked" in globals(),
}))
"""


@pytest.fixture(scope="module")
def seen(make_notebook, tmp_path_factory):
    """What a kernel sees where the user's settings would change everything."""
    home = tmp_path_factory.mktemp("home")
    startup = home / "ipython" / "profile_default" / "startup" / "00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("leaked = 1", "utf-8")
    (home / "start.py").write_text("leaked = 1", "utf-8")
    (home / "matplotlibrc").write_text("font.size: 99", "utf-8")
    spec = home / "jupyter" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": ["false"], "display_name": "x", "language": "python"}))
    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        patch.setenv("PYTHONSTARTUP", str(home / "start.py"))
        patch.setenv("MATPLOTLIBRC", str(home / "matplotlibrc"))
        patch.setenv("JUPYTER_PATH", str(home / "jupyter"))
        patch.setattr(tempfile, "tempdir", str(home / "tmp"))
        (home / "tmp").mkdir()
        notebook = make_notebook("# heading", LOOK)
        done = execute(notebook, {"area": "历下区"}, progress=lambda *at: told.append(at))
        left = list((home / "tmp").iterdir())
    return {
        **json.loads(done.cells[-1].outputs[0].text),
        "given": notebook,
        "told": told,
        "left": left,
    }


def test_parameters_reach_the_kernel_in_chinese(seen):
    assert seen["area"] == "历下区"


def test_the_kernel_is_the_running_interpreter_whatever_is_installed(seen):
    assert seen["executable"] == sys.executable


def test_no_setting_of_the_user_reaches_the_kernel(seen):
    assert not seen["started"]
    assert seen["history"] == ":memory:"
    assert seen["font size"] == 10
    assert seen["backend"] == "agg"


def test_the_kernel_works_in_a_private_folder_that_is_gone_afterwards(seen):
    assert Path(seen["folder"]) != Path.cwd()
    assert not Path(seen["folder"]).exists()
    assert seen["left"] == []


def test_the_notebook_that_was_given_stays_as_it_is(seen):
    assert [len(cell.get("outputs", [])) for cell in seen["given"].cells] == [0, 0, 0]
    assert len(seen["given"].cells) == 3


def test_progress_is_told_before_each_cell(seen):
    assert seen["told"] == [(0, 3), (1, 3), (1, 3), (2, 3)]  # papermill's is not counted


def test_a_failing_cell_is_named_with_heading_and_first_lines(make_notebook, monkeypatch):
    monkeypatch.chdir(Path(__file__).parent)
    sources = "# 一 看", "print('so far')", "## 二 算", "x = 1\nx / 0", "print('not')"
    notebook = make_notebook(*sources)
    with pytest.raises(NotebookFailed) as failed:
        execute(notebook, {}, name="small.ipynb")
    assert str(failed.value) == (
        'small.ipynb stopped in cell 5 of 6 under "二 算": ZeroDivisionError: division by zero'
    )
    assert failed.value.exit_code == 1
    texts = [output.get("text", "") for cell in failed.value.notebook.cells
             for output in cell.get("outputs", [])]  # fmt: skip
    assert "so far\n" in texts
    assert Path.cwd() == Path(__file__).parent
    again = pickle.loads(pickle.dumps(failed.value))  # noqa: S301 - our own
    assert str(again) == str(failed.value)


def test_an_error_of_ours_keeps_its_sentence(make_notebook):
    source = "from tianqiao_econ.framework import NotKnown\nraise NotKnown('nothing known yet')"
    with pytest.raises(NotebookFailed, match=r"NotKnown: nothing known yet$"):
        execute(make_notebook(source), {"area": "x"})


def test_a_cell_that_takes_too_long_is_stopped(make_notebook):
    notebook = make_notebook("import time; time.sleep(60)", "1")
    with pytest.raises(NotebookFailed, match="cell 2 of 3: the cell took longer than 1 seconds"):
        execute(notebook, {}, limits=Limits(cell_seconds=1))


def test_a_whole_run_has_a_deadline(make_notebook):
    cells = ["import time; time.sleep(0.4)"] * 60
    with pytest.raises(NotebookFailed, match="of 61: the whole run took longer than 2 seconds"):
        execute(make_notebook(*cells), {}, limits=Limits(seconds=2))


def test_a_kernel_that_dies_is_told(make_notebook):
    with pytest.raises(NotebookFailed, match="cell 2 of 2: the kernel stopped"):
        execute(make_notebook("import os; os._exit(3)"), {})


def test_a_notebook_can_be_executed_inside_a_running_event_loop(make_notebook):
    async def main():
        return execute(make_notebook("print(area)"), {"area": "370105"})

    done = asyncio.run(main())
    assert done.cells[-1].outputs[0].text == "370105\n"


@pytest.mark.skipif(os.name != "posix", reason="no sockets in the file system here")
def test_sockets_are_files_where_their_path_is_short_enough():
    from tianqiao_econ.briefing.kernel import connection

    assert connection(Path("/tmp/te-1"))["transport"] == "ipc"  # noqa: S108 - never made
    assert connection(Path("/" + "long/" * 30))["transport"] == "tcp"


def test_an_installed_package_changes_no_path(monkeypatch, tmp_path):
    from tianqiao_econ.briefing import surroundings

    monkeypatch.setenv("PYTHONPATH", "given")
    assert surroundings.environment(tmp_path)["PYTHONPATH"].endswith(f"{os.pathsep}given")
    purelib = Path(surroundings.sysconfig.get_path("purelib"))
    monkeypatch.setattr(surroundings, "PACKAGE_ROOT", purelib)
    assert surroundings.environment(tmp_path)["PYTHONPATH"] == "given"


def test_a_file_that_is_no_notebook_is_said(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text("{", "utf-8")
    with pytest.raises(EconError, match=r"x\.ipynb is not a notebook that can be read"):
        read_notebook(path)


def test_the_kernels_own_messages_are_for_those_who_ask(tmp_path, caplog):
    (tmp_path / "kernel.log").write_text("frozen modules", "utf-8")
    with caplog.at_level("DEBUG"):
        execution._tell_kernel_log(tmp_path)
    assert [record.levelname for record in caplog.records] == ["DEBUG"]


def test_an_endless_line_of_an_error_is_cut_and_what_a_terminal_would_obey_is_gone(make_notebook):
    with pytest.raises(NotebookFailed) as failed:
        execute(make_notebook("raise ValueError('\\x00\\x1b[31m' + 'z' * 100_000)"), {})
    told = str(failed.value)
    assert len(told) < 400
    assert told.isprintable()
    assert told.endswith("zzz…")


def test_a_kernel_that_answers_nonsense_is_named_with_its_cell(make_notebook):
    notebook = make_notebook("import json\njson.dumps = lambda *a, **k: '{}'", "print(1)")
    with pytest.raises(NotebookFailed, match=r"notebook stopped in cell [23] of 3: "):
        execute(notebook, {}, limits=Limits(cell_seconds=5))


def test_what_is_shown_is_counted_while_it_comes(make_notebook):
    flood = "while True:\n    display({'text/plain': 'z' * 2**21}, raw=True)"
    limits = Limits(cell_seconds=60, output_mb=4)
    with pytest.raises(NotebookFailed, match="printed or showed more than 4 MB"):
        execute(make_notebook(flood), {}, limits=limits)
