"""The tables of a brief as frames with heads in the reader's language, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from tianqiao_econ.showing.rows import localized, rows_of
from tianqiao_econ.showing.tables.sources import grade_name
from tianqiao_econ.showing.tables.trends import basis_phrase, driver_sentences
from tianqiao_econ.showing.tables.trust import model_name
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import printed_unit
from tianqiao_econ.showing.wording.chances import chance_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.datasets import DataPackage
    from tianqiao_econ.showing.rows import Row

_FIGURES = (
    "last_period",
    "last_outturn",
    "event_lower",
    "event_upper",
    "event_implied_growth",
    "trend",
    "target_minus_trend",
    "median",
    "p10",
    "p90",
    "probability",
)
_AFTER = ("outturn", "target_origin_id", "outturn_origin_id")
_TREND_FIGURES = (
    "last_period",
    "last_outturn",
    "last_growth",
    "two_year_average",
    "trend_growth",
    "trend_p10",
    "trend_p90",
    "target",
    "implied_growth",
    "target_minus_trend",
)
_PARENT_FIGURES = ("last_period", "last_growth", "target")


def targets_frame(outlook: Outlook, lang: str = "zh") -> pd.DataFrame:
    """Return the table of the targets with unrounded numbers and localized heads."""
    return pd.DataFrame([_target_line(row, lang) for row in rows_of(outlook, lang)])


def trends_frame(comparison: pd.DataFrame, package: DataPackage, lang: str = "zh") -> pd.DataFrame:
    """Return targets against trends with unrounded numbers and localized heads."""
    return pd.DataFrame(
        [_trend_line(line, package, lang) for line in comparison.to_dict("records")]
    )


def trust_frame(outlook: Outlook, lang: str = "zh") -> pd.DataFrame:
    """Return what each probability rests on."""
    lines = [
        {
            "indicator": row.name,
            "model": model_name(str(row.data["model"]), lang),
            "n_own": row.data["n_own"],
            "n_pool": row.data["n_pool"],
            "n_clusters": row.data["n_pool_clusters"],
            "note": row.note,
        }
        for row in rows_of(outlook, lang)
    ]
    return _with_heads(pd.DataFrame(lines), lang)


def number_met_frame(outlook: Outlook, lang: str = "zh") -> pd.DataFrame:
    """Return the probability of each number of targets met."""
    chances = outlook.number_met()
    frame = pd.DataFrame({"number_met": chances.index, "probability": chances.to_numpy()})
    return _with_heads(frame, lang)


def sources_frame(
    package: DataPackage, numbers: Mapping[str, int], lang: str = "zh"
) -> pd.DataFrame:
    """Return the numbered list of sources; those that the data do not describe are left out."""
    known = set(package.origins["origin_id"])
    lines = []
    for name, number in sorted(numbers.items(), key=lambda item: item[1]):
        if name in known:
            origin = package.origin(name)
            lines.append(
                {
                    "number": number,
                    "producer": origin.producer,
                    "title": origin.title,
                    "date": origin.date_published,
                    "grade": grade_name(origin.grade, lang),
                    "url": origin.url,
                    "origin_id": name,
                }
            )
    heads = {name: text(f"sources.{name}", lang) for name in lines[0]} if lines else {}
    return pd.DataFrame(lines).rename(columns=heads)


def _target_line(row: Row, lang: str) -> dict[str, object]:
    unit = printed_unit(row.target.transformation, row.target.unit_measure, lang)
    values: dict[str, object] = {
        "indicator": row.name,
        "wording": row.wording(),
        "event": row.event_text(),
        "unit": unit,
    }
    values |= {name: row.data[name] for name in _FIGURES}
    chance = row.probability
    values["word"] = "" if chance is None else chance_word(chance, lang)
    values["note"] = row.note
    values |= {name: row.data[name] for name in _AFTER}
    return {text(f"column.{name}", lang): value for name, value in values.items()}


def _trend_line(line: Mapping[Any, Any], package: DataPackage, lang: str) -> dict[str, object]:
    values: dict[str, object] = {
        "indicator": localized(package.indicator(str(line["indicator"])), lang)
    }
    values |= {name: line[name] for name in _TREND_FIGURES}
    values["basis"] = basis_phrase(line, package, lang)
    values["drivers"] = text("sentence.space", lang).join(driver_sentences(line, package, lang))
    named = {text(f"column.{name}", lang): value for name, value in values.items()}
    for k in (1, 2, 3):
        if f"parent_{k}_area" in line:
            area = localized(package.area(str(line[f"parent_{k}_area"])), lang)
            for name in _PARENT_FIGURES:
                head = text("column.of_parent", lang, area=area, what=text(f"column.{name}", lang))
                named[head] = line[f"parent_{k}_{name}"]
    return named


def _with_heads(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    return frame.rename(columns={name: text(f"column.{name}", lang) for name in frame})
