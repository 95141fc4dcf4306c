from __future__ import annotations

import json
from pathlib import Path

import pytest

from tianqiao_econ.briefing import brief, making
from tianqiao_econ.briefing.execution import NotebookFailed
from tianqiao_econ.briefing.parameters import WrongValue
from tianqiao_econ.framework import EconError, NotKnown, UnknownName

BROKEN = "print('this brief will not come')\nraise ValueError(area)"


@pytest.fixture
def made(small_brief, tmp_path):
    def make(**options):
        return brief(**{"notebook": small_brief, "out": tmp_path / "briefs", **options})

    return make


def test_a_brief_is_three_files_named_for_what_it_is_about(made, tmp_path, files_in):
    told = []
    result = made(progress=lambda *at: told.append(at))
    date = result.manifest["inputs"]["as_of"]
    stem = f"370105/2024/{date}.zh"
    assert files_in(tmp_path / "briefs") == [f"{stem}.html", f"{stem}.json", f"{stem}.run.json"]
    assert json.loads(result.json.read_text("utf-8")) == result.manifest
    assert told[0] == (0, 3)

    page = result.html.read_text("utf-8")
    assert "<h1>370105 天桥区目标简报</h1>" in page
    assert result.manifest["key"] in page
    assert f"370105 2024 {date} zh" in page
    assert "&lt;script&gt;alert(&#x27;天桥&#x27;)" in page
    assert "IPython" not in page
    assert result.manifest["assessment"][0]["probability"] == 0.35

    run = json.loads(result.run.read_text("utf-8"))
    assert set(run["seconds"]) == {"check", "execute", "page", "font"}
    assert run["key"] == result.manifest["key"]


def test_the_same_inputs_give_the_same_bytes_wherever_they_lie(made, tmp_path, monkeypatch):
    import shutil

    from tianqiao_econ.datasets import packaged_data

    copy = shutil.copytree(packaged_data(), tmp_path / "copy")
    first = made(data=copy)
    monkeypatch.setenv("TIANQIAO_ECON_CACHE", str(tmp_path / "empty"))
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.chdir(tmp_path)
    second = made(out="again", data=Path("copy"))
    assert second.html.read_bytes() == first.html.read_bytes()
    assert second.json.read_bytes() == first.json.read_bytes()
    assert second.html.is_relative_to("again")
    text = first.html.read_text("utf-8") + first.json.read_text("utf-8")
    assert str(copy) not in text
    assert str(tmp_path) not in text


def test_a_brief_in_another_language_stands_beside_the_first(made, tmp_path, files_in):
    made()
    page = made(lang="en").html.read_text("utf-8")
    assert '<html lang="en">' in page
    assert "Contents" in page
    assert len(files_in(tmp_path / "briefs")) == 6


def test_a_failed_run_leaves_the_earlier_brief_and_no_litter(made, write_notebook, tmp_path):
    result = made()
    before = {path: path.read_bytes() for path in (tmp_path / "briefs").rglob("*.*")}
    with pytest.raises(NotebookFailed, match=r"broken\.ipynb stopped in cell 2 of 2") as failed:
        made(notebook=write_notebook(BROKEN, name="broken.ipynb"))
    assert {path: path.read_bytes() for path in (tmp_path / "briefs").rglob("*.*")} == before
    assert result.html in before
    partial = Path(str(failed.value).split("as far as it came: ")[1].rstrip(")"))
    assert "this brief will not come" in partial.read_text("utf-8")


def test_a_failed_run_makes_no_folder(made, write_notebook, tmp_path):
    with pytest.raises(NotebookFailed):
        made(notebook=write_notebook(BROKEN))
    assert not (tmp_path / "briefs").exists()


def test_a_page_that_would_not_stand_alone_is_not_published(made, write_notebook, tmp_path):
    source = "from IPython.display import HTML\nHTML('<script>1</script>')"
    with pytest.raises(NotebookFailed, match=r"odd\.ipynb: .* would not stand alone") as failed:
        made(notebook=write_notebook(source, name="odd.ipynb"))
    assert not (tmp_path / "briefs").exists()
    partial = Path(str(failed.value).split("as far as it came: ")[1].rstrip(")"))
    assert "<script>1</script>" in partial.read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"area": "370999"}, UnknownName),
        ({"year": 1990}, NotKnown),
        ({"as_of": "2023-12-31"}, NotKnown),
        ({"as_of": "yesterday"}, WrongValue),
        ({"lang": "fr"}, UnknownName),
        ({"previous": "none.json"}, EconError),
        ({"notebook": "none.ipynb"}, EconError),
        ({"data": 5}, EconError),
        ({"out": None}, WrongValue),
        ({"out": __file__}, WrongValue),
    ],
)
def test_wrong_use_is_refused_in_one_sentence_before_a_kernel_starts(
    made, monkeypatch, wrong, error
):
    def started(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(making, "execute", started)
    with pytest.raises(error) as refused:
        made(**wrong)
    assert "\n" not in str(refused.value)


def test_a_notebook_that_takes_other_parameters_is_refused(made, write_notebook):
    with pytest.raises(UnknownName, match="unknown parameter 'year'"):
        made(notebook=write_notebook(parameters='area: str = ""  # code'))


def test_an_earlier_brief_of_the_same_area_and_year_can_be_compared_with(made, write_notebook):
    earlier = made()
    looking = write_notebook("print(previous.endswith('zh.json'))", name="looking.ipynb")
    later = made(notebook=looking, previous=earlier.json, lang="en")
    assert "True" in later.html.read_text("utf-8")
    assert len(later.manifest["inputs"]["previous_sha256"]) == 64


def test_an_earlier_brief_of_another_area_is_refused(made):
    earlier = made()
    content = {**earlier.manifest, "inputs": {**earlier.manifest["inputs"], "area": "370100"}}
    earlier.json.write_text(json.dumps(content), "utf-8")
    with pytest.raises(WrongValue, match="is a brief on 370100 2024, not on 370105 2024"):
        made(previous=earlier.json)


def test_a_later_brief_is_not_taken_for_an_earlier_one(made):
    later = made()
    content = {**later.manifest, "inputs": {**later.manifest["inputs"], "as_of": "2024-06-30"}}
    later.json.write_text(json.dumps(content), "utf-8")
    with pytest.raises(WrongValue, match="later than 2024-01-16: name an earlier brief"):
        made(previous=later.json)
