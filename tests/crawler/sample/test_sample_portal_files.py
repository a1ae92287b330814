"""A portal out of a TOML file: its columns, its rows, and what is wrong with a file that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.sample.answers import CHINA
from crawler.sample.portal_files import place_of, read_portals, tree
from crawler.sample.portal_model import Column, Entry, Portal
from crawler.sample.reports import compose

HEAD = """
name = "兰汀县人民政府"
platform = "nfcms"
hosts = ["www.lan.gov.example"]
site_id_code = "9991010001"
icp = "兰ICP备1号"
trail = [["首页", "/"]]

[place]
name = "兰汀县"
parent = "澄洲市"
code = "999109"

[[columns]]
name = "法治政府建设"
path = "/fz/"
"""


def _march(day: int) -> datetime:
    return datetime(2025, 3, day, 9, tzinfo=CHINA)


def portal(folder: Path, column: str) -> Portal:
    """The portal whose only column holds that."""
    (folder / "lan.toml").write_text(HEAD + column, "utf-8")
    [found] = read_portals(folder)
    return found


def entry(folder: Path, row: str) -> Entry:
    [found] = portal(folder, f"rows = [{row}]").section.entries
    return found


def test_a_plain_row_is_the_report_of_an_organ(tmp_path: Path) -> None:
    found = portal(
        tmp_path, 'reports.2024 = ["人民政府", "水务局", "沙棠镇", "芦汀街道", "云岫高新区"]'
    ).section.entries
    assert [each.source for each in found] == [
        "兰汀县人民政府", "兰汀县水务局", "兰汀县沙棠镇人民政府", "兰汀县芦汀街道办事处", "兰汀县云岫高新区管理委员会",
    ]  # fmt: skip
    for each in found:
        assert each.report
        assert each.report == compose(each.report.organ, 2024, each.published.date())
        assert each.blocks == each.report.blocks


def test_what_a_row_states_replaces_what_was_made_of_it(tmp_path: Path) -> None:
    plain = entry(tmp_path, '{ report = "水务局", year = 2024 }')
    own = entry(
        tmp_path,
        '{ report = "水务局", year = 2024, title = "报告", source = "", key = "7", published = 2025-04-01T08:00:00+08:00, busy = true }',
    )
    assert (own.title, own.source, own.key, own.published.date(), own.busy) == (
        "报告",
        None,
        "7",
        date(2025, 4, 1),
        True,
    )
    assert own.report == plain.report


def test_a_report_may_be_a_file_only_or_have_files_beside_its_text(tmp_path: Path) -> None:
    alone = entry(tmp_path, '{ report = "水务局", year = 2024, only_file = true }')
    assert alone.report
    assert (alone.blocks, alone.files[0].form) == ((), "pdf")
    assert alone.files[0].paragraphs == (alone.title, *alone.report.paragraphs)
    beside = entry(
        tmp_path, '{ report = "水务局", year = 2024, files = [{}, { name = "清单.docx", text = ["一", "二"] }] }'
    )
    assert beside.blocks
    assert [(file.form, file.name) for file in beside.files] == [("pdf", f"{beside.title}.pdf"), ("docx", "清单.docx")]
    assert beside.files[1].paragraphs == ("一", "二")


def test_a_report_that_fails_keeps_its_text_and_is_no_report(tmp_path: Path) -> None:
    found = entry(tmp_path, '{ fails = "robots", report = "水务局", year = 2024 }')
    assert (found.why, found.report) == ("robots", None)
    assert found.blocks


def test_notices_come_at_even_distances(tmp_path: Path) -> None:
    column = 'notices = { kind = "other", count = 3, first = 2023-03-06T09:00:00+08:00, days = 2, minutes = 7 }'
    found = portal(tmp_path, column).section.entries
    assert [f"{each.published:%m-%d %H:%M}" for each in found] == ["03-06 09:00", "03-08 09:07", "03-10 09:14"]
    assert {each.kind for each in found} == {"other"}


def test_a_column_lies_below_the_one_whose_path_begins_its_own() -> None:
    paths = ["/a/", "/a/b/", "/a/b/c/", "/a/d/", "/e/", "/e.html?x=1"]
    first, second, third = tree([Column(path, path) for path in paths])
    assert [below.path for below in first.columns] == ["/a/b/", "/a/d/"]
    assert [below.path for below in first.columns[0].columns] == ["/a/b/c/"]
    assert (second, third) == (Column("/e/", "/e/"), Column("/e.html?x=1", "/e.html?x=1"))


def test_a_portal_may_have_the_place_of_another() -> None:
    assert place_of("lanting-sfj") == place_of("lanting")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('{ report = "水务科", year = 2024 }', "水务科 is no organ"),
        ('{ report = "水务局", year = 2024, bussy = true }', "bussy"),
        ('{ report = "水务局" }', "year"),
        ('{ report = "水务局", year = 2024, place = "nowhere" }', "nowhere"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"lan\.toml.*{words}"):
        entry(tmp_path, row)


def test_entries_are_listed_newest_first() -> None:
    column = Column("法治", "/fz/")
    entries = [Entry("1", "甲", _march(1)), Entry("2", "乙", _march(9)), Entry("3", "丙", _march(5))]
    assert [each.key for each in replace(column, entries=tuple(entries)).entries_on(0)] == ["2", "3", "1"]
