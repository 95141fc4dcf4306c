"""Targets against trends: the area's past, its parents, and what distorts the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tianqiao_econ.assessment.trending import TrendBasis
from tianqiao_econ.framework import Transformation
from tianqiao_econ.showing.estimates import last_mark
from tianqiao_econ.showing.rows import is_unused, localized, records
from tianqiao_econ.showing.tables.html import (
    Cell,
    Column,
    Html,
    Table,
    kept,
    source_marks,
    table_html,
)
from tianqiao_econ.showing.tables.sources import source_numbers
from tianqiao_econ.showing.wording import has_text, joined, text
from tianqiao_econ.showing.wording.amounts import (
    amount,
    number,
    period_text,
    present,
    signed,
    span,
    threshold_amount,
)
from tianqiao_econ.showing.wording.phrases import gap_phrase, implied_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tianqiao_econ.datasets import DataPackage

_GROWTH = (Transformation.GROWTH, "PERCENT")
_NO_EFFECT = "none"


def trends_table(
    comparison: pd.DataFrame,
    package: DataPackage,
    lang: str = "zh",
    *,
    numbers: Mapping[str, int] | None = None,
) -> Html:
    """Return the table of targets against trends, with base effects spelled out under it.

    Parameters
    ----------
    comparison
        One row a target, as `tianqiao_econ.compare` gives it.
    package
        Where the names of indicators and areas stand.
    lang
        'zh' or 'en'.
    numbers
        Source numbers of the page; by default those of the table itself.

    """
    numbers = source_numbers(comparison) if numbers is None else numbers
    lines = records(comparison)
    parents = parent_names(comparison, package, lang)
    table = Table(
        text("trends.caption", lang),
        _columns(parents, lang),
        [_cells(line, package, lang, len(parents), numbers) for line in lines],
        [
            *_base_sentences(lines, package, lang),
            text("trends.note", lang),
            *([text("trend.old.note", lang)] if any(map(is_old_trend, lines)) else []),
        ],
    )
    return table_html(table, lang)


def driver_sentences(line: Mapping[Any, Any], package: DataPackage, lang: str) -> list[str]:
    """Say what drives one target; nothing that is not known."""
    sentences = []
    if present(line["target_minus_trend"]):
        key = "driver.implied" if line["transformation"] == Transformation.LEVEL else "driver.gap"
        gap = gap_phrase(line["target_minus_trend"], lang)
        basis = basis_phrase(line, package, lang)
        if is_old_trend(line):
            last = line["trend_last"]
            basis += text("clause.separator", lang) + text("trend.old", lang, last=last)
        change = implied_phrase(line["implied_growth"], lang)
        sentences.append(text(key, lang, gap=gap, basis=basis, change=change))
    base = base_sentence(line, lang)
    if base:
        sentences.append(base)
    parents = _parent_targets(line, package, lang)
    if parents:
        listed = text("list.separator", lang).join(parents)
        sentences.append(text("driver.parents", lang, parents=listed))
    return sentences or [text("driver.none", lang)]


def is_old_trend(line: Mapping[Any, Any]) -> bool:
    """Tell whether the trend of a target is shown, but too old for the pool."""
    return is_unused(line.get("trend_used")) and line.get("model") == "pool"


def basis_phrase(line: Mapping[Any, Any], package: DataPackage, lang: str) -> str:
    """Say what a trend rests on: own years, those of the areas of its level, or a parent's."""
    return text(
        f"basis.{line['trend_basis']}",
        lang,
        areas=_trend_areas(line, package, lang),
        first=line["trend_first"],
        last=line["trend_last"],
        n=line["n_trend"],
        offset=signed(line["trend_offset"]),
    )


def _trend_areas(line: Mapping[Any, Any], package: DataPackage, lang: str) -> str:
    """Name whose series a trend rests on: areas, or all areas of a level of government."""
    codes = [code for code in str(line["trend_areas"]).split("+") if code]
    if line["trend_basis"] == TrendBasis.PEERS:
        return text(f"peers.{codes[0]}", lang)
    return joined([localized(package.area(code), lang) for code in codes], lang)


def base_sentence(line: Mapping[Any, Any], lang: str) -> str:
    """Say why the last growth flatters or hides; empty where nothing is known to."""
    code = line["base_effect"]
    if code == _NO_EFFECT:
        return ""
    average = line["two_year_average"]
    key = f"base.{code}" if has_text(f"base.{code}", lang) else "base.other"
    sentence = text(
        key,
        lang,
        period=period_text(str(line["base_period"]), lang),
        growth=_growth(line["base_growth"]),
        last_period=period_text(str(int(line["base_period"]) + 1), lang),
        last=_growth(line["last_growth"]),
        code=code,
    )
    if not present(average):
        return sentence + text("base.end", lang)
    return sentence + text("base.average", lang, average=_growth(average))


