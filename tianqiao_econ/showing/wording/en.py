"""English texts."""

from __future__ import annotations

EN = {
    # --- signs, units, dates ---
    "brackets": " ({inside})",
    "clause.separator": "; ",
    "phrase.separator": ", ",
    "list.last": "{head} and {last}",
    "list.separator": ", ",
    "reference.separator": " ",
    "sentence.end": ".",
    "sentence.space": " ",
    "span": "{low} to {high}",
    "percent": "{number}%",
    "amount.CNY": "{number} yuan",
    "amount.CNY_100M": "{number} billion yuan",
    "amount.CNY_10K": "{number} million yuan",
    "amount.PERSONS_10K": "{number} thousand people",
    "amount.POINTS": "{number} percentage points",
    "amount.USD_100M": "US${number} billion",
    "amount.USD_10K": "US${number} million",
    "unit.CNY": "yuan",
    "unit.CNY_100M": "billion yuan",
    "unit.CNY_10K": "million yuan",
    "unit.PERCENT": "%",
    "unit.PERSONS_10K": "thousand people",
    "unit.POINTS": "points",
    "unit.USD_100M": "US$ billion",
    "unit.USD_10K": "US$ million",
    "date": "{day} {month} {year}",
    "month.1": "January",
    "month.2": "February",
    "month.3": "March",
    "month.4": "April",
    "month.5": "May",
    "month.6": "June",
    "month.7": "July",
    "month.8": "August",
    "month.9": "September",
    "month.10": "October",
    "month.11": "November",
    "month.12": "December",
    "quarter.1": "first quarter",
    "quarter.2": "second quarter",
    "quarter.3": "third quarter",
    "quarter.4": "fourth quarter",
    "period.year": "{year}",
    "period.quarter": "{quarter} of {year}",
    "period.month": "{month} {year}",
    "period.figure": "{period}: {figure}",
    "mark.estimated": " (est.)",
    "mark.preliminary": " (prelim.)",
    # --- probabilities ---
    "chance.almost_certain": "almost certain",
    "chance.very_likely": "very likely",
    "chance.rather_likely": "rather likely",
    "chance.about_even": "about even",
    "chance.rather_unlikely": "rather unlikely",
    "chance.very_unlikely": "very unlikely",
    "chance.almost_impossible": "almost impossible",
    "chance.about": "about {percent}%",
    "chance.text": "about {percent}% ({word})",
    "chance.was": "before: {percent}%",
    "chance.none": "no probability",
    "chance.none_hint": "too little known",
    "chance.scale": (
        "Probabilities are rounded to 5%, never below 1% or above 99%. Words: 95% and more almost "
        "certain, 80 to 95% very likely, 60 to 80% rather likely, 40 to 60% about even, 20 to 40% "
        "rather unlikely, 5 to 20% very unlikely, 5% and less almost impossible; a number on an "
        "edge takes the word further from even."
    ),
    # --- targets, events, verdicts ---
    "change.up": "+{number}%",
    "change.down": "\u2212{number}%",
    "change.none": "no change",
    "target.exact": "{goal}",
    "target.at_least": "{goal} or more",
    "target.about": "about {goal}",
    "target.range": "{goal} to {upper}",
    "target.at_most": "no more than {cap}",
    "target.aligned": "in step with {reference}",
    "target.relative": "above {reference}",
    "target.relative_by": "{margin} points above {reference}",
    "target.qualitative": "in words only",
    "target.positive": "positive growth",
    "target.unknown": "{goal}",
    "target.implied": "that is {change} on the year before",
    "event.subject.growth": "growth",
    "event.subject.level": "figure",
    "event.lower": "met if the published {what} is {threshold} or more",
    "event.lower_strict": "met if the published {what} is above {threshold}",
    "event.upper": "met if the published {what} is {threshold} or less",
    "event.upper_strict": "met if the published {what} is below {threshold}",
    "event.reference.lower": (
        "met if the published {what} exceeds that of {reference} by {margin} points or more"
    ),
    "event.reference.lower_plain": (
        "met if the published {what} is no lower than that of {reference}"
    ),
    "event.reference.upper": (
        "met if the published {what} exceeds that of {reference} by {margin} points at most"
    ),
    "event.reference.upper_plain": (
        "met if the published {what} is no higher than that of {reference}"
    ),
    "event.none": "no number that could be checked",
    "event.latent.lower": "≥ {latent}% before rounding",
    "event.latent.upper": "< {latent}% before rounding",
    "event.tolerance": "{tolerance} points allowed",
    "verdict.met": "met",
    "verdict.missed": "missed",
    "verdict.pending": "not yet published",
    "gap.above": "{number} points above trend",
    "gap.below": "{number} points below trend",
    "gap.none": "at trend",
    # --- charts ---
    "legend.target": "target",
    "legend.forecast": "forecast: median, 80%",
    "legend.trend": "trend, 80%",
    "legend.old_trend": "old trend, not used",
    "legend.last": "last outturn",
    "legend.outturn": "outturn",
    "chart.axis.growth": "growth, {unit}",
    "chart.axis.level": "{unit}",
    "chart.axis.difference": "points over {reference}",
    "chart.target": "target {goal}",
    "chart.median": "median {figure}",
    "chart.outturn": "outturn {figure}",
    "chart.scorecard.title": "All targets for {year}",
    "chart.scorecard.note": (
        "Thick line: target met. Each row has its own scale; go by the numbers."
    ),
    "chart.scorecard.goal": "target {goal}",
    "chart.scorecard.no_last": "no last outturn",
    "chart.fan.title": "{name}: history and forecast for {year}",
    "chart.fan.note": (
        "Bars, dark to light: 50%, 80%, 95% intervals; white line: median; hollow: estimated or "
        "preliminary."
    ),
    "chart.fan.line": "{name} {figure}",
    "chart.fan.old_line": "{name} {figure} ({year})",
    "chart.fan.no_history": "no earlier figures to show",
    "chart.fan.no_forecast": "no forecast",
    "chart.fan.difference": (
        "the forecast is of the distance from {reference}: no history beside it"
    ),
    "chart.none": "{name}: no probability is given",
    "chart.dots.title": "{name}: twenty possible outcomes",
    "chart.counts.title": "How many of {total} targets are met",
    "chart.scorecard.chance": "chance of target",
    "chart.dots.note": "Each dot is a chance of {percent}%; filled: target met.",
    "chart.counts.note": (
        "Dark: 80% range; circle: mean. Targets share good and bad years, so the ends are heavy."
    ),
    "chart.counts.range": "expected {expected}, 80% range {low} to {high}",
    "dots.some": "{name}: {filled} of {total} possible outcomes meet the target",
    "dots.none": (
        "{name}: {filled} of {total} possible outcomes meet it, a chance of less than 1 in 40"
    ),
    "dots.all": (
        "{name}: {filled} of {total} possible outcomes meet it, a chance of more than 39 in 40"
    ),
    # --- sentences for those who do not see a picture ---
    "alt.scorecard": "Forecasts for the {total} targets of {area} for {year}.",
    "alt.fan": "{name}: earlier figures and the forecast for {year}.",
    "alt.counts": (
        "Of {total} targets {expected} are expected to be met, 80% range {low} to {high}. "
        "Probability of each number: "
    ),
    "alt.counts.one": "{count} met {percent}%",
    "sentence.forecast": (
        "{name}: target {goal}, last outturn {last}, forecast median {median}, 80% interval "
        "{interval}, probability of being met {chance}."
    ),
    "sentence.no_forecast": (
        "{name}: target {goal}, last outturn {last}, no probability is given."
    ),
    "sentence.outcome.met": "{name}: target {goal}, outturn {outturn}, met.",
    "sentence.outcome.missed": "{name}: target {goal}, outturn {outturn}, missed.",
    # --- how an area speaks of itself ---
    "here.nation": "the nation",
    "here.province": "the province",
    "here.region": "the region",
    "here.city": "the city",
    "here.prefecture": "the prefecture",
    "here.league": "the league",
    "here.district": "the district",
    "here.county": "the county",
    "here.banner": "the banner",
    "here.zone": "the zone",
    "here.other": "the area",
    # --- around a page, and in a workbook ---
    "page.contents": "Contents",
    "page.skip": "Skip to the text",
    "page.key": (
        "Key {short_key}: data, parameters and software versions are in the .json file of the "
        "same name; information to {date}."
    ),
    "sheet.targets": "Targets",
    "sheet.trends": "Targets and trends",
    "sheet.quantiles": "Quantiles",
    "sheet.number_met": "Number met",
    "sheet.sources": "Sources",
    # --- what figures are counted in, as the data hold them ---
    "printed.CNY": "yuan",
    "printed.CNY_100M": "100 million yuan",
    "printed.CNY_10K": "10,000 yuan",
    "printed.PERCENT": "%",
    "printed.PERSONS_10K": "10,000 people",
    "printed.USD_100M": "US$100 million",
    "printed.USD_10K": "US$10,000",
    # --- heads of columns ---
    "column.after": "now",
    "column.basis": "Basis of the trend",
    "column.before": "before",
    "column.drivers": "What drives it",
    "column.event": "Met if",
    "column.event_implied_growth": "Growth implied (%)",
    "column.event_lower": "Lower bound",
    "column.event_upper": "Upper bound",
    "column.forecast": "Forecast, median",
    "column.forecast_hint": "80% interval under it",
    "column.implied_growth": "Growth implied (%)",
    "column.indicator": "Indicator",
    "column.last_growth": "Last growth (%)",
    "column.last_outturn": "Last outturn",
    "column.last_period": "Last period",
    "column.median": "Forecast, median",
    "column.model": "Method",
    "column.n_clusters": "Independent clusters",
    "column.n_own": "Own years",
    "column.n_pool": "Borrowed observations",
    "column.note": "Remarks",
    "column.number_met": "Number met",
    "column.of_parent": "{area}: {what}",
    "column.outturn": "Outturn",
    "column.outturn_of": "Outturn {year}",
    "column.outturn_origin_id": "Source of the outturn",
    "column.p10": "10% quantile",
    "column.p90": "90% quantile",
    "column.parent_hint": "last growth; own target",
    "column.probability": "Probability",
    "column.quantity": "Figure",
    "column.target": "Target",
    "column.target_minus_trend": "Target minus trend",
    "column.target_of": "Target {year}",
    "column.target_origin_id": "Source of the target",
    "column.trend": "Trend",
    "column.trend_growth": "Trend growth (%)",
    "column.trend_p10": "Trend, 10% quantile",
    "column.trend_p90": "Trend, 90% quantile",
    "column.two_year_average": "Two-year average",
    "column.unit": "Unit",
    "column.word": "In words",
    "column.wording": "Wording",
    # --- the judgement ---
    "headline.all": (
        "Of the {total} targets of {area} for {year}, {expected} are expected to be met "
        "(80% range {low} to {high}); the safest is {safest} with {safest_chance}; "
        "the most at risk is {riskiest} with {riskiest_chance}."
    ),
    "headline.some": (
        "Of the {total} targets of {area} for {year}, {judged} have a probability, and of these "
        "{expected} are expected to be met (80% range {low} to {high}); the safest is {safest} "
        "with {safest_chance}; the most at risk is {riskiest} with {riskiest_chance}."
    ),
    "headline.one.all": "The one target of {area} for {year} is {safest}: {safest_chance}.",
    "headline.one.some": (
        "Of the {total} targets of {area} for {year} only {safest} has a probability: "
        "{safest_chance}."
    ),
    "headline.over": (
        "Of the {total} targets for {year}, {known} have a published outturn and {met} were met; "
        "missed: {missed}."
    ),
    "headline.nothing": "none",
    "headline.unknown": "No probability is given for: {names}. The table says why.",
    # --- tables ---
    "targets.caption": "Targets and forecasts, {area}, {year} (as known on {date})",
    "targets.note": (
        "Forecasts are of the published figure. Intervals hold 80%; (est.) marks the report's own "
        "estimates, (prelim.) preliminary figures of bulletins; numbers in brackets are sources."
    ),
    "outturn.none": "not published",
    "target.wording_unknown": "exact wording not known",
    "forecast.difference": "over {reference}",
    "chance.tolerant": "with half a point of tolerance {chance}",
    "trends.caption": "Targets beside trends and the levels above",
    "trend.old": "figures to {last}, not used",
    "trend.old.note": (
        "A trend marked as not used has its last figure more than two years back. It is shown for "
        "reference; the probability does not rest on it, and its distance from the target does not "
        "explain the probability."
    ),
    "trends.note": (
        "A trend looks at the past alone, not at the target; under it its 80% interval. The "
        "two-year average is the geometric mean of two years' growth."
    ),
    "trends.parent_target": "target {goal}",
    "changes.caption": "Changes since the last brief",
    "changes.none": "Nothing changed in the figures as shown.",
    "quantity.last_outturn": "last outturn",
    "quantity.median": "forecast, median",
    "quantity.outturn": "outturn",
    "quantity.probability": "probability",
    "quantity.target": "target",
    "quantity.trend": "trend",
    "sources.caption": "Sources",
    "sources.of_chart": "Sources of the picture: ",
    "sources.number": "No.",
    "sources.producer": "Publisher",
    "sources.title": "Title",
    "sources.date": "Published",
    "sources.grade": "Grade",
    "sources.url": "Address",
    "sources.origin_id": "Code",
    "sources.note": (
        "A mirror repeats official or press text elsewhere; secondary means figures gathered by "
        "others."
    ),
    "sources.none": "The data name no sources.",
    "grade.primary": "primary",
    "grade.official": "official",
    "grade.press": "press",
    "grade.mirror": "mirror",
    "grade.secondary": "secondary",
    "level.nation": "national",
    "level.province": "provincial",
    "level.prefecture": "city",
    "level.county": "county",
    "level.zone": "zone",
    "contents": "Contents",
}
