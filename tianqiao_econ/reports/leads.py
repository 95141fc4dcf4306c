"""What stands between a name and its number, or behind it, and whether the two belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence

CLAUSE = re.compile("[，:：()]")
"""What parts the words between name and number into clauses."""

_NEUTRAL = re.compile(
    "比(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)|较(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)|按?(?:照)?可比(?:价格?|口径)?(?:计算)?"
    "|按?(?:照)?不变价(?:格)?(?:计算)?|按?(?:照)?(?:同|自然|可比)口径(?:可比)?(?:计算)?|按?(?:人民币|美元)计(?:价|算)?|以(?:人民币|美元)计价?"
    "|(?:剔除|扣除)[^，。;]{1,20}?(?:因素|影响)(?:影响)?(?:后)?|(?:剔除|扣除)[^，。;0-9]{1,16}?后"
    "|初步(?:核算|统计|预计|测算)|预计|预期|预测|全年|(?:19|20)[0-9]{2}年|[0-9]{1,2}月(?:份|末|底)?|今年|年均|年度|年末|年底"
    "|上半年|前三季度|[一二三四]季度|同比|环比|同期|实际|名义|自然|累计|总量|总额|总值|总计|总规模|规模|数额|额度?"
    "|其中(?=(?:19|20)[0-9]{2}年)|连续(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})个?(?:年|季度|月)|净|仅仅?|只有?|[增减短超多少]收|逾|保持[着了]?|(?:近|过去)?[一三五十两]年(?:来|间|里)?|增长|增加|增幅|增速|增|提高|提升|上升|上涨|涨幅|涨|下降|下跌|下滑|萎缩|缩减|减收|跌幅|减少|回落|降低|降幅|负增长|降|实现|完成|达到|达|突破|跨越|迈上|迈过|跃上|站上"
    "|但|却|要|设定|最终|首次|首破|成功|超过|超|为|至|到|是|约|近|左右|保持在?|稳定在?|控制在?|维持在?|运行在|不低于|不少于|不高于|高于|低于|力争|争取|确保|努力|奋力|力保"
    "|可达|可|将|有望|分别|均|都|双双|也|已|又|再|了|则|仍|还|继续|持续|恢复性?|微|略|有所|明显|显著|强劲|由负转正|由降转[升增]|上调|下调|调[高低整增减]|修[正订改]|止跌|止降|稳步|平稳|较快|快速|大幅|小幅|逆势|速度|幅度|率|指数|水平|目标|建议|安排|人民币|折合|由|从|在|以|的|"
    "“十[一二三四五六]五”末|“?十[一二三四五六]五”?末|台阶|大关|比上年同期|指标|任务|基本|总体|元|个?、|[和与及]|[，:：“”（）\\s]"
)
_PLAN = re.compile(
    "占|比重|比例|份额|(?:计划|目标|任务|预算|进度)(?:数|额|任务|目标)?的|完成(?:年度?|全年|年初)?(?:计划|预算)|(?:计划|预算)$|(?:年初|年度)(?:预期)?(?:目标|任务)(?:值|数)?$"
)
_OTHERS = re.compile(
    "项目|企业|能耗|电量|税收|占比|贡献|拉动|其中|中的|中$|^中|用地|面积|贷款|存款|数量|结构|缺口|差距|倍差|质量|相对|之比|覆盖"
    "|行业|产业|制造|园区?|户|家|质效|比$|比重|弹性|位[居列]|排名?"
)
_FROM = re.compile("[由从]|原[来定]")
_STARTED = re.compile(
    "[由从](?:去年|上年|(?:19|20)[0-9]{2}年|年初|上半年|[一二三]季度|最低|原来|“)[^，]*$"
)
_ONWARD = re.compile(
    "(?:，)?(?:快速|逐[月季步年]|稳步|大幅|一路)?(?:增加|增长|提高|上升|扩大|跃升|提升|发展|跃增|下降|减少|降低|回落|回升|反弹|收窄|转|变|攀升|跃|上调|下调|调[高低整增减]|修[正订改])"
    "(?:了?[0-9.]{1,6}个?百分点)?(?:到|至|为)"
    "|(?:到|至)"
)
_BASE = re.compile("的?(?:较?高|低|大)?(?:基础|基数){1,2}(?:之)?上")
_OF_ANOTHER = re.compile(
    "(?:及?以上|左右)?的(?!目标|增长|正增长|增速|增幅|速度|幅度|较快|高速|快速|水平|任务)|(?:以上)?[县市区镇乡村户家企园街](?!均|域|间)"
    r"|(?:\([^()]{0,12}\))?作为|(?:及?以上|左右)?的?[^，。;、%0-9]{0,6}项目|[^，。;、%0-9]{0,16}(?:标准|红线|门槛)"
)
_RANK = re.compile("(?:第|前)[0-9]{1,3}(?:位|名)?")
_HOPED = re.compile("力争|争取|努力|奋斗|奋力|冲刺|挑战")

_BOUND_NEXT = re.compile("[、，](?:确保|保底|力保|底线)(?:目标|增长|达到|不低于|为)*[0-9]")
_MOVED = re.compile(
    "(?:回落|下降|降低|放缓|减少|收窄|缩小|下调|下滑|提高|提升|上升|回升|加快|扩大|增加|上调|反弹)(?:了)?(?:约|近)?"
    "[0-9.]{1,6}个?百分点(?:[，、](?=[为至到达]))?"
)
_WAS_A_GOAL = re.compile("预期|目标|计划|年初(?:预计|安排|确定)")
_CAME = re.compile(
    "(?:及?以上|左右)?(?:的(?:年度|年初|预期)?目标)?[，(](?:[^，。;0-9]{1,16}，)?(?:但|而|却|全年|最终|年末){0,2}"
    "(?:实际(?!利用|使用|到)|[仅只](?:有|为|完成|实现|达到?|增长?))"
)

LONGEST_LEAD = 80
"""Characters between a name and its number above which they are no longer read together."""

LONGEST_UNKNOWN = 8
"""Characters of unknown words between a name and its number that are still overlooked."""


def is_passed_over(lead: str, text: str, end: int, *, taken: bool) -> bool:
    """Tell whether a number is about the subject, but is no figure of it.

    What it rose from, the base of a growth, or the 力争 behind a number that binds.
    """
    near = lead[-LONGEST_LEAD:]
    came_from = _FROM.search(near) and _ONWARD.match(text, end)
    hoped = taken and _HOPED.search(CLAUSE.split(near)[-1]) and "今年" not in near
    bound_next = _HOPED.search(CLAUSE.split(near)[-1]) and _BOUND_NEXT.match(text, end)
    return bool(came_from or hoped or bound_next or _BASE.match(text, end))


def is_neutral(words: str) -> bool:
    """Tell whether words name nothing: 2022年，全年增长."""
    return len(words) < LONGEST_LEAD and not _NEUTRAL.sub("", words)


def without_move(lead: str) -> str:
    """Leave out what a rate moved by: of 涨幅回落0.8个百分点，为2.1% the 涨幅为 stays."""
    return _MOVED.sub("", lead)


def is_goal_missed(lead: str, text: str, end: int) -> bool:
    """Tell whether a number was a goal, and what came follows: 预期增长6.5%，实际增长5.8%."""
    near = CLAUSE.split(lead[-LONGEST_LEAD:])[-1]
    return _WAS_A_GOAL.search(near) is not None and _CAME.match(text, end) is not None


def is_of_a_plan(clause: str) -> bool:
    """Tell whether a number is a share of something: 占年计划的41.8%."""
    return _PLAN.search(clause) is not None


def is_of_another(text: str, end: int) -> bool:
    """Tell whether a number that ends here belongs to the next noun: 5亿元以上项目."""
    return _OF_ANOTHER.match(text, end) is not None


def doubt(clauses: Sequence[str], *, taken: bool) -> str | None:
    """Return why a number may not be the subject's: '' if it is, None if it is another's."""
    unknown = _NEUTRAL.sub("", _RANK.sub("", clauses[-1]))
    if len(clauses) > 1 and clauses[-1] != "":
        return "" if not unknown else None
    own = clauses[0]
    if not taken and _OTHERS.search(own):
        return None
    if taken and unknown:
        return None
    return _misgiving(own, unknown)


def _misgiving(own: str, unknown: str) -> str:
    if re.search("[0-9]", unknown):
        return "another number stands between name and number"
    if _STARTED.search(own):
        return "it may be what the figure came from"
    if len(unknown) > LONGEST_UNKNOWN:
        return "the words between name and number are not understood"
    return ""
