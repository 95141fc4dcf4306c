from __future__ import annotations

import pytest

from tianqiao_econ.briefing.archive.retention import removable
from tianqiao_econ.briefing.archive.shelf import read_shelf
from tianqiao_econ.briefing.parameters import WrongValue

MONTHS = [f"2024-{month:02}-16" for month in range(1, 6)]


@pytest.fixture
def gone(folder):
    """What a rule lets go, by the last part of its name."""

    def names(**rule):
        return [
            one.place.rpartition("/")[2] for one in removable(read_shelf(folder).briefs, **rule)
        ]

    return names


@pytest.fixture
def five(shelve):
    for as_of in MONTHS:
        shelve(as_of)


@pytest.mark.usefixtures("five")
def test_without_a_rule_nothing_goes(gone):
    assert gone() == []


@pytest.mark.usefixtures("five")
def test_all_but_the_newest_n_go(gone):
    assert gone(keep=2) == ["2024-01-16.zh", "2024-02-16.zh", "2024-03-16.zh"]
    assert gone(keep=9) == []


@pytest.mark.usefixtures("five")
def test_what_is_before_a_date_goes_and_the_newest_never(gone):
    assert gone(before="2024-03-16") == ["2024-01-16.zh", "2024-02-16.zh"]
    assert gone(before="2030-01-01") == [f"{as_of}.zh" for as_of in MONTHS[:-1]]


@pytest.mark.usefixtures("five")
def test_two_rules_together_let_go_what_either_does(gone):
    assert gone(keep=4, before="2024-03-01") == ["2024-01-16.zh", "2024-02-16.zh"]
    assert gone(keep=2, before="2024-02-01") == gone(keep=2)


def test_areas_years_and_languages_are_judged_apart(gone, shelve):
    shelve(lang="zh")
    shelve(lang="en")
    shelve(area="370100")
    shelve("2023-03-01", year=2023)
    assert gone(keep=1, before="2030-01-01") == []


@pytest.mark.usefixtures("five")
def test_the_newest_that_can_be_read_stays_when_a_newer_one_failed(gone, fail):
    fail("2024-06-16")
    assert gone(keep=1) == [f"{as_of}.zh" for as_of in MONTHS[:-1]]


@pytest.mark.usefixtures("five")
def test_word_of_an_old_failure_goes_too_and_what_is_damaged_stays(gone, fail, folder):
    fail("2024-01-01")
    (folder / "370105" / "2024" / "2024-02-16.zh.html").write_text("half")
    assert gone(keep=3) == ["2024-01-01.zh", "2024-01-16.zh"]


def test_where_nothing_can_be_read_nothing_goes(gone, fail):
    fail("2024-01-16")
    assert gone(keep=1, before="2030-01-01") == []


@pytest.mark.parametrize("rule", [{"keep": 0}, {"keep": True}, {"before": "January"}])
def test_a_rule_that_is_none_is_refused(gone, rule):
    with pytest.raises(WrongValue):
        gone(**rule)
