"""What a batch is asked to do: a TOML file or arguments, checked, then one job for each brief."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.batch.places import is_address
from tianqiao_econ.briefing.jobs import Job, job_for
from tianqiao_econ.briefing.limits import Limits
from tianqiao_econ.briefing.manifest import read_manifest
from tianqiao_econ.briefing.parameters import LANGUAGES, WrongValue, as_date, plain
from tianqiao_econ.framework.codes import Aggregation
from tianqiao_econ.framework.errors import EconError, NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.datasets import DataPackage

ALL = "all"
ON_FAILURE = ("continue", "stop")
LIMITS = tuple(one.name for one in fields(Limits))
UNITS = {"s": 1, "min": 60, "h": 3600}
PATHS = ("data", "notebook", "out")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch is asked to do.

    Parameters
    ----------
    areas
        Codes, or "all": every area with a target.
    years, languages
        Each area is briefed for each year in each language.
    as_of
        See only what was known on this date; for each area its newest target's where not given.
    data, notebook, out
        Folder of a data package, another notebook, folder (or address) of the briefs.
    jobs
        How many briefs at a time.
    deadline
        Seconds for the whole batch.
    on_failure
        "continue" with the others, or "stop": begin no further brief.
    limits
        What one brief may use.
    previous
        "latest" to tell what has changed since the newest earlier brief in `out`, or "none".

    """

    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ("zh",)
    as_of: str = ""
    data: str = ""
    notebook: str = ""
    out: str = "briefs"
    jobs: int = 0
    deadline: float | None = None
    on_failure: str = "continue"
    previous: str = "none"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class NotMade:
    """A brief asked for that cannot be made, and why."""

    area: str
    year: int
    lang: str
    reason: str


def read_asked(path: str | Path) -> Asked:
    """Return what a TOML file asks for; its relative paths are relative to the file.

    Raises
    ------
    EconError
        No such file, or none that can be read; an entry that is unknown or of the wrong kind.

    """
    file = Path(path).expanduser()
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise EconError(f"{file} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EconError(f"{file} is not TOML: {error}") from error
    for name in PATHS:
        if isinstance(content.get(name), str) and content[name] and not is_address(content[name]):
            content[name] = str(file.parent / Path(content[name]).expanduser())
    try:
        return with_entries(Asked(), content)
    except EconError as error:
        raise type(error)(f"{file.name}: {error}") from error


def with_entries(asked: Asked, entries: Mapping[str, Any]) -> Asked:
    """Return `asked` with some of its entries replaced, each one checked.

    The limits of one brief stand beside the others: cell_seconds, seconds, memory_mb, output_mb.
    """
    known = [one.name for one in fields(Asked) if one.name != "limits"]
    limits, own = {}, {}
    for name, value in entries.items():
        if name in LIMITS:
            limits[name] = _seconds(name, value) if "seconds" in name else value
        elif name in known:
            own[name] = _CHECKS[name](name, value)
        else:
            raise UnknownName.among("entry", name, dict.fromkeys((*known, *LIMITS), ()))
    return replace(asked, **own, limits=replace(asked.limits, **limits))


def jobs_of(asked: Asked, package: DataPackage) -> tuple[list[Job], list[NotMade]]:
    """Return one job for each brief asked for, and what cannot be made.

    Of "all" areas, those without a target known by then are left out. One that was named and has
    none is told, and does not keep the others from being made.

    Raises
    ------
    UnknownName, WrongValue
        A misspelt area or year, a notebook that is none: wrong use, nothing is made.

    """
    years = asked.years or _declared(package.default_year, "year")
    areas = _areas(asked, package)
    jobs, not_made = [], []
    for area, year, lang in ((a, y, g) for y in years for a in areas for g in asked.languages):
        try:
            jobs.append(_job(asked, package, area=area, year=year, lang=lang))
        except NotKnown as error:
            if ALL not in asked.areas:
                not_made.append(NotMade(area, year, lang, str(error)))
    if not jobs and not not_made:
        raise NotKnown(f"no area has targets for {', '.join(map(str, years))} known by then")
    return jobs, not_made


def _job(asked: Asked, package: DataPackage, *, area: str, year: int, lang: str) -> Job:
    about: dict[str, Any] = {"area": area, "year": year, "as_of": asked.as_of, "lang": lang}
    job = job_for(package, notebook=asked.notebook, limits=asked.limits, **about)
    if asked.previous != "latest":
        return job
    if is_address(asked.out):
        raise WrongValue('previous = "latest" looks into a local folder: name one as out')
    earlier = latest_manifest(Path(asked.out), job)
    if earlier is None:
        return job
    given: dict[str, Any] = {
        "previous": earlier,
        "notebook": asked.notebook,
        "limits": asked.limits,
    }
    return job_for(package, **given, **about)


def latest_manifest(out: Path, job: Job) -> Path | None:
    """Return the manifest of the newest whole brief before the job's in the same language."""
    found = sorted((out / job.area / str(job.year)).glob(f"????-??-??.{job.lang}.json"))
    earlier = (file for file in reversed(found) if file.name[: len(job.as_of)] < job.as_of)
    return next((file for file in earlier if _is_manifest(file)), None)


def _is_manifest(file: Path) -> bool:
    try:
        read_manifest(file)
    except (EconError, RecursionError):
        return False
    return True


def _areas(asked: Asked, package: DataPackage) -> list[str]:
    if ALL in asked.areas:
        if set(asked.areas) != {ALL}:
            raise WrongValue(f'areas is "{ALL}" or a list of codes, not both')
        rows = package.targets
        annual = rows.loc[rows["aggregation"] == Aggregation.ANNUAL, "ref_area"]
        return sorted(annual.unique().tolist())
    named = asked.areas or _declared(package.default_area, "area")
    return list(dict.fromkeys(package.area(name).code for name in named))


def _declared(value: Any, name: str) -> tuple[Any, ...]:
    if value is None:
        raise NotKnown(f"say which {name}: the data package declares none")
    return (value,)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, Sequence) or not several:
        raise WrongValue(f'{name} is a list of texts, for example ["370105"], not {value!r}')
    for one in several:
        if not isinstance(one, str) or not one.strip():
            raise WrongValue(f'{name} is a list of texts, for example ["370105"], not {one!r}')
    return tuple(several)


