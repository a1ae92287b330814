"""What the spider hands to the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from archive import Kept, PageRef
from crawler.cleaning import Cleaned


@dataclass(slots=True)
class CleanedPage:
    """A detail page that was kept and cleaned."""

    page: PageRef
    kept: Kept
    cleaned: Cleaned


@dataclass(slots=True)
class KeptFile:
    """A file that was kept: *url* as the page *page_url* (canonical) names it."""

    page_url: str
    url: str
    kept: Kept


@dataclass(slots=True)
class Trouble:
    """Something that went wrong apart from a page's content."""

    kind: str
    detail: str
    url: str | None = None
    portal: str | None = None
    snapshot: str | None = None
