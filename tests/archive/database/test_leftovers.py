"""What SQLite left beside an archive that was replaced: noticed, never read together with another file."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import ForeignLog, open_reader, open_writer
from archive.__main__ import main
from archive.care.backup import back_up


@pytest.fixture
def left(archive_path: Path, tmp_path: Path, fetch, page):
    """A backup, and the archive as a kill left it later: its log beside it, with pages in it."""
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
        for day in range(20):
            writer.keep(fetch(f"<p>{day}</p>".encode(), url=f"http://h/{day}"), page(f"http://h/{day}"))
    back_up(archive_path, tmp_path / "backup")

    def kill(days=range(20, 40)) -> None:
        writer = open_writer(archive_path)
        writer.begin_run("crawl", "all")
        for day in days:
            writer.keep(fetch(f"<p>{day}</p>".encode(), url=f"http://h/{day}"), page(f"http://h/{day}"))
        for suffix in ("", "-wal", "-shm"):
            shutil.copy2(f"{archive_path}{suffix}", tmp_path / f"killed{suffix}")
        writer.close()
        for suffix in ("", "-wal", "-shm"):
            shutil.copy2(tmp_path / f"killed{suffix}", f"{archive_path}{suffix}")

    kill()
    return tmp_path / "backup" / "archive.db"


def test_a_kill_leaves_a_log_of_its_own(left: Path, archive_path: Path) -> None:
    with open_reader(archive_path) as reader:
        assert reader.counts()["snapshots"] == 40
    open_writer(archive_path).close()


@pytest.mark.parametrize("copy", [shutil.copyfile, shutil.copy2], ids=["now", "with its time"])
def test_a_backup_that_was_copied_over_an_archive_is_not_read_with_its_log(
    left: Path, archive_path: Path, copy, capsys
) -> None:
    copy(left, archive_path)
    for words in (["problems"], ["health"], ["check"], ["runs"], ["compact"], ["upgrade"]):
        assert main([*words, str(archive_path)]) == 2, words
        assert "archive.db-wal belongs to another state of archive.db" in capsys.readouterr().err
    with pytest.raises(ForeignLog, match="fazhi restore"):
        open_writer(archive_path)
    Path(f"{archive_path}-wal").rename(f"{archive_path}-wal.old")
    with open_reader(archive_path) as reader:
        assert reader.counts()["snapshots"] == 20


def test_an_earlier_state_of_the_file_itself_is_not_read_with_a_later_log(
    archive_path: Path, tmp_path: Path, left: Path
) -> None:
    open_writer(archive_path).close()
    shutil.copy2(archive_path, tmp_path / "monday.db")
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
    writer = open_writer(archive_path)
    shutil.copy2(f"{archive_path}-wal", tmp_path / "friday-wal")
    writer.close()
    shutil.copy2(tmp_path / "monday.db", archive_path)
    shutil.copy2(tmp_path / "friday-wal", f"{archive_path}-wal")
    with pytest.raises(ForeignLog):
        open_reader(archive_path)


def test_a_log_of_an_older_version_is_told_by_its_time(tmp_path: Path) -> None:
    """Files that carry no stamp: the log is older than the file, and the file has nothing of it."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (a)")
        db.execute("INSERT INTO t VALUES (randomblob(50000))")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("INSERT INTO t VALUES (randomblob(50000))")
        shutil.copy2(f"{path}-wal", tmp_path / "kept-wal")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE u (a)")
        other.execute("INSERT INTO u VALUES (randomblob(90000))")
        other.commit()
    shutil.copy2(tmp_path / "kept-wal", f"{path}-wal")
    shutil.copyfile(tmp_path / "other.db", path)
    with pytest.raises(ForeignLog):
        open_reader(path)


def test_a_journal_of_another_file_is_not_written_back(archive_path: Path, tmp_path: Path) -> None:
    open_writer(archive_path).close()
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("PRAGMA page_size = 8192")
        db.execute("CREATE TABLE t (a)")
        db.execute("INSERT INTO t VALUES (randomblob(900000))")
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("UPDATE t SET a = randomblob(900000)")
        shutil.copy2(f"{other}-journal", f"{archive_path}-journal")
        db.execute("ROLLBACK")
    before = archive_path.read_bytes()
    with pytest.raises(ForeignLog, match=r"archive\.db-journal belongs to another"):
        open_reader(archive_path)
    assert archive_path.read_bytes() == before


def test_a_journal_of_the_file_itself_is_written_back_before_anybody_reads(archive_path: Path, tmp_path: Path) -> None:
    open_writer(archive_path).close()
    with closing(sqlite3.connect(archive_path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("CREATE TABLE half (a)")
        db.execute("INSERT INTO half VALUES (randomblob(900000))")
        for suffix in ("", "-journal"):
            shutil.copy2(f"{archive_path}{suffix}", tmp_path / f"killed{suffix}")
        db.execute("ROLLBACK")
    for suffix in ("", "-journal"):
        shutil.copy2(tmp_path / f"killed{suffix}", f"{archive_path}{suffix}")
    with open_reader(archive_path) as reader:
        assert not reader.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()


def test_a_copy_has_a_stamp_of_its_own(left: Path, archive_path: Path, tmp_path: Path) -> None:
    stamps = {path.read_bytes()[60:64] for path in (left, archive_path)}
    assert len(stamps) == 2
    with closing(sqlite3.connect(left)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
