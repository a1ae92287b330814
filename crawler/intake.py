"""One run's way into the archive: keep, clean, add, count."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field

from archive import Fetch, Kept, PageRef, Writer
from cleaners import VERSION as CLEANER_VERSION
from cleaners import Article
from crawler.cleaning import Cleaned, clean


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
    """Everything that a run hands to the archive goes through here, and is counted by portal."""

    writer: Writer
    run: str
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
        self.counts(page.portal).requests += 1
        return kept

    def clean(self, fetch: Fetch, page: PageRef, kept: Kept) -> Cleaned | None:
        """Return what the cleaners make of a kept page; None if its bytes have given a document before.

        A page that gave none is tried, and reported, again: what is wrong stays in sight until it is mended.
        """
        counts = self.counts(page.portal)
        counts.pages += 1
        if kept.is_revisit and kept.cleaned:
            counts.unchanged += 1
            return None
        return clean(fetch, listed_title=page.title)

    def store(self, cleaned: Cleaned, page: PageRef, kept: Kept) -> None:
        """Add the article to the archive, or the problem that stands in its place."""
        if cleaned.article is not None:
            self._add(cleaned.article, page, kept)
        elif cleaned.problem is not None:
            self.problem(*cleaned.problem, url=page.url, portal=page.portal, snapshot=kept.snapshot)

    def problem(
        self, kind: str, detail: str, *, url: str | None = None, portal: str | None = None, snapshot: str | None = None
    ) -> None:
        """Write one thing that went wrong."""
        self._count_problem(kind, portal)
        self.writer.problem(self.run, kind, detail, url=url, portal=portal, snapshot=snapshot)

    def _add(self, article: Article, page: PageRef, kept: Kept) -> None:
        added = self.writer.add(article, kept.snapshot, cleaner_version=CLEANER_VERSION)
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
