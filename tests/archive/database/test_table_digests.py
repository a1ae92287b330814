"""Flipped bytes in any table are seen, and nothing that a writer of ours does is taken for one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive import open_reader, open_writer
from archive.__main__ import main
from archive.database import table_digests
from archive.twins.review import record


@pytest.fixture
def filled(show, article, archive_path: Path, writer, attachment, fetch, page) -> Path:
    """An archive with something in most tables: documents, twins, versions, problems, walks, files, a merge of ids."""
    writer.put_portal("jia", "甲县", "www.jia.gov.cn")
    for number in range(6):
        files = (attachment("a.doc", f"http://h/{number}.doc"),)
        show(
            f"body {number}".encode(),
            article(f"第{number}号报告，依法行政。", attachments=files),
            url=f"http://h/{number}",
        )
    show(b"later", article("第9号报告，依法行政，有所不同。"), url="http://h/1", day=3)
    writer.put_walk("http://h/1", pages=1, rows=2, is_complete=True)
    writer.problem(writer.run, "no_text", "nothing", url="http://h/2")
    with writer.batch():
        kept = writer.keep(fetch(b"in a batch", url="http://h/7"), page("http://h/7"))
        writer.add(article("第七号报告"), kept.snapshot, cleaner_version="1")
        with pytest.raises(LookupError):
            writer.add(article("第八号报告"), "no such snapshot", cleaner_version="1")
    writer.end_run(writer.run, "finished", {})
    writer.close()
    with closing(sqlite3.connect(archive_path)) as db:
        one, other = (row[0] for row in db.execute("SELECT id FROM documents ORDER BY id LIMIT 2"))
    record(archive_path, one, other, "same")
    record(archive_path, one, other, "other")
    return archive_path


def _tables(path: Path) -> dict[str, list[str]]:
    with open_reader(path) as reader:
        return table_digests.digested_tables(reader.db)


def test_what_writers_do_is_no_fault(filled: Path, capsys) -> None:
    for words in (["check"], ["compact"], ["check"], ["twins", "--rebuild"], ["check"]):
        assert main([*words, str(filled)]) == 0, capsys.readouterr().out


def test_a_changed_cell_of_any_table_is_seen(filled: Path, capsys) -> None:
    seen, empty = set(), set()
    for table, columns in _tables(filled).items():
        with closing(sqlite3.connect(filled, isolation_level=None)) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            if (row := db.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 1").fetchone()) is None:
                empty.add(table)
                continue
            at, value = next((at, value) for at, value in reversed(list(enumerate(row))) if value is not None)
            flipped = (
                value[:-1] + (b"\0" if isinstance(value, bytes) else "~")
                if isinstance(value, str | bytes)
                else value + 1
            )
            where = " AND ".join(f"{column} IS ?" for column in columns)
            db.execute(f"UPDATE {table} SET {columns[at]} = ? WHERE {where}", [flipped, *row])
        assert main(["check", str(filled)]) == 1
        assert f"table {table}: one or more of" in capsys.readouterr().out, table
        with closing(sqlite3.connect(filled, isolation_level=None)) as db:
            changed = [*row[:at], flipped, *row[at + 1 :]]
            db.execute(f"UPDATE {table} SET {columns[at]} = ? WHERE {where}", [value, *changed])
        seen.add(table)
    assert main(["check", str(filled)]) == 0
    assert {"documents", "pages", "snapshots", "runs", "problems", "attachments", "versions", "meta"} <= seen


def test_a_lost_row_is_seen(filled: Path, capsys) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("DELETE FROM problems")
    assert main(["check", str(filled)]) == 1
    assert "table problems: expected 2 rows, found 0" in capsys.readouterr().out


def test_a_flipped_byte_in_the_file_is_seen(filled: Path, capsys) -> None:
    data = filled.read_bytes()
    at = data.index(b"http://h/4.doc")
    filled.write_bytes(data[:at] + b"i" + data[at + 1 :])
    assert main(["check", str(filled)]) == 1
    assert "attachments" in capsys.readouterr().out


def test_what_somebody_changed_on_purpose_can_be_accepted(filled: Path, capsys) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("UPDATE portals SET name = '乙县'")
    assert main(["check", str(filled)]) == 1
    assert main(["check", "--accept", str(filled)]) == 0, capsys.readouterr().out


def test_a_kill_leaves_digests_that_agree(filled: Path, start_writer, capsys) -> None:
    process = start_writer("a", path=filled)
    for _ in range(20):
        process.stdout.readline()
    process.kill()
    process.communicate()
    open_writer(filled).close()
    assert main(["check", str(filled)]) == 0, capsys.readouterr().out
