"""WARC files that other programs wrote, here by warcio's own writer as crawlers use it."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import archive

PAGE = "<html><body>法治政府建设</body></html>".encode()


def _write(path: Path, *, gzipped: bool = True) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another crawler"}))
        for url, headers, body in (
            ("http://www.jia.gov.cn/1.html", [("Content-Type", "text/html")], PAGE),
            ("http://www.jia.gov.cn/2.html", [("Content-Encoding", "gzip")], gzip.compress(PAGE)),
            (
                "http://www.jia.gov.cn/3.html",
                [("Transfer-Encoding", "chunked")],
                b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE),
            ),
        ):
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), http_headers=http))
        writer.write_record(writer.create_warc_record("dns:www.jia.gov.cn", "response", BytesIO(b"127.0.0.1")))
        writer.write_record(writer.create_warc_record("http://www.jia.gov.cn/4.txt", "resource", BytesIO(b"text")))


@pytest.mark.parametrize("gzipped", [True, False])
def test_answers_come_out_with_their_encoding_undone(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / "other.warc"
    _write(path, gzipped=gzipped)
    fetches = list(archive.read_warc(path))
    assert [fetch.url.rsplit("/", 1)[1] for fetch in fetches] == ["1.html", "2.html", "3.html", "4.txt"]
    assert [fetch.body for fetch in fetches] == [PAGE, PAGE, PAGE, b"text"]
    assert [fetch.status for fetch in fetches] == [200, 200, 200, None]
    assert all(fetch.fetched_at.utcoffset() is not None for fetch in fetches)


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    path = tmp_path / "torn.warc.gz"
    _write(path)
    path.write_bytes(path.read_bytes()[:-40])
    fetches = archive.read_warc(path)
    assert [next(fetches).body for _ in range(3)] == [PAGE, PAGE, PAGE]
    with pytest.raises(archive.DamagedRecord, match=r"torn\.warc\.gz"):
        next(fetches)


def test_what_is_no_warc_file_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "page.warc"
    path.write_bytes(PAGE)
    with pytest.raises(archive.DamagedRecord, match=r"page\.warc"):
        list(archive.read_warc(path))
    with pytest.raises(archive.NoSuchArchive):
        list(archive.read_warc(tmp_path / "none.warc"))
