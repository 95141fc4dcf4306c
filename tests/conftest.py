from __future__ import annotations

from hypothesis import settings

# no test is timed, and every run tries the same examples
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
