"""Tables: each takes an outlook or a frame and returns HTML, or a frame for a spreadsheet."""

from __future__ import annotations

from tianqiao_econ.showing.tables.aims import aims_of, aims_table
from tianqiao_econ.showing.tables.ambition import ambition_table
from tianqiao_econ.showing.tables.drivers import drivers, drivers_table
from tianqiao_econ.showing.tables.frames import (
    number_met_frame,
    sources_frame,
    targets_frame,
    trends_frame,
    trust_frame,
)
from tianqiao_econ.showing.tables.framework import figures_table, indicators_table
from tianqiao_econ.showing.tables.html import Html
from tianqiao_econ.showing.tables.joint import (
    condition_sentences,
    conditions,
    is_joint,
    joint_section,
)
from tianqiao_econ.showing.tables.record import record, record_sentences, record_table
from tianqiao_econ.showing.tables.sections import (
    changes_section,
    heading,
    prose,
    section,
    target_heading,
    titles,
)
from tianqiao_econ.showing.tables.sources import chart_sources, source_numbers, sources_table
from tianqiao_econ.showing.tables.targets import headline, headline_sentences, targets_table
from tianqiao_econ.showing.tables.trends import trends_table
from tianqiao_econ.showing.tables.trust import changes_table, trust_table

__all__ = [
    "Html",
    "aims_of",
    "aims_table",
    "ambition_table",
    "changes_section",
    "changes_table",
    "chart_sources",
    "condition_sentences",
    "conditions",
    "drivers",
    "drivers_table",
    "figures_table",
    "heading",
    "headline",
    "headline_sentences",
    "indicators_table",
    "is_joint",
    "joint_section",
    "number_met_frame",
    "prose",
    "record",
    "record_sentences",
    "record_table",
    "section",
    "source_numbers",
    "sources_frame",
    "sources_table",
    "target_heading",
    "targets_frame",
    "targets_table",
    "titles",
    "trends_frame",
    "trends_table",
    "trust_frame",
    "trust_table",
]
