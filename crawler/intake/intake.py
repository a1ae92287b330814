"""One run's way into the archive: keep, clean, add, count, and say when a page is due again."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from archive import Fetch, Kept, PageRef, Structure, Writer
from cleaners import VERSION as CLEANER_VERSION
from cleaners import Article
from cleaners.problem_kinds import AnyKind, ProblemKind, http_status_kind
from crawler.intake import crash_guard
from crawler.intake.clean_snapshot import Cleaned, clean_whole
from crawler.intake.file_reader import Steps
from crawler.walking.recheck_schedule import Policy

_NOT_THERE = {http_status_kind(404), http_status_kind(410), ProblemKind.SOFT_404}


@dataclass(slots=True)
class Counts:
    """What a run, or one portal of it, brought.

    pages = new + changed + unchanged + those that gave no document (which are problems).
    """

    requests: int = 0
    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    documents: int = 0
    duplicates: int = 0
    problems: int = 0

    def __add__(self, other: Counts) -> Counts:
        mine, theirs = Counter(asdict(self)), Counter(asdict(other))
        return Counts(**{name: mine[name] + theirs[name] for name in asdict(self)})


@dataclass(slots=True)
class Intake:
    """Everything that a run hands to the archive goes through here, and is counted by portal.

    With a *policy* (a crawl has one, an ingest has none) pages get the moment when they are due again.
    """

    writer: Writer
    run: str
    policy: Policy | None = None
    gone_after_days: float = 0.0
    by_portal: dict[str, Counts] = field(default_factory=dict)
    problem_kinds: Counter[str] = field(default_factory=Counter)

    def counts(self, portal: str | None) -> Counts:
        return self.by_portal.setdefault(portal or "-", Counts())

    def total(self) -> Counts:
        return sum(self.by_portal.values(), Counts())

    def end(self, reason: str) -> None:
        """Write how the run ended, and what it brought."""
        self.writer.end_run(self.run, reason, asdict(self.total()))

    def keep(self, fetch: Fetch, page: PageRef) -> Kept:
        """Store the bytes before anything looks at them."""
        kept = self.writer.keep(fetch, page)
        self.counts(page.portal).requests += fetch.rendered_from is None  # what a browser made was not asked for
        if self.policy and page.role in ("list", "detail"):
            self._schedule(page, fetch)
        return kept

    def payload(self, fetch: Fetch, kept: Kept) -> Fetch:
        """Return *fetch* with a body: of an answer 304 the one that the archive holds."""
        return self.writer.read_payload(kept.snapshot) if fetch.status == HTTPStatus.NOT_MODIFIED else fetch

    def clean(self, fetch: Fetch, page: PageRef, kept: Kept) -> Steps[tuple[Cleaned | None, tuple[str, ...]]]:
        """Return what the cleaners make of a kept page, and the addresses of its further pages not kept yet.

        None if its bytes have given a document before.  A page that gave none is tried, and reported, again:
        what is wrong stays in sight until it is mended.  Writes nothing.
        """
        if kept.is_revisit and kept.cleaned:
            return None, ()
        return (yield from clean_whole(self.writer, self.payload(fetch, kept), listed_title=page.title))

    def store(self, cleaned: Cleaned | None, page: PageRef, kept: Kept) -> None:
        """Add the article to the archive, or the problem that stands in its place; None stands for no change."""
        if cleaned is None:
            self.counts(page.portal).unchanged += 1
            self._note_present(page)
        elif cleaned.article is not None:
            self._add(cleaned.article, cleaned.structure, page, kept)
            self._note_present(page)
        elif cleaned.problem is not None:
            self.problem(*cleaned.problem, url=page.url, portal=page.portal, snapshot=kept.snapshot)
            if cleaned.problem[0] in _NOT_THERE:
                self._note_missing(page, kept)
        self.counts(page.portal).pages += 1

    def crash(self, detail: str, url: str | None, page: PageRef | None, kept: Kept | None) -> None:
        """Write that the program failed on a page: its bytes are kept, and nothing else would tell of it."""
        portal, snapshot = page.portal if page else None, kept.snapshot if kept else None
        self.counts(portal).pages += page is not None and page.role == "detail"
        self._count_problem(crash_guard.KIND, portal)
        self.writer.crash(self.run, detail, url=url, portal=portal, snapshot=snapshot)

    def note_unreached(self, page: PageRef, *, is_forbidden: bool) -> None:
        """Write that a page exists of which nothing could be seen, so that it is asked again when it is due."""
        self.writer.put_unfetched(page)
        if self.policy:
            now = datetime.now(UTC)
            self.writer.set_due(page.url, self.policy.next_due(now, now, is_error=not is_forbidden))

    def problem(
        self,
        kind: AnyKind,
        detail: str,
        *,
        url: str | None = None,
        portal: str | None = None,
        snapshot: str | None = None,
    ) -> None:
        """Write one thing that went wrong."""
        self._count_problem(kind, portal)
        self.writer.problem(self.run, kind, detail, url=url, portal=portal, snapshot=snapshot)

    def _add(self, article: Article, structure: Structure | None, page: PageRef, kept: Kept) -> None:
        added = self.writer.add(article, kept.snapshot, cleaner_version=CLEANER_VERSION, structure=structure)
        for problem in article.problems:
            self._count_problem(problem.kind, page.portal)
        if added is None:  # clean() lets no such article through; were it so, the archive has written a problem
            return
        counts = self.counts(page.portal)
        counts.documents += added.is_new
        match added.outcome:
            case "new":
                counts.new += 1
            case "duplicate":
                counts.new += 1
                counts.duplicates += 1
            case "changed":
                counts.changed += 1
            case "unchanged":
                counts.unchanged += 1

    def _count_problem(self, kind: str, portal: str | None) -> None:
        self.counts(portal).problems += 1
        self.problem_kinds[kind] += 1

    def _schedule(self, page: PageRef, fetch: Fetch) -> None:
        state = self.writer.page_state(page.url)
        if self.policy and state:
            seen_at, status = fetch.fetched_at, fetch.status or HTTPStatus.OK
            is_error = status >= 400 and status not in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
            due_at = self.policy.next_due(
                seen_at, state.changed_at or seen_at, is_list=page.role == "list", is_error=is_error
            )
            self.writer.set_due(page.url, due_at)

    def _note_missing(self, page: PageRef, kept: Kept) -> None:
        state = self.writer.page_state(page.url)
        if state is None or state.document is None:
            return  # a page that never held a report cannot lose it
        if self.writer.missing(page.url, self.gone_after_days) == "gone":
            detail = f"missing since {state.missing_since:%Y-%m-%d}; it is marked as gone, its documents stay"
            self.problem(ProblemKind.GONE, detail, url=page.url, portal=page.portal, snapshot=kept.snapshot)

    def _note_present(self, page: PageRef) -> None:
        if gone_at := self.writer.present(page.url):
            self.problem(
                ProblemKind.CAME_BACK,
                f"was gone on {gone_at[:10]} and is there again",
                url=page.url,
                portal=page.portal,
            )
