"""keep(): the bytes and what is known of them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive import ArchiveError, DamagedRecord, Fetch, PageRef, open_reader, open_writer
from archive.identity import payload_digest

HEADER_NAMES = st.sampled_from(["Content-Type", "ETag", "Set-Cookie", "Content-Encoding", "Content-Length", "X-A"])
HEADER_TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Zs"]), max_size=20)
HEADERS = st.lists(st.tuples(HEADER_NAMES, HEADER_TEXTS), max_size=6).map(tuple)


def records(path):
    with path.open("rb") as file:
        return [(record.rec_type, dict(record.rec_headers.headers)) for record in ArchiveIterator(file)]


@pytest.fixture(scope="module")
def shared_writer(tmp_path_factory):
    with open_writer(tmp_path_factory.mktemp("shared") / "archive.db") as writer:
        writer.begin_run("crawl", "all")
        yield writer


@given(body=st.binary(max_size=3000), headers=HEADERS, status=st.sampled_from([200, 203, 404, 412, 521, None]))
@settings(max_examples=60)
def test_what_is_stored_comes_back_byte_for_byte(shared_writer, body, headers, status):
    if status is None:
        headers = ()
    fetch = Fetch("http://www.jia.gov.cn/a", datetime(2026, 3, 1, tzinfo=UTC), body, status, headers)
    # A page of its own for each example, so that none is a revisit.
    url = f"http://www.jia.gov.cn/{payload_digest(repr(fetch).encode())}"
    kept = shared_writer.keep(fetch, PageRef(url, "detail"))
    assert shared_writer.read_payload(kept.snapshot) == fetch


def test_same_payload_is_stored_once_and_revisited(writer, fetch, page, rows, warcs):
    first = writer.keep(fetch(day=0), page())
    again = writer.keep(fetch(day=7), page())
    assert (first.is_revisit, again.is_revisit) == (False, True)
    assert first.snapshot == again.snapshot
    assert len(rows("SELECT * FROM snapshots")) == 1
    assert [kind for kind, _ in records(warcs()[0])] == ["warcinfo", "response", "revisit"]


@given(bodies=st.lists(st.sampled_from([b"a", b"b", b"c"]), min_size=1, max_size=12))
@settings(max_examples=25)
def test_a_page_has_one_snapshot_for_each_payload(shared_writer, fetch, bodies):
    url = f"http://www.yi.gov.cn/{datetime.now(UTC).timestamp()}"
    kept = [shared_writer.keep(fetch(body, url=url, day=day), PageRef(url, "list")) for day, body in enumerate(bodies)]
    assert len({one.snapshot for one in kept}) == len(set(bodies))
    assert sum(not one.is_revisit for one in kept) == len(set(bodies))


def test_revisit_names_the_record_it_repeats(writer, fetch, page, warcs):
    writer.keep(fetch(day=0), page())
    writer.keep(fetch(day=7), page())
    _, revisit = records(warcs()[0])[-1]
    assert revisit["WARC-Profile"].endswith("identical-payload-digest")
    assert revisit["WARC-Refers-To-Target-URI"] == "http://www.jia.gov.cn/1.html"
    assert revisit["WARC-Refers-To-Date"] == "2026-03-01T08:00:00Z"
    assert revisit["WARC-Date"] == "2026-03-08T08:00:00Z"


def test_not_modified_refers_to_what_the_page_showed_last(writer, fetch, page, rows, warcs):
    writer.keep(fetch(b"old", headers=(("ETag", '"1"'),)), page())
    new = writer.keep(fetch(b"new", day=1, headers=(("ETag", '"2"'),)), page())
    same = writer.keep(fetch(b"", day=2, status=304, headers=()), page())
    assert (same.snapshot, same.is_revisit) == (new.snapshot, True)
    _, revisit = records(warcs()[0])[-1]
    assert revisit["WARC-Profile"].endswith("server-not-modified")
    assert revisit["WARC-Refers-To-Date"] == "2026-03-02T08:00:00Z"
    (row,) = rows("SELECT * FROM pages")
    assert (row["last_seen_at"], row["http_status"], row["etag"]) == ("2026-03-03T08:00:00Z", 304, '"2"')


def test_not_modified_of_an_unknown_page_is_evidence_all_the_same(writer, fetch, page, rows):
    kept = writer.keep(fetch(b"", status=304), page())
    assert not kept.is_revisit
    assert rows("SELECT snapshot FROM pages") == [{"snapshot": None}]


def test_same_payload_at_two_pages_is_two_snapshots(writer, fetch, page):
    one = writer.keep(fetch(), page())
    two = writer.keep(fetch(), page("http://www.jia.gov.cn/2.html"))
    assert one.snapshot != two.snapshot
    assert not two.is_revisit


def test_a_refusal_does_not_take_the_place_of_the_page(writer, fetch, page, rows):
    good = writer.keep(fetch(b"report", headers=(("ETag", '"1"'),)), page())
    refusal = writer.keep(fetch(b"blocked", day=1, status=412), page())
    (row,) = rows("SELECT * FROM pages")
    assert refusal.snapshot != good.snapshot
    assert (row["snapshot"], row["etag"], row["http_status"]) == (good.snapshot, '"1"', 412)
    assert writer.keep(fetch(b"", day=2, status=304), page()).snapshot == good.snapshot


def test_an_older_capture_does_not_undo_what_the_page_shows_now(writer, fetch, page, rows):
    now = writer.keep(fetch(b"now", day=10), page())
    writer.keep(fetch(b"then", day=1), page())
    (row,) = rows("SELECT * FROM pages")
    assert row["snapshot"] == now.snapshot
    assert (row["first_seen_at"], row["last_seen_at"]) == ("2026-03-02T08:00:00Z", "2026-03-11T08:00:00Z")


def test_a_file_without_http_is_a_resource(writer, fetch, page, warcs):
    fetched = fetch(b"text", url="file:///dump.txt", status=None, headers=(("Content-Type", "text/plain"),))
    kept = writer.keep(fetched, page("file:///dump.txt"))
    assert writer.read_payload(kept.snapshot) == fetched
    assert records(warcs()[0])[-1][0] == "resource"


def test_a_saved_page_with_a_status_but_no_http_address_can_be_checked(writer, fetch, page, warcio_check):
    kept = writer.keep(fetch(url="file:///saved.html"), page("file:///saved.html"))
    assert writer.read_payload(kept.snapshot).status == 200
    assert warcio_check() == (0, "")


def test_request_is_kept_beside_its_answer(writer, fetch, page, warcs):
    writer.keep(fetch(request_headers=(("User-Agent", "fazhi"),), ip_address="192.0.2.1"), page())
    (_, response), (kind, request) = records(warcs()[0])[1:]
    assert kind == "request"
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert response["WARC-IP-Address"] == "192.0.2.1"


def test_a_request_says_what_was_sent(writer, fetch, page, warcs, warcio_check):
    headers = (("Content-Type", "application/json"),)
    writer.keep(fetch(request_headers=headers, method="POST", request_body=b'{"page": 1}'), page())
    with warcs()[0].open("rb") as file:
        record, sent = next(
            (one, one.content_stream().read()) for one in ArchiveIterator(file) if one.rec_type == "request"
        )
    assert record.http_headers.get_statuscode() == "/1.html"
    assert record.http_headers.protocol == "POST"
    assert sent == b'{"page": 1}'
    assert warcio_check() == (0, "")


def test_headers_do_not_make_readers_decode_twice(writer, fetch, page, warcs):
    headers = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "99"))
    kept = writer.keep(fetch(b"<p>plain</p>", headers=headers), page())
    assert writer.read_payload(kept.snapshot).headers == headers
    with warcs()[0].open("rb") as file:
        record = next(one for one in ArchiveIterator(file) if one.rec_type == "response")
        assert record.content_stream().read() == b"<p>plain</p>"
    assert {name for name, _ in record.http_headers.headers} == {f"X-Archive-Orig-{name}" for name, _ in headers}


def test_a_content_length_that_holds_keeps_its_name(writer, fetch, page, warcs):
    writer.keep(fetch(b"12345", headers=(("Content-Length", "5"),)), page())
    with warcs()[0].open("rb") as file:
        record = next(one for one in ArchiveIterator(file) if one.rec_type == "response")
    assert record.http_headers.headers == [("Content-Length", "5")]


def test_bytes_of_a_header_outside_ascii_are_kept(writer, fetch, page):
    on_the_wire = "年报.pdf".encode("gbk")
    kept = writer.keep(fetch(headers=(("Content-Disposition", on_the_wire.decode("latin-1")),)), page())
    assert writer.read_payload(kept.snapshot).headers[0][1].encode("latin-1") == on_the_wire


def test_a_line_break_in_a_header_or_url_makes_no_new_field(writer, fetch, page, warcio_check):
    fetched = fetch(url="http://www.jia.gov.cn/a b\r\nX: 1", headers=(("X-A", "1\r\nWARC-Type: warcinfo"),))
    kept = writer.keep(fetched, page())
    assert writer.read_payload(kept.snapshot).headers == (("X-A", "1 WARC-Type: warcinfo"),)
    assert warcio_check() == (0, "")


def test_warcio_finds_nothing_wrong(writer, fetch, page, warcio_check):
    for day, body in enumerate([b"", b"a", b"a", "镕".encode("gb18030") * 1000]):
        writer.keep(fetch(body, day=day, request_headers=(("User-Agent", "fazhi"),)), page())
    writer.keep(fetch(b"", day=9, status=304), page())
    writer.keep(fetch(b"", url="urn:dump:1", status=None), page("urn:dump:1"))
    assert warcio_check() == (0, "")


def test_each_run_has_a_file_of_its_own(writer, fetch, page, warcs, rows):
    writer.keep(fetch(b"a"), page())
    second = writer.begin_run("crawl", "all")
    writer.keep(fetch(b"b"), page())
    names = [path.name for path in warcs()]
    assert len(names) == 2
    assert f"fazhi-{second}-00000.warc.gz" in names
    assert len(rows("SELECT * FROM warc_files WHERE closed_at IS NULL")) == 1


def test_a_full_file_is_followed_by_another(archive_path, fetch, page, warcs, warcio_check):
    with open_writer(archive_path, max_warc_bytes=3000) as writer:
        run = writer.begin_run("crawl", "all")
        kept = [writer.keep(fetch(bytes([n]) * 10, url=f"http://h/{n}"), page(f"http://h/{n}")) for n in range(20)]
        assert [writer.read_payload(one.snapshot).body[0] for one in kept] == list(range(20))
    names = [path.name for path in warcs()]
    assert names == [f"fazhi-{run}-{n:05}.warc.gz" for n in range(len(names))]
    assert 2 < len(names) < 20
    assert warcio_check() == (0, "")


def test_what_fails_leaves_neither_row_nor_record(writer, fetch, page, warcs, rows, warcio_check):
    writer.keep(fetch(b"a"), page())
    size = warcs()[0].stat().st_size
    with pytest.raises(sqlite3.IntegrityError):
        writer.keep(fetch(b"b"), page(portal="of no portal table"))
    assert warcs()[0].stat().st_size == size
    assert len(rows("SELECT * FROM snapshots")) == 1
    assert not writer.keep(fetch(b"b"), page()).is_revisit
    assert warcio_check() == (0, "")


def test_what_fails_first_leaves_no_file(writer, fetch, page, warcs):
    with pytest.raises(sqlite3.IntegrityError):
        writer.keep(fetch(), page(portal="of no portal table"))
    assert warcs() == []


def test_nothing_is_kept_outside_a_run(archive_path, fetch, page):
    with open_writer(archive_path) as writer, pytest.raises(ArchiveError, match="begin_run"):
        writer.keep(fetch(), page())


def test_cleaned_means_that_a_document_came_of_it(writer, fetch, page, article):
    assert not writer.keep(fetch(b"a"), page()).cleaned
    kept = writer.keep(fetch(b"a", day=1), page())
    assert not kept.cleaned
    writer.add(article("法治"), kept.snapshot, cleaner_version="1")
    assert writer.keep(fetch(b"a", day=2), page()).cleaned
    failed = writer.keep(fetch(b"b", day=3), page())
    writer.problem(writer.run, "bad_encoding", "no character", snapshot=failed.snapshot)
    assert not writer.keep(fetch(b"b", day=4), page()).cleaned


def test_bytes_changed_on_the_disk_are_not_given_out(writer, archive_path, fetch, page, warcs):
    kept = writer.keep(fetch(b"report" * 100), page())
    data = bytearray(warcs()[0].read_bytes())
    data[-30] ^= 0xFF
    warcs()[0].write_bytes(data)
    with open_reader(archive_path) as reader, pytest.raises(DamagedRecord):
        reader.read_payload(kept.snapshot)


def test_another_record_in_its_place_is_not_given_out(writer, archive_path, fetch, page, warcs):
    kept = writer.keep(fetch(b"a" * 100), page())
    writer.keep(fetch(b"b" * 100), page("http://www.jia.gov.cn/2.html"))
    with sqlite3.connect(archive_path) as db:
        (other,) = db.execute("SELECT payload_digest FROM snapshots WHERE id <> ?", [kept.snapshot]).fetchone()
        db.execute("UPDATE snapshots SET payload_digest = ? WHERE id = ?", [other, kept.snapshot])
    with open_reader(archive_path) as reader, pytest.raises(DamagedRecord, match="found sha256:"):
        reader.read_payload(kept.snapshot)
