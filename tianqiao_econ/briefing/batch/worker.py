"""One brief in a process of its own: a job file in, a result file out.

The result is written beside and renamed: it is whole, or it is not there.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.jobs import Job
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from tianqiao_econ.briefing.batch.forked import SpareKernel

JOB, RESULT, CELL = "job.json", "result.json", "cell"
TEMPORARY = "tmp"
"""A short name: the path of a kernel's sockets has little room."""

UNWRITTEN = 74
"""Code of a process that cannot write its result: there is nowhere else to say so."""


def job_of(folder: Path) -> Job:
    """Return the job of a folder's job file."""
    return Job.from_plain(json.loads((folder / JOB).read_text("utf-8")))


def work(folder: Path, spare: SpareKernel | None = None) -> None:
    """Make the brief of a folder's job file and leave the result there."""
    from tianqiao_econ.briefing.manifest import AS_JSON
    from tianqiao_econ.briefing.publishing import beside, write_new

    temporary = _take_temporary_folder(folder)
    result = result_of(job_of(folder), folder, spare, temporary)
    part = beside(folder / RESULT)
    content = json.dumps(result, ensure_ascii=False).encode("utf-8", AS_JSON)
    try:
        write_new(part, content, lasting=False)
        part.replace(folder / RESULT)
    except OSError as error:
        raise SystemExit(UNWRITTEN) from error


def _take_temporary_folder(folder: Path) -> Path:
    """Have what this process and its kernel write for a while go with the job; return the old one.

    Before the kernel is told its environment, which is this process's.
    """
    old, own = tempfile.gettempdir(), folder / TEMPORARY
    own.mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(own)
    return Path(old)


def result_of(
    job: Job, folder: Path, spare: SpareKernel | None = None, temporary: Path | None = None
) -> dict[str, Any]:
    """Return html, manifest and run of a brief, or the sentence of its failure.

    What failed is kept in `temporary` where the cache cannot be written.
    """
    from tianqiao_econ.briefing.making import make

    def note(done: int, total: int) -> None:
        (folder / CELL).write_text(f"{done + 1} of {total}", "ascii")

    try:
        made = make(job, progress=note, spare=spare, temporary=temporary)
    except EconError as error:
        return {"failed": str(error)}
    except Exception as error:  # noqa: BLE001 - told whole in the result: the batch goes on
        lines = traceback.format_exception(error)
        return {"failed": f"{type(error).__name__}: {error}", "trace": "".join(lines)}
    return {"html": made.html, "manifest": made.manifest, "run": made.run}


def main() -> None:
    """Make one brief in a freshly started process."""
    work(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
