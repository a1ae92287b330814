"""What a crawl saw of each portal, and what that says about the portal as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cleaners.problem_kinds import ProblemKind
from crawler.portals.tables import Portal


@dataclass(frozen=True, slots=True)
class WalkEnd:
    """The end of a walk through the list whose first page is *url* (canonical)."""

    url: str
    pages: int
    rows: int
    is_complete: bool


@dataclass(slots=True)
class PortalOutcome:
    """Lists asked and read, detail pages named by them; *is_partial* if the crawl did not look at all of them.

    *walks* are written when the crawl has finished: only then have the pages that they named been asked.
    *elsewhere*: which pages led from a host of the portal to one that is not (from, to).
    """

    lists_asked: int = 0
    lists_read: int = 0
    details: set[str] = field(default_factory=set)
    walks: list[WalkEnd] = field(default_factory=list)
    is_partial: bool = False
    elsewhere: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def is_unreadable(self) -> bool:
        """Whether lists were asked and not one could be read."""
        return self.lists_asked > 0 and self.lists_read == 0

    def leads_elsewhere(self, url: str, asked: str, target: str) -> None:
        """Note that the page *url* led from the address *asked* to *target* on a host that is not the portal's."""
        hosts = urlsplit(asked).hostname, urlsplit(target).hostname
        self.elsewhere[hosts[0] or "", hosts[1] or ""].add(url)

    def problems(self, portal: Portal, moved_after: int) -> Iterator[tuple[ProblemKind, str]]:
        """Yield kind and detail of what a person should look at; *moved_after* so many pages a portal has moved."""
        for (old, new), urls in sorted(self.elsewhere.items()):
            if self.is_unreadable or len(urls) >= moved_after:
                one = len(urls) == 1
                found = f"{len(urls)} address{'' if one else 'es'} of {old} redirect{'s' if one else ''} to {new}"
                detail = f"{found}, which is no host of {portal.name}: has it moved? add the host if so"
                yield ProblemKind.PORTAL_MOVED, detail
        if self.is_unreadable:
            detail = f"none of {self.lists_asked} list pages of {portal.name} could be read"
            yield ProblemKind.UNREADABLE_PORTAL, detail
        elif not self.is_partial and len(self.details) < portal.floor:
            found = f"{len(self.details)} detail pages found, at least {portal.floor} expected"
            yield ProblemKind.FLOOR, f"{found}: has the template of {portal.name} changed?"
