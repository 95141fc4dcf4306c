"""What a brief needs: found or not, and what to do."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from os import PathLike

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
OLDEST_PYTHON = (3, 11, 5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for: whether it is there, what was found, and what to do if not.

    `needed` is false for what a brief can do without.
    """

    name: str
    found: str
    todo: str = ""
    needed: bool = True

    @property
    def ok(self) -> bool:
        """Whether a brief can be made as far as this goes."""
        return not self.todo or not self.needed

    def __str__(self) -> str:
        mark = "ok  " if not self.todo else "MISSING" if self.needed else "without"
        todo = f"; {self.todo}" if self.todo else ""
        return f"{mark:8}{self.name:14}{self.found}{todo}"


def diagnose(data: str | PathLike[str] | None = None) -> list[Finding]:
    """Return what was found, in the order in which a brief needs it."""
    from tianqiao_econ.briefing.manifest import LIBRARIES

    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        _package,
        lambda: _data(data),
        _notebooks,
        *(partial(_library, name) for name in LIBRARIES),
        _font,
        _kernel,
        _writing,
        _cache,
        _browser,
    )
    return [look() for look in looks]


def browser() -> str | None:
    """Return the path of a browser that can open pages without a window."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((path for path in found if path), None)


def _python() -> Finding:
    oldest = ".".join(map(str, OLDEST_PYTHON))
    todo = "" if sys.version_info[:3] >= OLDEST_PYTHON else f"use Python {oldest} or newer"
    return Finding("python", platform.python_version(), todo)


def _package() -> Finding:
    from tianqiao_econ import __version__

    return Finding("tianqiao-econ", __version__)


def _data(folder: str | PathLike[str] | None) -> Finding:
    from tianqiao_econ.datasets import open_data

    try:
        package = open_data(folder)
    except EconError as error:
        first = str(error).splitlines()[0]
        return Finding("data", first, "run `tianqiao-econ check` on the folder")
    return Finding("data", f"{package.folder} ({package.checksum[:10]})")


def _notebooks() -> Finding:
    from tianqiao_econ.briefing.locating import brief_notebook

    try:
        notebook = brief_notebook()
    except EconError as error:
        return Finding("notebooks", "none", str(error))
    todo = "" if notebook.exists() else "install the package again"
    return Finding("notebooks", str(notebook.parent), todo)


def _library(name: str) -> Finding:
    try:
        return Finding(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, "not installed", f"pip install {name}")


def _font() -> Finding:
    from tianqiao_econ.briefing.webfont import FAMILY, font_characters

    try:
        size = len(font_characters())
    except (ImportError, OSError) as error:
        return Finding("font", str(error), "pip install pylopdf-fonts-zh-cn")
    return Finding("font", f"{FAMILY}, {size} characters")


def _kernel() -> Finding:
    """Start a kernel, for an installed one may still not run."""
    from tianqiao_econ.briefing.execution import execute
    from tianqiao_econ.briefing.importing import import_nbformat

    v4 = import_nbformat().v4
    cell = v4.new_code_cell("ready: bool = True  # a parameter", metadata={"tags": ["parameters"]})
    try:
        execute(v4.new_notebook(cells=[cell]), {"ready": True}, name="an empty notebook")
    except (EconError, ImportError) as error:
        return Finding("kernel", str(error), "pip install --force-reinstall ipykernel")
    return Finding("kernel", "starts and answers")


def _writing() -> Finding:
    here = Path.cwd()
    todo = "" if os.access(here, os.W_OK) else "work in another folder, or use --out"
    return Finding("briefs", f"written under {here}", todo)


def _cache() -> Finding:
    """The font cache: without it a brief takes a second longer, and is the same."""
    from tianqiao_econ.briefing.webfont import user_cache

    folder = user_cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding("cache", str(folder))
    except OSError as error:
        todo = "set TIANQIAO_ECON_CACHE to a folder that can be written"
        return Finding("cache", f"{folder}: {error.strerror}", todo, needed=False)


def _browser() -> Finding:
    path = browser()
    todo = "" if path else "install Chromium to run the browser tests"
    return Finding("browser", path or "none", todo, needed=False)
