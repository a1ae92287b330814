"""Twins in an archive: found as they come, pointers that can be taken back, one that stands for all."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from archive import ArchiveError, open_writer
from archive.__main__ import main
from archive.twins import candidates, clusters
from archive.twins.minhash import ALGORITHM, band_keys, estimates, minhash, to_bytes
from archive.twins.rebuild import count_missing
from archive.twins.report_features import Reading
from benchmarks.reports import invented

FRESH = [report for report in (invented(number, 3) for number in range(40)) if report.plant == "fresh"]
CITY, COUNTY = "http://www.city.gov.cn/1.html", "http://www.county.gov.cn/1.html"


@pytest.fixture
def tell(show, article):
    """Lets a page show a report; gives Added."""

    def do(text, url, made=FRESH[0], *, portal=None, day=0.0, body=b"", version="1", **fields):
        known = {"title": made.title, "issuer": made.issuer, "report_year": made.year} | fields
        _, added = show(
            body or f"{url} {text}".encode(), article(text, is_long=False, **known), url=url, day=day, version=version
        )
        return added

    return do


@pytest.fixture
def pointers(rows):
    return lambda: {row["document"]: row["canonical"] for row in rows("SELECT * FROM twins")}


def other_state(text):
    return text.replace("二、", "年底又查一次。\n二、", 1)


def test_a_twin_points_at_the_document_that_was_there(tell, pointers, rows):
    one = tell(FRESH[0].text, CITY)
    other = tell(other_state(FRESH[0].text), COUNTY)
    (row,) = rows("SELECT * FROM twins")
    assert {row["document"], row["canonical"]} == {one.document, other.document}
    assert (row["judgement"], row["decided_by"]) == ("same", "rules")
    assert 0.9 < row["resemblance"] < row["containment"] <= 1.0
    assert {row["text"] for row in rows("SELECT text FROM documents")} == {FRESH[0].text, other_state(FRESH[0].text)}


def test_reports_that_are_no_twins_do_not_point(tell, pointers, rows):
    for number, made in enumerate(FRESH[:8]):
        tell(made.text, f"http://h/{number}", made)
    copycat = FRESH[0].text.replace(FRESH[0].issuer, "岚渡市岚渡区水利局")
    tell(copycat, CITY, title="岚渡市岚渡区水利局报告", issuer="岚渡市岚渡区水利局")
    assert pointers() == {}
    assert rows("SELECT * FROM review") == []


def test_a_page_that_holds_less_than_half_is_found_by_organ_and_year(tell, pointers):
    tell(FRESH[0].text, CITY)
    tell(FRESH[0].text[: len(FRESH[0].text) * 2 // 5], COUNTY)
    assert len(pointers()) == 1


def test_the_issuers_own_page_stands_for_its_governments(tell, pointers, writer, show, article, fetch, page):
    writer.put_portal("city", "某市人民政府", "www.city.gov.cn", "440100")
    writer.put_portal("own", f"{FRESH[0].issuer}网站", "www.own.gov.cn", "440105")
    for number, portal in enumerate(("city", "own")):
        url = f"http://www.{portal}.gov.cn/1.html"
        kept = writer.keep(fetch(portal.encode(), url=url, day=number), page(url, portal=portal))
        text = FRESH[0].text if portal == "city" else other_state(FRESH[0].text)
        added = writer.add(
            article(text, is_long=False, title=FRESH[0].title, issuer=FRESH[0].issuer),
            kept.snapshot,
            cleaner_version="1",
        )
    assert list(pointers().values()) == [added.document]


def test_a_page_stands_for_a_file(tell, pointers, writer, fetch, page, article):
    url = "http://www.city.gov.cn/1.pdf"
    pdf = (("Content-Type", "application/pdf"),)
    kept = writer.keep(fetch(b"%PDF", url=url, headers=pdf), page(url))
    known = {"title": FRESH[0].title, "issuer": FRESH[0].issuer, "report_year": FRESH[0].year}
    writer.add(article(FRESH[0].text + "\n附件", is_long=False, **known), kept.snapshot, cleaner_version="1")
    html = tell(FRESH[0].text, CITY, day=1)
    assert list(pointers().values()) == [html.document]


def test_the_text_that_a_page_shows_now_stands_for_what_it_showed(tell, pointers, rows):
    old = tell(FRESH[0].text + "\n特此报告，欢迎监督。", CITY)
    new = tell(FRESH[0].text, CITY, day=3)
    assert pointers() == {old.document: new.document}
    assert rows("SELECT change FROM versions") == [{"change": "revised"}]
    assert new.is_reused_url is False


def test_a_url_reused_for_another_report_is_told_apart_and_flagged(tell, pointers, rows):
    tell(FRESH[0].text, CITY)
    new = tell(FRESH[1].text, CITY, FRESH[1], day=3)
    assert new.is_reused_url
    assert rows("SELECT change FROM versions") == [{"change": "reused"}]
    assert [row["kind"] for row in rows("SELECT kind FROM problems")] == ["reused_url"]
    assert pointers() == {}


def test_a_rewritten_text_under_its_title_is_no_reused_url(tell, rows):
    tell("报告正在整理，敬请期待。", CITY)
    tell(FRESH[0].text, CITY, day=3)
    assert rows("SELECT change FROM versions") == [{"change": "rewritten"}]
    assert rows("SELECT * FROM problems") == []


def test_a_page_of_two_reports_does_not_join_them(tell, pointers):
    both = FRESH[1].text + "\n" + FRESH[2].text
    one = tell(FRESH[1].text, CITY, title=None, issuer=None, report_year=None)
    other = tell(FRESH[2].text, COUNTY, title=None, issuer=None, report_year=None)
    tell(both, "http://h/both", title=None, issuer=None, report_year=None)
    found = pointers()
    assert found.get(one.document, one.document) != found.get(other.document, other.document)


def test_doubt_goes_to_review_and_merges_nothing(tell, pointers, rows, archive_path, writer, capsys):
    one = tell(FRESH[0].text, CITY, title="某县水利局2021年法治政府建设报告", issuer=None, report_year=None)
    other = tell(
        other_state(FRESH[0].text), COUNTY, title="某县林业局2021年法治政府建设报告", issuer=None, report_year=None
    )
    assert pointers() == {}
    assert [row["reason"] for row in rows("SELECT * FROM review")] == ["one text under organs 某县林业局 / 某县水利局"]
    writer.close()
    ask = ["review", "--archive", str(archive_path)]
    assert main([*ask, "--table"]) == 1
    shown = capsys.readouterr().out
    assert "某县水利局" in shown
    assert " | " in shown
    assert "年底又查一次" in shown
    assert main([*ask, one.document, other.document, "--verdict", "same", "--remark", "同一报告"]) == 0
    assert len(pointers()) == 1
    assert main(ask) == 0
    assert capsys.readouterr().out == ""
    assert main([*ask, one.document, other.document, "--verdict", "other"]) == 0
    assert pointers() == {}


def test_a_readers_verdict_outlives_a_rebuild(tell, pointers, archive_path, writer, rows):
    one = tell(FRESH[0].text, CITY)
    other = tell(other_state(FRESH[0].text), COUNTY)
    third, fourth = tell(FRESH[1].text, "http://h/3", FRESH[1]), tell(FRESH[2].text, "http://h/4", FRESH[2])
    writer.close()
    ask = ["review", "--archive", str(archive_path)]
    main([*ask, one.document, other.document, "--verdict", "other"])
    main([*ask, third.document, fourth.document, "--verdict", "same"])
    before = pointers()
    with closing(sqlite3.connect(archive_path)) as db:
        db.execute("UPDATE minhashes SET algorithm = 'older'")
        db.commit()
    assert main(["twins", str(archive_path), "--rebuild"]) == 0
    assert pointers() == before
    assert len(before) == 1
    assert {row["algorithm"] for row in rows("SELECT algorithm FROM minhashes")} == {ALGORITHM}


def test_a_verdict_on_what_is_not_there_is_refused(writer, archive_path, capsys):
    writer.close()
    assert main(["review", "--archive", str(archive_path), "d1", "d2", "--verdict", "same"]) == 2
    assert main(["review", "--archive", str(archive_path), "d1"]) == 2
    assert "no document d1" in capsys.readouterr().err


def test_a_rebuild_finds_what_was_found(tell, pointers, archive_path, writer, rows, capsys):
    for number, made in enumerate(FRESH[:5]):
        tell(made.text, f"http://h/{number}", made, day=number)
        tell(other_state(made.text), f"http://g/{number}", made, day=number + 0.5)
    before = pointers()
    writer.close()
    with closing(sqlite3.connect(archive_path)) as db:
        for table in ("twins", "minhash_keys", "minhashes"):
            db.execute(f"DELETE FROM {table}")
        db.commit()
        db.row_factory = sqlite3.Row
        assert count_missing(db) == 10
    assert main(["twins", str(archive_path), "--rebuild"]) == 0
    assert pointers() == before
    assert len(before) == 5
    capsys.readouterr()
    assert main(["twins", str(archive_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_keys_that_have_moved_on_find_twins_as_new_ones_do(tell, pointers, rows, writer, monkeypatch):
    monkeypatch.setattr(candidates, "_DOCUMENTS_A_RANGE", 2)
    monkeypatch.setattr(candidates, "_RANGES", 4)
    first = [tell(made.text, f"http://h/{number}", made).document for number, made in enumerate(FRESH[:8])]
    (moved,), (waiting,) = (rows(f"SELECT count(*) AS n FROM {bands}") for bands in candidates.BANDS)
    assert moved["n"] > waiting["n"] > 0
    assert moved["n"] + waiting["n"] == 8 * 32
    later = [tell(other_state(made.text), f"http://g/{n}", made, day=1).document for n, made in enumerate(FRESH[:8])]
    assert {frozenset(pair) for pair in pointers().items()} == {
        frozenset(pair) for pair in zip(first, later, strict=True)
    }
    writer.close()
    assert main(["check", str(writer.path)]) == 0


def test_a_document_that_goes_takes_its_keys_from_both_tables(tell, rows, monkeypatch):
    monkeypatch.setattr(candidates, "_DOCUMENTS_A_RANGE", 1)
    monkeypatch.setattr(candidates, "_RANGES", 2)
    added = tell(FRESH[0].text, CITY)
    assert all(rows(f"SELECT 1 FROM {bands}") for bands in candidates.BANDS)
    tell(FRESH[1].text, COUNTY, FRESH[1])
    tell(FRESH[1].text, CITY, FRESH[1], body=f"{CITY} {FRESH[0].text}".encode(), version="2")  # read anew
    assert added.document in {row["id"] for row in rows("SELECT id FROM former_ids")}
    union = " UNION ALL ".join(f"SELECT seq FROM {bands}" for bands in candidates.BANDS)
    assert rows(f"SELECT DISTINCT seq FROM ({union})") == rows("SELECT seq FROM documents")


def test_a_document_whose_text_changed_is_compared_anew(tell, pointers, rows):
    one = tell(FRESH[0].text, CITY)
    tell("目录页：法治政府建设年度报告一览。" * 30, COUNTY, body=b"page", title=None, issuer=None, report_year=None)
    assert pointers() == {}
    tell(other_state(FRESH[0].text), COUNTY, body=b"page", version="2")
    assert len(pointers()) == 1
    tell("目录页：法治政府建设年度报告一览。" * 30, COUNTY, body=b"page", version="3")
    assert pointers() == {}
    assert one.document in {row["id"] for row in rows("SELECT id FROM documents")}
    assert rows("SELECT count(*) AS n FROM minhashes") == rows("SELECT count(*) AS n FROM documents")


def test_no_pointer_leads_to_a_document_that_points_on(tell, rows):
    for number in range(6):
        text = FRESH[0].text.replace("二、", f"第{number}次补充说明如下。\n二、", 1) + "\n附记" * number
        tell(text, f"http://h/{number}", day=number)
    assert rows("SELECT 1 FROM twins t JOIN twins u ON u.document = t.canonical") == []
    assert len(rows("SELECT DISTINCT canonical FROM twins")) == 1
    assert len(rows("SELECT * FROM twins")) == 5


def test_who_leaves_takes_nobody_along(tell, pointers, writer, archive_path):
    texts = [FRESH[0].text, other_state(FRESH[0].text), FRESH[0].text + "\n附记。"]
    for number, text in enumerate(texts):
        tell(text, f"http://h/{number}", day=number)
    head = next(iter(pointers().values()))
    writer.close()
    with open_writer(archive_path) as again, again._transaction():
        clusters.leave(again._db, head)
    left = pointers()
    assert head not in {*left, *left.values()}
    assert len(left) == 1


def test_a_MinHash_is_the_same_on_every_machine():
    keys = band_keys(minhash(Reading.of("".join(f"第{number}条" for number in range(200)))))
    assert len(keys) == 32
    assert keys[:3] == [83387120180117, 79274231564574, 9123539447831]
    assert all(0 <= key < 1 << 47 for key in keys)


def test_MinHashes_estimate_resemblance():
    one, other = (minhash(Reading.of(text)) for text in (FRESH[0].text, other_state(FRESH[0].text)))
    assert estimates(one, [to_bytes(one)]) == [1.0]
    assert estimates(one, [to_bytes(other)])[0] > 0.8
    assert estimates(one, [to_bytes(minhash(Reading.of(FRESH[1].text)))])[0] < 0.2


def test_a_short_text_has_no_MinHash():
    assert minhash(Reading.of("法治" * 100)) is None


def test_a_key_of_everybody_is_left_out(writer, monkeypatch, tell, pointers):
    monkeypatch.setattr(candidates, "_MAX_SHARING", 0)
    tell(FRESH[0].text, CITY, issuer=None)
    tell(other_state(FRESH[0].text), COUNTY, issuer=None)
    assert pointers() == {}


def test_one_document_is_no_pair(tell, writer, archive_path):
    added = tell(FRESH[0].text, CITY)
    writer.close()
    from archive.twins.review import record

    with pytest.raises(ArchiveError, match="named twice"):
        record(archive_path, added.document, added.document, "same")


def test_a_short_text_under_a_long_and_a_short_name_of_one_organ_is_found_and_tied(writer, tell, pointers):
    writer.put_portal("county", "县", "county", division_code="440105", site_id_code=None, platform="auto")
    short = "本年度无行政处罚案件，无行政复议案件。" * 8
    one = tell(short, CITY, portal="county", issuer="海珠区城管局", title="2024年报告", report_year=2024)
    tell(f"{short}今后", "http://h/2", portal="county", issuer="海珠区体育局", title="2024年报告", report_year=2024)
    full = {"issuer": "广州市海珠区城市管理局", "title": "2024年工作报告", "report_year": 2024}
    other = tell(f"{short}特此报告", COUNTY, portal="county", **full)
    assert set(pointers()) | set(pointers().values()) == {one.document, other.document}
