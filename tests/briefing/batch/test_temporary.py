"""Each brief of a batch has a folder for temporary files of its own, and it goes with the brief."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tianqiao_econ.briefing.batch.pool import Pool
from tianqiao_econ.briefing.jobs import job_for

LITTER = """\
import os, subprocess, tempfile
_, left = tempfile.mkstemp(prefix="left-")
beside = [name for name in os.listdir(os.path.dirname(left)) if name.startswith("left-")]
shell = subprocess.run("echo $TMPDIR", shell=True, capture_output=True, text=True).stdout.strip()
print("left", left, "shell", shell, "beside", len(beside), "here", os.getcwd())
"""


@pytest.mark.parametrize("warm", [True, False])
def test_what_a_notebook_leaves_is_seen_by_no_other_and_goes_with_it(warm, write_notebook, package):
    job = job_for(package, notebook=write_notebook(LITTER, name="litter.ipynb"))
    seen = []
    with Pool(warm=warm) as pool:
        tasks = [pool.start(job) for _ in range(2)]
        while len(seen) < len(tasks):
            for task in pool.wait(60):
                html = task.result()["html"]
                seen.append(re.search(r"left (\S+) shell (\S+) beside 1 here (\S+)", html).groups())
                assert Path(seen[-1][0]).exists()
                assert Path(seen[-1][0]).is_relative_to(task.folder)
                pool.forget(task)
                assert not Path(seen[-1][0]).exists()
    folders = {str(Path(left).parent) for left, _, _ in seen}
    assert len(folders) == len(tasks)
    assert {shell for _, shell, _ in seen} == folders
    assert all(Path(here).is_relative_to(Path(left).parent) for left, _, here in seen)
