"""A Dask scheduler and two workers, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import psutil
import pytest

from tianqiao_econ.briefing import brief
from tianqiao_econ.framework import EconError

pytest.importorskip("distributed", reason="the extra dask is not installed")
fsspec = pytest.importorskip("fsspec")

AREAS = ["370105", "370100", "370000", "110000", "310000"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Return the scheduler's address and the processes of the workers."""
    folder = tmp_path_factory.mktemp("dask")
    where = folder / "scheduler.json"

    def start(module, *more):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *more]
        with (folder / f"{module}.log").open("ab") as told:
            return subprocess.Popen(command, cwd=folder, stdout=told, stderr=told)

    scheduler = start(
        "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(where),
    )  # fmt: skip
    options = ("--scheduler-file", str(where), "--nthreads", "1", "--no-nanny", "--no-dashboard")
    workers = [start("dask_worker", *options) for _ in range(2)]
    yield where, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def family(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def test_a_worker_killed_in_the_middle_loses_no_brief(
    cluster, write_notebook, small_sources, batch, until, tmp_path, alive
):
    where, workers = cluster
    address = until(lambda: where.exists() and json.loads(where.read_text("utf-8"))["address"])
    notebook = write_notebook(*small_sources, "import time\ntime.sleep(2)")
    killed = []

    def strike(done, _total):
        """Kill one worker once the first brief is there, while it works on another."""
        if done and not killed:
            killed.extend(until(lambda: len(found := family(workers[0])) >= 3 and found))
            workers[0].kill()

    result = batch(
        areas=AREAS, notebook=notebook, dask=address, out="memory://briefs", progress=strike
    )
    assert killed
    assert [one.status for one in result.outcomes] == ["made"] * len(AREAS)

    store = fsspec.filesystem("memory")
    for one in result.outcomes:
        page = store.cat_file(one.html.removeprefix("memory:/"))
        assert page.endswith(b"</html>\n")
    alone = brief(area="370100", year=2024, notebook=notebook, out=tmp_path / "alone")
    stem = str(alone.html.relative_to(tmp_path / "alone"))
    assert store.cat_file(f"/briefs/{stem}") == alone.html.read_bytes()
    assert json.loads(store.cat_file("/briefs/run.json"))["status"] == "done"
    until(lambda: not any(alive(one.pid) and one.status() != "zombie" for one in killed))

    again = batch(areas=AREAS, notebook=notebook, dask=address, out="memory://briefs")
    assert {one.status for one in again.outcomes} == {"up to date"}


def test_what_is_no_address_is_said_at_once():
    from tianqiao_econ.briefing.batch.cluster import Cluster

    with pytest.raises(EconError, match="tcp://host:8786, not 'nonsense'"):
        Cluster("nonsense")


def test_where_no_scheduler_answers_is_said(batch, monkeypatch):
    from tianqiao_econ.briefing.batch import cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(EconError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        batch(dask="tcp://127.0.0.1:9")


def test_a_worker_with_other_versions_makes_nothing(package):
    from dataclasses import replace

    from tianqiao_econ.briefing.jobs import job_for
    from tianqiao_econ.briefing.making import make

    job = job_for(package)
    other = replace(job, inputs={**job.inputs, "tianqiao_econ": "9.9"})
    with pytest.raises(EconError, match=r"tianqiao_econ \S+, not 9\.9; install the same on both"):
        make(other)


def test_an_address_that_nobody_knows_is_said(batch):
    with pytest.raises(EconError, match="cannot write to nowhere://x"):
        batch(out="nowhere://x")
