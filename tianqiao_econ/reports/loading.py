"""From a file to text: txt and html in UTF-8 or GB18030, docx, pdf with a text layer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.reports.tabular import table_text

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read; a larger one is refused unopened."""

_LONGEST_NAME = 1024


def load_text(source: str | os.PathLike[str]) -> tuple[str, str]:
    """Return the text of a report and the name of its file ('' for a text as such).

    Raises
    ------
    EconError
        If the file is not there, cannot be read, or holds no text; the sentence says what to do.

    """
    path = _path(source)
    if path is None:
        return str(source), ""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise EconError(f"{path} is a folder: name the file of a report")
        if size > MAX_BYTES:
            raise EconError(f"{path.name} has {size / 2**20:.0f} MB: a report may have 64 MB")
        return _reader(path)(path), path.name
    except OSError as error:
        raise EconError(
            f"{path} cannot be read ({error.strerror}): name the file of a report"
        ) from error


def _path(source: str | os.PathLike[str]) -> Path | None:
    """Return the path that is meant, or None for a report's text itself."""
    if not isinstance(source, str):
        return Path(source).expanduser()
    if "\n" in source or len(source) > _LONGEST_NAME or "\0" in source:
        return None
    path = Path(source).expanduser()
    if path.suffix.lower() in _READERS or not _is_prose(source):
        return path
    return None


def _is_prose(source: str) -> bool:
    return not source.strip() or any(mark in source for mark in "。，；：、％%")


def _reader(path: Path) -> Callable[[Path], str]:
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"%PDF"):
        return _pdf
    if head.startswith(b"PK\x03\x04"):
        return _docx
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise EconError(f"{path.name} is in the old .doc format: save it as .docx or .txt")
    reader = _READERS.get(path.suffix.lower(), _plain)
    if reader in (_pdf, _docx):
        raise EconError(
            f"{path.name} is no {path.suffix.lower()} file inside: save it anew, or as .txt"
        )
    marked = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return _html if marked.startswith((b"<!doctype html", b"<html")) else reader


def _plain(path: Path) -> str:
    data = path.read_bytes()
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise EconError(
            f"{path.name} is neither UTF-8 nor GB18030: save it as text in UTF-8"
        ) from None


def _html(path: Path) -> str:
    from bs4 import BeautifulSoup

    data = path.read_bytes()
    soup = BeautifulSoup(data, "html.parser", from_encoding=_encoding(data))
    for tag in soup(["script", "style", "noscript", "template", "head"]):
        tag.decompose()
    for table in soup("table"):
        if rows := _figures_of(table):
            table.replace_with(f"\n{table_text(rows)}\n")
    for tag in soup(_BLOCKS):
        tag.insert_before("\n")
        tag.append("\n")
    return soup.get_text()


_BLOCKS = [
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "td",
]


def _figures_of(table: Any) -> list[list[str]]:
    """Return the cells of a table of figures; none of one that only lays out a page."""
    rows = [[cell.get_text(" ", strip=True) for cell in row(["td", "th"])] for row in table("tr")]
    if table("table") or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return []
    return rows if min(len(rows), max(map(len, rows), default=0)) > 1 else []


_LONGEST_CELL = 80
"""Characters of a cell above which a table is no table of figures."""


def _encoding(data: bytes) -> str | None:
    """Return what the bytes are in; GB2312 as declared is GB18030 as written."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"
    return "utf-8"


def _docx(path: Path) -> str:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (BadZipFile, KeyError, ValueError, PackageNotFoundError) as error:
        raise EconError(f"{path.name} is no Word document: save it as .docx or .txt") from error
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines.append(table_text([_cells_of(row.cells) for row in block.rows]))
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _cells_of(cells: Iterable[Any]) -> list[str]:
    """Return the text of a row's cells, of one that spans several columns in each of them."""
    return [cell.text.strip() for cell in cells]


def _pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise EconError(f"{path.name} cannot be read as PDF: save its text as .txt") from error
    if not text.strip():
        raise EconError(
            f"{path.name} has no text layer (a scan): run a text recognition over it first"
        )
    if text.count("\0") > len(text) / 4:
        raise EconError(
            f"{path.name} does not say which characters its text is made of (its fonts keep it to"
            " themselves): save the report as .docx or .txt, or run a text recognition over it"
        )
    return text


_READERS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
