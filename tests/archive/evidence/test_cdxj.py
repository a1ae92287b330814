"""The index beside the WARC files, and the files themselves as other software reads them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from archive import open_writer
from archive.__main__ import main
from archive.evidence.cdxj import INDEX_NAME
from archive.evidence.surt import surt

OTHER = "http://www.jia.gov.cn/A.html?b=2&a=1"


@pytest.fixture
def crawled(writer, fetch, page):
    """Two pages, of which one is seen a second time and then gone."""
    writer.keep(fetch(b"one", status=200, request_headers=(("User-Agent", "fazhi"),)), page())
    writer.keep(
        fetch(b"two", url=OTHER, status=200, headers=(("Content-Type", "text/html; charset=gbk"),)), page(OTHER)
    )
    writer.keep(fetch(b"one", day=7, status=200), page())
    writer.keep(fetch(b"gone", day=14, status=404), page())
    writer.end_run(writer.run, "finished", {})
    return writer


@pytest.fixture
def index(archive_path: Path):
    """The lines of the index: key, moment, fields."""

    def read() -> list[tuple[str, str, dict[str, str]]]:
        lines = (archive_path.parent / "warc" / INDEX_NAME).read_text("ascii").splitlines()
        return [(key, moment, json.loads(fields)) for key, moment, fields in (line.split(" ", 2) for line in lines)]

    return read


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.jia.gov.cn/", "cn,gov,jia)/"),
        ("https://jia.gov.cn:443", "cn,gov,jia)/"),
        ("http://www2.jia.gov.cn:8080/x//y/./z/../", "cn,gov,jia:8080)/x/y"),
        ("http://www.gov.cn/zhengce/A.htm#top", "cn,gov)/zhengce/a.htm"),
        ("http://user@jia.gov.cn/%E6%B3%95%E6%B2%BB.pdf?", "cn,gov,jia)/%e6%b3%95%e6%b2%bb.pdf"),
        ("http://jia.gov.cn/法治.pdf", "cn,gov,jia)/%e6%b3%95%e6%b2%bb.pdf"),
        ("http://jia.gov.cn/a b?Y=1&x=%41&x-1=0&x", "cn,gov,jia)/a%20b?x&x=a&x-1=0&y=1"),
        ("http://jia.gov.cn/x?sid=0123456789abcdef0123456789abcdef&b=1", "cn,gov,jia)/x?b=1"),
        ("http://jia.gov.cn/(S(abcdefghijklmnopqrstuvwx))/list.aspx", "cn,gov,jia)/list.aspx"),
        ("http://政务.中国/x", "xn--fiqs8s,xn--zfr164b)/x"),
        ("urn:sha256:abc", "urn:sha256:abc"),
    ],
)
def test_keys_sort_by_host_and_are_one_for_what_is_one_address(url: str, key: str) -> None:
    assert surt(url) == key


def test_every_answer_has_a_line_and_lines_are_sorted(crawled, index, warcs):
    lines = index()
    assert [(key, moment) for key, moment, _ in lines] == [
        ("cn,gov,jia)/1.html", "20260301080000"),
        ("cn,gov,jia)/1.html", "20260308080000"),
        ("cn,gov,jia)/1.html", "20260315080000"),
        ("cn,gov,jia)/a.html?a=1&b=2", "20260301080000"),
    ]
    assert [(fields["mime"], fields.get("status")) for _, _, fields in lines] == [
        ("text/html", "200"), ("warc/revisit", None), ("text/html", "404"), ("text/html", "200"),
    ]  # fmt: skip
    assert {fields["filename"] for _, _, fields in lines} == {path.name for path in warcs()}
    assert lines[3][2]["url"] == OTHER


def test_a_line_leads_to_its_record(crawled, index, warcs):
    (path,) = warcs()
    for _, _, fields in index():
        member = path.read_bytes()[int(fields["offset"]) :][: int(fields["length"])]
        (record,) = list(_records(path.with_name("one.gz"), member))
        assert record["WARC-Target-URI"] == fields["url"]
        assert record["WARC-Payload-Digest"] == fields["digest"]


def _records(path: Path, data: bytes):
    path.write_bytes(data)
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            yield dict(record.rec_headers.headers)


def test_a_file_that_is_still_written_is_indexed_when_it_is_closed(writer, fetch, page, index, archive_path, capsys):
    writer.keep(fetch(b"one", status=200), page())
    assert main(["index", str(archive_path)]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 0
    writer.end_run(writer.run, "finished", {})
    assert len(index()) == 1
    writer.begin_run("crawl", "all")
    writer.keep(fetch(b"two", day=1, status=200), page())
    writer.end_run(writer.run, "finished", {})
    assert [moment for _, moment, _ in index()] == ["20260301080000", "20260302080000"]


def test_an_index_that_is_lost_comes_back_as_it_was(crawled, archive_path, capsys):
    path = archive_path.parent / "warc" / INDEX_NAME
    before = path.read_bytes()
    path.unlink()
    assert main(["index", str(archive_path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"index": str(path), "added": 4}
    assert path.read_bytes() == before
    assert main(["index", str(archive_path)]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 0


def test_files_that_are_taken_away_leave_the_index_when_it_is_next_written(crawled, fetch, page, index, warcs):
    (old,) = warcs()
    old.unlink()
    crawled.begin_run("crawl", "all")
    crawled.keep(fetch(b"three", day=20, status=200), page())
    crawled.end_run(crawled.run, "finished", {})
    assert [moment for _, moment, _ in index()] == ["20260321080000"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"offset": "', '"offset": "1', "expected a record of"),
        ("20260308080000", "20260308080001", "found another record"),
        ("cn,gov,jia)/a.html", "cn,gov,jia)/0.html", "out of order"),
        ('"mime": "warc/revisit"', '"mime": "warc/revisit', "expected a line of CDXJ"),
    ],
)
def test_verify_finds_what_is_wrong_in_the_index(crawled, archive_path, capsys, old, new, words):
    path = archive_path.parent / "warc" / INDEX_NAME
    assert main(["verify", str(archive_path)]) == 0
    text = path.read_text("ascii")
    path.write_text(text.replace(old, new), "ascii")
    assert main(["verify", str(archive_path)]) == 1
    assert words in capsys.readouterr().out


def test_verify_misses_lines(crawled, archive_path, capsys):
    path = archive_path.parent / "warc" / INDEX_NAME
    path.write_text("".join(path.read_text("ascii").splitlines(keepends=True)[:2]), "ascii")
    assert main(["verify", str(archive_path)]) == 1
    assert "expected 4 lines" in capsys.readouterr().out


def test_a_second_rendering_of_one_page_is_missed_in_no_index(writer, fetch, page, archive_path, capsys):
    for day, shown in enumerate((b"<p>1</p>", b"<p>2</p>")):
        served = fetch(b"<script src=a.js></script>", status=200, day=day)
        kept = writer.keep(served, page())
        writer.keep(replace(served, body=shown, status=None, rendered_from=kept.snapshot), page())
        writer.end_run(writer.run, "finished", {})
        writer.begin_run("crawl", "all")
    writer.close()
    assert main(["verify", str(archive_path)]) == 0, capsys.readouterr().out


def test_a_file_of_which_the_index_has_some_lines_is_mended_as_verify_says(crawled, archive_path, capsys):
    path = archive_path.parent / "warc" / INDEX_NAME
    path.write_text("".join(path.read_text("ascii").splitlines(keepends=True)[:1]), "ascii")
    assert main(["verify", str(archive_path)]) == 1
    (fault,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert fault["fault"].endswith("delete the index and run fazhi index")


def test_two_that_write_the_index_do_not_write_one_file(crawled, archive_path, index):
    """A crawl that ends while `fazhi index` runs; whoever comes last has the index."""
    folder = archive_path.parent / "warc"
    unfinished = folder / f"{INDEX_NAME}.part"
    unfinished.write_text("half of another process", "ascii")
    before = index()
    (folder / INDEX_NAME).unlink()
    assert main(["index", str(archive_path)]) == 0
    assert unfinished.read_text("ascii") == "half of another process"
    assert index() == before


def test_verify_reads_records_that_no_row_tells_of(crawled, archive_path, warcs, capsys):
    (path,) = warcs()
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        offset = next(records.get_record_offset() for record in records if record.rec_type == "request")
    data = bytearray(path.read_bytes())
    data[offset + 60] ^= 0xFF
    path.write_bytes(data)
    assert main(["verify", str(archive_path)]) == 1
    assert f"{path} at {offset}: " in capsys.readouterr().out


def test_each_file_begins_with_who_wrote_it_and_how(archive_path, fetch, page, warcs):
    about = {"software": "fazhi/1 scrapy/2", "operator": "operator@example.org", "robots": "obey"}
    with open_writer(archive_path, warcinfo=about, max_warc_bytes=2000) as writer:
        run = writer.begin_run("crawl", "all")
        for number in range(6):
            writer.keep(fetch(b"%d" % number, status=200, url=f"http://h/{number}"), page(f"http://h/{number}"))
    assert len(warcs()) > 1
    for path in warcs():
        with path.open("rb") as file:
            kinds, fields = [], {}
            for record in ArchiveIterator(file):
                kinds.append(record.rec_type)
                if record.rec_type == "warcinfo":
                    lines = record.content_stream().read().decode().splitlines()
                    fields = dict(line.split(": ", 1) for line in lines)
        assert kinds[0] == "warcinfo"
        assert kinds.count("warcinfo") == 1
        assert fields == about | {
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": run,
        }


def test_fastwarc_reads_what_warcio_reads(crawled, warcs):
    (path,) = warcs()
    with path.open("rb") as file:
        read = [
            (record.rec_headers.get_header("WARC-Record-ID"), record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    with path.open("rb") as file:
        fast = [(record.headers["WARC-Record-ID"], record.reader.read()) for record in FastIterator(file)]
    assert fast == read
    with path.open("rb") as file:
        answers = [
            record.verify_payload_digest() for record in FastIterator(file, record_types=WarcRecordType.response)
        ]
    assert answers == [True] * 3


def test_a_damaged_record_stops_neither_the_index_nor_a_run(crawled, archive_path, warcs, index):
    path = archive_path.parent / "warc" / INDEX_NAME
    path.unlink()
    (warc,) = warcs()
    with warc.open("ab") as file:
        file.write(gzip.compress(b"no record of a WARC file"))
    assert main(["index", str(archive_path)]) == 0
    assert len(index()) == 4
    crawled.begin_run("crawl", "all")
    crawled.end_run(crawled.run, "finished", {})
