"""English prose: the sections of the brief and of the notebooks."""

from __future__ import annotations

PROSE_EN = {
    "brief.title": "{area}: outlook on the targets of {year}",
    "brief.subtitle": "Judged on what was public on {date}; no figure published later is used",
    "brief.subtitle.over": (
        "Forecast with what was public on {date}; outturns of the year were published later, stand"
        " beside it for comparison and are not used"
    ),
    "section.judgement": "Judgement",
    "section.judgement.text": "",
    "section.targets": "Targets, trends and the chance of meeting them",
    "section.targets.text": (
        "Each row is one target of the government work report. What counts as met stands under the"
        " target: the figure that the authority publishes, rounded as it publishes it, is held"
        " against the target. Chances use what could be seen on {date}; numbers in brackets are"
        " sources."
    ),
    "section.charts": "Pictures",
    "section.charts.text": (
        "First all targets together, then each one: its history, the areas above it, the forecast"
        " interval and the target line. The dot plot shows the same forecast as twenty equally"
        " likely results."
    ),
    "section.joint": "Taken together",
    "section.joint.text": (
        "The targets belong to one place in one year and meet much the same shocks, so their"
        " chances must not be multiplied. The picture comes from one set of draws: each draw gives"
        " a result for all targets at once, and the ones met are counted. The chance"
        " that all those judged are met is {all}."
    ),
    "section.trends": "Drivers: trend, base and the levels above",
    "section.trends.text": (
        "A trend looks at the past alone, not at the target. With fewer than five published years"
        " of its own, the area borrows the series of the areas above it (each year from the"
        " nearest one that published it); with two or more own figures, half of the mean deviation"
        " is added. Targets of the levels above are shown only if published by {date}."
    ),
    "section.trust": "How far to trust it",
    "section.trust.text": (
        "The chances rest on the record of outturn minus target of governments at all levels, not"
        " on the area's own history: too few of its years are public. The places on record are"
        " those whose reports could be found, not a random sample; an outturn that the next report"
        " leaves out was mostly a miss, so shares met are biased upwards. Places do well or badly"
        " together in a year, so the number of independent groups is nearer to the true sample"
        " size. For one indicator and level of government the chance hardly depends on how high"
        " the target is: the model takes it that places set targets with their own prospects in"
        " view; the distance from the trend is shown, not counted in. Seen from later and replayed"
        " year by year (289"
        " targets of 2013-2023, each with what was out by the end of January of its year), the"
        " method has a Brier score of 0.24, against 0.26 for quoting the past share met and"
        " 0.25 for always saying 50 % (lower is better): a small lead over few years, which may be"
        " chance, and the width of the priors was chosen on the same years. The 80 % intervals held"
        " 75% of the outturns, and far fewer in 2014, 2020, 2021 and 2022: for a year with a"
        " nationwide shock they are too narrow. An error of ten points or more in a single chance"
        " would be no surprise."
    ),
    "section.changes": "Since the last brief",
    "section.changes.text": "",
    "section.changes.none": "No earlier brief was named, so nothing is compared.",
    "section.sources": "Sources and method",
    "section.sources.text": (
        "Method: the forecast is the target plus the pooled distribution of outturn minus target."
        " That distribution is split into random effects of theme, level of government, year and"
        " place; cells with few pairs are shrunk towards their neighbours, and errors are heavy"
        " tailed (Student t); the targets share the effects of year and place. An indicator"
        " without a record of targets (foreign investment) takes the volatility of log growth of"
        " the areas above, widened by what smaller areas publish. Intervals are 80 %: about one"
        " result in five falls outside."
    ),
    "section.sources.list": (
        "Numbers are those in brackets above. A mirror is a page that reprints a document; titles"
        " are those of the documents."
    ),
    "section.definitions": "What the indicators count",
    "section.definitions.text": (
        "What each indicator counts and leaves out, who publishes it, and how it is misread most"
        " often."
    ),
    "section.figures": "Published figures",
    "section.figures.text": (
        "The area's own figures as seen on {date}, each with its date of publication and source."
    ),
    "section.questions": "Three questions",
    "section.questions.text": (
        "Put your answer in place of None and run the cell; a wrong answer gets a hint."
    ),
    "question.two_year": (
        "From the table above: what is the two-year average growth of GDP of {area} in 2022-2023,"
        " in per cent?"
    ),
    "question.two_year.hint": (
        "The two-year average is √((1+g1)(1+g2))−1, with growth as a fraction; it is not the"
        " arithmetic mean of the two rates."
    ),
    "question.implied": (
        "The target for foreign investment is 70 million US dollars, the year before had 80.92."
        " What growth does the target imply, in per cent?"
    ),
    "question.implied.hint": "Target ÷ last year − 1; a negative result lies below last year.",
    "question.rounding": (
        "The GDP target is 6.5 %, and growth is published with one decimal. How high must growth"
        " be before rounding for the target to be met, in per cent?"
    ),
    "question.rounding.hint": "6.5 is printed when growth, rounded half up to one decimal, is 6.5.",
    "question.open": "Not answered yet. {prompt}",
    "question.right": "Right: {answer}.",
    "question.wrong": "{given} is not it yet. Hint: {hint}",
    "question.not_a_number": "Write a number, such as 3.5, without a per cent sign.",
    # --- the framework ---
    "column.definition": "What it counts",
    "column.caveat": "Commonest misreading",
    "column.authority": "Published by",
    "column.measured": "Prices and unit",
    "column.figure": "Figure",
    "column.published": "Published",
    "column.source": "Source",
    "indicators.caption": "What the indicators count",
    "figures.caption": "Published figures",
    "figures.no_source": "source not given",
    "published.stated": "published {date}",
    "published.assumed": "published {date} (assumed)",
    "date.assumed": "date assumed by rule",
    "price.real": "growth in constant prices",
    "price.nominal": "nominal growth",
    "price.unknown": "price basis unknown",
    # --- methods and remarks ---
    "model.trend": "trend alone",
    "note.deflated": "nominal growth deflated by consumer prices",
    "note.from_trend": "no number to anchor on: the trend of {n} yearly rates",
    "note.known_outturn": (
        "the outturn was already out on that date; the forecast does not use it"
    ),
    "note.no_deflator": (
        "growth of {indicator} is in constant prices, its level in "
        "current ones, and no deflator joins them"
    ),
    "note.no_record": "no record of such targets for {indicator}",
    "note.no_trend": "{indicator} has no trend, and the wording no number",
    "note.old_level": "the last published level of {indicator} is of {year}: too old",
}
