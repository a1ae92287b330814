"""What a run kept and did not come to read is read by the next run, whichever command it is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from archive import Fetch, PageRef, open_reader, open_writer
from archive.__main__ import main
from crawler.cli.main import main as fazhi
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.stored.read_kept import read_kept
from crawler.walking.recheck_schedule import Policy

NOW = datetime.now(UTC).replace(microsecond=0)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def report(organ: str = "水利局", cases: int = 12) -> bytes:
    body = "".join(f"<p>（{n}）{organ}办理第{n}类事项{cases + n}件，组织培训{n}场次。</p>" for n in range(1, 30))
    title = f"兰汀区{organ}2024年法治政府建设年度报告"
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>'.encode()


@pytest.fixture
def leave(archive_path: Path):
    """Leaves an archive as a run does that was killed between keeping pages and reading them."""

    def do(*pages: tuple[str, bytes], command: str = "crawl", day: float = 0.0, role: str = "detail") -> None:
        with open_writer(archive_path) as writer:
            writer.put_portal("lan", "兰汀区", "www.lan.gov.example")
            writer.begin_run(command, "all")
            for url, body in pages:
                writer.keep(Fetch(url, NOW + timedelta(days=day), body, 200, HTML), PageRef(url, role, "lan"))

    return do


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def test_health_and_problems_name_what_waits(leave, archive_path: Path, capsys) -> None:
    leave(("http://www.lan.gov.example/1.html", report()))
    assert main(["health", "--json", str(archive_path)]) == 1
    found = {row["kind"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (found["unread"]["portal"], found["unread"]["values"]) == ("lan", {"number": 1})
    assert main(["problems", "--json", str(archive_path)]) == 1
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["kind"], row["url"]) == ("kept_unread", "http://www.lan.gov.example/1.html")


def test_a_run_that_is_under_way_leaves_nothing_unread(archive_path: Path) -> None:
    with open_writer(archive_path) as writer:
        writer.begin_run("crawl", "all")
        writer.keep(Fetch("http://h/1", NOW, report(), 200, HTML), PageRef("http://h/1", "detail"))
        assert main(["problems", str(archive_path)]) == 0


@pytest.mark.parametrize("command", ["ingest", "reclean", "reclean --structure", "reclean --crashed"])
def test_the_next_command_reads_it(leave, archive_path: Path, tmp_path: Path, command: str, capsys) -> None:
    leave(("http://www.lan.gov.example/1.html", report()))
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "note.txt").write_text("nothing of note")
    words = command.split()
    fazhi(
        [words[0], *([str(tmp_path / "saved")] if words[0] == "ingest" else words[1:]), "--archive", str(archive_path)]
    )
    capsys.readouterr()
    assert query(archive_path, "SELECT count(*) FROM documents") == [(1,)]
    assert main(["problems", str(archive_path)]) == 0


def test_a_changed_page_is_read_at_once(leave, archive_path: Path) -> None:
    url = "http://www.lan.gov.example/1.html"
    leave((url, report()))
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all")), None)
        assert writer.page_state(url).is_settled
    leave((url, report(cases=40)), day=1)
    with open_writer(archive_path) as writer:
        assert not writer.page_state(url).is_settled
        run = ArchiveRun(writer, writer.begin_run("crawl", "all"))
        assert read_kept(run, None) == 1
        assert run.total().changed == 1
        assert writer.page_state(url).is_settled
    assert query(archive_path, "SELECT count(*) FROM versions") == [(1,)]


def test_what_gives_no_report_is_a_problem_once(leave, archive_path: Path) -> None:
    leave(("http://www.lan.gov.example/1.html", b"<html><body><p>x</p></body></html>"))
    for number in (1, 0):
        with open_writer(archive_path) as writer:
            run = ArchiveRun(writer, writer.begin_run("crawl", "all"))
            assert read_kept(run, None) == number
    assert len(query(archive_path, "SELECT 1 FROM problems")) == 1


def test_a_redirect_within_a_page_waits_for_the_crawl(leave, archive_path: Path) -> None:
    url = "http://www.lan.gov.example/1.html"
    leave((url, b"<script>location.href='/2.html'</script>"))
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all"), _policy()), None)
        assert writer.page_state(url).next_due_at <= NOW
    assert query(archive_path, "SELECT kind FROM problems") == [("redirect_shell",)]


def test_a_page_that_is_read_later_is_due_as_if_its_own_run_had_read_it(leave, archive_path: Path) -> None:
    url = "http://www.lan.gov.example/1.html"
    leave((url, report()))
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all"), _policy()), None)
        assert writer.page_state(url).next_due_at > NOW


def test_a_page_whose_parts_were_not_fetched_waits_for_the_crawl_that_asks_for_them(leave, archive_path: Path) -> None:
    url = "http://www.lan.gov.example/1.html"
    more = report().replace(b"</div>", b'</div><div><a href="1_2.html">\xe4\xb8\x8b\xe4\xb8\x80\xe9\xa1\xb5</a></div>')
    leave((url, more))
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all"), _policy()), None)
        state = writer.page_state(url)
    has_parts = not query(archive_path, "SELECT 1 FROM documents")
    assert has_parts is (not state.is_settled)


def test_a_file_that_was_kept_is_connected_with_its_page(archive_path: Path) -> None:
    url, file = "http://www.lan.gov.example/1.html", "http://www.lan.gov.example/a.docx"
    page = report().replace(b"</div>", b'<p><a href="a.docx">a.docx</a></p></div>')
    with open_writer(archive_path) as writer:
        run = ArchiveRun(writer, writer.begin_run("crawl", "all"))
        writer.keep(Fetch(url, NOW, page, 200, HTML), PageRef(url, "detail"))
    with open_writer(archive_path) as writer:
        run = ArchiveRun(writer, writer.begin_run("crawl", "all"))
        read_kept(run, None)
        kept = writer.keep(Fetch(file, NOW, b"PK\3\4 a file", 200), PageRef(file, "attachment"))
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all")), None)
    assert query(archive_path, "SELECT snapshot FROM attachments") == [(kept.snapshot,)]


def test_a_record_that_is_gone_is_said_and_nothing_stops(leave, archive_path: Path) -> None:
    leave(("http://www.lan.gov.example/1.html", report()), ("http://www.lan.gov.example/2.html", report("司法局")))
    for path in (archive_path.parent / "warc").glob("*.warc.gz"):
        path.write_bytes(path.read_bytes()[:-300])
    with open_writer(archive_path) as writer:
        read_kept(ArchiveRun(writer, writer.begin_run("crawl", "all")), None)
    kinds = {row[0] for row in query(archive_path, "SELECT kind FROM problems")}
    assert "lost_records" in kinds
    with open_reader(archive_path) as reader:
        assert reader.counts()["documents"] == 1


def _policy() -> Policy:
    settings = Settings()
    settings.setmodule("settings.base")
    return Policy.of(settings)
