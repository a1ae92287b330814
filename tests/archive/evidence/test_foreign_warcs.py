"""WARC files that other programs wrote, here by warcio's own writer as crawlers use it."""

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import archive
from archive.evidence import warc_streams

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


def _plain(path: Path) -> bytes:
    _write(path, gzipped=False)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["records.warc.gz", "whole.warc.gz", "plain.warc"])
def test_every_cut_within_a_record_or_behind_its_content_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _write(path, gzipped=name == "records.warc.gz")
    if name == "whole.warc.gz":
        path.write_bytes(gzip.compress(path.read_bytes()))
    whole, silent = path.read_bytes(), []
    for size in range(1, len(whole), 5):
        path.write_bytes(whole[:size])
        try:
            list(archive.read_warc(path))
            silent.append(size)
        except archive.DamagedRecord:
            continue
    assert len(silent) <= 5, "only cuts between two whole records are not seen"


def test_a_damage_costs_the_record_in_which_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    _write(path)
    body = bytearray(path.read_bytes())
    second = body.find(b"\x1f\x8b\x08", body.find(b"\x1f\x8b\x08", 30) + 30)
    body[second + 60 : second + 90] = bytes(30)
    path.write_bytes(bytes(body))
    fetches = archive.read_warc(path)
    assert [next(fetches).url.rsplit("/", 1)[1] for _ in range(3)] == ["1.html", "3.html", "4.txt"]
    with pytest.raises(archive.DamagedRecord, match=r"a\.warc\.gz.*what is whole of it was read"):
        next(fetches)


def test_a_request_without_its_answer_at_the_end_is_a_cut(tmp_path: Path) -> None:
    path = tmp_path / "wget.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        http = StatusAndHeaders("GET /1.html HTTP/1.1", [("Host", "a.example")], is_http_request=True)
        writer.write_record(
            writer.create_warc_record("http://a.example/1.html", "request", BytesIO(b""), http_headers=http)
        )
    with pytest.raises(archive.DamagedRecord, match="request without its answer"):
        list(archive.read_warc(path))


@pytest.mark.parametrize("listed", ["archive/data.warc.gz", "archive/lost.warc.gz"])
def test_a_wacz_gives_the_answers_of_its_warc_files_and_tells_what_it_lacks(tmp_path: Path, listed: str) -> None:
    _write(tmp_path / "data.warc.gz")
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as package:
        package.write(tmp_path / "data.warc.gz", "archive/data.warc.gz")
        package.writestr("datapackage.json", json.dumps({"resources": [{"path": listed}]}))
    fetches = archive.read_warc(tmp_path / "crawl.wacz")
    assert [next(fetches).body for _ in range(4)] == [PAGE, PAGE, PAGE, b"text"]
    if listed == "archive/data.warc.gz":
        assert list(fetches) == []
    else:
        with pytest.raises(archive.DamagedRecord, match=r"lacks archive/lost\.warc\.gz"):
            list(fetches)


def test_zstandard_is_read_where_its_library_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.warc.zst"
    zstd = pytest.importorskip("backports.zstd")
    path.write_bytes(b"".join(map(zstd.compress, (_plain(tmp_path / "a.warc"),))))
    assert [fetch.body for fetch in archive.read_warc(path)] == [PAGE, PAGE, PAGE, b"text"]
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(archive.DamagedRecord):
        list(archive.read_warc(path))
    monkeypatch.setattr(warc_streams, "_zstd_module", lambda: None)
    with pytest.raises(archive.NoReaderOfWarc, match=r"pip install 'fazhi\[zstd\]'"):
        list(archive.read_warc(path))


def test_what_is_no_warc_file_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "page.warc"
    path.write_bytes(PAGE)
    with pytest.raises(archive.DamagedRecord, match=r"page\.warc"):
        list(archive.read_warc(path))
    with pytest.raises(archive.NoSuchArchive):
        list(archive.read_warc(tmp_path / "none.warc"))
