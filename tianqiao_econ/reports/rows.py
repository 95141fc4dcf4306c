"""From a figure in a sentence to a row: growth or level, sign, period, wording, doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from tianqiao_econ.framework.codes import Basis, Qualifier, Transformation
from tianqiao_econ.framework.errors import EconError
from tianqiao_econ.framework.wordings import PERCENT, read_wording
from tianqiao_econ.reports.attaching import Figure
from tianqiao_econ.reports.quantities import Quantity
from tianqiao_econ.reports.sections import Part

_UP = "增|上涨|上升|涨|提高|提升|增速|增幅|涨幅"
_DIRECTION = re.compile(
    f"(?P<down>下降|下跌|下滑|萎缩|缩减|减少|减收|回落|降低|降幅|跌幅|负增长|降(?!至)|负)|(?P<up>{_UP})"
)
_RATE_NOW = re.compile(
    "(?:增速|增幅|涨幅|增长|速度)[^，增降]{0,8}(?:下降|降低|降|回落|放缓|收窄|趋缓|回升|提高|提升|上升|加快|扩大)[到至为]"
    "|(?:回[落升]|反弹)[到至](?![^，]*(?:降|负))"
)
_TURNED = re.compile(
    "由?负转正|扭负为正|转负为正|由?降转[升增]|由?跌转[升涨]|止[跌降](?:转增|转升|转正|企稳|回升|回稳)?"
    "|(?:扭转|止住|遏制|摆脱|改变)[^，。]{0,12}(?:下降|下滑|下跌|负增长|回落|降)"
)
_FALL_NOW = re.compile("[降跌]幅[^，增]{0,10}[到至为]")
_GROWS = re.compile(f"{_UP}|下降|下跌|下滑|萎缩|缩减|减收|跌幅|减少|回落|降|负增长")
_BOTH_WAYS = re.compile(
    "[一两二三][升增涨][一两二三][降减跌]|[一两二三][降减跌][一两二三][升增涨]|有[升增涨]有[降减跌]|升降互现"
)
_REACHES = re.compile("[到至]|达|为|实现|完成|突破|超|总量|总额|总值|规模")
_CHANGE = re.compile(
    "(?:增加|增长|提高|上升|减少|下降|[增减超短少多]收|多增|净增|新增)(?:了)?(?:约|近|超过?)?$"
)
_FLOOR = re.compile("突破|超过?|逾|以上|不低于|不少于|首破|大关|多")
_CROSSED = re.compile("跨|迈[上过入]|跃[上过]|站[上稳]")
_STEP = re.compile("(?:的)?(?:新)?(?:行列|台阶|大关|阵营|俱乐部|门槛)")
_CEILING = re.compile("以[内下]|之内")
_ABOUT = re.compile("左右|上下|约|近|基本|接近")
_COMPARABLE = re.compile(
    "同口径|可比口径|可比(?:增长|下降)|(?:剔除|扣除)(?!价格|物价)[^，。;]{1,20}(?:后|因素)|留抵退税|同比口径"
)
_ASIDE = re.compile(r"^\([^0-9()]{2,6}\)")
_REAL = re.compile("可比价|不变价|实际增长|扣除(?:价格|物价)因素")
_CAME_OF_IT = re.compile("(?:预期|目标|计划)[^。;]{0,80}?实际")
"""What came of a goal is 实际 as against 预期, not as against 名义."""
_NOMINAL = re.compile("现价|名义|当年价")
_WORDS = re.compile(
    "逾|不低于|不少于|不高于|不超过|高于|低于|超过|突破|控制在|保持在|稳定在|达到|力争|争取|确保|负增长|下降到?|减少|降低|降到?|增长|增加|提高|增速|涨幅|增幅|上涨|约|至少|超|近"
)

_LEVELS = {
    "CNY_100M": ("CNY_100M", "CNY_10K"),
    "CNY": ("CNY", "CNY_10K"),
    "USD_10K": ("USD_10K", "USD_100M", "USD", "CNY_100M", "CNY_10K"),
    "USD_100M": ("USD_100M", "USD_10K"),
    "PERSONS_10K": ("PERSONS_10K",),
    PERCENT: (),
}
"""Unit of an indicator's level -> units in which a report may print it."""

_HOPED = re.compile("[，、;(]?(?:力争|争取|努力|冲刺|奋斗目标)")

