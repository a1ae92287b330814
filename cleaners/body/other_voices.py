"""Other voices below a text: readers' comments, recommended articles and teasers, however long they are.

They are known by their structure: comments by the buttons that each of them carries, other articles by their titles,
which are links.  A caption makes fewer of them enough.  Where two paragraphs follow each other below, the text goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from cleaners.metadata.attachments import leads_to_file
from cleaners.parsing.page_lines import Page
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import find_moment, read_signed_day
from cleaners.patterns.han import count_han
from cleaners.patterns.line_starts import first_characters, is_body
from cleaners.patterns.organ_endings import is_organ_name
from cleaners.patterns.visitor_lines import is_control

_TITLE_CHARS = 8  # of a link that is the title of another article (chosen)
_PARAGRAPH_CHARS = 20  # of a line that is text (chosen)
_POSTED = re.compile(r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s{1,3}\d{1,2}:\d\d")
_POST = re.compile("发表|发布|回复|回帖|回贴|跟帖|跟贴|留言|评论")  # 停电时间：… of each street is none
_WHEN_AND_WHO = re.compile(r"\d")
_MIN_HAN = 4  # characters with which the heads of posts begin alike; the lines of a chronicle begin with days (chosen)
_MAX_HEAD_CHARS = 80  # of the head of a post (chosen)
_MAX_TITLE_CHARS = 80  # of the title of an article (chosen)
_MAX_INFO_CHARS = 120  # of its info line (chosen)
_ARTICLE_LINES = 8  # below the info line of another article, among which its sentences stand (chosen)
_CAPTION_CHARS = 24  # of a caption (chosen)
_MAX_CAPTIONS = 60  # below a text that are followed (chosen)
_MIN_TEASERS = 3  # without a caption (chosen)
_MIN_COMMENTS = 3  # without a caption (chosen)
_NEAR_LINES = 12  # below a caption for comments, among which their buttons stand (chosen)
_MAX_POST_HEAD_CHARS = 40  # chosen
_LINES_OF_HEAD = 3  # of the first comment, who and when (chosen)
_WHEN = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s{1,3}\d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}\s?(?:分钟|小时|天|个月)前|刚刚|昨天"
)
_MAX_ITEM_LINES = 12  # of one comment (chosen)
_COMMENTS = re.compile(
    r"^[【\[]?(?:网友|最新|热门|全部|精彩|精选|用户|文章|读者|所有)?\s?(?:评论|留言|跟帖|热评|回帖|讨论)(?:区|列表|内容)?"
    r"\s?[(（\[]?\s?\d{0,7}\s?条?[)）\]]?[】\]]?[:：]?$"
)
_COMMENTS_BEGIN = first_characters(_COMMENTS)
_BUTTONS = re.compile("回复|举报|赞|顶|踩|支持|反对")
_FLOOR = re.compile(r"^(?:\d{1,5}\s?楼\b|\d{1,5}\s?楼\s|沙发$|板凳$)|^.{1,24}发表于")  # above a comment


_OTHER, _TITLE, _PARAGRAPH, _FOOTER = range(4)  # kinds of lines


def start_of_other_voices(page: Page, footers: Iterable[int]) -> int:
    """The line on which they begin, below a body line of *page*; the number of its lines if there are none.

    *footers* are the lines with a mandatory mark of the footer.
    """
    texts, end = page.texts, len(page.texts)
    first = next((i for i in range(page.start, end) if not page.linked[i] and is_body(texts[i])), end)
    lines = range(first + 1, end)
    short = [i for i in lines if len(texts[i]) <= _CAPTION_CHARS]
    kinds = _kinds(page, first + 1, footers)
    titles = _titles_below(kinds)
    captions = (i for i in short if (titles[i + 1] >= 0 or _is_for_comments(texts[i])) and _is_caption(texts[i]))
    opening = (i for i in islice(captions, _MAX_CAPTIONS) if _opens_others(page, i, titles[i + 1]))
    may_be_floor = (i for i in lines if "楼" in texts[i] or "发表于" in texts[i] or texts[i][-1] in "发凳")
    floors = [i for i in may_be_floor if _is_floor(texts[i])]
    buttons = [i for i in short if _is_button(texts[i])]
    return min(
        next(opening, end),
        _start_of_comments(floors, first, end, lines_above=0),
        _start_of_comments(buttons, first, end, lines_above=None),
        _start_of_teasers(kinds),
        _start_of_next_article(page, first),
        _start_of_posts(texts, first),
    )


def _is_for_comments(text: str) -> bool:
    """Whether *text* is the caption of readers' comments."""
    return text[:1] in _COMMENTS_BEGIN and _COMMENTS.match(text) is not None


