"""Notebooks that die, hang, fill memory and print without end; runs that are ended or meet."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tianqiao_econ.briefing.batch.pool import CAN_FORK, OutOfTime, Pool
from tianqiao_econ.briefing.lock import NAME, locked
from tianqiao_econ.framework import EconError

FAULTS = """\
import os, signal, time
if area == "370100":
    os.kill(os.getpid(), signal.SIGKILL)
if area == "370000":
    time.sleep(600)
if area == "110000":
    hoard = [bytes(2**20) * 16 for _ in range(2000)]
if area == "310000":
    line = "x" * 1000
    for _ in range(1_100_000):
        print(line)
if area == "500000":
    os._exit(0)
if area == "130000":
    from IPython.display import HTML
    display(HTML("y" * 2**23))
if area == "320000":
    import subprocess
    orphan = subprocess.Popen(["sleep", "600"])
    print("orphan", orphan.pid)
"""
REASONS = {
    "370100": "the kernel stopped",
    "370000": "the cell took longer than 4 seconds",
    "110000": "the kernel was ended: it took more than 700 MB of memory",
    "310000": "it printed or showed more than 4 MB",
    "500000": "the kernel stopped",
    "130000": "it printed or showed more than 4 MB",
}
program = str(Path(sys.executable).with_name("tianqiao-econ"))


@pytest.fixture(scope="module")
def hurt(make_notebook, tmp_path_factory):
    """A batch in which most notebooks come to grief."""
    from tianqiao_econ.briefing import briefs
    from tianqiao_econ.briefing.importing import import_nbformat

    folder = tmp_path_factory.mktemp("hurt")
    import_nbformat().write(make_notebook("# 一", FAULTS, "print(area)"), folder / "faults.ipynb")
    return briefs(
        areas=["370105", "320000", *REASONS],
        years=[2024],
        notebook=folder / "faults.ipynb",
        out=folder / "briefs",
        cell_seconds=4,
        memory_mb=700,
        output_mb=4,
    )


@pytest.mark.parametrize("area", REASONS)
def test_a_notebook_that_comes_to_grief_is_ended_and_told(hurt, area):
    (one,) = [one for one in hurt.outcomes if one.area == area]
    assert one.status == "failed"
    assert one.error.startswith("faults.ipynb stopped in cell 3 of 4")
    assert 'under "一"' in one.error
    assert REASONS[area] in one.error
    partial = Path(one.error.split("as far as it came: ")[1].rstrip(")"))
    assert area in partial.read_text("utf-8")
    assert not Path(one.html).exists()


def test_the_others_go_on(hurt):
    made = [one for one in hurt.outcomes if one.status == "made"]
    assert [one.area for one in made] == ["320000", "370105"]
    assert all(Path(one.html).exists() for one in made)


def test_what_a_notebook_started_ends_with_it(hurt, until, alive):
    (page,) = [Path(one.html).read_text("utf-8") for one in hurt.outcomes if one.area == "320000"]
    orphan = int(page.split("orphan ")[1].split()[0])
    until(lambda: not alive(orphan) or psutil.Process(orphan).status() == "zombie")


def start(out, notebook, *more, areas=("370105", "370100", "370000")):
    command = [program, "briefs", "--out", str(out), "--year", "2024", "--jobs", "2", *more]
    jobs = out.parent / "jobs.toml"
    jobs.write_text(f"areas = {json.dumps(areas)}\nnotebook = '{notebook}'\n", "utf-8")
    return subprocess.Popen(
        [*command, str(jobs)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def children_of(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_all_that_it_started(number, write_notebook, tmp_path, until):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & has it ignored
    notebook = write_notebook("import time\ntime.sleep(600)")
    process = start(tmp_path / "briefs", notebook)
    family = until(lambda: len(found := children_of(process)) >= 5 and found, 90)
    begun = time.monotonic()
    process.send_signal(number)
    out, told = process.communicate(timeout=20)
    assert time.monotonic() - begun < 10
    assert process.returncode == 128 + number
    assert not any(one.is_running() and one.status() != "zombie" for one in family)
    assert "made" not in out
    assert told.count("interrupted") == 1
    run = json.loads((tmp_path / "briefs" / "run.json").read_text("utf-8"))
    assert run["status"] == "failed"
    assert run["counts"]["not made"] + run["counts"]["failed"] == 3


def test_a_second_run_is_told_whose_the_folder_is(small_brief, tmp_path):
    out = tmp_path / "briefs"
    with locked(out):
        process = start(out, small_brief)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"another run writes to {out} (process {os.getpid()} of " in told
    assert len(told.strip().splitlines()) == 1


@pytest.mark.skipif(not CAN_FORK, reason="nothing is started ahead on this system")
def test_a_deadline_cuts_short_the_start_too():
    begun = time.monotonic()
    with pytest.raises(OutOfTime), Pool(until=begun + 0.3) as pool:
        pool.prepare([])
    assert time.monotonic() - begun < 2


@pytest.mark.skipif(not CAN_FORK, reason="nothing is started ahead on this system")
def test_a_batch_that_is_over_before_it_began_says_so(batch):
    begun = time.monotonic()
    result = batch(areas=["370105", "370100"], deadline=0.5)
    assert time.monotonic() - begun < 4
    assert {(one.status, one.error) for one in result.outcomes} == {
        ("not made", "the whole batch took longer than 0.5 seconds")
    }


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links cannot be told apart here")
def test_a_link_in_the_locks_place_is_not_written_through(tmp_path):
    (tmp_path / "precious").write_text("mine", "utf-8")
    (tmp_path / NAME).symlink_to(tmp_path / "precious")
    with pytest.raises(EconError, match="cannot write"), locked(tmp_path):
        pass
    assert (tmp_path / "precious").read_text("utf-8") == "mine"


def test_a_lock_left_behind_is_nobodys(tmp_path):
    child = (
        "import os, sys\nfrom pathlib import Path\n"
        "from tianqiao_econ.briefing.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", child, str(tmp_path)], check=False)
    assert (tmp_path / NAME).exists()
    with locked(tmp_path) as held:
        held.check()
        assert json.loads((tmp_path / NAME).read_text("utf-8"))["pid"] == os.getpid()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only for this user"
)
def test_a_read_only_folder_is_found_before_a_kernel_starts(batch, tmp_path):
    (tmp_path / "briefs").mkdir(mode=0o500)
    with pytest.raises(EconError, match="cannot be written to"):
        batch()
