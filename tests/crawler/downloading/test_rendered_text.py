"""A rendered page comes as bytes in an encoding of the web, whatever it declares and whatever a script wrote into it."""

from __future__ import annotations

import pytest

pytest.importorskip("scrapy_playwright")

from scrapy_playwright import handler

from crawler.downloading.connections.browser_handler import encoded

TEXT = "<p>兰汀区法治政府建设年度报告</p>"


@pytest.mark.parametrize("label", ["idna", "punycode", "undefined", "unicode_escape", "utf-7", "hex", "no", ""])
def test_a_label_that_is_none_of_the_web_gives_utf8(label: str) -> None:
    page = f'<meta charset="{label}">{TEXT}'
    assert encoded({"content-type": f"text/html; charset={label}"}, page) == (page.encode(), "utf-8")
    assert encoded({}, page) == (page.encode(), "utf-8")


def test_a_declared_encoding_of_the_web_is_kept_if_it_holds_the_page() -> None:
    assert encoded({"content-type": "text/html; charset=gb2312"}, TEXT) == (TEXT.encode("gb18030"), "gb18030")
    assert encoded({"content-type": "text/html; charset=koi8-r"}, TEXT) == (TEXT.encode(), "utf-8")


def test_half_of_a_pair_costs_one_character() -> None:
    assert encoded({"content-type": "text/html; charset=utf-8"}, TEXT + "\ud800") == ((TEXT + "?").encode(), "utf-8")


def test_the_library_takes_ours() -> None:
    assert handler._encode_body is encoded
