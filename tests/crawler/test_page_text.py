"""The encoding that a page declares is believed if it is one of the web; a codec of Python's fails no page."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawler.downloading.exchanges import redirect_of
from crawler.page_redirects import PageRedirect
from crawler.page_text import page_text
from crawler.platforms.list_page import ListPage

NONE_OF_THE_WEB = [
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "hex",
    "zip",
    "no",
    "",
]
LIST = '<ul><li><a href="/art/1.html">兰汀区法治政府建设年度报告</a></li></ul>'


@pytest.mark.parametrize("label", NONE_OF_THE_WEB)
def test_a_label_that_is_none_of_the_web_counts_as_not_declared(label: str) -> None:
    body = f'<meta charset="{label}">{LIST}'.encode()
    assert page_text(body, f"text/html; charset={label}") == ("utf-8", body.decode())


@pytest.mark.parametrize("label", NONE_OF_THE_WEB)
def test_what_the_page_declares_is_read_where_the_header_says_nothing_of_the_web(label: str) -> None:
    body = f'<meta charset="gbk">{LIST}'.encode("gbk")
    assert page_text(body, f"text/html; charset={label}") == ("gb18030", body.decode("gbk"))


@pytest.mark.parametrize("label", ["euc-kr", "shift_jis", "big5", "iso-8859-1", "koi8-r", "GB_2312-80", "windows-1252"])
def test_labels_of_the_web_are_read_as_declared(label: str) -> None:
    assert page_text(b"<p>\xb0\xa1</p>", f"text/html; charset={label}")[0] != "utf-8"


@pytest.mark.parametrize("label", NONE_OF_THE_WEB)
def test_no_label_fails_a_list_or_a_redirect(label: str) -> None:
    content_type = f"text/html; charset={label}"
    page = ListPage("http://www.lan.gov.example/fz/", LIST.encode("gbk"), content_type)
    assert [address for _, address in page.links] == ["http://www.lan.gov.example/art/1.html"]
    body = f'<meta charset="{label}"><meta http-equiv="refresh" content="0;url=/乙/">'.encode()
    answer = HtmlResponse("http://www.lan.gov.example/", body=body, headers={"Content-Type": content_type})
    assert isinstance(redirect_of(answer), PageRedirect)
