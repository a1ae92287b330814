"""Figures that are a category of another statistic: what cases were about or were caused by, and shares of a whole."""

from __future__ import annotations

import re

from cleaners.structure.indicators.match import Carried
from cleaners.structure.indicators.phrases import Phrase, Plain

_CATEGORY = re.compile(
    r"其中|涉及|主要(?:涉及|集中|为|是)|类型|案由|领域|分布|包括|分别是|反映|§中|按.{1,6}分|从.{1,10}看|来源|事由|方式"
)
_SORT = re.compile(
    r"(?<![各两三四五多])类(?:案件|事项|诉求|工单|信件|投诉|问题|纠纷|建议|提案)?$"
)  # 行政处罚类案件62件
_SHARE = re.compile(r"[,(]占(?![道用地])")  # 求助类56672件,占28.98%
_SHARED_OUT = frozenset(
    {"petition", "hotline.12345", "deputies", "cppcc", "punish.cases", "permit.count", "mediate.total", "foi.requests"}
)  # whose parts are told apart by their share of the whole
_ABOUT = re.compile(  # 涉企行政复议案件, 土地领域行政复议案件; but 涉及我局的 is the organ's own
    r"(?:涉(?:企|民生|军|农|外|侨|税|众|疫|环|土|及(?![我本全各该以])[^,;:。§]{2,14}?)(?:类|领域|方面)?|领域|方面)的?(?:行政)?(?:复议|诉讼|应诉)"
    r"|涉(?:企|民生|军|农|外|侨|税|众)案件"
)
_CALL = re.compile("诉求|工单")
_LETTER = re.compile("信访|来信|来访|投诉|举报")
_CASES = frozenset({"review", "litig", "petition", "hotline"})
_SUBJECTS = _CASES | {"punish", "enforce", "permit", "inspect"}
_NO_CASES = frozenset({"%", "元", "万元", "亿元", "人", "名", "人次", "场", "场次", "次", "期"})
_ACT = re.compile("查处|立案|结案|办结|移送|作出|实施|不予|收到|受理|办理|开展|组织|公示|调解|化解|检查|处理")
_KINDS = frozenset(
    {
        "punish",
        "permit",
        "coerce",
        "confirm",
        "ruling",
        "petition",
        "foi",
        "mediate",
        "inspect",
        "hotline",
        "notary",
        "compete",
        "enforce",
    }
)
BECAUSE = re.compile(r"因[^,;]{2,20}(?:引发|引起|产生|导致|提起)的")  # of one cause alone
_DISCLOSURE = re.compile(  # 因政府信息公开被申请行政复议, 涉及信息公开的行政诉讼
    r"(?:因|由|就|涉及?|关于|有关|针对|对)[^,;。§]{0,8}信息(?:依申请)?公开[^,;。]{0,16}?(?:复议|诉讼|诉)"
)
_VISITS = frozenset({"家次", "户次", "家(次)", "户(次)", "处次", "个次", "件次"})
_TO_US = re.compile(
    r"(?:[省市州]|上级|国家|总局|督[查导]组|检查组)[^,;。§]{0,8}(?:对|来|赴|到)[我本](?:局|县|区|市|镇|乡|委|厅|单位|街道|办|院)"
)
_US = re.compile("[,。][我本](?:局|县|区|市|镇|乡|委|厅|单位|街道|办|院)")
_POWERS = re.compile("(?:权责|权力|责任|职权)(?:清单|事项)")
_NAMED = re.compile("复议|诉讼|应诉")
_OTHER_SUITS = re.compile("民事|刑事")
_OWN_SUITS = re.compile("行政|应诉|被诉")
_ANEW = re.compile(  # a statement of its own, which the cause named before does not narrow
    "全年|今年|本年|当年|20\\d\\d年|全[省市区县州旗局]|受理|办理|收到|接到|新收|审结|作为|承办|发生|应诉(?!案件?$)"
)


