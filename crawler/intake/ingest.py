"""Ingest saved pages into the archive, through the same cleaners and the same intake as a crawl."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings
from tqdm import tqdm

import archive
from archive import Fetch, PageRef
from crawler.intake import crash_guard, summary
from crawler.intake.file_reader import at_once
from crawler.intake.intake import Intake
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software, warcinfo
from crawler.intake.saved_pages import Entry, find_files, read_file, read_manifest
from crawler.portals.tables import Portal, load_portals
from crawler.urls import canonical_url


def ingest(settings: BaseSettings, paths: Iterable[Path], manifest: Path | None = None) -> Intake:
    """Add the files at *paths*, or below them, in one transaction; return the intake with its counts.

    *manifest* is a table with the columns file, url and fetched_at.

    Raises MissingInput, ManifestError, ArchiveError.
    """
    entries = read_manifest(manifest) if manifest else {}
    files = list(find_files(paths))
    portals = load_portals(settings.getlist("PORTAL_TABLES"))
    ocr = Ocr.of(settings)
    with archive.open_writer(
        settings["ARCHIVE"], software=software(settings),
        place=settings["PLACE"] or None, warcinfo=warcinfo(settings, is_crawl=False),
    ) as writer:  # fmt: skip
        intake = Intake(writer, writer.begin_run("ingest", f"{len(files)} files"))
        reason = "failed"
        try:
            with writer.batch():
                _ingest(intake, files, entries, portals, ocr)
            reason = "finished"
        finally:
            intake.end(reason)
    return intake


def ingest_and_report(settings: BaseSettings, paths: Iterable[Path], manifest: Path | None = None) -> int:
    """Ingest as `ingest` does, write a table of what came of it to stdout and return the exit code."""
    started = time.monotonic()
    intake = ingest(settings, paths, manifest)
    sys.stdout.write(f"{summary.summary_table(intake.by_portal)}\n")
    sys.stdout.write(f"{summary.verdict(intake.total(), time.monotonic() - started)}\n")
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
