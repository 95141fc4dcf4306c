"""One version, wherever it is written."""

from __future__ import annotations

import re
from importlib import metadata

import yaml

import tianqiao_econ


def test_package_and_its_metadata_carry_the_version_of_pyproject(version):
    assert tianqiao_econ.__version__ == version
    assert metadata.version("tianqiao-econ") == version


def test_changelog_has_an_entry_for_the_version(repository, version):
    text = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    assert released[0] == version


def test_citation_parses_and_names_the_version(repository, pyproject, version):
    citation = yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert str(citation["version"]) == version
    assert citation["license"] == pyproject["project"]["license"] == "MIT"
    assert citation["title"]
    assert citation["message"]
    assert [author["name"] for author in citation["authors"]] == ["tianqiao_econ contributors"]
