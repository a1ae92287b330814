"""Zeros in words: 全年无行政复议和行政诉讼案件, 未收到公开申请, 败诉率为零."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaners.structure.indicators.vocabulary import VOCABULARY

_NOUNS = {term.id: term.zero for term in VOCABULARY.values() if term.zero}
_RATES = {term.id: term.zero_rate for term in VOCABULARY.values() if term.zero_rate}
_NOT = re.compile(
    r"(?:未|没有|无)(?:曾|有|被|新)*(?:发生|出现|收到|接到|接收|产生|受理|办理|新增|制定|出台|制发|印发|存在|涉及|提起|开展|实施|申请|因)?(?:过)?(?P<what>[^,;。:!?\n]{2,60})"
)
_NO_NOTHING = frozenset("有毫并力确避暂")  # before 无 and 未: 有无, 毫无, 避无
_DO = re.compile(
    r"(?:(?:行政相对人|相对人|当事人|申请人|公民|群众|企业|单位|个人|组织|法人|、|和|或){0,6})(?:制定|出台|制发|印发|实施|开展|受理|收到|接到|办理|提起|申请(?!公开)|提出|发生|出现|产生|新增)(?:过)?"
)
_NIL = re.compile(r"为(?:零|0)(?:[件宗起例])?(?=[,;。、:)\s]|$)", re.MULTILINE)
_EVENLY = re.compile("(?:[均都]|保持){1,6}$")
_NOT_A_FACT = re.compile(r"确保|力争|努力|避免|防止|杜绝|目标|如|若|争取|实现")
_TAIL = re.compile(r"(?:的)?(?:情况|情形|现象|问题|事件|发生|出现|记录|产生|\s){1,9}$")
_BARE = re.compile(r"(?:案件|案|申请|事项|请求)")  # 行政诉讼被判决败诉的案件
_SEPARATOR = re.compile(r"以及|及其|及|[、和与或/]|或者|者(?=行政)")
_ONE = re.compile(
    r"^(?:任何|(?:各级)?(?:人民)?(?:法院|检察院)|检察机关|无|没有|未(?:发生|出现|收到)|一[起件宗例份]|1[起件宗例份]|新增|新发|涉法|相关|有关|被|各类|的)+"
)
_WHO = re.compile(  # before 的: who might have asked, which narrows nothing
    r"^(?>任何|社会|公众|公民|法人|其[他它]|组织|群众|个人|单位|企业|行政相对人|相对人|当事人|申请人|人民|自然人|以?[我本](?:区|县|市|镇|乡|局|委|办|街道|单位|机关|部门)|作为|为|被告|被申请人|的"
    r"|向|提出|提交|提起|递交|申请|被|书面|依法|新增|相关|有关|一[起件宗例]|、|和|或|或者|者|及|与)*+$"
)
_CASE = r"(?:类)?(?>案件|案|事项|申请|答复|件|工作)*+"
_QUALIFIED = re.compile(r"败诉|撤销|变更|纠错|纠正|确认违法|违法|责令|不作为|不当|被追责|赔偿|无效|超期|逾期|错案|维持")
_NAMES = {
    id_: re.compile(f"^(?:{noun.pattern}){_CASE}(?:出台|制定|印发|提起|受理|办理|申请)?$")
    for id_, noun in _NOUNS.items()
}
_MAY_BE_ZERO = re.compile("|".join(noun.pattern for noun in _NOUNS.values()))
_MORE_ACTS = re.compile("^(?:[、和或及](?:制定|制发|印发|出台|发布|修改|修订|废止)){1,4}")  # 未制发、修改规范性文件
_UP_TO_BRACKET = re.compile("[()]")
_ON_REQUEST = re.compile("(?:依申请|信息)公开")  # 收到公开申请1件,未产生行政复议: of these alone
_CAUSED = re.compile("因.{1,20}?(?:导致|引发|引起|造成|产生|被)")  # 无因信息公开导致的复议: of one cause alone
_REVIEW, _LOST = re.compile("复议"), re.compile("败诉")


def find_nothing(folded: str) -> list[re.Match[str]]:
    """The places of 无 ..., 未发生 ... and ... 为零 in *folded*."""
    nothing = (match for match in _NOT.finditer(folded) if folded[match.start() - 1 : match.start()] not in _NO_NOTHING)
    return [*nothing, *_NIL.finditer(folded)]


def read_zeros(folded: str, start: int, places: Sequence[re.Match[str]]) -> list[tuple[str, int, int]]:
    """(indicator, start, end) of each zero that the sentence from *start* states in words at *places*.

    零败诉 is a goal, and 无因执法纠纷信访案件 speaks of some petitions only: neither is a zero.  The last noun of a
    list rules those before it: 未发生行政复议、行政应诉败诉案件 says nothing of reviews.
    """
    found = []
    for match in places:
        clause = _clause(folded, start, match.start())
        if not _NOT_A_FACT.search(folded, clause, match.start()):
            zeros = list(_cases(match) if match.re is _NOT else _rates(folded, clause, match))
            if zeros and _ON_REQUEST.search(folded, start, clause):
                zeros = [zero for zero in zeros if not zero[3].startswith(("review.", "litig."))]
            found += zeros
    return [(indicator, from_, to) for _, from_, to, indicator in dict.fromkeys(sorted(found))]


def _cases(match: re.Match[str]) -> Iterator[tuple[int, int, int, str]]:
    """(place of its name, start, end, indicator) of each thing that 无 ... or 未发生 ... denies."""
    if not _MAY_BE_ZERO.search(match["what"]):
        return
    what = _MORE_ACTS.sub("", _UP_TO_BRACKET.split(match["what"], 1)[0])
    if not _MAY_BE_ZERO.search(what) or _CAUSED.search(f"{match[0][: -len(match['what'])]}{what}"):
        return
    seen: set[str] = set()
    for place, name in _named(what):
        for indicator, noun in _NAMES.items():
            if indicator not in seen and noun.match(name):
                seen.add(indicator)
                yield match.start("what") + place, match.start(), match.start("what") + len(what), indicator


def _named(what: str) -> list[tuple[int, str]]:
    """(place, noun) of what is denied; nothing if words narrow it (因执法纠纷引发的)."""
    words = _TAIL.sub("", what)
    who, _, rest = words.rpartition("的")
    if who and _BARE.fullmatch(rest):
        words, who = who, ""
    if who:
        if not _WHO.match(who):
            return []
        shift, words = len(who) + 1, rest
    else:
        shift = 0
    pieces = _pieces(words)
    if not pieces:
        return []
    last = pieces[-1][1]
    ruled = bool(_QUALIFIED.search(last))
    found = []
    context = ""
    for place, piece in pieces:
        qualified = _QUALIFIED.search(piece)
        if _REVIEW.search(piece):
            context = "复议"
        if qualified and context and "复议" not in piece and not _LOST.search(piece) and "诉" not in piece:
            piece = f"行政{context}{piece}"
        if ruled and not qualified:
            continue
        found.append((shift + place, piece))
    return found


def _pieces(words: str) -> list[tuple[int, str]]:
    pieces, position = [], 0
    for match in [*_SEPARATOR.finditer(words), None]:
        end = match.start() if match else len(words)
        piece = words[position:end]
        bare = _DO.sub("", _ONE.sub("", piece), count=1) if _DO.match(_ONE.sub("", piece)) else _ONE.sub("", piece)
        bare = _ONE.sub("", bare)
        if bare:
            pieces.append((position, bare))
        position = match.end() if match else end
    return pieces


def _rates(folded: str, clause: int, match: re.Match[str]) -> Iterator[tuple[int, int, int, str]]:
    """The same of each rate or count before 为零."""
    words = _EVENLY.sub("", folded[clause : match.start()])
    for indicator, rate in _RATES.items():
        if place := rate.search(words):
            yield clause + place.start(), clause + place.start(), match.end(), indicator
    if "率" in words:
        return
    nouns = re.sub(r"^.*?(?=行政|诉讼|败诉)", "", words)
    for place_, name in _named(re.sub(r"(?:数量|数|发生)$", "", nouns)):
        for indicator, noun in _NAMES.items():
            if noun.match(name):
                at = clause + len(words) - len(nouns) + place_
                yield at, at, match.end(), indicator


def _clause(folded: str, start: int, place: int) -> int:
    return max(start, *(folded.rfind(mark, start, place) + 1 for mark in ",;。:"))
