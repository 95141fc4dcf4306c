"""One target with everything that tables and charts say about it, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from tianqiao_econ.framework import AsOfBasis, Transformation, UnknownName
from tianqiao_econ.showing.estimates import last_mark
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import (
    amount,
    date_text,
    estimate,
    period_text,
    points,
    present,
    signed,
    span,
    threshold_amount,
)
from tianqiao_econ.showing.wording.chances import chance_text
from tianqiao_econ.showing.wording.notes import note_phrase
from tianqiao_econ.showing.wording.phrases import (
    event_phrase,
    own_wording,
    target_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from tianqiao_econ.assessment.outlook import Outlook
    from tianqiao_econ.framework import Event, Target


@dataclass(frozen=True, slots=True)
class Row:
    """A target, its event and its line of `Outlook.table`.

    Parameters
    ----------
    column
        Name of its draws.
    name, name_zh, reference
        The indicator in the reader's language and in Chinese; what the event is held against.
    target, event
        The goal and its reading; no event where the wording names no number.
    data, note
        The line of the table, and its remark in the reader's language.
    last_mark
        Mark of a last outturn that is provisional: 预计 or 初步.
    lang
        'zh' or 'en'.

    """

    column: str
    name: str
    name_zh: str
    reference: str
    target: Target
    event: Event | None
    data: Mapping[Any, Any]
    note: str
    last_mark: str
    lang: str

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better."""
        return self.event is not None and self.event.upper is not None

    @property
    def is_level(self) -> bool:
        """Whether the target is a level, not growth."""
        return self.target.transformation is Transformation.LEVEL

    @property
    def old_trend(self) -> str:
        """Last year of a trend that is shown, but too old to be used; else empty."""
        unused = is_unused(self.data.get("trend_used")) and self.data.get("model") == "pool"
        return str(self.data["trend_last"]) if unused else ""

    @property
    def probability(self) -> float | None:
        """Chance that the target is met; None where none is given."""
        return self.figure("probability")

    @property
    def threshold(self) -> float | None:
        """The published bound, None without an event."""
        if self.event is None:
            return None
        return self.event.lower if self.event.upper is None else self.event.upper

    @property
    def latent(self) -> float | None:
        """The bound before rounding, which splits the draws."""
        if self.event is None or self.threshold is None:
            return None
        return self.event.latent_upper if self.is_ceiling else self.event.latent_lower

    @property
    def outcome(self) -> bool | None:
        """Whether the target was met; None while that is not known."""
        met = self.data.get("met")
        return bool(met) if isinstance(met, (bool, np.bool_)) else None

    def figure(self, column: str) -> float | None:
        """Return a number of the table, None where there is none."""
        value = self.data.get(column)
        return float(value) if present(value) else None

    def amount(self, column: str) -> str:
        """Return a published number of the table with its unit."""
        return amount(self.figure(column), *self._unit, self.lang)

    def estimate(self, value: float | None) -> str:
        """Return a forecast with the unit of the target; points for a distance."""
        if self.reference and value is not None:
            return points(value, self.lang)
        return estimate(value, *self._unit, self.lang)

    def interval(self) -> str:
        """Return the 80 % interval; '–' where there is none."""
        low, high = self.figure("p10"), self.figure("p90")
        if self.reference and low is not None:
            return text("span", self.lang, low=signed(low), high=points(high, self.lang))
        return span(low, high, *self._unit, self.lang)

    def goal(self) -> str:
        """Return the number aimed at: '6.5%'; the phrase where a number alone would mislead."""
        if self.threshold is None or self.reference or self.is_ceiling:
            return self.phrase()
        return threshold_amount(self.threshold, *self._unit, self.lang)

    def phrase(self) -> str:
        """Return the target in the reader's language."""
        return target_phrase(self.target, self.lang, self.reference)

    def wording(self) -> str:
        """Return the target in its own words, else said from its numbers."""
        own = own_wording(self.target, self.name_zh)
        return own if own and self.lang == "zh" else self.phrase()

    def event_text(self) -> str:
        """Spell out what has to be published."""
        if self.event is None:
            return text("event.none", self.lang)
        return event_phrase(self.event, self.lang, self.reference)

    def chance(self) -> str:
        """Return probability and word, or that none is given."""
        if self.probability is None:
            return text("chance.none", self.lang)
        return chance_text(self.probability, self.lang)

    def last(self) -> str:
        """Return the last outturn with its year and mark; '–' where none was published."""
        shown = self.amount("last_outturn")
        if self.figure("last_outturn") is None:
            return shown
        period = period_text(str(self.data["last_period"]), self.lang)
        return text("period.figure", self.lang, period=period, figure=shown + self.last_mark)

    def published(self, figure: str) -> str:
        """Say when a figure ('last', 'target', 'outturn') was published, and if that is assumed."""
        day = self.data.get(f"{figure}_as_of")
        if not isinstance(day, str) or not day:
            return ""
        assumed = self.data.get(f"{figure}_as_of_basis") == AsOfBasis.ASSUMED
        shown = date_text(date.fromisoformat(day), self.lang)
        return text(f"published.{'assumed' if assumed else 'stated'}", self.lang, date=shown)

    @property
    def _unit(self) -> tuple[str, str]:
        return self.target.transformation, self.target.unit_measure


