"""Page and its lines: what a reader sees, line by line, and the elements (boxes) that may hold the main text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Box(NamedTuple):
    """An element as the span of lines [first, end); without *node* the span between two markers."""

    node: LexborNode | None
    first: int
    end: int

    @property
    def names(self) -> list[str]:
        """Its id and its classes, in lower case."""
        if self.node is None:
            return []
        return f"{self.node.id or ''} {self.node.attrs.get('class') or ''}".lower().split()


@dataclass(slots=True)
class Page:
    """A flattened page; *texts*, *linked* and *tags* are columns of one table of lines.

    *linked* counts the characters of a line that stand inside links, *tags* names its block element,
    *pieces* has the texts of the inline elements of short lines, by the text of the line,
    *indents* the columns of blanks before those lines that begin with any, two for a Chinese character,
    *rows* has the cells of those lines that are rows of data tables.  *boxes* come inner before outer,
    *links* are the links and the lists of links by their lines, *whole_text* is all text of the body, scripts
    included; *start* is the line after breadcrumb and title, *aside* are lines that are no text wherever they stand.
    *tree* is None where the page was too dangerous to be parsed, *has_hidden* tells that elements were left out.
    """

    texts: list[str] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pieces: dict[str, tuple[str, ...]] = field(default_factory=dict)
    indents: dict[str, int] = field(default_factory=dict)
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    links: list[tuple[int, LexborNode]] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    base: str | None = None
    whole_text: str = ""
    start: int = 0
    aside: frozenset[int] = frozenset()
    tree: LexborHTMLParser | None = None
    has_hidden: bool = False

    def add(self, text: str, linked: int, tag: str) -> None:
        """Append a line."""
        self.texts.append(text)
        self.linked.append(linked)
        self.tags.append(tag)
