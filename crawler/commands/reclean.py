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
from crawler.cleaning import clean_whole, read_structure
from crawler.command import HouseCommand
from crawler.fetches import is_redirect
from crawler.ocr import Ocr
from crawler.software import software


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Run the cleaners again over all stored pages"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy reclean -s ARCHIVE=data/archive.db"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--structure",
            action="store_true",
            help="only read outline and indicators, out of the stored texts, where these cleaners have not yet",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        ocr = Ocr.of(self.settings)
        with archive.open_writer(self.settings["ARCHIVE"], software=software(self.settings), create=False) as writer:
            run = writer.begin_run("reclean", f"{CLEANER_VERSION}, structure" if opts.structure else CLEANER_VERSION)
            outcomes, reason = Counter[str](), "failed"
            try:
                with writer.batch():
                    if opts.structure:
                        _read_structures(writer, outcomes)
                    else:
                        _reclean(writer, run, outcomes, ocr)
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


def _reclean(writer: Writer, run: str, outcomes: Counter[str], ocr: Ocr | None) -> None:
    for stored in tqdm(list(writer.snapshots("detail")), unit="page", desc="cleaning", disable=None):
        if is_redirect(stored.status):
            continue
        cleaned, _ = clean_whole(writer, writer.read_payload(stored.id), listed_title=stored.title, ocr=ocr)
        if cleaned.article is not None:
            added = writer.reclean(stored.id, cleaned.article, CLEANER_VERSION, structure=cleaned.structure)
            outcomes["unchanged" if added and added.document == stored.document else "changed"] += 1
        elif cleaned.problem is not None:
            outcomes["problem"] += 1
            writer.problem(run, *cleaned.problem, url=stored.url, portal=stored.portal, snapshot=stored.id)


def _read_structures(writer: Writer, outcomes: Counter[str]) -> None:
    for stored in tqdm(writer.without_structure(CLEANER_VERSION), unit="doc", desc="reading", disable=None):
        structure = read_structure(stored.text, stored.report_year)
        is_new = writer.put_structure(stored.document, structure, cleaner_version=CLEANER_VERSION)
        outcomes["changed" if is_new else "unchanged"] += 1
