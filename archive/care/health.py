"""The health of a crawl: what needs a person, by the last run and by the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from archive.catalogue import clocks
from archive.catalogue.unread import living_run, unread_by_portal
from archive.evidence.unknown_files import longer_files, waiting_files, warc_folder
from archive.timestamps import from_iso, to_iso
from cleaners.problem_kinds import InHealth, ProblemKind, kinds_in_health

# Problems of a portal as a whole; those of single pages stand in `fazhi problems`.
_OF_PORTALS = kinds_in_health(InHealth.EACH)
_EMPTY = kinds_in_health(InHealth.IF_MANY)
_REFUSALS = kinds_in_health(InHealth.COUNTED)
_CRASH = ProblemKind.CRASH
_DAMAGE = kinds_in_health(InHealth.DAMAGE)
_TOO_MANY_EMPTY = 0.5  # of the detail pages that a run fetched from a portal; merely chosen
_UNCHECKED_DAYS = 45  # a round of the rolling check and half of one; chosen
_MIN_PAGES = 4  # fewer pages say nothing of a template


# What is said of a finding; pages in another language have the same keys with the same places for values.
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "no_crawl": "no crawl has been run yet",
        "ended_early": "the last crawl ({run}) ended as '{reason}', not as 'finished'",
        "overdue": "the last crawl was started {days} days ago, on {day}",
        "refusing": "{number} answers of the last crawl were refusals ({refusal})",
        "never_read": "no list page of it was ever read",
        "silent": "its lists were last read {days} days ago, on {day}",
        "template_changed": "{empty} of {number} pages fetched gave no text; has the template changed?",
        _CRASH.value: "the program failed on {number} pages of the last crawl, a defect of it; see `fazhi problems`",
        "new_kind": "{number} problems of a kind never seen before: {problem}",
        "damage": "{detail} ({day})",
        "unread": "{number} pages were kept when a run was ended and are not read yet; the next crawl, ingest or "
        "reclean reads them",
        "untaken": "{number} WARC files are ahead of the database, since a run died; the next run takes them in",
        "ahead": clocks.DETAIL,
        "bad_evidence": "{name}: {fault}",
        "unchecked": "{number} WARC files were not compared with their digests for {days} days; run fazhi verify, and "
        "fazhi health as a user who may write",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that needs a person.

    *detail* says it in English.  *wording* is a key of DETAILS with the *values* that belong there; None where
    a crawl has written the detail.
    """

    kind: str
    detail: str
    portal: str | None = None
    wording: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, portal: str | None = None, wording: str | None = None, **values: object) -> Finding:
        """Return a finding that is said as DETAILS has it, by default under its kind."""
        key = wording or kind
        return cls(kind, DETAILS[key].format(**values), portal, key, values)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the checks look at: the archive, the present, how long silence may last, the last crawl."""

    db: sqlite3.Connection
    now: datetime
    silent_days: float
    last_crawl: sqlite3.Row | None

    def since(self, moment: str) -> float:
        """Days from *moment* to now."""
        return (self.now - from_iso(moment)) / timedelta(days=1)


def findings(db: sqlite3.Connection, now: datetime, silent_days: float) -> Iterator[Finding]:
    """Yield what needs a person in the archive that *db* reads, the crawler's own state first."""
    last = db.execute("SELECT * FROM runs WHERE command = 'crawl' ORDER BY started_at DESC, id DESC LIMIT 1").fetchone()
    look = _Look(db, now, silent_days, last)
    checks: tuple[Callable[[_Look], Iterator[Finding]], ...] = (
        _crawler, _clocks, _portal_problems, _refusals, _crashes, _silent_portals, _changed_templates, _new_kinds,
        _unread, _untaken, _bad_evidence, _damage,
    )  # fmt: skip
    for check in checks:
        yield from check(look)


def _crawler(look: _Look) -> Iterator[Finding]:
    run = look.last_crawl
    if run is None:
        yield Finding.of("no_crawl")
        return
    if run["finished_at"] is not None and run["reason"] != "finished":
        yield Finding.of("ended_early", run=run["id"], reason=run["reason"])
    if (days := look.since(run["started_at"])) > look.silent_days:
        yield Finding.of("overdue", days=round(days), day=run["started_at"][:10])


def _clocks(look: _Look) -> Iterator[Finding]:
    if ahead := clocks.find_ahead(look.db, look.now):
        yield Finding.of("ahead", **asdict(ahead))


def _unread(look: _Look) -> Iterator[Finding]:
    for portal, number in unread_by_portal(look.db, living_run(look.db)):
        yield Finding.of("unread", portal, number=number)


def _untaken(look: _Look) -> Iterator[Finding]:
    if path := look.db.execute("PRAGMA database_list").fetchone()[2]:
        folder = warc_folder(Path(path))
        if number := len(waiting_files(look.db, folder)) + len(longer_files(look.db, folder)):
            yield Finding.of("untaken", number=number)


