"""Checks between cells, rows and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from tianqiao_econ.datasets.draft import Draft
from tianqiao_econ.datasets.explaining import ISO_DATE, Advice
from tianqiao_econ.datasets.finding import Advise, always, cells_not, cells_where, numbers
from tianqiao_econ.datasets.known import IDENTITY, Known
from tianqiao_econ.datasets.schema import TABLES, Kind
from tianqiao_econ.framework.codes import Accumulation, Freq, Level
from tianqiao_econ.framework.errors import EconError, Problem, nearest_names
from tianqiao_econ.framework.periods import Period


def duplicate_keys(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No two rows of a table have the same key."""
    for name, frame in draft.tables.items():
        table = TABLES[name]
        if not set(table.key) <= set(frame):
            continue
        keys = [frame[column] for column in table.key]
        first = frame.index.to_series().groupby(keys).transform("min")
        todo = "keep one of them; a revision is a row with a later as_of"
        advise = always(f"the row has the {', '.join(table.key)} of an earlier row", todo)
        for problem in cells_where(table, keys[0], first < frame.index, advise):
            if problem.row is None:
                yield problem
            else:
                what = f"the row has the key of row {first[problem.row]}: {', '.join(table.key)}"
                yield replace(problem, what=what)


def known_areas(draft: Draft, known: Known) -> Iterator[Problem]:
    """Every area that a row names is described in areas.csv or in the packaged areas."""
    advise = _unknown("area", known.areas, "describe it in areas.csv")
    for name, frame in draft.tables.items():
        own = {"ref_area"} if name == "areas" else set()
        for column in TABLES[name].of_kind(Kind.AREA):
            if column in frame and column not in own:
                cells = frame[column]
                yield from cells_not(TABLES[name], cells, known.areas.__contains__, advise)


def known_indicators(draft: Draft, known: Known) -> Iterator[Problem]:
    """Every indicator that a row names is described."""
    advise = _unknown("indicator", known.indicators, "describe it in indicators.csv")
    for name, frame in draft.tables.items():
        for column in ("indicator", "reference_indicator"):
            if column in frame and name != "indicators":
                cells = frame[column]
                yield from cells_not(TABLES[name], cells, known.indicators.__contains__, advise)


def known_origins(draft: Draft, known: Known) -> Iterator[Problem]:
    """With an origins.csv, every row names a source that is described."""
    if not draft.has("origins"):
        return
    none = always("no source is named", "name a source of origins.csv")
    other = always("unknown source", "describe it in origins.csv")
    for name, frame in draft.tables.items():
        if "origin_id" not in frame or name == "origins":
            continue
        cells = frame["origin_id"]
        yield from cells_where(TABLES[name], cells, cells == "", none)
        yield from cells_not(TABLES[name], cells, known.origins.__contains__, other)


def own_origin_ids(draft: Draft, known: Known) -> Iterator[Problem]:
    """No source of the folder has the name of another source that packaged rows need."""
    frame = draft.tables.get("origins")
    if frame is None or not {"origin_id", *IDENTITY} <= set(frame):
        return
    own = zip(*(frame[column] for column in IDENTITY), strict=True)
    lent = [known.lent.get(name) for name in frame["origin_id"]]
    other = [there is not None and there != here for here, there in zip(own, lent, strict=True)]
    advise = always("the packaged data have another source of this name", "choose another name")
    wrong = pd.Series(other, index=frame.index, dtype=bool)
    yield from cells_where(TABLES["origins"], frame["origin_id"], wrong, advise)


def circular_parents(draft: Draft, known: Known) -> Iterator[Problem]:
    """No area is, through its parents, a part of itself."""
    frame = draft.tables.get("areas")
    if frame is None or not {"ref_area", "parent"} <= set(frame):
        return
    circular = frame["ref_area"].map(lambda area: _returns(area, known.parents)).astype(bool)
    advise = always("the area is its own parent's parent", "name the area that it belongs to")
    yield from cells_where(TABLES["areas"], frame["parent"], circular, advise)


