"""The house around the reports: languages, feed, endpoints, robots policy, health, what a publisher exposes."""

import json
import re
import sqlite3
import string
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import datasette as datasette_package
import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.__main__ import main
from archive.database.schema import TABLES
from archive.datasette_plugin.pages import overviews
from archive.datasette_plugin.pages.endpoints import ENDPOINTS
from archive.datasette_plugin.words import chinese as words_zh
from archive.datasette_plugin.words import datasette_words
from archive.datasette_plugin.words import english as words_en
from tests.browser.invented_archive import GOVERNMENT_URL, make_library

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
STOCK_TEMPLATES = Path(datasette_package.__file__).parent / "templates"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path_factory.mktemp("library") / "a.db")


@pytest.fixture
def datasette(path: Path) -> Datasette:
    return Datasette([str(path)])


def places(value: object) -> list[str]:
    """The places for values in a text, in the order in which they are filled."""
    texts = value.values() if isinstance(value, dict) else [value]
    return [
        str(name)
        for text in texts
        if isinstance(text, str)
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    ]


def test_both_languages_have_the_same_words() -> None:
    for name in ("WORDS", "KINDS", "WAYS"):
        chinese, english = getattr(words_zh, name), getattr(words_en, name)
        assert set(chinese) == set(english)
        for key, value in chinese.items():
            assert type(value) is type(english[key]), key
            assert sorted(places(value)) == sorted(places(english[key])), key
            if isinstance(value, dict):
                assert set(value) == set(english[key]), key


def test_every_word_of_a_template_is_known() -> None:
    folder = Path(datasette_plugin.__file__).parent / "templates" / "fazhi"
    for template in folder.glob("*.html"):
        asked = set(re.findall(r"\bwords\.(\w+)", template.read_text("utf-8")))
        assert asked <= set(words_zh.WORDS), template.name


def test_every_word_is_used() -> None:
    folder = Path(datasette_plugin.__file__).parent
    files = [*folder.rglob("*.html"), *folder.rglob("*.py")]
    sources = "".join(file.read_text("utf-8") for file in files if file.name not in ("chinese.py", "english.py"))
    unused = [key for key in words_zh.WORDS if not re.search(rf"words\.{key}\b|[\"']{key}[\"']", sources)]
    assert unused == []


@pytest.mark.parametrize("name", datasette_words.TEMPLATES)
def test_every_translated_piece_is_still_in_the_templates_of_datasette(name: str) -> None:
    source = (STOCK_TEMPLATES / name).read_text("utf-8")
    named = datasette_words.NAMED.get(name, ())
    missing = [old for old, _ in (*datasette_words.TEMPLATES[name], *named) if old not in source]
    assert missing == []


def test_described_tables_and_columns_are_those_of_the_schema() -> None:
    described = {doc.description for doc in TABLES.values()}
    described |= {words for doc in TABLES.values() for words in doc.columns.values()}
    assert len(set(datasette_words.DESCRIPTIONS) - described) <= 3  # the schema may reword a few before we do


async def test_datasettes_own_pages_are_chinese_for_chinese_readers(datasette: Datasette) -> None:
    chinese = (await datasette.client.get("/a/documents?_search=法治")).text
    english = (await datasette.client.get("/a/documents?_search=法治", headers={"accept-language": "en"})).text
    assert '<html lang="zh-CN">' in chinese
    assert "条件：全文检索" in chinese
    assert "View and edit SQL" not in chinese
    assert "View and edit SQL" in english
    assert "where search matches" in english


