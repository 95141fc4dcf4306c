"""Floor 5, briefing: notebook → checked parameters → executed → one HTML file → manifest.

Nothing heavy is imported here: papermill, nbconvert and the font tools come when a brief is made.
"""

from __future__ import annotations

from tianqiao_econ.briefing.batch.running import briefs
from tianqiao_econ.briefing.making import BriefResult, brief
from tianqiao_econ.briefing.manifest import Changes, changes, hand_over
from tianqiao_econ.briefing.parameters import Choice, choose

__all__ = ["BriefResult", "Changes", "Choice", "brief", "briefs", "changes", "choose", "hand_over"]
