"""Publishing the archive: its pages written whole, what a rule lets go removed, the rest left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.archive.pages import OURS, site
from tianqiao_econ.briefing.archive.retention import removable
from tianqiao_econ.briefing.archive.shelf import ENDINGS, INDEX, STABLE, read_shelf
from tianqiao_econ.briefing.lock import locked
from tianqiao_econ.briefing.parameters import LANGUAGES
from tianqiao_econ.briefing.publishing import publish
from tianqiao_econ.framework.errors import EconError, UnknownName

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from tianqiao_econ.briefing.archive.shelf import Shelf, Shelved


@dataclass(frozen=True, slots=True)
class Archived:
    """How an archive stands after it was published.

    Parameters
    ----------
    index
        The page to begin with.
    briefs
        How many can be read.
    removed
        What the rule let go, or would have: names without their endings.
    damaged, foreign
        Files of ours that cannot be read, a sentence each; names of what is not ours.
    dry_run
        Whether nothing was written or removed.

    """

    index: Path
    briefs: int
    removed: tuple[str, ...]
    damaged: tuple[str, ...]
    foreign: tuple[str, ...]
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        """Whether every file of ours could be read."""
        return not self.damaged

    def as_text(self) -> str:
        """Return it for a terminal."""
        verb = "would remove" if self.dry_run else "removed"
        return "\n".join(
            [
                *(f"{verb} {name}" for name in self.removed),
                *(f"damaged, left alone: {sentence}" for sentence in self.damaged),
                *(f"not ours, left alone: {name}" for name in self.foreign),
                f"{self.briefs} briefs; {self.index}",
            ]
        )


def archive(
    folder: str | Path = "briefs",
    *,
    keep: int | None = None,
    before: str | dt.date | None = None,
    dry_run: bool = False,
    lang: str = "",
) -> Archived:
    """Write the index and the stable addresses of a folder of briefs; let go by rule what is old.

    Parameters
    ----------
    folder
        The folder of the briefs.
    keep, before
        What may go, see `retention.removable`; nothing, if neither is given.
    dry_run
        Say what would be removed; write and remove nothing.
    lang
        Language of the index that index.html leads to.

    Raises
    ------
    EconError
        No folder of briefs, another run at work in it, an index that is somebody else's.

    """
    place = Path(folder).expanduser()
    if lang and lang not in LANGUAGES:
        raise UnknownName.among("language", lang, dict.fromkeys(LANGUAGES, ()))
    shelf = _own_shelf(place)
    gone = removable(shelf.briefs, keep=keep, before=before)
    if dry_run:
        return replace(_archived(place, shelf), removed=_places(gone), dry_run=True)
    with locked(place) as held:
        gone = removable(read_shelf(place).briefs, keep=keep, before=before)
        result = publish_index(place, lang=lang, without=_places(gone))
        held.check()
        for one in gone:
            _remove(place, one)
    return replace(result, removed=_places(gone))


def publish_index(folder: Path, *, lang: str = "", without: Collection[str] = ()) -> Archived:
    """Write the index and the stable addresses of a folder that the caller holds (`locked`).

    Only pages that change are written, so a second call writes nothing.

    Parameters
    ----------
    folder
        The folder of the briefs.
    lang
        Language of the index that index.html leads to.
    without
        Briefs (`Shelved.place`) that are about to be removed: no page leads to them any more.

    Raises
    ------
    EconError
        No folder of briefs, an index that is somebody else's, a file that cannot be written.

    """
    found = _own_shelf(folder)
    shelf = replace(found, briefs=tuple(one for one in found.briefs if one.place not in without))
    addresses = {path.relative_to(folder).as_posix(): path for path in folder.glob(STABLE)}
    taken = {name for name, path in addresses.items() if not _is_ours(path)}
    pages = site(shelf, lang, taken=taken).pages
    publish(_changed({folder / name: page.encode() for name, page in pages.items()}))
    for name in addresses.keys() - pages.keys() - taken:
        _unlink(addresses[name])  # the last brief that it led to has gone
    return _archived(folder, replace(shelf, foreign=(*shelf.foreign, *sorted(taken))))


def _own_shelf(folder: Path) -> Shelf:
    """What lies in a folder, once it is clear that an index may be written there."""
    shelf = read_shelf(folder)
    if not shelf.briefs and shelf.run is None:
        raise EconError(f"there is no brief in {folder}: name the folder that holds the briefs")
    for path in folder.glob("index*.html"):
        if INDEX.fullmatch(path.name) and not _is_ours(path):
            raise EconError(f"{path} is not a page of the archive: move it away, then run again")
    return shelf


def _is_ours(path: Path) -> bool:
    """Whether the archive wrote a page, and may write it again."""
    try:
        return OURS in path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _changed(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """The files whose contents are not yet there."""
    return {
        file: content
        for file, content in files.items()
        if not file.is_file() or file.read_bytes() != content
    }


def _remove(folder: Path, one: Shelved) -> None:
    """Remove a brief's files, the page first: what is left of it leads nowhere."""
    stem = folder / one.place
    for ending in ENDINGS:
        _unlink(stem.with_name(f"{stem.name}.{ending}"))


def _unlink(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise EconError(f"{file} cannot be removed: {error.strerror}; run again") from error


def _archived(folder: Path, shelf: Shelf) -> Archived:
    readable = sum(one.readable for one in shelf.briefs)
    return Archived(folder / "index.html", readable, (), shelf.damaged, shelf.foreign)


def _places(briefs: Iterable[Shelved]) -> tuple[str, ...]:
    return tuple(one.place for one in briefs)
