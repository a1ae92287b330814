"""``scrapy ingest``: saved pages into the archive, through the same cleaners and the same intake."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from tqdm import tqdm

import archive
from archive import Fetch, PageRef
from crawler.command_base import HouseCommand
from crawler.intake import crash_guard, summary
from crawler.intake.file_reader import at_once
from crawler.intake.intake import Intake
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software, warcinfo
from crawler.intake.saved_pages import Entry, find_files, read_file, read_manifest
from crawler.portals.tables import Portal, load_portals
from crawler.urls import canonical_url


class Command(HouseCommand, ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] PATH..."

    def short_desc(self) -> str:
        return "Add saved pages (HTML files, text dumps, WARC files) to the archive"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy ingest saved/ --manifest saved/manifest.tsv"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--manifest", type=Path, help="table (.tsv, .csv, .jsonl) with file, url, fetched_at of the saved pages"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        if not args:
            raise UsageError("expected files or folders to ingest")
        manifest = read_manifest(opts.manifest) if opts.manifest else {}
        files = list(find_files(map(Path, args)))
        portals = load_portals(self.settings.getlist("PORTAL_TABLES"))
        ocr = Ocr.of(self.settings)
        started = time.monotonic()
        with archive.open_writer(
            self.settings["ARCHIVE"], software=software(self.settings),
            place=self.settings["PLACE"] or None, warcinfo=warcinfo(self.settings, is_crawl=False),
        ) as writer:  # fmt: skip
            intake = Intake(writer, writer.begin_run("ingest", f"{len(files)} files"))
            reason = "failed"
            try:
                with writer.batch():
                    _ingest(intake, files, manifest, portals, ocr)
                reason = "finished"
            finally:
                intake.end(reason)
        sys.stdout.write(f"{summary.table(intake.by_portal, time.monotonic() - started)}\n")
        return crash_guard.exit_code(intake.problem_kinds[crash_guard.KIND], intake.run)


def _ingest(
    intake: Intake, files: list[Path], manifest: Mapping[str, Entry], portals: Mapping[str, Portal], ocr: Ocr | None
) -> None:
    for path in tqdm(files, unit="file", desc="ingesting", disable=None):
        for fetch in read_file(path, manifest):
            page = _page_of(fetch, portals, intake)
            kept = intake.keep(fetch, page)
            with crash_guard.told(partial(intake.crash, url=page.url, page=page, kept=kept), page.role):
                cleaned, _ = at_once(intake.clean(fetch, page, kept), ocr)
                intake.store(cleaned, page, kept)


def _page_of(fetch: Fetch, portals: Mapping[str, Portal], intake: Intake) -> PageRef:
    for portal in portals.values():
        if portal.owns(fetch.url):
            intake.writer.put_portal(
                portal.id, portal.name, portal.hosts[0], portal.division, portal.site_id_code, portal.platform
            )
            return PageRef(portal.page_url(fetch.url), "detail", portal.id)
    is_web = fetch.url.startswith(("http://", "https://"))
    return PageRef(canonical_url(fetch.url) if is_web else fetch.url, "detail")
