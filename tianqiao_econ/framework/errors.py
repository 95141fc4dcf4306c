"""Errors that a user can mend: each says what was wrong, where, and what to do.

All of them survive pickling, because briefs are made in worker processes.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Self

SUGGESTIONS = 3
"""How many nearest names a sentence holds at most."""

MOST_LISTED = 20
"""How many valid names a sentence lists where none is near."""

_HEADER = ("file", "row", "column", "value", "what is wrong", "what to do")


class EconError(Exception):
    """Base of every error that this package raises on purpose; its text is one sentence."""


class NotKnown(EconError):  # noqa: N818 - the name is the sentence
    """Nothing of the kind was known on the date asked for, or at all."""


class UnknownName(EconError):  # noqa: N818 - the name is the sentence
    """An area, indicator, source or parameter that does not exist.

    Parameters
    ----------
    message
        The sentence, suggestions included.
    suggestions
        The nearest valid names, best first.

    """

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(suggestions)

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[str, ...]]]:
        return type(self), (self.message, self.suggestions)

    @classmethod
    def among(cls, kind: str, name: str, labels: Mapping[str, Sequence[str]]) -> Self:
        """Build the error for a name that is not among `labels` (name -> its other names)."""
        near = nearest_names(name, labels)
        hint = " or ".join(" ".join([code, *labels[code][:1]]) for code in near)
        ending = f"did you mean {hint}?" if near else f"choose one of {_listed(labels)}"
        return cls(f"unknown {kind} {name!r}: {ending}", near)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a data package.

    `row` is the row as a spreadsheet shows it (the header is row 1), None for a whole file;
    `column` and `value` are empty where they do not apply.
    """

    file: str
    row: int | None
    column: str
    value: str
    what: str
    todo: str


class DataProblems(EconError):  # noqa: N818 - the name is the sentence
    """Everything wrong with a data package, at once; the text is a table."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problem_table(self.problems))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def nearest_names(name: str, labels: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the keys of `labels` whose own or other names are nearest to `name`."""
    asked = name.casefold().strip()
    owner = {text.casefold(): code for code, texts in labels.items() for text in (code, *texts)}
    inside = [text for text in owner if asked and (asked in text or (text and text in asked))]
    inside.sort(key=lambda text: abs(len(text) - len(asked)))
    close = difflib.get_close_matches(asked, owner, n=SUGGESTIONS, cutoff=0.5)
    codes = dict.fromkeys(owner[text] for text in (*inside, *close) if text)
    return tuple(codes)[:SUGGESTIONS]


def problem_table(problems: Sequence[Problem]) -> str:
    """Return the problems as an aligned text table with a counting line above it."""
    if not problems:
        return "no problem in the data"
    rows = [_HEADER, *(_cells(problem) for problem in problems)]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(_HEADER))]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n".join([f"{count} in the data", *lines])


def without_home(sentence: str) -> str:
    """Return a sentence with the user's own folder as ~, for a file that others may read."""
    home = str(Path.home())
    return sentence.replace(home, "~") if len(home) > 1 else sentence


def _listed(names: Collection[str]) -> str:
    first = ", ".join(list(names)[:MOST_LISTED])
    return first if len(names) <= MOST_LISTED else f"{first} and {len(names) - MOST_LISTED} more"


def _cells(problem: Problem) -> tuple[str, ...]:
    return tuple("-" if cell in (None, "") else str(cell) for cell in astuple(problem))


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
