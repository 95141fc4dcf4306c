"""One brief, from checked parameters to three published files."""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing import importing, page, webfont
from tianqiao_econ.briefing.execution import NotebookFailed, execute, read_notebook
from tianqiao_econ.briefing.locating import brief_notebook
from tianqiao_econ.briefing.manifest import (
    as_bytes,
    brief_inputs,
    brief_manifest,
    read_manifest,
    short_key,
)
from tianqiao_econ.briefing.parameters import Choice, WrongValue, checked, choose, read_parameters
from tianqiao_econ.briefing.publishing import publish
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from tianqiao_econ.briefing.execution import Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BriefResult:
    """The files of a brief, and its manifest.

    They are `<area>/<year>/<as_of>.<lang>.html`, `….json` and `….run.json` in the folder of briefs.
    """

    html: Path
    json: Path
    run: Path
    manifest: dict[str, Any]


@dataclass
class _Clock:
    """How long the steps take; the only clock, and nothing but the run's own file reads it."""

    started: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step."""
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
        log.info("%s: %.1f s", name, self.seconds[name])

    def report(self, key: str, html: str, font: webfont.Subset) -> dict[str, Any]:
        """Return the contents of the run's own file."""
        ended = dt.datetime.now(dt.UTC)
        return {
            "started": self.started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": self.seconds,
            "key": key,
            "html_bytes": len(html.encode()),
            "font_bytes": len(font.woff2),
            "font_from_cache": font.cached,
        }


@dataclass(frozen=True, slots=True)
class _Job:
    """A brief that can be made: what about, from which notebook, with which values."""

    choice: Choice
    name: str
    notebook: NotebookNode
    values: dict[str, Any]
    inputs: dict[str, Any]


def brief(  # noqa: PLR0913 - all by keyword, all with a plain default
    *,
    area: str | None = None,
    year: int | None = None,
    as_of: str | dt.date | None = None,
    lang: str = "zh",
    data: str | Path | None = None,
    out: str | Path = "briefs",
    previous: str | Path | None = None,
    notebook: str | Path | None = None,
    progress: Progress | None = None,
) -> BriefResult:
    """Write one offline HTML brief, its manifest beside it, and how the run went.

    Parameters
    ----------
    area, year, as_of
        Whose targets, of which year, seen on which date; what the data package declares, and the
        date of the newest target, where not given.
    lang
        zh or en.
    data
        Folder of a data package; the packaged facts where not given.
    out
        Folder of the briefs, see `BriefResult`.
    previous
        Manifest of an earlier brief, to tell what has changed since.
    notebook
        Another notebook with the same parameters.
    progress
        Called before each cell with the number of cells done and of all.

    Returns
    -------
    BriefResult
        Equal inputs give the same bytes of HTML and manifest.

    Raises
    ------
    UnknownName, NotKnown, WrongValue
        Wrong use, found before a kernel starts.
    NotebookFailed
        A cell failed; the earlier brief, if any, is untouched.

    """
    clock = _Clock()
    with clock.step("check"):
        folder = _folder(out)
        job = _job(data, previous, notebook, area=area, year=year, as_of=as_of, lang=lang)
    with clock.step("execute"):
        executed = _executed(job, progress)
    with clock.step("page"):
        bare = page.render(executed, _frame(executed, job.choice, short_key(job.inputs)))
    with clock.step("font"):
        html, font = webfont.embedded(bare)
    manifest = brief_manifest(job.inputs, html.encode(), page.handed_over(executed))
    run = clock.report(manifest["key"], html, font)
    return _published(folder, job.choice, html, manifest, run)


def _job(
    data: str | Path | None,
    previous: str | Path | None,
    notebook: str | Path | None,
    **asked: Any,
) -> _Job:
    """Everything checked that can be checked before a kernel starts."""
    from tianqiao_econ.datasets import open_data

    package = open_data(data)
    choice = choose(package, **asked)
    source = Path(notebook) if notebook else brief_notebook()
    earlier = _earlier_manifest(previous, choice)
    values = checked(read_parameters(source), _values(choice, package.folder, earlier))
    template = read_notebook(source)
    inputs = brief_inputs(
        choice, data_checksum=package.checksum, notebook=template, previous=earlier
    )
    return _Job(choice, source.name, template, values, inputs)


