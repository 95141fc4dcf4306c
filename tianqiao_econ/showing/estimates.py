"""Which figures their own source calls an estimate: 预计, in the report before the year's books."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tianqiao_econ.framework import ObsStatus

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tianqiao_econ.datasets import DataPackage

_WORD, _REPORT = "预计", "政府工作报告|government work report"
_KEY = ["indicator", "transformation", "time_period", "origin_id"]


@lru_cache(maxsize=4)
def estimates(package: DataPackage) -> frozenset[tuple[str, ...]]:
    """Return the estimates of a package: indicator, transformation, period and source of each.

    The status alone does not tell: `P` are preliminary figures of bulletins too. An estimate is
    one whose remark says 预计, or that a work report printed.
    """
    frame = package.observations
    frame = frame[frame["obs_status"] == ObsStatus.PROVISIONAL]
    titles = package.origins.set_index("origin_id")["title"]
    said = frame["comment"].fillna("").str.contains(_WORD)
    told = frame["origin_id"].map(titles).fillna("").str.contains(_REPORT, case=False)
    return frozenset(frame.loc[said | told, _KEY].itertuples(index=False, name=None))


def is_estimate(package: DataPackage, figure: Mapping[Hashable, object]) -> bool:
    """Tell whether an observation, a line with the key's columns, is one of the estimates."""
    return tuple(str(figure[name]) for name in _KEY) in estimates(package)


def is_last_estimated(package: DataPackage, line: Mapping[Hashable, object]) -> bool:
    """Tell whether the last outturn of an assessment's line is one of the estimates."""
    figure: dict[Hashable, object] = {
        **{name: line[name] for name in ("indicator", "transformation")},
        "time_period": line["last_period"],
        "origin_id": line["outturn_origin_id"],
    }
    return is_estimate(package, figure)
