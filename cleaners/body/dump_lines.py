"""Lines of a dump that are its content: menus above the path of columns and below the text are cut.

A dump has no elements, so that what is no sentence and no known furniture may be a menu or a title.  Where furniture
was met above or below the text, the place of a line tells: above path and title, or below the furniture, is menu.
A dump that breaks at every element prints ``首页``, ``>``, ``政务公开`` below each other, ``来源：`` above its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from cleaners.patterns import boilerplate
from cleaners.patterns.dates import read_signed_day
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import is_organ_name

_MAX_MENU_SHARE = 0.1  # of lines above a path that may look like text (chosen)
_MIN_MENU_LINES = 10  # above a path, from which on that share counts (chosen)
_MIN_TEXT_CHARS = 100  # below the path (chosen)
_MIN_SHORT_CHARS = 40  # below a path with its label (chosen)
_OWN = re.compile(r"^(?:附[件表注]|注[:：]|[（(].{2,40}[)）]$|抄送|主送|联系(?:人|电话|方式)|\d{1,2}\s*[.、．])")
_SEPARATOR = re.compile(r"(?:>{1,2}|[＞»›→/\\|｜])")
_LABEL = re.compile(
    r"^[【\[（(]?(?:信息来源|文章来源|来\s?源|(?:发布|更新|成文|发文)?(?:时间|日期)|发布(?:机构|单位)|作者|责任编辑"
    r"|(?:您的|当前|所在|您(?:当前|现在)(?:所在)?的?|现在)?位置|字[体号](?:大小)?|浏览(?:次数|量)?|点击(?:数|量)?)\s?(?:是)?[:：]$"
)
_MIN_ROWS = 5  # of a list (chosen)
_MIN_ROW_CHARS = 8  # of a title; menus have shorter entries (chosen)
_MAX_PAGER_CHARS = 60  # chosen
_PAGER = re.compile(r"[上下后]一?页|[尾末]页")
_ROW_DAY = re.compile(r"[\[（(]?(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?[\])）]?(?:\s\d\d?[:：]\d\d)?$")
_MAX_DISTANCE = 2  # lines between pieces, one of them blank (chosen)
_MAX_PATH_CHARS = 240  # chosen
_MAX_PIECE_CHARS = 24  # of a step of the path or a value (chosen)


def start_of_dump(lines: Sequence[str], *, has_furniture: bool) -> int:
    """The line after the last path of columns (当前位置) that has the text below it; 0 without one.

    Menus stand above it: little of what is there reads as text, or less than half of what is below it.  Without other
    *furniture* only a path below many lines of menus counts, since a text may quote a path.
    """
    paths = [i for i, line in enumerate(lines) if ("位" in line or "首" in line) and boilerplate.is_breadcrumb(line)]
    if not paths:
        return 0
    sizes = [len(line) if _is_sentence(line) else 0 for line in lines]
    sentences = list(accumulate(sizes, initial=0))
    bodies = list(accumulate(map(bool, sizes), initial=0))
    for i in reversed(paths):
        above, below = sentences[i], sentences[-1] - sentences[i]
        is_menu = i >= _MIN_MENU_LINES and bodies[i] <= _MAX_MENU_SHARE * i
        if below >= _MIN_TEXT_CHARS and (is_menu or (has_furniture and above * 2 < below)):
            return i + 1
        if has_furniture and above < below >= _MIN_SHORT_CHARS and boilerplate.BREADCRUMB_LABEL.match(lines[i]):
            return i + 1
    return 0


def is_list_dump(lines: Sequence[str]) -> bool:
    """Whether *lines*, a whole dump, are a list of articles: rows of a title and a day, page numbers, no sentence.

    Without page numbers such rows may be the directory that a document has.
    """
    pagers = [i for i, line in enumerate(lines) if len(line) <= _MAX_PAGER_CHARS and len(set(_PAGER.findall(line))) > 1]
    if not pagers:
        return False
    rows = 0
    for line, following in pairwise(lines[: pagers[-1] + 1]):
        if _is_sentence(line) and not _ROW_DAY.search(line):
            return False
        title = _ROW_DAY.sub("", line).strip()
        rows += len(title) >= _MIN_ROW_CHARS and (len(title) < len(line) or _ROW_DAY.match(following) is not None)
    return rows >= _MIN_ROWS


def without_menus_below(lines: Sequence[str], remaining: Sequence[int]) -> list[int]:
    """*remaining* without what stands below the first furniture under the text and is no part of a document's end.

    Signatures, days, annexes and notes stay wherever they stand.
    """
    last_body = next((i for i in reversed(remaining) if is_body(lines[i])), None)
    if last_body is None:
        return list(remaining)
    inside = set(remaining)
    cut = next((i for i in range(last_body + 1, remaining[-1] + 1) if i not in inside), None)
    if cut is None:
        return list(remaining)
    return [i for i in remaining if i < cut or _is_end_of_document(lines, i)]


def _is_end_of_document(lines: Sequence[str], i: int) -> bool:
    if _OWN.match(lines[i]) or read_signed_day(lines[i].strip()):
        return True
    following = lines[i + 1 : i + 4]
    return is_organ_name("".join(lines[i].split())) and any(read_signed_day(line.strip()) for line in following)


def _is_sentence(line: str) -> bool:
    return is_body(line) and len(line) >= 16 and not boilerplate.is_end(line) and not boilerplate.is_top(line)


def join_split(lines: Sequence[str]) -> list[str]:
    """*lines*, blank ones among them, with those above the first line of text joined that are pieces of one."""
    joined: list[str] = []
    last, waits = -1, False  # the last line that is not blank, and whether it ends with a separator that stood alone
    for n, line in enumerate(lines):
        if is_body(line):
            return [*joined, *lines[n:]]
        if line and last >= 0 and len(joined) - last <= _MAX_DISTANCE and _belongs(joined[last], line, waits=waits):
            label = "" if _LABEL.match(joined[last]) else " "
            joined[last:] = [joined[last] + label + line]
        else:
            joined.append(line)
            last = len(joined) - 1 if line else last
        waits = (waits and not line) or (_SEPARATOR.fullmatch(line) is not None and joined[last] != line)
    return joined


def _belongs(line: str, following: str, *, waits: bool) -> bool:
    """Whether *following* is a piece of *line*: a separator, the step behind one, the value of a label."""
    if _SEPARATOR.fullmatch(following):
        return not waits and len(line.rsplit(" ", 1)[-1]) <= _MAX_PIECE_CHARS
    if waits:
        return len(line) < _MAX_PATH_CHARS and len(following) <= _MAX_PIECE_CHARS
    return _LABEL.match(line) is not None and len(following) <= _MAX_PIECE_CHARS and not _LABEL.match(following)
