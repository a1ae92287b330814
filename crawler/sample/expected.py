"""The truth about the sample world, made from the same model as the pages and beside them.

Nothing here was read off a page: a test that compares a crawl with it compares two ways from one model.
Every URL is the one that a row of a list page leads to, absolute and without port or fragment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Why = Literal["404", "500", "soft_404", "empty", "robots", "off_site"]


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """A file that a page offers; *paragraphs* is what it says."""

    url: str
    name: str
    media_type: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """A report page; *paragraphs* is empty where the report stands in its attachment alone.

    A row of a table is one paragraph, its cells split by tabs.  *title* is the page's own (the row may
    cut it).  *figures* are the indicators that the text states, by the ids of the indicator table.
    """

    url: str
    title: str
    paragraphs: tuple[str, ...]
    published_at: str | None  # China time, as Article.published_at
    source: str | None
    issuer: str
    report_year: int
    signature: str | None
    signed_on: str | None
    addressee: str | None
    breadcrumb: tuple[str, ...]
    index_number: str | None = None
    document_number: str | None = None
    attachments: tuple[ExpectedFile, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ExpectedOther:
    """A row that is no report, and what it is (a kind of the cleaners' Article)."""

    url: str
    title: str
    kind: str
    published_at: str | None


@dataclass(frozen=True, slots=True)
class ExpectedFailure:
    """A row behind which no article stands, and why."""

    url: str
    title: str
    why: Why


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One row of a list page: the absolute target, the whole title, the day as shown."""

    url: str
    title: str
    day: str | None


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """One list page with its rows in order, the next page, and the columns below it that it links to.

    *aliases* are further URLs of the same page: a column answers as a directory and as its index.html.
    """

    url: str
    rows: tuple[ExpectedRow, ...]
    next_url: str | None = None
    columns: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedPortal:
    """What a whole crawl of one portal must find."""

    key: str
    name: str
    hosts: tuple[str, ...]
    platform: str
    division: str
    site_id_code: str
    sections: tuple[str, ...]
    filtered: bool
    lists: tuple[ExpectedList, ...]
    reports: tuple[ExpectedReport, ...]
    others: tuple[ExpectedOther, ...]
    failures: tuple[ExpectedFailure, ...]

    def report(self, url: str) -> ExpectedReport:
        """The report at *url*; KeyError if there is none."""
        return {report.url: report for report in self.reports}[url]


@dataclass(frozen=True, slots=True)
class Expected:
    """The whole sample world on one day."""

    day: int
    portals: Mapping[str, ExpectedPortal]
    duplicates: tuple[tuple[str, ...], ...]  # URLs of pages that carry one and the same report text
    appeared: tuple[str, ...] = ()  # report URLs that the day before did not have
    changed: tuple[str, ...] = ()  # report URLs whose text differs from the day before
    gone: tuple[str, ...] = ()  # URLs that answered the day before and are 404 now

    @property
    def reports(self) -> dict[str, ExpectedReport]:
        """Every report page by its URL."""
        return {report.url: report for portal in self.portals.values() for report in portal.reports}

    @property
    def texts(self) -> set[str]:
        """Every distinct report text that stands on a page."""
        return {report.text for report in self.reports.values() if report.paragraphs}
