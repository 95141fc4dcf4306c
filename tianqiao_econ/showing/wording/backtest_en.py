"""English texts on a back-test: pictures and remarks."""

from __future__ import annotations

BACKTEST_EN = {
    "chart.past.none": "There is nothing to show.",
    "chart.brier.title": "Brier score, year by year",
    "chart.brier.note": "Filled: {model}; hollow: {base}. Lower is better.",
    "alt.brier": "Brier score of the years, {model} against {base}: {phrases}.",
    "alt.brier.one": "{year} {brier} against {base}",
    "chart.crps.title": "Error of whole forecasts, by method",
    "chart.crps.note": (
        "Mean CRPS, each year counting the same, with its 90% interval over years; in brackets the "
        "number of targets. Lower is better; compare only methods with the same targets."
    ),
    "chart.crps.axis": "CRPS, percentage points",
    "alt.crps": "Mean CRPS in points (targets in brackets): {phrases}.",
    "alt.crps.one": "{label} {crps}",
    "chart.pit.title": "Where outturns fell among what was thought possible",
    "chart.pit.note": (
        "{n} outturns; left end: lower than nearly all that was thought possible. Level with the "
        "line: as wide as it should be; a hill: too wide; a valley: too narrow. Targets of one "
        "year fall together, so some unevenness is to be expected."
    ),
    "chart.pit.axis": "share of possible outcomes below the outturn",
    "alt.pit": (
        "Share of outturns in each tenth of what was thought possible, from lowest to highest "
        "(10% each would be right): {phrases}."
    ),
    "note.backtest_no_target": "{year}: the data hold no growth target",
    "note.backtest_unknown_target": "{year}: no growth target was known on {date}",
    "note.backtest_no_outturn": "{year}: none of {n} targets has a published outturn",
    "note.backtest_some_outturns": (
        "{year}: {n} of {total} targets have no published outturn and are not judged"
    ),
    "note.backtest_no_pair": (
        "{year}: no earlier target with its outturn, so the past share met is taken as one half"
    ),
    "note.backtest_assumed": "every target or its outturn has an assumed date",
    "note.backtest_other_years": "no year other than {years}",
    "note.backtest_one_year": "an interval over years needs at least {n} years",
    "note.backtest_perfect": "a score of zero leaves nothing to compare with",
}
"""English texts of the charts of a back-test and of its remarks."""
