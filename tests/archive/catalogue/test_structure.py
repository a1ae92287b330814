"""Outline and indicators of documents: written with the text, true of the text, gone with the text."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

import archive
from archive import Fetch, PageRef, Structure, open_writer
from archive.database.migrations import migrations
from archive.divisions import division_rows
from cleaners.article import Article
from cleaners.structure.indicators import indicators
from cleaners.structure.outline import outline
from tests.archive.conftest import DAY_ONE
from tests.thoroughness import times

TWO = "http://www.yi.gov.cn/2.html"
REPORT = "一、工作情况\n（一）化解争议。全年受理行政复议案件12件。\n二、下一步打算\n再加努力。\n" + "依法行政。" * 60


def read(text: str, year: int | None = 2024) -> Structure:
    nodes = outline(text)
    return Structure(nodes, indicators(text, report_year=year, outline=nodes))


@pytest.fixture
def show_read(writer, fetch, page, article):
    """Lets a page show a text whose structure is read as well; gives Kept and Added."""

    def do(body, text, *, url="http://www.jia.gov.cn/1.html", day=0.0, year=2024):
        kept = writer.keep(fetch(body, url=url, day=day), page(url))
        made = article(text, is_long=False, report_year=year)
        return kept, writer.add(made, kept.snapshot, cleaner_version="1", structure=read(text, year))

    return do


def test_headings_and_figures_are_stored_with_their_document(show_read, rows):
    _, added = show_read(b"1", REPORT)
    assert rows("SELECT path, mark, heading, kind, part, span_start, span_end FROM outline ORDER BY ordinal") == [
        {"path": "1", "mark": "一、", "heading": "工作情况", "kind": "heading", "part": "achievements", "span_start": 0, "span_end": 6},
        {"path": "1.1", "mark": "（一）", "heading": "化解争议", "kind": "heading", "part": "achievements", "span_start": 7, "span_end": 14},
        {"path": "2", "mark": "二、", "heading": "下一步打算", "kind": "heading", "part": "plans", "span_start": 30, "span_end": 37},
    ]  # fmt: skip
    (figure,) = rows("SELECT * FROM indicators")
    assert figure == {
        "document": added.document, "ordinal": 0, "indicator": "review.accepted", "value": 12.0, "unit": "件",
        "qualifier": None, "scope": None, "year": 2024, "sentence": "全年受理行政复议案件12件。", "span_start": 25,
        "span_end": 28, "sentence_start": 15, "confidence": figure["confidence"], "flags": "[]",
    }  # fmt: skip
    assert rows("SELECT structure_version FROM documents") == [{"structure_version": "1"}]


def test_a_better_text_brings_its_own_outline(writer, show_read, article, rows):
    kept, _ = show_read(b"1", REPORT)
    better = REPORT.replace("一、工作情况\n", "")
    writer.reclean(kept.snapshot, article(better, is_long=False, report_year=2024), "2", structure=read(better))
    assert [row["heading"] for row in rows("SELECT heading FROM outline ORDER BY ordinal")] == [
        "化解争议",
        "下一步打算",
    ]
    assert rows("SELECT span_start FROM indicators") == [{"span_start": 18}]
    assert rows("SELECT structure_version FROM documents") == [{"structure_version": "2"}]


def test_spans_of_another_text_do_not_stay(writer, show_read, article, rows):
    kept, _ = show_read(b"1", REPORT)
    writer.reclean(kept.snapshot, article("别的文字", report_year=2024), "2")
    assert rows("SELECT * FROM outline") == rows("SELECT * FROM indicators") == []
    assert rows("SELECT structure_version FROM documents") == [{"structure_version": None}]


def test_whoever_reads_no_structure_leaves_that_of_the_same_text(writer, show_read, article, rows):
    kept, _ = show_read(b"1", REPORT)
    writer.reclean(kept.snapshot, article(REPORT, is_long=False, title="报告", report_year=2024), "2")
    assert len(rows("SELECT * FROM outline")) == 3
    assert rows("SELECT title, structure_version FROM documents") == [{"title": "报告", "structure_version": "1"}]


def test_nothing_is_written_where_nothing_is_new(archive_path, fetch, page, article, rows):
    clock = [DAY_ONE]
    with open_writer(archive_path, clock=lambda: clock[0]) as writer:
        writer.begin_run("crawl", "all")
        kept = writer.keep(fetch(), page())
        made = article(REPORT, is_long=False, report_year=2024)
        added = writer.add(made, kept.snapshot, cleaner_version="1", structure=read(REPORT))
        clock[0] += timedelta(days=1)
        writer.reclean(kept.snapshot, made, "1", structure=read(REPORT))
        assert not writer.put_structure(added.document, read(REPORT), cleaner_version="1")
        assert rows("SELECT updated_at FROM documents") == [{"updated_at": "2026-03-01T08:00:00Z"}]
        assert writer.put_structure(added.document, Structure(), cleaner_version="1")
        assert rows("SELECT updated_at FROM documents") == [{"updated_at": "2026-03-02T08:00:00Z"}]


def test_a_document_that_goes_away_takes_its_structure_along(writer, show_read, article, rows):
    _, whole = show_read(b"1", REPORT)
    stray_text = "首页导航。\n" + REPORT
    kept, _ = show_read(b"2", stray_text, url=TWO)
    assert {row["n"] for row in rows("SELECT count(*) AS n FROM outline GROUP BY document")} == {3}
    writer.reclean(kept.snapshot, article(REPORT, is_long=False, report_year=2024), "2", structure=read(REPORT))
    assert {row["document"] for row in rows("SELECT document FROM outline")} == {whole.document}
    assert {row["document"] for row in rows("SELECT document FROM indicators")} == {whole.document}
    assert rows("PRAGMA foreign_key_check") == []


def test_each_version_keeps_its_own(show_read, rows):
    _, before = show_read(b"1", REPORT)
    _, after = show_read(b"2", REPORT.replace("12件", "13件"), day=1)
    assert rows("SELECT document, value FROM indicators ORDER BY value") == [
        {"document": before.document, "value": 12.0},
        {"document": after.document, "value": 13.0},
    ]


def test_an_outline_that_cannot_be_stored_leaves_no_document_behind(writer, fetch, page, article, rows):
    kept = writer.keep(fetch(), page())
    with pytest.raises(AttributeError):
        writer.add(article("法治"), kept.snapshot, cleaner_version="1", structure=Structure(outline=[object()]))  # type: ignore[list-item]
    assert rows("SELECT * FROM documents") == []
    assert rows("SELECT document FROM snapshots") == [{"document": None}]


def test_what_no_cleaner_of_today_has_read_is_listed(writer, show_read, show, article):
    _, done = show_read(b"1", REPORT)
    _, bare = show(b"2", article("法治", report_year=2023), url=TWO)
    assert [(one.document, one.report_year) for one in writer.without_structure("1")] == [(bare.document, 2023)]
    assert {one.document for one in writer.without_structure("2")} == {done.document, bare.document}
    for one in writer.without_structure("2"):  # while it is written
        writer.put_structure(one.document, read(one.text), cleaner_version="2")
    assert list(writer.without_structure("2")) == []


def test_structure_of_an_unknown_document_is_refused(writer):
    with pytest.raises(LookupError, match="no document d0"):
        writer.put_structure("d0", Structure(), cleaner_version="1")


HEADS = st.lists(st.sampled_from(["一、甲乙", "二、丙丁", "（一）受理案件", "审查文件3件。", "处罚9件。"]), max_size=5)
STEPS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), HEADS, st.sampled_from("12")), max_size=10)


@given(STEPS)
@example([("a", 0, ["一、甲乙"], "1"), ("a", 0, [], "2"), ("b", 1, ["一、甲乙"], "1")])
@settings(max_examples=times(20))
def test_whatever_is_added_and_recleaned_the_rows_are_those_of_the_text(steps):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with open_writer(path) as writer:
            writer.begin_run("crawl", "all")
            for day, (name, body, heads, version) in enumerate(steps):
                url, text = f"http://{name}/", "\n".join([*heads, "依法行政。" * 50])
                kept = writer.keep(Fetch(url, DAY_ONE + timedelta(days=day), bytes([body])), PageRef(url, "detail"))
                writer.reclean(kept.snapshot, Article(text, kind="report"), version, structure=read(text, None))
        with archive.open(path) as db:
            for document in db.documents():
                true = read(document.text, None)
                assert [(n.path, n.start, n.end) for n in document.outline] == [
                    (n.path, n.start, n.end) for n in true.outline
                ]
                assert [(f.indicator, f.value, f.start) for f in document.indicators] == [
                    (f.indicator, float(f.value), f.start) for f in true.indicators
                ]


# --- the organ, and divisions -----------------------------------------------------------------------------------


def test_the_kind_of_organ_comes_from_the_name_of_the_issuer(show, article, rows):
    show(b"1", article("甲", issuer="海珠区水务局"))
    show(b"2", article("乙", issuer="阅览室"), url=TWO)
    assert rows("SELECT issuer, organ_type, organ_class FROM documents ORDER BY seq") == [
        {"issuer": "海珠区水务局", "organ_type": "water", "organ_class": "department"},
        {"issuer": "阅览室", "organ_type": None, "organ_class": None},
    ]


def test_divisions_can_be_joined_by_code_and_name(writer, rows):
    assert rows("SELECT name, level, parent FROM divisions WHERE code = '440105'") == [
        {"name": "海珠区", "level": "county", "parent": "440100"}
    ]
    assert len(rows("SELECT * FROM divisions WHERE level = 'province'")) == 34


def test_divisions_of_an_older_table_are_renewed_on_open(archive_path, rows):
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("DELETE FROM divisions WHERE level = 'county'")
        db.execute("UPDATE meta SET value = 'sha256:older' WHERE key = 'divisions_digest'")
        assert division_rows.is_stale(db)
    open_writer(archive_path).close()
    assert rows("SELECT name FROM divisions WHERE code = '440105'") == [{"name": "海珠区"}]


def test_an_archive_without_structure_is_migrated_and_can_be_filled(archive_path, rows, article):
    old = Database(archive_path)
    migrations.apply(old, stop_before="m005_structure")
    old["documents"].insert(
        {"id": "d1", "seq": 1, "title": "报告", "issuer": "海珠区司法局", "report_year": 2024, "kind": "report",
         "breadcrumb": "[]", "found": "{}", "text_digest": "sha256:1", "n_chars": 1, "cleaner_version": "0",
         "first_seen_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "text": REPORT}
    )  # fmt: skip
    old.close()
    with open_writer(archive_path) as writer:
        writer.begin_run("reclean", "1, structure")
        for one in writer.without_structure("1"):
            writer.put_structure(one.document, read(one.text, one.report_year), cleaner_version="1")
    assert archive_path.with_name("archive-before-m005_structure.db").exists()
    assert rows("SELECT organ_type, structure_version, text FROM documents") == [
        {"organ_type": "justice", "structure_version": "1", "text": REPORT}
    ]
    assert [row["heading"] for row in rows("SELECT heading FROM outline")] == ["工作情况", "化解争议", "下一步打算"]
    assert json.loads(rows("SELECT flags FROM indicators")[0]["flags"]) == []
