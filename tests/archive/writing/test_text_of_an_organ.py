"""A document is an organ's text: the same words of two organs are two, at many addresses of one organ they are one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from archive import Fetch, PageRef, open_writer
from archive.__main__ import main
from archive.database import migrations
from tests.archive.conftest import DAY_ONE

WORDS = "\n".join(
    [
        "一年来，扎实推进法治政府建设，现将有关情况报告如下。",
        *(f"{n}、完善制度{n}项，培训人员{n * 7}人次。" for n in range(1, 30)),
    ]
)
SCHOOLS, WATER = "溪山区教育局", "溪山区水务局"
YEARLY = "{}2024年法治政府建设年度报告"


@pytest.fixture
def report(article):
    def make(organ, text=WORDS, how="title"):
        return article(
            text, is_long=False, title=YEARLY.format(organ or ""), issuer=organ, found={"issuer": how} if organ else {}
        )

    return make


@pytest.fixture
def tell(show, report):
    """Lets a page of an organ show a text; gives the snapshot and the document."""

    def do(url, organ, text=WORDS, **how):
        kept, added = show(f"{url}{organ}".encode(), report(organ, text, **how), url=url)
        return kept.snapshot, added.document

    return do


def test_the_same_words_of_two_organs_are_two_documents_and_tied(tell, rows):
    (_, one), (_, other) = tell("http://h/1", SCHOOLS), tell("http://h/2", WATER)
    assert one != other
    assert {row["issuer"]: row["title"] for row in rows("SELECT * FROM documents")} == {
        organ: YEARLY.format(organ) for organ in (SCHOOLS, WATER)
    }
    assert len(rows("SELECT DISTINCT words_digest FROM documents")) == 1
    assert rows("SELECT * FROM twins") == rows("SELECT * FROM review") == []


def test_a_text_that_names_its_organ_is_one_document_whoever_prints_it(tell):
    text = f"2024年，{SCHOOLS}扎实推进法治政府建设。\n{WORDS}"
    issuers = (SCHOOLS, f"青禾市{SCHOOLS}", None)
    assert len({tell(f"http://h/{n}", organ, text)[1] for n, organ in enumerate(issuers)}) == 1


def test_an_organ_that_signs_its_text_names_itself(tell):
    text = f"{WORDS}\n{SCHOOLS}\n2025年1月20日"
    assert tell("http://h/1", SCHOOLS, text)[1] == tell("http://h/2", None, text)[1]
    assert tell("http://h/3", WATER, text)[1] != tell("http://h/1", SCHOOLS, text)[1]


def test_an_organ_named_in_the_middle_of_a_text_does_not_own_it(tell):
    text = WORDS.replace("15、", f"15、会同{SCHOOLS}、{WATER}，")
    assert tell("http://h/1", SCHOOLS, text)[1] != tell("http://h/2", WATER, text)[1]


def test_a_government_is_named_by_its_place_alone_but_not_by_that_of_its_bureau(tell):
    own, bureau = f"2024年，溪山区深入推进法治建设。\n{WORDS}", f"2024年，{SCHOOLS}深入推进法治建设。\n{WORDS}"
    assert tell("http://h/1", "溪山区人民政府", own)[1] == tell("http://h/2", None, own)[1]
    assert tell("http://h/3", "溪山区人民政府", bureau)[1] != tell("http://h/4", SCHOOLS, bureau)[1]


def test_a_source_line_is_no_organ_of_a_text(tell):
    assert tell("http://h/1", "溪山区融媒体中心", how="source")[1] == tell("http://h/2", None)[1]


def test_ids_do_not_depend_on_who_came_first(tmp_path, report):
    found = set()
    for n, order in enumerate(permutations((SCHOOLS, WATER, None))):
        found.add(frozenset(_stored(tmp_path / f"{n}" / "a.db", order, report).items()))
    assert len(found) == 1


@pytest.mark.parametrize("into", [0, 1])
def test_merged_archives_have_the_ids_of_one_that_saw_all(tmp_path: Path, report, into):
    paths = [tmp_path / name / "a.db" for name in ("schools", "water", "both")]
    for path, organs in zip(paths, ((SCHOOLS,), (WATER,), (SCHOOLS, WATER)), strict=True):
        _stored(path, organs, report)
    main(["merge", str(paths[1 - into]), "--archive", str(paths[into])])
    assert _issuers(paths[into]) == _issuers(paths[2])
    assert main(["check", str(paths[into])]) == 0


@pytest.mark.parametrize("order", list(permutations((SCHOOLS, WATER))))
def test_an_old_archive_gives_the_second_organ_its_document_when_it_is_cleaned_again(
    writer, tell, report, rows, archive_path, order
):
    snapshots = {organ: tell(f"http://h/{organ}", organ, how=None)[0] for organ in (SCHOOLS, WATER)}
    (merged,) = rows("SELECT id, issuer FROM documents")
    assert merged["issuer"] == SCHOOLS
    writer.close()
    _make_old(archive_path)
    assert main(["upgrade", str(archive_path)]) == 0
    assert main(["check", str(archive_path)]) == 0
    with open_writer(archive_path) as again:
        again.begin_run("reclean", "all")
        for organ in order:
            again.reclean(snapshots[organ], report(organ), "2")
    found = _issuers(archive_path)
    assert found[SCHOOLS] == merged["id"]
    assert set(found) == {SCHOOLS, WATER}
    assert {row["url"]: row["issuer"] for row in rows(_ISSUER_OF_PAGE)} == {
        f"http://h/{organ}": organ for organ in (SCHOOLS, WATER)
    }
    assert main(["check", str(archive_path)]) == 0


def test_an_archive_of_more_documents_than_are_read_at_once_is_upgraded_whole(
    writer, tell, archive_path, rows, monkeypatch
):
    for n in range(5):
        tell(f"http://h/{n}", SCHOOLS, f"{WORDS}\n{'再' * n}", how=None)
    writer.close()
    _make_old(archive_path)
    monkeypatch.setattr(migrations, "_AT_ONCE", 2)
    assert main(["upgrade", str(archive_path)]) == 0
    assert rows("SELECT count(DISTINCT words_digest) AS n FROM documents")[0]["n"] == 5
    assert main(["check", str(archive_path)]) == 0


def _make_old(path: Path) -> None:
    """Make the archive what the version before left, where only titles name the organs."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("""UPDATE documents SET found = '{"issuer": "title"}'""")
        db.execute("DROP INDEX documents_words_digest")
        db.execute("ALTER TABLE documents DROP COLUMN words_digest")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm013_text_of_an_organ'")
        db.commit()


_ISSUER_OF_PAGE = """
    SELECT p.url, d.issuer FROM locations l JOIN pages p ON p.id = l.page JOIN documents d ON d.id = l.document
"""


def _stored(path: Path, organs: Iterable[str | None], report) -> dict[str | None, str]:
    """Make an archive of a page of each organ with the same words; gives the document of each."""
    path.parent.mkdir()
    found = {}
    with open_writer(path) as writer:
        writer.begin_run("crawl", "all")
        for organ in organs:
            url = f"http://h/{organ}"
            kept = writer.keep(Fetch(url, DAY_ONE + timedelta(hours=len(url)), url.encode()), PageRef(url, "detail"))
            found[organ] = writer.add(report(organ), kept.snapshot, cleaner_version="1").document
    return found


def _issuers(path: Path) -> dict[str | None, str]:
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT issuer, id FROM documents"))
