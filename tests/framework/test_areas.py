from __future__ import annotations

import pytest

from tianqiao_econ.framework import is_area_code

FULL_WIDTH = "370105".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})


@pytest.mark.parametrize("code", ["CN", "370105", "370105Z1", "370105Z12"])
def test_the_nation_a_division_and_a_zone_have_codes(code):
    assert is_area_code(code)


@pytest.mark.parametrize(
    "code", ["", "cn", "天桥", "37010", "3701050", "370105Z", FULL_WIDTH, "370105 "]
)
def test_other_text_is_no_area_code(code):
    assert not is_area_code(code)
