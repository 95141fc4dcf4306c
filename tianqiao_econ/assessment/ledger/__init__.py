"""The forecast ledger: recorded once, never rewritten, scored when the outturns are out."""

from __future__ import annotations

from tianqiao_econ.assessment.ledger.files import BrokenLedger
from tianqiao_econ.assessment.ledger.recording import Recorded, record, record_all
from tianqiao_econ.assessment.ledger.scoring import Scores, score
from tianqiao_econ.assessment.ledger.verifying import verify_ledger

__all__ = [
    "BrokenLedger",
    "Recorded",
    "Scores",
    "record",
    "record_all",
    "score",
    "verify_ledger",
]
