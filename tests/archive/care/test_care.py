"""Backup, compact, check, and what is left beside an archive that is migrated."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing

import pytest

from archive import ArchiveError, open_reader, open_writer
from archive.__main__ import main
from archive.care.backup import back_up
from archive.database.migrations import migrations
from archive.search.search import search


@pytest.fixture
def filled(show, article, archive_path, writer):
    """An archive of five documents, closed."""
    for number in range(5):
        show(f"body {number}".encode(), article(f"第{number}号营商环境报告，依法行政。"), url=f"http://h/{number}")
    writer.close()
    return archive_path


def damage(path, *statements):
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_check_is_silent_when_all_is_well(filled, capsys):
    assert main(["check", str(filled)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM documents_fts_docsize WHERE id = 3", "document number 3 has no entry"),
        ("INSERT INTO documents_fts (rowid, text) VALUES (77, 'x')", "document number 77 is indexed and not there"),
        ("DELETE FROM titles_fts_docsize WHERE id = 3", "index of titles: document number 3 has no entry"),
        (
            "UPDATE documents SET text = replace(text, '营商环境报告', '另外一个词条') WHERE seq = 2",
            "is not found by its words",
        ),
        ("UPDATE documents SET text = text || '甲' WHERE seq = 2", "expected text sha256:"),
        ("UPDATE meta SET value = 'older' WHERE key = 'tokenizer_version'", "another version of the tokenizer"),
        ("DELETE FROM minhashes WHERE seq = 4", "1 documents have none of today's algorithm"),
        ("UPDATE snapshots SET document = 'd0' WHERE rowid = 1", "refers to a row of documents that is not there"),
        ("UPDATE snapshots SET payload_digest = 'sha256:0' WHERE rowid = 1", "expected payload sha256:0"),
    ],
)
def test_check_names_each_fault(filled, capsys, statement, words):
    damage(filled, statement)
    assert main(["check", str(filled)]) == 1
    assert words in capsys.readouterr().out


def test_check_names_a_pointer_that_leads_on(filled, rows, capsys):
    one, two, three = (row["id"] for row in rows("SELECT id FROM documents LIMIT 3"))
    put = "INSERT INTO twins VALUES ('{}', '{}', '{}', 'same', '', 1.0, 1.0, 'rules', '')"
    damage(filled, "DELETE FROM twins", put.format(one, two, two), put.format(two, three, three))
    assert main(["check", str(filled)]) == 1
    assert f"twins: {one} points at a document that points on" in capsys.readouterr().out


def test_a_quick_check_reads_no_evidence(filled, warcs, capsys):
    for path in warcs():
        path.unlink()
    assert main(["check", "--quick", str(filled)]) == 0
    assert main(["check", str(filled)]) == 1


def test_a_backup_is_an_archive_of_its_own(filled, tmp_path, capsys):
    folder = tmp_path / "backup"
    assert main(["backup", str(folder), "--archive", str(filled)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["warc_files"], said["warc_files_copied"]) == (1, 1)
    assert main(["check", str(folder / "archive.db")]) == 0
    with open_reader(folder / "archive.db") as copy, open_reader(filled) as reader:
        assert copy.counts() == reader.counts()


def test_a_backup_is_brought_up_to_date(filled, tmp_path, fetch, page, article):
    folder = tmp_path / "backup"
    back_up(filled, folder)
    with open_writer(filled) as writer:
        writer.begin_run("crawl", "all")
        kept = writer.keep(fetch(b"new"), page())
        writer.add(article("新的报告"), kept.snapshot, cleaner_version="1")
        done = back_up(filled, folder)
        writer.keep(fetch(b"later"), page())
    assert (done.warc_files, done.warc_files_copied) == (2, 1)
    with open_writer(folder / "archive.db"):  # settles the WARC file that was open
        pass
    assert main(["check", str(folder / "archive.db")]) == 0
    assert search(folder / "archive.db", "新的报告").total == 1
    assert [path.name for path in (folder / "warc").iterdir() if path.suffix in (".torn", ".part")] == []


def test_a_backup_onto_the_archive_is_refused(filled):
    with pytest.raises(ArchiveError, match="holds the archive itself"):
        back_up(filled, filled.parent)


def test_a_backup_into_a_file_is_refused(filled, tmp_path):
    (tmp_path / "notes.txt").write_text("notes")
    with pytest.raises(ArchiveError, match=r"notes\.txt is a file; expected a folder"):
        back_up(filled, tmp_path / "notes.txt")


def test_compacting_keeps_everything_and_gives_space_back(filled, rows, capsys):
    with closing(sqlite3.connect(filled)) as db:
        db.execute("CREATE TABLE ballast (b)")
        db.execute("INSERT INTO ballast VALUES (randomblob(4000000))")
        db.execute("DROP TABLE ballast")
        db.commit()
    before = rows("SELECT * FROM documents")
    assert main(["compact", str(filled)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bytes_before"] - said["bytes_after"] > 3_000_000
    assert rows("SELECT * FROM documents") == before
    assert main(["check", str(filled)]) == 0


def test_compacting_waits_for_no_writer(writer, archive_path, capsys):
    assert main(["compact", str(archive_path)]) == 2
    assert f"process {os.getpid()}" in capsys.readouterr().err


def test_an_archive_of_an_older_schema_is_migrated_and_kept_beside(filled, rows, capsys):
    newest = [migration.name for migration in migrations.applied(_Database(filled))][-1]
    with closing(sqlite3.connect(filled)) as db:
        for thing in (
            "VIEW figures_over_years",
            "VIEW unplaced_reports",
            "VIEW coverage",
            "INDEX documents_unplaced",
            "TABLE customary_names",
        ):
            db.execute(f"DROP {thing}")
        db.execute("DROP TABLE twins")
        db.execute("DROP TABLE review")
        db.execute("DROP TABLE minhash_keys")
        db.execute("DROP TABLE minhashes")
        db.execute("ALTER TABLE versions DROP COLUMN change")
        db.execute("ALTER TABLE minhash_keys_recent RENAME TO signature_bands_recent")
        undone = "'m002_twins', 'm011_minhashes', 'm015_evidence_of_coverage'"
        db.execute(f"DELETE FROM _sqlite_migrations WHERE name IN ({undone})")
        db.commit()
    open_writer(filled).close()
    copy = filled.with_name("archive-before-m002_twins.db")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (5,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'twins'").fetchone() == (0,)
    assert rows("SELECT count(*) AS n FROM twins") == [{"n": 0}]
    assert newest
    assert main(["check", str(filled)]) == 1
    assert "fazhi twins --rebuild" in capsys.readouterr().out
    assert main(["twins", "--rebuild", str(filled)]) == 0
    assert main(["check", str(filled)]) == 0


def _Database(path):
    from sqlite_utils import Database

    return Database(path)


def test_a_new_archive_leaves_no_copy(archive_path):
    open_writer(archive_path).close()
    open_writer(archive_path).close()
    assert list(archive_path.parent.glob("*before*")) == []


def test_a_writer_a_backup_and_ten_readers_do_not_disturb_each_other(start_writer, archive_path, tmp_path):
    process = start_writer("seed", 150)
    process.stdout.readline()
    wrong, reads = [], []

    def read():
        try:
            for _ in range(8):
                with open_reader(archive_path) as reader:
                    reads.append(reader.counts()["documents"])
                search(archive_path, "报告")
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test tells it
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    for number in range(3):
        back_up(archive_path, tmp_path / f"backup{number % 2}")
    for reader in readers:
        reader.join()
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    assert wrong == []
    assert len(reads) == 80
    added = {line.split()[1] for line in lines if line.startswith("added")}
    with open_reader(archive_path) as reader:
        assert added <= {row[0] for row in reader.db.execute("SELECT id FROM documents")}
    for number in range(2):
        copy = tmp_path / f"backup{number}" / "archive.db"
        open_writer(copy).close()
        assert main(["check", str(copy)]) == 0
