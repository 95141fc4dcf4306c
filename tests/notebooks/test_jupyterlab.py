"""The notebooks as a user meets them: opened in JupyterLab, run from its menu, answered by hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

import tianqiao_econ as te
from tianqiao_econ.showing.wording import text

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
WITH_CHARTS = {"district_brief", "target_outlook", "targets_and_trends"}

ENOUGH = 120  # seconds; what takes longer hangs
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight stay in the page
}
KERNEL = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3",
    "language": "python",
}

PANEL = """
const panel = [...jupyterapp.shell.widgets("main")].find(
    widget => widget.context?.path === `${name}.ipynb`);
const cells = () => panel.content.widgets.filter(cell => cell.model.type === "code");
const outputs = () => cells().flatMap(cell => cell.model.outputs.toJSON());
const errors = () => outputs().filter(output => output.output_type === "error");
"""
IN_FRONT = "name => jupyterapp.shell.currentWidget?.context?.path === `${name}.ipynb`"
CONNECTED = f"""name => {{ {PANEL}
    const kernel = panel?.sessionContext.isReady && panel.sessionContext.session?.kernel;
    return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle";
}}"""
FINISHED = f"""name => {{ {PANEL}
    return errors().length || cells().every(cell => cell.model.executionCount);
}}"""
ERRORS = f"""name => {{ {PANEL}
    return errors().map(error => `${{error.ename}}: ${{error.evalue}}`);
}}"""
TOO_WIDE = """charts => charts.filter(chart =>
    chart.scrollWidth > chart.closest(".jp-OutputArea-output").clientWidth).length"""
COLOURS = "found => [...new Set(found.map(element => getComputedStyle(element).color))]"
STACKED = """found => found.map(element => element.getBoundingClientRect()).every(
    (box, number, boxes) => number === 0 || box.top >= boxes[number - 1].bottom)"""


@contextmanager
def jupyterlab(notebooks, home):
    """Start JupyterLab with settings of its own, and give its address."""
    for name, settings in SETTINGS.items():
        file = home / "config/lab/user-settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    kernel = home / "data/kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps(KERNEL))
    users = ("IPYTHON", "JUPYTER", "TIANQIAO_")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(users)},
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "0",  # our kernel, whatever else is installed
        "OMP_NUM_THREADS": "1",  # the notebooks run side by side
    }
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    options += ["--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    with subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", str(notebooks), *options],
        cwd=home,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        said, address, up = [], [], threading.Event()

        def listen():
            for line in server.stderr:
                said.append(line)
                address.extend(re.findall(r"http://127\.0\.0\.1:\d+/lab", line))
                if address:
                    up.set()
            up.set()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            assert up.wait(ENOUGH), "".join(said)
            assert address, "".join(said)
            yield address[0]
        finally:
            server.terminate()
            listener.join(ENOUGH)


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """Return a page of JupyterLab in which all the notebooks are open and were told to run."""
    if find_spec("jupyterlab") is None:
        pytest.skip("JupyterLab is not installed: `make lab` adds it")
    folder = tmp_path_factory.mktemp("lab")
    notebooks = shutil.copytree(NOTEBOOKS, folder / "notebooks")
    with jupyterlab(notebooks, folder / "home") as address:
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        page.set_default_timeout(1000 * ENOUGH)
        page.goto(address)
        for name in NAMES:
            bring_up(page, name)
            page.wait_for_function(CONNECTED, arg=name)
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
        yield page
        page.close()


def bring_up(page, name):
    """Open a notebook from the list of files, or go to it, and return its panel."""
    page.locator(".jp-DirListing-itemText").get_by_text(f"{name}.ipynb").dblclick()
    page.wait_for_function(IN_FRONT, arg=name)
    return page.locator(".jp-NotebookPanel:visible")


@pytest.fixture
def notebook(lab):
    """Return the panel of a notebook that has run to its end."""

    def finished(name):
        lab.wait_for_function(FINISHED, arg=name)
        assert lab.evaluate(ERRORS, name) == []
        return bring_up(lab, name)

    return finished


#: What a notebook's tables name that does not go through the indicators.
WORD = {"backtest": "base_rate"}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_top_to_bottom_and_shows_its_tables_and_charts(notebook, name):
    shown = notebook(name).locator(".jp-OutputArea-output")
    shown.locator("table").first.wait_for()
    assert WORD.get(name, "地区生产总值") in " ".join(shown.all_inner_texts())
    charts = shown.locator("svg[role=img]")
    assert charts.evaluate_all(TOO_WIDE) == 0
    assert all(chart.is_visible() for chart in charts.all())
    assert charts.count() or name not in WITH_CHARTS


def test_a_wrong_answer_to_a_question_gets_its_hint(notebook, lab):
    panel = notebook("indicator_framework")
    view = te.open_data().as_of("2024-01-16")
    asked = te.questions(te.assess(view, area="370105", year=2024))
    for name, question in zip(("first", "second", "third"), asked, strict=True):
        cell = panel.locator(".jp-CodeCell").filter(has_text=f"{name}.check(answer")
        prompt = question.prompt()
        cell.locator(".jp-OutputArea-output").filter(has_text=prompt).wait_for()
        cell.locator(".cm-line").first.click()
        lab.keyboard.press("Home")
        lab.keyboard.press("Shift+End")
        lab.keyboard.insert_text("answer = 3.0")
        lab.keyboard.press("Control+Enter")
        hint = text(f"question.{question.key}.hint", "zh", **question.values)
        cell.locator(".jp-OutputArea-output").filter(has_text=hint).wait_for()


def test_what_drives_a_target_stands_under_its_name(notebook):
    shown = notebook("targets_and_trends").locator(".jp-OutputArea-output")
    assert shown.locator("dt").count() == 8
    assert shown.locator("dt, dd").evaluate_all(STACKED)


def test_tables_stay_dark_on_white_in_a_dark_theme(notebook, lab):
    shown = notebook("targets_and_trends").locator(".jp-OutputArea-output")
    cells, links = shown.locator("table.te-table td"), shown.locator(".te-block a[href]")
    light = cells.evaluate_all(COLOURS), links.evaluate_all(COLOURS)
    lab.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    lab.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    assert (cells.evaluate_all(COLOURS), links.evaluate_all(COLOURS)) == light
