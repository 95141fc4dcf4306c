"""Chinese prose: the sections of the brief and of the notebooks."""

from __future__ import annotations

PROSE_ZH = {
    "brief.title": "{area}{year}年目标完成展望",
    "brief.subtitle": "按{date}已公开的资料作出的判断，不含此后公布的任何数字",
    "brief.subtitle.over": (
        "预测只用{date}已公开的资料；表中当年的实绩为事后公布，仅供对照，预测没有使用"
    ),
    "section.judgement": "总体判断",
    "section.judgement.text": "",
    "section.targets": "目标、趋势与完成概率",
    "section.targets.text": (
        "每一行是政府工作报告中的一项目标。“完成”的含义写在目标之下：以主管部门公布的数字"
        "（取整后）与目标相比。概率按{date}能看到的资料计算，方括号内是来源编号。"
    ),
    "section.charts": "图示",
    "section.charts.text": (
        "先把各项目标放在一起，再逐项给出历史、上级地区的走势、预测区间与目标线；"
        "点图把同一预测画成二十个等可能的结果。"
    ),
    "section.joint": "合在一起看",
    "section.joint.text": (
        "各项目标处在同一年、同一地区，遇到的冲击大体相同，所以不能把概率相乘。下图由同一组"
        "抽样得出：每次抽样同时给出全部目标的结果，数一数其中完成了几项。"
        "给出概率的目标全部完成，概率{all}。"
    ),
    "section.trends": "推动因素：趋势、基数与上级",
    "section.trends.text": (
        "趋势只看过去，不看目标。本区已公布的年份少于五个时，借用上级地区的序列（每一年取"
        "公布了该年数字的最近一级），有两个以上本区数字的再加上一半的平均偏离。上级的目标只在"
        "{date}以前公布的才列出。"
    ),
    "section.trust": "可以信到什么程度",
    "section.trust.text": (
        "概率主要来自各级政府以往“实绩减目标”的记录，而不是本区自己的历史：本区公开的年份太少。"
        "有记录的地区是能找到公开报告的地区，不是随机抽取的；没有在下一年报告中写出的实绩多半"
        "没有完成，所以样本中的完成比例偏高。同一年各地一起好或一起坏，“独立的组数”一列才接近"
        "真正的样本量。同一指标、同一层级的概率几乎不随目标高低而变：模型假定各地定目标时已经"
        "顾及自身条件，目标比趋势高多少只列出，没有计入概率。从事后看，把同一办法逐年倒推（2013—2023年"
        "289项目标，每年只用当年1月底前的资料），布赖尔得分为0.24，只报以往完成比例为0.26，"
        "一律报50%为0.25，得分越低越好：优势很小，年份太少，还不能排除是偶然；先验的宽窄又是在"
        "同一批年份上选的。80%区间实际覆盖75%，2014、2020、2021、2022这四个冲击年明显偏低，"
        "可见遇到全国性冲击，区间偏窄。单项概率误差十个百分点以上并不奇怪。"
    ),
    "section.changes": "与上一期相比",
    "section.changes.text": "",
    "section.changes.none": "没有指定上一期简报，不作比较。",
    "section.sources": "资料来源与方法",
    "section.sources.text": (
        "方法：预测值等于目标加上“实绩减目标”的合并分布。该分布按指标主题、政府层级、年份和"
        "地区分解为随机效应，样本少的格子向相邻的格子收缩，误差用厚尾的t分布；各项目标共享年份"
        "效应和地区效应。没有目标记录的指标（实际使用外资）用上级地区对数增速的波动，"
        "再按较小地区公布的增速放大。区间为80%，即每五次约有一次落在区间之外。"
    ),
    "section.sources.list": "以下编号与文中方括号一致。镜像指转载页，原文标题照录。",
    "section.definitions": "指标口径",
    "section.definitions.text": "每个指标统计什么、不统计什么、由谁公布，以及最常见的误读。",
    "section.figures": "已公布的数字",
    "section.figures.text": "按{date}能看到的本区数字，每个数字带着公布日期和来源。",
    "section.questions": "三道练习",
    "section.questions.text": "在单元格里把None换成你的答案再运行；答错会得到提示。",
    "question.two_year": "根据上表，{area}2022—2023年地区生产总值的两年平均增速是多少（%）？",
    "question.two_year.hint": (
        "两年平均增速等于√((1+g1)(1+g2))−1，先把百分数化为小数；不要用两个增速的算术平均。"
    ),
    "question.implied": (
        "实际使用外资的目标是7000万美元，上年为8092万美元。目标意味着增长多少（%）？"
    ),
    "question.implied.hint": "目标值÷上年值−1；结果为负表示目标低于上年。",
    "question.rounding": (
        "地区生产总值的目标是6.5%，增速公布到一位小数。未取整的增速至少要达到多少（%）才算完成？"
    ),
    "question.rounding.hint": "公布6.5%的条件是未取整的增速四舍五入后为6.5。",
    "question.open": "还没有作答。{prompt}",
    "question.right": "正确：{answer}。",
    "question.wrong": "{given}还不对。提示：{hint}",
    "question.not_a_number": "请填一个数字，例如 3.5，不带百分号。",
    # --- the framework ---
    "column.definition": "统计什么",
    "column.caveat": "最常见的误读",
    "column.authority": "由谁公布",
    "column.measured": "价格与单位",
    "column.figure": "数字",
    "column.published": "公布日期",
    "column.source": "来源",
    "indicators.caption": "指标口径",
    "figures.caption": "已公布的数字",
    "figures.no_source": "未注明来源",
    "published.stated": "{date}公布",
    "published.assumed": "{date}公布（推定）",
    "date.assumed": "日期按惯例推定",
    "price.real": "可比价增速",
    "price.nominal": "名义增速",
    "price.unknown": "价格口径不明",
    # --- methods and remarks ---
    "model.trend": "只看趋势",
    "note.deflated": "名义增速已用居民消费价格平减",
    "note.from_trend": "原文没有可作锚的数字：按{n}个年度增速的趋势",
    "note.known_outturn": "该日实绩已经公布，预测没有使用",
    "note.no_deflator": "{indicator}的增速按可比价、数值按现价，没有平减指数可以换算",
    "note.no_record": "{indicator}没有这类目标的记录",
    "note.no_trend": "{indicator}没有趋势，原文又没有数字",
    "note.old_level": "{indicator}最近公布的数值是{year}年的，已经太旧",
}
