"""Briefs made at the same time, one by one or in a batch, in one folder."""

from __future__ import annotations

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tianqiao_econ.briefing import brief, lock, making
from tianqiao_econ.briefing.lock import NAME, Busy, locked
from tianqiao_econ.briefing.manifest import sha256
from tianqiao_econ.framework import locking


@pytest.fixture
def made(small_brief, tmp_path):
    return lambda **more: brief(notebook=small_brief, out=tmp_path / "briefs", **more)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(lock, "MOMENT", 0.2)
    monkeypatch.setattr(lock, "PATIENCE", 0.5)


def test_a_brief_is_refused_where_a_batch_is_at_work_before_a_kernel_starts(
    made, tmp_path, monkeypatch
):
    monkeypatch.setattr(making, "execute", lambda *_, **__: pytest.fail("a kernel was started"))
    with locked(tmp_path / "briefs"), pytest.raises(Busy) as refused:
        made()
    assert f"another run writes to {tmp_path / 'briefs'} (process {os.getpid()}" in str(
        refused.value
    )
    assert "\n" not in str(refused.value)


def test_a_batch_that_began_meanwhile_is_not_written_into(made, tmp_path, monkeypatch):
    make, held = making.make, locked(tmp_path / "briefs")

    def slow(*arguments, **options):
        brief_made = make(*arguments, **options)
        held.__enter__()
        return brief_made

    monkeypatch.setattr(making, "make", slow)
    with pytest.raises(Busy):
        made()
    held.__exit__(None, None, None)
    assert not list(tmp_path.rglob("*.html"))


def test_a_lock_that_a_batch_left_behind_holds_nobody_up(made, tmp_path):
    with locked(tmp_path / "briefs"):
        pass
    assert (tmp_path / "briefs" / NAME).exists()
    assert made().html.exists()
    assert not (tmp_path / "briefs" / NAME).exists()


def test_a_file_system_without_locks_takes_a_brief(made, monkeypatch):
    def unsupported(_):
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(locking, "_try", unsupported)
    assert made().html.exists()


def test_briefs_published_at_once_are_each_of_one_piece(tmp_path, package, small_brief):
    from tianqiao_econ.briefing.jobs import job_for
    from tianqiao_econ.briefing.making import Made, published

    job = job_for(package, notebook=small_brief)

    def write(number):
        html = f"<p>{number}" * 1000
        run = Made(html, {"html_sha256": sha256(html.encode())}, {"number": number})
        for _ in range(5):
            with lock.publishing(tmp_path):
                published(tmp_path, job, run)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    page = (tmp_path / f"{job.stem}.html").read_bytes()
    manifest = json.loads((tmp_path / f"{job.stem}.json").read_text("utf-8"))
    assert sha256(page) == manifest["html_sha256"]
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / NAME).exists()
