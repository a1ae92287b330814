"""Edges of a text: cut furniture off its top and its bottom, by line and position.

Four rules hold whatever the patterns say: only whole lines or bracketed tokens go; only above the
first body line or below the last one; never so much that less than 30 % of the Chinese characters
remain; and a second pass changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

from cleaners.patterns import boilerplate
from cleaners.patterns.dates import SIGNED_DAY, is_only_a_date
from cleaners.patterns.file_endings import endings
from cleaners.patterns.han import count_han, has_han
from cleaners.patterns.labels import is_label
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import SIGNING_END, is_organ_name
from cleaners.patterns.traditional import is_traditional, simplified
from cleaners.patterns.visitor_lines import is_fold, is_to_visitor

_MIN_HAN_SHARE = 0.3  # of the Chinese characters that remain; else nothing is cut (chosen)
_OWN_LINK = re.compile(rf"附件|附表|@|^(?:https?:|www\.)|{SIGNING_END.pattern}", re.IGNORECASE)
_CAPTION = re.compile(r"^[\u4e00-\u9fff]{4,12}[:：]?$")
_OWN_LABEL = re.compile("附|址|网|平台|系统|电话|邮箱|联系|咨询|报名|申报|下载|入口")  # links that a notice gives
_LABEL = re.compile(r"^(?:[【\[][^：:。，】\]]{1,8}[】\]][：:]?|[^：:。，]{1,8}[：:])\s{0,9}")
_CLAUSE_ENDS = ("。", "；", "：", "！", "？")
_RUNS_SITE = re.compile(r"(?:开办|主办|承办|协办|主管|管理|维护|运维|建设|制作)(?:单位|机构|部门)?\s?[:：]")
_LOOKED_AT_LINES = 12  # at both ends, to see whether furniture is printed in traditional characters (chosen)
_FILE_NAME = re.compile(rf"\.{endings('document', 'package', 'other')}\W{{0,3}}$", re.IGNORECASE)
_SIGNED_DAY = re.compile(rf"\s{{0,9}}{SIGNED_DAY}\s{{0,9}}$")
_FIELD = re.compile(r"^[*＊\s]{0,3}[\u4e00-\u9fff\s]{1,10}[*＊\s]{0,3}[:：][*＊\s]{0,3}$")
_ARROWS = "←→↑↓<>＜＞«»‹› "
_BETWEEN_LINKS = re.compile(r"\s[|｜/]\s")
_KEY_WORDS = ("关键词", "关键字", "【关键", "[关键", "Key", "Abstract")
_MAX_INFO_CHARS = 80  # of an info line that is surely no text (chosen)
_MAX_INFO_LINES = 12  # that may be all that remains of a page without text (chosen)
_STRAY = re.compile(
    r"[-—–_=*·•●■【\[<《\s]{0,8}(?![附注抄主联印签])[\u4e00-\u9fff]{1,12}[-—–_=*·•】\]>》！!？?~～\s]{0,8}$"
)
_MAX_STRAY_CHARS = 20  # chosen
_MAX_STRAYS = 2  # lines; more are an annex without a caption (chosen)
_MAX_SIGNED_CHARS = 60  # of a line with organ and day (chosen)
_LONG_LINE_CHARS = 60  # a longer line of clauses is body whatever words it has (chosen)
_MAX_TOKENS_CHARS = 300  # at the end of a line that may be tools (chosen)
_MAX_LINES_EXAMINED = 2_000_000  # in all passes: two or three passes are enough for any page
_MAX_TOP_LINES = 2_000  # looked at from the top: no portal has so much above its text


def find_text(lines: Sequence[str], least_share: float = _MIN_HAN_SHARE) -> list[int]:
    """The indexes of those *lines* that are text.

    Above the first body line every furniture line goes and the others stay (a subtitle, a document
    number); below the last body line all goes from the first line on that begins related lists or
    the footer, before it only furniture lines (a signature, 附件 and notes stay).  What is cut can make
    another line the first or the last, so this is done until nothing more is to be cut; lines for which
    that takes too long stay as they are, and so does a text of which less than *least_share* would remain.
    """
    if is_traditional([*lines[:_LOOKED_AT_LINES], *lines[-_LOOKED_AT_LINES:]]):
        lines = [simplified(line) for line in lines]
    remaining, is_done, work = [i for i, line in enumerate(lines) if not is_fold(line)], False, 0
    while not is_done:
        stay, is_done = _one_pass([lines[i] for i in remaining])
        remaining = [remaining[i] for i in stay]
        work += len(lines)
        if work > _MAX_LINES_EXAMINED:
            return list(range(len(lines)))
    if len(remaining) <= _MAX_INFO_LINES and all(
        _is_surely_furniture(lines[i]) or (i and is_label(lines[i - 1])) for i in remaining
    ):
        return []
    if len(remaining) < len(lines) and not _is_enough(lines, remaining, least_share):
        return [] if all(map(_is_surely_furniture, lines)) else list(range(len(lines)))
    return remaining


def _is_surely_furniture(line: str) -> bool:
    return boilerplate.is_tool(line) or is_to_visitor(line) or _is_info_alone(line) or _is_field(line)


def _is_field(line: str) -> bool:
    """Whether *line* is the label of a field of a form: ``手机号：``; no caption where a text has nothing else."""
    return _FIELD.match(line) is not None


def _is_info_alone(line: str) -> bool:
    """Whether *line* is an info line or a day, which are no text where nothing else stands."""
    if len(line) > _MAX_INFO_CHARS or "。" in line or "\t" in line:
        return False
    return boilerplate.is_info(line) or is_only_a_date(line)


def links_around(lines: Sequence[str], linked: Sequence[int], remaining: Sequence[int]) -> list[int]:
    """Those of *remaining* above the first body line and below the last that are nothing but links, labelled or not.

    *linked* counts the characters inside links.  Not among them: names of organs and annexes, printed addresses.
    """
    links = [i for i in remaining if linked[i] and _is_link(lines[i], linked[i])]
    if not links:
        return []
    first = next((i for i in remaining if _is_body(lines[i])), None)
    if first is None:
        return []
    last = next(i for i in reversed(remaining) if _is_body(lines[i]))
    return [i for i in links if not first <= i <= last]


def is_caption(line: str) -> bool:
    """Whether *line*, met right above links that go, may be their caption: ``解读材料``; no organ and no annex."""
    return _CAPTION.match(line) is not None and not _OWN_LINK.search(line)


def _is_link(line: str, linked: int) -> bool:
    """Whether *line* is a link, or a label with links: ``相关解读：…``, but no contact or annex of the text's own."""
    label = _LABEL.match(line) if linked < len(line) else None
    rest = (line[label.end() :] if label else line).strip(_ARROWS)
    if not linked >= len("".join(_BETWEEN_LINKS.sub("", rest).split())) > 0 or _OWN_LINK.search(rest):
        return False
    return label is None or not _OWN_LABEL.search(label[0])