def _languages(name: str, value: Any) -> tuple[str, ...]:
    for lang in _texts(name, value):
        if lang not in LANGUAGES:
            raise UnknownName.among("language", lang, dict.fromkeys(LANGUAGES, ()))
    return tuple(dict.fromkeys(_texts(name, value)))


def _years(name: str, value: Any) -> tuple[int, ...]:
    several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not several or any(type(plain(one)) is not int for one in several):
        raise WrongValue(f"{name} is a list of years, for example [2024], not {value!r}")
    return tuple(dict.fromkeys(plain(one) for one in several))


def _date(_name: str, value: Any) -> str:
    return as_date(value).isoformat() if value else ""


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str | Path) or not str(value):
        raise WrongValue(f"{name} is a path, not {value!r}")
    return str(value)


def _folder(name: str, value: Any) -> str:
    if not Path(_text(name, value)).expanduser().is_dir():
        raise WrongValue(f"{value} is not there: name the folder that holds targets.csv")
    return str(value)


def _count(name: str, value: Any) -> int:
    if type(value) is not int or value < 1:
        raise WrongValue(f"{name} is a whole number from 1, not {value!r}")
    return value


def _seconds(name: str, value: Any) -> float:
    """Seconds from a number or from a text with a unit: 90, "90s", "30min", "2h"."""
    text = str(value).strip()
    unit = next((unit for unit in ("min", "h", "s") if text.endswith(unit)), "")
    try:
        seconds = float(text.removesuffix(unit)) * UNITS.get(unit, 1)
    except ValueError:
        seconds = 0.0
    if isinstance(value, bool) or not 0 < seconds < float("inf"):
        raise WrongValue(f'{name} is a time, for example 90, "30min" or "2h", not {value!r}')
    return seconds


def _one_of(*choices: str) -> Any:
    def check(name: str, value: Any) -> str:
        if value not in choices:
            raise WrongValue(f"{name} is one of {', '.join(choices)}, not {value!r}")
        return str(value)

    return check


_CHECKS: dict[str, Any] = {
    "areas": _texts,
    "years": _years,
    "languages": _languages,
    "as_of": _date,
    "data": _folder,
    "notebook": _text,
    "out": _text,
    "jobs": _count,
    "deadline": _seconds,
    "on_failure": _one_of(*ON_FAILURE),
    "previous": _one_of("none", "latest"),
}
