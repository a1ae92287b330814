"""Labels and values that stand around a text: the info line under the title and the head table of disclosure pages.

``发布时间：2025-03-04 来源：县司法局 浏览次数：`` or two cells; blanks inside labels, values run
together with the next label, values on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cleaners.patterns.dates import Moment, find_moment, find_value_moment, has_year, read_shown_moment
from cleaners.patterns.info_shapes import has_short_pieces, is_apart, is_bare_info, pieces_beside
from cleaners.patterns.label_words import UPDATED
from cleaners.patterns.labels import OTHER, pairs
from cleaners.patterns.organ_endings import MEDIUM_END, SIGNING_END
from cleaners.patterns.possible_dates import is_possible

_MAX_LINE_CHARS = 300  # longer lines are text (chosen)
_MAX_VALUE_CHARS = 80
_AFTER_SOURCE = re.compile(
    r"\s|[|｜丨\t【\[<＜©]|(?:19|20)\d\d[-年/.]|字[体号]|打印|分享到|浏览|阅读|点击|访问|编辑|作者|大中小|收藏|保护视力|关闭|[（(]\s{0,9}(?:点击|原标题)"
)
_DATE_WORD = re.compile(r"(?:发布)?(?:日期|时间)$")
_NO_SOURCE = re.compile(
    r"^(?:(?:来自|来源于?|转自|源自)?(?:本网站?|本站点?|网站(?!原创)|互联网|因特网|网络|网友|网上|原创|转载|其[他它]|综合|佚名|匿名|不详|未知|不明)"
    r"(?:原创|整理|转载|编辑|收集|综合|投稿|发布|管理员)?|(?:网站|系统|超级)?管理员|admin\w*|administrator|root|user|\W*)$",
    re.IGNORECASE,
)
# In any field: a sign or a word for nothing
_NO_VALUE = re.compile(
    r"^(?:[-—–_/\\|.*\s]*|[(（\[【]?(?:无|暂无|空|没有|未知|不详|null|undefined|none|n/?a)[)）\]】]?)$", re.IGNORECASE
)
_MAX_STAMP_CHARS = 90  # of a line that is a date and little else (chosen)
_CLOCK_MARK = re.compile("[:：\u2236\ufe55时点點]")  # of any time of day
_FROM = re.compile(r"^(?:本文|文章|信息)?(?:来源于?|转载?自|摘自|来自|源自)")
_MAX_UNFILLED = 8  # labels without a value that are looked for elsewhere (chosen)
_BARE_LABEL_CHARS = 2  # 时间, 日期: a label that may speak of something else
_NUMBER = re.compile(
    r"[〔\[（(【［﹝]\s{0,9}(?:19|20)\d\d\s{0,9}[〕\]）)】］﹞]|[\d一二三四五六七八九十百]\s{0,9}号|^(?=[A-Za-z./_-]*+\d)[A-Za-z\d./_-]++$"
)
_NUMBER_ALONE = re.compile(
    r"[（(【\[]?(?P<number>[\u4e00-\u9fff]{2,16}\s?[〔\[（(【［﹝]\s?(?:19|20)\d\d\s?[〕\]）)】］﹞]\s?第?\s?\d{1,5}\s?号)[）)】\]]?$"
)
_MAX_NUMBER_CHARS = 36  # chosen
_ENGLISH = re.compile(r"[A-Z][a-z]{2}|\d{1,2} [A-Z][a-z]{2}")  # Mon, Mar, 6 Mar
_MAX_DATE_CHARS = 45  # of a line that is a date in English (chosen)
# Who wrote or sent it in; where the page prints a 来源 as well, that is the source.
_CONTRIBUTOR = re.compile(r"^(?:供稿|报送|发稿|信息提供)")
_NAMES_SOURCE = frozenset(("source", "issuer", "author"))
_OFFICE = re.compile(r"^\s{0,9}(?:本报|本网|特约)?(?:记者|通讯员|撰稿人?)[\s:：]+")


@dataclass(slots=True)
class Info:
    """The first value of each labelled field, by the field's name; dates as in an Article, all else as printed.

    *labels* has the label that named each value which is no date.

    *unfilled* has kind and label of those without a value, *bad_date* label and value of a publication that is no date,
    *impossible_date* of a date after *latest*, the last day that the page may be of, or before there were such pages.
    """

    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    unfilled: list[tuple[str, str]] = field(default_factory=list)
    bad_date: str | None = None
    impossible_date: str | None = None
    latest: str | None = None

    @property
    def published_at(self) -> str | None:
        """The publication; the last update where nothing else is labelled."""
        return self.values.get("published_at") or self.values.get(UPDATED)


def read_info(lines: Sequence[str], latest: str | None = None) -> Info:
    """The labels among *lines*, which should be ordered from the most to the least trusted; the first value counts.

    No date after *latest* (YYYY-MM-DD) does.
    """
    info = Info(latest=latest)
    for i, line in enumerate(lines):
        if len(line) <= _MAX_LINE_CHARS:
            for kind, label, value in pairs(line, lines[i + 1] if i + 1 < len(lines) else ""):
                _take(info, kind, label, value if kind in _BELOW or value in line else "")
                if kind not in info.values and (not value or value not in line):
                    info.unfilled.append((kind, label))
    return info


def stamp(line: str, *, in_text: bool = False) -> str | None:
    """The moment that a line without label prints beside a title: one with a time of day, or a date at its edge.

    None for sentences and for a clock, which shows the weekday and no label.  Inside the text a bare date may be the
    signature's, so there only a time of day counts.
    """
    if len(line) > _MAX_STAMP_CHARS or "。" in line or (in_text and not _CLOCK_MARK.search(line)) or not has_year(line):
        return None
    is_english = _ENGLISH.match(line) is not None and len(line) < _MAX_DATE_CHARS
    found = find_value_moment(line) if is_english else find_moment(line)
    if found is None or (in_text and not found.time) or ("星期" in line and not pairs(line)):
        return None
    if found.time:
        return found.shown
    at_start = found.start < 4 and (len(line) < 30 or bool(pairs(line)))
    at_edge = at_start or found.end == len(line) or _is_info_line(line, found)
    return found.shown if at_edge else None


def _is_info_line(line: str, found: Moment) -> bool:
    """Whether *line* is made of short pieces, of which the date is one, and labels or another piece tell what it is."""
    if not is_apart(line, found):
        return False
    return is_bare_info(line) or (bool(pairs(line)) and has_short_pieces(pieces_beside(line, found)))


def name_beside_date(line: str) -> str | None:
    """The organ or the paper that a line without labels prints beside its date: ``2025-01-20 县水利局``.

    None where it prints several, or gives one behind a label.
    """
    if len(line) > _MAX_STAMP_CHARS or (found := find_moment(line)) is None:
        return None
    if any(kind in _NAMES_SOURCE for kind, _, _ in pairs(line)):
        return None
    names = [
        piece
        for piece in (_FROM.sub("", each) for each in pieces_beside(line, found))
        if has_short_pieces([piece])
        and not set(":：") & set(piece)
        and (SIGNING_END.search(piece) or MEDIUM_END.search(piece))
    ]
    return names[0] if len(names) == 1 and not _DATE_WORD.search(names[0]) else None


def number_alone(lines: Sequence[str]) -> str | None:
    """The 发文字号 that stands without a label on a line of its own: ``云水发〔2025〕3号``."""
    for line in lines:
        if len(line) <= _MAX_NUMBER_CHARS and (found := _NUMBER_ALONE.match(line)):
            return found["number"]
    return None


def clean_source(value: str) -> str | None:
    """*value* up to the first thing that is no name; None for 本网, 本站 and the like."""
    value = value.strip("[【 \t\u3000")
    cut = _AFTER_SOURCE.search(value)
    name = _DATE_WORD.sub("", (value[: cut.start()] if cut else value).rstrip(":： ")).strip(
        "；;，,、:：>-—_[]【】/／\\·•|｜ "
    )
    for opening, closing in ("()", "（）", "《》"):
        if name.count(opening) > name.count(closing):
            rest = value[len(name) :].strip()
            name = (
                name + closing
                if rest.startswith(closing) or name.startswith(opening)
                else name.rpartition(opening)[0] or name
            )
        if name.endswith(closing) and name.count(closing) > name.count(opening):
            name = name[:-1]
    if name[:1] in "（(" and name[-1:] in ")）":
        name = name[1:-1]
    if not name or len(name) > 40 or _NO_SOURCE.match(name) or _NO_VALUE.match(name) or "=" in name:
        return None
    return name


def clean_author(value: str) -> str | None:
    """The name in *value* without the words for his office; None for numbers and where only the office is named."""
    name = clean_source(_OFFICE.sub("", value))
    if name is None or name.isdigit() or _OFFICE.match(name + " "):
        return None
    return name.rstrip("）)") if name.count("（") + name.count("(") < name.count("）") + name.count(")") else name


def _take(info: Info, kind: str, label: str, value: str) -> None:
    if kind in _DATES:
        _take_date(info, kind, label, value)
    elif _is_wanted(info, kind, label) and (cleaned := _CLEANED.get(kind, _as_printed)(value)):
        info.values[kind] = cleaned
        info.labels[kind] = label


def _is_wanted(info: Info, kind: str, label: str) -> bool:
    """Whether *kind* has no value yet, or but the contributor's where *label* names the source itself."""
    if kind not in info.values:
        return True
    return kind == "source" and _CONTRIBUTOR.match(info.labels[kind]) is not None and not _CONTRIBUTOR.match(label)


