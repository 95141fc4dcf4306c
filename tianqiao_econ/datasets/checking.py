"""All checks of a data folder, in one list, and the problems they find, in one go."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

from tianqiao_econ.datasets import cells, figures, goals, relations
from tianqiao_econ.datasets.checksums import listed_files
from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.known import Known
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES
from tianqiao_econ.framework.errors import Problem

Check = Callable[[Draft, Known], Iterator[Problem]]

CLOSE_NAME = 0.8
"""Likeness from which a file name is taken for a slip of a table's."""


def find_problems(draft: Draft, known: Known) -> tuple[Problem, ...]:
    """Return everything wrong with a folder: what kept files from being read, then all checks."""
    found = [*draft.problems]
    if not draft.folder.is_dir():
        return tuple(found)
    for check in CHECKS:
        found.extend(check(draft, known))
    return tuple(sorted(found, key=_place))


def some_facts(draft: Draft, _known: Known) -> Iterator[Problem]:
    """The folder has targets or observations; one that takes no others' facts has its areas."""
    if draft.declared.get("complete") is True and not draft.has("areas"):
        todo = f"add it with the columns {_required('areas')}; data/README.md explains its rows"
        yield Problem(TABLES["areas"].file, None, "", "", "the file is missing", todo)
    if not (draft.has("targets") or draft.has("observations")):
        what = "the folder has neither targets.csv nor observations.csv"
        yield Problem(str(draft.folder), None, "", "", what, "add one of them")


def misspelt_files(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No CSV file has nearly the name of a table that is missing."""
    missing = [table.file for name, table in TABLES.items() if not draft.has(name)]
    for path in sorted(draft.folder.glob("*.[cC][sS][vV]")):
        near = difflib.get_close_matches(path.name.casefold(), missing, 1, CLOSE_NAME)
        if near and path.name not in {table.file for table in TABLES.values()}:
            todo = f"rename it to {near[0]}, or give it a name that is less like it"
            yield Problem(path.name, None, "", "", "this is no file of a data package", todo)


def declared_values(draft: Draft, known: Known) -> Iterator[Problem]:
    """datapackage.json names an area that is described, and a year."""
    area, year = draft.declared.get("default_area"), draft.declared.get("default_year")
    if area is not None and str(area) not in known.areas:
        todo = "name an area of areas.csv"
        yield Problem(DESCRIPTOR, None, "default_area", str(area), "unknown area", todo)
    if year is not None and type(year) is not int:
        what, todo = "this is not a year", "write a year like 2024, without quotation marks"
        yield Problem(DESCRIPTOR, None, "default_year", str(year), what, todo)


def declared_files(draft: Draft, _known: Known) -> Iterator[Problem]:
    """Every file that datapackage.json lists is there."""
    for resource in listed_files(draft.declared):
        path = resource["path"]
        if "://" not in path and not (draft.folder / path).exists():
            what = "the file is missing that datapackage.json lists"
            yield Problem(path, None, "", "", what, "add it, or take it from the list")


CHECKS: tuple[Check, ...] = (
    some_facts,
    misspelt_files,
    declared_values,
    declared_files,
    cells.missing_columns,
    cells.empty_cells,
    cells.cell_forms,
    cells.coded_cells,
    cells.area_codes,
    relations.duplicate_keys,
    relations.known_areas,
    relations.known_indicators,
    relations.known_origins,
    relations.own_origin_ids,
    relations.circular_parents,
    relations.parents_above,
    relations.freq_of_period,
    relations.known_before_begun,
    relations.counts_within,
    figures.units_of_levels,
    figures.units_of_indicators,
    figures.growth_in_percent,
    figures.growth_in_its_prices,
    figures.positive_amounts,
    figures.likely_growth,
    figures.whole_years,
    goals.target_numbers,
    goals.target_years,
    goals.set_in_time,
    goals.other_references,
    goals.worded_numbers,
)
"""Every check, in the order of its kind; a new rule is a function and a line here."""


def _required(name: str) -> str:
    return ", ".join(column.name for column in TABLES[name].columns if column.required)


def _place(problem: Problem) -> tuple[str, bool, int]:
    """By file and row; what concerns the whole file comes after its rows."""
    return problem.file, problem.row is None, problem.row or 0
