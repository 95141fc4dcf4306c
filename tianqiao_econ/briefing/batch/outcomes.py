"""How a batch went: a row for each brief, in a table and as data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from tianqiao_econ.framework.errors import without_home

if TYPE_CHECKING:
    import pandas as pd

FORMAT = "tianqiao-econ batch 1"
RUN = "run.json"
"""The name of the last run's own file, in the folder of the briefs."""
INTERRUPTED = "the run was interrupted"
STATUSES = ("made", "up to date", "failed", "not made")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one brief went.

    Parameters
    ----------
    area, year, as_of, lang
        What it was about; `as_of` is empty where there was nothing to make.
    status
        One of `STATUSES`.
    html
        Where the page is, or would be.
    error
        Why there is no new page.
    seconds
        How long it took.

    """

    area: str
    year: int
    as_of: str
    lang: str
    status: str
    html: str = ""
    error: str = ""
    seconds: float = 0.0


@dataclass
class BatchResult:
    """How each brief of a batch went; `error` is what ended the run before its end."""

    outcomes: list[Outcome] = field(default_factory=list)
    started: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    ended: dt.datetime | None = None
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether every brief that was asked for is there and up to date."""
        return not self.error and all(one.status in ("made", "up to date") for one in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        """Those that were begun and came to nothing."""
        return [one for one in self.outcomes if one.status == "failed"]

    @property
    def reasons(self) -> dict[str, int]:
        """Why briefs were not begun, and how many."""
        return dict(Counter(one.error for one in self.outcomes if one.status == "not made"))

    @property
    def table(self) -> pd.DataFrame:
        """One row a brief."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.outcomes])

    @property
    def counts(self) -> dict[str, int]:
        """How many briefs came out which way."""
        found = Counter(one.status for one in self.outcomes)
        return {status: found[status] for status in STATUSES}

    def add(self, outcome: Outcome) -> None:
        """Note how one brief went."""
        self.outcomes.append(outcome)

    def close(self, ended: dt.datetime, seconds: float) -> None:
        """Note that the run is over; the rows in one order, however they came in."""
        self.ended, self.seconds = ended, seconds
        self.outcomes.sort(key=lambda one: (one.year, one.area, one.lang, one.as_of))

    def as_plain(self) -> dict[str, Any]:
        """Return it as values that JSON can carry."""
        return {**self.as_line(), "briefs": [_plain(one) for one in self.outcomes]}

    def as_line(self) -> dict[str, Any]:
        """Return what a line of a log says of the run."""
        ended = self.ended or self.started
        return {
            "format": FORMAT,
            "status": "done" if self.ok else "failed",
            "started": self.started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 3),
            "counts": self.counts,
            "failures": [_plain(one) for one in self.failed],
            "not_made": {without_home(reason): n for reason, n in self.reasons.items()},
            **({"error": without_home(self.error)} if self.error else {}),
        }

    def as_text(self) -> str:
        """Return a table for a terminal, and what failed and why beneath it."""
        lines = [
            f"{one.area:8}{one.year:<6}{one.as_of or '-':12}{one.lang:4}{one.status:12}"
            f"{one.seconds:7.1f} s"
            for one in self.outcomes
        ]
        counts = ", ".join(f"{n} {status}" for status, n in self.counts.items() if n)
        told = [f"{one.area} {one.year} {one.lang}: {one.error}" for one in self.failed]
        told += [f"{n} not made: {reason}" for reason, n in self.reasons.items()]
        return "\n".join([*lines, f"{counts}; {self.seconds:.1f} s", *told])


def _plain(outcome: Outcome) -> dict[str, Any]:
    """A row without the place, which is another one on another machine."""
    row = {name: value for name, value in asdict(outcome).items() if name != "html"}
    seconds = round(outcome.seconds, 3)
    return {**row, "error": without_home(outcome.error), "seconds": seconds}
