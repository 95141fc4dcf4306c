"""Importing the notebook libraries without what they do not need.

`import nbformat` reaches `rfc3987_syntax` through jsonschema's optional formats wherever
JupyterLab is installed, and that module builds a grammar for more than a second at import, to
check a format ("iri") that no notebook has.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW_OPTIONAL = "rfc3987_syntax"


@contextmanager
def without(name: str) -> Iterator[None]:
    """Import what is imported inside as if the optional module `name` were not installed.

    A module that is loaded already stays; one that is hidden can be imported again afterwards.
    """
    if name in sys.modules:
        yield
        return
    modules: dict[str, Any] = sys.modules
    modules[name] = None
    try:
        yield
    finally:
        del modules[name]


def import_nbformat() -> Any:
    """Return the module nbformat, imported the quick way."""
    with without(SLOW_OPTIONAL):
        import nbformat
    return nbformat


def import_papermill() -> Any:
    """Return the module papermill, imported the quick way."""
    with without(SLOW_OPTIONAL):
        import papermill
    return papermill


def import_nbconvert() -> Any:
    """Return the module nbconvert.exporters.html, imported the quick way."""
    with without(SLOW_OPTIONAL):
        import nbconvert.exporters.html
    return nbconvert.exporters.html
