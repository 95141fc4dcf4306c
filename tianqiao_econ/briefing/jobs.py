"""A brief that can be made: everything checked, small enough to be sent to another process."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tianqiao_econ.briefing.execution import read_notebook
from tianqiao_econ.briefing.limits import Limits
from tianqiao_econ.briefing.locating import brief_notebook
from tianqiao_econ.briefing.manifest import brief_inputs, read_manifest, short_key
from tianqiao_econ.briefing.parameters import Choice, WrongValue, checked, choose, read_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tianqiao_econ.datasets import DataPackage


@dataclass(frozen=True, slots=True)
class Job:
    """One brief to be made; making it twice gives the same bytes.

    Parameters
    ----------
    area, year, as_of, lang
        What it is about.
    inputs
        All that decides its contents, checksums included (`manifest.brief_inputs`).
    data, notebook, previous
        Paths; empty for the packaged facts, the package's own notebook, no earlier brief. No
        path of this machine is needed where all three are empty.
    limits
        What making it may use.

    """

    area: str
    year: int
    as_of: str
    lang: str
    inputs: Mapping[str, Any]
    data: str = ""
    notebook: str = ""
    previous: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def choice(self) -> Choice:
        """What it is about, as checked."""
        return Choice(self.area, self.year, dt.date.fromisoformat(self.as_of), self.lang)

    @property
    def key(self) -> str:
        """The short name of its inputs."""
        return short_key(self.inputs)

    @property
    def stem(self) -> str:
        """Name of its files without their endings, made of codes and a date alone."""
        return f"{self.area}/{self.year}/{self.as_of}.{self.lang}"

    @property
    def source(self) -> Path:
        """The notebook that it is made from."""
        return Path(self.notebook) if self.notebook else brief_notebook()

    def as_plain(self) -> dict[str, Any]:
        """Return it as values that JSON can carry."""
        return asdict(self)

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> Self:
        """Return the job that `as_plain` told."""
        return cls(**{**content, "limits": Limits(**content["limits"])})


def job_for(
    package: DataPackage,
    *,
    previous: str | Path | None = None,
    notebook: str | Path | None = None,
    limits: Limits | None = None,
    **asked: Any,
) -> Job:
    """Return a brief to be made; all checked that can be checked before a kernel starts.

    Parameters
    ----------
    package
        The data.
    previous, notebook
        Manifest of an earlier brief; another notebook with the same parameters.
    limits
        What making it may use.
    asked
        area, year, as_of and lang, see `parameters.choose`.

    Raises
    ------
    UnknownName, NotKnown, WrongValue
        Wrong use.

    """
    from tianqiao_econ.datasets import is_packaged

    choice = choose(package, **asked)
    source = Path(notebook) if notebook else brief_notebook()
    earlier = earlier_manifest(previous, choice)
    inputs = brief_inputs(
        choice,
        data_checksum=package.checksum,
        notebook=read_notebook(source),
        previous=earlier,
    )
    job = Job(
        area=choice.area,
        year=choice.year,
        as_of=choice.as_of.isoformat(),
        lang=choice.lang,
        inputs=inputs,
        data="" if is_packaged(package.folder) else str(package.folder.resolve()),
        notebook=str(source.resolve()) if notebook else "",
        previous=str(earlier.resolve()) if earlier else "",
        limits=limits or Limits(),
    )
    parameter_values(job)
    return job


def parameter_values(job: Job) -> dict[str, Any]:
    """Return the notebook's parameters; folders in full, for the kernel works elsewhere."""
    from tianqiao_econ.datasets import packaged_data

    values = {
        "area": job.area,
        "year": job.year,
        "as_of": job.as_of,
        "lang": job.lang,
        "data": job.data or str(packaged_data().resolve()),
        "previous": job.previous,
    }
    return checked(read_parameters(job.source), values)


def earlier_manifest(previous: str | Path | None, choice: Choice) -> Path | None:
    """Return the manifest to compare with, once it is clear that it is of the area and year."""
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
