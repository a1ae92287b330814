"""Long documents: read page by page, found again by their anchors, and whole for a printer."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.plugins import pm
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import datasette_plugin
from archive.api import Indicator
from archive.coverage.covered_divisions import Divisions
from archive.database import search_index
from archive.datasette_plugin.pages import reading_page
from archive.datasette_plugin.pages.outline_and_figures import marked_figures, sentence_with_figure
from archive.datasette_plugin.pages.reading_page import MOST_FIGURES, MOST_HEADINGS, MOST_ROWS
from archive.datasette_plugin.pages.text_pages import PAGE_WEIGHT, WEIGHT_OF_A_LINE, text_pages
from archive.datasette_plugin.pages.typesetting import blocks
from archive.text.tokens import parse_query
from tests.archive.small_archive import document, make_archive

LINES, TWICE, ONE_LINE, HEADINGS, FIGURES, PLACES = (f"l0000000000000{number}" for number in range(6))
N_HEADINGS, N_FIGURES = 3_000, 10_000


def lines_of(number: int) -> str:
    lines = [
        f"第{n}项：办理案件{n}件，开展活动{n % 7}场，审查合同{n % 11}份，各项部署均已落实。" for n in range(number)
    ]
    lines[number * 3 // 4] += "此处提到石桥镇。"
    return "\n".join(lines)


TEXTS = {
    LINES: lines_of(4_000),
    TWICE: lines_of(8_000),
    ONE_LINE: "水" * 100_000 + "石桥镇" + "水" * 50_000,
    HEADINGS: "\n".join(f"（一）健全机制{n}\n{'落实到位' * 10}。" for n in range(N_HEADINGS)),
    FIGURES: "".join(f"办件{n:05}件，" for n in range(N_FIGURES)),
    PLACES: "短文。",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    path = make_archive(tmp_path_factory.mktemp("archive") / "a.db")
    db = Database(path)
    with db.conn:
        for number, (key, text) in enumerate(TEXTS.items(), 100):
            row = document(key, text, title="题" * 2_000 if key == PLACES else key, structure_version="1")
            values = [number, *row.values()]
            sql = f"INSERT INTO documents (seq, {', '.join(row)}) VALUES ({', '.join('?' * len(values))})"
            db.execute(sql, values)
        db.conn.executemany("INSERT INTO indicators VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", figures())
        db.conn.executemany("INSERT INTO outline VALUES (?,?,?,?,?,?,?,?,?,?)", headings())
        for number in range(MOST_ROWS + 50):
            db.execute(
                "INSERT INTO pages (id, url, portal, role, first_seen_at, last_seen_at) VALUES (?, ?, 'qinghe', 'detail',"
                " '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')",
                [f"x{number}", f"http://www.qinghe.example/x/{number}.html"],
            )
            db.execute(
                "INSERT INTO locations (document, page, portal, title, first_seen_at, last_seen_at) VALUES (?, ?, 'qinghe',"
                " 't', '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')",
                [PLACES, f"x{number}"],
            )
        search_index.rebuild(db.conn)
    db.close()
    return path


def figures() -> Iterator[tuple[Any, ...]]:
    for key in (FIGURES, LINES, TWICE):
        for number, found in enumerate(re.finditer(r"办件(\d+)件|案件(\d+)件", TEXTS[key])):
            start, end = found.start() + 2, found.end()
            value = float(found[1] or found[2])
            yield key, number, "litig.total", value, "件", None, None, None, "办件", start, end, start, 0.9, "[]"


def headings() -> Iterator[tuple[Any, ...]]:
    for number, found in enumerate(re.finditer(r"（一）健全机制\d+", TEXTS[HEADINGS])):
        level = 1 if number % 100 == 0 else 2
        name = found[0].removeprefix("（一）")
        yield HEADINGS, number, str(number), level, "（一）", name, "heading", "other", *found.span()


async def pages(path: Path, key: str, query: str = "") -> list[BeautifulSoup]:
    """All pages of a document, each following the link to the next."""
    client = Datasette([str(path)]).client
    found: list[BeautifulSoup] = []
    link: str | None = f"?page=1{query}"
    while link:
        response = await client.get(f"/a/documents/{key}{link}")
        assert response.status_code == 200
        found.append(BeautifulSoup(response.text, "lxml"))
        links = found[-1].select("nav.pager a")
        link = next((str(each["href"]) for each in links if each.text.startswith("下一页")), None)
    return found


def shown_text(page: BeautifulSoup) -> str:
    text = page.select_one(".text")
    assert text
    return "".join(text.stripped_strings).replace("\n", "")


async def test_an_ordinary_report_is_one_page(path: Path) -> None:
    (page,) = await pages(path, "d00000000000001")
    assert not page.select(".pager")


@pytest.mark.parametrize("key", [LINES, ONE_LINE, HEADINGS, FIGURES])
async def test_the_pages_together_are_the_text(path: Path, key: str) -> None:
    found = await pages(path, key)
    assert len(found) > 1
    assert "".join(map(shown_text, found)) == TEXTS[key].replace("\n", "")
    assert f"共 {len(found)} 页" in found[0].text


@pytest.mark.parametrize("key", [LINES, ONE_LINE, HEADINGS, FIGURES])
async def test_no_page_is_larger_than_its_weight_allows(path: Path, key: str) -> None:
    for page in await pages(path, key):
        assert len(shown_text(page)) + WEIGHT_OF_A_LINE * len(page.select(".text > *")) <= PAGE_WEIGHT


async def test_headings_lead_to_the_page_on_which_they_stand(path: Path) -> None:
    found = await pages(path, HEADINGS)
    for here, page in enumerate(found, 1):
        links = page.select(".outline ol a")
        assert 0 < len(links) <= MOST_HEADINGS
        for link in links:
            target, _, anchor = str(link["href"]).partition("#")
            number = int(target.rpartition("=")[2]) if target else here
            (heading,) = found[number - 1].select(f".text #{anchor}")
            assert heading.text == link.text


async def test_an_anchor_of_another_page_leads_to_its_line_of_the_contents(path: Path) -> None:
    first, *others = await pages(path, HEADINGS)
    elsewhere = {str(each["id"]) for page in others for each in page.select(".text .level-2, .text h2")}
    held = {str(each["id"]) for each in first.select(".outline li[id]")}
    assert elsewhere
    assert elsewhere <= held
    for page in (first, *others):
        ids = [str(each["id"]) for each in page.select("[id]")]
        assert len(set(ids)) == len(ids)


async def test_figures_lead_to_their_sentence_on_the_same_page(path: Path) -> None:
    seen: list[str] = []
    for page in await pages(path, LINES):
        sentences = {f"#{each['id']}" for each in page.select("#indicators li")}
        links = page.select(".text a.stated")
        assert {str(link["href"]) for link in links} <= sentences
        seen += [str(link["id"]) for link in links]
    assert len(set(seen)) == len(seen)
    assert len(seen) > 100


async def test_what_is_left_out_of_a_page_is_told(path: Path) -> None:
    (first, *_) = await pages(path, FIGURES)
    assert len(first.select("#indicators li")) == MOST_FIGURES
    assert "10,000 项数字，本页列出 200 项" in first.text
    assert "没有标出" in first.text


@pytest.mark.parametrize("page", ["0", "-1", "1e3", "x", "٣", "9" * 300, "1.5", ""])
async def test_a_page_that_is_none_is_the_first(path: Path, page: str) -> None:
    response = await Datasette([str(path)]).client.get(f"/a/documents/{LINES}?page={page}")
    assert "第 1 页" in response.text


async def test_a_page_behind_the_last_is_the_last(path: Path) -> None:
    response = await Datasette([str(path)]).client.get(f"/a/documents/{LINES}?page=99999")
    assert re.search(r"第 (\d+) 页，共 \1 页", response.text)


@pytest.mark.parametrize("key", [LINES, ONE_LINE])
async def test_a_hit_of_a_search_opens_the_page_on_which_it_stands(path: Path, key: str) -> None:
    client = Datasette([str(path)]).client
    html = (await client.get(f"/a/documents/{key}?q=石桥镇")).text
    assert "<mark>石桥镇</mark>" in html
    assert "第 1 页" not in html
    assert re.search(r'href="\?q=%E7%9F%B3%E6%A1%A5%E9%95%87&(amp;)?page=\d+"', html)


async def test_the_whole_text_is_there_for_a_printer(path: Path) -> None:
    response = await Datasette([str(path)]).client.get(f"/a/documents/{LINES}.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == f"{LINES}\n\n{TEXTS[LINES]}\n"


async def test_json_has_all_of_a_long_document(path: Path) -> None:
    client = Datasette([str(path)]).client
    value = (await client.get(f"/a/documents/{HEADINGS}.json")).json()
    assert len(value["outline"]) == N_HEADINGS
    assert [each["line"] for each in value["outline"]] == list(range(0, 2 * N_HEADINGS, 2))
    assert len((await client.get(f"/a/documents/{FIGURES}.json")).json()["indicators"]) == N_FIGURES
    assert len((await client.get(f"/a/documents/{PLACES}.json")).json()["locations"]) == MOST_ROWS + 50


async def test_places_and_titles_without_end_are_cut(path: Path) -> None:
    (page,) = await pages(path, PLACES)
    assert len(page.select("#locations li")) == MOST_ROWS
    assert max(len(line) for line in page.stripped_strings) <= 1_100


async def test_a_query_with_too_much_in_it_marks_nothing_and_is_told(path: Path) -> None:
    url = f"/a/documents/d00000000000001?q={'水务' * 200}"
    response = await Datasette([str(path)]).client.get(url)
    assert response.status_code == 200
    assert "检索式过长" in response.text
    assert "<mark>" not in response.text


def calls_for_a_page(path: Path, key: str) -> int:
    """How many Python functions are called to read the first page of a document and to mark its figures."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        divisions = Divisions(db)
        query = parse_query("案件")
        sys.setprofile(count)
        try:
            page = reading_page.read(db, key, divisions, 1)
            assert page
            for block in page.blocks:
                named = [(number, each, "") for number, each in page.figures_in(block.start, block.text)]
                marked_figures(block.text, block.start, named, query)
        finally:
            sys.setprofile(None)
    return counted