_UNITS = {
    "fdi": "USD_10K",
    "population": "PERSONS_10K",
    "cpi": PERCENT,
    "disposable_income": "CNY",
    "urban_income": "CNY",
    "rural_income": "CNY",
}
_TRADE = {"trade", "exports"}
_WILD = 1000.0


@dataclass(frozen=True, slots=True)
class Row:
    """One outturn, target or aim of a report; the names are the columns of the contract."""

    indicator: str
    role: str
    time_period: str
    transformation: str
    value: float | None
    lower: float | None
    upper: float | None
    unit_measure: str
    qualifier: str
    basis: str
    scope: str
    section: str
    status: str
    reason: str
    start: int
    end: int
    phrase: str


COLUMNS = tuple(field.name for field in fields(Row))
"""The columns of `read-report --format csv`, a contract; later ones may be added at the end."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the words around a number say of it."""

    transformation: Transformation
    value: float | None
    lower: float | None
    upper: float | None
    unit_measure: str
    qualifier: Qualifier
    basis: str
    doubt: str = ""


def is_less_a_part(text: str, start: int, figure: Figure) -> bool:
    """Tell whether something is left out that is no mere effect: 规上工业增加值(剔除电力)."""
    place = figure.mention.start
    if _LESS_BEFORE.search(text[max(start, place - _LESS_REACH) : place]):
        return True
    end = figure.quantity.start if figure.quantity else figure.mention.end
    return _LESS.search(text, figure.mention.end, min(end, figure.mention.end + 80)) is not None


_LESS_REACH = 28
_EFFECT = "[^，。;()0-9]{0,20}(?:因素|影响|价格|物价|退税|基数|口径|减税|降费|农户)"
_LESS = re.compile(f"(?:剔除|扣除|不含|不包括|不计)(?!{_EFFECT})")
_LESS_BEFORE = re.compile(f"{_LESS.pattern}[^，。;()]{{1,16}}[，)]$")


def unit_of(name: str) -> str:
    """Return the unit in which an indicator's level is usually printed."""
    return _UNITS.get(name, "CNY_100M")


def said(figure: Figure, quantity: Quantity, part: Part) -> Said | None:
    """Read a number in its words; None where it is neither growth nor level of the indicator."""
    lead = re.split("[，、(（:：]", figure.lead)[-1]
    if figure.name == "cpi" and quantity.low > _INDEX:
        quantity = replace(quantity, low=round(quantity.low - 100, 6), unit=PERCENT)
    growth = quantity.unit == PERCENT
    if not growth and not _is_level(figure.name, quantity, lead):
        return None
    doubt = _doubtful_growth(figure, quantity, figure.lead, part) if growth else ""
    sign = _sign(lead, figure.lead) if growth else 1
    low, high = _signed(quantity, sign)
    qualifier = _bound(lead, quantity, figure.tail)
    worded: tuple[float | None, float | None] = (None, None)
    hoped = (_HOPED.match(figure.tail) or re.search("(?:力争|争取).*确保", figure.lead)) is not None
    if part is not Part.REVIEW:
        try:
            read = read_wording(_wording(lead, quantity, sign)).qualifier
            qualifier, worded = _as_worded(read, lead, quantity, sign, hoped), _ends(read, low)
        except EconError as error:
            qualifier, doubt = Qualifier.UNKNOWN, doubt or str(error)
    single = high is None
    return Said(
        transformation=Transformation.GROWTH if growth else Transformation.LEVEL,
        value=low if single else None,
        lower=worded[0] if single else low,
        upper=worded[1] if single else high,
        unit_measure=quantity.unit,
        qualifier=qualifier,
        basis=_basis(figure.lead + "".join(_ASIDE.findall(figure.tail))),
        doubt=doubt,
    )


def _ends(qualifier: Qualifier, value: float) -> tuple[float | None, float | None]:
    return (None, value) if qualifier is Qualifier.AT_MOST else (value, None)


def _as_worded(
    qualifier: Qualifier,
    lead: str,
    quantity: Quantity,
    sign: int,
    hoped: bool,  # noqa: FBT001 - whether a number follows that is only hoped for
) -> Qualifier:
    """Keep 左右 as `about` beside 控制在, a plain fall as `exact`; of 确保A、力争B the A binds."""
    if quantity.high is not None:
        return Qualifier.RANGE
    if quantity.suffix in ("左右", "上下"):
        return Qualifier.ABOUT
    if qualifier is Qualifier.EXACT and (("确保" in lead and hoped) or "底线" in lead):
        return Qualifier.AT_LEAST
    if (
        sign < 0
        and qualifier is Qualifier.AT_MOST
        and not re.search("以|不", lead + quantity.suffix)
    ):
        return Qualifier.EXACT
    return qualifier


