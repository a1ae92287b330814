"""Feeds, stats, shell, fetch, view, parse and spiders of somebody else's, run as a user of Scrapy runs them."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy.settings import Settings

from archive.export.columns import DOCUMENT_FIELDS
from crawler.downloading.delays import HostDelays, HostDelaysAddon
from crawler.spiders.portal import PortalSpider
from settings.base import USER_AGENT
from tests.crawler.crawls import Scrapy, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts
from tests.crawler.spider_bench import HOST, SECTION, bench, list_page, report

OTHER = "http://www.example.test/"
FOREIGN_SPIDER = f"""
import scrapy

class QuotesSpider(scrapy.Spider):
    name = "quotes"
    allowed_domains = ["www.example.test"]

    def __init__(self, tag="none", **kwargs):
        super().__init__(**kwargs)
        self.tag = tag

    async def start(self):
        yield scrapy.Request("{OTHER}")
        yield scrapy.Request("{SECTION}")  # not among its domains
        yield scrapy.Request("{OTHER}missing")

    def parse(self, response):
        yield {{"tag": self.tag, "words": ["a", "b"], "title": response.css("title::text").get()}}
"""
PIPELINE = """
import json
from pathlib import Path
from itemadapter import ItemAdapter

class Collect:
    def process_item(self, item):
        with Path(__file__).with_name("collected.jsonl").open("a") as file:
            file.write(json.dumps(ItemAdapter(item).asdict()) + "\\n")
        return item
"""


class Crawl(NamedTuple):
    """What one crawl of a small portal left behind."""

    folder: Path
    log: str

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    @property
    def stats(self) -> dict[str, int]:
        """The figures of the project among Scrapy's stats."""
        return {name: int(number) for name, number in re.findall(r"'(fazhi/[^']+)': (\d+)", self.log)}


@pytest.fixture(scope="module")
def lan() -> Hosts:
    """A portal with three reports, one of them on two pages, a file, a page that is not there and one that refuses."""
    with hosts() as served:
        served.table |= {
            SECTION: list_page(1, 2, 3, 4, 5, 6).encode(),
            f"{HOST}/fz/1.html": report(1).encode(),
            f"{HOST}/fz/2.html": report(
                2, "本县另有一份报告，说的是别的事情。" * 30, '<p>附件：<a href="a.pdf">统计表.pdf</a></p>'
            ).encode(),
            f"{HOST}/fz/3.html": report(1).encode(),
            f"{HOST}/fz/5.html": Answer(b"no", status=403),
            f"{HOST}/fz/6.html": report(6, "=1+1，" + "这份报告以一个等号开头，电子表格会当作公式。" * 20).encode(),
            f"{HOST}/fz/a.pdf": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
            OTHER: b"<html><head><title>Quotes</title></head></html>",
        }
        yield served


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings of a user who has added a spider and a pipeline, and a portal table of ours."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "tables.toml").write_text(
        f'[yun]\nname = "云汀县人民政府"\nhosts = ["www.yun.gov.cn"]\ndivision = "440000"\nsections = ["{SECTION}"]\nfloor = 9\n'
    )
    (folder / "my_spiders.py").write_text(FOREIGN_SPIDER)
    (folder / "my_pipelines.py").write_text(PIPELINE)
    (folder / "my_settings.py").write_text(
        "from settings.demo import *\n"
        f"PORTAL_TABLES = [{str(folder / 'tables.toml')!r}]\n"
        'SPIDER_MODULES = [*SPIDER_MODULES, "my_spiders"]\n'
        'ITEM_PIPELINES = {**ITEM_PIPELINES, "my_pipelines.Collect": 400}\n'
        "RETRY_TIMES = 0\n"
    )
    return folder