class Cause:
    """The cause or subject that narrows the reviews and lawsuits of a sentence, and of what goes on with them.

    因政府信息公开被申请行政复议3件,行政诉讼1件: neither is the number of all. *goes_on*: the sentence before it in
    the paragraph was narrowed so.
    """

    def __init__(self, plain: Plain, goes_on: bool = False) -> None:
        self._text = plain.text
        found = _DISCLOSURE.search(plain.text) if "信息" in plain.text else None
        self._disclosure = found.start() if found else None
        self.holds = goes_on
        self._since = 0
        self._subject = False  # 涉企行政复议案件3件,行政诉讼案件2件

    def narrows(self, name: str, phrase: Phrase) -> bool:
        """Whether the figure of the indicator *name* counts only what one cause or subject brought."""
        if name.partition(".")[0] not in ("review", "litig") or phrase.figure.unit == "%":
            return False
        between = self._text[self._since : phrase.place]
        is_about = _ABOUT.search(phrase.left) is not None or "引发" in _since_comma(self._text, phrase.place)
        if self._disclosure is not None and self._since <= self._disclosure < phrase.place + len(phrase.right):
            self.holds = True
        elif self.holds and _ANEW.search(between):
            self.holds = False
        elif self._subject and (";" in between or _ANEW.search(between)):
            self._subject = False
        self._subject = self._subject or is_about
        self._since = phrase.place
        return self.holds or is_about or (self._subject and _NAMED.search(phrase.left + phrase.right) is not None)


def _to_us(text: str, place: int) -> bool:
    """Whether an organ above did it to the own one: 省厅对我局开展执法检查2次."""
    visit = _TO_US.search(text, text.rfind(";", 0, place) + 1, place)
    return visit is not None and not _US.search(text, visit.end(), place)


def _since_comma(text: str, place: int) -> str:
    """The clause before *place*, brackets within it included."""
    return text[max(text.rfind(mark, 0, place) for mark in ",;:。") + 1 : place]


def is_category(name: str, phrase: Phrase, plain: Plain, carried: Carried) -> bool:
    """Whether a figure of the indicator *name* only says what the cases of another statistic were about."""
    family = name.partition(".")[0]
    if name in _SHARED_OUT and _SHARE.match(plain.text, phrase.place + 1):
        return True
    if name == "litig.total" and _OTHER_SUITS.search(plain.text) and not _OWN_SUITS.search(phrase.left + phrase.right):
        return True  # 诉讼案件72件,其中民事50件
    if family in ("inspect", "enforce") and _to_us(plain.text, phrase.place):
        return True
    if name == "inspect.count" and phrase.figure.unit not in _VISITS and "抽查" in phrase.left + phrase.right:
        return True  # 双随机抽查46次, 抽查企业120家: rounds and samples, no visits
    if name == "enforce.publicity" and _POWERS.search(plain.text, 0, phrase.place):
        return True  # 公示权责清单包含行政处罚255项
    if family == "petition" and _is_call(phrase, plain, carried):
        return True
    if family not in _KINDS or phrase.figure.unit in _NO_CASES:
        return False
    if _SORT.search(phrase.left):
        return True
    if _ACT.search(phrase.left or phrase.right):
        return False
    since = plain.text.rfind(";", 0, phrase.place) + 1
    marker = _CATEGORY.search(plain.text, since, phrase.place)
    if marker is None:
        return False
    if marker[0] in ("类型", "案由", "事由"):
        return True
    subject = plain.nearest(marker.start(), _SUBJECTS)
    if subject is None and not plain.nearest(marker.start()):
        subject = next(iter(carried.families & _CASES), None)
    return subject in _CASES and subject != family


def _is_call(phrase: Phrase, plain: Plain, carried: Carried) -> bool:
    """Whether 诉求 and 工单 speak of the hotline that the sentence or the one before it names."""
    words = phrase.left + phrase.right
    if not _CALL.search(words) or _LETTER.search(words):
        return False
    return "热线" in plain.text or "hotline" in carried.families
