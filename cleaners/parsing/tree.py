"""Tree of a page, flattened into lines and boxes: the one parse, the one walk.

Everything after this module works on plain lists.  A line is what a reader sees as one line of
the page; a ``Box`` is an element that may hold the main text, as a span of lines.

The parser is lexbor (through selectolax): it builds the tree that browsers build, so a stray
``</html>`` before the article loses nothing, and it parses faster than lxml or html.parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.parsing.data_tables import Cell, OpenTable, close_table
from cleaners.parsing.labelled_lines import join_value, with_tab
from cleaners.parsing.main_column import nodes_to_walk
from cleaners.parsing.markup_limits import is_safe_to_parse, without_tags
from cleaners.parsing.office_markup import has_residue, is_residue, is_setting
from cleaners.parsing.page_lines import Box, Page
from cleaners.parsing.printed_marks import item_numbers, raised
from cleaners.parsing.style_rules import hidden_by_rules
from cleaners.parsing.text_links import SELECTOR as TEXT_LINKS
from cleaners.parsing.text_links import text_links
from cleaners.patterns.word_lists import words

# Kinds of nodes: those below _INLINE have no inside, those above _LINK begin and end a line, those above
# _LIST are remembered as spans of lines.
_SKIP, _COMMENT, _BREAK, _RAISED, _INLINE, _LINK, _BLOCK, _LIST, _BOX, _TABLE, _ROW, _CELL = range(12)
_TEXT_ID, _COMMENT_ID = 2, 4  # lexbor's numbers
_KINDS: dict[str, int] = {"-comment": _COMMENT, "br": _BREAK, "hr": _BREAK, "a": _LINK, "sup": _RAISED}
_KINDS |= {"table": _TABLE, "tr": _ROW, "td": _CELL, "th": _CELL, "pagebreak": _BREAK, "ul": _LIST, "dl": _LIST}
_KINDS |= dict.fromkeys(
    words(
        "script style noscript template iframe object embed applet svg canvas select button input textarea head title"
        " meta link audio video map datalist rt rp"
    ),
    _SKIP,
)
_KINDS |= dict.fromkeys(
    words(
        "p h1 h2 h3 h4 h5 h6 li dt dd caption thead tbody tfoot blockquote address pre figcaption legend summary option"
        " header footer nav aside hgroup ucaptitle publishtime marquee ol figure details dir menu"
    ),
    _BLOCK,
)
_KINDS |= dict.fromkeys(words("body div section article main form center fieldset ucapcontent"), _BOX)


def _kind_of(node: LexborNode) -> int:
    """The kind of an element that lexbor has no number for: <o:p>, <ucapcontent>."""
    name = node.tag or ""
    if ":" in name and is_setting(node):
        return _SKIP
    return _KINDS.get(name, _INLINE)


def _numbered(names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Lexbor's numbers of the elements of HTML, which are looked up in half the time that names are."""
    blank = LexborHTMLParser("")
    for name in names:
        number = blank.create_node(name).tag_id
        if number < _MAX_TAG_IDS:  # an element that is none of HTML gets another one in every page
            yield number, _KINDS.get(name, _INLINE)


