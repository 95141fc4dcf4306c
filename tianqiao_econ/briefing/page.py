"""An executed notebook → one self-contained HTML page: no code, no script, no request."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tianqiao_econ.briefing.execution import NotebookFailed
from tianqiao_econ.briefing.importing import import_nbformat
from tianqiao_econ.briefing.outline import with_anchors
from tianqiao_econ.showing.style import STYLE, STYLE_TAG

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbformat import NotebookNode

    from tianqiao_econ.briefing.outline import Outline

TEMPLATES = Path(__file__).parent / "template"
NOT_SHOWN = frozenset({"parameters", "injected-parameters", "notebook-only"})
"""Tags of cells that belong to the notebook, not to the page."""

HANDED_OVER = "application/vnd.tianqiao-econ.assessment+json"
"""The output with which a notebook hands its figures to the manifest; no page shows it."""

FONT_MARK = "/* embedded font */"
"""Where the embedded font goes, see `webfont.embedded`."""

LANG_TAGS = {"zh": "zh-CN", "en": "en"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the notebook's own contents, in the reader's language.

    Parameters
    ----------
    lang
        zh or en.
    title, subtitle
        Of the page; the title is left out where the notebook shows an h1 of its own.
    contents, skip
        The words over the table of contents, and of the link that jumps to the text.
    foot
        The lines at the foot of the page.

    """

    lang: str
    title: str
    contents: str
    skip: str
    subtitle: str = ""
    foot: tuple[str, ...] = ()


def render(notebook: NotebookNode, frame: Frame) -> str:
    """Return the page of an executed notebook, complete but for its font.

    Raises
    ------
    NotebookFailed
        The notebook's outputs would run or fetch something (a script, an address).

    """
    body, outline = with_anchors(notebook_body(notebook).replace(STYLE_TAG, ""))
    if outline.loads:
        found = ", ".join(dict.fromkeys(outline.loads))
        raise NotebookFailed(f"the page would not stand alone, the notebook shows {found}")
    if outline.wordless:
        log.warning("%d picture(s) without alternative text", outline.wordless)
    return _page(body, outline, frame)


def notebook_body(notebook: NotebookNode) -> str:
    """Return the shown cells of a notebook as HTML, in their order."""
    body, _ = _exporter().from_notebook_node(_shown(notebook))
    return str(body).strip()


def rehearse() -> None:
    """Render a page of nothing: what that compiles is there when a page of something comes."""
    v4 = import_nbformat().v4
    shown = v4.new_output("display_data", {"text/html": ""})
    cells = [v4.new_code_cell(outputs=[shown]), v4.new_markdown_cell("nothing")]
    render(v4.new_notebook(cells=cells), Frame(lang="en", title="", contents="", skip=""))


def handed_over(notebook: NotebookNode) -> dict[str, Any]:
    """Return what the notebook handed over for the manifest, empty where it did not."""
    for cell in reversed(notebook.cells):
        for output in reversed(cell.get("outputs", [])):
            if HANDED_OVER in output.get("data", {}):
                return dict(output["data"][HANDED_OVER])
    return {}


def markdown_html(source: str) -> str:
    """Return Markdown as HTML; HTML inside it is shown as text, for it may come from data."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(
        escape=True, allow_harmful_protocols=False, exclude_anchor_links=True
    )
    return str(MarkdownWithMath(renderer=renderer).render(source))


@cache
def _exporter() -> TemplateExporter:
    """The machinery of nbconvert with our template; it checks a notebook once, not ten times."""
    from nbconvert.exporters.templateexporter import TemplateExporter

    return TemplateExporter(
        file_extension=".html",
        template_name="brief",
        extra_template_basedirs=[str(TEMPLATES)],
        filters={"shown_type": _shown_type, "markdown2html": markdown_html},
        optimistic_validation=True,
    )


def _shown(notebook: NotebookNode) -> NotebookNode:
    """A notebook of the cells and outputs that belong on the page, and nothing else of it."""
    cells = [cell for cell in notebook.cells if NOT_SHOWN.isdisjoint(cell.metadata.get("tags", ()))]
    return _notebook([_bare(cell) for cell in cells])


def _notebook(cells: list[dict[str, Any]]) -> NotebookNode:
    """A notebook of some cells, of the last format in which cells need no name."""
    whole = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    return import_nbformat().from_dict(whole)


def _bare(cell: NotebookNode) -> dict[str, Any]:
    """A cell without counters, timings or identity."""
    if cell.cell_type != "code":
        source = cell.source if cell.cell_type == "markdown" else ""
        return {"cell_type": "markdown", "metadata": {}, "source": source}
    outputs = [output for output in cell.outputs if _is_shown(output)]
    empty = {"source": "", "execution_count": None}
    return {"cell_type": "code", "metadata": {}, "outputs": outputs, **empty}


def _is_shown(output: NotebookNode) -> bool:
    """Whether an output is meant for a reader; warnings are told, but not on the page."""
    if output.output_type == "stream":
        if output.name == "stderr":
            log.warning("the notebook says: %s", output.text.strip())
        return output.name == "stdout"
    return HANDED_OVER not in output.get("data", {})


def _shown_type(data: Mapping[str, Any]) -> list[str]:
    """The richest form of an output that a page without scripts can show."""
    order = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
    return [kind for kind in order if kind in data][:1]


def _page(body: str, outline: Outline, frame: Frame) -> str:
    from markupsafe import Markup

    return template("page.html.j2").render(
        body=Markup(body),  # noqa: S704 - escaped by showing's templates, or by Markdown above
        headings=outline.headings,
        frame=frame,
        has_title=bool(outline.title),
        lang=LANG_TAGS[frame.lang],
        font_mark=FONT_MARK,
        style=Markup(STYLE),  # noqa: S704 - once for all tables, which bring it along elsewhere
    )


def template(name: str) -> jinja2.Template:
    """Return a template of a page by its file name."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
