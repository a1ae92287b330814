"""A platform: the content system of a portal, with the functions that recognise and read its list pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists.redirect_shells import address_behind


@dataclass(frozen=True, slots=True)
class Platform:
    """A content system: *recognise* gives the evidence that a page is of it, or None; *read_page* is given
    a page and its number in the walk (1 for the first one).

    *otherwise* reads a first page on which it finds nothing: some portals have addresses of their own.
    """

    name: str
    recognise: Callable[[ListPage], str | None]
    read_page: Callable[[ListPage, int], Reading]
    otherwise: Callable[[ListPage, int], Reading | None] | None = None

    def read(self, page: ListPage, number: int) -> Reading:
        """Return what *page* says; a first page that is only a shell says where its rows are instead."""
        reading = self.read_page(page, number)
        if number == 1 and not (reading.rows or reading.columns or reading.instead):
            if self.otherwise and (other := self.otherwise(page, number)):
                return other
            behind = address_behind(page)
            return replace(reading, instead=PageRequest(behind) if behind else None)
        return reading
