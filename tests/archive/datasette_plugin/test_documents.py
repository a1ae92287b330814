"""One document for whoever cites it, takes it or checks it: citation, JSON, original bytes, headers for caches."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from hypothesis import given
from hypothesis import strategies as st

from archive import datasette_plugin
from archive.api import Indicator
from archive.datasette_plugin.pages.citation import Work, bibtex, gb_t_7714
from archive.datasette_plugin.pages.document_json import FORMAT
from archive.datasette_plugin.pages.outline_and_figures import marked_figures, sentence_with_figure
from archive.datasette_plugin.pages.typesetting import blocks
from archive.datasette_plugin.words.indicator_words import indicator_name
from archive.document_fields import COLUMNS
from archive.identity import payload_digest
from cleaners.structure.indicators import VOCABULARY
from tests.browser.invented_archive import GOVERNMENT_URL, HOSTILE_URL, make_library

ROOT = Path(__file__).resolve().parents[3]
WORK = Work(
    "d1",
    "某县水务局2023年度报告",
    "某县水务局",
    "2024-01-20",
    "2026-03-02",
    "http://a.example/1",
    "http://b.example/d1",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path_factory.mktemp("library") / "a.db")


@pytest.fixture
def datasette(path: Path) -> Datasette:
    return Datasette([str(path)])


def shown_at(path: Path, url: str) -> tuple[str, str]:
    """The document and the snapshot that a page shows."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT document, snapshot FROM pages WHERE url = ?", [url]).fetchone()
    return str(found[0]), str(found[1])


def test_a_citation_follows_the_standard() -> None:
    assert gb_t_7714(WORK) == "某县水务局. 某县水务局2023年度报告[EB/OL]. (2024-01-20)[2026-03-02]. http://a.example/1."


def test_a_citation_leaves_out_what_is_not_known() -> None:
    bare = Work("d1", "［无标题文件 d1］", None, None, None, "http://b.example/d1", "http://b.example/d1")
    assert gb_t_7714(bare) == "［无标题文件 d1］[EB/OL]. http://b.example/d1."
    assert "author" not in bibtex(bare)
    assert "urldate" not in bibtex(bare)


