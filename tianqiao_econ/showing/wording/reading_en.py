"""English texts of the page that shows what was read in a work report."""

from __future__ import annotations

READING_EN = {
    "reading.title": "As read: work report of {area}, {year}",
    "reading.title.plain": "A report as read",
    "reading.subtitle": (
        "{outturns} outturns, {targets} targets, {aims} aims; {unsure} to be checked."
    ),
    "reading.how": (
        "What was read stands beside the text; the numbers lead from one to the other and back."
        " A dashed frame marks what is in doubt: a person has to confirm it before it is used, and"
        " what is not confirmed is not written into the data."
    ),
    "reading.confirm": (
        "To confirm: save the CSV that read-report prints, set status to ok where a row in doubt is"
        " right, mend or delete what was misread, and give the file back with --confirmed FILE"
        " --into DIR."
    ),
    "reading.text": "The text",
    "reading.table": "What was read",
    "reading.none": "No figure of an indicator was read.",
    "reading.column.what": "Indicator",
    "reading.column.figure": "Figure",
    "reading.column.wording": "Wording",
    "reading.column.state": "Status",
    "reading.role.outturn": "outturn",
    "reading.role.target": "target",
    "reading.role.aim": "aim",
    "reading.status.ok": "clear",
    "reading.status.unsure": "in doubt",
    "reading.qualifier.exact": "exactly",
    "reading.qualifier.at_least": "at least",
    "reading.qualifier.at_most": "at most",
    "reading.qualifier.about": "about",
    "reading.qualifier.range": "range",
    "reading.qualifier.aligned": "in step with GDP",
    "reading.qualifier.relative": "against a parent area",
    "reading.qualifier.qualitative": "in words only",
    "reading.qualifier.unknown": "not understood",
    "reading.basis.comparable": "comparable basis",
    "reading.basis.real": "constant prices",
    "reading.basis.nominal": "current prices",
    "reading.reason.estimated": "an estimate",
    "reading.reason.several_years": "an average, sum or goal over several years",
    "reading.reason.another_year": "a goal for another year",
    "reading.reason.no_year": "the report does not say its year",
    "reading.reason.single_period": "a single month or quarter",
    "reading.reason.unknown_words": "the words between name and number are not understood",
    "reading.reason.words_before": "the words before the name may make it something else",
    "reading.reason.one_amount": "several names share one amount",
    "reading.reason.counts": "{names} names and {numbers} numbers",
    "reading.reason.another_figure": "another figure stands before: {number}",
    "reading.reason.no_growth": "a percentage without a word of growth",
    "reading.reason.falls_to": "it says what it falls to, not by",
    "reading.reason.index": "an index, not a rise",
    "reading.reason.too_large": "a growth rate of this size is not likely",
    "reading.reason.quality": "it speaks of quality, not of an amount",
    "reading.reason.reference": "what it is held against is not understood",
    "reading.reason.wider": "the report uses the proper name elsewhere; this may be wider",
    "reading.reason.wider_name": "the name is wider than the indicator: no size is said",
    "reading.reason.in_a_row": "a run of years, quarters or months",
    "reading.reason.wording": "the wording is not understood",
}
