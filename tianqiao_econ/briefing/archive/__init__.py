"""The folder of briefs as a small site of files: an index, a stable address, rules for what stays.

`shelf` reads what lies there, `retention` says what may go, `contents` puts it into words, `site`
writes the pages.
"""

from __future__ import annotations

from tianqiao_econ.briefing.archive.site import Archived, archive, publish_index

__all__ = ["Archived", "archive", "publish_index"]
