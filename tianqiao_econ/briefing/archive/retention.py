"""Which briefs may go, by rule; the newest one never."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.parameters import WrongValue, as_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tianqiao_econ.briefing.archive.shelf import Shelved


def removable(
    briefs: Iterable[Shelved], *, keep: int | None = None, before: str | dt.date | None = None
) -> list[Shelved]:
    """Return the briefs that a rule lets go.

    Briefs of one area, year and language are judged together. The newest of them that can be read
    always stays, and so does whatever is damaged: somebody should look at it.

    Parameters
    ----------
    briefs
        What there is.
    keep
        Let go all that are older than the newest `keep` that can be read.
    before
        Let go all that were seen from before this date (their `as_of`).

    Raises
    ------
    WrongValue
        A number below 1, a date that is none.

    """
    if keep is not None and (type(keep) is not int or keep < 1):
        raise WrongValue(f"keep is a whole number from 1, not {keep!r}: the newest always stays")
    day = as_date(before).isoformat() if before else ""
    rows = defaultdict(list)
    for one in briefs:
        rows[one.area, one.year, one.lang].append(one)
    return [one for row in rows.values() for one in _of_one_row(row, keep, day)]


def _of_one_row(row: list[Shelved], keep: int | None, day: str) -> list[Shelved]:
    readable = sorted((one.as_of for one in row if one.readable), reverse=True)
    if not readable:
        return []
    oldest_kept = readable[min(keep, len(readable)) - 1] if keep else ""
    limit = min(max(oldest_kept, day), readable[0])
    return [one for one in row if one.as_of < limit and not one.damaged]
