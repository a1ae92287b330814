"""Marks that browsers leave in the pages that they save."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cleaners.parsing.saved.saved_page_marks import SavedPageMarks, read_saved_page_marks

URL = "http://www.qinghe.example/fz/1.html"
PAGE = '<html lang="zh"><head><meta charset="{}"><title>法治政府建设年度报告</title></head><body>法治</body></html>'
WEB = f"<!-- saved from url=({len(URL):04})" + "{} -->\n"
SINGLE = "<!--\n Page saved with SingleFile \n url: {} \n saved date: {}\n-->"


def marked(before: str = "", inside: str = "", charset: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html>\n{before}{PAGE.format(charset).replace('<head>', inside + '<head>')}".encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_the_mark_of_the_web_gives_the_address(charset: str) -> None:
    assert read_saved_page_marks(marked(WEB.format(URL), charset=charset)) == SavedPageMarks(URL)
    assert read_saved_page_marks(marked(inside=WEB.format(URL), charset=charset)) == SavedPageMarks(URL)


def test_a_page_that_is_cut_within_a_character_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    page = marked(WEB.format(URL)) + "法".encode() * 40_000
    assert read_saved_page_marks(page[: len(page) - 1]) == SavedPageMarks(URL)
    assert read_saved_page_marks(page) == SavedPageMarks(URL)
    assert caplog.messages == []


def test_single_file_gives_address_and_moment() -> None:
    mark = SINGLE.format(URL, "Mon Mar 03 2025 10:00:00 GMT+0800 (中国标准时间)")
    moment = datetime(2025, 3, 3, 2, tzinfo=UTC)
    assert read_saved_page_marks(marked(inside=mark)) == SavedPageMarks(URL, moment)


@pytest.mark.parametrize("moment", ["yesterday", "Mon Feb 31 2025 10:00:00 GMT+0800", ""])
def test_a_moment_that_is_none_leaves_the_address(moment: str) -> None:
    assert read_saved_page_marks(marked(inside=SINGLE.format(URL, moment))) == SavedPageMarks(URL)


@pytest.mark.parametrize("url", ["about:internet", "file:///C:/a.html", "javascript:alert(1)"])
def test_an_address_that_is_none_of_the_web_is_no_address(url: str) -> None:
    assert read_saved_page_marks(marked(WEB.format(url))) == SavedPageMarks()
    assert read_saved_page_marks(marked(inside=SINGLE.format(url, ""))) == SavedPageMarks()


@pytest.mark.parametrize(
    "inside",
    [
        f'<script>var mark = "{WEB.format(URL).strip()}";</script>',
        f"<body>{WEB.format(URL)}<textarea>{SINGLE.format(URL, '')}</textarea></body>",
        f'<link rel="canonical" href="{URL}"><meta property="og:url" content="{URL}"><base href="{URL}">',
        f"<!-- 本页 saved from url=(0039){URL} -->",
    ],
    ids=["script", "text", "of_itself", "prose"],
)
def test_what_looks_like_a_mark_and_is_none_is_left(inside: str) -> None:
    assert read_saved_page_marks(marked(inside=inside)) == SavedPageMarks()


@pytest.mark.parametrize("body", [b"", b"<!-- saved from url=", b"\x00\xff\xfe<!--", "法治政府".encode("gbk")])
def test_no_bytes_are_an_error(body: bytes) -> None:
    assert read_saved_page_marks(body) == SavedPageMarks()
