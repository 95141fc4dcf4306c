"""Entries of a ledger: an outlook as lines in hubverse columns, and what seals them.

A line stands for one number of a forecast. What the number is about and cannot be read off the
line (the event, its wording, the model and data behind it) stands in the entry, one JSON object
for each area, year and date, with the hash of its lines and of the entry before.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tianqiao_econ.framework import EconError, Event, Transformation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tianqiao_econ.assessment.outlook import Outlook

FORMAT = "tianqiao-econ ledger 1"
#: Team and model, as hubverse joins them; the version stands in the entry.
MODEL_ID = "tianqiao_econ-pool"
COLUMNS = (
    "model_id",
    "reference_date",
    "ref_area",
    "indicator",
    "target_period",
    "output_type",
    "output_type_id",
    "value",
)
HEADER = f"{','.join(COLUMNS)}\n"
QUANTILES = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)
#: Decimals of a value: far below what is published, and above what differs between machines.
DECIMALS = 6
#: What the first entry names as the one before it.
BEGINNING = "0" * 64
#: Digits of a hash that tell lines apart, and that name an entry to a reader.
MARK, SHORT = 12, 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast of an entry: what it is about; its numbers are the lines.

    Attributes
    ----------
    name
        What the column ``indicator`` says: the indicator's code, with ``:level`` for a level and
        ``:difference`` for an outturn minus its reference.
    indicator, wording, qualifier, origin_id
        Of the target, as it was known.
    model
        Method, as the assessment names it.
    event
        What has to be published for the target to be met.
    """

    name: str
    indicator: str
    wording: str
    qualifier: str
    origin_id: str
    model: str
    event: Event