def without_tail_tokens(line: str) -> str:
    """*line* without bracketed tools at its end: ``…。【打印】【关闭】``."""
    head, tail = line[:-_MAX_TOKENS_CHARS], line[-_MAX_TOKENS_CHARS:]
    shorter = head + boilerplate.TAIL_TOKENS.sub("", tail)
    return shorter if len(shorter) < len(line) and has_han(shorter) else line


def _one_pass(lines: Sequence[str]) -> tuple[list[int], bool]:
    """The indexes of the *lines* that stay, and whether a further pass over them would change nothing.

    It would, if a caption stands too far above to end the text: once the rest is shorter, it may.  Or if there
    are more lines than are looked at.  All other judgements look at one line alone.
    """
    is_text: Callable[[str], bool] = _is_body
    first_body = next((i for i, line in enumerate(lines) if is_text(line) and not _sums_up(lines, i)), None)
    if first_body is None:  # a short document has short sentences
        is_text = _is_clause
        head = enumerate(lines[:_MAX_TOP_LINES])
        first_body = next((i for i, line in head if is_text(line) and not _sums_up(lines, i)), None)
    if first_body is None:
        stay = _without_body(lines)
        return stay, len(stay) == len(lines) or len(lines) <= _MAX_TOP_LINES
    end, has_earlier = _afterwards(lines, first_body)
    last_body = next(i for i in range(end - 1, -1, -1) if is_text(lines[i]))
    end = next((i for i in range(last_body + 1, end) if boilerplate.is_end(lines[i])), end)
    end = _start_of_imprint(lines, last_body + 1, end)
    top = min(first_body, _MAX_TOP_LINES)
    stay = [i for i in range(top) if not (boilerplate.is_top(lines[i]) or _sums_up(lines, i))]
    stay += range(top, last_body + 1)
    stay += _below(lines, last_body + 1, end)
    return stay, len(stay) == len(lines) or (first_body <= _MAX_TOP_LINES and not has_earlier)


def _start_of_imprint(lines: Sequence[str], first: int, end: int) -> int:
    """The line on which the names of who runs the site begin, right above a footer at *end* and below a signed day.

    Without a day above them, or a mark that every site must print below, the same labels may name who holds an event.
    """
    start = end
    while start > first and end < len(lines) and _RUNS_SITE.match(lines[start - 1]):
        start -= 1
    if any(map(_SIGNED_DAY.match, lines[first:start])):
        return start
    return start if end < len(lines) and boilerplate.mandatory_footers(lines[end : end + 1]) else end