def _environment(folder: Path) -> dict[str, str]:
    return {"SCRAPY_SETTINGS_MODULE": "my_settings", "PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def crawl(lan: Hosts, project: Path) -> Crawl:
    """A crawl with two feeds, and a pipeline of the user's."""
    feeds = ("-O", str(project / "out.jsonl"), "-O", str(project / "out.csv"))
    (project / "collected.jsonl").unlink(missing_ok=True)  # of another crawl of the project
    process = start(lan.proxy_url, project / "archive.db", *feeds, "-L", "INFO", variables=_environment(project))
    _, log = process.communicate()
    assert process.returncode == 0, log
    assert "Traceback" not in log, log
    (project / "collected.jsonl").rename(project / "collected by the crawl.jsonl")
    return Crawl(project, log)


def _lines(path: Path) -> dict[str, dict[str, object]]:
    return {line["id"]: line for line in map(json.loads, path.read_text("utf-8").splitlines())}


@pytest.fixture(scope="module")
def export(crawl: Crawl) -> Path:
    folder = crawl.folder / "export"
    fazhi = Path(sys.executable).with_name("fazhi")
    formats = ("--format", "jsonl", "--format", "csv")
    subprocess.run([fazhi, "export", "--archive", crawl.archive, "--out", folder, *formats], check=True)
    return folder


def test_a_feed_holds_one_item_a_report_with_the_names_and_values_of_an_export(crawl: Crawl, export: Path) -> None:
    fed, exported = _lines(crawl.folder / "out.jsonl"), _lines(export / "documents.jsonl")
    assert set(fed) == set(exported)
    assert len(fed) == 3
    for identity, item in fed.items():
        assert list(item) == list(exported[identity])
        differ = {name for name in item if item[name] != exported[identity][name]}
        assert differ <= {"url", "urls", "dates_of_urls", "retrieved_at", "published_at", "updated_at"}, (
            "what a later page of the crawl adds to a report"
        )
        assert item["url"] in exported[identity]["urls"]


def test_a_csv_feed_has_the_cells_of_an_export(crawl: Crawl, export: Path) -> None:
    assert (crawl.folder / "out.csv").read_bytes()[:3] == (export / "documents.csv").read_bytes()[:3]
    with (crawl.folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        fed = {row["id"]: row for row in csv.DictReader(file)}
    with (export / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        exported = {row["id"]: row for row in csv.DictReader(file)}
    names = [field.name for field in DOCUMENT_FIELDS]
    for identity, row in exported.items():
        assert list(fed[identity]) == [*names, "outline", "indicators"]
        assert {name: fed[identity][name] for name in ("title", "text", "found", "issuer")} == {
            name: row[name] for name in ("title", "text", "found", "issuer")
        }
        assert json.loads(fed[identity]["outline"]) == []
    assert [row["text"][:5] for row in fed.values() if row["text"].startswith("'")] == ["'=1+1"]


def test_pipelines_of_the_user_are_given_the_reports_with_their_ids(crawl: Crawl) -> None:
    collected = [json.loads(line) for line in (crawl.folder / "collected by the crawl.jsonl").read_text().splitlines()]
    assert {item["id"] for item in collected} == set(_lines(crawl.folder / "out.jsonl"))


def test_stats_hold_the_figures_of_the_run(crawl: Crawl) -> None:
    (run,) = query(crawl.archive, "SELECT * FROM runs")
    figures = ("requests", "pages", "new", "changed", "unchanged", "documents", "duplicates", "problems")
    for scope in ("fazhi", "fazhi/portal/yun"):
        assert {name: crawl.stats.get(f"{scope}/{name}", 0) for name in figures} == {
            name: run[name] for name in figures
        }, scope
    assert (run["new"], run["documents"], run["duplicates"]) == (4, 3, 1)
    kinds = Counter(row["kind"] for row in query(crawl.archive, "SELECT kind FROM problems"))
    assert {name: number for name, number in crawl.stats.items() if name.startswith("fazhi/problem/")} == {
        f"fazhi/problem/{kind}": number for kind, number in kinds.items()
    }
    assert crawl.stats["fazhi/refusals"] == kinds["refused_403"] == 1
    assert kinds["floor"] == 1, "what the end of a crawl says of a portal is in time for its figures"


def test_a_feed_of_a_crawl_that_finds_nothing_new_is_empty(crawl: Crawl, lan: Hosts, tmp_path: Path) -> None:
    feed = tmp_path / "out.jsonl"
    given = ("-O", str(feed), "-s", "RECHECK_AHEAD_DAYS=400", "-L", "INFO")
    archive = Path(shutil.copytree(crawl.folder, tmp_path / "own")) / crawl.archive.name
    process = start(lan.proxy_url, archive, *given, variables=_environment(crawl.folder))
    _, log = process.communicate()
    assert process.returncode == 0, log
    assert not feed.exists() or not feed.read_text()
    assert "'fazhi/unchanged': 4" in log


# --- looking at one page --------------------------------------------------------------------------------


@pytest.fixture
def look(scrapy: Scrapy, lan: Hosts, project: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run a command that looks at a page; nothing may be left of it where an archive would be."""

    def run(*args: str) -> str:
        variables = {"PYTHONPATH": str(project), "BROWSER": "true", "FAZHI_ARCHIVE": str(tmp_path / "none" / "a.db")}
        done = scrapy(*args, "--nolog", module="my_settings", proxy=lan.proxy_url, **variables)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert not (tmp_path / "none").exists()
        return done.stdout

    return run


@pytest.mark.parametrize("url", [SECTION, OTHER])
def test_the_shell_shows_any_page_and_opens_no_archive(look, url: str) -> None:  # type: ignore[no-untyped-def]
    assert look("shell", "-c", "response.status, len(response.body) > 10", url).strip() == "(200, True)"


def test_fetch_and_view_show_a_page_of_any_portal(look) -> None:  # type: ignore[no-untyped-def]
    assert "法治政府建设年度报告" in look("fetch", f"{HOST}/fz/1.html")
    assert "<title>Quotes</title>" in look("fetch", OTHER)
    assert look("view", f"{HOST}/fz/1.html") == ""
    assert "< Content-Type: text/html" in look("fetch", "--headers", SECTION)


def test_parse_shows_the_cleaned_report_of_a_detail_page(look) -> None:  # type: ignore[no-untyped-def]
    out = look("parse", f"{HOST}/fz/2.html", "--nocolour")
    assert "'title': '云汀县2002年法治政府建设年度报告'" in out
    assert "'report_year': 2002" in out
    assert "'id': None" in out


def test_parse_shows_the_rows_of_a_list_and_what_follows(look) -> None:  # type: ignore[no-untyped-def]
    out = look("parse", SECTION, "--nocolour")
    assert out.count("'date': '2025-03-0") == 6
    assert f"<GET {HOST}/fz/1.html>" in out
    deeper = look("parse", SECTION, "--nocolour", "--depth", "2", "--nolinks")
    assert deeper.count("'report_year':") == 4


def test_parse_takes_a_short_report_for_a_report(look, lan: Hosts) -> None:  # type: ignore[no-untyped-def]
    lan.table[f"{HOST}/fz/7.html"] = report(7, "本县今年没有立法任务。其余工作见县政府工作报告。").encode()
    out = look("parse", f"{HOST}/fz/7.html", "--nocolour")
    assert "'report_year': 2007" in out
    assert "<GET" not in out


def test_parse_gives_a_page_to_the_callbacks_of_a_crawl(look) -> None:  # type: ignore[no-untyped-def]
    out = look("parse", "-c", "read_detail", f"{HOST}/fz/2.html", "--nocolour")
    assert "'title': '云汀县2002年法治政府建设年度报告'" in out
    out = look("parse", "-c", "read_list", SECTION, "--nocolour")
    assert f"<GET {HOST}/fz/1.html>" in out
    deeper = look("parse", "-c", "read_list", SECTION, "--nocolour", "--depth", "2", "--nolinks")
    assert deeper.count("'report_year':") == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-a", "portal=nope", SECTION), "unknown portal nope; known are yun"),
        (("-a", "full=maybe", SECTION), "full is 'maybe'; expected one of yes, no, true, false, 1, 0"),
        (("-a", "tag=laws", SECTION), "unknown argument tag; known are division, full, portal"),
        (("--spider", "nope", SECTION), "no spider is called nope; known are portal, quotes"),
        (("-c", "nope", SECTION), "the spider portal has no method nope"),
        (
            ("-c", "read_part", SECTION),
            "read_part reads no page that is given by hand; those that do are parse, read_list,",
        ),
        (("-c", "read_list", "http://www.else.gov.cn/"), "read_list reads pages of the chosen portals, and none has"),
        (("--rules", SECTION), "the spider portal has no rules"),
        (("--meta", "[1]", SECTION), "--meta is [1]; expected an object of JSON"),
        (("http://nobody.test/",), "no spider takes http://nobody.test/"),
        (("nonsense",), "expected one address that begins with http:// or https://; given: nonsense"),
        ((), "expected one address"),
    ],
)
def test_parse_refuses_wrong_arguments_in_one_sentence(
    scrapy: Scrapy, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = scrapy("parse", *arguments, module="my_settings", PYTHONPATH=str(project))
    assert done.returncode == 2
    assert done.stderr.startswith("scrapy: " + words), done.stderr
    assert done.stderr.count("\n") == 1


def test_looking_at_a_page_disturbs_no_crawl_that_holds_the_archive(crawl: Crawl, lan: Hosts, scrapy: Scrapy) -> None:
    before = crawl.archive.read_bytes()
    for command in (("parse", "--nolog", "--pipelines"), ("fetch", "--nolog"), ("shell", "--nolog", "-c", "spider")):
        given = {"PYTHONPATH": str(crawl.folder), "FAZHI_ARCHIVE": str(crawl.archive)}
        url = f"{HOST}/fz/6.html"
        assert scrapy(*command, url, module="my_settings", proxy=lan.proxy_url, **given).returncode == 0
    assert crawl.archive.read_bytes() == before


# --- spiders of somebody else's ---------------------------------------------------------------------------


def test_a_spider_of_the_users_own_runs_beside_ours(scrapy: Scrapy, lan: Hosts, project: Path, tmp_path: Path) -> None:
    given = {"PYTHONPATH": str(project), "FAZHI_ARCHIVE": str(tmp_path / "none" / "a.db")}
    feed = tmp_path / "quotes.csv"
    arguments = ("crawl", "quotes", "-a", "tag=laws", "-O", str(feed), "-L", "INFO")
    done = scrapy(*arguments, module="my_settings", proxy=lan.proxy_url, **given)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert feed.read_bytes() == b'tag,words,title\r\nlaws,"a,b",Quotes\r\n', "as Scrapy writes it; errors are filtered"
    assert "'offsite/filtered': 1" in done.stderr
    assert not (tmp_path / "none").exists()


def test_our_spider_refuses_arguments_that_it_does_not_know(scrapy: Scrapy) -> None:
    done = scrapy("crawl", "portal", "-a", "tag=laws")
    assert done.returncode == 2
    assert done.stderr == "scrapy: unknown argument tag; known are division, full, portal\n"
    done = scrapy("crawl", "quotes")
    assert done.returncode == 2
    assert done.stderr == "scrapy: no spider is called quotes; known are portal\n"


def test_a_crawl_works_without_extensions_and_gives_every_report(lan: Hosts, project: Path, tmp_path: Path) -> None:
    feed = tmp_path / "out.jsonl"
    given = ("-O", str(feed), "-s", "EXTENSIONS={}", "-L", "INFO")
    process = start(lan.proxy_url, tmp_path / "unused.db", *given, variables=_environment(project))
    _, log = process.communicate()
    assert process.returncode == 0, log
    assert "Traceback" not in log, log
    items = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
    assert sorted(item["report_year"] for item in items) == [2001, 2001, 2002, 2006]
    assert {item["id"] for item in items} == {None}


REPLACING = """
from itemadapter import ItemAdapter

class Replace:
    def process_item(self, item):
        return ItemAdapter(item).asdict()

class Fail:
    def process_item(self, item):
        raise ValueError("boom")
"""


@pytest.mark.parametrize(
    ("pipeline", "code", "words", "crashes"),
    [
        ("Replace: 200", 2, "a pipeline before 300 gave dict", 0),
        ("Fail: 200", 1, "the program failed on 4 pages", 4),
        ("Fail: 500", 0, "", 0),  # what is stored is stored
    ],
)
def test_what_a_pipeline_of_the_users_breaks_is_told_as_it_is(
    lan: Hosts, project: Path, tmp_path: Path, pipeline: str, code: int, words: str, crashes: int
) -> None:
    (project / "my_replacing.py").write_text(REPLACING)
    name, place = pipeline.split(": ")
    (project / f"my_{name}{place}.py").write_text(
        f'from my_settings import *\nITEM_PIPELINES = {{**ITEM_PIPELINES, "my_replacing.{name}": {place}}}\n'
    )
    environment = {"SCRAPY_SETTINGS_MODULE": f"my_{name}{place}", "PYTHONPATH": str(project)}
    process = start(lan.proxy_url, tmp_path / "archive.db", variables=environment)
    _, log = process.communicate()
    assert process.returncode == code, log
    assert words in log
    assert len(log) < 20_000, "an item is short in a log"
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM problems WHERE kind = 'crash'")) == crashes
    assert bool(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == (place == "500")


RETITLING = """
class Retitle:
    def process_item(self, item):
        item.title = "another"
        return item
"""


def _with_pipelines(folder: Path, project: Path, pipelines: str) -> dict[str, str]:
    """The environment of a user who has replaced ITEM_PIPELINES."""
    (folder / "my_retitling.py").write_text(RETITLING)
    (folder / "chosen.py").write_text(f"from my_settings import *\nITEM_PIPELINES = {pipelines}\n")
    return {"SCRAPY_SETTINGS_MODULE": "chosen", "PYTHONPATH": f"{project}:{folder}"}


@pytest.mark.parametrize(
    ("pipelines", "documents", "words"),
    [
        ("{}", 3, ""),
        ("{'my_retitling.Retitle': 900}", 3, ""),
        (
            "{'crawler.intake.pipelines.ArchivePipeline': None}",
            0,
            "switches crawler.intake.pipelines.ArchivePipeline off",
        ),
    ],
)
def test_reports_are_stored_whatever_pipelines_are_chosen_unless_ours_is_switched_off(
    lan: Hosts, project: Path, tmp_path: Path, pipelines: str, documents: int, words: str
) -> None:
    environment = _with_pipelines(tmp_path, project, pipelines)
    process = start(lan.proxy_url, tmp_path / "archive.db", "-L", "ERROR", variables=environment)
    _, log = process.communicate()
    assert process.returncode == 0, log
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == documents
    assert words in log
    assert bool(log) == bool(words), log


def test_a_field_that_a_pipeline_before_ours_changes_is_stored_as_the_page_gave_it(
    lan: Hosts, project: Path, tmp_path: Path
) -> None:
    environment = _with_pipelines(tmp_path, project, "{'my_retitling.Retitle': 200}")
    process = start(lan.proxy_url, tmp_path / "archive.db", "-O", str(tmp_path / "o.jsonl"), variables=environment)
    process.communicate()
    titles = {row["title"] for row in query(tmp_path / "archive.db", "SELECT title FROM documents")}
    assert len(titles) == 3
    assert titles == {item["title"] for item in _lines(tmp_path / "o.jsonl").values()}


def test_a_csv_feed_that_grows_crawl_by_crawl_has_one_header(lan: Hosts, project: Path, tmp_path: Path) -> None:
    feed = tmp_path / "grown.csv"
    for archive in ("one.db", "two.db"):
        process = start(lan.proxy_url, tmp_path / archive, "-o", str(feed), variables=_environment(project))
        _, log = process.communicate()
        assert process.returncode == 0, log
    assert feed.read_bytes().count(b"\xef\xbb\xbf") == 1
    with feed.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert "id" not in {row["id"] for row in rows}


# --- other ways to start a crawl ----------------------------------------------------------------------------


def _run_spider(scrapy: Scrapy, project: Path, *arguments: str, proxy: str = "") -> "subprocess.CompletedProcess[str]":
    given = ("runspider", "crawler/spiders/portal.py", *arguments)
    return scrapy(*given, module="my_settings", proxy=proxy, PYTHONPATH=str(project))


def test_runspider_crawls_as_crawl_does(scrapy: Scrapy, lan: Hosts, project: Path, tmp_path: Path) -> None:
    done = _run_spider(scrapy, project, proxy=lan.proxy_url)
    assert done.returncode == 0, done.stderr
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-s", "ARCHIVE=/dev/null/a.db"), "/dev/null"),
        (("-a", "portal=nope"), "unknown portal nope"),
        (("-a", "full=maybe"), "full is 'maybe'; expected one of yes, no, true, false, 1, 0"),
    ],
)
def test_runspider_refuses_in_one_line_what_crawl_refuses(
    scrapy: Scrapy, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = _run_spider(scrapy, project, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert words in done.stderr


@pytest.mark.parametrize(("given", "full"), [("yes", True), ("True", True), ("1", True), ("no", False), ("", False)])
def test_the_argument_full_is_a_switch(tmp_path: Path, given: str, full: bool) -> None:
    assert bench(tmp_path, full=given).spider.is_full is full


BROKEN_START = """
from crawler.spiders.portal import PortalSpider

class Broken(PortalSpider):
    name = "broken"

    async def start(self):
        raise KeyError("sections")
        yield
"""


def test_an_error_before_the_first_request_is_a_crash_of_the_run(scrapy: Scrapy, project: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN_START)
    (tmp_path / "chosen.py").write_text('from my_settings import *\nSPIDER_MODULES = ["broken"]\n')
    done = scrapy("crawl", "broken", module="chosen", PYTHONPATH=f"{project}:{tmp_path}")
    assert done.returncode == 2
    assert "the crawl ended early (start_error)" in done.stderr
    (problem,) = query(tmp_path / "archive.db", "SELECT * FROM problems")
    assert problem["kind"] == "crash"
    assert problem["detail"].startswith("start of the crawl not gone through to its end: KeyError: 'sections'")


PLAIN = """
from scrapy.crawler import AsyncCrawlerProcess
from crawler.spiders.portal import PortalSpider

process = AsyncCrawlerProcess({
    "PORTAL_TABLES": [TABLES], "ARCHIVE": "a.db", "LOG_LEVEL": "INFO",
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.stats.DownloaderStats": 850},
})
crawler = process.create_crawler(PortalSpider)
process.crawl(crawler)
process.start()
print(*(crawler.settings[name] for name in ("DOWNLOAD_DELAY", "ROBOTSTXT_OBEY", "CONCURRENT_REQUESTS_PER_DOMAIN")))
"""


def test_the_spider_is_polite_under_settings_that_know_nothing_of_us(project: Path, tmp_path: Path) -> None:
    robots = Answer(b"User-agent: *\nDisallow: /fz/2.html", headers={"Content-Type": "text/plain"})
    pages = {SECTION: list_page(1, 2).encode(), f"{HOST}/fz/1.html": report(1).encode()}
    script = tmp_path / "plain.py"
    script.write_text(PLAIN.replace("TABLES]", f"{str(project / 'tables.toml')!r}]"))
    with hosts() as served:
        served.table |= {f"{HOST}/robots.txt": robots, **pages}
        environment = {**os.environ, "http_proxy": served.proxy_url, "no_proxy": ""}
        command = [sys.executable, str(script)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "2.5 True 1\n"
    assert "Traceback" not in done.stderr, done.stderr
    assert served.log == [f"{HOST}/robots.txt", SECTION, f"{HOST}/fz/1.html"]
    assert len(query(tmp_path / "a.db", "SELECT 1 FROM problems WHERE kind = 'robots'")) == 1
    assert len(query(tmp_path / "a.db", "SELECT 1 FROM documents")) == 1


def test_scrapys_bench_runs(scrapy: Scrapy, tmp_path: Path) -> None:
    done = scrapy("bench", "-s", "CLOSESPIDER_PAGECOUNT=20", http_proxy="", https_proxy="")
    assert done.returncode == 0, done.stderr
    assert "'finish_reason': 'closespider_pagecount'" in done.stderr
    assert not (tmp_path / "archive.db").exists()


def test_genspider_makes_a_spider_that_runs_beside_ours(
    scrapy: Scrapy, lan: Hosts, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "made_spiders").mkdir()
    (tmp_path / "made_spiders" / "__init__.py").touch()
    (tmp_path / "chosen.py").write_text(
        "from my_settings import *\n"
        'SPIDER_MODULES, NEWSPIDER_MODULE = ["crawler.spiders", "made_spiders"], "made_spiders"\n'
    )
    where = {"module": "chosen", "PYTHONPATH": f"{project}:{tmp_path}"}
    done = scrapy("genspider", "mine", f"{HOST}/fz/", **where)
    assert done.returncode == 0, done.stderr
    assert "made_spiders.mine" in done.stdout
    assert scrapy("list", **where).stdout.split() == ["mine", "portal"]
    done = scrapy("crawl", "mine", "-a", "anything=goes", "-L", "INFO", proxy=lan.proxy_url, **where)
    assert done.returncode == 0, done.stderr
    assert "'response_received_count': 2" in done.stderr, "robots.txt and the page"
    assert not (tmp_path / "archive.db").exists()
    done = scrapy("parse", SECTION, "--spider", "portal", "--nolog", proxy=lan.proxy_url, **where)
    assert "'date': '2025-03-0" in done.stdout


def test_pauses_hold_whatever_extensions_are_chosen(project: Path) -> None:
    settings = Settings({"EXTENSIONS": {}, "RETRY_AFTER_MAX_SECONDS": 9}, priority="cmdline")
    HostDelaysAddon().update_settings(settings)
    assert settings.getdict("EXTENSIONS") == {HostDelays: 500}


def test_a_host_has_the_longest_pause_that_anybody_asks_for_and_hears_whom_to_write_to(tmp_path: Path) -> None:
    table = '[{id}]\nname = "{id}"\nhosts = ["www.yun.gov.cn"]\ndivision = "440000"\nsections = ["{section}"]\n'
    tables = tmp_path / "tables.toml"
    tables.write_text(
        table.format(id="one", section=SECTION) + "delay_seconds = 4.0\n"
        + table.format(id="two", section=SECTION) + "delay_seconds = 3.0\n"
    )  # fmt: skip
    settings = Settings({
        "PORTAL_TABLES": [str(tables)], "DOWNLOAD_DELAY": 2.5, "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONTACT": "me@example.org", "USER_AGENT": USER_AGENT,
    })  # fmt: skip
    settings.set("DOWNLOAD_SLOTS", {"www.example.test": {"delay": 30}}, priority="cmdline")
    PortalSpider.update_settings(settings)
    slots = settings.getdict("DOWNLOAD_SLOTS")
    assert slots["www.yun.gov.cn"]["delay"] == 4.0
    assert slots["www.example.test"]["delay"] == 30
    assert settings["USER_AGENT"].endswith("contact: me@example.org)")
