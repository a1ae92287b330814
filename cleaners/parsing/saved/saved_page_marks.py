"""Provenance marks of saved pages: the address, and the moment, that a browser writes into a page when it saves it.

<!-- saved from url=(0039)http://www.example.gov.cn/fz/1.html -->     Chrome, Edge, Internet Explorer
<!-- Page saved with SingleFile url: ... saved date: ... -->          SingleFile
Snapshot-Content-Location: http://www.example.gov.cn/fz/1.html       MHTML (or the Content-Location of its page)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup, Comment

from cleaners.errors import CleanError, NotText
from cleaners.parsing.decode import decode_body
from cleaners.parsing.saved.mhtml import is_mhtml, read_mhtml

_HEAD_BYTES = 8_192  # marks stand before or right behind <html>; chosen
_MARK_OF_THE_WEB = re.compile(r"\s*saved from url=\(\d{4}\)(https?://\S+)\s*")
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s+url: *(https?://\S+)(?:\s+saved date: *(.+))?")
_MOMENT = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


@dataclass(frozen=True, slots=True)
class SavedPageMarks:
    """Where a saved page came from, and when it was saved; None where no mark tells."""

    url: str | None = None  # http or https, as it was in the address bar
    saved_at: datetime | None = None  # aware


def read_saved_page_marks(body: bytes) -> SavedPageMarks:
    """Read the provenance mark in the head of a saved HTML page, or of an MHTML file; the first web address counts.

    What the page says of itself (canonical link, og:url, base) is no mark: templates put the home page there.
    """
    if is_mhtml(body):
        with suppress(NotText):
            page = read_mhtml(body)
            return SavedPageMarks(page.url, page.saved_at)
    for comment in _comments_before_the_text(body[:_HEAD_BYTES]):
        if mark := _MARK_OF_THE_WEB.fullmatch(comment):
            return SavedPageMarks(mark[1])
        if mark := _SINGLE_FILE.match(comment):
            return SavedPageMarks(mark[1], _moment(mark[2] or ""))
    return SavedPageMarks()


def _comments_before_the_text(head: bytes) -> Iterator[str]:
    try:
        text = decode_body(head, {}).text
    except CleanError:
        text = head.decode("utf-8", "replace")
    soup = BeautifulSoup(text, "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if not comment.find_parent("body"):
            yield comment


def _moment(text: str) -> datetime | None:
    """The moment that JavaScript prints as ``Mon Mar 03 2025 10:00:00 GMT+0800 (...)``; None if it is another one."""
    if found := _MOMENT.match(text):
        with suppress(ValueError):
            return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z")
    return None
