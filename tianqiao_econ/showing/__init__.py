"""Floor 4, showing: words, tables and charts as pure functions, frame in, figure out.

Nothing heavy is imported here: matplotlib comes with `charts`, Jinja2 with `tables`.
"""

from __future__ import annotations
