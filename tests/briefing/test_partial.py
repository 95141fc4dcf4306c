"""A notebook that stopped is kept where it stays, also where the cache cannot be written."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest

from tianqiao_econ.briefing.batch.pool import Pool
from tianqiao_econ.briefing.execution import NotebookFailed
from tianqiao_econ.briefing.jobs import job_for
from tianqiao_econ.briefing.partial import kept


@pytest.fixture
def broken(write_notebook):
    return write_notebook("print('this far')\nraise ValueError(area)", name="broken.ipynb")


@pytest.fixture
def _no_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("TIANQIAO_ECON_CACHE", "/dev/null/x")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)


def place_in(sentence):
    return Path(re.search(r"as far as it came: ([^)]+)\)", sentence).group(1))


@pytest.mark.usefixtures("_no_cache")
@pytest.mark.parametrize("warm", [True, False])
def test_a_brief_of_a_batch_leaves_its_partial_notebook_in_a_place_that_stays(
    warm, broken, package, tmp_path
):
    with Pool(warm=warm) as pool:
        pool.start(job_for(package, notebook=broken))
        while not (ended := pool.wait(60)):
            pass
        told = ended[0].result()["failed"]
    partial = place_in(told)
    assert "this far" in partial.read_text("utf-8")
    assert partial.parent.parent == tmp_path / "temporary"
    if os.name == "posix":
        assert partial.parent.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("_no_cache")
def test_a_partial_notebook_that_cannot_be_kept_is_not_said_to_be(broken, package, make_notebook):
    failure = NotebookFailed("it stopped", make_notebook("1"))
    told = kept(failure, job_for(package, notebook=broken), temporary=Path("/dev/null"))
    assert str(told) == "it stopped (as far as it came it could not be kept)"
