"""The truth about the sample world, made from the same model as the pages and beside them.

Nothing here was read off a page: a test that compares a crawl with it compares two ways from one model.
Every URL is the one that a row of a list page leads to, absolute and without port or fragment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Why = Literal["404", "500", "soft_404", "empty", "robots", "off_site", "412", "521", "403", "loop", "cut_off", "sealed"]
End = Literal["404", "first", "stub", "empty", "sealed"]  # what comes for a page past the last one
How = Literal["refresh", "script"]  # how a page sends its reader on: meta refresh, location.href


@dataclass(frozen=True, slots=True)
class ExpectedFile:
    """A file that a page offers; *name* is the text of its link, *paragraphs* what it says."""

    url: str
    name: str
    media_type: str
    paragraphs: tuple[str, ...] = ()
    fault: Literal["404", "html"] | None = None  # what comes instead of it: nothing, or a page with status 200
    disposition: str | None = None  # its name in Content-Disposition, where the address has no ending


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
    parts: tuple[str, ...] = ()  # the further pages of an article that is split, in order
    folded: tuple[str, ...] = ()  # further addresses of this page, to be folded: ?slb=true

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
    """A row behind which no article stands, and why.

    Or a section that robots.txt forbids, or the later pages of which its server keeps to itself (sealed).
    """

    url: str
    title: str
    why: Why


@dataclass(frozen=True, slots=True)
class ExpectedHop:
    """A row whose page only sends its reader on to *target*, where the report stands."""

    url: str
    title: str
    target: str
    how: How


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One row of a list page: the absolute target, the whole title, the day in ISO form.

    *printed* is the day as it stands there, where that is another form: [2025/02/08], Unix seconds.
    """

    url: str
    title: str
    day: str | None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """One list page with its rows in order, the next page, and the columns below it that it links to.

    *aliases* are further URLs of the same page: a column answers as a directory and as its index.html.
    A list that is asked for piece by piece states *method*, *body* and *headers* too: then several pages may
    have one URL, and what tells them apart stands in the body.  Of a query or a body the server reads the
    parameters that it needs, in any order.  A first page may be a shell without rows.
    """

    url: str
    rows: tuple[ExpectedRow, ...]
    next_url: str | None = None
    columns: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    number: int = 1  # which page of its column it is
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedEnd:
    """What comes for the page after the last one: *how* is 404, the first page again, a stub, or no rows.

    Of a sealed list, blanks come for every page but the first, though it says that there are more.
    """

    url: str
    how: End
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


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
    files: tuple[ExpectedFile, ...] = ()  # rows that lead to a file
    hops: tuple[ExpectedHop, ...] = ()  # their reports are among *reports*, at the target
    ends: tuple[ExpectedEnd, ...] = ()

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
