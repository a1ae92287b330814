"""The labels of info lines and head tables, and what follows them: ``来源：``, ``索 引 号``, ``浏览次数:``.

A kind is the name of a field, UPDATED or OTHER.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaners.fields import BY_NAME
from cleaners.patterns.label_words import LABELS, RUN_ON, UPDATED
from cleaners.patterns.organ_endings import SIGNING_END
from cleaners.patterns.traditional import simplified
from cleaners.patterns.word_lists import words

OTHER = "other"  # a label of no metadata, which ends the value before it


def kinds_of_labels(lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the kind of each label of *lists*; a label in several lists has that of the first, where fields stand."""
    return {
        label: kind if kind == UPDATED or kind in BY_NAME else OTHER
        for kind, labels in reversed(list(lists.items()))
        for label in labels
    }


_KINDS = kinds_of_labels(LABELS)
_FIRST_CHARACTERS = frozenset(word[0] for word in _KINDS)
_LONGEST_LABEL = max(map(len, _KINDS))
_MAX_BARE_CHARS = 60  # of a line whose label has no colon, and of the line that holds its value (chosen)
_NEED_BOUNDARY = frozenset(
    words(
        "日期 时间 来源 作者 记者 文 标题 名称 文号 分类 栏目 电话 地址 编辑 阅读 浏览 点击 访问 出处 供稿 审核"
        " 录入 分享 打印 发布人"
    )
)
_TOOLS_BEFORE = "小次印藏享闭网人"  # 大 中 小来源：…, 浏览 12 次来源：…
_DAY_AFTER_NAME = re.compile(r"\S{2,30}\s(?:19|20)\d\d[-年/.]\d")
# A colon, a tab, or the bracket behind a label: 来源：, 来源\t, 【来源】
_COLON = re.compile(
    r"(?=[\s\]】〕:：])"  # a look that spares most characters the rest
    r"(?:\s{0,9}+(?:[\]】〕]\s{0,9}+)?[:：]\s{0,9}+|[^\S\t]{0,9}+[\]】〕]?\t\s{0,9}+|[\]】〕]\s{0,9}+)"
)
_MARK = re.compile(r"[:：\t\]】〕]")
_OPENING = "[【〔"
# What ends the value before it though it is no label that we know: a short word between a separator and a colon.
_UNKNOWN_LABEL = re.compile(r"[\s|｜丨/【\[〔(（]([\u4e00-\u9fff]{2,8})$")
_RUN_ON = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{'|'.join(RUN_ON)})$")
_NAME_END = re.compile(rf"{SIGNING_END.pattern}|[司社报网台刊站]$")
# A verb that is a label only where a date follows: 发布：2025-03-04
_DATED_VERB = re.compile(
    r"(?:^|[\s|｜丨/【\[〔(（次])((?:发布|发表|公布|刊发|刊登|发稿|上网)|(?:更新|修改|录入|上传))$"
)
_YEARS = ("19", "20")
_DAY_END = re.compile(r"[\d一二三四五六七八九十][日号]$")  # behind which a label begins: 2025年2月10日来源：
# The beginning of an element inside a line that parts it from what stands before it
_PIECE = re.compile(
    r"\s{0,9}[【\[〔(（]?\s{0,9}(?:[\u4e00-\u9fff]\s{0,4}){2,8}[】\]〕]?\s{0,9}[:：]|\s{0,9}[【\[(（]?(?:19|20)\d\d[-/.年]\d"
)
_PIECE_HINT = re.compile("[:：]|19|20")


def is_label(text: str) -> bool:
    """Whether *text* is a label and nothing else, with blanks inside, in brackets or with a colon, or not."""
    return simplified("".join(text.split()).strip("【】[]〔〕:：")) in _KINDS


def pairs(line: str, following: str = "") -> list[tuple[str, str, str]]:
    """The (kind, label, value) triples of *line*; a value missing at its end is looked for in *following*."""
    if not _MARK.search(line):
        return _without_colon(line, following)
    marks: list[tuple[str, int, int]] = []
    end = 0
    for colon in _COLON.finditer(line):
        text = line[end : colon.start()]
        if colon[0][0] in "]】〕" and not _is_separator(colon[0]):
            if _is_bracketed(text):
                marks.append(("".join(text.rpartition(_opening(text))[2].split()), colon.start(), colon.end()))
                end = colon.end()
            continue
        # 来源：采桑镇日期：2024-09-27, but not 来源：采桑镇 会议日期：2024-09-27
        is_dated = line.startswith(_YEARS, colon.end())
        label = (
            _label_before(text, runs_on=bool(marks) and is_dated and " " not in text.strip(), is_behind=bool(marks))
            or (_dated_verb(text) if is_dated else None)
            or (_unknown_label(text) if marks and "\t" not in colon[0] else None)
        )
        if label:
            marks.append((label, colon.start(), colon.end()))
        end = colon.end() if label else end
    if not marks:
        return _without_colon(line, following)
    triples = []
    for n, (label, _, start) in enumerate(marks):
        value = line[start : marks[n + 1][1]] if n + 1 < len(marks) else line[start:] or _value_in(following)
        if n + 1 < len(marks):
            value = value[: len(value) - _printed_length(value, marks[n + 1][0])]
        triples.append((_kind_of(label), label, value.rstrip(_OPENING + " ").strip()))
    return triples