def _start_of_posts(texts: Sequence[str], first: int) -> int:
    """The head of the first of some posts of a forum below the body line *first*: lines alike but for who and when."""
    heads: dict[str, list[int]] = {}
    for i in range(first + 1, len(texts)):
        if len(texts[i]) <= _MAX_HEAD_CHARS and ":" in texts[i] and _POSTED.search(texts[i]) and _POST.search(texts[i]):
            heads.setdefault(_WHEN_AND_WHO.split(texts[i], maxsplit=1)[0], []).append(i)
    alike = (lines[0] for start, lines in heads.items() if len(lines) >= _MIN_COMMENTS and count_han(start) >= _MIN_HAN)
    return min(alike, default=len(texts))


def _start_of_next_article(page: Page, first: int) -> int:
    """The title of a second article, with an info line and sentences below it, as the first one has them.

    *first* is the first body line.  Without an info line above it, the title has to be a heading, as the first one is.
    """
    end = len(page.texts)
    if first == end or not page.start:
        return end
    has_info = any(_tells_day(text) for text in page.texts[page.start : first])
    tag = page.tags[page.start - 1]
    for i in range(first + 2, end - 1):
        if _tells_day(page.texts[i]) and not page.linked[i] and (title := _title_above(page, i, first)):
            below = page.texts[i + 1 : i + 1 + _ARTICLE_LINES]
            if (has_info or (tag[0] == page.tags[title][0] == "h")) and sum(map(is_body, below)) > 1:
                return title
    return end


def _tells_day(text: str) -> bool:
    """Whether *text* is an info line with the label of a date or a source, and a day."""
    if len(text) > _MAX_INFO_CHARS or "20" not in text:
        return False
    if not ("发" in text or "来源" in text or "时间" in text or "日期" in text):
        return False
    return boilerplate.is_info(text) and find_moment(text) is not None


def _title_above(page: Page, info: int, first: int) -> int:
    """The line right above the line *info* that is a title, no link and no sentence; 0 if there is none."""
    for i in range(info - 1, max(first, info - 3), -1):
        text = page.texts[i]
        if page.linked[i] or is_body(text) or boilerplate.is_info(text) or read_signed_day(text):
            return 0
        if _TITLE_CHARS <= len(text) <= _MAX_TITLE_CHARS and not ({"：", ":", "。", "\t"} & set(text)):
            return 0 if boilerplate.is_end(text) or is_organ_name(text) else i
    return 0


def _is_caption(text: str) -> bool:
    return _is_for_comments(text) or boilerplate.is_end(text) or is_control(text)


def _kinds(page: Page, first: int, footers: Iterable[int]) -> list[int]:
    """The kind of each line of *page*; those before line *first* are not looked at."""
    kinds = [_OTHER] * len(page.texts)
    for i in range(first, len(page.texts)):
        length, linked = len(page.texts[i]), page.linked[i]
        if length >= _TITLE_CHARS and linked * 10 >= length * 9:
            kinds[i] = _TITLE
        elif length >= _PARAGRAPH_CHARS and linked * 2 <= length and not boilerplate.hints_at_furniture(page.texts[i]):
            kinds[i] = _PARAGRAPH
    for i in footers:
        kinds[i] = _FOOTER if i >= first else _OTHER
    return kinds


