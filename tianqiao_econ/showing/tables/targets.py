"""The judgement in one sentence, and the table of the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tianqiao_econ.framework import Qualifier
from tianqiao_econ.showing.charts.descriptions import count_range, expected_number
from tianqiao_econ.showing.rows import Row, localized, rows_of
from tianqiao_econ.showing.tables.html import (
    Cell,
    Column,
    Html,
    Table,
    kept,
    render,
    source_marks,
    table_html,
)
from tianqiao_econ.showing.tables.sources import source_numbers
from tianqiao_econ.showing.wording import joined, text
from tianqiao_econ.showing.wording.amounts import date_text, number, period_text, signed
from tianqiao_econ.showing.wording.chances import chance_text, chance_word, shown_percent
from tianqiao_econ.showing.wording.phrases import implied_phrase, own_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.assessment.outlook import Outlook


def headline(outlook: Outlook, lang: str = "zh") -> Html:
    """Return the judgement: how many targets are met, the safest and the most at risk."""
    return render("sentence.html.j2", lang, sentences=headline_sentences(outlook, lang))


def headline_sentences(outlook: Outlook, lang: str = "zh") -> list[str]:
    """Return the judgement as plain sentences, the one that matters first."""
    rows = rows_of(outlook, lang)
    known = [row for row in rows if row.outcome is not None]
    likely = sorted(
        (row for row in rows if row.probability is not None),
        key=lambda row: row.probability or 0.0,
        reverse=True,
    )
    sentences = [_verdict_sentence(outlook, known, len(rows), lang)] if known else []
    if likely:
        sentences += [_judgement(outlook, likely, len(rows), lang)]
    unknown = [row.name for row in rows if row.probability is None]
    if unknown:
        sentences.append(text("headline.unknown", lang, names=joined(unknown, lang)))
    return sentences


def targets_table(
    outlook: Outlook, lang: str = "zh", *, numbers: Mapping[str, int] | None = None
) -> Html:
    """Return the table of the targets: outturn, target, trend, forecast, probability.

    Parameters
    ----------
    outlook
        The assessment; columns for outturn and verdict appear when the first is known.
    lang
        'zh' or 'en'.
    numbers
        Source numbers of the page; by default those of the table itself.

    """
    rows = rows_of(outlook, lang)
    numbers = source_numbers(outlook.table) if numbers is None else numbers
    over = any(row.figure("outturn") is not None for row in rows)
    caption = text(
        "targets.caption",
        lang,
        area=localized(outlook.area, lang),
        year=outlook.year,
        date=date_text(outlook.as_of, lang),
    )
    table = Table(
        caption,
        _columns(outlook.year, lang, over=over),
        [_cells(row, numbers, over=over) for row in rows],
        [
            text("targets.note", lang),
            *([text("trend.old.note", lang)] if any(row.old_trend for row in rows) else []),
            text("chance.scale", lang),
        ],
    )
    return table_html(table, lang)


def _judgement(outlook: Outlook, likely: list[Row], total: int, lang: str) -> str:
    chances = outlook.number_met()
    low, high = count_range(chances)
    safest, riskiest = likely[0], likely[-1]
    values = {
        "area": localized(outlook.area, lang),
        "year": outlook.year,
        "total": total,
        "judged": len(likely),
        "expected": number(expected_number(chances)),
        "low": low,
        "high": high,
        "safest": safest.name,
        "safest_chance": safest.chance(),
        "riskiest": riskiest.name,
        "riskiest_chance": riskiest.chance(),
    }
    key = "headline.one" if len(likely) == 1 else "headline"
    return text(f"{key}.all" if len(likely) == total else f"{key}.some", lang, **values)


def _verdict_sentence(outlook: Outlook, known: list[Row], total: int, lang: str) -> str:
    met = [row.name for row in known if row.outcome]
    missed = [row.name for row in known if not row.outcome]
    return text(
        "headline.over",
        lang,
        year=outlook.year,
        total=total,
        known=len(known),
        met=len(met),
        missed=joined(missed, lang) or text("headline.nothing", lang),
    )


def _columns(year: int, lang: str, *, over: bool) -> list[Column]:
    heads = [
        Column(text("column.indicator", lang)),
        Column(text("column.last_outturn", lang), numeric=True),
        Column(text("column.target_of", lang, year=year), wide=True),
        Column(text("column.target_minus_trend", lang), text("unit.POINTS", lang), numeric=True),
        Column(
            text("column.forecast", lang), hint=text("column.forecast_hint", lang), numeric=True
        ),
        Column(text("column.probability", lang), numeric=True),
    ]
    if over:
        heads.append(Column(text("column.outturn_of", lang, year=year), numeric=True))
    return heads


def _cells(row: Row, numbers: Mapping[str, int], *, over: bool) -> list[Cell]:
    cells = [
        Cell(row.name),
        last_cell(row, numbers),
        target_cell(row, numbers),
        Cell(_stretch(row), kept(_old_trend(row))),
        _forecast_cell(row),
        chance_cell(row),
    ]
    return [*cells, outturn_cell(row, numbers)] if over else cells


def last_cell(row: Row, numbers: Mapping[str, int]) -> Cell:
    """Last outturn over its year, with its source."""
    if row.figure("last_outturn") is None:
        return Cell(text("outturn.none", row.lang))
    return Cell(
        row.amount("last_outturn") + row.last_mark,
        kept(period_text(str(row.data["last_period"]), row.lang), row.published("last")),
        sources=source_marks([str(row.data["outturn_origin_id"])], numbers),
    )


def target_cell(row: Row, numbers: Mapping[str, int]) -> Cell:
    """Target in its own words, with its event spelled out and its source."""
    original = own_wording(row.target, row.name_zh) if row.lang != "zh" else ""
    lines = [implied_phrase(row.figure("event_implied_growth"), row.lang), row.event_text()]
    lines.append(row.published("target"))
    if row.target.qualifier is Qualifier.UNKNOWN:
        lines.append(text("target.wording_unknown", row.lang))
    return Cell(
        row.wording(),
        kept(*lines),
        original,
        source_marks([str(row.data["target_origin_id"])], numbers),
    )


def chance_cell(row: Row) -> Cell:
    """Probability over word, or the reason why none is given."""
    if row.probability is None:
        return Cell(text("chance.none", row.lang), (row.note,))
    lines = [chance_word(row.probability, row.lang)]
    tolerant = row.figure("probability_tolerant")
    if tolerant is not None:
        lines.append(text("chance.tolerant", row.lang, chance=chance_text(tolerant, row.lang)))
    percent = text("chance.about", row.lang, percent=shown_percent(row.probability))
    return Cell(percent, tuple(lines))


def outturn_cell(row: Row, numbers: Mapping[str, int]) -> Cell:
    """Outturn of the year itself over the verdict, with its source."""
    sources = source_marks([str(row.data.get("verdict_origin_id", ""))], numbers)
    if row.figure("outturn") is None:
        return Cell(text("verdict.pending", row.lang))
    if row.outcome is None:
        return Cell(row.amount("outturn"), kept(row.published("outturn")), sources=sources)
    verdict = text("verdict.met" if row.outcome else "verdict.missed", row.lang)
    lines = kept(verdict, row.published("outturn"))
    return Cell(row.amount("outturn"), lines, sources=sources)


def _stretch(row: Row) -> str:
    """Target minus trend; a level has its unit beside it, growth has it in the head."""
    value = row.figure("target_minus_trend")
    if not row.is_level or value is None:
        return signed(value)
    shown = row.estimate(value)
    return shown if value <= 0 else f"+{shown}"


def _old_trend(row: Row) -> str:
    """Say that the trend is too old to be used; nothing of one that is."""
    return text("trend.old", row.lang, last=row.old_trend) if row.old_trend else ""


def _forecast_cell(row: Row) -> Cell:
    if row.figure("median") is None:
        return Cell(row.estimate(None))
    lines = [row.interval()]
    if row.reference:
        lines.append(text("forecast.difference", row.lang, reference=row.reference))
    return Cell(row.estimate(row.figure("median")), tuple(lines))
