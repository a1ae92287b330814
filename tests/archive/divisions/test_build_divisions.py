"""The tool that builds the table, on lists invented here, and on the table that is shipped."""

import csv
import json
from pathlib import Path

import pytest

from tests.load_tool import loaded_tool


@pytest.fixture(scope="module")
def tool():
    with loaded_tool("build_divisions") as module:
        yield module


def test_the_shipped_table_follows_from_its_newest_list_and_the_changes(tool) -> None:
    text = tool.TARGET.read_text("utf-8")
    year = tool.NEWEST.years[0]
    newest = {
        row["code"]: row["name"]
        for row in csv.DictReader(text.splitlines())
        if int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
    }
    changes = list(tool.read_changes(tool.CHANGES))
    assert tool.as_csv(tool.year_ends(newest, year, changes), changes) == text
    assert len(text.encode()) < 250_000


@pytest.mark.parametrize(
    ("code", "name", "pseudo"),
    [
        ("419000", "省直辖县级行政区划", True),
        ("500200", "县", True),
        ("110100", "北京市", True),
        ("130101", "市辖区", True),
        ("130171", "某某高新技术产业开发区", True),
        ("441900003", "东城街道", True),
        ("710100", "台北市", True),
        ("710000", "台湾省", False),
        ("419001", "济源市", False),
        ("441900", "东莞市", False),
    ],
)
def test_rows_that_only_group_others_are_no_divisions(tool, code: str, name: str, pseudo: bool) -> None:
    assert tool.is_pseudo(code, name) == pseudo


@pytest.mark.parametrize(
    "shape",
    [
        [{"code": "990000", "name": "甲省"}, {"code": "990101", "name": "乙县"}],
        {"990000": "甲省", "990101": "乙县"},
        {"86": {"990000": "甲省"}, "990000": {"990101": "乙县", "990102": "市辖区"}},
    ],
)
def test_each_shape_of_list_is_read(tool, tmp_path: Path, shape) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps(shape), "utf-8")
    assert tool.read_release(path) == {"990000": "甲省", "990101": "乙县"}


def test_a_list_is_walked_back_and_forward_by_the_changes(tool) -> None:
    changes = [
        tool.Change(2023, True, "990121", "乙县", "990102"),
        tool.Change(2023, False, "990102", "乙区", ""),
        tool.Change(2025, True, "990102", "乙区", "990102"),
        tool.Change(2025, False, "990102", "丙区", ""),
    ]
    lists = tool.year_ends({"990000": "甲省", "990102": "乙区"}, 2024, changes)
    assert lists[2022] == {"990000": "甲省", "990121": "乙县"}
    assert lists[2025] == {"990000": "甲省", "990102": "丙区"}
    rows = list(csv.DictReader(tool.as_csv(lists, changes).splitlines()))
    spans = [(r["code"], r["name"], r["from_year"], r["to_year"], r["successors"]) for r in rows]
    assert spans == [
        ("990000", "甲省", "", "", ""),
        ("990102", "乙区", "2023", "2024", "990102"),
        ("990102", "丙区", "2025", "", ""),
        ("990121", "乙县", "", "2022", "990102"),
    ]


def test_changes_that_do_not_fit_the_list_stop_the_tool(tool) -> None:
    with pytest.raises(SystemExit, match="乙区"):
        tool.year_ends({"990000": "甲省"}, 2024, [tool.Change(2023, False, "990102", "乙区", "")])


def test_a_list_that_differs_is_told_code_by_code(tool, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps({"990000": "甲省", "990103": "丁县"}), "utf-8")
    lines = list(
        tool.compare(tmp_path, tool.Release("list.json", (2020,)), {2020: {"990000": "甲省", "990102": "乙区"}})
    )
    assert lines == [
        "list.json: 990103 丁县 is only in the release",
        "list.json: 990102 乙区 is missing in the release",
    ]
