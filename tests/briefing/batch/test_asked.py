from __future__ import annotations

import json

import pytest

from tianqiao_econ.briefing.batch.asked import (
    Asked,
    jobs_of,
    latest_manifest,
    read_asked,
    with_entries,
)
from tianqiao_econ.briefing.manifest import FORMAT
from tianqiao_econ.framework import EconError, NotKnown, UnknownName

MANIFEST = {
    "format": FORMAT,
    "key": "0",
    "inputs": {"area": "370105", "year": 2024, "as_of": "2024-02-01", "data_sha256": "0"},
    "assessment": [],
}
WHOLE = """\
areas = ["370105", "370100"]
years = [2023, 2024]
languages = ["zh", "en"]
as_of = 2024-03-01
out = "out"
jobs = 3
deadline = "2h"
on_failure = "stop"
memory_mb = 500
cell_seconds = "3min"
"""


@pytest.fixture
def toml(tmp_path):
    def write(text):
        path = tmp_path / "jobs.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_file_says_everything_and_its_paths_are_relative_to_it(toml, tmp_path):
    asked = read_asked(toml(WHOLE))
    assert asked.areas == ("370105", "370100")
    assert asked.as_of == "2024-03-01"
    assert asked.out == str(tmp_path / "out")
    assert (asked.jobs, asked.deadline, asked.on_failure) == (3, 7200, "stop")
    assert (asked.limits.memory_mb, asked.limits.cell_seconds) == (500, 180)


def test_all_areas_and_some_of_them_is_wrong_use(package):
    with pytest.raises(EconError, match='areas is "all" or a list of codes, not both'):
        jobs_of(with_entries(Asked(), {"areas": ["all", "370105"], "years": [2024]}), package)


def test_an_editor_s_mark_at_the_front_of_a_file_is_no_error(toml):
    assert read_asked(toml("\ufeffjobs = 2")).jobs == 2


def test_an_address_is_no_path(toml):
    assert read_asked(toml('out = "s3://bucket/briefs"')).out == "s3://bucket/briefs"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("areas = [", "is not TOML"),
        ('area = ["370105"]', "unknown entry 'area': did you mean areas"),
        ("areas = [370105]", "areas is a list of texts"),
        ("areas = []", "areas is a list of texts"),
        ('years = ["2024"]', "years is a list of years"),
        ("years = [true]", "years is a list of years"),
        ('languages = ["fr"]', "unknown language 'fr'"),
        ('as_of = "January"', "is not a date"),
        ("jobs = 0", "jobs is a whole number from 1"),
        ('deadline = "soon"', "deadline is a time"),
        ("deadline = -1", "deadline is a time"),
        ('on_failure = "weep"', "on_failure is one of continue, stop"),
        ("memory_mb = 0", "memory_mb is a number above 0"),
        ("out = 5", "out is a path"),
        ('out = ""', "out is a path"),
        ('data = ""', "data is a path"),
        ('data = "nowhere"', "nowhere is not there: name the folder"),
    ],
)
def test_a_wrong_entry_is_said_in_one_sentence_with_the_file(toml, text, sentence):
    with pytest.raises(EconError, match=sentence) as refused:
        read_asked(toml(text))
    assert "jobs.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(EconError, match=r"none\.toml cannot be read"):
        read_asked(tmp_path / "none.toml")


def test_there_is_a_job_for_each_area_year_and_language(toml, package):
    jobs, not_made = jobs_of(read_asked(toml(WHOLE)), package)
    assert [(one.area, one.year, one.lang) for one in not_made] == [
        ("370105", 2023, "zh"), ("370105", 2023, "en"),
    ]  # fmt: skip
    assert len({job.stem for job in jobs}) == len(jobs) == 6
    assert "370105/2024/2024-03-01.zh" in {job.stem for job in jobs}


def test_all_means_every_area_with_a_target_by_then(package):
    asked = with_entries(Asked(), {"areas": "all", "years": 2024, "as_of": "2024-01-20"})
    jobs, not_made = jobs_of(asked, package)
    rows = package.targets.query("time_period == '2024' and aggregation == 'annual'")
    known = set(rows.loc[rows["as_of"] <= "2024-01-20", "ref_area"])
    assert {job.area for job in jobs} == known
    assert 0 < len(known) < rows["ref_area"].nunique()
    assert not_made == []


def test_a_named_area_without_targets_is_told_and_keeps_no_other_back(package):
    asked = with_entries(Asked(), {"areas": ["370105", "120103"], "years": [2024]})
    jobs, not_made = jobs_of(asked, package)
    assert [job.area for job in jobs] == ["370105"]
    assert [one.area for one in not_made] == ["120103"]
    assert "120103" in not_made[0].reason


def test_a_misspelt_area_is_wrong_use(package):
    with pytest.raises(UnknownName, match="37010"):
        jobs_of(with_entries(Asked(), {"areas": ["37010"]}), package)


def test_a_year_without_any_target_is_wrong_use(package):
    with pytest.raises(NotKnown, match="no area has targets for 1990"):
        jobs_of(with_entries(Asked(), {"areas": "all", "years": [1990]}), package)


def test_the_latest_earlier_manifest_is_of_the_same_language(package, tmp_path):
    jobs, _ = jobs_of(with_entries(Asked(), {"as_of": "2024-03-01"}), package)
    folder = tmp_path / "370105" / "2024"
    folder.mkdir(parents=True)
    for name in ("2024-01-16.zh.json", "2024-02-01.zh.json", "2024-02-09.en.json",
                 "2024-03-01.zh.json", "2024-02-20.zh.run.json"):  # fmt: skip
        (folder / name).write_text(json.dumps(MANIFEST))
    assert latest_manifest(tmp_path, jobs[0]) == folder / "2024-02-01.zh.json"

    (folder / "2024-02-01.zh.json").write_text("[]")  # damaged: the one before stands
    assert latest_manifest(tmp_path, jobs[0]) == folder / "2024-01-16.zh.json"
    (folder / "2024-01-16.zh.json").write_text("{")
    assert latest_manifest(tmp_path, jobs[0]) is None