def _bad_evidence(look: _Look) -> Iterator[Finding]:
    for row in look.db.execute("SELECT name, fault FROM warc_files WHERE fault IS NOT NULL ORDER BY name"):
        yield Finding.of("bad_evidence", name=row["name"], fault=row["fault"])
    limit = to_iso(look.now - timedelta(days=_UNCHECKED_DAYS))
    looked_at = "coalesce(checked_at, closed_at)"
    sql = f"SELECT count(*), min({looked_at}) FROM warc_files WHERE {looked_at} < ?"
    number, since = look.db.execute(sql, [limit]).fetchone()
    if number:
        yield Finding.of("unchecked", number=number, days=round(look.since(since)))


def _portal_problems(look: _Look) -> Iterator[Finding]:
    for row in _of_last_crawl(look, "SELECT portal, kind, detail FROM problems WHERE run = ? ORDER BY portal, id"):
        if row["kind"] in _OF_PORTALS:
            yield Finding(row["kind"], row["detail"], row["portal"])


def _refusals(look: _Look) -> Iterator[Finding]:
    sql = f"""
        SELECT portal, kind, count(*) AS n FROM problems WHERE run = ? AND kind IN ({_marks(_REFUSALS)})
        GROUP BY portal, kind ORDER BY portal, kind
    """
    for row in _of_last_crawl(look, sql, _REFUSALS):
        yield Finding.of("refusing", row["portal"], number=row["n"], refusal=row["kind"])


def _crashes(look: _Look) -> Iterator[Finding]:
    """Yield how many pages the last crawl failed on that no other command has read since."""
    sql = f"""
        SELECT p.portal, count(*) AS n FROM problems p LEFT JOIN snapshots s ON s.id = p.snapshot
        WHERE p.run = ? AND p.kind = '{_CRASH}' AND s.cleaner_version IS NULL AND NOT EXISTS (
            SELECT 1 FROM problems l WHERE l.snapshot = p.snapshot AND l.id > p.id AND l.kind <> '{_CRASH}')
        GROUP BY p.portal ORDER BY p.portal
    """
    for row in _of_last_crawl(look, sql):
        yield Finding.of(_CRASH, row["portal"], number=row["n"])


def _silent_portals(look: _Look) -> Iterator[Finding]:
    rows = look.db.execute(
        """
        SELECT o.id, max(p.last_seen_at) AS seen_at FROM portals o
        LEFT JOIN pages p ON p.portal = o.id AND p.role = 'list' AND (p.http_status < 300 OR p.http_status = 304)
        GROUP BY o.id ORDER BY o.id
        """
    )
    for row in rows:
        if row["seen_at"] is None:
            yield Finding.of("silent", row["id"], "never_read")
        elif (days := look.since(row["seen_at"])) > look.silent_days:
            yield Finding.of("silent", row["id"], days=round(days), day=row["seen_at"][:10])


def _changed_templates(look: _Look) -> Iterator[Finding]:
    sql = f"""
        SELECT p.portal, count(*) AS n,
            count(*) FILTER (WHERE EXISTS (
                SELECT 1 FROM problems b
                WHERE b.snapshot IN (s.id, s.rendered_as) AND b.kind IN ({_marks(_EMPTY)}))) AS empty
        FROM snapshots s JOIN pages p ON p.id = s.page
        WHERE s.run = ? AND p.role = 'detail' AND s.status < 300 GROUP BY p.portal
    """
    run = look.last_crawl
    for row in look.db.execute(sql, [*_EMPTY, run["id"]]) if run else ():
        if row["n"] >= _MIN_PAGES and row["empty"] > row["n"] * _TOO_MANY_EMPTY:
            yield Finding.of("template_changed", row["portal"], empty=row["empty"], number=row["n"])


def _new_kinds(look: _Look) -> Iterator[Finding]:
    sql = f"""
        SELECT kind, count(*) AS n FROM problems WHERE run = :run
        AND EXISTS (SELECT 1 FROM runs WHERE command = 'crawl' AND id < :run)
        AND kind <> '{_CRASH}' AND kind NOT IN (SELECT kind FROM problems WHERE run < :run)
        GROUP BY kind ORDER BY kind
    """
    run = look.last_crawl
    for row in look.db.execute(sql, {"run": run["id"]}) if run else ():
        yield Finding.of("new_kind", number=row["n"], problem=row["kind"])


def _damage(look: _Look) -> Iterator[Finding]:
    month_ago = to_iso(look.now - timedelta(days=30))
    sql = f"SELECT detail, seen_at FROM problems WHERE kind IN ({_marks(_DAMAGE)}) AND seen_at > ? ORDER BY id"
    for row in look.db.execute(sql, [*_DAMAGE, month_ago]):
        yield Finding.of("damage", detail=row["detail"], day=row["seen_at"][:10])


def _of_last_crawl(look: _Look, sql: str, further: Sequence[str] = ()) -> Iterator[sqlite3.Row]:
    yield from look.db.execute(sql, [look.last_crawl["id"], *further]) if look.last_crawl else ()


def _marks(values: Sequence[str]) -> str:
    """Placeholders for *values* in SQL."""
    return ", ".join("?" * len(values))
