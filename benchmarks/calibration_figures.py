"""Pictures of the proof: reliability with its band, scores year by year, where outturns fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from calibration_goals import BASE_RATES, POOL, RIVALS, best, common, means
from calibration_scores import LAST_VALUE
from calibration_studies import Study
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tianqiao_econ.assessment.backtest_tables import reliability

INK, MUTED, FAINT, BAND, BLUE, RED = (
    "#1a2027",
    "#5b6570",
    "#c3cad0",
    "#dfe4e8",
    "#1f5f99",
    "#a63c14",
)
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.hashsalt": "calibration",
}
PIT_BINS = 10


def draw(studies: Mapping[str, Study], folder: Path) -> dict[str, str]:
    """Draw every picture into a folder; return file name -> what the picture shows."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "calibration-reliability.png": (_reliabilities, "Share of targets met by what was said"),
        "calibration-years.png": (_years, "Scores year by year"),
        "calibration-pit.png": (_pits, "Where outturns fell within their distributions"),
    }
    with mpl.rc_context(STYLE):
        for name, (make, _) in pictures.items():
            make(studies).savefig(folder / name, dpi=120, metadata={"Software": None})
    return {name: shown for name, (_, shown) in pictures.items()}


def _row_of(panels: int) -> tuple[Figure, Sequence[Axes]]:
    figure = Figure(figsize=(4.0 * panels, 4.2), layout="constrained")
    return figure, np.atleast_1d(figure.subplots(1, panels))


def _reliabilities(studies: Mapping[str, Study]) -> Figure:
    figure, axes = _row_of(len(studies))
    for axis, study in zip(axes, studies.values(), strict=True):
        bins = reliability(study.past)
        said, came = 100 * bins["forecast"], 100 * bins["observed"]
        axis.plot([0, 100], [0, 100], color=FAINT, lw=1)
        axis.vlines(said, 100 * bins["band_low"], 100 * bins["band_high"], color=BAND, lw=10)
        axis.plot(said, came, "o", color=BLUE, ms=7, clip_on=False)
        for at, n in zip(said, bins["n"], strict=True):
            axis.annotate(
                f"{n}",
                (at, 0),
                (0, -28),
                xycoords="data",
                textcoords="offset points",
                ha="center",
                size=8,
                color=MUTED,
                annotation_clip=False,
            )
        axis.set(xlim=(0, 100), ylim=(0, 100), aspect="equal", title=_title(study))
        axis.set_xlabel("probability given, % (below: targets)", labelpad=16)
    axes[0].set_ylabel("met, %")
    return figure


def _years(studies: Mapping[str, Study]) -> Figure:
    figure = Figure(figsize=(12, 3.6 * len(studies)), layout="constrained")
    grid = np.atleast_2d(figure.subplots(len(studies), 2))
    for (left, right), study in zip(grid, studies.values(), strict=True):
        rival = best(study.rows, RIVALS, "crps")
        base = best(study.rows, BASE_RATES, "brier")
        _lines(left, study.rows, "crps", [POOL, LAST_VALUE, *([rival] if rival else [])])
        _lines(right, study.rows, "brier", [POOL, *([base] if base else [])])
        left.set_title(f"{_title(study)}: CRPS, points", loc="left")
        right.set_title(f"{_title(study)}: Brier", loc="left")
    return figure


def _lines(axis: Axes, rows: pd.DataFrame, score: str, models: Sequence[str]) -> None:
    yearly = means(common(rows, models, score), "year")
    for model, colour, style in zip(models, (BLUE, RED, MUTED), ("o-", "s--", "^:"), strict=False):
        own = yearly[yearly["model"] == model].set_index("year")[score]
        axis.plot(own.index, own, style, color=colour, ms=5, label=model)
    axis.set_xticks(sorted(yearly["year"].unique()))
    axis.tick_params(axis="x", labelsize=9)
    axis.set_ylim(bottom=0)
    axis.legend(frameon=False, fontsize=9)


def _pits(studies: Mapping[str, Study]) -> Figure:
    figure, axes = _row_of(len(studies))
    for axis, study in zip(axes, studies.values(), strict=True):
        pool = study.past.of(POOL)
        # each year counts the same, as in every mean here
        weight = 1 / pool.groupby("year")["pit"].transform("size")
        weight = weight / weight.sum() * 100
        axis.hist(100 * pool["pit"], np.linspace(0, 100, PIT_BINS + 1), weights=weight, color=BLUE)
        axis.axhline(100 / PIT_BINS, color=RED, ls="--", lw=1)
        axis.set(xlim=(0, 100), title=_title(study), xlabel="place among the draws, %")
    axes[0].set_ylabel("share of outturns, %")
    return figure


def _title(study: Study) -> str:
    years = study.past.years
    return f"{study.name}, {years[0]} to {years[-1]}"
