"""The title of a page: ArticleTitle, heading element, <title> cut at the site name, matching line, in that order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cleaners.metadata.titles import is_report_title
from cleaners.patterns import boilerplate
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import SIGNING_END

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "ucaptitle"))
Near = tuple[str, str]  # text and tag of a line
_NOT_WORD = re.compile(r"[\W_]+")
_SPLIT = re.compile(r"\s*(?:_+|[|｜]|\s[-–—]+|[-–—]+\s|-{2,}|[-–—](?=[^-–—_]{2,30}$)|::|»|>)\s*")
_CUT = re.compile(r"(?:…+|\.{3,})")
_MAX_TITLE_CHARS = 150  # chosen
_SITE = re.compile(r"(?:人民政府|政府|网|网站|门户|首页|信息公开平台|信息公开网?|政务平台)$")
_DOCUMENT = re.compile(r"^\S{2,40}关于\S+的?(?:通知|公告|通告|通报|决定|决议|意见|报告|批复|复函|答复|函|办法|规定)$")
_GENERIC = frozenset(
    (
        "正文",
        "首页",
        "详情",
        "内容页",
        "信息公开",
        "文章内容",
        "无标题文档",
        "详细信息",
        "新闻内容",
        "无标题",
        "详细页",
        "信息详细",
    )
)


def title_key(text: str) -> str:
    """*text* without blanks and punctuation, for comparing titles."""
    return _NOT_WORD.sub("", text)


def choose_title(
    tag: str | None, doc_titles: Sequence[str], near: Sequence[Near], head_title: str | None, site_name: str | None
) -> tuple[str | None, str]:
    """The title and how it was found; *near* are the lines above and at the top of the text, in page order."""
    if tag and title_key(tag) and tag not in _GENERIC:
        return _completed(tag, near), "ArticleTitle"
    pieces = title_pieces(doc_titles, site_name)
    if heading := _heading(near, pieces, site_name):
        return heading, "heading"
    if head_title and len(head_title) > 4:
        return head_title, "head table"
    folded = {title_key(text) for text, _ in near if len(text) <= 2 * _MAX_TITLE_CHARS}
    for piece in pieces:
        if _CUT.search(piece):
            whole = _completed(piece, near)
            if whole != piece:
                return whole, "title element"
        if title_key(piece) in folded and not SIGNING_END.search(piece):
            return piece, "title element"
    for text, _ in near:
        if (
            len(text) < _MAX_TITLE_CHARS
            and is_report_title(text)
            and not is_body(text)
            and not boilerplate.is_top(text)
        ):
            return text, "matching line"
    for text, _ in near:
        if 10 < len(text) < _MAX_TITLE_CHARS and _DOCUMENT.search(text) and not boilerplate.is_top(text):
            return text, "matching line"
    for piece in pieces:  # only the name of an organ: it may be what the page is about
        if title_key(piece) in folded:
            return piece, "title element"
    if pieces and not _SITE.search(pieces[-1]) and not SIGNING_END.search(pieces[-1]):
        return pieces[-1], "title element"
    return None, ""


def title_pieces(doc_titles: Sequence[str], site_name: str | None) -> list[str]:
    """The starts of the <title> up to each separator, the longest first, without what only names the site."""
    for doc_title in doc_titles:
        if len(doc_title) > 2 * _MAX_TITLE_CHARS:  # a <title> without end swallows the page
            continue
        cuts = [found.start() for found in _SPLIT.finditer(doc_title)]
        starts = [doc_title[:cut].strip() for cut in reversed(cuts)]
        pieces = [start for start in [doc_title, *starts] if len(title_key(start)) > 3 and start not in _GENERIC]
        pieces = [piece for piece in pieces if not site_name or title_key(piece) != title_key(site_name)]
        if pieces:
            return pieces
    return []


def article_titles(doc_titles: Sequence[str], site_name: str | None) -> list[str]:
    """The pieces of the <title> that may be printed above the article; the name of an organ may sign it as well."""
    return [piece for piece in title_pieces(doc_titles, site_name) if not SIGNING_END.search(piece)]


def _heading(near: Sequence[Near], pieces: Sequence[str], site_name: str | None) -> str | None:
    """The heading element that the <title> begins with or contains; else the last one above the text."""
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
        return candidates[0]
    return None


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
