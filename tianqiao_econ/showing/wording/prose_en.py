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
        " a result for all targets at once, and the ones met are counted. All {judged}"
        " of them are met with a probability of {all}; were they unrelated, it would be about"
        " {unrelated}%."
    ),
    "section.joint_few": "Taken together",
    "section.joint_few.text": (
        "Targets with a probability: {judged}. With fewer than two there is nothing to take"
        " together, so numbers met and correlations are not drawn."
    ),
    "section.drivers": "What drives each probability",
    "section.drivers.text": (
        "Each probability starts from what the engine says when it knows no more of a target than"
        " its indicator and level of government. That is an estimate; how many such targets were"
        " met in the record is counted beside it. Then come the height of the target, the base, the"
        " year, the own record of {own}, trend and parents, and each raises or lowers it. What a"
        " factor adds depends on the order in which they come; shown is the mean over all orders"
        " (Shapley value)."
    ),
    "section.ambition": "How much the targets ask for",
    "section.ambition.text": (
        "The 80% mark is the highest number (of consumer prices the lowest) that this forecast"
        " gives a chance of 80% or more. It is not yet the target that would have had that chance:"
        " the forecast leans on the announced target, and with another one it would be another. The"
        " target with an 80% chance takes that into account. Both show how tight a target is;"
        " neither is advice."
    ),
    "section.trends": "Targets against trends",
    "section.trends.text": (
        "A trend looks at the past alone, not at the target: the mean of the areas of one level"
        " where enough of them publish, else the series of the levels above (each year from the"
        " nearest that published it), plus the part of {own}'s own recent deviation that is"
        " expected again; years that a listed event distorts are left out. Targets of the levels"
        " above are shown only if published by {date}."
    ),
    "section.trust": "How far to trust it",
    "section.trust.text": (
        "The probabilities rest on the record of outturn minus target of governments at all levels,"
        " not on {own}'s own history alone. The places on record are those whose reports could be"
        " found, not a random sample; an outturn that the next report leaves out was mostly a miss,"
        " so shares met are biased upwards. Places do well or badly together in a year, so the"
        " number of independent clusters is nearer to the true sample size. An error of ten points"
        " or more in a single probability would be no surprise."
    ),
    "section.changes": "Since the last brief",
    "section.changes.text": "",
    "section.changes.none": "No earlier brief was named, so nothing is compared.",
    "section.sources": "Sources and method",
    "section.sources.text": (
        "Method: up to three simple forecasts are pooled by weight: the target plus the past gap"
        " between outturn and target; the trend; and the parent's own target plus its past gap and"
        " {own}'s usual distance from the parent. Gaps are split by indicator, level of government,"
        " year and place, with the height and wording of the target and the place's own record;"
        " what has few pairs is shrunk towards the whole, and errors are heavy tailed (Student t)."
        " All targets share the shocks of year and place, in one set of draws. An indicator without"
        " a record of targets takes the volatility of log growth, widened by what smaller areas"
        " publish. Intervals are 80%: about one result in five falls outside."
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
        "Figures of {own} as seen on {date}, each with its date of publication and source."
    ),
    "section.questions": "Three questions",
    "section.questions.text": (
        "Put your answer in place of None and run the cell; a wrong answer gets a hint."
    ),
    "question.two_year": (
        "{indicator}, {area}: growth was {before} % in {first} and {after} % in {last}. What is the"
        " two-year average, in per cent?"
    ),
    "question.two_year.hint": (
        "The two-year average is √((1+g1)(1+g2))−1, with growth as a fraction; it is not the"
        " arithmetic mean of the two rates."
    ),
    "question.implied": (
        "{indicator}: the target is {goal}, the year before had {last}. What growth does the target"
        " imply, in per cent?"
    ),
    "question.implied.hint": "Target ÷ last year − 1; a negative result lies below last year.",
    "question.rounding": (
        "{indicator}: the target is {goal}, and growth is published with one decimal. How high must"
        " growth be before rounding for the target to be met, in per cent?"
    ),
    "question.rounding.hint": (
        "{printed} is printed when growth, rounded half up to one decimal, is {printed}."
    ),
    "question.rounding_ceiling": (
        "{indicator}: the target is {goal}, and the figure is published with one decimal. Below"
        " which number must it stay before rounding for the target to be met, in per cent?"
    ),
    "question.rounding_ceiling.hint": (
        "No more than {printed} is printed when the figure, rounded half up, is {printed} or less."
    ),
    "question.compound": (
        "{indicator}: if it grows by exactly {growth} % in each of {years} years, how much does it"
        " grow altogether, in per cent?"
    ),
    "question.compound.hint": "(1+g) to the power of {years}, less 1; not {years} times the rate.",
    "question.doubling": "What yearly growth doubles a figure in ten years, in per cent?",
    "question.doubling.hint": "The tenth root of 2, less 1; it is not 100 % divided by ten.",
    "question.recovery": "After a fall of 20 %, what growth leads back to before, in per cent?",
    "question.recovery.hint": "The base is smaller now: 1 ÷ (1 − 0.2) − 1.",
    "question.points": (
        "Growth rises from 4 % to 5 %, by one percentage point. By how many per cent is the new"
        " rate higher than the old one?"
    ),
    "question.points.hint": "Points are a difference of two percentages; here 5 ÷ 4 − 1 is asked.",
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
}
