"""What a crawl saw of each portal, and what it says about the portal as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.portals import Portal


@dataclass(frozen=True, slots=True)
class WalkEnd:
    """The end of a walk through the list whose first page is *url* (canonical)."""

    url: str
    pages: int
    rows: int
    is_complete: bool


@dataclass(slots=True)
class PortalTally:
    """Lists asked and read, detail pages named by them; *is_partial* if the crawl did not look at all of them.

    *walks* are written when the crawl has finished: only then have the pages that they named been asked.
    """

    lists_asked: int = 0
    lists_read: int = 0
    details: set[str] = field(default_factory=set)
    walks: list[WalkEnd] = field(default_factory=list)
    is_partial: bool = False

    @property
    def is_unreadable(self) -> bool:
        """Whether lists were asked and not one could be read."""
        return self.lists_asked > 0 and self.lists_read == 0

    def problems(self, portal: Portal) -> Iterator[tuple[str, str]]:
        """Yield kind and detail of what a person should look at."""
        if self.is_unreadable:
            yield "unreadable_portal", f"none of {self.lists_asked} list pages of {portal.name} could be read"
        elif not self.is_partial and len(self.details) < portal.floor:
            found = f"{len(self.details)} detail pages found, at least {portal.floor} expected"
            yield "floor", f"{found}: has the template of {portal.name} changed?"
