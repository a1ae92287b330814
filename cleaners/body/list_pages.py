"""List pages, home pages and channel pages: told from an article by their rows, links that are titles of other pages.

An article has a heading of its own, a labelled date and a text in one piece.  A list has rows and little else; a home
page has teasers, each a paragraph between two links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from selectolax.lexbor import LexborNode

from cleaners.metadata.attachments import leads_to_file
from cleaners.metadata.breadcrumb import read_breadcrumb
from cleaners.metadata.page_tags import PageTags
from cleaners.metadata.page_title import title_key
from cleaners.parsing.page_lines import Box, Page
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import find_moment

_MIN_ROWS = 5  # of a list (chosen)
_MIN_ROWS_OF_HOME = 12  # of a page that names but its site (chosen)
_MIN_TEASERS = 3  # paragraphs that each stand between two links (chosen)
_ROW_CHARS = 8  # of a link that is a title; menus have shorter ones (chosen)
_MENU_ROW_CHARS = 10  # of one in a list of nothing but links (chosen)
_PARAGRAPH_CHARS = 20  # of a line that is text (chosen)
_SHORT_TEXT_CHARS = 300  # of plain text in one piece that a list may have beside its rows (chosen)
_LIST_CHARS = 600  # lines without one sentence that have more are an article all the same (chosen)
_HEADING_CHARS = 9  # of a title that is no name of a column (chosen)
_COLUMN_CHARS = 8  # of the name of a column (chosen)
_LINES_ABOVE = 12  # of a text among which its heading stands (chosen)
_INFO_LINES = 2  # at most that an article prints, above and below; more are the dates of rows (chosen)
_PATH_LINES = 8  # over which a breadcrumb may be spread (chosen)
_PATH_START = re.compile(r"^(?:\S{0,6}位置|首\s?页|网站首页)")
_INFO_LINES_BELOW = 80  # a title among which they stand (chosen)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【](?:19|20)\d\d[〕\]）)】]第?\d{1,5}号")
_DAY = re.compile(r"[\[(（【]?(?:(?:19|20)\d\d\s?[-年./])?\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?[\])）】]?|\d+")


def is_list_page(page: Page, box: Box, lines: Sequence[int], text: Sequence[str], tags: PageTags) -> bool:
    """Whether *page* leads to articles and is none.

    *lines* are those of the page that were taken for its text, *text* is what was made of them.
    """
    size = sum(map(len, text))
    if sum(page.linked[box.first : box.end]) * 2 > size > 0 and _is_linked_text(page, box, lines, size):
        return True
    if tags.title is not None and tags.title != tags.column:
        return False
    if not size:
        return not _has_info_line(page) and (_rows(page, page.start) >= _MIN_ROWS or _is_column(page))
    has_teasers, longest = _has_teasers(page, lines), _longest_piece(page, lines)
    if longest >= max(_SHORT_TEXT_CHARS, sum(page.linked)) and not has_teasers:
        return False
    if _has_info_line(page) or (not has_teasers and _has_heading(page, box)):
        return False
    if has_teasers or (_is_linked(page) and size <= _LIST_CHARS and not any("。" in line for line in text)):
        return True
    rows = _rows(page, 0)
    if rows >= _MIN_ROWS and longest < _SHORT_TEXT_CHARS:
        return True
    return not page.start and rows >= _MIN_ROWS_OF_HOME and longest < sum(page.linked)


def _is_linked_text(page: Page, box: Box, lines: Sequence[int], size: int) -> bool:
    """Whether more of *box* than of its text, and most of *lines*, stands inside links; those to files do not count."""
    files = {line for line, node in page.links if box.first <= line < box.end and leads_to_file(node)}
    if sum(page.linked[i] for i in range(box.first, box.end) if i not in files) * 2 <= size:
        return False
    return not _is_plain(page, lines, files)


def _is_plain(page: Page, lines: Sequence[int], files: Collection[int]) -> bool:
    """Whether most of the characters of *lines* stand outside of links, those to *files* not counted."""
    return sum(page.linked[i] for i in lines if i not in files) * 2 <= sum(len(page.texts[i]) for i in lines)


def _is_linked(page: Page) -> bool:
    """Whether most of the characters of *page* stand inside links."""
    return sum(page.linked) * 2 > sum(map(len, page.texts))


def _has_info_line(page: Page) -> bool:
    """Whether a labelled date stands beside the title; the dates of rows are more than the two that a page prints."""
    near = slice(max(0, page.start - 3), page.start + _INFO_LINES_BELOW)
    lines = zip(page.texts[near], page.linked[near], strict=True)
    shown = (text for text, linked in lines if linked * 2 <= len(text) and boilerplate.is_info(text))
    return 0 < sum(find_moment(text) is not None for text in shown) <= _INFO_LINES


def _has_heading(page: Page, box: Box) -> bool:
    """Whether a title of *page* that is no name of a column stands right above *box* or in it, and is no link."""
    wanted = {key for title in page.titles for part in _parts(title) if len(key := title_key(part)) >= _HEADING_CHARS}
    near = range(max(0, box.first - _LINES_ABOVE), min(box.first + _LINES_ABOVE, box.end))
    least = min(map(len, wanted), default=0)
    return any(
        not page.linked[i] and len(page.texts[i]) >= least and title_key(page.texts[i]) in wanted for i in near if least
    )


def _parts(title: str) -> list[str]:
    return [title, *re.split(r"[-_—|｜–]+", title)]


def _is_column(page: Page) -> bool:
    """Whether the title or a heading of *page* is the last step of its breadcrumb, as on the page of a column."""
    first = next((i for i, text in enumerate(page.texts) if _PATH_START.match(text)), len(page.texts))
    path = page.texts[first] if first < len(page.texts) else ""
    for text in page.texts[first + 1 : first + _PATH_LINES]:
        if not (text[0] in ">＞»" or _PATH_START.match(text)):
            break
        path += text
    steps = read_breadcrumb([path])
    name = steps[-1] if steps else ""
    if 1 < len(name) <= _COLUMN_CHARS and any(name in _parts(title) or title.endswith(name) for title in page.titles):
        return True
    lines = zip(page.texts, page.linked, page.tags, strict=True)
    headings = (text for text, linked, tag in lines if tag[:1] == "h" and not linked and 1 < len(text) <= _COLUMN_CHARS)
    return any(path.endswith(heading) for heading in headings)


def _rows(page: Page, first: int) -> int:
    """How many links from the line *first* on are rows: titles, with nothing beside them but a date or a few words."""
    count = 0
    is_row: dict[int, bool] = {}  # a line may hold thousands of links
    for line, node in page.links:
        if not first <= line < len(page.texts):
            continue
        if page.tags[line] == "menu":
            count += _titles_in(node) if node.tag != "a" else 0
            continue
        if line not in is_row:
            is_row[line] = _is_row(page, line)
        if is_row[line] and len(node.text(strip=True)) >= _ROW_CHARS and not leads_to_file(node):
            count += 1
    return count


def _titles_in(menu: LexborNode) -> int:
    return sum(len(node.text(strip=True)) >= _MENU_ROW_CHARS for node in menu.css("a"))


def _is_row(page: Page, line: int) -> bool:
    text, linked = page.texts[line], page.linked[line]
    if page.tags[line] == "menu" or linked < _ROW_CHARS or boilerplate.hints_at_furniture(text):
        return False
    is_link = linked * 2 >= len(text) or linked * 2 >= len(_DAY.sub("", _NUMBER.sub("", text)))
    return is_link and not boilerplate.is_breadcrumb(text)


def _has_teasers(page: Page, lines: Sequence[int]) -> bool:
    """Whether the paragraphs among *lines* stand one by one between links to what they announce."""
    if not lines:
        return False
    pieces, is_open = 0, False
    for i in range(lines[0], lines[-1] + 1):
        if page.linked[i] * 10 >= len(page.texts[i]) * 9:
            is_open = False
        elif len(page.texts[i]) >= _PARAGRAPH_CHARS:
            if is_open:
                return False
            pieces, is_open = pieces + 1, True
    return pieces >= _MIN_TEASERS


def _longest_piece(page: Page, lines: Sequence[int]) -> int:
    """The characters of the longest run of *lines* without a link between them."""
    longest = current = 0
    for i in lines:
        linked, length = page.linked[i], len(page.texts[i])
        current = 0 if linked * 2 > length or (linked and _is_row(page, i)) else current + length
        longest = max(longest, current)
    return longest
