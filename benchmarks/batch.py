"""Many briefs against the ways in which one would make them without this package's batch.

All in one run, on the same areas and the same notebook, each rival on as many areas as its share
of the time allows; what is compared is seconds a brief.

* shell: for each area `papermill`, then `jupyter nbconvert --to html`, one after the other
* loop: one Python process, `papermill.execute_notebook` and `HTMLExporter` for each area
* pool: as many such processes as there are cores (`multiprocessing`, started afresh)
* briefs: `tianqiao-econ briefs`, from nothing, its start included
* long: `briefs` again, for all areas, four years and both languages (`--long`)

All may keep byte code, as an installed package does, and have done so before anything is measured:
where $PYTHONDONTWRITEBYTECODE is set, programs that import much are several times as slow.

    python benchmarks/batch.py [--briefs 40] [--rivals 4] [--jobs 2] [--long]

--jobs says how many processes the rival `pool` has; `briefs` has as many as it thinks best.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

HERE = Path(__file__).resolve()
NOTEBOOK = HERE.parents[1] / "notebooks" / "district_brief.ipynb"
BIN = Path(sys.executable).parent
YEAR = 2023
SAMPLE_SECONDS = 0.5
"""A look at the memory takes some 30 ms of the processor: ten a second slowed what was measured."""
MEGABYTE = 2**20
GOALS = {"shell": 10.0, "pool": 2.5}


class Cost(NamedTuple):
    """What a run cost: seconds, the processor's seconds, and the most megabytes at once."""

    seconds: float
    used: float
    megabytes: float


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefs", type=int, default=40)
    parser.add_argument("--rivals", type=int, default=4, help="briefs that each rival makes")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--long", action="store_true", help="hundreds of briefs, too")
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--areas", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        CHILDREN[options.child](options.folder, options.areas, options.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    """Run everything and print it."""
    areas = areas_with_targets()
    few = areas[: options.rivals]
    for kind in ("shell", "loop", "one", "briefs"):  # the disk's cache, the byte code
        run_child(kind, folder / "warm-up" / kind, areas[:1], 1)
    print(f"load before anything is measured: {loads()}")
    found = {name: run_child(name, folder / name, few, options.jobs) for name in RIVALS}
    many = areas[: options.briefs]
    found["briefs"] = run_child("briefs", folder / "briefs", many, options.jobs)
    report(found, {**dict.fromkeys(RIVALS, len(few)), "briefs": len(many)})
    print(f"load afterwards: {loads()}")
    seconds = started_and_made(folder / "briefs")
    print(f"\neach brief of the batch took {seconds:.2f} s, several at a time")
    cold = run_child("one", folder / "one", areas[:1], 1).seconds
    warm = warm_seconds(areas[0])
    print(f"one brief: {cold:.2f} s cold, {warm:.2f} s warm: {warm / cold:.0%} (goal: under 30 %)")
    if options.long:
        cost, many = run_child("long", folder / "long", [], options.jobs), count(folder / "long")
        print(
            f"{many} briefs: {cost.seconds:.0f} s, {cost.seconds / many:.2f} s each, "
            f"{cost.used / many:.2f} of the processor, {cost.megabytes:.0f} MB"
        )


def loads() -> str:
    """How many processes wanted to run lately: on a quiet machine our own alone."""
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def areas_with_targets() -> list[str]:
    """Return 31 provinces and nine cities of the packaged facts, then the others."""
    from tianqiao_econ.datasets import open_data

    package = open_data()
    rows = package.targets.query(f"time_period == '{YEAR}' and aggregation == 'annual'")
    level = dict(zip(package.areas["ref_area"], package.areas["level"], strict=True))
    order = {"province": 0, "prefecture": 1, "county": 2}
    areas = [area for area in rows["ref_area"].unique() if level[area] in order]
    return sorted(areas, key=lambda area: (order[level[area]], area))


def run_child(kind: str, folder: Path, areas: list[str], jobs: int) -> Cost:
    """Run one kind in a fresh process and return what it cost, with all that it started."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(HERE), "--child", kind, "--folder", str(folder)]
    environment = {**os.environ, "TIANQIAO_ECON_CACHE": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, before = time.perf_counter(), processor_seconds()
    child = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--areas", *areas], env=environment, cwd=HERE.parents[1]
    )
    most = 0.0
    while child.poll() is None:
        most = max(most, tree_memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    if child.returncode:
        raise SystemExit(f"{kind} failed")
    seconds, used = time.perf_counter() - start, processor_seconds() - before
    return Cost(seconds, used, most / MEGABYTE)


def processor_seconds() -> float:
    """Return the processor's seconds of all processes that have been started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree_memory(pid: int) -> float:
    """Return the bytes of a process and all it started; a shared page counts by its share."""
    total = 0
    try:
        process = psutil.Process(pid)
        for member in (process, *process.children(recursive=True)):
            total += proportional(member)
    except psutil.Error:
        return total
    return total


def proportional(process: psutil.Process) -> int:
    """Return the proportional set size where the system tells it, else the resident one."""
    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(info, "pss", info.rss)


def report(found: dict[str, Cost], counts: dict[str, int]) -> None:
    """Print the cost of a brief, and how many times that of `briefs` each rival's is."""
    each = {name: cost.seconds / counts[name] for name, cost in found.items()}
    used = {name: cost.used / counts[name] for name, cost in found.items()}
    print(f"{'':8}{'briefs':>8}{'s each':>8}{'times':>7}{'goal':>6}{'CPU s each':>12}{'MB':>7}")
    for name, cost in found.items():
        goal = f"{GOALS[name]:g}" if name in GOALS else ""
        print(
            f"{name:8}{counts[name]:8}{each[name]:8.2f}{each[name] / each['briefs']:7.1f}"
            f"{goal:>6}{used[name]:12.2f}{cost.megabytes:7.0f}"
        )


def count(folder: Path) -> int:
    """Return how many briefs are in a folder; the archive's own pages lie higher."""
    return len(list(folder.glob("*/*/*.html")))


def started_and_made(folder: Path) -> float:
    """Return the mean seconds of a brief as the run's own files tell them."""
    runs = [json.loads(file.read_text("utf-8")) for file in folder.glob("*/*/*.run.json")]
    return sum(sum(run["seconds"].values()) for run in runs) / len(runs)


def warm_seconds(area: str) -> float:
    """Return how long one brief takes in a pool that is warm: the first after a rehearsal."""
    from tianqiao_econ.briefing.batch.pool import Pool
    from tianqiao_econ.briefing.batch.rehearsing import WORTH_IT
    from tianqiao_econ.briefing.jobs import job_for
    from tianqiao_econ.datasets import open_data

    job = job_for(open_data(), area=area, year=YEAR)
    with Pool() as pool:
        for _ in range(WORTH_IT + 1):
            start = time.perf_counter()
            pool.start(job)
            while not pool.wait(60):
                pass
            took = time.perf_counter() - start
    return took


def shell(folder: Path, areas: list[str], _jobs: int) -> None:
    """Make each with the two programs one would use in a shell."""
    for area in areas:
        done = folder / f"{area}.ipynb"
        parameters = ["-p", "area", area, "-p", "year", str(YEAR), "-k", "python3"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        papermill = [BIN / "papermill", NOTEBOOK, done, *parameters]
        subprocess.run(papermill, check=True, **quiet)
        subprocess.run([BIN / "jupyter-nbconvert", "--to", "html", done], check=True, **quiet)


def loop(folder: Path, areas: list[str], _jobs: int) -> None:
    """Make each with the two libraries in this process."""
    for area in areas:
        one_of_loop(folder, area)


def one_of_loop(folder: Path, area: str) -> None:
    """Make one with the two libraries."""
    import papermill
    from nbconvert import HTMLExporter

    done = papermill.execute_notebook(
        NOTEBOOK,
        folder / f"{area}.ipynb",
        parameters={"area": area, "year": YEAR},
        kernel_name="python3",
        progress_bar=False,
    )
    page, _ = HTMLExporter().from_notebook_node(done)
    (folder / f"{area}.html").write_text(page, "utf-8")


def pool(folder: Path, areas: list[str], jobs: int) -> None:
    """Make each in one of several such processes."""
    with multiprocessing.get_context("spawn").Pool(jobs) as workers:
        workers.starmap(one_of_loop, [(folder, area) for area in areas], chunksize=1)


def briefs(folder: Path, areas: list[str], _jobs: int) -> None:
    """Make them all with the verb, as many at a time as it thinks best."""
    named = [part for area in areas for part in ("--area", area)]
    told = ["--year", str(YEAR), "--out", str(folder)]
    subprocess.run([BIN / "tianqiao-econ", "briefs", *named, *told], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def long(folder: Path, _areas: list[str], _jobs: int) -> None:
    """Make every brief that the packaged facts allow for four years, in both languages."""
    years = [part for year in range(2021, 2025) for part in ("--year", str(year))]
    told = ["--area", "all", *years, "--lang", "zh", "--lang", "en", "--out", str(folder)]
    subprocess.run([BIN / "tianqiao-econ", "briefs", *told], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def one(folder: Path, areas: list[str], _jobs: int) -> None:
    """Make one with the verb for one."""
    told = ["--area", areas[0], "--year", str(YEAR), "--out", str(folder)]
    subprocess.run([BIN / "tianqiao-econ", "brief", *told], check=True, stdout=subprocess.DEVNULL)


RIVALS = ("shell", "loop", "pool")
CHILDREN = {"shell": shell, "loop": loop, "pool": pool, "briefs": briefs, "long": long, "one": one}

if __name__ == "__main__":
    main()
