"""Floor 0, the words: indicators, targets and their wording, periods, code lists, errors."""

from __future__ import annotations

from tianqiao_econ.framework.areas import NATION, Area, is_area_code
from tianqiao_econ.framework.codes import (
    Accumulation,
    Aggregation,
    AsOfBasis,
    Basis,
    Bound,
    Direction,
    Freq,
    Grade,
    Level,
    ObsStatus,
    PriceBasis,
    Qualifier,
    Transformation,
    Vintage,
)
from tianqiao_econ.framework.errors import (
    DataProblems,
    EconError,
    NotKnown,
    Problem,
    UnknownName,
    problem_table,
)
from tianqiao_econ.framework.indicators import Indicator
from tianqiao_econ.framework.periods import Period, assumed_publication
from tianqiao_econ.framework.provenance import Origin
from tianqiao_econ.framework.targets import Event, Target
from tianqiao_econ.framework.wordings import Reading, read_wording

__all__ = [
    "NATION",
    "Accumulation",
    "Aggregation",
    "Area",
    "AsOfBasis",
    "Basis",
    "Bound",
    "DataProblems",
    "Direction",
    "EconError",
    "Event",
    "Freq",
    "Grade",
    "Indicator",
    "Level",
    "NotKnown",
    "ObsStatus",
    "Origin",
    "Period",
    "PriceBasis",
    "Problem",
    "Qualifier",
    "Reading",
    "Target",
    "Transformation",
    "UnknownName",
    "Vintage",
    "assumed_publication",
    "is_area_code",
    "problem_table",
    "read_wording",
]
