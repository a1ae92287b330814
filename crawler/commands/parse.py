"""``scrapy parse``: Scrapy's own, with a look at the arguments before, and callbacks that know their portal."""

from __future__ import annotations

import argparse

from scrapy import Request, Spider
from scrapy.commands import parse
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.spider import spidercls_for_request
from w3lib.url import is_url

from crawler.command_base import HouseCommand
from crawler.errors import CrawlError
from crawler.portals.tables import Portal
from crawler.spiders.portal import PortalSpider
from crawler.spiders.portal_crawl import PortalCrawl


class Command(HouseCommand, parse.Command):
    def long_desc(self) -> str:
        return f"{super().short_desc()}. Example: scrapy parse --nolinks http://www.haizhu.gov.cn/zwgk/zdlyxxgk/fzzfjs/"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not is_url(args[0]):
            raise CrawlError(f"expected one address that begins with http:// or https://; given: {' '.join(args)}")
        for option, value in (("--meta", opts.meta), ("--cbkwargs", opts.cbkwargs)):
            if value and not isinstance(value, dict):
                raise CrawlError(f"{option} is {value!r}; expected an object of JSON")
        spider = self._spider_for(args[0], opts)
        portals = spider.check_arguments(opts.spargs, self.given) if issubclass(spider, PortalCrawl) else []
        if opts.rules and not getattr(spider, "rules", None):
            raise CrawlError(f"the spider {spider.name} has no rules; leave --rules out")
        if opts.callback and opts.callback != "parse":
            _check_callback(spider, args[0], opts.callback, portals)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        parse.Command.run(self, args, opts)
        return self.exitcode

    def prepare_request(self, spider: Spider, request: Request, opts: argparse.Namespace) -> Request:
        if isinstance(spider, PortalSpider) and opts.callback in spider.CALLBACKS:
            asked = spider.request_for(opts.callback, request.url)
            assert asked is not None, "check() has found the portal"
            request = request.replace(meta={"page": asked.meta["page"]}, cb_kwargs=asked.cb_kwargs)
        return super().prepare_request(spider, request, opts)

    def _spider_for(self, url: str, opts: argparse.Namespace) -> type[Spider]:
        loader = get_spider_loader(self.given)
        if opts.spider and opts.spider not in loader.list():
            raise CrawlError(f"no spider is called {opts.spider}; known are {', '.join(sorted(loader.list()))}")
        spider = loader.load(opts.spider) if opts.spider else spidercls_for_request(loader, Request(url))
        if spider is None:
            raise CrawlError(f"no spider takes {url}, or several do; name one, such as: --spider portal")
        return spider


def _check_callback(spider: type[Spider], url: str, callback: str, portals: list[Portal]) -> None:
    """Raise why *callback* cannot be given the page at *url*."""
    if not callable(getattr(spider, callback, None)):
        raise CrawlError(f"the spider {spider.name} has no method {callback}")
    if not issubclass(spider, PortalSpider):
        return
    if callback not in spider.CALLBACKS:
        known = ", ".join(("parse", *spider.CALLBACKS))
        raise CrawlError(f"{callback} reads no page that is given by hand; those that do are {known}")
    if not any(portal.owns(url) for portal in portals):
        raise CrawlError(f"{callback} reads pages of the chosen portals, and none has the host of {url}; leave -c out")
