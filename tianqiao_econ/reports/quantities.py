"""Numbers with a unit: 6.5%, 5.0%—5.5%, 8092万美元, 两位数."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tianqiao_econ.framework.wordings import DOUBLE_DIGITS, PERCENT, UNITS

INDEX = "INDEX"
"""Unit of a bare number that may be an index (控制在103以内)."""

_SCALED = {
    "万亿元": ("CNY_100M", 1e4),
    "万亿美元": ("USD_100M", 1e4),
    "美元": ("USD", 1.0),
    "亿": ("CNY_100M", 1.0),
}
"""Units that are read and are none of the framework's."""

_UNIT = (
    "万亿美元|万亿元|亿美元|万美元|美元|亿元(?:人民币)?|万元(?:人民币)?|元|万人"
    "|亿(?=[，。、;]|\n|$)|%|个百分点|百分点"
)
_PLAIN = r"[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,8})?(?![0-9])"
_MINUS = "(?<=[长速幅为达到(])—(?!—)"
"""A dash is a minus right behind a word of growth: 增速—2.1%."""

_NUMBER = rf"(?<![0-9.])(?<![0-9][ ,，])(?:(?<![0-9%元])[-+]|{_MINUS})?{_PLAIN}"
_QUANTITY = re.compile(
    rf"(?P<low>{_NUMBER})(?P<first>万亿|[万亿]?(?:元|美元)|%|[万亿])?[-—~～至到]{{1,2}}(?P<high>{_PLAIN})(?P<both>{_UNIT})"
    rf"|(?P<one>{_NUMBER})(?P<unit>{_UNIT})"
    r"|百分之(?:(?P<hundredths>[一二两三四五六七八九十百点零〇]{1,9})|(?P<printed>[0-9]{1,4}(?:\.[0-9]{1,4})?))"
    r"|(?<=[长降升涨加少幅高约近超逾达了])(?P<tenths>[一二两三四五六七八九]成[一二三四五六七八九半]?)(?![立为效果功本就员熟长品])"
    r"|(?<=[在为到达])(?P<index>(?:9[0-9]|1[0-9]{2})(?:\.[0-9])?)(?=左右|以内|，|。|;|、|\n|$)"
    r"|(?<=[破越超过上达到近逾])(?P<round>[一二两三四五六七八九十百千万零]{1,9}亿)(?:元|(?=大关|台阶|[，。、;]))(?!级|以?[上下]?的?[县市区镇企产集])"
    r"|(?P<double>(?:两位数|2位数))"
    r"|(?<![国省市区县均速长标本体致总])(?:[与同和较比])?(?:上年|去年|上一年)?(?:同期)?(?:水平)?(?:保持)?"
    r"(?P<nearly>基本|大体|大致|总体)?(?P<level>持平(?![稳衡均和]))"
)
_SUFFIX = re.compile("左右|上下|及?以[上内下]|之内")
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "半": 5}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or the two ends of a range, at a place of the plain text.

    `suffix` is what is said right after it (左右, 以上); `end` is the place behind that; `signed`
    tells that it is printed with a plus or minus.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: str
    suffix: str = ""
    signed: bool = False

    @property
    def is_points(self) -> bool:
        """Whether it counts percentage points, a difference of two rates."""
        return self.unit == "POINTS"


def quantities_in(text: str, start: int, end: int) -> list[Quantity]:
    """Return the quantities in a stretch of the plain text, in order."""
    return [
        _quantity(found, text)
        for found in _QUANTITY.finditer(text, start, end)
        if not (found["level"] and _is_pace(text, found.start("level")))
    ]


def _is_pace(text: str, place: int) -> bool:
    """Tell whether it is the pace that stays the same (增速与上年持平), not the amount."""
    return _PACE.search(text, max(0, place - 16), place) is not None


_PACE = re.compile(
    "(?:增[速幅长]|[涨降]幅|速度|率)[与同和较比]?(?:上年|去年|上一年)?(?:同期)?(?:水平)?(?:保持)?(?:基本|大体|大致|总体)?$"
)


def _quantity(found: re.Match[str], text: str) -> Quantity:
    suffix = _SUFFIX.match(text, found.end())
    end = suffix.end() if suffix else found.end()
    word = suffix[0] if suffix else ""
    worded = _in_words(found)
    if worded is not None:
        low, unit, usual = worded
        return Quantity(found.start(), end, low, None, unit, word or usual)
    unit, scale = _unit(found["unit"] or found["both"])
    low = _float(found["one"] or found["low"]) * scale
    high = None if found["high"] is None else _float(found["high"]) * scale
    ends = _tidy(low), None if high is None else _tidy(high)
    return Quantity(found.start(), end, *ends, unit, word, signed=found[0][0] in "+-—")


def _in_words(found: re.Match[str]) -> tuple[float, str, str] | None:
    """Return number, unit and usual suffix of a number that has no unit of its own behind it."""
    if found["double"]:
        return DOUBLE_DIGITS, PERCENT, "以上"
    if found["level"]:
        return 0.0, PERCENT, "左右" if found["nearly"] else ""
    for kind, (read, unit) in _READERS.items():
        if found[kind]:
            return read(found[kind]), unit, ""
    return None


def _unit(written: str) -> tuple[str, float]:
    plain = written.removesuffix("人民币")
    if plain.endswith("百分点"):
        return "POINTS", 1.0
    return _SCALED.get(plain) or (UNITS[plain], 1.0)


def _whole(words: str) -> float:
    """Read 三千五百, 十二, 千: whole numbers in Chinese characters."""
    total, digit = 0, 0
    for char in words:
        if char == "万":
            total, digit = max(total + digit, 1) * _TIMES[char], 0
        elif char in _TIMES:
            total, digit = total + (digit or 1) * _TIMES[char], 0
        else:
            digit = _DIGITS[char]
    return float(total + digit)


def _spoken(words: str) -> float:
    """Read 六点五, 十二: the numbers that stand after 百分之."""
    whole, _, part = words.partition("点")
    decimals = "".join(str(_DIGITS.get(char, "")) for char in part)
    return float(f"{_whole(whole):.0f}.{decimals or 0}")


def _tenths(words: str) -> float:
    """Read 三成, 两成三 in per cent."""
    return float(10 * _DIGITS[words[0]] + (_DIGITS[words[2]] if words[2:] else 0))


_READERS: Mapping[str, tuple[Callable[[str], float], str]] = {
    "hundredths": (_spoken, PERCENT),
    "printed": (float, PERCENT),
    "tenths": (_tenths, PERCENT),
    "index": (float, INDEX),
    "round": (lambda words: _whole(words[:-1]), "CNY_100M"),
}
"""Kind of number -> how it is read, and in what unit."""


def _float(number: str) -> float:
    return float(number.replace(",", "").replace("—", "-"))


def _tidy(number: float) -> float:
    """Undo what scaling adds behind the decimals: 82.7 万亿 is 827000 亿."""
    return round(number, 8)
