"""Writer: the one way into an archive; evidence first, then what was read out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from archive.catalogue import (
    attachment_rows,
    clocks,
    documents,
    gone_pages,
    governments,
    page_states,
    runs,
    snapshots,
    versions,
    walks,
)
from archive.catalogue import structure as structures
from archive.catalogue.unread import unread_snapshots
from archive.database import search_index, stopping
from archive.database.batch import BATCH_STEPS, Batch
from archive.database.connection import (
    archive_errors,
    check_is_ours,
    connect_writer,
    require_archive,
    require_folder,
    sync_log,
    transaction,
)
from archive.database.lock import WriterLock
from archive.divisions import division_rows as divisions
from archive.errors import ArchiveError, DiskFull
from archive.evidence import cdxj
from archive.evidence.payloads import read_payload, snapshots_by_id, stored_snapshots
from archive.evidence.warc_output import MAX_FILE_BYTES, WarcOutput, exchange, warc_folder
from archive.export.records import read_records
from archive.merging import Merged, merge
from archive.timestamps import to_iso, utcnow
from archive.types import (
    Added,
    Fetch,
    Government,
    Kept,
    Listing,
    PageRef,
    PageState,
    Role,
    StoredSnapshot,
    StoredText,
    Structure,
)
from archive.writing.add_article import put_article
from archive.writing.recovery import recover
from cleaners.article import Article
from cleaners.problem_kinds import AnyKind, ProblemKind


def open_writer(
    path: str | PathLike[str],
    *,
    software: Mapping[str, str] | None = None,
    place: str | None = None,
    clock: Callable[[], datetime] = utcnow,
    create: bool = True,
    max_warc_bytes: int = MAX_FILE_BYTES,
    warcinfo: Mapping[str, str] | None = None,
) -> Writer:
    """The writer of the archive at *path*, which is made if *create* is true and it is not there.

    Applies migrations that are due, repairs what a writer that died left behind, and holds the
    archive against other writers until it is closed.  WARC files lie in ``warc/`` beside it.
    *software* (name: version) and *place* are written into each run, *warcinfo* (operator, robots ...) into
    the first record of each WARC file.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    path = Path(path)
    require_folder(path)
    if not create:
        require_archive(path)
    check_is_ours(path)
    with ExitStack() as stack:
        stack.enter_context(archive_errors(path))
        lock = stack.enter_context(WriterLock(path))
        db = connect_writer(path)
        stack.callback(db.close)
        lock.lock_inode(path)  # of a file that was not there until now
        folder = warc_folder(path)
        folder.mkdir(exist_ok=True)
        with transaction(db):
            if search_index.is_stale(db):
                search_index.rebuild(db)
            if divisions.is_stale(db):
                divisions.renew(db)
        if recover(db, folder, to_iso(clock())):
            cdxj.refresh(db, folder)
        about = {"software": " ".join(f"{name}/{version}" for name, version in (software or {}).items())}
        output = WarcOutput(db, folder, about | dict(warcinfo or {}), max_warc_bytes)
        writer = Writer(path, db, lock, output, dict(software or {}), place, clock)
        stack.pop_all()
    return writer


