"""A defect of the program costs the page on which it shows: it is told, and the page is read again when it is mended.

A real defect would be mended; so a settings module that is imported first puts one into the cleaners.
"""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.crawler.crawls import Scrapy, crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
CURSED = "全年办理行政复议案件13件"
FAULTY = f"""
from settings.demo import *
import cleaners
import cleaners.structure.outline
from archive import Writer
from crawler.platforms.platform import Platform

def failing(work, sees):
    def with_a_defect(given, *more, **known):
        return 1 // 0 if {CURSED!r} in sees(given) else work(given, *more, **known)
    return with_a_defect

def text(given):
    return given if isinstance(given, str) else given.decode("utf-8", "replace")

for where, name in ((cleaners, "clean_page"), (cleaners, "clean_text"), (cleaners.structure.outline, "outline")):
    setattr(where, name, failing(getattr(where, name), text))
read = Platform.read
Platform.read = lambda platform, page, number: 1 // 0 if "崩溃" in page.text else read(platform, page, number)
add = Writer.add
Writer.add = lambda writer, article, *more, **known: 1 // 0 if "写坏" in article.text else add(writer, article, *more, **known)
"""


def report(number: int, defect: str = "") -> str:
    paragraphs = [f"<p>2024年，兰汀区第{number}局坚持依法行政，现将法治政府建设情况报告如下。</p>"]
    paragraphs += [
        f"<p>{'一二三四五六七八九'[n]}、第{number}局全年组织执法培训{n + number}场，成效明显。</p>" for n in range(9)
    ]
    paragraphs += [f"<p>{defect}，出庭应诉率100%。</p>"]
    body = f'<h1>{TITLE}{number}</h1><div id="zoom">{"".join(paragraphs)}</div>'
    return f"<html><head><title>{TITLE}{number}</title></head><body>{body}</body></html>"


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    """Three saved pages, the second of which meets the defect."""
    for number in (1, 2, 3):
        (tmp_path / f"{number}.html").write_text(report(number, CURSED if number == 2 else ""), "utf-8")
    return [str(tmp_path / f"{number}.html") for number in (1, 2, 3)]


@pytest.fixture
def faulty(scrapy: Scrapy, tmp_path: Path) -> Scrapy:
    """Run ``scrapy ...`` with the defect."""
    (tmp_path / "faulty.py").write_text(FAULTY, "utf-8")
    return lambda *args: scrapy(*args, module="faulty", PYTHONPATH=str(tmp_path))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def crashes(archive: Path) -> list[str]:
    return [row["detail"] for row in query(archive, "SELECT detail FROM problems WHERE kind = 'crash' ORDER BY id")]


def documents(archive: Path) -> int:
    return len(query(archive, "SELECT 1 FROM documents"))


def told(done: subprocess.CompletedProcess[str], again: str = "--crashed") -> None:
    assert done.returncode == 1, done.stderr
    assert "the program failed on 1 page: that is a defect of ours" in done.stderr
    assert f"run fazhi reclean {again} when it is mended" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_ingest_goes_on_past_a_crash_and_tells_it(faulty: Scrapy, saved: list[str], archive: Path) -> None:
    told(faulty("ingest", *saved))
    [detail] = crashes(archive)
    assert detail.startswith("detail kept, but not read: ZeroDivisionError: ")
    assert "at crawler/intake/clean_snapshot.py:" in detail
    assert detail.endswith(
        f"in with_a_defect: return 1 // 0 if {CURSED!r} in sees(given) else work(given, *more, **known)"
    )
    assert documents(archive) == 2
    [run] = query(archive, "SELECT pages, new, problems, reason FROM runs")
    assert tuple(run) == (3, 2, 1, "finished")


def test_recleaning_goes_on_past_a_crash_and_keeps_what_was_found_before(
    scrapy: Scrapy, faulty: Scrapy, saved: list[str], archive: Path
) -> None:
    assert scrapy("ingest", *saved).returncode == 0
    done = faulty("reclean", "--table")
    told(done)
    assert done.stdout == "unchanged 2, crash 1\n"
    assert len(crashes(archive)) == 1
    assert documents(archive) == 3
    [run] = query(archive, "SELECT pages, unchanged, problems FROM runs WHERE command = 'reclean'")
    assert tuple(run) == (3, 2, 1)


@pytest.mark.parametrize("option", [[], ["--crashed"]])
@pytest.mark.parametrize("crashed_in", ["ingest", "reclean"])
def test_recleaning_reads_what_crashed_though_the_cleaners_have_the_same_version(
    scrapy: Scrapy, faulty: Scrapy, saved: list[str], archive: Path, crashed_in: str, option: list[str]
) -> None:
    if crashed_in == "reclean":
        assert scrapy("ingest", *saved).returncode == 0
    assert faulty(crashed_in, *(saved if crashed_in == "ingest" else [])).returncode == 1
    done = scrapy("reclean", "--table", *option)
    assert (done.returncode, done.stdout) == (0, "mended 1\n" if option else "mended 1, unchanged 2\n")
    assert documents(archive) == 3
    assert scrapy("reclean", "--table", "--crashed").stdout == "nothing to clean\n"


def test_what_still_crashes_is_read_again_and_again(faulty: Scrapy, saved: list[str], archive: Path) -> None:
    faulty("ingest", *saved)
    for times in (2, 3):
        done = faulty("reclean", "--table", "--crashed")
        told(done)
        assert done.stdout == "crash 1\n"
        assert len(crashes(archive)) == times


