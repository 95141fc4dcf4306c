from __future__ import annotations

import io

import pytest

from tianqiao_econ.framework import EconError
from tianqiao_econ.reports import read_report
from tianqiao_econ.reports.tabular import has_numbers

SENTENCE = (
    "2024年青河区政府工作报告\n"
    "今年的主要预期目标是：地区生产总值增长6.5%左右，一般公共预算收入增长7%。"
)
EXPECTED = [("gdp", 6.5), ("fiscal_revenue", 7.0)]


def found(path) -> list[tuple[str, float | None]]:
    report = read_report(path)
    assert all(report.text[row.start : row.end] == row.phrase for row in report.found)
    return [(row.indicator, row.value) for row in report.found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE, encoding=encoding)
    assert found(path) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_is_read_without_its_script_and_with_its_spaces(tmp_path, encoding):
    path = tmp_path / "report.html"
    page = (
        "<html><head><title>固定资产投资增长99%</title></head>"
        "<body><script>var a = '增长98%'</script>"
        "<p>2024年青河区政府工作报告</p><p>今年的主要预期目标是：地区<b>生产</b>总值增长&nbsp;6.5%左右，"
        "一般公共预算收入增长<span> 7 </span>%。</p></body></html>"
    )
    path.write_text(page, encoding=encoding)
    assert found(path) == EXPECTED


def test_word_documents_are_read_with_their_tables(tmp_path):
    docx = pytest.importorskip("docx")
    path = tmp_path / "report.docx"
    document = docx.Document()
    for line in SENTENCE.split("\n"):
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "固定资产投资增长5%"
    document.save(str(path))
    assert found(path) == [*EXPECTED, ("fixed_investment", 5.0)]


TABLE = [
    ["指标", "单位", "2023年实际", "2024年预期目标"],
    ["地区生产总值", "%", "6.1", "6.5左右"],
    ["常住人口", "万人", "45.2万人", "45.5万人"],
    ["固定资产投资", "%", "8.3%", "7%左右"],
    ["社会消费品零售总额", "亿元", "156亿元", "增长6%"],
    ["规模以上工业", "%", "规模以上工业增加值增长7.9%", "规模以上工业增加值增长7.5%"],
]
ANNEX = f"{SENTENCE}主要指标见下表：\n"
FROM_CELLS = [("industrial_va", "2023", 7.9, "outturn"), ("industrial_va", "2024", 7.5, "target")]


def as_docx(path):
    document = pytest.importorskip("docx").Document()
    for line in ANNEX.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=len(TABLE), cols=4)
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("三、重点工作")
    document.save(str(path))


def as_html(path):
    rows = "".join(f"<tr>{''.join(f'<td> {cell}</td>' for cell in row)}</tr>" for row in TABLE)
    path.write_text(f"<html><body><p>{ANNEX}</p><table>{rows}</table>", "utf-8")


def as_text(path):
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in TABLE[:-1])
    path.write_text(f"{ANNEX}\n{rows}\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "write", "own"),
    [("a.docx", as_docx, FROM_CELLS), ("a.html", as_html, FROM_CELLS), ("a.md", as_text, [])],
)
def test_a_number_is_not_handed_to_the_name_of_another_cell(tmp_path, name, write, own):
    write(tmp_path / name)
    report = read_report(tmp_path / name)
    rows = [(row.indicator, row.time_period, row.value, row.role) for row in report.found]
    assert [row for row in rows if (row[0], row[2]) not in EXPECTED] == own
    assert has_numbers(report.text)
    assert all(row.status == "ok" for row in report.found)


def test_a_row_is_a_line_with_its_label(tmp_path):
    as_docx(tmp_path / "a.docx")
    text = read_report(tmp_path / "a.docx").text
    assert "\n│ 固定资产投资 │ % │ 8.3% │ 7%左右 │\n" in text
    assert not has_numbers(SENTENCE)


def test_pages_laid_out_by_tables_are_read_as_before(tmp_path):
    page = "".join(f"<tr><td><p>{line}</p></td></tr>" for line in SENTENCE.split("\n"))
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><table>{page}</table></body></html>", "utf-8")
    assert found(path) == EXPECTED


def test_pdf_with_a_text_layer_is_read(tmp_path):
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from tianqiao_econ.showing.fonts import figure_style

    path = tmp_path / "report.pdf"
    with figure_style("zh"), mpl.rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(9, 2))
        for place, line in enumerate(SENTENCE.split("\n")):
            figure.text(0.01, 0.8 - place / 3, line)
        figure.savefig(path)
    assert found(path) == EXPECTED


def test_pdf_without_a_text_layer_says_what_to_do(tmp_path):
    from pypdf import PdfWriter

    path, writer, buffer = tmp_path / "scan.pdf", PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(buffer)
    path.write_bytes(buffer.getvalue())
    with pytest.raises(EconError, match="no text layer"):
        read_report(path)


def test_pdf_whose_characters_cannot_be_told_says_what_to_do(tmp_path, monkeypatch):
    from pypdf import PageObject, PdfWriter

    path, writer = tmp_path / "report.pdf", PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.write(path)
    monkeypatch.setattr(PageObject, "extract_text", lambda _: "\0\0\0\0002024\0\0\0\0\0\0")
    with pytest.raises(EconError, match="which characters its text is made of"):
        read_report(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.txt", b"\xff\x00\x81\xff\xff", "neither UTF-8 nor GB18030"),
        ("report.docx", b"plain text", "no .docx file inside"),
        ("report.docx", b"PK\x03\x04 damaged", "no Word document"),
        ("report.pdf", b"%PDF-1.7 damaged", "cannot be read as PDF"),
        ("report.doc", b"\xd0\xcf\x11\xe0 old", "old .doc format"),
    ],
)
def test_files_that_are_not_what_they_seem_are_refused(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EconError, match=sentence):
        read_report(path)


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    with pytest.raises(EconError, match=r"nowhere\.txt cannot be read"):
        read_report("nowhere.txt")
    with pytest.raises(EconError, match="is a folder"):
        read_report(tmp_path)


def test_a_text_is_read_as_such():
    assert found(SENTENCE) == EXPECTED
    assert found("今年的主要预期目标是：地区生产总值增长6%。") == [("gdp", 6.0)]
    assert found("") == []
