"""Notebooks as they lie in git: thin, typed parameters, no outputs."""

from __future__ import annotations

import ast

CELL_LINES = 10


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def is_parameters(cell):
    return "parameters" in cell["metadata"].get("tags", [])


def test_there_are_the_four_notebooks(notebooks):
    names = {path.stem for path in notebooks}
    assert names >= {
        "district_brief",
        "indicator_framework",
        "target_outlook",
        "targets_and_trends",
    }


def test_no_notebook_carries_outputs_or_counts(notebooks):
    dirty = {
        path.name
        for path, notebook in notebooks.items()
        for cell in code_cells(notebook)
        if cell["outputs"] or cell["execution_count"]
    }
    assert dirty == set()


def test_every_notebook_has_one_parameter_cell_of_typed_and_explained_lines(notebooks):
    for path, notebook in notebooks.items():
        (cell,) = filter(is_parameters, code_cells(notebook))
        lines = [line for line in source(cell).splitlines() if line and not line.startswith("#")]
        assert all("#" in line for line in lines), path.name
        assert all(isinstance(node, ast.AnnAssign) for node in ast.parse("\n".join(lines)).body), (
            path.name
        )


def test_cells_are_short_and_define_nothing(notebooks):
    for path, notebook in notebooks.items():
        for cell in code_cells(notebook):
            text = source(cell)
            assert is_parameters(cell) or len(text.splitlines()) <= CELL_LINES, (path.name, text)
            kinds = {type(node) for node in ast.walk(ast.parse(text))}
            assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef}, path.name
