"""What lies in a folder of briefs: read from its manifests and run files alone, nothing trusted.

Only names that a brief's own files can have are looked at, and no link of the file system is
followed: everything else is somebody else's, and is told.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.batch.outcomes import FORMAT as BATCH_FORMAT
from tianqiao_econ.briefing.batch.outcomes import RUN
from tianqiao_econ.briefing.manifest import read_manifest, sha256
from tianqiao_econ.briefing.parameters import LANGUAGES
from tianqiao_econ.framework.areas import is_area_code
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ENDINGS = ("html", "json", "run.json")
INDEX = re.compile(r"index(?:\.(?:zh|en))?\.html")
STABLE = "*/latest.??.html"
LATEST = re.compile(r"latest\.(?:zh|en)\.html")
_YEAR = re.compile(r"[1-9][0-9]{3}")
_FILE = re.compile(
    rf"(?P<as_of>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.(?P<lang>{'|'.join(LANGUAGES)})"
    rf"\.(?P<ending>{'|'.join(map(re.escape, ENDINGS))})"
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One brief in one language, as its files tell.

    Parameters
    ----------
    area, year, as_of, lang
        What it is about; part of its files' names.
    endings
        Which of its files are there.
    manifest
        Its manifest, where that is whole and its page is what the manifest says.
    failed
        Why the last attempt at it failed; empty where it did not.
    damaged
        What is wrong with its files; empty where nothing is.

    """

    area: str
    year: int
    as_of: str
    lang: str
    endings: frozenset[str]
    manifest: Mapping[str, Any] | None
    failed: str
    damaged: str

    @property
    def readable(self) -> bool:
        """Whether a reader can be sent to its page."""
        return self.manifest is not None

    @property
    def place(self) -> str:
        """Its files' names in the folder, without their endings; made of codes and a date."""
        return f"{self.area}/{self.year}/{self.as_of}.{self.lang}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of briefs.

    Parameters
    ----------
    briefs
        By area (the nation first), year, date and language.
    run
        How the last batch went (`run.json`), None where there was none.
    damaged
        Files of ours that cannot be read, a sentence each.
    foreign
        Names of what is not ours.

    """

    briefs: tuple[Shelved, ...]
    run: Mapping[str, Any] | None
    damaged: tuple[str, ...]
    foreign: tuple[str, ...]


@dataclass
class _Found:
    """Files by what they are, while the folder is walked."""

    files: dict[tuple[str, int, str, str], set[str]] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)


def read_shelf(folder: Path) -> Shelf:
    """Return what lies in a folder of briefs.

    Raises
    ------
    EconError
        It is no folder, or cannot be read.

    """
    if not folder.is_dir():
        raise EconError(f"{folder} is no folder: name the one that holds the briefs")
    try:
        found = _walked(folder)
    except OSError as error:
        raise EconError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
    keys = sorted(found.files, key=lambda key: (key[0] != "CN", *key))
    briefs = tuple(_shelved(folder, key, frozenset(found.files[key])) for key in keys)
    run, wrong = _last_run(folder)
    damaged = [f"{one.place}: {one.damaged}" for one in briefs if one.damaged]
    return Shelf(briefs, run, (*damaged, *wrong), tuple(sorted(found.foreign)))


def _walked(folder: Path) -> _Found:
    found = _Found()
    for entry in _entries(folder):
        if entry.is_dir() and not entry.is_symlink() and is_area_code(entry.name):
            _walk_area(entry, found)
        elif entry.name != RUN and not INDEX.fullmatch(entry.name):
            found.foreign.append(entry.name)
    return found


def _walk_area(folder: Path, found: _Found) -> None:
    for entry in _entries(folder):
        if entry.is_dir() and not entry.is_symlink() and _YEAR.fullmatch(entry.name):
            _walk_year(entry, found)
        elif not LATEST.fullmatch(entry.name):
            found.foreign.append(f"{folder.name}/{entry.name}")


def _walk_year(folder: Path, found: _Found) -> None:
    area = folder.parent.name
    for entry in _entries(folder):
        name = _FILE.fullmatch(entry.name)
        if name is None or not _is_day(name["as_of"]) or not _is_plain_file(entry):
            found.foreign.append(f"{area}/{folder.name}/{entry.name}")
            continue
        key = (area, int(folder.name), name["as_of"], name["lang"])
        found.files.setdefault(key, set()).add(name["ending"])


def _entries(folder: Path) -> Iterator[Path]:
    """What lies in a folder but for hidden files, such as the lock and parts of a writer."""
    return (entry for entry in sorted(folder.iterdir()) if not entry.name.startswith("."))


def _is_plain_file(entry: Path) -> bool:
    return entry.is_file() and not entry.is_symlink()


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shelved(folder: Path, key: tuple[str, int, str, str], endings: frozenset[str]) -> Shelved:
    area, year, as_of, lang = key
    stem = folder / area / str(year) / f"{as_of}.{lang}"
    manifest, damaged = None, ""
    if "json" in endings:
        try:
            manifest = _whole_brief(stem, key)
        except EconError as error:
            damaged = str(error)
    elif "html" in endings:
        damaged = "a page without its manifest"
    failed, wrong = _failure(stem) if "run.json" in endings else ("", "")
    return Shelved(area, year, as_of, lang, endings, manifest, failed, damaged or wrong)


def _whole_brief(stem: Path, key: tuple[str, int, str, str]) -> Mapping[str, Any]:
    """The manifest, once it is clear that it is of these files and the page is the one it means."""
    try:
        manifest = read_manifest(stem.with_name(f"{stem.name}.json"))
    except RecursionError:  # brackets within brackets, no end
        raise EconError("the manifest is nested too deeply") from None
    inputs = manifest["inputs"]
    if tuple(inputs.get(name) for name in ("area", "year", "as_of", "lang")) != key:
        raise EconError("the manifest is of another brief")
    try:
        page = stem.with_name(f"{stem.name}.html").read_bytes()
    except OSError as error:
        raise EconError(f"the page cannot be read: {error.strerror}") from error
    if sha256(page) != manifest.get("html_sha256"):
        raise EconError("the page is not the one that the manifest means")
    return manifest


def _failure(stem: Path) -> tuple[str, str]:
    """Why the last attempt failed, and what is wrong with the file that should say so."""
    try:
        run = json.loads(stem.with_name(f"{stem.name}.run.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return "", "its run file cannot be read"
    if not isinstance(run, dict) or run.get("status") not in ("made", "failed"):
        return "", "its run file does not say how it went"
    return (str(run.get("error") or "failed") if run["status"] == "failed" else ""), ""


def _last_run(folder: Path) -> tuple[Mapping[str, Any] | None, list[str]]:
    """How the last batch went, and what is wrong with its file."""
    try:
        run = json.loads((folder / RUN).read_text("utf-8"))
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError, RecursionError):
        return None, [f"{RUN}: it cannot be read"]
    if not _is_batch(run):
        return None, [f"{RUN}: it is not a batch's own file"]
    return run, []


def _is_batch(run: Any) -> bool:
    """Whether the parts of a batch's file that are read here are there."""
    if not isinstance(run, dict) or run.get("format") != BATCH_FORMAT:
        return False
    counts, failures = run.get("counts"), run.get("failures")
    return (
        isinstance(run.get("ended"), str)
        and isinstance(counts, dict)
        and all(type(count) is int for count in counts.values())
        and isinstance(failures, list)
        and all(isinstance(one, dict) for one in failures)
    )
