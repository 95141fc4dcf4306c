"""The wheel carries the data and the notebooks and works alone, from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repository, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Environment with the wheel; its libraries are this environment's, so no network is needed."""
    home = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    options = ["--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "install", *options, str(wheel)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def run_elsewhere(
    installed: Path, folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TIANQIAO_", "PYTHON", "JUPYTER"))
    }
    program = [str(installed / "bin" / "tianqiao-econ"), *arguments]
    return subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def names_below(wheel: Path, folder: str) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith(folder)}
    return {name.removeprefix(folder) for name in names}


def test_wheel_carries_the_whole_data_package(wheel, repository):
    data = repository / "data"
    expected = {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}
    assert expected >= {"targets.csv", "observations.csv", "datapackage.json"}
    assert names_below(wheel, "tianqiao_econ/_data/") == expected


def test_wheel_carries_the_notebooks(wheel, repository):
    expected = {path.name for path in (repository / "notebooks").glob("*.ipynb")}
    assert "district_brief.ipynb" in expected
    assert expected <= names_below(wheel, "tianqiao_econ/_notebooks/")


def test_wheel_holds_nothing_but_the_package(wheel, version):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"tianqiao_econ", f"tianqiao_econ-{version}.dist-info"}


def test_installed_package_is_the_wheels_own(installed, tmp_path):
    code = "import tianqiao_econ; print(tianqiao_econ.__file__)"
    done = subprocess.run(
        [str(installed / "bin" / "python"), "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(installed))


def test_installed_wheel_writes_a_brief_from_an_empty_folder(installed, tmp_path):
    done = run_elsewhere(installed, tmp_path, "brief", "--out", "briefs")
    assert done.returncode == 0, done.stderr
    (page,) = (tmp_path / "briefs" / "370105" / "2024").glob("*.zh.html")
    assert "天桥" in page.read_text(encoding="utf-8")


def test_installed_wheel_checks_its_own_data(installed, tmp_path):
    done = run_elsewhere(installed, tmp_path, "check")
    assert done.returncode == 0, done.stderr + done.stdout
