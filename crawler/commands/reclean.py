"""``scrapy reclean``: today's cleaners over the bytes that the archive holds, without the network."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from scrapy.commands import ScrapyCommand
from tqdm import tqdm

import archive
from archive import Writer
from cleaners import VERSION as CLEANER_VERSION
from crawler.cleaning import clean_whole
from crawler.command import HouseCommand
from crawler.software import software


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Run the cleaners again over all stored pages"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy reclean -s ARCHIVE=data/archive.db"

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        with archive.open_writer(self.settings["ARCHIVE"], software=software(self.settings), create=False) as writer:
            run = writer.begin_run("reclean", CLEANER_VERSION)
            outcomes, reason = Counter[str](), "failed"
            try:
                _reclean(writer, run, outcomes)
                reason = "finished"
            finally:
                counts = {
                    "pages": outcomes.total(),
                    "changed": outcomes["changed"],
                    "unchanged": outcomes["unchanged"],
                    "problems": outcomes["problem"],
                }
                writer.end_run(run, reason, counts)
        words = ", ".join(f"{name} {number}" for name, number in sorted(outcomes.items()))
        sys.stdout.write(f"{words or 'nothing to clean'}\n")
        return 0


def _reclean(writer: Writer, run: str, outcomes: Counter[str]) -> None:
    for stored in tqdm(list(writer.snapshots("detail")), unit="page", desc="cleaning", disable=None):
        cleaned, _ = clean_whole(writer, writer.read_payload(stored.id), listed_title=stored.title)
        if cleaned.article is not None:
            added = writer.reclean(stored.id, cleaned.article, cleaner_version=CLEANER_VERSION)
            outcomes["unchanged" if added and added.document == stored.document else "changed"] += 1
        elif cleaned.problem is not None:
            outcomes["problem"] += 1
            writer.problem(run, *cleaned.problem, url=stored.url, portal=stored.portal, snapshot=stored.id)
