"""What the READMEs tell a newcomer to do is true."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

READMES = ["README.md", "README.zh-CN.md"]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text):
    """Fenced blocks without comments and without the explanations right of a command."""
    plain = [re.sub(r"(\s#| {5,}).*", "", block) for _, block in BLOCK.findall(text)]
    return [re.sub(r"[ \t]+$", "", block, flags=re.MULTILINE) for block in plain]


@pytest.fixture(params=READMES)
def readme(request, repository):
    return (repository / request.param).read_text(encoding="utf-8")


def test_both_readmes_show_the_same_commands(repository):
    english, chinese = (blocks((repository / name).read_text(encoding="utf-8")) for name in READMES)
    assert english == chinese


def test_readmes_link_to_each_other_and_start_with_the_two_commands(repository):
    for name, other in [READMES, READMES[::-1]]:
        text = (repository / name).read_text(encoding="utf-8")
        assert f"]({other})" in text
        assert text.index("make brief") < text.index("make test") < text.index("environment.yml")


@pytest.mark.parametrize(
    "verb",
    [
        "check",
        "show",
        "assess",
        "score",
        "backtest",
        "calibrate",
        "brief",
        "export",
        "read-report",
        "init-area",
        "doctor",
        "lab",
    ],
)
def test_readmes_show_every_verb(verb, readme):
    assert f"tianqiao-econ {verb}" in readme


def test_folder_shown_for_ones_own_district_passes_the_check(readme, tmp_path, program):
    tables = [block for _, block in BLOCK.findall(readme) if block.startswith("ref_area,")]
    for name, table in zip(["areas.csv", "targets.csv"], tables, strict=True):
        (tmp_path / name).write_text(table, encoding="utf-8")
    done = subprocess.run(
        [program, "check", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_report_of_the_readme_becomes_a_package(readme, repository, tmp_path, program):
    (line,) = re.findall(r"^tianqiao-econ (init-area my-district/ .*)$", readme, re.MULTILINE)
    arguments = line.replace("my-district/", str(tmp_path / "my-district")).split()
    done = subprocess.run(
        [program, *arguments], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-district/targets.csv").exists()


def test_python_shown_runs(readme):
    (code,) = [block for language, block in BLOCK.findall(readme) if language == "python"]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_targets_of_make_that_the_documents_name_exist(repository):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    documents = [*READMES, "CONTRIBUTING.md"]
    text = "\n".join((repository / name).read_text(encoding="utf-8") for name in documents)
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z0-9-]*)", text, re.MULTILINE))
    assert named
    assert named <= known
