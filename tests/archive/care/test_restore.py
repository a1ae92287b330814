"""Restoring: a backup over whatever lies in its place."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive import open_writer
from archive.__main__ import main
from archive.care.backup import back_up


@pytest.fixture
def store(archive_path: Path, fetch, page, article):
    """Stores reports of some numbers in a run of their own; the last *unread* are kept and not added."""

    def do(numbers: range, unread: int = 0, path: Path = archive_path) -> None:
        with open_writer(path) as writer:
            run = writer.begin_run("crawl", "all")
            for number in numbers:
                url = f"http://h/{number}"
                kept = writer.keep(fetch(f"body {number}".encode(), url=url, day=number), page(url))
                if number < numbers.stop - unread:
                    writer.add(article(f"第{number}号营商环境报告，依法行政。"), kept.snapshot, cleaner_version="1")
            if not unread:
                writer.end_run(run, "finished", {})

    return do


@pytest.fixture
def backup(store, archive_path: Path, tmp_path: Path) -> Path:
    store(range(3))
    back_up(archive_path, tmp_path / "backup")
    return tmp_path / "backup"


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def restore(backup: Path, archive: Path, *words: str) -> int:
    return main(["restore", str(backup), "--archive", str(archive), "--json", *words])


def is_sound(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", str(path)]) == 0, capsys.readouterr().out
    assert main(["verify", str(path)]) == 0, capsys.readouterr().out


def test_a_living_archive_is_replaced_on_demand_alone_and_kept(store, backup, archive_path, capsys) -> None:
    store(range(3, 5))
    before = archive_path.read_bytes()
    assert restore(backup, archive_path) == 2
    assert "archive.db is an archive (5 documents, last run" in capsys.readouterr().err
    assert archive_path.read_bytes() == before
    assert restore(backup, archive_path, "--replace") == 1
    out, err = capsys.readouterr()
    done = json.loads(out)
    assert (done["documents"], done["documents_only_there"], done["lost"]) == (3, 2, [])
    assert "2 documents are in what lay there alone" in err
    (kept,) = [name for name in done["kept_aside"] if name.endswith(".db")]
    assert count(Path(kept), "documents") == 5
    is_sound(archive_path, capsys)


def test_what_later_runs_kept_is_taken_in_and_waits_to_be_read(store, backup, archive_path, capsys) -> None:
    store(range(3, 5))
    assert restore(backup, archive_path, "--replace") == 1
    assert count(archive_path, "snapshots") == 5
    capsys.readouterr()
    assert main(["problems", "--json", str(archive_path)]) == 1
    assert [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()] == ["kept_unread"] * 2


def _log(path: Path, tmp_path: Path, store) -> None:
    """A kill leaves a log; then somebody copies the backup over the file."""
    writer = open_writer(path)
    writer.begin_run("crawl", "all")
    shutil.copy2(f"{path}-wal", tmp_path / "wal")
    shutil.copy2(f"{path}-shm", tmp_path / "shm")
    writer.close()
    for suffix in ("wal", "shm"):
        shutil.copy2(tmp_path / suffix, f"{path}-{suffix}")
    shutil.copyfile(tmp_path / "backup" / "archive.db", path)


def _no_file(path: Path, tmp_path: Path, store) -> None:
    path.unlink()


def _no_file_with_log(path: Path, tmp_path: Path, store) -> None:
    _log(path, tmp_path, store)
    path.unlink()


def _nothing(path: Path, tmp_path: Path, store) -> None:
    path.unlink()
    shutil.rmtree(path.parent / "warc")


def _broken(path: Path, tmp_path: Path, store) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _no_database(path: Path, tmp_path: Path, store) -> None:
    path.write_bytes(b"something else")


def _empty(path: Path, tmp_path: Path, store) -> None:
    path.write_bytes(b"")


def _journal(path: Path, tmp_path: Path, store) -> None:
    path.unlink()
    Path(f"{path}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(1000))


def _torn_evidence(path: Path, tmp_path: Path, store) -> None:
    path.unlink()
    for warc in (path.parent / "warc").glob("*.warc.gz"):
        warc.write_bytes(warc.read_bytes()[:-100])


def _other_evidence(path: Path, tmp_path: Path, store) -> None:
    path.unlink()
    for warc in (path.parent / "warc").glob("*.warc.gz"):
        warc.write_bytes(b"x" * warc.stat().st_size)


LEFTOVERS = (
    _log, _no_file, _no_file_with_log, _nothing, _broken, _no_database, _empty, _journal, _torn_evidence, _other_evidence,
)  # fmt: skip


@pytest.mark.parametrize("leave", LEFTOVERS, ids=lambda leave: leave.__name__.strip("_"))
def test_a_backup_is_put_right_over_every_kind_of_leftover(
    leave, store, backup, archive_path, tmp_path, capsys
) -> None:
    leave(archive_path, tmp_path, store)
    assert restore(backup, archive_path) == 0, capsys.readouterr().err
    assert count(archive_path, "documents") == 3
    is_sound(archive_path, capsys)


def test_evidence_that_is_nowhere_is_said(backup, archive_path, capsys) -> None:
    for folder in (backup, archive_path.parent):
        for warc in (folder / "warc").glob("*.warc.gz"):
            warc.unlink()
    archive_path.unlink()
    assert restore(backup, archive_path) == 1
    out, err = capsys.readouterr()
    assert len(json.loads(out)["lost"]) == 1
    assert "found no file; it is lost unless you find a copy" in err


def test_a_damaged_backup_changes_nothing(backup, archive_path, capsys) -> None:
    copy = backup / "archive.db"
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE snapshots SET page = 'nothing' WHERE rowid = 1")
    before = archive_path.read_bytes()
    assert restore(backup, archive_path, "--replace") == 2
    assert "is damaged" in capsys.readouterr().err
    assert archive_path.read_bytes() == before


def test_nothing_is_restored_while_somebody_writes(backup, archive_path, capsys) -> None:
    with open_writer(archive_path):
        assert restore(backup, archive_path, "--replace") == 2
    assert "is being written" in capsys.readouterr().err


def test_a_folder_with_two_archives_is_asked_about(backup, archive_path, capsys) -> None:
    shutil.copy(backup / "archive.db", backup / "other.db")
    assert restore(backup, archive_path, "--replace") == 2
    assert "holds 2 archives (archive.db, other.db)" in capsys.readouterr().err


def test_an_archive_under_a_link_is_restored_where_it_lies(backup, archive_path, tmp_path, capsys) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(archive_path)
    assert restore(backup, link, "--replace") == 0, capsys.readouterr().err
    assert link.is_symlink()
    is_sound(archive_path, capsys)


def test_a_backup_says_which_evidence_is_missing(store, archive_path, tmp_path, capsys) -> None:
    store(range(3))
    (warc,) = (archive_path.parent / "warc").glob("*.warc.gz")
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-10])
    assert main(["backup", str(tmp_path / "one"), "--archive", str(archive_path)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["missing"] == [
        f"{warc.name}: expected {len(whole)} bytes in {warc.parent}, found {len(whole) - 10}"
    ]
    assert "the backup lacks it, too" in err
    warc.write_bytes(whole)
    assert main(["backup", str(tmp_path / "one"), "--archive", str(archive_path)]) == 0
    warc.unlink()
    assert main(["backup", str(tmp_path / "one"), "--archive", str(archive_path)]) == 0, "the backup has it from before"
    assert main(["backup", str(tmp_path / "two"), "--archive", str(archive_path)]) == 1


def test_a_merge_says_which_evidence_is_missing(store, archive_path, tmp_path, capsys) -> None:
    store(range(3))
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "o.db"
    store(range(5, 8), path=other)
    for warc in (other.parent / "warc").glob("*.warc.gz"):
        warc.unlink()
    assert main(["merge", str(other), "--archive", str(archive_path)]) == 1
    assert "found no file" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../evil.warc.gz", "/etc/passwd", "a/b.warc.gz", ".hidden", "x\n.warc.gz", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused_with_a_sentence(
    store, archive_path, tmp_path, capsys, name
) -> None:
    store(range(1))
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "o.db"
    store(range(5, 6), path=other)
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("UPDATE warc_files SET name = ?", [name])
    assert main(["merge", str(other), "--archive", str(archive_path)]) == 2
    assert "expected the name of a WARC file, without folders" in capsys.readouterr().err
    assert count(archive_path, "snapshots") == 1
    assert main(["backup", str(tmp_path / "b"), "--archive", str(other)]) == 2


def test_evidence_that_was_torn_apart_is_joined(store, archive_path, tmp_path, capsys) -> None:
    store(range(3))
    store(range(3, 6))
    elsewhere = tmp_path / "elsewhere" / "warc"
    elsewhere.mkdir(parents=True)
    first, _ = sorted((archive_path.parent / "warc").glob("*.warc.gz"))
    shutil.move(first, elsewhere / first.name)
    assert main(["verify", str(archive_path)]) == 1
    assert main(["merge", str(elsewhere.parent), "--archive", str(archive_path)]) == 0, capsys.readouterr().err
    with suppress(FileNotFoundError):
        (archive_path.parent / "warc" / "index.cdxj").unlink()
    is_sound(archive_path, capsys)
