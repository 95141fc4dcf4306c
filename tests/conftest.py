from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# no test is timed, and every run tries the same examples
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="module")
def chromium():
    """Return the browser of the system, without a window."""
    from tianqiao_econ.briefing.doctor import browser

    path = browser()
    if path is None:
        pytest.skip("no browser: none of chromium, chromium-browser, google-chrome is installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def qinghe():
    """Return the work report of 青禾区, a district that does not exist: every figure is made up."""
    return Path(__file__).parent / "qinghe-2024.txt"
