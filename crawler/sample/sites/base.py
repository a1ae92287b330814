"""The pages of one sample portal on one day.  A kind of markup overrides what is its own."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from crawler.sample.answers import Answer, Pages, Reply, busy_first, html
from crawler.sample.files import write_file
from crawler.sample.institutions import Organ
from crawler.sample.keys import post_key
from crawler.sample.portal_model import FIRST_VISIT, Column, Entry, File, Portal
from crawler.sample.sites import chrome


class Site(ABC):
    """The pages of *portal* on *day*.

    A platform gives list_path, detail_path, list_html and detail_html; the rest it may change.
    """

    newest = 5  # how many entries of the columns below a parent column repeats

    def __init__(self, portal: Portal, day: int) -> None:
        self.portal, self.day = portal, day

    # -- what a platform says --------------------------------------------------------------------------------------

    @staticmethod
    def page_key(organ: Organ, what: str, title: str, moment: datetime) -> str:
        """What the address of a page is made of: here a number that grows with time.

        *what* tells the pieces of an organ apart: the year of a report, the phrase of a notice.
        """
        return post_key(title, moment)

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
        return entry.url or self.portal.url(self.detail_path(column, entry))

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
        files = {self.portal.url(self.file_path(entry, file)): self.stored(entry, file) for file in entry.files}
        pages: Pages = {url: answer for url, answer in files.items() if answer}
        answer = self.dated(self.encoded(self.detail_html(column, entry), entry), [(column, entry)])
        return pages | {self.page_url(column, entry): self.reply(entry, answer)}

    def stored(self, entry: Entry, file: File) -> Answer | None:
        """What stands at the address of a file; None where that is nothing."""
        body, media_type = write_file(file)
        return Answer(body, media_type=media_type, modified=entry.published)

    def reply(self, entry: Entry, whole: Answer) -> Reply:
        """What stands at the address of an entry, whose page is *whole*: that, or what its server gives instead."""
        match entry.why:
            case "500":
                return html(chrome.error_page("500", "服务器内部错误"), status=500)
            case "soft_404":
                return html(chrome.error_page("", "您访问的页面不存在或已删除"))
            case "empty":
                return Answer()
        return busy_first(whole) if entry.busy else whole

    def page_answer(self, text: str) -> Answer:
        """A list page as its portal sends it."""
        return html(text)

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
