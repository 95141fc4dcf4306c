"""Floor 5, teaching: questions on the packaged facts, checked with a hint."""

from __future__ import annotations

from tianqiao_econ.teaching.questions import Question, questions

__all__ = ["Question", "questions"]