def parent_names(comparison: pd.DataFrame, package: DataPackage, lang: str) -> list[str]:
    """Return the names of the parents in the columns, nearest first."""
    names: list[str] = []
    while f"parent_{len(names) + 1}_area" in comparison:
        code = comparison[f"parent_{len(names) + 1}_area"].iloc[0]
        names.append(localized(package.area(code), lang))
    return names


def _columns(parents: list[str], lang: str) -> list[Column]:
    own = ("last_outturn", "two_year_average", "trend", "target", "target_minus_trend")
    units = {"target_minus_trend": text("unit.POINTS", lang)}
    heads = [
        Column(
            text(f"column.{name}", lang), units.get(name, ""), numeric=True, wide=name == "trend"
        )
        for name in own
    ]
    hint = text("column.parent_hint", lang)
    beside = [Column(name, hint=hint, numeric=True) for name in parents]
    return [Column(text("column.indicator", lang)), *heads, *beside]


def _cells(
    line: Mapping[Any, Any],
    package: DataPackage,
    lang: str,
    parents: int,
    numbers: Mapping[str, int],
) -> list[Cell]:
    trend = span(line["trend_p10"], line["trend_p90"], *_GROWTH, lang)
    basis = basis_phrase(line, package, lang)
    old = text("trend.old", lang, last=line["trend_last"]) if is_old_trend(line) else ""
    own = [
        Cell(_name(line, package, lang)),
        _last_cell(line, package, lang, numbers),
        Cell(_growth(line["two_year_average"]), kept(str(line["two_year_span"]).replace("-", "–"))),
        Cell(
            _growth(line["trend_growth"]),
            kept(trend if present(line["trend_p10"]) else "", basis, old),
        ),
        _target_cell(line, lang, numbers),
        Cell(signed(line["target_minus_trend"])),
    ]
    return own + [_parent_cell(line, k, lang, numbers) for k in range(1, parents + 1)]


def _last_cell(
    line: Mapping[Any, Any], package: DataPackage, lang: str, numbers: Mapping[str, int]
) -> Cell:
    if not present(line["last_outturn"]):
        return Cell(text("outturn.none", lang))
    shown = amount(line["last_outturn"], line["transformation"], line["unit_measure"], lang)
    mark = last_mark(package, line, lang)
    sources = source_marks([line["outturn_origin_id"]], numbers)
    return Cell(shown + mark, (period_text(str(line["last_period"]), lang),), sources=sources)


def _target_cell(line: Mapping[Any, Any], lang: str, numbers: Mapping[str, int]) -> Cell:
    sources = source_marks([line["target_origin_id"]], numbers)
    if not present(line["target"]):
        return Cell(number(None), sources=sources)
    shown = threshold_amount(line["target"], line["transformation"], line["unit_measure"], lang)
    return Cell(shown, kept(implied_phrase(line["implied_growth"], lang)), sources=sources)


def _parent_cell(line: Mapping[Any, Any], k: int, lang: str, numbers: Mapping[str, int]) -> Cell:
    """Last outturn of a parent, and its own target of the year."""
    target, last = line[f"parent_{k}_target"], line[f"parent_{k}_last_growth"]
    ids = [line[f"parent_{k}_origin_id"], line[f"parent_{k}_target_origin_id"]]
    period = period_text(str(line[f"parent_{k}_last_period"]), lang) if present(last) else ""
    goal = text("trends.parent_target", lang, goal=_goal(target)) if present(target) else ""
    return Cell(_growth(last), kept(period, goal), sources=source_marks(ids, numbers))


def _parent_targets(line: Mapping[Any, Any], package: DataPackage, lang: str) -> list[str]:
    found = []
    for k in (1, 2, 3):
        target = line.get(f"parent_{k}_target")
        if present(target):
            name = localized(package.area(line[f"parent_{k}_area"]), lang)
            found.append(text("driver.parent", lang, name=name, goal=_goal(target)))
    return found


def _base_sentences(lines: list[dict[Any, Any]], package: DataPackage, lang: str) -> list[str]:
    found = ((_name(line, package, lang), base_sentence(line, lang)) for line in lines)
    return [text("named", lang, name=name, sentence=said) for name, said in found if said]


def _name(line: Mapping[Any, Any], package: DataPackage, lang: str) -> str:
    return localized(package.indicator(line["indicator"]), lang)


def _growth(value: float) -> str:
    return amount(value, *_GROWTH, "zh")


def _goal(value: float) -> str:
    return threshold_amount(value, *_GROWTH, "zh")
