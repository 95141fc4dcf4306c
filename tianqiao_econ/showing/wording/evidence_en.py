"""English texts on what a probability rests on: methods, drivers, dependence, the record."""

from __future__ import annotations

EVIDENCE_EN = {
    # --- methods ---
    "model.pool": "pooled forecast",
    "model.trend": "trend",
    "model.growth_spread": "spread of growth",
    "model.difference": "distance from the reference",
    "model.anchored": "target plus past gaps",
    "model.parent": "parent's target",
    "model.base_rate": "past share met",
    "model.last_value": "last outturn again",
    "member.share": "{member} {share}",
    # --- remarks of the assessment ---
    "note.pool": "pooled from {members}",
    "note.gaps": (
        "past gaps between outturn and target of {indicator}: {here} pairs at {level} level, "
        "{there} at other levels, from {areas} areas, {years} years and {clusters} independent "
        "clusters"
    ),
    "note.elsewhere": "no pairs at this level: the width comes from the other levels",
    "note.blind": (
        "no recent growth here or above is known: the chance hardly depends on the number"
    ),
    "note.priors_alone": "no pair in these data: the usual gap is that of priors.csv",
    "note.deflated": "nominal growth deflated by consumer prices",
    "note.difference": "{n} area-years of the difference; median and interval are points over it",
    "note.few_differences": (
        "only {n} area-years published both {indicator} and the reference, {needed} are needed"
    ),
    "note.few_rates": (
        "no record of targets being met, and only {n} yearly rates of {indicator} here and above, "
        "{needed} are needed"
    ),
    "note.from_trend": "no number to anchor on: the trend of {n} yearly rates",
    "note.known_outturn": (
        "the outturn was already out on that date; the forecast does not use it"
    ),
    "note.no_deflator": (
        "growth of {indicator} is in constant prices, its level in current ones, and no deflator "
        "joins them"
    ),
    "note.no_event": "the wording names no number and no reference, so nothing could be checked",
    "note.no_level": "no published level of {indicator} to start from",
    "note.no_record": "no record of such targets for {indicator}",
    "note.old_trend": "the trend ends in {year}: shown, but too old to be used",
    "note.no_trend": "{indicator} has no trend, and the wording no number",
    "note.old_level": "the last published level of {indicator} is of {year}: too old",
    "note.spread": (
        "no record of targets being met: the spread of log growth, {sd}, is that of {n} yearly "
        "rates of {area} made {factor} times wider ({reason}); centre {centre}"
    ),
    "note.widening_assumed": "assumed, small areas publish too few rates",
    "note.widening_measured": "from {n} rates that small areas published",
    # --- trends ---
    "basis.own": "own series {first}–{last}",
    "basis.parent": "{areas} {first}–{last} alone, without an offset",
    "basis.parent_offset": "{areas} {first}–{last}, own offset {offset} points",
    "basis.peers": "mean of {areas} {first}–{last}, own offset {offset} points",
    "basis.none": "no series to go by",
    "peers.province": "provinces",
    "peers.prefecture": "cities",
    "peers.county": "counties",
    "peers.zone": "zones",
    "base.tax_refund": (
        "Large VAT refunds lowered the base in {period}, so the {last} of {last_period} is no trend"
    ),
    "base.vat_refunds": (
        "Large VAT refunds lowered the base in {period}, so the {last} of {last_period} is no trend"
    ),
    "base.pandemic": (
        "The pandemic lowered the base in {period}, so the {last} of {last_period} is no trend"
    ),
    "base.low_base": (
        "{period} brought only {growth}, a low base, so the {last} of {last_period} is no trend"
    ),
    "base.other": (
        "The base in {period} was unusual ({code}), so the {last} of {last_period} is no trend"
    ),
    "base.average": "; two-year average {average}.",
    "base.end": ".",
    "named": "{name}: {sentence}",
    # --- drivers ---
    "driver.gap": "The target is {gap} ({basis}).",
    "driver.implied": "The target: {change}; {gap} ({basis}).",
    "driver.parent": "{name} {goal}",
    "driver.parents": "Targets of the levels above: {parents}.",
    "driver.none": "Nothing that could be named.",
    "driver.path": "Without these factors the engine starts at about {start}%; {moves}: {chance}.",
    "driver.met": "Of such targets with a known outturn ({of}) {share} were met.",
    "driver.met.of": "{n} at {level} level",
    "driver.met.of_all": "{n} at all levels",
    "driver.lowered": "lowered by {factors}",
    "driver.raised": "raised by {factors}",
    "driver.factor": "{factor} ({points})",
    "driver.unmoved": "no factor moves it by a point",
    "driver.unexplained": "another method: not taken apart",
    "driver.unexplained.sentence": "Its probability has another method and is not taken apart.",
    "factor.stretch": "the height of the target",
    "factor.base_effect": "the base effect",
    "factor.year": "the year",
    "factor.record": "the own record",
    "factor.parents": "trend and parents",
    "drivers.caption": "What each factor adds",
    "drivers.note": (
        "In points; the start and the factors add up to the probability, which is then rounded to "
        "5%. Met in the record is the share of such targets with a known outturn that were met: a "
        "count. The start is what the engine says when it knows only indicator and level of "
        "government: an estimate. They need not agree: the record is small, most of it is of a few "
        "years and places, and misses are often not published; so the engine leans the usual gap "
        "towards zero, counts each year once and allows for more doubt."
    ),
    "drivers.stretch": (
        "Target height: how far the target lies above recent outturns, against its peers' of the "
        "year."
    ),
    "drivers.base_effect": (
        "Base effect: last year's growth counts for less where a low base lifted it."
    ),
    "drivers.year": "Year effect: where outturns lay against targets everywhere in recent years.",
    "drivers.record": (
        "Own record: how well earlier targets were met, how far growth lies from its peers or the "
        "levels above, and the wording."
    ),
    "drivers.parents": "Trend, parents: whether trend and the parent's own target point elsewhere.",
    "column.met_share": "Met in the record",
    "column.start": "Start",
    "start": "about {number}%",
    "column.stretch": "Target height",
    "column.base_effect": "Base effect",
    "column.year": "Year effect",
    "column.record": "Own record",
    "column.parents": "Trend, parents",
    "chart.drivers.title": "What raises and lowers each probability",
    "chart.drivers.note": (
        "From where the engine starts without these factors; right raises it, left lowers it, in "
        "points. Rounded, so sums may be off a little."
    ),
    "chart.drivers.start": "start",
    "chart.drivers.stretch": "target height",
    "chart.drivers.base_effect": "base effect",
    "chart.drivers.year": "year effect",
    "chart.drivers.record": "own record",
    "chart.drivers.parents": "trend, parents",
    "chart.drivers.chance": "chance",
    "alt.drivers": "What moves each probability, in points.",
    # --- how much is asked for ---
    "ambition.caption": "Targets, and what would have an 80% chance",
    "ambition.head.target": "Target",
    "ambition.head.wanted": "80% mark of the forecast",
    "ambition.head.announced": "Target with an 80% chance",
    "ambition.head.percentile": "Rank of the year",
    "ambition.head.chain": "Down the levels",
    "ambition.hint.wanted": "forecast left as it is",
    "ambition.hint.announced": "had it been set instead",
    "ambition.short": "even {number} would have only {chance}%",
    "ambition.beyond": "even {number} would still have {chance}%",
    "ambition.hint.percentile": "targets that ask for less",
    "ambition.lower": "{gap} below the target",
    "ambition.higher": "{gap} above the target",
    "ambition.same": "the target itself",
    "ambition.peers": "among {n} {level} targets",
    "ambition.all_levels": "other",
    "ambition.absent.percentile": (
        "By {date} too few other areas had published such targets for {year} to rank it."
    ),
    "ambition.absent.chain": "By {date} no level above had a target for {year} to compare with.",
    "ambition.arrow": " → ",
    "ambition.added.higher": "{points} points above the level above",
    "ambition.added.lower": "{points} points below the level above",
    "ambition.added.same": "as the level above",
    # --- what moves together ---
    "chart.together.title": "Which targets move together",
    "chart.together.note": (
        "Rank correlation of two forecasts: 0 unrelated, 1 in step; columns are named by the steps "
        "above them."
    ),
    "alt.together": (
        "Rank correlations of each two targets: highest for {most_column} and {most_other} "
        "({most}), lowest for {least_column} and {least_other} ({least})."
    ),
    "alt.together.none": "There are no two targets to compare.",
    "given.lower": (
        "If {missed} is missed, the chance of {name} falls from about {before}% to about {after}%."
    ),
    "given.higher": (
        "If {missed} is missed, the chance of {name} rises from about {before}% to about {after}%."
    ),
    "given.none": (
        "Knowing that one of them is missed moves no other probability by as much as 5 points."
    ),
    # --- the record ---
    "record.better": (
        "Replayed year by year ({n} targets of {first}–{last}, each with what was public then), "
        "this method has a Brier score of {brier}, against {base} for quoting the past share met: "
        "{percent}% less error. Always saying 50% scores 0.25; lower is better."
    ),
    "record.worse": (
        "Replayed year by year ({n} targets of {first}–{last}, each with what was public then), "
        "this method has a Brier score of {brier}, against {base} for quoting the past share met: "
        "{percent}% more error. Always saying 50% scores 0.25; lower is better."
    ),
    "record.same": (
        "Replayed year by year ({n} targets of {first}–{last}, each with what was public then), "
        "this method has a Brier score of {brier}, no better and no worse than the {base} of "
        "quoting the past share met. Always saying 50% scores 0.25; lower is better."
    ),
    "record.scored": (
        "Replayed year by year ({n} targets of {first}–{last}, each with what was public then), "
        "this method has a Brier score of {brier}. Always saying 50% scores 0.25; lower is better."
    ),
    "record.coverage.near": "The 80% intervals held {percent} of the outturns, about as promised.",
    "record.coverage.narrow": (
        "The 80% intervals held only {percent} of the outturns: they are too narrow."
    ),
    "record.coverage.wide": "The 80% intervals held {percent} of the outturns: they are too wide.",
    "record.years": (
        "Targets of one year do well or badly together, so this is a test of {years} years, no "
        "more: small differences may be chance. Errors are largest in years of nationwide shocks."
    ),
    "record.none": "The packaged data hold no back-test.",
    "record.caption": "Back-test",
    "record.note": (
        "The Brier score is the mean square of probability less result (1 met, 0 missed); the CRPS "
        "is the error of the whole forecast, in points. Lower is better for both."
    ),
    "record.head.scope": "Scope",
    "record.head.model": "Method",
    "record.head.n": "Targets",
    "record.head.years": "Years",
    "record.head.brier": "Brier score",
    "record.head.brier_base": "of the past share met",
    "record.head.crps": "CRPS",
    "record.head.coverage_80": "Held by 80% intervals",
    "record.span": "{first}–{last}",
    "scope.all": "all",
    "chart.reliability.title": "Were the probabilities right?",
    "chart.reliability.note": (
        "Dots: share met, best on the slant; grey: where it would lie if the probabilities were "
        "right; below: number of targets."
    ),
    "chart.reliability.forecast": "probability given",
    "chart.reliability.observed": "share met",
    "chart.reliability.counts": "targets",
    "alt.reliability": "Share met by the probability given: {phrases}.",
    "alt.reliability.one": "{n} targets given {forecast} on average, {observed} met",
    "trust.caption": "What each probability rests on",
    "trust.note": (
        "Places under one parent have good and bad years together, so only the clusters are "
        "independent; own years are yearly rates that the place itself has published."
    ),
}
"""English texts of the sections on drivers, dependence and trust."""
