"""Title by its place: the line above the info line, whatever element it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.metadata.titles import is_report_title
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import is_only_a_date
from cleaners.patterns.han import count_han
from cleaners.patterns.line_starts import is_body, is_heading
from cleaners.patterns.organ_endings import PLACE_END, SIGNING_END, is_organ_name

_MIN_CHARS = 5  # one less for a document: 任免通知 (chosen)
_MAX_CHARS = 90  # chosen
_LINES_BEFORE = 4  # the info line that may be title, subtitle, number (chosen)
_SITE = re.compile(r"(?:人民政府|政府|网|网站|门户|首页|信息公开平台|信息公开网?|政务平台|公众号|客户端)$")
_NUMBER = re.compile(r"[〔\[（(【][12]\d{3}[〕\]）)】]\s{0,9}第?\s{0,9}\d{1,5}\s{0,9}号$")
_SUBTITLE = re.compile(r"^(?:[-—–―]{1,4}\s{0,9}\S|[（(].*[)）]$)")
_SENTENCE_END = "。；;，,：:"
_GOES_ON = re.compile(r"^(?:关于|20\d\d\s?年|二[〇○零Ο0O]|法治|依法|推进)")
_DOCUMENT_END = re.compile(
    r"(?:报告|总结|年报|情况|汇报|公告|通知|通告|通报|决定|意见|批复|函|办法|规定|方案|要点|计划|解读|纪要|细则|条例)$"
)
_ABOUT = re.compile("关于")


def is_site_name(text: str) -> bool:
    """Whether *text* ends as the names of sites do."""
    return _SITE.search(text) is not None


def placed_title(lines: Sequence[str], linked: Sequence[int]) -> str | None:
    """The title that stands right above the first info line among *lines*, or alone between it and the text.

    *lines* begin below the breadcrumb, *linked* counts their characters in links.  None without an info line above
    the text: then anything may stand there.
    """
    body = next((i for i, line in enumerate(lines) if is_body(line) and not boilerplate.is_top(line)), len(lines))
    info = next((i for i in range(body) if boilerplate.is_info(lines[i]) or is_only_a_date(lines[i])), None)
    if info is None:
        return None
    for i in range(info - 1, max(-1, info - 1 - _LINES_BEFORE), -1):
        if _may_be_title(lines[i], linked[i]):
            return _with_line_above(lines, linked, i)
    below = [i for i in range(info + 1, body) if not boilerplate.is_top(lines[i])]
    if len(below) == 1 and _may_be_title(lines[below[0]], linked[below[0]]):
        return lines[below[0]]
    return None


def _may_be_title(line: str, linked: int) -> bool:
    least = _MIN_CHARS - bool(_DOCUMENT_END.search(line))
    if not least <= len(line) <= _MAX_CHARS or linked * 2 > len(line) or line[-1] in _SENTENCE_END or "。" in line:
        return False
    if is_heading(line) or _SUBTITLE.match(line) or _NUMBER.search(line) or is_site_name(line):
        return False
    if SIGNING_END.search(line) or count_han(line) * 2 < len(line):
        return False
    return not (boilerplate.is_top(line) or boilerplate.is_end(line) or boilerplate.is_bottom(line))


def _with_line_above(lines: Sequence[str], linked: Sequence[int], i: int) -> str:
    """Line *i* as a title, with the one or two above it if they are its beginning."""
    title = lines[i]
    above = lines[i - 1] if i and linked[i - 1] * 2 <= len(lines[i - 1]) else ""
    if len(above) > _MAX_CHARS or not above:
        return title
    organ = lines[i - 2] if i > 1 and not linked[i - 2] else ""
    if is_organ_name(organ) and _GOES_ON.match(above) and not is_report_title(above) and is_report_title(above + title):
        return organ + above + title
    names_organ = (SIGNING_END.search(above) or PLACE_END.search(above)) and _GOES_ON.match(title)
    is_open = _ABOUT.search(above) and not _DOCUMENT_END.search(above) and _DOCUMENT_END.search(title)
    return above + title if names_organ or (is_open and not _ABOUT.search(title)) else title
