"""What a browser made of a page stands beside the page as it was served, and says so."""

from __future__ import annotations

from dataclasses import asdict, astuple

from warcio.archiveiterator import ArchiveIterator

from archive import Fetch, Listing, open_writer

SHELL, SHOWN = b"<html><script src='/a.js'></script></html>", "<html><p>法治</p></html>".encode()


def _keep(writer, fetch, page, day=0, shown=SHOWN, served=SHELL):
    """The snapshots of one visit: as served, as rendered."""
    served = fetch(served, day=day)
    first = writer.keep(served, page())
    media_type = (("Content-Type", "text/html; charset=utf-8"),)
    made = Fetch(served.url, served.fetched_at, shown, None, media_type, rendered_from=first.snapshot)
    return first, writer.keep(made, page())


def _records(path):
    with path.open("rb") as file:
        return [(record.rec_type, dict(record.rec_headers.headers)) for record in ArchiveIterator(file)]


def test_a_rendering_is_a_conversion_record_that_names_what_it_was_made_of(writer, fetch, page, warcs):
    first, second = _keep(writer, fetch, page)
    served, made = [each for each in _records(warcs()[0]) if each[0] in ("response", "conversion")]
    assert (served[0], made[0]) == ("response", "conversion")
    assert made[1]["WARC-Refers-To"] == served[1]["WARC-Record-ID"]
    assert made[1]["Fazhi-Rendered-From"] == first.snapshot
    assert made[1]["Content-Type"] == "text/html; charset=utf-8"
    assert (writer.read_payload(first.snapshot).body, writer.read_payload(second.snapshot).body) == (SHELL, SHOWN)
    assert writer.read_payload(second.snapshot).status is None


def test_the_page_shows_what_was_rendered_and_cleaners_read_only_that(writer, fetch, page, rows):
    first, second = _keep(writer, fetch, page)
    [row] = rows("SELECT snapshot, http_status, etag, last_modified FROM pages")
    assert (row["snapshot"], row["http_status"], row["etag"], row["last_modified"]) == (
        second.snapshot,
        200,
        None,
        None,
    )
    assert [each.id for each in writer.snapshots()] == [second.snapshot]
    assert {row["id"]: row["rendered_as"] for row in rows("SELECT id, rendered_as FROM snapshots")} == {
        first.snapshot: second.snapshot,
        second.snapshot: None,
    }


def test_a_second_visit_that_brings_the_same_is_two_revisits(writer, fetch, page, rows, warcs):
    _keep(writer, fetch, page)
    first, second = _keep(writer, fetch, page, day=7)
    assert first.is_revisit
    assert second.is_revisit
    assert [kind for kind, _ in _records(warcs()[0])][-2:] == ["revisit", "revisit"]
    assert len(rows("SELECT * FROM snapshots")) == 2


def test_one_shell_with_other_rows_is_two_renderings(writer, fetch, page):
    _, second = _keep(writer, fetch, page)
    first, third = _keep(writer, fetch, page, day=7, shown=b"<html><p>2</p></html>")
    assert first.is_revisit
    assert [each.id for each in writer.snapshots()] == [second.snapshot, third.snapshot]


def test_recovery_writes_the_rows_of_a_rendering_again(tmp_path, fetch, page):
    """Also of a page that was served anew and rendered as before, which is a revisit."""
    path = tmp_path / "a" / "archive.db"
    path.parent.mkdir()
    with open_writer(path) as writer:
        writer.begin_run("crawl", "all")
        first, second = _keep(writer, fetch, page)
        third, again = _keep(writer, fetch, page, day=7, served=SHELL + b" ")
        assert (third.is_revisit, again.snapshot) == (False, second.snapshot)
        # As if the rows of both had not been committed: the WARC file alone tells of them.
        writer._db.executescript(
            "PRAGMA foreign_keys = OFF; DELETE FROM pages; DELETE FROM snapshots;"
            "UPDATE warc_files SET size_bytes = 0, closed_at = NULL"
        )
        writer._output.abandon()
    with open_writer(path) as writer:
        assert [each.id for each in writer.snapshots()] == [second.snapshot]
        assert writer.read_payload(second.snapshot).rendered_from == first.snapshot


def test_a_merge_takes_renderings_and_listings(tmp_path, fetch, page):
    row = Listing(
        "http://www.jia.gov.cn/1.html",
        "jia",
        "法治政府建设",
        "http://www.jia.gov.cn/fz/",
        "http://jia.gov.cn/1.html",
        "报告",
    )
    paths = [tmp_path / name / "archive.db" for name in ("ours", "theirs")]
    for path in paths:
        path.parent.mkdir()
    with open_writer(paths[1]) as theirs:
        theirs.begin_run("crawl", "all")
        theirs.put_portal("jia", "甲县", "www.jia.gov.cn")
        _, second = _keep(theirs, fetch, page)
        theirs.put_listings([row])
    with open_writer(paths[0]) as ours, open_writer(paths[1]) as theirs:
        for _ in range(2):  # a merge that is done again finds all there
            ours.merge(theirs)
            assert [each.id for each in ours.snapshots()] == [second.snapshot]
            listed = ours._db.execute(f"SELECT {', '.join(asdict(row))} FROM listings").fetchall()
            assert [tuple(each) for each in listed] == [astuple(row)]
