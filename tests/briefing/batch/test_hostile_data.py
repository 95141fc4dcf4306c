"""Data that try to be programs, and secrets that must not get out."""

from __future__ import annotations

import os
import platform
import re
from html.parser import HTMLParser

import pytest

from tianqiao_econ.briefing import brief, briefs
from tianqiao_econ.briefing.surroundings import known_variables
from tianqiao_econ.framework import DataProblems

SCRIPT = "<script>alert('天桥')</script><img src=x onerror=alert(1)>"
TEMPLATE = "{{ 7 * 191 }}{% for x in [1] %}${7*191}%(x)s{__class__}"
MARKDOWN = "[here](javascript:alert(1)) ![x](https://example.org/x.png) $\\href{x}{y}$"
SECRET = "planted-5f1d"  # noqa: S105 - planted for the test
VARIABLES = ("AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "HTTPS_PROXY", "DATABASE_URL", "LC_PASSWORD")


@pytest.fixture
def hostile(tmp_path):
    """Write a data package whose texts are hostile, and return its folder."""

    def write(name=f"{SCRIPT} {TEMPLATE}", code="999901", wording=f"增长6%{SCRIPT}{MARKDOWN}"):
        folder = tmp_path / "hostile"
        folder.mkdir()
        files = {
            "areas.csv": (
                f'ref_area,name_zh,name_en,level,parent\n{code},"{name}","{name}",county,CN\n'
            ),
            "targets.csv": (
                "ref_area,indicator,time_period,transformation,wording,qualifier,lower,upper,"
                "unit_measure,as_of,origin_id,comment\n"
                f'{code},gdp,2024,growth,"{wording}",exact,6,,PERCENT,2024-01-10,o,"{TEMPLATE}"\n'
            ),
            "origins.csv": (
                "origin_id,producer,title,url,date_published,date_accessed,grade\n"
                f'o,"{SCRIPT}","{TEMPLATE}{MARKDOWN}",javascript:alert(1),2024-01-10,,primary\n'
            ),
        }
        for file, text in files.items():
            (folder / file).write_text(text, "utf-8")
        return folder

    return write


class Tags(HTMLParser):
    """Collects what a page would run or fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form", "img"):
            self.found.append(tag)
        self.found += [f"{name}={value}" for name, value in attrs if name.startswith("on")]
        self.found += [value for name, value in attrs if re.match(r"\s*javascript:", value or "")]


def test_texts_of_a_data_package_are_shown_and_never_run(hostile, tmp_path):
    result = brief(data=hostile(), area="999901", year=2024, out=tmp_path / "briefs")
    assert result.html.relative_to(tmp_path / "briefs").parts == (
        "999901", "2024", "2024-01-10.zh.html",
    )  # fmt: skip
    page = result.html.read_text("utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.found == []
    assert "&lt;script&gt;alert(" in page
    assert "7 * 191" in page
    assert "1337" not in page
    assert "default-src 'none'" in page.split("</head>")[0]
    told = page + result.json.read_text("utf-8")
    assert str(tmp_path) not in told
    assert platform.node() not in told or len(platform.node()) < 4


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"code": "../../x"}, "not an area code"),
        ({"code": "/etc/x"}, "not an area code"),
        ({"name": "县" * 4_000_000}, "field larger than"),
    ],
)
def test_a_code_that_is_a_path_and_a_name_of_megabytes_are_refused(hostile, tmp_path, wrong, what):
    out = tmp_path / "briefs"
    with pytest.raises(DataProblems, match=what):
        brief(data=hostile(**wrong), year=2024, out=out)
    assert not out.exists()


ENCODED = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "NUL bytes": lambda text: text.replace("增长", "增长\0").encode(),
    "neither UTF-8 nor GB18030": lambda text: text.replace("增长", "增长\ud800").encode(
        "utf-8", "surrogatepass"
    ),
}


@pytest.mark.parametrize("what", ENCODED)
def test_a_table_that_is_no_text_is_one_clear_problem_of_a_batch(hostile, tmp_path, what):
    table = hostile() / "targets.csv"
    table.write_bytes(ENCODED[what](table.read_text("utf-8")))
    with pytest.raises(DataProblems) as found:
        briefs(data=table.parent, areas=["999901"], years=[2024], out=tmp_path / "briefs")
    (problem,) = found.value.problems
    assert problem.file == "targets.csv"
    assert what in problem.what
    assert not (tmp_path / "briefs").exists()


def test_tables_as_a_spreadsheet_saves_them_make_a_batch(hostile, small_brief, tmp_path):
    folder = hostile()
    for table in folder.glob("*.csv"):
        table.write_bytes(table.read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig"))
    asked = {"areas": ["999901"], "years": [2024], "out": tmp_path / "briefs"}
    assert briefs(data=folder, notebook=small_brief, warm=False, **asked).ok


PRINT_EVERYTHING = """\
import os
print(dict(os.environ))
for name in ("self", str(os.getppid())):
    try:
        print(open(f"/proc/{name}/environ", "rb").read())
    except OSError as error:
        print(error)
"""


@pytest.mark.parametrize("warm", [True, False])
def test_no_secret_of_the_environment_gets_out(write_notebook, tmp_path, monkeypatch, warm):
    for name in VARIABLES:
        monkeypatch.setenv(name, f"https://me:{SECRET}@example.org")
    fails = "\nif lang == 'en':\n    raise ValueError(os.environ)"
    result = briefs(
        areas=["370105"],
        languages=["zh", "en"],
        notebook=write_notebook(PRINT_EVERYTHING + fails),
        out=tmp_path / "briefs",
        warm=warm,
        jobs=1,
    )
    assert [one.status for one in result.outcomes] == ["failed", "made"]
    partial = result.failed[0].error.split("as far as it came: ")[1].rstrip(")")
    files = [*(tmp_path / "briefs").rglob("*.*"), tmp_path / partial]
    assert len(files) >= 6
    for file in files:
        if file.is_file():
            assert SECRET not in file.read_text("utf-8"), file
    page = next((tmp_path / "briefs").glob("*/*/*.html")).read_text("utf-8")
    assert "PYTHONHASHSEED" in page


def test_a_kernel_may_know_where_things_lie_and_nothing_else():
    given = dict.fromkeys((*VARIABLES, "HOME", "PATH", "LC_ALL", "TIANQIAO_ECON_CACHE"), "1")
    assert set(known_variables(given)) == {"HOME", "PATH", "LC_ALL", "TIANQIAO_ECON_CACHE"}
    assert known_variables(os.environ).items() <= dict(os.environ).items()
