"""`fazhi coverage`: what is written, and the exit codes."""

import csv
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.__main__ import main
from tests.browser.invented_archive import make_library

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path_factory.mktemp("library") / "a.db")


def test_a_division_and_a_year_give_a_row_for_each_organ(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--table", "--division", "9901", "--year", "2025", str(path)]) == 1
    head, rule, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["division", "organ", "year", "status", "published", "days", "checked"]
    assert set(rule) == {"-"}
    assert [line.split() for line in lines] == [
        ["青禾市", "青禾市人民政府", "2025", "on", "time", "2026-04-01", "+0", "2026-04-22"],
        ["青禾市溪山区", "溪山区人民政府", "2025", "on", "time", "2026-03-31", "-1", "2026-04-22"],
        ["青禾市溪山区", '=cmd|"/c', 'calc"!A1', "2025", "not", "found", "2026-04-22"],
        ["青禾市溪山区", "溪山区教育局", "2025", "on", "time", "2026-02-17", "-43", "2026-04-22"],
        ["青禾市溪山区", "溪山区水务局", "2025", "on", "time", "2026-02-17", "-43", "2026-04-22"],
    ]


def test_it_is_fine_where_every_report_is_there(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--division", "青禾市溪山区", "--year", "2024", str(path)]) == 0
    assert main(["coverage", "--division", "青禾市溪山区", "--year", "2024", "--archive", str(path)]) == 0
    capsys.readouterr()
    assert main(["coverage", "--division", "990102", "--governments", "--json", str(path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [(line["year"], line["status"], line["days_after_1_april"]) for line in lines] == [
        (2022, "on_time", -12), (2023, "late", 9), (2024, "on_time", -61), (2025, "on_time", -1),
    ]  # fmt: skip


def test_only_those_that_are_asked_for_are_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--status", "never", "--status", "late", "--format", "csv", str(path)]) == 1
    lines = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(line["organ"], line["year"], line["status"]) for line in lines] == [
        ("云泽县人民政府", "2022", "never"),
        ("云泽县人民政府", "2023", "never"),
        ("云泽县人民政府", "2025", "never"),
        ("溪山区人民政府", "2023", "late"),
    ]


def test_a_cell_of_the_csv_is_no_formula(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["coverage", "--division", "990102", "--csv", str(path)])
    assert "'=cmd|" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("4401", "division 4401: the archive holds nothing of 440100 广东省 广州市"),
        ("禾", "division 禾: the archive holds 2 places that may be meant, 990100 青禾市, 990102 青禾市 青禾市溪山区"),
    ],
)
def test_an_unknown_or_doubtful_division_is_misuse(
    path: Path, capsys: pytest.CaptureFixture[str], place: str, words: str
) -> None:
    assert main(["coverage", "--division", place, str(path)]) == 2
    assert words in capsys.readouterr().err


async def test_the_command_and_the_page_tell_the_same(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["coverage", "--division", "990102", "--json", str(path)])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    answer = (await Datasette([str(path)]).client.get("/a/coverage.json?division=990102")).json()
    shown = [cell for cell in answer["cells"] if not cell["is_division"] and cell["status"] != "not_expected"]
    assert sorted(
        (cell["name"], cell["year"], cell["status"], cell["days_after_1_april"] or 0) for cell in shown
    ) == sorted((row["organ"], row["year"], row["status"], row["days_after_1_april"] or 0) for row in told)
    assert len(told) == 10  # four years of the government, two each of the three organs that were seen


def test_the_query_of_the_docs_runs(path: Path) -> None:
    (sql,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "coverage.md").read_text("utf-8"), re.DOTALL)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute(sql).fetchone() == ("青禾市溪山区", 4, 3, 1)