def _below(lines: Sequence[str], first: int, end: int) -> list[int]:
    """The indexes from *first* to *end*, below the last body line, that are no furniture.

    The caption 附件 stays where more than names of files stands below it; with a colon it needs a table there.
    """
    stay: list[int] = []
    has_annex = has_table = False
    signed, annex = _signature_and_annex(lines, first, end)
    if annex == end and _is_signed(lines, signed):
        annex = end = next((i for i in range(signed + 1, end) if boilerplate.names_others(lines[i])), end)
    stray = _strays(lines, signed + 1, end) if annex == end and _is_signed(lines, signed) else frozenset()
    for i in range(end - 1, first - 1, -1):
        line = lines[i]
        if i in stray or (signed < i < annex and boilerplate.is_after_signature(line)):
            continue
        is_caption = boilerplate.is_annex_caption(line)
        stays = (
            (has_table if line.endswith((":", "：")) else has_annex) if is_caption else not boilerplate.is_bottom(line)
        )
        if stays:
            stay.append(i)
            has_annex = has_annex or not _FILE_NAME.search(line)
            has_table = has_table or "\t" in line
    return stay[::-1]


def _is_signed(lines: Sequence[str], signed: int) -> bool:
    """Whether an organ stands above, or before, the day at the end of line *signed*, which may end the text."""
    day = _SIGNED_DAY.search(lines[signed]) if signed < len(lines) else None
    if day is None:
        return False
    organ = lines[signed][: day.start()].strip() or (lines[signed - 1] if signed else "")
    return is_organ_name("".join(organ.split()))


def _strays(lines: Sequence[str], first: int, end: int) -> frozenset[int]:
    """One or two short lines between the day of the signature and the end that say nothing by themselves.

    A document has notes in brackets there, labels with values and names of organs, or more lines than two.
    """
    rest = [i for i in range(first, end) if not boilerplate.is_bottom(lines[i])]
    strays = [i for i in rest if len(lines[i]) <= _MAX_STRAY_CHARS and _STRAY.match(lines[i])]
    if len(rest) > _MAX_STRAYS or any(is_organ_name(lines[i]) for i in strays):
        return frozenset()
    return frozenset(strays)


def _signature_and_annex(lines: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """The line of the day on which the text was signed, and where annexes, notes and tables begin below it."""
    signed = next(
        (i for i in range(first, end) if len(lines[i]) < _MAX_SIGNED_CHARS and _SIGNED_DAY.search(lines[i])), end
    )
    own = (i for i in range(signed + 1, end) if lines[i].startswith(("附", "注")) or "\t" in lines[i])
    return signed, next(own, end)


def _without_body(lines: Sequence[str]) -> list[int]:
    """As ``_one_pass``, for lines without a single sentence or heading: a table, a list of names."""
    end = next((i for i, line in enumerate(lines[:_MAX_TOP_LINES]) if i and boilerplate.is_end(line)), len(lines))
    stay: list[int] = []
    for i in range(end):
        is_furniture = i < _MAX_TOP_LINES and (
            (boilerplate.is_top(lines[i]) and (has_han(lines[i]) or is_to_visitor(lines[i]))) or _sums_up(lines, i)
        )
        if not is_furniture or (stay and _SIGNED_DAY.match(lines[i])):
            stay.append(i)
    return stay


def _sums_up(lines: Sequence[str], i: int) -> bool:
    """Whether line *i* is the value of a label for summaries on the line above it, or such a box above the text.

    The abstract of a paper has key words below it.
    """
    if i > 0 and boilerplate.is_summary_label(lines[i - 1]):
        return True
    if not boilerplate.is_abstract(lines[i]):
        return False
    return i + 1 < len(lines) and not lines[i + 1].startswith(_KEY_WORDS)


def _afterwards(lines: Sequence[str], first_body: int) -> tuple[int, bool]:
    """The line on which related lists, comments or disclaimers begin, if enough of the text stands above it.

    And whether such a caption stands further above.
    """
    captions = [i for i in range(first_body + 1, len(lines)) if boilerplate.opens_afterwards(lines[i])]
    if not captions:
        return len(lines), False
    sizes = list(accumulate(map(len, lines)))
    for n, i in enumerate(captions):
        if sizes[i - 1] >= _MIN_HAN_SHARE * sizes[-1]:
            return i, n > 0
    return len(lines), True


def _is_clause(line: str) -> bool:
    """Whether *line* is text of a document without a long sentence: it ends as sentences do and is no furniture."""
    return line.endswith(_CLAUSE_ENDS) and not (boilerplate.is_top(line) or boilerplate.is_bottom(line))


def _is_body(line: str) -> bool:
    if not is_body(line) or is_to_visitor(line) or boilerplate.is_summary_row(line):
        return False
    if len(line) > _LONG_LINE_CHARS and line.count("，") + line.count("。") + line.count(",") > 2:
        return True
    if boilerplate.is_end(line) or boilerplate.is_legal_notice(line):
        return False
    return not (len(line) < _LONG_LINE_CHARS and boilerplate.is_top(line))


def _is_enough(lines: Sequence[str], remaining: Sequence[int], share: float) -> bool:
    """Whether the lines *remaining* have their share of all Chinese characters; counted only until that is known."""
    inside = set(remaining)
    cut = count_han("".join(line for i, line in enumerate(lines) if i not in inside))
    needed = cut * share / (1 - share)
    count = 0
    for i in remaining:
        if count >= needed:
            return True
        count += count_han(lines[i])
    return count >= needed
