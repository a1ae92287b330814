"""Evidence is looked at a share at a time, all of it within a month, and what is wrong stays told until it is mended."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from archive import open_writer
from archive.__main__ import main
from archive.care.rolling_check import ROUND_DAYS, check_share
from tests.archive.conftest import DAY_ONE


@pytest.fixture
def evidence(archive_path: Path, fetch, page) -> Path:
    """An archive with forty WARC files."""
    with open_writer(archive_path, max_warc_bytes=500, clock=lambda: DAY_ONE) as writer:
        run = writer.begin_run("crawl", "all")
        for number in range(40):
            url = f"http://h/{number}"
            writer.keep(fetch(f"<p>{number}</p>".encode(), url=url, status=200), page(url))
        writer.end_run(run, "finished", {})
    return archive_path


@pytest.mark.parametrize("every_days", [1, 7, 30])
def test_all_is_looked_at_within_a_month(evidence: Path, every_days: int, warcs) -> None:
    seen = [name for day in range(0, 31, every_days) for name in check_share(evidence, DAY_ONE + timedelta(days=day))]
    if every_days < ROUND_DAYS:
        assert set(seen) == {path.name for path in warcs()}
    assert len(check_share(evidence, DAY_ONE + timedelta(days=31))) < 40


def test_a_share_is_looked_at_and_no_more(evidence: Path) -> None:
    assert 1 <= len(check_share(evidence, DAY_ONE)) <= 3
    assert check_share(evidence, DAY_ONE) != check_share(evidence, DAY_ONE + timedelta(days=1))


def test_what_is_wrong_is_told_until_it_is_mended(evidence: Path, warcs, rows, capsys) -> None:
    path = warcs()[0]
    whole = path.read_bytes()
    path.write_bytes(whole[:-30] + b"x" * 30)
    for _ in range(3):
        assert main(["health", "--json", str(evidence)]) == 1
        found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["values"]["name"] for row in found if row["kind"] == "bad_evidence"] == [path.name]
    path.write_bytes(whole)
    main(["health", "--json", str(evidence)])
    assert "bad_evidence" not in capsys.readouterr().out


def test_while_somebody_writes_nothing_is_checked_and_nothing_fails(evidence: Path) -> None:
    with open_writer(evidence):
        assert check_share(evidence, DAY_ONE) == []


def test_evidence_that_nobody_looked_at_is_told(evidence: Path, rows, capsys) -> None:
    main(["health", "--no-evidence", "--json", str(evidence)])
    assert '"kind": "unchecked"' in capsys.readouterr().out
    assert rows("SELECT count(*) AS n FROM warc_files WHERE checked_at IS NOT NULL") == [{"n": 0}]
