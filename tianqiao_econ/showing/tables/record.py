"""The record of this very method: what it would have said of earlier years, and what came."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tianqiao_econ.assessment.drivers import POOL
from tianqiao_econ.showing.rows import localized, records
from tianqiao_econ.showing.tables.html import Cell, Column, Html, Table, render, table_html
from tianqiao_econ.showing.tables.trust import model_name
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import number, present

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tianqiao_econ.datasets import DataPackage

ALL = "all"
"""Scope of the record over everything."""

LEAST_TOLD = 10
"""A scope with fewer targets than this has no row of its own."""

_HEADS = ("scope", "model", "n", "years", "brier", "brier_base", "crps", "coverage_80")
_NOMINAL, _NEAR = 0.8, 0.05
"""Share that an 80 % interval promises, and how far from it a share is called near."""


def record(frame: pd.DataFrame, lang: str = "zh") -> Html:
    """Return the record in plain sentences.

    Parameters
    ----------
    frame
        One row a scope and model: scope, model, n (targets), years, first_year, last_year, brier,
        brier_base (of the past share met), crps (points) and coverage_80 (between 0 and 1), as
        `data.record` holds them. Sentences are about the pool in scope 'all', else in the first.
    lang
        'zh' or 'en'.

    """
    return render("paragraph.html.j2", lang, sentences=record_sentences(frame, lang))


def record_sentences(frame: pd.DataFrame, lang: str = "zh") -> list[str]:
    """Say the pool's score against the base rate, its coverage, and how few years that is."""
    line = _pool(frame)
    if line is None:
        return [text("record.none", lang)]
    sentences = [_scores(line, lang)]
    if present(line["coverage_80"]):
        sentences.append(_coverage(line["coverage_80"], lang))
    return [*sentences, text("record.years", lang, years=line["years"])]


def record_table(frame: pd.DataFrame, package: DataPackage, lang: str = "zh") -> Html:
    """Return the record: of every method over everything, of the pool in each scope.

    Parameters
    ----------
    frame
        See `record`. A scope is 'all', the code of an indicator or of a level of government.
    package
        Where indicators have their names.
    lang
        'zh' or 'en'.

    """
    columns = [
        Column(text(f"record.head.{head}", lang), numeric=head not in ("scope", "model"))
        for head in _HEADS
    ]
    told = frame[(frame["scope"] == ALL) | ((frame["model"] == POOL) & (frame["n"] >= LEAST_TOLD))]
    coded = frozenset(package.indicators["indicator"])
    rows = [tuple(_cells(line, package, coded, lang)) for line in records(told)]
    return _filled_in(tuple(columns), tuple(rows), lang)


@lru_cache(maxsize=8)
def _filled_in(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], lang: str) -> Html:
    """Fill in the table, the same in every brief, once."""
    notes = [text("record.note" if rows else "record.none", lang)]
    return table_html(Table(text("record.caption", lang), columns, rows, notes), lang)


def _pool(frame: pd.DataFrame) -> dict[Any, Any] | None:
    """The pool's row over everything, else its first; None without a scored one."""
    rows = frame[(frame["model"] == POOL) & frame["brier"].notna()]
    rows = rows.sort_values("scope", key=lambda scope: scope != ALL, kind="stable")
    return None if rows.empty else records(rows)[0]


def _scores(line: Mapping[Any, Any], lang: str) -> str:
    brier, base = line["brier"], line["brier_base"]
    values = {
        "first": line["first_year"],
        "last": line["last_year"],
        "n": line["n"],
        "brier": number(brier, 2),
        "base": number(base, 2),
    }
    if not present(base):
        return text("record.scored", lang, **values)
    saved = round(100 * (1 - brier / base))
    key = "record.better" if saved > 0 else "record.worse" if saved < 0 else "record.same"
    return text(key, lang, **values, percent=abs(saved))


def _coverage(share: float, lang: str) -> str:
    apart = share - _NOMINAL
    way = "near" if abs(apart) <= _NEAR else "narrow" if apart < 0 else "wide"
    return text(f"record.coverage.{way}", lang, percent=_percent(share))


def _cells(
    line: Mapping[Any, Any], package: DataPackage, coded: frozenset[str], lang: str
) -> list[Cell]:
    span = text("record.span", lang, first=line["first_year"], last=line["last_year"])
    return [
        Cell(_scope_name(str(line["scope"]), package, coded, lang)),
        Cell(model_name(str(line["model"]), lang)),
        Cell(number(line["n"], 0)),
        Cell(number(line["years"], 0), (span,)),
        *(Cell(number(line[name], 3)) for name in ("brier", "brier_base")),
        Cell(number(line["crps"], 2)),
        Cell(_percent(line["coverage_80"])),
    ]


def _scope_name(scope: str, package: DataPackage, coded: frozenset[str], lang: str) -> str:
    for key in (f"scope.{scope}", f"level.{scope}"):
        if has_text(key, lang):
            return text(key, lang)
    return localized(package.indicator(scope), lang) if scope in coded else scope


def _percent(share: float) -> str:
    return f"{number(100 * share, 0)}%" if present(share) else number(None)
