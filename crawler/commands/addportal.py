"""``scrapy addportal``: a portal's table from nothing but an address."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.command_base import MISUSE, NEEDS_A_PERSON, HouseCommand
from crawler.errors import CrawlError
from crawler.portals.survey import Survey, SurveySpider
from crawler.portals.tables import load_portals
from crawler.urls import split_host

_SHOWN_ROWS = 10
_UNKNOWN_DIVISION = "000000"


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
        parser.add_argument("--dry-run", action="store_true", help="show the table and write nothing")
        parser.add_argument("--id", help="the portal's id (default: from its host)")
        parser.add_argument("--file", type=Path, help="the portal table (default: the one that holds its province)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) == 1 and not re.match(r"https?://[^/\s]+", args[0]):
            raise CrawlError(f"{args[0]!r} is no address; expected one that begins with http:// or https://")
        known = load_portals(self.settings.getlist("PORTAL_TABLES"))
        host = urlsplit(args[0]).hostname if args else None
        for portal in known.values():
            if host in portal.hosts and not opts.dry_run:
                raise CrawlError(f"{host} is in the tables already, as [{portal.id}]; edit that table")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if len(args) != 1:
            raise CrawlError("expected one address")
        crawler = self.crawler_process.create_crawler(SurveySpider)
        self.crawler_process.crawl(crawler, url=args[0])
        self.crawler_process.start()
        spider = crawler.spider
        if spider.error or spider.survey is None:
            sys.stderr.write(f"scrapy: {spider.error or 'the look was broken off'}\n")
            return MISUSE
        survey = spider.survey
        portal_id = opts.id or _id_of(survey.section)
        missing = missing_in(survey)
        table = portal_table(portal_id, survey)
        sys.stdout.write(f"{_report(survey)}\n\n{table}")
        for words in [*missing, *survey.notes]:
            sys.stdout.write(f"# not found: {words}\n")
        if not opts.dry_run:
            path = opts.file or self._file_for(survey)
            _append(path, table, portal_id)
            sys.stdout.write(f"# written to {path}; crawl it: fazhi crawl --tables {path} --portal {portal_id}\n")
        return NEEDS_A_PERSON if missing else 0

    def _file_for(self, survey: Survey) -> Path:
        """The table whose portals lie in the same province; a new one outside the project, whose own are installed."""
        province = (survey.division or _UNKNOWN_DIVISION)[:2]
        if not closest_scrapy_cfg():
            return Path("portals") / f"province-{province}.toml"
        for path in map(Path, self.settings.getlist("PORTAL_TABLES")):
            if any(portal.division.startswith(province) for portal in load_portals([path]).values()):
                return path
        return Path("settings/portals") / f"province-{province}.toml"


def portal_table(portal_id: str, survey: Survey) -> str:
    """Return the table of the surveyed portal in TOML, each value with where it comes from."""
    parts = urlsplit(survey.section)
    section = json.dumps(survey.section)
    if survey.is_mixed:
        section = f"{{ url = {section}, filtered = true }}"
    name = json.dumps(survey.name or parts.hostname, ensure_ascii=False)
    origin = "from the site code" if survey.division else "not found"
    floor = 0 if survey.is_mixed else len(survey.rows)
    lines = [
        f"[{portal_id}]  # looked at on {datetime.now(UTC).date().isoformat()}",
        f"name = {name}{'' if survey.name else '  # not found'}",
        f"hosts = [{json.dumps(parts.hostname)}]",
        f'division = "{survey.division or _UNKNOWN_DIVISION}"  # {origin}',
        *([f'site_id_code = "{survey.site_id_code}"'] if survey.site_id_code else []),
        f'platform = "{survey.platform.name}"  # {survey.evidence}',
        f"sections = [{section}]",
        "delay_seconds = 3.0",
        f"floor = {floor}  # rows of the first page; set it after a full crawl",
    ]
    return "\n".join(lines) + "\n"


def _report(survey: Survey) -> str:
    lines = [
        f"section   {survey.section}",
        f"platform  {survey.platform.name}: {survey.evidence}",
        f"rows      {len(survey.rows)}",
        *(f"          {row.date or '-':10}  {row.title}" for row in survey.rows[:_SHOWN_ROWS]),
    ]
    if report := survey.report:
        facts = f"issuer {report.issuer}; year {report.report_year}; published {report.published_at}"
        lines += [
            f"report    {survey.report_url}",
            f"          title {report.title}; {facts}",
            f"          {len(report.text)} characters: {report.text[:60]}…",
        ]
    return "\n".join(lines)


def missing_in(survey: Survey) -> list[str]:
    """Return what the look at the portal could not find, in words."""
    missing = []
    if not survey.name:
        missing.append("the portal's name (no SiteName on the report's page)")
    if not survey.division:
        missing.append("its division (no site code on the report's page); replace the six zeros")
    if survey.report is None or not survey.report.text:
        missing.append("a report with text")
    if survey.platform.name == "generic":
        missing.append("its platform; the generic reader is used, look at the rows above")
    return missing


def _id_of(url: str) -> str:
    labels, suffix = split_host(urlsplit(url).hostname or "portal")
    return "-".join(reversed(labels)) or suffix.partition(".")[0]


def _append(path: Path, table: str, portal_id: str) -> None:
    try:
        before = path.read_text("utf-8").rstrip() + "\n\n" if path.exists() else ""
        if re.search(rf"^\[{re.escape(portal_id)}\]", before, re.MULTILINE):
            raise CrawlError(f"{path.name} has a portal [{portal_id}] already; give another one with --id")
        path.parent.mkdir(exist_ok=True)
        path.write_text(before + table, "utf-8")
    except OSError as error:
        raise CrawlError(f"{path}: {error.strerror}; the table was not written") from error
