"""Small notebooks, made by hand, so that most tests need no real brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from tianqiao_econ.briefing import brief, page
from tianqiao_econ.briefing.importing import import_nbformat

PARAMETERS = """\
area: str = "370105"  # six-digit code of the area
year: int = 2024  # year of the targets
as_of: str = ""  # see only what was known on this date; empty: the newest target's
lang: str = "zh"  # zh or en
data: str = ""  # folder of a data package; empty: the packaged facts
previous: str = ""  # manifest of an earlier brief
"""

SMALL_BRIEF = """\
from IPython.display import HTML, display
from html import escape
figure = '''<figure><svg viewBox="0 0 200 60" width="200" role="img" aria-label="三根柱"><rect
width="40" height="50" fill="#1d4f73"/></svg><figcaption>图一</figcaption></figure>'''
wide = "".join(f"<td>列{i}·{i * 1000}</td>" for i in range(24))
name = escape("<script>alert('天桥')</script>")
display(HTML(f"<h2>一句话判断</h2><p>{area} {year} {as_of} {lang}: {name}</p>{figure}"))
display(HTML(f"<h2>目标一览</h2><table><caption>宽表</caption><tr>{wide}</tr></table>"))
"""

HAND_OVER = """\
row = {"indicator": "gdp", "transformation": "growth", "probability": 0.35, "median": 5.4}
figures = {"title": f"{area} 天桥区目标简报", "subtitle": as_of, "assessment": [row]}
mime = "application/vnd.tianqiao-econ.assessment+json"
display({mime: figures, "text/plain": "1 row"}, raw=True)
"""


@pytest.fixture(scope="session")
def v4():
    return import_nbformat().v4


@pytest.fixture(scope="session")
def make_notebook(v4):
    """Return a notebook object of code cells behind a parameter cell."""

    def make(*sources, parameters=PARAMETERS, **metadata):
        cells = [v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        cells += [
            v4.new_markdown_cell(source) if source.startswith("#") else v4.new_code_cell(source)
            for source in sources
        ]
        return v4.new_notebook(cells=cells, metadata=metadata)

    return make


@pytest.fixture
def write_notebook(make_notebook, tmp_path):
    """Return the path of a notebook file of such cells."""

    def write(*sources, name="small.ipynb", **options):
        path = tmp_path / name
        import_nbformat().write(make_notebook(*sources, **options), path)
        return path

    return write


@pytest.fixture(scope="session")
def small_sources():
    return SMALL_BRIEF, HAND_OVER


@pytest.fixture
def small_brief(write_notebook, small_sources):
    return write_notebook(*small_sources)


@pytest.fixture
def frame():
    return page.Frame(
        lang="zh", title="天桥区 2024 年目标", contents="目录", skip="跳到正文", foot=("编号 ab12",)
    )


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """One cache for the whole test run, and not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIANQIAO_ECON_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def package():
    from tianqiao_econ.datasets import open_data

    return open_data()


@pytest.fixture(scope="session")
def real_briefs(tmp_path_factory):
    """Return the real brief in both languages, made once."""
    folder = tmp_path_factory.mktemp("real")
    return {lang: brief(lang=lang, out=folder) for lang in ("zh", "en")}


@pytest.fixture
def files_in():
    """Return the names of all files under a folder."""

    def names(folder: Path):
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

    return names