class Writer:
    """Writes one archive; made by open_writer, to be used in a ``with`` block, one thread at a time."""

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        lock: WriterLock,
        output: WarcOutput,
        software: Mapping[str, str],
        place: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.path = path
        self.run: str | None = None
        self._db = db
        self._lock = lock
        self._output = output
        self._software = software
        self._place = place
        self._clock = clock
        self._unusable: ArchiveError | None = None
        self._batch: Batch | None = None
        self._is_closed = False
        self._file = _identity(path)

    def begin_run(self, command: str, selection: str, portals: Sequence[str] = ()) -> str:
        """Write that a run starts, and return its id; runs that died before are closed as ``killed``.

        *selection* says in words what was asked for, *portals* names what that comes to.
        """
        selected = f"{selection} ({', '.join(portals)})" if portals else selection
        with self._transaction():
            self._output.close(self._now())
            runs.close_killed(self._db, self._now())
            self.run = runs.begin(self._db, command, selected, self._clock(), self._software, self._place)
            if ahead := clocks.find_ahead(self._db, self._clock()):
                runs.put_problem(self._db, self.run, ProblemKind.CLOCK, ahead.words(), self._now())
                clocks.bring_back(self._db, self._clock())
        # On the disk before the first WARC file has its name: recovery knows its own files by the run.
        with self._checked():
            if self._batch is not None:
                self._batch.commit()
            sync_log(self._db)
        return self.run

    def end_run(self, run: str, reason: str, counts: Mapping[str, int]) -> None:
        """Write how *run* ended; *counts* are columns of runs by name, those left out stay as they are.

        The WARC files of the run are added to the index beside them.
        """
        with self._transaction():
            self._output.close(self._now())
            runs.end(self._db, run, reason, counts, self._now())
        self.run = None
        with self._checked():
            cdxj.refresh(self._db, warc_folder(self.path))

    def put_portal(
        self,
        id: str,
        name: str,
        host: str,
        division_code: str | None = None,
        site_id_code: str | None = None,
        platform: str = "generic",
        floor: int = 0,
        accepted_tls: str | None = None,
    ) -> None:
        """Write or renew what is known of a portal; pages name it by *id*."""
        with self._transaction():
            runs.put_portal(self._db, id, name, host, division_code, site_id_code, platform, floor, accepted_tls)

    def put_governments(self, known: Iterable[Government]) -> None:
        """Make these the governments of the country, of which coverage tells who has no portal table yet."""
        with self._transaction():
            governments.put_governments(self._db, known)

    def keep(self, fetch: Fetch, page: PageRef) -> Kept:
        """Store *fetch* as evidence; when this returns, it is on the disk.

        A payload that the page has shown before is not stored twice: a revisit record refers to
        its snapshot, and only moments change.

        Raises DiskFull; ArchiveError outside a run.
        """
        stopping.check()
        with self._transaction():
            run = self._require_run()
            held = snapshots.find_held(self._db, fetch, page)
            records = exchange(self._db, warc_folder(self.path), fetch, page, held)
            span = self._output.append(run, records, self._now())
            return snapshots.put_answer(self._db, run, fetch, page, held, span)

    def add(
        self, article: Article, snapshot: str, *, cleaner_version: str, structure: Structure | None = None
    ) -> Added | None:
        """Write what a cleaner read in *snapshot*, problems included; all or nothing of it.

        *structure* is what was read out of the article's text; without it the document has no outline and no
        indicators, or keeps those of the same text.

        None if the article has neither text nor files: then there is no document, and a problem
        ``no_text`` is written unless the article names its own.

        Raises DiskFull; ArchiveError outside a run; LookupError if there is no such snapshot.
        """
        stopping.check()
        with self._transaction():
            run = self._require_run()
            sight = versions.sighting(self._db, snapshot)
            added = put_article(self._db, article, sight, cleaner_version, self._now(), structure)
            problems: list[tuple[str, str]] = [(problem.kind, problem.detail) for problem in article.problems]
            if added is None and not problems:
                problems.append((ProblemKind.NO_TEXT, "the page holds no main text and offers no file"))
            if added is not None and added.is_reused_url:
                problems.append(
                    (ProblemKind.REUSED_URL, _reuse(versions.shows_same_words(self._db, sight, added.document)))
                )
            if added is not None and (other := documents.another_year(self._db, added.document, article)):
                detail = f"title names {article.report_year}, the same text on another page {other}; one document"
                problems.append((ProblemKind.YEAR_CONFLICT, detail))
            for kind, detail in problems:
                runs.put_problem(self._db, run, kind, detail, self._now(), sight.url, sight.portal, snapshot)
            return added

    def without_file(self, page_url: str) -> list[tuple[str, str | None]]:
        """Address and name of the files that the page (canonical) offers and of which the archive holds nothing."""
        return attachment_rows.without_file(self._db, page_url)

    def put_file(self, page_url: str, url: str, snapshot: str) -> bool:
        """Write what *snapshot* shows of the file *url*; whether the page *page_url* (canonical) offers it by now.

        Raises LookupError if there is no such snapshot.
        """
        with self._transaction():
            return attachment_rows.put_file(self._db, page_url, url, snapshot)

    def reclean(
        self, snapshot: str, article: Article, cleaner_version: str, *, structure: Structure | None = None
    ) -> Added | None:
        """Write what a newer cleaner read in *snapshot*; as add(), for a snapshot that was cleaned before.

        1. The same text: metadata are renewed.
        2. A text that no document has: the document takes it and keeps its id, unless another
           snapshot has the old text by the same cleaner; then this one gets a document of its own.
        3. The text of another document: the snapshot goes there, and a document that no snapshot
           holds any more goes away, its id in former_ids.

        No versions come of it, since no page changed.
        """
        return self.add(article, snapshot, cleaner_version=cleaner_version, structure=structure)

    def without_structure(self, cleaner_version: str) -> Iterator[StoredText]:
        """The texts of the documents whose outline and indicators these cleaners have not read yet."""
        return structures.pending(self._db, cleaner_version)

    def put_structure(self, document: str, structure: Structure, *, cleaner_version: str) -> bool:
        """Write what was read out of the text of *document*, and its kind of organ; whether anything is new.

        Raises LookupError if there is no such document.
        """
        stopping.check()
        with self._transaction():
            return documents.put_structure(self._db, document, structure, cleaner_version, self._now())

    def problem(
        self, run: str, kind: AnyKind, detail: str,
        url: str | None = None, portal: str | None = None, snapshot: str | None = None,
    ) -> None:  # fmt: skip
        """Write one thing that went wrong in *run*."""
        with self._transaction():
            runs.put_problem(self._db, run, kind, detail, self._now(), url, portal, snapshot)

    def crash(
        self, run: str, detail: str, url: str | None = None, portal: str | None = None, snapshot: str | None = None
    ) -> None:
        """Write that the program failed on *snapshot*: a problem ``crash``, and a snapshot that nobody has read.

        What was found in it before stays.
        """
        with self._transaction():
            runs.put_problem(self._db, run, ProblemKind.CRASH, detail, self._now(), url, portal, snapshot)
            self._db.execute("UPDATE snapshots SET cleaner_version = NULL WHERE id = ?", [snapshot])

    def page_state(self, url: str) -> PageState | None:
        """What is known of the page with this canonical URL; None if it is not known."""
        return page_states.page_state(self._db, url)

    def due_pages(self, portal: str, until: datetime) -> Iterator[PageState]:
        """The detail pages of *portal* that are due before *until*, the longest due first."""
        return page_states.due_pages(self._db, portal, until)

    def set_due(self, url: str, due_at: datetime) -> None:
        """Write when the page is asked again."""
        with self._transaction():
            page_states.set_due(self._db, url, due_at)

    def put_unfetched(self, page: PageRef) -> None:
        """Write that a page exists which may not be fetched."""
        with self._transaction():
            page_states.put_unfetched(self._db, page, self._now())

    def missing(self, url: str, gone_after_days: float) -> Literal["missing", "gone", "still_gone"]:
        """Write that the page was not there just now; ``gone`` when that was so *gone_after_days* ago as well."""
        with self._transaction():
            return gone_pages.note_missing(self._db, url, self._clock(), gone_after_days)

    def present(self, url: str) -> str | None:
        """Write that the page is there; since when it was gone, None if it was not."""
        with self._transaction():
            return gone_pages.note_present(self._db, url)

    def put_walk(self, url: str, *, pages: int, rows: int, is_complete: bool) -> None:
        """Write that the list whose first page is *url* was walked."""
        with self._transaction():
            walks.put_walk(self._db, self._require_run(), url, pages, rows, is_complete, self._now())

    def put_listings(self, listings: Iterable[Listing]) -> None:
        """Write that lists show these rows now; one place of one page is one row of the table, seen again."""
        with self._transaction():
            walks.put_listings(self._db, listings, self._now())

    def was_walked(self, url: str) -> bool:
        """Whether the list whose first page is *url* has ever been read to its end."""
        return walks.is_complete(self._db, url)

    def ended_well(self, url: str) -> bool:
        """Whether the last walk through the list whose first page is *url* came to its end."""
        return walks.ended_well(self._db, url)

    def merge(self, other: Writer) -> Merged:
        """Take everything that *other* holds into this archive; see archive.merging.

        Raises DiskFull; ArchiveError if both are one archive.
        """
        with self._checked():
            merged = merge(self._db, warc_folder(self.path), other._db, warc_folder(other.path), self._now())
            cdxj.refresh(self._db, warc_folder(self.path))
            return merged

    def snapshots(self, role: Role | None = "detail") -> Iterator[StoredSnapshot]:
        """The snapshots of pages of *role* (None: of all), in the order in which they were stored."""
        return stored_snapshots(self._db, role)

    def unread(self) -> list[StoredSnapshot]:
        """The detail pages that runs kept and, as they were ended, did not come to read; oldest first."""
        return snapshots_by_id(self._db, unread_snapshots(self._db, self.run))

    def was_crawled(self, snapshot: str) -> bool:
        """Whether a crawl fetched *snapshot*: another one can ask for what belongs to it."""
        sql = "SELECT r.command <> 'ingest' FROM snapshots s JOIN runs r ON r.id = s.run WHERE s.id = ?"
        found = self._db.execute(sql, [snapshot]).fetchone()
        return found is not None and bool(found[0])

    def files_to_connect(self) -> list[tuple[str, str]]:
        """Page and address of the files without a snapshot, where a run that was ended has kept files; else none."""
        return attachment_rows.to_connect(self._db, self.run)

    def exported(self, document: str) -> dict[str, Any]:
        """The document as `fazhi export` gives it now: a line of documents.jsonl as an object.

        Raises LookupError if there is no such document.
        """
        if not (records := read_records(self._db, [document])):
            raise LookupError(f"no document {document}")
        return records[0].as_object()

    def read_payload(self, snapshot: str) -> Fetch:
        """The exchange that *snapshot* keeps.

        Raises DamagedRecord if the WARC record is not there or has another digest.
        """
        return read_payload(self._db, warc_folder(self.path), snapshot)

    def close(self) -> None:
        """Give the archive back; closing twice does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if self._unusable is None:
                with self._transaction():
                    self._output.close(self._now())
        finally:
            self._output.abandon()
            self._db.close()
            self._lock.close()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def batch(self, steps: int = BATCH_STEPS) -> Iterator[None]:
        """Inside, rows are committed after so many *steps* or a second, not after each: for thousands of pages.

        A step that fails is undone alone.  A kill undoes the rows of the batch; payloads that keep()
        returned from are in the WARC file, and the next writer writes their rows again.

        Raises ArchiveError inside another batch; DiskFull when what waits finds no room.
        """
        if self._batch is not None:
            raise ArchiveError("a batch has begun already; end it before another one begins")
        self._batch = Batch(self._db, steps)
        try:
            yield
        finally:
            try:
                with self._checked():
                    self._batch.commit()
            finally:
                self._batch = None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All rows and records that are written inside, or none of them."""
        with self._checked():
            try:
                with transaction(self._db) if self._batch is None else self._batch.step():
                    yield
            except BaseException:
                self._output.cut_back()
                raise
            self._output.confirm()

    @contextmanager
    def _checked(self) -> Iterator[None]:
        """Let nothing more be written once the disk was full, or a batch was lost: the next writer takes it up."""
        if self._unusable is not None:
            raise self._unusable
        self._require_in_place()
        try:
            with archive_errors(self.path):
                yield
        except DiskFull as error:
            self._unusable = error
            raise
        except BaseException as error:
            if self._batch is not None and self._batch.is_lost:
                self._unusable = ArchiveError(
                    f"{self.path}: the rows of a batch could not be written ({error!r}); open the archive again, "
                    "they are then made anew from the WARC file"
                )
            raise

    def _require_in_place(self) -> None:
        """Raise ArchiveError, now and at each further step, if the file or its evidence was removed or replaced."""
        gone = self.path if _identity(self.path) != self._file else self._output.missing_file()
        if gone is not None:
            self._unusable = ArchiveError(
                f"{gone} was removed or replaced while it was being written; what was fetched since is lost unless it "
                "is put back: `fazhi restore` puts a backup in its place"
            )
            raise self._unusable

    def _require_run(self) -> str:
        if self.run is None:
            raise ArchiveError("no run has begun, and every record belongs to one; call begin_run() first")
        return self.run

    def _now(self) -> str:
        return to_iso(self._clock())


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of the file at *path*; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _reuse(is_same_words: bool) -> str:
    """What a person has to know of a page that shows another report than before."""
    if is_same_words:
        return (
            "the page shows the same words under another title: a title put right, or last year's text; both are kept"
        )
    return "the page shows another report than before; both are kept"
