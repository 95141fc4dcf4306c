"""Reading a finished page once: its headings, what it would load, which pictures lack words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

FORBIDDEN = frozenset({"script", "iframe", "object", "embed", "link", "base", "form", "frame"})
"""Elements that run something or fetch something."""

LOADING = frozenset({"src", "srcset", "poster", "background", "data", "href", "xlink:href"})
"""Attributes whose address is fetched, on every element but a link in the text."""

_CSS_ADDRESS = re.compile(r"url\((?!\s*['\"]?(?:#|data:))|@import", re.IGNORECASE)

_VALUES = r'(?:id|x|y|d|transform|clip-path)="[\w .,()#-]*"|style="[\w .,:;#%-]*"|href="#[\w-]*"'
_DRAWN = re.compile(rf"(?:<(?:g|defs|use|path)(?: (?:{_VALUES}))*/?>|</(?:g|defs)>)+")
"""Elements of a picture, nine of ten in a page, with nothing but places in the same page."""

_ID = re.compile(r' id="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """An h2: its anchor, its text, and where its start tag lay in the page that was read."""

    anchor: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Outline:
    """What was found in a page.

    `headings` are the h2 in order, `title` is the text of the first h1 (empty without one),
    `loads` names everything that is not self-contained, `wordless` counts pictures without
    alternative text, `ids` are all anchors in use.
    """

    headings: list[Heading] = field(default_factory=list)
    title: str = ""
    loads: list[str] = field(default_factory=list)
    wordless: int = 0
    ids: list[str] = field(default_factory=list)


def read_outline(page: str) -> Outline:
    """Return what a page or a part of one holds."""
    reader = _Reader(page)
    reader.feed(page)
    reader.close()
    return reader.outline


def with_anchors(body: str) -> tuple[str, Outline]:
    """Return the body with an anchor on each h2, and its outline.

    An h2 that carries an id keeps it; another gets one made of its words, Chinese or not.
    """
    outline = read_outline(body)
    taken, pieces, done = set(outline.ids), [], 0
    for number, heading in enumerate(outline.headings):
        if heading.anchor:
            continue
        anchor = _free(_slug(heading.text), taken)
        taken.add(anchor)
        tag = body[heading.start : heading.end]
        pieces += [body[done : heading.start], f'<h2 id="{html.escape(anchor)}"{tag[3:]}']
        done = heading.end
        outline.headings[number] = replace(heading, anchor=anchor)
    return "".join([*pieces, body[done:]]), outline


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-") or "section"


def _free(anchor: str, taken: set[str]) -> str:
    if anchor not in taken:
        return anchor
    number = 2
    while f"{anchor}-{number}" in taken:
        number += 1
    return f"{anchor}-{number}"


class _Reader(HTMLParser):
    """One pass over the tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", page))]
        self._heading: tuple[str, str, int, int] | None = None  # tag, anchor, start, end
        self._words: list[str] = []
        self._in_style = False

    def parse_starttag(self, i: int) -> int:
        """Step over what is only drawn: reading each of its tags took longer than all others."""
        drawn = _DRAWN.match(self.rawdata, i)
        if not drawn:
            return super().parse_starttag(i)
        self.outline.ids += _ID.findall(drawn[0])
        return drawn.end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.outline.ids.append(values["id"])
        self._note_loads(tag, values)
        if tag == "img" and "alt" not in values:
            self.outline.wordless += 1
        self._in_style = tag == "style"
        if tag in ("h1", "h2"):
            line, column = self.getpos()
            start = self._line_starts[line - 1] + column
            end = start + len(self.get_starttag_text() or "")
            self._heading, self._words = (tag, values.get("id", ""), start, end), []

    def handle_data(self, data: str) -> None:
        if self._heading:
            self._words.append(data)
        if self._in_style and _CSS_ADDRESS.search(data):
            self.outline.loads.append("an address in a style sheet")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False
        if not self._heading or tag != self._heading[0]:
            return
        _, anchor, start, end = self._heading
        text, self._heading = " ".join("".join(self._words).split()), None
        if tag == "h2":
            self.outline.headings.append(Heading(anchor, text, start, end))
        elif not self.outline.title:
            self.outline.title = text

    def _note_loads(self, tag: str, values: dict[str, str]) -> None:
        """Note whatever a browser would run or fetch."""
        if tag in FORBIDDEN or (tag == "meta" and "http-equiv" in values):
            self.outline.loads.append(f"<{tag}>")
        for name, value in values.items():
            if name.startswith("on"):
                self.outline.loads.append(f"{name} on <{tag}>")
            elif name in LOADING and not _stays_here(tag, value.strip()):
                self.outline.loads.append(f"{name}={value[:60]!r} on <{tag}>")
            elif name == "style" and _CSS_ADDRESS.search(value):
                self.outline.loads.append(f"an address in the style of <{tag}>")


def _stays_here(tag: str, address: str) -> bool:
    """Whether following or showing the address fetches nothing by itself."""
    if address.startswith(("#", "data:")) or not address:
        return True
    return tag == "a" and not re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE)
