"""What an import brings with it: the light stays light, the floors stay apart."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from importlib import metadata

import pytest

import tianqiao_econ.framework

HEAVY = {
    "IPython",
    "ipykernel",
    "jinja2",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "scipy",
    "statsmodels",
}


def imported_by(*modules: str) -> set[str]:
    """Top-level names in sys.modules of a fresh interpreter after the imports."""
    code = (
        f"import sys, {', '.join(modules)}; print(*{{name.split('.')[0] for name in sys.modules}})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_brings_nothing_heavy():
    assert imported_by("tianqiao_econ") & HEAVY == set()


def test_importing_the_command_line_brings_nothing_heavy():
    assert imported_by("tianqiao_econ.cli") & HEAVY == set()


def test_framework_imports_the_standard_library_alone():
    prefix = "tianqiao_econ.framework"
    names = [
        found.name
        for found in pkgutil.walk_packages(tianqiao_econ.framework.__path__, f"{prefix}.")
    ]
    assert names
    started_with = imported_by("sys")
    foreign = imported_by(*names) - started_with - sys.stdlib_module_names
    assert foreign == {"tianqiao_econ"}


@pytest.mark.parametrize("floor", ["forecasting", "datasets", "assessment"])
def test_floors_below_showing_open_without_charts_and_notebooks(floor):
    brought = imported_by(f"tianqiao_econ.{floor}")
    assert brought & {"IPython", "matplotlib", "nbconvert", "papermill"} == set()


def test_forecasting_opens_without_pandas_and_statsmodels():
    assert imported_by("tianqiao_econ.forecasting") & {"pandas", "statsmodels"} == set()


def imports_of(text: str) -> set[str]:
    """Top-level names that a module imports, wherever in it."""
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return {name.split(".")[0] for name in names}


def plain(requirement: str) -> str:
    """Name of the library in a requirement, as package indexes spell it."""
    return re.match(r"[\w.-]+", requirement).group().lower().replace("_", "-")


def test_every_library_imported_is_a_dependency_or_comes_with_one(repository, pyproject):
    modules = (repository / "tianqiao_econ").rglob("*.py")
    imported = set().union(*(imports_of(path.read_text(encoding="utf-8")) for path in modules))
    foreign = imported - sys.stdlib_module_names - {"tianqiao_econ"}
    project = pyproject["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dask"]
    declared = {plain(line) for line in asked}
    brought = {
        plain(line)
        for name in declared
        for line in metadata.requires(name) or []
        if "extra ==" not in line
    }
    providers = metadata.packages_distributions()
    unknown = {
        name
        for name in foreign
        if not (declared | brought) & {plain(one) for one in providers.get(name, [name])}
    }
    assert unknown == set()
