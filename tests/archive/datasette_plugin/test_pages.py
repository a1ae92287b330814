"""The pages that a reader sees, asked of a real Datasette."""

import csv
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from sqlite_utils import Database

from archive import datasette_plugin
from archive.datasette_plugin.pages import search_form
from tests.archive.small_archive import RIVER_TEXT, make_archive

RIVER, FOREST, HOSTILE, SCHOOL = (f"d0000000000000{number}" for number in range(1, 5))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    # A name that is no word of ours, and that a URL has to encode.
    return make_archive(tmp_path_factory.mktemp("archive") / "some reports.v2.db")


@pytest.fixture
def datasette(path: Path) -> Datasette:
    return Datasette([str(path)])


@pytest.fixture
def base(datasette: Datasette) -> str:
    return str(datasette.urls.database("some reports.v2"))


async def page(datasette: Datasette, url: str, status: int = 200) -> str:
    response = await datasette.client.get(url)
    assert response.status_code == status, response.text
    return response.text


def words(html: str) -> str:
    """The words of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


async def test_home_shows_a_search_box_counts_and_newest_documents(datasette: Datasette, base: str) -> None:
    html = await page(datasette, "/")
    assert f'action="{base}/search"' in html
    assert re.search(r"<dt>报告</dt><dd>5</dd>", html)
    assert "2022–2024" in html
    assert html.index("营商环境专项报告") < html.index("青禾县水务局2023年度法治政府建设情况报告")
    assert f'href="{base}/documents/{SCHOOL}"' in html


async def test_home_of_an_empty_archive_says_so(tmp_path: Path) -> None:
    from archive.database.migrations import migrations

    database = Database(tmp_path / "empty.db")
    migrations.apply(database)
    assert "档案库里还没有报告" in await page(Datasette([str(tmp_path / "empty.db")]), "/")


async def test_a_database_that_is_no_archive_keeps_the_pages_of_datasette(tmp_path: Path) -> None:
    other = Database(tmp_path / "other.db")
    other["documents"].insert({"id": "a", "name": "x"}, pk="id")
    other["search"].insert({"id": "b"}, pk="id")
    datasette = Datasette([str(tmp_path / "other.db")])
    assert "Datasette: " in await page(datasette, "/")
    assert "1 row" in await page(datasette, "/other/search")
    assert "documents: a" in await page(datasette, "/other/documents/a")
    response = await datasette.client.get("/")
    assert "content-security-policy" not in response.headers


async def test_search_shows_hits_marked_and_counted(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/search?q=营商环境")
    assert "共 3 件" in html
    assert "<mark>营商环境</mark>专项报告" in html
    assert html.index(SCHOOL) < html.index(HOSTILE) < html.index(FOREST)


async def test_search_marks_what_is_printed_with_spaces(datasette: Datasette, base: str) -> None:
    assert "<mark>法 治 政 府建设的</mark>" in await page(datasette, f"{base}/search?q=法治政府建设的")


async def test_search_filters_and_keeps_them_in_its_links(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/search?q=法治&year=2023&order=newest")
    assert "共 2 件" in html
    assert "order=newest" in html
    assert '<option value="2023" selected>' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "输入词语开始检索"),
        ("q=、", "输入词语开始检索"),
        ("q=-法治", "只排除、不查找"),
        ("q=没有这句话", "没有找到符合条件的报告"),
        ("q=法治、没有", "法治 没有"),
        ("q=法治&year=昨年", "已忽略“昨年”"),
        ("issuer=林业局", "青禾县林业局"),
        ("issuer=某某", "也没有名称相近的"),
        ("q=法治&page=0", "共 2 件"),
        ("q=法治&page=400", "共 2 件，这一页已在其后"),
        ("q=法治&page=99999999999", "共 2 件"),
        ("q=%00%ff%22*(", "检索说明"),
    ],
)
async def test_an_empty_or_wrong_query_is_explained(datasette: Datasette, base: str, query: str, expected: str) -> None:
    assert expected in words(await page(datasette, f"{base}/search?{query}"))


async def test_a_search_past_the_time_limit_says_so(path: Path, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*args: object, **options: object) -> None:
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(search_form, "search", too_slow)
    assert "超过了时限" in await page(Datasette([str(path)]), f"{base}/search?q=法治")


async def test_search_answers_programs(datasette: Datasette, base: str) -> None:
    answer = (await datasette.client.get(f"{base}/search.json?q=营商环境&year=2023")).json()
    (hit,) = answer["hits"]
    assert (answer["total"], hit["id"], hit["issuer"]) == (1, SCHOOL, "青禾县教育局")
    assert hit["url"].endswith(f"/documents/{SCHOOL}")


async def test_search_gives_spreadsheets_no_formula(path: Path, base: str, tmp_path: Path) -> None:
    own = shutil.copy(path, tmp_path)
    with Database(own).conn as db:
        db.execute("UPDATE documents SET issuer = '=1+1' WHERE id = ?", [FOREST])
    text = await page(Datasette([own]), f"{base}/search.csv?q=营商环境")
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
    assert [row["id"] for row in rows] == [SCHOOL, HOSTILE, FOREST]
    assert rows[2]["issuer"] == "'=1+1"


async def test_a_document_reads_like_a_report(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/documents/{RIVER}")
    assert "<h1>青禾县水务局2023年度法治政府建设情况报告</h1>" in html
    assert re.search(r"<h2[^>]*>一、主要举措和成效</h2>", html)
    assert '<p class="addressee">青禾县人民政府:</p>' in html
    assert '<p class="signature">2024年1月15日</p>' in html
    assert re.search(r"<strong>（一）健全决策机制。</strong>全年", html)
    assert '<th scope="col">2023年</th>' in html
    assert "<td>102</td>" in html


async def test_no_word_of_the_text_is_lost(datasette: Datasette, base: str) -> None:
    shown = words(await page(datasette, f"{base}/documents/{RIVER}")).replace(" ", "")
    for line in RIVER_TEXT.split("\n"):
        assert all(cell.replace(" ", "") in shown for cell in line.split("\t"))


async def test_a_document_shows_where_it_was_found_and_the_evidence(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/documents/{RIVER}")
    assert '<a href="http://www.qinghe.example/fzzf/1.html"' in html
    assert f"sha256:{1:064x}" in html
    assert "crawl-1.warc.gz，偏移 1000，长 900 字节" in html
    assert "2026-03-01 16:00" in html
    assert "青水〔2024〕3号" in html
    assert "据落款" in html  # how the issuer was found
    assert f'href="{base}/documents/{SCHOOL}"' in html  # the version before


async def test_a_hit_leads_to_its_words_in_the_document(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/search?q=决策机制")
    (link,) = re.findall(rf'href="({re.escape(base)}/documents/{RIVER}[^"]*)"', html)
    assert "健全<mark>决策机制</mark>。" in await page(datasette, link)
    assert "<mark>" not in await page(datasette, f"{base}/documents/{RIVER}")


async def test_a_document_without_title_gets_a_label_that_says_so(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/documents/{FOREST}")
    assert "<h1>［青禾县林业局 2022年报告］</h1>" in html
    assert "原文没有标题" in html


async def test_a_former_id_leads_to_its_document(datasette: Datasette, base: str) -> None:
    response = await datasette.client.get(f"{base}/documents/d0000000000000f")
    assert response.status_code == 302
    assert response.headers["location"] == f"{base}/documents/{RIVER}"


async def test_an_unknown_id_is_not_found(datasette: Datasette, base: str) -> None:
    assert "没有这件报告" in await page(datasette, f"{base}/documents/d999999999999999", status=404)


async def test_a_url_that_leads_nowhere_offers_the_ways_back(datasette: Datasette, base: str) -> None:
    html = await page(datasette, f"{base}/nothing", status=404)
    assert "没有这一页" in html
    assert f'href="{base}/search"' in html
    assert (await datasette.client.get(f"{base}/nothing.json")).json()["status"] == 404


async def test_a_document_is_there_for_programs(datasette: Datasette, base: str) -> None:
    answer = (await datasette.client.get(f"{base}/documents/{RIVER}.json?_shape=objects")).json()
    assert answer["rows"][0]["text"] == RIVER_TEXT


async def test_the_table_of_documents_searches_in_chinese(datasette: Datasette, base: str) -> None:
    answer = (await datasette.client.get(f"{base}/documents.json?_search=法治&_shape=array")).json()
    assert {row["id"] for row in answer} == {RIVER, SCHOOL}


@pytest.mark.parametrize("query", ["", '"', "法治 AND (", "title:法", "*", "-法", "'"])
async def test_the_table_of_documents_bears_any_query(datasette: Datasette, base: str, query: str) -> None:
    response = await datasette.client.get(f"{base}/documents.json", params={"_search": query})
    assert response.status_code == 200


async def test_the_table_of_documents_has_facets_and_links_to_the_reading_pages(
    datasette: Datasette, base: str
) -> None:
    html = await page(datasette, f"{base}/documents")
    for column in ("report_year", "issuer", "portal", "kind"):
        assert f'id="facet-{column}"' in html
    assert f'href="{base}/documents/{RIVER}"' in html
    assert "执法力量" not in html  # the texts stay out of the table


@pytest.mark.parametrize("table", ["portals", "pages", "snapshots", "locations", "versions", "runs", "problems"])
async def test_every_table_opens(datasette: Datasette, base: str, table: str) -> None:
    await page(datasette, f"{base}/{table}")


async def test_inner_tables_are_hidden(datasette: Datasette, base: str) -> None:
    html = await page(datasette, base)
    assert f'href="{base}/documents"' in html
    for table in ("documents_fts", "documents_fts_data", "titles_fts", "titles_fts_data", "meta", "_sqlite_migrations"):
        assert f'href="{base}/{table}"' not in html


async def test_sql_has_our_functions(datasette: Datasette, base: str) -> None:
    sql = (
        "select zh_snippet(text, '依法行政') as s from documents where seq in"
        " (select rowid from documents_fts where documents_fts match zh_query('依法行政 林业'))"
    )
    response = await datasette.client.get(f"{base}.json", params={"sql": sql, "_shape": "array"})
    assert response.json() == [
        {"s": "今年以来，我局认真落实【依法行政】要求，优化营商环境。\n青禾县林业局\n2023年2月1日"}
    ]


async def test_an_operators_metadata_wins_over_ours(path: Path) -> None:
    metadata = {"databases": {"some reports.v2": {"tables": {"documents": {"facets": ["kind"]}}}}}
    html = await page(Datasette([str(path)], metadata=metadata), "/some~20reports~2Ev2/documents")
    assert 'id="facet-kind"' in html
    assert 'id="facet-issuer"' not in html


@pytest.mark.parametrize(
    "rule", [{"allow": {"id": "root"}}, {"tables": {"documents": {"allow": {"id": "root"}}}}], ids=["file", "table"]
)
async def test_who_may_not_see_the_documents_sees_no_page_of_ours(path: Path, rule: dict[str, object]) -> None:
    closed = {"databases": {"some reports.v2": rule}}
    datasette = Datasette([str(path)], metadata=closed)
    for url in ("search?q=法治", f"documents/{RIVER}"):
        assert "执法" not in await page(datasette, f"/some~20reports~2Ev2/{url}", status=403)
    assert "水务局" not in await page(datasette, "/")


async def test_base_url_stands_before_every_link(path: Path) -> None:
    datasette = Datasette([str(path)], settings={"base_url": "/library/"})
    for url in ("/", "/some~20reports~2Ev2/search?q=法治", f"/some~20reports~2Ev2/documents/{RIVER}"):
        html = await page(datasette, url)
        local = re.findall(r'(?:href|action)="(/[^"]*)"', html)
        assert local
        assert all(link.startswith("/library/") for link in local)
