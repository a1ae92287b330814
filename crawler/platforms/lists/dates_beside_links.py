"""The day of a row in a page: what stands beside its link.

In the element around the row, in the column of a table whose head says 发布, or before or after the link where
rows and days follow each other without an element around both; else inside of the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import Any

from parsel import Selector

from cleaners.patterns.dates import DAY_AT_END, is_only_a_date, read_day
from crawler.platforms.lists.one_line import one_line

_MAX_HOLDER_CHARS = 400  # an element with more text than this holds more than one row
_MAX_LEVELS = 4  # from a link up to its date, where neither li nor tr bounds the row; merely chosen
_MAX_ELEMENTS = 500  # of one element that are looked at: a row has some ten
_MAX_CELLS = 50  # of a row of a table
_MAX_CELL_PARTS = 50  # of texts in a cell of a table
_MIN_COLUMNS = 3  # a title, a day, and another day
_PUBLISHED = re.compile(r"发布|公开|上网|刊登")  # the head of a column of days, beside 成文日期 or 生成日期


def date_beside(link: Selector, is_other_row: Callable[[str], bool]) -> str | None:
    """Return the day of the row around *link*; *is_other_row* tells which addresses are those of other rows."""
    if date := _date_in_column(link):
        return date
    own, own_href = set(link.root.iter()), link.root.get("href")
    row = link.root
    for holder in _holders(link):
        within = list(islice(holder.iter(), _MAX_ELEMENTS))
        hrefs = (element.get("href") for element in within if element.tag == "a")
        if any(is_other_row("/" + href) for href in hrefs if href not in (None, own_href)):
            if date := _date_in_flow(row, holder):
                return date
            break
        if len(within) == _MAX_ELEMENTS:
            break
        row = holder
        text = _text_beside(own, within, link.root.tail)
        if text is None:
            break
        if date := read_day(text):
            return date
    inside = [part for part in link.root.itertext() if is_only_a_date(part)]
    inside += DAY_AT_END.findall(one_line("".join(link.root.itertext())))
    return read_day(" ".join(inside))


def _text_beside(own: Collection[Any], within: Iterable[Any], tail: str | None) -> str | None:
    """The text of the elements *within* that are not in *own*, then *tail*; None if it is too long for one row."""
    outside = (element for element in within if element not in own)
    texts = filter(None, chain.from_iterable((element.text, element.tail) for element in outside))
    found: list[str] = []
    chars = 0
    for text in chain(texts, filter(None, [tail])):
        found.append(text)
        chars += len(text) + (len(found) > 1)
        if chars > _MAX_HOLDER_CHARS:
            return None
    return " ".join(found)


def _date_in_column(link: Selector) -> str | None:
    """The day in the column of a table whose head says 发布, where the row shows several."""
    row = next(link.root.iterancestors("tr"), None)
    table = None if row is None else next(row.iterancestors("table"), None)
    if row is None or table is None or not _MIN_COLUMNS <= len(row) <= _MAX_CELLS:
        return None
    cells = _cells(row)
    heads = _cells(next(table.iter("tr")))
    if len(cells) < _MIN_COLUMNS or len(heads) != len(cells):
        return None
    days = (read_day(cell) for head, cell in zip(heads, cells, strict=True) if _PUBLISHED.search(head))
    return next(filter(None, days), None)


def _cells(row: Any) -> list[str]:
    cells = islice((cell for cell in row if cell.tag in ("td", "th")), _MAX_CELLS + 1)
    return ["".join(islice(cell.itertext(), _MAX_CELL_PARTS))[:_MAX_HOLDER_CHARS] for cell in cells]


def _date_in_flow(row: Any, holder: Any) -> str | None:
    """The day beside *row* where *holder* has rows and days one after the other, without an element around both.

    Days that stand before their rows stand before the first one as well.
    """
    first = next((child for child in islice(holder, _MAX_ELEMENTS) if _has_link(child)), row)
    texts = _texts_before if read_day("".join(_texts_before(first))) else _texts_after
    text = " ".join(texts(row))
    return read_day(text) if len(text) <= _MAX_HOLDER_CHARS else None


def _texts_after(row: Any) -> Iterator[str]:
    """The texts that follow *row*, up to the next element with a link."""
    yield row.tail or ""
    for element in islice(takewhile(lambda each: not _has_link(each), row.itersiblings()), _MAX_LEVELS):
        yield from (*_texts_of(element), element.tail or "")


def _texts_before(row: Any) -> Iterator[str]:
    """The texts before *row*, back to the element with a link that precedes it."""
    before = list(islice(row.itersiblings(preceding=True), _MAX_LEVELS + 1))
    between = list(takewhile(lambda each: not _has_link(each), before[:_MAX_LEVELS]))
    rest = before[len(between)].tail if len(between) < len(before) else row.getparent().text
    yield rest or ""
    for element in reversed(between):
        yield from (*_texts_of(element), element.tail or "")


def _texts_of(element: Any) -> Iterator[str]:
    return element.itertext() if isinstance(element.tag, str) else iter(())  # comments have no text of the page


def _has_link(element: Any) -> bool:
    return next(element.iter("a"), None) is not None


def _holders(link: Selector) -> Iterator[Any]:
    ancestors = list(link.root.iterancestors())
    bounds = [level for level, element in enumerate(ancestors) if element.tag in ("li", "tr", "dl")]
    return iter(ancestors[: bounds[0] + 1 if bounds else _MAX_LEVELS])
