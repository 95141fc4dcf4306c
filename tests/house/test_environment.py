"""environment.yml, the constraints files and pyproject.toml ask for the same things."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

CONDA_NAMES = {
    "brotli": "brotli-python",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",  # without pandoc, which no brief needs
}
ONLY_ON_PYPI = {"pylopdf-fonts-zh-cn"}


def name_and_bounds(requirement: str) -> tuple[str, frozenset[str]]:
    name, bounds = re.fullmatch(r"([A-Za-z0-9._-]+)\s*(.*)", requirement).groups()
    return name, frozenset(filter(None, bounds.replace(" ", "").split(",")))


@pytest.fixture(scope="module")
def conda(repository: Path) -> dict[str, Any]:
    return yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def asked(pyproject: dict[str, Any]) -> dict[str, frozenset[str]]:
    project = pyproject["project"]
    return dict(
        map(name_and_bounds, project["dependencies"] + project["optional-dependencies"]["lab"])
    )


def pip_section(conda: dict[str, Any]) -> list[str]:
    return next(entry["pip"] for entry in conda["dependencies"] if isinstance(entry, dict))


def test_conda_environment_asks_for_the_same_libraries_and_versions(conda, asked, pyproject):
    given = dict(
        name_and_bounds(entry) for entry in conda["dependencies"] if isinstance(entry, str)
    )
    expected = {
        CONDA_NAMES.get(name, name): bounds
        for name, bounds in asked.items()
        if name not in ONLY_ON_PYPI
    }
    python = name_and_bounds("python " + pyproject["project"]["requires-python"])[1]
    assert given == expected | {"python": python, "pip": frozenset()}


def test_what_conda_forge_lacks_comes_through_pip_with_the_project_itself(conda, asked):
    section = pip_section(conda)
    assert section[-1] == "-e ."
    assert dict(map(name_and_bounds, section[:-1])) == {name: asked[name] for name in ONLY_ON_PYPI}


def test_conda_environment_uses_conda_forge_alone(conda):
    assert conda["name"] == "tianqiao-econ"
    assert conda["channels"] == ["conda-forge", "nodefaults"]


@pytest.mark.parametrize(
    ("file", "groups"),
    [("constraints.txt", ["test", "check"]), ("constraints-pandas2.txt", ["pandas2"])],
)
def test_every_library_asked_for_is_pinned(file, groups, repository, pyproject, asked):
    pinned = {
        line.split("==")[0]
        for line in (repository / file).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    wanted = {
        name_and_bounds(one)[0] for group in groups for one in pyproject["dependency-groups"][group]
    }
    if "test" in groups:
        wanted |= set(asked)
    assert wanted <= pinned


def test_second_environment_pins_pandas_2_2(repository):
    text = (repository / "constraints-pandas2.txt").read_text(encoding="utf-8")
    assert re.search(r"^pandas==2\.2\.\d+$", text, re.MULTILINE)


def test_second_environment_asks_for_the_bounds_of_the_first(pyproject, asked):
    second = dict(map(name_and_bounds, pyproject["dependency-groups"]["pandas2"]))
    shared = {name for name in second if name in asked} - {"pandas"}
    assert {name: second[name] for name in shared} == {name: asked[name] for name in shared}


def test_every_dependency_has_its_reason_written_down(repository, asked, pyproject):
    text = (repository / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
    extra = pyproject["project"]["optional-dependencies"]["dask"]
    asked = asked | dict(map(name_and_bounds, extra))
    assert {name for name in asked if f"| {name} |" not in text} == set()
