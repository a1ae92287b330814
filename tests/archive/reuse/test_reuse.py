"""How much of a report stands in others: estimated from MinHashes, exact on demand, from the command and on pages."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.__main__ import main
from archive.reuse.shares import estimated, exact, paragraphs
from tests.browser.invented_archive import GOVERNMENT_URL, make_library


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path_factory.mktemp("library") / "a.db")


@pytest.fixture
def db(path: Path):
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def government(path: Path, year: int) -> str:
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT document FROM pages WHERE url = ?"
        return str(db.execute(sql, [GOVERNMENT_URL.format(year)]).fetchone()[0])


def run(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> list[dict[str, object]]:
    assert main(["reuse", "--archive", str(path), *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_other_years_neighbours_and_what_resembles_it_are_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, path, government(path, 2024))
    years = {line["label"] for line in lines if line["relation"] == "other_year"}
    assert years == {f"溪山区人民政府{year}年度法治政府建设情况报告" for year in (2022, 2023, 2025)}
    beside = {str(line["label"])[:6] for line in lines if line["relation"] == "same_portal_and_year"}
    assert {"溪山区教育局", "溪山区水务局"} < beside
    shares = [line["of_document"] for line in lines]
    assert shares == sorted(shares, reverse=True)
    assert {line["method"] for line in lines} == {"estimate"}


def test_one_other_document_is_compared_exactly(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = government(path, 2024), government(path, 2023)
    (line,) = run(capsys, path, one, other)
    assert (line["method"], line["relation"]) == ("exact", "asked")
    assert line["of_document"] == pytest.approx(0.81, abs=0.01)
    exacts = {each["other"]: each["of_document"] for each in run(capsys, path, "--exact", one)}
    assert exacts[other] == line["of_document"]


async def test_the_page_and_the_command_say_the_same(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = government(path, 2024), government(path, 2023)
    client = Datasette([str(path)]).client
    page = (await client.get(f"/a/compare?a={one}&b={other}")).text
    told = re.search(r"甲文有 ([\d.]+)% 的文字也见于乙文\D+([\d.]+)%", page)
    (line,) = run(capsys, path, one, other)
    assert told
    assert [float(share) / 100 for share in told.groups()] == pytest.approx(
        [line["of_document"], line["of_other"]], abs=0.0006
    )


async def test_estimates_stand_on_the_reading_page_and_in_the_json(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = government(path, 2024), government(path, 2023)
    told = {line["other"]: line["of_document"] for line in run(capsys, path, one)}
    client = Datasette([str(path)]).client
    answer = (await client.get(f"/a/documents/{one}.json")).json()
    assert {each["other"]: each["of_this"] for each in answer["reuse"]}[other] == told[other]
    share = f"本文约 {told[other]:.0%} 见于该文"
    assert share in (await client.get(f"/a/documents/{one}")).text
    assert share in (await client.get(f"/a/compare?a={one}")).text


def test_a_text_without_a_MinHash_is_compared_only_exactly(db: sqlite3.Connection, path: Path) -> None:
    one, other = government(path, 2024), government(path, 2023)
    assert set(estimated(db, one, [other])) == {other}
    db.execute("UPDATE minhashes SET algorithm = 'older' WHERE seq = (SELECT seq FROM documents WHERE id = ?)", [one])
    assert estimated(db, one, [other]) == {}
    db.rollback()


def test_an_unknown_document_is_misuse(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", "--archive", str(path), "d000"]) == 2
    assert "no document d000; expected an id" in capsys.readouterr().err


def test_what_is_repeated_is_measured_in_letters() -> None:
    draw = random.Random(1)
    shared, own, other = ("".join(draw.choices([chr(0x4E00 + n) for n in range(5000)], k=300)) for _ in range(3))
    shares = exact(f"{shared}\n{own}", f"{other}\n{shared}\n{other[::-1]}")
    assert (shares.of_left, shares.of_right) == (pytest.approx(1 / 2), pytest.approx(1 / 3))


def test_the_rows_of_a_table_are_one_paragraph() -> None:
    assert paragraphs("甲\n\n乙\t1\n丙\t2\n丁") == ["甲", "乙\t1\n丙\t2", "丁"]
