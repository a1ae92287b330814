"""What the platforms find in the sample world: rows and pages of lists.

Every section is walked as the spider walks it, and compared with what the world says of itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.error import HTTPError

from crawler.platforms import PageRequest
from crawler.walking import walk as walks
from crawler.walking.walk import Walk, WalkStep
from tests.sample_world.expected import ExpectedList, ExpectedPortal
from tests.sample_world.visitor import Visitor, visit

_MAX_REQUESTS = 2000  # of one portal; a walk that does not end stops here


@dataclass
class Figures:
    """What was found of one platform's lists, and what there is."""

    rows: set[tuple[str, str]] = field(default_factory=set)  # platform's portal, address
    expected_rows: set[tuple[str, str]] = field(default_factory=set)
    pages: set[tuple[str, int]] = field(default_factory=set)
    expected_pages: set[tuple[str, int]] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    @property
    def counts(self) -> tuple[int, ...]:
        """Rows found and that exist, pages walked and that exist, wrong rows."""
        found, wrong = self.rows & self.expected_rows, self.rows - self.expected_rows
        return len(found), len(self.expected_rows), len(self.pages), len(self.expected_pages), len(wrong)

    @property
    def is_whole(self) -> bool:
        return self.rows == self.expected_rows and self.pages >= self.expected_pages


class PortalWalk:
    """Walks the sections of one sample portal, and their columns."""

    def __init__(self, portal: ExpectedPortal, visitor: Visitor) -> None:
        self._portal, self._visitor = portal, visitor
        self._columns: set[str] = set()
        self.rows: set[str] = set()
        self.requests: list[PageRequest] = []
        self.answers: list[set[str]] = []
        self.platforms: set[str] = set()
        self.problems: list[str] = []

    def run(self) -> None:
        """Walk every section that may be walked: the world lists no pages of one that robots.txt forbids."""
        listed = {url for page in self._portal.lists for url in (page.url, *page.aliases)}
        for section in self._portal.sections:
            if section in listed:
                self._column(section)

    def has_walked(self, page: ExpectedList) -> bool:
        """Whether *page* was asked for, or all its rows came in one answer (services give windows of any size)."""
        rows = {row.url for row in page.rows}
        own = {page.url, *page.aliases}
        return any(request.url in own and page.method == "GET" for request in self.requests) or any(
            rows <= answer for answer in self.answers if rows
        )

    def _column(self, url: str) -> None:
        if url in self._columns:
            return
        self._columns.add(url)
        request: PageRequest | None = PageRequest(url)
        walk: Walk | None = Walk(self._portal.key, (self._portal.name,))
        while request and walk and len(self.requests) < _MAX_REQUESTS:
            step = self._step(request, walk)
            self.rows.update(row.url for row in step.rows)
            if step.problem:
                self.problems.append(f"{request.url}: {step.problem[0]}: {step.problem[1]}")
            request, walk = step.request, step.walk

    def _step(self, request: PageRequest, walk: Walk) -> WalkStep:
        self.requests.append(request)
        try:
            page = self._visitor.fetch(request, walk.origin)
        except HTTPError as error:
            return walks.after_error(walk, error.code)
        walk, reading = walks.read(walk, page)
        self.platforms.add(walk.platform or "")
        self.answers.append({row.url for row in reading.rows})
        for column in reading.columns:
            self._column(column.url)
        return walks.after_page(walk, reading)


def measure() -> Iterator[tuple[ExpectedPortal, PortalWalk]]:
    """Yield every sample portal that has lists, with the walk through it."""
    with visit() as (portals, visitor):
        for portal in portals:
            walked = PortalWalk(portal, visitor)
            walked.run()
            yield portal, walked


def by_platform() -> dict[str, Figures]:
    """Return the figures of each platform of the sample world."""
    figures: dict[str, Figures] = defaultdict(Figures)
    for portal, walked in measure():
        of = figures[portal.platform]
        own = {row.url for page in portal.lists for row in page.rows}
        of.expected_rows |= {(portal.key, url) for url in own}
        of.rows |= {(portal.key, url) for url in walked.rows}
        # Pages of a service may share an address, so each is known by its place.
        of.expected_pages |= {(portal.key, place) for place in range(len(portal.lists))}
        of.pages |= {(portal.key, place) for place, page in enumerate(portal.lists) if walked.has_walked(page)}
        of.problems += walked.problems
        if walked.platforms - {portal.platform, "generic"}:
            of.problems.append(f"{portal.key}: recognised as {', '.join(sorted(walked.platforms))}")
    return dict(figures)


def lines(figures: dict[str, Figures]) -> Iterator[str]:
    """Yield the table as text."""
    heads = ("platform", "rows found", "that exist", "pages walked", "that exist", "wrong rows")
    for head, *counts in [heads, *((name, *of.counts) for name, of in sorted(figures.items()))]:
        yield f"{head:<14}{''.join(f'{count:>14}' for count in counts)}\n"
