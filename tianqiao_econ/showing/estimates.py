"""Which figures are provisional, and how: 预计 (a report's estimate) or 初步 (preliminary)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tianqiao_econ.framework import ObsStatus
from tianqiao_econ.showing.wording import text

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tianqiao_econ.datasets import DataPackage

ESTIMATED, PRELIMINARY = "estimated", "preliminary"
_WORD, _REPORT = "预计", "政府工作报告|government work report"
_KEY = ["ref_area", "indicator", "transformation", "time_period", "origin_id"]


@lru_cache(maxsize=4)
def provisional(package: DataPackage) -> Mapping[tuple[str, ...], str]:
    """Return how the provisional figures of a package are provisional, by the columns of the key.

    The status `P` alone does not tell. `ESTIMATED` is a figure whose remark says 预计, or that a
    work report printed before the year's books were closed; the others, of bulletins and the
    press, are `PRELIMINARY`.
    """
    frame = package.observations
    frame = frame[frame["obs_status"] == ObsStatus.PROVISIONAL]
    titles = package.origins.set_index("origin_id")["title"]
    said = frame["comment"].fillna("").str.contains(_WORD)
    told = frame["origin_id"].map(titles).fillna("").str.contains(_REPORT, case=False)
    keys = frame[_KEY].itertuples(index=False, name=None)
    kinds = (ESTIMATED if one else PRELIMINARY for one in said | told)
    return dict(zip(keys, kinds, strict=True))


def mark(package: DataPackage, figure: Mapping[Hashable, object], lang: str) -> str:
    """Return the mark of a provisional observation: '（预计）', '（初步）'; nothing of another."""
    kind = provisional(package).get(tuple(str(figure[name]) for name in _KEY))
    return text(f"mark.{kind}", lang) if kind else ""


def last_mark(package: DataPackage, line: Mapping[Hashable, object], lang: str) -> str:
    """Return the mark of the last outturn of an assessment's line, see `mark`."""
    figure: dict[Hashable, object] = {
        **{name: line[name] for name in ("ref_area", "indicator", "transformation")},
        "time_period": line["last_period"],
        "origin_id": line["outturn_origin_id"],
    }
    return mark(package, figure, lang)