def test_a_page_costs_the_same_however_long_the_text_is(path: Path) -> None:
    calls_for_a_page(path, LINES)  # what is made once
    lines = TEXTS[TWICE].count("\n") - TEXTS[LINES].count("\n")
    more = calls_for_a_page(path, TWICE) - calls_for_a_page(path, LINES)
    assert more < 30 * lines  # a walk over the lines, and not over the figures for each of them


def figure_at(start: int, end: int, sentence: str) -> Indicator:
    """A figure that stands in text[start:end], its sentence at the beginning of the text."""
    return Indicator(
        indicator="litig.total",
        value=1.0,
        unit="件",
        qualifier=None,
        scope=None,
        year=None,
        sentence=sentence,
        start=start,
        end=end,
        sentence_start=0,
        confidence=0.9,
        flags=(),
    )


def test_marking_figures_and_hits_reads_each_piece_once() -> None:
    def calls(number: int) -> int:
        text = "水1件，" * number
        figures = [(n, figure_at(4 * n + 1, 4 * n + 3, ""), "") for n in range(number)]
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            marked_figures(text, 0, figures, parse_query("水"))
        finally:
            sys.setprofile(None)
        return counted

    assert calls(400) < 2.5 * calls(200)


def test_a_sentence_without_end_is_shown_around_its_figure() -> None:
    figure = figure_at(900, 902, "前" * 900 + "7件" + "后" * 900)
    shown = sentence_with_figure(figure)
    assert "<em>7件</em>" in shown
    assert len(shown) < 400


@given(st.lists(st.tuples(st.sampled_from("字\t 　"), st.integers(0, 3 * PAGE_WEIGHT)), max_size=6))
def test_pages_hold_every_character_once_and_count_the_lines(drawn: list[tuple[str, int]]) -> None:
    text = "\n".join(sign * length for sign, length in drawn)
    paged = text_pages(text)
    assert "".join(text[page.start : page.end] for page in paged.pages) == text
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    lines = zip(starts, text.split("\n"), strict=True)
    assert paged.line_starts == [start for start, line in lines if line.strip()]
    for page in paged.pages:
        assert page.lines_before == sum(start < page.start for start in paged.line_starts)


@given(st.text(alphabet="字。\n\t １", max_size=200))
def test_a_text_in_pages_has_the_blocks_of_the_whole(text: str) -> None:
    (page,) = text_pages(text).pages
    assert blocks(text, page=page) == blocks(text)
