"""One run's entries in the archive: keep answers, add reports, note problems, count, say when a page is due again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive import Added, Fetch, Kept, PageRef
from cleaners import VERSION as CLEANER_VERSION
from cleaners.problem_kinds import AnyKind, InHealth, ProblemKind, http_status_kind, kinds_in_health
from crawler.intake.items import CleanedPage
from crawler.walking.recheck_schedule import Policy

if TYPE_CHECKING:  # loading it loads numpy and more, which `scrapy list` need not wait for
    from archive import Writer

_NOT_THERE = {http_status_kind(404), http_status_kind(410), ProblemKind.SOFT_404}
_REFUSALS = frozenset(kinds_in_health(InHealth.COUNTED))

NO_PORTAL = "-"  # in the place of a portal's id, for pages of none

Count = Callable[[str, int], None]  # name of a figure, how many more


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
class ArchiveRun:
    """What one run hands to the archive goes through here, and is counted by portal.

    With a *policy* (a crawl has one, an ingest has none) pages get the moment when they are due again.
    *count* is told every figure as it grows, in the words of Scrapy's stats: ``fazhi/new``, ``fazhi/problem/floor``,
    ``fazhi/portal/haizhu/new``.
    """

    writer: Writer
    id: str
    policy: Policy | None = None
    gone_after_days: float = 0.0
    count: Count = lambda name, number: None
    by_portal: dict[str, Counts] = field(default_factory=dict)
    problem_kinds: Counter[str] = field(default_factory=Counter)
    _early_files: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def counts(self, portal: str | None) -> Counts:
        """Return the figures of *portal*; None stands for pages of no portal."""
        return self.by_portal.setdefault(portal or NO_PORTAL, Counts())

    def total(self) -> Counts:
        """Return the figures of all portals together."""
        return sum(self.by_portal.values(), Counts())

    def end(self, reason: str) -> None:
        """Write how the run ended, and what it brought."""
        self.writer.end_run(self.id, reason, asdict(self.total()))

    def keep(self, fetch: Fetch, page: PageRef) -> Kept:
        """Store the bytes before anything looks at them."""
        kept = self.writer.keep(fetch, page)
        if fetch.rendered_from is None:  # what a browser made was not asked for
            self._grow(page.portal, "requests")
        if self.policy and page.role in ("list", "detail"):
            self.schedule(page, fetch)
        return kept

    def add(self, cleaned: CleanedPage) -> Added | None:
        """Write what was read in a page; None if it holds neither text nor files, and the archive has said so."""
        page, kept = cleaned.page, cleaned.kept
        assert kept is not None, "an archive adds what it has kept"
        added = self.writer.add(
            cleaned.article, kept.snapshot, cleaner_version=CLEANER_VERSION, structure=cleaned.structure
        )
        for problem in cleaned.article.problems:
            self._count_problem(problem.kind, page.portal)
        if added is not None:
            self._count_added(added, page.portal)
        for url, snapshot in self._early_files.pop(page.url, ()):
            self.writer.put_file(page.url, url, snapshot)
        self._note_present(page)
        self._grow(page.portal, "pages")
        return added

    def schedule(self, page: PageRef, fetch: Fetch) -> None:
        """Write when *page*, as *fetch* shows it, is due again; nothing without a policy."""
        state = self.writer.page_state(page.url)
        if self.policy and state:
            seen_at, status = fetch.fetched_at, fetch.status or HTTPStatus.OK
            is_error = status >= 400 and status not in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
            due_at = self.policy.next_due(
                seen_at, state.changed_at or seen_at, is_list=page.role == "list", is_error=is_error
            )
            self.writer.set_due(page.url, due_at)

    def put_file(self, page_url: str, url: str, snapshot: str) -> None:
        """Connect a kept file with the page that names it *url*, now or when the page has passed all pipelines."""
        if not self.writer.put_file(page_url, url, snapshot):
            self._early_files[page_url].append((url, snapshot))

    def note_unchanged(self, page: PageRef) -> None:
        """Write that a page is there, and count it; nothing else has changed."""
        self._grow(page.portal, "unchanged")
        self._note_present(page)
        self._grow(page.portal, "pages")

    def note_no_report(self, page: PageRef, kept: Kept, kind: AnyKind, detail: str) -> None:
        """Write the problem that stands in the place of a report, and whether the page is gone."""
        self.problem(kind, detail, url=page.url, portal=page.portal, snapshot=kept.snapshot)
        if kind in _NOT_THERE:
            self._note_missing(page, kept)
        self._grow(page.portal, "pages")

    def crash(self, detail: str, url: str | None, page: PageRef | None, kept: Kept | None) -> None:
        """Write that the program failed on a page: its bytes are kept, and nothing else would tell of it."""
        portal, snapshot = page.portal if page else None, kept.snapshot if kept else None
        if page is not None and page.role == "detail":
            self._grow(portal, "pages")
        self._count_problem(ProblemKind.CRASH, portal)
        self.writer.crash(self.id, detail, url=url, portal=portal, snapshot=snapshot)

    def note_unreached(self, page: PageRef, *, is_forbidden: bool) -> None:
        """Write that a page exists of which nothing could be seen, so that it is asked again when it is due."""
        self.writer.put_unfetched(page)
        if self.policy:
            now = datetime.now(UTC)
            self.writer.set_due(page.url, self.policy.next_due(now, now, is_error=not is_forbidden))

    def problem(
        self, kind: AnyKind, detail: str, *,
        url: str | None = None, portal: str | None = None, snapshot: str | None = None,
    ) -> None:  # fmt: skip
        """Write one thing that went wrong."""
        self._count_problem(kind, portal)
        self.writer.problem(self.id, kind, detail, url=url, portal=portal, snapshot=snapshot)

    def _count_added(self, added: Added, portal: str | None) -> None:
        if added.is_new:
            self._grow(portal, "documents")
        if added.outcome == "duplicate":
            self._grow(portal, "duplicates")
        self._grow(portal, "new" if added.outcome == "duplicate" else added.outcome)

    def _count_problem(self, kind: AnyKind, portal: str | None) -> None:
        self._grow(portal, "problems")
        self.problem_kinds[kind] += 1
        self.count(f"fazhi/problem/{kind}", 1)
        if kind in _REFUSALS:
            self.count("fazhi/refusals", 1)

    def _grow(self, portal: str | None, figure: str) -> None:
        """Count one more, for its portal and for all."""
        counts = self.counts(portal)
        setattr(counts, figure, getattr(counts, figure) + 1)
        self.count(f"fazhi/{figure}", 1)
        if portal:
            self.count(f"fazhi/portal/{portal}/{figure}", 1)

    def _note_missing(self, page: PageRef, kept: Kept) -> None:
        state = self.writer.page_state(page.url)
        if state is None or state.document is None:
            return  # a page that never held a report cannot lose it
        if self.writer.missing(page.url, self.gone_after_days) == "gone":
            detail = f"missing since {state.missing_since:%Y-%m-%d}; it is marked as gone, its documents stay"
            self.problem(ProblemKind.GONE, detail, url=page.url, portal=page.portal, snapshot=kept.snapshot)

    def _note_present(self, page: PageRef) -> None:
        if gone_at := self.writer.present(page.url):
            detail = f"was gone on {gone_at[:10]} and is there again"
            self.problem(ProblemKind.CAME_BACK, detail, url=page.url, portal=page.portal)
