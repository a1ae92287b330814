"""The walk through the pages of one list: what comes next, and when it ends.

The rules (they hold on every platform): the walk ends when the page count that the list states is
reached, when a page whose address was counted up is missing, when a page has no rows, or when it has
no row that is new compared with all earlier pages.  A stated page that repeats earlier ones is a
problem, not an end: the list is longer than what could be read.

While a list is walked, items come and go, and its pages shift.  What is added on top only shows rows
again (as long as fewer come between two requests than a page holds); what is deleted above moves a row
from the next page to the one already read, and the walk misses it.  So a walk may make several passes
(*max_passes*): it begins again until every row of the pass before is still there.  Nothing that was read was
deleted in that time, hence nothing has moved unread; a list that stands still for one pass is found whole
in any case.  Lists of one page need no second pass, nor do those of VSB, whose page files keep their number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cleaners.problem_kinds import AnyKind, ProblemKind, http_status_kind
from crawler.platforms import PLATFORMS, ListPage, PageRequest, Reading, Row, recognise
from crawler.platforms.list_page import MAX_LINKS, MAX_ROWS

MAX_HOPS = 3
MAX_PAGES = 500  # no list of reports is longer; a server that invents pages is left here


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk stands: before it reads page *number*.

    *seen* holds the row addresses of all earlier pages of this pass.  *others* are the addresses to try if this
    page brings nothing new; *is_guess* says that this page's address was counted up.
    """

    portal: str
    trail: tuple[str, ...]  # names of the columns from the section root down
    filtered: bool = False
    platform: str | None = None  # None: recognise it from the page
    number: int = 1
    seen: frozenset[str] = frozenset()
    others: tuple[PageRequest, ...] = ()
    is_guess: bool = False
    origin: str | None = None  # address of the first page, once that is read
    hops: int = 0  # steps from a page to where its rows are
    max_passes: int = 1  # how often the list is walked at most
    pass_number: int = 1
    previous_pass: frozenset[str] = frozenset()  # rows of the pass before this one
    earlier_passes: frozenset[str] = frozenset()  # rows of all earlier passes

    @property
    def section(self) -> str:
        """The path of columns as it is stored."""
        return " > ".join(self.trail)


@dataclass(frozen=True, slots=True)
class WalkStep:
    """What a page means for its walk: the rows that are new, the next page with its walk, or a problem."""

    rows: tuple[Row, ...] = ()
    request: PageRequest | None = None
    walk: Walk | None = None
    problem: tuple[AnyKind, str] | None = None  # kind, detail


def read(walk: Walk, page: ListPage) -> tuple[Walk, Reading]:
    """Return what *page*, the page *walk.number*, says, and the walk with the platform by which it was read."""
    walk = replace(walk, origin=walk.origin or page.url)
    if page.beyond_limits:
        detail = f"list page {walk.number} is not read: {page.beyond_limits}"
        return walk, Reading(problem=(ProblemKind.LIST_BEYOND_LIMITS, detail))
    platform = PLATFORMS[walk.platform] if walk.platform else recognise(page)[0]
    return replace(walk, platform=platform.name), _within_limits(platform.read(page, walk.number), page, walk)


def _within_limits(reading: Reading, page: ListPage, walk: Walk) -> Reading:
    """Return *reading* with as many rows and columns as are followed; that there are more is its problem."""
    most = max(len(reading.rows), len(reading.columns))
    if most <= MAX_ROWS and not page.has_more_links:
        return reading
    found = f"more than {MAX_LINKS} links" if page.has_more_links else f"{most} rows"
    detail = f"list page {walk.number} has {found}; the first {MAX_ROWS} rows at most are read, and no further page"
    problem = ProblemKind.LIST_BEYOND_LIMITS, detail
    return replace(reading, rows=reading.rows[:MAX_ROWS], columns=reading.columns[:MAX_ROWS], problem=problem)


def after_page(walk: Walk, reading: Reading) -> WalkStep:
    """Return what follows from the rows of page *walk.number*."""
    walk = replace(walk, platform=reading.read_as or walk.platform)
    if reading.instead:
        return _hop(walk, reading.instead)
    new = tuple({row.url: row for row in reading.rows if row.url not in walk.seen}.values())
    if not new:
        return _nothing_new(walk, reading)
    unknown = tuple(row for row in new if row.url not in walk.earlier_passes)
    walk = replace(walk, seen=walk.seen.union(row.url for row in new))
    if reading.problem:
        return WalkStep(unknown, problem=reading.problem)
    if not reading.next_pages:
        return _end(walk, unknown)
    if walk.number >= MAX_PAGES:
        detail = f"the list goes on after {MAX_PAGES} pages; the walk ended there"
        return WalkStep(unknown, problem=(ProblemKind.TOO_MANY_PAGES, detail))
    following = replace(walk, number=walk.number + 1, others=reading.next_pages[1:], is_guess=reading.is_guess, hops=0)
    return WalkStep(unknown, reading.next_pages[0], following)


def after_error(walk: Walk, status: int) -> WalkStep:
    """Return what follows when page *walk.number* answered with the error *status*."""
    if walk.others:
        return _other(walk)
    if walk.is_guess and walk.number > 1 and status in (404, 410):
        return _end(walk)
    detail = f"list page {walk.number} answered {status}; its rows are not known"
    return WalkStep(problem=(http_status_kind(status), detail))


def _hop(walk: Walk, request: PageRequest) -> WalkStep:
    if walk.hops < MAX_HOPS:
        # What stands behind a page that no platform knew is recognised anew.
        platform = None if walk.platform == "generic" else walk.platform
        return WalkStep(request=request, walk=replace(walk, hops=walk.hops + 1, platform=platform))
    return WalkStep(
        problem=(
            ProblemKind.NO_ROWS,
            f"list page {walk.number} points on and on; its rows were not found in {MAX_HOPS} steps",
        )
    )


def _nothing_new(walk: Walk, reading: Reading) -> WalkStep:
    if walk.others:
        return _other(walk)
    if reading.problem:
        return WalkStep(problem=reading.problem)
    if walk.number == 1:
        if reading.columns or walk.pass_number > 1:  # its only rows went away between two passes
            return WalkStep()
        detail = "the list has no rows; expected links to reports (a new template? built by scripts: render = true?)"
        return WalkStep(problem=(ProblemKind.NO_ROWS, detail))
    is_short = reading.rows and reading.records is not None and len(walk.seen) < reading.records
    if walk.is_guess and not is_short:
        return _end(walk)
    what = "repeats earlier pages" if reading.rows else "has no rows"
    return WalkStep(
        problem=(ProblemKind.PAGE_REPEATS, f"list page {walk.number} {what}, though the list says that it goes on")
    )


def _end(walk: Walk, rows: tuple[Row, ...] = ()) -> WalkStep:
    """The end of a pass: of the walk too, unless rows of the pass before are gone and may have hidden others."""
    is_whole = walk.number == 1 or (walk.pass_number > 1 and walk.previous_pass <= walk.seen)
    if is_whole or walk.pass_number >= walk.max_passes or walk.origin is None:
        return WalkStep(rows)
    again = replace(
        walk, number=1, pass_number=walk.pass_number + 1, previous_pass=walk.seen,
        earlier_passes=walk.earlier_passes | walk.seen, seen=frozenset(), others=(), is_guess=False, hops=0,
    )  # fmt: skip
    return WalkStep(rows, PageRequest(walk.origin), again)


def _other(walk: Walk) -> WalkStep:
    return WalkStep(request=walk.others[0], walk=replace(walk, others=walk.others[1:]))
