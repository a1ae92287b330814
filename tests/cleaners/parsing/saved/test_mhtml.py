"""MHTML: what Chrome, Word and Internet Explorer save as one file."""

import base64
import quopri
from datetime import UTC, datetime

import pytest

from cleaners import NotText, clean_page
from cleaners.files import sniff
from cleaners.parsing.saved.mhtml import is_mhtml, read_mhtml

TITLE = "云岭县水利局2024年法治政府建设年度报告"
LINES = "".join(
    f"<p>{word}、我局坚持依法行政，全年审查规范性文件十二件，备案率达到百分之百。</p>" for word in "一二三四"
)
PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{LINES}</body></html>"


def _mhtml(
    page: bytes, charset: str = "", *, encoding: str = "quoted-printable", head: str = "", first: str = ""
) -> bytes:
    data = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    text = (
        f'{head}MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--x--"\n\n'
        f"{first}----x--\nContent-Type: text/html{charset}\nContent-Transfer-Encoding: {encoding}\n"
        f"Content-Location: http://www.a.example/fz/1.html\n\n"
    )
    return (text.encode() + data + b"\n----x----\n").replace(b"\n", b"\r\n")


CHROME = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: http://www.a.example/fz/1.html\n"
    f"Subject: =?utf-8?Q?{'=E6=B3=95' * 300}?=\nDate: Mon, 3 Mar 2025 02:00:00 -0000\n"
)
PICTURE = "----x--\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\n"


@pytest.mark.parametrize(
    "body",
    [
        _mhtml(PAGE.encode(), head=CHROME), _mhtml(PAGE.encode("gbk"), '; charset="gb2312"', encoding="base64"),
        _mhtml(PAGE.encode("utf-16"), '; charset="unicode"', encoding="base64", first=PICTURE),
        _mhtml(PAGE.replace("<head>", "<head><meta charset=gb2312>").encode(), head=CHROME),
    ],
)  # fmt: skip
def test_the_page_in_an_mhtml_file_is_read_in_its_own_encoding(body: bytes) -> None:
    assert sniff(body).kind == "mhtml"
    article = clean_page(body)
    assert article.title == TITLE
    assert article.text.count("备案率") == 4


def test_address_and_moment_stand_in_the_headers() -> None:
    page = read_mhtml(_mhtml(PAGE.encode(), head=CHROME))
    assert (page.url, page.saved_at) == ("http://www.a.example/fz/1.html", datetime(2025, 3, 3, 2, tzinfo=UTC))
    assert read_mhtml(_mhtml(PAGE.encode())).url == "http://www.a.example/fz/1.html"


def test_a_page_that_speaks_of_mime_is_no_mhtml() -> None:
    assert not is_mhtml(b"<pre>\nMIME-Version: 1.0\nContent-Type: text/html\n</pre>")
    assert not is_mhtml("名称: 说明\n\nMIME-Version: 1.0\nContent-Type: text/html\n".encode())


def test_an_mhtml_file_without_a_page_is_no_text() -> None:
    with pytest.raises(NotText, match="MHTML"):
        clean_page(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--\n"
        )
