from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pyproject(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def version(pyproject: dict[str, Any]) -> str:
    return pyproject["project"]["version"]


@pytest.fixture(scope="session")
def program() -> str:
    """The program `tianqiao-econ` of the environment that runs the tests."""
    return str(Path(sys.executable).with_name("tianqiao-econ"))


@pytest.fixture(scope="session")
def own_files(repository: Path) -> list[Path]:
    """Files that git holds, or would hold with the next `git add`."""
    if shutil.which("git") is None or not (repository / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the repository is not known")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return [repository / name for name in names if (repository / name).is_file()]


@pytest.fixture(scope="session")
def own_texts(own_files: list[Path]) -> dict[Path, str]:
    """The text files among them, with their text."""
    texts = {}
    for path in own_files:
        raw = path.read_bytes()
        if b"\0" not in raw[:8000]:
            texts[path] = raw.decode("utf-8")
    return texts


@pytest.fixture(scope="session")
def notebooks(own_files: list[Path]) -> dict[Path, dict[str, Any]]:
    return {
        path: json.loads(path.read_text(encoding="utf-8"))
        for path in own_files
        if path.suffix == ".ipynb"
    }
