"""What is said where robots.txt cannot be had: one line, with the words of the error."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares import robotstxt
from scrapy.spiders import Spider
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred

from crawler.downloading.drop_reasons import RobotsUnknown
from crawler.downloading.robots import PortalRobotsMiddleware


def test_scrapy_tells_the_error_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise OSError("certificate verify failed")
    except OSError as error:
        robotstxt.logger.error("Error downloading %s: %s", "robots.txt", error, exc_info=True)
    assert "certificate verify failed" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_page_is_refused_with_the_words_of_the_error_in_one_line() -> None:
    crawler = get_crawler(Spider, {"ROBOTSTXT_OBEY": True})
    crawler.stats = StatsCollector(crawler)
    middleware = PortalRobotsMiddleware(crawler)
    middleware._parsers["www.yun.gov.cn"] = Deferred()
    middleware._robots_error(OSError("certificate\n verify failed"), "www.yun.gov.cn")
    with pytest.raises(RobotsUnknown, match=r"could not be fetched \(OSError: certificate verify failed\)"):
        middleware.process_request_2(None, Request("https://www.yun.gov.cn/fz/"))
