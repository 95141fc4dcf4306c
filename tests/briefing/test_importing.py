from __future__ import annotations

import subprocess
import sys

import pytest

from tianqiao_econ.briefing.importing import SLOW_OPTIONAL, without

CHECK = """
import sys
from tianqiao_econ.briefing.importing import import_nbconvert, import_nbformat, import_papermill
import_nbformat(), import_papermill(), import_nbconvert()
assert "jsonschema" in sys.modules
assert "lark" not in sys.modules, "the grammar was built"
assert "rfc3987_syntax" not in sys.modules
"""


def test_the_notebook_libraries_are_imported_without_building_a_grammar():
    subprocess.run([sys.executable, "-W", "error", "-c", CHECK], check=True)


def test_a_batch_and_its_index_import_nothing_heavy_before_a_kernel_is_on_its_way():
    code = (
        "import sys; from tianqiao_econ.briefing import archive, briefs;"
        "print([name for name in ('jupyter_client', 'matplotlib', 'nbformat', 'pandas')"
        " if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout == "[]\n"


def test_a_hidden_module_can_be_imported_afterwards(monkeypatch):
    monkeypatch.delitem(sys.modules, "this_module", raising=False)
    with without("this_module"), pytest.raises(ImportError):
        __import__("this_module")
    assert "this_module" not in sys.modules


def test_a_module_that_is_there_already_stays(monkeypatch):
    monkeypatch.setitem(sys.modules, SLOW_OPTIONAL, sys)
    with without(SLOW_OPTIONAL):
        assert sys.modules[SLOW_OPTIONAL] is sys
    assert sys.modules[SLOW_OPTIONAL] is sys
