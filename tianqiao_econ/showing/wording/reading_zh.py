"""Chinese texts of the page that shows what was read in a work report."""

from __future__ import annotations

READING_ZH = {
    "reading.title": "报告识读：{area}{year}年政府工作报告",
    "reading.title.plain": "报告识读",
    "reading.subtitle": "实绩{outturns}项，目标{targets}项，任务数{aims}项；待核对{unsure}项。",
    "reading.how": (
        "识读结果与原文对照；点序号可在两边往返。带虚线框的存疑，须由人核对后再用，不核对就不写入数据。"
    ),
    "reading.confirm": (
        "核对办法：把 read-report 输出的 CSV 存成文件，存疑而属实的行把 status 改为 ok，读错的改正"
        "或删去整行，再用 --confirmed 文件 --into 文件夹 交回。"
    ),
    "reading.text": "原文",
    "reading.table": "识读结果",
    "reading.none": "没有读出指标数字。",
    "reading.column.what": "指标",
    "reading.column.figure": "数值",
    "reading.column.wording": "措辞",
    "reading.column.state": "状态",
    "reading.role.outturn": "实绩",
    "reading.role.target": "目标",
    "reading.role.aim": "任务数",
    "reading.status.ok": "明确",
    "reading.status.unsure": "存疑",
    "reading.qualifier.exact": "定数",
    "reading.qualifier.at_least": "以上",
    "reading.qualifier.at_most": "以内",
    "reading.qualifier.about": "左右",
    "reading.qualifier.range": "区间",
    "reading.qualifier.aligned": "与经济增长同步",
    "reading.qualifier.relative": "与上级比较",
    "reading.qualifier.qualitative": "定性",
    "reading.qualifier.unknown": "不明",
    "reading.basis.comparable": "同口径",
    "reading.basis.real": "可比价",
    "reading.basis.nominal": "现价",
    "reading.reason.estimated": "预计数",
    "reading.reason.several_years": "多年的平均、累计或目标",
    "reading.reason.another_year": "其他年份的目标",
    "reading.reason.no_year": "报告未说明年份",
    "reading.reason.single_period": "单月或单季的数字",
    "reading.reason.unknown_words": "名称与数字之间的文字未能读懂",
    "reading.reason.words_before": "名称之前的文字可能使其另有所指",
    "reading.reason.one_amount": "多个名称共用一个总量",
    "reading.reason.counts": "{names}个名称，{numbers}个数字",
    "reading.reason.another_figure": "前文已有另一数字：{number}",
    "reading.reason.no_growth": "百分数前后没有表示增减的字",
    "reading.reason.falls_to": "说的是降到多少，而非下降多少",
    "reading.reason.index": "是指数，不是涨幅",
    "reading.reason.too_large": "增速大得不合常理",
    "reading.reason.quality": "只说质量，没有数量",
    "reading.reason.reference": "比较的对象未能读懂",
    "reading.reason.wider": "报告另有规范的名称，此处口径可能更宽",
    "reading.reason.wording": "措辞未能读懂",
}
