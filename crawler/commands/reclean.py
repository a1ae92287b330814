"""``scrapy reclean``: today's cleaners over the bytes that the archive holds, without the network."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from scrapy.commands import ScrapyCommand
from tqdm import tqdm

import archive
from archive import StoredSnapshot, Writer
from cleaners import VERSION as CLEANER_VERSION
from crawler.command_base import HouseCommand
from crawler.downloading.exchanges import is_redirect
from crawler.intake import crash_guard
from crawler.intake.clean_snapshot import clean_whole, read_structure
from crawler.intake.file_reader import at_once
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Run the cleaners again over all stored pages"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy reclean -s ARCHIVE=data/archive.db"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
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
        ocr = Ocr.of(self.settings)
        with archive.open_writer(self.settings["ARCHIVE"], software=software(self.settings), create=False) as writer:
            part = [name for name in ("structure", "crashed") if getattr(opts, name)]
            run = writer.begin_run("reclean", ", ".join([CLEANER_VERSION, *part]))
            outcomes, reason = Counter[str](), "failed"
            try:
                with writer.batch():
                    if opts.structure:
                        _read_structures(writer, run, outcomes)
                    else:
                        _reclean(writer, run, outcomes, ocr, is_wanted=_is_crashed if opts.crashed else _is_page)
                reason = "finished"
            finally:
                writer.end_run(run, reason, _counts(outcomes))
        words = ", ".join(f"{name} {number}" for name, number in sorted(outcomes.items()))
        sys.stdout.write(f"{words or 'nothing to clean'}\n")
        again = "scrapy reclean --structure" if opts.structure else "scrapy reclean --crashed"
        return crash_guard.exit_code(outcomes[crash_guard.KIND], run, again)


def _counts(outcomes: Counter[str]) -> dict[str, int]:
    return {
        "pages": outcomes.total(),
        "changed": outcomes["changed"] + outcomes["mended"],
        "unchanged": outcomes["unchanged"],
        "problems": outcomes["problem"] + outcomes[crash_guard.KIND],
    }


def _is_page(stored: StoredSnapshot) -> bool:
    return not is_redirect(stored.status)


def _is_crashed(stored: StoredSnapshot) -> bool:
    return stored.is_crashed and _is_page(stored)


def _reclean(
    writer: Writer, run: str, outcomes: Counter[str], ocr: Ocr | None, is_wanted: Callable[[StoredSnapshot], bool]
) -> None:
    wanted = [stored for stored in writer.snapshots("detail") if is_wanted(stored)]
    for stored in tqdm(wanted, unit="page", desc="cleaning", disable=None):
        tell = partial(_crash, writer, run, outcomes, url=stored.url, portal=stored.portal, snapshot=stored.id)
        with crash_guard.told(tell, "detail"):
            outcomes[_read_again(writer, run, stored, ocr)] += 1


def _read_again(writer: Writer, run: str, stored: StoredSnapshot, ocr: Ocr | None) -> str:
    """Write what comes of a stored page now, and return what that is beside what came of it before."""
    cleaned, _ = at_once(clean_whole(writer, writer.read_payload(stored.id), listed_title=stored.title), ocr)
    if cleaned.problem is not None:
        writer.problem(run, *cleaned.problem, url=stored.url, portal=stored.portal, snapshot=stored.id)
        return "problem"
    added = writer.reclean(stored.id, cleaned.article, CLEANER_VERSION, structure=cleaned.structure)
    if stored.is_crashed:
        return "mended"
    return "unchanged" if added and added.document == stored.document else "changed"


def _read_structures(writer: Writer, run: str, outcomes: Counter[str]) -> None:
    for stored in tqdm(writer.without_structure(CLEANER_VERSION), unit="doc", desc="reading", disable=None):
        with crash_guard.told(partial(_crash, writer, run, outcomes), f"document {stored.document}"):
            structure = read_structure(stored.text, stored.report_year)
            is_new = writer.put_structure(stored.document, structure, cleaner_version=CLEANER_VERSION)
            outcomes["changed" if is_new else "unchanged"] += 1


def _crash(writer: Writer, run: str, outcomes: Counter[str], detail: str, **where: str | None) -> None:
    outcomes[crash_guard.KIND] += 1
    writer.crash(run, detail, **where)
