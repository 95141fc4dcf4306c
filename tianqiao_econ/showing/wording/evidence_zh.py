"""Chinese texts on what a probability rests on: methods, drivers, dependence, the record."""

from __future__ import annotations

EVIDENCE_ZH = {
    # --- methods ---
    "model.pool": "合成预测",
    "model.trend": "趋势",
    "model.growth_spread": "增速波动",
    "model.difference": "与参照之差",
    "model.anchored": "目标加历史差距",
    "model.parent": "上级目标",
    "model.base_rate": "以往完成比例",
    "model.last_value": "照搬上期实绩",
    "member.share": "{member}{share}",
    # --- remarks of the assessment ---
    "note.pool": "由{members}合成",
    "note.gaps": (
        "{indicator}“实绩减目标”的记录：{level}{here}对、其他层级{there}对，"
        "涉及{areas}个地区、{years}个年份、{clusters}个相互独立的组"
    ),
    "note.elsewhere": "本层级没有成对的记录，区间宽度取自其他层级",
    "note.blind": "本地和上级近两年都没有已公布的增速，概率与目标定多少几乎无关",
    "note.priors_alone": "数据里没有成对的记录，惯常差距取自 priors.csv",
    "note.deflated": "名义增速已用居民消费价格平减",
    "note.difference": "依据{n}个地区年份的差；中位数与区间为高出参照的百分点",
    "note.few_differences": "同时公布{indicator}与参照的只有{n}个地区年份，至少要{needed}个",
    "note.few_rates": (
        "没有目标完成的记录，{indicator}在本级和上级只有{n}个年度增速，至少要{needed}个"
    ),
    "note.from_trend": "原文没有可作锚的数字：按{n}个年度增速的趋势",
    "note.known_outturn": "该日实绩已经公布，预测没有使用",
    "note.no_deflator": "{indicator}的增速按可比价、数值按现价，没有平减指数可以换算",
    "note.no_event": "原文没有数字也没有参照，无法判断是否完成",
    "note.no_level": "{indicator}没有已公布的数值可作起点",
    "note.no_record": "{indicator}没有这类目标的记录",
    "note.old_trend": "趋势止于{year}年，太旧，只列出而未采用",
    "note.no_trend": "{indicator}没有趋势，原文又没有数字",
    "note.old_level": "{indicator}最近公布的数值是{year}年的，已经太旧",
    "note.spread": (
        "没有目标完成的记录：对数增速的波动{sd}取自{area}{n}个年度增速，"
        "放宽{factor}倍（{reason}），中心{centre}"
    ),
    "note.widening_assumed": "假定：小地区公布的增速太少",
    "note.widening_measured": "按小地区公布的{n}个增速的波动",
    # --- trends ---
    "basis.own": "依据自身{first}—{last}年",
    "basis.parent": "仅依据{areas}{first}—{last}年，未作自身调整",
    "basis.parent_offset": "依据{areas}{first}—{last}年，自身偏差{offset}个百分点",
    "basis.peers": "依据{areas}{first}—{last}年平均，自身偏差{offset}个百分点",
    "basis.none": "没有可用的序列",
    "peers.province": "各省（区、市）",
    "peers.prefecture": "各地级市",
    "peers.county": "各区县",
    "peers.zone": "各园区",
    "base.tax_refund": "{period}大规模留抵退税压低了基数，{last_period}的{last}不代表趋势",
    "base.vat_refunds": "{period}大规模留抵退税压低了基数，{last_period}的{last}不代表趋势",
    "base.pandemic": "{period}受疫情影响基数偏低，{last_period}的{last}不代表趋势",
    "base.low_base": "{period}仅为{growth}，基数低，{last_period}的{last}不代表趋势",
    "base.other": "{period}基数异常（{code}），{last_period}的{last}不代表趋势",
    "base.average": "；两年平均{average}。",
    "base.end": "。",
    "named": "{name}：{sentence}",
    # --- drivers ---
    "driver.gap": "目标{gap}（{basis}）。",
    "driver.implied": "目标{change}，{gap}（{basis}）。",
    "driver.parent": "{name}{goal}",
    "driver.parents": "上级当年目标：{parents}。",
    "driver.none": "没有可说明的因素。",
    "driver.path": "不计各因素时，模型从约{start}%起算；{moves}，得出{chance}。",
    "driver.met": "记录中已有结果的同类目标（{of}）完成了{share}。",
    "driver.met.of": "{level}{n}项",
    "driver.met.of_all": "各级{n}项",
    "driver.lowered": "{factors}拉低",
    "driver.raised": "{factors}抬高",
    "driver.factor": "{factor}（{points}）",
    "driver.unmoved": "各因素影响都不足1个百分点",
    "driver.unexplained": "用别的方法，不作分解",
    "driver.unexplained.sentence": "这一项的概率用别的方法得出，不作分解。",
    "factor.stretch": "目标高低",
    "factor.base_effect": "基数效应",
    "factor.year": "年份效应",
    "factor.record": "自身记录",
    "factor.parents": "趋势与上级",
    "drivers.caption": "各因素的份额",
    "drivers.note": (
        "单位为百分点；起算概率加各因素等于完成概率，概率另四舍五入到5%。"
        "“记录中完成”是已有结果的同类目标的完成占比，是计数；“起算概率”是模型只知道指标和政府层级时"
        "给出的概率，是估计。两者不必相等：记录少、集中在少数年份和地方，没完成的又常不再公布，"
        "所以模型把同类目标的差距往零收缩，每年只算一次，并放宽了不确定性。"
    ),
    "drivers.stretch": "目标高低：目标比近年实绩高多少，与同级当年的目标相比。",
    "drivers.base_effect": "基数效应：上年受低基数等影响的增速打了折扣。",
    "drivers.year": "年份效应：近几年各地实绩普遍高于或低于目标。",
    "drivers.record": "自身记录：本地以往目标完成得好不好，增速偏离同级或上级多少，目标的措辞。",
    "drivers.parents": "趋势与上级：趋势和上级目标与本地目标所指的方向是否一致。",
    "column.met_share": "记录中完成",
    "column.start": "起算概率",
    "start": "约{number}%",
    "column.stretch": "目标高低",
    "column.base_effect": "基数效应",
    "column.year": "年份效应",
    "column.record": "自身记录",
    "column.parents": "趋势与上级",
    "chart.drivers.title": "各因素把概率抬高或拉低多少",
    "chart.drivers.note": (
        "从模型不计各因素时的起算概率出发，向右为抬高，向左为拉低，单位为百分点；"
        "概率四舍五入到5%，合计可略有出入。"
    ),
    "chart.drivers.start": "起算 概率",
    "chart.drivers.stretch": "目标 高低",
    "chart.drivers.base_effect": "基数 效应",
    "chart.drivers.year": "年份 效应",
    "chart.drivers.record": "自身 记录",
    "chart.drivers.parents": "趋势、 上级",
    "chart.drivers.chance": "完成 概率",
    "alt.drivers": "各因素对完成概率的影响，括号内为百分点。",
    # --- how much is asked for ---
    "ambition.caption": "目标与八成把握的数字",
    "ambition.head.target": "目标",
    "ambition.head.wanted": "预测的八成线",
    "ambition.head.announced": "八成把握的目标",
    "ambition.head.percentile": "同年排位",
    "ambition.head.chain": "逐级目标",
    "ambition.hint.wanted": "预测照旧",
    "ambition.hint.announced": "若改以此数为目标",
    "ambition.short": "定为{number}也只有{chance}%",
    "ambition.beyond": "定为{number}仍有{chance}%",
    "ambition.hint.percentile": "比它低的目标占比",
    "ambition.lower": "比目标低{gap}",
    "ambition.higher": "比目标高{gap}",
    "ambition.same": "与目标相同",
    "ambition.peers": "与{n}项{level}目标相比",
    "ambition.all_levels": "各级",
    "ambition.absent.percentile": "截至{date}，其他地区{year}年的同类目标公布得太少，不作排位。",
    "ambition.absent.chain": "截至{date}，没有可比的上级{year}年目标，不作逐级比较。",
    "ambition.arrow": "→",
    "ambition.added.higher": "比上一级高{points}个百分点",
    "ambition.added.lower": "比上一级低{points}个百分点",
    "ambition.added.same": "与上一级相同",
    # --- what moves together ---
    "chart.together.title": "哪些目标同进退",
    "chart.together.note": "每格为两项预测结果的秩相关：0为互不相关，1为完全同步；列名见上方台阶。",
    "alt.together": (
        "两两之间的秩相关，最高为{most_column}与{most_other}（{most}），"
        "最低为{least_column}与{least_other}（{least}）。"
    ),
    "alt.together.none": "没有可以比较的两项目标。",
    "given.lower": "若{missed}未完成，{name}完成的概率由约{before}%降到约{after}%。",
    "given.higher": "若{missed}未完成，{name}完成的概率由约{before}%升到约{after}%。",
    "given.none": "知道其中一项没有完成，其余各项的概率变化都不足5个百分点。",
    # --- the record ---
    "record.better": (
        "把同一办法逐年倒推（{first}—{last}年{n}项目标，每年只用当时已公布的资料）：布赖尔得分"
        "{brier}，只报以往完成比例为{base}，误差小{percent}%；一律报50%为0.25，得分越低越好。"
    ),
    "record.worse": (
        "把同一办法逐年倒推（{first}—{last}年{n}项目标，每年只用当时已公布的资料）：布赖尔得分"
        "{brier}，只报以往完成比例为{base}，误差反而大{percent}%；一律报50%为0.25，得分越低越好。"
    ),
    "record.same": (
        "把同一办法逐年倒推（{first}—{last}年{n}项目标，每年只用当时已公布的资料）：布赖尔得分"
        "{brier}，与只报以往完成比例的{base}相当；一律报50%为0.25，得分越低越好。"
    ),
    "record.scored": (
        "把同一办法逐年倒推（{first}—{last}年{n}项目标，每年只用当时已公布的资料）：布赖尔得分"
        "{brier}；一律报50%为0.25，得分越低越好。"
    ),
    "record.coverage.near": "80%区间实际包含了{percent}的实绩，与名义相近。",
    "record.coverage.narrow": "80%区间实际只包含{percent}的实绩，区间偏窄。",
    "record.coverage.wide": "80%区间实际包含了{percent}的实绩，区间偏宽。",
    "record.years": (
        "同一年的目标一起好坏，相当于只有{years}次独立的检验：分数相差不大时，可能只是偶然。"
        "全国性冲击的年份误差最大。"
    ),
    "record.none": "自带数据中没有回测成绩。",
    "record.caption": "回测成绩",
    "record.note": (
        "布赖尔得分为概率与结果（完成为1，未完成为0）之差的平方的平均；CRPS为整个预测分布的"
        "误差，单位为百分点。两者都是越低越好。"
    ),
    "record.head.scope": "范围",
    "record.head.model": "方法",
    "record.head.n": "目标数",
    "record.head.years": "年份数",
    "record.head.brier": "布赖尔得分",
    "record.head.brier_base": "以往完成比例的得分",
    "record.head.crps": "CRPS",
    "record.head.coverage_80": "80%区间覆盖率",
    "record.span": "{first}—{last}",
    "scope.all": "全部",
    "chart.reliability.title": "给出的概率准不准",
    "chart.reliability.note": (
        "点为实际完成的比例，落在斜线上最准；灰条为概率准确时比例应落入的范围；下为目标数。"
    ),
    "chart.reliability.forecast": "给出的概率",
    "chart.reliability.observed": "实际完成的比例",
    "chart.reliability.counts": "目标数",
    "alt.reliability": "按给出的概率分组，实际完成的比例：{phrases}。",
    "alt.reliability.one": "平均给出{forecast}的{n}项，实际完成{observed}",
    "trust.caption": "每项概率的依据",
    "trust.note": (
        "同一年、同一上级的地方一起好坏，所以真正独立的只有“组数”那么多；"
        "自有年数是已公布的年度增速的个数。"
    ),
}
"""Chinese texts of the sections on drivers, dependence and trust."""
