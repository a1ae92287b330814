"""What a sample portal consists of: columns, and entries that are listed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.sample.answers import CHINA
from crawler.sample.institutions import Place
from crawler.sample.reports import Block, Report

FIRST_VISIT = datetime(2026, 4, 20, 9, 0, tzinfo=CHINA)  # day 0 of the sample world

Why = Literal["404", "500", "soft_404", "empty", "robots", "off_site"]
Stamp = Literal["second", "minute", "day"]
_PRINTED = {"second": "%Y-%m-%d %H:%M:%S", "minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d"}


@dataclass(frozen=True, slots=True)
class File:
    """A file that a page offers."""

    name: str
    paragraphs: tuple[str, ...]
    form: str = "pdf"  # the ending of its address


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a column and the page behind it.

    *key* is what the platform makes the page's URL of.  A row with *url* leads there instead.
    """

    key: str
    title: str
    published: datetime
    report: Report | None = None
    kind: str = "report"
    blocks: tuple[Block, ...] = ()  # the body; for a report that is only a file: none
    source: str | None = None
    files: tuple[File, ...] = ()
    url: str | None = None
    why: Why | None = None  # why no article stands behind the row
    busy: bool = False  # 503 for the first request
    charset: str = "utf-8"  # as declared; the bytes of a gb2312 page are GBK, as on old sites
    since: int = 0  # the day on which it appears
    until: int | None = None  # the day on which it is gone
    index_number: str | None = None  # 索引号
    document_number: str | None = None  # 文号
    written_on: str | None = None  # 成文日期, where a head list states it
    amended: Report | None = None  # its report from day 1 on

    @property
    def rank(self) -> tuple[bool, datetime]:
        """What a list is sorted by, the highest first: whether it stands on top whatever its day, then its day."""
        return False, self.published

    def on(self, day: int) -> bool:
        """Whether it is there on that day."""
        return self.since <= day and (self.until is None or day < self.until)

    def report_on(self, day: int) -> Report | None:
        """The report as it stands on that day."""
        return self.amended if self.amended and day >= 1 else self.report

    def blocks_on(self, day: int) -> tuple[Block, ...]:
        """The body as it stands on that day."""
        return self.amended.blocks if self.amended and day >= 1 else self.blocks

    def modified(self, day: int) -> datetime:
        """When the page last changed."""
        return FIRST_VISIT.replace(day=FIRST_VISIT.day + 1) if self.amended and day >= 1 else self.published


@dataclass(frozen=True, slots=True)
class Column:
    """A column; one with columns below it shows the newest entries of those instead of its own."""

    name: str
    path: str
    entries: tuple[Entry, ...] = ()
    columns: tuple[Column, ...] = ()

    def entries_on(self, day: int) -> list[Entry]:
        """The entries that stand directly in it on that day, in the order of a list."""
        return sorted((entry for entry in self.entries if entry.on(day)), key=lambda entry: entry.rank, reverse=True)


@dataclass(frozen=True, slots=True)
class Portal:
    """A government site.  *trail* leads from the home page to its sections: names and paths."""

    key: str
    name: str
    place: Place
    platform: str
    site_id_code: str
    sections: tuple[Column, ...]
    trail: tuple[tuple[str, str], ...]
    hosts: tuple[str, ...]  # the first one stands in the links
    icp: str
    page_size: int = 15
    robots: str | None = None  # None: the host answers 404
    stamp: Stamp = "minute"  # how exactly its pages give the time of publication
    look: str = "plain"  # which of the platform's page templates it uses
    validators: bool = True  # whether it sends ETag and Last-Modified

    @property
    def host(self) -> str:
        return self.hosts[0]

    @property
    def section(self) -> Column:
        """The first section, and mostly the only one."""
        return self.sections[0]

    def url(self, path: str) -> str:
        """The absolute URL of a path on this portal."""
        return f"http://{self.host}{path}"

    def walk(self) -> Iterator[tuple[Column, tuple[Column, ...]]]:
        """Each column with the columns above it, from each section down."""
        for section in self.sections:
            yield from _walk(section, ())

    def printed(self, published: datetime) -> str:
        """The time of publication as the pages print it."""
        return f"{published:{_PRINTED[self.stamp]}}"


def _walk(column: Column, above: tuple[Column, ...]) -> Iterator[tuple[Column, tuple[Column, ...]]]:
    yield column, above
    for below in column.columns:
        yield from _walk(below, (*above, column))
