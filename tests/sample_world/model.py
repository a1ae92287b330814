"""What portals of the whole world have beyond those of the demo: odd rows, odd files, what a portal table says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from crawler.sample import portal_model
from tests.sample_world.expected import How, Why

Variant = Literal[
    "full",
    "twice",
    "info_date",
    "clock",
    "two_pages",
    "blank_date",
    "gbk",
    "no_tags",
    "only_file",
    "double",
]
VARIANTS: tuple[Variant, ...] = get_args(Variant)  # the forms in which a page comes (sites/article.py)


@dataclass(frozen=True, slots=True)
class File(portal_model.File):
    """A file that a page offers: PDF, DOCX, WPS, OFD or ZIP.

    *naming*: its address has an ending, or has none and Content-Disposition names it, in GBK or in UTF-8.
    *fault*: what comes instead of it.
    """

    naming: Literal["ending", "gbk", "utf8"] = "ending"
    fault: Literal["404", "html"] | None = None


@dataclass(frozen=True, slots=True)
class Entry(portal_model.Entry):
    """A row of a column and the page behind it, if there is one."""

    why: Why | None = None
    variant: Variant = "full"
    pinned: bool = False  # stands on top of the list, whatever its day
    again: bool = False  # a second row of an entry, its address spelt otherwise
    folder: str | None = None  # the column in whose folder its page lies, where that is another one
    file_row: bool = False  # the row leads to its first file; there is no page
    hop: How | None = None  # its row leads to a page that only sends the reader on
    cookie: bool = False  # its page redirects to itself until a cookie comes back
    slow_seconds: float = 0.0  # how long its server thinks

    @property
    def rank(self) -> tuple[bool, datetime]:
        return self.pinned, self.published


@dataclass(frozen=True, slots=True)
class Portal(portal_model.Portal):
    """A government site, and what its portal table says besides."""

    floor: int = 0  # detail pages in a full run
    filtered: bool = False  # the reports lie among other things
    render: bool = False  # it shows nothing before its scripts have run
