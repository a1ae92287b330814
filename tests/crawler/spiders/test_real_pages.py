"""Real pages, end to end: each becomes a document, or a problem with a reason; none is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.intake.inputs.folders import find_files
from crawler.intake.inputs.saved_pages import read_file
from tests.crawler.crawls import crawl, query
from tests.crawler.loopback_hosts import hosts

SHARED = Path(__file__).parents[4] / "shared"
PAGES, SEEDS = SHARED / "pages", SHARED / "seeds"
needs_shared = pytest.mark.skipif(not PAGES.is_dir(), reason="the folder of real pages is not beside the project")


@needs_shared
def test_the_five_dumps_become_five_documents_word_for_word(scrapy: Callable, tmp_path: Path) -> None:
    done = scrapy("ingest", *map(str, sorted(SEEDS.glob("*.txt"))))
    assert done.returncode == 0, done.stderr
    stored = {row["text"]: row for row in query(tmp_path / "archive.db", "SELECT * FROM documents")}
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.gold.json"))]
    assert stored.keys() == {gold["text"] for gold in golds}
    wrong = []
    for gold in golds:
        row = stored[gold["text"]]
        found = {
            "title": row["title"], "published": row["published_at"], "source": row["source"],
            "breadcrumb": json.loads(row["breadcrumb"]), "report_year": row["report_year"], "issuer": row["issuer"],
            "signature": row["signature"], "signed_on": row["signed_on"], "salutation": row["addressee"],
            "paragraphs": len(row["text"].split("\n")),
        }  # fmt: skip
        accepted = {"广州市花都区"} if gold.get("issuer_note") else set()
        wrong += [
            (name, value, gold[name]) for name, value in found.items() if value != gold[name] and value not in accepted
        ]
        if gold.get("site_id_code"):
            assert row["site_id_code"] == gold["site_id_code"]
    assert not wrong


@needs_shared
def test_ingesting_twice_changes_nothing(scrapy: Callable, tmp_path: Path) -> None:
    for _ in range(2):
        assert scrapy("ingest", str(SEEDS)).returncode == 0
    first, second = query(tmp_path / "archive.db", "SELECT * FROM runs ORDER BY started_at, id")
    assert (first["new"], first["documents"], second["new"], second["unchanged"], second["problems"]) == (5, 5, 0, 5, 0)


def _ends(archive: Path) -> dict[str, set[str]]:
    """Page addresses by how they ended."""
    documents = {row["url"] for row in query(archive, "SELECT p.url FROM pages p JOIN locations l ON l.page = p.id")}
    problems = {row["url"] for row in query(archive, "SELECT url FROM problems WHERE detail <> '' AND kind <> ''")}
    return {"documents": documents, "problems": problems}


@needs_shared
def test_every_saved_page_becomes_a_document_or_a_problem(scrapy: Callable, tmp_path: Path) -> None:
    done = scrapy("ingest", "--any", str(PAGES), "--manifest", str(PAGES / "wild" / "manifest.tsv"))
    assert done.returncode == 0, done.stderr
    files = list(find_files([PAGES]))
    assert len(files) > 150
    archive = tmp_path / "archive.db"
    ends = _ends(archive)
    all_pages = {row["url"] for row in query(archive, "SELECT url FROM pages")}
    assert all_pages == ends["documents"] | (ends["problems"] & all_pages)
    labelled = [path for path in files if path.with_suffix(".json") != path and path.with_suffix(".json").exists()]
    assert len(labelled) > 60
    # Addresses repeat among the files, so their bytes are compared.
    digests = {
        row["payload_digest"]
        for row in query(archive, "SELECT payload_digest FROM snapshots WHERE document IS NOT NULL")
    }
    assert len(digests) >= len(labelled)


@needs_shared
def test_real_pages_are_crawled_under_their_own_hosts(tmp_path: Path) -> None:
    table: dict[str, bytes] = {}
    portals: dict[str, list[str]] = {}
    pages = set()
    for number, path in enumerate(sorted([*PAGES.glob("*/*.html")])):
        (fetch,) = read_file(path, {})
        url = fetch.url if fetch.url.startswith("http") else f"http://page{number}.gov.example/art/{number}.html"
        url = url.replace("https://", "http://", 1)
        url += "index.html" if url.endswith("/") else ""  # a directory is a column, not a detail
        if url in table:
            continue
        host = urlsplit(url).hostname or ""
        section = f"http://{host}/list/{number}/"
        table[url] = fetch.body
        table[section] = f'<ul><li><a href="{url}">某地法治政府建设情况的报告</a></li></ul>'.encode()
        portals.setdefault(host, []).append(section)
        pages.add(url)
    toml = tmp_path / "portals.toml"
    toml.write_text(
        "\n".join(
            f'[p{number}]\nname = "{host}"\nhosts = ["{host}"]\ndivision = "990000"\nplatform = "generic"\nsections = {json.dumps(sections)}\n'
            for number, (host, sections) in enumerate(portals.items())
        ),
        "utf-8",
    )
    archive = tmp_path / "archive.db"
    with hosts() as served:
        served.table.update(table)
        crawl(served.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}")
    ends = _ends(archive)
    details = {row["url"] for row in query(archive, "SELECT url FROM pages WHERE role = 'detail'")}
    assert len(pages) > 150
    assert len(details) == len(pages)
    assert details <= ends["documents"] | ends["problems"]
    assert len(ends["documents"]) > len(pages) / 2
