"""Where a notebook that stopped is kept as far as it came: one for each brief, in the cache."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing import importing, webfont
from tianqiao_econ.briefing.execution import NotebookFailed
from tianqiao_econ.briefing.manifest import AS_JSON
from tianqiao_econ.briefing.publishing import publish
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tianqiao_econ.briefing.jobs import Job

log = logging.getLogger(__name__)


def kept(failure: NotebookFailed, job: Job, temporary: Path | None = None) -> NotebookFailed:
    """Return the failure with the place of the partial notebook.

    Parameters
    ----------
    failure
        What stopped, and where.
    job
        The brief that was to be made.
    temporary
        The folder for temporary files that outlives this process, where the cache cannot be
        written; the system's own where not given.

    """
    if failure.notebook is None:
        return failure
    content = importing.import_nbformat().writes(failure.notebook).encode("utf-8", AS_JSON)
    name = f"{job.stem.replace('/', '-')}.{job.source.name}"
    told = "as far as it came it could not be kept"
    for folder in _folders(temporary):
        try:
            publish({folder / name: content})
        except EconError as error:
            log.debug("%s", error)
            continue
        told = f"as far as it came: {folder / name}"
        break
    return NotebookFailed(f"{failure} ({told})", failure.notebook)


def _folders(temporary: Path | None) -> Iterator[Path]:
    """The cache, else a new folder that only the user can look into."""
    yield webfont.user_cache() / "failed"
    try:
        yield Path(tempfile.mkdtemp(prefix="tianqiao-econ-", dir=temporary))
    except OSError as error:
        log.debug("no temporary folder: %s", error)
