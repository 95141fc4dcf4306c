import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from tianqiao_econ.showing import fonts
from tianqiao_econ.showing.wording import TEXTS


@pytest.fixture(autouse=True)
def _afresh():
    fonts.chinese_family.cache_clear()
    yield
    fonts.chinese_family.cache_clear()


def test_the_packaged_font_is_registered_with_matplotlib():
    assert fonts.chinese_family() == "Noto Sans SC"
    found = font_manager.findfont("Noto Sans SC", fallback_to_default=False)
    assert font_manager.get_font(found).family_name == "Noto Sans SC"


def test_without_it_a_system_font_is_taken(monkeypatch):
    monkeypatch.setattr(fonts, "packaged_font", lambda: None)
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ("No Such Font", "DejaVu Serif"))
    assert fonts.chinese_family() == "DejaVu Serif"


def test_without_any_chinese_font_there_is_a_warning(monkeypatch):
    monkeypatch.setattr(fonts, "packaged_font", lambda: None)
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ())
    with pytest.warns(fonts.NoChineseFontWarning, match="pylopdf-fonts-zh-cn"):
        assert fonts.families("zh") == ["DejaVu Sans"]
    assert fonts.families("en") == ["DejaVu Sans"]


def test_the_style_is_put_back():
    before = dict(mpl.rcParams)
    with fonts.figure_style("zh"):
        assert mpl.rcParams["svg.fonttype"] == "path"
        assert mpl.rcParams["font.family"][0] == "Noto Sans SC"
    assert dict(mpl.rcParams) == before


def test_the_font_has_every_character_of_the_texts():
    known = TTFont(fonts.packaged_font()).getBestCmap()
    texts = "".join("".join(texts.values()) for texts in TEXTS.values())
    assert {char for char in texts if ord(char) not in known} == set()
