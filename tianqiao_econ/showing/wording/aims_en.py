"""English texts on a report's countable aims."""

from __future__ import annotations

AIMS_EN = {
    "section.aims": "Countable aims against last year",
    "section.aims.text": (
        "Beside growth targets a report names tasks that can be counted: so much built, cleared or"
        " brought in. Such aims have no record of how they ended, so they get no probability; they"
        " are held against last year's figure in the same report. An aim below it is not"
        " necessarily easier, nor one above it harder: the lists of projects change every year."
    ),
    "aims.caption.paired": "Aims of {year} with a figure of last year ({n})",
    "aims.caption.alone": "Aims of {year} without one ({n})",
    "aims.head.aim": "Aim, in the report's words",
    "aims.head.number": "Aim of {year}",
    "aims.head.last": "Last year",
    "aims.head.ratio": "Aim as a share of last year",
    "aims.head.comparability": "Comparable?",
    "aims.exact": "{figure}",
    "aims.at_least": "at least {figure}",
    "aims.about": "about {figure}",
    "aims.same": "yes",
    "aims.similar": "broadly",
    "aims.differs": "no",
    "aims.million": "{number} million",
    "aims.billion": "{number} billion",
    "aims.note": (
        "Last year's figures come from the same report. Yes: the same thing in the same unit."
        " Broadly: much the same thing, perhaps of another scope or stage (begun, completed)."
        " No: another scope, so no ratio is taken."
    ),
    "aims.unit.SQUARE_KILOMETRE": "km²",
    "aims.unit.SQUARE_METRE": "m²",
    "aims.unit.CUBIC_METRE": "m³",
    "aims.unit.KILOMETRE": "km",
    "aims.unit.METRE": "m",
    "aims.unit.HECTARE": "ha",
    "aims.unit.MU": "mu",
    "aims.unit.TONNE": "t",
    "aims.unit.KILOWATT": "kW",
    "aims.unit.KILOVOLT_AMPERE": "kVA",
    "aims.unit.JIN": "jin",
    "aims.unit.USD": "US dollars",
    "aims.unit.CNY": "yuan",
    "aims.unit.HOUR": "hours",
    "aims.unit.VISIT": "visits",
    "aims.unit.PERSON": "people",
    "aims.unit.HOUSEHOLD": "households",
    "aims.unit.PERCENT": "%",
    "sheet.aims": "Aims",
    "column.verb": "Verb",
    "column.object": "Aim",
    "column.number": "Number",
    "column.bound": "Bound",
    "column.last_number": "Last year",
    "column.last_unit": "Unit of last year",
    "column.ratio": "Aim ÷ last year",
    "column.comparability": "Comparable?",
    "column.place": "Place in the report",
    "column.origin_id": "Source",
}