def parted(line: str, pieces: Sequence[str]) -> str:
    """*line* with a blank before each of the inline elements, *pieces*, that begins with a label or a date.

    Elements that a style sheet sets apart stand in the text without a blank: ``来源：县水利局类型：转载2025-01-20``.
    """
    rest = "".join(pieces)
    if not _PIECE_HINT.search(rest):
        return " ".join(rest.split()) if len(pieces) > 1 else line
    parts: list[str] = []
    for piece in pieces:
        parts.append(f" {piece}" if _PIECE.match(rest) else piece)
        rest = rest[len(piece) :]
    return " ".join("".join(parts).split()) if len(parts) > 1 else line


def _is_separator(mark: str) -> bool:
    """Whether the *mark* behind a label has a colon or a tab, not just a bracket."""
    return any(each in mark for each in ":：\t")


def _opening(text: str) -> str:
    return next((char for char in reversed(text) if char in _OPENING), "[")


def _is_bracketed(text: str) -> bool:
    """Whether *text* ends with a bracket and a known label in it: 【来源"""
    _, bracket, label = text.rpartition(_opening(text))
    return bool(bracket) and simplified("".join(label.split())) in _KINDS


def _kind_of(label: str) -> str:
    folded = simplified(label)
    if folded in _KINDS:
        return _KINDS[folded]
    if label.startswith(("更新", "修改", "录入", "上传")):
        return UPDATED
    return "published_at" if _DATED_VERB.match(label) else OTHER


def _dated_verb(text: str) -> str | None:
    found = _DATED_VERB.search(text[-12:])
    return found[1] if found else None


def _unknown_label(text: str) -> str | None:
    """The word that *text* ends with if a separator, or the end of a name, tells that it is the label of something."""
    if found := _UNKNOWN_LABEL.search(text[-12:]):
        return found[1]
    found = _RUN_ON.search(text)
    if found is None:
        return None
    words = found[0]
    starts = range(len(words) - 1)
    whole = (words[n:] for n in starts if _NAME_END.search(text[: len(text) - len(words) + n]))
    return next(whole, words[-2:])


def _label_before(text: str, *, runs_on: bool = False, is_behind: bool = False) -> str | None:
    """The longest label that *text* ends with, blanks inside it left out; short ones only after a boundary.

    Unless it *runs_on* after another value, or *is_behind* another label with a name between them.
    """
    squeezed = "".join(text[-24:].split())
    folded = simplified(squeezed)
    for length in range(min(_LONGEST_LABEL, len(squeezed)), 0, -1):
        label = squeezed[-length:]
        if folded[-length:] in _KINDS:
            left = text[: len(text.rstrip()) - _printed_length(text.rstrip(), label)]
            before = left[-1:]
            if (
                not runs_on
                and folded[-length:] in _NEED_BOUNDARY
                and "\u4e00" <= before <= "\u9fff"
                and before not in _TOOLS_BEFORE
                and not _DAY_END.search(left[-2:])
                and not (is_behind and _NAME_END.search(left))
            ):
                return None
            return _whole_label(text, label) if _KINDS[folded[-length:]] == OTHER else label
    return None


def _whole_label(text: str, label: str) -> str:
    """*label*, or the longer word that ends with it and stands behind a name: 县教育局栏目类别"""
    longer = _unknown_label(text) or ""
    return longer if longer.endswith(label) and len(longer) > len(label) else label


def _printed_length(text: str, label: str) -> int:
    """How many characters *label* takes at the end of *text*, blanks counted."""
    left = len(label)
    for taken, char in enumerate(reversed(text), 1):
        left -= not char.isspace()
        if left == 0:
            return taken
    return len(text)


def _without_colon(line: str, following: str) -> list[tuple[str, str, str]]:
    """A label alone on its line with the value on the next, or a label and a date with only a blank between."""
    if len(line) > _MAX_BARE_CHARS or simplified(line[:1]) not in _FIRST_CHARACTERS:
        return []
    whole = "".join(line.split())
    if kind := _KINDS.get(simplified(whole)):
        return [(kind, whole, _value_in(following))]
    label, _, value = line.partition(" ")
    if (kind := _KINDS.get(simplified(label))) is None:
        return []
    is_value = value[:2] in ("19", "20") or (kind == "source" and _DAY_AFTER_NAME.match(value) is not None)
    return [(kind, label, value)] if is_value else []


def _value_in(following: str) -> str:
    """*following* as the value of the label before it, unless it begins with a label of its own."""
    if len(following) > _MAX_BARE_CHARS or simplified("".join(following.split())) in _KINDS:
        return ""
    if any(_label_before(part) for part in _COLON.split(following)[:-1]):
        return ""
    return following
