"""Floor 3: targets x trends x predictions -> one row a target."""

from __future__ import annotations

from tianqiao_econ.assessment.ambition import ambition, amplification
from tianqiao_econ.assessment.assess import assess
from tianqiao_econ.assessment.backtest import Backtest, backtest
from tianqiao_econ.assessment.calibrating import calibrate
from tianqiao_econ.assessment.compare import compare, comparison, histories, history
from tianqiao_econ.assessment.dependence import Joint, dependence, given, joint
from tianqiao_econ.assessment.drivers import FACTORS, drivers, unexplained
from tianqiao_econ.assessment.inverse import announced_for, target_for, targets_for
from tianqiao_econ.assessment.knowledge import trend
from tianqiao_econ.assessment.outlook import Outlook
from tianqiao_econ.assessment.pairs import attainment_pairs
from tianqiao_econ.assessment.rows import COLUMNS
from tianqiao_econ.assessment.trending import Trend, TrendBasis
from tianqiao_econ.assessment.verdicts import Verdict, verdict

__all__ = [
    "COLUMNS",
    "FACTORS",
    "Backtest",
    "Joint",
    "Outlook",
    "Trend",
    "TrendBasis",
    "Verdict",
    "ambition",
    "amplification",
    "announced_for",
    "assess",
    "attainment_pairs",
    "backtest",
    "calibrate",
    "compare",
    "comparison",
    "dependence",
    "drivers",
    "given",
    "histories",
    "history",
    "joint",
    "target_for",
    "targets_for",
    "trend",
    "unexplained",
    "verdict",
]
