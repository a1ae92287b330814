"""Ingest saved pages into the archive, through the same cleaners and the same intake as a crawl."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings
from tqdm import tqdm

import archive
from archive import DamagedRecord, Fetch, Kept, NoReaderOfWarc, PageRef
from archive.command_line.output import write_json, write_words
from archive.database import stopping
from cleaners.problem_kinds import ProblemKind
from crawler.command_base import NEEDS_A_PERSON
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.clean_snapshot import Cleaned, clean_answer, clean_whole
from crawler.intake.crash_guard import crash_guard, exit_code
from crawler.intake.file_reader import at_once
from crawler.intake.inputs.acceptance import NO_REPORT, is_wanted, why_passed_over
from crawler.intake.inputs.folders import find_files
from crawler.intake.inputs.passed_over import PassedOver
from crawler.intake.inputs.saved_pages import Entry, read_file, read_manifest
from crawler.intake.items import CleanedPage
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import put_portal, software_versions, warcinfo
from crawler.intake.stored.read_kept import read_kept
from crawler.intake.summary import verdict_of_ingest, write_summary
from crawler.portals.tables import Portal, load_portals
from crawler.urls import canonical_url


@dataclass(frozen=True, slots=True)
class Ingest:
    """What an ingest reads and how: *takes_any* also makes documents of what is no report, of no known portal."""

    paths: Sequence[Path]
    manifest: Path | None = None
    takes_any: bool = False
    passed: PassedOver = field(default_factory=PassedOver)

    def files(self) -> list[Path]:
        """Return the files to read; raises MissingInput."""
        return list(find_files(self.paths, self.passed, self.manifest))


def ingest(
    settings: BaseSettings, paths: Iterable[Path], manifest: Path | None = None, *, takes_any: bool = False
) -> ArchiveRun:
    """Add the files at *paths*, or below them, in one transaction; return the run with its counts.

    *manifest* is a table with the columns file, url and fetched_at.

    Raises MissingInput, ManifestError, ArchiveError.
    """
    wanted = Ingest(list(paths), manifest, takes_any)
    return _ingest_files(settings, wanted, wanted.files())


def ingest_and_report(
    settings: BaseSettings, paths: Iterable[Path], manifest: Path | None, *, takes_any: bool = False, as_json: bool
) -> int:
    """Ingest as `ingest` does, write what came of it by portal to stdout and return the exit code.

    What was passed over is said with its reasons; 1 if a file was damaged, or the program failed on a page.
    """
    started, wanted = time.monotonic(), Ingest(list(paths), manifest, takes_any)
    files = wanted.files()
    run = _ingest_files(settings, wanted, files)
    write_summary(run, as_json)
    if as_json and wanted.passed.reasons:
        write_json({"run": run.id, "passed_over": dict(wanted.passed.reasons)})
    write_words(verdict_of_ingest(run.total(), len(files), time.monotonic() - started), as_json)
    for line in wanted.passed.words():
        write_words(line, as_json)
    if damaged := run.problem_kinds[ProblemKind.DAMAGED_INPUT]:
        write_words(f"{damaged} input files could not be read to their end: `fazhi problems` names them.", as_json)
    return exit_code(run.problem_kinds[ProblemKind.CRASH], run.id) or (NEEDS_A_PERSON if damaged else 0)


def _ingest_files(settings: BaseSettings, wanted: Ingest, files: list[Path]) -> ArchiveRun:
    entries = read_manifest(wanted.manifest) if wanted.manifest else {}
    portals = load_portals(settings["PORTAL_TABLES"])
    ocr = Ocr.of(settings)
    with archive.open_writer(
        settings["ARCHIVE"], software=software_versions(settings),
        place=settings["PLACE"] or None, warcinfo=warcinfo(settings, is_crawl=False),
    ) as writer, stopping.stops_between_steps():  # fmt: skip
        run = ArchiveRun(writer, writer.begin_run("ingest", f"{len(files)} files"))
        reason = "failed"
        try:
            read_kept(run, ocr)
            with writer.batch():
                for path in tqdm(files, unit="file", desc="ingesting", disable=None):
                    stopping.check()
                    for fetch in _fetches(run, path, entries):
                        _ingest(run, wanted, fetch, path, portals, ocr)
            reason = "finished"
        except KeyboardInterrupt:
            reason = "shutdown"
            raise
        finally:
            run.end(reason)
    return run


def _fetches(run: ArchiveRun, path: Path, entries: Mapping[str, Entry]) -> Iterator[Fetch]:
    """Yield what *path* holds; a file that cannot be read to its end is a problem, and the next one is read."""
    try:
        yield from read_file(path, entries)
    except (DamagedRecord, NoReaderOfWarc) as error:
        run.problem(ProblemKind.DAMAGED_INPUT, str(error))
    except OSError as error:
        run.problem(ProblemKind.DAMAGED_INPUT, f"{path} could not be read ({error.strerror or error})")


def _ingest(
    run: ArchiveRun, wanted: Ingest, fetch: Fetch, path: Path, portals: Mapping[str, Portal], ocr: Ocr | None
) -> None:
    page = _page_of(fetch, portals, run)
    name = str(path) if fetch.url.startswith("urn:") else fetch.url
    state = run.writer.page_state(page.url)
    if state is None and (reason := why_passed_over(fetch, path.name if fetch.status is None else None)):
        wanted.passed.note(reason, name)
    elif page.portal or wanted.takes_any or (state and state.document):
        _read(run, fetch, page, ocr)
    else:
        _read_if_wanted(run, wanted.passed, fetch, page, ocr, name)


def _read(run: ArchiveRun, fetch: Fetch, page: PageRef, ocr: Ocr | None) -> None:
    """Keep *fetch*, then read it."""
    kept = run.keep(fetch, page)
    with crash_guard(partial(run.crash, url=page.url, page=page, kept=kept), page.role):
        cleaned, _ = at_once(clean_answer(run.writer, fetch, page, kept), ocr)
        if cleaned is None:
            run.note_unchanged(page)
        else:
            _add(run, fetch, page, kept, cleaned)


def _read_if_wanted(
    run: ArchiveRun, passed: PassedOver, fetch: Fetch, page: PageRef, ocr: Ocr | None, name: str
) -> None:
    """Read a page of no known portal; keep it unless it turns out to be no report: the file stays where it was."""

    def crashed(detail: str) -> None:
        run.crash(detail, url=page.url, page=page, kept=run.keep(fetch, page))

    with crash_guard(crashed, page.role):
        cleaned, _ = at_once(clean_whole(run.writer, fetch), ocr)
        if cleaned.article is not None and not is_wanted(cleaned.article):
            passed.note(NO_REPORT, name)
        elif cleaned.problem and cleaned.problem[0] == ProblemKind.LIST_PAGE:
            passed.note("lists of links and home pages", name)
        else:
            _add(run, fetch, page, run.keep(fetch, page), cleaned)


def _add(run: ArchiveRun, fetch: Fetch, page: PageRef, kept: Kept, cleaned: Cleaned) -> None:
    if cleaned.article is not None:
        run.add(CleanedPage(page, kept, fetch, cleaned.article, cleaned.structure))
    elif cleaned.problem is not None:
        run.note_no_report(page, kept, *cleaned.problem)


def _page_of(fetch: Fetch, portals: Mapping[str, Portal], run: ArchiveRun) -> PageRef:
    for portal in portals.values():
        if portal.owns(fetch.url):
            put_portal(run.writer, portal)
            return PageRef(portal.page_url(fetch.url), "detail", portal.id)
    is_web = fetch.url.startswith(("http://", "https://"))
    return PageRef(canonical_url(fetch.url) if is_web else fetch.url, "detail")
