"""Whatever way of finding is the quickest at a size, the documents and their order are the same."""

from __future__ import annotations

import random
import sqlite3

import pytest
from sqlite_utils import Database

from archive.database import search_index
from archive.database.migrations import migrations
from archive.search import hits
from archive.search.filters import Filters
from archive.search.hits import find_documents
from archive.search.query_plan import Question
from archive.text.tokens import fold, parse_query

DAYS = [None, "2023-03-01", "2024-03-02", "2024-03-02", "2025-04-01"]
WORDS = ["法治", "政府", "营商", "环境", "执法"]
DIVISIONS = ["440103", "440106", "450100"]
QUERIES = ["法治", "营", "府", "营商环境", "法治 执法", "法治政府 -营商", "执法 OR 环境", "法治 -营", ""]
FILTERS: list[dict[str, str | int]] = [
    {},
    {"report_year": 2023},
    {"issuer": "甲局"},
    {"division_code": "4401"},
    {"division_code": "440106"},
    {"division_code": "440106", "kind": "report", "organ_class": "department"},
]


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    database = Database(memory=True)
    migrations.apply(database)
    draw = random.Random(7)
    for seq in range(1, 121):
        row: dict[str, object] = {
            "seq": seq,
            "id": f"d{seq}",
            "title": "".join(draw.sample(WORDS, 2)) if draw.random() < 0.7 else None,
            "issuer": draw.choice(["甲局", "乙局", None]),
            "division_code": draw.choice([*DIVISIONS, None]),
            "report_year": draw.choice([2022, 2023]),
            "organ_class": draw.choice(["department", "government"]),
            "kind": draw.choice(["report", "news"]),
            "published_at": draw.choice(DAYS),
            "text": "，".join(draw.choices(WORDS, k=3)) + "".join(draw.choices(WORDS, k=2)),
            "breadcrumb": "[]",
            "found": "{}",
            "text_digest": f"sha256:{seq:064x}",
            "n_chars": 9,
            "cleaner_version": "1",
            "first_seen_at": "2026-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z",
        }
        database["documents"].insert(row)
    search_index.rebuild(database.conn)
    return database.conn


def holds(text: str, query: str) -> bool:
    """Substring search, which the index has to equal."""
    parsed = parse_query(query)
    wanted = all(any("".join(p.parts) in text for p in group) for group in parsed.wanted)
    return wanted and not any("".join(p.parts) in text for p in parsed.excluded)


def expected(db: sqlite3.Connection, query: str, filters: dict[str, str | int], order: str) -> list[int]:
    """What a patient reader would find."""
    prefix = str(filters.get("division_code", ""))
    columns = [name for name in filters if name != "division_code"]
    rows = db.execute("SELECT * FROM documents").fetchall()
    names = [column[1] for column in db.execute("PRAGMA table_info(documents)")]
    found = []
    for row in (dict(zip(names, values, strict=True)) for values in rows):
        whole = fold(f"{row['title'] or ''}\n{row['text']}")
        if (
            holds(whole, query)
            and all(row[name] == filters[name] for name in columns)
            and (not prefix or str(row["division_code"]).startswith(prefix))
        ):
            words = query.split(" -")[0]
            is_above = order == "best" and bool(query) and holds(fold(row["title"] or ""), words)
            found.append((is_above, row["published_at"] or "", row["seq"]))
    return [seq for _, _, seq in sorted(found, reverse=True)]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("order", ["best", "newest"])
