import ast
import string
from pathlib import Path

import pytest

import tianqiao_econ.showing
from tianqiao_econ.framework import EconError, UnknownName
from tianqiao_econ.showing import wording
from tianqiao_econ.showing.wording import TEXTS, has_text, joined, text
from tianqiao_econ.showing.wording.aims_en import AIMS_EN
from tianqiao_econ.showing.wording.aims_zh import AIMS_ZH
from tianqiao_econ.showing.wording.archive_en import ARCHIVE_EN
from tianqiao_econ.showing.wording.archive_zh import ARCHIVE_ZH
from tianqiao_econ.showing.wording.backtest_en import BACKTEST_EN
from tianqiao_econ.showing.wording.backtest_zh import BACKTEST_ZH
from tianqiao_econ.showing.wording.en import EN
from tianqiao_econ.showing.wording.evidence_en import EVIDENCE_EN
from tianqiao_econ.showing.wording.evidence_zh import EVIDENCE_ZH
from tianqiao_econ.showing.wording.prose_en import PROSE_EN
from tianqiao_econ.showing.wording.prose_zh import PROSE_ZH
from tianqiao_econ.showing.wording.reading_en import READING_EN
from tianqiao_econ.showing.wording.reading_zh import READING_ZH
from tianqiao_econ.showing.wording.zh import ZH


def placeholders(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def named_in_code():
    """First argument of every `text("...", ...)` in the package."""
    for path in Path(tianqiao_econ.showing.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield first.value


def test_chinese_and_english_have_the_same_keys():
    assert set(TEXTS["zh"]) == set(TEXTS["en"])


@pytest.mark.parametrize("key", sorted(TEXTS["zh"]))
def test_chinese_and_english_have_the_same_placeholders(key):
    assert placeholders(TEXTS["zh"][key]) == placeholders(TEXTS["en"][key])


def test_no_key_is_given_twice():
    parts = {
        "zh": (ZH, PROSE_ZH, EVIDENCE_ZH, BACKTEST_ZH, READING_ZH, AIMS_ZH, ARCHIVE_ZH),
        "en": (EN, PROSE_EN, EVIDENCE_EN, BACKTEST_EN, READING_EN, AIMS_EN, ARCHIVE_EN),
    }
    for lang, texts in parts.items():
        assert sum(map(len, texts)) == len(TEXTS[lang])


def test_no_district_is_hard_wired_into_the_words():
    assert not [key for key, words in TEXTS["zh"].items() if "本区" in words and "here." not in key]


def test_every_text_that_the_code_asks_for_exists():
    assert set(named_in_code()) <= set(TEXTS["zh"])


def test_placeholders_are_filled_in():
    assert text("chance.about", "zh", percent=70) == "约70%"


def test_a_missing_key_is_named_with_its_neighbours():
    with pytest.raises(UnknownName, match=r"column\.indicatr.*column\.indicator"):
        text("column.indicatr", "zh")


def test_a_missing_value_is_named():
    with pytest.raises(EconError, match=r"chance\.about.*percent"):
        text("chance.about", "zh")


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownName, match="fr"):
        text("chance.about", "fr", percent=70)


def test_keys_can_be_asked_for():
    assert has_text("verdict.met", "en")
    assert not has_text("verdict.nonsense", "en")


def test_words_are_listed_as_each_language_does():
    assert joined(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert joined(["a", "b", "c"], "en") == "a, b and c"
    assert joined(["a"], "en") == "a"
    assert joined([], "en") == ""


def test_pages_name_their_language():
    assert set(wording.HTML_LANGUAGE) == set(TEXTS)