def _wording(lead: str, quantity: Quantity, sign: int) -> str:
    """Write the words of a target that decide how it is read, and nothing else."""
    words = [word for word in _WORDS.findall(lead) if word not in ("力争", "争取", "确保", "近")]
    if sign > 0:
        words = [word for word in words if not re.match("下降|减少|降", word)]
    numbers = f"{abs(quantity.low):.10g}"
    if quantity.high is not None:
        numbers += f"-{quantity.high:.10g}"
    unit = {"USD": "万美元"}.get(quantity.unit) or _WRITTEN[quantity.unit]
    reach = "达到" if quantity.unit != PERCENT else ""
    return "".join(words).replace("逾", "超") + reach + numbers + unit + quantity.suffix


_WRITTEN = {
    PERCENT: "%",
    "USD_100M": "亿美元",
    "USD_10K": "万美元",
    "CNY_100M": "亿元",
    "CNY_10K": "万元",
    "CNY": "元",
    "PERSONS_10K": "万人",
}


def _is_level(name: str, quantity: Quantity, lead: str) -> bool:
    """Tell whether an amount is the indicator's level, rather than its change or another's."""
    if _CHANGE.search(lead) and not re.search("[到至达]", lead):
        return False
    units = _LEVELS[unit_of(name)]
    return quantity.unit in units or (name in _TRADE and quantity.unit.startswith("USD"))


def _doubtful_growth(figure: Figure, quantity: Quantity, words: str, part: Part) -> str:
    if abs(quantity.low) >= _WILD:
        return "a growth rate of this size is not likely"
    if figure.name == "cpi":
        return ""
    stated = (
        _GROWS.search(words)
        or _GROWTH_BEHIND.match(figure.tail)
        or re.search("增[长速幅]", figure.mention_text)
        or quantity.low == 0
        or quantity.signed
    )
    if _BOTH_WAYS.search(words) and not _DIRECTION.search(re.split("[，、(（:：]", words)[-1]):
        return "one rises and one falls"
    if stated:
        return (
            "what it falls to, not by"
            if re.search("(?:下降|减少|降低)[到至]", words) and not _RATE_NOW.search(words)
            else ""
        )
    if part is Part.GOALS and not re.search("达|[到至]", _RETUNED.sub("", words)):
        return ""
    return "a percentage without a word of growth"


_RETUNED = re.compile("(?:调[高低整增减]|[上下]调|修[正订改])[到至为]")
_GROWTH_BEHIND = re.compile("(?:及?以上|左右)?的?(?:快速|高速|较快|平稳|正)?增[长速幅]")
_INDEX = 80.0
"""Number above which consumer prices are told as an index, last year being 100."""


def _sign(clause: str, lead: str) -> int:
    """Tell growth from fall; what a rate came down to (涨幅回落到2%) is no fall."""
    clause, lead = _TURNED.sub("", clause), _TURNED.sub("", lead)
    words = clause if _DIRECTION.search(clause) else lead
    if _FALL_NOW.search(words):
        return -1
    if _RATE_NOW.search(words):
        return 1
    found = [*_DIRECTION.finditer(words)]
    return -1 if found and found[-1]["down"] else 1


def _signed(quantity: Quantity, sign: int) -> tuple[float, float | None]:
    if sign > 0 or quantity.low < 0:
        return quantity.low, quantity.high
    if quantity.high is None:
        return (-quantity.low or 0.0), None
    return -quantity.high, -quantity.low


def _bound(lead: str, quantity: Quantity, tail: str) -> Qualifier:
    if quantity.high is not None:
        return Qualifier.RANGE
    if _ABOUT.search(quantity.suffix) or _ABOUT.search(lead):
        return Qualifier.ABOUT
    if _CEILING.search(quantity.suffix) or re.search("不高于|不超过", lead):
        return Qualifier.AT_MOST
    crossed = _CROSSED.search(lead) or _STEP.match(tail)
    return (
        Qualifier.AT_LEAST if crossed or _FLOOR.search(lead + quantity.suffix) else Qualifier.EXACT
    )


def _basis(words: str) -> str:
    if _COMPARABLE.search(words):
        return str(Basis.COMPARABLE)
    if _REAL.search(_CAME_OF_IT.sub("", words)):
        return "real"
    return "nominal" if _NOMINAL.search(words) else str(Basis.AS_PUBLISHED)
