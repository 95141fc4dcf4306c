"""What reports call the indicators, and the compounds that only sound like them.

One table, most specific first: where two lines match at a place, the upper one wins. To teach a
new name, add it to its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PEOPLE = "(?:常住)?居民(?:家庭)?"
_PER_HEAD = "(?:年)?人均(?:可支配|纯)收入|可支配收入|人均收入|收入"
_AND = "(?:、|和|与|及|以及)"
_TOWN, _LAND = f"(?:城镇|城市){_PEOPLE}", f"(?:农村{_PEOPLE}|农民|农牧民|农村)"
_ZONES = (
    "工业园区?|产业园区?|园区|开发区|高新区|经开区|新区|起步区|先行区|示范区|组团|片区|自贸试验区|自贸区|保税区"
    "|功能区|管委会|街道|[镇乡]"
)

_PARTS = (
    "项目|企业|房地产(?:开发|业)?|民间|民营|国有|基础设施|基建|交通(?:运输)?|水利|制造业|技改|第?[一二三]次?产业?"
    "|服务业|农业|行业|领域"
)
"""What does a part of all investment: 重点项目完成固定资产投资."""

_CAPITAL = "境外资金|外资|外商直接投资|外商投资"
_AGREED = "合同|协议|签约|认缴|意向"
"""Foreign capital that is promised is none that came: 合同外资, 利用外资合同金额."""

_COMPOUNDS = (
    "人均(?:地区|国内|国民)?(?:生产总值|GDP)",
    "(?:单位|万元|亿元)(?:地区|国内|规模以上|规上)?(?:生产总值|GDP|工业增加值)",
    "(?:(?:规模以上|规上|规模)?工业(?:企业)?)?增加值率",
    "(?:地区|国内)?(?:生产总值|GDP)(?:综合)?(?:能耗|水耗|电耗|能源|用水|碳|二氧化碳|比重|占比|的比)",
    "规模?以?上?工业增加值(?:能耗|用水|水耗|比重|占比|的比)",
    "(?:海洋|绿色|民营|县域|数字|总部|旅游|生态系统|单位)(?:经济)?(?:生产总值|GDP)",
    "(?:数字|民营|县域|海洋|总部|旅游|低空|平台|集体|服务|特色|街道|楼宇|文旅|开放型|实体)经济(?:总量|规模|(?:年均)?增[长速])",
    "拉动(?:地区|国内)?(?:生产总值|GDP|经济)增长",
    "核心(?:CPI|居民消费价格)|社会消费品零售总额\\(限[上额]",
    "经济增长(?:点|极|贡献|动力|动能|质量|方式|潜力|率先)",
    "(?:公共|一般)?(?:财政|预算)?(?:一般)?预算总收入",
    "财政总收入|(?:全部|全口径|大口径|辖区)(?:公共)?财政(?:总)?收入|全口径(?:税收|收入)",
    "(?:政府性)?基金(?:预算)?收入|国有资本经营(?:预算)?收入|社会保险基金(?:预算)?收入",
    "(?:一般公共|公共财政|财政|一般)(?:财政)?预算支出|公共财政支出|财政支出",
    "(?:一般)?公共预算收入(?:占|质量|中税收)|税收(?:收入|占比)",
    "(?:工业)?(?:技改|技术改造)投资",
    "(?:高技术|高新技术|战略性新兴|文化|第?[一二三]次?)?产业(?:项目|类)?(?:固定资产)?投资",
    "(?:民间|民营|国有|房地产(?:开发)?|基础设施|基建)(?:固定资产)?投资",
    "(?:高技术制造业|高技术|制造业|服务业|农业|交通|水利)(?:固定资产)?投资",
    "(?:城镇|农村|更新改造|项目|建安|建筑安装)(?:固定资产)?投资",
    "固定资产投资(?:项目|中的|贷款|结构)|工业投资(?:项目|占比?|比重|中)",
    "(?:外贸|货物|自营)?(?:产品)?出口(?:产品)?交货值",
    f"(?:{_PARTS})(?:累计|全年|预计|共|已|完成|实现){{1,4}}(?:固定资产)?投资",
    "(?:服务|服务贸易|跨境电商|跨境电子商务|跨境贸易|加工贸易|一般贸易|保税物流)(?:货物)?(?:进出口|出口|进口)",
    "对[^，。;、0-9]{1,8}(?:货物)?(?:进出口|出口|进口)|产品(?:货物)?(?:进出口|出口|进口)",
    "(?:民营企业|外资企业|企业|口岸|海关)(?:货物)?(?:进出口|出口|进口)",
    "(?:外贸|货物|自营)?进口(?:贸易)?(?:总[额值]|额|值)?(?=[、和0-9]|分别|[增下完实达为]|同比)",
    "(?:边境(?:小额)?贸易|边民互市)(?:货物)?(?:进出口|出口|进口)",
    "(?:出口|进出口)(?:企业|商品|基地|退税|信保|信用|加工区|产品|实绩|管制|导向|大省|比重|占比)",
    "(?:限额以上|限上)(?:单位)?(?:企业)?(?:社会)?消费(?:品|总)?(?:零售)?(?:总)?额?",
    "(?:网上|线上|实物商品网上|网络|商品|乡村|城镇)(?:社会)?(?:消费品)?零售(?:总)?额",
    f"(?:{_AGREED})(?:利用|使用|引进)?(?:{_CAPITAL})|(?:利用|使用|引进)?(?:{_CAPITAL})的?(?:项目)?(?:{_AGREED})",
    "外商投资企业|外资企业|外资项目",
    "(?:常住|户籍)人口城镇化|城镇化率|人口自然增长率",
    "(?:高技术|高新技术|高技术产业|战略性新兴产业?|装备制造业|先进制造业|制造业)[^，。;、]{0,6}增加值",
    "(?:生产性服务业|服务业|数字经济核心产业|农[林业]牧?渔?业?|第[一二三]产业)[^，。;、]{0,6}增加值",
    "(?:建筑业|金融业|文化(?:及相关)?产业?|旅游业?|主导产业|特色产业)[^，。;、]{0,6}增加值",
    "(?:规模以上|规上|规模)(?:工业)?(?:企业)?(?:总产值|产值|利润(?:总额)?|营业收入|主营业务收入)",
    "(?:规模以上|规上|规模)(?:工业)?(?:企业)?(?:用电量|企业(?!(?:累计|共)?(?:实现|完成)?(?:工业)?增加值)|能耗|利税)",
    "脱贫(?:人口|户|群众|劳动力)[^，。;、]{0,8}收入|低收入[^，。;、]{0,6}收入",
    "村?级?集体经济收入|工资性收入|旅游(?:总|综合)?收入",
)
"""Compounds that contain an indicator's name, or stand beside it, and are something else."""

