"""A writer that is killed at any moment loses nothing that it reported stored."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import open_writer
from archive.__main__ import main
from tests.thoroughness import times

KILLS = times(10)


def run_until_killed(start_writer, draw, seed):
    """Start a writer, kill it after so many commits and a little, and give what it printed."""
    process = start_writer(seed)
    lines = [process.stdout.readline() for _ in range(draw.randrange(5, 60))]
    time.sleep(draw.uniform(0, 0.02))  # some steps long, so that the blow falls at any point of one
    process.kill()
    rest, _ = process.communicate()
    assert process.returncode == -9, lines
    return [line.split() for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]


def test_kills_lose_and_double_nothing(start_writer, archive_path, rows, warcs, warcio_check, capsys):
    draw = random.Random(2026)
    printed = []
    for seed in range(KILLS):
        printed += run_until_killed(start_writer, draw, seed)
    assert start_writer("last", 5).wait() == 0  # the next run mends what the last kill left

    assert rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert rows("PRAGMA foreign_key_check") == []
    assert warcio_check() == (0, "")
    stored = {row["id"] for row in rows("SELECT id FROM snapshots")}
    documents = {row["id"] for row in rows("SELECT id FROM documents")}
    assert {name for kind, name in printed if kind == "kept"} <= stored
    assert {name for kind, name in printed if kind == "added"} <= documents
    assert rows("SELECT 1 FROM snapshots GROUP BY page, payload_digest HAVING count(*) > 1") == []
    assert rows("SELECT 1 FROM snapshots GROUP BY warc_file, warc_offset HAVING count(*) > 1") == []
    assert rows("SELECT name FROM warc_files WHERE closed_at IS NULL") == []
    assert {path.name for path in warcs()} == {row["name"] for row in rows("SELECT name FROM warc_files")}
    reasons = [row["reason"] for row in rows("SELECT reason FROM runs ORDER BY started_at, rowid")]
    assert reasons == ["killed"] * KILLS + ["finished"]
    assert main(["verify", str(archive_path)]) == 0
    assert capsys.readouterr().out == ""


def test_every_answer_in_the_files_has_its_snapshot(start_writer, archive_path, rows, warcs):
    """Nothing lies in the evidence that the database does not know, whatever the moment of the kill."""
    draw = random.Random(7)
    for seed in range(3):
        run_until_killed(start_writer, draw, seed)
    assert start_writer("last", 1).wait() == 0
    found = set()
    for path in warcs():
        with path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                if record.rec_type == "response":
                    found.add((path.name, records.get_record_offset()))
    with closing(sqlite3.connect(archive_path)) as db:
        assert found == set(db.execute("SELECT warc_file, warc_offset FROM snapshots"))


@pytest.mark.drill
def test_each_of_fifty_kills_leaves_an_archive_that_the_next_start_finds_clean(
    start_writer, archive_path, rows, warcio_check, capsys
):
    draw = random.Random(50)
    for seed in range(50):
        printed = run_until_killed(start_writer, draw, seed)
        open_writer(archive_path).close()  # as the next run does, which mends what the kill left
        assert main(["check", str(archive_path)]) == 0, capsys.readouterr().out
        documents = {row["id"] for row in rows("SELECT id FROM documents")}
        assert {name for kind, name in printed if kind == "added"} <= documents
    assert warcio_check() == (0, "")
