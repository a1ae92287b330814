"""``scrapy reclean``: today's cleaners over the bytes that the archive holds, without the network."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from archive.command_line.options import writes_json
from crawler.command_base import HouseCommand, add_json_options


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Run the cleaners again over all stored pages"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy reclean -s ARCHIVE=data/archive.db"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_json_options(parser)
        part = parser.add_mutually_exclusive_group()
        part.add_argument(
            "--structure",
            action="store_true",
            help="only read outline and indicators, out of the stored texts, where these cleaners have not yet",
        )
        part.add_argument(
            "--crashed",
            action="store_true",
            help="only the pages on which the program failed when they were last read; those read now count as mended",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        from crawler.intake.stored.reclean import Part, reclean_and_report

        part: Part | None = "structure" if opts.structure else "crashed" if opts.crashed else None
        return reclean_and_report(self.settings, part, as_json=writes_json(opts.as_json))
