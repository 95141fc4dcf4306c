"""One brief, from checked parameters to three published files."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing import importing, page, webfont
from tianqiao_econ.briefing.execution import NotebookFailed, execute, read_notebook
from tianqiao_econ.briefing.jobs import Job, job_for, parameter_values
from tianqiao_econ.briefing.lock import publishing, refuse_held
from tianqiao_econ.briefing.manifest import as_bytes, brief_manifest, made_by, notebook_sha256
from tianqiao_econ.briefing.parameters import Choice, WrongValue
from tianqiao_econ.briefing.partial import kept
from tianqiao_econ.briefing.publishing import publish
from tianqiao_econ.briefing.runlog import brief_logged
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbformat import NotebookNode

    from tianqiao_econ.briefing.batch.forked import SpareKernel
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


@dataclass(frozen=True, slots=True)
class Made:
    """A brief before it is published: its page, its manifest, and how the run went."""

    html: str
    manifest: dict[str, Any]
    run: dict[str, Any]


@dataclass
class Clock:
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

    def report(self, **told: Any) -> dict[str, Any]:
        """Return the contents of the run's own file."""
        ended = dt.datetime.now(dt.UTC)
        return {
            "started": self.started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": self.seconds,
            **told,
        }


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
    log_json: str | Path | None = None,
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
    log_json
        A file that gets one more line of JSON on the run, however it ends.
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
    Busy
        A batch holds the folder.

    """
    from tianqiao_econ.datasets import open_data

    clock = Clock()
    asked: dict[str, Any] = {"area": area, "year": year, "as_of": as_of, "lang": lang}
    about = {name: value or "" for name, value in asked.items()}
    with brief_logged(log_json, about):
        with clock.step("check"):
            folder = writable_folder(out)
            refuse_held(folder)
            job = job_for(open_data(data), previous=previous, notebook=notebook, **asked)
        about.update(area=job.area, year=job.year, as_of=job.as_of)
        made = make(job, clock=clock, progress=progress)
        with publishing(folder):
            return published(folder, job, made)


def make(
    job: Job,
    *,
    clock: Clock | None = None,
    progress: Progress | None = None,
    spare: SpareKernel | None = None,
    temporary: Path | None = None,
) -> Made:
    """Return a brief, not yet published.

    Parameters
    ----------
    job
        What to make.
    clock
        Has measured what came before.
    progress
        Called before each cell with the number of cells done and of all.
    spare
        A process that waits to become the kernel.
    temporary
        See `partial.kept`.

    Raises
    ------
    NotebookFailed
        A cell failed, or the notebook shows what no page of its own may hold.
    EconError
        Data or notebook are no longer those of the job.

    """
    clock = clock or Clock()
    _refuse_other_versions(job)
    with clock.step("execute"):
        executed = _executed(job, progress, spare, temporary)
    figures = page.handed_over(executed)
    _refuse_other_data(job, figures)
    with clock.step("page"):
        bare = _rendered(executed, job, temporary)
    with clock.step("font"):
        html, font = webfont.embedded(bare)
    manifest = brief_manifest(job.inputs, html.encode(), figures)
    run = clock.report(
        status="made",
        key=manifest["key"],
        html_bytes=len(html.encode()),
        font_bytes=len(font.woff2),
        font_from_cache=font.cached,
    )
    return Made(html, manifest, run)


def writable_folder(out: str | Path) -> Path:
    """Return the folder of briefs, once it is clear that it can be written to."""
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


def published(out: Path, job: Job, made: Made) -> BriefResult:
    """Write the three files, all or none; the run's carries the language too, for zh and en."""
    result = BriefResult(
        html=out / f"{job.stem}.html",
        json=out / f"{job.stem}.json",
        run=out / f"{job.stem}.run.json",
        manifest=made.manifest,
    )
    publish(
        {
            result.json: as_bytes(made.manifest),
            result.run: as_bytes(made.run),
            result.html: made.html.encode(),
        }
    )
    return result


def warm_up() -> None:
    """Import and read what rendering will need."""
    page.rehearse()
    webfont.ready()
    made_by()


def _executed(
    job: Job, progress: Progress | None, spare: SpareKernel | None, temporary: Path | None
) -> NotebookNode:
    """The executed notebook; what the page needs is loaded while the kernel works."""
    notebook = read_notebook(job.source)
    if notebook_sha256(notebook) != job.inputs["notebook_sha256"]:
        raise EconError(f"{job.source.name} has changed since the run began: run again")
    importing.import_papermill()
    told: dict[str, Any] = {"name": job.source.name, "limits": job.limits}
    with ThreadPoolExecutor(1) as beside:
        ready = beside.submit(warm_up)
        try:
            executed = execute(
                notebook, parameter_values(job), progress=progress, spare=spare, **told
            )
        except NotebookFailed as failure:
            raise kept(failure, job, temporary) from failure
        ready.result()
    return executed


def _rendered(executed: NotebookNode, job: Job, temporary: Path | None) -> str:
    """The page without its font; a notebook that makes none is kept to be looked at."""
    try:
        return page.render(executed, _frame(executed, job.choice, job.key))
    except NotebookFailed as failure:
        named = NotebookFailed(f"{job.source.name}: {failure.message}", executed)
        raise kept(named, job, temporary) from failure


def _refuse_other_versions(job: Job) -> None:
    """Find that this process is not what the manifest would say, as on another machine."""
    mine, asked = _flat(made_by()), _flat(job.inputs)
    other = [
        f"{name} {mine[name]}, not {asked.get(name)}"
        for name in mine
        if mine[name] != asked.get(name)
    ]
    if other:
        raise EconError(
            f"this machine differs from the one that sent the job: {'; '.join(other)}; "
            "install the same on both"
        )


def _flat(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {**inputs, **inputs.get("libraries", {}), "libraries": None}


def _refuse_other_data(job: Job, figures: dict[str, Any]) -> None:
    """Find that the notebook saw other data than the manifest would say."""
    seen = figures.get("data_sha256", job.inputs["data_sha256"])
    if seen != job.inputs["data_sha256"]:
        raise EconError("the data package has changed since the run began: run again")


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
