"""The pause between two requests to a host: what its portal's table, robots.txt and Retry-After ask for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

_SECONDS = re.compile(r"[0-9]{1,300}(?:\.[0-9]{0,300})?")
_MAX_DATE_CHARS = 100


class HostDelays:
    """Keeps AutoThrottle from going below the pause that a host asks for; the longest pause asked for counts.

    Where the pauses come from: DOWNLOAD_SLOTS (the portal tables), Crawl-delay of robots.txt, Retry-After.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        slots = crawler.settings.getdict("DOWNLOAD_SLOTS")
        self._seconds: dict[str, float] = {host: float(slot.get("delay", 0)) for host, slot in slots.items()}
        self._longest_retry_after = crawler.settings.getfloat("RETRY_AFTER_MAX_SECONDS")
        crawler.signals.connect(self._answered, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostDelays:
        return cls(crawler)

    def ask_for(self, host: str, seconds: float) -> None:
        """Let *seconds* pass between two requests to *host* from now on, or more if it has more already."""
        self._seconds[host] = max(self._seconds.get(host, 0.0), seconds)
        self._raise_slot(host, seconds)

    def _answered(self, response: Response, request: Request, spider: Spider) -> None:
        host = request.meta.get("download_slot", "")
        # AutoThrottle comes back from a Retry-After, step by step.
        self._raise_slot(host, max(self._seconds.get(host, 0.0), retry_after(response, self._longest_retry_after)))

    def _raise_slot(self, host: str, seconds: float) -> None:
        if slot := self._crawler.engine.downloader.slots.get(host):
            slot.delay = max(slot.delay, seconds)


class HostDelaysAddon:
    """A Scrapy add-on: pauses hold whatever EXTENSIONS a user chooses."""

    def update_settings(self, settings: BaseSettings) -> None:
        # After AutoThrottle (0), which it corrects.
        settings.setdefault_in_component_priority_dict("EXTENSIONS", HostDelays, 500)


def retry_after(response: Response, longest: float) -> float:
    """Return the seconds that the server asks us to wait, *longest* at most; 0 if it does not say.

    A number of seconds, which some write with a fraction, or a date; what is neither says nothing.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), longest)
    try:
        moment = parsedate_to_datetime(value[:_MAX_DATE_CHARS])
    except (ValueError, TypeError, IndexError, OverflowError):  # Python raises whatever comes of a broken date
        return 0.0
    if moment.tzinfo is None:  # "-0000" says that the zone is not known; HTTP has only one
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), longest)
