"""Hyper-parameters as a table: ``priors.csv`` of the data package, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from tianqiao_econ.datasets import open_data
from tianqiao_econ.forecasting import Priors, YearVariances
from tianqiao_econ.framework import EconError
from tianqiao_econ.framework.locate import packaged_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.datasets import View

COLUMNS = ("as_of", "parameter", "scope", "value", "n", "period", "source", "how")

#: Before any panel is seen: what calibration is shrunk to, and what no panel tells. Usual gaps are
#: about a third of the usual growth of an indicator before 2014; the rest are round figures.
START = Priors(
    usual_gap={
        "": 3.0,
        "cpi": 0.8,
        "gdp": 1.6,
        "fiscal_revenue": 5.0,
        "fixed_investment": 4.5,
        "industrial_va": 3.5,
        "services_revenue": 5.0,
        "retail_sales": 3.0,
        "trade": 8.0,
        "trade_usd": 8.0,
        "exports": 8.0,
        "fdi": 20.0,
        "urban_income": 2.0,
        "rural_income": 2.0,
        "disposable_income": 2.0,
    },
    stretch={"": -0.3},
    stretch_pairs=60.0,
    recent=0.75,
    error=0.7,
    area=0.05,
    level_error={"nation": 0.4},
    cluster=0.3,
    year_variances=YearVariances(
        mean=0.1, level=0.1, persistent=0.5, persistence=0.75, crisis=0.1, own=0.25
    ),
    memory=(0.45, 0.15, 0.05),
    correlation={},
    related=(0.6, 0.25),
    silence=0.5,
    exact={"": 0.03},
    weights={"anchored": 1 / 3, "trend": 1 / 3, "parent": 1 / 3},
    spread=1.0,
    half_life=10.0,
    weight=8.0,
)


def priors_of(view: View, year: int) -> Priors:
    """Hyper-parameters for a year, known on a view's date and by the end of the year.

    Of the package's own table, else (where it has no vintage so old) of the packaged one.
    """
    table, day = view.package.table("priors"), min(view.date, date(year, 12, 31))
    return packaged_priors(day) if vintage(table, day).empty else from_table(table, day)


def packaged_priors(day: date) -> Priors:
    """Hyper-parameters that come with the package, as they were known on a day."""
    return from_table(_packaged(), day)


@lru_cache(maxsize=1)
def _packaged() -> pd.DataFrame:
    return open_data(packaged_data()).table("priors")


def from_table(table: pd.DataFrame, day: date) -> Priors:
    """Read the newest vintage of a table that is not later than a day; `START` before the first.

    What a vintage does not name is as in `START`.

    Raises
    ------
    EconError
        For a parameter that does not exist.
    """
    rows = vintage(table, day)
    named = zip(rows["parameter"], rows["scope"], rows["value"], strict=True)
    return from_values({(str(one), str(scope)): float(value) for one, scope, value in named})


def vintage(table: pd.DataFrame, day: date) -> pd.DataFrame:
    """Rows of the newest vintage not later than a day; those without a date count at any time."""
    dates = pd.to_datetime(table["as_of"]).fillna(pd.Timestamp.min)
    known = dates[dates <= pd.Timestamp(day)]
    return table[dates == known.max()] if len(known) else table.head(0)


def from_values(values: Mapping[tuple[str, str], float]) -> Priors:
    """Hyper-parameters from (parameter, scope) -> value; what is not named is as in `START`.

    Raises
    ------
    EconError
        For a parameter that does not exist.
    """
    found: dict[str, dict[str, float]] = {}
    for (parameter, scope), value in values.items():
        found.setdefault(parameter, {})[scope] = value
    known = {field.name for field in fields(Priors)}
    unknown = set(found) - known
    if unknown:
        raise EconError(
            f"priors.csv names the unknown parameter {min(unknown)}: known are"
            f" {', '.join(sorted(known))}"
        )
    return Priors(**{name: _read(name, getattr(START, name), found) for name in known})


def to_values(priors: Priors) -> dict[tuple[str, str], float]:
    """Hyper-parameters by parameter and scope, as `COLUMNS` order them."""
    found: dict[tuple[str, str], float] = {}
    for field in fields(Priors):
        for scope, value in _scopes(field.name, getattr(priors, field.name)).items():
            found[field.name, scope] = float(value)
    return found


def _read(name: str, start: Any, values: Mapping[str, Mapping[str, float]]) -> Any:
    """One field of `Priors` from its rows."""
    rows = {**_scopes(name, start), **values.get(name, {})}
    if name == "correlation":
        return {_two(scope): value for scope, value in rows.items()}
    if isinstance(start, YearVariances):
        return YearVariances(**rows)
    if isinstance(start, tuple):
        return tuple(rows.values())
    return rows if isinstance(start, dict) else rows[""]


def _scopes(name: str, value: Any) -> dict[str, float]:
    """Rows of one field: scope -> value."""
    if name == "correlation":
        return {"+".join(pair): number for pair, number in value.items()}
    if name == "memory":
        return {f"lag {lag}": number for lag, number in enumerate(value, 1)}
    if name == "related":
        return dict(zip(("one theme", "two themes"), value, strict=True))
    if isinstance(value, YearVariances):
        return {field.name: getattr(value, field.name) for field in fields(YearVariances)}
    return dict(value) if isinstance(value, dict) else {"": value}


def _two(scope: str) -> tuple[str, str]:
    one, _, other = scope.partition("+")
    return one, other
