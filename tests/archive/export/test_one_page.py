"""One record, one page: what an export says beside the text is all of the page that its url names."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Fetch, PageRef, Writer, open_writer
from archive.export import Selection, export
from archive.identity import payload_digest
from archive.timestamps import to_iso
from cleaners.article import Article
from tests.archive.conftest import DAY_ONE

TEXT = "\n".join(["一、全面推进依法行政，健全行政决策机制。"] * 60)
COUNTY, BUREAU = "http://www.hemian.gov.cn/fzzf/202602/t1.html", "http://sw.hemian.gov.cn/gkml/7.html"

Show = Callable[..., None]


@pytest.fixture
def show(tmp_path: Path) -> Any:
    """Lets a page of the portal *portal* show TEXT on a day, under a title of its own."""
    with open_writer(tmp_path / "archive.db", clock=lambda: DAY_ONE) as writer:
        writer.begin_run("crawl", "all")
        yield lambda url, day, body, **fields: _show(writer, url, day, body, **fields)


def _show(writer: Writer, url: str, day: int, body: bytes, portal: str = "hemian", **fields: str) -> None:
    writer.put_portal(portal, portal, url.split("/")[2], "990102")
    kept = writer.keep(Fetch(url, DAY_ONE + timedelta(days=day), body), PageRef(url, "detail", portal))
    writer.add(Article(TEXT, kind="report", **fields), kept.snapshot, cleaner_version="1")


def _record(tmp_path: Path) -> dict[str, Any]:
    export(tmp_path / "archive.db", tmp_path / "out", ("jsonl", "csv", "markdown"), Selection())
    (record,) = map(json.loads, (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines())
    return dict(record)


def test_bytes_and_moment_are_those_of_the_page_that_the_record_names(show: Show, tmp_path: Path) -> None:
    show(COUNTY, 0, b"of the county", title="某局年度报告", site_name="河面县人民政府")
    show(BUREAU, 5, b"of the bureau", portal="hemian-sw", title="年度报告", site_name="河面县水务局")
    record = _record(tmp_path)
    assert (record["url"], record["urls"]) == (COUNTY, [COUNTY, BUREAU])
    assert (record["portal"], record["title"], record["site_name"]) == ("hemian", "某局年度报告", "河面县人民政府")
    assert record["payload_digest"] == payload_digest(b"of the county")
    assert record["retrieved_at"] == to_iso(DAY_ONE)
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["url"], row["payload_digest"]) == (COUNTY, record["payload_digest"])
    (markdown,) = (tmp_path / "out").rglob("*.md")
    assert record["payload_digest"] in markdown.read_text("utf-8")


def test_columns_name_the_same_page(show: Show, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    show(COUNTY, 0, b"of the county", title="某局年度报告")
    show(BUREAU, 5, b"of the bureau", title="年度报告")
    export(tmp_path / "archive.db", tmp_path / "out", ("parquet",), Selection())
    (file,) = (tmp_path / "out" / "documents").rglob("*.parquet")
    (row,) = parquet.read_table(file).to_pylist()
    assert (row["url"], row["payload_digest"]) == (COUNTY, payload_digest(b"of the county"))


def test_the_newest_fetch_of_that_page_counts(show: Show, tmp_path: Path) -> None:
    show(COUNTY, 0, b"of the county", title="报告")
    show(BUREAU, 5, b"of the bureau", title="转发")
    show(COUNTY, 9, b"of the county, title mended", title="更正报告")
    record = _record(tmp_path)
    assert (record["url"], record["title"], record["retrieved_at"]) == (
        COUNTY,
        "更正报告",
        to_iso(DAY_ONE + timedelta(days=9)),
    )
    assert record["payload_digest"] == payload_digest(b"of the county, title mended")


def test_an_older_copy_that_is_read_in_later_makes_its_page_the_one(show: Show, tmp_path: Path) -> None:
    show(COUNTY, 5, b"of the county", title="转发", site_name="河面县人民政府")
    show(BUREAU, 1, b"of the bureau", portal="hemian-sw", title="年度报告", site_name="河面县水务局")
    record = _record(tmp_path)
    assert (record["url"], record["title"], record["site_name"]) == (BUREAU, "年度报告", "河面县水务局")
    assert (record["portal"], record["payload_digest"]) == ("hemian-sw", payload_digest(b"of the bureau"))
