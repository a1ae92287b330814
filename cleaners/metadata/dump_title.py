"""Title of a dump: which line, or lines, above the text are its title, where nothing but their place tells.

Every line or short run of lines gets points: for what it says (关于…的通知), for what stands above it (the path of
columns), for what stands below it (the info line, the text), for being printed twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cleaners.metadata.titles import is_report_title, kind_of_title, organ_in_title
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import read_day
from cleaners.patterns.han import has_han
from cleaners.patterns.labels import pairs
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import is_organ_name

_MAX_TITLE_CHARS = 120  # chosen
_MAX_PIECES = 5  # lines of one title (chosen)
_MAX_HEAD_LINES = 400  # right above the text among which the title is looked for (chosen)
_MAX_ENTRY_CHARS = 8  # of an entry of a menu (chosen)
_MAX_INFO_CHARS = 400  # of a line of labels (chosen)
_NEAR_LINES = 12  # above a title, among which no info line stands (chosen)
_MIN_POINTS = 25  # chosen
_NOUN_END = re.compile(
    r"(?:通知|公告|通告|报告|总结|意见|决定|决议|办法|批复|函|方案|规定|条例|细则|规划|计划|要点|答复|议案|说明|公示|公报|通报|解读|年报|汇报|纲要|制度|情况"
    r"|名单|目录|清单|简介|讲话|致辞|倡议书|承诺书|决定书|判决书|表)(?:（[^（）]{1,20}）)?$"
)
_GOES_ON = re.compile(r"(?:关于|的|和|及|与|暨|、|对|在|为|以及)$")
_IS_REST = re.compile(r"^(?:的|和|及|与|暨|——|—|－－|（[^（）]{2,30}号）$)")
_OTHER_ORGAN = re.compile(r"^[\u4e00-\u9fff]{2,24}?(?:政府|局|委员会|厅|办公室|办事处|街道|[镇乡县区市])")
_YEAR_END = re.compile(r"20\d\d年度?$")
_CRUMB = re.compile(r"^[>＞»/→]")
_BARE_CRUMB = re.compile(r"[>＞»/→\s]{1,4}")
_ADDRESS = re.compile(r"www\.|https?:|\.(?:cn|com|org)\b")
_BARE_LABEL = re.compile(r"[:：]\s*$")
_SITE = re.compile(r"(?:网站?|网|专栏|平台|首页|频道|专题|门户|栏目|导航|中心)$")
_BETWEEN_ENTRIES = re.compile(r"[\s|｜·丨/>＞»]+")
_BLANKS = re.compile(r"\s+")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"))


@dataclass(frozen=True, slots=True)
class DumpTitle:
    """The title as one line, and the indexes of the lines that print it; none where only a label names it."""

    title: str
    lines: tuple[int, ...]
    found: str = "text"


def choose_dump_title(lines: Sequence[str], head: Sequence[int], first_body: int) -> DumpTitle | None:
    """The title among the lines *head*, which are no furniture and stand above line *first_body*."""
    labelled = _labelled_title(lines[:first_body])
    printed = Counter(_BLANKS.sub("", line) for line in lines if len(line) <= _MAX_TITLE_CHARS)
    page_title = _BLANKS.sub("", "".join(lines[:1])[:_MAX_INFO_CHARS])
    candidates = []
    for n, (span, title) in enumerate(_candidates(lines, head[-_MAX_HEAD_LINES:])):
        points = _points_for_words(title) + _points_for_place(lines, span, first_body) + 5 * (len(span) - 1)
        bare = _BLANKS.sub("", title)
        points += 100 * (labelled is not None and bare == _BLANKS.sub("", labelled))
        points += 10 * (len(bare) >= 8) * ((printed[bare] > 1) + (page_title.startswith(bare) and span[0] > 0))
        candidates.append((points, -n, span, title))
    best = max(candidates, default=None)
    if best and best[0] >= _MIN_POINTS:
        return DumpTitle(best[3], best[2])
    return DumpTitle(labelled, (), "head table") if labelled else None


def is_title_by_itself(line: str) -> bool:
    """Whether *line* says by its words alone that it is a title: 关于…的通知, 某局2024年…报告.

    >>> is_title_by_itself("某县关于做好防汛工作的通知"), is_title_by_itself("认真落实上级通知")
    (True, False)
    """
    if not 8 <= len(line) <= _MAX_TITLE_CHARS or is_body(line) or any(mark in line for mark in "。；！？;!?\t"):
        return False
    if is_report_title(line):
        return True
    return _NOUN_END.search(line) is not None and ("关于" in line or kind_of_title(line) not in ("other", "news"))


def joined_title(pieces: Sequence[str]) -> str | None:
    """The one title that *pieces* are the lines of; None if they are not: each line but the last has to break off."""
    cuts = range(1, len(pieces))
    if any(not _breaks_off("".join(pieces[:n]), "".join(pieces[n:])) for n in cuts):
        return None
    return "".join(pieces)


def _breaks_off(piece: str, rest: str) -> bool:
    """Whether a title that begins with *piece* goes on with *rest*."""
    if is_report_title(rest):
        if organ_in_title(rest) is not None:
            return False
        bare = _BLANKS.sub("", piece)
        return is_organ_name(bare) or _YEAR_END.search(bare) is not None or _is_open(piece)
    if is_report_title(piece):
        return _IS_REST.match(rest) is not None
    if _GOES_ON.search(piece) or _IS_REST.match(rest):
        return True
    if any(piece.count(opening) > piece.count(closing) for opening, closing in _PAIRS):
        return True
    if _is_open(piece) or (is_organ_name(_BLANKS.sub("", piece)) and not _OTHER_ORGAN.match(rest)):
        return _NOUN_END.search(rest) is not None
    return len(piece) > 8 and is_report_title(piece + rest)


def _is_open(piece: str) -> bool:
    """Whether *piece* says 关于 and not yet what it is: a notice, a report."""
    return "关于" in piece and _NOUN_END.search(piece) is None


def _candidates(lines: Sequence[str], head: Sequence[int]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Single lines and runs of lines right below each other."""
    inside: Collection[int] = set(head)
    for i in head:
        for end in range(i + 1, i + _MAX_PIECES + 1):
            if end - 1 not in inside:
                break
            span = tuple(range(i, end))
            pieces = [lines[k] for k in span]
            if not 4 < sum(map(len, pieces)) <= _MAX_TITLE_CHARS:
                continue
            if (title := joined_title(pieces)) and has_han(title):
                yield span, title


