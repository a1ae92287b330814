"""add(): which document a page shows."""

from __future__ import annotations

import json

import pytest

from archive import Added, ArchiveError, open_reader, open_writer

TWO = "http://www.yi.gov.cn/2.html"


def test_a_text_that_nobody_had_is_new(show, article, rows):
    _, added = show(
        b"1", article("法治", title="报告", issuer="甲局", breadcrumb=("首页", "公开"), found={"issuer": "signature"})
    )
    assert added == Added(document=added.document, outcome="new", is_new=True)
    (row,) = rows("SELECT * FROM documents")
    assert (row["id"], row["title"], row["issuer"], row["n_chars"]) == (added.document, "报告", "甲局", 240)
    assert json.loads(row["breadcrumb"]) == ["首页", "公开"]
    assert json.loads(row["found"]) == {"issuer": "signature"}
    assert rows("SELECT cleaner_version, document FROM snapshots") == [
        {"cleaner_version": "1", "document": added.document}
    ]
    assert rows("SELECT document FROM pages") == [{"document": added.document}]


def test_an_id_says_what_the_text_is_and_not_when_it_came(show, article, archive_path, tmp_path, fetch, page):
    show(b"0", article("别的"))
    _, here = show(b"1", article("法治"), url=TWO)
    (tmp_path / "other").mkdir()
    with open_writer(tmp_path / "other" / "archive.db") as other:
        other.begin_run("crawl", "all")
        kept = other.keep(fetch(b"another page"), page("http://www.bing.gov.cn/"))
        there = other.add(article("法治"), kept.snapshot, cleaner_version="2")
    assert here.document == there.document


def test_the_same_text_at_another_page_is_a_duplicate_with_two_locations(show, article, rows):
    _, one = show(b"1", article("法治，政府"))
    _, two = show(b"2", article("法治政府。"), url=TWO)
    assert two == Added(document=one.document, outcome="duplicate", is_new=False)
    assert len(rows("SELECT * FROM documents")) == 1
    assert len(rows("SELECT * FROM locations")) == 2


def test_another_text_at_the_same_page_is_a_version(show, article, rows):
    _, before = show(b"1", article("旧"))
    kept, after = show(b"2", article("新"), day=7)
    assert after == Added(document=after.document, outcome="changed", is_new=True, is_reused_url=True)
    assert rows("SELECT before, after, seen_at, snapshot FROM versions") == [
        {
            "before": before.document,
            "after": after.document,
            "seen_at": "2026-03-08T08:00:00Z",
            "snapshot": kept.snapshot,
        }
    ]
    assert len(rows("SELECT * FROM documents")) == 2


def test_a_page_that_changed_to_a_known_text_is_changed_and_not_new(show, article):
    _, known = show(b"1", article("甲"), url=TWO)
    show(b"2", article("乙"))
    _, added = show(b"3", article("甲"), day=1)
    assert added == Added(document=known.document, outcome="changed", is_new=False, is_reused_url=True)


def test_other_bytes_with_the_same_text_are_unchanged(show, article, rows):
    show(b"1", article("法治"))
    _, added = show(b"<!-- visitors: 7 -->1", article("法治"), day=1)
    assert (added.outcome, added.is_new) == ("unchanged", False)
    assert rows("SELECT * FROM versions") == []


def test_a_page_that_returns_to_an_old_text_has_two_versions(show, writer, fetch, page, article, rows):
    _, old = show(b"1", article("旧"))
    _, new = show(b"2", article("新"), day=1)
    kept = writer.keep(fetch(b"1", day=2), page())
    assert kept.is_revisit
    assert kept.cleaned
    assert [(row["before"], row["after"]) for row in rows("SELECT * FROM versions ORDER BY seen_at")] == [
        (old.document, new.document),
        (new.document, old.document),
    ]
    assert rows("SELECT document FROM pages") == [{"document": old.document}]


def test_an_older_sight_of_an_old_text_is_no_version(show, writer, fetch, page, article, rows):
    _, old = show(b"1", article("旧"))
    _, new = show(b"2", article("新"), day=10)
    writer.keep(fetch(b"1", day=5), page())
    assert [(row["before"], row["after"]) for row in rows("SELECT * FROM versions")] == [(old.document, new.document)]
    assert rows("SELECT document FROM pages") == [{"document": new.document}]
    (row,) = rows("SELECT last_seen_at FROM locations WHERE document = ?", old.document)
    assert row["last_seen_at"] == "2026-03-06T08:00:00Z"


