from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tianqiao_econ.framework import (
    DataProblems,
    EconError,
    NotKnown,
    Problem,
    UnknownName,
    problem_table,
)
from tianqiao_econ.framework.errors import nearest_names, without_home

INDICATORS = {
    "gdp": ("地区生产总值", "Gross domestic product"),
    "fdi": ("实际使用外资", "Foreign direct investment"),
    "cpi": ("居民消费价格", "Consumer prices"),
}
AREAS = {
    "370105": ("济南市天桥区", "Tianqiao, Jinan"),
    "370100": ("济南市", "Jinan"),
    "370102": ("济南市历下区", "Lixia, Jinan"),
}
PROBLEM = Problem("targets.csv", 7, "lower", "7%", "a percent sign", "write 7")


@pytest.mark.parametrize(
    ("name", "labels", "nearest"),
    [
        ("gpd", INDICATORS, "gdp"),
        ("GDP", INDICATORS, "gdp"),
        ("外资", INDICATORS, "fdi"),
        ("consumer price", INDICATORS, "cpi"),
        ("天桥", AREAS, "370105"),
        ("370150", AREAS, "370105"),
        ("济南", AREAS, "370100"),
        ("Tianqiao District", AREAS, "370105"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_name(name, labels, nearest):
    assert nearest_names(name, labels)[0] == nearest


def test_an_unknown_name_says_what_may_have_been_meant():
    error = UnknownName.among("area", "天桥", AREAS)
    assert str(error) == "unknown area '天桥': did you mean 370105 济南市天桥区?"
    assert error.suggestions == ("370105",)


def test_an_unknown_name_like_no_other_lists_the_valid_ones():
    error = UnknownName.among("indicator", "xyzzy", INDICATORS)
    assert str(error) == "unknown indicator 'xyzzy': choose one of gdp, fdi, cpi"


def test_an_empty_name_suggests_nothing():
    assert nearest_names("", AREAS) == ()


@pytest.mark.parametrize(
    "error",
    [
        EconError("a sentence"),
        NotKnown("a sentence"),
        UnknownName("a sentence", ("gdp", "fdi")),
        DataProblems([PROBLEM, PROBLEM]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_a_process_boundary(error):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_problems_are_one_aligned_table():
    other = Problem("areas.csv", None, "", "", "没有名称", "name it")
    lines = problem_table([PROBLEM, other]).splitlines()
    assert lines == [
        "2 problems in the data",
        "file         row  column  value  what is wrong   what to do",
        "targets.csv  7    lower   7%     a percent sign  write 7",
        "areas.csv    -    -       -      没有名称        name it",
    ]


def test_no_problem_is_no_table():
    assert problem_table([]) == "no problem in the data"


def test_data_problems_read_as_their_table():
    assert str(DataProblems([PROBLEM])) == problem_table([PROBLEM])
    assert DataProblems([PROBLEM]).problems == (PROBLEM,)


def test_a_sentence_for_others_does_not_tell_whose_folder_it_is(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/folders/li"))
    assert without_home("see /folders/li/.cache/x, /srv/y") == "see ~/.cache/x, /srv/y"
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert without_home("see /srv/y") == "see /srv/y"