def _points_for_words(title: str) -> int:
    bare = _BLANKS.sub("", title)
    points = 60 * is_report_title(title) + 15 * (_NOUN_END.search(bare) is not None) + 10 * ("关于" in bare)
    points += 5 * (len(bare) >= 12) - 15 * (len(bare) < 8)
    is_of_the_site = is_organ_name(bare) or _SITE.search(bare) or _ADDRESS.search(bare) or _is_menu(title)
    is_a_piece = _IS_REST.match(bare) or _CRUMB.match(bare) or _BARE_LABEL.search(bare)
    return points - 40 * bool(is_of_the_site) - 40 * bool(is_a_piece) - 20 * (":" in bare or "：" in bare)


def _points_for_place(lines: Sequence[str], span: tuple[int, ...], first_body: int) -> int:
    """Points for what stands above and below: path, title, subtitle or not, info line, text."""
    above = lines[span[0] - 1] if span[0] else ""
    below, under_it = (lines[i] if i < len(lines) else "" for i in (span[-1] + 1, span[-1] + 2))
    points = 15 * (span[-1] + 1 == first_body)
    if boilerplate.is_info(below):
        points += 30
    elif boilerplate.is_info(under_it):
        points += 20  # a subtitle between them
    else:
        points += 10 * (below != "" and boilerplate.is_top(below))
    if _BARE_LABEL.search(above):
        points -= 40  # its value
    elif _CRUMB.match(below) or _BARE_CRUMB.fullmatch(above):
        points -= 20  # a step of the path
    elif boilerplate.is_breadcrumb(above) or _CRUMB.match(above):
        points += 30
    elif boilerplate.is_head_row(above):
        points += 15
    return points - 25 * _has_date(lines[: span[0]])


def _is_menu(title: str) -> bool:
    """Whether *title* is a row of short words: 中国政府网 某省人大 某省政协."""
    entries = _BETWEEN_ENTRIES.split(title)
    return len(entries) > 1 and all(len(entry) <= _MAX_ENTRY_CHARS for entry in entries)


def _has_date(lines: Sequence[str]) -> bool:
    """Whether an info line with a date stands among *lines*: it stands below the title."""
    return any(boilerplate.is_info(line) and read_day(line) for line in lines[-_NEAR_LINES:])


def _labelled_title(lines: Sequence[str]) -> str | None:
    """What a head table calls the title: 信息名称：…."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        for kind, _, value in pairs(line, following) if len(line) < _MAX_INFO_CHARS else ():
            if kind == "title" and len(value.strip()) > 6:
                return value.split("\t")[0].strip()
    return None
