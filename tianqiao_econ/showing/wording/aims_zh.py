"""Chinese texts on a report's countable aims."""

from __future__ import annotations

AIMS_ZH = {
    "section.aims": "任务数与上年",
    "section.aims.text": (
        "除增长目标外，报告还列出可以点数的任务：建多少、拆多少、引进多少。这类任务没有可比的完成"
        "记录，所以不给概率，只与同一份报告所写的上年数对照。任务低于上年数不说明更容易，高于上年数"
        "也不说明更难：项目名单年年不同。"
    ),
    "aims.caption.paired": "有上年数的任务（{n}项，{year}年）",
    "aims.caption.alone": "没有上年数的任务（{n}项，{year}年）",
    "aims.head.aim": "任务",
    "aims.head.number": "{year}年任务数",
    "aims.head.last": "上年数",
    "aims.head.ratio": "任务数为上年的",
    "aims.head.comparability": "可比性",
    "aims.exact": "{figure}",
    "aims.at_least": "{figure}以上",
    "aims.about": "约{figure}",
    "aims.same": "可比",
    "aims.similar": "大体可比",
    "aims.differs": "不可比",
    "aims.million": "{number}百万",
    "aims.billion": "{number}十亿",
    "aims.note": (
        "上年数出自同一份报告。可比：所说的事和单位都相同；大体可比：所说的事相近，口径或阶段可能"
        "不同（如开工与竣工）；不可比：范围不同，不算比值。"
    ),
    "aims.unit.SQUARE_KILOMETRE": "平方公里",
    "aims.unit.SQUARE_METRE": "平方米",
    "aims.unit.CUBIC_METRE": "立方米",
    "aims.unit.KILOMETRE": "公里",
    "aims.unit.METRE": "米",
    "aims.unit.HECTARE": "公顷",
    "aims.unit.MU": "亩",
    "aims.unit.TONNE": "吨",
    "aims.unit.KILOWATT": "千瓦",
    "aims.unit.KILOVOLT_AMPERE": "千伏安",
    "aims.unit.JIN": "斤",
    "aims.unit.USD": "美元",
    "aims.unit.CNY": "元",
    "aims.unit.HOUR": "小时",
    "aims.unit.VISIT": "人次",
    "aims.unit.PERSON": "人",
    "aims.unit.HOUSEHOLD": "户",
    "aims.unit.PERCENT": "%",
    "sheet.aims": "任务数",
    "column.verb": "动词",
    "column.object": "任务",
    "column.number": "任务数",
    "column.bound": "界限",
    "column.last_number": "上年数",
    "column.last_unit": "上年数单位",
    "column.ratio": "任务数÷上年数",
    "column.comparability": "可比性",
    "column.place": "报告中的位置",
    "column.origin_id": "来源",
}
