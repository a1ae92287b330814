"""Endings of names of organs: 局, 委员会, 街道办事处 and the rest, once for all who ask how a name ends.

Who asks looks at different places, and a word that is safe in one is not in another: 委 ends an organ in a title,
and any word under a text.  So the groups are composed here for each use; a new ending goes into its group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaners.patterns.word_lists import words

PLACE_LEVELS = "省市区县州盟旗镇乡"  # what the name of a place ends with
_GOVERNMENT = ("政府",)
_PARTY = tuple(words("党组 党委 党工委 党总支 党支部 纪委 监委 纪检组 纪检监察组 工委 政法委 团委 人大 政协"))
_COMMITTEES = (
    *words("委员会 管委会 常委会 居委会 村委会 理事会 改革委 发改委 健康委 卫健委 国资委 城建委 住建委"),
    *words("教委 农委 科委 经信委 编委会 依法治省办"),
    *(f"{level}委" for level in PLACE_LEVELS),
)
_OFFICES = tuple(words("办公室 办公厅 办事处 研究室 档案室 接待室 办 局 厅 部 处 署 院 站 所 中心"))
_SECTIONS = tuple(words("科 股"))  # inside an organ
_SQUADS = tuple(words("总队 支队 大队 中队 分队 执法队 巡察组 督察组 工作组 专班"))
_BODIES = tuple(
    words(
        "集团 公司 大学 学院 学校 中学 小学 幼儿园 党校 医院 卫生院 疾控中心 银行 支行 分行 信用社 联社 供销社 合作社"
        " 出版社 报社 通讯社 杂志社 协会 学会 研究会 商会 联合会 工会 基金会 促进会 妇联 残联 文联 科协 社科联 侨联"
        " 工商联 红十字会 海关 图书馆 档案馆 博物馆 文化馆 科技馆 纪念馆 美术馆 体育馆 规划馆 方志馆 气象台 电视台"
        " 广播电台 地震台 林场 农场 牧场 渔场 茶场 种畜场 良种场 养殖场 苗圃 电厂 水厂 卷烟厂 监狱 戒毒所 看守所 社区"
    )
)
_CORPS = tuple(words("兵团"))
_ZONES = tuple(
    words("开发区 高新区 经开区 新区 示范区 试验区 合作区 保税区 度假区 风景区 景区 保护区 园区 工业园 产业园 科技园")
)
_NUMBERED = r"第?[一二三四五六七八九十百〇零\d]{1,5}(?:师(?:[\u4e00-\u9fff]{2,5}市)?|团场?|连)"  # of the corps


def _any_of(endings: Iterable[str]) -> str:
    """A regular expression for one of *endings*, the longest first: 街道 is no 街 and a rest."""
    return f"(?:{'|'.join(sorted(map(re.escape, endings), key=len, reverse=True))})"


# Under a text, in the name of a site, in the text of a link: what anybody signs as.
_SIGNING = (
    *(*_GOVERNMENT, *_PARTY, *_COMMITTEES, *_OFFICES, *_SQUADS, *_BODIES, *_CORPS, *_ZONES),
    *words("领导小组 工作小组 协调小组 街道"),
)
SIGNING_END = re.compile(_any_of(_SIGNING) + "$")
# Of a paper, a station or a news site, which are sources; the site of a government is none.
MEDIUM_END = re.compile(
    r"(?:社|日报|晚报|早报|时报|导报|周报|周刊|杂志|广播电台|电视台|融媒体?中心|融媒|客户端|公众号|(?:新闻|法治|央视|人民|新华|中新)网)$"
)
# At the head of a title, before 关于 or a year: there a bare 委 or 队 is an organ, and a place is its government.
_TITLED = (*_SIGNING, *_SECTIONS, "委", "队", "小组", *PLACE_LEVELS, "）", ")")
TITLE_END = re.compile(rf"(?:{_any_of(_TITLED)}|{_NUMBERED})$")
# A department, known by its last word: what is left of a name without its place.
DEPARTMENT_END = re.compile(_any_of((*_OFFICES, "委", "队", "组", "会", "社", "海关")) + "$")
# Zones and the like have no government of their own: what manages them is a 管理委员会. Divisions that end alike
# (浦东新区, 梁园区) are none; a test asks the table of divisions.
ZONE_END = re.compile(
    "(?:开发|高新|经开|保税|示范|度假|景|合作|[试实]验|功能|管理|旅游|名胜|保护|航空港|物流|[社校片]"
    "|(?<!浦东)(?<!滨海)(?<!沈北)(?<!清)新|(?<!下花)(?<!绿)(?<!梁)园)区$"
)
PLACE_END = re.compile(f"(?<!开发)(?<!高新)(?<!经开)(?<!保税)(?<!示范)[{PLACE_LEVELS}]$")
# Inside running text, where 部, 站 and 所 end other words as well.
RUNNING_LEVELS = PLACE_LEVELS + "街局厅委"  # part one name from the next: 平福市福湖区
_RUNNING = ("街道", "办事处", "管委会", "委员会", "人民政府", "法院", "检察院", *RUNNING_LEVELS, *"办处署院")
RUNNING_END = _any_of(_RUNNING)
# In a salutation: 县委、县政府：
_ADDRESSED = ("党工委", "党委", "委员会", "委", "人民政府", "政府", "办公厅", "办公室", "办", "厅", "局", "部")
ADDRESSEE = _any_of(_ADDRESSED)

_WHOLE_NAME_END = re.compile(rf"(?:{_any_of((*_SIGNING, *_SECTIONS, '委', '队', '小组'))}|{_NUMBERED})$")
_OTHER_WORD = re.compile(
    "(?:部署|干部|全部|内部|外部|[东西南北中]部|场所|住所|之所|好处|之处|多处|各处|到处|查处|深处|长处|用处|惩处|论处|网站|格局|布局|全局|大局"
    "|开局|结局|[督承交主协查举创经代通快帮即易催补申好联]办|为中心|围绕中心|以.{0,6}中心|排队|部队|军队|领队|带队|干警队|本科|学科|一股|持股"
    "|大厅|客厅|常委|政委|评委|联席会)$"
)
# 和平区, 经开区, 本溪市, 全州县 and 将乐县 are places: a single character rules out only names
# that no place begins.
_NO_NAME = re.compile(
    "[的了着已是]|^(?:报送|抄送|抄报|上报|呈报|呈送|主送|根据|按照|依据|印发|转发|以及|加强|推进|推动|完善|做好|支持|成立|建立|组建|设立|开展"
    "|深入|持续|不断|关于|依托|形成|打造|落实|积极|强化|健全|优化|建成|创建|配合|协助|牵头|责任|走进|来到|召开|举办|联系|学习|坚持|通过|充实"
    "|[由在请把被我该各及]|经(?![济开信贸])|本(?!溪)|全[省市区县旗镇乡])"
)
_BRACKETED_END = re.compile(r"(?<=.)[（(][^（()）]{1,24}[)）]$")
_MAX_NAME_CHARS = 40  # chosen


def is_organ_name(text: str) -> bool:
    """Whether *text*, without blanks, is the name of one organ and nothing else, as organs sign.

    Judged by its last word, or the last before a bracket; none are sentences, headings and words of other ends.

    >>> [is_organ_name(name) for name in ("某县水利局", "某县发展和改革局（粮食局）", "做好工作部署", "全县形成新格局")]
    [True, True, False, False]
    """
    if not 2 < len(text) <= _MAX_NAME_CHARS or any(mark in text for mark in "。，；：！？:,;!?《》“”\t"):
        return False
    bare = _BRACKETED_END.sub("", text)
    if not _WHOLE_NAME_END.search(bare) or _OTHER_WORD.search(bare):
        return False
    return _NO_NAME.search(bare) is None
