"""Labels and values that stand around a text: the info line under the title and the head table of disclosure pages.

``发布时间：2025-03-04 来源：县司法局 浏览次数：`` or two cells; blanks inside labels, values run
together with the next label, values on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cleaners.metadata.possible_dates import is_possible
from cleaners.patterns.dates import find_moment, read_shown_moment
from cleaners.patterns.label_words import UPDATED
from cleaners.patterns.labels import OTHER, pairs

_MAX_LINE_CHARS = 300  # longer lines are text (chosen)
_MAX_VALUE_CHARS = 80
_AFTER_SOURCE = re.compile(
    r"\s|[|｜丨\t【\[<＜©]|(?:19|20)\d\d[-年/.]|字[体号]|打印|分享到|浏览|阅读|点击|访问|编辑|作者|大中小|收藏|保护视力|关闭|[（(]\s*(?:点击|原标题)"
)
_DATE_WORD = re.compile(r"(?:发布)?(?:日期|时间)$")
_NO_SOURCE = re.compile(r"^(?:本网站?|本站|原创|网站|互联网|网络|本站原创|未知|无|转载|[-—/]+|null|undefined|\W*)$")
_NO_VALUE = re.compile(r"^[-—–_/\s]*$")
_MAX_STAMP_CHARS = 90  # of a line that is a date and little else (chosen)
_BARE_LABEL_CHARS = 2  # 时间, 日期: a label that may speak of something else
_NUMBER = re.compile(
    r"[〔\[（(【［﹝]\s*(?:19|20)\d\d\s*[〕\]）)】］﹞]|[\d一二三四五六七八九十百]\s*号|^[A-Za-z\d./_-]*\d[A-Za-z\d./_-]*$"
)
_OFFICE = re.compile(r"^\s*(?:本报|本网|特约)?(?:记者|通讯员|撰稿人?)[\s:：]+")


@dataclass(slots=True)
class Info:
    """The first value of each labelled field, by the field's name; dates as in an Article, all else as printed.

    *bad_date* is the label and the value of a publication that is no date, *impossible_date* of one after *latest*, the
    last day that the page may be of, or before there were such pages.
    """

    values: dict[str, str] = field(default_factory=dict)
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
    return info


def stamp(line: str, *, in_text: bool = False) -> str | None:
    """The moment that a line without label prints beside a title: one with a time of day, or a date at its edge.

    None for sentences and for a clock, which shows the weekday.  Inside the text a bare date may be the
    signature's, so there only a time of day counts.
    """
    if len(line) > _MAX_STAMP_CHARS or "星期" in line or "。" in line or not (found := find_moment(line)):
        return None
    at_start = found.start < 4 and (len(line) < 30 or bool(pairs(line)))
    at_edge = at_start or found.end == len(line)
    return found.shown if found.time or (at_edge and not in_text) else None


def clean_source(value: str) -> str | None:
    """*value* up to the first thing that is no name; None for 本网, 本站 and the like."""
    value = value.strip("[【 \t\u3000")
    cut = _AFTER_SOURCE.search(value)
    name = _DATE_WORD.sub("", (value[: cut.start()] if cut else value).rstrip(":： ")).strip("；;，,、:：>-—_[]【】 ")
    for opening, closing in ("()", "（）", "《》"):
        if name.count(opening) > name.count(closing):
            rest = value[len(name) :].strip()
            name = (
                name + closing
                if rest.startswith(closing) or name.startswith(opening)
                else name.rpartition(opening)[0] or name
            )
    if name[:1] in "（(" and name[-1:] in ")）":
        name = name[1:-1]
    if not name or len(name) > 40 or _NO_SOURCE.match(name) or "=" in name:
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
    elif kind not in info.values and (cleaned := _CLEANED.get(kind, _as_printed)(value)):
        info.values[kind] = cleaned


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
