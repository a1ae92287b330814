"""A batch of steps: committed together, undone one by one, evidence kept whatever happens."""

from __future__ import annotations

import random
import time

import pytest

from archive import ArchiveError, DiskFull, open_writer
from archive.__main__ import main
from archive.database import batch
from archive.search.search import search
from tests.thoroughness import times

KILLS = times(6)


def test_rows_of_a_batch_are_committed_with_it(writer, fetch, page, article, rows):
    with writer.batch(steps=3):
        for number in range(2):
            writer.keep(fetch(b"%d" % number, url=f"http://h/{number}"), page(f"http://h/{number}"))
        assert rows("SELECT * FROM snapshots") == []
        writer.keep(fetch(b"2", url="http://h/2"), page("http://h/2"))
        assert len(rows("SELECT * FROM snapshots")) == 3
        writer.keep(fetch(b"3", url="http://h/3"), page("http://h/3"))
    assert len(rows("SELECT * FROM snapshots")) == 4


def test_a_step_that_fails_is_undone_alone(writer, fetch, page, article, rows):
    with writer.batch():
        kept = writer.keep(fetch(b"1", url="http://h/1"), page("http://h/1"))
        with pytest.raises(LookupError):
            writer.add(article("法治"), "no such snapshot", cleaner_version="1")
        with pytest.raises(ValueError, match="no offset"):
            writer.keep(type(fetch())("http://h/", fetch().fetched_at.replace(tzinfo=None), b""), page("http://h/"))
        writer.add(article("法治"), kept.snapshot, cleaner_version="1")
    assert len(rows("SELECT * FROM documents")) == 1
    assert len(rows("SELECT * FROM snapshots")) == 1
    writer.close()
    assert main(["check", str(writer.path)]) == 0


def test_a_batch_adds_one_piece_to_the_search_index(writer, fetch, page, article, rows):
    """A piece a document would have to be merged again and again: half of what a batch writes."""
    with writer.batch(steps=1_000):
        for number in range(30):
            url = f"http://h/{number}"
            kept = writer.keep(fetch(b"%d" % number, url=url), page(url))
            writer.add(article(f"第{number}号", title=f"第{number}号"), kept.snapshot, cleaner_version="1")
    for index in ("documents_fts", "titles_fts"):
        pieces = f"SELECT count(DISTINCT id >> 37) AS n FROM {index}_data WHERE id >> 37 > 0"  # as FTS5 numbers pages
        assert rows(pieces) == [{"n": 1}]
        assert rows(f"SELECT count(*) AS n FROM {index}_docsize") == [{"n": 30}]


def test_a_text_that_changes_within_a_batch_is_found_by_its_last_words(writer, fetch, page, article, rows):
    def found(word):
        return [hit.document for hit in search(writer.path, word).hits]

    before = writer.keep(fetch(b"0", url="http://h/0"), page("http://h/0"))
    first = writer.add(article("岸上有旧堤，" * 60), before.snapshot, cleaner_version="1")
    with writer.batch():
        kept = writer.keep(fetch(b"1", url="http://h/1"), page("http://h/1"))
        writer.add(article("山中有清泉，" * 60), kept.snapshot, cleaner_version="1")
        for version, text in (("2", "山中有古寺，" * 60), ("3", "山中有茶园，" * 60)):
            added = writer.reclean(kept.snapshot, article(text), version)
            writer.reclean(before.snapshot, article(text.replace("山中", "岸上")), version)
    assert found("茶园") == sorted([added.document, first.document], key=found("茶园").index)
    assert [found(word) for word in ("清泉", "古寺", "旧堤")] == [[], [], []]
    writer.close()
    assert main(["check", str(writer.path)]) == 0


def test_a_commit_reads_no_documents_but_its_own(writer, fetch, page, article):
    """Also where SQLite has statistics of documents, and takes the few that wait for many."""
    asked = []
    for number in range(2):
        kept = writer.keep(fetch(b"%d" % number, url=f"http://h/{number}"), page(f"http://h/{number}"))
        writer._db.execute("ANALYZE")
        writer._db.set_trace_callback(asked.append)
        writer.add(article(f"第{number}号"), kept.snapshot, cleaner_version="1")
        writer._db.set_trace_callback(None)
    (*_, waiting) = (sql for sql in asked if "FROM temp.index_lacks" in sql and sql.startswith("SELECT"))
    plan = [row[3] for row in writer._db.execute(f"EXPLAIN QUERY PLAN {waiting}")]
    assert [step for step in plan if step.startswith("SCAN d")] == []


