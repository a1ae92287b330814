"""Each place of a text has its own day: whose page was seen, stored or merged first decides nothing of coverage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archive import Fetch, PageRef, open_writer
from archive.__main__ import main
from cleaners.article import Article

SCHOOLS = "溪山区教育局"
TEXT = f"2024年，{SCHOOLS}扎实推进法治政府建设。\n" + "\n".join(
    f"{n}、完善制度{n}项，培训人员{n * 7}人次，办理事项{n * 3}件。" for n in range(1, 40)
)
PORTALS = {
    "xishan": ("溪山区人民政府", "990102"),
    "city": ("青禾市人民政府", "990100"),
    "paper": ("青禾日报", "990100"),
}


class Shown(NamedTuple):
    """A page of a portal with the text, the day that it prints, and when it was fetched."""

    portal: str
    published_at: str | None
    seen: str
    issuer: str | None = SCHOOLS
    version: str = "1"


def _store(path: Path, pages: Iterable[Shown]) -> None:
    clock = [datetime.fromisoformat("2025-05-01T00:00:00+00:00")]
    with open_writer(path, clock=lambda: clock[0]) as writer:
        for key, (name, code) in PORTALS.items():
            writer.put_portal(key, name, key, division_code=code, site_id_code=None, platform="auto")
        writer.begin_run("crawl", "all")
        for page in pages:
            clock[0] = datetime.fromisoformat(f"{page.seen}T04:00:00+00:00")
            url = f"http://{page.portal}/1"
            article = Article(
                TEXT, title=f"{page.issuer or ''}2024年法治政府建设年度报告", issuer=page.issuer, kind="report",
                report_year=2024, published_at=page.published_at,
                found={"issuer": "title", "report_year": "title"},
            )  # fmt: skip
            kept = writer.keep(Fetch(url, clock[0], f"{page}".encode()), PageRef(url, "detail", page.portal))
            writer.add(article, kept.snapshot, cleaner_version=page.version)


def _verdict(path: Path) -> list[tuple[Any, ...]]:
    sql = (
        "SELECT division_code, organ, status, published_on, published_by, evidence, days_after_1_april FROM coverage"
        " WHERE is_government = 0"
    )
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def _metadata(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT id, issuer, published_at, portal, division_code, first_seen_at FROM documents"
        ).fetchall()


LATE = ("990102", SCHOOLS, "late", "2025-04-11", "2025-04-11", "own_page", 10)
CASES = [
    ([("xishan", "2025-04-11"), ("paper", "2025-04-20")], LATE),
    ([("xishan", "2025-04-11"), ("paper", "2025-04-20"), ("city", "2025-04-12")], LATE),
    ([("xishan", "2025-04-11"), ("paper", None)], LATE),
    ([("xishan", "2025-04-20"), ("paper", "2025-04-11")],
     ("990102", SCHOOLS, "by_then", "2025-04-11", "2025-04-11", "elsewhere", None)),
    ([("xishan", "2025-03-20"), ("paper", "2025-04-11")],
     ("990102", SCHOOLS, "on_time", "2025-03-20", "2025-03-20", "own_page", -12)),
    ([("xishan", None), ("paper", "2025-04-11")],
     ("990102", SCHOOLS, "by_then", "2025-04-11", "2025-04-11", "elsewhere", None)),
]  # fmt: skip


def _captures(places: Sequence[tuple[str, str | None]]) -> Iterable[list[Shown]]:
    """The places, fetched in every order, stored as they are given and the other way round."""
    days = [f"2025-05-{10 + n}" for n in range(len(places))]
    for fetched in permutations(days):
        pages = [Shown(portal, day, seen) for (portal, day), seen in zip(places, fetched, strict=True)]
        yield pages
        yield pages[::-1]


@pytest.mark.parametrize(("places", "expected"), CASES)
def test_the_verdict_is_the_same_in_whatever_order_pages_are_fetched_and_stored(
    tmp_path: Path, places: Sequence[tuple[str, str | None]], expected: tuple[Any, ...]
) -> None:
    for number, pages in enumerate(_captures(places)):
        _store(tmp_path / f"{number}.db", pages)
        assert _verdict(tmp_path / f"{number}.db") == [expected], pages


@pytest.mark.parametrize(("places", "expected"), CASES[:4])
def test_the_verdict_is_the_same_in_whatever_order_archives_are_merged(
    tmp_path: Path, places: Sequence[tuple[str, str | None]], expected: tuple[Any, ...]
) -> None:
    found = set()
    for number, pages in enumerate(permutations([Shown(*place, "2025-05-10") for place in places])):
        paths = [tmp_path / str(number) / f"{page.portal}" / "a.db" for page in pages]
        for path, page in zip(paths, pages, strict=True):
            path.parent.mkdir(parents=True)
            _store(path, [page])
        for path in [*paths[1:], *paths[1:]]:  # the second time finds all merged
            assert main(["merge", str(path), "--archive", str(paths[0])]) in (0, 1)  # 1: the days differ
        assert _verdict(paths[0]) == [expected]
        assert main(["check", str(paths[0])]) == 0
        found.add(tuple(_metadata(paths[0])))
    assert len(found) == 1


def test_the_organs_own_page_gives_the_metadata_though_a_newspaper_was_seen_first(tmp_path: Path) -> None:
    _store(
        tmp_path / "a.db",
        [Shown("paper", "2025-04-20", "2025-05-02", None), Shown("xishan", "2025-04-11", "2025-05-09")],
    )
    ((_, *facts),) = _metadata(tmp_path / "a.db")
    assert facts == [SCHOOLS, "2025-04-11", "xishan", "990102", "2025-05-02T04:00:00Z"]


def test_of_two_captures_of_a_page_the_earlier_day_counts_and_a_newer_cleaner_reads_anew(tmp_path: Path) -> None:
    first, second = Shown("xishan", "2025-03-30", "2025-05-02"), Shown("xishan", "2025-04-11", "2025-05-09")
    for number, pages in enumerate(permutations((first, second))):
        _store(tmp_path / f"{number}.db", pages)
        assert _verdict(tmp_path / f"{number}.db")[0][2] == "on_time"
    again = [page._replace(published_at="2025-04-11", version="1.10") for page in (first, second)]
    path = tmp_path / "c.db"
    _store(path, (first._replace(version="1.9"), again[1]))
    _reclean(path, again)
    assert _verdict(path) == [LATE]


def _reclean(path: Path, pages: Sequence[Shown]) -> None:
    with open_writer(path) as writer:
        writer.begin_run("reclean", "all")
        for held, page in zip(list(writer.snapshots()), pages, strict=True):
            article = Article(
                TEXT, title=f"{SCHOOLS}2024年法治政府建设年度报告", issuer=SCHOOLS, kind="report", report_year=2024,
                published_at=page.published_at, found={"issuer": "title", "report_year": "title"},
            )  # fmt: skip
            writer.reclean(held.id, article, page.version)


def test_an_old_archive_has_the_day_of_the_home_of_each_document_until_it_is_cleaned_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    pages = [Shown("xishan", "2025-04-11", "2025-05-02"), Shown("paper", "2025-03-20", "2025-05-09")]
    _store(path, pages)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "DROP VIEW coverage; DROP INDEX locations_facts;"
            "ALTER TABLE locations DROP COLUMN published_at; ALTER TABLE locations DROP COLUMN site_id_code;"
            "ALTER TABLE locations DROP COLUMN nearness; ALTER TABLE locations DROP COLUMN cleaner_version;"
            "DELETE FROM _sqlite_migrations WHERE name = 'm016_facts_of_places'"
        )
    assert main(["upgrade", str(path)]) == 0
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT portal, published_at FROM locations ORDER BY portal").fetchall() == [
            ("paper", None), ("xishan", "2025-04-11")
        ]  # fmt: skip
    assert _verdict(path) == [LATE]
    _reclean(path, [page._replace(version="2") for page in pages])
    assert _verdict(path)[0][2:6] == ("on_time", "2025-03-20", "2025-03-20", "elsewhere")
