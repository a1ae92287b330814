"""``scrapy crawl``: Scrapy's own, with a look at portals and archive before, and the truth as exit code."""

from __future__ import annotations

import argparse

from scrapy.commands import BaseRunSpiderCommand

import archive
from crawler.command_base import MISUSE, NEEDS_A_PERSON, HouseCommand
from crawler.downloading.rendering import require_browser
from crawler.errors import CrawlError
from crawler.intake import crash_guard
from crawler.intake.ocr import Ocr
from crawler.intake.session import ArchiveSession
from crawler.portals.tables import choose, load_portals

_ARGUMENTS = {"portal", "division", "full"}


class Command(HouseCommand, BaseRunSpiderCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] portal"

    def short_desc(self) -> str:
        return "Crawl the sections of the chosen portals into the archive"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy crawl portal -a portal=haizhu -a division=4401"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if unknown := set(opts.spargs) - _ARGUMENTS:
            known = ", ".join(sorted(_ARGUMENTS))
            raise CrawlError(f"unknown argument {', '.join(sorted(unknown))}; known are {known}")
        tables = load_portals(self.settings.getlist("PORTAL_TABLES"))
        chosen = choose(tables, portal=opts.spargs.get("portal"), division=opts.spargs.get("division"))
        require_browser(chosen, self.settings)
        Ocr.of(self.settings)
        archive.open_writer(self.settings["ARCHIVE"]).close()

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if len(args) != 1:
            raise CrawlError("expected the name of one spider, such as: scrapy crawl portal")
        return self.crawl(args[0], opts)

    def crawl(self, spider: str, opts: argparse.Namespace) -> int:
        """Crawl and return the exit code."""
        crawler = self.crawler_process.create_crawler(spider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            return MISUSE
        session = ArchiveSession.of(crawler)
        if session.error:
            raise session.error
        self.intake = session.intake
        again = "fazhi reclean --crashed (for lists: another crawl)"
        code = crash_guard.exit_code(self.intake.problem_kinds[crash_guard.KIND], self.intake.run, again)
        return NEEDS_A_PERSON if session.has_unreadable else code