def test_an_undone_step_leaves_nothing_in_the_search_index(writer, fetch, page, article, monkeypatch):
    with writer.batch():
        kept = writer.keep(fetch(b"1", url="http://h/1"), page("http://h/1"))
        with monkeypatch.context() as patch:
            patch.setattr("archive.writing.add_article.clusters.place", _fail)
            with pytest.raises(RuntimeError):
                writer.add(article("山中有清泉"), kept.snapshot, cleaner_version="1")
        writer.add(article("山中有茶园"), kept.snapshot, cleaner_version="1")
    assert [search(writer.path, word).total for word in ("清泉", "茶园")] == [0, 1]
    writer.close()
    assert main(["check", str(writer.path)]) == 0


def _fail(*_):
    raise RuntimeError


def test_an_interrupted_commit_loses_nothing_that_was_kept(
    writer, fetch, page, article, archive_path, rows, monkeypatch
):
    kept = []

    def keep_two():
        with writer.batch(steps=1_000):
            for number in range(2):
                url = f"http://h/{number}"
                kept.append(writer.keep(fetch(b"%d" % len(kept), url=url), page(url)).snapshot)

    keep_two()
    with monkeypatch.context() as patch:
        patch.setattr("archive.database.batch.search_index.write_waiting", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            keep_two()
    with pytest.raises(ArchiveError, match="open the archive again"):
        writer.keep(fetch(), page())
    writer.close()
    open_writer(archive_path).close()
    assert {row["id"] for row in rows("SELECT id FROM snapshots")} == set(kept)
    assert main(["check", str(archive_path)]) == 0


def _interrupt(*_):
    raise KeyboardInterrupt


def test_an_error_ends_the_batch_and_keeps_what_was_done(writer, fetch, page, rows):
    def keep_and_stop():
        with writer.batch():
            writer.keep(fetch(), page())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        keep_and_stop()
    assert len(rows("SELECT * FROM snapshots")) == 1


def test_a_batch_in_a_batch_is_refused(writer):
    with writer.batch(), pytest.raises(ArchiveError, match="begun already"), writer.batch():
        pass


def test_a_run_that_begins_in_a_batch_is_on_the_disk_at_once(archive_path, rows):
    with open_writer(archive_path) as writer, writer.batch():
        run = writer.begin_run("ingest", "all")
        assert rows("SELECT id FROM runs") == [{"id": run}]


def test_a_run_that_finds_no_room_for_the_batch_before_it_says_so(
    archive_path, fetch, page, article, rows, monkeypatch
):
    monkeypatch.setattr(batch, "_MAX_SECONDS", float("inf"))  # a busy machine ends no batch before its time

    def add_and_begin(writer):
        with writer.batch():
            kept = writer.keep(fetch(), page())
            writer.add(article("".join(map(chr, range(0x4E00, 0x5E00)))), kept.snapshot, cleaner_version="1")
            (pages,) = writer._db.execute("PRAGMA page_count").fetchone()
            writer._db.execute(f"PRAGMA max_page_count = {pages}")
            writer.begin_run("crawl", "more")

    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
        with pytest.raises(DiskFull):
            add_and_begin(writer)
    open_writer(archive_path).close()
    assert len(rows("SELECT * FROM snapshots")) == 1  # what keep() returned from is there
    assert main(["check", str(archive_path)]) == 0


@pytest.mark.parametrize("batch", [0, 7])
def test_kills_during_writes_leave_an_archive_that_passes_every_check(start_writer, archive_path, rows, capsys, batch):
    """What keep() returned from is there after each kill; what add() returned from too, unless in a batch."""
    draw = random.Random(50 + batch)
    kept, added = set(), set()
    for seed in range(KILLS if batch else KILLS // 2):
        process = start_writer(seed, 0, 0, batch)
        lines = [process.stdout.readline() for _ in range(draw.randrange(5, 60))]
        time.sleep(draw.uniform(0, 0.02))
        process.kill()
        rest, _ = process.communicate()
        for line in [*lines, *rest.splitlines(keepends=True)]:
            if line.endswith("\n"):
                kind, name = line.split()
                (kept if kind == "kept" else added).add(name)
        open_writer(archive_path).close()
        assert main(["check", str(archive_path)]) == 0, capsys.readouterr().out
        assert kept <= {row["id"] for row in rows("SELECT id FROM snapshots")}
        if not batch:
            assert added <= {row["id"] for row in rows("SELECT id FROM documents")}
