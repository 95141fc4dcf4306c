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
        "（四舍五入后）与目标相比；“实绩”即公布的实际完成值。概率按{date}能看到的资料计算，方括号内是来源编号。"
    ),
    "section.charts": "图示",
    "section.charts.text": (
        "先把各项目标放在一起，再逐项给出历史、上级地区的走势、预测区间与目标线；"
        "点图把同一预测画成二十个等可能的结果。"
    ),
    "section.joint": "合在一起看",
    "section.joint.text": (
        "各项目标处在同一年、同一地区，遇到的冲击大体相同，所以不能把概率相乘。下图由同一组"
        "模拟得出：每次模拟同时给出全部目标的结果，数一数其中完成了几项。"
        "给出概率的{judged}项全部完成，概率{all}；假如互不相关，约为{unrelated}%。"
    ),
    "section.joint_few": "合在一起看",
    "section.joint_few.text": (
        "可以给出概率的目标只有{judged}项，少于两项，没有可以合起来看的：不画完成项数和相关的图。"
    ),
    "section.drivers": "推动因素",
    "section.drivers.text": (
        "每项概率都从“起算概率”出发：模型只知道指标和政府层级时给出的概率。它是估计；"
        "记录中同类目标完成了多少，另行计数，列在一旁。"
        "再加入目标高低、基数、年份、{own}自身的记录、趋势与上级，看概率被抬高或拉低多少。"
        "因素加入的先后会影响各自的份额，这里取所有次序的平均（沙普利值）。"
    ),
    "section.ambition": "目标定得高不高",
    "section.ambition.text": (
        "“预测的八成线”是现有预测下完成概率不低于80%的最高数字（物价等为最低数字）。"
        "它还不等于“定成这个数就有八成把握”：预测以公布的目标为依据之一，目标改了，预测也会跟着变。"
        "“八成把握的目标”已计入这一层：假如当初公布的就是这个数，完成概率约为80%。"
        "两个数都只说明现有目标有多紧，不是建议。"
    ),
    "section.trends": "目标与趋势",
    "section.trends.text": (
        "趋势只看过去，不看目标：同级地区公布得够多时取各地平均，否则取上级的序列（每一年取公布了"
        "该年数字的最近一级），再加上{own}近几年偏离中预计会延续的部分；受列明事件扭曲的年份不计。"
        "上级的目标只在{date}以前公布的才列出。"
    ),
    "section.trust": "可以信到什么程度",
    "section.trust.text": (
        "概率主要来自各级政府以往“实绩减目标”的记录，不单靠{own}自己的历史。"
        "有记录的地区是能找到公开报告的地区，不是随机样本；没有在下一年报告中写出的实绩多半"
        "没有完成，所以样本中的完成比例偏高。同一年各地一起好或一起坏，“独立的组数”一列才接近"
        "真正的样本量。单项概率误差十个百分点以上并不奇怪。"
    ),
    "section.changes": "与上一期相比",
    "section.changes.text": "",
    "section.changes.none": "没有指定上一期简报，不作比较。",
    "section.sources": "资料来源与方法",
    "section.sources.text": (
        "方法：预测由最多三种简单预测按权重合成：目标加上“实绩减目标”的历史差距；趋势；上级目标"
        "加上它的历史差距和{own}对上级的偏离。历史差距按指标、政府层级、年份和地区分解，计入目标"
        "高低、措辞和地区自身的记录，样本少的部分向总体收缩，误差用厚尾的t分布；各项目标共享年份的"
        "冲击和地区的冲击，由同一组模拟得出。没有目标完成记录的指标用对数增速的波动，再按较小地区"
        "公布的增速放大。区间为80%，即每五次约有一次落在区间之外。"
    ),
    "section.sources.list": "以下编号与文中方括号一致。镜像指转载页，原文标题照录。",
    "section.definitions": "指标口径",
    "section.definitions.text": "每个指标统计什么、不统计什么、由谁公布，以及最常见的误读。",
    "section.figures": "已公布的数字",
    "section.figures.text": "按{date}能看到的{own}数字，每个数字带着公布日期和来源。",
    "section.questions": "三道练习",
    "section.questions.text": "在单元格里把None换成你的答案再运行；答错会得到提示。",
    "question.two_year": (
        "{area}{indicator}{first}年增长{before}%，{last}年增长{after}%。两年平均增速是多少（%）？"
    ),
    "question.two_year.hint": (
        "两年平均增速等于√((1+g1)(1+g2))−1，先把百分数化为小数；不要用两个增速的算术平均。"
    ),
    "question.implied": "{indicator}的目标是{goal}，上年为{last}。目标意味着增长多少（%）？",
    "question.implied.hint": "目标值÷上年值−1；结果为负表示目标低于上年。",
    "question.rounding": (
        "{indicator}的目标是{goal}，增速公布到一位小数。修约前的增速至少要达到多少（%）才算完成？"
    ),
    "question.rounding.hint": "公布{printed}%的条件是修约前的增速四舍五入后为{printed}。",
    "question.rounding_ceiling": (
        "{indicator}的目标是{goal}，数字公布到一位小数。修约前必须低于多少（%）才算完成？"
    ),
    "question.rounding_ceiling.hint": "修约前四舍五入后不高于{printed}，公布的才不超过{printed}%。",
    "question.compound": (
        "如果{indicator}连续{years}年都恰好增长{growth}%，{years}年累计增长多少（%）？"
    ),
    "question.compound.hint": "累计增长等于(1+g)的{years}次方−1，不是增速乘以{years}。",
    "question.doubling": "十年翻一番，年均要增长多少（%）？",
    "question.doubling.hint": "2的十分之一次方−1；不是100%除以十。",
    "question.recovery": "下降20%以后，要增长多少（%）才回到原来的水平？",
    "question.recovery.hint": "基数已经变小：1÷(1−0.2)−1。",
    "question.points": "增速从4%提高到5%，提高了1个百分点。新的增速比原来的增速高百分之几（%）？",
    "question.points.hint": "百分点是两个百分数之差；这里问的是5÷4−1。",
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
}
