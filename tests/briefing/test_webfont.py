from __future__ import annotations

import io
import logging

import pytest
from fontTools.ttLib import TTFont

from tianqiao_econ.briefing import webfont

WORDS = "天桥区 GDP 增长6.5%（预计）"


@pytest.fixture(scope="module")
def cut():
    return webfont.cut(WORDS)


def test_the_subset_has_just_the_characters_asked_for(cut):
    with TTFont(io.BytesIO(cut)) as font:
        assert set(map(chr, font.getBestCmap())) == set(WORDS)
        assert font.flavor == "woff2"


def test_the_subset_keeps_the_fonts_names_and_licence(cut):
    with TTFont(io.BytesIO(cut)) as font, TTFont(webfont.font_file(), lazy=True) as whole:
        for number in (0, 1, 4, 5, 6, 7, 13, 14):
            assert font["name"].getDebugName(number) == whole["name"].getDebugName(number)
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_the_same_characters_give_the_same_bytes_in_any_order(cut):
    assert webfont.cut(reversed(WORDS)) == cut


def test_a_page_is_the_same_with_a_cache_and_without(cut, tmp_path):
    folder = tmp_path / "cache"
    first = webfont.subset_for(WORDS, cache_folder=folder)
    second = webfont.subset_for(WORDS, cache_folder=folder)
    assert (first.cached, second.cached) == (False, True)
    assert first.woff2 == second.woff2 == cut


def test_a_damaged_cache_is_made_again(cut, tmp_path):
    webfont.subset_for(WORDS, cache_folder=tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(cut[:-10])
    assert webfont.subset_for(WORDS, cache_folder=tmp_path).woff2 == cut
    assert file.read_bytes() == cut


def test_a_cache_that_cannot_be_written_fails_no_brief(cut, tmp_path, caplog):
    (tmp_path / "file").write_text("no folder")
    with caplog.at_level(logging.DEBUG):
        subset = webfont.subset_for(WORDS, cache_folder=tmp_path / "file" / "cache")
    assert subset.woff2 == cut
    assert "is not kept" in caplog.text


def test_cutting_twice_gives_the_bytes_of_cutting_once(tmp_path, monkeypatch):
    words = (WORDS, "“同步”——①，ÀÉ fi", "".join(map(chr, range(0x4E00, 0x5E00, 7))))
    (tmp_path / "text").write_text("".join(words), "utf-8")
    once = [webfont.cut(sorted(set(one) & webfont.font_characters())) for one in words]
    webfont.cut_for_many(tmp_path / "font.otf", [tmp_path / "text"])
    monkeypatch.setattr(webfont, "_for_many", tmp_path / "font.otf")
    cut, sources = webfont._cut, []
    monkeypatch.setattr(
        webfont, "_cut", lambda *one, **how: sources.append(one[0]) or cut(*one, **how)
    )
    assert [webfont.cut(sorted(set(one) & webfont.font_characters())) for one in words] == once
    assert set(sources) == {tmp_path / "font.otf"}


def test_a_page_with_other_characters_is_cut_out_of_the_whole_font(tmp_path, monkeypatch):
    once = webfont.cut("济南市")
    (tmp_path / "text").write_text("济南", "utf-8")
    webfont.cut_for_many(tmp_path / "font.otf", [tmp_path / "text"])
    for file in (tmp_path / "font.otf", tmp_path / "not yet there"):
        monkeypatch.setattr(webfont, "_for_many", file)
        assert webfont.cut("济南市") == once


def test_other_characters_have_another_place_in_the_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(webfont, "cut", lambda wanted: f"wOF2{''.join(wanted)}".encode())
    for words in ("甲", "乙", "甲乙"):
        assert webfont.subset_for(words, cache_folder=tmp_path).woff2.decode()[4:] in (
            "甲",
            "乙",
            "乙甲",
            "甲乙",
        )
    assert len(list(tmp_path.iterdir())) == 3


def test_the_font_goes_into_the_page_and_covers_every_character(monkeypatch):
    monkeypatch.setattr(webfont, "cut", lambda wanted: "".join(wanted).encode())
    page = f"<style>{webfont.FONT_MARK}</style><p title='桥'>天 &#x533A; &ge; </p>"
    text, subset = webfont.embedded(page)
    assert 'font-family: "Noto Sans SC"' in text
    assert webfont.FONT_MARK not in text
    assert set("天区桥≥pP%") <= set(subset.woff2.decode())
    assert not subset.missing


def test_a_character_that_the_font_lacks_is_told(caplog, monkeypatch):
    monkeypatch.setattr(webfont, "cut", lambda wanted: "".join(wanted).encode())
    _, subset = webfont.embedded(f"<style>{webfont.FONT_MARK}</style>\N{DESERET SMALL LETTER EW}")
    assert subset.missing == {"\N{DESERET SMALL LETTER EW}"}
    assert "no glyph in Noto Sans SC" in caplog.text


def test_the_cache_folder_follows_the_users_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("TIANQIAO_ECON_CACHE", str(tmp_path / "own"))
    assert webfont.user_cache() == tmp_path / "own"
    monkeypatch.delenv("TIANQIAO_ECON_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert webfont.user_cache() == tmp_path / "tianqiao-econ"
