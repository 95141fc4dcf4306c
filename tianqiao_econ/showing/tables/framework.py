"""The indicator framework as tables: what each indicator counts, and an area's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tianqiao_econ.showing.estimates import mark
from tianqiao_econ.showing.rows import localized
from tianqiao_econ.showing.tables.html import Cell, Column, Html, Table, table_html
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import amount, date_text, period_text, unit_name

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from tianqiao_econ.datasets import DataPackage, View
    from tianqiao_econ.framework import Indicator

_DEFINITION_HEADS = ("indicator", "definition", "caveat", "authority", "measured")
_FIGURE_HEADS = ("indicator", "figure", "published", "source")


def indicators_table(
    package: DataPackage, lang: str = "zh", *, indicators: Collection[str] | None = None
) -> Html:
    """Return what each indicator counts, who publishes it, and its commonest misreading.

    Parameters
    ----------
    package
        Where the indicators are described.
    lang
        'zh' or 'en'.
    indicators
        Codes to show; all where not given.

    """
    frame = package.indicators.sort_values("display_order")
    codes = [code for code in frame["indicator"] if indicators is None or code in indicators]
    columns = [Column(text(f"column.{head}", lang)) for head in _DEFINITION_HEADS]
    rows = [_definition(package.indicator(code), lang) for code in codes]
    return table_html(Table(text("indicators.caption", lang), columns, rows), lang)


def figures_table(view: View, lang: str = "zh", *, area: str) -> Html:
    """Return an area's own figures in their newest visible vintage, with date and source."""
    frame = view.observations
    frame = frame[frame["ref_area"] == area].sort_values("as_of", kind="stable")
    key = ["indicator", "transformation", "freq", "time_period"]
    newest = frame.drop_duplicates(key, keep="last")
    order = view.package.indicators.set_index("indicator")["display_order"]
    newest = newest.assign(order=newest["indicator"].map(order)).sort_values(
        ["order", "transformation", "time_period"], kind="stable"
    )
    columns = [Column(text(f"column.{head}", lang)) for head in _FIGURE_HEADS]
    rows = [_figure(view.package, line, lang) for line in newest.to_dict("records")]
    return table_html(Table(text("figures.caption", lang), columns, rows), lang)


def _definition(indicator: Indicator, lang: str) -> list[Cell]:
    zh = lang == "zh"
    return [
        Cell(localized(indicator, lang)),
        Cell(indicator.definition_zh if zh else indicator.definition_en),
        Cell(indicator.caveat_zh if zh else indicator.caveat_en),
        Cell(indicator.authority),
        Cell(
            text(f"price.{indicator.price_basis}", lang),
            (unit_name("level", indicator.unit_measure, lang),),
        ),
    ]


def _figure(package: DataPackage, line: Mapping[Hashable, Any], lang: str) -> list[Cell]:
    shown = amount(line["obs_value"], line["transformation"], line["unit_measure"], lang)
    assumed = (text("date.assumed", lang),) if line["as_of_basis"] == "assumed" else ()
    origin = package.origin(line["origin_id"]) if line["origin_id"] else None
    return [
        Cell(localized(package.indicator(line["indicator"]), lang)),
        Cell(f"{shown}{mark(package, line, lang)}", (period_text(line["time_period"], lang),)),
        Cell(date_text(line["as_of"].date(), lang), assumed),
        Cell(origin.title if origin else text("figures.no_source", lang)),
    ]