def test_locations_tell_when_a_document_was_there(show, writer, fetch, page, article, rows):
    _, old = show(b"1", article("旧"))
    writer.keep(fetch(b"1", day=1), page())
    show(b"2", article("新"), day=2)
    (row,) = rows("SELECT * FROM locations WHERE document = ?", old.document)
    assert (row["first_seen_at"], row["last_seen_at"]) == ("2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z")


def test_a_capture_read_in_later_takes_its_place_in_time(show, article, rows):
    _, a = show(b"1", article("甲"), day=0)
    _, c = show(b"3", article("丙"), day=10)
    _, b = show(b"2", article("乙"), day=5)
    assert b.outcome == "changed"
    assert [(row["before"], row["after"]) for row in rows("SELECT * FROM versions ORDER BY seen_at")] == [
        (a.document, b.document),
        (b.document, c.document),
    ]
    assert rows("SELECT document FROM pages") == [{"document": c.document}]


def test_a_capture_read_in_later_may_show_that_the_change_was_earlier(show, article, rows):
    _, a = show(b"1", article("甲"), day=0)
    _, b = show(b"2", article("乙"), day=10)
    show(b"<!-- -->2", article("乙"), day=5)
    assert rows("SELECT before, after, seen_at FROM versions") == [
        {"before": a.document, "after": b.document, "seen_at": "2026-03-06T08:00:00Z"}
    ]


def test_short_texts_of_different_organs_are_different_reports(show, article):
    _, one = show(b"1", article("本年度无行政复议案件。", is_long=False, issuer="甲局"))
    _, two = show(b"2", article("本年度无行政复议案件。", is_long=False, issuer="乙局"), url=TWO)
    assert two.is_new
    assert one.document != two.document


def test_a_page_of_files_is_a_document(show, article, attachment, rows):
    files = (attachment("报告.pdf", "http://www.jia.gov.cn/r.pdf"), attachment(None, "http://www.jia.gov.cn/a.doc"))
    _, added = show(b"1", article("", title="报告", attachments=files))
    assert added.outcome == "new"
    assert rows("SELECT text, n_chars FROM documents") == [{"text": "", "n_chars": 0}]
    assert [row["name"] for row in rows("SELECT * FROM attachments ORDER BY url")] == [None, "报告.pdf"]


def test_neither_text_nor_files_is_a_problem_and_no_document(show, writer, fetch, page, article, rows):
    kept, added = show(b"1", article(""))
    assert added is None
    assert rows("SELECT * FROM documents") == []
    assert [(row["kind"], row["snapshot"]) for row in rows("SELECT * FROM problems")] == [("no_text", kept.snapshot)]
    assert not writer.keep(fetch(b"1", day=1), page()).cleaned


def test_problems_of_an_article_are_rows(show, article, cleaner_problem, rows):
    kept, _ = show(b"1", article("法治", problems=(cleaner_problem("bad_date", "昨天"),)))
    (row,) = rows("SELECT * FROM problems")
    assert (row["kind"], row["detail"], row["url"], row["snapshot"]) == (
        "bad_date",
        "昨天",
        "http://www.jia.gov.cn/1.html",
        kept.snapshot,
    )


def test_an_empty_article_that_names_its_problem_gets_no_second_one(show, article, cleaner_problem, rows):
    show(b"1", article("", problems=(cleaner_problem("list_page", "60 links"),)))
    assert [row["kind"] for row in rows("SELECT * FROM problems")] == ["list_page"]


def test_metadata_come_from_the_page_that_showed_the_text_first(show, article, rows):
    show(b"1", article("法治", title="关于法治的报告", issuer="甲局"))
    show(b"2", article("法治", title="转发"), url=TWO, day=1)
    assert rows("SELECT title, issuer FROM documents") == [{"title": "关于法治的报告", "issuer": "甲局"}]


