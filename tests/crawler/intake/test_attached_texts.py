"""A file that repeats a page is no second report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cleaners.files.builders import docx, paragraph
from tests.crawler.crawls import crawl, query
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
PARAGRAPHS = (
    "2024年，我区坚持依法行政，现将有关情况报告如下。",
    "一、主要举措和成效",
    *(
        f"（{number}）全年办理第{number}类行政复议案件{number * 7}件，组织执法培训{number + 3}场次。"
        for number in range(1, 21)
    ),
    "二、存在的问题和下一步安排",
    "基层执法力量还需加强。",
)
FILE = Answer(
    docx("".join(map(paragraph, (TITLE, *PARAGRAPHS)))),
    headers={"Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
)


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def _page(content: str) -> bytes:
    return f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">{content}</div></body></html>'.encode()


TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LINK = f'<p>附件：<a href="/a/1.docx">{TITLE}.docx</a></p>'


def _crawled(lan: Hosts, tmp_path: Path, details: dict[str, bytes | Answer]) -> Path:
    rows = "".join(f'<li><a href="{path}">{TITLE}</a></li>' for path in details)
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    lan.table.update({f"{HOST}{path}": answer for path, answer in details.items()})
    lan.table[f"{HOST}/a/1.docx"] = FILE
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}")
    return archive


def _reports(archive: Path) -> int:
    """Reports: documents without those that are another one again."""
    ((number,),) = query(archive, "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM twins)")
    return number


def test_a_file_beside_the_text_of_its_page_is_kept_and_makes_no_document(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, {"/art/1.html": _page(TEXT + LINK)})
    assert len(query(archive, "SELECT 1 FROM documents")) == 1
    ((size, media_type),) = query(archive, "SELECT size_bytes, media_type FROM attachments")
    assert size == len(FILE.body)
    assert media_type == FILE.headers["Content-Type"]


def test_a_page_that_is_only_a_file_and_one_with_its_text_are_one_report(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, {"/art/1.html": _page(TEXT), "/art/2.html": _page(LINK)})
    assert _reports(archive) == 1
    pages = query(archive, "SELECT url FROM pages WHERE role = 'detail' AND document IS NOT NULL")
    assert len(pages) == 2


def test_a_row_that_leads_to_a_file_and_one_that_leads_to_its_text_are_one_report(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, {"/art/1.html": _page(TEXT), "/a/1.docx": FILE})
    assert _reports(archive) == 1
    pages = query(archive, "SELECT url FROM pages WHERE role = 'detail' AND document IS NOT NULL")
    assert len(pages) == 2