@given(st.text())
def test_no_title_breaks_a_bibtex_entry(title: str) -> None:
    entry = bibtex(Work("d1", title, title, None, None, f"http://a.example/{title}", "http://b.example/d1"))
    depth = 0
    for brace in re.sub(r"\\[{}]", "", entry):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[%#$&]", "\n".join(line for line in entry.split("\n") if "title =" in line))


async def test_a_document_has_a_shape_that_stays(datasette: Datasette, path: Path) -> None:
    document, snapshot = shown_at(path, GOVERNMENT_URL.format(2024))
    answer = (await datasette.client.get(f"/a/documents/{document}.json")).json()
    assert answer["format"] == FORMAT
    assert answer["url"].endswith(f"/a/documents/{document}")
    assert [(part["level"], part["part"]) for part in answer["outline"] if part["level"] == 1] == [
        (1, "achievements"),
        (1, "first_responsible"),
        (1, "problems"),
        (1, "plans"),
    ]
    lines = [line for line in answer["text"].split("\n") if line.strip()]
    assert all(lines[part["line"]].startswith(part["heading"]) for part in answer["outline"])
    assert answer["evidence"][0]["snapshot"] == snapshot
    assert answer["evidence"][0]["original"].endswith(f"/a/originals/{snapshot}")
    assert {"previous_year", "next_year"} == set(filter(answer["neighbours"].get, answer["neighbours"]))
    assert answer["citation"]["published_on"] == "2025-01-30"
    assert answer["division"] == "990000 青禾市 青禾市溪山区"


async def test_a_document_carries_the_outline_that_the_archive_holds(datasette: Datasette, path: Path) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    answer = (await datasette.client.get(f"/a/documents/{document}.json")).json()
    second = answer["outline"][1]
    assert (second["path"], second["mark"], second["kind"], second["in_part"]) == (
        "1.1",
        "（一）",
        "heading",
        "achievements",
    )
    assert all(node["heading"] == answer["text"][node["start"] : node["end"]] for node in answer["outline"])


async def test_a_document_carries_its_figures_with_their_evidence(datasette: Datasette, path: Path) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    answer = (await datasette.client.get(f"/a/documents/{document}.json")).json()
    assert answer["indicators_are"] == "candidates with evidence, never official statistics"
    assert [(each["indicator"], each["value"], each["unit"]) for each in answer["indicators"]] == [
        ("decision.reviewed", 65, "份"),
        ("punish.cases", 68, "件"),
        ("service.items", 111, "项"),
        ("review.accepted", 6, "件"),
        ("review.mediated", 74, "件"),
        ("pop.events", 7, "场"),
        ("pop.reach", 77, "人次"),
        ("counsel.jobs", 80, "份"),
        ("counsel.jobs", 8, "次"),
    ]
    for each in answer["indicators"]:
        assert answer["text"][each["start"] : each["end"]] == f"{each['value']:.0f}{each['unit']}"
        assert answer["text"][each["sentence_start"] :].startswith(each["sentence"])
    assert answer["indicators"][1]["name"] == "行政处罚"
    assert answer["indicators"][-1]["flags"] == ["several"]


async def test_figures_are_marked_in_the_text_and_listed_with_their_sentences(datasette: Datasette, path: Path) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    page = (await datasette.client.get(f"/a/documents/{document}?q=案件68件")).text
    assert (
        '办理行政处罚<mark>案件</mark><a class="stated" id="figure-2" href="#indicator-2" tabindex="-1" title="行政处罚">'
        "<mark>68件</mark></a>，开展案卷评查4次。" in page
    )
    assert '<a class="amount" href="#figure-2">68 件</a>' in page
    assert "推进行政执法三项制度，办理行政处罚案件<em>68件</em>，开展案卷评查4次。" in page
    assert "附原句的候选数据，绝非官方统计。" in page
    assert (await datasette.client.get("/a/vocabulary")).text.count("<tr id=") == len(VOCABULARY)


async def test_figures_from_strange_texts_stay_text(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.db")
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    hostile = '<script>alert("1")</script>\u202e'
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE indicators SET indicator = ?, unit = ?, scope = ?, qualifier = ?", [hostile] * 4)
        db.execute("UPDATE indicators SET sentence = ?, flags = ? WHERE ordinal = 1", [hostile, f'["{hostile[:8]}"]'])
        db.execute("UPDATE indicators SET flags = 'broken', span_end = 9999999 WHERE ordinal = 2")
        db.execute("UPDATE outline SET heading = ?, part = ?, span_end = span_end + 3", [hostile, hostile])
    client = Datasette([str(path)]).client
    page = await client.get(f"/a/documents/{document}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    assert (await client.get(f"/a/documents/{document}.json")).status_code == 200


def test_of_two_figures_that_share_a_number_the_first_is_marked() -> None:
    one = Indicator(
        "appear.rate", 100.0, "%", None, None, 2024, confidence=0.9, flags=(), sentence="出庭率100%。", sentence_start=0,
        start=3, end=7,
    )  # fmt: skip
    page = marked_figures("出庭率100%。", 0, [(1, one, "甲"), (2, one, "乙")], None)
    assert page.count("<a ") == 1
    assert 'title="甲">100%</a>。' in page
    assert sentence_with_figure(one) == "出庭率<em>100%</em>。"


async def test_a_document_whose_outline_nobody_has_read_has_headings_by_their_numbers(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.db")
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM outline")
        db.execute("DELETE FROM indicators")
        db.execute("UPDATE documents SET structure_version = NULL")
    client = Datasette([str(path)]).client
    answer = (await client.get(f"/a/documents/{document}.json")).json()
    assert [part["heading"] for part in answer["outline"] if part["level"] == 1] == [
        "一、主要举措和成效",
        "二、党政主要负责人履行推进法治建设第一责任人职责情况",
        "三、存在的问题",
        "四、2025年工作打算",
    ]
    assert answer["indicators"] == []
    assert 'id="indicators"' not in (await client.get(f"/a/documents/{document}")).text


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "行政复议审结"), ("en", "Cases of administrative review decided or otherwise closed")]
)
def test_an_indicator_is_called_as_the_vocabulary_has_it(language: str, name: str) -> None:
    assert indicator_name("review.closed", language) == name
    assert indicator_name("unknown.id", language) == "unknown.id"


async def test_a_bibtex_file_is_saved(datasette: Datasette, path: Path) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    response = await datasette.client.get(f"/a/documents/{document}.bib")
    assert response.headers["content-disposition"] == f'attachment; filename="{document}.bib"'
    assert response.text.startswith(f"@misc{{{document},")


async def test_former_ids_lead_to_every_form_of_a_document(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.db")
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO former_ids VALUES ('d00000000000000a', ?)", [document])
    client = Datasette([str(path)]).client
    for ending in ("", ".json", ".bib"):
        response = await client.get(f"/a/documents/d00000000000000a{ending}")
        assert response.headers["location"] == f"/a/documents/{document}{ending}"
    compared = await client.get(f"/a/compare?a=d00000000000000a&b={document}")
    assert compared.status_code == 200


async def test_original_bytes_come_as_an_attachment_that_no_browser_shows(datasette: Datasette, path: Path) -> None:
    _, snapshot = shown_at(path, HOSTILE_URL)
    response = await datasette.client.get(f"/a/originals/{snapshot}")
    assert b"<script>" in response.content
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="{snapshot}.html"'
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["etag"] == f'"{payload_digest(response.content)}"'


async def test_damaged_or_missing_bytes_are_not_handed_out(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.db")
    _, snapshot = shown_at(path, GOVERNMENT_URL.format(2024))
    client = Datasette([str(path)]).client
    (first, *_) = sorted((tmp_path / "warc").glob("*.gz"))
    whole = first.read_bytes()
    first.write_bytes(bytes(len(whole)))
    damaged = await client.get(f"/a/originals/{snapshot}")
    assert (damaged.status_code, str(tmp_path) in damaged.text) == (404, False)
    assert "摘要不符" in damaged.text
    first.unlink()
    assert "不在本服务器上" in (await client.get(f"/a/originals/{snapshot}")).text
    assert (await client.get("/a/originals/none")).status_code == 404
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    assert "下载原始字节" not in (await client.get(f"/a/documents/{document}")).text


@pytest.mark.parametrize("name", ["../secret.gz", "/etc/passwd", "a/../../b.gz"])
async def test_no_row_leads_out_of_the_folder_of_warc_files(tmp_path: Path, name: str) -> None:
    path = make_library(tmp_path / "a.db")
    _, snapshot = shown_at(path, GOVERNMENT_URL.format(2024))
    (tmp_path / "secret.gz").write_bytes(b"secret")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE snapshots SET warc_file = ? WHERE id = ?", [name, snapshot])
    assert (await Datasette([str(path)]).client.get(f"/a/originals/{snapshot}")).status_code == 404


@pytest.mark.parametrize("url", ["/", "/a/search?q=法治", "/a/coverage", "/a/feed.atom", "/a/search.csv?q=法治"])
async def test_what_a_reader_has_is_not_sent_again(datasette: Datasette, url: str) -> None:
    first = await datasette.client.get(url)
    assert first.status_code == 200
    assert first.headers["cache-control"].startswith("max-age=")
    again = await datasette.client.get(url, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert (await datasette.client.get(url, headers={"if-none-match": '"other"'})).status_code == 200


async def test_each_language_has_its_own_place_in_a_cache(datasette: Datasette) -> None:
    chinese = await datasette.client.get("/a/search?q=法治")
    english = await datasette.client.get("/a/search?q=法治", headers={"accept-language": "en"})
    assert chinese.headers["etag"] != english.headers["etag"]
    assert {"accept-language", "cookie"} <= {each.strip().lower() for each in english.headers["vary"].split(",")}


async def test_our_style_is_kept_by_browsers_and_new_when_it_changes(datasette: Datasette) -> None:
    html = (await datasette.client.get("/")).text
    (url,) = re.findall(r'rel="stylesheet" href="([^"]+)"', html)
    response = await datasette.client.get(url, headers={"cookie": "fazhi_language=en"})
    assert "immutable" in response.headers["cache-control"]
    assert (await datasette.client.get(url.split("?")[0])).headers.get("cache-control") is None


async def test_hostile_text_comes_back_as_it_was_in_json(datasette: Datasette, path: Path) -> None:
    document, _ = shown_at(path, HOSTILE_URL)
    response = await datasette.client.get(f"/a/documents/{document}.json")
    assert response.headers["content-type"].startswith("application/json")
    assert "</article><script>" in json.loads(response.text)["text"]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、主要举措和成效", "achievements"),
        ("二、党政主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
        ("三、存在的问题和原因", "problems"),
        ("四、2026年工作打算", "plans"),
        ("五、其他需要报告的情况", "other"),
        ("六、坚持党的领导", None),
    ],
)
def test_words_tell_which_part_a_heading_opens(heading: str, part: str | None) -> None:
    assert blocks(f"{heading}\n本县认真落实。")[0].part == part


async def test_bytes_that_are_no_utf8_break_no_page(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.db")
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    broken = "CAST(x'e6b3ff3c623ee6' AS TEXT)"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(
            f"UPDATE documents SET title = {broken}, issuer = {broken}, source = {broken} WHERE id = ?", [document]
        )
        db.execute(
            f"UPDATE documents SET breadcrumb = '[broken', found = '7', text = {broken} || text WHERE id = ?",
            [document],
        )
        db.execute(f"UPDATE portals SET name = {broken} WHERE id = 'xishan'")
        db.execute(f"UPDATE problems SET detail = {broken}")
    client = Datasette([str(path)]).client
    for url in (
        "/",
        "/a/search?q=法治",
        "/a/search.csv?q=法治",
        f"/a/documents/{document}",
        f"/a/documents/{document}.json",
        f"/a/documents/{document}.bib",
        f"/a/compare?a={document}",
        "/a/coverage?division=990102",
        "/a/coverage.csv?division=990102",
        "/a/health",
        "/a/health/problems",
        "/a/feed.atom",
        "/a/documents",
    ):
        response = await client.get(url)
        assert response.status_code == 200, url
        assert (
            "<b>" not in response.text or "json" in response.headers["content-type"] or ".csv" in url or ".bib" in url
        )


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("zh", [("发布机关", "溪山区人民政府", "据落款"), ("报告年度", "2024", "据标题"), ("主题词", "法治；年报", "题下信息行")]),
        ("en", [("Issuing organ", "溪山区人民政府", "from the signature"), ("Report year", "2024", "from the title"),
                ("Keywords", "法治；年报", "line below the title")]),
    ],
)  # fmt: skip
async def test_the_facts_name_each_field_its_value_and_how_it_was_found(
    path: Path, tmp_path: Path, language: str, facts: list[tuple[str, str, str]]
) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    copy = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(copy)) as target:
        db.backup(target)
        target.execute(
            "UPDATE documents SET keywords = '法治；年报', found = json_set(found, '$.keywords', 'info line') WHERE id = ?",
            [document],
        )
        target.commit()
    response = await Datasette([str(copy)]).client.get(
        f"/a/documents/{document}", headers={"accept-language": language}
    )
    shown = re.findall(
        r'<div><dt>(.*?)</dt><dd><bdi>(.*?)</bdi>(?: <span class="how"[^>]*>(.*?)</span>)?', response.text
    )
    assert [fact for fact in shown if fact in facts] == facts


async def test_the_json_of_a_document_has_every_exported_column(path: Path, datasette: Datasette) -> None:
    document, _ = shown_at(path, GOVERNMENT_URL.format(2024))
    value = (await datasette.client.get(f"/a/documents/{document}.json")).json()
    assert {field.name for field in COLUMNS if field.is_exported} <= set(value)
    assert (value["breadcrumb"], value["tables"], value["found"]["issuer"]) == ([], [], "signature")


async def test_the_same_words_of_another_organ_are_named_on_the_page_of_each(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.db"
    shutil.copy(path, copy)
    document, _ = shown_at(path, GOVERNMENT_URL.format(2023))
    with closing(sqlite3.connect(copy)) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(documents)")]
        other = {"id": "'d0ther'", "seq": "seq + 1000000", "title": "'乙局的报告'", "text_digest": "'sha256:1'"}
        other["words_digest"] = "text_digest"
        values = ", ".join(other.get(name, f'"{name}"') for name in columns)
        db.execute(f"INSERT INTO documents SELECT {values} FROM documents WHERE id = ?", [document])
        db.commit()
    client = Datasette([str(copy)]).client
    for one, another in ((document, "d0ther"), ("d0ther", document)):
        page = (await client.get(f"/a/documents/{one}")).text
        appendix = page.partition('id="same-words"')[2].partition("</section>")[0]
        assert f"/a/documents/{another}" in appendix
        assert (await client.get(f"/a/documents/{one}.json")).json()["same_words"] == [another]
    assert 'id="same-words"' not in (await Datasette([str(path)]).client.get(f"/a/documents/{document}")).text
