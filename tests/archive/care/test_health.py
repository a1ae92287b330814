"""What needs a person, told from rows that are written here by hand."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlite_utils

from archive.__main__ import main
from archive.care.health import findings
from archive.database.migrations import migrations
from cleaners.problem_kinds import InHealth, ProblemKind, kinds_in_health

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
A_WEEK_AGO = "2026-03-03T08:00:00Z"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite_utils.Database]:
    """An archive after two crawls of a portal in which all is well."""
    db = sqlite_utils.Database(tmp_path / "archive.db")
    migrations.apply(db)
    db["portals"].insert({"id": "jia", "name": "甲区", "host": "www.jia.gov.cn", "platform": "trs"})
    for run, started_at in (("r1", "2026-02-24T08:00:00Z"), ("r2", A_WEEK_AGO)):
        db["runs"].insert(
            {
                "id": run,
                "command": "crawl",
                "selection": "",
                "started_at": started_at,
                "finished_at": started_at,
                "reason": "finished",
                "software": "{}",
            }
        )
    db["pages"].insert(
        {
            "id": "p",
            "url": "http://www.jia.gov.cn/",
            "portal": "jia",
            "role": "list",
            "first_seen_at": A_WEEK_AGO,
            "last_seen_at": A_WEEK_AGO,
            "http_status": 200,
        }
    )
    return db


def _found(db: sqlite_utils.Database, now: datetime = NOW) -> list[tuple[str | None, str]]:
    connection = db.conn
    connection.row_factory = sqlite3.Row
    return [(finding.portal, finding.kind) for finding in findings(connection, now, silent_days=14)]


def _problem(db: sqlite_utils.Database, kind: str, run: str = "r2", **values: object) -> None:
    db["problems"].insert({"run": run, "portal": "jia", "kind": kind, "detail": "…", "seen_at": A_WEEK_AGO} | values)


def test_nothing_is_said_when_all_is_well(db: sqlite_utils.Database) -> None:
    assert _found(db) == []


@pytest.mark.parametrize("kind", kinds_in_health(InHealth.EACH))
def test_a_portal_that_was_not_read_well_is_named(db: sqlite_utils.Database, kind: str) -> None:
    _problem(db, kind, run="r1")
    assert _found(db) == [], "an earlier crawl's problem is past"
    _problem(db, kind)
    assert _found(db) == [("jia", kind)]


@pytest.mark.parametrize(("status", "is_read"), [(200, True), (304, True), (301, False), (404, False), (None, False)])
def test_a_list_that_answered_without_its_rows_was_not_read(
    db: sqlite_utils.Database, status: int | None, is_read: bool
) -> None:
    db["pages"].update("p", {"http_status": status})
    assert _found(db) == ([] if is_read else [("jia", "silent")])


@pytest.mark.parametrize("kind", kinds_in_health(InHealth.COUNTED))
def test_a_portal_that_refuses_is_named_once(db: sqlite_utils.Database, kind: ProblemKind) -> None:
    for run in ("r1", "r2", "r2", "r2"):
        _problem(db, kind, run=run)
    assert _found(db) == [("jia", "refusing")]


def test_a_page_s_own_trouble_is_not_a_person_s_business(db: sqlite_utils.Database) -> None:
    for run in ("r1", "r2"):
        _problem(db, "http_404", run=run)
    assert _found(db) == []


def test_a_kind_of_problem_that_is_new_is_named(db: sqlite_utils.Database) -> None:
    _problem(db, "http_404", run="r1")
    _problem(db, "bad_date")
    assert _found(db) == [(None, "new_kind")]


def test_pages_on_which_the_program_fails_are_named_in_every_crawl_until_they_are_read(
    db: sqlite_utils.Database,
) -> None:
    _problem(db, "crash", run="r1")
    assert _found(db) == []
    db["warc_files"].insert({"name": "w", "run": "r2", "opened_at": A_WEEK_AGO})
    for number in (1, 2):
        db["snapshots"].insert(
            {"id": f"s{number}", "page": "p", "run": "r2", "url": "u", "fetched_at": A_WEEK_AGO, "status": 200, "payload_digest": str(number),
             "size_bytes": 1, "warc_file": "w", "warc_offset": number, "warc_length": 1}
        )  # fmt: skip
        _problem(db, "crash", snapshot=f"s{number}")
    assert _found(db) == [("jia", "crash")]
    db["snapshots"].update("s1", {"cleaner_version": "1"})
    assert _found(db) == [("jia", "crash")]
    _problem(db, "no_text", run="r1", snapshot="s2")
    assert _found(db) == []


def test_silence_of_a_portal_and_of_the_crawler_is_noticed(db: sqlite_utils.Database) -> None:
    assert _found(db, NOW + timedelta(days=8)) == [(None, "overdue"), ("jia", "silent")]


def test_a_portal_never_read_is_silent(db: sqlite_utils.Database) -> None:
    db["pages"].update("p", {"http_status": 403})
    assert _found(db) == [("jia", "silent")]


@pytest.mark.parametrize("reason", ["killed", "shutdown", "archive_failed"])
def test_a_crawl_that_did_not_end_well_is_told(db: sqlite_utils.Database, reason: str) -> None:
    db["runs"].update("r2", {"reason": reason})
    assert _found(db) == [(None, "ended_early")]


def test_a_portal_whose_pages_suddenly_give_no_text_is_named(db: sqlite_utils.Database) -> None:
    db["warc_files"].insert({"name": "w", "run": "r2", "opened_at": A_WEEK_AGO})
    for number in range(6):
        db["pages"].insert(
            {
                "id": f"d{number}",
                "url": f"http://www.jia.gov.cn/{number}",
                "portal": "jia",
                "role": "detail",
                "first_seen_at": A_WEEK_AGO,
                "last_seen_at": A_WEEK_AGO,
            }
        )
        db["snapshots"].insert(
            {"id": f"s{number}", "page": f"d{number}", "run": "r2", "url": "u", "fetched_at": A_WEEK_AGO, "status": 200, "payload_digest": "x", "size_bytes": 1,
             "warc_file": "w", "warc_offset": number, "warc_length": 1}
        )  # fmt: skip
        _problem(db, "no_text", run="r1")
    for number in range(3):
        _problem(db, "no_text", snapshot=f"s{number}")
    assert _found(db) == []
    _problem(db, "no_text", snapshot="s3")
    assert _found(db) == [("jia", "template_changed")]


def test_problems_of_what_a_browser_made_are_those_of_its_page(db: sqlite_utils.Database) -> None:
    db["warc_files"].insert({"name": "w", "run": "r2", "opened_at": A_WEEK_AGO})
    for number in range(4):
        page = {"id": f"d{number}", "url": f"http://www.jia.gov.cn/{number}", "portal": "jia", "role": "detail"}
        db["pages"].insert(page | {"first_seen_at": A_WEEK_AGO, "last_seen_at": A_WEEK_AGO})
        known = {"page": f"d{number}", "run": "r2", "url": "u", "fetched_at": A_WEEK_AGO, "size_bytes": 1}
        place = {"warc_file": "w", "warc_length": 1}
        made = {"id": f"m{number}", "payload_digest": "y", "warc_offset": number + 10}
        served = {"id": f"s{number}", "payload_digest": "x", "warc_offset": number, "status": 200}
        db["snapshots"].insert(known | place | made)
        db["snapshots"].insert(known | place | served | {"rendered_as": f"m{number}"})
        _problem(db, "list_page", run="r1")
    for number in range(3):
        _problem(db, "list_page", snapshot=f"m{number}")
    assert _found(db) == [("jia", "template_changed")]


def test_the_command_is_silent_or_exits_with_one(
    db: sqlite_utils.Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["health", str(tmp_path / "archive.db"), "--silent-days", "100000"]
    assert main(command) == 0
    assert capsys.readouterr() == ("", "")
    _problem(db, "floor", run="r1")
    _problem(db, "floor")
    _problem(db, "floor", portal=None, detail="少于底线")
    assert main(command) == 1
    out = capsys.readouterr().out
    assert '"少于底线"' in out, "as it is, in UTF-8"
    of_none, floor = [json.loads(line) for line in out.splitlines()]
    assert (floor["portal"], floor["kind"], of_none["portal"]) == ("jia", "floor", None)
    assert "wording" not in floor
    assert main([*command, "--table"]) == 1
    head, _, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["portal", "kind", "what", "was", "found"]
    assert lines == ["crawler  floor  少于底线", "jia      floor  …"]


def test_evidence_that_was_lost_is_told(db: sqlite_utils.Database) -> None:
    _problem(db, "lost_records", run="r1", portal=None)
    assert _found(db) == [(None, "damage")]


def test_an_archive_without_a_crawl_says_so(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "empty.db")
    migrations.apply(db)
    assert _found(db) == [(None, "no_crawl")]


def test_a_finding_gives_its_values_beside_its_words(db: sqlite_utils.Database) -> None:
    connection = db.conn
    connection.row_factory = sqlite3.Row
    (finding,) = [
        finding for finding in findings(connection, NOW + timedelta(days=20), 14) if finding.kind == "overdue"
    ]
    assert finding.detail == "the last crawl was started 27 days ago, on 2026-03-03"
    assert finding.values == {"days": 27, "day": "2026-03-03"}
