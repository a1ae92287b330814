"""Clocks that were ahead, or are behind: told, and no page waits for a year that has not come."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from archive import open_reader, open_writer
from archive.__main__ import main
from tests.archive.conftest import DAY_ONE, URL

AHEAD = DAY_ONE + timedelta(days=700)


def _seen_ahead(archive_path, fetch, page) -> None:
    with open_writer(archive_path, clock=lambda: AHEAD) as writer:
        run = writer.begin_run("crawl", "all")
        writer.keep(fetch(b"body", day=700), page())
        writer.set_due(URL, AHEAD + timedelta(days=30))
        writer.end_run(run, "finished", {})


def test_health_tells_of_moments_that_have_not_come(archive_path, fetch, page, capsys, monkeypatch) -> None:
    _seen_ahead(archive_path, fetch, page)
    monkeypatch.setattr("archive.commands.health.utcnow", lambda: DAY_ONE)
    assert main(["health", "--json", str(archive_path)]) == 1
    found = {row["kind"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["ahead"]["values"] == {"pages": 1, "runs": 1, "day": AHEAD.date().isoformat()}


def test_a_page_that_was_seen_in_the_future_is_due_when_the_next_run_begins(archive_path, fetch, page, rows) -> None:
    _seen_ahead(archive_path, fetch, page)
    with open_writer(archive_path, clock=lambda: DAY_ONE) as writer:
        writer.begin_run("crawl", "all")
        state = writer.page_state(URL)
        writer.keep(fetch(b"body", day=0.5), page())
    assert state is not None
    assert state.next_due_at == DAY_ONE
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["clock"]


def test_a_clock_that_is_right_is_not_mentioned(archive_path, fetch, page, rows) -> None:
    for _ in range(2):
        with open_writer(archive_path, clock=lambda: datetime.now(UTC)) as writer:
            writer.begin_run("crawl", "all")
            writer.keep(fetch(b"body"), page())
    assert rows("SELECT kind FROM problems") == []


def test_an_archive_whose_making_was_stopped_is_not_called_an_older_version(archive_path, capsys) -> None:
    from sqlite_utils import Database

    from archive.database.migrations import migrations

    migrations.apply(Database(archive_path), stop_before="m009_fewer_writes")
    assert main(["runs", str(archive_path)]) == 2
    words = capsys.readouterr().err
    assert "was not made to its end" in words
    assert "older version" not in words
    open_writer(archive_path).close()
    with open_reader(archive_path) as reader:
        assert reader.counts()["documents"] == 0
