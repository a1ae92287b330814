"""Phrases of figures: a sentence in which each figure is one sign, cut into clauses, lists and brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaners.structure.indicators.numbers import Figure
from cleaners.structure.indicators.vocabulary import TOPICS

SIGN = "§"  # stands for a figure in the plain sentence
_CLAUSE_MARK = re.compile("[,;:。(]")
_WIDEST_PHRASE = 60  # characters before a number; no pattern reaches further (chosen)
_TITLE = re.compile(r"《[^《》]*》|[“”\"‘’「」§]|\([^()]{0,60}\)")
_RIGHT = re.compile(r"(?:\s*(?:以上|左右|以下|以内))?([^,;:。、()\n§]{0,30})")
_FILLER_WORDS = (
    "共|总|计|达|为|有|是|约|近|超|逾|仅|只|均|都|等|了|的|高|已|、|:|-|—| |\t|共计|合计|总计|累计|达到|大约|将近"
    "|接近|超过|只有|分别|各类|各项|总数|数量|总量|件数|次数|家数|突破|至少|全部|案件数|不少于|不低于|保持|保持在|持续|稳定在"
)
_FILLERS = frozenset(_FILLER_WORDS.split("|"))  # words between a noun and its number, of one to three characters
VERB = re.compile(
    "审核|审查|查处|查办|办理|受理|制定|出台|印发|发布|修改|修订|废止|保留|公开|公示|公布|培训|开展|举办|组织|召开|调解(?![员组委室中])|化解"
    "|提出|出具|提供|解答|承办|办结|审结|备案|报备|聘请|配备|实施|作出|收到|接到|接收|建立|新增|取消|调整|评查|抽查|参加|参与|完成|梳理"
    "|录入|归集|处理|接待|承接|现有|共有|移送|排查|发放|推送|下达|出动|发现|整改|挽回|追回|列席|编制|推荐|选派|走访|引导|接听|认定|培育"
    "|悬挂|张贴|播放|制作|签订|约谈"
)
_NO_NOUN = re.compile(r"(?:全年|今年|本年度?|年内|累计|先后|共|已|目前|20\d\d年)*(?:开展|组织|举办|召开|进行)?")
_LISTED = re.compile(r"[、和及与或](?:以及)?|以及")
_JOINT = re.compile(r"[\u4e00-\u9fff](?:以及|[、和及与])$")
_DONE = re.compile(
    r"(?:[、和及与]?§[^,;:。§、]{0,20}[、和及与]?){1,6}?((?:进行|开展)了?[^,;:。§]{2,14})"
)  # with all that is listed
_DONE_WITH = re.compile(r",((?:进行|开展)了?[^,;:。§]{2,24})")  # 对各科室负责人150余人,进行法治培训
FROM = re.compile(r"(?:由|从)(?:20\d\d年|上年|去年|年初|改革前|此前|原来|最初)?的?$")  # 由2022年的93.5%提升至99.2%
TO = re.compile(
    r"(?:提升|提高|上升|增长|增加|下降|降低|减少|跃升|扩大|壮大|发展|调整|压减|精简|核定|降|升|增|减)(?:至|到|为)"
)
_RATE_BEFORE = re.compile(r"[^,;:。()§]{0,30}率(?=[^率]{0,12}[,:]$)")
_OTHER_ACT = re.compile("吊销|暂扣|责令|没收|拆除|扣押|查封|警告|撤销|注销|驳回|劝阻|通报|关停|取缔|追究|问责")
_MOVED = re.compile(
    "扩大|下放|移交|划转|划入|合并|赋予|委托|暂停|变更|增设|删减"
)  # what is done with an entry of a list of powers
_STATE = re.compile("(?:达到?|拥有|总数)$")  # 培训410人次,法律明白人达到1212人: what there is, not what was done
_ADVERBS = re.compile(
    "^(?:全年|今年|累计|先后|共计|共|已|还)+"
)  # 共抽查12个部门的案卷120卷: the verb begins the clause
_NO_HEAD = re.compile(r"^(?:其中|另有?|还|此外|同时|并|及|和)*[,:、]?")
_SEVERAL = re.compile(r"(.*?)(?:分别|依次)(?:为|达到|达|是|有)?$")
_EACH_OF = re.compile("[、和与及]")  # nothing is distributed over one name
_BETWEEN = re.compile(r"[、和及与,]?$")
_TOPIC = re.compile("|".join(sorted(map(re.escape, TOPICS), key=len, reverse=True)))
_PREVIOUS_CLAUSE = re.compile(r"([^,;:。()§]{2,40})[,:]$")
_ASIDE = re.compile(r"(?:的?(?:办理|总体|基本|工作)?(?:情况|方面|工作|中|上|来看))$")


class Phrase(NamedTuple):
    """What stands around a figure in its clause, titles and brackets taken out."""

    figure: Figure
    place: int  # of its sign in the plain sentence
    raw: str  # before it in its clause, since the figure before it
    left: str  # the same without 共计 达 约 at its end
    right: str  # after it in its clause
    verb: str  # of the first member, where it is a later member of a list
    runs_on: bool  # a number follows what stands after it: 37宗二审37宗
    between: str  # since the figure before it
    clause: str  # its clause before it, with the figures in it


class Plain(NamedTuple):
    """A sentence with a sign for each figure, and the subjects that it names."""

    text: str
    topics: tuple[tuple[int, str], ...]  # (end, family) in order

    def nearest(self, place: int, families: frozenset[str] | None = None) -> str | None:
        """The family named last before *place*, of these *families*."""
        last = bisect_right(self.topics, (place, "~"))
        return next((f for _, f in reversed(self.topics[:last]) if families is None or f in families), None)


def topics_in(words: str) -> tuple[tuple[int, str], ...]:
    """(end, family) of each subject that *words* name, in order."""
    return tuple((match.end(), TOPICS[match[0]]) for match in _TOPIC.finditer(words))


def plain_sentence(folded: str, start: int, end: int, figures: Sequence[Figure]) -> tuple[Plain, tuple[Phrase, ...]]:
    """The sentence ``folded[start:end]`` with a sign for each of *figures*, and the phrase of each."""
    pieces, places, length, position = [], [], 0, start
    for figure in figures:
        piece = _TITLE.sub("", folded[position : figure.start])
        pieces += [piece, SIGN]
        places.append(length + len(piece))
        length += len(piece) + 1
        position = figure.end
    pieces.append(_TITLE.sub("", folded[position:end]))
    text = "".join(pieces)
    phrases = list(_phrases(text, figures, places))
    return Plain(text, topics_in(text)), tuple(_distributed(phrases))


def _phrases(text: str, figures: Sequence[Figure], places: Sequence[int]) -> Iterator[Phrase]:
    verb, before, ended, latest, last = "", 0, 0, "", len(figures) - 1
    marks = [match.start() for match in _CLAUSE_MARK.finditer(text)]
    for number, (figure, place) in enumerate(zip(figures, places, strict=True)):
        between = text[before:place]
        while ended < len(marks) and marks[ended] < place:
            ended += 1
        clause = marks[ended - 1] + 1 if ended else 0
        if ";" in between:
            verb = ""
        raw = text[max(before, clause, place - _WIDEST_PHRASE) : place].lstrip(")")
        listed = number > 0 and clause <= before and _LISTED.match(between) is not None
        if number and clause <= before and _JOINT.search(between):
            raw, listed = "", True  # 23件决策和7件文件: what stands between belongs to the figure before
        elif number and clause <= before and between.find("、") > 0:
            raw, listed = between[between.index("、") :], True  # 27件全部结案、简易程序案件32件
        if number and TO.fullmatch(raw) and clause <= before:
            raw = FROM.sub("", latest)
        left = _bare(raw)
        after, runs_on = _after(text, place, clause)
        if place and not after and _NO_NOUN.fullmatch(left):
            raw, left = _of_clause_before(text[before:clause], raw, figure.unit)
        yield Phrase(figure, place, raw, left, after, verb if number else "", runs_on, between, text[clause:place])
        if not listed and number < last:
            verb = _verb_of(_ADVERBS.sub("", left)) or (verb if not VERB.search(left) and number else "")
        before, latest = place + 1, raw


def _bare(words: str) -> str:
    """*words* without 共计 达 约 at their end."""
    while words:
        size = next((size for size in (3, 2, 1) if words[-size:] in _FILLERS), 0)
        if not size:
            break
        words = words[:-size]
    return words


def _after(text: str, place: int, clause: int) -> tuple[str, bool]:
    """What stands after a number in its clause, and whether another number follows at once."""
    right = _RIGHT.match(text, place + 1)
    if right is None:
        return "", False
    words = "" if _LISTED.match(right[1]) else right[1].lstrip("的")
    runs_on = text[right.end() : right.end() + 1] == SIGN
    if runs_on and (joint := _JOINT.search(words)):
        words, runs_on = words[: joint.start() + 1], False
    if words and "对" in text[clause:place] and (done := _DONE.match(text, right.end())):
        words += done[1]
    elif not words and "对" in text[clause:place] and (done := _DONE_WITH.match(text, place + 1)):
        words = done[1]
    return words, runs_on


def _verb_of(left: str) -> str:
    """The verb that governs the noun at the end of *left*: 审查 of 组织审查重大决策."""
    verbs = [match for match in VERB.finditer(left) if match.end() < len(left) or match.start() == 0]
    attribute = left.rfind("的")
    if verbs and verbs[0].end() <= attribute < verbs[-1].start():
        return verbs[-1][0]
    return verbs[0 if verbs[0].end() <= attribute else -1][0] if verbs else ""


def _of_clause_before(words: str, raw: str, unit: str) -> tuple[str, str]:
    """全年审查规范性文件,共计12件; 败诉率偏高,达到9.7%: the words stand in the clause before."""
    if unit == "%" and (rate := _RATE_BEFORE.search(words)):
        return rate[0], rate[0]
    match = _PREVIOUS_CLAUSE.search(words)
    if match is None:
        return raw, ""
    left = _bare(_ASIDE.sub("", match[1]))
    return left, left


def _distributed(phrases: list[Phrase]) -> list[Phrase]:
    """受理、审结复议案件分别为12件、10件: each figure with its own words."""
    for index, phrase in enumerate(phrases):
        several = _SEVERAL.match(phrase.raw) if _EACH_OF.search(phrase.raw) else None
        names = [name for name in re.split(r"[、和与及]", several[1]) if name] if several else []
        followers = phrases[index + 1 : index + len(names)]
        if len(names) < 2 or len(followers) < len(names) - 1 or not all(_BETWEEN.match(f.between) for f in followers):
            continue
        verb = VERB.match(names[-1])
        noun = names[-1][verb.end() :] if verb else ""
        for offset, name in enumerate(names):
            words = name + noun if offset < len(names) - 1 and VERB.fullmatch(name[-2:]) else name
            left = _bare(words)
            phrases[index + offset] = phrases[index + offset]._replace(raw=words, left=left, right="", verb="")
    return phrases


def listed_words(phrase: Phrase) -> str:
    """The words of a later member of a list behind the verb of the first; "" if it has none to inherit."""
    if not phrase.verb:
        return ""
    words = _NO_HEAD.sub("", phrase.left).lstrip("、和及与或")
    if not words or VERB.match(words) or VERB.fullmatch(words[-2:]) or _MOVED.search(words):
        return ""
    if not phrase.between.startswith(("、", "和", "及", "与", "以及")) and (
        VERB.search(words) or _OTHER_ACT.match(words) or _STATE.search(phrase.raw)
    ):
        return ""
    return phrase.verb + words