def test_a_page_that_crashed_and_has_no_text_is_a_problem_and_no_crash_any_more(
    scrapy: Scrapy, faulty: Scrapy, tmp_path: Path
) -> None:
    (tmp_path / "empty.html").write_text(f"<html><body><!-- {CURSED} --></body></html>", "utf-8")
    assert faulty("ingest", str(tmp_path / "empty.html")).returncode == 1
    assert scrapy("reclean", "--table", "--crashed").stdout == "problem 1\n"
    assert scrapy("reclean", "--table", "--crashed").stdout == "nothing to clean\n"


def test_reading_outlines_goes_on_past_a_crash(scrapy: Scrapy, faulty: Scrapy, saved: list[str], archive: Path) -> None:
    assert scrapy("ingest", *saved).returncode == 0
    with sqlite3.connect(archive) as db:
        db.execute("UPDATE documents SET structure_version = NULL")
    done = faulty("reclean", "--table", "--structure")
    told(done, again="--structure")
    assert done.stdout == "unchanged 2, crash 1\n"
    [detail] = crashes(archive)
    assert detail.startswith("document ")
    done = scrapy("reclean", "--table", "--structure")
    assert (done.returncode, done.stdout) == (0, "unchanged 1\n")


def test_one_part_of_recleaning_is_asked_for_at_a_time(scrapy: Scrapy, saved: list[str]) -> None:
    assert scrapy("reclean", "--table", "--structure", "--crashed").returncode == 2


TABLE = f"""
[lan]
name = "兰汀区"
hosts = ["www.lan.gov.example"]
division = "999101"
platform = "generic"
sections = ["{HOST}/fz/"]
"""


def crawl_with_the_defect(tmp_path: Path, archive: Path, defect: str = "", more: str = "") -> None:
    """Crawl a list of two reports; what meets the defect stands in the second, or as *more* on the list.

    The crawl ends, and its exit code says that something needs a person.
    """
    with hosts() as lan:
        put_portal(lan, tmp_path, defect, more)
        fail_in_a_crawl(lan, tmp_path, archive)


def put_portal(lan: Hosts, tmp_path: Path, defect: str, more: str = "") -> None:
    (tmp_path / "portals.toml").write_text(TABLE, "utf-8")
    rows = "".join(f'<li><a href="/art/{number}.html">{TITLE}{number}</a></li>' for number in (1, 2))
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul>{more}</body></html>".encode()
    lan.table |= {
        f"{HOST}/art/{number}.html": report(number, defect if number == 2 else "").encode() for number in (1, 2)
    }


def fail_in_a_crawl(lan: Hosts, tmp_path: Path, archive: Path) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY, "utf-8")
    options = ["-s", f"PORTAL_TABLES={tmp_path / 'portals.toml'}", "-s", "LOG_LEVEL=CRITICAL"]
    variables = {"SCRAPY_SETTINGS_MODULE": "faulty", "PYTHONPATH": str(tmp_path)}
    process = start(lan.proxy_url, archive, *options, variables=variables)
    _, errors = process.communicate()
    assert process.returncode == 1, errors
    [line] = errors.splitlines()
    assert line.startswith("scrapy: the program failed on 1 page: that is a defect of ours")
    assert line.endswith("run fazhi reclean --crashed (for lists: another crawl) when it is mended")


@pytest.mark.parametrize(
    ("defect", "place"), [(CURSED, "in with_a_defect: return 1 // 0"), ("写坏", "in <lambda>: Writer.add")]
)
def test_what_crashed_in_a_crawl_is_told_and_read_again_without_the_network(
    scrapy: Scrapy, tmp_path: Path, archive: Path, defect: str, place: str
) -> None:
    crawl_with_the_defect(tmp_path, archive, defect)
    [row] = query(archive, "SELECT url, portal, detail FROM problems WHERE kind = 'crash' AND snapshot IS NOT NULL")
    assert (row["url"], row["portal"]) == (f"{HOST}/art/2.html", "lan")
    assert row["detail"].startswith("detail kept, but not read: ZeroDivisionError: ")
    assert place in row["detail"]
    assert documents(archive) == 1
    [run] = query(archive, "SELECT pages, new, problems FROM runs")
    assert tuple(run) == (2, 1, 1)
    assert scrapy("reclean", "--table").stdout == "mended 1, unchanged 1\n"  # its requests would go to a closed port
    assert documents(archive) == 2


def test_a_list_on_which_the_program_fails_is_told(tmp_path: Path, archive: Path) -> None:
    crawl_with_the_defect(tmp_path, archive, more="<p>崩溃</p>")
    [row] = query(archive, "SELECT url, portal, detail FROM problems WHERE kind = 'crash' AND snapshot IS NOT NULL")
    assert (row["url"], row["portal"]) == (f"{HOST}/fz/", "lan")
    assert row["detail"].startswith("list kept, but not read: ZeroDivisionError: ")


def test_a_page_that_was_mended_gets_its_files_in_the_next_crawl(scrapy: Scrapy, tmp_path: Path, archive: Path) -> None:
    file = f"{HOST}/a/2.pdf"
    with hosts() as lan:
        put_portal(lan, tmp_path, f'{CURSED}<a href="/a/2.pdf">附件.pdf</a><a href="/a/gone.pdf">附件二.pdf</a>')
        lan.table[file] = Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})
        fail_in_a_crawl(lan, tmp_path, archive)
        assert scrapy("reclean", "--table", "--crashed").stdout == "mended 1\n"
        assert file not in lan.log
        for _ in range(2):
            crawl(lan.proxy_url, archive, "-a", "full=1", "-s", f"PORTAL_TABLES={tmp_path / 'portals.toml'}")
        assert [lan.log.count(url) for url in (file, f"{HOST}/a/gone.pdf")] == [1, 1]
    assert [row["url"] for row in query(archive, "SELECT url FROM attachments WHERE snapshot IS NOT NULL")] == [file]
