"""List pages: what a platform is given (ListPage), and what it gives back (Reading: rows, columns, next pages)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from w3lib.html import get_base_url

from cleaners.problem_kinds import ProblemKind
from crawler.page_text import page_text
from crawler.platforms.number_limits import read_json, without_monsters
from crawler.urls import absolute

# Chosen so that reading a list page takes a few seconds of processor time at most.
MAX_BYTES = 5_000_000
MAX_DEPTH = 250  # elements around each other; browsers cut at 512
MAX_LINKS = 8_000
MAX_ROWS = 5_000
_DEEPER = f"boolean({'/*' * (MAX_DEPTH + 1)})"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How to ask for a page of a list."""

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class ListPage:
    """A list page as it came: its final address, its bytes, and what is read off them once.

    *request* is what was asked for it, *origin* the address of the first page of its list: an answer in
    JSON tells neither its own number nor the page that its relative links belong to.
    """

    def __init__(
        self,
        url: str,
        body: bytes,
        content_type: str | None = None,
        *,
        request: PageRequest | None = None,
        origin: str | None = None,
    ) -> None:
        self.url = url
        self.body = body
        self.request = request or PageRequest(url)
        self.origin = origin or url
        self._content_type = content_type

    @cached_property
    def text(self) -> str:
        """The body as text, without numbers that no list can mean; the bytes decide where header and meta are wrong."""
        return without_monsters(self._decoded[1])

    @property
    def encoding(self) -> str:
        """The encoding of the body, in which a browser sends what is not ASCII in the query of its links."""
        return self._decoded[0]

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        try:
            return "utf-8", self.body.decode("utf-8-sig")
        except UnicodeDecodeError:
            return page_text(self.body, self._content_type, default="gb18030")

    @cached_property
    def selector(self) -> Selector:
        return Selector(text=self.text or "<html></html>", type="html")

    @cached_property
    def beyond_limits(self) -> str | None:
        """In words why the page is not read at all: it is larger, or its elements are nested deeper, than lists are."""
        if len(self.body) > MAX_BYTES:
            return f"{len(self.body)} bytes; at most {MAX_BYTES} are read of a list page"
        if not self.is_data and self.selector.root.xpath(_DEEPER):
            return f"its elements are nested more than {MAX_DEPTH} deep"
        return None

    @cached_property
    def base_url(self) -> str:
        """What relative links start from: ``<base href>`` if the page has one, else its own address."""
        return get_base_url(self.text, self.origin if self.is_data else self.url)

    def resolve(self, href: str) -> str | None:
        """Return where *href*, found in this page, leads; None if to no web page."""
        return absolute(self.base_url, href, self.encoding)

    @cached_property
    def links(self) -> tuple[tuple[Selector, str], ...]:
        """The links of the page with where they lead, in its order; those that lead nowhere are left out."""
        links = self.selector.xpath(f"(//a[@href])[position() <= {MAX_LINKS}]")
        found = ((link, self.resolve(link.attrib["href"])) for link in links)
        return tuple((link, url) for link, url in found if url)

    @cached_property
    def has_more_links(self) -> bool:
        """Whether the page has more links than are read."""
        return not self.is_data and bool(self.selector.root.xpath(f"boolean((//a[@href])[{MAX_LINKS + 1}])"))

    @cached_property
    def own_urls(self) -> tuple[str, ...]:
        """Where its links lead on its own host, each address once."""
        return tuple(dict.fromkeys(url for _, url in self.links if self.is_own(url)))

    def is_own(self, url: str) -> bool:
        """Whether *url* is on this page's host; ``www.`` makes no other host of it."""
        return _bare_host(url) == _bare_host(self.url)

    @cached_property
    def data(self) -> Any:
        """The body as JSON; None if it is not JSON."""
        if self.text.lstrip()[:1] not in ("{", "["):
            return None
        try:
            return read_json(self.text)
        except ValueError:
            return None

    @property
    def is_data(self) -> bool:
        """Whether the body is no page, but an answer that scripts read: JSON, or XML with rows in it."""
        return self.data is not None or self.text.lstrip()[:5].lower() == "<?xml"

    def part(self, html: str) -> ListPage:
        """Return *html*, found somewhere in this page, as a page of its own that keeps this one's addresses."""
        made = ListPage(self.url, html.encode(), request=self.request, origin=self.origin)
        made._decoded = self.encoding, html
        made.base_url = self.base_url
        return made


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list; *date* as YYYY-MM-DD where the row shows a whole one."""

    url: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A sub-column of a section."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one list page says.

    *instead* is where the rows of this very page are, if it only holds the address of its data.
    *next_pages* are tried in turn until one brings rows that are new; *pages* is the number of pages and
    *records* the number of rows of the whole list, where the page states it; with *is_guess* the next
    page's address was counted up, not found, so its absence is the end of the list.  *problem* (kind and
    detail) says that the list cannot be read to its end.
    """

    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    next_pages: tuple[PageRequest, ...] = ()
    pages: int | None = None
    is_guess: bool = False
    instead: PageRequest | None = None
    records: int | None = None
    problem: tuple[ProblemKind, str] | None = None
    read_as: str | None = None  # the platform by which it was read, where the page's own found nothing