_MAX_TAG_IDS = 1_000  # lexbor numbers the elements of HTML below this
_INLINE_NAMES = words("span strong b font em i u img sub ruby small big label s ins del code time abbr var cite q")
_KIND_OF_ID = {_COMMENT_ID: _COMMENT} | dict(_numbered([name for name in _KINDS if name != "-comment"] + _INLINE_NAMES))
_MAX_PIECES = 60  # inline elements of a line of labels and values (chosen)
_MAX_LABELLED_CHARS = 300  # of such a line (chosen)
_HUGE_CHARS = 100_000  # a million words as a list take more memory than the page
_LINE_ENDS = {ord(char): " " for char in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
_BLANKS_AT_EDGES = " \t\n\r\f\v\xa0\u2002\u2003\u3000\u200b\ufeff\u2028\u2029"
_INDENTS = {"\u3000": 2, "\u2003": 2, "\u2002": 1, "\xa0": 1}
_BLANKS = re.compile(r"[ \t\n\r\f\v\xa0\u200b\ufeff\u2028\u2029]+")
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_TIGHT = re.compile(rf"(?<=[{_CHINESE}])[^\S\n]{{0,20}}+\n\s{{0,200}}+(?=[{_CHINESE}])")
_MIXED = re.compile(rf"(?<=[{_CHINESE}])\n(?=[!-~])|(?<=[!-~])\n(?=[{_CHINESE}])")
# In preformatted text a line end parts paragraphs, unless it stands inside a sentence.
_LINE_IN_PRE = re.compile(r"(?<=[。；：！？…”）])\s?\n|\n(?=\s)|\n(?=[（(]?[一二三四五六七八九十]{1,3}[、)）])")
_MAX_PRE_LINES = 50_000  # of one preformatted text; more are read as one line
# In a style in lower case
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-999\d*")
# What may be hidden, for the parser
_HIDING = '[style*="none" i], [style*="hidden" i], [style*="-999"], [hidden], [class*="hid" i], dialog:not([open])'
_MIN_BLOCK_CHARS = 4  # of a span drawn as a block that is a line: an icon has fewer (chosen)
_HIDDEN_CLASSES = frozenset(("ng-hide", "hidden", "hide", "layui-hide", "visually-hidden", "is-hidden", "hide-text"))
_CONTENT = re.compile(r"[。，；：:>＞»《、]|(?:19|20)\d\d|附件|\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)", re.IGNORECASE)
_MARKER = re.compile(r"\s*/?(?:<\$\[信息内容\]>\s*(begin|end)|正文\s*(开始|结束|start|end))\s*$")
_BEGINS = ("begin", "start", "开始")


def read_tree(html: bytes) -> Page:
    """Return *html* (UTF-8) flattened.

    Elements hidden by an inline style, a rule of the page's own style sheet, ``hidden`` or a class that says so are
    left out.
    """
    if not is_safe_to_parse(html):
        texts = without_tags(html.decode("utf-8", "replace"))
        return Page(texts, [0] * len(texts), ["p"] * len(texts), boxes=[Box(None, 0, len(texts))])
    parser = LexborHTMLParser(html)
    page = Page(tree=parser, whole_text=parser.body.text() if parser.body else "")
    sheets = _read_head(page, parser)
    walk = _Walk(page, blocks=_drawn_as_blocks(parser))
    by_rules = hidden_by_rules(parser, sheets)
    for node in nodes_to_walk(parser):
        own, bookmarks, numbers = _looked_up(node)
        hidden = own | by_rules if by_rules else own
        page.has_hidden = page.has_hidden or bool(hidden)
        walk.run(node, hidden, bookmarks, numbers)
    return page


def with_hidden(page: Page) -> Page:
    """*page* flattened once more, what it hides included; itself if it hides nothing."""
    if page.tree is None or not page.has_hidden:
        return page
    whole = Page(metas=page.metas, titles=page.titles, base=page.base, tree=page.tree, whole_text=page.whole_text)
    walk = _Walk(whole)
    for node in nodes_to_walk(page.tree):
        walk.run(node, frozenset(), *_looked_up(node)[1:])
    return whole


def open_list(node: LexborNode) -> Page:
    """The lines of the list *node*, which stands in the text, where it is no menu though it is nothing but links."""
    page = Page()
    walk = _Walk(page, opens_menus=True)
    walk.run(node, *_looked_up(node))
    return page


def tidy(text: str) -> str:
    """*text* as one line: blanks collapsed, and none left where a line end parted two Chinese characters."""
    if len(text) > _HUGE_CHARS:
        return _BLANKS.sub(" ", text.strip(_BLANKS_AT_EDGES).translate(_LINE_ENDS))
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", "").replace("\ufeff", "")
    parts = text.split()
    if len(parts) == 1:
        return parts[0]
    text = text.strip(_BLANKS_AT_EDGES)
    if "\u3000" in text:  # an ideographic space inside a line is as printed
        return _BLANKS.sub(" ", _TIGHT.sub("", text))
    parts = text.split()
    if len(parts) < 2:
        return text
    if "\n" not in text:
        return " ".join(parts)
    return _TIGHT.sub("", "\n".join(" ".join(part.split()) for part in text.split("\n"))).replace("\n", " ")


def _read_head(page: Page, parser: LexborHTMLParser) -> str:
    """Note the <meta> tags, the titles and the base, return the style sheets; they may stand anywhere."""
    sheets = []
    for node in parser.css("meta, title, base[href], style"):
        tag = node.tag
        if tag == "style":
            sheets.append(node.text())
        elif tag == "title":
            if text := tidy(node.text()):
                page.titles.append(text)
        elif tag == "base":
            page.base = page.base or node.attrs.get("href")
        else:
            attributes = node.attrs
            name = attributes.get("name") or attributes.get("property")
            content = (attributes.get("content") or "").strip() if name else ""
            if name and content:
                page.metas.append((name.strip().lower(), content))
    return "\n".join(sheets)


def _looked_up(top: LexborNode) -> tuple[frozenset[int], frozenset[int], dict[int, str]]:
    """The elements below *top* that are hidden, the anchors that are no links, and the numbers of list items."""
    hidden = frozenset(node.mem_id for node in top.css(_HIDING) if _is_hidden(node))
    return hidden, text_links(top.css(TEXT_LINKS)), item_numbers(top.css("ol"))


def _drawn_as_blocks(parser: LexborHTMLParser) -> frozenset[int]:
    """The spans to which an editor gave lines of their own by their style."""
    nodes = parser.css('span[style*="display:block"], span[style*="display: block"]')
    return frozenset(node.mem_id for node in nodes if len(node.text(strip=True)) >= _MIN_BLOCK_CHARS)


def _indent(text: str) -> int:
    """The columns of the blanks that *text* begins with, two for an ideographic one; blanks of the source are none."""
    text = text.lstrip(" \t\n\r\f\v")
    if text[0] not in _INDENTS:
        return 0
    blanks = text[: len(text) - len(text.lstrip(_BLANKS_AT_EDGES))]
    return sum(_INDENTS.get(blank, 0) for blank in blanks)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style")
    if style and _HIDDEN.search(style.lower()):
        return True
    names = attributes.get("class")
    if names and not _HIDDEN_CLASSES.isdisjoint(names.lower().split()):
        return True
    return "hidden" in attributes or node.tag == "dialog"


class _Walk:
    """One pass over the tree, without recursion; the branches stand inline because this is the hot loop."""

    def __init__(self, page: Page, *, opens_menus: bool = False, blocks: frozenset[int] = frozenset()) -> None:
        self.page = page
        self.blocks = blocks
        self.opens_menus = opens_menus
        self.parts: list[str] = []
        self.linked = 0
        self.number = ""  # of a list item, waits for its first line
        self.drops_residue = has_residue(page.whole_text)
        self.tables: list[OpenTable] = []
        self.marker = -1

    def run(self, top: LexborNode, hidden: frozenset[int], bookmarks: frozenset[int], numbers: dict[int, str]) -> None:
        parts, texts, boxes, links = self.parts, self.page.texts, self.page.boxes, self.page.links
        stack: list[tuple[LexborNode, str, int, int]] = []
        in_link, block, blocks = 0, "body", self.blocks
        new_tuple = tuple.__new__  # a third of the time that Box() takes
        node: LexborNode | None = top
        while node is not None:
            tag_id = node.tag_id
            if tag_id == _TEXT_ID:
                if not node.is_empty_text_node:
                    text = node.text_content or ""
                    parts.append(text)
                    if in_link:
                        self.linked += len(text.strip())
                elif parts:
                    parts.append(" ")
            elif (kind := _kind_of(node) if (known := _KIND_OF_ID.get(tag_id)) is None else known) >= _INLINE:
                if not (hidden and node.mem_id in hidden):
                    if blocks and kind == _INLINE and node.mem_id in blocks:
                        kind = _BLOCK
                    if kind > _LINK and parts:
                        self._flush(block)
                    elif kind == _LINK and bookmarks and node.mem_id in bookmarks:
                        kind = _INLINE
                    child = node.first_child
                    if kind == _LIST and child is not None and self._is_menu(node):
                        child = None
                    if child is not None:
                        if kind == _INLINE and child.tag_id == _TEXT_ID and child.next is None:
                            # The commonest element of all, a <span> around nothing but text, is no step down.
                            text = child.text_content or ""
                            if not child.is_empty_text_node:
                                parts.append(text)
                                if in_link:
                                    self.linked += len(text.strip())
                            elif parts:
                                parts.append(" ")
                        else:
                            stack.append((node, block, kind, len(texts)))
                            if kind > _LINK:
                                block = node.tag or ""
                                if kind > _BOX:
                                    self._enter(kind)
                                elif numbers and (number := numbers.get(node.mem_id)):
                                    self.number = number
                            elif kind == _LINK:
                                in_link += 1
                                links.append((len(texts), node))
                            node = child
                            continue
                    elif kind == _CELL:
                        self._leave(kind, len(texts), node)
            elif kind == _BREAK:
                if parts:
                    self._flush(block)
            elif kind == _RAISED:
                text = raised(node.text(), parts[-1] if parts else "")
                if text and not (hidden and node.mem_id in hidden):
                    parts.append(text)
                    self.linked += len(text) if in_link else 0
            elif kind == _COMMENT:
                self._mark(node)
            following = node.next if stack else None
            while following is None and stack:
                node, outer, kind, first = stack.pop()
                if kind > _LINK:
                    if parts:
                        self._flush(block)
                    block = outer
                    if kind > _BOX:
                        self._leave(kind, first, node)
                    if kind >= _BOX and len(texts) > first:
                        boxes.append(new_tuple(Box, (node, first, len(texts))))
                elif kind == _LINK:
                    in_link -= 1
                following = node.next if stack else None
            node = following
        if parts:
            self._flush(block)

    def _flush(self, tag: str) -> None:
        parts = self.parts
        text = "".join(parts) if len(parts) > 1 else parts[0]
        pieces = tuple(parts) if 1 < len(parts) < _MAX_PIECES and len(text) < _MAX_LABELLED_CHARS else ()
        parts.clear()
        if tag == "pre" and text.count("\n") < _MAX_PRE_LINES:
            for line in filter(None, (tidy(_MIXED.sub("", part)) for part in _LINE_IN_PRE.split(text))):
                self.page.add(line, len(line) if self.linked * 2 > len(text) else 0, tag)
        elif line := tidy(text):
            indent, text = _indent(text) if text[0] in _BLANKS_AT_EDGES else 0, line
            if indent:
                self.page.indents.setdefault(text, indent)
            if self.number:
                text, self.number = f"{self.number}{' ' if text[0].isdigit() else ''}{text}", ""
            elif pieces and self.linked * 2 < len(text):
                if (labelled := with_tab(text, pieces)) == text:
                    self.page.pieces[text] = pieces
                text = labelled
            if tag == "dd" and join_value(self.page, text, self.linked):
                pass
            elif not (self.drops_residue and is_residue(text)):
                self.page.add(text, min(self.linked, len(text)) if self.linked else 0, tag)
        self.linked = 0

    def _enter(self, kind: int) -> None:
        if kind == _TABLE:
            self.tables.append(OpenTable(len(self.page.texts), len(self.page.boxes), len(self.page.links)))
        elif kind == _ROW and self.tables:
            self.tables[-1].rows.append([])

    def _leave(self, kind: int, first: int, node: LexborNode) -> None:
        if kind == _TABLE:
            table, lines = self.tables.pop(), len(self.page.texts)
            if self.tables and not table.is_frame:
                self.tables[-1].has_table = True
            close_table(self.page, table, node)
            if self.marker > table.first_line and len(self.page.texts) < lines:
                self.marker = -1  # it stood in a cell that is now part of a row
        elif kind == _CELL and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append(Cell(first, len(self.page.texts), node))

    def _is_menu(self, node: LexborNode) -> bool:
        """Whether a list is nothing but links without a mark of content; then it becomes one line of links."""
        if self.opens_menus:
            return False
        text = tidy(node.text(separator=" ", strip=True))
        if not text or _CONTENT.search(text) or node.css_first("a") is None:
            return False
        self.page.links.append((len(self.page.texts), node))
        self.page.add(text, len(text), "menu")
        return True

    def _mark(self, node: LexborNode) -> None:
        """Open or close the box that a pair of comments (Hanweb, own systems) puts around the main text."""
        comment = node.comment_content
        if comment is None or len(comment) > 40 or (found := _MARKER.match(comment)) is None:
            return
        if self.parts:
            self._flush("body")
        if (found[1] or found[2]) in _BEGINS:
            self.marker = len(self.page.texts)
        elif self.marker >= 0:
            self.page.boxes.append(Box(None, self.marker, len(self.page.texts)))
            self.marker = -1