async def test_other_databases_stay_english(tmp_path: Path, path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE t (a)")
    client = Datasette([str(path), str(tmp_path / "other.db")]).client
    assert "View and edit SQL" in (await client.get("/other/t")).text


async def test_the_switch_sets_a_cookie_and_leads_back(datasette: Datasette) -> None:
    response = await datasette.client.get("/-/fazhi/language/en?back=/a/search%3Fq%3Dx%26year%3D2024")
    assert response.headers["location"] == "/a/search?q=x&year=2024"
    assert "fazhi_language=en" in response.headers["set-cookie"]
    page = await datasette.client.get("/", cookies={"fazhi_language": "en"})
    assert 'lang="en"' in page.text
    assert (await datasette.client.get("/-/fazhi/language/fr")).status_code == 404


@pytest.mark.parametrize(
    "back",
    ["//evil.example/", "http://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:x=1", "javascript:alert(1)", ""],
)
async def test_the_switch_leads_nowhere_else(datasette: Datasette, back: str) -> None:
    response = await datasette.client.get(f"/-/fazhi/language/en?back={back}")
    assert response.headers["location"] == "/"


async def test_the_feed_holds_new_and_changed_reports(datasette: Datasette) -> None:
    response = await datasette.client.get("/a/feed.atom")
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)
    titles = [title.text or "" for title in feed.findall("atom:entry/atom:title", ATOM)]
    assert len(titles) == 13
    assert titles[0].startswith("［改登］")
    ids = [each.text for each in feed.findall("atom:entry/atom:id", ATOM)]
    assert len(set(ids)) == len(ids)
    moments = [each.text or "" for each in feed.findall("atom:entry/atom:updated", ATOM)]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext("atom:updated", namespaces=ATOM) == moments[0]


async def test_the_feed_of_a_division_holds_what_lies_in_it(datasette: Datasette) -> None:
    async def issuers(code: str) -> set[str]:
        feed = ET.fromstring((await datasette.client.get(f"/a/feed.atom?division={code}")).content)
        return {str(each.text) for each in feed.findall("atom:entry/atom:author/atom:name", ATOM)}

    assert await issuers("980121") == {"云泽县人民政府"}
    assert {"青禾市人民政府", "溪山区水务局"} <= await issuers("990100")
    assert (await datasette.client.get("/a/feed.atom?division=12")).status_code == 404


async def test_hostile_titles_leave_the_feed_whole(datasette: Datasette) -> None:
    text = (await datasette.client.get("/a/feed.atom")).text
    assert "<script>" not in text
    assert "\u202e" not in text


def test_every_endpoint_stands_in_the_docs() -> None:
    docs = (Path(__file__).resolve().parents[3] / "docs" / "browse.md").read_text("utf-8")
    for endpoint in ENDPOINTS:
        assert endpoint.path.replace("{", "<").replace("}", ">") in docs


