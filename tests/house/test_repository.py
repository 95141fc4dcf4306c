"""What holds for every file of the repository."""

from __future__ import annotations

import ast
import re
from pathlib import Path

LONGEST_FILE, LONGEST_FUNCTION = 400, 60
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("debian", "org"),
    ("anaconda", "org"),
]
HOST = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in REGISTRIES), re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w./}])/(?:root|home|Users|work)/[\w.]")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<img[^>]*src=\"([^\"]+)\"")


def places(texts: dict[Path, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.name}:{number}: {line.strip()[:80]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_the_host_of_a_package_registry(own_texts):
    assert places(own_texts, HOST) == []


def test_no_file_names_a_path_of_somebodys_machine(own_texts):
    assert places(own_texts, MACHINE_PATH) == []


def test_no_python_file_is_longer_than_400_lines(own_texts):
    lengths = {
        path.name: len(text.splitlines())
        for path, text in own_texts.items()
        if path.suffix == ".py"
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def length_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(function, clean=False)
    described = docstring.count("\n") + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - described


def test_no_function_is_longer_than_60_lines(own_texts):
    too_long = [
        f"{path.name}: {node.name}"
        for path, text in own_texts.items()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and length_without_docstring(node) > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_relative_links_of_the_documents_lead_somewhere(own_texts):
    broken = [
        f"{path.name}: {target}"
        for path, text in own_texts.items()
        if path.suffix == ".md"
        for found in LINK.finditer(text)
        for target in [found.group(1) or found.group(2)]
        if not re.match(r"[a-z]+:|#", target)
        if not (path.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_once_each(repository):
    numbers = [path.name[:4] for path in (repository / "docs/decisions").glob("*.md")]
    assert numbers
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
