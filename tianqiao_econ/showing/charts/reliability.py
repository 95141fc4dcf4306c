"""Do targets come as often as was said: the record in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tianqiao_econ.showing.charts.canvas import (
    BAND,
    BLUE,
    EDGE,
    FAINT,
    INK,
    MUTED,
    SMALL,
    WIDTH,
    Chart,
    Heading,
    line_height,
)
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LEFT, _ABOVE, _TALL, _BELOW = 0.5, 0.3, 2.1, 0.72
_TICKS = (0, 20, 40, 60, 80, 100)


def reliability(record: pd.DataFrame, lang: str = "zh") -> Chart:
    """Draw how often targets were met, by the probability that had been given to them.

    Parameters
    ----------
    record
        One row a bin of probabilities: bin_low, bin_high, n, forecast, observed, band_low,
        band_high, all but n between 0 and 1, as `data.reliability` holds them; bins without a
        target are left out. The band is where an honest forecaster's share would lie.
    lang
        'zh' or 'en'.

    """
    told = record[record["n"] > 0]
    title = text("chart.reliability.title", lang)
    note = text("chart.reliability.note" if len(told) else "record.none", lang)
    with figure_style(lang):
        heading = Heading.fitted(title, note)
        panel = _ABOVE + _TALL + _BELOW if len(told) else EDGE
        description = alt_reliability(record, lang)
        chart = Chart(WIDTH, heading.height + panel, title=title, description=description)
        heading.draw(chart)
        if len(told):
            axes = chart.panel(_LEFT, _BELOW, WIDTH - _LEFT - 0.2, _TALL)
            _draw(axes, told, lang)
            _draw_counts(axes, told, lang)
        return chart.keep(f"reliability {lang} {told.to_dict('list')}")  # the same in every brief


def alt_reliability(record: pd.DataFrame, lang: str = "zh") -> str:
    """Say in words how often targets were met, a phrase a bin."""
    told = record[record["n"] > 0].to_dict("records")
    if not told:
        return text("record.none", lang)
    phrases = [
        text(
            "alt.reliability.one",
            lang,
            n=bin_["n"],
            forecast=_percent(bin_["forecast"]),
            observed=_percent(bin_["observed"]),
        )
        for bin_ in told
    ]
    said = text("clause.separator", lang).join(phrases)
    return text("alt.reliability", lang, phrases=said)


def _draw(axes: Axes, told: pd.DataFrame, lang: str) -> None:
    forecast, observed = 100 * told["forecast"], 100 * told["observed"]
    axes.plot([0, 100], [0, 100], color=FAINT, lw=1, zorder=1)
    axes.vlines(
        forecast, 100 * told["band_low"], 100 * told["band_high"], color=BAND, lw=9, zorder=0
    )
    axes.plot(forecast, observed, "o", ms=6, color=BLUE, zorder=3, clip_on=False)
    axes.set(xlim=(0, 100), ylim=(0, 100))
    labels = [text("percent", lang, number=tick) for tick in _TICKS]
    axes.set_xticks(_TICKS, labels)
    axes.set_yticks(_TICKS, labels)
    axes.set_xlabel(text("chart.reliability.forecast", lang), size=SMALL, color=MUTED, labelpad=2)
    head = text("chart.reliability.observed", lang)
    axes.set_title(head, size=SMALL, color=MUTED, loc="left", pad=7, x=-0.1)


def _draw_counts(axes: Axes, told: pd.DataFrame, lang: str) -> None:
    """Write under the axis how many targets each point stands for."""
    under = -(_BELOW - line_height(SMALL)) / _TALL
    across = axes.get_xaxis_transform()
    place: dict[str, Any] = {"size": SMALL, "va": "center", "transform": across}
    axes.text(-1, under, text("chart.reliability.counts", lang), color=MUTED, ha="right", **place)
    for centre, n in zip(50 * (told["bin_low"] + told["bin_high"]), told["n"], strict=True):
        axes.text(centre, under, f"{n}", color=INK, ha="center", **place)


def _percent(share: float) -> str:
    return f"{number(100 * share, 0)}%"
