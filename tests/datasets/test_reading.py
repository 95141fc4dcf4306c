from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tianqiao_econ.datasets import check, open_data, reading
from tianqiao_econ.datasets.reading import MAX_BYTES, MAX_ROWS, MOST_LISTED, read_table
from tianqiao_econ.datasets.schema import AREAS

HEADER = "ref_area,name_zh,name_en,level,parent\n"
ROW = "370105,济南市天桥区,Tianqiao,county,370100\n"


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "areas.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path, AREAS)

    return read


def only_problem(found):
    assert found.frame is None
    (problem,) = found.problems
    assert problem.file == "areas.csv"
    assert problem.todo
    return problem


def test_a_row_has_the_number_that_a_spreadsheet_shows(read):
    found = read(HEADER + ROW + "\n,,,,\n" + '370100,"济南\n市",Jinan,prefecture,\n')
    assert list(found.frame.index) == [2, 5]
    assert found.frame.loc[5, "name_zh"] == "济南\n市"


def test_cells_are_text_as_written_without_space_around(read):
    found = read(HEADER + " 000105 , NaN ,NA,county,\n")
    assert found.frame.iloc[0].tolist() == ["000105", "NaN", "NA", "county", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_usual_encodings_are_read_alike(read, encoding):
    found = read((HEADER + ROW).encode(encoding))
    assert found.frame.iloc[0]["name_zh"] == "济南市天桥区"
    assert found.frame.columns[0] == "ref_area"


def test_another_encoding_than_utf8_is_told_in_a_note(read):
    assert read((HEADER + ROW).encode("gb18030")).notes == (
        "areas.csv is in GB18030 and was read so; UTF-8 is the standard",
    )
    assert read(HEADER + ROW).notes == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_with_what_to_do(read, encoding):
    problem = only_problem(read((HEADER + ROW).encode(encoding)))
    assert "UTF-16" in problem.what or "NUL" in problem.what
    assert "CSV UTF-8" in problem.todo


def test_bytes_that_are_no_text_are_refused_at_their_row(read):
    problem = only_problem(read((HEADER + ROW).encode() + b"\xff\xfe\xff\n"))
    assert (problem.row, "neither UTF-8 nor GB18030" in problem.what) == (3, True)


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + "370105,济南市\ud800天桥,Tianqiao,county,\n").encode("utf-8", "surrogatepass"),
        b"\xef\xbb\xbf" + (HEADER + ROW).encode("gb18030"),
    ],
    ids=["half a character", "another encoding behind the mark of UTF-8"],
)
def test_a_broken_utf8_file_is_not_taken_for_gb18030(read, content):
    assert "neither UTF-8 nor GB18030" in only_problem(read(content)).what


def test_nul_bytes_are_refused(read):
    assert "NUL bytes" in only_problem(read(HEADER + ROW + "\0")).what


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_under_the_name_of_a_csv_is_told(read, start):
    assert "workbook" in only_problem(read(start)).what


def test_a_file_without_a_byte_is_refused_with_the_header_to_write(read):
    problem = only_problem(read(b""))
    assert "empty" in problem.what
    assert problem.todo == "write the header: ref_area,name_zh,name_en,level,parent"


@pytest.mark.parametrize("blank", ["\n\n", " , ,\n", "\ufeff"])
def test_a_file_without_content_has_no_header(read, blank):
    assert "no header" in only_problem(read(blank)).what


def test_a_header_alone_is_a_table_without_rows(read):
    found = read(HEADER)
    assert (len(found.frame), found.problems) == (0, ())


def test_every_row_that_does_not_fit_the_header_is_listed(read):
    found = read(HEADER + "370105,x\n" + ROW + "370105,a,b,county,370100,more\n")
    assert [(p.row, p.what) for p in found.problems] == [
        (2, "the row has 2 cells, the header 5"),
        (4, "the row has 6 cells, the header 5"),
    ]


def test_thousands_of_misfits_are_counted_not_listed(read):
    found = read(HEADER + "370105,x\n" * 3000)
    assert len(found.problems) == MOST_LISTED + 1
    assert found.problems[-1].what == "and 2980 more rows like these"


def test_empty_columns_that_a_spreadsheet_leaves_behind_do_no_harm(read):
    found = read(HEADER.strip() + ",,\n" + ROW.strip() + ",,\n")
    assert found.frame.shape == (1, 5)


@pytest.mark.parametrize("row", ['370105,"open,x,county,\n', '370105,"a"b,x,county,\n'])
def test_a_broken_quotation_is_refused_at_its_row(read, row):
    problem = only_problem(read(HEADER + ROW + row))
    assert (problem.row, "cannot be split" in problem.what) == (3, True)


def test_a_cell_of_ten_megabytes_is_refused(read):
    problem = only_problem(read(HEADER + "370105," + "x" * 10**7 + ",y,county,\n"))
    assert "field larger than field limit" in problem.what


def test_two_columns_of_one_name_are_refused(read):
    problem = only_problem(read("ref_area,level,level\n"))
    assert (problem.row, problem.column) == (1, "level")


def test_a_column_without_a_name_is_refused(read):
    assert only_problem(read("ref_area,,level\n")).what == "column 2 has no name"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_than_commas_are_told(read, mark):
    problem = only_problem(read((HEADER + ROW).replace(",", mark)))
    assert "not separated by commas" in problem.what


def test_two_hundred_megabytes_are_refused_unopened(read, tmp_path):
    read(HEADER + ROW)
    path = tmp_path / "areas.csv"
    with path.open("r+b") as file:
        file.truncate(200 * 2**20)  # sparse: takes no room
    problem = only_problem(read_table(path, AREAS))
    assert problem.what == "the file has 200 MB; a file may have 64 MB"


def test_more_than_a_million_rows_are_refused(read, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    assert read(HEADER + ROW * 2).problems == ()
    assert only_problem(read(HEADER + ROW * 3)).what == "the file has more than 3 rows"


def test_the_limits_are_those_that_are_documented():
    assert (MAX_BYTES, MAX_ROWS) == (64 * 2**20, 1_000_000)


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    (tmp_path / "areas.csv").mkdir()
    problem = only_problem(read_table(tmp_path / "areas.csv", AREAS))
    assert problem.what == "this is a folder, not a file"


def test_a_package_in_gb18030_opens_with_its_notes(make_package, small_files):
    areas = small_files["areas.csv"].encode("gb18030")
    package = open_data(make_package({"areas.csv": areas}))
    assert package.area("370105").name_zh == "济南市天桥区"
    assert any("GB18030" in note for note in package.notes)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("bytes") / "areas.csv"
    path.write_bytes(data)
    found = read_table(path, AREAS)
    assert (found.frame is None) == bool(found.problems)


@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=5), max_size=4))
def test_any_cells_are_checked_without_a_traceback(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cells")
    (folder / "datapackage.json").write_text('{"complete": true}')
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    for name in ("targets.csv", "observations.csv"):
        text = "ref_area,indicator,time_period,as_of,obs_value\n" + "\n".join(lines)
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
    assert check(folder)
