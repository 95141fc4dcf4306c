"""Charts: each takes an outlook and returns a matplotlib figure; none touches pyplot."""

from __future__ import annotations

from tianqiao_econ.showing.charts.canvas import Chart
from tianqiao_econ.showing.charts.counts import number_met
from tianqiao_econ.showing.charts.descriptions import (
    alt_dotplot,
    alt_fan,
    alt_number_met,
    alt_scorecard,
    dots_sentence,
)
from tianqiao_econ.showing.charts.dots import dotplot
from tianqiao_econ.showing.charts.fans import fan
from tianqiao_econ.showing.charts.inline import svg
from tianqiao_econ.showing.charts.scorecard import scorecard

__all__ = [
    "Chart",
    "alt_dotplot",
    "alt_fan",
    "alt_number_met",
    "alt_scorecard",
    "dotplot",
    "dots_sentence",
    "fan",
    "number_met",
    "scorecard",
    "svg",
]
