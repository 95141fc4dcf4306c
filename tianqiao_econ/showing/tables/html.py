"""A table as data, and its HTML: everything from data is escaped by Jinja2."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from tianqiao_econ.showing.style import STYLE_TAG
from tianqiao_econ.showing.wording import HTML_LANGUAGE, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SOURCE_ID = "te-source-"
"""Source n of a page has the id 'te-source-n'."""


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a page; `display` in a notebook shows it in its own style.

    Parameters
    ----------
    content
        Markup without the style sheet.

    """

    content: str

    def __str__(self) -> str:
        return self.content

    def _repr_html_(self) -> str:
        return STYLE_TAG + self.content


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column, its unit, a hint under it; whether it holds numbers or needs room."""

    head: str
    unit: str = ""
    hint: str = ""
    numeric: bool = False
    wide: bool = False

    @property
    def kind(self) -> str:
        """Classes of its cells."""
        return " ".join(["te-num"] * self.numeric + ["te-wide"] * self.wide)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, smaller lines under it, the original in Chinese, and source numbers."""

    main: str
    small: tuple[str, ...] = ()
    original: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text; the first cell of a row is its head.

    Parameters
    ----------
    caption
        What the table is.
    columns
        Heads.
    rows
        As many cells each as there are columns.
    notes
        Sentences under the table.
    on_desk_only
        Whether phones show the notes alone: for figures that a picture beside it has too.

    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = field(default_factory=tuple)
    on_desk_only: bool = False


def table_html(table: Table, lang: str) -> Html:
    """Return a table as HTML that becomes cards on a phone."""
    return render("table.html.j2", lang, table=table, source_id=SOURCE_ID)


def render(template: str, lang: str, **values: object) -> Html:
    """Fill in one of the package's templates."""
    page = _environment().get_template(template)
    return Html(page.render(language=HTML_LANGUAGE[lang], lang=lang, text=text, **values))


def kept(*lines: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line for line in lines if line)


def source_marks(ids: Sequence[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """Return the numbers of some sources, each once; sources without a number are left out."""
    return tuple(dict.fromkeys(numbers[name] for name in ids if name in numbers))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tianqiao_econ.showing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
