"""Growth targets of Chinese districts: how they compare with trends, how likely they are met.

Examples
--------
>>> import tianqiao_econ as te
>>> view = te.open_data().as_of("2024-01-16")
>>> te.assess(view, area="370105", year=2024).table.shape[0]
8
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tianqiao_econ.assessment import Outlook as Outlook
    from tianqiao_econ.assessment import ambition as ambition
    from tianqiao_econ.assessment import amplification as amplification
    from tianqiao_econ.assessment import announced_for as announced_for
    from tianqiao_econ.assessment import assess as assess
    from tianqiao_econ.assessment import attainment_pairs as attainment_pairs
    from tianqiao_econ.assessment import backtest as backtest
    from tianqiao_econ.assessment import calibrate as calibrate
    from tianqiao_econ.assessment import compare as compare
    from tianqiao_econ.assessment import comparison as comparison
    from tianqiao_econ.assessment import dependence as dependence
    from tianqiao_econ.assessment import drivers as drivers
    from tianqiao_econ.assessment import given as given
    from tianqiao_econ.assessment import histories as histories
    from tianqiao_econ.assessment import history as history
    from tianqiao_econ.assessment import joint as joint
    from tianqiao_econ.assessment import target_for as target_for
    from tianqiao_econ.assessment import targets_for as targets_for
    from tianqiao_econ.assessment import unexplained as unexplained
    from tianqiao_econ.assessment.ledger import record as record
    from tianqiao_econ.assessment.ledger import score as score
    from tianqiao_econ.assessment.ledger import verify_ledger as verify_ledger
    from tianqiao_econ.briefing import brief as brief
    from tianqiao_econ.briefing import briefs as briefs
    from tianqiao_econ.briefing import changes as changes
    from tianqiao_econ.briefing import hand_over as hand_over
    from tianqiao_econ.briefing.parameters import choose as choose
    from tianqiao_econ.briefing.parameters import whole_numbers as whole_numbers
    from tianqiao_econ.datasets import open_data as open_data
    from tianqiao_econ.reports import Report as Report
    from tianqiao_econ.reports import init_area as init_area
    from tianqiao_econ.reports import read_report as read_report
    from tianqiao_econ.reports import store_report as store_report
    from tianqiao_econ.showing import charts as charts
    from tianqiao_econ.showing import tables as tables
    from tianqiao_econ.teaching import questions as questions

__version__ = "0.4.0"

#: Public name -> module that holds it; loaded when first asked for, so that importing is quick.
_HOMES = {
    "Outlook": "tianqiao_econ.assessment",
    "ambition": "tianqiao_econ.assessment",
    "amplification": "tianqiao_econ.assessment",
    "announced_for": "tianqiao_econ.assessment",
    "assess": "tianqiao_econ.assessment",
    "attainment_pairs": "tianqiao_econ.assessment",
    "backtest": "tianqiao_econ.assessment",
    "calibrate": "tianqiao_econ.assessment",
    "compare": "tianqiao_econ.assessment",
    "comparison": "tianqiao_econ.assessment",
    "dependence": "tianqiao_econ.assessment",
    "drivers": "tianqiao_econ.assessment",
    "given": "tianqiao_econ.assessment",
    "histories": "tianqiao_econ.assessment",
    "history": "tianqiao_econ.assessment",
    "joint": "tianqiao_econ.assessment",
    "target_for": "tianqiao_econ.assessment",
    "targets_for": "tianqiao_econ.assessment",
    "unexplained": "tianqiao_econ.assessment",
    "brief": "tianqiao_econ.briefing",
    "briefs": "tianqiao_econ.briefing",
    "changes": "tianqiao_econ.briefing",
    "choose": "tianqiao_econ.briefing.parameters",
    "hand_over": "tianqiao_econ.briefing",
    "open_data": "tianqiao_econ.datasets",
    "questions": "tianqiao_econ.teaching",
    "Report": "tianqiao_econ.reports",
    "init_area": "tianqiao_econ.reports",
    "read_report": "tianqiao_econ.reports",
    "store_report": "tianqiao_econ.reports",
    "record": "tianqiao_econ.assessment.ledger",
    "score": "tianqiao_econ.assessment.ledger",
    "verify_ledger": "tianqiao_econ.assessment.ledger",
    "whole_numbers": "tianqiao_econ.briefing.parameters",
}
_MODULES = {
    "charts": "tianqiao_econ.showing.charts",
    "tables": "tianqiao_econ.showing.tables",
}

__all__ = [*_HOMES, *_MODULES]  # noqa: PLE0604 - names from the two tables above


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
