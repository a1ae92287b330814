"""What the spider hands to the pipeline, which alone writes."""

from __future__ import annotations

from dataclasses import dataclass

from archive import Kept, Listing, PageRef
from cleaners.problem_kinds import AnyKind
from crawler.intake.clean_snapshot import Cleaned


@dataclass(slots=True)
class CleanedPage:
    """A detail page that was kept and cleaned; None: it is as it was."""

    page: PageRef
    kept: Kept
    cleaned: Cleaned | None


@dataclass(slots=True)
class KeptFile:
    """A file that was kept: *url* as the page *page_url* (canonical) names it."""

    page_url: str
    url: str
    snapshot: str


@dataclass(slots=True)
class Listed:
    """The rows of one list page that are followed, each with the place in which it stands."""

    rows: tuple[Listing, ...]


@dataclass(slots=True)
class Unreached:
    """A page that is known to exist and gave no answer; *is_forbidden*: robots.txt does not let us ask."""

    page: PageRef
    is_forbidden: bool


@dataclass(slots=True)
class Trouble:
    """Something that went wrong apart from a page's content."""

    kind: AnyKind
    detail: str
    url: str | None = None
    portal: str | None = None
    snapshot: str | None = None


Item = CleanedPage | KeptFile | Listed | Unreached | Trouble
