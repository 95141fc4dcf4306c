"""Chinese texts on a back-test: pictures and remarks."""

from __future__ import annotations

BACKTEST_ZH = {
    "chart.past.none": "没有可以显示的内容。",
    "chart.brier.title": "逐年的布赖尔得分",
    "chart.brier.note": "实心为{model}，空心为{base}；越低越好。",
    "alt.brier": "逐年的布赖尔得分，{model}对{base}：{phrases}。",
    "alt.brier.one": "{year}年{brier}对{base}",
    "chart.crps.title": "各方法的整体预测误差",
    "chart.crps.note": (
        "CRPS的平均值，每年权重相同，横线为年际的90%区间，括号内为目标数。越低越好；"
        "只宜比较目标相同的方法。"
    ),
    "chart.crps.axis": "CRPS，个百分点",
    "alt.crps": "CRPS的平均值（个百分点，括号内为目标数）：{phrases}。",
    "alt.crps.one": "{label}{crps}",
    "chart.pit.title": "实绩落在预想范围的何处",
    "chart.pit.note": (
        "共{n}个实绩，最左为低于几乎所有预想。与横线齐平为宽窄得当，中间高为预测过宽，"
        "两头高为过窄。同一年的目标同好同坏，有些起伏属于正常。"
    ),
    "chart.pit.axis": "低于实绩的可能结果所占比重",
    "alt.pit": "实绩落在预想范围各十分之一段的比重，由低到高（各占10%为宜）：{phrases}。",
    "note.backtest_no_target": "{year}年：数据中没有增速目标",
    "note.backtest_unknown_target": "{year}年：到{date}还没有已知的增速目标",
    "note.backtest_no_outturn": "{year}年：{n}项目标都没有公布实绩",
    "note.backtest_some_outturns": "{year}年：{total}项目标中有{n}项没有公布实绩，不作评判",
    "note.backtest_no_pair": "{year}年：此前没有目标与实绩的记录，过往完成比例取一半",
    "note.backtest_assumed": "所有目标或其实绩的日期都是推定的",
    "note.backtest_other_years": "除{years}年外没有其他年份",
    "note.backtest_one_year": "年际区间至少需要{n}个年份",
    "note.backtest_perfect": "分数为零，无从比较",
}
"""Chinese texts of the charts of a back-test and of its remarks."""
