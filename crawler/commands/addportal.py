"""``scrapy addportal``: a portal's table from nothing but an address."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.utils.conf import closest_scrapy_cfg

from archive.command_line.options import writes_json
from archive.command_line.output import write_json, write_words
from crawler.command_base import NEEDS_A_PERSON, HouseCommand, add_json_options, fail
from crawler.errors import CrawlError
from crawler.portals.tables import load_portals, table_paths


class Command(HouseCommand, ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Look at a section, or a report of it, and write the portal's table"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy addportal --dry-run https://www.haizhu.gov.cn/zwgk/zdlyxxgk/"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_json_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="show the table and write nothing")
        parser.add_argument("--id", help="the portal's id (default: from its host)")
        parser.add_argument("--file", type=Path, help="the portal table (default: the one that holds its province)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        opts.set = ["LOG_LEVEL=ERROR", *opts.set]  # as if given with -s, before what is given
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) == 1 and not re.match(r"https?://[^/\s]+", args[0]):
            raise CrawlError(f"{args[0]!r} is no address; expected one that begins with http:// or https://")
        known = load_portals(self.settings["PORTAL_TABLES"])
        host = urlsplit(args[0]).hostname if args else None
        for portal in known.values():
            if host in portal.hosts and not opts.dry_run:
                raise CrawlError(f"{host} is in the tables already, as [{portal.id}]; edit that table")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if len(args) != 1:
            raise CrawlError("expected one address")
        from crawler.portals import table_text
        from crawler.portals.survey import SurveySpider

        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(SurveySpider)
        self.crawler_process.crawl(crawler, url=args[0])
        self.crawler_process.start()
        spider = crawler.spider
        assert isinstance(spider, SurveySpider)
        if spider.error or spider.survey is None:
            return fail(spider.error or CrawlError("the look was broken off"))
        survey = spider.survey
        portal_id = opts.id or table_text.id_of(survey.section)
        missing = table_text.missing_in(survey)
        table = table_text.portal_table(portal_id, survey)
        not_found = [*missing, *survey.notes]
        path: Path | None = None
        if not opts.dry_run:
            path = opts.file or self._file_for((survey.division or table_text.UNKNOWN_DIVISION)[:2])
            table_text.append_table(path, table, portal_id)
        if as_json := writes_json(opts.as_json):
            facts = table_text.survey_facts(portal_id, survey)
            written_to = str(path) if path else None
            write_json({**facts, "not_found": not_found, "table": table, "written_to": written_to})
        else:
            marks = "".join(f"# not found: {words}\n" for words in not_found)
            write_words(f"{table_text.survey_report(survey)}\n\n{table}{marks}".removesuffix("\n"), as_json)
        if path:
            write_words(f"# written to {path}; crawl it: fazhi crawl --tables {path} --portal {portal_id}", as_json)
        return NEEDS_A_PERSON if missing else 0

    def _file_for(self, province: str) -> Path:
        """The file with the portals of *province*, two digits; outside the project a new one: ours are installed."""
        if not closest_scrapy_cfg():
            return Path("portals") / f"province-{province}.toml"
        for path in table_paths(self.settings["PORTAL_TABLES"]):
            if any(portal.division.startswith(province) for portal in load_portals([path]).values()):
                return path
        return Path("settings/portals") / f"province-{province}.toml"
