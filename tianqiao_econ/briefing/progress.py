"""A progress bar on a terminal; nothing in a log."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tianqiao_econ.briefing.execution import Progress


@contextmanager
def progress_bar(description: str, unit: str = "cell") -> Iterator[Progress]:
    """Yield a callback for `progress=…` that draws a bar, with the time left, on a terminal."""
    from tqdm import tqdm

    closed = sys.stderr is None  # a schedule may have closed it
    with tqdm(desc=description, unit=unit, leave=False, disable=closed or None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