def parents_above(draft: Draft, known: Known) -> Iterator[Problem]:
    """An area's parent is of a higher level of government; a zone may be within a zone."""
    frame = draft.tables.get("areas")
    if frame is None or not {"ref_area", "parent"} <= set(frame):
        return
    below = [
        not _returns(area, known.parents) and _is_below(known.levels, area, parent)
        for area, parent in zip(frame["ref_area"], frame["parent"], strict=True)
    ]
    todo = "name the area that it belongs to, or mend the level of one of the two"
    advise = always("the parent's level of government is not above the area's", todo)
    wrong = pd.Series(below, index=frame.index, dtype=bool)
    yield from cells_where(TABLES["areas"], frame["parent"], wrong, advise)


def freq_of_period(draft: Draft, _known: Known) -> Iterator[Problem]:
    """The frequency is that of the period."""
    frame = draft.tables.get("observations")
    if frame is None or not {"freq", "time_period"} <= set(frame):
        return
    right = {period: _freq(period) for period in frame["time_period"].unique()}
    expected = frame["time_period"].map(right)
    wrong = expected.isin(list(Freq)) & frame["freq"].isin(list(Freq)) & (frame["freq"] != expected)
    todo = "write A for 2023, Q for 2023-Q2, M for 2023-06"
    advise = always("the frequency is not that of the period", todo)
    yield from cells_where(TABLES["observations"], frame["freq"], wrong, advise)


def known_before_begun(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No outturn is known before its period began."""
    frame = draft.tables.get("observations")
    if frame is None or not {"as_of", "time_period"} <= set(frame):
        return
    starts = {period: _start(period) for period in frame["time_period"].unique()}
    begins = frame["time_period"].map(starts).astype(str)
    year_begins = begins.str[:4] + "-01-01"
    begins = begins.where(frame["accumulation"] != Accumulation.YTD, year_begins)
    # ISO dates sort as text; a malformed as_of is another check's finding
    iso = frame["as_of"].map(lambda text: ISO_DATE.fullmatch(text) is not None).astype(bool)
    early = iso & (frame["as_of"] < begins)
    todo = "write the day on which the outturn became known, or put a goal into targets.csv"
    advise = always("the outturn is dated before its period began", todo)
    yield from cells_where(TABLES["observations"], frame["as_of"], early, advise)


def counts_within(draft: Draft, _known: Known) -> Iterator[Problem]:
    """No more areas met a target than there were."""
    frame = draft.tables.get("attainment_counts")
    if frame is None or not {"n", "met"} <= set(frame):
        return
    met, n = numbers(frame["met"]), numbers(frame["n"])
    advise = always("more areas met the target than there are", "write n and met the right way")
    wrong = (met > n) | (met < 0)
    yield from cells_where(TABLES["attainment_counts"], frame["met"], wrong, advise)


_ORDER = tuple(map(str, Level))


def _unknown(kind: str, labels: Mapping[str, Sequence[str]], otherwise: str) -> Advise:
    def advise(value: str) -> Advice:
        near = nearest_names(value, labels)
        hint = " or ".join(" ".join([code, *labels[code][:1]]) for code in near[:2])
        todo = f"did you mean {hint}? If not, {otherwise}" if near else otherwise
        return f"unknown {kind}", todo

    return advise


def _returns(area: str, parents: Mapping[str, str]) -> bool:
    """Tell whether going up from `area` leads back to it."""
    seen = {area}
    above = parents.get(area, "")
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == area


def _is_below(levels: Mapping[str, str], area: str, parent: str) -> bool:
    """Tell whether both levels are known and the parent's is the same or lower."""
    own, above = levels.get(area, ""), levels.get(parent, "")
    if not {own, above} <= set(_ORDER) or own == above == Level.ZONE:
        return False
    return _ORDER.index(above) >= _ORDER.index(own)


def _freq(period: str) -> str:
    try:
        return Period.parse(period).freq
    except EconError:
        return ""


def _start(period: str) -> str:
    try:
        return Period.parse(period).start.isoformat()
    except EconError:
        return ""