async def test_every_endpoint_that_is_listed_answers(datasette: Datasette, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT document, snapshot FROM pages WHERE url = ?"
        document, snapshot = db.execute(sql, [GOVERNMENT_URL.format(2024)]).fetchone()
    page = (await datasette.client.get("/a/endpoints")).text
    for endpoint in ENDPOINTS:
        assert endpoint.path in page
        url = endpoint.path.format(id=document, snapshot=snapshot)
        arguments = endpoint.arguments.replace("440100", "990100")
        response = await datasette.client.get(f"/a/{url}{arguments}")
        assert response.status_code == 200, url


@pytest.mark.parametrize(
    "url", ["/a/search.xml", "/a/coverage.atom", "/a/years.html", "/a/feed.json", "/a/compare.csv"]
)
async def test_an_unknown_ending_is_not_found(datasette: Datasette, url: str) -> None:
    assert (await datasette.client.get(url)).status_code == 404


async def test_health_names_what_needs_a_person(datasette: Datasette) -> None:
    html = (await datasette.client.get("/a/health")).text
    assert "列表无行" in html
    assert "云泽县人民政府" in html
    problems = (await datasette.client.get("/a/health/problems?kind=no_rows")).text
    assert "the list has no rows" in problems
    assert (await datasette.client.get("/a/health/problems?run=none")).status_code == 404


async def test_search_is_narrowed_to_a_division_by_name_or_code(datasette: Datasette) -> None:
    async def issuers(query: str) -> set[str]:
        answer = (await datasette.client.get(f"/a/search.json?q=法治&{query}")).json()
        return {hit["issuer"] for hit in answer["hits"]}

    assert await issuers("division=980121") == await issuers("division=云泽县") == {"云泽县人民政府"}
    assert "青禾市人民政府" in await issuers("division=990100")
    assert "青禾市人民政府" not in await issuers("division=溪山区")
    assert await issuers("division=990100&level=city") == {"青禾市人民政府"}
    several = (await datasette.client.get("/a/search?q=法治&division=禾")).text
    assert "division=990102" in several
    assert "没有名称含" in (await datasette.client.get("/a/search?q=法治&division=昆仑")).text


async def test_robots_may_read_reports_and_not_search(path: Path) -> None:
    text = (await Datasette([str(path)]).client.get("/robots.txt")).text
    assert "Allow: /a/documents/" in text
    assert text.endswith("Disallow: /\n")
    closed = Datasette([str(path)], metadata={"plugins": {"fazhi": {"robots": "deny"}}})
    assert (await closed.client.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"


def test_a_check_lists_what_would_be_seen(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--archive", str(path), "--check"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"kind": "exposed", "what": "table documents: 13 rows, all columns"} in said
    assert "WARC files" in " ".join(line["what"] for line in said)


def test_a_check_warns_of_addresses_and_places_of_the_operators_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_library(tmp_path / "a.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE pages SET url = 'file:///srv/reports/1.html' WHERE url = ?", [GOVERNMENT_URL.format(2022)])
        db.execute("UPDATE runs SET place = 'node-7'")
    assert main(["publish", "--archive", str(path), "--check"]) == 1
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["what"] for line in said if line["kind"] == "warning"] == [
        "addresses that are no web addresses, the first: file:///srv/reports/1.html",
        "runs name where they ran: node-7",
    ]


async def test_a_published_copy_answers_readers_and_no_sql(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    main(["publish", "--archive", str(path), "--to", str(folder)])
    datasette = Datasette([], config_dir=folder)
    assert not datasette.get_database("archive").is_mutable
    assert (await datasette.client.get("/archive/search?q=法治")).status_code == 200
    assert "溪山区人民政府" in (await datasette.client.get("/archive/coverage?division=990102")).text
    for url in (
        "/archive?sql=select+1",
        "/archive.db",
        "/archive/documents_fts_data",
        "/archive/titles_fts_data",
        "/archive/documents?_where=1",
    ):
        assert (await datasette.client.get(url)).status_code == 403, url


def test_nothing_old_is_published_with_the_new(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--archive", str(path), "--to", str(tmp_path)]) == 2
    assert "expected a new folder" in capsys.readouterr().err


def test_publishing_is_either_a_look_or_a_copy(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--archive", str(path)]) == 2
    assert main(["publish", "--archive", str(path), "--check", "--to", str(tmp_path / "public")]) == 2
    assert "either --check or --to" in capsys.readouterr().err
    assert not (tmp_path / "public").exists()


async def test_what_needs_a_person_is_said_in_the_readers_language(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "utcnow", lambda: datetime(2026, 6, 1, tzinfo=UTC))
    client = Datasette([str(path)]).client
    chinese = (await client.get("/a/health")).text
    assert "最近一次抓取始于 40 天前（2026-04-22）。" in chinese
    assert "列表里没有读到条目，模板可能已变。" in chinese
    assert "the last crawl was started" not in chinese
    english = (await client.get("/a/health", headers={"accept-language": "en"})).text
    assert "the last crawl was started 40 days ago, on 2026-04-22" in english
    assert "990000 青禾市 青禾市溪山区</a>" in chinese  # its name, not its code


async def test_the_operator_is_told_of_an_archive_of_an_older_version(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, foreign = tmp_path / "older.db", tmp_path / "foreign.db"
    older.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(older)) as db:
        db.execute("DROP TABLE titles_fts")
        db.commit()
    with closing(sqlite3.connect(foreign)) as db:
        db.execute("CREATE TABLE documents (id)")
    house = Datasette([str(path), str(older), str(foreign)])
    await house.invoke_startup()
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"{older} was written by an older version and is shown as tables only; run fazhi upgrade {older}"
    assert (await house.client.get("/older/search")).status_code == 404
    assert (await house.client.get("/older/documents")).status_code == 200


async def test_a_file_that_cannot_be_read_keeps_nobody_from_starting(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked, junk = tmp_path / "locked.db", tmp_path / "junk.db"
    junk.write_bytes(b"no database " * 100)
    with closing(sqlite3.connect(locked, isolation_level=None)) as db:
        db.execute("CREATE TABLE documents (id)")
        db.execute("BEGIN EXCLUSIVE")
        house = Datasette([str(path), str(locked), str(junk), str(tmp_path / "missing.db")])
        await house.invoke_startup()
        assert (await house.client.get("/a/search")).status_code == 200
    assert capsys.readouterr().err == ""
