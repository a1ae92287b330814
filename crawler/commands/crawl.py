"""``scrapy crawl``: Scrapy's own; for portals with a look at tables and archive before, and the truth as exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

import archive
from cleaners.problem_kinds import ProblemKind
from crawler.command_base import MISUSE, NEEDS_A_PERSON, HouseCommand, add_json_options
from crawler.errors import CrawlError
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.crash_guard import exit_code
from crawler.intake.ocr import Ocr
from crawler.intake.session import WITHOUT_PIPELINE, ArchiveSession
from crawler.intake.summary import write_summary
from crawler.program import PROGRAM
from crawler.spiders.portal_crawl import PortalCrawl, require_browser


class Command(HouseCommand, BaseRunSpiderCommand):
    requires_project = True
    archive_run: ArchiveRun | None = None  # of the crawl that has ended

    def syntax(self) -> str:
        return "[options] portal"

    def short_desc(self) -> str:
        return "Crawl the sections of the chosen portals into the archive"

    def long_desc(self) -> str:
        arguments = "; ".join(f"-a {name}=...: {meaning}" for name, meaning in PortalCrawl.ARGUMENTS.items())
        return f"{self.short_desc()}. {arguments}. Example: scrapy crawl portal -a portal=haizhu -a division=4401"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_json_options(parser)  # without either nothing is written to stdout, as Scrapy users expect

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        loader = get_spider_loader(self.given)
        if len(args) == 1 and args[0] not in loader.list():
            raise CrawlError(f"no spider is called {args[0]}; known are {', '.join(sorted(loader.list()))}")
        if len(args) == 1 and issubclass(spider := loader.load(args[0]), PortalCrawl):
            check_crawl(spider, opts.spargs, self.given)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if len(args) != 1:
            raise CrawlError("expected the name of one spider, such as: scrapy crawl portal")
        try:
            return self.crawl(args[0], opts)
        finally:
            if self.archive_run and opts.as_json is not None and not self._gives_items_to_stdout():
                write_summary(self.archive_run, opts.as_json)

    def _gives_items_to_stdout(self) -> bool:
        return any(str(uri).startswith("stdout:") for uri in self.given.getdict("FEEDS"))

    def crawl(self, spider: str, opts: argparse.Namespace) -> int:
        """Crawl and return the exit code."""
        assert self.crawler_process is not None
        crawler = self._create_crawler(spider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            return MISUSE
        session = ArchiveSession.of(crawler)
        self.archive_run = session.run if session else None
        return crawl_exit_code(crawler)


def check_crawl(spider: type[PortalCrawl], arguments: Mapping[str, str], settings: BaseSettings) -> None:
    """Raise what keeps a crawl of portals with *arguments* from starting, before anything is logged."""
    require_browser(spider.check_arguments(arguments, settings), settings)
    Ocr.of(settings)
    archive.open_writer(settings["ARCHIVE"]).close()


def crawl_exit_code(crawler: Crawler) -> int:
    """Return the exit code for a crawl that is over; 0 for a spider of somebody else's, and without an archive.

    Raises ArchiveError if the archive could not be written to, CrawlError if the crawl did not come to its end.
    """
    session = ArchiveSession.of(crawler)
    if session is None or (session.run is None and session.error is None):
        return 0
    if session.error:
        raise session.error
    assert session.run is not None
    reason = str(crawler.stats.get_value("finish_reason")) if crawler.stats else ""
    if reason != "finished" and not reason.startswith("closespider_"):  # those limits are the user's own
        raise CrawlError(f"the crawl ended early ({reason}); what was fetched is kept, and the next one goes on")
    if not session.has_pipeline:
        print(f"{PROGRAM.get()}: {WITHOUT_PIPELINE}", file=sys.stderr)  # noqa: T201
    again = "fazhi reclean --crashed (for lists: another crawl)"
    code = exit_code(session.run.problem_kinds[ProblemKind.CRASH], session.run.id, again)
    return NEEDS_A_PERSON if session.has_unreadable else code