def _values(choice: Choice, data: Path, previous: Path | None) -> dict[str, object]:
    """The notebook's parameters; folders in full, for the kernel works elsewhere."""
    return {
        "area": choice.area,
        "year": choice.year,
        "as_of": choice.as_of,
        "lang": choice.lang,
        "data": data.resolve(),
        "previous": previous.resolve() if previous else "",
    }


def _earlier_manifest(previous: str | Path | None, choice: Choice) -> Path | None:
    """The manifest to compare with, once it is clear that it is one of the same area and year."""
    if not previous:
        return None
    inputs = read_manifest(Path(previous))["inputs"]
    if (inputs["area"], inputs["year"]) != (choice.area, choice.year):
        raise WrongValue(
            f"{previous} is a brief on {inputs['area']} {inputs['year']}, "
            f"not on {choice.area} {choice.year}"
        )
    if str(inputs["as_of"]) > choice.as_of.isoformat():
        raise WrongValue(
            f"{previous} is of {inputs['as_of']}, later than {choice.as_of}: name an earlier brief"
        )
    return Path(previous)


def _folder(out: str | Path) -> Path:
    """The folder of briefs, once it is clear that it can be written to."""
    given: object = out
    if not isinstance(given, str | Path) or not str(given):
        raise WrongValue(f"out is the folder of the briefs, not {out!r}")
    folder = Path(out).expanduser()
    standing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not standing.is_dir():
        raise WrongValue(f"{standing} is a file, not a folder: name another one for the briefs")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise WrongValue(f"{standing} cannot be written to: name another folder for the briefs")
    return folder


def _executed(job: _Job, progress: Progress | None) -> NotebookNode:
    """The executed notebook; what the page needs is loaded while the kernel works."""
    importing.import_papermill()
    with ThreadPoolExecutor(1) as beside:
        ready = beside.submit(_warm_up)
        try:
            executed = execute(job.notebook, job.values, name=job.name, progress=progress)
        except NotebookFailed as failure:
            raise _kept(failure, job.name) from failure
        ready.result()
    return executed


def _warm_up() -> None:
    """Import and read what rendering will need."""
    import fontTools.subset  # noqa: F401
    import nbconvert.exporters.templateexporter  # noqa: F401

    webfont.font_characters()


def _kept(failure: NotebookFailed, name: str) -> NotebookFailed:
    """The failure with the place of the partial notebook: one for each notebook, in the cache."""
    if failure.notebook is None:
        return failure
    content = importing.import_nbformat().writes(failure.notebook).encode()
    for folder in (webfont.user_cache(), Path(tempfile.gettempdir()) / "tianqiao-econ"):
        file = folder / "failed" / name
        try:
            publish({file: content})
        except EconError as error:
            log.debug("%s", error)
            continue
        return NotebookFailed(f"{failure} (as far as it came: {file})", failure.notebook)
    return failure


def _frame(executed: NotebookNode, choice: Choice, key: str) -> page.Frame:
    """What stands around the notebook's contents, in the reader's language."""
    from tianqiao_econ.showing.wording import text

    figures = page.handed_over(executed)
    title = figures.get("title") or executed.metadata.get("title") or f"{choice.area} {choice.year}"
    return page.Frame(
        lang=choice.lang,
        title=title,
        subtitle=figures.get("subtitle", ""),
        contents=text("page.contents", choice.lang),
        skip=text("page.skip", choice.lang),
        foot=(text("page.key", choice.lang, short_key=key, date=choice.as_of.isoformat()),),
    )


def _published(
    out: Path, choice: Choice, html: str, manifest: dict[str, Any], run: dict[str, Any]
) -> BriefResult:
    """The three files, all or none; the run's carries the language too, or zh and en share it."""
    stem = out / choice.area / str(choice.year) / f"{choice.as_of}.{choice.lang}"
    result = BriefResult(
        html=Path(f"{stem}.html"),
        json=Path(f"{stem}.json"),
        run=Path(f"{stem}.run.json"),
        manifest=manifest,
    )
    files = {result.json: as_bytes(manifest), result.run: as_bytes(run), result.html: html.encode()}
    publish(files)
    return result
