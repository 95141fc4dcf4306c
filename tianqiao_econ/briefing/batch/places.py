"""Where briefs are published: a folder of this machine."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tianqiao_econ.briefing.batch.lock import Held, locked
from tianqiao_econ.briefing.making import writable_folder
from tianqiao_econ.briefing.manifest import as_bytes, sha256
from tianqiao_econ.briefing.publishing import publish

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tianqiao_econ.briefing.jobs import Job

RUN = "run.json"
"""The name of the last run's own file, in the folder of the briefs."""


class Place(Protocol):
    """Somewhere that briefs can be published. Names are relative and made of codes."""

    def read(self, name: str) -> bytes | None:
        """Return what is there under a name, None where nothing is."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write the files, the last one last; EconError where that cannot be done."""

    def where(self, name: str) -> str:
        """Return a name in full, for a reader."""


class Folder:
    """A folder of this machine, held for one run: all of a brief's files or none."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def read(self, name: str) -> bytes | None:
        """Return a file's contents."""
        try:
            return (self._held.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write beside and rename; nothing where the folder has vanished meanwhile."""
        self._held.check()
        publish({self._held.folder / name: content for name, content in files.items()})

    def where(self, name: str) -> str:
        """Return a file's path."""
        return str(self._held.folder / name)


@contextmanager
def opened(out: str | Path) -> Iterator[Place]:
    """Yield the place that `out` names, held for oneself where that is possible."""
    with locked(writable_folder(out)) as held:
        yield Folder(held)


def is_up_to_date(place: Place, job: Job) -> bool:
    """Tell whether the brief is there, whole, and made from the same inputs."""
    content = place.read(f"{job.stem}.json")
    if content is None:
        return False
    try:
        manifest = json.loads(content)
    except ValueError:
        return False
    if not isinstance(manifest, dict) or manifest.get("inputs") != job.inputs:
        return False
    page = place.read(f"{job.stem}.html")
    return page is not None and sha256(page) == manifest.get("html_sha256")


def publish_brief(place: Place, job: Job, result: Mapping[str, Any]) -> None:
    """Publish what a worker returned: manifest, run and page, the page last."""
    place.write(
        {
            f"{job.stem}.json": as_bytes(result["manifest"]),
            f"{job.stem}.run.json": as_bytes(result["run"]),
            f"{job.stem}.html": str(result["html"]).encode(),
        }
    )


def publish_failure(place: Place, job: Job, run: Mapping[str, Any]) -> None:
    """Leave word beside the earlier brief, which stays as it is."""
    place.write({f"{job.stem}.run.json": as_bytes(run)})
