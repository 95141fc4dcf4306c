"""Floor 3: targets x trends x predictions -> one row a target."""

from __future__ import annotations

from tianqiao_econ.assessment.assess import assess
from tianqiao_econ.assessment.compare import compare, comparison, histories, history
from tianqiao_econ.assessment.outlook import Outlook
from tianqiao_econ.assessment.pairs import attainment_pairs, gap_model
from tianqiao_econ.assessment.rows import COLUMNS
from tianqiao_econ.assessment.trending import Trend, TrendBasis, trend
from tianqiao_econ.assessment.verdicts import Verdict, verdict

__all__ = [
    "COLUMNS",
    "Outlook",
    "Trend",
    "TrendBasis",
    "Verdict",
    "assess",
    "attainment_pairs",
    "compare",
    "comparison",
    "gap_model",
    "histories",
    "history",
    "trend",
    "verdict",
]
