"""``scrapy ingest``: saved pages into the archive, through the same cleaners and the same intake."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.commands import ScrapyCommand

from archive.command_line.options import writes_json
from crawler.command_base import HouseCommand, add_json_options
from crawler.errors import CrawlError


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] PATH..."

    def short_desc(self) -> str:
        return "Add saved pages (HTML, MHTML, text dumps, office and PDF files, WARC and WACZ files) to the archive"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy ingest saved/ --manifest saved/manifest.tsv"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_json_options(parser)
        parser.add_argument(
            "--manifest", type=Path, help="table (.tsv, .csv, .jsonl) with file, url, fetched_at of the saved pages"
        )
        parser.add_argument(
            "--any", action="store_true", help="also pages that are no report and of no portal in the tables"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if not args:
            raise CrawlError("expected files or folders to ingest")
        from crawler.intake.ingest import ingest_and_report

        return ingest_and_report(
            self.settings, list(map(Path, args)), opts.manifest, takes_any=opts.any, as_json=writes_json(opts.as_json)
        )
