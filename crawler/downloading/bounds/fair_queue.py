"""Queue of requests in which no host holds more places of the downloader than it can use."""

from __future__ import annotations

from typing import Any

from scrapy.http import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue

_MORE = 1  # than are asked at once: the next request waits for its pause


class FairQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue, which gives out the requests of a host only as that host answers.

    Scrapy lets one host that answers slowly fill all of CONCURRENT_REQUESTS with requests that wait for each other;
    the other hosts would wait with them.
    """

    def __init__(self, crawler: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") + _MORE

    def pop(self) -> Request | None:
        waiting = self._downloader_interface.stats(self.pqueues)
        if waiting and min(active for active, _ in waiting) >= self._most:
            return None  # the engine asks again when an answer has come
        return super().pop()
