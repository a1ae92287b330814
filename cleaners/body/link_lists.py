"""Lists of nothing but links that turn out to belong to the text: regulations it names, files it offers.

Everywhere else such a list is a menu and was flattened into one line.
"""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborNode

from cleaners.metadata.attachments import leads_to_file
from cleaners.parsing.page_lines import Box, Page
from cleaners.parsing.tree import open_list
from cleaners.patterns.line_starts import is_body

_MAX_LISTS = 300  # in what was taken for the text; more of them are no text


def with_open_lists(page: Page, box: Box) -> tuple[Page, Box]:
    """*page* and *box* with each list between body lines, or of files, as one line an item; else both as they are."""
    menus = [i for i in range(box.first, box.end) if page.tags[i] == "menu"]
    if not 0 < len(menus) <= _MAX_LISTS:
        return page, box
    nodes = {line: node for line, node in page.links if node.tag != "a" and page.tags[line] == "menu"}
    first = next((i for i in range(box.first, box.end) if _is_plain_body(page, i)), box.end)
    last = next((i for i in range(box.end - 1, first, -1) if _is_plain_body(page, i)), first)
    lists = {i: nodes[i] for i in menus if i in nodes and (first < i < last or _offers_file(nodes[i]))}
    return _opened(page, box, lists) if lists else (page, box)


def _is_plain_body(page: Page, line: int) -> bool:
    return page.linked[line] < len(page.texts[line]) and is_body(page.texts[line])


def _offers_file(node: LexborNode) -> bool:
    return any(map(leads_to_file, node.css("a")))


def _opened(page: Page, box: Box, lists: dict[int, LexborNode]) -> tuple[Page, Box]:
    opened = replace(page, texts=[], linked=[], tags=[], links=[], rows={}, boxes=[])
    places: list[int] = []
    for i, text in enumerate(page.texts):
        places.append(len(opened.texts))
        if i not in lists:
            opened.add(text, page.linked[i], page.tags[i])
            continue
        items = open_list(lists[i])
        opened.links += [(line + places[i], node) for line, node in items.links]
        for item, linked, tag in zip(items.texts, items.linked, items.tags, strict=True):
            opened.add(item, linked, tag)
    places.append(len(opened.texts))
    opened.rows = {places[line]: row for line, row in page.rows.items()}
    opened.links += [(places[line], node) for line, node in page.links if line not in lists]
    opened.links.sort(key=lambda link: link[0])
    opened.start = places[page.start]
    opened.aside = frozenset(place for line in page.aside for place in range(places[line], places[line + 1]))
    return opened, Box(box.node, places[box.first], places[box.end])
