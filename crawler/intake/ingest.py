"""Ingest saved pages into the archive, through the same cleaners and the same intake as a crawl."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings
from tqdm import tqdm

import archive
from archive import Fetch, PageRef
from archive.command_line.output import write_words
from cleaners.problem_kinds import ProblemKind
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.clean_snapshot import clean_answer
from crawler.intake.crash_guard import crash_guard, exit_code
from crawler.intake.file_reader import at_once
from crawler.intake.items import CleanedPage
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software_versions, warcinfo
from crawler.intake.saved_pages import Entry, find_files, read_file, read_manifest
from crawler.intake.summary import verdict_of_ingest, write_summary
from crawler.portals.tables import Portal, load_portals
from crawler.urls import canonical_url


def ingest(settings: BaseSettings, paths: Iterable[Path], manifest: Path | None = None) -> ArchiveRun:
    """Add the files at *paths*, or below them, in one transaction; return the run with its counts.

    *manifest* is a table with the columns file, url and fetched_at.

    Raises MissingInput, ManifestError, ArchiveError.
    """
    return _ingest_files(settings, list(find_files(paths)), manifest)


def _ingest_files(settings: BaseSettings, files: list[Path], manifest: Path | None) -> ArchiveRun:
    entries = read_manifest(manifest) if manifest else {}
    portals = load_portals(settings["PORTAL_TABLES"])
    ocr = Ocr.of(settings)
    with archive.open_writer(
        settings["ARCHIVE"], software=software_versions(settings),
        place=settings["PLACE"] or None, warcinfo=warcinfo(settings, is_crawl=False),
    ) as writer:  # fmt: skip
        run = ArchiveRun(writer, writer.begin_run("ingest", f"{len(files)} files"))
        reason = "failed"
        try:
            with writer.batch():
                _ingest(run, files, entries, portals, ocr)
            reason = "finished"
        finally:
            run.end(reason)
    return run


def ingest_and_report(settings: BaseSettings, paths: Iterable[Path], manifest: Path | None, *, as_json: bool) -> int:
    """Ingest as `ingest` does, write what came of it by portal to stdout and return the exit code."""
    started, files = time.monotonic(), list(find_files(paths))
    run = _ingest_files(settings, files, manifest)
    write_summary(run, as_json)
    write_words(verdict_of_ingest(run.total(), len(files), time.monotonic() - started), as_json)
    return exit_code(run.problem_kinds[ProblemKind.CRASH], run.id)


def _ingest(
    run: ArchiveRun, files: list[Path], manifest: Mapping[str, Entry], portals: Mapping[str, Portal], ocr: Ocr | None
) -> None:
    for path in tqdm(files, unit="file", desc="ingesting", disable=None):
        for fetch in read_file(path, manifest):
            page = _page_of(fetch, portals, run)
            kept = run.keep(fetch, page)
            with crash_guard(partial(run.crash, url=page.url, page=page, kept=kept), page.role):
                cleaned, _ = at_once(clean_answer(run.writer, fetch, page, kept), ocr)
                if cleaned is None:
                    run.note_unchanged(page)
                elif cleaned.article is not None:
                    run.add(CleanedPage(page, kept, fetch, cleaned.article, cleaned.structure))
                elif cleaned.problem is not None:
                    run.note_no_report(page, kept, *cleaned.problem)


def _page_of(fetch: Fetch, portals: Mapping[str, Portal], run: ArchiveRun) -> PageRef:
    for portal in portals.values():
        if portal.owns(fetch.url):
            run.writer.put_portal(
                portal.id, portal.name, portal.hosts[0], portal.division, portal.site_id_code, portal.platform
            )
            return PageRef(portal.page_url(fetch.url), "detail", portal.id)
    is_web = fetch.url.startswith(("http://", "https://"))
    return PageRef(canonical_url(fetch.url) if is_web else fetch.url, "detail")
