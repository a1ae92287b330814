"""The title of a page: ArticleTitle, heading element, <title> cut at the site name, matching line, in that order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cleaners.fields import BY_NAME
from cleaners.metadata.placed_title import is_site_name
from cleaners.metadata.titles import is_report_title
from cleaners.patterns import boilerplate
from cleaners.patterns.labels import pairs
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import SIGNING_END, is_organ_name
from cleaners.patterns.traditional import simplified

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "ucaptitle"))
_LABELS_BEGIN = frozenset(word[0] for word in BY_NAME["title"].labels.split())
Near = tuple[str, str]  # text and tag of a line
_NOT_WORD = re.compile(r"[\W_]+")
_SPLIT = re.compile(
    r"\s{0,9}(?:_+|[|｜]|\s[-–—]+|[-–—]{1,9}\s|-{2,}|[-–—](?!(?<=[A-Za-z]-)[A-Za-z])(?=[^-–—_]{2,30}$)|::|»|>)\s{0,9}"
)
_CUT = re.compile(r"(?:…+|\.{3,})")
_MAX_TITLE_CHARS = 150  # chosen
_DOCUMENT = re.compile(r"^\S{2,40}关于\S+的?(?:通知|公告|通告|通报|决定|决议|意见|报告|批复|复函|答复|函|办法|规定)$")
# What templates and editors write where no title was given
_PLACEHOLDER = re.compile(
    r"(?:(?:信息|文章|新闻|内容|公文|文件|政策|公告|通知|公开|资讯|动态|网页|文档|图文)?(?:详情|详细|详细内容|正文|内容|浏览|查看|展示|显示)"
    r"(?:页面?|信息|内容)?|首页|主页|信息公开|(?:欢迎)?(?:光临|访问|使用)|(?:无|未命名|新建|默认)(?:标题|文档|网页|页面|文本文档)*\d{0,3}"
    r"|文档\d{0,3}|(?:html?)?title|(?:untitled|new)?(?:page|document|\d)*|inserttitlehere|index|default|home(?:page)?|detail|content|article|test|测试页?面?"
    r"|null|undefined|powerpoint演示文稿|(?:microsoft)?word文档|microsoft(?:word|excel|powerpoint).*)",
    re.IGNORECASE,
)
_ORNAMENTS = " :：-_|｜=*~·★☆"  # ::松源县水利网::
_STARTS_WITH_YEAR = re.compile(r"(?:关于)?20\d\d\s?年")
_BEFORE_LAST = re.compile("[ _—–|｜>-]")
_SHORT = re.compile(r"[\u4e00-\u9fff·]{2,3}$")
_KIND = re.compile("通知|公告|通告|公示|启事|声明|通报|决定|批复|讣告|公报|海报|简介|倡议书?|布告|说明|更正")
_MAX_SPACED_CHARS = 8  # of such a heading with blanks between its characters (chosen)
_AFTER_NAME = "，,：:（(、 \u3000"
_FROM_EDITOR = re.compile(
    r"^Microsoft (?:Word|PowerPoint|Excel)\s{0,9}-\s{0,9}|\.(?:docx?|wps|html?|xlsx?|pptx?|pdf)$", re.IGNORECASE
)


def title_key(text: str) -> str:
    """*text* without blanks and punctuation, for comparing titles."""
    return _NOT_WORD.sub("", text)


def is_placeholder(title: str) -> bool:
    """Whether *title* is what templates and editors write where none was given: 详情页, Title, 无标题文档."""
    return _PLACEHOLDER.fullmatch(title_key(title)) is not None


def choose_title(
    tag: str | None, doc_titles: Sequence[str], near: Sequence[Near], placed: str | None, site_name: str | None
) -> tuple[str | None, str]:
    """The title and how it was found; *near* are the lines above and at the top of the text, in page order.

    *placed* is the line that stands where titles do; it counts where the <title> says nothing that is printed.
    """
    if tag and not is_placeholder(tag) and title_key(tag) != title_key(site_name or ""):
        return _completed(tag, near), "ArticleTitle"
    pieces = title_pieces(doc_titles, site_name)
    telling = [piece for piece in pieces if not is_site_name(piece) and not SIGNING_END.search(piece)]
    if heading := _heading(near, pieces if telling else [], site_name, placed):
        return heading, "heading"
    folded = {title_key(text) for text, _ in near if len(text) <= 2 * _MAX_TITLE_CHARS}
    for piece in pieces:
        if _CUT.search(piece):
            whole = _completed(piece, near)
            if whole != piece:
                return whole, "title element"
        if title_key(piece) in folded and not SIGNING_END.search(piece):
            return piece, "title element"
    if last := _printed_last_words(doc_titles, near):
        return last, "title element"
    if broken := _printed_in_lines([text for text, _ in near], telling):
        return broken, "title element"
    if placed and (not telling or len(title_key(telling[-1])) < len(title_key(placed))):
        return placed, "line above the info line"
    if labelled := _labelled([text for text, _ in near]):
        return labelled, "head table"
    for above, (text, _) in zip([("", ""), *near], near, strict=False):
        if (
            len(text) < _MAX_TITLE_CHARS
            and is_report_title(text)
            and not is_body(text)
            and not boilerplate.is_top(text)
        ):
            is_rest = _STARTS_WITH_YEAR.match(text) and is_organ_name(above[0])
            return (above[0] + text if is_rest else text), "matching line"
    for text, _ in near:
        if 10 < len(text) < _MAX_TITLE_CHARS and _DOCUMENT.search(text) and not boilerplate.is_top(text):
            return text, "matching line"
    for piece in pieces:  # only the name of an organ: it may be what the page is about
        if title_key(piece) in folded:
            return piece, "title element"
    short = _short_title(doc_titles, near)
    if not short[0] and pieces and not is_site_name(pieces[-1]) and not SIGNING_END.search(pieces[-1]):
        return pieces[-1], "title element"
    return short


def _short_title(doc_titles: Sequence[str], near: Sequence[Near]) -> tuple[str | None, str]:
    """A title of two or three characters, which may be a word of any menu: 通知, 陈晓明; and how it was found.

    It is the whole of a line above the text, or the text begins with it, and the <title> begins with it, too;
    or it is the only short heading and names a kind of document.
    """
    for doc_title in doc_titles:
        first = _BEFORE_LAST.split(doc_title.strip(_ORNAMENTS)[: 2 * _MAX_TITLE_CHARS], maxsplit=1)[0]
        if not (_SHORT.match(first) and not is_placeholder(first)):
            continue
        if any("".join(text.split()) == first or _opens_with(text, first) for text, _ in near):
            return first, "title element"
    headings = ["".join(text.split()) for text, tag in near if tag in _HEADINGS and len(text) <= _MAX_SPACED_CHARS]
    kinds = [heading for heading in headings if _KIND.fullmatch(heading)]
    return (kinds[0], "heading") if len(kinds) == 1 else (None, "")


def _opens_with(text: str, name: str) -> bool:
    """Whether a sentence of *text* begins with *name*, as that of a person does."""
    return text.startswith(name) and text[len(name) : len(name) + 1] in _AFTER_NAME


def title_pieces(doc_titles: Sequence[str], site_name: str | None) -> list[str]:
    """The starts of the <title> up to each separator, the longest first, without what only names the site."""
    for doc_title in (_FROM_EDITOR.sub("", each).strip(_ORNAMENTS) for each in doc_titles):
        if len(doc_title) > 2 * _MAX_TITLE_CHARS:  # a <title> without end swallows the page
            continue
        cuts = [found.start() for found in _SPLIT.finditer(doc_title)]
        starts = [doc_title[:cut].strip() for cut in reversed(cuts)]
        pieces = [start for start in [doc_title, *starts] if len(title_key(start)) > 3 and not is_placeholder(start)]
        pieces = [piece for piece in pieces if not site_name or title_key(piece) != title_key(site_name)]
        if pieces:
            return pieces
    return []


def article_titles(doc_titles: Sequence[str], site_name: str | None) -> list[str]:
    """The pieces of the <title> that may be printed above the article; the name of an organ may sign it as well."""
    return [piece for piece in title_pieces(doc_titles, site_name) if not SIGNING_END.search(piece)]


def _heading(
    near: Sequence[Near], pieces: Sequence[str], site_name: str | None, placed: str | None = None
) -> str | None:
    """The heading element that the <title> begins with or contains; without a <title> *placed*, or the first one."""
    candidates = [
        text
        for text, tag in near
        if tag in _HEADINGS
        and 4 < len(text) <= _MAX_TITLE_CHARS
        and not boilerplate.is_top(text)
        and not boilerplate.is_end(text)
        and title_key(text) != title_key(site_name or "")
    ]
    if title := _printed_in_headings(candidates, {title_key(piece) for piece in pieces}):
        return title
    for candidate in candidates:
        folded = title_key(candidate)
        if SIGNING_END.search(candidate) and len(candidates) > 1:
            continue
        if any(title_key(piece).startswith(folded) or folded.startswith(title_key(piece)) for piece in pieces):
            return candidate
    if not pieces and candidates:
        has_part = placed is not None and any(candidate in placed for candidate in candidates)
        telling = [each for each in candidates if not is_site_name(each) and not SIGNING_END.search(each)]
        if has_part or telling or placed is None:
            return placed if has_part else (telling or candidates)[0]
    return None


def _labelled(lines: Sequence[str]) -> str | None:
    """The title that one of *lines* gives behind a label: 标题：…"""
    for line in lines:
        if simplified(line[0]) in _LABELS_BEGIN and len(line) <= 2 * _MAX_TITLE_CHARS:
            for kind, _, value in pairs(line):
                if kind == "title" and len(title_key(value)) > 4:
                    return value.split("\t")[0].strip()
    return None


def _printed_in_lines(lines: Sequence[str], wanted: Sequence[str]) -> str | None:
    """The first of the *wanted* titles that two or three lines, one below the other, print together."""
    keys = {title_key(piece): piece for piece in wanted}
    for i in range(len(lines) - 1):
        joined = title_key(lines[i][: 2 * _MAX_TITLE_CHARS])
        for line in lines[i + 1 : i + 3]:
            joined += title_key(line[: 2 * _MAX_TITLE_CHARS])
            if joined in keys:
                return keys[joined]
    return None


def _printed_last_words(doc_titles: Sequence[str], near: Sequence[Near]) -> str | None:
    """The line with which a <title> ends: ``云溪县政府 通知公告 关于放假的通知``; behind a dash a heading alone."""
    for doc_title in doc_titles:
        if len(doc_title) <= 2 * _MAX_TITLE_CHARS and _BEFORE_LAST.search(doc_title):
            line = max((text for text, tag in near if _ends_with(doc_title, text, tag)), key=len, default="")
            marks = " -_—–|｜>" if any(tag in _HEADINGS for text, tag in near if text == line) else " "
            before = doc_title[: len(doc_title) - len(line)].rstrip(marks)
            if line and before[-1:].isalnum() and not SIGNING_END.search(line):
                return line
    return None


def _ends_with(doc_title: str, text: str, tag: str) -> bool:
    """Whether *doc_title* ends with *text* behind a blank, or, if *tag* is that of a heading, another separator."""
    if not 4 < len(text) < len(doc_title) or not doc_title.endswith(text):
        return False
    mark = doc_title[-len(text) - 1]
    return mark == " " or (tag in _HEADINGS and _BEFORE_LAST.match(mark) is not None)


def _printed_in_headings(candidates: Sequence[str], wanted: Collection[str]) -> str | None:
    """The first heading, or two or three that follow each other, that give one of the *wanted* titles, folded."""
    for i in range(len(candidates)):
        for n in range(1, 4):
            if title_key("".join(candidates[i : i + n])) in wanted:
                return "".join(candidates[i : i + n])
    return None


def _completed(title: str, near: Sequence[Near]) -> str:
    """*title*, or if it is cut with an ellipsis, the line or broken lines that begin with it."""
    cut = _CUT.search(title)
    if cut is None or len(title_key(title[: cut.start()])) < 6:
        return title
    start = title_key(title[: cut.start()])
    for i in range(len(near)):
        whole = ""
        for text, _ in near[i : i + 4]:
            whole += text[: 2 * _MAX_TITLE_CHARS]
            if title_key(whole).startswith(start):
                if len(whole) <= _MAX_TITLE_CHARS:
                    return whole
                break
            if not start.startswith(title_key(whole)):
                break
    return title