def test_metadata_follow_a_correction_at_the_first_page(show, article, rows, archive_path):
    show(b"1", article("法治", title="报告", published_at="2026-02-30"))
    show(b"2", article("法治", title="更正报告", published_at="2026-02-28"), day=1)
    assert rows("SELECT title, published_at FROM documents") == [{"title": "更正报告", "published_at": "2026-02-28"}]
    assert rows("SELECT count(*) AS n FROM documents_fts WHERE documents_fts MATCH 'title:\"更正\"'") == [{"n": 1}]


def test_documents_bear_the_division_of_the_portal_that_showed_them_first(writer, fetch, page, article, rows):
    writer.put_portal("jia", "甲区人民政府", "www.jia.gov.cn", "440105", "4401050001", "nfcms")
    kept = writer.keep(fetch(), page(portal="jia"))
    writer.add(article("法治"), kept.snapshot, cleaner_version="1")
    assert rows("SELECT portal, division_code, admin_level FROM documents") == [
        {"portal": "jia", "division_code": "440105", "admin_level": "county"}
    ]


def test_two_character_words_are_found(show, article, rows):
    _, added = show(b"1", article("营商环境持续优化", title="年度报告"))
    show(b"2", article("别的"), url=TWO)
    sql = """
        SELECT d.id FROM documents_fts f JOIN documents d ON d.seq = f.rowid WHERE documents_fts MATCH ?
    """
    assert rows(sql, '"商环"') == [{"id": added.document}]
    assert rows(sql, 'title:"年度"') == [{"id": added.document}]
    assert rows(sql, '"商境"') == []


def test_adding_twice_writes_once(writer, show, article, rows):
    kept, added = show(b"1", article("法治"))
    again = writer.add(article("法治"), kept.snapshot, cleaner_version="1")
    assert (again.document, again.outcome) == (added.document, "unchanged")
    assert len(rows("SELECT * FROM documents")) == len(rows("SELECT * FROM locations")) == 1


def test_add_is_all_or_nothing(writer, fetch, page, article, rows):
    class Broken:
        kind = "bad_date"

        @property
        def detail(self):
            raise RuntimeError("a cleaner's bug")

    kept = writer.keep(fetch(), page())
    with pytest.raises(RuntimeError):
        writer.add(article("法治", problems=(Broken(),)), kept.snapshot, cleaner_version="1")
    for table in ("documents", "locations", "problems"):
        assert rows(f"SELECT * FROM {table}") == []
    assert not writer.keep(fetch(day=1), page()).cleaned


def test_an_unknown_snapshot_is_refused(writer, article):
    with pytest.raises(LookupError, match="no snapshot"):
        writer.add(article("法治"), "0" * 16, cleaner_version="1")


def test_nothing_is_added_outside_a_run(writer, show, article):
    kept, _ = show(b"1", article("法治"))
    writer.end_run(writer.run, "finished", {})
    with pytest.raises(ArchiveError, match="begin_run"):
        writer.add(article("法治"), kept.snapshot, cleaner_version="1")


def test_a_reader_sees_what_the_writer_committed(show, article, archive_path):
    kept, added = show(b"body", article("法治", title="报告"))
    with open_reader(archive_path) as reader:
        assert reader.counts()["documents"] == 1
        assert reader.document(added.document)["title"] == "报告"
        assert reader.document("d000000000000000") is None
        assert reader.page_by_url("http://www.jia.gov.cn/1.html")["snapshot"] == kept.snapshot
        assert reader.page_by_url("http://www.jia.gov.cn/none") is None
        assert reader.read_payload(kept.snapshot).body == b"body"
        assert [one.document for one in reader.snapshots("detail")] == [added.document]
        assert list(reader.snapshots("list")) == []


def test_of_two_pages_that_showed_the_text_in_one_second_the_same_is_home_whichever_was_read_first(show, article, rows):
    show(b"2", article("法治", title="转发"), url=TWO)
    show(b"1", article("法治", title="本站"))
    show(b"3", article("营商", title="本站二"))
    show(b"4", article("营商", title="转发二"), url=TWO.replace("2.html", "3.html"))
    assert [row["title"] for row in rows("SELECT title FROM documents ORDER BY seq")] == ["本站", "本站二"]
