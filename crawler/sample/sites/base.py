"""One sample portal on one day: its pages, and the truth about them.  A platform overrides what is its own."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from crawler.sample.answers import Answer, Pages, Reply, busy_first, html
from crawler.sample.expected import ExpectedEnd, ExpectedPortal
from crawler.sample.model import FIRST_VISIT, Column, Entry, File, Portal
from crawler.sample.sites import chrome
from crawler.sample.sites.downloads import stored
from crawler.sample.sites.mishaps import behind_a_cookie, mishap, sends_on
from crawler.sample.sites.truth import tell

CAPTCHA = "<html><head><meta charset='utf-8'><title>附件下载</title></head><body><p>请输入验证码</p></body></html>"


_UNNAMED = "application/octet-stream"  # of a file whose address has no ending


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list page is asked for."""

    url: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Site(ABC):
    """The pages of *portal* on *day*.

    A platform gives list_path, detail_path, list_html and detail_html; the rest it may change.
    """

    charset = "utf-8"  # of the list pages, as declared
    newest = 5  # how many entries of the columns below a parent column repeats

    def __init__(self, portal: Portal, day: int) -> None:
        self.portal, self.day = portal, day

    # -- what a platform says --------------------------------------------------------------------------------------

    @abstractmethod
    def list_path(self, column: Column, number: int) -> str:
        """The path of the list page with that number, from 1."""

    @abstractmethod
    def detail_path(self, column: Column, entry: Entry) -> str:
        """The path of the page behind an entry."""

    def file_path(self, entry: Entry, file: File) -> str:
        """The path of a file."""
        return f"/attachment/{entry.key}/{entry.files.index(file) + 1}.{file.form}"

    @abstractmethod
    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        """The list page with that number out of *count*."""

    @abstractmethod
    def detail_html(self, column: Column, entry: Entry) -> str:
        """The page of an entry."""

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        """Further paths of a column's first page; the first of them stands in the portal table."""
        return ()

    def beyond(self, column: Column) -> Pages:
        """What stands behind the last list page, where that is not a plain 404."""
        return {}

    def extras(self) -> Pages:
        """Further pages of the platform that no row leads to."""
        return {}

    def asked(self, column: Column, number: int) -> Asked:
        """How the list page with that number is asked for."""
        return Asked(self.list_url(column, number))

    def printed_day(self, entry: Entry) -> str | None:
        """The day of a row as the list prints it, where that is not its ISO form."""
        return None

    def ends(self, column: Column) -> tuple[ExpectedEnd, ...]:
        """What comes for the page after the last one."""
        return ()

    def stated_source(self, entry: Entry) -> str | None:
        """The source of an entry, if its page names it."""
        return entry.source

    def part_paths(self, column: Column, entry: Entry) -> tuple[str, ...]:
        """The paths of the further pages of an article that is split."""
        return ()

    def folded(self, column: Column, entry: Entry) -> tuple[str, ...]:
        """Further addresses of the page of an entry."""
        return ()

    # -- columns, rows, links --------------------------------------------------------------------------------------

    @cached_property
    def above(self) -> dict[str, tuple[Column, ...]]:
        """The columns above each column, by its path."""
        return {column.path: above for column, above in self.portal.walk()}

    def listed(self, column: Column) -> list[tuple[Column, Entry]]:
        """The entries that a column lists, newest first, each with the column that it stands in."""
        own = [(column, entry) for entry in column.entries_on(self.day)]
        if not column.columns:
            return own
        below = [pair for child in column.columns for pair in self.listed(child)]
        return own + sorted(below, key=lambda pair: pair[1].published, reverse=True)[: self.newest]

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        """The entries of each list page; an empty column has one empty page."""
        rows, size = self.listed(column), self.portal.page_size
        return [rows[n * size : (n + 1) * size] for n in range(max(1, math.ceil(len(rows) / size)))]

    def row_url(self, column: Column, entry: Entry) -> str:
        """Where the row of an entry leads."""
        if entry.file_row:
            return self.portal.url(self.file_path(entry, entry.files[0]))
        return entry.url or self.portal.url(self.detail_path(column, entry))

    def report_url(self, column: Column, entry: Entry) -> str:
        """Where the report of an entry stands: behind its row, or behind the page that this one sends on to."""
        if not entry.hop:
            return self.page_url(column, entry)
        return self.portal.url(self.detail_path(column, replace(entry, key=str(int(entry.key) + 1))))

    def page_url(self, column: Column, entry: Entry) -> str:
        """Where the row of an entry leads, a second host of the portal folded onto its first."""
        url = urlsplit(self.row_url(column, entry))
        return url._replace(netloc=self.portal.host).geturl() if url.netloc in self.portal.hosts else url.geturl()

    def list_url(self, column: Column, number: int = 1) -> str:
        return self.portal.url(self.list_path(column, number))

    def trail(self, column: Column) -> list[tuple[str, str]]:
        """Names and URLs from the home page down to the column."""
        steps = [(name, self.portal.url(path)) for name, path in self.portal.trail]
        return steps + [(step.name, self.list_url(step)) for step in (*self.above[column.path], column)]

    # -- the pages -------------------------------------------------------------------------------------------------

    def pages(self) -> Pages:
        """Every page of the portal by URL."""
        pages = self._front()
        for column, _ in self.portal.walk():
            pages |= self.list_pages(column) | self.beyond(column)
            for entry in column.entries_on(self.day):
                if not entry.again:
                    pages |= self.entry_pages(column, entry)
        return pages | self.extras()

    def list_pages(self, column: Column) -> Pages:
        """The list pages of a column."""
        pages: Pages = {}
        chunks = self.chunks(column)
        for number, rows in enumerate(chunks, 1):
            answer = self.dated(self.page_answer(self.list_html(column, rows, number, len(chunks))), rows)
            pages[self.list_url(column, number)] = answer
            if number == 1:
                pages |= {self.portal.url(path): answer for path in self.list_aliases(column)}
        return pages

    def entry_pages(self, column: Column, entry: Entry) -> Pages:
        """The page behind an entry, and its files."""
        if entry.why in ("404", "off_site"):
            return {}
        files = {self.portal.url(self.file_path(entry, file)): stored(entry, file) for file in entry.files}
        pages: Pages = {url: answer for url, answer in files.items() if answer}
        if entry.file_row:
            return pages
        url = self.page_url(column, entry)
        answer = self.dated(self.encoded(self.detail_html(column, entry), entry), [(column, entry)])
        if entry.why:
            return pages | {url: mishap(entry.why, answer)}
        if entry.hop:
            return pages | {
                url: sends_on(entry.hop, self.report_url(column, entry)),
                self.report_url(column, entry): answer,
            }
        return pages | {url: _in_its_mood(answer, entry)}

    def page_answer(self, text: str) -> Answer:
        """A list page as its portal sends it."""
        return html(text) if self.charset == "utf-8" else html(text, encoding="gbk", charset=None)

    def encoded(self, text: str, entry: Entry) -> Answer:
        """The page as its portal sends it: behind a declared gb2312 stands GBK, and the header says nothing."""
        if entry.charset == "utf-8":
            return html(text)
        return html(text, encoding="gbk", charset=None)

    def dated(self, answer: Answer, rows: list[tuple[Column, Entry]]) -> Answer:
        """The answer with the time at which the newest of its entries changed, where the portal tells it."""
        if not self.portal.validators:
            return answer
        newest = max((entry.modified(self.day) for _, entry in rows), default=FIRST_VISIT)
        return replace(answer, modified=newest)

    def _front(self) -> Pages:
        """The home page, the columns above the section, and robots.txt."""
        portal = self.portal
        link = (portal.section.name, self.list_url(portal.section))
        pages: Pages = {}
        for name, path in portal.trail:
            page = html(chrome.front_page(portal, name, [link]))
            pages |= {portal.url(path): page, portal.url(f"{path}index.html"): page}
        if portal.robots is not None:
            pages[portal.url("/robots.txt")] = Answer(portal.robots.encode(), media_type="text/plain; charset=utf-8")
        return pages

    # -- the truth -------------------------------------------------------------------------------------------------

    def section_url(self, section: Column) -> str:
        """The address of a section as it stands in the portal table."""
        return self.portal.url((*self.list_aliases(section), section.path)[0])

    def expected(self) -> ExpectedPortal:
        """What a whole crawl of the portal must find."""
        return tell(self)


def _in_its_mood(answer: Answer, entry: Entry) -> Reply:
    """The page as its server gives it: at once, slowly, at the second request, to who brings a cookie."""
    if entry.slow_seconds:
        return replace(answer, delay_seconds=entry.slow_seconds)
    if entry.cookie:
        return behind_a_cookie(answer)
    return busy_first(answer) if entry.busy else answer
