"""Doing once, in the process that others are forked from, what their briefs have in common.

What is known on a date, the year's shocks, shapes of characters and compiled templates are the same
for every district. They are kept where they are worked out, by what they depend on, so that a fork
finds them; nothing else of a rehearsal is left.
"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tianqiao_econ.briefing.jobs import Job

WORTH_IT = 3
"""The brief of one kind before which there is a rehearsal: two more would cost less than it."""


class Rehearsals:
    """Counts briefs of one kind: of the same data, date, year and language."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[Any, ...]] = Counter()

    def due(self, job: Job) -> bool:
        """Whether so many of a kind have come that one should be rehearsed."""
        if job.notebook:  # somebody's own: only its kernel may run it
            return False
        kind = (job.data, job.as_of, job.year, job.lang)
        self._seen[kind] += 1
        return self._seen[kind] == WORTH_IT


def rehearse(job: Job) -> str:
    """Run the package's notebook here and throw away what it shows; return why it stopped, or ''.

    Nothing depends on it but the time: the brief of the same district follows in a fork, and says
    in its own words what is wrong with it.
    """
    from tianqiao_econ.briefing.execution import read_notebook
    from tianqiao_econ.briefing.jobs import parameter_values
    from tianqiao_econ.briefing.page import NOT_SHOWN

    names = {**parameter_values(job), "display": _shown}
    try:
        with redirect_stdout(io.StringIO()):
            for cell in read_notebook(job.source).cells:
                if cell.cell_type == "code" and NOT_SHOWN.isdisjoint(cell.metadata.get("tags", ())):
                    exec(compile(cell.source, job.source.name, "exec"), names)  # noqa: S102 - ours
    except Exception as error:  # noqa: BLE001 - told; it must not end the process of all others
        return f"the rehearsal of {job.stem} stopped: {type(error).__name__}: {error}"
    return ""


def _shown(one: Any) -> None:
    """Draw what a kernel would draw."""
    draw = getattr(one, "_repr_html_", None)
    if draw:
        draw()
