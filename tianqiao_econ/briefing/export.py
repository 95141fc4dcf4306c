"""The tables of a brief as a spreadsheet: numbers as numbers, each with its source."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tianqiao_econ.briefing.publishing import publish
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

    from tianqiao_econ.assessment import Outlook

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
WIDEST = 48
_STAMP = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def export(outlook: Outlook, path: str | Path, *, lang: str = "zh") -> Path:
    """Write the tables of an outlook to a workbook, whole or not at all.

    Parameters
    ----------
    outlook
        What `assess` returned.
    path
        Of the workbook, ending in .xlsx.
    lang
        zh or en: the names of sheets and columns.

    Returns
    -------
    Path
        Of the workbook: sheets targets, trends, quantiles, number met, aims if there are any,
        sources. Equal outlooks give the same bytes.

    Raises
    ------
    EconError
        Another ending than .xlsx, or a place that cannot be written.

    """
    file = Path(path)
    if file.suffix.lower() != ".xlsx":
        raise EconError(f"{file} is not the name of a workbook: it should end in .xlsx")
    publish({file: workbook(sheets(outlook), outlook.as_of, lang)})
    return file


def sheets(outlook: Outlook) -> dict[str, pd.DataFrame]:
    """Return the tables by the name of their sheet."""
    import pandas as pd

    from tianqiao_econ.assessment import comparison
    from tianqiao_econ.showing.tables import aims_of

    trends, aims = comparison(outlook), aims_of(outlook)
    number_met = outlook.number_met().rename_axis("number_met").reset_index()
    columns = outlook.draws.columns
    quantiles = {name: outlook.quantiles(name, QUANTILES) for name in columns}
    table = pd.DataFrame(quantiles).T.rename_axis("indicator").reset_index()
    return {
        "targets": outlook.table,
        "trends": trends,
        "quantiles": table.rename(columns={q: f"q{q:g}" for q in QUANTILES}),
        "number_met": number_met,
        **({} if aims.empty else {"aims": aims.drop(columns="comment")}),
        "sources": _sources(outlook, outlook.table, trends, aims),
    }


def workbook(tables: Mapping[str, pd.DataFrame], as_of: dt.date, lang: str) -> bytes:
    """Return an Excel workbook with one sheet a table, dated `as_of` and nothing else."""
    import pandas as pd

    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, table in tables.items():
            named = table.rename(columns=lambda column: heading(str(column), lang))
            sheet = heading(name, lang)
            named.to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 1))
            _lay_out(writer.sheets[sheet])
        writer.book.properties.creator = "tianqiao-econ"
        writer.book.properties.created = dt.datetime.combine(as_of, dt.time.min)
    return without_clock(buffer.getvalue(), as_of)


def heading(name: str, lang: str) -> str:
    """Return the words for a column or a sheet, the name itself where there are none."""
    from tianqiao_econ.showing.wording import has_text, text

    for key in (f"sheet.{name}", f"column.{name}"):
        if has_text(key, lang):
            return text(key, lang)
    return name


def without_clock(content: bytes, as_of: dt.date) -> bytes:
    """Return the workbook with the time of saving taken out, of its parts and of its archive."""
    saved = rf"\g<1>{as_of.isoformat()}T00:00:00Z\g<2>".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = _CLOCK.sub(saved, source.read(name))
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, part)
    return buffer.getvalue()


def _lay_out(sheet: Worksheet) -> None:
    """Give each column the width of its longest entry, within reason."""
    for column in sheet.columns:
        longest = max(_width(cell.value) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(longest + 2, WIDEST)


def _width(value: object) -> int:
    """Columns of a cell's text: a Chinese character takes two."""
    shown = f"{value:.4g}" if isinstance(value, float) else str("" if value is None else value)
    return sum(2 if ord(char) > 0x2E7F else 1 for char in shown)  # noqa: PLR2004 - CJK begins


def _sources(outlook: Outlook, *tables: pd.DataFrame) -> pd.DataFrame:
    """Every source that one of the tables names."""
    names = [name for table in tables for name in table.columns if name.endswith("origin_id")]
    cited = {
        str(value)
        for table in tables
        for name in names
        if name in table
        for value in table[name]
        if value
    }
    origins = outlook.view.package.origins
    return origins[origins["origin_id"].isin(cited)].reset_index(drop=True)