def _titles_below(kinds: Sequence[int]) -> list[int]:
    """For each line, and the end, the title that is the next longer line, if other articles are all that follows.

    That is: from the title to the footer each paragraph has a title of its own; -1 where it has not.
    """
    titles = [-1] * (len(kinds) + 1)
    title, goes_on, goes_on_below_title = -1, True, True  # how it is from the line below on
    for i in range(len(kinds) - 1, -1, -1):
        if kinds[i] == _FOOTER:
            title, goes_on, goes_on_below_title = -1, True, True
        elif kinds[i] == _TITLE:
            title, goes_on = (i if goes_on_below_title else -1), goes_on_below_title
        elif kinds[i] == _PARAGRAPH:
            title, goes_on, goes_on_below_title = -1, False, goes_on
        titles[i] = title
    return titles


def _opens_others(page: Page, i: int, title: int) -> bool:
    """Whether comments or other articles, of which *title* is the first, follow the caption on line *i*."""
    if _is_for_comments(page.texts[i]):
        below = page.texts[i + 1 : i + 1 + _NEAR_LINES]
        return any(_is_button(line) or _is_floor(line) for line in below) or _has_post_heads(below)
    return title >= 0 and not _is_file(page, title)


def _has_post_heads(below: Sequence[str]) -> bool:
    """Whether *below* the caption of comments stand who wrote and when: ``匿名用户 2025-03-12``, ``李先生 3天前``.

    A day and nothing else has to come twice; an organ and a day are a signature.
    """
    rests = [_WHEN.sub("", line, count=1).strip() if len(line) <= _MAX_POST_HEAD_CHARS else line for line in below]
    heads = [i for i, rest in enumerate(rests) if rest != below[i]]
    return len(heads) > 1 or any(
        i < _LINES_OF_HEAD and rests[i] and not is_organ_name("".join(rests[i].split())) for i in heads
    )


def _is_floor(text: str) -> bool:
    """Whether *text* is the number or the day above a comment."""
    return _FLOOR.match(text) is not None


def _is_button(text: str) -> bool:
    """Whether *text* is the buttons below a comment."""
    return len(text) <= _CAPTION_CHARS and _BUTTONS.search(text) is not None and is_control(text, is_weak=True)


def _start_of_comments(marks: Sequence[int], first: int, end: int, lines_above: int | None) -> int:
    """The line of the first of some comments that follow each other, each with the same number of lines.

    *marks* are lines that each of them has once, with *lines_above* in the comment; None if it is its last line.
    """
    steps = [after - before for before, after in pairwise(marks)]
    for n in range(len(steps) - _MIN_COMMENTS + 2):
        step = steps[n]
        start = marks[n] - (step - 1 if lines_above is None else lines_above)
        same = steps[n : n + _MIN_COMMENTS - 1] == [step] * (_MIN_COMMENTS - 1)
        if 1 < step <= _MAX_ITEM_LINES and same and start > first:
            return start
    return end


def _is_file(page: Page, line: int) -> bool:
    """Whether a link on *line* leads to a file."""
    return any(leads_to_file(node) for i, node in page.links if i == line)


def _start_of_teasers(kinds: Sequence[int]) -> int:
    """The title of the first of some teasers from which on nothing else follows down to the footer."""
    title, start, teasers = -1, len(kinds), 0
    for i, kind in enumerate(kinds):
        if kind == _FOOTER:
            break
        if kind == _TITLE:
            title = i
        elif kind == _PARAGRAPH:
            if title < 0:
                start, teasers = len(kinds), 0
            else:
                start, teasers = (title if not teasers else start), teasers + 1
            title = -1
    return start if teasers >= _MIN_TEASERS else len(kinds)
