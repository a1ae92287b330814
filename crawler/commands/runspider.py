"""``scrapy runspider``: Scrapy's own; a crawl of portals begins and ends as under ``scrapy crawl``."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy import Spider
from scrapy.commands import runspider
from scrapy.crawler import Crawler
from scrapy.utils.spider import iter_spider_classes

from crawler.command_base import MISUSE, HouseCommand
from crawler.commands.crawl import check_crawl, crawl_exit_code
from crawler.spiders.portal_crawl import PortalCrawl


class Command(HouseCommand, runspider.Command):
    crawler: Crawler | None = None

    def long_desc(self) -> str:
        return f"{super().long_desc()}. Example: scrapy runspider crawler/spiders/portal.py -a portal=haizhu"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) == 1 and Path(args[0]).exists() and (spider := _spider_in(args[0])):
            check_crawl(spider, opts.spargs, self.given)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        runspider.Command.run(self, args, opts)
        assert self.crawler_process is not None
        if self.crawler_process.bootstrap_failed or self.crawler is None:
            return MISUSE
        return crawl_exit_code(self.crawler)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self.crawler = super()._create_crawler(spidercls)
        return self.crawler


def _spider_in(path: str) -> type[PortalCrawl] | None:
    """Return the crawl of portals that Scrapy would run from this file; it says itself what is wrong with a file."""
    try:
        spiders = list(iter_spider_classes(runspider._import_file(path)))
    except (ImportError, ValueError):
        return None
    return spiders[-1] if spiders and issubclass(spiders[-1], PortalCrawl) else None