_BOTH_TURNED = (
    f"{_LAND}(?:{_PER_HEAD})?{_AND}{_TOWN}(?:{_PER_HEAD})|农村{_AND}城镇{_PEOPLE}(?:{_PER_HEAD})"
)

_SAID = "(?=(?:人均|分别|均|都|预计|完成|实现|达到?|为|各)*(?:同比)?(?:增|提高|[0-9]))"
"""What follows where the word income is left out: 其中城镇居民增长5%."""

_HEAD = "[^，。;、和与及0-9]{1,10}"
_ADDED = f"(?:、{_HEAD}){{0,3}}{_AND}{_HEAD}增加值"
"""What follows where several heads share one 增加值: 规上工业、服务业增加值."""

_NAMES: tuple[tuple[str, str], ...] = (
    (
        "disposable_income_listed",
        f"全[体省市区县州]居民(?=(?:、|和|及)(?:{_TOWN}{_AND}{_LAND}|城镇{_AND}{_LAND}|城乡居民)(?:{_PER_HEAD}))",
    ),
    (
        "town_and_land",
        f"{_TOWN}(?:{_PER_HEAD})?{_AND}{_LAND}(?:{_PER_HEAD})|城镇{_AND}{_LAND}(?:{_PER_HEAD})",
    ),
    ("land_and_town", _BOTH_TURNED),
    ("both", f"城乡(?:{_PEOPLE})?(?:{_PER_HEAD})"),
    ("town_and_land_short", f"城镇(?:居民)?{_AND}农村(?:{_PEOPLE})?{_SAID}"),
    ("both_short", f"城乡{_PEOPLE}?{_SAID}"),
    ("urban_income_short", f"{_TOWN}{_SAID}"),
    ("rural_income_short", f"农村{_PEOPLE}{_SAID}"),
    ("urban_income", f"{_TOWN}(?:{_PER_HEAD})"),
    ("rural_income", f"(?:农村{_PEOPLE}|农民|农牧民)(?:{_PER_HEAD})"),
    (
        "disposable_income",
        f"(?:全[体国省市区县州]|城镇和农村)?{_PEOPLE}(?:{_PER_HEAD})|人均可支配收入",
    ),
    (
        "gdp",
        "(?:(?:实现)?(?:地区|地方|国内|国民)?生产总值|GDP)(?:总量|增[长速]率?)?|经济总量|经济(?=增长|增速|实现增长)",
    ),
    (
        "fiscal_revenue",
        (
            "(?:地方(?:级)?(?:财政)?|公共财政|财政)?一般(?:公共)?(?:财政)?预算(?:内)?收入"
            "|(?:地方)?公共财政(?:预算)?收入|地方(?:本?级)?财政(?:一般预算)?收入"
        ),
    ),
    ("plain_revenue", "(?:本级)?财政(?:预算)?收入"),
    ("industrial_investment", "工业(?:固定资产)?投资(?:额)?"),
    ("fixed_investment", "(?:全社会|社会)?固定资产投资(?:总额|额|完成额)?|固投(?=[增实完、速总])"),
    ("industrial_va_and_others", f"(?:规模以上|规上|规模)工业(?:企业)?{_ADDED}"),
    ("all_industry_va_and_others", f"(?:全部|全口径|全社会)?工业{_ADDED}"),
    (
        "industrial_va",
        (
            "(?:规模以上|限额以上|规上|规模)工业(?:企业)?(?:累计|共)?(?:实现|完成)?(?:工业)?增加值"
            "|(?:规模以上|规上|规模)(?:工业)?企业(?:累计|共)?(?:实现|完成)?(?:工业)?增加值"
            "|(?:规模以上|规上|规模)工业(?:企业)?(?=(?:预计)?(?:可比价)?(?:同比)?增[长速])"
        ),
    ),
    ("all_industry_va", "(?:全部|全口径|全社会)?工业(?:实现|完成)?增加值"),
    (
        "industry_and_services",
        f"(?:规模以上|规上|规模)工业(?:企业)?{_AND}服务业(?:企业)?(?:营业|营)(?:总)?(?:收入|收)",
    ),
    (
        "services_revenue",
        "(?:规模以上|规上|规模)服务业(?:企业)?(?:实现|完成)?(?:营业|营)(?:总)?(?:收入|收)",
    ),
    (
        "retail_sales",
        (
            "(?:全社会|社会)?消费品零售(?:总)?额|社零(?:总)?额?|社消零(?:总额)?"
            f"|社会消费品零售(?={_AND}(?:{_HEAD})?出口总额)"
        ),
    ),
    (
        "trade",
        "(?:(?:对外|外贸|货物)(?:贸易)?)?进出口(?:贸易)?(?:总[额值]|额)?|对外贸易(?:总)?额|外贸(?:总额)",
    ),
    ("exports", "(?:外贸|货物|自营|直接)?出口(?:贸易)?(?:总[额值]|额|创汇|值)?"),
    (
        "fdi",
        "(?:实际|直接)?(?:利用|使用|到账|到位)(?:境外资金|外资|外商直接投资)(?:到[账位])?|外资(?:实际)?到[账位](?!率)|外商直接投资",
    ),
    (
        "cpi",
        "居民消费价格(?:总)?(?:水平|指数)?|CPI|(?:物价|价格)总(?:体)?水平|居民消费物价(?:指数)?",
    ),
    ("population", "(?:年末)?(?:全[省市区县州])?常住人口(?:总量|总数|数)?"),
)
NAMES = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in (("other", "|".join(_COMPOUNDS)), *_NAMES))
)

