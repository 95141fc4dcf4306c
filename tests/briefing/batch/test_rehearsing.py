"""What briefs have in common is worked out once: they are the same with it and without."""

from __future__ import annotations

import json
import logging
import signal
import sys
from dataclasses import replace

import pytest

from tests.briefing.batch.test_warm import LOOK, state
from tianqiao_econ.briefing.batch import rehearsing
from tianqiao_econ.briefing.batch.pool import CAN_FORK, Pool
from tianqiao_econ.briefing.batch.rehearsing import WORTH_IT, Rehearsals, rehearse
from tianqiao_econ.briefing.jobs import job_for
from tianqiao_econ.briefing.limits import Limits


@pytest.fixture(scope="module")
def job(package):
    return job_for(package)


def test_the_third_brief_of_a_kind_is_rehearsed_where_nothing_is_known_of_what_comes(job):
    rehearsals = Rehearsals()
    other = replace(job, lang="en")
    assert [rehearsals.due(job) for _ in range(5)] == [False, False, True, False, False]
    assert [rehearsals.due(other) for _ in range(WORTH_IT)] == [False, False, True]


def test_the_first_of_a_kind_is_rehearsed_where_enough_are_known_to_come(job):
    other = replace(job, lang="en")
    rehearsals = Rehearsals([job] * WORTH_IT + [other] * (WORTH_IT - 1))
    assert [rehearsals.due(job) for _ in range(4)] == [True, False, False, False]
    assert [rehearsals.due(other) for _ in range(2)] == [False, False]
    assert not any(Rehearsals([job] * 9, never=True).due(job) for _ in range(9))


def test_a_notebook_of_somebodys_own_is_never_run_in_the_warm_process(job):
    own = replace(job, notebook="/own.ipynb")
    for rehearsals in (Rehearsals(), Rehearsals([own] * 99)):
        assert not any(rehearsals.due(own) for _ in range(5))


def test_a_rehearsal_that_stops_says_why_and_one_that_does_not_says_nothing(job):
    assert "the rehearsal of 000000/2024/" in rehearse(replace(job, area="000000"))
    assert "UnknownName" in rehearse(replace(job, area="000000"))
    assert rehearse(job) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="a rehearsal is held to limits on Linux")
@pytest.mark.parametrize(
    ("limits", "source", "told"),
    [
        (Limits(seconds=0.05), "while True: pass", "TooLong: others wait for it"),
        (Limits(memory_mb=16), "bytearray(64 * 2**20)", "MemoryError"),
        (Limits(memory_mb=128), "bytearray(64 * 2**20)", ""),
    ],
)
def test_a_rehearsal_keeps_to_the_limits_of_a_brief_and_leaves_none_behind(
    job, make_notebook, tmp_path, limits, source, told
):
    import resource

    from tianqiao_econ.briefing.importing import import_nbformat

    import_nbformat().write(make_notebook(source), tmp_path / "own.ipynb")
    own = replace(job, limits=limits, notebook=str(tmp_path / "own.ipynb"))
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGALRM)
    stopped = rehearse(own)
    assert told in stopped
    assert bool(told) == bool(stopped)
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system")
def test_a_rehearsal_that_stops_is_told_and_the_briefs_go_on(job, caplog):
    wrong = replace(job, area="000000")
    with caplog.at_level(logging.INFO), Pool() as pool:
        pool.prepare([wrong] * WORTH_IT)
        for _ in range(WORTH_IT):
            pool.start(wrong)
            assert caplog.text.count("the rehearsal of 000000") <= 1
            while not pool.wait(60):
                pass
        assert "html" in _made(pool, job)
    assert caplog.text.count("the rehearsal of 000000") == 1


def test_a_rehearsal_draws_what_the_kernel_would_draw(job, monkeypatch):
    shown = []
    monkeypatch.setattr(rehearsing, "_shown", lambda one: shown.append(type(one).__name__))
    rehearse(job)
    assert {"Chart", "Html"} <= set(shown)
    assert len(shown) > 10


@pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system")
def test_after_the_rehearsal_of_another_district_all_is_the_same_to_the_byte(
    make_notebook, package, tmp_path
):
    from tianqiao_econ.briefing.importing import import_nbformat

    import_nbformat().write(make_notebook(LOOK), tmp_path / "look.ipynb")
    look = job_for(package, notebook=tmp_path / "look.ipynb")
    first, second = (job_for(package, area=area, year=2023) for area in ("110000", "330000"))
    assert first.as_of == second.as_of
    with Pool() as pool:
        before = [_made(pool, one) for one in (look, first, first)]
        _made(pool, second)  # the third of its date: rehearsed
        after = [_made(pool, one) for one in (look, first)]
    assert state(after[0]["html"]) == state(before[0]["html"])
    assert after[1]["html"] == before[1]["html"]
    assert after[1]["manifest"] == before[1]["manifest"]


def _made(pool, job):
    pool.start(job)
    while not (ended := pool.wait(60)):
        pass
    result = ended[0].result()
    assert "html" in result, json.dumps(result)[:500]
    return result