@pytest.mark.parametrize(
    ("most_read", "question", "most_asked"),
    [(10_000, 100, 0), (5, 100_000, 0), (5, 0, 0), (5, 0, 100), (40, 1, 20)],
    ids=["few hits", "all are read", "the newest are asked", "what filters leave is asked", "some of each"],
)
def test_every_way_finds_the_same(
    db: sqlite3.Connection,
    filters: dict[str, str | int],
    query: str,
    order: hits.Order,
    most_read: int,
    question: int,
    most_asked: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hits, "MOST_READ", most_read)
    monkeypatch.setattr(hits, "_HITS_ALWAYS_READ", 0)
    monkeypatch.setattr(hits, "MOST_RANKED", 0)
    monkeypatch.setattr(hits, "_MAX_DOCUMENTS_ASKED", most_asked)
    monkeypatch.setattr(hits, "_NEWEST_DOCUMENTS", most_read)
    monkeypatch.setattr(Question, "cost", lambda *_: question)
    whole = expected(db, query, filters, order)
    for limit, offset in ((5, 0), (3, 4), (10, 30), (120, 0)):
        found = find_documents(db, parse_query(query), Filters(filters), order, limit, offset)
        assert found.page == whole[offset:][:limit]
        assert found.total == len(whole) or (not found.is_total_exact and found.total < len(whole))
        assert found.total >= offset + len(found.page) or not found.page
        assert found.is_total_exact or most_read < 100


def test_few_hits_are_ranked_by_the_words_that_tell_them_apart(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked, *_ = find_documents(db, parse_query("营商 法治"), Filters({}), "best", 120, 0)
    monkeypatch.setattr(hits, "MOST_RANKED", 0)
    dated, *_ = find_documents(db, parse_query("营商 法治"), Filters({}), "best", 120, 0)
    assert sorted(ranked) == sorted(dated)
    assert ranked != dated
    monkeypatch.setattr(hits, "MOST_RANKED", 1_000)
    monkeypatch.setattr(hits, "MOST_READ", 30)  # now both words are common, and say nothing
    monkeypatch.setattr(Question, "cost", lambda *_: 100)
    assert find_documents(db, parse_query("营商 法治"), Filters({}), "best", 30, 0)[0] == dated[:30]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("query", QUERIES)
def test_no_search_reads_the_rows_of_documents(
    db: sqlite3.Connection, query: str, filters: dict[str, str | int]
) -> None:
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    find_documents(db, parse_query(query), Filters(filters), "best", 5, 0)
    db.set_trace_callback(None)
    plans = [
        str(row[3]) for sql in asked if sql.startswith("SELECT") for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    assert plans
    assert [plan for plan in plans if plan in ("SCAN d", "SCAN documents")] == []


def test_all_are_counted_where_that_is_soon_done(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "MOST_READ", 5)
    monkeypatch.setattr(hits, "_MAX_DOCUMENTS_ASKED", 0)
    monkeypatch.setattr(Question, "cost", lambda *_: 0)
    whole = expected(db, "法治", {"report_year": 2023}, "newest")
    assert len(whole) > 5
    for enough, is_exact in ((100_000, True), (1, False)):
        monkeypatch.setattr(hits, "_HITS_ALWAYS_READ", enough)
        found = find_documents(db, parse_query("法治"), Filters({"report_year": 2023}), "newest", 5, 0)
        assert (found.page, found.is_total_exact) == (whole[:5], is_exact)
        assert (found.total == len(whole)) is is_exact


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("query", [*QUERIES, "营 OR 执法", "府 -法治"])
@pytest.mark.parametrize(("most_read", "glanced"), [(10_000, 20), (10_000, 60), (40, 20)])
def test_pages_hold_each_document_once(
    db: sqlite3.Connection,
    filters: dict[str, str | int],
    query: str,
    most_read: int,
    glanced: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which way is taken hangs on the page; the order must not, where few hits are ranked."""
    monkeypatch.setattr(hits, "MOST_READ", most_read)
    monkeypatch.setattr(hits, "_HITS_ALWAYS_READ", 0)
    monkeypatch.setattr(hits, "_NEWEST_DOCUMENTS", glanced)
    found = [
        seq
        for offset in range(0, 123, 3)
        for seq in find_documents(db, parse_query(query), Filters(filters), "best", 3, offset).page
    ]
    assert sorted(found) == sorted(expected(db, query, filters, "best"))