STRICT = frozenset(
    {"fixed_investment", "trade", "exports", "disposable_income", "industrial_investment"}
    | {"cpi", "population", "gdp", "all_industry_va", "plain_revenue"}
)
"""Names so plain that a word before them makes them something else."""

ZONED = frozenset({"fixed_investment", "industrial_investment", "industrial_va", "fdi"})
"""What reports tell of their parks too, in a sentence that names the park somewhere before."""

ZONE = re.compile(f"(?:{_ZONES})$")
PLACE = re.compile(f"[\u4e00-\u9fff]{{1,14}}(?:{_ZONES}|[省市区县州旗盟])$")
OWN = re.compile("(?:全|我|本|整个)(?:[省市区县州旗]|自治[区县州])$")
PARENT = re.compile("全国$")
LEVEL = re.compile("(?:[省市区县]本级|本级|市直|[省市区县]级)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One indicator named at a place of the plain text; `other` is a thing that is none."""

    start: int
    end: int
    names: tuple[str, ...]


_INCOME = re.compile("(?:可支配|纯)收入[^。\n]*$")
_BEFORE = 80
"""Characters before a stretch in which its incomes may have been named."""

_MEMBERS = {
    "town_and_land": ("urban_income", "rural_income"),
    "land_and_town": ("rural_income", "urban_income"),
    "industry_and_services": ("other", "services_revenue"),
}


def _heads(name: str, written: str) -> tuple[str, ...]:
    """Return the names of a list that shares one head, of which the first is ours."""
    first = name.removesuffix("_and_others")
    others = len(re.findall(_AND, written)) if first != name else 0
    return (first, *["other"] * others)


def mentions_in(text: str, start: int, end: int) -> list[Mention]:
    """Return what is named in a stretch of the plain text, in order."""
    mentions: list[Mention] = []
    of_income = _INCOME.search(text, max(0, start - _BEFORE), start) is not None
    for found in NAMES.finditer(text, start, end):
        kind = str(found.lastgroup)
        name = kind.removesuffix("_listed").removesuffix("_short")
        if kind.endswith("_short") and not of_income:
            name = "other"
        names = _MEMBERS.get(name) or _heads(name, found[0])
        of_income = of_income or names[0] == "both" or names[0].endswith("_income")
        mentions.append(Mention(found.start(), found.end(), names))
    return mentions
