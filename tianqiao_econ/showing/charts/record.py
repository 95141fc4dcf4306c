"""The record of the method in pictures: by year, by model, and how wide its forecasts are.

How often targets came by the probability given to them is drawn by `charts.reliability`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tianqiao_econ.showing.charts.canvas import (
    BLUE,
    EDGE,
    FAINT,
    INK,
    MIDDLE_BLUE,
    MUTED,
    PALE_BLUE,
    SMALL,
    TARGET,
    WIDTH,
    Chart,
    Heading,
    inches,
)
from tianqiao_econ.showing.fonts import figure_style
from tianqiao_econ.showing.wording import has_text, text
from tianqiao_econ.showing.wording.amounts import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from matplotlib.axes import Axes

POOL, BASE_RATE = "pool", "base_rate"
BINS = 10
_LEFT, _RIGHT, _ABOVE, _BELOW = 0.5, 0.2, 0.14, 0.44
_TALL, _ROW = 1.7, 0.26
_MOST_YEARS = 9
"""Years that have room for a label each."""


def brier_by_year(by_year: pd.DataFrame, lang: str = "zh", model: str = POOL) -> Chart:
    """Draw the Brier score of each year beside that of the base rate.

    Parameters
    ----------
    by_year
        One row a year and model: year, model, n (targets), brier, as
        `assessment.backtest_tables.means(past, "year")` gives them.
    lang
        'zh' or 'en'.
    model
        Whose scores; those of ``base_rate`` stand beside them.

    """
    told = by_year[by_year["model"].isin([model, BASE_RATE])]
    wide = told.pivot_table(index="year", columns="model", values="brier").dropna()
    values = {"model": model_label(model, lang), "base": model_label(BASE_RATE, lang)}

    def draw(axes: Axes) -> None:
        years = wide.index.to_numpy()
        axes.vlines(years, wide[model], wide[BASE_RATE], color=FAINT, lw=2, zorder=1)
        points: dict[str, Any] = {"ls": "", "marker": "o", "ms": 6, "clip_on": False}
        axes.plot(years, wide[BASE_RATE], mfc="white", mec=TARGET, mew=1.4, zorder=2, **points)
        axes.plot(years, wide[model], color=BLUE, zorder=3, **points)
        highest = max(0.3, 1.1 * float(wide.to_numpy().max()))
        axes.set(xlim=(years[0] - 0.6, years[-1] + 0.6), ylim=(0, highest))
        step = -(-len(years) // _MOST_YEARS)
        axes.set_xticks(years[::step], [f"{year}" for year in years[::step]])

    title = text("chart.brier.title", lang)
    note = text("chart.brier.note", lang, **values)
    described = alt_brier_by_year(wide, lang, model)
    return _chart(title, note, described, draw if len(wide) else None, lang)


def crps_by_model(summary: pd.DataFrame, lang: str = "zh") -> Chart:
    """Draw the mean CRPS of each model with its interval over years.

    Parameters
    ----------
    summary
        One row a model and score: model, score, n, mean, lower, upper, as
        `assessment.backtest_tables.summary` gives them.
    lang
        'zh' or 'en'.

    """
    told = summary[summary["score"] == "crps"].reset_index(drop=True)
    labels = [_counted_label(line, lang) for line in told.to_dict("records")]

    def draw(axes: Axes) -> None:
        at = np.arange(len(told))
        colours = [BLUE if model == POOL else MIDDLE_BLUE for model in told["model"]]
        axes.hlines(at, told["lower"].clip(lower=0), told["upper"], color=colours, lw=3, zorder=1)
        axes.scatter(told["mean"], at, s=34, c=colours, zorder=2)
        above: dict[str, Any] = {"xytext": (0, 5), "textcoords": "offset points"}
        for mean, place in zip(told["mean"], at, strict=True):
            words = number(mean, 2)
            axes.annotate(
                words, (mean, place), size=SMALL, color=INK, ha="center", va="bottom", **above
            )
        farthest = np.nanmax(told[["mean", "upper"]].to_numpy())
        axes.set(ylim=(len(told) - 0.5, -0.8), xlim=(0, 1.08 * farthest))
        axes.set_yticks(at, labels)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(text("chart.crps.axis", lang), size=SMALL, color=MUTED, labelpad=2)

    title, note = text("chart.crps.title", lang), text("chart.crps.note", lang)
    room = {
        "left": max((inches(label, SMALL) for label in labels), default=0.0) + EDGE + 0.12,
        "tall": 1.5 * _ROW * max(len(told), 1),
    }
    described = alt_crps_by_model(told, lang)
    return _chart(title, note, described, draw if len(told) else None, lang, **room)


def pit_histogram(rows: pd.DataFrame, lang: str = "zh") -> Chart:
    """Draw where outturns fell among their draws: flat where the spread is right.

    Parameters
    ----------
    rows
        One row a target of one model: pit (between 0 and 1), as `Backtest.of` gives them.
    lang
        'zh' or 'en'.

    """
    values = rows["pit"].dropna().to_numpy(dtype=float)
    shares = np.histogram(values, bins=BINS, range=(0, 1))[0] / max(len(values), 1)

    def draw(axes: Axes) -> None:
        at = 100 * (np.arange(BINS) + 0.5) / BINS
        axes.bar(at, 100 * shares, width=100 / BINS, color=PALE_BLUE, edgecolor=BLUE, lw=0.6)
        axes.axhline(100 / BINS, color=TARGET, lw=1.2)
        axes.set(xlim=(0, 100), ylim=(0, max(20, 110 * shares.max())))
        ticks = range(0, 101, 20)
        axes.set_xticks(ticks, [text("percent", lang, number=tick) for tick in ticks])
        axes.yaxis.set_major_formatter(lambda share, _: f"{share:g}%")
        axes.set_xlabel(text("chart.pit.axis", lang), size=SMALL, color=MUTED, labelpad=2)

    title, note = text("chart.pit.title", lang), text("chart.pit.note", lang, n=len(values))
    described = alt_pit_histogram(shares if len(values) else None, lang)
    return _chart(title, note, described, draw if len(values) else None, lang)


def alt_brier_by_year(wide: pd.DataFrame, lang: str, model: str = POOL) -> str:
    """Say the scores of each year in words; years in lines, models in columns."""
    phrases = [
        text(
            "alt.brier.one",
            lang,
            year=year,
            brier=number(line[model], 2),
            base=number(line[BASE_RATE], 2),
        )
        for year, line in wide.iterrows()
    ]
    opening = {"model": model_label(model, lang), "base": model_label(BASE_RATE, lang)}
    return _told("alt.brier", phrases, lang, opening)


def alt_crps_by_model(told: pd.DataFrame, lang: str) -> str:
    """Say the mean CRPS of each model in words."""
    phrases = [
        text("alt.crps.one", lang, label=_counted_label(line, lang), crps=number(line["mean"], 2))
        for line in told.to_dict("records")
    ]
    return _told("alt.crps", phrases, lang, {})


def alt_pit_histogram(shares: np.ndarray | None, lang: str) -> str:
    """Say in words how many outturns fell into each tenth of their draws."""
    listed = [] if shares is None else shares.tolist()
    phrases = [text("percent", lang, number=number(100 * share, 0)) for share in listed]
    return _told("alt.pit", phrases, lang, {})


def model_label(model: str, lang: str) -> str:
    """Name of a model; its code where it has none."""
    key = f"model.{model}"
    return text(key, lang) if has_text(key, lang) else model


def _counted_label(line: Mapping[Any, Any], lang: str) -> str:
    """Name of a model with the number of its targets."""
    return model_label(str(line["model"]), lang) + text("brackets", lang, inside=line["n"])


def _told(key: str, phrases: list[str], lang: str, opening: Mapping[str, object]) -> str:
    """Sentence of some phrases; without any, that there is nothing to show."""
    if not phrases:
        return text("chart.past.none", lang)
    return text(key, lang, phrases=text("clause.separator", lang).join(phrases), **opening)


def _chart(
    title: str,
    note: str,
    description: str,
    draw: Callable[[Axes], None] | None,
    lang: str,
    *,
    left: float = _LEFT,
    tall: float = _TALL,
) -> Chart:
    """Draw one panel under a heading; the heading alone, saying so, where there is nothing."""
    with figure_style(lang):
        heading = Heading.fitted(title, note if draw else text("chart.past.none", lang))
        panel = _ABOVE + tall + _BELOW if draw else EDGE
        chart = Chart(WIDTH, heading.height + panel, title=title, description=description)
        heading.draw(chart)
        if draw:
            draw(chart.panel(left, _BELOW, WIDTH - left - _RIGHT, tall))
    return chart
