"""open_writer and open_reader: what is opened, what is refused, and in which words."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing

import pytest

from archive import (
    ArchiveError,
    ArchiveLocked,
    NoSuchArchive,
    NotAnArchive,
    SchemaTooNew,
    open_reader,
    open_writer,
)
from archive.__main__ import main
from archive.database.connection import migration_names
from archive.text.tokens import tokenizer_version

OPENERS = pytest.mark.parametrize("opener", [open_writer, open_reader])


def test_a_new_archive_is_set_up_for_one_writer_and_many_readers(writer, rows):
    assert rows("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
    assert rows("PRAGMA page_size") == [{"page_size": 8192}]


@OPENERS
def test_a_missing_folder_is_named_and_not_made(opener, tmp_path):
    path = tmp_path / "nowhere" / "archive.db"
    with pytest.raises(NoSuchArchive, match=r"nowhere does not exist; create it or choose another path"):
        opener(path)
    assert not path.parent.exists()


def test_a_missing_file_is_not_made_where_it_should_be_there(tmp_path):
    for opener in (open_reader, lambda path: open_writer(path, create=False)):
        with pytest.raises(NoSuchArchive, match=r"archive\.db does not exist"):
            opener(tmp_path / "archive.db")
    assert list(tmp_path.iterdir()) == []


@OPENERS
@pytest.mark.parametrize("content", [b"just words", b"SQLite format 3", b"\x00" * 4096])
def test_a_file_of_another_kind_is_refused_and_left_alone(opener, tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(NotAnArchive, match=r"notes\.txt is no SQLite file"):
        opener(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@OPENERS
def test_a_folder_is_refused(opener, tmp_path):
    with pytest.raises(NotAnArchive, match="is a folder"):
        opener(tmp_path)


@OPENERS
def test_a_database_of_something_else_is_refused_and_left_alone(opener, tmp_path):
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE moz_places (url)")
    before = path.read_bytes()
    with pytest.raises(NotAnArchive, match="moz_places"):
        opener(path)
    assert path.read_bytes() == before


@OPENERS
def test_a_damaged_database_is_refused(opener, archive_path):
    open_writer(archive_path).close()
    data = bytearray(archive_path.read_bytes())
    data[100:3000] = os.urandom(2900)
    archive_path.write_bytes(data)
    with pytest.raises(NotAnArchive, match="no readable SQLite file"):
        opener(archive_path)


@OPENERS
def test_a_newer_schema_is_refused_with_the_migration_named(opener, archive_path):
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fazhi', 'm999_moons', '2030')"
        )
        db.commit()
    with pytest.raises(SchemaTooNew, match="m999_moons"):
        opener(archive_path)


def test_migrations_of_other_software_do_not_matter(archive_path):
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('notes', 'm001_x', '2030')"
        )
        db.commit()
    open_writer(archive_path).close()


def test_an_empty_file_becomes_an_archive(archive_path):
    archive_path.touch()
    with pytest.raises(NotAnArchive, match="empty database"):
        open_reader(archive_path)
    open_writer(archive_path).close()
    with open_reader(archive_path) as reader:
        assert reader.counts()["documents"] == 0


def test_an_older_schema_is_not_read_before_it_is_upgraded(archive_path, capsys):
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path)) as db:  # as the version before titles had an index of their own left it
        db.execute("DROP TABLE titles_fts")
        db.execute("DROP INDEX documents_search")
        db.execute("DROP INDEX documents_newest")
        db.execute("CREATE INDEX documents_published_at ON documents (published_at)")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_search_without_texts'")
        db.commit()
    assert main(["search", "法治", "--archive", str(archive_path)]) == 2
    assert f"m007_search_without_texts is to be applied; run fazhi upgrade {archive_path}" in capsys.readouterr().err
    assert main(["upgrade", str(archive_path)]) == 0
    copy = archive_path.with_name("archive-before-m007_search_without_texts.db")
    done = json.loads(capsys.readouterr().out)
    assert done["schema_before"].startswith("m006_")
    assert done["schema_now"] == migration_names()[-1]
    assert done["copy"] == str(copy)
    assert archive_path.with_name("archive-before-m007_search_without_texts.db").exists()
    assert main(["search", "法治", "--archive", str(archive_path)]) == 1


def test_migrations_that_are_due_are_applied_on_open(archive_path, rows):
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path)) as db:  # as a process leaves it that dies before the first migration
        for kind, name in db.execute("SELECT type, name FROM sqlite_master ORDER BY type = 'table'").fetchall():
            is_inner = name.startswith(("sqlite_", "_sqlite", "documents_fts_", "titles_fts_"))
            if kind in ("table", "view") and not is_inner:
                db.execute(f"DROP {kind} {name}")
        db.execute("DELETE FROM _sqlite_migrations")
        db.commit()
    open_writer(archive_path).close()
    assert rows("SELECT count(*) AS n FROM documents") == [{"n": 0}]


def test_a_second_writer_is_told_who_writes(writer, start_writer):
    other = start_writer("seed", 1)
    said = other.stdout.read()
    assert other.wait() == 2
    assert said.startswith("ArchiveLocked")
    assert f"process {os.getpid()}" in said


def test_the_lock_is_free_when_its_process_was_killed(start_writer, archive_path):
    other = start_writer("seed")
    other.stdout.readline()
    with pytest.raises(ArchiveLocked, match=f"process {other.pid}"):
        open_writer(archive_path)
    other.kill()
    other.wait()
    open_writer(archive_path).close()


def test_a_reader_does_not_wait_for_the_writer(writer, archive_path):
    with open_reader(archive_path) as reader:
        assert reader.counts()["runs"] == 1


def test_a_reader_cannot_write(writer, archive_path):
    with open_reader(archive_path) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.db.execute("DELETE FROM runs")


def test_the_archive_is_free_after_close(archive_path):
    writer = open_writer(archive_path)
    writer.close()
    writer.close()
    open_writer(archive_path).close()


def test_the_index_is_made_anew_when_the_tokenizer_changed(archive_path, fetch, page, article, rows):
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
        kept = writer.keep(fetch(), page())
        writer.add(article("营商环境"), kept.snapshot, cleaner_version="1")
    with closing(sqlite3.connect(archive_path)) as db:
        db.execute("INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')")
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'tokenizer_version'")
        db.commit()
    open_writer(archive_path).close()
    assert rows("SELECT rowid FROM documents_fts WHERE documents_fts MATCH '\"商环\"'") == [{"rowid": 1}]
    assert rows("SELECT value FROM meta WHERE key = 'tokenizer_version'") == [{"value": tokenizer_version()}]


def test_a_lock_that_cannot_be_written_is_one_clear_line(archive_path):
    archive_path.with_name("archive.db-writer.lock").mkdir()
    with pytest.raises(ArchiveError, match=r"writer\.lock cannot be written"):
        open_writer(archive_path)


def test_runs_that_died_are_closed_by_the_next(archive_path, fetch, page, rows):
    with open_writer(archive_path) as writer:
        dead = writer.begin_run("crawl", "all")
        writer.keep(fetch(), page())
        writer.problem(dead, "refused", "412")
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all", ["jia", "yi"])
        (row,) = rows("SELECT * FROM runs WHERE id = ?", dead)
        assert (row["reason"], row["pages"], row["problems"]) == ("killed", 1, 1)
        assert row["finished_at"] is not None
        assert rows("SELECT selection FROM runs WHERE finished_at IS NULL") == [{"selection": "all (jia, yi)"}]


def test_a_run_ends_with_its_counts(writer, rows):
    writer.end_run(writer.run, "finished", {"pages": 7, "new": 3})
    (row,) = rows("SELECT * FROM runs")
    assert (row["reason"], row["pages"], row["new"], row["requests"]) == ("finished", 7, 3, 0)


def test_an_unknown_count_is_refused_with_the_known_ones_named(writer, rows):
    with pytest.raises(ValueError, match=r"no count pagse; it has requests, pages"):
        writer.end_run(writer.run, "finished", {"pagse": 7})
    assert rows("SELECT finished_at FROM runs") == [{"finished_at": None}]


def test_portals_are_renewed(writer, rows):
    writer.put_portal("jia", "甲县", "www.jia.gov.cn", "440105", None, "nfcms")
    writer.put_portal("jia", "甲区", "www.jia.gov.cn", "440105", "4401050001", "nfcms")
    assert [(row["name"], row["site_id_code"]) for row in rows("SELECT * FROM portals")] == [("甲区", "4401050001")]


def test_a_naive_moment_is_refused(writer, fetch, page):
    naive = fetch().fetched_at.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no offset from UTC"):
        writer.keep(type(fetch())("http://h/", naive, b""), page("http://h/"))


def test_an_upgrade_of_a_new_archive_says_that_nothing_was_due(archive_path, capsys):
    open_writer(archive_path).close()
    assert main(["upgrade", "--table", str(archive_path)]) == 0
    assert capsys.readouterr().out == f"{archive_path} has the newest schema ({migration_names()[-1]}), 0 documents\n"


def _of_something_else(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE moz_places (url)")


@pytest.mark.parametrize(
    "words",
    [
        ["upgrade"],
        ["compact"],
        ["twins", "--rebuild"],
        ["review", "d1", "d2", "--verdict", "same"],
        ["merge", "other.db"],
    ],
)
@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.touch(),
        lambda path: path.write_bytes(b"PK no archive"),
        lambda path: sqlite3.connect(path).executescript("CREATE TABLE a (b); DROP TABLE a").close(),
        _of_something_else,
        lambda path: path.mkdir(),
    ],
)
def test_what_writes_refuses_what_is_no_archive_and_leaves_nothing_beside_it(words, make, tmp_path, capsys):
    path = tmp_path / "a.db"
    make(path)
    assert main([*words, "--archive", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db"]


def test_an_archive_is_not_merged_into_itself(archive_path, capsys):
    open_writer(archive_path).close()
    assert main(["merge", str(archive_path), "--archive", str(archive_path)]) == 2
    assert capsys.readouterr().err == f"fazhi merge: {archive_path} is the archive itself; merge another one into it\n"