@dataclass(frozen=True, slots=True)
class Draft:
    """What an outlook has to record, before it has a place in a ledger.

    Attributes
    ----------
    inputs
        What decides the numbers: model, version, data checksum, area, year, date.
    forecasts
        One for each target with a forecast.
    without
        Name -> reason, for each target without one.
    lines
        Text lines in `COLUMNS`, without the line's end.
    """

    inputs: Mapping[str, Any]
    forecasts: tuple[Forecast, ...]
    without: Mapping[str, str]
    lines: tuple[str, ...]

    @property
    def key(self) -> str:
        """SHA-256 of the inputs: the same forecast has the same key, whenever it is recorded."""
        return hashlib.sha256(canonical(self.inputs).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded entry, as the chain holds it.

    Attributes
    ----------
    number
        Place in the ledger, from 1.
    key, inputs, forecasts
        See `Draft`.
    quantiles
        Probabilities of the recorded quantiles.
    marks
        Beginning of the SHA-256 of each line, in order.
    lines_sha256
        Of all lines with their ends.
    recorded
        When it was recorded (UTC); told, and not part of the key.
    hash
        Over everything above and the hash of the entry before.
    """

    number: int
    key: str
    inputs: Mapping[str, Any]
    forecasts: tuple[Forecast, ...]
    quantiles: tuple[float, ...]
    marks: tuple[str, ...]
    lines_sha256: str
    recorded: str
    hash: str

    @property
    def title(self) -> str:
        """Whose forecast of when: 'entry 3, 370105 2024 as of 2024-01-16'."""
        told = self.inputs
        return f"entry {self.number}, {told['area']} {told['year']} as of {told['as_of']}"

    def tasks(self) -> Iterator[str]:
        """All of each line but its value, in order."""
        for forecast in self.forecasts:
            yield from _tasks(self.inputs, forecast.name, self.quantiles)


def draft(outlook: Outlook) -> Draft:
    """Return what an outlook has to record.

    Raises
    ------
    EconError
        If it answers a what-if question: that is no forecast of what will be published.

    """
    _refuse_what_if(outlook)
    inputs = {
        "model_id": MODEL_ID,
        "tianqiao_econ": _version(),
        "data_sha256": outlook.view.package.checksum,
        "area": outlook.area.code,
        "year": int(outlook.year),
        "as_of": outlook.as_of.isoformat(),
    }
    forecasts, without, lines = [], {}, []
    rows = outlook.table.to_dict("records")
    for column, target, event, row in zip(
        outlook.columns, outlook.targets, outlook.events, rows, strict=True
    ):
        chance = float(row["probability"])
        name = _name(target.indicator, event, target.transformation)
        if event is None or column not in outlook.draws or not math.isfinite(chance):
            without[name] = str(row["note"])
            continue
        forecasts.append(
            Forecast(
                name,
                target.indicator,
                target.wording,
                str(target.qualifier),
                target.origin_id or "",
                str(row["model"]),
                event,
            )
        )
        values = [*outlook.quantiles(column, QUANTILES), chance, 1 - round(chance, DECIMALS)]
        tasks = _tasks(inputs, name, QUANTILES)
        lines += [f"{task},{_number(v)}" for task, v in zip(tasks, values, strict=True)]
    return Draft(inputs, tuple(forecasts), without, tuple(lines))


def sealed(drafted: Draft, *, number: int, previous: str, recorded: str) -> tuple[str, str]:
    """Return the line of the chain for a draft, with its end, and its hash."""
    lines = text_of(drafted.lines)
    body = {
        "format": FORMAT,
        "number": number,
        "key": drafted.key,
        "inputs": drafted.inputs,
        "forecasts": [asdict(forecast) for forecast in drafted.forecasts],
        "without": drafted.without,
        "quantiles": QUANTILES,
        "lines": len(drafted.lines),
        "marks": [mark(line) for line in drafted.lines],
        "lines_sha256": hashlib.sha256(lines.encode()).hexdigest(),
        "recorded": recorded,
        "previous": previous,
    }
    own = seal(body)
    return f"{json.dumps({**body, 'hash': own}, ensure_ascii=False)}\n", own


def seal(body: Mapping[str, Any]) -> str:
    """Hash of an entry without its own."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def entry_of(content: Mapping[str, Any]) -> Entry:
    """Return an entry from its JSON object; KeyError, TypeError or ValueError if it is none."""
    return Entry(
        number=content["number"],
        key=content["key"],
        inputs=content["inputs"],
        forecasts=tuple(_forecast(item) for item in content["forecasts"]),
        quantiles=tuple(content["quantiles"]),
        marks=tuple(content["marks"]),
        lines_sha256=content["lines_sha256"],
        recorded=content["recorded"],
        hash=content["hash"],
    )


def text_of(lines: Sequence[str]) -> str:
    """Lines as they stand in the file, each with its end."""
    return "".join(f"{line}\n" for line in lines)


def mark(line: str) -> str:
    """Beginning of the SHA-256 of a line."""
    return hashlib.sha256(line.encode()).hexdigest()[:MARK]


def canonical(content: Any) -> str:
    """JSON in one order and one form."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_what_if(outlook: Outlook) -> None:
    announced = outlook.view.targets_of(outlook.area.code, outlook.year)
    if outlook.targets != announced or any(e.tolerance for e in outlook.events if e is not None):
        raise EconError(
            "only a forecast of the announced targets is recorded, not what another number"
            " or a tolerance would mean: assess without targets= and tolerance="
        )


def _name(indicator: str, event: Event | None, transformation: Transformation) -> str:
    """One name for one kind of number, whatever else an area has targets for."""
    if event is not None and event.reference is not None:
        return f"{indicator}:difference"
    return f"{indicator}:level" if transformation is Transformation.LEVEL else indicator


def _tasks(inputs: Mapping[str, Any], name: str, quantiles: Sequence[float]) -> Iterator[str]:
    told = (inputs["model_id"], inputs["as_of"], inputs["area"], name, str(inputs["year"]))
    for level in quantiles:
        yield ",".join((*told, "quantile", str(level)))
    for outcome in ("met", "missed"):
        yield ",".join((*told, "pmf", outcome))


def _number(value: float) -> str:
    return str(round(float(value), DECIMALS) + 0.0)


def _forecast(content: Mapping[str, Any]) -> Forecast:
    event = dict(content["event"])
    event["transformation"] = Transformation(event["transformation"])
    event["reference"] = tuple(event["reference"]) if event["reference"] else None
    return Forecast(**{**content, "event": Event(**event)})


def _version() -> str:
    from tianqiao_econ import __version__

    return __version__
