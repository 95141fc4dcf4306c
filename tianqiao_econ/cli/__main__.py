"""``python -m tianqiao_econ.cli``."""

from __future__ import annotations

from tianqiao_econ.cli import main

main()