def rows_of(outlook: Outlook, lang: str) -> tuple[Row, ...]:
    """Return the targets in display order.

    Parameters
    ----------
    outlook
        The assessment.
    lang
        'zh' or 'en'.

    """
    lines = records(outlook.table)
    return tuple(
        _row(outlook, column, target, event, line, lang)
        for column, target, event, line in zip(
            outlook.columns, outlook.targets, outlook.events, lines, strict=True
        )
    )


def row_of(outlook: Outlook, indicator: str, lang: str) -> Row:
    """Return one target by the name of its column or its indicator.

    Raises
    ------
    UnknownName
        If the area has no such target; the sentence names the nearest.

    """
    named = zip(outlook.columns, outlook.targets, outlook.events, strict=True)
    for at, (column, target, event) in enumerate(named):
        if indicator in (column, target.indicator):
            line = {name: _plain(cell) for name, cell in outlook.table.iloc[at].items()}
            return _row(outlook, column, target, event, line, lang)
    labels = {row.column: (row.name,) for row in rows_of(outlook, lang)}
    raise UnknownName.among("target", indicator, labels)


def draws_of(outlook: Outlook, row: Row) -> NDArray[np.float64]:
    """Return the draws of a target, shape (n,), in its own unit; empty where there are none."""
    if row.column not in outlook.draws or row.probability is None:
        return np.empty(0)
    return outlook.draws[row.column].to_numpy(dtype=np.float64)


def is_unused(value: object) -> bool:
    """Tell whether a cell of ``trend_used`` says no; it may be empty."""
    return isinstance(value, (bool, np.bool_)) and not value


def localized(record: object, lang: str) -> str:
    """Return the name of an area or indicator in a language, the Chinese one if need be."""
    return str(getattr(record, f"name_{lang}", "") or record.name_zh)  # type: ignore[attr-defined]


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries; `DataFrame.to_dict` takes four times as long."""
    names = table.columns.tolist()
    return [
        dict(zip(names, map(_plain, cells), strict=True))
        for cells in table.to_numpy(dtype=object).tolist()
    ]


def _plain(cell: Any) -> Any:
    return cell.item() if isinstance(cell, np.generic) else cell


def _row(
    outlook: Outlook,
    column: str,
    target: Target,
    event: Event | None,
    line: Mapping[Any, Any],
    lang: str,
) -> Row:
    indicator = outlook.view.package.indicator(target.indicator)
    return Row(
        column=column,
        name=localized(indicator, lang),
        name_zh=indicator.name_zh,
        reference=_reference(outlook, target, event, lang),
        target=target,
        event=event,
        data=line,
        note=note_phrase(str(line["note"]), lang, _namer(outlook, lang)),
        last_mark=last_mark(outlook.view.package, line, lang),
        lang=lang,
    )


def _namer(outlook: Outlook, lang: str) -> Callable[[str, str], str]:
    """Return what names areas and indicators by their codes."""
    package = outlook.view.package

    def name(kind: str, code: str) -> str:
        return localized(package.area(code) if kind == "area" else package.indicator(code), lang)

    return name


def _reference(outlook: Outlook, target: Target, event: Event | None, lang: str) -> str:
    """Name what an event is held against: another area, another indicator, or both."""
    if event is None or event.reference is None:
        return ""
    area, indicator = event.reference
    package = outlook.view.package
    names = []
    if area != target.ref_area:
        names.append(localized(package.area(area), lang))
    if indicator != target.indicator:
        names.append(localized(package.indicator(indicator), lang))
    return text("reference.separator", lang).join(names)
