"""Batches of small notebooks; what they do with an area is said by its code."""

from __future__ import annotations

import os
import time

import pytest

from tianqiao_econ.briefing import briefs


@pytest.fixture
def batch(small_brief, tmp_path):
    """Make a batch of small notebooks in a folder of the test's own."""

    def make(**entries):
        given = {"notebook": small_brief, "out": str(tmp_path / "briefs"), "years": [2024]}
        return briefs(**{**given, "areas": ["370105"], **entries})

    return make


@pytest.fixture
def statuses():
    """Return how each brief came out, by area and language."""
    return lambda result: {(one.area, one.lang): one.status for one in result.outcomes}


@pytest.fixture
def until():
    """Wait until something holds."""

    def wait(holds, seconds=30.0):
        end = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)
        return found

    return wait


@pytest.fixture
def alive():
    """Whether a process runs."""

    def look(pid):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    return look
