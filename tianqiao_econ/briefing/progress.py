"""A progress bar on a terminal; nothing in a log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tianqiao_econ.briefing.execution import Progress


@contextmanager
def progress_bar(description: str) -> Iterator[Progress]:
    """Yield a callback for `brief(progress=…)` that draws a bar where a terminal is watched."""
    from tqdm import tqdm

    with tqdm(desc=description, unit="cell", leave=False, disable=None) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
