"""What a writer that died left behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from archive import open_writer
from archive.__main__ import main

URL = "http://www.jia.gov.cn/1.html"


@pytest.fixture
def died(archive_path, fetch, page):
    """Keeps pages and leaves the archive as a process does that is killed: no row is closed."""

    def do(*bodies, forget=0, url=URL):
        with open_writer(archive_path) as writer:
            run = writer.begin_run("crawl", "all")
            for day, body in enumerate(bodies):
                sizes = [
                    row[0] for row in writer._db.execute("SELECT size_bytes FROM warc_files WHERE closed_at IS NULL")
                ]
                kept = writer.keep(fetch(body, url=url, day=day), page(url, section="公开/法治"))
        with closing(sqlite3.connect(archive_path)) as db:
            db.execute("UPDATE warc_files SET closed_at = NULL WHERE run = ?", [run])
            if forget:  # the last record was written, its rows were not
                db.execute("UPDATE pages SET snapshot = NULL")
                db.execute("DELETE FROM snapshots WHERE id = ?", [kept.snapshot])
                if sizes:
                    db.execute("UPDATE warc_files SET size_bytes = ? WHERE run = ?", [sizes[0], run])
                else:
                    db.execute("DELETE FROM warc_files")
                    db.execute("DELETE FROM pages")
            db.commit()
        return run, kept

    return do


def reopen(archive_path):
    open_writer(archive_path).close()


def test_a_torn_record_is_put_aside_and_reported(died, archive_path, warcs, rows, warcio_check):
    run, kept = died(b"whole")
    (path,) = warcs()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 3])  # the first third of a gzip member, cut off
    reopen(archive_path)
    assert path.read_bytes() == whole
    assert path.with_name(f"{path.name}.torn").read_bytes() == whole[: len(whole) // 3]
    (problem,) = rows("SELECT * FROM problems")
    assert (problem["run"], problem["kind"]) == (run, "torn_record")
    assert path.name in problem["detail"]
    assert [row["id"] for row in rows("SELECT id FROM snapshots")] == [kept.snapshot]
    assert warcio_check() == (0, "")
    assert main(["verify", str(archive_path)]) == 0


@pytest.mark.parametrize("cut", [1, 5, 9, 100])
def test_wherever_a_record_is_torn_the_ones_before_it_stay(died, archive_path, warcs, rows, warcio_check, cut):
    died(b"first", b"second", forget=1)
    (path,) = warcs()
    path.write_bytes(path.read_bytes()[:-cut])
    reopen(archive_path)
    assert len(rows("SELECT * FROM snapshots")) == 1
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["torn_record"]
    assert warcio_check() == (0, "")
    assert main(["verify", str(archive_path)]) == 0


def test_a_whole_record_without_rows_is_adopted_with_its_page(died, archive_path, fetch, page, rows, warcio_check):
    _, lost = died(b"first", b"second", forget=1)
    reopen(archive_path)
    assert lost.snapshot in {row["id"] for row in rows("SELECT id FROM snapshots")}
    assert [(row["role"], row["section"], row["snapshot"]) for row in rows("SELECT * FROM pages")] == [
        ("detail", "公开/法治", lost.snapshot)
    ]
    assert rows("SELECT * FROM problems") == []
    assert warcio_check() == (0, "")
    with open_writer(archive_path) as writer:  # the next crawl meets the payload: stored once, still to be cleaned
        writer.begin_run("crawl", "all")
        again = writer.keep(fetch(b"second", day=9), page())
    assert (again.snapshot, again.is_revisit, again.cleaned) == (lost.snapshot, True, False)


def test_a_file_that_was_never_committed_is_adopted(died, archive_path, rows):
    run, lost = died(b"only", forget=1)
    reopen(archive_path)
    assert [(row["id"], row["run"]) for row in rows("SELECT * FROM snapshots")] == [(lost.snapshot, run)]
    (file,) = rows("SELECT * FROM warc_files")
    assert file["closed_at"] is not None


def test_a_file_whose_first_record_is_torn_goes(died, archive_path, warcs, rows):
    died(b"only", forget=1)
    (path,) = warcs()
    path.write_bytes(path.read_bytes()[:50])
    reopen(archive_path)
    assert warcs() == []
    assert path.with_name(f"{path.name}.torn").stat().st_size == 50
    assert rows("SELECT * FROM warc_files") == []
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["torn_record"]


def test_a_revisit_without_rows_moves_the_last_sight(died, archive_path, rows):
    died(b"same", b"same", forget=0)
    with closing(sqlite3.connect(archive_path)) as db:
        (offset, length) = db.execute("SELECT warc_offset, warc_length FROM snapshots").fetchone()
        db.execute("UPDATE warc_files SET size_bytes = ?", [offset + length])
        db.execute("UPDATE pages SET last_seen_at = first_seen_at")
        db.commit()
    reopen(archive_path)
    assert [row["last_seen_at"] for row in rows("SELECT * FROM pages")] == ["2026-03-02T08:00:00Z"]
    assert len(rows("SELECT * FROM snapshots")) == 1


def test_a_record_of_an_unknown_portal_is_adopted_without_it(archive_path, fetch, page, rows):
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
        writer.put_portal("jia", "甲", "www.jia.gov.cn")
        writer.keep(fetch(), page(portal="jia"))
    with closing(sqlite3.connect(archive_path)) as db:
        for table in ("pages", "snapshots", "warc_files", "portals"):
            db.execute(f"DELETE FROM {table}")
        db.commit()
    reopen(archive_path)
    assert rows("SELECT url, portal, role FROM pages") == [{"url": URL, "portal": None, "role": "detail"}]


def test_files_of_another_archive_in_the_folder_are_left_alone(tmp_path, fetch, page, warcs):
    with open_writer(tmp_path / "other.db") as other:
        other.begin_run("crawl", "all")
        other.keep(fetch(), page())
        (path,) = warcs()
        torn = path.read_bytes() + b"\x1f\x8b half a record"
        path.write_bytes(torn)
        with open_writer(tmp_path / "archive.db") as writer:
            assert list(writer.snapshots(None)) == []
        assert path.read_bytes() == torn


def test_a_file_that_is_not_there_is_reported_once(died, archive_path, warcs, rows, capsys):
    died(b"whole")
    warcs()[0].unlink()
    reopen(archive_path)
    reopen(archive_path)
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["lost_records"]
    assert main(["verify", str(archive_path)]) == 1
    assert "found no file" in capsys.readouterr().out


def test_a_file_that_lost_records_is_reported_and_ends_with_a_whole_one(died, archive_path, warcs, rows, warcio_check):
    died(b"first", b"second")
    (path,) = warcs()
    path.write_bytes(path.read_bytes()[:-20])
    reopen(archive_path)
    assert {row["kind"] for row in rows("SELECT kind FROM problems")} == {"torn_record", "lost_records"}
    assert warcio_check() == (0, "")
    assert main(["verify", str(archive_path)]) == 1


def test_recovery_twice_changes_nothing(died, archive_path, warcs, rows):
    died(b"first", b"second", forget=1)
    reopen(archive_path)
    before = [rows(f"SELECT * FROM {table}") for table in ("pages", "snapshots", "warc_files", "problems")]
    content = warcs()[0].read_bytes()
    reopen(archive_path)
    assert [rows(f"SELECT * FROM {table}") for table in ("pages", "snapshots", "warc_files", "problems")] == before
    assert warcs()[0].read_bytes() == content
