"""One brief against its floor: wall time and peak memory, as a ratio within one run.

The floor is what nobody can do without: papermill on a notebook that does nothing but import
what the brief's notebook imports, then nbconvert; both in one fresh process, and spared the
second that JupyterLab beside them costs at import. Run it with

    python benchmarks/brief.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROUNDS = 5
SAMPLE_SECONDS = 0.02
MEGABYTE = 2**20
GOAL = 1.6
HERE = Path(__file__).resolve()

LIST_MODULES = "import sys\nprint('\\n'.join(sorted(sys.modules)))"
IMPORT_MODULES = """\
import importlib
for name in {names!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        CHILDREN[options.child](options.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        report(measure(Path(folder), options.rounds))


def measure(folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return (seconds, megabytes) of each round by what was run, the kinds taking turns."""
    run_child("probe", folder)
    run_child("brief", folder)  # warms the disk's and the font's cache
    found: dict[str, list[tuple[float, float]]] = {"floor": [], "brief": [], "brief, no cache": []}
    for number in range(rounds):
        for kind, seen in found.items():
            cache = folder / (f"cache-{number}" if "no cache" in kind else "cache")
            seen.append(run_child(kind.split(",")[0], folder, cache))
    return found


def run_child(kind: str, folder: Path, cache: Path | None = None) -> tuple[float, float]:
    """Run one kind in a fresh process and return its seconds and the megabytes of its tree."""
    environment = {**os.environ, "TIANQIAO_ECON_CACHE": str(cache or folder / "cache")}
    command = [sys.executable, str(HERE), "--child", kind, "--folder", str(folder)]
    start = time.perf_counter()
    child = subprocess.Popen(command, env=environment, cwd=HERE.parents[1])
    most = 0
    while child.poll() is None:
        most = max(most, tree_memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    if child.returncode:
        raise SystemExit(f"{kind} failed")
    return time.perf_counter() - start, most / MEGABYTE


def tree_memory(pid: int) -> int:
    """Return the resident bytes of a process and of all that it started."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return sum(member.memory_info().rss for member in family)
    except psutil.Error:
        return 0


def report(found: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and ratios to the floor of the same round."""
    print(f"{'':18}{'seconds':>9}{'ratio':>7}{'MB':>7}{'ratio':>7}")
    for kind, seen in found.items():
        pairs = list(zip(seen, found["floor"], strict=True))
        print(
            f"{kind:18}"
            f"{statistics.median(row[0] for row in seen):9.2f}"
            f"{statistics.median(row[0] / floor[0] for row, floor in pairs):7.2f}"
            f"{statistics.median(row[1] for row in seen):7.0f}"
            f"{statistics.median(row[1] / floor[1] for row, floor in pairs):7.2f}"
        )
    print(f"goal: a brief takes at most {GOAL} times the floor")


def probe(folder: Path) -> None:
    """Write down what the brief's notebook imports."""
    from tianqiao_econ.briefing.execution import execute, read_notebook
    from tianqiao_econ.briefing.importing import import_nbformat
    from tianqiao_econ.briefing.locating import brief_notebook

    notebook = read_notebook(brief_notebook())
    notebook.cells.append(import_nbformat().v4.new_code_cell(LIST_MODULES))
    text = execute(notebook, {}).cells[-1].outputs[0].text
    names = [name for name in text.split() if not name.startswith("__")]
    (folder / "modules.txt").write_text("\n".join(names), "utf-8")


def floor(folder: Path) -> None:
    """Do as little as papermill and nbconvert can."""
    from tianqiao_econ.briefing.importing import SLOW_OPTIONAL, without

    with without(SLOW_OPTIONAL):
        import nbformat
        import papermill
        from nbconvert import HTMLExporter

    names = (folder / "modules.txt").read_text("utf-8").split()
    cell = nbformat.v4.new_code_cell(IMPORT_MODULES.format(names=names))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "floor.ipynb")
    done = papermill.execute_notebook(
        folder / "floor.ipynb", folder / "done.ipynb", progress_bar=False
    )
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(done)
    (folder / "floor.html").write_text(page, "utf-8")


def brief(folder: Path) -> None:
    """Make one brief."""
    from tianqiao_econ.briefing import brief as make

    make(out=folder / "briefs")


CHILDREN = {"probe": probe, "floor": floor, "brief": brief}

if __name__ == "__main__":
    main()
