"""Where briefs are published: a folder of this machine, or an address that fsspec knows."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tianqiao_econ.briefing.archive import publish_index
from tianqiao_econ.briefing.lock import Held, locked
from tianqiao_econ.briefing.making import writable_folder
from tianqiao_econ.briefing.manifest import as_bytes, sha256
from tianqiao_econ.briefing.publishing import publish, remove_parts
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tianqiao_econ.briefing.jobs import Job


class Place(Protocol):
    """Somewhere that briefs can be published. Names are relative and made of codes."""

    def read(self, name: str) -> bytes | None:
        """Return what is there under a name, None where nothing is."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write the files, the last one last; EconError where that cannot be done."""

    def where(self, name: str) -> str:
        """Return a name in full, for a reader."""

    def ready(self) -> None:
        """Import what `index` needs while others are at work."""

    def index(self) -> None:
        """Bring the pages that lead to the briefs up to date."""


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

    def ready(self) -> None:
        """Import what cuts the index its font, and have at hand which characters there are."""
        from tianqiao_econ.briefing import webfont

        webfont.ready()

    def index(self) -> None:
        """Write the index and the stable addresses, see `briefing.archive`."""
        self._held.check()
        publish_index(self._held.folder)


class Address:
    """Somewhere that fsspec reaches, s3://bucket/briefs say.

    Such stores promise whole objects, nothing more: no two files together, no lock. Each file is
    whole, the page comes last, and two runs at once are the schedule's business to avoid.
    """

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise EconError(f"pip install 'tianqiao-econ[dask]' to write to {address}") from error
        self._address = address.rstrip("/")
        try:
            self._system, self._root = url_to_fs(self._address)
        except (ImportError, ValueError) as error:
            raise EconError(f"cannot write to {address}: {error}") from error

    def read(self, name: str) -> bytes | None:
        """Return an object's contents."""
        try:
            return bytes(self._system.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put one object after the other."""
        for name, content in files.items():
            path = f"{self._root}/{name}"
            try:
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.pipe_file(path, content)
            except Exception as error:  # each store has errors of its own
                raise EconError(f"cannot write {self.where(name)}: {error}") from error

    def where(self, name: str) -> str:
        """Return an object's address."""
        return f"{self._address}/{name}"

    def ready(self) -> None:
        """Nothing: there is no index."""

    def index(self) -> None:
        """Leave it to `archive`, where the briefs have been copied to: an index reads a folder."""


def is_address(out: str | Path) -> bool:
    """Tell whether `out` is an address rather than a folder."""
    return "://" in str(out)


@contextmanager
def opened(out: str | Path) -> Iterator[Place]:
    """Yield the place that `out` names, held for oneself where that is possible."""
    if is_address(out):
        yield Address(str(out))
        return
    with locked(writable_folder(out)) as held:
        remove_parts(held.folder)
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


def settle_failure(place: Place, job: Job) -> None:
    """Take back the word of a failure once the brief that is there is what was asked for."""
    name = f"{job.stem}.run.json"
    try:
        run = json.loads(place.read(name) or b"{}")
    except ValueError:
        return
    if isinstance(run, dict) and run.get("status") == "failed":
        settled = {"status": "made", "key": job.key, "ended": run.get("ended")}
        place.write({name: as_bytes(settled)})