def fill(info: Info, read: Callable[[str], str | None]) -> None:
    """Give the dates and the source that have a label without a value what *read* returns for that label."""
    for kind, label in info.unfilled[:_MAX_UNFILLED]:
        if kind in (*_DATES, "source") and kind not in info.values and (value := read(label)):
            _take(info, kind, label, value)


def _as_printed(value: str) -> str | None:
    """*value* up to the next cell, without the bracket that opens what follows; None for a sentence."""
    cell = value.split("\t")[0].strip().rstrip("【[（(|丨 ")
    return None if _NO_VALUE.match(cell) or len(cell) > _MAX_VALUE_CHARS or "。" in cell else cell


def _index_number(value: str) -> str | None:
    return None if _NO_VALUE.match(value) else value.split("\t")[0].split(" ")[0][:60]


def _document_number(value: str) -> str | None:
    number = value.split("\t")[0][:60].strip()
    return number if _NUMBER.search(number) else None  # below an empty cell may stand anything


_DATES = ("published_at", UPDATED, "signed_on")
_CLEANED: Mapping[str, Callable[[str], str | None]] = {
    "issuer": clean_source,
    "source": clean_source,
    "author": clean_author,
    "index_number": _index_number,
    "document_number": _document_number,
    "title": lambda value: None,
    OTHER: lambda value: None,
}
# A value on the line below is believed where its form tells that it is one: below an empty cell may stand anything.
_BELOW = frozenset((*_DATES, *_CLEANED))


def _take_date(info: Info, kind: str, label: str, value: str) -> None:
    if _NO_VALUE.match(value):
        return
    moment = read_shown_moment(value[:40])
    if moment is None:
        if kind == "published_at" and len(label) > 3 and any(c.isdigit() for c in value[:20]):
            info.bad_date = info.bad_date or f"{label} {value[:30]}"
        return
    if not is_possible(moment, info.latest):
        info.impossible_date = info.impossible_date or f"{label} {value[:30]}"
        return
    known = info.values.get(kind)
    if known is None or (kind == "published_at" and _is_exacter(moment, known, label)):
        info.values[kind] = moment


def _is_exacter(moment: str, known: str, label: str) -> bool:
    """Whether *moment* has a time of day and *known* is but a day: head tables print the day, info lines the minute.

    A bare 时间 or 日期 may speak of something else, unless it names the same day.
    """
    return "T" in moment and "T" not in known and (len(label) > _BARE_LABEL_CHARS or moment.startswith(known))
