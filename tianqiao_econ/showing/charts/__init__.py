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
from tianqiao_econ.showing.charts.drivers import alt_drivers, drivers
from tianqiao_econ.showing.charts.fans import fan
from tianqiao_econ.showing.charts.inline import svg
from tianqiao_econ.showing.charts.record import brier_by_year, crps_by_model, pit_histogram
from tianqiao_econ.showing.charts.reliability import alt_reliability, reliability
from tianqiao_econ.showing.charts.scorecard import scorecard
from tianqiao_econ.showing.charts.together import alt_together, together

__all__ = [
    "Chart",
    "alt_dotplot",
    "alt_drivers",
    "alt_fan",
    "alt_number_met",
    "alt_reliability",
    "alt_scorecard",
    "alt_together",
    "brier_by_year",
    "crps_by_model",
    "dotplot",
    "dots_sentence",
    "drivers",
    "fan",
    "number_met",
    "pit_histogram",
    "reliability",
    "scorecard",
    "svg",
    "together",
]
