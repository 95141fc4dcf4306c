"""Many briefs: each in a process of its own, started warm, published whole or not at all.

`jobs` says what is asked for, `running` makes it, with `pool` on this machine or with `cluster` on
others; `worker` is what happens in one process, `template` what it is forked from.
"""

from __future__ import annotations
