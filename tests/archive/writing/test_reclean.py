"""reclean(): a newer cleaner over bytes that an older one has read."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Added, open_reader, open_writer
from archive.database.connection import connect_reader
from archive.text.tokens import index_text
from tests.thoroughness import times

TWO = "http://www.yi.gov.cn/2.html"
THREE = "http://www.bing.gov.cn/3.html"


@pytest.fixture(autouse=True)
def foreign_keys_hold(archive_path):
    yield
    if not archive_path.exists():  # the test had archives of its own
        return
    with closing(connect_reader(archive_path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert index_is_true(db)


def index_is_true(db):
    """Whether the search index is the one that would be made of documents now, to the last token."""
    fresh = sqlite3.connect(":memory:")
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'documents_fts'").fetchone()
    fresh.execute(sql)
    for seq, title, text in db.execute("SELECT seq, title, text FROM documents"):
        fresh.execute(
            "INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)",
            [seq, index_text(title or ""), index_text(text)],
        )
    return tokens_of(db) == tokens_of(fresh)


def tokens_of(db):
    db.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, documents_fts, instance)")
    return sorted(map(tuple, db.execute("SELECT term, doc, col, offset FROM temp.tokens")))


def test_the_same_text_renews_metadata(writer, show, article, rows):
    kept, added = show(b"1", article("法治", title="报吿"))
    again = writer.reclean(kept.snapshot, article("法治", title="报告", issuer="甲局"), "2")
    assert again == Added(document=added.document, outcome="unchanged", is_new=False, changes=frozenset({"metadata"}))
    assert rows("SELECT title, issuer, cleaner_version FROM documents") == [
        {"title": "报告", "issuer": "甲局", "cleaner_version": "2"}
    ]


def test_a_better_text_keeps_the_id(writer, show, article, rows):
    kept, added = show(b"1", article(f"首页导航。{article('法治').text}", is_long=False))
    again = writer.reclean(kept.snapshot, article("法治"), "2")
    assert again == Added(document=added.document, outcome="unchanged", is_new=False, changes=frozenset({"text"}))
    assert rows("SELECT text FROM documents")[0]["text"] == article("法治").text
    assert rows("SELECT count(*) AS n FROM documents_fts WHERE documents_fts MATCH '\"首页\"'") == [{"n": 0}]
    assert rows("SELECT count(*) AS n FROM documents_fts WHERE documents_fts MATCH '\"法治\"'") == [{"n": 1}]


def test_a_text_that_another_document_has_leads_there(writer, show, article, archive_path, rows):
    _, whole = show(b"1", article("法治"))
    kept, stray = show(b"2", article("首页法治"), url=TWO)
    again = writer.reclean(kept.snapshot, article("法治"), "2")
    assert again == Added(document=whole.document, outcome="duplicate", is_new=False)
    assert rows("SELECT id, document FROM former_ids") == [{"id": stray.document, "document": whole.document}]
    assert [row["id"] for row in rows("SELECT id FROM documents")] == [whole.document]
    assert {row["document"] for row in rows("SELECT document FROM locations")} == {whole.document}
    assert {row["document"] for row in rows("SELECT document FROM pages")} == {whole.document}
    with open_reader(archive_path) as reader:
        assert reader.document(stray.document)["id"] == whole.document


def test_former_ids_lead_to_the_last_document(writer, show, article, archive_path):
    one, a = show(b"1", article("甲"))
    two, b = show(b"2", article("乙"), url=TWO)
    _, c = show(b"3", article("丙"), url=THREE)
    writer.reclean(one.snapshot, article("乙"), "2")
    writer.reclean(one.snapshot, article("丙"), "3")
    writer.reclean(two.snapshot, article("丙"), "3")
    with open_reader(archive_path) as reader:
        assert reader.document(a.document)["id"] == c.document
        assert reader.document(b.document)["id"] == c.document


def test_a_former_id_is_given_to_no_other_document(writer, show, article):
    _, whole = show(b"1", article("法治"))
    kept, stray = show(b"2", article("首页法治"), url=TWO)
    writer.reclean(kept.snapshot, article("法治"), "2")
    _, born_again = show(b"3", article("首页法治"), url=THREE)
    assert born_again.is_new
    assert born_again.document not in (stray.document, whole.document)


def test_a_document_that_others_still_hold_stays(writer, show, article, rows):
    _, whole = show(b"1", article("法治"))
    kept, stray = show(b"2", article("首页法治"), url=TWO)
    show(b"3", article("首页法治"), url=THREE)
    writer.reclean(kept.snapshot, article("法治"), "2")
    assert {row["id"] for row in rows("SELECT id FROM documents")} == {whole.document, stray.document}
    assert rows("SELECT * FROM former_ids") == []
    assert len(rows("SELECT * FROM locations WHERE document = ?", stray.document)) == 1


def test_duplicates_stay_together_when_both_get_the_same_better_text(writer, show, article, rows):
    one, added = show(b"1", article("首页法治"))
    two, _ = show(b"2", article("首页法治"), url=TWO)
    for kept in (one, two):
        writer.reclean(kept.snapshot, article("法治"), "2")
    assert [row["id"] for row in rows("SELECT id FROM documents")] == [added.document]
    assert rows("SELECT * FROM former_ids") == []


def test_pages_that_an_old_cleaner_took_for_one_are_parted(writer, show, article, rows):
    one, both = show(b"1", article("版权所有"))
    two, _ = show(b"2", article("版权所有"), url=TWO)
    first = writer.reclean(one.snapshot, article("甲"), "2")
    second = writer.reclean(two.snapshot, article("乙"), "2")
    assert first.document == both.document
    assert second == Added(document=second.document, outcome="new", is_new=True)
    assert {row["text"][0] for row in rows("SELECT text FROM documents")} == {"甲", "乙"}
    assert len(rows("SELECT * FROM locations")) == 2


def test_no_version_comes_of_it(writer, show, article, rows):
    kept, _ = show(b"1", article("首页法治"))
    writer.reclean(kept.snapshot, article("法治"), "2")
    assert rows("SELECT * FROM versions") == []


def test_versions_name_the_document_that_took_the_place(writer, show, article, rows):
    _, whole = show(b"0", article("乙"), url=TWO)
    _, before = show(b"1", article("甲"))
    kept, _ = show(b"2", article("首页乙"), day=1)
    _, after = show(b"3", article("丙"), day=2)
    writer.reclean(kept.snapshot, article("乙"), "2")
    assert [(row["before"], row["after"]) for row in rows("SELECT * FROM versions ORDER BY seen_at")] == [
        (before.document, whole.document),
        (whole.document, after.document),
    ]


def test_a_change_that_was_the_cleaners_fault_is_no_version(writer, show, article, rows):
    show(b"1", article("法治"))
    kept, _ = show(b"2", article("访问量七法治"), day=1)
    assert len(rows("SELECT * FROM versions")) == 1
    writer.reclean(kept.snapshot, article("法治"), "2")
    assert rows("SELECT * FROM versions") == []
    assert len(rows("SELECT * FROM documents")) == 1


def test_one_of_two_captures_with_one_text_can_leave_it(writer, show, article, rows):
    _, old = show(b"1", article("甲"))
    kept, _ = show(b"<!-- -->1", article("甲"), day=1)
    _, new = show(b"2", article("乙"), day=2)
    _, other = show(b"3", article("丙"), url=TWO)
    writer.reclean(kept.snapshot, article("丙"), "2")
    assert [(row["before"], row["after"]) for row in rows("SELECT * FROM versions")] == [(other.document, new.document)]
    assert {row["document"] for row in rows("SELECT document FROM locations")} == {
        old.document,
        new.document,
        other.document,
    }


def test_a_text_that_a_newer_cleaner_does_not_see_is_kept(writer, show, article, rows):
    kept, added = show(b"1", article("法治"))
    assert writer.reclean(kept.snapshot, article(""), "2") is None
    assert rows("SELECT document, cleaner_version FROM snapshots") == [
        {"document": added.document, "cleaner_version": "2"}
    ]
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["no_text"]


def test_a_snapshot_that_no_cleaner_could_read_is_added(writer, fetch, page, article, rows):
    kept = writer.keep(fetch(), page())
    writer.problem(writer.run, "bad_encoding", "no character", snapshot=kept.snapshot)
    added = writer.reclean(kept.snapshot, article("法治"), "2")
    assert (added.outcome, added.is_new) == ("new", True)
    assert rows("SELECT document FROM pages") == [{"document": added.document}]


def test_what_the_program_failed_on_counts_as_unread_and_keeps_its_document(writer, show, article, rows):
    kept, added = show(b"1", article("法治"))
    show(b"2", article("丙"), url=TWO)
    writer.crash(writer.run, "detail kept, but not read: KeyError", snapshot=kept.snapshot)
    assert [(one.is_crashed, one.cleaner_version) for one in writer.snapshots()] == [(True, None), (False, "1")]
    assert rows("SELECT kind, snapshot FROM problems") == [{"kind": "crash", "snapshot": kept.snapshot}]
    assert writer.reclean(kept.snapshot, article("法治"), "1").document == added.document
    assert [(one.is_crashed, one.cleaner_version) for one in writer.snapshots()] == [(False, "1"), (False, "1")]


def test_a_crash_is_over_when_something_else_is_said_of_the_snapshot(writer, fetch, page):
    kept = writer.keep(fetch(), page())
    writer.crash(writer.run, "detail kept, but not read: KeyError", snapshot=kept.snapshot)
    writer.problem(writer.run, "no_text", "no main text", snapshot=kept.snapshot)
    assert [one.is_crashed for one in writer.snapshots()] == [False]


def test_snapshots_come_in_the_order_in_which_they_were_stored(writer, fetch, page):
    kept = [writer.keep(fetch(url=f"http://h/{n}"), page(f"http://h/{n}")).snapshot for n in range(1203)]
    writer.keep(fetch(url="http://h/0", day=1), page("http://h/0", title="报告"))
    writer.keep(fetch(url="http://h/list"), page("http://h/list", role="list"))
    assert [one.id for one in writer.snapshots()] == kept
    assert [one.title for one in writer.snapshots()][:2] == ["报告", None]
    assert len(list(writer.snapshots("list"))) == 1
    assert len(list(writer.snapshots(None))) == 1204


def test_an_archive_can_be_recleaned_while_it_is_read(writer, show, article):
    for number in range(3):
        show(bytes([number]), article(f"首页{number}"), url=f"http://h/{number}")
    for stored in writer.snapshots():
        text = writer.read_payload(stored.id).body[0]
        writer.reclean(stored.id, article(f"正文{text}"), "2")
    assert {one.cleaner_version for one in writer.snapshots()} == {"2"}


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 3), st.sampled_from("123")),
    min_size=1,
    max_size=14,
)


@given(STEPS)
@settings(max_examples=times(25))
def test_whatever_is_added_and_recleaned_rows_agree(tmp_path_factory, fetch, page, article, steps):
    """Pages a-c show bodies 0-3, in which cleaners 1-3 read texts 0-3, in any order."""
    path = tmp_path_factory.mktemp("any") / "archive.db"
    with open_writer(path) as writer:
        writer.begin_run("crawl", "all")
        for day, (name, body, text, version) in enumerate(steps):
            url = f"http://www.{name}.gov.cn/"
            kept = writer.keep(fetch(bytes([body]), url=url, day=day), page(url))
            writer.reclean(kept.snapshot, article(f"第{text}篇"), version)
    with closing(connect_reader(path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert index_is_true(db)
        orphans = "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM snapshots WHERE document IS NOT NULL)"
        assert db.execute(orphans).fetchall() == []
        held = set(map(tuple, db.execute("SELECT DISTINCT document, page FROM snapshots")))
        assert held == set(map(tuple, db.execute("SELECT document, page FROM locations")))
        shown = "SELECT p.id FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE p.document IS NOT s.document"
        assert db.execute(shown).fetchall() == []
        assert db.execute("SELECT * FROM versions WHERE before = after").fetchall() == []
