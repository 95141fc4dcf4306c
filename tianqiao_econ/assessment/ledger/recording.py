"""Recording forecasts: one entry for an outlook, once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.assessment.ledger.entries import HEADER, SHORT, draft, mark, sealed, text_of
from tianqiao_econ.assessment.ledger.files import append, finish, read
from tianqiao_econ.assessment.ledger.locking import reading, writing
from tianqiao_econ.assessment.ledger.verifying import sound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from tianqiao_econ.assessment.ledger.entries import Draft
    from tianqiao_econ.assessment.outlook import Outlook

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an outlook that was to be recorded.

    Attributes
    ----------
    area, year, as_of
        Whose forecast.
    key
        Of the entry; the same for the same version, data and parameters.
    number
        Place of the entry in the ledger; None where no target has a forecast.
    lines
        How many lines the entry has.
    new
        Whether it was recorded by this call.
    same
        Whether the numbers are those of the entry; False where an earlier recording of the same
        key had others, which stand.
    """

    area: str
    year: int
    as_of: str
    key: str
    number: int | None
    lines: int
    new: bool
    same: bool

    def __str__(self) -> str:
        whose = f"{self.area} {self.year} as of {self.as_of}"
        if self.number is None:
            return f"{whose}: no target has a forecast, so there is nothing to record"
        place = f"entry {self.number}, key {self.key[:SHORT]}"
        if self.new:
            return f"{whose}: recorded as {place}, {self.lines} lines"
        if self.same:
            return f"{whose}: already recorded as {place}"
        return (
            f"{whose}: already recorded as {place} with other numbers, which stand:"
            " a changed model needs another version"
        )


def record(
    outlook: Outlook,
    ledger: str | PathLike[str] = "forecasts",
    *,
    recorded: datetime | None = None,
) -> Recorded:
    """Record an outlook in a ledger.

    Parameters
    ----------
    outlook
        A forecast of the announced targets (no what-if).
    ledger
        Folder of the ledger; made if it is not there.
    recorded
        When this happens; by default now. It is told in the entry and decides nothing.

    Returns
    -------
    Recorded
        Recording the same forecast again, by this process or another, changes nothing.

    Raises
    ------
    BrokenLedger
        If the ledger is not what was recorded.
    EconError
        For a what-if outlook, or a folder that cannot be written.

    Examples
    --------
    >>> import tianqiao_econ as te
    >>> outlook = te.assess(te.open_data().as_of("2024-01-16"), area="370105", year=2024)
    >>> te.record(outlook, "my-forecasts").number  # doctest: +SKIP
    1
    """
    return record_all([outlook], ledger, recorded=recorded)[0]


def record_all(
    outlooks: Iterable[Outlook],
    ledger: str | PathLike[str] = "forecasts",
    *,
    recorded: datetime | None = None,
) -> tuple[Recorded, ...]:
    """Record several outlooks, one entry each: all of them or none.

    Parameters
    ----------
    outlooks
        Taken one after the other, so they need not be in memory together.
    ledger, recorded
        See `record`.
    """
    folder = Path(ledger)
    with reading(folder):
        sound(read(folder))  # a broken ledger is told before anything is worked out
    drafts = [draft(outlook) for outlook in outlooks]
    moment = (recorded or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    with writing(folder):
        if finish(folder):
            _log.warning("an interrupted recording in %s has been finished", folder)
        return _recorded(folder, drafts, moment)


def _recorded(folder: Path, drafts: Iterable[Draft], moment: str) -> tuple[Recorded, ...]:
    contents = read(folder)
    found = sound(contents)
    marks = {entry.key: (entry.number, entry.marks) for entry in found.entries}
    chain, lines, head, told = list[str](), list[str](), found.head, list[Recorded]()
    for drafted in drafts:
        own = tuple(mark(line) for line in drafted.lines)
        new = drafted.key not in marks and bool(own)
        if new:
            marks[drafted.key] = (len(marks) + 1, own)
            line, head = sealed(drafted, number=len(marks), previous=head, recorded=moment)
            chain.append(line)
            lines += drafted.lines
        number, known = marks.get(drafted.key, (None, own))
        told.append(_told(drafted, number, known, new=new, same=own == known))
    if chain:
        header = "" if contents.lines else HEADER
        append(folder, (header + text_of(lines)).encode(), "".join(chain).encode())
    return tuple(told)


def _told(
    drafted: Draft, number: int | None, known: tuple[str, ...], *, new: bool, same: bool
) -> Recorded:
    asked = drafted.inputs
    return Recorded(
        area=asked["area"],
        year=asked["year"],
        as_of=asked["as_of"],
        key=drafted.key,
        number=number,
        lines=len(known),
        new=new,
        same=same,
    )
